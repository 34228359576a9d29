"""Lines and rectangles in pixels, against the plain reading of what they are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.drawing.pixel_shapes import Pixels, _spans, paths_in

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


@given(st.integers(1, 30), st.integers(1, 30), st.data())
def test_four_quarter_turns_give_the_picture_back(width: int, height: int, data: st.DataObject) -> None:
    pixels = Pixels(width, height, data.draw(st.binary(min_size=width * height, max_size=width * height)))
    turned = pixels.turned()

    assert (turned.width, turned.height) == (height, width)
    assert turned.data[:height] == bytes(pixels.data[x] for x in range(0, width * height, width))[::-1]
    assert turned.turned().turned().turned().data == pixels.data
