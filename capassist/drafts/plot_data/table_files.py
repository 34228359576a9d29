"""Reads tables of numbers: CSV, TSV, columns between blanks, JSON in a plain form. Long ones are streamed, and cut."""

import csv
import itertools
import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from capassist.files import open_file
from capassist.model import DataColumn, DataTable
from capassist.text.cells import value_of

SUFFIXES = (".csv", ".tsv", ".dat", ".txt", ".json")
MOST_BYTES = 8_000_000  # of a table, read line by line in 2 s; a plot of more points is no table anybody quotes
MOST_JSON = 4_000_000  # bytes; JSON is read at once
MOST_COLUMNS = 60
MOST_CELLS = 1_000  # rows whose cells are kept; statistics are of all rows
LONGEST_LINE = 20_000  # bytes
_HEAD = 20  # lines by which the delimiter is told
_PLAIN_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?").fullmatch
_OLD_LINE_END = re.compile(r"\r(?!\n)")  # of the first Macintosh, which Excel still writes
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
            yield from _OLD_LINE_END.split(line.decode("utf-8", "replace"))


def rows_of(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the cells of each row; a comment that names the columns right before the first row is the header."""
    read = iter(lines)
    head = list(itertools.islice(read, _HEAD))
    head[:1] = (line.removeprefix("\ufeff") for line in head[:1])
    plain = list(filter(_is_row, head))
    delimiter = _delimiter(plain)
    width = len(_cells(plain[-1], delimiter)) if plain else 0
    yield from itertools.islice(filter(None, (_named(line, delimiter, width) for line in head)), 1)
    for line in filter(_is_row, itertools.chain(head, read)):
        yield _cells(line.rstrip("\r\n"), delimiter)


def _is_row(line: str) -> bool:
    text = line.lstrip()
    return bool(text) and not text.startswith(_COMMENTS)


def _named(comment: str, delimiter: str | None, width: int) -> list[str] | None:
    """Return the names of as many columns as there are, where a comment at the top has them."""
    text = comment.strip()
    names = _cells(text.lstrip("#%/! "), delimiter) if text.startswith(_COMMENTS) else []
    return names if len(names) == width > 1 and not any(map(value_of, names)) else None


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
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _number(cell: str) -> float | None:
    """Return the number in a cell; what most cells hold is read in the shortest way."""
    if _PLAIN_NUMBER(cell):
        return float(cell)
    exact = value_of(cell)
    return None if exact is None else float(exact)


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
        if (value := _number(cell)) is not None:
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
    first = next(read, ())
    if not 1 < len(first) <= MOST_COLUMNS:
        return None
    titled = all(value_of(cell) is None for cell in first)
    columns = [*map(_Column, first if titled else (f"column {place}" for place in range(1, len(first) + 1)))]
    count, ragged = _fill(columns, read if titled else itertools.chain([first], read))
    complete = whole()
    if not sum(column.count for column in columns) or ragged > count / 10:
        return None
    return DataTable(name, tuple(column.done(complete=complete) for column in columns), count, complete)


def _fill(columns: Sequence[_Column], rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Put the rows into the columns; return how many they were, and how many had another width and were left out."""
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
    if isinstance(found, dict) and _all_are(list, found.values()):
        one_length = len({len(value) for value in found.values()}) == 1
        return table_of(_with_names(found, zip(*found.values(), strict=True)), name) if one_length else None
    if isinstance(found, list) and _all_are(dict, found):
        keys = list(found[0])
        return table_of(_with_names(keys, ([row.get(key, "") for key in keys] for row in found)), name)
    return None


def _all_are(kind: type, values: Collection[object]) -> bool:
    return bool(values) and all(isinstance(value, kind) for value in values)


def _with_names(names: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[list[str]]:
    yield list(map(str, names))
    yield from map(plain_row, rows)


def plain_row(row: Iterable[object]) -> list[str]:
    """Return the cells of a row of JSON as text; what is no plain value is empty."""
    return [str(cell) if isinstance(cell, (int, float, str)) and not isinstance(cell, bool) else "" for cell in row]
