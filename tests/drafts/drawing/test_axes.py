"""Which frames are those of axes, by what stands around and in them."""

import pytest

from capassist.drafts.drawing.axes import Axes, axes_of, is_colour_bar, near
from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.model import Box

SIZE = 8.0
PAGE: Box = (0.0, 0.0, 500.0, 400.0)
ONE: Box = (80.0, 60.0, 280.0, 180.0)


def frame(box: Box) -> list[Path]:
    """Return the four lines around a box."""
    left, top, right, bottom = box
    sides = (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )
    return [Path("line", side, stroke=(0, 0, 0), width=0.8) for side in sides]


def text(words: str, x: float, y: float, *, turn: int = 0) -> Text:
    """Return a text around a point."""
    half = len(words) * SIZE / 4
    if turn:
        return Text(words, (x - SIZE / 2, y - half, x + SIZE / 2, y + half), x + SIZE / 3, SIZE, turn)
    return Text(words, (x - half, y - SIZE / 2, x + half, y + SIZE / 2), y + SIZE / 3, SIZE)


def below(box: Box, *words: str, gap: float = 8) -> list[Text]:
    steps = range(len(words))
    return [
        text(word, box[0] + (box[2] - box[0]) * n / max(len(words) - 1, 1), box[3] + gap)
        for n, word in zip(steps, words, strict=True)
    ]


def left(box: Box, *words: str, gap: float = 10) -> list[Text]:
    return [
        text(word, box[0] - gap, box[3] - (box[3] - box[1]) * n / max(len(words) - 1, 1))
        for n, word in enumerate(words)
    ]


def right(box: Box, *words: str, gap: float = 10) -> list[Text]:
    return [
        text(word, box[2] + gap, box[3] - (box[3] - box[1]) * n / max(len(words) - 1, 1))
        for n, word in enumerate(words)
    ]


def found(texts: list[Text], *boxes: Box, more: list[Path] | None = None) -> list[Axes]:
    paths = [path for box in boxes for path in frame(box)] + (more or [])
    return sorted(axes_of(Canvas(PAGE, tuple(texts), tuple(paths), ())), key=lambda one: one.box)


def boxes(texts: list[Text], *frames: Box) -> list[Box]:
    return [one.box for one in found(texts, *frames)]


NUMBERS = [*below(ONE, "0", "10", "20"), *left(ONE, "0", "5")]

NONE: dict[str, tuple[list[Text], tuple[Box, ...]]] = {
    "no frame": (NUMBERS, ()),
    "nothing around": ([], (ONE,)),
    "words in it": ([text("Encoder", 180, 120)], (ONE,)),
    "a name below": ([text("Encoder", 180, 190)], (ONE,)),
    "one number": ([text("12", 180, 190)], (ONE,)),
    "numbers far away": (below(ONE, "0", "10", "20", gap=60), (ONE,)),
    "too small": ([*below((80, 60, 90, 68), "0", "1")], ((80.0, 60.0, 90.0, 68.0),)),
}


@pytest.mark.parametrize(("texts", "frames"), NONE.values(), ids=NONE)
def test_a_frame_that_is_none_of_axes(texts: list[Text], frames: tuple[Box, ...]) -> None:
    assert boxes(texts, *frames) == []


INSET: Box = (180.0, 70.0, 260.0, 120.0)
SECOND: Box = (320.0, 60.0, 460.0, 180.0)
AROUND: Box = (40.0, 30.0, 490.0, 230.0)

SOME: dict[str, tuple[list[Text], tuple[Box, ...], list[Box]]] = {
    "numbers at two sides": (NUMBERS, (ONE,), [ONE]),
    "numbers at one side": (below(ONE, "0", "10", "20"), (ONE,), [ONE]),
    "labels alone": ([text("Time", 180, 192), text("Level", 62, 120, turn=1)], (ONE,), [ONE]),
    "two beside each other": ([*NUMBERS, *below(SECOND, "0", "1", "2"), *left(SECOND, "0", "9")], (ONE, SECOND), [ONE, SECOND]),
    "an inset with numbers of its own": (
        [*NUMBERS, *below(INSET, "1", "2", "3"), *left(INSET, "7", "8", "9")], (ONE, INSET), [ONE, INSET],
    ),
    "a box of a legend in it": ([*NUMBERS, text("model", 220, 90)], (ONE, INSET), [ONE]),
    "a frame with labels drawn around two": (
        [
            *NUMBERS, *below(SECOND, "0", "1", "2"), *left(SECOND, "0", "9"),
            text("Time", 265, 242), text("Level", 24, 130, turn=1),
        ],
        (ONE, SECOND, AROUND), [ONE, SECOND],
    ),
    "a frame drawn around two": (
        [*NUMBERS, *below(SECOND, "0", "1", "2"), *left(SECOND, "0", "9")], (ONE, SECOND, AROUND), [ONE, SECOND],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "frames", "axes"), SOME.values(), ids=SOME)
def test_frames_of_axes(texts: list[Text], frames: tuple[Box, ...], axes: list[Box]) -> None:
    assert [tuple(map(round, box)) for box in boxes(texts, *frames)] == [tuple(map(round, box)) for box in sorted(axes)]


def test_a_frame_that_is_drawn_twice_makes_axes_once() -> None:
    (box,) = boxes(NUMBERS, ONE, (81.0, 61.0, 279.0, 179.0))
    assert box == pytest.approx(ONE, abs=1.1)


def test_names_at_tick_marks_make_axes_and_names_without_do_not() -> None:
    names = below(ONE, "spring", "summer", "autumn")
    marks = [Path("line", (x, 180, x, 183), stroke=(0, 0, 0)) for x in (80, 180, 280)]
    assert [one.ticks["bottom"].texts for one in found(names, ONE, more=marks)] == [tuple(names)]
    assert found(names, ONE) == []


def test_a_number_between_two_frames_is_the_nearer_one_s() -> None:
    between = right(ONE, "0", "5", "9", gap=12)
    first, second = found([*below(ONE, "0", "1", "2"), *below(SECOND, "0", "1", "2"), *between], ONE, SECOND)
    assert [text.text for text in first.ticks["right"].texts] == ["9", "5", "0"]  # from the top
    assert not set(second.ticks["left"].texts) & set(between)
    assert first.ticks["right"].end == 14.0


def test_a_number_below_a_corner_is_no_number_beside_it() -> None:
    (axes,) = found(below(ONE, "0", "10", "20"), ONE)
    assert [text.text for text in axes.ticks["bottom"].texts] == ["0", "10", "20"]
    assert axes.ticks["left"].texts == ()


BAR: Box = (300.0, 60.0, 320.0, 180.0)
LEVEL: Box = (80.0, 230.0, 280.0, 250.0)
BARS = {
    "upright": (BAR, right(BAR, "0", "50", "99"), True),
    "level": (LEVEL, below(LEVEL, "0", "50", "99"), True),
    "as wide as a plot": (SECOND, below(SECOND, "0", "50", "99"), False),
}


@pytest.mark.parametrize(("box", "numbers", "bar"), BARS.values(), ids=BARS)
def test_a_narrow_frame_beside_axes_is_a_scale_of_colours(box: Box, numbers: list[Text], bar: bool) -> None:
    axes = found([*NUMBERS, *numbers], ONE, box)
    assert len(axes) == 2
    assert {tuple(map(round, one.box)): is_colour_bar(one, axes) for one in axes} == {ONE: False, box: bar}


def test_a_narrow_frame_alone_is_a_plot() -> None:
    axes = found(right(BAR, "0", "50", "99"), BAR)
    assert [is_colour_bar(one, axes) for one in axes] == [False]


NEAR = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}


@pytest.mark.parametrize("way", NEAR.values(), ids=NEAR)
def test_a_text_within_eight_ems_is_near(way: tuple[int, int]) -> None:
    def at(points: float) -> bool:
        across, down = (points * step for step in way)
        x0, y0 = (ONE[2] if across > 0 else ONE[0] - 10) + across, (ONE[3] if down > 0 else ONE[1] - 10) + down
        if not across:
            x0 = ONE[0]
        if not down:
            y0 = ONE[1]
        return near(ONE, Text("a", (x0, y0, x0 + 10, y0 + 10), y0, SIZE))

    assert (at(63.9), at(64)) == (True, False)
