"""What `disclose` shows: the captions that a program drafted, a statement to copy, and where to look up what is
asked."""

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from capassist.session.disclosure import CAPTIONS_FILE, Disclosure
from capassist.session.drafted_text import DraftedText
from capassist.session.policies import Policy
from capassist.terminal.console import literal, literal_line
from capassist.terminal.json_records import Record


def disclosure_report(disclosure: Disclosure) -> RenderableType:
    """Return the list, the statement, and what the venue asks for."""
    parts: list[RenderableType] = []
    if disclosure.entries:
        parts.append(_table(disclosure.entries))
    if disclosure.statement:
        parts += [Text("To copy, nothing is inserted:", "bold"), Text(), literal(disclosure.statement), Text()]
    if disclosure.policy:
        parts += [*_policy_lines(disclosure.policy), Text()]
    parts += [Text("! ", "yellow") + literal_line(note) for note in disclosure.notes]
    return Group(*parts)


def disclosure_record(disclosure: Disclosure) -> Record:
    """Return what `disclose --json` prints (capassist.disclosure/1)."""
    policy = disclosure.policy
    return {
        "schema": "capassist.disclosure/1",
        "captions": [_entry(entry) for entry in disclosure.entries],
        "statement": disclosure.statement,
        "venue": policy
        and {
            "name": policy.name,
            "address": policy.address,
            "seen": policy.seen,
            "place": policy.place,
            "asks": policy.asks,
        },
        "notes": list(disclosure.notes),
    }


def _table(entries: tuple[DraftedText, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("figure", no_wrap=True)
    table.add_column("drafted by", overflow="fold")
    table.add_column("then", overflow="fold")
    table.add_column("in the paper", no_wrap=True)
    for entry in entries:
        table.add_row(
            literal_line(entry.name),
            literal_line(" and ".join(entry.drafted_by)),
            literal_line(entry.status),
            Text("yes" if entry.in_paper else "exported" if entry.exported else "no"),
        )
    return table


def _policy_lines(policy: Policy) -> list[Text]:
    return [
        Text(f"{policy.name}, as we read it. {policy.asks}"),
        Text(f"Where: {policy.place}."),
        Text(f"Check the venue's current page: {policy.address} ({policy.seen})"),
    ]


def _entry(entry: DraftedText) -> Record:
    return {
        "figure": entry.figure,
        "text": entry.purpose,
        "drafted_by": list(entry.drafted_by),
        "generated": entry.generated,
        "outcome": entry.outcome,
        "words_changed_percent": entry.changed,
        "decided_by": entry.by,
        "decided": entry.when,
        "in_paper": entry.in_paper,
        "changed_since": entry.changed_since,
        "replaced": entry.replaced,
        "exported": entry.exported,
        "lost": entry.lost,
        "archive": None if entry.beside == CAPTIONS_FILE else entry.beside,
        "status": entry.status,
    }
