"""Styles that a source sets for its plots, and what holds where several say something."""

import pytest

from capassist.drafts.latex.plot_styles import options_in, styled, styles_in

Styles = dict[str, dict[str, str]]

SET: dict[str, tuple[str, Styles]] = {
    "none": ("A plot.", {}),
    "no list": (r"\pgfplotsset", {}),
    "another command": (r"\pgfplotssetlayers{mine/.style={xlabel=A}}", {}),
    "options that are no style": (r"\pgfplotsset{width=5cm, compat=1.18}", {}),
    "what a style's code does": (r"\pgfplotsset{mine/.code={xlabel=A}}", {}),
    "a style without a value": (r"\pgfplotsset{mine/.style}", {}),
    "a style": (r"\pgfplotsset{mine/.style={xlabel={A, b}, grid, ylabel=B}}", {"mine": {"xlabel": "A, b", "grid": "", "ylabel": "B"}}),
    "TikZ's": (r"\tikzset {mine/.style={xlabel=A}}", {"mine": {"xlabel": "A"}}),
    "two at once": (
        r"\pgfplotsset{mine/.style={xlabel=A}, every axis/.append style={ylabel=B}}",
        {"mine": {"xlabel": "A"}, "every axis": {"ylabel": "B"}},
    ),
    "added to": (
        r"\pgfplotsset{mine/.style={xlabel=A, title=T}}\pgfplotsset{mine/.append style={xlabel=B, ylabel=C}}",
        {"mine": {"xlabel": "B", "title": "T", "ylabel": "C"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "styles"), SET.values(), ids=SET)
def test_styles_of_a_source(source: str, styles: Styles) -> None:
    assert styles_in(source) == styles


def test_options_of_a_part_of_a_text() -> None:
    assert options_in("[grid,xlabel={A},]", (1, 17)) == {"grid": "", "xlabel": "A"}


STYLES = {"every axis": {"xlabel": "all", "ylabel": "all"}, "mine": {"xlabel": "mine"}, "late": {"xlabel": "late"}}
USED: dict[str, tuple[dict[str, str], bool, dict[str, str]]] = {
    "none named": ({"grid": ""}, True, {"xlabel": "all", "ylabel": "all", "grid": ""}),
    "none named, a part of the axes": ({"grid": ""}, False, {"grid": ""}),
    "one named": ({"mine": ""}, True, {"xlabel": "mine", "ylabel": "all", "mine": ""}),
    "the later of two": ({"mine": "", "late": ""}, False, {"xlabel": "late", "mine": "", "late": ""}),
    "what is said at the axes": ({"mine": "", "xlabel": "own"}, True, {"xlabel": "own", "ylabel": "all", "mine": ""}),
}


@pytest.mark.parametrize(("options", "whole", "found"), USED.values(), ids=USED)
def test_what_holds_for_axes(options: dict[str, str], whole: bool, found: dict[str, str]) -> None:
    assert styled(options, STYLES, whole=whole) == found
    assert styled({"grid": ""}, {}) == {"grid": ""}


def test_axes_are_whole_unless_told_otherwise() -> None:
    assert styled({}, STYLES) == STYLES["every axis"]
