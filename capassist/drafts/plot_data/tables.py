"""Reads tables of numbers: CSV, TSV, columns between blanks, JSON in a plain form. Long ones are streamed, and cut."""

import csv
import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from capassist.files import open_file
from capassist.model import DataColumn, DataTable
from capassist.text.cells import value_of

SUFFIXES = (".csv", ".tsv", ".dat", ".txt", ".json")
MOST_BYTES = 32_000_000  # of a table, read line by line; a plot of more points is no table anybody quotes
MOST_JSON = 4_000_000  # bytes; JSON is read at once
MOST_COLUMNS = 60
MOST_CELLS = 1_000  # rows whose cells are kept; statistics are of all rows
LONGEST_LINE = 20_000  # bytes
_HEAD = 20  # lines by which the delimiter is told
_COMMENTS = ("#", "%", "//", "!")


def read_table(path: Path, name: str) -> DataTable | None:
    """Return the table in a file, called `name`; None where it is no table of named or numbered columns. Raises
    OSError."""
    with open_file(path) as file:
        if path.suffix.lower() == ".json":
            data = file.read(MOST_JSON + 1)
            return _of_json(data, name) if len(data) <= MOST_JSON else None
        lines = _Lines(file)
        rows = rows_of(lines)
        return table_of(rows, name, whole=lambda: not lines.cut)


class _Lines:
    """The lines of a file as text, up to MOST_BYTES; nothing of a file that is not text."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        left = MOST_BYTES
        while line := self._file.readline(LONGEST_LINE):
            left -= len(line)
            if b"\0" in line or len(line) == LONGEST_LINE or left < 0:
                self.cut = True
                return
            yield line.decode("utf-8-sig", "replace")


def rows_of(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells of each row; a comment that names the columns right before the first row is the header."""
    read = iter(lines)
    head = list(itertools.islice(read, _HEAD))
    plain = [line for line in head if line.strip() and not _is_comment(line)]
    delimiter = _delimiter(plain)
    width = len(_cells(plain[-1], delimiter)) if plain else 0
    titled = False
    for line in filter(str.strip, itertools.chain(head, read)):
        if not _is_comment(line):
            titled = True
            yield _cells(line.rstrip("\r\n"), delimiter)
        elif not titled:
            named = _cells(line.strip().lstrip("#%/! "), delimiter)
            if len(named) == width > 1 and not any(map(value_of, named)):
                titled = True
                yield named


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(_COMMENTS)


def _delimiter(lines: Sequence[str]) -> str | None:
    """Return what stands between the columns: the mark that stands equally often in all lines; None for blanks."""
    for mark in ("\t", ";", ","):
        counts = {len(next(csv.reader([line], delimiter=mark), [])) for line in lines}
        if len(counts) == 1 and counts.pop() > 1:
            return mark
    return None


def _cells(line: str, delimiter: str | None) -> list[str]:
    if delimiter is None:
        return line.split()
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


@dataclass(slots=True)
class _Column:
    name: str
    cells: list[str] = field(default_factory=list)
    count: int = 0
    total: float = 0.0
    low: float = math.inf
    high: float = -math.inf

    def add(self, cell: str) -> None:
        if len(self.cells) < MOST_CELLS:
            self.cells.append(cell[:80])
        if (exact := value_of(cell)) is not None:
            value = float(exact)
            self.count += 1
            self.total += value
            self.low, self.high = min(self.low, value), max(self.high, value)

    def done(self, *, complete: bool) -> DataColumn:
        if not self.count or not complete:
            return DataColumn(self.name, tuple(self.cells))
        return DataColumn(self.name, tuple(self.cells), self.low, self.high, self.total / self.count)


def table_of(rows: Iterable[Sequence[str]], name: str, whole: Callable[[], bool] = lambda: True) -> DataTable | None:
    """Return the table that rows of cells make; None where they are ragged, or without a number.

    `whole` tells when the rows have been read whether they are all.
    """
    read = iter(rows)
    first = next(read, None)
    if first is None or not 1 < len(first) <= MOST_COLUMNS:
        return None
    titled = all(value_of(cell) is None for cell in first)
    columns = list(map(_Column, _names(first, titled=titled)))
    count, ragged = _fill(columns, read if titled else itertools.chain([first], read))
    complete = whole()
    if not count or ragged > count / 10 or not any(column.count for column in columns):
        return None
    return DataTable(name, tuple(column.done(complete=complete) for column in columns), count, complete)


def _names(first: Sequence[str], *, titled: bool) -> Sequence[str]:
    """Return the columns' names: the cells of the first row where it is a header."""
    return first if titled else [f"column {number}" for number in range(1, len(first) + 1)]


def _fill(columns: Sequence[_Column], rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Add the rows to the columns; return how many they are, and how many others had more cells or fewer."""
    count = ragged = 0
    for row in rows:
        if len(row) != len(columns):
            ragged += 1
            continue
        count += 1
        for column, cell in zip(columns, row, strict=True):
            column.add(cell)
    return count, ragged


def _of_json(data: bytes, name: str) -> DataTable | None:
    """Return a list of objects with the same keys, or an object of lists of one length, as a table."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):
        return _of_columns(found, name)
    return _of_records(found, name) if isinstance(found, list) else None


def _of_columns(columns: dict[str, object], name: str) -> DataTable | None:
    lists = [column for column in columns.values() if isinstance(column, list)]
    if len(lists) != len(columns) or len(set(map(len, lists))) != 1:
        return None
    return table_of([list(columns), *map(plain_row, zip(*lists, strict=True))], name)


def _of_records(records: list[object], name: str) -> DataTable | None:
    rows = [record for record in records if isinstance(record, dict)]
    if not rows or len(rows) != len(records):
        return None
    cells = (plain_row([row.get(key, "") for key in rows[0]]) for row in rows)
    return table_of([list(rows[0]), *cells], name)


def plain_row(row: Iterable[object]) -> list[str]:
    """Return the cells of a row of JSON as text; what is no plain value is empty."""
    return [str(cell) if isinstance(cell, (int, float, str)) and not isinstance(cell, bool) else "" for cell in row]
