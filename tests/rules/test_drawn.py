"""Captions held against what is drawn: first where nothing may be said."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from capassist.drafts.latex import read_latex
from capassist.model import Axis, Drawing, DrawingSource, LegendEntry, PlotPanel
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
        selection = Selection(("C026", "C027", "C028", "C029", "C039", "C043"))
        return [(v.code, v.message) for v in check(drawn, selection).violations]

    return codes


def lettered(letters: str) -> list[PlotPanel]:
    return [replace(NAMED, label=f"({letter})") for letter in letters]


def legend(*entries: str, x: Axis | None = NAMED.x) -> list[PlotPanel]:
    return [replace(NAMED, legend=tuple(map(LegendEntry, entries)), x=x)]


QUIET = {
    "entries as they are drawn": ("Level by Adam, SGD and LBFGS.", legend("Adam", "SGD", "LBFGS")),
    "entries written in another way": ("Level by UNet3 and FastParser.", legend("U-Net 3", "fast parser")),
    "another version of a name": ("Level by ResNet-18.", legend("ResNet-50", "VGG")),
    "a name and the one like it": ("Level by ResNets and ResNet.", legend("ResNets", "ResNet")),
    "a list of what is not drawn": ("Level in Rome, Oslo and Bonn.", legend("Adam", "SGD")),
    "one known name in a list": ("Level by Adam, the first one, and Bonn.", legend("Adam", "SGD")),
    "a list that goes on in words": ("Level by Adam, SGD and others.", legend("Adam", "SGD")),
    "a name that is a tick": (
        "Level by Adam, SGD and LBFGS.",
        legend("Adam", "SGD", x=Axis("time (h)", "h", ("LBFGS", "Newton"), "category")),
    ),
    "an axis as it is named": ("Level as a function of the time.", [NAMED]),
    "an axis named by a symbol": ("Level as a function of redshift.", [replace(NAMED, x=Axis("z"))]),
    "an axis that could not be read": ("Level as a function of redshift.", [replace(NAMED, x=None)]),
    "a share of a time": ("Load.", [replace(NAMED, y=Axis("Relative time", scale="linear"))]),
    "a unit in the caption": ("Latency in milliseconds.", [replace(NAMED, y=Axis("Latency", scale="linear"))]),
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
    assert said("Level by Adam, SGD and RMSProp.", *legend("Adam", "SGD"), source="ocr") == []
    assert said("Level as a function of rainfall.", NAMED, source="ocr") == []


FOUND = {
    "a panel too many": (
        "Cost. (a) Time. (b) Memory. (c) Errors.",
        lettered("ab"),
        "C026",
        "(c), and the picture ends with (b)",
    ),
    "a panel too few": ("Cost. (a) Time. (b) Memory.", lettered("abc"), "C026", "(c), which the caption does not name"),
    "a slip in a name": ("Level by FastParsor.", legend("FastParser", "Base"), "C027", "and the legend in the picture"),
    "a letter too many": ("Level by FastParrser.", legend("FastParser", "Base"), "C027", "picture FastParser"),
    "a series too many": ("Level by Adam, SGD and RMSProp.", legend("Adam", "SGD"), "C028", "lists RMSProp"),
    "a series too many at first": ("Level by RMSProp, Adam, and SGD.", legend("Adam", "SGD"), "C028", "lists RMSProp"),
    "another axis": ("Level as a function of rainfall.", [NAMED], "C029", "says rainfall, and the axes"),
    "against another axis": ("Level versus the rainfall.", [NAMED], "C029", "“time (h)”, “level (m)”"),
    "an axis without a unit": (
        "Load.",
        [replace(NAMED, y=Axis("Response time", scale="log"))],
        "C043",
        "Response time",
    ),
    "an axis without a name": ("Level of the river.", [BARE], "C039", "x axis has numbers"),
    "two": ("Level.", [replace(BARE, y=BARE.x)], "C039", "x and y axes have numbers"),
}


@pytest.mark.parametrize(("caption", "panels", "code", "words"), FOUND.values(), ids=FOUND)
def test_what_does_not_fit_is_said(said: Codes, caption: str, panels: list[PlotPanel], code: str, words: str) -> None:
    [(found, message)] = said(caption, *panels)
    assert found == code
    assert words in message
