"""Marks of revisions: additions stay, what is deleted or a remark goes, and nothing else changes."""

import pytest

from capassist.text.revision_markup import without_revision_markup


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("It grows.", "It grows."),
        (r"It \added{grows fast}.", "It grows fast."),
        (r"It \textcolor{red}{grows fast}.", "It grows fast."),
        (r"It \textcolor[rgb]{1,0,0}{grows fast}.", "It grows fast."),
        (r"It \revised{\added{grows fast} here}.", "It grows fast here."),
        (r"It \hl{grows \emph{very} fast}.", r"It grows \emph{very} fast."),
        (r"Of \new{Net} here.", r"Of \new{Net} here."),  # may be a name
        (r"Of \new{Net} and \new{it grows}.", r"Of \new{Net} and it grows."),
        (r"It \deleted{falls} grows.", "It grows."),
        (r"\todo{Why?} It grows.", " It grows."),
        (r"It grows\todo[inline]{Why?}.", "It grows."),
        (r"It grows \sout{and falls}", "It grows "),
        (r"It \st{a}\st{b} grows.", "It grows."),
        (r"It \deleted{falls \emph{slowly}} grows.", "It grows."),
        (r"It \deleted{falls", r"It \deleted{falls"),
        (r"It \deleted{falls \todo{x} on", r"It \deleted{falls on"),
        (r"It \added{grows fast", r"It \added{grows fast"),
        (r"It \added{grows \revised{very fast}", r"It \added{grows very fast"),
        (r"\added{It grows} and \added{it falls}.", "It grows and it falls."),
        (r"\added{\deleted{It} grows fast}", " grows fast"),
        (r"\newcommand{a b} \news{a b}", r"\newcommand{a b} a b"),
    ],
)
def test_what_is_left_of_a_source(source: str, left: str) -> None:
    assert without_revision_markup(source) == left
