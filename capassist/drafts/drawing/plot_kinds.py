"""Tells what kind of plot stands in axes by the shapes that are drawn in them: bars, curves, marks, areas of colour."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from capassist.drafts.drawing.ink import Canvas, Path
from capassist.drafts.pdf.page import area, height, inside, overlap, overlap_x, overlap_y, width
from capassist.model import Box, FigureType

LONG = 0.3  # of a side of the axes that a curve spans
PLAIN = 9  # segments of a filled path with an outline: fewer are boxes around legends, and arrows
FRAME = 0.97  # of both sides of the axes: what is as large is their background
BARS = 3
MOSTLY = 0.6  # of the axes of a figure that hold bars
BAR_AREA = 0.02  # of the axes that bars fill
EDGE = 1.5  # points between the sides of axes and of the picture in them
TILES = 30  # rectangles of one size that make a map of colours
TILED = 0.1  # of the axes that they fill
REGIONS = 4  # filled areas without an outline that make a map of colours
MARKS = 5
ALIKE = 0.6  # of the marks that have about one size
SPECK = 0.3  # points: what is smaller is the end of an error bar
FEW_PLACES = 60  # more marks than these share their places
MANY_MARKS = 20  # more than the line through them has points
STRAIGHT = 2  # segments: a curve of fewer is a line of reference
MOST_PATHS = 30_000


def plot_kind(canvas: Canvas, frames: Sequence[Box], legends: Sequence[Box]) -> FigureType | None:
    """Return the kind of plot that fills the largest part of the axes of a figure, bars only where they fill most of
    it; None where none of them says.

    `frames` are the boxes of the axes, `legends` those of the legends, whose keys are no data.
    """
    areas: Counter[FigureType] = Counter()
    for frame, data in _by_frame(canvas, frames, legends).items():
        kind = _kind_within(frame, data, canvas.images)
        if kind is not None:
            areas[kind] += round(area(frame))
    if areas["bar chart"] < MOSTLY * areas.total():
        del areas["bar chart"]  # a histogram beside other plots makes no bar chart of them
    return areas.most_common(1)[0][0] if areas else None


def _by_frame(canvas: Canvas, frames: Sequence[Box], legends: Sequence[Box]) -> dict[Box, list[Path]]:
    """Return the paths in each of the axes; what lies in an inset is the inset's."""
    innermost = sorted(set(frames), key=area)
    data: dict[Box, list[Path]] = {frame: [] for frame in innermost}
    for path in canvas.paths[:MOST_PATHS]:
        x, y = _middle(path)
        frame = next((f for f in innermost if f[0] <= x <= f[2] and f[1] <= y <= f[3]), None)
        if frame is not None and not any(inside(path.box, legend) for legend in legends):
            data[frame].append(path)
    return data


def _middle(path: Path) -> tuple[float, float]:
    """Return the middle of what is seen of a path."""
    x0, y0, x1, y1 = path.box
    if path.clip is not None:
        x0, y0, x1, y1 = max(x0, path.clip[0]), max(y0, path.clip[1]), min(x1, path.clip[2]), min(y1, path.clip[3])
    return (x0 + x1) / 2, (y0 + y1) / 2


def _kind_within(frame: Box, data: Sequence[Path], images: Sequence[Box]) -> FigureType | None:
    filled = _rectangles(data, frame)
    curves = [path for path in data if _is_curve(path, frame)]
    if _is_barred(filled, frame) or _are_outlines(curves):
        return "bar chart"
    if _is_tiled(filled, frame) or _is_coloured(frame, curves, images):
        return "other"
    if _is_scatter(data, curves):
        return "scatter plot"
    return "graph plot" if curves else None


def _are_outlines(curves: Sequence[Path]) -> bool:
    """Whether all curves are the outlines of bars."""
    return bool(curves) and all(curve.stepped for curve in curves)


def _is_coloured(frame: Box, curves: Sequence[Path], images: Sequence[Box]) -> bool:
    """Whether axes hold a map of colours: a picture of their size, or areas of colour without lines."""
    if any(_is_same(image, frame) for image in images):
        return True
    return not any(curve.stroke for curve in curves) and _regions(curves, frame) >= REGIONS


def _is_scatter(data: Sequence[Path], curves: Sequence[Path]) -> bool:
    """Whether marks are the data: there are no curves but lines of reference, and then many more marks."""
    lines = [curve for curve in curves if curve.stroke]
    straight = all(line.segments <= STRAIGHT for line in lines)
    return straight and len(_marks(data)) >= (MANY_MARKS if lines else MARKS)


def _rectangles(data: Sequence[Path], frame: Box) -> list[Box]:
    """Return the filled rectangles that are no background of the axes."""
    return [path.box for path in data if _is_filled(path) and not _fills(path.box, frame)]


def _is_filled(path: Path) -> bool:
    """Whether a path is a rectangle with an area of colour."""
    return path.kind == "rect" and bool(path.fill)


def _fills(box: Box, frame: Box) -> bool:
    return overlap(box, frame) > FRAME * FRAME * area(frame)


def _is_same(box: Box, frame: Box) -> bool:
    """Whether a picture is as large as the axes, as that of a map of colours is; points and lines made a picture are
    cut to them."""
    return all(abs(a - b) < EDGE for a, b in zip(box, frame, strict=True))


def _is_curve(path: Path, frame: Box) -> bool:
    """Whether a path goes through the data: neither a straight line along an axis nor the box of a legend."""
    if path.kind != "curve" or (path.stroke and path.fill and path.segments < PLAIN):
        return False
    return width(path.box) > LONG * width(frame) or height(path.box) > LONG * height(frame)


def _is_tiled(boxes: Sequence[Box], frame: Box) -> bool:
    """Whether many rectangles of one size lie beside and below each other, as those of a map of colours do."""
    sizes = Counter((round(width(box)), round(height(box))) for box in boxes)
    (size, count), *_ = sizes.most_common(1) or [((0, 0), 0)]
    tiles = [box for box in boxes if (round(width(box)), round(height(box))) == size]
    rows = len({round(box[1]) for box in tiles})
    columns = len({round(box[0]) for box in tiles})
    return count >= TILES and min(rows, columns) >= 3 and sum(map(area, tiles)) > TILED * area(frame)


def _regions(curves: Sequence[Path], frame: Box) -> int:
    """Return how many filled areas of different colours do not go from one end of the axes to the other."""
    return len({path.fill for path in curves if path.fill and width(path.box) < 0.9 * width(frame)})


def _marks(data: Sequence[Path]) -> list[Path]:
    """Return the marks of about one size; none where the sizes differ, as those of islands in a map of contours do."""
    marks = [path for path in data if path.kind == "mark" and max(width(path.box), height(path.box)) > SPECK]
    usual = median(width(path.box) for path in marks) if marks else 0.0
    alike = [path for path in marks if 0.7 * usual <= width(path.box) <= 1.4 * usual]
    return alike if len(alike) >= ALIKE * len(marks) else []


def _is_barred(boxes: Sequence[Box], frame: Box) -> bool:
    """Whether rectangles of one width and several heights stand apart on one line, or lie so from one line."""
    standing = _grouped([b for b in boxes if width(b) > 1], lambda b: (round(b[3]), round(width(b))))
    lying = _grouped([b for b in boxes if height(b) > 1], lambda b: (round(b[0]), round(height(b))))
    return any(_bars(group, frame, height, overlap_x) for group in standing) or any(
        _bars(group, frame, width, overlap_y) for group in lying
    )


def _grouped(boxes: Sequence[Box], key: Callable[[Box], tuple[int, int]]) -> list[list[Box]]:
    groups: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        groups.setdefault(key(box), []).append(box)
    return list(groups.values())


def _bars(group: Sequence[Box], frame: Box, length: Callable[[Box], float], gap: Callable[[Box, Box], float]) -> bool:
    """Whether rectangles of one width on one line are bars: none before another, of many lengths, no small part of
    the axes."""
    gaps = [gap(a, b) for a, b in pairwise(sorted(set(group)))]
    lengths = {round(length(box)) for box in group}
    large = sum(map(area, group)) > BAR_AREA * area(frame)
    return all(g < 0.5 for g in gaps) and large and len(group) >= BARS and len(lengths) > max(1, len(group) / 4)


def kind_without_axes(canvas: Canvas) -> FigureType | None:
    """Return what kind of figure the shapes on a canvas are whose axes could not be read; None where they are of no
    kind."""
    data = [path for path in canvas.paths if inside(path.box, canvas.box)]
    if _is_barred([path.box for path in data if _can_be_bar(path, canvas)], canvas.box):
        return "bar chart"
    if _is_diagram(canvas):
        return "node diagram"
    return "scatter plot" if _is_cloud(data, canvas.box) else None


def _can_be_bar(path: Path, canvas: Canvas) -> bool:
    """Whether a path is a filled rectangle that is no background, and no node with a name."""
    return _is_filled(path) and area(path.box) < 0.5 * area(canvas.box) and not _is_named(path.box, canvas)


def _is_cloud(data: Sequence[Path], frame: Box) -> bool:
    """Whether marks are scattered, and no curve goes through them."""
    curved = any(_is_curve(path, frame) for path in data if path.segments >= PLAIN)
    return not curved and _are_scattered(_marks(data))


def _are_scattered(marks: Sequence[Path]) -> bool:
    """Whether marks stand at as many places from left to right as from top to bottom, as no row of ticks does."""
    places = [len({round(path.box[side]) for path in marks}) for side in (0, 1)]
    return len(marks) >= MANY_MARKS and min(places) > 0.5 * min(len(marks), FEW_PLACES)


def _is_diagram(canvas: Canvas) -> bool:
    """Whether a figure without axes is a diagram: texts in boxes, or beside lines that lead from one to another."""
    texts = sum(any(map(str.isalnum, text.text)) for text in canvas.texts)
    nodes = {path.box for path in canvas.paths if _is_node(path, canvas) and _is_named(path.box, canvas)}
    arrows, joints = sum(map(_is_arrowhead, canvas.paths)), sum(map(_can_be_joint, canvas.paths))
    return texts >= 2 and (len(nodes) >= 2 or (len(nodes) + arrows >= 2 and joints >= 2))


def _is_arrowhead(path: Path) -> bool:
    return path.kind == "mark" and path.fill is not None and path.segments in (2, 3, 4)


def _can_be_joint(path: Path) -> bool:
    """Whether a path is a line that may lead from one node to another."""
    return path.kind == "line" or (path.kind == "curve" and path.fill is None)


def _is_named(box: Box, canvas: Canvas) -> bool:
    """Whether a word stands in a box, as it does in a node."""
    return any(inside(text.box, box) and any(map(str.isalpha, text.text)) for text in canvas.texts)


def _is_node(path: Path, canvas: Canvas) -> bool:
    box = path.box
    closed = path.kind == "rect" or (path.kind in ("curve", "mark") and path.segments >= 4)
    return closed and min(width(box), height(box)) > 4 and area(box) < 0.6 * area(canvas.box)
