"""What the PDF library gives, as plain values: files that are none, pages, their text, pictures and included files."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from capassist.drafts.pdf import mupdf
from capassist.drafts.pdf.mupdf import Document, opened
from capassist.drafts.pdf.page import Page
from capassist.errors import DraftError
from capassist.model import Box


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Callable[[Any], Document]]:
    """Return a function that saves what was made and opens it."""
    contexts = []

    def saved(made: Any) -> Document:
        made.save(tmp_path / "made.pdf")
        contexts.append(opened(tmp_path / "made.pdf"))
        return contexts[-1].__enter__()

    yield saved
    for context in contexts:
        context.__exit__(None, None, None)


def made(width: float = 300, height: float = 200) -> tuple[Any, Any]:
    new = pymupdf.open()
    return new, new.new_page(width=width, height=height)


def picture() -> Any:
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 8, 8), False)
    pixels.clear_with(120)
    return pixels


# What must not happen -------------------------------------------------------------------------------------------------

NO_PDF = {
    "empty": (b"", r"paper\.pdf is empty"),
    "words": (b"A paper about tanks.", r"paper\.pdf is not a readable PDF|it has no pages"),
    "cut short": (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog", r"is not a readable PDF|it has no pages"),
}


@pytest.mark.parametrize(("data", "message"), NO_PDF.values(), ids=NO_PDF)
def test_what_is_no_pdf_is_said_and_nothing_else_is_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], said: io.StringIO, data: bytes, message: str
) -> None:
    (tmp_path / "paper.pdf").write_bytes(data)
    with pytest.raises(DraftError, match=message), opened(tmp_path / "paper.pdf"):
        pass
    assert (*capfd.readouterr(), said.getvalue()) == ("", "", "")


def test_a_damaged_file_that_is_repaired_says_nothing_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], said: io.StringIO
) -> None:
    new, page = made()
    page.insert_text((20, 40), "Tank")
    data = new.tobytes()
    (tmp_path / "paper.pdf").write_bytes(data[: data.rindex(b"xref")] + b"broken")
    with opened(tmp_path / "paper.pdf") as read:
        assert read.pages == 1
    assert (*capfd.readouterr(), said.getvalue()) == ("", "", "")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"paper\.pdf cannot be opened: No such file"), opened(tmp_path / "paper.pdf"):
        pass


@pytest.mark.parametrize(("limit", "fits"), [(-1, False), (0, True)])
def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, fits: bool
) -> None:
    made()[0].save(tmp_path / "paper.pdf")
    monkeypatch.setattr(mupdf, "MAX_FILE", (tmp_path / "paper.pdf").stat().st_size + limit)
    if fits:
        with opened(tmp_path / "paper.pdf") as read:
            assert read.pages == 1
    else:
        with pytest.raises(DraftError, match=r"paper\.pdf is larger than"), opened(tmp_path / "paper.pdf"):
            pass


def test_a_file_of_too_many_pages_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, _ = made()
    new.new_page()
    new.save(tmp_path / "paper.pdf")
    monkeypatch.setattr(mupdf, "MAX_PAGES", 1)
    with pytest.raises(DraftError, match=r"paper\.pdf has 2 pages") as raised, opened(tmp_path / "paper.pdf"):
        pass
    assert "At most 1" in raised.value.hint


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_is_not_there_has_no_size(document: Callable[[Any], Document], number: int) -> None:
    new, page = made()
    page.insert_text((20, 40), "Tank")
    read = document(new)
    with pytest.raises(DraftError, match="There is no page") as raised:
        read.size(number)
    assert raised.value.hint == "The file has 1."


def test_a_page_of_too_much_is_not_read(document: Callable[[Any], Document], monkeypatch: pytest.MonkeyPatch) -> None:
    new, page = made()
    page.insert_text((20, 40), "Tank")
    read = document(new)
    monkeypatch.setattr(mupdf, "MAX_CONTENT", 10)
    monkeypatch.setattr(mupdf, "LARGE_CONTENT", 10)
    assert (read.page(1), read.canvas(1), read.labels(1, (0, 0, 1, 1))) == (None, None, ())


FILTERS = {
    "packed in a way that is not unpacked": ("/ASCIIHexDecode", b"20" * 30 + b">"),
    "packed, and damaged": ("/FlateDecode", b"no zlib stream at all, but long enough"),
}


@pytest.mark.parametrize(("name", "stream"), FILTERS.values(), ids=FILTERS)
def test_what_is_not_unpacked_is_taken_for_larger_than_it_is(
    document: Callable[[Any], Document], monkeypatch: pytest.MonkeyPatch, name: str, stream: bytes
) -> None:
    new, page = made()
    page.insert_text((20, 40), "Tank")
    (xref,) = page.get_contents()
    new.update_stream(xref, stream, compress=False)
    new.xref_set_key(xref, "Filter", name)
    read = document(new)
    monkeypatch.setattr(mupdf, "MAX_CONTENT", 2 * len(stream))
    assert read.page(1) is None
    monkeypatch.setattr(mupdf, "MAX_CONTENT", 5 * len(stream))
    assert read.page(1) is not None


def test_a_page_larger_than_a_pdf_s_is_not_read(document: Callable[[Any], Document]) -> None:
    new, _ = made(20_000, 200)
    read = document(new)
    assert (read.page(1), read.canvas(1)) == (None, None)


@pytest.mark.parametrize(("number", "forgets"), [(16, True), (32, True), (1, False), (15, False), (17, False)])
def test_what_pages_share_is_forgotten_after_sixteen(
    number: int, forgets: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[int] = []
    monkeypatch.setattr(pymupdf.TOOLS, "store_shrink", forgotten.append)
    read = Page(number, 10, 10)
    monkeypatch.setattr(mupdf, "_read", lambda _handle, _number: read)
    assert Document(None).page(number) is read
    assert forgotten == [100] * forgets
    read = Page(number, 10, 10, scanned=True)
    assert Document(None).page(1) is read
    assert forgotten[forgets:] == [100]


# What is on a page ----------------------------------------------------------------------------------------------------


def test_a_page_has_its_lines_where_they_stand(document: Callable[[Any], Document]) -> None:
    new, page = made()
    page.insert_text((20, 40), "Level of the tank")
    page.insert_text((20, 80), "in metres")
    read = document(new).page(1)
    assert read is not None
    assert (read.number, read.width, read.height) == (1, 300, 200)
    assert [(line.text, round(line.base), round(line.box[0])) for line in read.lines] == [
        ("Level of the tank", 40, 20),
        ("in metres", 80, 20),
    ]
    assert (read.hidden, read.scanned, read.graphics, read.strokes) == (False, False, (), ())


def test_letters_that_are_set_as_one_are_read_as_letters(document: Callable[[Any], Document]) -> None:
    new, page = made()
    writer = pymupdf.TextWriter(page.rect)
    writer.append((20, 40), "\ufb01ne o\ufb02ow", font=pymupdf.Font("helv"))
    writer.write_text(page)
    read = document(new)
    page_read = read.page(1)
    assert page_read is not None
    assert [line.text for line in page_read.lines] == ["fine oflow"]
    assert read.labels(1, (0, 0, 1, 1)) == ("fine oflow",)


def test_text_beyond_the_page_s_edges_is_not_on_it(document: Callable[[Any], Document]) -> None:
    new, page = made()
    page.insert_text((20, 40), "Level")
    page.insert_text((-200, 60), "beyond")
    page.insert_text((20, 900), "below")
    read = document(new)
    page_read = read.page(1)
    assert page_read is not None
    assert [line.text for line in page_read.lines] == ["Level"]
    assert read.labels(1, (0, 0, 1, 1)) == ("Level",)


def test_a_page_turned_by_a_quarter_is_read_upright(document: Callable[[Any], Document]) -> None:
    new, page = made()
    page.insert_text((20, 40), "Level")
    page.set_rotation(90)
    read = document(new)
    assert read.size(1) == (200, 300)
    page_read = read.page(1)
    assert page_read is not None
    assert (page_read.width, page_read.height, page_read.lines[0].text) == (200, 300, "Level")


def test_only_a_part_s_labels_are_read(document: Callable[[Any], Document]) -> None:
    new, page = made()
    for x, y, word in ((20, 40, "one"), (200, 40, "two"), (20, 160, "three"), (200, 160, "four")):
        page.insert_text((x, y), word)
    read = document(new)
    assert read.labels(1, (0, 0, 0.5, 0.5)) == ("one",)
    assert read.labels(1, (0.5, 0.5, 1, 1)) == ("four",)
    assert set(read.labels(1, (0, 0, 1, 1))) == {"one", "two", "three", "four"}
    assert read.labels(7, (0, 0, 1, 1)) == ()


@pytest.mark.parametrize(("title", "given"), [("Of tanks", "Of tanks"), ("", None)])
def test_the_title_of_a_file(document: Callable[[Any], Document], title: str, given: str | None) -> None:
    new, _ = made()
    new.set_metadata({"title": title})
    assert document(new).title == given


SIDES = {"wide": ((20, 20, 120, 70), (60, 30)), "tall": ((20, 20, 45, 120), (15, 60))}


@pytest.mark.parametrize(("box", "size"), SIDES.values(), ids=SIDES)
def test_a_box_is_drawn_with_its_longer_side_as_asked(
    document: Callable[[Any], Document], box: tuple[float, float, float, float], size: tuple[int, int]
) -> None:
    new, page = made()
    page.draw_rect((20, 20, 45, 70), color=None, fill=(1, 0, 0))
    read = document(new)
    width, height, grey = read.pixels(1, box, 60)
    assert (width, height, len(grey)) == (*size, width * height)
    colours = read.colours(1, box, 60)
    assert (colours.width, colours.height, len(colours.data)) == (*size, 3 * width * height)
    assert colours.data[:3] == b"\xff\x00\x00"


def test_a_picture_and_an_included_file_have_their_boxes(document: Callable[[Any], Document]) -> None:
    inner, sheet = made(100, 50)
    sheet.insert_text((10, 20), "inside")
    new, page = made()
    page.insert_image((20, 20, 120, 70), pixmap=picture(), keep_proportion=False)
    page.show_pdf_page(pymupdf.Rect(150, 100, 250, 150), inner)
    page.insert_image((5, 5, 6, 6), pixmap=picture())
    read = document(new).page(1)
    assert read is not None
    assert sorted(tuple(map(round, box)) for box in read.graphics) == [(20, 20, 120, 70), (150, 100, 250, 150)]
    assert [line.text for line in read.lines] == ["inside"]


def test_a_form_around_the_whole_page_is_the_page_s_own_content(document: Callable[[Any], Document]) -> None:
    inner, sheet = made()
    sheet.insert_text((20, 40), "Level")
    sheet.insert_image((100, 100, 200, 150), pixmap=picture(), keep_proportion=False)
    new, page = made()
    page.show_pdf_page(pymupdf.Rect(0, 0, 300, 200), inner)
    read = document(new).page(1)
    assert read is not None
    assert [tuple(map(round, box)) for box in read.graphics] == [(100, 100, 200, 150)]
    assert [line.text for line in read.lines] == ["Level"]


def test_the_text_of_a_heavy_included_file_is_not_read(
    document: Callable[[Any], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, sheet = made(100, 50)
    sheet.insert_text((10, 20), "inside")
    new, page = made()
    page.insert_text((20, 40), "Level")
    page.show_pdf_page(pymupdf.Rect(150, 100, 250, 150), inner)
    monkeypatch.setattr(mupdf, "HEAVY_FORM", 10)
    read = document(new).page(1)
    assert read is not None
    assert [line.text for line in read.lines] == ["Level"]
    assert [tuple(map(round, box)) for box in read.graphics] == [(150, 100, 250, 150)]


@pytest.mark.parametrize(("share", "scanned"), [(0.9, True), (0.6, False)])
def test_a_picture_of_most_of_the_page_is_a_scan(
    document: Callable[[Any], Document], share: float, scanned: bool
) -> None:
    new, page = made()
    page.insert_image((0, 0, 300, 200 * share), pixmap=picture(), keep_proportion=False)
    read = document(new).page(1)
    assert read is not None
    assert (read.scanned, len(read.graphics)) == (scanned, 0 if scanned else 1)


def test_what_is_drawn_in_a_region_is_on_its_canvas(document: Callable[[Any], Document]) -> None:
    new, page = made()
    page.insert_text((120, 60), "inside")
    page.insert_text((20, 180), "outside")
    page.draw_line((110, 90), (190, 90))
    page.draw_line((10, 190), (40, 190))
    page.insert_image((150, 20, 180, 40), pixmap=picture(), keep_proportion=False)
    canvas = document(new).canvas(1, (100, 10, 200, 100))
    assert canvas is not None
    assert canvas.box == (100, 10, 200, 100)
    assert [text.text for text in canvas.texts] == ["inside"]
    assert [path.kind for path in canvas.paths] == ["line"]
    assert [tuple(map(round, box)) for box in canvas.images] == [(150, 20, 180, 40)]


def test_a_label_that_reads_upwards_left_of_a_region_belongs_to_it(document: Callable[[Any], Document]) -> None:
    new, page = made()
    page.insert_text((92, 80), "Level", rotate=90)
    page.insert_text((75, 30), "a)")
    page.insert_text((50, 80), "far", rotate=90)
    canvas = document(new).canvas(1, (100, 10, 200, 100))
    assert canvas is not None
    assert [text.text for text in canvas.texts] == ["Level"]


def test_an_svg_is_read_like_a_page(tmp_path: Path) -> None:
    path = tmp_path / "plot.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><path d="M10 50H190" stroke="black" fill="none"/></svg>'
    )
    with opened(path) as read:
        canvas = read.canvas(1)
    assert canvas is not None
    assert canvas.box[2:] == pytest.approx((200, 100))
    assert [path.kind for path in canvas.paths] == ["line"]


# Pictures of pages ----------------------------------------------------------------------------------------------------


def size_of(png: bytes) -> tuple[int, int]:
    pixels = pymupdf.Pixmap(png)
    return pixels.width, pixels.height


def test_a_region_is_drawn_as_large_as_asked_and_no_finer_than_three_hundred_dots_an_inch(tmp_path: Path) -> None:
    made(300, 200)[0].save(tmp_path / "a.pdf")

    def drawn(box: Box | None, max_side: int = 60) -> tuple[int, int]:
        return size_of(mupdf.render(tmp_path / "a.pdf", 1, box, max_side=max_side))

    assert drawn(None) == (60, 40)
    assert drawn((0, 0, 50, 100)) == (30, 60)
    assert drawn((200, 100, 400, 200)) == (60, 60)  # what is beyond the page is not there
    assert drawn((0, 0, 72, 36), 9999) == (300, 150)
    for page, box, message in (
        (0, None, "has no page 0"),
        (2, None, "has no page 2"),
        (1, (400, 0, 500, 90), "is empty or too large"),
    ):
        with pytest.raises(DraftError, match=message):
            mupdf.render(tmp_path / "a.pdf", page, box, max_side=60)


def test_a_page_of_the_largest_side_is_drawn_and_a_larger_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(300, 200)[0].save(tmp_path / "a.pdf")
    monkeypatch.setattr(mupdf, "MAX_SIDE", 300)
    assert size_of(mupdf.render(tmp_path / "a.pdf", 1, None, max_side=30)) == (30, 20)
    with opened(tmp_path / "a.pdf") as read:
        assert (read.page(1) is None, read.canvas(1) is None) == (False, False)
    monkeypatch.setattr(mupdf, "MAX_SIDE", 299)
    with pytest.raises(DraftError, match="too large"):
        mupdf.render(tmp_path / "a.pdf", 1, None, max_side=30)
    with opened(tmp_path / "a.pdf") as read:
        assert (read.page(1), read.canvas(1)) == (None, None)


PASSWORDS = {
    "none": (None, "is encrypted"),
    "a wrong one": ("wrong", "password .* is wrong"),
    "the right one": ("key", ""),
}


@pytest.mark.parametrize(("password", "message"), PASSWORDS.values(), ids=PASSWORDS)
def test_a_file_with_a_password(tmp_path: Path, password: str | None, message: str) -> None:
    made()[0].save(tmp_path / "a.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="key", owner_pw="other")
    if message:
        with pytest.raises(DraftError, match=message):
            mupdf.page_size(tmp_path / "a.pdf", 1, password)
    else:
        assert mupdf.page_size(tmp_path / "a.pdf", 1, password) == (300, 200)
