"""Finds the shapes of a plot in the pixels of a picture: straight dark lines, and filled rectangles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.drafts.drawing.ink import Path
from capassist.drafts.drawing.plot_kinds import BARS
from capassist.drafts.pdf.page import height, width
from capassist.model import Box

_DARK = 150  # of 255: a pixel of a spine
_LONG = 0.15  # of the picture's side: the shortest spine
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
        rows = (self.data[x :: self.width][::-1] for x in range(self.width))
        return Pixels(self.height, self.width, b"".join(rows), self.scale)

    def in_points(self, box: Box) -> Box:
        """Return where a box of pixels is on the page."""
        (x, y), scale = self.origin, self.scale
        return x + box[0] / scale, y + box[1] / scale, x + box[2] / scale, y + box[3] / scale


def paths_in(pixels: Pixels) -> list[Path]:
    """Return the level and upright lines of a picture, and its filled rectangles, in points of the page."""
    level = list(_runs(pixels))
    upright = [_turned_back(box, pixels) for box in _runs(pixels.turned()) if box[3] - box[1] < _THICK]
    lines = [_middle_line(box) for box in (*level, *upright) if min(box[2] - box[0], box[3] - box[1]) < _THICK]
    blocks = [box for box in level if box[3] - box[1] >= _THICK]
    return [
        *(Path("line", pixels.in_points(line), stroke=_BLACK) for line in lines),
        *(Path("rect", pixels.in_points(block), fill=_BLACK) for block in blocks),
    ]


def may_hold_axes(paths: Sequence[Path]) -> bool:
    """Whether there are level and upright lines, or bars: without them there is nothing that words would be read
    for."""
    lines = {width(path.box) > height(path.box) for path in paths if path.kind == "line"}
    return len(lines) == 2 or sum(path.kind == "rect" for path in paths) >= BARS


def _runs(pixels: Pixels) -> Iterator[Box]:
    """Yield the boxes, in pixels, of dark runs of one extent in rows below each other: long thin ones, and thick
    ones."""
    long, wide = (max(int(share * pixels.width), _LEAST) for share in (_LONG, _WIDE))
    run = re.compile(rb"[\x00-%c]{%d,}" % (_DARK, wide))
    growing: list[list[int]] = []  # left, right, top, bottom
    for y in range(pixels.height):
        row = pixels.data[y * pixels.width : (y + 1) * pixels.width]
        yield from (_box(one) for one in growing if one[3] < y - 1 and _counts(one, long))
        growing = [one for one in growing if one[3] >= y - 1]
        for left, right in (match.span() for match in run.finditer(row)):
            same = next((o for o in growing if abs(o[0] - left) < _THICK and abs(o[1] - right) < _THICK), None)
            if same is None:
                growing.append([left, right, y, y])
            else:
                same[3] = y
    yield from (_box(one) for one in growing if _counts(one, long))


def _counts(run: list[int], long: int) -> bool:
    """Whether a run is a line or a rectangle: a short thin one is part of a letter."""
    left, right, top, bottom = run
    return right - left >= long or bottom - top >= _THICK


def _box(run: list[int]) -> Box:
    left, right, top, bottom = run
    return left, top, right, bottom


def _middle_line(box: Box) -> Box:
    left, top, right, bottom = box
    if right - left > bottom - top:
        return left, (top + bottom) / 2, right, (top + bottom) / 2
    return (left + right) / 2, top, (left + right) / 2, bottom


def _turned_back(box: Box, pixels: Pixels) -> Box:
    """Return where a box of the turned picture is in the picture."""
    return box[1], pixels.height - box[2], box[3], pixels.height - box[0]
