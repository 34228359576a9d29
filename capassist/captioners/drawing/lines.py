"""What is drawn in a figure, a line a panel, as a model is told it."""

from collections.abc import Iterator

from capassist.model import Axis, Drawing, LegendEntry, PlotPanel
from capassist.text.words import one_line

_MOST_PANELS = 8


def described(drawing: Drawing) -> tuple[str, ...]:
    """Return what is drawn, a line a panel, as a model is told it: "panel (a): x axis: time [day], …"."""
    lines = [
        f"title: {drawing.title}" if drawing.title else "",
        *(_described_panel(panel, number) for number, panel in enumerate(drawing.panels[:_MOST_PANELS], 1)),
        f"nodes: {'; '.join(drawing.nodes)}" if drawing.nodes else "",
        f"scale bars: {'; '.join(drawing.scale_bars)}" if drawing.scale_bars else "",
    ]
    return tuple(one_line(line) for line in lines if line)


def _described_panel(panel: PlotPanel, number: int) -> str:
    """Return the line of one panel; nothing where nothing of it was read."""
    parts = ", ".join(_described_parts(panel))
    name = " ".join(filter(None, (panel.label or str(number), panel.title)))
    if parts:
        return f"panel {name}: {parts}"
    return f"panel {name}" if panel.label or panel.title else ""


def _described_parts(panel: PlotPanel) -> Iterator[str]:
    for name, axis in _axes(panel):
        if axis and axis.label:
            yield f"{name} axis: {axis.label}"
    if panel.legend:
        yield f"series: {'; '.join(map(_entry, panel.legend))}"
    if panel.colourbar:
        yield f"colour scale: {panel.colourbar}"
    if panel.facets:
        yield f"strips: {'; '.join(panel.facets)}"


def _axes(panel: PlotPanel) -> tuple[tuple[str, Axis | None], ...]:
    return ("x", panel.x), ("y", panel.y), ("upper x", panel.x2), ("right y", panel.y2)


def _entry(entry: LegendEntry) -> str:
    known = ", ".join(filter(None, (entry.colour, entry.line)))
    return f"{entry.text} ({known})" if known else entry.text
