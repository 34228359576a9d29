r"""The data that the source of a plot names or holds: what \addplot draws, and what the legend calls it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from capassist.drafts.plot_data.table_files import rows_of, table_of
from capassist.model import Axis, DataTable, Figure

_ADDPLOT = re.compile(
    r"\\addplot3?\+?[^;{]{0,400}?\b(?P<kind>table|file|coordinates)\s*(?:\[(?P<options>[^\]]*)\])?\s*"
    r"\{(?P<body>[^{}]{1,20000})\}"
)
_READ = re.compile(r"\\pgfplotstableread\s*(?:\[[^\]]*\])?\s*\{(?P<body>[^{}]{1,20000})\}\s*\{?\s*(?P<macro>\\\w+)")
_WRITTEN = r"\\begin\s*\{filecontents\*?\}\s*(?:\[[^\]]*\])?\s*\{%s\}\n(.{1,200000}?)\n[^\n\S]*\\end\s*\{filecontents"
_POINT = re.compile(r"\(\s*([^(),]{1,40})\s*,\s*([^(),]{1,40})\s*\)")
_OPTION = re.compile(r"(?:^|,)\s*([xy])\s*=\s*\{?([^,{}]+)\}?")


@dataclass(frozen=True, slots=True)
class Curve:
    r"""What one \addplot draws: `body` is the name of a file, or the table or points themselves."""

    kind: str  # table, file, coordinates
    body: str
    column: str = ""  # the column of the y axis, where it is named
    label: str = ""  # what the legend, or the y axis, calls it

    @property
    def is_inline(self) -> bool:
        """Whether the numbers stand in the source."""
        return self.kind == "coordinates" or "\n" in self.body.strip() or "\\\\" in self.body


def curves_of(code: str, figure: Figure) -> list[Curve]:
    r"""Return what the \addplot commands of a figure's source draw, where it is known: of functions it is not."""
    read = {match["macro"]: match["body"] for match in _READ.finditer(code)}
    found = [match for match in _ADDPLOT.finditer(code) if match["body"].strip()]
    labels = _labels(figure, len(found))
    curves = []
    for match, label in zip(found, labels, strict=True):
        named = dict(_OPTION.findall(match["options"] or ""))
        body = read.get(match["body"].strip(), match["body"])
        curves.append(Curve(match["kind"], body, named.get("y", "").strip(), label))
    return curves


def _labels(figure: Figure, count: int) -> Sequence[str]:
    """Return what the plot calls each of its curves: by the legend, or, of the only one, by the y axis."""
    panels = figure.drawing.panels if figure.drawing else ()
    entries = [entry.text for panel in panels for entry in panel.legend]
    if len(entries) == count:
        return entries
    named = [panel.y.label for panel in panels if panel.y and panel.y.label]
    return named if len(named) == count == 1 else [""] * count


def inline_tables(curves: Sequence[Curve], figure: Figure) -> Iterator[DataTable]:
    """Yield the tables that stand in the source of a plot."""
    panels = figure.drawing.panels if figure.drawing else ()
    names = (_name(panels[0].x, "x"), _name(panels[0].y, "y")) if len(panels) == 1 else ("x", "y")
    file = figure.source.file if figure.source else ""
    for curve in curves:
        if curve.is_inline and (table := table_of(_rows(curve, *names), file)) is not None:
            yield labelled(table, [curve])


def _name(axis: Axis | None, without: str) -> str:
    return axis.label if axis and axis.label else without


def _rows(curve: Curve, x: str, y: str) -> Iterator[Sequence[str]]:
    """Yield the rows of numbers in the source, for points with the names of the axes, or the curve's, above them."""
    if curve.kind == "coordinates":
        yield x, curve.label or y
        yield from _POINT.findall(curve.body)
    else:
        yield from rows_of(re.split(r"\\\\|\n", curve.body))


def written_table(name: str, lines: Sequence[str], file: str) -> DataTable | None:
    """Return the table that the source itself writes into a file of this name; None where it does not."""
    found = re.search(_WRITTEN % re.escape(name), "\n".join(lines), re.DOTALL)
    return table_of(rows_of(found[1].splitlines()), file) if found else None


def labelled(table: DataTable, curves: Sequence[Curve]) -> DataTable:
    """Return a table with what the plot calls its columns; one of two columns is named by its only curve."""
    names = {curve.column: curve.label for curve in curves if curve.column and curve.label}
    only = curves[0].label if len(curves) == 1 and not curves[0].column else ""
    if only and len(table.columns) == 2:
        names = {table.columns[1].name: only}
    columns = tuple(replace(one, label=names.get(one.name, "")) for one in table.columns)
    return replace(table, columns=columns)
