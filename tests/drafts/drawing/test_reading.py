"""Drawings of whole drafts: from the files that a source includes, and from the pages of a PDF."""

import shutil
from pathlib import Path

import pymupdf
import pytest

from capassist.drafts import open_draft
from capassist.drafts.drawing import notes, reading
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.pdf import mupdf
from capassist.drafts.view_geometry import Crop, Stretch, Turn
from capassist.model import Drawing, Figure, Panel, PlotPanel

PLAIN = r"\includegraphics{plot}"


def draw_axes(page: pymupdf.Page, x: float, y: float, name: str, label: str) -> None:
    """Draw axes of 200 by 120 points with ticks, a curve and both labels; the upper left corner at (x, y)."""
    page.draw_rect((x, y, x + 200, y + 120))
    page.draw_polyline([(x + 10 * i, y + 100 - 4 * i - (i % 3)) for i in range(20)], color=(0.9, 0.1, 0.1))
    for i in range(3):
        page.insert_text((x + 100 * i - 3, y + 132), str(5 * i), fontsize=9)
        page.insert_text((x - 12, y + 123 - 60 * i), str(i), fontsize=9)
    page.insert_text((x + 75, y + 146), name, fontsize=9)
    page.insert_text((x - 22, y + 110), label, fontsize=9, rotate=90)


def plot_file(path: Path, *names: str) -> None:
    """Make a PDF with one plot a page."""
    document = pymupdf.open()
    for name in names:
        draw_axes(document.new_page(width=300, height=200), 60, 20, name, "Error of the scheme (%)")
    document.save(path)


def read(folder: Path, graphics: str = PLAIN) -> Drawing | None:
    (folder / "main.tex").write_text(
        "\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\n"
        f"\\begin{{figure}}{graphics}\\caption{{A.}}\\end{{figure}}\n\\end{{document}}\n"
    )
    (figure,) = open_draft(folder).figures
    return figure.drawing


def labels(drawing: Drawing | None) -> list[tuple[str | None, str | None]]:
    panels = drawing.panels if drawing else ()
    return [(panel.x.label if panel.x else None, panel.y.label if panel.y else None) for panel in panels]


def test_a_file_that_is_no_pdf_has_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "plot.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    assert read(tmp_path) is None


def test_a_file_outside_of_the_draft_is_not_read(tmp_path: Path) -> None:
    plot_file(tmp_path / "plot.pdf", "Time (s)")
    (tmp_path / "paper").mkdir()
    assert read(tmp_path / "paper", r"\includegraphics{../plot.pdf}") is None


def test_a_mirrored_plot_is_not_read(tmp_path: Path) -> None:
    plot_file(tmp_path / "plot.pdf", "Time (s)")
    assert read(tmp_path, r"\scalebox{-1}[1]{\includegraphics{plot}}") is None


VIEWS = {
    "the first page": (PLAIN, [("Time (s)", "Error of the scheme (%)")]),
    "another page": (r"\includegraphics[page=2]{plot}", [("Depth (m)", "Error of the scheme (%)")]),
    "turned": (r"\includegraphics[angle=90]{plot}", [("Time (s)", "Error of the scheme (%)")]),
    "without its label": (r"\includegraphics[trim=0 45 0 0,clip]{plot}", [(None, "Error of the scheme (%)")]),
    "two pages": (
        PLAIN + r"\includegraphics[page=2]{plot}",
        [("Time (s)", "Error of the scheme (%)"), ("Depth (m)", "Error of the scheme (%)")],
    ),
}


@pytest.mark.parametrize(("graphics", "found"), VIEWS.values(), ids=VIEWS)
def test_what_is_printed_of_a_file_is_read(
    tmp_path: Path, graphics: str, found: list[tuple[str | None, str | None]]
) -> None:
    plot_file(tmp_path / "plot.pdf", "Time (s)", "Depth (m)")
    assert labels(read(tmp_path, graphics)) == found


def test_a_figure_on_a_page_is_read(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    draw_axes(page, 200, 100, "Time (s)", "Error of the scheme (%)")
    page.insert_text((150, 275), "Figure 1: The error falls with time, as expected of the scheme.", fontsize=10)
    for i in range(12):
        page.insert_text(
            (72, 330 + 12 * i), "Figure 1 shows how the error of the scheme changes as the time goes on " * 1
        )
    document.save(tmp_path / "paper.pdf")
    (figure,) = open_draft(tmp_path / "paper.pdf").figures
    assert labels(figure.drawing) == [("Time (s)", "Error of the scheme (%)")]


def test_what_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plot_file(tmp_path / "plot.pdf", "Time (s)")
    first = read(tmp_path)
    monkeypatch.setattr(reading, "_read_anew", lambda *_: pytest.fail("the file was opened again"))
    assert read(tmp_path) == first
    assert labels(first) == [("Time (s)", "Error of the scheme (%)")]


def test_bars_make_a_bar_chart(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=200)
    page.draw_rect((60, 20, 260, 140))
    for i, (name, high) in enumerate((("one", 60), ("two", 90), ("three", 30), ("four", 75))):
        page.draw_rect((75 + 48 * i, 140 - high, 100 + 48 * i, 140), fill=(0.2, 0.3, 0.8))
        page.insert_text((78 + 48 * i, 152), name, fontsize=9)
    for i in range(3):
        page.insert_text((48, 143 - 60 * i), str(i), fontsize=9)
    page.insert_text((38, 110), "Harvest (t)", fontsize=9, rotate=90)
    document.save(tmp_path / "plot.pdf")
    drawing = read(tmp_path)
    assert drawing is not None
    assert drawing.kind == "bar chart"
    assert drawing.panels[0].x is not None
    assert (drawing.panels[0].x.ticks, drawing.panels[0].x.scale) == (("one", "two", "three", "four"), "category")
    (figure,) = open_draft(tmp_path).figures
    assert figure.type == "bar chart"


def test_bars_of_a_file_that_is_included_on_a_page_make_a_bar_chart_without_axes_too(tmp_path: Path) -> None:
    inner = pymupdf.open()
    page = inner.new_page(width=400, height=300)
    for number, high in enumerate((120, 40, 200, 90)):
        page.draw_rect((40 + 60 * number, 280 - high, 80 + 60 * number, 280), color=None, fill=(0.2, 0.3, 0.6))
    document = pymupdf.open()
    page = document.new_page()
    page.show_pdf_page(pymupdf.Rect(100, 80, 500, 380), inner, 0)
    page.insert_text((100, 400), "Figure 1: The four groups.", fontsize=9)
    document.save(tmp_path / "paper.pdf")
    (figure,) = open_draft(tmp_path / "paper.pdf").figures
    assert figure.type == "bar chart"
    assert figure.drawing is None


# What could not be read is said -------------------------------------------------------------------------------------------


def outlined(path: Path) -> None:
    """Draw a plot whose letters are shapes."""
    document = pymupdf.open()
    page = document.new_page(width=300, height=200)
    page.draw_rect((60, 20, 260, 140))
    for i in range(60):
        x, y = 60 + 3.3 * i, 150 + i % 3
        page.draw_polyline([(x, y), (x + 2, y + 5), (x + 1, y + 7), (x, y)], fill=(0, 0, 0))
    document.save(path)


def test_text_as_outlines_is_said_and_nothing_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    outlined(tmp_path / "plot.pdf")
    assert read(tmp_path) == Drawing("pdf", note=notes.OUTLINES)


def test_a_page_of_millions_of_paths_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mupdf, "MAX_CONTENT", 100)
    plot_file(tmp_path / "plot.pdf", "Time (s)")
    assert list(reading._drawings_of(tmp_path / "plot.pdf", [reading._Part(tmp_path / "plot.pdf")], None, 1e9)) == [
        Drawing("pdf", note=notes.TOO_MUCH)
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("T□m□ (□)", notes.UNKNOWN_CHARACTERS), ("Time (s)", ""), ("□", ""), ("□□□ □", ""), ("□□aaa", notes.UNKNOWN_CHARACTERS), ("□aaaa", ""),
        ("\ue000\uf8ffaaa", notes.UNKNOWN_CHARACTERS), ("\udfff\uf900aaa", ""),
    ],
)  # fmt: skip
def test_fonts_without_characters_are_said(text: str, note: str) -> None:
    canvas = Canvas((0, 0, 100, 100), (Text(text, (0, 0, 40, 10), 9, 9),))
    assert notes.of_characters(canvas) == note


def test_why_nothing_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, empty = Canvas((0, 0, 100, 100), images=((0, 0, 100, 100),)), Canvas((0, 0, 100, 100))
    monkeypatch.setattr(notes, "is_installed", lambda: False)
    assert notes.of_unread(empty, as_outlines=True) == notes.OUTLINES
    assert notes.of_unread(picture, as_outlines=False) == notes.BITMAP
    assert notes.of_unread(empty, as_outlines=False) == ""
    monkeypatch.setattr(notes, "is_installed", lambda: True)
    assert notes.of_unread(picture, as_outlines=False) == ""


def test_a_bitmap_is_read_where_an_ocr_program_comes_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / "plot.png"
    path.write_bytes(b"pixels")
    without = reading._key(path, [])
    monkeypatch.setattr(shutil, "which", lambda _: "tesseract")
    assert reading._key(path, []) != without


def test_letters_that_tex_sets_below_the_panels() -> None:
    def lettered(letters: str, *drawings: Drawing | None) -> list[str | None]:
        figure = Figure("fig:a", panels=tuple(Panel(letter, None) for letter in letters))
        found = reading._with_letters(figure, drawings)
        return [each and " ".join(panel.label or "-" for panel in each.panels) for each in found]

    one, two, named = (
        Drawing("pdf", panels) for panels in ((PlotPanel(),), (PlotPanel(), PlotPanel()), (PlotPanel(label="(c)"),))
    )
    assert lettered("ab", one, one) == ["a", "b"]
    assert lettered("ab", one, None) == ["a", None]
    assert lettered("ab", one, two) == ["a", "- -"]
    assert lettered("ab", one, named) == ["-", "(c)"]  # they are drawn
    assert lettered("abc", one, one) == ["-", "-"]
    assert lettered("a", one) == ["-"]
    assert lettered("") == []


def test_steps_that_change_nothing_of_what_is_read() -> None:
    steps = (
        Turn(90),
        Turn(180),
        Turn(45),
        Stretch(2),
        Stretch(2, across=True),
        Stretch(2, over=True),
        Crop((0, 0, 1, 1)),
    )
    assert [reading._keeps_text(step) for step in steps] == [True, True, False, True, False, False, False]
