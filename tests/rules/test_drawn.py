"""Captions held against what is drawn: first where nothing may be said."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.drafts.latex import read_latex
from capassist.model import Axis, Drawing, DrawingSource, PlotPanel
from capassist.rules import Selection, check

NAMED = PlotPanel(
    x=Axis("time (h)", "h", ("0", "1", "2"), "linear"), y=Axis("level (m)", "m", ("0", "5", "9"), "linear")
)
BARE = PlotPanel(x=Axis(ticks=("0", "1", "2"), scale="linear"), y=NAMED.y)
Codes = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def said(tmp_path) -> Codes:
    """Return a function that gives what the two rules say of a caption and a drawing."""

    def codes(caption: str, *panels: PlotPanel, source: DrawingSource = "pdf") -> list[tuple[str, str]]:
        figure = f"\\begin{{figure}}\\includegraphics{{a}}\\caption{{{caption}}}\\end{{figure}}"
        (tmp_path / "main.tex").write_text(f"\\documentclass{{article}}\\begin{{document}}{figure}\\end{{document}}")
        draft = read_latex(tmp_path)
        drawn = replace(draft, figures=tuple(replace(f, drawing=Drawing(source, panels)) for f in draft.figures))
        return [(v.code, v.message) for v in check(drawn, Selection(("C026", "C039"))).violations]

    return codes


def lettered(letters: str) -> list[PlotPanel]:
    return [replace(NAMED, label=f"({letter})") for letter in letters]


QUIET = {
    "all are named": ("Cost. (a) Time. (b) Memory.", lettered("ab")),
    "none is named": ("Cost of the parser.", lettered("ab")),
    "another list": ("Cost (b) and more.", lettered("ab")),
    "letters that do not follow": ("Cost. (a) Time. (b) Memory. (c) Errors.", lettered("ad")),
    "no letters": ("Cost. (a) Time. (b) Memory.", [NAMED, NAMED]),
    "names at the axes": ("Level of the river.", [NAMED]),
    "plots that may share a name": ("Level of the river.", [BARE, NAMED]),
    "names at ticks": ("Level of the river.", [replace(NAMED, x=Axis(ticks=("a", "b", "c"), scale="category"))]),
    "a name above": ("Level of the river.", [replace(BARE, x2=NAMED.x)]),
}


@pytest.mark.parametrize(("caption", "panels"), QUIET.values(), ids=QUIET)
def test_nothing_is_said(said: Codes, caption: str, panels: list[PlotPanel]) -> None:
    assert said(caption, *panels) == []


def test_what_an_ocr_program_read_is_no_ground(said: Codes) -> None:
    assert said("Cost. (a) Time. (b) Memory. (c) Errors.", *lettered("ab"), source="ocr") == []
    assert said("Level of the river.", BARE, source="ocr") == []


FOUND = {
    "a panel too many": (
        "Cost. (a) Time. (b) Memory. (c) Errors.",
        lettered("ab"),
        "C026",
        "(c), and the picture ends with (b)",
    ),
    "a panel too few": ("Cost. (a) Time. (b) Memory.", lettered("abc"), "C026", "(c), which the caption does not name"),
    "an axis without a name": ("Level of the river.", [BARE], "C039", "x axis has numbers"),
    "two": ("Level.", [replace(BARE, y=BARE.x)], "C039", "x and y axes have numbers"),
}


@pytest.mark.parametrize(("caption", "panels", "code", "words"), FOUND.values(), ids=FOUND)
def test_what_does_not_fit_is_said(said: Codes, caption: str, panels: list[PlotPanel], code: str, words: str) -> None:
    [(found, message)] = said(caption, *panels)
    assert found == code
    assert words in message
