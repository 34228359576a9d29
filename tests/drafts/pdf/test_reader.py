"""What is made of pages whose captions and regions are known: figures, pictures without captions, and what is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from capassist.drafts.pdf import reader
from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.mentions import Naming, namings_of
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.drafts.pdf.prose import Paragraph
from capassist.drafts.pdf.regions import Region
from capassist.drafts.pdf.separated_captions import PageBox
from capassist.errors import DraftError
from capassist.model import Box, Figure, Image, Problem
from capassist.text.float_references import label_at_start

BOX: Box = (100.0, 100.0, 300.0, 250.0)
OTHER: Box = (100.0, 400.0, 300.0, 550.0)
BODY = None  # is looked at by none of these functions


def line(text: str, box: Box) -> Line:
    return Line((Run(text, "Times", 10.0),), box, box[3])


def leaf(number: int = 1, *lines: Line, graphics: tuple[Box, ...] = (), turns: int = 0) -> reader._Leaf:
    return reader._Leaf(Page(number, 600.0, 800.0, lines, graphics), turns, frozenset())


def caption(text: str, page: int = 1, *lines: int) -> Caption:
    label = label_at_start(text)
    assert label is not None
    return Caption(page, label, lines, (100, 260, 300, 270), text[label.end :].strip(), 5.0)


def region(box: Box = BOX) -> Region:
    return Region("above", box, 10.0)


def naming(text: str, page: int) -> list[Naming]:
    return namings_of([Paragraph(page, None, text)], {"1", "2", "3", "4"})


# What is said ---------------------------------------------------------------------------------------------------------

TEXT = (line("Level", BOX),)
UNREADABLE = {
    "scans": ([Page(1, 9, 9, scanned=True), None], "has no text layer"),
    "empty pages": ([Page(1, 9, 9)], "has no text that can be read"),
    "pages that cannot be read": ([None], "has no text that can be read"),
}


@pytest.mark.parametrize(("pages", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_paper_without_text_is_refused(pages: list[Page | None], message: str) -> None:
    with pytest.raises(DraftError, match=f"paper.pdf {message}"):
        reader._check_text(Path("a/paper.pdf"), pages)
    reader._check_text(Path("a/paper.pdf"), [*pages, Page(3, 9, 9, TEXT)])


def test_pages_of_which_something_is_missing_are_named() -> None:
    read = Page(2, 9, 9, TEXT)
    pages = [
        None,
        read,
        Page(3, 9, 9, scanned=True),
        Page(4, 9, 9, TEXT, scanned=True),
        None,
        Page(6, 9, 9, hidden=True),
    ]
    said = [(problem.code, problem.message.split(" ", 5)[:5]) for problem in reader._problems(pages)]
    assert said == [
        ("unreadable-page", ["Each", "of", "pages", "1,", "5"]),
        ("scanned", ["Page", "3", "has", "no", "text"]),
        ("hidden-text", ["Page", "6", "holds", "text", "that"]),
    ]
    assert list(reader._problems([read])) == []


def test_an_empty_frame_is_said_with_its_file() -> None:
    figures = [Figure("p1#1", number="1", images=(Image("a.png", trouble="Empty."), Image(page=1, bbox=BOX)))]
    assert list(reader._empty_frames(figures)) == [
        Problem("missing-image", f"{figures[0].name}: Empty.", "Compile without the option draft.", "p1#1", "a.png")
    ]


# Figures with captions ------------------------------------------------------------------------------------------------


def test_each_caption_is_a_float_with_its_region() -> None:
    first, second = leaf(1, line("Level", (110, 110, 150, 120)), line("below", (100, 500, 200, 510))), leaf(2)
    first.captions = [
        caption("Table 1: Sizes."),
        caption("Figure 1: (a) Levels. (b) Flows."),
        caption("Scheme 2. Ways."),
    ]
    first.regions = {1: region(), 2: region(OTHER)}
    second.captions = [caption("Figure 2:", 2)]
    found = list(reader._figures([first, second], BODY))  # type: ignore[arg-type]
    assert [key for key, _ in found] == [
        ("table", "", "1"), ("figure", "", "1"), ("scheme", "", "2"), ("figure", "", "2"),
    ]  # fmt: skip
    table, one, scheme, two = (figure for _, figure in found)
    assert [figure.id for figure in (table, one, scheme, two)] == ["p1#1", "p1#2", "p1#3", "p2#1"]
    assert [figure.images for figure in (table, one, scheme, two)] == [
        (), (Image(page=1, bbox=BOX),), (Image(page=1, bbox=OTHER),), (),
    ]  # fmt: skip
    assert (one.kind, one.number, one.page, one.drawn_text, one.word) == ("figure", "1", 1, "Level", "")
    assert [panel.label for panel in one.panels] == ["a", "b"]
    assert (scheme.word, scheme.drawn_text, two.caption, two.page) == ("Scheme", "below", None, 2)


def test_a_label_alone_at_a_drawing_lends_it_to_its_legend() -> None:
    legends, drawing = leaf(1), leaf(2)
    legends.captions, drawing.captions = [caption("Figure 1: Levels.")], [caption("Figure 1", 2)]
    drawing.regions = {0: region()}
    ((_, figure),) = reader._figures([legends, drawing], BODY)  # type: ignore[arg-type]
    assert (figure.id, figure.page, figure.images) == ("p1#1", 1, (Image(page=2, bbox=BOX),))


def test_a_drawing_by_itself_on_a_page_is_the_one_of_a_caption_without(monkeypatch: pytest.MonkeyPatch) -> None:
    legends, drawing = leaf(1), leaf(2)
    legends.captions = [caption("Figure 1: Levels.")]
    asked: list[int] = []
    monkeypatch.setattr(reader, "sheet_of", lambda page, *_: asked.append(page.number) or page)
    monkeypatch.setattr(reader, "plates_of", lambda sheets: iter([PageBox(page.number, BOX) for page in sheets]))
    ((_, figure),) = reader._figures([legends, drawing], BODY)  # type: ignore[arg-type]
    assert (figure.images, asked) == ((Image(page=2, bbox=BOX),), [2])
    legends.regions = {0: region()}
    ((_, figure),) = reader._figures([legends, drawing], BODY)  # type: ignore[arg-type]
    assert (figure.images, asked) == ((Image(page=1, bbox=BOX),), [2])  # no page is looked at where none lacks one


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("plot.pdf", Image("plot.pdf", trouble=reader.EMPTY_FRAME)),
        ("see plot.pdf", Image(page=1, bbox=BOX)),
        ("", Image(page=1, bbox=BOX)),
    ],
)
def test_the_name_of_a_file_alone_in_a_frame(text: str, image: Image) -> None:
    page = leaf(1, *([line(text, (98.0, 98.0, 302.0, 252.0))] if text else []), line("out", (97.9, 98, 302, 252)))
    figure = reader._figure(caption("Figure 1: Levels."), (1, 0), PageBox(1, BOX), page)
    assert (figure.images, figure.drawn_text) == ((image,), text)


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, (10.12, 20.0, 30.0, 40.0)),
        (1, (20.0, 570.0, 40.0, 589.88)),
        (2, (570.0, 760.0, 589.88, 780.0)),
        (3, (760.0, 10.12, 780.0, 30.0)),
    ],
)
def test_a_box_of_a_turned_page_as_it_lies_in_the_file(turns: int, box: Box) -> None:
    assert reader._on_file((10.123, 20.001, 30.0, 40.0), leaf(turns=turns)) == box


def test_lines_of_figures_captions_and_heads_are_no_prose() -> None:
    page = leaf(
        1,
        line("head", (0, 0, 10, 10)),
        line("text", (0, 20, 10, 30)),
        line("in", (110, 110, 150, 120)),
        line("half in", (90, 120, 110, 130)),
        line("mostly in", (91, 140, 111, 150)),
        line("Figure 1", (100, 260, 150, 270)),
    )
    page = replace(page, skip=frozenset({0}), regions={0: region()})
    page.captions = [caption("Figure 1: Levels.", 1, 5)]
    assert reader._not_prose(page) == {0, 2, 4, 5}


# Pictures without captions --------------------------------------------------------------------------------------------

FIGURES = [(("figure", "", "1"), Figure("p1#1", number="1", page=1, images=(Image(page=1, bbox=BOX),)))]
TABLES = [(("table", "", "1"), Figure("p1#1", kind="table", number="1", page=1))]


def uncaptioned(
    *leaves: reader._Leaf, text: str = "", found: object = (), page: int = 2
) -> tuple[list[str], list[str]]:
    """Return the figures that the text of a page names, with their page, and the codes of what is said."""
    bare, problems = reader._uncaptioned(leaves, list(found), naming(text, page) if text else [])  # type: ignore[call-overload]
    assert all(key == ("figure", "", figure.number) for key, figure in bare)
    return (
        [f"{figure.id} {figure.number} {figure.page} {figure.images[0].page}" for _, figure in bare],
        [problem.code for problem in problems],
    )


def test_no_picture_is_looked_for_where_each_number_has_a_caption() -> None:
    assert uncaptioned(leaf(3, graphics=(BOX,)), found=FIGURES, text="Figure 1 shows it.") == ([], [])


SHOWN = "Figure 1 shows it. Figure 2 shows more."
FREE: dict[str, tuple[tuple[reader._Leaf, ...], object, str, tuple[list[str], list[str]]]] = {
    "slides": ((leaf(3, graphics=(BOX,)),), (), "", ([], ["pictures-without-captions"])),
    "nothing": ((leaf(3),), (), "", ([], [])),
    "slides with a table": ((leaf(3, graphics=(BOX,)),), TABLES, "", ([], ["pictures-without-captions"])),
    "on the page before": ((leaf(1, graphics=(BOX,)),), (), "Figure 1 shows it.", (["p1#1 1 1 1"], [])),
    "two pages before": ((leaf(0, graphics=(BOX,)),), (), "Figure 1 shows it.", ([], ["figure-not-found", "pictures-without-captions"])),
    "two on one page": ((leaf(2, graphics=(BOX, OTHER)),), (), SHOWN, (["p2#1 1 2 2", "p2#2 2 2 2"], [])),
    "on two pages": ((leaf(2, graphics=(BOX,)), leaf(5, graphics=(OTHER,))), (), SHOWN, (["p2#1 1 2 2", "p5#1 2 5 5"], [])),
    "one of two": ((leaf(2, graphics=(BOX,)),), (), SHOWN, (["p2#1 1 2 2"], ["figure-not-found"])),
    "the second": ((leaf(2, graphics=(BOX,)),), FIGURES, SHOWN, (["p2#1 2 2 2"], [])),
    "more than are named": ((leaf(2, graphics=(BOX, OTHER)),), (), "Figure 1 shows it.", (["p2#1 1 2 2"], [])),
    "a captioned figure's": ((leaf(1, graphics=(BOX,)),), FIGURES, SHOWN, ([], ["figure-not-found"])),
}  # fmt: skip


@pytest.mark.parametrize(("leaves", "found", "text", "result"), FREE.values(), ids=FREE)
def test_pictures_without_captions(
    leaves: tuple[reader._Leaf, ...], found: object, text: str, result: tuple[list[str], list[str]]
) -> None:
    assert uncaptioned(*leaves, found=found, text=text) == result


def test_a_picture_beside_captions_is_numbered_after_them() -> None:
    page = leaf(2, graphics=(BOX, OTHER), turns=2)
    page.captions = [caption("Figure 1: Levels.", 2)]
    page.regions = {0: region()}
    ((_, figure),), problems = reader._uncaptioned([page], FIGURES, naming("Figure 2 shows it.", 2))
    assert (figure.id, figure.images[0].bbox, problems) == ("p2#2", (300.0, 250.0, 500.0, 400.0), [])


def test_what_is_said_of_pictures_alone_names_each_page_once() -> None:
    places = [PageBox(4, BOX), PageBox(2, BOX), PageBox(4, OTHER)]
    assert reader._only_pictures(places).message.startswith("Each of pages 2, 4 shows a picture")
    assert reader._only_pictures(places[:1]).message.startswith("Page 4 shows a picture")


def test_figures_are_in_the_order_of_pages() -> None:
    found = [
        (("figure", "", number), Figure(number, number=number, page=page))
        for number, page in (("a", 3), ("b", None), ("c", 1))
    ]
    assert [figure.id for _, figure in reader._by_page(found)] == ["b", "c", "a"]
