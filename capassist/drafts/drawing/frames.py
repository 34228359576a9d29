"""Finds the frames of a figure's axes: where spines, clips, fills or grids of lines mark the area of the data."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from capassist.drafts.drawing.grouping import groups_of
from capassist.drafts.drawing.ink import Canvas, Path
from capassist.drafts.pdf.page import area, height, inside, overlap, union, width
from capassist.model import Box

SMALLEST = 14.0  # points: the shorter side of the smallest axes
THINNEST = 3.0  # points: a colour bar
SHARE = 0.05  # of the figure's longer side, likewise
MEET = 2.0  # points between the ends of two spines that meet
SAME = 0.86  # of two frames' union that they share when they are one
CLIP = 2.01  # the weight of a clip, told apart from other weights
PICTURED = 1.5  # the weight of a slim picture
OUTLINED = 3.0  # the weight of a rectangle that is drawn
WHITE, PALE = 0.99, 0.85  # of 1: the weakest part of a fill that is brighter
ALL_SIDES = frozenset({"left", "right", "top", "bottom"})
SLIM = 0.2  # of its length that a picture is wide which is the scale of colours
EVEN = 2.0  # points that the steps of a grid may differ by
MOST_LINES = 1_500  # of one direction; hatchings have more


@dataclass(frozen=True, slots=True)
class Frame:
    """The area of one pair of axes. `weight` counts what speaks for it: 1 for each spine, 2 for a clip around data."""

    box: Box
    weight: float
    sides: frozenset[str] = field(
        default_factory=frozenset
    )  # of "left", "right", "top", "bottom": where a spine is drawn
    clipped: bool = False  # data are clipped to it


def frames_of(canvas: Canvas) -> list[Frame]:
    """Return the candidates for axes, the best supported first; whether they are axes the texts around say."""
    least = max(SMALLEST, SHARE * max(width(canvas.box), height(canvas.box)))
    clips = set(_clips(canvas))
    boxes = [
        *((box, CLIP) for box in clips),
        *_rectangles(canvas),
        *_cornered(canvas),
        *_grids(canvas),
        *_ruled(canvas),
        *_bars(canvas),
        *(
            (box, PICTURED)
            for box in canvas.images
            if min(width(box), height(box)) < SLIM * max(width(box), height(box))
        ),
    ]
    fit = [
        (box, weight)
        for box, weight in boxes
        if min(width(box), height(box)) >= THINNEST
        and max(width(box), height(box)) >= least
        and not _is_canvas(box, canvas)
    ]
    return _merged(fit, canvas)


def _is_canvas(box: Box, canvas: Canvas) -> bool:
    return area(box) > 0.985 * area(canvas.box)


def _clips(canvas: Canvas) -> Iterator[Box]:
    """Yield the clips that something that looks like data is drawn in: programs clip curves to the axes."""
    for path in canvas.paths:
        if path.clip and path.kind != "line" and inside(path.clip, canvas.box, 3.0):
            yield _rounded(path.clip)


def _rectangles(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    rectangles = (path for path in canvas.paths if path.kind == "rect")
    weighed = ((path.box, _weight(path)) for path in rectangles)
    return ((box, weight) for box, weight in weighed if weight)


def _weight(rectangle: Path) -> float:
    """Return what speaks for a rectangle as the area of axes; 0 for one that is dark, or not seen."""
    tone = min(rectangle.fill) if rectangle.fill else 1.0
    if tone <= PALE:
        return 0.0
    if rectangle.stroke:
        return OUTLINED
    if not rectangle.fill:
        return 0.0
    # The grey panel of ggplot and seaborn; a white one is beneath axes, but beneath much else, too.
    return 0.5 if tone > WHITE else 2.0


def _long(paths: Sequence[Path], *, level: bool) -> list[Box]:
    out: set[Box] = set()
    for path in paths:
        if path.kind == "line":
            across, down = width(path.box), height(path.box)
            if (across > down) == level and max(across, down) >= SMALLEST:
                out.add(_rounded(path.box))
    return sorted(out)[:MOST_LINES]


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def _cornered(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the boxes spanned by a level and an upright line that meet in a lower corner."""
    level = _long(canvas.paths, level=True)
    upright = _long(canvas.paths, level=False)
    by_bottom: dict[int, list[Box]] = {}
    for line in upright:
        by_bottom.setdefault(int(line[3] // 4), []).append(line)
    for line in level:
        y = (line[1] + line[3]) / 2
        for cell in (int(y // 4) - 1, int(y // 4), int(y // 4) + 1):
            for up in by_bottom.get(cell, ()):
                x = (up[0] + up[2]) / 2
                if abs(up[3] - y) < MEET and (abs(x - line[0]) < MEET or abs(x - line[2]) < MEET):
                    yield (line[0], up[1], line[2], y), 2.0


def _of_one_extent(canvas: Canvas, *, level: bool) -> list[list[Box]]:
    """Return the level or the upright lines in groups that begin and end at the same places, to a point."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for line in _long(canvas.paths, level=level):
        begin, end = (line[0], line[2]) if level else (line[1], line[3])
        groups.setdefault((round(begin), round(end)), []).append(line)
    return list(groups.values())


def _grids(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the boxes that two or more upright and two or more level lines of equal extent make."""
    rows = [lines for lines in _of_one_extent(canvas, level=True) if len(lines) >= 2]
    columns = [lines for lines in _of_one_extent(canvas, level=False) if len(lines) >= 2]
    for level, upright in itertools.product(rows, columns):
        box = (level[0][0], upright[0][1], level[0][2], upright[0][3])
        crossing = _count_between(box[0], box[2], (line[0] for line in upright))
        within = _count_between(box[1], box[3], (line[1] for line in level))
        if min(crossing, within) >= 2:
            yield box, 2.0


def _count_between(low: float, high: float, places: Iterable[float]) -> int:
    return sum(low - MEET <= place <= high + MEET for place in places)


def _ruled(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the boxes of three or more grid lines of one direction, of equal extent and in even steps, as spreadsheets
    draw."""
    for level in (True, False):
        for lines in _of_one_extent(canvas, level=level):
            places = sorted({round(line[1] if level else line[0]) for line in lines})
            steps = [b - a for a, b in itertools.pairwise(places)]
            if len(steps) >= 2 and max(steps) - min(steps) <= max(EVEN, 0.1 * max(steps)):
                yield union(lines), 2.0


def _bars(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the box of an upright axis line and the bars that stand beside it, on one level with its lower end."""
    standing = _filled_by_bottom(canvas)
    for line in _long(canvas.paths, level=False):
        bars = [b for y in (-1, 0, 1) for b in standing.get(round(line[3]) + y, ()) if b[0] > line[0]]
        lowest, highest = line[1] + 0.8 * height(line), line[1] - 0.2 * height(line)
        if len(bars) >= 2 and highest < min(b[1] for b in bars) < lowest:
            yield (line[0], line[1], max(b[2] for b in bars), line[3]), 2.0


def _filled_by_bottom(canvas: Canvas) -> dict[int, list[Box]]:
    """Return the rectangles that are filled, and not white, by where they end at the bottom."""
    bottoms: dict[int, list[Box]] = {}
    for path in canvas.paths:
        if path.kind == "rect" and path.fill and min(path.fill) <= WHITE:
            bottoms.setdefault(round(path.box[3]), []).append(path.box)
    return bottoms


def _merged(boxes: Iterable[tuple[Box, float]], canvas: Canvas) -> list[Frame]:
    """Return one frame for all boxes that are the same but for a hair, with the spines that are drawn around it."""
    heaviest_first = sorted(boxes, key=lambda pair: -pair[1])
    groups = groups_of(heaviest_first, lambda group, item: _same(group[0][0], item[0]))
    level, upright = _long(canvas.paths, level=True), _long(canvas.paths, level=False)
    frames = [_frame(group, level, upright) for group in groups]
    return sorted((f for f in frames if not _cut_off(f, frames)), key=lambda frame: -frame.weight)


def _frame(group: Sequence[tuple[Box, float]], level: list[Box], upright: list[Box]) -> Frame:
    box, weights = group[0][0], dict.fromkeys(weight for _, weight in group)
    sides = ALL_SIDES if OUTLINED in weights else frozenset(_spines(box, level, upright))
    return Frame(box, sum(weights) + len(sides), sides, clipped=CLIP in weights)


def _cut_off(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a frame is a stripe of another's, between a spine and a grid line or a filled band."""
    return any(
        is_stripe(frame.box, other.box)
        and other.weight > frame.weight
        and (other.clipped or not frame.clipped)
        and not _tiled(other, frames)
        for other in frames
        if other is not frame
    )


def is_stripe(part: Box, whole: Box) -> bool:
    """Whether a box is a smaller part of another one that is as wide or as high as this."""
    if not inside(part, whole, MEET) or area(part) > 0.97 * area(whole):
        return False
    left, top, right, bottom = (abs(a - b) < MEET for a, b in zip(part, whole, strict=True))
    return (left and right) or (top and bottom)


def _tiled(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether clipped frames fill a frame: it is drawn around them."""
    inner = [f for f in frames if f is not frame and f.clipped and inside(f.box, frame.box, MEET)]
    return not frame.clipped and sum(area(f.box) for f in inner) > 0.6 * area(frame.box)


def _same(a: Box, b: Box) -> bool:
    shared = overlap(a, b)
    return shared > SAME * (area(a) + area(b) - shared) or (
        shared > 0.7 * max(area(a), area(b)) and all(abs(x - y) < 3.5 for x, y in zip(a, b, strict=True))
    )


def _spines(box: Box, level: list[Box], upright: list[Box]) -> Iterable[str]:
    for side, y in (("top", box[1]), ("bottom", box[3])):
        if any(
            abs(line[1] - y) < MEET and min(line[2], box[2]) - max(line[0], box[0]) > 0.8 * width(box) for line in level
        ):
            yield side
    for side, x in (("left", box[0]), ("right", box[2])):
        if any(
            abs(line[0] - x) < MEET and min(line[3], box[3]) - max(line[1], box[1]) > 0.8 * height(box)
            for line in upright
        ):
            yield side
