"""Finds the shapes of a plot in the pixels of a picture: straight dark lines, and filled rectangles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from capassist.drafts.drawing.ink import Path
from capassist.drafts.drawing.plot_kinds import BARS
from capassist.drafts.images import quarter_turned
from capassist.drafts.pdf.page import height, width
from capassist.model import Box

_DARK = 150  # of 255: a pixel of a spine
_LONG = 0.15  # of the picture's side: the shortest spine
_PALE = 225  # of 255: a pixel of a grid
_GRID = 0.4  # of the picture's side: the shortest line of a grid
_WIDE = 0.02  # of the picture's side: the narrowest bar
_LEAST = 20  # pixels of both
_THICK = 6  # pixels: what is thicker is no line
_BLACK = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Pixels:
    """Grey values row by row, 0 black and 255 white. `scale` is in pixels a point, `origin` the upper left corner in
    points."""

    width: int
    height: int
    data: bytes
    scale: float = 1.0
    origin: tuple[float, float] = (0.0, 0.0)

    def turned(self) -> "Pixels":
        """Return the picture turned clockwise by a quarter."""
        return Pixels(self.height, self.width, quarter_turned(self.width, self.height, self.data), self.scale)

    def turned_back(self, box: Box) -> Box:
        """Return where a box of this picture is in the one that it was turned from."""
        return box[1], self.width - box[2], box[3], self.width - box[0]

    def in_points(self, box: Box) -> Box:
        """Return where a box of pixels is on the page."""
        (x, y), scale = self.origin, self.scale
        return x + box[0] / scale, y + box[1] / scale, x + box[2] / scale, y + box[3] / scale


def paths_in(pixels: Pixels) -> list[Path]:
    """Return the level and upright lines of a picture, and its filled rectangles, in points of the page."""
    turned = pixels.turned()
    level, upright = list(_runs(pixels, _DARK, _WIDE)), list(_runs(turned, _DARK, _WIDE))
    blocks = [box for box in level if not _is_thin(box)]
    level, upright = [*level, *_runs(pixels, _PALE, _GRID)], [*upright, *_runs(turned, _PALE, _GRID)]
    thin = dict.fromkeys([*filter(_is_thin, level), *map(turned.turned_back, filter(_is_thin, upright))])
    lines = [_middle_line(box) for box in thin]
    return [
        *(Path("line", pixels.in_points(line), stroke=_BLACK) for line in lines),
        *(Path("rect", pixels.in_points(block), fill=_BLACK) for block in blocks),
    ]


def may_hold_axes(paths: Sequence[Path]) -> bool:
    """Whether there are level and upright lines, or bars: without them there is nothing that words would be read
    for."""
    lines = {width(path.box) > height(path.box) for path in paths if path.kind == "line"}
    return len(lines) == 2 or sum(path.kind == "rect" for path in paths) >= BARS


def _is_thin(box: Box) -> bool:
    return box[3] - box[1] < _THICK


@dataclass(slots=True)
class _Run:
    """Dark pixels from left to right in all rows from top to bottom."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom

    def extends(self, left: int, right: int) -> bool:
        """Whether dark pixels of a row further down have the run's extent."""
        return abs(self.left - left) < _THICK and abs(self.right - right) < _THICK

    def counts(self, long: int) -> bool:
        """Whether a run is a line or a rectangle: a short thin one is part of a letter."""
        return self.right - self.left >= long or self.bottom - self.top >= _THICK


def _runs(pixels: Pixels, darkness: int, least: float) -> Iterator[Box]:
    """Yield the boxes, in pixels, of dark runs of one extent in rows below each other: long and thin, or thick.

    `least` is the share of the picture's width that the shortest run has.
    """
    long, shortest = (max(int(share * pixels.width), _LEAST) for share in (_LONG, least))
    data, is_dark = pixels.data, bytes(value <= darkness for value in range(256))
    rows = (data[start : start + pixels.width] for start in range(0, len(data), pixels.width))
    growing: list[_Run] = []
    bottom = -1
    for row, equal in groupby(rows):  # drawn by programs, most rows are like the one above
        top, bottom = bottom + 1, bottom + len(list(equal))
        yield from _boxes([run for run in growing if run.bottom < top - 1], long)
        growing = [run for run in growing if run.bottom >= top - 1]
        for left, right in _spans(row.translate(is_dark), shortest):
            _grow(growing, left, right, top, bottom)
    yield from _boxes(growing, long)


def _spans(row: bytes, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield where at least so many dark pixels of a row, which are 1 and the others 0, begin and end."""
    dark = b"\1" * shortest
    left = row.find(dark)
    while left >= 0:
        right = row.find(0, left + shortest)
        right = len(row) if right < 0 else right
        yield left, right
        left = row.find(dark, right)


def _boxes(runs: Iterable[_Run], long: int) -> Iterator[Box]:
    return (run.box for run in runs if run.counts(long))


def _grow(growing: list[_Run], left: int, right: int, top: int, bottom: int) -> None:
    """Extend the run of this extent by equal rows from top to bottom, or begin one."""
    run = next((run for run in growing if run.extends(left, right)), None)
    if run is None:
        growing.append(_Run(left, right, top, bottom))
    else:
        run.bottom = bottom


def _middle_line(box: Box) -> Box:
    left, top, right, bottom = box
    if right - left > bottom - top:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    return (left + right) / 2, top, (left + right) / 2, bottom
