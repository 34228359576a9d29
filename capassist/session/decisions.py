"""A file of decisions: what the review would have recorded, made by a script, by hand, or on the report's page."""

import json
import re
import reprlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from capassist.errors import DraftError, UsageError
from capassist.files import file_inside, read_file
from capassist.model import Candidate, Decision, Draft, Verdict
from capassist.session.paper_mark import PaperMark, is_same_paper, mark_from, mark_of
from capassist.session.serialization import Record, decision_of, drafts_in
from capassist.text.words import one_line
from capassist.wording import command

_ROWS = {"capassist.decisions/1": "decisions", "capassist.drafts/1": "drafts"}  # by schema
_LATER = re.compile(r"capassist\.(?:decisions|drafts)/(?:[2-9]|[1-9]\d+)")
_VERDICTS = ", ".join(get_args(Verdict))
_FORM = "A decisions file is JSON with a schema, and a figure, a verdict and a text for each decision."


def read_decisions(path: Path, draft: Draft | None = None) -> tuple[Decision, ...]:
    """Read a decisions file: what `review` would have recorded, or what `suggest --json` printed with verdicts added.

    Raises DraftError when it cannot be read, is not one, has an unknown verdict, or says that it is about another paper
    than the `draft`, and UsageError when nothing in it is decided.
    """
    content, decisions = _read(path)
    _refuse_two_for_a_figure(path, decisions)
    if draft is not None:
        _refuse_other_paper(path, content, draft)
    if not decisions:
        raise UsageError(f"No draft in {path} has a verdict.", f'Add "verdict" to those that you decide: {_VERDICTS}.')
    return decisions


def unknown_drafts(decision: Decision, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the drafts that came with a decision from a file and are not among the `known` ones of its figure."""
    for draft in decision.drafts:
        same = [other for other in known if _is_same_captioner(draft, other)]
        as_it_is_now = decision.verdict == "edit" and draft.text == decision.text  # the file keeps no other text
        if not (same and as_it_is_now) and one_line(draft.text) not in (one_line(other.text) for other in same):
            yield draft


def _is_same_captioner(draft: Candidate, other: Candidate) -> bool:
    """Whether both are by the same program; an earlier version's file names no model."""
    return draft.captioner == other.captioner and draft.model in {None, other.model}


def _read(path: Path) -> tuple[Record, tuple[Decision, ...]]:
    try:
        content = json.loads(read_file(path))  # in UTF-16 where PowerShell wrote it
        _refuse_later_version(path, content["schema"])
        rows = content[_ROWS[content["schema"]]]
        if not isinstance(rows, list):
            raise TypeError(rows)
        decided = [(number, row) for number, row in enumerate(rows, 1) if row.get("verdict") is not None]
        for number, row in decided:
            _refuse_unknown_verdict(path, number, row)
        return content, tuple(replace(decision_of(row), drafts=tuple(drafts_in(row))) for _, row in decided)
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.", _FORM) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DraftError(f"{path} is not a decisions file.", _FORM) from error


def _refuse_later_version(path: Path, schema: object) -> None:
    if isinstance(schema, str) and _LATER.fullmatch(schema):
        raise DraftError(
            f"{path} was written by a later version of capassist ({schema}).", "Update capassist, or make it anew."
        )


def _refuse_unknown_verdict(path: Path, number: int, row: Record) -> None:
    if row["verdict"] not in get_args(Verdict):
        raise DraftError(
            f"The verdict of entry {number} in {path}, {row['figure']}, is {reprlib.repr(row['verdict'])}.",
            f"It can be {_VERDICTS}.",
        )


def _refuse_two_for_a_figure(path: Path, decisions: tuple[Decision, ...]) -> None:
    twice = [figure for figure, number in Counter(decision.figure for decision in decisions).items() if number > 1]
    if twice:
        raise DraftError(f"{path} has two decisions for {', '.join(twice)}.", "Leave one of them.")


def _refuse_other_paper(path: Path, content: Record, draft: Draft) -> None:
    """Raise DraftError where the decisions are about another paper, or about another main file of the draft's folder.
    What does not say so is taken as it is: it was made by hand, or by an earlier version."""
    paper, here = mark_from(content.get("paper")), mark_of(draft)
    if paper is None:
        return
    beside = _is_beside(draft, paper)
    if not beside and is_same_paper(paper, here):
        return
    named = replace(draft, path=(draft.path if draft.path.is_dir() else draft.root) / paper.main)
    there = beside and not draft.packed
    way_on = command("apply", named, "--decisions", str(path)) if there else "Name that paper instead."
    differs = f"this one is {here.named}" if paper.named != here.named else "this one has another text"
    raise DraftError(
        f"{path} holds decisions for another paper, {paper.named}; {differs}. Nothing was written.",
        f'{way_on}\nOr take "paper" out of {path}, to have them written here all the same.',
    )


def _is_beside(draft: Draft, paper: PaperMark) -> bool:
    """Whether a paper's main file is another one than the draft's, and lies in the same folder."""
    return draft.kind == "latex" and paper.main != draft.main and file_inside(draft.root, paper.main) is not None
