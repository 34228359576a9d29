"""The lines of displayed equations that have numbers, and the words that cleveref prints before numbers."""

import pytest

from capassist.drafts.latex.cleveref import with_cref_words
from capassist.drafts.latex.equations import Line, display_lines
from capassist.text.latex import Macro
from capassist.text.latex_references import Target

MACROS = {"nn": Macro("", r"\nonumber"), "nnn": Macro("", r"\nonumbers")}


def lines(content: str, environment: str = "align") -> list[Line] | None:
    text = rf"{content}\end{{{environment}}}rest"
    found = display_lines(text, environment, 0, MACROS)
    assert found is None or text[found[1] :] == "rest"
    return found and found[0]


PLAIN, BARE = Line(True, "", ()), Line(False, "", ())
LINES: dict[str, tuple[str, str, list[Line]]] = {
    "one": ("x", "equation", [PLAIN]),
    "its label": (r"x\label{ a }", "equation", [Line(True, "", ("a",))]),
    "a break in one": (r"x\\y\label{a}", "equation", [Line(True, "", ("a",))]),
    "rows": (r"x\label{a}\\y\\[2pt]z\label{b}", "align", [Line(True, "", ("a",)), PLAIN, Line(True, "", ("b",))]),
    "an open last row": (r"x\\", "gather", [PLAIN, PLAIN]),
    "rows within": (r"{x\\y}\\\begin{cases}a\\b\end{cases}", "align", [PLAIN, PLAIN]),
    "behind what is nested": (r"\begin{cases}a\end{cases}\\b", "align", [PLAIN, PLAIN]),
    "without a number": (r"x\notag\\y\nonumber\\z\IEEEnonumber\\w\nn\\v\nnn", "align", [BARE, BARE, BARE, BARE, PLAIN]),
    "a tag": (r"x\tag{A}\label{a}\\y\tag*{B}", "align", [Line(False, "A", ("a",)), Line(False, "B", ())]),
    "eqnarray's labels go on": (
        r"x\nonumber\label{a}\\y\label{b}\\z",
        "eqnarray",
        [BARE, Line(True, "", ("a", "b")), PLAIN],
    ),
    "to a tag": (r"x\nonumber\label{a}\\y\tag{B}", "eqnarray", [BARE, Line(False, "B", ("a",))]),
    "align's do not": (r"x\nonumber\label{a}\\y", "align", [Line(False, "", ("a",)), PLAIN]),
}


@pytest.mark.parametrize(("content", "environment", "found"), LINES.values(), ids=LINES)
def test_the_lines_of_a_display(content: str, environment: str, found: list[Line]) -> None:
    assert lines(content, environment) == found


def test_a_display_that_does_not_end() -> None:
    assert display_lines(r"x\end{align*}", "align", 0, {}) is None


WORDS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a figure": ("Figure", {"cleveref": ""}, "", "fig."),
    "an equation": ("Equation", {"cleveref": ""}, "", "eq."),
    "a table": ("Table", {"cleveref": ""}, "", "table"),
    "not cut short": ("Figure", {"cleveref": "noabbrev"}, "", "figure"),
    "with a capital": ("Figure", {"cleveref": "capitalise"}, "", "Fig."),
    "with a capital, in America": ("Table", {"cleveref": " capitalize "}, "", "Table"),
    "by the class's option": ("Figure", {"cleveref": "noabbrev", "class": "capitalise"}, "", "Figure"),
    "by its own name": ("Figure", {"cleveref": "capitalise"}, r"\crefname{figure}{plate}{plates}", "plate"),
    "by another's name": ("Figure", {"cleveref": ""}, r"\crefname{table}{tab.}{tabs.}", "fig."),
    "by half a name": ("Figure", {"cleveref": ""}, r"\crefname{figure}{plate}", "fig."),
    "of no name": ("", {"cleveref": ""}, "", ""),
    "without the package": ("Figure", {}, "", "kept"),
}


@pytest.mark.parametrize(("name", "packages", "text", "word"), WORDS.values(), ids=WORDS)
def test_the_word_before_a_number(name: str, packages: dict[str, str], text: str, word: str) -> None:
    targets = {"a": Target("1", name, short="kept")}
    assert with_cref_words(targets, text, packages)["a"].short == word
