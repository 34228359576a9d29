"""What `disclose` shows: the captions that a program drafted, a statement to copy, and where to look up what is
asked."""

from collections.abc import Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from capassist.session.disclosure import Disclosure
from capassist.session.drafted_text import DraftedText
from capassist.session.policies import Policy
from capassist.terminal.console import indented, literal, literal_line
from capassist.terminal.json_records import Record

_NARROWEST = 12  # columns: below that a cell of several words is broken inside of them

_WIDE = 10_000  # columns: wider than any table


def disclosure_report(disclosure: Disclosure) -> RenderableType:
    """Return the list, the statement, and what the venue asks for."""
    parts: list[RenderableType] = []
    if disclosure.entries:
        parts.append(_Entries(disclosure.entries))
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


class _Entries:
    """The texts with what became of them, one line each; where the terminal is too narrow for that, one below the
    other."""

    def __init__(self, entries: Sequence[DraftedText]) -> None:
        self.entries = entries

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        table = self._table()
        narrowest = Measurement.get(console, options.update(max_width=_WIDE), table).minimum
        if options.no_wrap or narrowest <= options.max_width:
            yield table
            return
        for entry in self.entries:
            yield literal_line(entry.name, "bold")
            drafted, status, in_paper = _cells(entry)
            yield indented(literal_line(f"drafted by {drafted}, {status}"))
            yield indented(literal_line(f"in the paper: {in_paper}"))

    def _table(self) -> Table:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        table.add_column("figure", no_wrap=True)
        table.add_column("drafted by", overflow="fold", min_width=_NARROWEST)
        table.add_column("then", overflow="fold", min_width=_NARROWEST)
        table.add_column("in the paper", no_wrap=True)
        for entry in self.entries:
            table.add_row(literal_line(entry.name), *map(literal_line, _cells(entry)))
        return table


def _cells(entry: DraftedText) -> tuple[str, str, str]:
    """Return who drafted a text, what became of it, and whether it is in the paper."""
    in_paper = "changed" if entry.in_paper and entry.changed_since else "yes" if entry.in_paper else ""
    return " and ".join(entry.drafted_by), entry.status, in_paper or ("exported" if entry.exported else "no")


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
        "archive": entry.archive,
        "status": entry.status,
    }
