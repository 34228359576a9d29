"""Tables of an evaluation: for people, as JSON, as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from capassist.evaluation.table import Row, Table
from capassist.metrics import Mean, family_of, short_name
from capassist.terminal.console import literal, literal_line
from capassist.terminal.json_records import Record

_SHORT = {"repetition": "rep.", "grounded": "grnd."}  # what is no metric; notes below the tables explain them
_NAME_WIDTH = 17


def evaluation_tables(tables: Iterable[Table]) -> RenderableType:
    """Return the tables one below the other, each with its notes."""
    parts: list[RenderableType] = []
    for table in tables:
        near = [column for column in table.columns if column.startswith(("BLEU", "ROUGE"))]
        rest = [column for column in table.columns if column not in near]
        columns = [near, rest] if near else [rest]  # all at once where they fit
        blocks = [_block(table, some, counted=place == 0) for place, some in enumerate(columns)]
        notes = [literal(note) for note in (*_headings(table), *table.notes)]
        parts += [literal_line(table.title, "bold"), *blocks, *notes, Text()]
    return Group(*parts[:-1])


def _headings(table: Table) -> tuple[str, ...]:
    """Return in one line what the short headings of the measures stand for."""
    known = dict.fromkeys(family for column in table.columns if (family := family_of(column)))
    said = "; ".join(f"{family.short}: {family.name}" for family in known)
    return (f"{said}.",) if said else ()


def evaluation_record(tables: Iterable[Table]) -> Record:
    """Return what `evaluate --json` prints (capassist.evaluation/1). Values have a mean and its 95 % interval."""
    return {
        "schema": "capassist.evaluation/1",
        "tables": [
            {"title": table.title, "rows": [_row_record(row) for row in table.rows], "notes": list(table.notes)}
            for table in tables
        ],
    }


def _row_record(row: Row) -> Record:
    """Return a row without the single scores."""
    return {name: value for name, value in asdict(replace(row, each=())).items() if name != "each"}


def evaluation_csv(tables: Sequence[Table]) -> str:
    """Return the rows of all tables as CSV, one value a cell, with the limits of each interval beside it."""
    columns = list(dict.fromkeys(column for table in tables for column in table.columns))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    limits = [f"{column}{part}" for column in columns for part in ("", " low", " high")]
    writer.writerow(["table", "name", "scored", "invalid", *limits, "tokens", "cost", "failed"])
    for table in tables:
        for row in table.rows:
            cells = [cell for column in columns for cell in _limits(row.values.get(column))]
            writer.writerow([table.title, row.name, row.scored, row.invalid, *cells, row.tokens, row.cost, row.failed])
    return file.getvalue()


def _limits(mean: Mean | None) -> tuple[str, str, str]:
    return (f"{mean.value:.6f}", f"{mean.low:.6f}", f"{mean.high:.6f}") if mean else ("", "", "")


def _block(table: Table, columns: Sequence[str], *, counted: bool) -> RichTable:
    """Return some columns of a table, so that it fits 80 columns; `counted` ones begin with how many were scored."""
    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    shown.add_column("", overflow="fold", min_width=_NAME_WIDTH, max_width=_NAME_WIDTH)
    leading = _counts(table) if counted else _expenses(table)
    for name in (*leading, *(short_name(column) or _SHORT.get(column, column) for column in columns)):
        shown.add_column(name, justify="right", no_wrap=True)
    for place, row in enumerate(table.rows):
        before = (cells[place] for cells in leading.values())
        shown.add_row(literal_line(row.name), *before, *(_cell(row.values.get(column)) for column in columns))
    return shown


def _counts(table: Table) -> dict[str, list[str]]:
    """Return the columns with how many captions of each row were scored, were none, and could not be judged."""
    counts = {
        "n": [str(row.scored) for row in table.rows],
        "inv.": [str(row.invalid) for row in table.rows],
        "fail": [str(row.failed or 0) for row in table.rows],
    }
    judged = any(row.failed is not None for row in table.rows)
    return counts if judged else {name: cells for name, cells in counts.items() if name != "fail"}


def _expenses(table: Table) -> dict[str, list[str]]:
    """Return the columns with what the rows cost, where it is known of any."""
    known = [name for name in ("tokens", "cost") if any(getattr(row, name) is not None for row in table.rows)]
    return {name: [_spent(row, name) for row in table.rows] for name in known}


def _spent(row: Row, name: str) -> str:
    amount = getattr(row, name)
    return "–" if amount is None else f"{amount:,}" if name == "tokens" else f"{amount:,.4f}"


def _cell(mean: Mean | None) -> str:
    if mean is None:
        return "–"
    return f"{_number(mean.value)}\n±{_number((mean.high - mean.low) / 2)}"


def _number(value: float) -> str:
    """Return a share as ".253", and what can be larger than one with fewer digits."""
    return f"{value:.1f}" if value >= 1.9995 else f"{value:.3f}".removeprefix("0")
