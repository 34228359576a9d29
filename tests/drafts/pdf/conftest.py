"""Papers made at test time: lines of text, pictures and strokes at known places of a page."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

BODY = (
    "The samples were kept at room temperature and measured twice a day over the whole season by the same two people, "
    "who did not know which of the groups they belonged to. Every reading was written down at once and compared with "
    "the one before, and readings that differed by more than a tenth were taken again on the following morning. "
)


class Paper:
    """A PDF in the making. Boxes and positions are in points from the top left of a page of 612 by 792."""

    def __init__(self) -> None:
        import pymupdf

        self.library = pymupdf
        self.document = pymupdf.open()
        self.page = None

    def new_page(self, width: float = 612, height: float = 792) -> "Paper":
        self.page = self.document.new_page(width=width, height=height)
        return self

    def line(self, x: float, y: float, text: str, *, font: str = "tiro", size: float = 10, **options) -> "Paper":
        self.page.insert_text((x, y), text, fontname=font, fontsize=size, **options)
        return self

    def paragraph(
        self, x: float, y: float, width: float, text: str, *, font: str = "tiro", size: float = 10, leading: float = 12
    ) -> float:
        """Set ragged lines from a baseline on and return the baseline after the last."""
        metrics = self.library.Font(font)
        words, row = text.split(), ""
        for word in [*words, None]:
            longer = f"{row} {word}".strip() if word else None
            if longer is None or metrics.text_length(longer, size) > width:
                self.line(x, y, row, font=font, size=size)
                row, y = word or "", y + leading
            else:
                row = longer
        return y

    def body(self, x: float = 72, y: float = 100, width: float = 468, lines: int = 12, text: str = BODY) -> float:
        """Set about that many lines of running text."""
        metrics = self.library.Font("tiro")
        per_line = metrics.text_length(text, 10) / width
        return self.paragraph(x, y, width, text * max(1, round(lines / per_line)))

    def plot(self, x0: float, y0: float, x1: float, y1: float) -> "Paper":
        """Draw a frame, a curve and tick labels: all of it lies within the box."""
        shape = self.page.new_shape()
        shape.draw_rect(self.library.Rect(x0 + 20, y0, x1, y1 - 12))
        shape.draw_line((x0 + 20, y1 - 12), (x1, y0))
        shape.finish(color=(0, 0, 0), width=1)
        shape.commit()
        for step in range(4):
            self.line(x0 + 22 + step * (x1 - x0 - 40) / 3, y1 - 2, str(step), font="helv", size=7)
            self.line(x0 + 4, y1 - 20 - step * (y1 - y0 - 34) / 3, str(step), font="helv", size=7)
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float, grey: int = 120) -> "Paper":
        """Place a raster image."""
        pixels = self.library.Pixmap(self.library.csGRAY, self.library.IRect(0, 0, 8, 8), False)
        pixels.clear_with(grey)
        self.page.insert_image(self.library.Rect(x0, y0, x1, y1), pixmap=pixels, keep_proportion=False)
        return self

    def save(self, path: Path, **options) -> Path:
        self.document.save(path, **options)
        return path


@pytest.fixture(scope="session")
def new_paper() -> Callable[[], Paper]:
    """Begin a paper: for what is made once for several tests."""
    return lambda: Paper().new_page()


@pytest.fixture
def paper(new_paper: Callable[[], Paper]) -> Paper:
    return new_paper()


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Paper], object]:
    """Save a paper and read it."""
    from capassist.drafts.pdf.reader import read_pdf

    return lambda made, **options: read_pdf(made.save(tmp_path / "paper.pdf"), **options)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what the PDF library writes on the screen: it keeps the stream that was there when it was imported."""
    import pymupdf

    screen = io.StringIO()
    monkeypatch.setattr(pymupdf, "_g_out_message", screen)
    return screen
