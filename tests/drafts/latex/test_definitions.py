"""Definitions are read as LaTeX would, and forms that are not understood are left alone."""

import pytest

from capassist.drafts.latex.definitions import Environment, read_definition
from capassist.text.latex import Macro

READ: dict[str, tuple[str, str, object]] = {
    "plain": (r"\newcommand{\a}{b}", "a", Macro("", "b")),
    "without braces": (r"\renewcommand\a{b}", "a", Macro("", "b")),
    "starred, arguments": (r"\newcommand*{\a}[2]{#1#2}", "a", Macro("mm", "#1#2")),
    "default": (r"\newcommand{\a}[2][x]{#1#2}", "a", Macro("om", "#1#2", ("x",))),
    "def": (r"\def\a#1#2{#2}", "a", Macro("mm", "#2")),
    "nested braces": (r"\def\a{\b{c}\}}", "a", Macro("", r"\b{c}\}")),
    "let": (r"\let\a=\b", "a", "b"),
    "xparse": (r"\NewDocumentCommand{\a}{s O{x} m}{#3}", "a", Macro("som", "#3", (None, "x", None))),
    "environment": (r"\newenvironment{e}[1]{<#1}{>}", "e", Environment("m", "<#1", ">")),
    "collecting": (r"\NewEnviron{e}{<\BODY>}", "e", Environment("", r"<\BODY>", "", collects=True)),
}


@pytest.mark.parametrize(("text", "name", "value"), READ.values(), ids=READ.keys())
def test_read(text: str, name: str, value: object) -> None:
    command = text[1:].partition("{")[0].partition("\\")[0].rstrip("*")
    found = read_definition(text, command, 1 + len(command))
    assert found is not None
    assert (found.name, found.value, found.end) == (name, value, len(text))


@pytest.mark.parametrize(
    "text",
    [r"\newcommand{\a}{open", r"\def\a(#1){x}", r"\newcommand", r"\let\a", r"\newenvironment{e}{x}", r"\def\a#1"],
)
def test_left_alone(text: str) -> None:
    command = text[1:].partition("{")[0].partition("\\")[0]
    assert read_definition(text, command, 1 + len(command)) is None
