"""Finds grids of small charts that share their axes and carry their names on strips, as ggplot's facets do."""

from collections.abc import Sequence

from capassist.drafts.drawing.ink import Canvas, Path, Text, holds
from capassist.drafts.pdf.page import height, width
from capassist.model import Box

TOUCH = 2.5  # points between a strip and its chart
HIGH = 3.0  # em that a strip is high at most


def strips_of(canvas: Canvas, frames: Sequence[Box], texts: Sequence[Text]) -> list[Text]:
    """Return the texts on the strips above or right of charts, in reading order; fewer than two are none."""
    filled = [p for p in canvas.paths if p.kind == "rect" and p.fill and 0.5 < min(p.fill) < 0.99]
    found = [text for text in texts if any(_is_strip(path, text, frames) for path in filled)]
    return found if len(found) >= 2 else []


def _is_strip(path: Path, text: Text, frames: Sequence[Box]) -> bool:
    """Whether a text stands on a strip: level above a chart, or turned right of it."""
    if text.turn is None or not holds(path.box, text):
        return False
    if text.turn == 0:
        return height(path.box) < HIGH * text.size and any(_lies_on(path.box, frame) for frame in frames)
    return width(path.box) < HIGH * text.size and any(_stands_beside(path.box, frame) for frame in frames)


def _lies_on(strip: Box, chart: Box) -> bool:
    """Whether a strip is as wide as a chart and touches it from above."""
    off = strip[3] - chart[1], strip[0] - chart[0], width(strip) - width(chart)
    return all(abs(points) < TOUCH for points in off)


def _stands_beside(strip: Box, chart: Box) -> bool:
    """Whether a strip is as high as a chart and touches it from the right."""
    off = strip[0] - chart[2], strip[1] - chart[1], height(strip) - height(chart)
    return all(abs(points) < TOUCH for points in off)
