"""The numbers of an algorithm's lines, and what else in a text has numbers of its own."""

import pytest

from capassist.drafts.latex.algorithm_lines import line_numbers
from capassist.drafts.latex.label_scopes import is_of_heading, numbered_spans
from capassist.text.latex_references import UNKNOWN

LOOP = r"\begin{algorithmic}\For{i}\label{a}\State x\label{b}\EndFor\State y\label{ c }\end{algorithmic}"
NUMBERED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "ends of blocks are lines": (LOOP, {}, {"a": "1", "b": "2", "c": "4"}),
    "no ends": (LOOP, {"algpseudocode": "noend"}, {"a": "1", "b": "2", "c": "3"}),
    "no ends elsewhere": (LOOP, {"other": "noend"}, {"a": "1", "b": "2", "c": "4"}),
    "algpseudocodex": (LOOP, {"algpseudocodex": ""}, {"a": "1", "b": "2", "c": "3"}),
    "algpseudocodex with ends": (LOOP, {"algpseudocodex": "noEnd = false"}, {"a": "1", "b": "2", "c": "4"}),
    "before the first line": (r"\begin{algorithmic}\label{a}\State x\end{algorithmic}", {}, {"a": UNKNOWN}),
    "not closed": (r"\begin{algorithmic}\State x\label{a}", {}, {"a": "1"}),
    "behind the end": (r"\begin{algorithmic}\State x\end{algorithmic}\State y\label{a}", {}, {}),
    "two": (LOOP + r"\begin{algorithmic}\State x\label{d}\end{algorithmic}", {}, {"a": "1", "b": "2", "c": "4", "d": "1"}),
    "lines of its own": (r"\algblock{A}{B}" + LOOP, {}, {"a": UNKNOWN, "b": UNKNOWN, "c": UNKNOWN}),
    "lines of its own further on": (LOOP + r"\algblock{A}{B}", {}, {"a": "1", "b": "2", "c": "4"}),
    "algorithm2e": (r"x\;\label{a}" "\n" r"y\label{b}\;\nllabel{c}", {"algorithm2e": ""}, {"a": UNKNOWN, "b": UNKNOWN, "c": UNKNOWN}),
    "algorithm2e without the package": (r"x\;\label{a}", {}, {}),
    "the label of the whole": (r"\label{a} x\;" "\n" r"\label{b}", {"algorithm2e": ""}, {}),
    "behind the caption": (r"x\;\caption{A {b}}\label{a}", {"algorithm2e": ""}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "packages", "numbers"), NUMBERED.values(), ids=NUMBERED)
def test_the_numbers_of_lines(text: str, packages: dict[str, str], numbers: dict[str, str]) -> None:
    assert line_numbers(text, (0, len(text)), packages) == numbers


SPANS = {
    r"\begin{enumerate}a\end{enumerate}b": ["a"],
    r"\begin{lemma*}a\end{lemma*}": ["a"],
    r"\begin{itemize}a\end{itemize}": [],
    r"\newtheorem{satz}{Satz}\begin{satz}a\end{satz}": ["a"],
    r"\begin{enumerate}a\begin{lemma}b\end{lemma}c\end{enumerate}": [r"a\begin{lemma}b\end{lemma}c"],
    r"\end{lemma}\begin{lemma}a\end{lemma}": ["", "a"],
    r"\begin{lemma}a": [],
}


@pytest.mark.parametrize(("text", "inner"), SPANS.items())
def test_what_has_numbers_of_its_own(text: str, inner: list[str]) -> None:
    spans = [span for span in numbered_spans(text, 0) if span[0] <= span[1]]
    assert [text[slice(*span)] for span in spans if span[1]] == [each for each in inner if each]


def test_a_label_that_points_at_its_heading() -> None:
    assert is_of_heading("sec:a", 5, [(6, 9)])
    assert is_of_heading("sec:a", 9, [(6, 9)])
    assert not is_of_heading("sec:a", 6, [(6, 9)])
    assert not is_of_heading("eq:a", 5, [])
    assert is_of_heading("equal", 5, [])
