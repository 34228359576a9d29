"""What is drawn in a figure, a line a panel, as a model is told it."""

from capassist.model import Axis, Drawing, LegendEntry, PlotPanel
from capassist.text.words import one_line

_MOST_PANELS = 8


def described(drawing: Drawing) -> tuple[str, ...]:
    """Return what is drawn, a line a panel, as a model is told it: "panel (a): x axis: time [day], …"."""
    lines = [f"title: {drawing.title}"] if drawing.title else []
    for number, panel in enumerate(drawing.panels[:_MOST_PANELS], 1):
        parts = [
            *(f"{name} axis: {axis.label}" for name, axis in _axes(panel) if axis and axis.label),
            *([f"series: {'; '.join(_entry(entry) for entry in panel.legend)}"] if panel.legend else ()),
            *([f"colour scale: {panel.colourbar}"] if panel.colourbar else ()),
            *([f"strips: {'; '.join(panel.facets)}"] if panel.facets else ()),
        ]
        named = " ".join(filter(None, (panel.label or str(number), panel.title)))
        if parts or panel.label or panel.title:
            lines.append(f"panel {named}: {', '.join(parts)}" if parts else f"panel {named}")
    if drawing.nodes:
        lines.append(f"nodes: {'; '.join(drawing.nodes)}")
    return tuple(one_line(line) for line in lines)


def _axes(panel: PlotPanel) -> tuple[tuple[str, Axis | None], ...]:
    return ("x", panel.x), ("y", panel.y), ("upper x", panel.x2), ("right y", panel.y2)


def _entry(entry: LegendEntry) -> str:
    known = ", ".join(filter(None, (entry.colour, entry.line)))
    return f"{entry.text} ({known})" if known else entry.text
