"""Numbers of a text that the data behind its figure bear out: a cell, a count, a minimum, a maximum, a mean, a share.

A table holds many numbers, and one of them would bear out the next wrong value. So a cell counts only where the
sentence names its column, or there is but one to name, and speaks of its row: by a name, by the value at the other
axis, or by three digits or more that are no chance. A statistic counts where the sentence says which.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePosixPath

from capassist.guards.data_claims import Claim, claims, column_named, is_amount_of, is_named, terms_of
from capassist.guards.numbers import Number, agrees
from capassist.guards.units import Unit, unit_named
from capassist.model import DataColumn, DataTable, Evidence, Figure, Span
from capassist.text.cells import value_of
from capassist.text.markup import Markup

_ROWS = re.compile(
    r"(?i)\W*(?:\w+\W+)?(?:rows?|samples?|points?|runs?|measurements?|observations?|records?|trials?|participants?"
    r"|patients?|subjects?|instances?|cases?|values?|papers?|images?|users?)\b"
)
_UNIT = re.compile(r"[(\[]\s*(?:in\s+)?([^()\[\]]{1,12})[)\]]\s*$|[^\W_]_([^\W\d_]{1,3})$")
_NUMBERED = re.compile(r"column \d+")
_TELLING = 3  # digits that are hardly met by chance
_YEARS = (1500, 2100)


@dataclass(frozen=True, slots=True)
class BorneOut:
    """A number of a text, and where the data have it: "results.csv, row 3, column accuracy"."""

    span: Span
    where: str


def borne_out(text: str, markup: Markup, figure: Figure) -> Iterator[BorneOut]:
    """Yield the numbers of a text that one of the tables behind its figure bears out, each once."""
    for claim in claims(text, markup) if figure.data else ():
        place = next(_places(claim, figure), None)
        if place is not None:
            yield BorneOut(claim.number.span, place)


def data_evidence(text: str, markup: Markup, figure: Figure) -> tuple[Evidence, ...]:
    """Return the numbers of a text for a figure that the data behind it bear out, as evidence for them."""
    found = borne_out(text, markup, figure)
    return tuple(Evidence("data", text[slice(*one.span)].strip(), one.where) for one in found)


def in_the_data(text: str, markup: Markup, figure: Figure) -> dict[Span, str]:
    """Return what the data have in the place of numbers that they do not bear out, where the sentence names row and
    column: "results.csv, row 3, column accuracy, has 93.7"."""
    found: dict[Span, str] = {}
    for claim in claims(text, markup) if figure.data else ():
        if next(_places(claim, figure), None) is None:
            for table, column in _measured(claim, figure):
                rows = _rows(claim, table)
                if rows and len(rows) == 1 and _value(column, rows[0]) is not None:
                    found[claim.number.span] = f"{_cell(table, rows[0], column)}, has {column.cells[rows[0]]}"
    return found


def _places(claim: Claim, figure: Figure) -> Iterator[str]:
    """Yield where the tables have a number, the likeliest first."""
    keys = [place for table in figure.data for place in _keys(claim, table)]
    if keys:
        yield from keys
        return
    for table in figure.data:
        yield from _counts(claim, table)
    for table, column in _measured(claim, figure):
        yield from _in_column(claim, table, column)


def _measured(claim: Claim, figure: Figure) -> list[tuple[DataTable, DataColumn]]:
    """Return the column that the sentence says the number is of, in each table; where it names none, the only one, or
    the one after which the y axis is named."""
    columns = [(table, column) for table in figure.data for column in _measures(table)]
    called = _called(claim, figure.data, columns)
    labelled, own = _labelled(claim, columns), _labelled(claim, columns, carried=False)
    both = [one for one in called if one in labelled]
    return both or own or called or labelled or _only_one(claim, figure, columns)


def _labelled(
    claim: Claim, columns: Sequence[tuple[DataTable, DataColumn]], *, carried: bool = True
) -> list[tuple[DataTable, DataColumn]]:
    """Return the columns that a sentence, without `carried` the number's piece of it, calls as the plot does."""
    several = len({table.file for table, _ in columns}) > 1
    labels = [_label(table, column, several=several) for table, column in columns]

    def named(place: int) -> set[str]:
        return {label for label in labels if label and is_named(label, claim.pieces[place])}

    said = claim.nearest(named, carried=carried) or set()
    return [one for one, label in zip(columns, labels, strict=True) if label in said]


def _called(
    claim: Claim, tables: Sequence[DataTable], columns: Sequence[tuple[DataTable, DataColumn]]
) -> list[tuple[DataTable, DataColumn]]:
    """Return the columns whose name the sentence has for the number."""
    names = list(dict.fromkeys(column.name for _, column in columns))
    paired = _paired(claim, tables, [_first_place(name, claim) for name in names])
    name = _nearest_name(claim, names, columns) if paired is None else names[paired]
    return [one for one in columns if one[1].name == name]


def _nearest_name(claim: Claim, names: Sequence[str], columns: Sequence[tuple[DataTable, DataColumn]]) -> str | None:
    """Return the name of a column that stands nearest to the number, one of its unit rather than another."""
    fitting = list(dict.fromkeys(one.name for _, one in columns if _fits(claim.number.unit, _unit_of(one))))

    def named(place: int) -> str | None:
        at = claim.start if place == claim.own else len(claim.pieces[place]) if place < claim.own else 0
        found = ((ones, column_named(ones, claim.pieces[place], at, claim.sentence)) for ones in (fitting, names))
        return next((ones[index] for ones, index in found if index is not None), None)

    alike = {one.name for _, one in columns if claim.number.unit and _same_kind(claim.number.unit, _unit_of(one))}
    return named(claim.own) or (alike.pop() if len(alike) == 1 else claim.nearest(named))


def _label(table: DataTable, column: DataColumn, *, several: bool) -> str:
    """Return what the plot calls a column, else the name of its file where there are several."""
    return " ".join(terms_of(column.label)) or (PurePosixPath(table.file).stem if several else "")


def _only_one(
    claim: Claim, figure: Figure, columns: list[tuple[DataTable, DataColumn]]
) -> list[tuple[DataTable, DataColumn]]:
    """Return the only column of numbers, or of those at the y axis; none where the sentence counts names."""
    counted = any(_tallied(claim, table, carried=True) for table in figure.data)
    at_axis = [(table, column) for table, column in columns if _is_at_axis(column, figure)]
    return [] if counted else next((only for only in (columns, at_axis) if len(only) == 1), [])


def _is_at_axis(column: DataColumn, figure: Figure) -> bool:
    labels = [panel.y.label for panel in figure.drawing.panels if panel.y] if figure.drawing else []
    return any(column_named([column.name], label, 0) is not None for label in labels if label)


def _fits(number: Unit | None, column: Unit | None) -> bool:
    """Return whether a number may be of a column by their units: one without a unit is rather not of milliseconds."""
    return column is None or _same_kind(number, column)


def _same_kind(one: Unit | None, other: Unit | None) -> bool:
    return one is not None and other is not None and one.base == other.base


def _first_place(name: str, claim: Claim) -> tuple[int, int]:
    """Return where the sentence names a column first: its piece, and the place in it; (-1, -1) where it does not."""
    for place, piece in enumerate(claim.pieces):
        if column_named([name], piece, len(piece)) is not None:
            return place, piece.lower().find(terms_of(name)[-1].lower()[:_TELLING])
    return -1, -1


def _paired(claim: Claim, tables: Sequence[DataTable], places: Sequence[tuple[int, int]]) -> int | None:
    """Return which of the things at these places a number is of, in "the X and Y of A are 1 and 2, respectively"."""
    if "respective" not in claim.sentence.lower():
        return None
    values = [number for place in range(len(claim.pieces)) for number in _values_in(claim, place, tables)]
    named = sorted((place, index) for index, place in enumerate(places) if place[0] >= 0)
    if len(named) != len(values) or claim.number not in values:
        return None
    return named[values.index(claim.number)][1]


def _values_in(claim: Claim, place: int, tables: Sequence[DataTable]) -> list[Number]:
    """Return the numbers of a piece that are no values at the other axis."""
    piece = claim.pieces[place]
    return [
        number
        for number, span in claim.amounts[place]
        if not any(_is_key(number, span, piece, table) for table in tables)
    ]


def _measures(table: DataTable) -> list[DataColumn]:
    """Return the columns of numbers but the first, which is what the others are plotted against."""
    numeric = [column for column in table.columns if _has_numbers(column)]
    return [column for column in numeric if column is not table.columns[0]] or numeric


def _keys(claim: Claim, table: DataTable) -> Iterator[str]:
    """Yield the rows whose value at the other axis a number is: "after 20 epochs"."""
    if len(_measures(table)) and _is_key(claim.number, (claim.start, claim.end), claim.pieces[claim.own], table):
        yield from (_cell(table, row, table.columns[0]) for row in _rows_at(claim.number, table))


def _is_key(number: Number, span: Span, piece: str, table: DataTable) -> bool:
    first = table.columns[0]
    if first in _measures(table) or not _has_numbers(first) or not _rows_at(number, table):
        return False
    return is_amount_of(first.name, piece, span) or _is_year(number, first)


def _is_year(number: Number, column: DataColumn) -> bool:
    values = [value for cell in column.cells if (value := value_of(cell)) is not None]
    low, high = _YEARS
    whole = number.decimals == 0 and number.unit is None
    return whole and all(low <= value <= high and value == int(value) for value in (*values, number.readings[0]))


def _rows_at(number: Number, table: DataTable) -> list[int]:
    """Return the rows whose first cell is exactly the number."""
    values = enumerate(map(value_of, table.columns[0].cells))
    return [row for row, value in values if value is not None and value in number.readings]


def _rows(claim: Claim, table: DataTable, *, carried: bool = True) -> list[int] | None:
    """Return the rows that the sentence says the number is of, without `carried` its own piece; None where none are."""
    chosen: set[int] | None = None
    for column in table.columns:
        by_name = not _has_numbers(column)
        found = _rows_by_name(claim, table, column, carried) if by_name else _rows_by_key(claim, table, column, carried)
        if found:
            chosen = set(found) if chosen is None else chosen & set(found)
    return None if chosen is None else sorted(chosen)


def _rows_by_key(claim: Claim, table: DataTable, column: DataColumn, carried: bool) -> list[int] | None:
    """Return the rows that a number beside this one names by their value at the other axis, or "the end" does."""
    if column is not table.columns[0] or column in _measures(table):
        return None
    unnamed = len(column.name) == 1 or _NUMBERED.fullmatch(column.name) is not None

    def keys(place: int) -> list[int] | None:
        if place == claim.own and "last" in claim.statistics(carried=False) and table.complete:
            return [table.rows - 1]
        for number, span in claim.amounts[place]:
            alone = unnamed and place == claim.own and _rows_at(number, table)
            if number is not claim.number and (alone or _is_key(number, span, claim.pieces[place], table)):
                return _rows_at(number, table)
        return None

    return claim.nearest(keys, carried=carried)


def _rows_by_name(claim: Claim, table: DataTable, column: DataColumn, carried: bool) -> list[int] | None:
    names = [name for name in dict.fromkeys(column.cells) if name]
    places = [
        next(((p, piece.find(name)) for p, piece in enumerate(claim.pieces) if is_named(name, piece)), (-1, -1))
        for name in names
    ]
    paired = _paired(claim, [table], places)

    def named(place: int) -> set[str]:
        return {name for name in names if is_named(name, claim.pieces[place])}

    wanted = {names[paired]} if paired is not None else claim.nearest(named, carried=carried)
    return [row for row, cell in enumerate(column.cells) if cell in wanted] if wanted else None


def _in_column(claim: Claim, table: DataTable, column: DataColumn) -> Iterator[str]:
    """Yield where a column has the number: as a statistic that is named, in the rows that are named, or anywhere."""
    own = column_named([column.name], claim.pieces[claim.own], claim.start) is not None
    statistics = claim.end_points() or claim.statistics(carried=not own)
    rows, near = _rows(claim, table), _rows(claim, table, carried=False)
    if near is None or len(near) > 1 or _cell_agrees(claim, column, near):
        yield from _as_statistic(claim, table, column, statistics, rows)
    chosen = near or ([] if statistics else _any_row(claim.number, column) if rows is None else rows)
    yield from (_cell(table, row, column) for row in chosen if _cell_agrees(claim, column, [row]))


def _any_row(number: Number, column: DataColumn) -> Sequence[int]:
    """Return all rows where a number has so many digits that it is in none of them by chance."""
    telling = len(number.readings[0].normalize().as_tuple().digits) >= _TELLING
    return range(len(column.cells) if telling else 0)


def _as_statistic(
    claim: Claim, table: DataTable, column: DataColumn, statistics: Sequence[str], rows: Sequence[int] | None
) -> Iterator[str]:
    """Yield the statistics of a column that a number is: of all its rows, and of several that are named."""
    for statistic in statistics:
        for among in (None, rows) if rows and len(rows) > 1 else (None,):
            value, name = _statistic(statistic, table, column, among)
            if value is not None and _agrees(claim.number, value, column):
                yield f"{table.file}, {name} column {column.name}"


def _cell_agrees(claim: Claim, column: DataColumn, rows: Sequence[int]) -> bool:
    values = (_value(column, row) for row in rows)
    return any(value is not None and _agrees(claim.number, value, column) for value in values)


def _statistic(
    name: str, table: DataTable, column: DataColumn, rows: Sequence[int] | None
) -> tuple[Decimal | float | None, str]:
    """Return a statistic of a column with its name; of the rows that are named, where there are some."""
    if name in ("first", "last"):
        row = 0 if name == "first" else table.rows - 1
        return (_value(column, row) if name == "first" or table.complete else None), f"row {row + 1},"
    if rows is None:
        return getattr(column, name), f"{name} of"
    values = [value for row in rows if (value := _value(column, row)) is not None]
    if len(values) < len(rows):
        return None, name
    computed = {"minimum": min(values), "maximum": max(values), "mean": sum(values) / len(values)}
    return computed[name], f"{name} over {len(rows)} rows of"


def _counts(claim: Claim, table: DataTable) -> Iterator[str]:
    """Yield the rows, where a number counts them, and the names whose count or share of the rows it is."""
    if table.complete and _is_count(claim.number, table.rows) and _ROWS.match(claim.after):
        yield f"{table.file}, {table.rows} rows"
    for name, column, count in _tallied(claim, table, carried=claim.number.percent):
        share = Number((0, 0), (Decimal(100 * count) / table.rows,), 0)
        if claim.number.percent and agrees(replace(claim.number, percent=False), share):
            yield f"{table.file}, share of {name} in column {column}"
        elif _is_count(claim.number, count):
            yield f"{table.file}, count of {name} in column {column}"


def _is_count(number: Number, count: int) -> bool:
    return not number.percent and not number.decimals and number.readings[0] == count


def _tallied(claim: Claim, table: DataTable, *, carried: bool) -> list[tuple[str, str, int]]:
    """Return the names nearest to a number that stand in several rows: each with its column, and how often."""
    tallies = [
        (name, column.name, count)
        for column in table.columns
        if table.complete and not _has_numbers(column) and len(column.cells) == table.rows
        for name, count in Counter(column.cells).items()
        if count > 1
    ]

    def named(place: int) -> list[tuple[str, str, int]]:
        return [tally for tally in tallies if is_named(tally[0], claim.pieces[place])]

    return claim.nearest(named, carried=carried) or []


def _has_numbers(column: DataColumn) -> bool:
    return column.minimum is not None or any(value_of(cell) is not None for cell in column.cells[:5])


def _cell(table: DataTable, row: int, column: DataColumn) -> str:
    return f"{table.file}, row {row + 1}, column {column.name}"


def _value(column: DataColumn, row: int) -> Decimal | None:
    """Return the number in a row of a column; None where there is none, or it was not kept."""
    return value_of(column.cells[row]) if row < len(column.cells) else None


def _agrees(number: Number, value: Decimal | float, column: DataColumn) -> bool:
    """Return whether a number is this value of a column, or a rounding of it; shares may be written in percent."""
    exact = abs(value if isinstance(value, Decimal) else Decimal(f"{value:.12g}"))
    shares = column.minimum is not None and max(abs(column.minimum), abs(column.maximum or 0)) <= 1
    if shares and (number.percent or number.readings[0] > 1):
        exact *= 100
    return agrees(replace(number, percent=False), Number((0, 0), (exact,), 0, unit=_unit_of(column)))


def _unit_of(column: DataColumn) -> Unit | None:
    """Return the unit in a column's name: "memory (MB)", "latency_ms"."""
    named = _UNIT.search(column.name)
    return unit_named(named[1] or named[2]) if named else None
