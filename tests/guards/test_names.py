"""Names and panels that a text has and the paper has not: once each, and of a caption only."""

import pytest

from capassist.guards import inspect
from capassist.model import Figure, Image, Mention, Panel, Sentence

SAID = "Figure 1 shows the yield of the reactor."
TWO = (Image("a.png"), Image("b.png"))


def found(text: str, code: str, **fields: object) -> list[str]:
    shown = Figure("fig:a", number="1", mentions=(Mention(SAID, (Sentence(SAID, SAID, ((0, 8),)),)),), **fields)
    return [finding.message for finding in inspect(text, shown, markup="latex", old=None) if finding.code == code]


def test_a_name_is_told_once() -> None:
    assert found("Yield of XQ9 and yield with XQ9 at rest.", "name") == ["XQ9 stands nowhere in the paper."]
    assert found("Yield of an HMM and of HMMs.", "name") == ["HMM stands nowhere in the paper."]


def test_more_than_one_of_what_the_paper_abbreviates_is_no_other_name() -> None:
    assert found("Yield of both HMMs.", "name", drawn_text="HMM fit") == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The bars of panel (z) fall.", 1),
        ("The bars of panel (q) fall, as in panel (b).", 1),
        ("The bars of panel (b) fall.", 0),
        ("The axis (z) of the lamp.", 0),
    ],
    ids=["z", "q", "one that is there", "no panel"],
)
def test_a_panel_of_any_letter_that_is_not_there_is_marked(text: str, marked: int) -> None:
    assert len(found(text, "panel", images=TWO)) == marked


def test_a_text_that_begins_with_a_later_panel_says_nothing_of_the_first() -> None:
    assert found("(b) Yield by hour.", "panel-missing") == ["The caption says what (b) is, and nothing of (a)."]
    assert found("(a) Yield. (b) Its rate.", "panel-missing") == []
    assert found("Yield of (b) and others.", "panel-missing") == []
    assert found("(b) Yield by hour.", "panel-missing", panels=(Panel("(a)", caption="Rate."),)) == []
