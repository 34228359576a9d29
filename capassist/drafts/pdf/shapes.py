"""Shapes that give a kind of plot away: bars that stand on one line, marks that no line joins."""

from collections.abc import Iterable, Sequence
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
        items = drawing["items"]
        longer = max(width(box), height(box))
        if min(width(box), height(box)) > SMALLEST_MARK and longer < LARGEST_MARK:
            marks.append(box)
        elif len(items) >= CURVE and longer >= LARGEST_MARK:
            curves.append(box)
        elif longer > 2 > 4 * min(width(box), height(box)):
            stems.append(box)
        if drawing.get("fill") and len(items) <= 5 and all(item[0] in ("re", "qu", "l") for item in items):
            rectangles.append(box)
    return Shapes(tuple(rectangles), tuple(marks), tuple(curves), tuple(stems))


def drawn_type(shapes: Shapes, figure: Box) -> FigureType | None:
    """Return the kind of plot that the shapes in a figure show beyond doubt; None for most figures."""
    across, down = LARGE * width(figure), LARGE * height(figure)
    if any(inside(box, figure) and width(box) > across and height(box) > down for box in shapes.curves):
        return None
    rectangles = [box for box in shapes.rectangles if inside(box, figure) and area(box) < 0.5 * area(figure)]
    if _barred(rectangles, figure):
        return "bar chart"
    marks = [box for box in shapes.marks if inside(box, figure)]
    stems = sum(inside(box, figure) for box in shapes.stems)
    return "scatter plot" if stems < len(marks) / 2 and _scattered(marks) else None


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
    standing = [((round(b[3]), round(width(b))), b) for b in boxes if width(b) > 1]
    lying = [((round(b[0]), round(height(b))), b) for b in boxes if height(b) > 1]
    for keyed, side, gap in ((standing, height, overlap_x), (lying, width, overlap_y)):
        groups: dict[tuple[int, int], list[Box]] = {}
        for key, box in keyed:
            groups.setdefault(key, []).append(box)
        for group in groups.values():
            apart = sorted(group)
            gaps = [gap(a, b) for a, b in pairwise(apart)]
            # The bars of a histogram touch all; those of a group of bars may.
            free = all(g < 0.5 for g in gaps) and sum(g < -0.5 for g in gaps) * 3 >= len(gaps)
            lengths = {round(side(box)) for box in group}
            if (
                len(group) >= BARS
                and free
                and len(lengths) > len(group) / 2
                and sum(map(area, group)) > 0.02 * area(figure)
            ):
                return True
    return False
