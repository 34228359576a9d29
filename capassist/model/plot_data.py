"""The numbers behind a plot: tables that the draft has beside its figures, or in their source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column of a table. `cells` are as written, row by row, the first rows of a long table only.

    The statistics are those of all its numbers; None where there is no number, or the table was not read to its end.
    """

    name: str
    cells: tuple[str, ...]
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    label: str = ""  # what the plot calls it, in its legend or at its axis, where the source says so


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table. `rows` counts its rows without the header; it is not `complete` where it was too long to be read."""

    file: str  # relative to the draft's root
    columns: tuple[DataColumn, ...]
    rows: int
    complete: bool = True
