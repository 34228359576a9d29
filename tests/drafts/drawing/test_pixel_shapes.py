"""Lines and rectangles in pixels, against the plain reading of what they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.drawing.ink import Path
from capassist.drafts.drawing.pixel_shapes import Pixels, _spans, may_hold_axes, paths_in
from capassist.model import Box

_DARKNESS, _LIGHT = b"\x01", b"\x00"


def _picture(width: int, height: int, *boxes: tuple[int, int, int, int]) -> Pixels:
    """Return a white picture with black boxes, each its left, top, right and bottom, the last two not in it."""
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for left, top, right, bottom in boxes:
        for row in rows[top:bottom]:
            row[left:right] = bytes(right - left)
    return Pixels(width, height, b"".join(rows))


@given(st.binary(max_size=60).map(lambda data: bytes(value & 1 for value in data)), st.integers(1, 9))
def test_the_dark_spans_of_a_row_are_those_that_an_expression_finds(row: bytes, shortest: int) -> None:
    expected = [match.span() for match in re.finditer(b"\x01{%d,}" % shortest, row)]

    assert list(_spans(row, shortest)) == expected


def test_a_span_ends_with_its_row() -> None:
    assert list(_spans(_LIGHT * 3 + _DARKNESS * 4, 4)) == [(3, 7)]


def test_no_shapes_are_in_a_white_picture_and_in_none_of_letters_size() -> None:
    assert paths_in(_picture(400, 300)) == []
    assert paths_in(_picture(400, 300, (50, 50, 62, 52), (80, 50, 82, 60))) == []


def test_spines_are_lines_and_bars_are_rectangles() -> None:
    paths = paths_in(_picture(400, 300, (40, 250, 380, 252), (40, 20, 42, 252), (100, 150, 140, 250)))

    assert [(path.kind, path.box) for path in paths if path.kind == "rect"] == [("rect", (100, 150, 140, 249))]
    lines = {path.box for path in paths if path.kind == "line"}
    assert any(box[0] == 40 and box[2] == 380 and box[1] == box[3] for box in lines)
    assert any(box[1] == 20 and box[0] == box[2] for box in lines)


SHAPES: dict[str, tuple[list[tuple[int, int, int, int]], list[tuple[str, Box]]]] = {
    "a level line": ([(50, 100, 350, 103)], [("line", (50, 101, 350, 101))]),
    "an upright line": ([(50, 40, 53, 240)], [("line", (51, 40, 51, 240))]),
    "a line of five pixels' height": ([(50, 100, 350, 106)], [("line", (50, 102.5, 350, 102.5))]),
    "a bar of one more": ([(50, 100, 350, 107)], [("rect", (50, 100, 350, 106))]),
    "a short level line": ([(50, 100, 109, 102)], []),
    "one just long enough": ([(50, 100, 110, 102)], [("line", (50, 100.5, 110, 100.5))]),
    "a narrow bar": ([(50, 100, 70, 160)], [("rect", (50, 100, 70, 159))]),
    "two lines one below the other": (
        [(50, 100, 350, 102), (50, 140, 350, 142)], [("line", (50, 100.5, 350, 100.5)), ("line", (50, 140.5, 350, 140.5))],
    ),
    "two lines with a row of white between": (
        [(50, 100, 350, 102), (50, 103, 350, 105)], [("line", (50, 100.5, 350, 100.5)), ("line", (50, 103.5, 350, 103.5))],
    ),
    "two bars with a row of white between": (
        [(50, 100, 350, 120), (50, 121, 350, 141)], [("rect", (50, 100, 350, 119)), ("rect", (50, 121, 350, 140))],
    ),
    "an upright line far to the right": ([(390, 40, 393, 240)], [("line", (391, 40, 391, 240))]),
    "a level line far below": ([(50, 290, 150, 293)], [("line", (50, 291, 150, 291))]),
    "two lines side by side": (
        [(20, 100, 190, 102), (210, 100, 380, 102)], [("line", (20, 100.5, 190, 100.5)), ("line", (210, 100.5, 380, 100.5))],
    ),
    "to the picture's edges": ([(0, 299, 400, 300)], [("line", (0, 299, 400, 299))]),
}  # fmt: skip


@pytest.mark.parametrize(("boxes", "shapes"), SHAPES.values(), ids=SHAPES)
def test_a_shape_is_where_its_pixels_are(boxes: list[tuple[int, int, int, int]], shapes: list[tuple[str, Box]]) -> None:
    found = [(path.kind, path.box) for path in paths_in(_picture(400, 300, *boxes))]
    assert sorted(found) == sorted(shapes)


def test_shapes_are_in_points_of_the_page_and_black() -> None:
    picture = _picture(400, 300, (50, 100, 350, 120))
    (path,) = paths_in(Pixels(400, 300, picture.data, scale=2.0, origin=(10.0, 20.0)))
    assert (path.kind, path.box, path.fill) == ("rect", (35.0, 70.0, 185.0, 79.5), (0.0, 0.0, 0.0))


def test_a_grey_line_of_a_grid_is_found_where_it_is_long() -> None:
    grey = [bytearray(b"\xff" * 400) for _ in range(300)]
    grey[100][50:350] = b"\xc8" * 300
    grey[200][50:200] = b"\xc8" * 150
    assert [path.box for path in paths_in(Pixels(400, 300, b"".join(grey)))] == [(50, 100, 350, 100)]


LEVEL, UPRIGHT = Path("line", (0, 9, 90, 9)), Path("line", (9, 0, 9, 90))
BAR, WORD = Path("rect", (0, 0, 9, 90)), Path("curve", (0, 0, 9, 9))
AXES = {
    "nothing": ([], False),
    "level lines": ([LEVEL] * 9, False),
    "upright lines": ([UPRIGHT] * 9, False),
    "a level one and an upright one": ([LEVEL, UPRIGHT], True),
    "two bars": ([BAR] * 2, False),
    "bars": ([BAR] * 3, True),
    "bars and a line": ([BAR, BAR, UPRIGHT], False),
    "curves": ([WORD] * 9, False),
}


@pytest.mark.parametrize(("paths", "axes"), AXES.values(), ids=AXES)
def test_words_are_read_where_lines_or_bars_may_be_axes(paths: list[Path], axes: bool) -> None:
    assert may_hold_axes(paths) is axes


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_four_quarter_turns_give_the_picture_back(width: int, height: int, data: st.DataObject) -> None:
    pixels = Pixels(width, height, data.draw(st.binary(min_size=width * height, max_size=width * height)))
    turned = pixels.turned()

    assert (turned.width, turned.height) == (height, width)
    assert turned.data[:height] == bytes(pixels.data[x] for x in range(0, width * height, width))[::-1]
    assert turned.turned().turned().turned().data == pixels.data
