"""What became of drafts, over time and by captioner: the measure of whether they are of use."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from capassist.model import Reviewed
from capassist.session.edits import EditKind, changed_share, edit_kinds, starting_draft
from capassist.text.words import one_line

_OTHER_TEXT = re.compile(r"@(?:alt|short)\d*$")  # as the views of a figure for other texts are named: "fig:a@alt2"

Verdict = Literal["accepted", "edited", "skipped", "rejected"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the drafts of one figure's caption, or of its `other_text`: an alternative text or short title.

    `changed` is the share of words that the author changed, in percent.
    """

    captioner: str
    month: str  # "2026-11"; empty where it was not recorded
    verdict: Verdict
    changed: int = 0
    kinds: tuple[EditKind, ...] = ()
    other_text: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many drafts were decided in which way."""

    name: str
    verdicts: Counter[Verdict]
    changed: float | None  # the median of the edited ones; None where none was edited
    kinds: Counter[EditKind]
    other_texts: int = 0  # of the decisions, how many are about alternative texts and short titles

    @property
    def decided(self) -> int:
        """All decisions."""
        return sum(self.verdicts.values())

    @property
    def untouched(self) -> float:
        """The share that was accepted as it was drafted."""
        return self.verdicts["accepted"] / self.decided


def outcomes(reviewed: Iterable[Reviewed]) -> Iterator[Outcome]:
    """Yield what became of each figure that a program drafted and the author decided."""
    for row in reviewed:
        text = one_line(row.decision.text or "") if row.decision else ""
        draft = starting_draft(row, text)
        if draft is None or row.decision is None:
            continue
        month = (row.when or "")[:7]
        other = _OTHER_TEXT.search(row.figure) is not None
        if row.decision.verdict in {"skip", "reject"}:
            verdict: Verdict = "skipped" if row.decision.verdict == "skip" else "rejected"
            yield Outcome(draft.captioner, month, verdict, other_text=other)
            continue
        changed = changed_share(draft.text, text)
        verdict = "edited" if changed else "accepted"
        yield Outcome(draft.captioner, month, verdict, changed, edit_kinds(draft.text, text), other)


def without_draft(reviewed: Iterable[Reviewed]) -> int:
    """Return how many figures were decided on that no program had drafted a text for."""
    return sum(row.decision is not None and starting_draft(row, row.text) is None for row in reviewed)


def by_captioner(found: Iterable[Outcome]) -> tuple[Tally, ...]:
    """Return a tally for each captioner."""
    return _tallied(found, lambda outcome: outcome.captioner)


def by_month(found: Iterable[Outcome]) -> tuple[Tally, ...]:
    """Return a tally for each month, oldest first; those whose month is not known come first, without a name."""
    return _tallied(found, lambda outcome: outcome.month)


def _tallied(found: Iterable[Outcome], name: Callable[[Outcome], str]) -> tuple[Tally, ...]:
    groups = groupby(sorted(found, key=name), name)
    return tuple(_tally(group, list(members)) for group, members in groups)


def _tally(name: str, members: list[Outcome]) -> Tally:
    edited = [outcome.changed for outcome in members if outcome.verdict == "edited"]
    return Tally(
        name,
        Counter(outcome.verdict for outcome in members),
        statistics.median(edited) if edited else None,
        Counter(kind for outcome in members for kind in outcome.kinds),
        sum(outcome.other_text for outcome in members),
    )
