"""The tick labels at the sides of a frame: how near, in which row, and which words are names."""

from collections.abc import Callable, Sequence

import pytest

from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.sides import Side, is_number, ticks_at

FRAME = Frame((80.0, 60.0, 280.0, 180.0), 4.0)

NUMBERS = [
    "0",
    "-1",
    "−3",
    "1,000",
    "0.5",
    ".5",
    "10k",
    "25%",
    "25 %",
    "1×10³",
    "1e-05",
    "2·10^4",
    "π/2",
    "2π",
    "∞",
    "10⁻³",
    "~4",
    "≥ 3",
    " 7 ",
]
NO_NUMBERS = ["", "a", "3rd", "1/2", "x1", "10 mm", "e5", "×"]


def test_what_can_be_a_number_at_a_tick() -> None:
    assert [text for text in NUMBERS if not is_number(text)] == []
    assert [text for text in NO_NUMBERS if is_number(text)] == []


def text(words: str, x: float, y: float, size: float = 8.0, turn: int | None = 0) -> Text:
    """Return a text whose box has its upper left corner here; turned ones are as narrow as they are high else."""
    long = len(words) * size / 2
    right, bottom = (x + size, y + long) if turn in (1, 3) else (x + long, y + size)
    return Text(words, (x, y, right, bottom), bottom, size, turn)


def below(*words: str, gap: float = 4, size: float = 8.0, turn: int | None = 0, step: float = 60) -> list[Text]:
    return [text(word, 90 + step * n, 180 + gap, size, turn) for n, word in enumerate(words)]


def left(*words: str, gap: float = 4, turn: int | None = 0) -> list[Text]:
    return [
        text(word, 80 - gap - (8 if turn else 4 * len(word)), 70 + 40 * n, turn=turn) for n, word in enumerate(words)
    ]


Made = Callable[[float], Sequence[Text]]
# name -> the side, the texts for a measure, and what its ticks say at two measures
TICKS: dict[str, tuple[Side, Made, float, str, float, str]] = {
    "near enough below": ("bottom", lambda x: below("0", "5", gap=x), 25.6, "0 5", 25.7, ""),
    "in the frame below": ("bottom", lambda x: below("0", "5", gap=x), -4.7, "0 5", -4.9, ""),
    "near enough above": ("top", lambda x: [text("0", 90, 52 - x), text("5", 150, 52 - x)], 25.5, "0 5", 25.7, ""),
    "near enough at the left": ("left", lambda x: left("0", "5", gap=x), 25.5, "0 5", 25.7, ""),
    "near enough at the right": ("right", lambda x: [text("0", 280 + x, 70), text("5", 280 + x, 110)], 25.5, "0 5", 25.7, ""),
    "past the left corner": ("bottom", lambda x: [text("0", x, 184), text("5", 150, 184)], 68.4, "0 5", 68.3, "5"),
    "past the right corner": ("bottom", lambda x: [text("5", 150, 184), text("9", x, 184)], 287.6, "5 9", 287.7, "5"),
    "one number below": ("bottom", lambda x: below("0", "5")[: int(x)], 1, "0", 0, ""),
    "one number above": ("top", lambda x: [text("0", 90, 40), text("5", 150, 40)][: int(x)], 2, "0 5", 1, ""),
    "one number and names": ("bottom", lambda x: below("5", "tank", "river")[int(x) :], 0, "tank river", 1, "tank river"),
    "numbers beyond names": ("bottom", lambda x: [*below("tank", "river"), *below("0", "5", gap=4 + x)], 4, "0 5", 4.1, "tank river"),
    "numbers in a row": ("bottom", lambda x: [*below("0", "5"), text("9", 210, 184 + x)], 4.3, "0 5 9", 4.4, "0 5"),
    "numbers of a size": ("bottom", lambda x: [*below("0", "5"), text("9", 210, 184, x)], 9.9, "0 5 9", 10, "0 5"),
    "the row with more numbers": ("bottom", lambda x: [*below("0", "5"), *below("1", "2", "3", gap=x)], 14, "1 2 3", 60, "0 5"),
    "of many numbers the nearest row": ("bottom", lambda x: [*below("0", "5", "9"), *below("1", "2", "3", "4", gap=x)], 14, "0 5 9", 2, "1 0 2 5 3 9 4"),
    "names below": ("bottom", lambda x: below("tank", "river", "lake")[: int(x)], 2, "tank river", 1, ""),
    "names that differ": ("bottom", lambda x: below("tank", "tank", "lake")[: int(x)], 3, "tank tank lake", 2, ""),
    "letters of panels": ("bottom", lambda x: below("(a)", "(b)", "tank", "river")[int(x) :], 2, "tank river", 3, ""),
    "names at the left": ("left", lambda x: left("tank", "lakes", gap=x), 25.5, "tank lakes", 25.7, ""),
    "names at the left, upwards": ("left", lambda x: left("tank", "lake", gap=x, turn=1), 7.9, "tank lake", 8, ""),
    "names above": ("top", lambda x: [text("tank", 90, 40), text("lake", 150, 40)], 0, "", 0, ""),
    "slanted names": ("bottom", lambda x: below("tank", "tank", turn=None)[: int(x)], 2, "tank tank", 1, ""),
    "upright names below": ("bottom", lambda x: below("tank", "tank", turn=1)[: int(x)], 2, "tank tank", 1, ""),
    "names in a row": ("bottom", lambda x: [*below("tank", "river"), text("lake", 210, 184 + x)], 4.7, "tank river lake", 4.9, "tank river"),
    "names of a size": ("bottom", lambda x: [*below("tank", "river"), text("lake", 210, 184, x)], 9.9, "tank river lake", 10, "tank river"),
    "names apart": ("bottom", lambda x: below("tank", "lake", step=x), 14.5, "tank lake", 14.3, ""),
}  # fmt: skip


@pytest.mark.parametrize(("side", "made", "one", "said", "other", "rest"), TICKS.values(), ids=TICKS)
def test_the_tick_labels_of_a_side(side: Side, made: Made, *, one: float, said: str, other: float, rest: str) -> None:
    told = [" ".join(each.text for each in ticks_at(side, FRAME, made(measure)).texts) for measure in (one, other)]
    assert told == [said, rest]


def test_how_far_tick_labels_reach() -> None:
    numbers, names = ticks_at("bottom", FRAME, below("0", "5")), ticks_at("left", FRAME, left("tank", "lakes"))
    assert (numbers.end, numbers.numeric) == (12, True)
    assert (names.end, names.numeric) == (24, False)
    assert ticks_at("right", FRAME, []).end == 0


# What stands at the end of an axis: is it its multiplier or offset? By the side, the text and its place.
RESCALED: list[tuple[Side, str, tuple[float, float], bool]] = [
    ("left", "+1", (84, 48), True),
    ("left", "1e-5", (70, 44), True),
    ("left", "×10⁴", (80, 50), True),
    ("left", "+1", (84, 100), False),  # in the middle
    ("left", "+1", (270, 48), False),  # at the other axis
    ("left", "−3", (84, 48), False),  # may be a tick of axes above
    ("left", "up", (84, 48), False),
    ("bottom", "1e6", (270, 200), True),
    ("bottom", "+2.4e6", (262, 206), True),
    ("bottom", "1e6", (80, 200), False),
    ("bottom", "1e6", (270, 300), False),
]


@pytest.mark.parametrize(("side", "words", "place", "rescaled"), RESCALED)
def test_a_multiplier_or_an_offset_makes_the_values_other_ones(
    side: Side, words: str, place: tuple[float, float], rescaled: bool
) -> None:
    ticks = below("0", "5", "10") if side == "bottom" else [text(word, 68, 70 + 40 * n) for n, word in enumerate("012")]
    found = ticks_at(side, FRAME, [*ticks, text(words, *place)])
    assert (len(found.texts), found.rescaled) == (3, rescaled)
