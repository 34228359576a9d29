"""From findings to edits: no character is changed twice, and what mends a caption is one edit of it."""

from pathlib import Path

import pytest

from capassist.model import Draft, Figure, Slot, Source
from capassist.rules.fixes import fix_edits
from capassist.rules.rule import Replacement, Violation

TEXT = "Run time of both"
SLOT = Slot("main.tex", 100, 100 + len(TEXT), TEXT)
DRAFT = Draft(
    Path("paper"),
    Path("paper"),
    "latex",
    "main.tex",
    figures=(Figure(id="fig:a", slot=SLOT), Figure(id="fig:b")),
)


def at(start: int, old: str, new: str, file: str = "main.tex") -> Replacement:
    return Replacement(file, start, start + len(old), old, new)


def finding(*replacements: Replacement, figure: str | None = "fig:a") -> Violation:
    return Violation("C001", "rule", "info", "It is wrong.", Source("main.tex", 1), figure, replacements)


def mended(*violations: Violation) -> list[tuple[str, int, str, str]]:
    edits = fix_edits(DRAFT, violations)
    return [(edit.figure, edit.slot.start, edit.slot.text, edit.new) for edit in edits]


NAME, END = at(104, "time", "duration"), at(116, "", ".")


@pytest.mark.parametrize(
    ("violations", "edits"),
    [
        ([], []),
        ([finding()], []),
        ([finding(NAME, figure=None)], []),
        ([finding(NAME, figure="fig:z")], []),
        ([finding(NAME)], [("fig:a", 100, TEXT, "Run duration of both")]),
        ([finding(END), finding(NAME)], [("fig:a", 100, TEXT, "Run duration of both.")]),
        ([finding(NAME, END)], [("fig:a", 100, TEXT, "Run duration of both.")]),
        ([finding(NAME), finding(NAME)], [("fig:a", 100, TEXT, "Run duration of both")]),  # once
        ([finding(NAME), finding(at(106, "me of", "x"))], [("fig:a", 100, TEXT, "Run duration of both")]),
        ([finding(NAME), finding(at(103, " t", "x"))], [("fig:a", 100, TEXT, "Run duration of both")]),
        ([finding(NAME), finding(at(108, " of", ""))], [("fig:a", 100, TEXT, "Run duration both")]),  # side by side
        ([finding(NAME), finding(at(103, " ", "-"))], [("fig:a", 100, TEXT, "Run-duration of both")]),
        ([finding(END), finding(at(116, "", "!"))], [("fig:a", 100, TEXT, "Run time of both.")]),
        ([finding(at(100, TEXT, " "))], []),  # nothing would be left
        ([finding(at(100, "Run", "Run"))], []),
        ([finding(at(99, "{", ""), NAME)], []),  # one within the caption, one outside
        ([finding(at(90, "x", "y"), at(120, "", "z"))], [("fig:a", 90, "x", "y"), ("fig:a", 120, "", "z")]),
        ([finding(at(104, "time", "x", "b.tex"))], [("fig:a", 104, "time", "x")]),  # another file
        ([finding(NAME), finding(at(104, "time", "x", "b.tex"))],
         [("fig:a", 100, TEXT, "Run duration of both"), ("fig:a", 104, "time", "x")]),
        ([finding(at(104, "time", "x"), figure="fig:b")], [("fig:b", 104, "time", "x")]),  # has no slot
    ],
)  # fmt: skip
def test_each_place_is_mended_once(violations: list[Violation], edits: list[tuple[str, int, str, str]]) -> None:
    assert mended(*violations) == edits
