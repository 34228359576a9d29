"""Finds the frames of a figure's axes: where spines, clips, fills or grids of lines mark the area of the data."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from capassist.drafts.drawing.ink import Canvas, Path
from capassist.drafts.pdf.page import area, height, inside, overlap, union, width
from capassist.model import Box

SMALLEST = 14.0  # points: the shorter side of the smallest axes
THINNEST = 3.0  # points: a colour bar
SHARE = 0.05  # of the figure's longer side, likewise
MEET = 2.0  # points between the ends of two spines that meet
SAME = 0.86  # of two frames' union that they share when they are one
CLIP = 2.01  # the weight of a clip, told apart from other weights
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
    for path in canvas.paths:
        if path.kind == "rect":
            white = path.fill is not None and min(path.fill) > 0.99
            if path.stroke and (path.fill is None or min(path.fill) > 0.85):
                yield path.box, 3.0
            elif path.fill and not white and min(path.fill) > 0.85:
                yield path.box, 2.0  # the grey panel of ggplot and seaborn
            elif white and not path.stroke:
                yield path.box, 0.5  # beneath axes, but beneath much else, too


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


def _grids(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the boxes that two or more upright and two or more level lines of equal extent make."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for line in _long(canvas.paths, level=True):
        groups.setdefault((round(line[0]), round(line[2])), []).append(line)
    rows = [lines for lines in groups.values() if len(lines) >= 2]
    groups = {}
    for line in _long(canvas.paths, level=False):
        groups.setdefault((round(line[1]), round(line[3])), []).append(line)
    columns = [lines for lines in groups.values() if len(lines) >= 2]
    for lines in rows:
        for others in columns:
            box = (lines[0][0], others[0][1], lines[0][2], others[0][3])
            crossing = [o for o in others if box[0] - MEET <= o[0] <= box[2] + MEET]
            within = [o for o in lines if box[1] - MEET <= o[1] <= box[3] + MEET]
            if len(crossing) >= 2 and len(within) >= 2:
                yield box, 2.0


def _ruled(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the boxes of three or more grid lines of one direction, of equal extent and in even steps, as spreadsheets
    draw."""
    for level in (True, False):
        groups: dict[tuple[float, float], list[Box]] = {}
        for line in _long(canvas.paths, level=level):
            ends = (line[0], line[2]) if level else (line[1], line[3])
            groups.setdefault((round(ends[0]), round(ends[1])), []).append(line)
        for lines in groups.values():
            places = sorted({round(line[1] if level else line[0]) for line in lines})
            steps = [b - a for a, b in itertools.pairwise(places)]
            if len(steps) >= 2 and max(steps) - min(steps) <= max(EVEN, 0.1 * max(steps)):
                yield union(lines), 2.0


def _bars(canvas: Canvas) -> Iterable[tuple[Box, float]]:
    """Yield the box of an upright axis line and the bars that stand beside it, on one level with its lower end."""
    bottoms: dict[int, list[Box]] = {}
    for path in canvas.paths:
        if path.kind == "rect" and path.fill and min(path.fill) <= 0.99:
            bottoms.setdefault(round(path.box[3]), []).append(path.box)
    for line in _long(canvas.paths, level=False):
        bars = [b for y in (-1, 0, 1) for b in bottoms.get(round(line[3]) + y, ()) if b[0] > line[0]]
        highest = min((b[1] for b in bars), default=line[1])
        if len(bars) >= 2 and highest > line[1] - 0.2 * height(line) and highest < line[1] + 0.8 * height(line):
            yield (line[0], line[1], max(b[2] for b in bars), line[3]), 2.0


def _merged(boxes: Iterable[tuple[Box, float]], canvas: Canvas) -> list[Frame]:
    """Return one frame for all boxes that are the same but for a hair, with the spines that are drawn around it."""
    groups: list[list[tuple[Box, float]]] = []
    for box, weight in sorted(boxes, key=lambda pair: -pair[1]):
        for group in groups:
            if _same(group[0][0], box):
                group.append((box, weight))
                break
        else:
            groups.append([(box, weight)])
    level, upright = _long(canvas.paths, level=True), _long(canvas.paths, level=False)
    frames = []
    for group in groups:
        box = group[0][0]
        sides = frozenset(_spines(box, level, upright))
        drawn = {"left", "right", "top", "bottom"} if any(w == 3.0 for _, w in group) else sides
        weight = sum({w: w for _, w in group}.values()) + len(drawn)
        frames.append(Frame(box, weight, frozenset(drawn), any(w == CLIP for _, w in group)))
    return sorted((f for f in frames if not _cut_off(f, frames)), key=lambda frame: -frame.weight)


def _cut_off(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a frame is a stripe of another's, between a spine and a grid line or a filled band."""
    for other in frames:
        if other is frame or not inside(frame.box, other.box, MEET) or area(frame.box) > 0.97 * area(other.box):
            continue
        a, b = frame.box, other.box
        full = (abs(a[0] - b[0]) < MEET and abs(a[2] - b[2]) < MEET) or (
            abs(a[1] - b[1]) < MEET and abs(a[3] - b[3]) < MEET
        )
        if full and (other.clipped or not frame.clipped) and other.weight > frame.weight and not _tiled(other, frames):
            return True
    return False


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


def within_any(box: Box, frames: Sequence[Frame]) -> bool:
    """Whether a box lies inside one of the frames."""
    return any(inside(box, frame.box, 0.5) for frame in frames)
