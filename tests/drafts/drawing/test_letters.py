"""Panel letters: which texts are some, and which axes they belong to, on both sides of how far off they may stand."""

import pytest

from capassist.drafts.drawing.axes import Axes
from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.letters import letters_alone, with_letters
from capassist.drafts.drawing.sides import SIDES, Ticks
from capassist.model import Box

ONE, TWO = (100.0, 100.0, 300.0, 200.0), (400.0, 100.0, 600.0, 200.0)


def text(words: str, x: float, y: float, turn: int | None = 0) -> Text:
    """Return a text of 10 points, 10 wide, with its upper left corner here."""
    return Text(words, (x, y, x + 10, y + 10), y + 8, 10.0, turn)


def lettered(*texts: Text, boxes: tuple[Box, ...] = (ONE, TWO)) -> tuple[list[str | None], list[str], list[str]]:
    """Return the letters of the axes, the texts that are left, and the letters without axes."""
    axes = [Axes(Frame(box, 4.0), dict.fromkeys(SIDES, Ticks())) for box in boxes]
    rest, alone = with_letters(axes, list(texts))
    return [one.letter.text if one.letter else None for one in axes], [t.text for t in rest], [t.text for t in alone]


def at(dx: float, dy: float, *, form: str = "{}") -> list[str | None]:
    """Return the letters of two axes, when each stands so far from the upper left corner."""
    return lettered(*(text(form.format(letter), box[0] + dx, box[1] + dy) for letter, box in (("a", ONE), ("b", TWO))))[
        0
    ]


FORMS = {
    "in brackets": ("(a)", "(b)", ["(a)", "(b)"]),
    "in square ones": ("[A]", "[B]", ["[A]", "[B]"]),
    "before a bracket": ("a)", "b)", ["a)", "b)"]),
    "bare": ("a", "b", ["a", "b"]),
    "bare capitals": ("A.", "B:", ["A.", "B:"]),
    "not from a on": ("(b)", "(c)", [None, None]),
    "one alone": ("(a)", "Time", [None, None]),
    "words": ("at", "by", [None, None]),
    "one twice": ("(a)", "(a)", [None, None]),
}


@pytest.mark.parametrize(("one", "two", "letters"), FORMS.values(), ids=FORMS)
def test_the_forms_of_letters(one: str, two: str, letters: list[str | None]) -> None:
    assert lettered(text(one, 100, 88), text(two, 400, 88))[0] == letters


def test_a_letter_before_a_title_is_split_off() -> None:
    letters, rest, alone = lettered(text("(a) Levels", 150, 88), text("(b) Flows", 450, 88), text("Time", 150, 220))
    assert (letters, rest, alone) == (["(a)", "(b)"], ["Levels", "Flows", "Time"], [])
    assert lettered(text("a Levels", 150, 88), text("b Flows", 450, 88))[:2] == (["a", "b"], ["Levels", "Flows"])
    assert lettered(text("a L", 150, 88), text("b F", 450, 88))[0] == [None, None]


def test_letters_of_parts_without_axes_are_left() -> None:
    letters, rest, alone = lettered(text("(a)", 100, 88), text("(b)", 400, 88), text("(c)", 800, 300))
    assert (letters, rest, alone) == (["(a)", "(b)"], [], ["(c)"])
    assert lettered(text("(a)", 700, 300), text("(b)", 800, 300)) == ([None, None], ["(a)", "(b)"], [])


BOTH, NEITHER = ["(a)", "(b)"], [None, None]


def test_how_far_a_letter_may_stand_from_its_corner() -> None:
    """Within 5 ems at the left, 3.5 above, a fifth of the axes at the right and below; 3.5 ems beyond count as far."""
    near = [at(-50, 0), at(35, 0), at(0, -40), at(0, 25)]
    assert near == [["a", "b"]] * 4
    assert [at(-95, 0), at(80, 0), at(0, -80), at(0, 75)] == [[None, None]] * 4


def test_how_far_above_a_lettered_title_may_stand() -> None:
    found = [at(0, dy, form="({}) Levels") for dy in (-40, -39.9, -5.1, -5)]
    assert found == [NEITHER, BOTH, BOTH, NEITHER]
    assert [at(dx, -12, form="({}) Levels") for dx in (-10, -9.9, 199.9, 200)] == [NEITHER, BOTH, BOTH, NEITHER]


def test_letters_in_the_middle_of_their_axes() -> None:
    def middle(dx: float, dy: float) -> list[str | None]:
        return at(95 + dx, dy, form="({})")

    assert [middle(0, 45), middle(0, 125), middle(0, -30)] == [BOTH] * 3
    assert [middle(dx, 125) for dx in (-40, -39.9, 39.9, 40)] == [NEITHER, BOTH, BOTH, NEITHER]
    assert [middle(0, dy) for dy in (164.9, 165)] == [BOTH, NEITHER]


def test_the_nearer_of_two_letters_is_that_of_the_axes() -> None:
    assert lettered(text("(a)", 100, 88), text("(b)", 100, 160), text("(b)", 400, 88))[0] == BOTH
    assert lettered(text("(b)", 370, 70), text("(a)", 100, 88), text("(c)", 400, 100))[0] == ["(a)", "(c)"]


ALONE = {
    "in a row": ([("(a)", 20, 20), ("(b)", 200, 24.9)], "(a) (b)"),
    "in no row": ([("(a)", 20, 20), ("(b)", 200, 25)], ""),
    "in a column": ([("(a)", 20, 20), ("(b)", 29.9, 100)], "(a) (b)"),
    "in no column": ([("(a)", 20, 20), ("(b)", 30, 100)], ""),
    "one": ([("(a)", 20, 20)], ""),
    "out of order": ([("(b)", 200, 20), ("(a)", 20, 20)], "(a) (b)"),
    "one twice": ([("(a)", 20, 20), ("(b)", 200, 20), ("(b)", 300, 20)], ""),
    "with one left out": ([("(a)", 20, 20), ("(c)", 200, 20)], ""),
    "before titles": ([("(a) x", 20, 20), ("(b) y", 200, 20)], ""),
    "one of three elsewhere": ([("(a)", 20, 20), ("(b)", 200, 20), ("(c)", 300, 90)], ""),
}


@pytest.mark.parametrize(("texts", "letters"), ALONE.values(), ids=ALONE)
def test_letters_of_a_figure_without_axes(texts: list[tuple[str, float, float]], letters: str) -> None:
    assert " ".join(each.text for each in letters_alone([text(*each) for each in texts])) == letters
