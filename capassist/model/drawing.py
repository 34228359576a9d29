"""What is drawn inside a figure: panels with their axes and legends, or the nodes of a diagram."""

from dataclasses import dataclass
from typing import Literal

FigureType = Literal["graph plot", "node diagram", "equation", "bar chart", "scatter plot", "photo", "table", "other"]
DrawingSource = Literal["pdf", "svg", "eps", "tikz", "script", "ocr"]
Scale = Literal["linear", "log", "category"]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a panel. `label` is as printed, with its unit; `ticks` are its tick labels in order; `scale` is None
    where there are none, or where a multiplier or an offset at its end makes the values other ones."""

    label: str | None = None
    unit: str | None = None
    ticks: tuple[str, ...] = ()
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of a legend; what its key looks like where that is certain."""

    text: str
    colour: str | None = None  # a plain colour word
    marker: bool = False
    line: Literal["solid", "dashed"] | None = None


@dataclass(frozen=True, slots=True)
class PlotPanel:
    """One pair of axes, in reading order, or a lettered part without axes."""

    label: str | None = None  # the panel letter as printed: "(a)", "B"
    title: str | None = None
    x: Axis | None = None
    y: Axis | None = None
    x2: Axis | None = None  # the axis at the top
    y2: Axis | None = None  # the axis at the right
    legend: tuple[LegendEntry, ...] = ()
    colourbar: str | None = None  # the label of a colour scale
    facets: tuple[str, ...] = ()  # strip titles of a grid of small charts that share their axes

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed in it but for its letter and its ticks."""
        axes = (axis.label for axis in (self.x, self.y, self.x2, self.y2) if axis)
        found = (self.title, *axes, self.colourbar, *(entry.text for entry in self.legend), *self.facets)
        return tuple(filter(None, found))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was read from a figure's own graphics. Nothing in it is guessed: what could not be read is not there."""

    source: DrawingSource
    panels: tuple[PlotPanel, ...] = ()
    nodes: tuple[str, ...] = ()  # texts of a node diagram, in reading order
    title: str | None = None  # one title for all panels
    kind: FigureType | None = None  # what its shapes, or its pixels, are those of
    scale_bars: tuple[str, ...] = ()  # the lengths written at them: "10 µm"
    note: str = ""  # why less was read than a reader sees: a sentence
    width: float | None = None  # of one file, or of its part that is shown, in points
    text_size: float | None = None  # in points at that width: a quarter of the texts are not larger

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed in it but for ticks, each once: titles, nodes, axes, colour scales, legends, scale bars."""
        own = [self.title, *self.nodes, *self.scale_bars]
        return tuple(dict.fromkeys(filter(None, [*own, *(text for panel in self.panels for text in panel.texts)])))
