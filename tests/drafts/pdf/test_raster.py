"""The dark runs of a page that was scanned, row by row, but for its lines of text."""

import pytest

from capassist.drafts.pdf.raster import dark_boxes
from capassist.model import Box

PAPER, PALE = 240, 209  # one below what is told from paper


def found(*rows: bytes, text: tuple[Box, ...] = (), gap: int = 0) -> list[Box]:
    """Return the dark boxes of rows that are followed by bytes of no pixel."""
    data = b"".join(row + b"\0" * gap for row in rows)
    return list(dark_boxes(data, len(rows[0]), len(rows), len(rows[0]) + gap, text))


def row(*dark: int, value: int = PALE, width: int = 10) -> bytes:
    return bytes(value if x in dark else PAPER for x in range(width))


NONE = {
    "paper alone": [row()],
    "hardly darker": [row(3, value=PALE + 1)],
    "brighter": [row(3, value=255)],
}


@pytest.mark.parametrize("rows", NONE.values(), ids=NONE)
def test_where_nothing_is_drawn(rows: list[bytes]) -> None:
    assert found(*rows) == []


def test_each_run_of_a_row_is_a_box_in_points() -> None:
    assert found(row(), row(0, 1, 5), row(), row(9), gap=3) == [
        (0.0, 2.0, 4.0, 4.0),
        (10.0, 2.0, 12.0, 4.0),
        (18.0, 6.0, 20.0, 8.0),
    ]


def test_the_paper_is_the_commonest_of_bright_greys() -> None:
    assert found(bytes([60] * 9 + [100])) == [(0.0, 0.0, 18.0, 2.0)]  # what is dark is no paper, however much of it
    assert found(bytes([100] * 9 + [69])) == [(18.0, 0.0, 20.0, 2.0)]
    assert found(bytes([100] * 9 + [70])) == []
    assert found(bytes([255] * 9 + [224])) == [(18.0, 0.0, 20.0, 2.0)]


ALL = range(10)
TEXT: dict[str, tuple[Box, list[list[int]]]] = {
    "a word and a pixel around it": ((8, 4, 12, 6), [[*ALL], [0, 1, 2, 8, 9], [0, 1, 2, 8, 9], [0, 1, 2, 8, 9], [0, 1, 2, 8, 9], [*ALL]]),
    "at the upper left": ((0, 0, 2, 0), [[3, 4, 5, 6, 7, 8, 9], [3, 4, 5, 6, 7, 8, 9], *[[*ALL]] * 4]),
    "at the lower right": ((18, 12, 40, 40), [*[[*ALL]] * 5, [0, 1, 2, 3, 4, 5, 6, 7]]),
    "beside the page": ((50, 0, 90, 12), [[*ALL]] * 6),
}  # fmt: skip


@pytest.mark.parametrize(("box", "left"), TEXT.values(), ids=TEXT)
def test_lines_of_text_are_left_out(box: Box, left: list[list[int]]) -> None:
    paper = row()
    boxes = found(*[row(*ALL)] * 6, *[paper] * 9, text=(box,))
    dark = [
        [x for x0, y, x1, _ in boxes if y == 2.0 * line for x in range(int(x0 / 2), int(x1 / 2))] for line in range(6)
    ]
    assert dark == left


def test_two_texts_of_one_row_are_left_out() -> None:
    boxes = found(row(*ALL), *[row()] * 9, text=((4, 0, 4, 0), (14, 0, 14, 0)))
    assert boxes == [(0.0, 0.0, 2.0, 2.0), (8.0, 0.0, 12.0, 2.0), (18.0, 0.0, 20.0, 2.0)]
