"""Sentences that tell of several figures: what they say of one of them, and never what another one shows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.extractive.compress import compress, marked
from capassist.captioners.extractive.confirmation import told_apart
from capassist.captioners.extractive.own_share import own_share
from capassist.captioners.extractive.pointer_phrases import CLOSE, OPEN
from capassist.model import CaptionRequest, Figure, Mention, Profile, Sentence

OWN = re.compile(r"Figure~\\ref\{own\}|\\ref\{own\}|\\cref\{[^{}]*own[^{}]*\}")


def sentence(source: str) -> Sentence:
    references = tuple(match.span() for match in OWN.finditer(source))
    return Sentence(
        re.sub(r"Figure~\\ref\{\w+\}|\\ref\{\w+\}", "Figure 1", source), source, references, names_others=True
    )


def said(source: str) -> str | None:
    return next((clause.text for clause in compress(sentence(source))), None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"Figure~\ref{own} and Figure~\ref{b} show the level of the old tank and the pressure, respectively.", "The level of the old tank."),
        (r"Figure~\ref{a} and Figure~\ref{own} show the level and the pressure of the tank, respectively.", "The pressure of the tank."),
        (r"Figures~\ref{a}, \ref{own} and \ref{b} show the level, the pressure of the pump and the flow, respectively.", "The pressure of the pump."),
        (r"The level of the tank and the pressure of the pump are shown in Figure~\ref{own} and Figure~\ref{b}, respectively.", "The level of the tank."),
        (r"The level of the tank and the pressure of the pump are shown in Figure~\ref{a} and \ref{own}, respectively.", "The pressure of the pump."),
        (r"Figure~\ref{a} and Figure~\ref{own} show the level for two and three pumps, respectively.", None),
        (r"Figure~\ref{a} and Figure~\ref{own} show the level, the flow and the pressure, respectively.", None),
        (r"\cref{own,b} show the level and the pressure of the tank, respectively.", None),
        (r"The level (Figure~\ref{own}) and the pressure (Figure~\ref{b}) are low and high, respectively.", None),
        (r"Figure~\ref{own} and Figure~\ref{b} show the level of the tank in both cases.", "The level of the tank."),
        (r"Figure~\ref{own} shows the level of the tank and Figure~\ref{b} the pressure of the pump.", "The level of the tank."),
        (r"Figure~\ref{own} shows the level of the tank; Figure~\ref{b} shows the pressure of the pump.", "The level of the tank."),
        (r"Figure~\ref{own} shows the level for the old and new pumps of Table~\ref{t}, respectively.", "The level for the old and new pumps of Table~\\ref{t}, respectively."),
        (r"Figure~\ref{own} and Figure~\ref{b} show the level of the tank and the pump.", "The level of the tank and the pump."),
    ],
)  # fmt: skip
def test_only_what_is_said_of_this_one(source, expected):
    assert said(source) == expected


def test_no_name_comes_from_a_sentence_whose_share_is_not_clear():
    assert marked(sentence(r"\cref{own,b} show the level and the pressure of the tank, respectively."), {}) == ""


def test_what_is_listed_for_several_figures_is_not_known_of_one():
    listed = sentence(r"Figure~\ref{own} and Figure~\ref{b} show the level and the pressure, respectively.")
    target = Figure("own", labels=("own",), mentions=(Mention(listed.text, (listed,)),))
    facts = told_apart(CaptionRequest(target, Profile((), None), "latex"))("Pressure by day.")
    assert [known for _, known in facts] == [False, False]


@given(st.text(alphabet="ab ,.;()", max_size=60), st.text(alphabet="ab ,.;()", max_size=60))
def test_a_sentence_of_one_figure_stays(before, after):
    text = f"{before}{OPEN}{CLOSE}{after}"
    assert own_share(text) == text
