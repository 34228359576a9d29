"""Finds grids of small charts that share their axes and carry their names on strips, as ggplot's facets do."""

from collections.abc import Sequence

from capassist.drafts.drawing.ink import Canvas, Path, Text
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
    box, (x, y) = path.box, text.centre
    if not (box[0] < x < box[2] and box[1] < y < box[3]) or text.turn is None:
        return False
    if text.turn == 0:
        flat = height(box) < HIGH * text.size
        return flat and any(
            abs(box[3] - f[1]) < TOUCH and abs(box[0] - f[0]) < TOUCH and abs(width(box) - width(f)) < TOUCH
            for f in frames
        )
    slim = width(box) < HIGH * text.size
    return slim and any(
        abs(box[0] - f[2]) < TOUCH and abs(box[1] - f[1]) < TOUCH and abs(height(box) - height(f)) < TOUCH
        for f in frames
    )
