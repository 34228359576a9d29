"""How a page is sorted for the search of regions: what is drawn and what decorates the page, what is running text and
what is
a word in a drawing. Each bound is tried on both of its sides."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from capassist.drafts.pdf import page_map
from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run, union
from capassist.drafts.pdf.page_map import Sheet, clustered, sheet_of
from capassist.model import Box
from capassist.text.float_references import label_at_start

BODY = Body("serif", 10.0, 12.0, 468.0)
WORDS = "The level of the tank was read by two people on each of the days, and written down at once."


def row(
    base: float,
    left: float = 72,
    right: float = 540,
    text: str = WORDS,
    *,
    font: str = "serif",
    size: float = 10.0,
    **style: bool,
) -> Line:
    return Line((Run(text, font, size, **style),), (left, base - 8, right, base + 2), base)


def rows(count: int, base: float = 80, **where: Any) -> list[Line]:
    return [row(base + 12 * n, **where) for n in range(count)]


def sheet(
    *lines: Line,
    graphics: Sequence[Box] = (),
    strokes: Sequence[Box] = (),
    papers: Sequence[Box] = (),
    caption: float | None = None,
    running: int = 0,
) -> Sheet:
    """Sort a page of 612 by 792 points with a caption on this base line, from 150 to 450. Its last lines are running
    heads."""
    captions = []
    if caption is not None:
        label = label_at_start("Figure 1: Levels.")
        assert label is not None
        lines = (row(caption, 150, 450, "Figure 1: Levels.", font="sans", size=9), *lines)
        captions.append(Caption(1, label, (0,), lines[0].box, "Figure 1: Levels.", 9.0))
    page = Page(1, 612, 792, lines, tuple(graphics), tuple(strokes), tuple(papers))
    return sheet_of(page, captions, BODY, frozenset(range(len(lines) - running, len(lines))))


def box(x: float, y: float, wide: float, high: float) -> Box:
    return x, y, x + wide, y + high


def frame(x0: float, y0: float, x1: float, y1: float) -> list[Box]:
    """Return thin strokes along the sides of a frame: upper, lower, left, right."""
    return [(x0, y0, x1, y0 + 0.5), (x0, y1 - 0.5, x1, y1), (x0, y0, x0 + 0.5, y1), (x1 - 0.5, y0, x1, y1)]


def shifted(strokes: list[Box], index: int, right: float, down: float) -> list[Box]:
    x0, y0, x1, y1 = strokes[index]
    return [*strokes[:index], (x0 + right, y0 + down, x1 + right, y1 + down), *strokes[index + 1 :]]


Made = Callable[[float], Sheet]
WIDE = (70.0, 100.0, 540.0, 300.0)  # a frame whose level sides would be rules of the page by themselves

# What is drawn: name -> the page for a measure, and the measures at which there still is a drawing, and no longer
DRAWN: dict[str, tuple[Made, float, float]] = {
    "a stroke by its area": (lambda x: sheet(strokes=[box(200, 250, x, 10)]), 6.1, 6),
    "a stroke by its length": (lambda x: sheet(strokes=[box(200, 250, x, x)]), 8.1, 8),
    "no rule across the page": (lambda x: sheet(strokes=[box(50, 100, x, 1.4)]), 459, 460),
    "no thin rule": (lambda x: sheet(strokes=[box(50, 100, 500, x)]), 1.5, 1.4),
    "no rule between columns": (lambda x: sheet(strokes=[box(300, 100, 1.4, x)]), 475, 476),
    "no thin rule between columns": (lambda x: sheet(strokes=[box(300, 100, x, 600)]), 1.5, 1.4),
    "no bar at the left edge": (lambda x: sheet(strokes=[box(x, 100, 100, 100)]), 1, 0.9),
    "no bar at the upper edge": (lambda x: sheet(strokes=[box(100, x, 100, 100)]), 1, 0.9),
    "no bar at the right edge": (lambda x: sheet(strokes=[box(300, 100, x, 100)]), 311, 311.1),
    "no bar at the lower edge": (lambda x: sheet(strokes=[box(300, 600, 100, x)]), 191, 191.1),
    "no background": (lambda x: sheet(strokes=[box(10, 10, x, 772)]), 502, 503),
    "no box around a caption": (lambda x: sheet(caption=270, strokes=[(150 + x, 200, 450, 300)]), 3.1, 3),
    "no form of four lines": (lambda x: sheet(*rows(int(x), right=400), strokes=[box(72, 60, 328, 80)]), 3, 4),
    "no wide form": (lambda x: sheet(*rows(4, right=400), strokes=[box(72, 60, x, 80)]), 327, 328),
    "no forms of one line each": (
        lambda x: sheet(*(row(90 + 40 * n) for n in range(4)), strokes=[box(72, 81 + 40 * n, 468, x) for n in range(4)]), 18, 18.1,
    ),
    "no form of text of the body's size": (lambda x: sheet(*rows(4, size=x), strokes=[box(72, 60, 468, 80)]), 10.35, 10.25),
    "no form of text as wide as the body": (lambda x: sheet(*rows(4, right=72 + x), strokes=[box(72, 60, 468, 80)]), 327, 328),
    "no graphic that holds a caption": (lambda x: sheet(caption=270, graphics=[(150 + x, 200, 450, 400)]), 1.1, 1),
    "no band from edge to edge": (lambda x: sheet(graphics=[box(0, 300, x, 100)]), 610, 610.1),
    "no low band": (lambda x: sheet(graphics=[box(0, 300, 612, x)]), 118.9, 118.7),
    "no band from top to bottom": (lambda x: sheet(graphics=[box(300, 0, 50, x)]), 790, 790.1),
    "no narrow band": (lambda x: sheet(graphics=[box(300, 0, x, 792)]), 91.9, 91.7),
}  # fmt: skip


@pytest.mark.parametrize(("made", "drawn", "not_drawn"), DRAWN.values(), ids=DRAWN)
def test_what_is_drawn(made: Made, drawn: float, not_drawn: float) -> None:
    assert (bool(made(drawn).ink), made(not_drawn).ink) == (True, ())


# A frame of four strokes: name -> the strokes for a measure, and the measures at which they still frame a drawing,
# and no longer
FRAMED: dict[str, tuple[Callable[[float], list[Box]], float, float]] = {
    "left side at its place": (lambda x: shifted(frame(*WIDE), 2, x, 0), 1.9, 2),
    "right side at its place": (lambda x: shifted(frame(*WIDE), 3, -x, 0), 1.9, 2),
    "left side at the top": (lambda x: shifted(frame(*WIDE), 2, 0, -x), 1.9, 2),
    "right side at the foot": (lambda x: shifted(frame(*WIDE), 3, 0, x), 1.9, 2),
    "a side that is long enough": (lambda x: frame(70, 100, 540, 100 + x), 20.1, 20),
    "a side that is not the page's": (lambda x: frame(70, 100, 540, 100 + x), 593.9, 594),
    "level sides wider than half a column": (lambda x: frame(100, 100, 100 + x, 600), 234.1, 234),
}


@pytest.mark.parametrize(("strokes", "framed", "loose"), FRAMED.values(), ids=FRAMED)
def test_four_strokes_that_meet_frame_a_drawing(
    strokes: Callable[[float], list[Box]], framed: float, loose: float
) -> None:
    def whole(measure: float) -> bool:
        drawn = strokes(measure)
        return sheet(strokes=drawn).ink == (union(drawn),)

    assert (whole(framed), whole(loose)) == (True, False)


@pytest.mark.parametrize("missing", range(4))
def test_three_strokes_frame_nothing(missing: int) -> None:
    three = [stroke for index, stroke in enumerate(frame(*WIDE)) if index != missing]
    assert WIDE not in sheet(strokes=three).ink
    assert WIDE in sheet(strokes=frame(*WIDE)).ink


def test_a_frame_around_running_text_is_no_drawing() -> None:
    assert WIDE in sheet(*rows(3, 150), strokes=frame(*WIDE)).ink
    assert WIDE not in sheet(*rows(4, 150), strokes=frame(*WIDE)).ink


def test_strokes_within_a_graphic_are_no_drawing_of_their_own() -> None:
    graphic = (150.0, 100.0, 450.0, 250.0)
    assert sheet(graphics=[graphic], strokes=[(150, 100, 452, 250)]).ink == (graphic,)
    assert sheet(graphics=[graphic], strokes=[(150, 100, 452.1, 250)]).ink == (graphic, (150, 100, 452.1, 250))


def test_white_paper_is_a_drawing_with_strokes_on_it() -> None:
    paper, stroke = (72.0, 60.0, 540.0, 300.0), (100.0, 200.0, 103.0, 203.0)
    assert sheet(papers=[paper], strokes=[stroke]).exact == {paper}
    assert sheet(papers=[paper]).exact == frozenset()
    assert sheet(papers=[paper], strokes=[stroke], caption=270).exact == frozenset()
    assert sheet(papers=[paper], strokes=[stroke], graphics=[paper]).ink == (paper,)
    assert [bool(sheet(*rows(count), papers=[paper], strokes=[stroke]).exact) for count in (3, 4)] == [True, False]


# a caption on 270 stands over the foot, over the head
FOOT, HEAD = (160.0, 100.0, 440.0, 270.0), (160.0, 262.0, 440.0, 400.0)
# What a caption hides of a graphic: the graphic for a measure, where it is cut, where it is not
COVERED: dict[str, tuple[Callable[[float], Box], float, float]] = {
    "at its foot, further than a margin": (lambda x: (160, 100, 440, x), 267.1, 267),
    "down to the foot": (lambda x: (160, 100, 440, x), 272, 272.1),
    "beneath the middle": (lambda x: (160, x, 440, 270), 253.9, 254),
    "over half of its width": (lambda x: (x, 100, x + 100, 270), 399.9, 400),
    "at its head, further than a margin": (lambda x: (160, x, 440, 400), 266.9, 267),
    "from the head on": (lambda x: (160, x, 440, 400), 262, 261.9),
    "above the middle": (lambda x: (160, 262, 440, x), 282.1, 282),
}


@pytest.mark.parametrize(("graphic", "cut", "whole"), COVERED.values(), ids=COVERED)
def test_a_caption_cuts_what_it_covers_off(graphic: Callable[[float], Box], cut: float, whole: float) -> None:
    x0, y0, x1, y1 = graphic(cut)
    rest = (x0, y0, x1, 262) if y0 < 262 else (x0, 272, x1, y1)
    assert sheet(caption=270, graphics=[graphic(cut)]).ink == (rest,)
    assert sheet(caption=270, graphics=[graphic(whole)]).ink == (graphic(whole),)


def test_a_page_number_in_a_picture_or_caption_is_no_wall() -> None:
    number = row(400, 300, 310, "7")
    assert number.box in sheet(number, running=1).walls
    assert number.box in sheet(number, graphics=[box(200, 350, 200, 60)], running=1).walls  # too low to be too long
    assert number.box not in sheet(number, graphics=[box(200, 350, 200, 61)], running=1).walls
    assert number.box not in sheet(number, caption=404, running=1).walls


# What is running text: name -> the page for a measure, and the measures at which there still is some, and no longer
PICTURE = (100.0, 100.0, 512.0, 250.0)
PROSE: dict[str, tuple[Made, float, float]] = {
    "as small as the body": (lambda x: sheet(row(300, size=x)), 7.1, 7),
    "no larger than the body": (lambda x: sheet(row(300, size=x)), 10.7, 10.8),
    "wide": (lambda x: sheet(row(300, right=72 + x)), 281, 280),
    "of letters": (lambda x: sheet(row(300, text="a" * int(x) + "1" * (100 - int(x)))), 61, 60),
    "dense": (lambda x: sheet(row(300, right=472, text="a" * int(x))), 13, 12),
    "no names of panels right beneath a drawing": (lambda x: sheet(row(258 + x, text="(a) " + WORDS), graphics=[PICTURE]), 20, 19.9),
    "no names of panels at its foot": (lambda x: sheet(row(258 + x, text="(a) " + WORDS), graphics=[PICTURE]), -2, -1.9),
    "names of panels beside a drawing": (lambda x: sheet(row(260, right=470, text="(a) " + WORDS), graphics=[box(x, 100, 60, 150)]), 470, 469.9),
    "no title of an axis": (lambda x: sheet(row(260, 160 + x, 452 + x), graphics=[PICTURE]), 3, 2.9),
    "no title right beneath": (lambda x: sheet(row(258 + x, 160, 452), graphics=[PICTURE]), 30, 29.9),
    "no title at the foot": (lambda x: sheet(row(258 + x, 160, 452), graphics=[PICTURE]), -2, -1.9),
    "wider than the drawing": (lambda x: sheet(row(260, 100 + x, 512 - x), graphics=[PICTURE]), 0, 0.5),
    "outside of a drawing": (lambda x: sheet(row(258, right=472), graphics=[box(72, 100, x, 180)]), 240, 241),
}  # fmt: skip


@pytest.mark.parametrize(("made", "prose", "words"), PROSE.values(), ids=PROSE)
def test_what_is_running_text(made: Made, prose: float, words: float) -> None:
    assert (made(prose).prose, made(words).prose) == (True, False)


def test_code_and_turned_lines_are_no_running_text() -> None:
    assert not sheet(row(300, mono=True)).prose
    upright = row(300)
    assert not sheet(Line(upright.runs, upright.box, upright.base, turn=1)).prose


# Which short line belongs to the running text: the page for a measure, and the measures at which it does, and does not
JOINED: dict[str, tuple[Made, float, float]] = {
    "the last line of a paragraph": (lambda x: sheet(row(300), row(300 + x, right=150)), 16, 16.3),
    "of its size": (lambda x: sheet(row(300), row(312, right=150, size=x)), 10.2, 10.35),
    "at its margin": (lambda x: sheet(row(300), row(312, 72 + x, 190)), 29.9, 30),
    "beneath it": (lambda x: sheet(row(300), row(312, 62, 62 + x)), 20.1, 20),
    "up to three lines away": (lambda x: sheet(row(300), *(row(300 + 12 * (n + 1), right=150) for n in range(int(x)))), 3, 4),
    "a centred line that another follows": (lambda x: sheet(row(260, 160, 452), row(x, 160, 452), graphics=[PICTURE]), 272, 300),
    "a heading close to its text": (lambda x: sheet(row(300 - x, right=150, text="Methods used", bold=True), row(300)), 59, 60),
    "a heading above its text": (lambda x: sheet(row(300 - x, right=150, text="Methods used", bold=True), row(300, 72, 540)), 20, -20),
    "a heading over its text": (lambda x: sheet(row(280, 72, x, text="Methods used", bold=True), row(300, 150)), 151, 150),
    "a heading beneath a drawing": (
        lambda x: sheet(row(280, right=150, text="Methods used", bold=True), row(300), graphics=[box(72, 100, 100, 172 - x)]), 7, 6.9,
    ),
    "a heading beside a drawing": (
        lambda x: sheet(row(280, right=150, text="Methods used", bold=True), row(300), graphics=[box(150 + x, 250, 100, 40)]), 7, 6.9,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "prose", "words"), JOINED.values(), ids=JOINED)
def test_what_belongs_to_the_running_text(made: Made, prose: float, words: float) -> None:
    assert (len(made(prose).words), len(made(words).words)) == (0, 1)


def test_a_line_in_another_font_does_not_continue_a_paragraph() -> None:
    assert len(sheet(row(300), row(312, right=150, font="sans")).words) == 1
    assert len(sheet(row(300), row(300, right=150)).words) == 1  # beside it, on its base line


def test_boxes_nearer_than_the_reach_are_one_cluster() -> None:
    assert len(clustered([box(0, 0, 10, 10), box(14, 0, 10, 10)])) == 2
    assert len(clustered([box(0, 0, 10, 10), box(0, 14, 10, 10)])) == 2
    assert clustered([box(0, 0, 10, 10), box(13.9, 0, 10, 10)]) == [(0, 0, 23.9, 10)]
    assert clustered([box(0, 0, 10, 10), box(0, 13.9, 10, 10)], reach=4) == [(0, 0, 10, 23.9)]
    # the third one joins two that are apart
    assert clustered([box(0, 0, 10, 10), box(20, 0, 10, 10), box(12, 1, 5, 5)]) == [(0, 0, 30, 10)]


STROKES: dict[str, tuple[Box, bool, bool]] = {
    "along a column": ((10, 10, 11, 491), True, False),
    "not so long": ((10, 10, 11, 490), False, False),
    "along the page": ((10, 10, 461, 11), True, False),
    "not so wide": ((10, 10, 460, 11), False, False),
    "off the left": ((0.9, 10, 50, 50), False, True),
    "at the left": ((1, 10, 50, 50), False, False),
    "off the top": ((10, 0.9, 50, 50), False, True),
    "at the top": ((10, 1, 50, 50), False, False),
    "off the right": ((10, 10, 599.1, 50), False, True),
    "at the right": ((10, 10, 599, 50), False, False),
    "off the bottom": ((10, 10, 50, 799.1), False, True),
    "at the bottom": ((10, 10, 50, 799), False, False),
}


@pytest.mark.parametrize(("box", "rule", "bleeds"), STROKES.values(), ids=STROKES)
def test_rules_and_what_runs_off_the_page(box: Box, rule: bool, bleeds: bool) -> None:
    page = Page(1, 600, 800)
    assert (page_map._rule(box, page), page_map._bleeds(box, page)) == (rule, bleeds)
