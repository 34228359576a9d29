"""Sentences that only point at a figure go with the one before, in text and in LaTeX."""

import pytest

from capassist.text.asides import with_asides
from capassist.text.float_references import references
from capassist.text.words import sentence_spans


def sentences(text):
    spans = list(sentence_spans(text))
    found = with_asides(text, spans, [reference.span for reference in references(text)])
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    "text",
    [
        "The pump stops at noon. Figure 4 shows that it starts again.",
        "The pump stops at noon. (Figure 4 is by the second observer.)",
        "The pump stops at noon. (It starts again.)",
    ],
    ids=["says something", "says something in brackets", "names no figure"],
)
def test_what_says_something_stays_a_sentence(text):
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    "aside", ["(Figure 4)", "See Fig. 4.", "(see also Figs. 2 and 4)", "Cf. Figure 4, left panel."]
)
def test_what_only_points_goes_with_the_one_before(aside):
    assert sentences(f"The pump stops at noon. {aside}") == [f"The pump stops at noon. {aside}"]


def test_an_aside_before_the_next_sentence_goes_with_the_one_before():
    text = "The pump stops at noon. (Figure 4, left) The level falls."
    assert sentences(text) == ["The pump stops at noon. (Figure 4, left)", "The level falls."]


def test_an_aside_at_the_start_stands_alone():
    assert sentences("See Figure 4. The pump stops.")[0] == "See Figure 4."
