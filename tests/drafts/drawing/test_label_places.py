"""Which place at axes a text can have, measure by measure, on both sides of each bound."""

import pytest

from capassist.drafts.drawing import labels, legends
from capassist.drafts.drawing.axes import Axes
from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.sides import SIDES, Side, Ticks
from capassist.model import Box

BOX: Box = (100.0, 100.0, 200.0, 200.0)


def text(
    x0: float, y0: float, x1: float, y1: float, *, words: str = "Level", turn: int | None = 0, size: float = 10.0
) -> Text:
    return Text(words, (x0, y0, x1, y1), y1 if turn == 0 else x1, size, turn)


def at(x: float, y: float, words: str = "Level", *, turn: int = 0) -> Text:
    """Return a text of 20 by 10 points (turned: 10 by 20) around a point."""
    across, down = (5, 10) if turn else (10, 5)
    return text(x - across, y - down, x + across, y + down, words=words, turn=turn)


def axes(box: Box = BOX, **ticks: Text) -> Axes:
    return Axes(Frame(box, 4.0), {side: Ticks((ticks[side],), 15.0) if side in ticks else Ticks() for side in SIDES})


BELOW = axes(bottom=at(150, 210, "5"))
GAPS: dict[str, tuple[Axes, Side, Text, float | None]] = {
    "below": (axes(), "bottom", at(150, 210), 5.0),
    "as near as may be": (axes(), "bottom", at(150, 202), -3.0),
    "in it": (axes(), "bottom", at(150, 201.9), None),
    "as far as may be": (axes(), "bottom", at(150, 247), 42.0),
    "too far": (axes(), "bottom", at(150, 247.1), None),
    "below ticks": (BELOW, "bottom", at(150, 230), 10.0),
    "among them": (BELOW, "bottom", at(150, 212), -8.0),
    "higher than them": (BELOW, "bottom", at(150, 209.9), None),
    "at its left end": (axes(), "bottom", at(95, 210), 5.0),
    "beyond its left end": (axes(), "bottom", at(94.9, 210), None),
    "at its right end": (axes(), "bottom", at(205, 210), 5.0),
    "beyond its right end": (axes(), "bottom", at(205.1, 210), None),
    "upwards below": (axes(), "bottom", at(150, 230, turn=1), None),
    "upwards at the left": (axes(), "left", at(90, 150, turn=1), 5.0),
    "downwards at the right": (axes(), "right", at(210, 150, turn=3), 5.0),
    "level at the left": (axes(), "left", at(80, 150), None),
    "level left of ticks": (axes(left=at(85, 150, "5")), "left", at(65, 150), 0.0),
    "level at the right": (axes(right=at(215, 150, "5")), "right", at(240, 150), None),
}


@pytest.mark.parametrize(("one", "side", "label", "gap"), GAPS.values(), ids=GAPS)
def test_how_far_a_label_is_from_the_ticks(one: Axes, side: Side, label: Text, gap: float | None) -> None:
    assert labels._gap(one, side, label) == (gap if gap is None else pytest.approx(gap))


LEVEL = {
    "left of the ticks": (at(65, 150), True),
    "as near to the ticks as may be": (at(80, 150), True),
    "in the ticks": (at(80.1, 150), False),
    "of fourteen letters": (at(65, 150, "fourteen chars"), True),
    "of fifteen": (at(65, 150, "fifteen letters"), False),
    "upwards": (at(65, 150, turn=1), False),
    "off the middle": (at(65, 164.9), True),
    "too far off": (at(65, 165), False),
}


@pytest.mark.parametrize(("label", "is_one"), LEVEL.values(), ids=LEVEL)
def test_level_labels_of_upright_axes(label: Text, is_one: bool) -> None:
    assert labels._level_label(axes(left=at(85, 150, "5")), label) is is_one
    assert not labels._level_label(axes(), label)


FLUSH = {
    "a title at the left": ("top", text(107.9, 80, 150, 90), True),
    "left of it": ("top", text(92.1, 80, 150, 90), True),
    "hardly": ("top", text(108, 80, 150, 90), False),
    "a short label at the right": ("bottom", text(150, 210, 192.1, 220, words="t (ms)"), True),
    "not quite there": ("bottom", text(150, 210, 192, 220, words="t (ms)"), False),
    "beyond": ("bottom", text(150, 210, 208, 220, words="t (ms)"), False),
    "a longer one": ("bottom", text(150, 210, 200, 220, words="t (min)"), False),
    "at the left of the bottom": ("bottom", text(100, 210, 150, 220, words="t (ms)"), False),
    "at the end of another side": ("left", text(80, 100, 90, 150, words="t", turn=1), False),
}


@pytest.mark.parametrize(("side", "label", "is_flush"), FLUSH.values(), ids=FLUSH)
def test_what_is_flush_with_an_end(side: Side, label: Text, is_flush: bool) -> None:
    assert labels._is_flush(axes(), side, label) is is_flush


def test_how_far_off_the_middle_a_label_stands() -> None:
    one, beyond = axes(), axes((100, 240, 200, 340))
    for x, alone, crowded in ((164, True, True), (164.1, True, False), (172, True, False), (172.1, False, False)):
        assert labels._is_centred(one, "bottom", at(x, 215), [one]) is alone
        assert labels._is_centred(one, "bottom", at(x, 215), [one, beyond]) is crowded
    assert labels._off_centre(one, "bottom", at(130, 215)) == 0.2
    assert labels._off_centre(axes((100, 100, 100, 200)), "bottom", at(102, 215)) == 2


BEYOND: dict[str, tuple[Box, bool]] = {
    "below": ((100, 240, 200, 340), True),
    "touching": ((100, 199.1, 200, 300), True),
    "in it": ((100, 199, 200, 300), False),
    "aside": ((200, 240, 300, 340), False),
    "hardly below": ((199, 240, 300, 340), True),
}


@pytest.mark.parametrize(("box", "is_beyond"), BEYOND.values(), ids=BEYOND)
def test_other_axes_beyond_a_side(box: Box, is_beyond: bool) -> None:
    assert labels._beyond("bottom", BOX, axes(box)) is is_beyond


BETWEEN: dict[str, tuple[Box, bool]] = {
    "between": ((100, 220, 200, 240), True),
    "over a tenth": ((190, 220, 300, 240), False),
    "over more": ((189, 220, 300, 240), True),
    "touching": ((100, 199, 200, 240), True),
    "in it": ((100, 198.9, 200, 240), False),
    "level with the text": ((100, 248, 200, 340), False),
    "just above the text": ((100, 247.9, 200, 340), True),
    "around them": ((99, 99, 201, 300), False),
}


@pytest.mark.parametrize(("box", "is_between"), BETWEEN.values(), ids=BETWEEN)
def test_axes_between_a_side_and_a_text(box: Box, is_between: bool) -> None:
    one = axes()
    assert labels._between(one, "bottom", at(150, 255), [one, axes(box)]) is is_between


PLACES: dict[str, tuple[Axes, Side, Text, list[tuple[str, float]]]] = {
    "below": (axes(), "bottom", at(150, 215), [("bottom", 0.5)]),
    "below ticks": (BELOW, "bottom", at(150, 230), [("bottom", 0.0)]),
    "at the right": (axes(), "right", at(215, 150, turn=1), [("right", 1.5)]),
    "right of ticks": (axes(right=at(210, 150, "5")), "right", at(230, 150, turn=1), [("right", 0.0)]),
    "above": (axes(), "top", at(150, 90), [("title", 0.2)]),
    "above ticks": (axes(top=at(150, 90, "5")), "top", at(150, 75), [("top", 0.6), ("title", 0.8)]),
    "one letter above": (axes(), "top", at(150, 90, "a"), []),
    "off the middle": (axes(), "top", at(164, 90), [("title", 0.2)]),
    "further off": (axes(), "top", at(164.1, 90), []),
    "as wide as may be": (axes(), "top", text(60.1, 80, 240, 90), [("title", 0.2)]),
    "too wide": (axes(), "top", text(60, 80, 240, 90), []),
}


@pytest.mark.parametrize(("one", "side", "label", "places"), PLACES.values(), ids=PLACES)
def test_what_a_text_at_a_side_can_be(one: Axes, side: Side, label: Text, places: list[tuple[str, float]]) -> None:
    assert list(labels._places(one, side, label)) == places


def test_the_ticks_between_count() -> None:
    one = axes()
    one.ticks["left"] = Ticks((text(80, 110, 95, 120), text(60, 180, 95, 190)), 40.0)
    for y, end in ((115, 20), (139.9, 20), (140, 40), (185, 40)):
        assert labels._ticks_end(one, "left", at(50, y, turn=1)) == end
    assert labels._ticks_end(one, "bottom", at(50, 220)) == 0


SAYS = {"Level": True, "5": True, "12": False, "1e-3": False, "×10": False, "—": False, "a": True, "5 m": False}


@pytest.mark.parametrize(("words", "says"), SAYS.items(), ids=SAYS)
def test_what_can_be_a_label(words: str, says: bool) -> None:
    assert labels._says_something(words) is says


LINES: dict[str, tuple[Text, bool]] = {
    "the next line": (text(140, 222, 160, 232), True),
    "as near as can be": (text(140, 218.1, 160, 228.1), True),
    "too near": (text(140, 218, 160, 228), False),
    "far": (text(140, 240, 160, 250), False),
    "off the middle": (text(145.9, 222, 165.9, 232), True),
    "too far off": (text(146, 222, 166, 232), False),
    "a number": (text(140, 222, 160, 232, words="12"), False),
    "smaller": (text(140, 222, 160, 232, size=9.1), True),
    "too small": (text(140, 222, 160, 232, size=8.9), False),
    "upwards": (Text("Level", (140, 222, 160, 232), 232, 10, 1), False),
}


@pytest.mark.parametrize(("line", "continues"), LINES.values(), ids=LINES)
def test_further_lines_of_a_label(line: Text, continues: bool) -> None:
    first = text(140, 210, 160, 220, words="Height")
    label, parts = labels._with_further_lines(first, [first, line], set(), "bottom")
    assert (label.text, len(parts)) == (("Height Level", 2) if continues else ("Height", 1))
    assert labels._with_further_lines(first, [first, line], {id(line)}, "bottom")[1] == [first]


SECOND: dict[str, tuple[Text, bool]] = {
    "the next line": (text(100, 22, 150, 32), True),
    "as near as can be": (text(100, 18.1, 150, 28.1), True),
    "too near": (text(100, 18, 150, 28), False),
    "flush on the other side": (text(130, 22, 200, 32), False),
    "hardly flush": (text(102.9, 22, 150, 32), True),
    "not flush": (text(103, 22, 150, 32), False),
    "larger": (text(100, 22, 150, 32, size=10.79), True),
    "too large": (text(100, 22, 150, 32, size=10.81), False),
}


@pytest.mark.parametrize(("second", "continues"), SECOND.values(), ids=SECOND)
def test_second_lines_of_entries(second: Text, continues: bool) -> None:
    first = text(100, 10, 200, 20)
    assert legends._continues(first, second, left=True) is continues
    assert legends._continues(first, text(130, 22, 200, 32), left=False)
