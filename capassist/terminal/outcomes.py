"""What `history` shows: what became of drafts, by captioner and by month."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table

from capassist.session.outcomes import Tally
from capassist.terminal.console import literal, literal_line
from capassist.terminal.json_records import Record
from capassist.text.words import counted

_NOTE = (
    "changed: the median share of words that you changed in those that you edited. Of each figure the last decision "
    "counts, for the draft that it was made on."
)


def outcomes_record(captioners: Sequence[Tally], months: Sequence[Tally], without_draft: int = 0) -> Record:
    """Return what `history --json` prints (capassist.history/1)."""
    return {
        "schema": "capassist.history/1",
        "captioners": [_record(tally) for tally in captioners],
        "months": [_record(tally) for tally in months],
        "without_draft": without_draft,
    }


def decided_without_draft(count: int) -> str:
    """Return how many decisions are not counted."""
    return (
        f"Not counted: {counted(count, 'decision')} on figures that no program had drafted a text for, as in a "
        "decisions file that was made by hand."
    )


def _record(tally: Tally) -> Record:
    verdicts = {verdict: tally.verdicts[verdict] for verdict in ("accepted", "edited", "skipped", "rejected")}
    return {
        "name": tally.name,
        "decided": tally.decided,
        **verdicts,
        "changed_percent": tally.changed,
        "kinds": dict(tally.kinds),
        "other_texts": tally.other_texts,
    }


def outcomes_tables(captioners: Sequence[Tally], months: Sequence[Tally]) -> RenderableType:
    """Return both tables for people."""
    others = sum(tally.other_texts for tally in captioners)
    notes = [_NOTE, f"Alternative texts and short titles count as captions do: {others} of these decisions."]
    edits = [_edits(tally) for tally in (*captioners, *months) if tally.kinds]
    tables = _table("captioner", captioners), _table("month", months)
    return Group(*tables, *map(literal, (*edits, *notes[: 2 if others else 1])))


def _table(heading: str, tallies: Sequence[Tally]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column(heading, overflow="fold")
    for name in ("decided", "as it was", "edited", "changed", "skipped", "rejected"):
        table.add_column(name, justify="right")
    for tally in tallies:
        table.add_row(*map(literal_line, _cells(tally)))
    return table


def _cells(tally: Tally) -> tuple[str, ...]:
    counts = [str(tally.verdicts[verdict]) for verdict in ("edited", "skipped", "rejected")]
    changed = "" if tally.changed is None else f"{tally.changed:.0f} %"
    accepted = f"{tally.verdicts['accepted']} ({tally.untouched:.0%})"
    return _name(tally), str(tally.decided), accepted, counts[0], changed, *counts[1:]


def _name(tally: Tally) -> str:
    return tally.name or "unknown"


def _edits(tally: Tally) -> str:
    """Return in which ways the author edited: "Edits, offline: longer 4, numbers 2"."""
    return f"Edits, {_name(tally)}: {', '.join(f'{kind} {count}' for kind, count in tally.kinds.most_common())}"
