"""Which of two sentences would rather stand in a figure's caption, and which words tell."""

import pytest

from capassist.captioners.extractive.compress import Clause
from capassist.captioners.extractive.salience import (
    content,
    names_around,
    names_what_is_seen,
    salience,
    speaks_of_the_work,
    stems,
)
from capassist.model import Figure, Image

PLAIN = "The level of the tank falls in spring."
LONG = " ".join(["level", "of", "the", "tank"] * 12)


def worth(plain: str = PLAIN, *, role="object", distance: int = 0, first: bool = False, source: str = "") -> float:
    return salience(Clause(source or plain, role), plain, {"tank", "valve"}, distance, first=first)


RATHER = {
    "it names the figure, not the place of a thing": (worth(role="subject"), worth(role="object")),
    "it shows it, not in passing": (worth(role="object"), worth(role="aside")),
    "in passing, not at all": (worth(role="aside"), worth(role=None)),
    "in the first paragraph": (worth(first=True), worth()),
    "right behind": (worth(distance=1), worth(distance=2)),
    "itself": (worth(distance=0), worth(distance=1)),
    "behind, not before": (worth(distance=1), worth(distance=-1)),
    "before, not far behind": (worth(distance=-1), worth(distance=3)),
    "with a name of the figure's": (worth(), worth(PLAIN.replace("tank", "pond"))),
    "with two": (worth("The level of the tank falls at the valve."), worth("The level of the tank falls at the pier.")),
    "with what is seen": (worth("The dashed level of the tank falls."), worth("The lowest level of the tank falls.")),
    "not of us": (worth("They see the level of the tank."), worth("We see the level of the tank.")),
    "of no program": (worth("The new run makes the level."), worth("The new run.py makes the level.")),
    "without a pointer": (worth(), worth(source=r"The level of the tank falls in \ref{x}.")),
    "of no later place": (worth("The level of the tank falls here."), worth("The level of the tank falls later.")),
    "not too short": (worth("The level of the tank falls slowly."), worth("The level of it.")),
    "not too long": (worth(LONG[: LONG.rindex(" of")]), worth(f"{LONG} of")),
}


@pytest.mark.parametrize(("this", "that"), RATHER.values(), ids=RATHER)
def test_rather_this_than_that(this: float, that: float) -> None:
    assert this > that


def test_forty_five_words_are_not_too_many_and_forty_six_are() -> None:
    words = LONG.split()
    assert worth(" ".join(words[:44])) == worth(" ".join(words[:45])) > worth(" ".join(words[:46]))


def test_words_that_are_shared_or_seen_count_up_to_a_bound() -> None:
    seen = "The red dashed line and the blue dots of the left panel."
    assert worth(seen) == worth(seen.replace("of the", "and the top"))
    names = {"level", "tank", "pump", "valve", "pier"}
    all_of_them = "The level, tank, pump, valve and pier."
    value = [salience(Clause("", None), all_of_them, {*sorted(names)[:count]}, 0, first=False) for count in range(6)]
    assert value[0] < value[1] < value[2] < value[3] < value[4] == value[5]


@pytest.mark.parametrize(
    ("plain", "of_the_work"),
    [
        ("We ran it.", True),
        ("The script is fast.", True),
        ("Nous montrons le niveau.", True),
        ("The level falls.", False),
        ("A scripted level.", False),
    ],
)
def test_what_the_authors_did_is_told_from_what_is_shown(plain: str, of_the_work: bool) -> None:
    assert speaks_of_the_work(plain) == of_the_work


@pytest.mark.parametrize(
    ("plain", "seen"),
    [("the dashed one", True), ("thin lines", True), ("the bottom of a tank", False), ("fuel lines", False)],
)
def test_words_of_what_is_seen_are_told_from_words_of_things(plain: str, seen: bool) -> None:
    assert names_what_is_seen(plain) == seen


def test_words_that_carry_meaning() -> None:
    assert content("The EMF of a tank, at its CO2 level") == {"emf", "tank", "co2", "level"}
    assert stems("Levels observed, masses filling, buses") == {"level", "observ", "mass", "fill", "bus"}
    image = Image("plots/RungeKutta_of_EMF-level.pdf")
    assert names_around(Figure("x", labels=("fig:tankLevel",), images=(image,), drawn_text="Flow rate of it")) == {
        "runge", "kutta", "level", "tank", "flow", "rate",
    }  # fmt: skip
