"""Definitions are read as LaTeX would, and forms that are not understood are left alone."""

import re

import pytest

from capassist.drafts.latex.definitions import NO_VALUE, Environment, document_signature, read_definition
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


MORE: dict[str, tuple[str, str, object]] = {
    "nine arguments at most": (r"\newcommand{\a}[12]{b}", "a", Macro("m" * 9, "b")),
    "no arguments": (r"\newcommand{\a}[0]{b}", "a", Macro("", "b")),
    "two arguments, one with a default": (r"\newcommand{\a}[2] [x] {b}", "a", Macro("om", "b", ("x",))),
    "an option that is no number": (r"\newcommand{\a}[x]{b}", "a", None),
    "let with an equals sign": (r"\let\a=\b", "a", "b"),
    "an xparse environment": (r"\NewDocumentEnvironment{e}{O{x} m}{<#1}{>}", "e", Environment("om", "<#1", ">", ("x", None))),
    "an xparse environment that takes its body": (r"\NewDocumentEnvironment{e}{+b}{<#1>}{}", "e", Environment("", "<#1>", "", (None,), collects=True)),
    "an xparse environment without an end": (r"\NewDocumentEnvironment{e}{m}{<}", "e", None),
    "an environment with a default": (r"\newenvironment{e}[2][x]{<}{>}", "e", Environment("om", "<", ">", ("x",))),
    "a collecting one with an argument": (r"\NewEnviron{e}[1]{<#1\BODY>}", "e", Environment("m", r"<#1\BODY>", "", collects=True)),
    "an environment without a name": (r"\newenvironment e{<}{>}", "e", None),
    "a command without arguments in xparse": (r"\NewDocumentCommand{\a}{m}", "a", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name", "value"), MORE.values(), ids=MORE)
def test_other_forms(text: str, name: str, value: object) -> None:
    command = re.match(r"[a-zA-Z]+", text[1:])[0]  # type: ignore[index]
    found = read_definition(text, command, 1 + len(command))
    assert (found and (found.name, found.value, found.end)) == (None if value is None else (name, value, len(text)))


SIGNATURES: dict[str, tuple[str, tuple[str | None, ...]]] = {
    "": ("", ()), "m": ("m", (None,)), "s o m": ("som", (None, NO_VALUE, None)), "O{1}": ("o", ("1",)), "v l": ("mm", (None, None)),
    "g": ("G", (NO_VALUE,)), "G{x}": ("G", ("x",)), "d<>": ("d", (NO_VALUE,)), "d()": ("p", (NO_VALUE,)), "d[]": ("o", (NO_VALUE,)),
    "d||": ("n", (NO_VALUE,)), "D<>{x}": ("d", ("x",)), "r()": ("p", (None,)), "t*": ("s", (NO_VALUE,)), "t+": ("n", (NO_VALUE,)),
    "e{_^}": ("nn", (NO_VALUE, NO_VALUE)), "+m !o": ("mo", (None, NO_VALUE)), r">{\Split}m": ("m", (None,)), "O{a{b}} m": ("om", ("a{b}", None)),
}  # fmt: skip


@pytest.mark.parametrize(("specification", "signature"), SIGNATURES.items())
def test_the_signature_of_a_specification(specification: str, signature: tuple[str, tuple[str | None, ...]]) -> None:
    assert document_signature(specification) == signature
