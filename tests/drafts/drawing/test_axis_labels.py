"""Where a text stands around axes decides what it is: the label of a side, a title, or neither."""

from collections.abc import Callable

import pytest

from capassist.drafts.drawing.axes import Axes
from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.labels import label_axes, share_labels
from capassist.drafts.drawing.sides import SIDES, Side, Ticks, ticks_at
from capassist.model import Box

SIZE = 10.0  # of the type, in points
BOX = (100.0, 100.0, 300.0, 200.0)


def level(text: str, x: float, y: float, *, bold: bool = False, size: float = SIZE) -> Text:
    """Return a level text around x with its upper edge at y, half its size wide a letter."""
    half = len(text) * size / 4
    return Text(text, (x - half, y, x + half, y + size), y + 0.8 * size, size, bold=bold)


def upright(text: str, x: float, y: float, *, turn: int = 1) -> Text:
    """Return a text that reads upwards, with its left edge at x and its middle at y."""
    half = len(text) * SIZE / 4
    return Text(text, (x, y - half, x + SIZE, y + half), x + 0.8 * SIZE, SIZE, turn)


def ticks(box: Box = BOX) -> list[Text]:
    """Return numbers below and left of a frame."""
    left, top, right, bottom = box
    below = [level(str(n), left + (right - left) * n / 4, bottom + 4) for n in range(5)]
    beside = [level(str(n), left - 8, bottom - 5 - (bottom - top) * n / 4) for n in range(5)]
    return below + beside


def axes(texts: list[Text], *boxes: Box) -> list[Axes]:
    found = []
    for box in boxes or (BOX,):
        frame = Frame(box, 4.0)
        found.append(Axes(frame, {side: ticks_at(side, frame, texts) for side in SIDES}))
    return found


def places(*texts: Text, boxes: tuple[Box, ...] = (BOX,), with_ticks: bool = True) -> list[dict[str, str]]:
    """Return what each of the axes is labelled with, by the place."""
    numbers = [text for box in boxes for text in ticks(box)] if with_ticks else []
    found = axes(numbers, *boxes)
    label_axes(found, texts)
    return [
        {**{side: label.text for side, label in one.labels.items()}, **({"title": one.title.text} if one.title else {})}
        for one in found
    ]


NOWHERE = {
    "nothing": [],
    "far below": [level("Time", 200, 262)],
    "below, off the middle": [level("Time of the day", 260, 220)],
    "below, beyond the corner": [level("Time", 330, 220)],
    "below, upright": [upright("Time", 200, 230)],
    "inside": [level("Time", 200, 150)],
    "left, slanted": [Text("Level", (70, 130, 80, 170), 78, SIZE, None)],
    "left, level and long": [level("Level of the tank in m", 30, 145)],
    "above, a word off the middle": [level("a remark on it", 240, 85)],
    "above, far wider than the axes": [level("W" * 80, 200, 85)],
    "above, a letter of a panel": [level("a", 200, 85)],
    "a number": [level("1200", 200, 220)],
    "a number of two digits": [level("12", 200, 220)],
    "a multiplier": [level("×10⁴", 200, 220)],
    "signs alone": [level("---", 200, 220)],
}


@pytest.mark.parametrize("texts", NOWHERE.values(), ids=NOWHERE)
def test_what_labels_nothing(texts: list[Text]) -> None:
    assert places(*texts) == [{}]


PLACES: dict[str, tuple[list[Text], dict[str, str]]] = {
    "below": ([level("Time (h)", 200, 220)], {"bottom": "Time (h)"}),
    "below, a little off": ([level("Time (h)", 235, 220)], {"bottom": "Time (h)"}),
    "below, short at the right end": ([level("x", 297, 220)], {"bottom": "x"}),
    "below, a letter": ([level("x", 200, 220)], {"bottom": "x"}),
    "left": ([upright("Level (m)", 70, 150)], {"left": "Level (m)"}),
    "left, reading downwards": ([upright("Level (m)", 70, 150, turn=3)], {"left": "Level (m)"}),
    "left, level and short": ([level("Level", 65, 145)], {"left": "Level"}),
    "right": ([upright("Flow (l)", 306, 150)], {"right": "Flow (l)"}),
    "above in the middle": ([level("A dry year", 200, 85)], {"title": "A dry year"}),
    "above at the left end": ([level("A dry year", 126, 85)], {"title": "A dry year"}),
    "in two lines": ([level("Time of the day", 200, 218), level("in hours", 200, 230)], {"bottom": "Time of the day in hours"}),
    "two texts for one place": ([level("Time (h)", 200, 220), level("by the clock", 200, 248)], {"bottom": "Time (h)"}),
    "a second line in other type": (
        [level("Time (h)", 200, 218), level("source: town", 200, 230, size=7)], {"bottom": "Time (h)"},
    ),
    "a second line off the middle": ([level("Time (h)", 200, 218), level("by us", 230, 230)], {"bottom": "Time (h)"}),
    "all at once": (
        [level("A dry year", 200, 85), level("Time", 200, 220), upright("Level", 70, 150), upright("Flow", 306, 150)],
        {"title": "A dry year", "bottom": "Time", "left": "Level", "right": "Flow"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "labels"), PLACES.values(), ids=PLACES)
def test_a_text_has_the_place_it_stands_at(texts: list[Text], labels: dict[str, str]) -> None:
    assert places(*texts) == [labels]


@pytest.mark.parametrize("quantity", ["2D_C", "D_HH", "σ₁", "3 L_max", "Re₀"])
def test_a_symbol_with_an_index_is_no_title_and_may_be_a_label(quantity: str) -> None:
    assert places(level(quantity, 200, 85)) == [{}]
    assert places(level(quantity, 200, 220)) == [{"bottom": quantity}]


@pytest.mark.parametrize("title", ["D_C = 2", "Flow of D_C", "CO₂ flow", "Run_2", "2D"])
def test_a_title_may_have_an_index_in_it(title: str) -> None:
    assert places(level(title, 200, 85)) == [{"title": title}]


def test_slanted_words_in_a_row_are_names_at_ticks_and_one_is_none() -> None:
    frame = Frame(BOX, 4.0)
    low, high = (Text(name, (x, 204, x + 20, 224), 222, SIZE, None) for name, x in (("spring", 120), ("autumn", 220)))
    assert ticks_at("bottom", frame, [high, low]).texts == (low, high)
    assert ticks_at("bottom", frame, [low]).texts == ()


def test_lines_of_a_label_that_reads_upwards_go_from_left_to_right_and_of_one_downwards_from_right_to_left() -> None:
    first, second = upright("Level", 58, 150), upright("(m)", 70, 150)
    assert places(second, first) == [{"left": "Level (m)"}]
    down = [upright("(m)", 58, 150, turn=3), upright("Level", 70, 150, turn=3)]
    assert places(*down) == [{"left": "Level (m)"}]


def test_a_text_above_numbers_is_their_label_and_one_further_up_the_title() -> None:
    numbers = [level(str(n), 100 + 50 * n, 86) for n in range(5)]
    found = axes(numbers)
    label_axes(found, [level("Energy (eV)", 200, 70), level("A dry year", 200, 44)])
    (one,) = found
    assert one.title is not None
    assert (one.labels["top"].text, one.title.text) == ("Energy (eV)", "A dry year")


def test_a_bold_text_above_is_the_title_before_one_that_is_not() -> None:
    assert places(level("by night", 200, 88, size=9), level("Dry years", 200, 86, bold=True)) == [
        {"title": "Dry years"}
    ]


ABOVE: Box = (100.0, 100.0, 300.0, 200.0)
BELOW: Box = (100.0, 260.0, 300.0, 360.0)
BESIDE: Box = (360.0, 100.0, 560.0, 200.0)


def test_a_text_between_two_axes_is_the_upper_ones_label_or_the_lower_ones_title() -> None:
    assert places(level("Time", 200, 218), boxes=(ABOVE, BELOW)) == [{"bottom": "Time"}, {}]
    assert places(level("A wet year", 200, 247), boxes=(ABOVE, BELOW)) == [{}, {"title": "A wet year"}]
    both = level("Time", 200, 218), level("A wet year", 200, 247)
    assert places(*both, boxes=(ABOVE, BELOW)) == [{"bottom": "Time"}, {"title": "A wet year"}]


def test_a_label_beyond_other_axes_is_not_these_ones() -> None:
    assert places(level("Time", 200, 380), boxes=(ABOVE, BELOW)) == [{}, {"bottom": "Time"}]
    assert places(upright("Level", 330, 150), boxes=(ABOVE, BESIDE)) == [{}, {"left": "Level"}]


def shared(*texts: Text, boxes: tuple[Box, ...], grid: bool = False) -> list[dict[Side, str]]:
    numbers = [text for box in boxes for text in ticks(box)]
    found = axes(numbers, *boxes)
    label_axes(found, texts)
    share_labels(found, texts, grid=grid)
    return [{side: label.text for side, label in one.labels.items()} for one in found]


SHARED = {
    "below a row": ([level("Time (h)", 330, 222)], (ABOVE, BESIDE), [{"bottom": "Time (h)"}] * 2),
    "left of a column": ([upright("Level", 66, 230)], (ABOVE, BELOW), [{"left": "Level"}] * 2),
    "below a row, off its middle": ([level("Time (h)", 360, 222)], (ABOVE, BESIDE), [{}, {}]),
    "left of a row": ([upright("Level", 70, 150)], (ABOVE, BESIDE), [{"left": "Level"}, {}]),
    "one for each": (
        [level("Time", 200, 220), level("Mass", 460, 220)], (ABOVE, BESIDE), [{"bottom": "Time"}, {"bottom": "Mass"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "boxes", "labels"), SHARED.values(), ids=SHARED)
def test_a_label_in_the_middle_of_all_is_all_of_theirs(
    texts: list[Text], boxes: tuple[Box, ...], labels: list[dict[Side, str]]
) -> None:
    assert shared(*texts, boxes=boxes) == labels


def test_axes_without_numbers_have_labels_too() -> None:
    assert places(level("Time", 200, 206), upright("Level", 84, 150), with_ticks=False) == [
        {"bottom": "Time", "left": "Level"}
    ]


def test_numbers_at_a_side_end_where_the_longest_does() -> None:
    frame = Frame(BOX, 4.0)
    texts = [level("0", 92, 190), level("1000", 87, 140), level("5", 92, 110)]
    assert ticks_at("left", frame, texts) == Ticks((texts[2], texts[1], texts[0]), 23.0, numeric=True)


def wide(text: str, left: float, right: float, y: float) -> Text:
    """Return a level text from left to right with its upper edge at y."""
    return Text(text, (left, y, right, y + SIZE), y + 0.8 * SIZE, SIZE)


Named = Callable[[float], list[dict[str, str]]]
TIME = {"bottom": "Time"}
# What the axes are labelled with for a measure, and the measures at which the text is a label, and is none; numbers
# end at 14
BOUNDS: dict[str, tuple[Named, float, float, dict[str, str]]] = {
    "near below": (lambda x: places(level("Time", 200, 214 + x)), 42, 42.1, TIME),
    "below, into the numbers": (lambda x: places(level("Time", 200, 214 - x)), 8, 8.1, TIME),
    "below, into the frame": (lambda x: places(level("Time", 200, 200 - x), with_ticks=False), 3, 3.1, TIME),
    "off the middle": (lambda x: places(level("The time", 200 + x, 220)), 44, 44.1, {"bottom": "The time"}),
    "short, at the right end": (lambda x: places(wide("Time", 280, 300 + x, 220)), 7.9, 8, TIME),
    "at the right end, short enough": (lambda x: places(wide("T" * int(x), 280, 300, 220)), 6, 7, {"bottom": "TTTTTT"}),
    "at the left end above": (lambda x: places(wide("A dry year", 100 + x, 150, 85)), 7.9, 8, {"title": "A dry year"}),
    "off the middle above": (lambda x: places(level("A dry year", 200 + x, 85)), 28, 28.1, {"title": "A dry year"}),
    "hardly wider than the axes": (lambda x: places(wide("A dry year", 200 - x, 200 + x, 85)), 169.9, 170, {"title": "A dry year"}),
    "level at the left, in the middle": (lambda x: places(level("Level", 65, 145 + x)), 14.9, 15, {"left": "Level"}),
    "level at the left, short": (lambda x: places(wide("L" * int(x), 40, 75, 145)), 14, 15, {"left": "L" * 14}),
    "level at the left, beside the numbers": (lambda x: places(wide("Level", 40, x, 145)), 94.4, 94.6, {"left": "Level"}),
    "a second line far enough": (
        lambda x: places(level("Time", 200, 220), level("in hours", 200, 220 + x)), 8.1, 8, {"bottom": "Time in hours"},
    ),
    "a second line near enough": (
        lambda x: places(level("Time", 200, 220), level("in hours", 200, 220 + x)), 17.4, 17.5, {"bottom": "Time in hours"},
    ),
    "a second line in the middle": (
        lambda x: places(level("Time", 200, 220), level("in hours", 200 + x, 232)), 5.9, 6, {"bottom": "Time in hours"},
    ),
    "a second line of the size": (
        lambda x: places(level("Time", 200, 220), level("in hours", 200, 232, size=x)), 11, 11.1, {"bottom": "Time in hours"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("named", "label", "none", "found"), BOUNDS.values(), ids=BOUNDS)
def test_how_far_off_a_label_may_stand(named: Named, label: float, none: float, found: dict[str, str]) -> None:
    assert named(label) == [found]
    assert named(none) != [found]


def of_a_row(
    x: float = 330, y: float = 220, *, boxes: tuple[Box, ...] = (ABOVE, BESIDE), words: str = "Time", grid: bool = False
) -> list[str | None]:
    """Return the labels below two axes, for a text around x with its upper edge at y."""
    found = axes([number for box in boxes for number in ticks(box)], *boxes)
    share_labels(found, [level(words, x, y)], grid=grid)
    return [one.labels["bottom"].text if "bottom" in one.labels else None for one in found]


def test_a_label_in_the_middle_of_a_row_is_shared() -> None:
    both, none = ["Time", "Time"], [None, None]
    assert [of_a_row(x) for x in (330, 357.5, 357.7)] == [both, both, none]  # 0.06 of 460 points off the middle
    assert [of_a_row(y=y) for y in (206, 205.9, 256, 256.1)] == [both, none, both, none]
    assert [of_a_row(words=words) for words in ("7", "---")] == [none, none]
    assert of_a_row(boxes=(ABOVE, (360.0, 100.0, 560.0, 201.9))) == both
    assert of_a_row(boxes=(ABOVE, (360.0, 100.0, 560.0, 202.0))) == none
    assert of_a_row(boxes=(ABOVE, BESIDE, (200.0, 300.0, 460.0, 400.0))) == [None, None, None]  # others are below
    assert of_a_row(boxes=(ABOVE, (360.0, 100.0, 560.0, 150.0)), grid=True) == both
