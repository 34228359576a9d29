"""What the paths of a page can be of a plot: by their parts, their size and what is cut off of them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from capassist.drafts.drawing import paths
from capassist.drafts.drawing.paths import paths_of
from capassist.model import Box

PAGE: Box = (0.0, 0.0, 300.0, 200.0)
Point = tuple[float, float]


def item(parts: Sequence[tuple], box: Box | None = None, *, level: int = 0, **style: Any) -> dict[str, Any]:
    points = [point for part in parts for point in part[1:] if isinstance(point, tuple)]
    xs, ys = [p[0] for p in points if len(p) == 2], [p[1] for p in points if len(p) == 2]
    around = box or (min(xs), min(ys), max(xs), max(ys))
    return {"type": "s", "level": level, "items": list(parts), "rect": around, "color": (0, 0, 0), **style}


def strokes(*points: Point, **style: Any) -> dict[str, Any]:
    return item([("l", a, b) for a, b in pairwise(points)], **style)


def told(*items: dict[str, Any]) -> list[tuple[str, Box]]:
    return [(path.kind, path.box) for path in paths_of(items, PAGE)]


def kinds(*items: dict[str, Any]) -> str:
    return " ".join(kind for kind, _ in told(*items))


def quad(*points: Point) -> dict[str, Any]:
    return item([("qu", list(points))], (10, 10, 90, 90))


def steps(count: int, foot: float = 100, last: float = 100, *, fill: tuple | None = None) -> dict[str, Any]:
    """Return an outline of steps of 10 points with so many lines."""
    points = [(10.0, foot)]
    for n in range(count - 1):
        x, y = points[-1]
        points.append((x + 10, y) if n % 2 == 0 else (x, 90.0 - 5 * n))
    points.append((points[-1][0], last) if count % 2 else (points[-1][0] + 10, points[-1][1]))
    return strokes(*points, fill=fill)


def rectangle(wide: float, high: float) -> dict[str, Any]:
    return item([("re", (10, 10, 10 + wide, 10 + high))], (10, 10, 10 + wide, 10 + high))


KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "a rectangle": (rectangle(50, 40), "rect"),
    "two rectangles": (item([("re", (10, 10, 50, 50)), ("re", (60, 10, 90, 50))], (10, 10, 90, 50)), "rect rect"),
    "a thin rectangle": (rectangle(100, 1.9), "line"),
    "a rectangle that is thick enough": (rectangle(100, 2), "rect"),
    "a short one that is thin": (rectangle(20, 0.5), "line"),
    "a short one that is thick": (rectangle(20, 0.7), "rect"),
    "a long one as thick as a line": (rectangle(250, 2.4), "line"),
    "a long one thicker than a line": (rectangle(250, 2.5), "rect"),
    "nothing but a point": (rectangle(0, 0), "rect"),
    "a square of corners": (quad((10, 10), (50, 10), (10, 50), (50, 50)), "rect"),
    "a slanted square": (quad((10, 30), (30, 10), (50, 30), (30, 50)), "curve"),
    "a nearly level square": (quad((10, 10), (50, 10.5), (10.5, 50), (50, 50)), "rect"),
    "a square that is not level": (quad((10, 10), (50, 10.7), (10, 50), (50, 50)), "curve"),
    "a line": (strokes((10, 50), (90, 50)), "line"),
    "a short slanted line": (strokes((10, 50), (18, 58)), "mark"),
    "a slanted line": (strokes((10, 50), (90, 90)), "curve"),
    "a curve by itself": (item([("c", (10, 10), (20, 80), (50, 10), (90, 90))]), "curve"),
    "a small curve": (item([("c", (10, 10), (12, 12), (15, 15), (21.9, 21.9))]), "mark"),
    "a curve as large as no mark": (item([("c", (10, 10), (12, 12), (15, 15), (22, 22))]), "curve"),
    "two lines that do not meet": (item([("l", (10, 50), (90, 50)), ("l", (10, 60), (90, 60))]), "line line"),
    "two lines that nearly meet": (item([("l", (10, 50), (90, 80)), ("l", (90.05, 80), (95, 120))]), "curve"),
    "two lines that meet": (item([("l", (10, 50), (90, 80)), ("l", (90, 80.04), (95, 120))]), "curve"),
    "two lines that are apart": (item([("l", (10, 50), (90, 80)), ("l", (90.06, 80), (95, 120))]), "curve curve"),
    "two lines that are apart in height": (item([("l", (10, 50), (90, 80)), ("l", (90, 80.06), (95, 120))]), "curve curve"),
    "lines that are filled": (item([("l", (10, 50), (90, 50)), ("l", (10, 60), (90, 60))], fill=(1, 0, 0)), "curve"),
    "two spines": (strokes((10, 10), (10, 90), (90, 90)), "line line"),
    "three spines": (strokes((10, 10), (10, 90), (90, 90), (90, 50)), "line line line"),
    "four level strokes": (strokes((10, 10), (10, 90), (90, 90), (90, 50), (50, 50)), "curve"),
    "two strokes, one slanted": (strokes((10, 10), (10, 90), (90, 50)), "curve"),
    "three sides of a rectangle": (strokes((10, 10), (10, 90), (90, 90), (90, 10)), "rect"),
    "all its sides": (strokes((10, 10), (10, 90), (90, 90), (90, 10), (10, 10)), "rect"),
    "five lines around": (strokes((10, 10), (10, 90), (90, 90), (90, 10), (10, 10), (10, 10)), "curve"),
    "its filled sides": (strokes((10, 10), (10, 90), (90, 90), (90, 10), (10, 10), fill=(1, 0, 0)), "rect"),
    "three filled lines": (strokes((10, 10), (10, 90), (90, 90), (90, 10), fill=(1, 0, 0)), "curve"),
    "a flat rectangle of lines": (strokes((10, 10), (10, 10.5), (90, 10.5), (90, 10)), "line line line"),
    "a narrow rectangle of lines": (strokes((100, 10), (100.5, 10), (100.5, 90), (100, 90)), "line line line"),
    "outside": (item([("re", (310, 10, 350, 50))], (310, 10, 350, 50)), ""),
    "at the edge": (item([("re", (300, 10, 350, 50))], (300, 10, 350, 50)), "rect"),
    "above": (item([("re", (10, -50, 50, -1))], (10, -50, 50, -1)), ""),
    "a group": (rectangle(50, 40) | {"type": "group"}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("drawn", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_path(drawn: dict[str, Any], kind: str) -> None:
    assert kinds(drawn) == kind


STEPPED = {
    "from foot to foot": (steps(9), True),
    "too few steps": (steps(7), False),
    "not to its foot": (steps(9, last=60), False),
    "nearly to its foot": (steps(9, last=99.5), True),
    "from further up": (steps(9, foot=40), False),
    "filled": (steps(9, fill=(1, 0, 0)), True),
    "with a slanted line": (strokes(*[(10.0 + 10 * n, 100.0 - 7 * (n % 5)) for n in range(10)]), False),
    "of three heights": (
        strokes(*[(10.0 + 10 * (n // 2 + n % 2), (100.0, 90.0, 90.0, 100.0)[n % 4]) for n in range(12)]),
        False,
    ),
}


@pytest.mark.parametrize(("drawn", "stepped"), STEPPED.values(), ids=STEPPED)
def test_the_outline_of_steps(drawn: dict[str, Any], stepped: bool) -> None:
    assert {path.stepped for path in paths_of([drawn], PAGE)} == {stepped}


def test_clips_nest_by_their_levels() -> None:
    def clip(box: Box, level: int) -> dict[str, Any]:
        return {"type": "clip", "level": level, "scissor": box}

    drawn = [
        clip((0, 0, 40, 100), 0),
        clip((20, 0, 100, 30), 1),
        rectangle(50, 40) | {"level": 2},
        rectangle(50, 40) | {"level": 1},
        rectangle(50, 40),
    ]
    found = list(paths_of(drawn, PAGE))
    assert [path.clip for path in found] == [(20, 0, 40, 30), (0, 0, 40, 100), None]
    assert [path.box for path in found] == [(20, 10, 40, 30), (10, 10, 40, 50), (10, 10, 60, 50)]
    (curve,) = paths_of([clip((0, 0, 40, 100), 0), strokes((10, 50), (90, 90), level=1)], PAGE)
    assert (curve.box, curve.clip) == ((10, 50, 90, 90), (0, 0, 40, 100))  # a curve's box stays


def test_how_a_path_looks() -> None:
    (path,) = paths_of([strokes((10, 50), (90, 50), dashes="[3 2] 0", width=0.8, fill=None)], PAGE)
    assert (path.stroke, path.fill, path.dashed, path.width) == ((0, 0, 0), None, True, 0.8)
    (path,) = paths_of([strokes((10, 50), (90, 50), dashes="[] 0")], PAGE)
    assert (path.dashed, path.width) == (False, 0.0)


def test_paths_beyond_the_most_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MOST_PATHS", 2)
    monkeypatch.setattr(paths, "MOST_PIECES", 2)
    assert kinds(*[rectangle(50, 40)] * 5) == "rect rect rect"
    pieces = [("re", (10 * n, 10, 10 * n + 8, 50)) for n in range(3)]
    assert kinds(item(pieces[:2], (0, 10, 20, 50))) == "rect rect"
    assert kinds(item(pieces, (0, 10, 30, 50))) == "curve"
    assert kinds(item([("l", (10, 10 * n), (90, 10 * n)) for n in range(3)])) == "curve"
