"""What makes a frame one of axes, condition by condition: how it is drawn, what stands at its sides, and other frames."""

import pytest

from capassist.drafts.drawing import axes
from capassist.drafts.drawing.axes import Axes, centred, is_colour_bar
from capassist.drafts.drawing.frames import ALL_SIDES, CLIP, PICTURED, Frame
from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.drafts.drawing.sides import SIDES, Side, Ticks
from capassist.model import Box

BOX: Box = (100.0, 100.0, 200.0, 180.0)
HALF = frozenset({"left", "bottom"})


def text(words: str = "1", x: float = 0.0, y: float = 0.0, turn: int = 0, size: float = 10.0) -> Text:
    """Return a text of 10 by 10 points around a point."""
    return Text(words, (x - 5, y - 5, x + 5, y + 5), y, size, turn)


def frame(box: Box = BOX, weight: float = 4, sides: frozenset[str] = ALL_SIDES, *, clipped: bool = False) -> Frame:
    return Frame(box, weight, sides, clipped)


def ticks(*, numbers: dict[Side, int] | None = None, names: dict[Side, int] | None = None) -> dict[Side, Ticks]:
    """Return ticks with so many numbers, or names, at sides."""
    made = {side: Ticks() for side in SIDES}
    made |= {side: Ticks((text("1"),) * n, 9.0, numeric=True) for side, n in (numbers or {}).items()}
    return made | {side: Ticks((text("one"),) * n, 9.0) for side, n in (names or {}).items()}


def of(box: Box, *texts: Text, weight: float = 4, sides: frozenset[str] = ALL_SIDES, clipped: bool = False) -> Axes:
    """Return axes with these texts at their bottom."""
    return Axes(frame(box, weight, sides, clipped=clipped), ticks() | {"bottom": Ticks(texts, 9.0, numeric=True)})


LABELS = (text("Level", 90, 140, 1), text("Time", 150, 190))
STRIP: Box = (100.0, 100.0, 200.0, 113.9)
SUPPORTED: dict[str, tuple[Frame, dict[Side, Ticks], tuple[Text, ...], bool]] = {
    "nothing": (frame(), ticks(), (), False),
    "numbers at one side": (frame(weight=2), ticks(numbers={"left": 2}), (), True),
    "of a frame that is hardly drawn": (frame(weight=1.9), ticks(numbers={"left": 2}), (), False),
    "at two sides of one": (frame(weight=1.9), ticks(numbers={"left": 2, "bottom": 2}), (), True),
    "one number": (frame(), ticks(numbers={"left": 1}), (), False),
    "names and a tick elsewhere": (frame(), ticks(names={"bottom": 2}, numbers={"left": 1}), (), True),
    "names alone": (frame(), ticks(names={"bottom": 2}), (), False),
    "names below a clip": (frame(sides=frozenset(), clipped=True), ticks(names={"bottom": 2}), (), True),
    "names of a frame with three spines": (frame(weight=3.9, clipped=True, sides=frozenset({"left"})), ticks(names={"bottom": 2}), (), False),
    "a clip and two spines": (frame(weight=1, sides=HALF, clipped=True), ticks(), (), True),
    "a clip and one spine": (frame(weight=1, sides=frozenset({"left"}), clipped=True), ticks(), (), False),
    "two spines": (frame(weight=1, sides=HALF), ticks(), (), False),
    "both labels": (frame(), ticks(), LABELS, True),
    "both labels at three spines": (frame(weight=3.9), ticks(), LABELS, False),
    "one label": (frame(), ticks(), LABELS[:1], False),
    "the other label": (frame(), ticks(), LABELS[1:], False),
    "a picture of colours with its scale": (frame(weight=PICTURED), ticks(numbers={"right": 3}), (), True),
    "a picture with two numbers": (frame(weight=PICTURED), ticks(numbers={"right": 2, "left": 2}), (), False),
    "a picture with names": (frame(weight=PICTURED), ticks(names={"left": 3}), LABELS, False),
    "a strip with a scale": (frame(STRIP), ticks(numbers={"bottom": 2}), (), True),
    "with one number": (frame(STRIP), ticks(numbers={"bottom": 1}), (), False),
    "with a scale and two spines": (frame(STRIP, sides=HALF), ticks(numbers={"bottom": 2}), (), False),
    "with a scale and a clip": (frame(STRIP, sides=HALF, clipped=True), ticks(numbers={"bottom": 2}), (), True),
    "with three spines": (frame(STRIP, sides=ALL_SIDES - {"top"}), ticks(numbers={"bottom": 2}), (), True),
    "too short for a strip": (frame((100, 100, 160, 113.9)), ticks(numbers={"bottom": 2}), (), False),
    "just high enough for axes": (frame((100, 100, 110, 114)), ticks(numbers={"bottom": 2}), (), False),
}  # fmt: skip


@pytest.mark.parametrize(("one", "found", "texts", "supported"), SUPPORTED.values(), ids=SUPPORTED)
def test_what_speaks_for_axes(one: Frame, found: dict[Side, Ticks], texts: tuple[Text, ...], supported: bool) -> None:
    assert axes._supported(one, found, texts) is supported


@pytest.mark.parametrize(("high", "supported"), [(21.9, True), (22.0, False)])
def test_how_narrow_a_colour_bar_is(high: float, supported: bool) -> None:
    assert axes._is_strip(frame((0, 0, 100, high))) is supported
    assert axes._is_strip(frame((0, 0, high, 100))) is supported


LABEL = {
    "left": ("left", text("a", 94.9, 140, 1), True),
    "touching": ("left", text("a", 95, 140, 1), True),
    "in it": ("left", text("a", 95.1, 140, 1), False),
    "far": ("left", text("a", 65.1, 140, 1), True),
    "too far": ("left", text("a", 65, 140, 1), False),
    "level": ("left", text("a", 90, 140), False),
    "downwards": ("left", text("a", 90, 140, 3), True),
    "high": ("left", text("a", 90, 120.1, 1), True),
    "too high": ("left", text("a", 90, 120, 1), False),
    "below": ("bottom", text("a", 150, 190), True),
    "below, upwards": ("bottom", text("a", 150, 190, 1), False),
    "below, aside": ("bottom", text("a", 174.9, 190), True),
    "below, too far aside": ("bottom", text("a", 175, 190), False),
}


@pytest.mark.parametrize(("side", "label", "is_one"), LABEL.values(), ids=LABEL)
def test_where_the_label_of_a_side_stands(side: Side, label: Text, is_one: bool) -> None:
    assert axes._is_label(side, BOX, label) is is_one


@pytest.mark.parametrize(("share", "middle"), [(0.25, True), (0.2, False)])
def test_the_share_of_a_side_in_which_its_middle_is(share: float, middle: bool) -> None:
    assert centred("bottom", BOX, text("a", 170, 190), share) is middle


def mark(x: float, y: float, *, upright: bool = True, reach: float = 4) -> Path:
    return Path("line", (x, y, x, y + reach) if upright else (x, y, x + reach, y))


MARKED: dict[str, tuple[list[Path], Frame, int, bool]] = {
    "three marks for three names": ([mark(x, 180) for x in (110, 150, 190)], frame(weight=2), 3, True),
    "two marks for three names": ([mark(x, 180) for x in (110, 150)], frame(weight=2), 3, False),
    "two at one place": ([mark(110, 180), mark(110.3, 180), mark(150, 180)], frame(weight=2), 3, False),
    "one name": ([mark(110, 180)], frame(weight=2), 1, False),
    "hardly drawn": ([mark(110, 180), mark(150, 180)], frame(weight=1.9), 2, False),
    "no spine there": ([mark(110, 180), mark(150, 180)], frame(sides=frozenset({"left"})), 2, False),
    "a clip there": ([mark(110, 180), mark(150, 180)], frame(sides=frozenset({"left"}), clipped=True), 2, True),
    "marks that end there": ([mark(110, 176), mark(150, 176)], frame(), 2, True),
    "marks away from it": ([mark(110, 181), mark(150, 181)], frame(), 2, False),
    "marks just at it": ([mark(110, 180.9), mark(150, 180.9)], frame(), 2, True),
    "marks along it": ([mark(110, 180, upright=False), mark(150, 180, upright=False)], frame(), 2, False),
    "at its ends": ([mark(99, 180), mark(201, 180)], frame(), 2, True),
    "beyond its start": ([mark(98.9, 180), mark(201, 180)], frame(), 2, False),
    "beyond its end": ([mark(99, 180), mark(201.1, 180)], frame(), 2, False),
}


@pytest.mark.parametrize(("marks", "one", "names", "named"), MARKED.values(), ids=MARKED)
def test_names_at_marks(marks: list[Path], one: Frame, names: int, named: bool) -> None:
    assert axes._named(one, ticks(names={"bottom": names}), [path.box for path in marks]) is named
    assert not axes._named(one, ticks(numbers={"bottom": names}), [path.box for path in marks])


def test_marks_beside_a_frame_are_level() -> None:
    marks = [mark(96, 120, upright=False).box, mark(200, 150, upright=False).box, mark(96, 150).box]
    assert [axes._marks(side, BOX, marks) for side in SIDES] == [0, 1, 0, 1]


@pytest.mark.parametrize(("reach", "found"), [(9.0, 1), (9.1, 0)])
def test_the_longest_tick_mark(reach: float, found: int) -> None:
    spines = [(100, 100, 100, 180), (200, 100, 200, 180), (100, 100, 200, 100), (100, 180, 200, 180)]
    paths = [Path("line", spine, stroke=(0, 0, 0), width=0.8) for spine in spines]
    paths += [Path("line", (x, 180, x, 180 + reach), stroke=(0, 0, 0)) for x in (110, 150, 190)]
    names = [
        Text(name, (x - 8, 190, x + 8, 198), 197, 8) for name, x in (("spring", 110), ("summer", 150), ("winter", 190))
    ]
    assert len(axes.axes_of(Canvas((0, 0, 400, 400), tuple(names), tuple(paths)))) == found


# Frames beside and in each other --------------------------------------------------------------------------------------

ONE, TWO, THREE, FOUR = (text(word) for word in "1234")
WITHIN: Box = (110.0, 110.0, 190.0, 170.0)


def test_a_frame_whose_ticks_are_some_of_another_s_is_a_part_of_it() -> None:
    whole = of(BOX, ONE, TWO)
    part = of(WITHIN, ONE)
    assert axes._is_part(part, [part, whole])
    assert not axes._is_part(whole, [part, whole])
    assert not axes._is_part(of(WITHIN, ONE, TWO), [whole])  # all of them are no part
    assert not axes._is_part(of(WITHIN, THREE), [whole])
    assert not axes._is_part(of(WITHIN, ONE, clipped=True), [whole])
    assert axes._is_part(of((99.0, 99, 190, 170), ONE), [whole])
    assert not axes._is_part(of((98.9, 99, 190, 170), ONE), [whole])


def test_the_part_between_two_lines_of_a_grid() -> None:
    whole, stripe = of(BOX, ONE, TWO), (100.0, 100.0, 200.0, 140.0)
    assert axes._is_between_lines(of(stripe, ONE, sides=HALF), [whole])
    assert not axes._is_between_lines(of(stripe, ONE), [whole])  # drawn all around
    assert not axes._is_between_lines(of(WITHIN, ONE, sides=HALF), [whole])


AROUND: dict[str, tuple[Axes, list[Axes], bool]] = {
    "nothing": (of(BOX), [], False),
    "one that fills half": (of(BOX), [of((100, 100, 200, 136.1))], True),
    "one that fills less": (of(BOX), [of((100, 100, 200, 136))], False),
    "two that fill half": (of(BOX), [of((100, 100, 150, 140)), of((150, 100, 200, 140))], True),
    "one in one": (of(BOX), [of((100, 100, 140, 150)), of((101, 101, 139, 149))], False),
    "one that is drawn at a side": (of(BOX), [of(WITHIN, sides=frozenset({"left"}))], False),
    "the same": (of(BOX), [of((100, 100, 200, 176.1))], False),
    "hardly smaller": (of(BOX), [of((100, 100, 200, 175.9))], True),
    "beside it": (of(BOX), [of((150, 100, 250, 140))], False),
    "a small one with more ticks": (of(BOX, ONE, weight=3.9), [of((110, 110, 140, 130), ONE, TWO)], True),
    "with as many": (of(BOX, ONE, weight=3.9), [of((110, 110, 140, 130), TWO)], False),
    "in one that is well drawn": (of(BOX, ONE), [of((110, 110, 140, 130), ONE, TWO)], False),
}


@pytest.mark.parametrize(("one", "others", "around"), AROUND.values(), ids=AROUND)
def test_a_frame_around_others(one: Axes, others: list[Axes], around: bool) -> None:
    assert axes._contains_others(one, [one, *others]) is around


SMALL: Box = (110.0, 110.0, 150.0, 140.0)
DOUBLES: dict[str, tuple[list[Axes], list[int]]] = {
    "apart": ([of(BOX, ONE), of((300, 100, 400, 180), TWO)], [0, 1]),
    "one with more ticks": ([of(BOX), of(BOX, TWO)], [1]),
    "one that is better drawn": ([of(BOX, weight=4), of(BOX, weight=5)], [1]),
    "one with most spines before one with ticks": ([of(BOX, ONE, weight=3), of(BOX, weight=4)], [1]),
    "a clip before spines": ([of(BOX, ONE), of(BOX, clipped=True, sides=HALF)], [1]),
    "a clip with one spine is none": ([of(BOX, ONE), of(BOX, clipped=True, sides=frozenset({"left"}), weight=CLIP)], [0]),
    "an inset": ([of(BOX, ONE), of(SMALL, TWO, THREE, FOUR)], [0, 1]),
    "an inset with two ticks": ([of(BOX, ONE), of(SMALL, TWO, THREE)], [0]),
    "whose ticks are shared": ([of(BOX, TWO), of(SMALL, TWO, THREE, FOUR)], [0]),
    "an inset with a clip": ([of(BOX, ONE), of(SMALL, clipped=True)], [1, 0]),
    "an inset with two spines": ([of(BOX, ONE), of(SMALL, TWO, THREE, FOUR, sides=HALF)], [0]),
    "an inset that is too large": ([of(BOX, ONE), of((110, 110, 150, 190), TWO, THREE, FOUR)], [0]),
    "a third of the smaller one": ([of(BOX, ONE), of((170.1, 100, 270.1, 180), TWO)], [0, 1]),
    "more than a third": ([of(BOX, ONE), of((169.9, 100, 269.9, 180), TWO)], [0]),
}  # fmt: skip


@pytest.mark.parametrize(("given", "kept"), DOUBLES.values(), ids=DOUBLES)
def test_frames_that_overlap(given: list[Axes], kept: list[int]) -> None:
    assert [given.index(one) for one in axes._without_doubles(given)] == kept


BAR: Box = (210.0, 100.0, 220.0, 180.0)
WIDE = of(BOX, ONE)
BARS: dict[str, tuple[Axes, list[Axes], bool]] = {
    "beside axes": (of(BAR), [WIDE], True),
    "as slim as a line": (of((210, 100, 223.9, 110)), [], True),
    "alone": (of((210, 100, 225, 180)), [], False),
    "a bit wide": (of((210, 100, 227.6, 180)), [WIDE], True),
    "too wide": (of((210, 100, 227.7, 180)), [WIDE], False),
    "with ticks at its end": (of((210, 100, 225, 180), TWO), [WIDE], False),
    "below": (of((100, 200, 200, 215), TWO), [WIDE], True),
    "beside half of the axes": (of((210, 140.1, 225, 220)), [WIDE], False),
    "beside more": (of((210, 139, 225, 219)), [WIDE], True),
    "beside one that is hardly larger": (of((210, 100, 225, 180)), [of((230, 100, 260, 180))], False),
    "beside one that is larger": (of((210, 100, 225, 180)), [of((230, 100, 260.1, 180))], True),
}


@pytest.mark.parametrize(("bar", "others", "is_one"), BARS.values(), ids=BARS)
def test_scales_of_colours(bar: Axes, others: list[Axes], is_one: bool) -> None:
    assert is_colour_bar(bar, [bar, *others]) is is_one


def test_a_tick_goes_to_the_frame_and_the_side_that_are_nearest() -> None:
    between, corner = text("5", 212, 140), text("7", 96, 186)
    left = Axes(frame(), ticks() | {"right": Ticks((between,), 17.0, numeric=True), "bottom": Ticks((corner,), 11.0)})
    right = Axes(frame((220, 100, 320, 180)), ticks() | {"left": Ticks((between,), 13.0, numeric=True)})
    left.ticks["left"] = Ticks((corner,), 9.0, numeric=True)
    axes._without_shared_ticks([left, right])
    assert (left.ticks["right"], right.ticks["left"].texts) == (Ticks(numeric=True), (between,))
    assert right.ticks["left"].end == 13.0
    assert [left.ticks[side].texts for side in ("left", "bottom")] == [(), (corner,)]


@pytest.mark.parametrize(("y", "past"), [(140, 0), (100, 0), (90, 10), (180, 0), (185, 5)])
def test_how_far_a_text_is_past_an_end(y: float, past: float) -> None:
    assert axes._past_end("left", BOX, text("1", 90, y)) == past
