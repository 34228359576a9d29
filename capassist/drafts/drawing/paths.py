"""Sorts the paths of a page, as the PDF library gives them, by what they can be of a plot."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from capassist.drafts.drawing.ink import Colour, Path, PathKind
from capassist.model import Box

STRAIGHT = 0.6  # points that a level or upright line may be off
MARK = 12.0  # points: the largest marker
THICKEST = 2.5  # points: what is thicker is no line
LEAST_STEPS = 8  # lines of the outline of a histogram
MOST_PATHS = 60_000
MOST_PIECES = 400  # of one path that are looked at each by itself


def paths_of(drawings: Iterable[dict[str, Any]], region: Box) -> Iterator[Path]:
    """Yield the paths that leave ink inside the region, each with the clip around it. `drawings` nest by their
    "level"."""
    clips: list[tuple[int, Box | None]] = [(-1, None)]
    for count, item in enumerate(drawings):
        if count > MOST_PATHS:
            return
        while clips[-1][0] >= item["level"]:
            clips.pop()
        if item["type"] == "clip":
            clips.append((item["level"], _common(tuple(item["scissor"]), clips[-1][1])))
        elif item["type"] != "group" and _touches(tuple(item["rect"]), region):
            yield from _pieces(item, clips[-1][1])


def _common(box: Box, clip: Box | None) -> Box:
    if clip is None:
        return box
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def _touches(box: Box, region: Box) -> bool:
    return box[0] <= region[2] and box[2] >= region[0] and box[1] <= region[3] and box[3] >= region[1]


Look = tuple[Colour | None, Colour | None, bool, float, Box | None]  # stroke, fill, dashed, width, clip


def _look(item: dict[str, Any], clip: Box | None) -> Look:
    dashes = str(item.get("dashes") or "")
    dashed = bool(dashes) and not dashes.startswith("[]")
    return item.get("color"), item.get("fill"), dashed, float(item.get("width") or 0.0), clip


def _pieces(item: dict[str, Any], clip: Box | None) -> Iterator[Path]:
    """Yield a path; one that is made of separate straight lines or rectangles, piece by piece."""
    items, look, box = item["items"], _look(item, clip), tuple(item["rect"])
    kind, few = _kind_of_all(items), len(items) <= MOST_PIECES
    if kind == "re" and few:
        yield from (_path(tuple(part[1]), look, 4, rectangle=True) for part in items)
    elif kind == "qu":
        yield from (_path(_around(part[1]), look, 4, rectangle=_square(part[1])) for part in items)
    elif len(items) == 1 or (kind == "l" and few and not item.get("fill")):
        yield from _lines(items, look, box)
    else:
        yield _path(box, look, len(items), rectangle=_is_outline(items), stepped=_is_stepped(_ends(items)))


def _kind_of_all(items: Sequence[Any]) -> str | None:
    """Return the kind of the parts of a path: "re", "qu", "l" or "c"; None where they differ."""
    kinds = {part[0] for part in items}
    return kinds.pop() if len(kinds) == 1 else None


def _is_outline(items: list[Any]) -> bool:
    """Whether a path is made of the four sides of a rectangle, closed or not."""
    return _kind_of_all(items) == "l" and len(items) in (4, 5) and _square([line[1] for line in items[:4]])


def _around(points: Any) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _lines(items: list[Any], look: Look, box: Box) -> Iterator[Path]:
    """Yield the strokes of a path of straight lines: apart where they do not meet, as one curve where they do."""
    if items[0][0] != "l":
        yield _path(box, look, 1, rectangle=False)
        return
    chain: list[tuple[Any, Any]] = []
    for part in items:
        if chain and _far(chain[-1][1], part[1]):
            yield from _chain(chain, look)
            chain = []
        chain.append((part[1], part[2]))
    yield from _chain(chain, look)


def _chain(chain: list[tuple[Any, Any]], look: Look) -> Iterator[Path]:
    points = [chain[0][0], *(end for _, end in chain)]
    box = _around(points)
    if len(chain) in (3, 4) and _square(points[:4]) and box[2] - box[0] > STRAIGHT < box[3] - box[1]:
        yield _path(box, look, 4, rectangle=True)
    elif len(chain) in (2, 3) and all(_level(a, b) for a, b in chain):
        for ends in chain:  # the two or three spines of axes in one stroke
            yield _path(_around(ends), look, 1, rectangle=False)
    else:
        yield _path(box, look, len(chain), rectangle=False, stepped=_is_stepped(chain))


def _ends(items: Sequence[Any]) -> list[Any]:
    """Return the ends of the lines that a path is made of; none where it is not made of lines alone."""
    lines = len(items) >= LEAST_STEPS and _kind_of_all(items) == "l"
    return [part[1:3] for part in items] if lines else []


def _is_stepped(chain: Sequence[Any]) -> bool:
    """Whether lines go up and down in steps, and begin and end at the lowest of them, as the outline of bars does."""
    if len(chain) < LEAST_STEPS or not _level(*chain[0]):
        return False
    heights = [begin[1] for begin, _ in chain]
    highest_end = min(chain[0][0][1], chain[-1][1][1])
    stepwise = all(_level(*ends) for ends in chain) and len(set(map(round, heights))) > 3
    return stepwise and bool(max(heights) - highest_end < STRAIGHT)


def _far(a: Any, b: Any) -> bool:
    return bool(abs(a[0] - b[0]) > 0.05 or abs(a[1] - b[1]) > 0.05)


def _level(a: Any, b: Any) -> bool:
    return bool(abs(a[0] - b[0]) < STRAIGHT or abs(a[1] - b[1]) < STRAIGHT)


def _square(points: Any) -> bool:
    """Whether the corners are those of a level rectangle, in whatever order."""
    xs, ys = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return len(points) == 4 and all(s[1] - s[0] < STRAIGHT and s[3] - s[2] < STRAIGHT for s in (xs, ys))


def _path(box: Box, look: Look, segments: int, *, rectangle: bool, stepped: bool = False) -> Path:
    stroke, fill, dashed, width, clip = look
    if rectangle and clip is not None:
        box = _common(box, clip)  # what is cut off is not seen
    kind = _kind(box, segments, rectangle=rectangle)
    return Path(kind, box, stroke, fill, dashed, width, clip, segments, stepped)


def _kind(box: Box, segments: int, *, rectangle: bool) -> PathKind:
    thickness, length = sorted((box[2] - box[0], box[3] - box[1]))
    thin = thickness < min(max(STRAIGHT, 0.02 * length), THICKEST)
    if thin and length > 0 and (segments == 1 or rectangle):
        return "line" if thickness < STRAIGHT or rectangle else "curve"
    if rectangle:
        return "rect"
    return "mark" if length < MARK else "curve"
