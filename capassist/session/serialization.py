"""Records of a session, and of a decisions file, as the values that they were made of."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any, get_args

from capassist.model import (
    AUTHOR,
    Candidate,
    CandidateKind,
    Decision,
    Doubt,
    DoubtKind,
    DraftSentence,
    Evidence,
    EvidenceKind,
    GroundedSentence,
    RankedDraft,
    Rating,
    Score,
    SecondLook,
    Verdict,
)
from capassist.model.drafting import BEST_RATING, WORST_RATING

Record = Mapping[str, Any]


def text_of(value: object) -> str | None:
    """Return a value where it is a text."""
    return value if isinstance(value, str) else None


def decision_of(row: Record) -> Decision:
    """Return the decision in a record of it. Raises ValueError, KeyError or TypeError where it holds none."""
    verdict, text, reason = row["verdict"], row.get("text"), row.get("reason")
    if verdict not in get_args(Verdict) or not isinstance(row["figure"], str) or not isinstance(text, str | None):
        raise ValueError(verdict)
    return Decision(row["figure"], verdict, text, text_of(reason), text_of(row.get("over")), text_of(row.get("of")))


def drafts_in(row: Record) -> Iterator[Candidate]:
    """Yield what a row of a decisions file says that programs drafted for its figure: `drafts`, or else the row itself,
    as `suggest --json` printed it, whose `text` may have been changed since it was `drafted`.

    Nothing is read but who drafted which text, of what and as what change. What does not say that is passed over.
    """
    listed = row.get("drafts")
    for draft in listed if isinstance(listed, list) else [{**row, "text": row.get("drafted", row.get("text"))}]:
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            yield _draft_in(draft, row["figure"])


def _draft_in(row: Record, figure: str) -> Candidate:
    named = {name: text_of(row.get(name)) for name in ("text", "captioner", "model", "instruction", "current")}
    if named["captioner"] == AUTHOR or not all((named[name] or "").strip() for name in ("text", "captioner")):
        raise ValueError(row)
    return candidate_of({**named, "figure": figure, "kind": "style", "evidence": list(_evidence_in(row))})


def _evidence_in(row: Record) -> Iterator[Record]:
    pieces = row.get("evidence")
    for piece in pieces if isinstance(pieces, list) else ():
        if isinstance(piece, dict) and piece.get("kind") in get_args(EvidenceKind):
            said = {name: text_of(piece.get(name)) or "" for name in ("text", "where")}
            yield {"kind": piece["kind"], **said}


def candidate_of(row: Record) -> Candidate:
    """Return the draft in a record of it. Raises ValueError, KeyError, TypeError or AttributeError where it holds
    none."""
    kind, text, wanted = row["kind"], row["text"], row.get("wanted", "style")
    if not {kind, wanted} <= set(get_args(CandidateKind)):
        raise ValueError(kind)
    evidence = [[piece[name] for name in ("kind", "text", "where")] for piece in row.get("evidence", ())]
    notes = tuple(row.get("notes", ()))
    if not all(isinstance(said, str) for said in chain((row["figure"], text, row["captioner"]), notes, *evidence)):
        raise ValueError(row)
    return Candidate(
        row["figure"],
        text,
        kind,
        row["captioner"],
        evidence=tuple(Evidence(*piece) for piece in evidence),
        notes=notes,
        model=text_of(row.get("model")),
        wanted=wanted,
        instruction=text_of(row.get("instruction")) or "",
        current=text_of(row.get("current")) or "",
        sources=tuple(map(_sentence, row.get("sources", ()))),
        sentences=tuple(map(_grounded, row.get("sentences", ()))),
        ranking=tuple(map(_ranked, row.get("ranking", ()))),
    )


def second_look_of(row: Record) -> SecondLook:
    """Return the second look in a record of it. Raises ValueError, KeyError or TypeError where it holds none."""
    doubts = tuple(_doubt(doubt) for doubt in row["doubts"])
    if not isinstance(row["text"], str) or not isinstance(row["by"], str) or type(row["unproven"]) is not int:
        raise ValueError(row)
    return SecondLook(row["text"], row["by"], doubts, row["unproven"], _rating(row.get("rating")))


def _rating(row: Record | None) -> Rating | None:
    if row is None:
        return None
    value, reason = row["value"], row["reason"]
    if type(value) is not int or not WORST_RATING <= value <= BEST_RATING or not isinstance(reason, str):
        raise ValueError(row)
    return Rating(value, reason)


def _doubt(row: Record) -> Doubt:
    words, kind, reason, proof = (row[name] for name in ("words", "kind", "reason", "proof"))
    if kind not in get_args(DoubtKind) or not all(isinstance(said, str) for said in (words, reason, proof)):
        raise ValueError(row)
    return Doubt(words, kind, reason, proof)


def _sentence(row: Record) -> DraftSentence:
    text, draft, captioner = row["text"], row["draft"], row["captioner"]
    if not isinstance(text, str) or type(draft) is not int or not isinstance(captioner, str):
        raise ValueError(row)
    return DraftSentence(text, draft, captioner, text_of(row.get("model")))


def _grounded(row: Record) -> GroundedSentence:
    text, grounds = row["text"], row["grounds"]
    if not all(isinstance(said, str) for said in (text, *grounds)):
        raise ValueError(row)
    return GroundedSentence(text, tuple(grounds))


def _ranked(row: Record) -> RankedDraft:
    score = Score(**row["score"])
    counted = (score.blocking, score.warnings, score.coverage, score.habits, score.similarity)
    if not isinstance(row["text"], str) or not isinstance(row["by"], str):
        raise ValueError(row)
    if not all(type(value) in (int, float) for value in counted):
        raise ValueError(row)
    return RankedDraft(row["text"], row["by"], score)
