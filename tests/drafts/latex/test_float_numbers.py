"""The numbers that floats print, and what references to their labels do."""

from collections.abc import Mapping

import pytest

from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.classes import class_numbers
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.counters import Counters
from capassist.drafts.latex.float_numbers import FloatNumbers
from capassist.drafts.latex.float_types import FIGURE, FloatType
from capassist.drafts.latex.floats import Entry, Float, Label, PanelRange
from capassist.drafts.latex.numbering import Numbering
from capassist.text.latex_references import Target

TABLE = FloatType("table", "table", "Table")
PANELS = [PanelRange(0, 10, None, True), PanelRange(10, 20, None, False), PanelRange(20, 30, None, True)]
LABELS = {"a": 0, "at the end of a": 9, "not lettered": 10, "b": 20, "whole": 30}


def numbers(packages: Mapping[str, str] | None = None, code: str = "") -> FloatNumbers:
    counters = Counters.of_document({}, Switches(), chapters=False)
    numbering = Numbering(counters, class_numbers("article", "", uses_chapters=False))
    numbering.run(code)
    return FloatNumbers(numbering, packages or {}, {})


def entry(
    command: str = "caption",
    type_: FloatType = FIGURE,
    *,
    panels: bool = True,
    numbered: bool = True,
    continued: bool = False,
    silent: bool = False,
) -> Entry:
    caption = Caption(command, type_, 40, 50, (45, 49), numbered=numbered, continued=continued) if command else None
    labels = [Label(start, start + 1, key) for key, start in LABELS.items()]
    found = Float(type_, type_.kind, 0, 60, (0, 60), silent=silent)
    return Entry(found, type_, caption, labels, PANELS if panels else [])


def test_a_caption_is_numbered_and_its_labels_have_the_letters_of_the_panels() -> None:
    floats, first, second = numbers(), entry(), entry(panels=False)
    floats.number(first)
    assert floats.targets == {
        "a": Target("1a", "Figure"), "at the end of a": Target("1a", "Figure"), "not lettered": Target("1", "Figure"),
        "b": Target("1b", "Figure"), "whole": Target("1", "Figure"),
    }  # fmt: skip
    floats.number(second)
    assert {target.number for target in floats.targets.values()} == {"2"}
    assert (first.number, second.number) == ("1", "2")


WITHOUT_CAPTION = {
    "panels": ({"subcaption": ""}, True, True),
    "panels of another package": ({"subfig": ""}, True, False),
    "no panels": ({"subcaption": ""}, False, False),
}


@pytest.mark.parametrize(("packages", "panels", "counts"), WITHOUT_CAPTION.values(), ids=WITHOUT_CAPTION)
def test_a_float_without_a_caption(packages: dict[str, str], panels: bool, counts: bool) -> None:
    floats, bare, after = numbers(packages), entry("", panels=panels), entry()
    floats.number(bare)
    assert (bare.number, bool(floats.targets)) == (None, counts)
    floats.number(after)
    assert after.number == ("2" if counts else "1")


def test_what_prints_no_number() -> None:
    floats, starred, silent, table = numbers(), entry(numbered=False), entry(silent=True), entry(type_=TABLE)
    floats.number(starred)
    assert (starred.number, floats.targets) == (None, {})
    floats.number(silent)
    assert (silent.number, floats.targets["a"]) == (None, Target("1a", "Figure"))
    floats.number(table)
    assert (table.number, floats.targets["b"]) == ("1", Target("1b", "Table"))


CONTINUED = {  # whether one stands before the one that goes on, packages, and the numbers with one more behind
    "of one before": (True, {}, ["1", "1", "2"]),
    "of none": (False, {}, ["1", "2"]),
    "of none, with captcont": (False, {"captcont": ""}, ["0", "1"]),
}


@pytest.mark.parametrize(("before", "packages", "printed"), CONTINUED.values(), ids=CONTINUED)
def test_what_goes_on(before: bool, packages: dict[str, str], printed: list[str]) -> None:
    floats = numbers(packages)
    entries = [*([entry()] if before else []), entry(continued=True), entry()]
    for each in entries:
        floats.number(each)
    assert [each.number for each in entries] == printed


AHEAD = {  # of \\captcont behind figure or table 1: the next number where captions stand below
    "captions below": ({"captcont": ""}, FIGURE, "2"),
    "captions above": ({"captcont": "figtopcap"}, FIGURE, "1"),
    "tables' captions above": ({"captcont": ""}, TABLE, "1"),
    "tables' captions below": ({"captcont": "tabbotcap"}, TABLE, "2"),
    "without the package": ({}, FIGURE, "1"),
}


@pytest.mark.parametrize(("packages", "type_", "printed"), AHEAD.values(), ids=AHEAD)
def test_captcont(packages: dict[str, str], type_: FloatType, printed: str) -> None:
    floats, goes_on, last = numbers(packages), entry("captcont", type_, continued=True), entry(type_=type_)
    floats.number(entry(type_=type_))
    for each in (goes_on, last):
        floats.number(each)
    assert [goes_on.number, last.number] == [printed, "2"]


@pytest.mark.parametrize("command", ["caption", ""], ids=["with a caption", "with panels alone"])
def test_a_number_that_nobody_knows_is_not_made_up(command: str) -> None:
    floats, found = numbers({"subcaption": ""}, r"\setcounter{figure}{\roundnumber}"), entry(command)
    floats.number(found)
    assert (found.number, floats.targets) == (None, {})


def test_only_unknown_commands_in_the_numbers_of_figures_are_a_doubt_about_them() -> None:
    floats = numbers(code=r"\renewcommand\thetable{\roundnumber{table}}\renewcommand\thefigure{\oval{figure}}")
    floats.number(entry(type_=TABLE))
    assert floats.unclear == set()
    floats.number(entry())
    assert floats.unclear == {"oval"}
