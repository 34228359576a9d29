"""What a model inferred is marked in every text in which it still stands."""

import pytest

from capassist.model import Candidate, Finding, GroundedSentence
from capassist.workflow.sentence_evidence import inferred_findings

DRAFT = Candidate(
    "fig:a", "A rise. It is due to rain. ", "style", "m at here",
    sentences=(GroundedSentence("A rise. ", ("picture",)), GroundedSentence("It is due to rain.", ("inferred",))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A rise. It is due to rain.", (8, 26)),
        ("Water. It is due to rain. More.", (7, 25)),
        ("A rise. It is due to snow.", None),
        ("", None),
    ],
)
def test_an_inferred_sentence_is_marked_where_it_stands(text, span):
    found = [*inferred_findings([DRAFT, DRAFT], text)]
    assert [(finding.code, finding.span, finding.blocks) for finding in found] == (
        [("inferred", span, False)] if span else []
    )


def test_what_rests_on_nothing_that_was_said_is_not_marked():
    assert [*inferred_findings([Candidate("fig:a", "A rise.", "style", "offline")], "A rise.")] == list[Finding]()
