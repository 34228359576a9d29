"""Numbers of a text that the data behind its figure bear out: a cell, a count, a minimum, a maximum, a mean, a share.

A table holds many numbers, and one of them would bear out the next wrong value. So a cell counts only where the
sentence names its column, or there is but one to name, and speaks of its row: by a name, by the value at the other
axis, or by three digits or more that are no chance. A statistic counts where the sentence says which.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from capassist.guards.numbers import Number, agrees, numbers
from capassist.model import DataColumn, DataTable, Span
from capassist.text.cells import value_of
from capassist.text.markup import PLAIN, Markup
from capassist.text.words import sentence_spans

_STATISTICS = {
    "minimum": r"min(?:imum|imal|ima)?|lowest|smallest|least|slowest|fastest|worst|best|shortest",
    "maximum": r"max(?:imum|imal|ima)?|highest|largest|most|peak\w*|greatest|up to|best|worst|fastest|slowest|longest",
    "mean": r"mean|average\w*",
}
_RANGE = dict.fromkeys(("minimum", "maximum"), r"from|between|rang\w+|to|and")  # these words say much else, too
_ROWS = re.compile(
    r"(?i)\b(?:rows?|samples?|points?|runs?|measurements?|observations?|records?|trials?|participants?|patients?"
    r"|subjects?|instances?|cases?|values?|papers?|images?|users?)\b"
)
_WORD = re.compile(r"[^\W_]+")
_TELLING = 3  # digits that are hardly met by chance
_BEFORE = 60  # characters before a number in which the name of a statistic is looked for


@dataclass(frozen=True, slots=True)
class BorneOut:
    """A number of a text, and where the data have it: "results.csv, row 3, column accuracy"."""

    span: Span
    where: str


def borne_out(text: str, markup: Markup, tables: Iterable[DataTable]) -> Iterator[BorneOut]:
    """Yield the numbers of a text that one of the tables bears out, each once."""
    known = list(tables)
    if not known:
        return
    for number in numbers(text, markup):
        sentence = _sentence(text, number.span)
        place = next((place for table in known for place in _places(number, sentence, table)), None)
        if place is not None:
            yield BorneOut(number.span, place)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence around a number."""

    before: str
    after: str
    values: tuple[Number, ...]  # the other numbers in it

    @property
    def text(self) -> str:
        return f"{self.before} {self.after}"


def _sentence(text: str, span: Span) -> _Sentence:
    around = (spot for spot in sentence_spans(text) if spot[0] <= span[0] and span[1] <= spot[1])
    start, end = next(around, (0, len(text)))
    before, after = text[start : span[0]], text[span[1] : end]
    return _Sentence(before, after, (*numbers(before, PLAIN), *numbers(after, PLAIN)))


def _places(number: Number, sentence: _Sentence, table: DataTable) -> Iterator[str]:
    """Yield where a table has the number."""
    if table.complete and _agrees(number, table.rows) and _ROWS.match(sentence.after.lstrip(" ~\\,")):
        yield f"{table.file}, {table.rows} rows"
    columns = [column for column in table.columns if _has_numbers(column)]
    named = [column for column in columns if _names(column.name, sentence.text)]
    measured = list(dict.fromkeys([*named, *(columns[-1:] if len(columns) <= 2 else [])]))
    for column in measured:
        for statistic in (*_said(sentence.before, _STATISTICS), *_said(sentence.before, _RANGE)):
            value = getattr(column, statistic)
            if value is not None and _agrees(number, value):
                yield f"{table.file}, {statistic} of column {column.name}"
    yield from _cells(number, sentence, table, measured)
    if table.complete:
        yield from _shares(number, sentence, table)


def _said(before: str, words_of: dict[str, str]) -> list[str]:
    """Return the statistics that are named before a number."""
    near = before[-_BEFORE:]
    return [name for name, words in words_of.items() if re.search(rf"(?i)\b(?:{words})\b", near)]


def _cells(number: Number, sentence: _Sentence, table: DataTable, measured: list[DataColumn]) -> Iterator[str]:
    rows = list(_rows_named(sentence, table))
    if not rows and _said(sentence.before, _STATISTICS):
        return  # "the lowest loss" is no other one
    for column in measured:
        chosen = rows or (list(_rows_at(sentence, table, column)) if len(table.columns) > 1 else [])
        telling = len(number.readings[0].normalize().as_tuple().digits) >= _TELLING
        for row in chosen or (range(len(column.cells)) if telling else ()):
            if row < len(column.cells) and (value := value_of(column.cells[row])) and _agrees(number, value):
                yield f"{table.file}, row {row + 1}, column {column.name}"


def _rows_named(sentence: _Sentence, table: DataTable) -> Iterator[int]:
    """Yield the rows whose names stand in the sentence."""
    for column in table.columns:
        if not _has_numbers(column):
            yield from (row for row, cell in enumerate(column.cells) if cell and _names(cell, sentence.text))


def _rows_at(sentence: _Sentence, table: DataTable, column: DataColumn) -> Iterator[int]:
    """Yield the rows whose first number stands in the sentence, too: the value at the x axis."""
    first = table.columns[0]
    if first is column or not _has_numbers(first):
        return
    for row, cell in enumerate(first.cells):
        value = value_of(cell)
        if value is not None and any(value in other.readings for other in sentence.values):
            yield row


def _shares(number: Number, sentence: _Sentence, table: DataTable) -> Iterator[str]:
    """Yield the names whose count or share of the rows a number is."""
    for column in table.columns:
        if _has_numbers(column) or len(column.cells) != table.rows:
            continue
        for name, count in Counter(column.cells).items():
            if count > 1 and _names(name, sentence.text):
                if number.percent and _agrees(replace(number, percent=False), 100 * count / table.rows):
                    yield f"{table.file}, share of {name} in column {column.name}"
                elif not number.percent and _agrees(number, count):
                    yield f"{table.file}, count of {name} in column {column.name}"


def _has_numbers(column: DataColumn) -> bool:
    return column.minimum is not None or any(value_of(cell) is not None for cell in column.cells[:5])


def _names(name: str, text: str) -> bool:
    """Whether a text has all words of a name, each at least by its beginning: "acc" is named by "accuracy"."""
    said = [word.casefold() for word in _WORD.findall(text)]
    wanted = [word.casefold() for word in _WORD.findall(re.sub(r"[(\[].*?[)\]]", "", name)) if not word.isdigit()]
    return bool(wanted) and all(
        any(word == one or (len(one) >= _TELLING and word.startswith(one.removesuffix("s"))) for word in said)
        for one in wanted
    )


def _agrees(number: Number, value: Decimal | float) -> bool:
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.12g}")
    return agrees(number, Number((0, 0), (abs(exact),), 0))
