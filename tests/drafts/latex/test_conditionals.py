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
    "a star that is there": (r"\NewDocumentCommand{\cc}{s}{\IfBooleanTF{#1}{yes}{no}}", r"\cc*", "yes"),
    "a star that is not there": (r"\NewDocumentCommand{\cc}{s}{\IfBooleanTF{#1}{no}{yes}}", r"\cc{}", "yes"),
    "newif set true": (r"\newif\iflong\longtrue", r"\iflong yes\else no\fi", "yes"),
    "set in the text": (r"\newif\iflong", r"\longtrue\iflong yes\else no\fi", "yes"),
    "let false": (r"\let\iflong\iffalse", r"\iflong no\else yes\fi", "yes"),
    "let another": (r"\newif\ifa\let\ifb\ifa", r"\ifb no\else yes\fi", "yes"),
    "iftrue": ("", r"\iftrue yes\else no\fi", "yes"),
    "iffalse": ("", r"\iffalse no\else yes\fi", "yes"),
    "nested in else": (r"\newif\ifa\newif\ifb\btrue", r"\ifa no\else\ifb yes\else no\fi\fi", "yes"),
    "nested before a brace": (r"\newif\ifa\newif\ifb", r"\ifa\ifb{no}\else no\fi\else yes\fi", "yes"),
    "a test with arguments in it": ("", r"\iffalse\ifmycheck{no}{no}\else yes\fi", "yes"),
    "if with other characters": (r"\def\mode{2}", r"\if1\mode no\else yes\fi", "yes"),
    "if of what is not known": ("", r"\if x\unknown no\else yes\fi", "yes"),
    "ifx of two that differ": (r"\def\a{x}\def\b{y}", r"\ifx\a\b no\else yes\fi", "yes"),
    "ifx of two unknown": ("", r"\ifx\a\b yes\else no\fi", "yes"),
    "ifx not empty": (r"\def\a{x}", r"\ifx\a\empty no\else yes\fi", "yes"),
    "ifx undefined": ("", r"\ifx\a\undefined yes\else no\fi", "yes"),
    "ifx defined": (r"\def\a{}", r"\ifx\a\undefined no\else yes\fi", "yes"),
    "no such ifcsname": ("", r"\ifcsname a\endcsname no\else yes\fi", "yes"),
    "ifnum less": (r"\def\n{3}", r"\ifnum\n<3 no\else yes\fi", "yes"),
    "ifnum more": (r"\def\n{3}", r"\ifnum\n>3 no\else yes\fi", "yes"),
    "ifnum equal": (r"\def\n{3}", r"\ifnum\n=3 yes\else no\fi", "yes"),
    "ifnum of a constant": (r"\def\n{1}", r"\ifnum\n=\@ne yes\else no\fi", "yes"),
    "boolean false": (r"\newboolean{long}\setboolean{long}{false}", r"\ifthenelse{\boolean{long}}{no}{yes}", "yes"),
    "not true": (r"\newboolean{a}\setboolean{a}{true}", r"\ifthenelse{\NOT\boolean{a}}{no}{yes}", "yes"),
    "not equal": (r"\newcommand{\v}{b}", r"\ifthenelse{\equal{\v}{a}}{no}{yes}", "yes"),
    "bool set in the text": (r"\newbool{long}", r"\booltrue{long}\ifbool{long}{yes}{no}", "yes"),
    "bool false": (r"\newbool{long}\booltrue{long}\boolfalse{long}", r"\ifbool{long}{no}{yes}", "yes"),
    "toggle": (r"\newtoggle{long}\toggletrue{long}", r"\iftoggle{long}{yes}{no}", "yes"),
    "not toggle": (r"\newtoggle{long}\toggletrue{long}", r"\nottoggle{long}{no}{yes}", "yes"),
    "settoggle": (r"\newtoggle{long}\settoggle{long}{true}", r"\iftoggle{long}{yes}{no}", "yes"),
    "ifdef": (r"\def\a{}", r"\ifdef{\a}{yes}{no}", "yes"),
    "no ifdef": ("", r"\ifdef{\a}{no}{yes}", "yes"),
    "ifundef": (r"\def\a{}", r"\ifundef{\a}{no}{yes}", "yes"),
    "ifstrequal": ("", r"\ifstrequal{a}{a}{yes}{no}", "yes"),
    "no ifstrequal": ("", r"\ifstrequal{a}{b}{no}{yes}", "yes"),
    "ifblank": ("", r"\ifblank{ }{yes}{no}", "yes"),
    "not blank": ("", r"\ifblank{a}{no}{yes}", "yes"),
    "star": (r"\NewDocumentCommand{\x}{s}{\IfBooleanTF{#1}{yes}{no}}", r"\x*", "yes"),
    "no star": (r"\NewDocumentCommand{\x}{s}{\IfBooleanTF{#1}{no}{yes}}", r"\x{}", "yes"),
    "no value": (r"\NewDocumentCommand{\x}{o}{\IfNoValueTF{#1}{yes}{no}}", r"\x{}", "yes"),
    "value": (r"\NewDocumentCommand{\x}{o}{\IfNoValueTF{#1}{no}{yes}}", r"\x[a]", "yes"),
    "pdftex": ("", r"\ifpdf yes\else no\fi", "yes"),
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


@pytest.mark.parametrize(
    ("number", "read_as"),
    [
        ("0", "zero"),
        ("1", "one"),
        ("2", "two"),
        ("7", "more"),
        (r"\which", "one"),
        (r"\value{way}", "two"),
        (r"\unknown", "zero"),
    ],
)
def test_a_case_is_the_one_with_its_number(read: Any, number: str, read_as: str) -> None:
    cases = rf"\ifcase{number} zero\or one\or \ifx\a\b x\or y\fi two\else more\fi"
    draft = read(
        rf"\begin{{figure}}\includegraphics{{a}}\caption{{It is {cases} here.}}\end{{figure}}",
        r"\newcommand\which{1}\newcounter{way}\setcounter{way}{2}",
    )
    assert read_as in draft.figures[0].caption
    assert not {"zero", "one", "two", "more"} - {read_as} & set(draft.figures[0].caption.split())
