"""What makes a line one of a caption, condition by condition, on both sides of each bound."""

import math

import pytest

from capassist.drafts.pdf import extent
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.model import Box

BODY = Body("serif", 10.0, 12.0, 400.0)


def line(
    text: str = "some words",
    box: Box = (100, 90, 300, 102),
    base: float = 100,
    *,
    size: float = 10.0,
    font: str = "sans",
    bold: bool = False,
) -> Line:
    return Line((Run(text, font, size, bold),), box, base)


def page(*lines: Line, strokes: tuple[Box, ...] = ()) -> Page:
    return Page(1, 600, 800, lines, (), strokes)


ROW: Box = (100.0, 90.0, 300.0, 102.0)
LEVEL = {
    "on the baseline": (line(base=103.4), True),
    "hardly off it": (line(base=103.5), False),
    "above": (line(base=96.6), True),
    "too far above": (line(base=96.5), False),
    "raised": (line(box=(300, 80, 310, 92.1), base=90, size=8.4), True),
    "in hardly smaller type": (line(box=(300, 80, 310, 92.1), base=90, size=8.5), False),
    "raised out of the row": (line(box=(300, 80, 310, 92), base=90, size=8.4), False),
    "a sign": (line("√", (300, 80, 310, 90.1), 85), True),
    "above the row": (line("√", (300, 80, 310, 90), 85), False),
    "a letter": (line("a", (300, 80, 310, 90.1), 85), False),
}


@pytest.mark.parametrize(("piece", "level"), LEVEL.values(), ids=LEVEL)
def test_a_piece_on_the_baseline(piece: Line, level: bool) -> None:
    assert extent._level(piece, line(), ROW) is level


STACKED = {
    "beyond both": (line(box=(101, 90, 301, 102), base=100.9), True),
    "lower": (line(box=(101, 90, 301, 102), base=101), False),
    "flush at the left": (line(box=(100, 90, 301, 102)), False),
    "flush at the right": (line(box=(101, 90, 300, 102)), False),
}


@pytest.mark.parametrize(("piece", "stacked"), STACKED.values(), ids=STACKED)
def test_a_piece_below_an_index(piece: Line, stacked: bool) -> None:
    assert extent._stacked(piece, line(), ROW) is stacked


SAMPLES: dict[str, tuple[Box, bool]] = {
    "between": ((305, 95, 325, 96), True),
    "as far left as may be": ((297.1, 95, 325, 96), True),
    "too far left": ((297, 95, 325, 96), False),
    "as far right as may be": ((305, 95, 332.9, 96), True),
    "too far right": ((305, 95, 333, 96), False),
    "at the upper edge": ((305, 90, 325, 96), False),
    "at the lower edge": ((305, 95, 325, 102), False),
}


@pytest.mark.parametrize(("stroke", "is_one"), SAMPLES.values(), ids=SAMPLES)
def test_the_sample_of_a_line_between_two_pieces(stroke: Box, is_one: bool) -> None:
    sheet, piece = page(line(), strokes=(stroke,)), (330.0, 90.0, 400.0, 102.0)
    assert extent._sampled(sheet, ROW, piece) is is_one
    assert extent._sampled(sheet, piece, ROW) is is_one


PIECES: dict[str, tuple[Box, tuple[Box, ...], bool]] = {
    "touching": ((300, 90, 330, 102), (), True),
    "as far as may be": ((307.9, 90, 330, 102), (), True),
    "too far": ((308, 90, 330, 102), (), False),
    "behind a sample": ((349.9, 90, 380, 102), ((305, 95, 340, 96),), True),
    "too far behind one": ((350, 90, 380, 102), ((305, 95, 340, 96),), False),
    "at the left": ((70, 90, 92.1, 102), (), True),
    "too far left": ((70, 90, 92, 102), (), False),
    "in the row": ((290.1, 90, 300, 102), (), True),
    "all in it": ((280, 90, 290, 102), (), False),
    "in it and beyond it": ((280, 90, 301, 102), (), True),
}


@pytest.mark.parametrize(("box", "strokes", "goes_on"), PIECES.values(), ids=PIECES)
def test_how_far_apart_the_pieces_of_a_row_are(box: Box, strokes: tuple[Box, ...], goes_on: bool) -> None:
    piece = line(box=box)
    free = {1: piece}
    assert extent._row(page(line(), piece, strokes=strokes), [0], free, 0.8) == ([0, 1] if goes_on else [0])
    assert (1 in free) is not goes_on


def test_captions_side_by_side() -> None:
    lead = line(box=(200, 90, 300, 102))
    left, right = line(box=(50, 90, 200, 102)), line(box=(300, 90, 400, 102))
    assert extent._edges_beside(lead, []) == (-math.inf, math.inf)
    assert extent._edges_beside(lead, [left, right]) == (200, 295)
    assert extent._edges_beside(lead, [line(box=(50, 90, 200.1, 102)), line(box=(299.9, 90, 400, 102))]) == (
        -math.inf,
        math.inf,
    )
    assert extent._edges_beside(lead, [line(box=(50, 90, 120, 102)), line(box=(50, 90, 150, 102))])[0] == 150
    for base, near in ((219.9, True), (220, False), (-19.9, True), (-20, False)):
        assert (extent._edges_beside(lead, [line(box=(50, 90, 200, 102), base=base)])[0] == 200) is near


def test_what_lies_in_the_box_of_a_caption() -> None:
    free = {
        1: line(box=(100, 90, 110, 100)), 2: line(box=(97.1, 90, 107.1, 100)), 3: line(box=(97, 90, 107, 100)),
        4: line(box=(100, 90, 110, 100), size=5.1), 5: line(box=(100, 90, 110, 100), size=5), 6: line(box=(100, 90, 110, 100), size=15),
    }  # fmt: skip
    assert extent._within(ROW, free, 10.0) == [1, 2, 4]


def test_lines_in_pictures() -> None:
    picture = (100.0, 90.0, 200.0, 190.0)
    assert extent._in_picture((110, 100, 150, 110), (100, 200, 200, 210), [picture])
    assert not extent._in_picture((110, 100, 150, 110), (100, 180, 200, 200), [picture])  # the caption is in it, too
    assert extent._in_picture((110, 100, 150, 110), (100, 190, 200, 200), [picture])  # beside it
    assert not extent._in_picture((210, 100, 250, 110), (100, 200, 200, 210), [picture])


BELOW = {
    "the highest": ({1: line(base=112), 2: line(base=124)}, 1),
    "as near as may be": ({1: line(base=106)}, 1),
    "too near": ({1: line(base=105.9)}, None),
    "aside": ({1: line(box=(200, 90, 400, 102), base=112)}, None),
    "hardly below": ({1: line(box=(199.9, 90, 399.9, 102), base=112)}, 1),
    "a short one": ({1: line(box=(290, 90, 309, 102), base=112)}, 1),
    "a short one aside": ({1: line(box=(290, 90, 310, 102), base=112)}, None),
    "a piece of what follows": ({1: line("√", base=112), 2: line(base=123.9)}, 2),
    "a piece by itself": ({1: line("√", base=112), 2: line(base=124)}, 1),
    "three letters": ({1: line("sum", base=112), 2: line(base=120)}, 2),
    "four": ({1: line("sums", base=112), 2: line(base=120)}, 1),
    "nothing": ({}, None),
}


@pytest.mark.parametrize(("free", "index"), BELOW.values(), ids=BELOW)
def test_the_line_below(free: dict[int, Line], index: int | None) -> None:
    assert extent._nearest_below(line(), ROW, free) == index


SIZES: dict[str, tuple[Line, Line, float, bool, bool]] = {
    "the same": (line(), line(), 10, False, False),
    "hardly larger": (line(), line(size=10.5), 10, False, False),
    "larger": (line(), line(size=10.7), 10, False, True),
    "larger than the first, as the last": (line(size=10.7), line(size=10.9), 10, False, False),
    "hardly as the last": (line(size=10.7), line(size=11.1), 10, False, True),
    "a piece of a formula": (line(), line("x + y", size=20), 10, False, False),
    "six letters": (line(), line("sextet", size=20), 10, False, True),
    "below a label alone": (line(), line(size=13.9), 10, True, False),
    "too large below one": (line(), line(size=14), 10, True, True),
    "small capitals": (line(), line("LITTLE", size=7.1), 10, False, False),
    "too small ones": (line(), line("LITTLE", size=7), 10, False, True),
    "a long line of them": (line(), line("L" * 30, size=8), 10, False, True),
    "a line of 29": (line(), line("L" * 29, size=8), 10, False, False),
}


@pytest.mark.parametrize(("last", "one", "size", "alone", "other"), SIZES.values(), ids=SIZES)
def test_lines_of_another_size(last: Line, one: Line, size: float, alone: bool, other: bool) -> None:
    assert extent._other_size(last, one, size, alone=alone) is other


CAPTIONS = {
    "no label": ("Figure 1: Levels.", "A. B.", "of the tank", False),
    "the next": ("Figure 1: Levels.", "It ends.", "Figure 2: Flows.", True),
    "in a sentence": ("Figure 1: Levels.", "as shown in", "Figure 2: Flows.", False),
    "without a mark": ("Figure 1: Levels.", "It ends.", "Figure 2 shows flows", False),
    "the same in another language": ("Figure 1: Levels", "of", "Abbildung 1 Pegel", True),
    "another one in another language": ("Figure 1: Levels", "of", "Abbildung 2 Pegel", False),
}


@pytest.mark.parametrize(("first", "last", "text", "other"), CAPTIONS.values(), ids=CAPTIONS)
def test_a_line_that_begins_another_caption(first: str, last: str, text: str, other: bool) -> None:
    assert extent._other_caption(line(first), line(last), line(text)) is other


EDGES = {
    "flush": (line(), 2, True),
    "hanging in the first row": (line(box=(60, 90, 300, 102)), 1, True),
    "too far in the first row": (line(box=(59.9, 90, 250, 102)), 1, False),
    "in another font": (line(box=(85, 90, 250, 102), font="serif"), 1, True),
    "too far in another font": (line(box=(84.9, 90, 250, 102), font="serif"), 1, False),
    "in a later row": (line(box=(85, 90, 250, 102)), 2, True),
    "too far in a later row": (line(box=(84.9, 90, 250, 102)), 2, False),
    "centred": (line(box=(50, 90, 369.9, 102)), 2, True),
    "not centred": (line(box=(50, 90, 370, 102)), 2, False),
    "a bold title": (line("2 Methods", bold=True), 2, False),
    "bold words": (line("Methods", bold=True), 2, True),
    "a number": (line("2 Methods"), 2, True),
}


@pytest.mark.parametrize(("one", "rows", "continues"), EDGES.values(), ids=EDGES)
def test_lines_within_the_edges(one: Line, rows: int, continues: bool) -> None:
    assert extent._continues(line("Figure 1: Levels"), line(), one, ROW, rows, alone=False) is continues


def test_what_is_bold_beside_others() -> None:
    assert extent._bolder(line(bold=True), line(), line())
    assert not extent._bolder(line(bold=True), line(), line(bold=True))
    assert not extent._bolder(line(), line(), line())


TYPES = {
    "the body's": ("serif", 10.0, False),
    "hardly smaller": ("serif", 9.7, False),
    "smaller": ("serif", 9.5, True),
    "another font": ("sans", 10.0, True),
}


@pytest.mark.parametrize(("font", "size", "apart"), TYPES.values(), ids=TYPES)
def test_another_type_than_the_running_text(font: str, size: float, apart: bool) -> None:
    assert extent._apart(line(font=font, size=size), BODY) is apart


@pytest.mark.parametrize(("font", "size", "same"), [("sans", 10.2, True), ("sans", 10.4, False), ("serif", 10, False)])
def test_the_same_type(font: str, size: float, same: bool) -> None:
    assert extent._same_type(line(), line(font=font, size=size)) is same


@pytest.mark.parametrize(("taken", "fitted"), [(144.9, True), (145, False)])
def test_a_word_that_would_have_fitted(taken: float, fitted: bool) -> None:
    words = line("some words", (100, 90, 200, 102))  # four letters of ten: 40 points, and half an em
    assert extent._would_have_fitted(words, taken, 190) is fitted
    assert extent._would_have_fitted(line("  ", (100, 90, 200, 102)), 184.9, 190)


UNFINISHED = {
    "as far as the others": (line(box=(100, 90, 300, 102)), line("Some", (100, 104, 300, 116), 114), True),
    "in another type": (line(font="serif"), line("Some", (100, 104, 300, 116), 114), False),
    "that ends": (line("It ends."), line("Some", (100, 104, 300, 116), 114), False),
    "with as much white as may be": (line(), line("Some", (100, 111, 300, 123), 121), True),
    "with more": (line(), line("Some", (100, 111.1, 300, 123), 121), False),
    "hardly as far": (line(), line("Some", (100, 104, 319.9, 116), 114), True),
    "not as far": (line(), line("Some", (100, 104, 320, 116), 114), False),
    "not as far, small": (line(), line("somewhatlong", (100, 104, 320, 116), 114), True),
    "not as far, small, short": (line(box=(100, 90, 150, 102)), line("so it goes", (100, 104, 320, 116), 114), False),
}


@pytest.mark.parametrize(("last", "one", "unfinished"), UNFINISHED.values(), ids=UNFINISHED)
def test_a_sentence_that_needs_the_next_line(last: Line, one: Line, unfinished: bool) -> None:
    assert extent._unfinished(last, one, [[0]], page(last), 9.0) is unfinished


def test_lines_in_the_order_of_reading() -> None:
    lines = [line(box=(x, 90, x + 10, 102), base=base) for x, base in ((200, 100), (100, 105.9), (50, 106), (150, 100))]
    assert extent._in_order(page(*lines), [0, 1, 2, 3, 3], 10.0) == [1, 3, 0, 2]


REACH: dict[str, tuple[list[Line], Line, bool, float]] = {
    "of one row": ([line("It ends.")], line(), False, 14.5),
    "of small type": ([line(size=0.5)], line(), False, 1.45),
    "of two rows": ([line(), line("It ends.", base=110)], line("Ab", base=120), False, 12.5),
    "of rows that are hardly apart": ([line(), line("some words.", base=108)], line(), False, 14.5),
    "below a label": ([line("Figure 1")], line(), True, 26.0),
    "below a label in the body's type": ([line("Figure 1.")], line(font="serif"), True, 14.5),
    "a sentence that goes on": ([line("some words", (100, 90, 300, 102))], line("Some", (100, 104, 300, 116), 114), False, 23.2),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "one", "alone", "reach"), REACH.values(), ids=REACH)
def test_how_far_below_a_line_may_stand(lines: list[Line], one: Line, alone: bool, reach: float) -> None:
    rows = [[index] for index in range(len(lines))]
    assert extent._reach(page(*lines), rows, one, BODY, alone) == pytest.approx(reach)
