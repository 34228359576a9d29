"""What was read of one figure, for people: its caption, where it is mentioned, and what is drawn in it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from capassist.guards.plot_data import data_evidence, in_the_data
from capassist.model import Axis, DataTable, Drawing, Figure, LegendEntry, PlotPanel
from capassist.terminal.console import Hanging, headline, literal_line
from capassist.text.markup import PLAIN
from capassist.text.words import counted

_WIDTH = 10
_AXES = (("x", "x axis"), ("y", "y axis"), ("x2", "top axis"), ("y2", "right axis"))


def figure_facts(figure: Figure, caption: str | None = None) -> RenderableType:
    """Return the facts of a figure, a line each; the drawing's panels come last. `caption` is the one to show instead
    of its own: as the page has it."""
    lines = [_row(name, value) for name, value in _facts(figure, caption or figure.caption) if value]
    return Group(literal_line(headline(figure), "bold"), *lines, Text())


def _facts(figure: Figure, caption: str | None) -> list[tuple[str, str]]:
    return [
        ("type", figure.type or ""),
        ("page", str(figure.page or "")),
        ("caption", caption or "missing"),
        ("graphics", ", ".join(image.path for image in figure.images if image.path)),
        ("panels", ", ".join(panel.label for panel in figure.panels)),
        ("mentions", counted(len(figure.mentions), "paragraph")),
        *(_drawing_rows(figure.drawing) if figure.drawing else [("drawn", "nothing that could be read")]),
        *_data_rows(figure),
    ]


def _row(name: str, value: str) -> RenderableType:
    return Hanging(Text(f"{name:<{_WIDTH}} ", "dim"), literal_line(value))


def _drawing_rows(drawing: Drawing) -> Iterator[tuple[str, str]]:
    if drawing.note:
        yield "note", drawing.note
    if drawing.title:
        yield "title", drawing.title
    for number, panel in enumerate(drawing.panels, 1):
        if len(drawing.panels) > 1 or panel.label or panel.title:
            yield "panel", " ".join(filter(None, (panel.label or f"{number}.", panel.title)))
        yield from _panel_rows(panel)
    if drawing.nodes:
        yield "nodes", "; ".join(drawing.nodes)
    if drawing.scale_bars:
        yield "scale", "; ".join(drawing.scale_bars)


def _data_rows(figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield the tables behind a figure, and which numbers of its caption they bear out, and which not."""
    caption = figure.caption or ""
    yield from (("data", _table(table)) for table in figure.data)
    yield from (("borne out", f"{one.text}: {one.where}") for one in data_evidence(caption, PLAIN, figure))
    against = in_the_data(caption, PLAIN, figure)
    yield from (("differs", f"{caption[slice(*span)].strip()}: {has}") for span, has in against.items())


def _table(table: DataTable) -> str:
    columns = ", ".join(column.name for column in table.columns)
    return f"{table.file}: {counted(table.rows, 'row')}{'' if table.complete else ' and more'} of {columns}"


def _panel_rows(panel: PlotPanel) -> Iterator[tuple[str, str]]:
    for field, name in _AXES:
        axis = getattr(panel, field)
        if axis is not None:
            yield name, _axis(axis)
    if panel.legend:
        yield "legend", "; ".join(_entry(entry) for entry in panel.legend)
    if panel.colourbar:
        yield "colours", panel.colourbar
    if panel.facets:
        yield "facets", "; ".join(panel.facets)


def _axis(axis: Axis) -> str:
    ticks = f"{axis.ticks[0]} to {axis.ticks[-1]}" if len(axis.ticks) > 1 else ""
    if axis.scale == "category":
        ticks = ", ".join(axis.ticks)
    log = "logarithmic" if axis.scale == "log" else ""
    return ": ".join(filter(None, (axis.label or "no label", ", ".join(filter(None, (ticks, log))))))


def _entry(entry: LegendEntry) -> str:
    look = " ".join(filter(None, (entry.colour, "dashed" if entry.line == "dashed" else "")))
    return f"{entry.text} ({look})" if look else entry.text
