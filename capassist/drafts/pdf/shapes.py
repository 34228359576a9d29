"""Shapes that give a kind of plot away: bars that stand on one line, marks that no line joins."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from capassist.drafts.pdf.page import Shapes, area, height, inside, overlap_x, overlap_y, width
from capassist.model import Box, FigureType

LARGEST_MARK = 9.0  # points
SMALLEST_MARK = 0.8
CURVE = 9  # segments of a path: frames, ticks and arrows have fewer
LARGE = 0.05  # share of a figure that a curve through its data spans in width and height
MARKS = 20
FEW_PLACES = 60  # more marks than these share their places
BARS = 3


def shapes_of(drawings: Iterable[tuple[dict[str, Any], Box]]) -> Shapes:
    """Sort the paths of a page, as the library gives them with their boxes, by what they may be of a plot."""
    rectangles, marks, curves, stems = [], [], [], []
    for drawing, box in drawings:
        shorter, longer = sorted((width(box), height(box)))
        if shorter > SMALLEST_MARK and longer < LARGEST_MARK:
            marks.append(box)
        elif len(drawing["items"]) >= CURVE and longer >= LARGEST_MARK:
            curves.append(box)
        elif longer > 2 > 4 * shorter:
            stems.append(box)
        if _rectangle(drawing):
            rectangles.append(box)
    return Shapes(tuple(rectangles), tuple(marks), tuple(curves), tuple(stems))


def _rectangle(drawing: dict[str, Any]) -> bool:
    """Whether a path is filled and has the parts of a rectangle."""
    items = drawing["items"]
    return bool(drawing.get("fill")) and len(items) <= 5 and all(item[0] in ("re", "qu", "l") for item in items)


def drawn_type(shapes: Shapes, figure: Box) -> FigureType | None:
    """Return the kind of plot that the shapes in a figure show beyond doubt; None for most figures."""
    across, down = LARGE * width(figure), LARGE * height(figure)
    if any(width(box) > across and height(box) > down for box in _within(shapes.curves, figure)):
        return None
    if _barred([box for box in _within(shapes.rectangles, figure) if area(box) < 0.5 * area(figure)], figure):
        return "bar chart"
    marks = _within(shapes.marks, figure)
    stems = _within(shapes.stems, figure)
    return "scatter plot" if len(stems) < len(marks) / 2 and _scattered(marks) else None


def _within(boxes: Iterable[Box], figure: Box) -> list[Box]:
    return [box for box in boxes if inside(box, figure)]


def _scattered(marks: Sequence[Box]) -> bool:
    """Whether marks of one size, as high as wide, stand at as many places from left to right as from top to bottom."""
    sizes: dict[float, list[Box]] = {}
    for box in marks:
        if abs(width(box) - height(box)) < 0.1 * width(box):
            sizes.setdefault(round(width(box), 1), []).append(box)
    alike = max(sizes.values(), key=len, default=[])
    places = [len({round(box[side]) for box in alike}) for side in (0, 1)]
    return len(alike) >= MARKS and min(places) > 0.5 * min(len(alike), FEW_PLACES)


def _barred(boxes: Sequence[Box], figure: Box) -> bool:
    """Whether rectangles of one width and several heights stand apart on one line, or lie so from one line."""
    standing = _grouped([b for b in boxes if width(b) > 1], lambda b: (round(b[3]), round(width(b))))
    lying = _grouped([b for b in boxes if height(b) > 1], lambda b: (round(b[0]), round(height(b))))
    return any(_bars(group, figure, height, overlap_x) for group in standing) or any(
        _bars(group, figure, width, overlap_y) for group in lying
    )


def _grouped(boxes: Sequence[Box], key: Callable[[Box], tuple[int, int]]) -> list[list[Box]]:
    groups: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        groups.setdefault(key(box), []).append(box)
    return list(groups.values())


def _bars(group: Sequence[Box], figure: Box, length: Callable[[Box], float], gap: Callable[[Box, Box], float]) -> bool:
    """Whether rectangles of one width on one line are bars: apart from each other, of many lengths, no small part of
    the figure."""
    gaps = [gap(a, b) for a, b in pairwise(sorted(group))]
    # The bars of a histogram touch all; those of a group of bars may.
    free = all(g < 0.5 for g in gaps) and sum(g < -0.5 for g in gaps) * 3 >= len(gaps)
    lengths = {round(length(box)) for box in group}
    large = sum(map(area, group)) > 0.02 * area(figure)
    return free and large and len(group) >= BARS and len(lengths) > len(group) / 2
