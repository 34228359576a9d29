"""Conditionals that a draft decides itself; the others read one branch, never both."""

from typing import Any

import pytest

# id -> (preamble, conditional around "yes" and "no", the word that is read)
DECIDED = {
    "newif starts false": (r"\newif\ifx@", r"\ifx@ yes\else no\fi", "no"),
    "last setting counts": (r"\newif\iflong\longtrue\longfalse\longtrue", r"\iflong yes\else no\fi", "yes"),
    "let": (r"\let\iflong\iftrue", r"\iflong yes\else no\fi", "yes"),
    "nested": (r"\newif\ifa\newif\ifb\atrue", r"\ifa\ifb no\else yes\fi\else no\fi", "yes"),
    "if with characters": (r"\def\mode{1}", r"\if1\mode yes\else no\fi", "yes"),
    "if 0": ("", r"\if0 1 yes\else no\fi", "no"),
    "ifx of two own": (r"\def\a{x}\def\b{x}", r"\ifx\a\b yes\else no\fi", "yes"),
    "ifx empty": (r"\def\a{}", r"\ifx\a\empty yes\else no\fi", "yes"),
    "ifdefined": (r"\def\a{}", r"\ifdefined\a yes\else no\fi", "yes"),
    "ifcsname": (r"\def\a{}", r"\ifcsname a\endcsname yes\else no\fi", "yes"),
    "not defined": ("", r"\ifdefined\nothing yes\else no\fi", "no"),
    "ifnum": (r"\def\n{3}", r"\ifnum\n>2 yes\else no\fi", "yes"),
    "boolean": (r"\newboolean{long}\setboolean{long}{true}", r"\ifthenelse{\boolean{long}}{yes}{no}", "yes"),
    "not": (r"\newboolean{long}", r"\ifthenelse{\NOT\boolean{long}}{yes}{no}", "yes"),
    "equal": (r"\newcommand{\v}{a}", r"\ifthenelse{\equal{\v}{a}}{yes}{no}", "yes"),
    "bool": (r"\newbool{long}\booltrue{long}", r"\ifbool{long}{yes}{no}", "yes"),
    "engine": ("", r"\ifxetex no\else yes\fi", "yes"),
    "unknown reads the first": ("", r"\ifsomething yes\else no\fi", "yes"),
    "unknown without a first": ("", r"\ifsomething\else yes\fi", "yes"),
    "mathematics is no conditional": ("", r"yes $a \iff b$", "yes"),
}


@pytest.mark.parametrize(("preamble", "conditional", "word"), DECIDED.values(), ids=DECIDED.keys())
def test_decided(read: Any, preamble: str, conditional: str, word: str) -> None:
    (figure,) = read(
        rf"\begin{{figure}}\includegraphics{{a}}\caption{{Say {conditional} now.}}\end{{figure}}", preamble
    ).figures
    assert figure.caption is not None
    assert figure.caption.split()[1] == word
