"""Texts and paths on a canvas, and canvases that are turned upright."""

import pytest

from capassist.drafts.drawing.ink import Canvas, Path, Text, holds, turned_canvas, upright_canvas
from capassist.model import Box

BOX: Box = (10.0, 20.0, 30.0, 60.0)
RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(20, 40, True), (10, 40, False), (30, 40, False), (20, 20, False), (20, 60, False), (10.5, 20.5, True), (29.5, 59.5, True)],
)  # fmt: skip
def test_the_middle_of_a_text_in_a_box(x: float, y: float, inside: bool) -> None:
    text = Text("a", (x - 40, y - 2, x + 40, y + 2), y, 8)
    assert text.centre == (x, y)
    assert holds(BOX, text) is inside


@pytest.mark.parametrize(
    ("path", "colour"),
    [
        (Path("line", BOX, RED), RED), (Path("rect", BOX, RED, BLUE), RED), (Path("mark", BOX, RED, BLUE), BLUE),
        (Path("mark", BOX, RED), RED), (Path("rect", BOX, None, BLUE), BLUE), (Path("line", BOX), None),
    ],
)  # fmt: skip
def test_the_colour_that_is_seen_of_a_path(path: Path, colour: object) -> None:
    assert path.colour == colour
    assert (path.dashed, path.stepped, path.segments, path.clip) == (False, False, 1, None)


def test_a_canvas_turned_clockwise() -> None:
    texts = tuple(Text("a", BOX, 25.0, 8, turn) for turn in (0, 1, 2, 3, None))
    turned = turned_canvas(Canvas((0, 0, 100, 50), texts, (Path("line", BOX, clip=BOX), Path("line", BOX)), (BOX,)))
    lying = (-60.0, 10.0, -20.0, 30.0)
    assert (turned.box, turned.images) == ((-50, 0, 0, 100), (lying,))
    assert [(text.turn, text.base) for text in turned.texts] == [(3, -25), (0, 25), (1, -25), (2, 25), (None, -25)]
    assert [text.box for text in turned.texts] == [lying] * 5
    assert [(path.box, path.clip) for path in turned.paths] == [(lying, lying), (lying, None)]


@pytest.mark.parametrize(
    ("turns", "upright"),
    [
        ([], []), ([0], [0]), ([1], [0]), ([3], [0]), ([0, 1, 1], [0, 1, 1]), ([0, 1, 1, 1], [3, 0, 0, 0]),
        ([0, 3, 3], [0, 3, 3]), ([0, 3, 3, 3], [1, 0, 0, 0]), ([2, 2], [2, 2]),
    ],
)  # fmt: skip
def test_a_figure_that_lies_on_its_side_is_turned(turns: list[int], upright: list[int]) -> None:
    canvas = Canvas(BOX, tuple(Text("a", BOX, 25.0, 8, turn) for turn in turns))
    assert [text.turn for text in upright_canvas(canvas).texts] == upright
    assert (upright_canvas(canvas) is canvas) is (turns == upright)
