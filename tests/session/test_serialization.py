"""Records of a session as values: what was written is read as it was, and what makes no sense is refused."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from capassist.model import (
    AUTHOR,
    Candidate,
    Decision,
    Doubt,
    DraftSentence,
    Evidence,
    GroundedSentence,
    RankedDraft,
    Rating,
    Score,
    SecondLook,
)
from capassist.session.serialization import candidate_of, decision_of, drafts_in, second_look_of

WHOLE = Candidate(
    "fig:a",
    "Growth.",
    "short",
    "m at h",
    evidence=(Evidence("mention", "It grows.", "a.tex:7"),),
    notes=("A note.",),
    model="m-2026",
    wanted="long",
    instruction="shorter",
    current="Growth of it.",
    sources=(DraftSentence("Growth.", 1, "offline", "m-2026"),),
    sentences=(GroundedSentence("Growth.", ("picture", "a.tex:7")),),
    ranking=(RankedDraft("Growth.", "m at h", Score(0, 1, 0.5, 0.25, 0.75)),),
)
LOOK = SecondLook(
    "Growth.", "m at h", (Doubt("Growth", "trend", "It falls.", "It falls by 3."),), 2, Rating(4, "Clear.")
)
DECISION = Decision("fig:a", "edit", "Growth.", "because", "Old.", "12345678")


def test_what_was_written_is_read_as_it_was() -> None:
    assert candidate_of(asdict(WHOLE)) == WHOLE
    assert second_look_of(asdict(LOOK)) == LOOK
    assert decision_of(asdict(DECISION)) == DECISION


def test_what_is_not_there_is_as_nothing() -> None:
    least = {"figure": "fig:a", "text": "Growth.", "kind": "style", "captioner": "offline"}
    assert candidate_of(least) == Candidate("fig:a", "Growth.", "style", "offline")
    assert decision_of({"figure": "fig:a", "verdict": "skip"}) == Decision("fig:a", "skip", None)
    look = {"text": "Growth.", "by": "m at h", "doubts": [], "unproven": 0}
    assert second_look_of(look) == SecondLook("Growth.", "m at h")


@pytest.mark.parametrize(
    "changes",
    [
        {"figure": 3},
        {"text": None},
        {"kind": "longest"},
        {"wanted": "longest"},
        {"captioner": 5},
        {"notes": [7]},
        {"evidence": [{"kind": "mention", "text": "x"}]},
        {"evidence": [{"kind": "mention", "text": 4, "where": "y"}]},
        {"sources": [{"text": "x", "draft": True, "captioner": "y"}]},
        {"sources": [{"text": "x", "draft": 1, "captioner": None}]},
        {"sentences": [{"text": "x", "grounds": [3]}]},
        {"sentences": [{"text": None, "grounds": []}]},
        {"ranking": [{"text": "x", "by": "y", "score": {}}]},
        {"ranking": [{"text": "x", "by": None, "score": asdict(Score(0, 1, 0.5, 0.25, 0.75))}]},
        {"ranking": [{"text": "x", "by": "y", "score": {**asdict(Score(0, 1, 0.5, 0.25, 0.75)), "habits": "0.5"}}]},
    ],
    ids=str,
)
def test_a_draft_that_makes_no_sense_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        candidate_of(asdict(WHOLE) | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": None},
        {"by": 3},
        {"unproven": True},
        {"unproven": "2"},
        {"doubts": None},
        {"doubts": [{"words": "x", "kind": "mood", "reason": "y", "proof": ""}]},
        {"doubts": [{"words": "x", "kind": "trend", "reason": 3, "proof": ""}]},
        {"doubts": [{"words": "x", "kind": "trend", "reason": "y"}]},
        {"rating": {"value": 0, "reason": "y"}},
        {"rating": {"value": 7, "reason": "y"}},
        {"rating": {"value": 4.5, "reason": "y"}},
        {"rating": {"value": True, "reason": "y"}},
        {"rating": {"value": 4, "reason": None}},
        {"rating": {"value": 4}},
    ],
    ids=str,
)
def test_a_second_look_that_makes_no_sense_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        second_look_of(asdict(LOOK) | changes)


@pytest.mark.parametrize("value", [1, 6])
def test_the_best_and_the_worst_rating_are_ratings(value: int) -> None:
    look = second_look_of(asdict(replace(LOOK, rating=Rating(value, "x"))))
    assert look.rating == Rating(value, "x")


@pytest.mark.parametrize("changes", [{"verdict": "maybe"}, {"verdict": None}, {"figure": 3}, {"text": 3}], ids=str)
def test_a_decision_that_makes_no_sense_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        decision_of(asdict(DECISION) | changes)


def test_what_else_a_decision_holds_is_taken_where_it_is_a_text() -> None:
    assert decision_of(asdict(DECISION) | {"reason": 3, "over": [], "of": None}) == Decision("fig:a", "edit", "Growth.")


ROW = {"figure": "fig:a", "text": "A.", "captioner": "offline"}
BROUGHT = {
    "the row itself": ({}, ["A."]),
    "as it was drafted": ({"drafted": "Before."}, ["Before."]),
    "listed": ({"drafts": [{"text": "1", "captioner": "m"}, {"text": "2", "captioner": "m"}]}, ["1", "2"]),
    "none listed": ({"drafts": []}, []),
    "listed with odd ones": ({"drafts": [{"text": "1"}, 5, {"text": " ", "captioner": "m"}, {"text": "2", "captioner": "m"}]}, ["2"]),
    "by the author": ({"captioner": AUTHOR}, []),
    "by nobody": ({"captioner": None}, []),
    "without a text": ({"text": "  "}, []),
    "another form of a list": ({"drafts": "A."}, ["A."]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "texts"), BROUGHT.values(), ids=BROUGHT)
def test_the_drafts_that_a_row_of_a_file_brings_along(changes: dict[str, Any], texts: list[str]) -> None:
    assert [draft.text for draft in drafts_in(ROW | changes)] == texts


def test_what_a_brought_draft_rests_on_is_read_where_it_makes_sense() -> None:
    evidence = [
        {"kind": "mention", "text": "It falls.", "where": 3},
        {"kind": "mood", "text": "x"},
        "odd",
        {"kind": "data"},
    ]
    (draft,) = drafts_in(ROW | {"evidence": evidence, "model": "m-2", "instruction": "shorter", "current": "Long."})
    assert draft.evidence == (Evidence("mention", "It falls.", ""), Evidence("data", "", ""))
    assert (draft.model, draft.instruction, draft.current, draft.kind) == ("m-2", "shorter", "Long.", "style")
    assert [found.evidence for found in drafts_in(ROW | {"evidence": "odd"})] == [()]
