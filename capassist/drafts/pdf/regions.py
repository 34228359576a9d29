"""Regions: what was drawn for a figure, found from its caption outwards.

A region grows from the caption over what is drawn nearby, as long as the box around caption and drawing meets no wall:
no running text, no heading, no other caption, no running head, no table.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body, is_heading
from capassist.drafts.pdf.page import Line, area, height, inside, overlap, overlap_x, overlap_y, union, width
from capassist.drafts.pdf.page_map import Sheet
from capassist.model import Box

Side = Literal["above", "below", "left", "right"]

SIDES: tuple[Side, ...] = ("above", "below", "left", "right")
TOUCH = 3.0  # points that a wall may reach into a region before it stops it: boxes of text are higher than its ink
SMALLEST = 400.0  # square points
APART = 70.0  # points between the rows of one figure, subcaptions among them
MARGIN = 0.2  # share of a drawing's height that may be empty margin over running text
ROW = 15.0  # points between the rows of a table or the lines of a listing
NEAR = 7.0  # points between a drawing and the labels that belong to it
BESIDE = 0.3  # share of a caption beside its drawing that must be level with it: it may hang at its foot
TITLE = 1.6  # ems between a plot and the title of its axis


@dataclass(frozen=True, slots=True)
class Region:
    """What may be a caption's figure."""

    side: Side
    box: Box
    gap: float  # from the caption, in points


def find_regions(sheet: Sheet, captions: Sequence[Caption], body: Body, habits: dict[str, Side]) -> dict[int, Region]:
    """Return the regions of a page's captions, by index in `captions`.

    Tables, algorithms and listings come first, then the figures that are surest of their drawing, then those made of
    text. `habits` is where the paper's figures, tables … stand.
    """
    figures = {index: caption for index, caption in enumerate(captions) if caption.drawn}
    others = {index: caption for index, caption in enumerate(captions) if not caption.drawn}
    chosen = _with_written({}, sheet, others, body, habits)
    while surest := _surest(chosen, sheet, figures, body, habits["figure"]):
        chosen |= surest
    return _with_written(chosen, sheet, figures, body, habits)


def _surest(
    chosen: dict[int, Region], sheet: Sheet, figures: dict[int, Caption], body: Body, usual: Side
) -> dict[int, Region]:
    """Return the region of the figure that is surest of its drawing, of those that have none yet; {} where none has
    any."""
    taken = _boxes(chosen)
    free = {index: caption for index, caption in figures.items() if index not in chosen}
    others = free if len(free) > 1 else {}
    reached = {index: _Search(sheet, caption, usual, body, taken).reached() for index, caption in others.items()}
    options = [
        (_cost(region, usual), index, region)
        for index, caption in free.items()
        for side in SIDES
        if (region := _Search(sheet, caption, side, body, taken, _but(reached, index)).drawn())
    ]
    if not options:
        return {}
    _, index, region = min(options, key=lambda option: option[0])
    return {index: region}


def _with_written(
    chosen: dict[int, Region], sheet: Sheet, captions: dict[int, Caption], body: Body, habits: dict[str, Side]
) -> dict[int, Region]:
    """Return the regions chosen, and those of the captions without one that have rows of text next to them."""
    regions = dict(chosen)
    for index, caption in captions.items():
        if index not in chosen and (
            region := _written(sheet, caption, body, habits[caption.label.kind], _boxes(regions))
        ):
            regions[index] = region
    return regions


def _written(sheet: Sheet, caption: Caption, body: Body, usual: Side, taken: Sequence[Box]) -> Region | None:
    """Return the rows next to a caption, first where the paper's floats of its kind stand."""
    for side in dict.fromkeys((usual, *SIDES[:2])):
        if region := _Search(sheet, caption, side, body, taken).written():
            return region
    return None


def habits_of(sheets: Sequence[tuple[Sheet, Sequence[Caption]]], body: Body) -> dict[str, Side]:
    """Return for each kind of float on which side of their captions most of them stand in this paper."""
    usual: dict[str, Side] = {"figure": "above", "table": "below", "algorithm": "below", "listing": "above"}
    habits = {kind: _habit(sheets, kind, body, side) for kind, side in usual.items()}
    return habits | {"scheme": habits["figure"]}


def _habit(sheets: Sequence[tuple[Sheet, Sequence[Caption]]], kind: str, body: Body, usual: Side) -> Side:
    votes = {"above": 0.0, "below": 0.0}
    for sheet, captions in sheets:
        for caption in captions:
            if caption.label.kind != kind:
                continue
            found = [region for side in SIDES[:2] if (region := _Search(sheet, caption, side, body).drawn())]
            if found:
                # One with a drawing on both sides says little: the drawing may be its neighbour's.
                votes[min(found, key=lambda region: region.gap).side] += 1 if len(found) == 1 else 0.3
    if votes["above"] == votes["below"]:
        return usual
    return "below" if votes["below"] > votes["above"] else "above"


def _cost(region: Region, usual: Side) -> float:
    if region.side == usual:
        return region.gap
    return region.gap + (25 if region.side in ("above", "below") else 45)


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for what belongs to a caption on one side of it.

    `taken` are the regions of other captions, `claimed` the drawings right above or below others.
    """

    sheet: Sheet
    caption: Caption
    side: Side
    body: Body
    taken: Sequence[Box] = ()
    claimed: frozenset[Box] = frozenset()

    def drawn(self) -> Region | None:
        """Return what is drawn there, or None where there is nothing."""
        hull, found = self._reached()
        if not found:
            return None
        if self.side in ("above", "below"):
            found += self._level(union(found), hull)
        box = self._with_words(found)
        gap = max(0.0, self._gap(box))
        if area(box) < SMALLEST or gap > 0.35 * self.sheet.page.height:
            return None
        return Region(self.side, box, gap)

    def reached(self) -> frozenset[Box]:
        """Return the drawings right above or below the caption that no wall keeps from it."""
        return frozenset(box for box in self._reached()[1] if self._in_line(box))

    def written(self) -> Region | None:
        """Return what stands there row by row but is no running text: a table, or a figure made of code or of text."""
        found = self._rows()
        if not found:
            return None
        box = union(found)
        titles = {line.box for line in self.sheet.words if is_heading(line, self.body)}
        if area(box) < SMALLEST or titles.issuperset(found):
            return None
        return Region(self.side, box, max(0.0, self._gap(box)))

    def _rows(self) -> list[Box]:
        """Return the lines of text and the strokes that follow each other from the caption on without a wall or a wide
        gap."""
        sheet = self.sheet
        strokes = [*sheet.specks, *(box for box in sheet.ink if box not in sheet.exact)]
        beyond = self._beyond_of([*(line.box for line in sheet.words), *strokes])
        hull = self.caption.box
        found: list[Box] = []
        for piece in sorted(beyond, key=self._gap):
            reach = 3 * ROW if not found else ROW / 2 if piece in sheet.ink else ROW
            joined = union([hull, piece])
            if _distance(piece, hull, self.side) > reach or self._blocked(joined):
                break
            hull = joined
            found.append(piece)
        return found

    def _beyond_of(self, boxes: Iterable[Box]) -> list[Box]:
        """Return the boxes that lie on this side of the caption, within its band."""
        left, right = self._band()
        return [box for box in boxes if self._beyond(box, left, right)]

    def _reached(self) -> tuple[Box, list[Box]]:
        beyond = self._beyond_of(self.sheet.ink)
        near = sorted((box for box in beyond if box not in self.claimed or self._in_line(box)), key=self._gap)
        return self._grown(self.caption.box, near)

    def _grown(self, hull: Box, near: Sequence[Box]) -> tuple[Box, list[Box]]:
        """Return the drawings that no wall keeps from the caption, and the box around them and it."""
        found: list[Box] = []
        for box in near:
            if found and self._white(box, union(found)) > APART:
                break
            for piece in (box, self._trimmed(box)):
                joined = union([hull, piece])
                if not self._blocked(joined):
                    hull = joined
                    found.append(piece)
                    break
        return hull, found

    def _white(self, box: Box, other: Box) -> float:
        """Return how far a drawing is from others, but for the lines of text between: subcaptions can be long."""
        if self.side not in ("above", "below"):
            return _distance(box, other, self.side)
        top, bottom = min(box[3], other[3]), max(box[1], other[1])
        lines = {
            round(line.base): height(line.box) for line in self.sheet.words if _between(line.box, box, top, bottom)
        }
        return bottom - top - sum(lines.values())

    def _trimmed(self, box: Box) -> Box:
        """Return a drawing without the empty margin at its top or bottom that lies over running text."""
        x0, y0, x1, y1 = box
        margin = MARGIN * height(box)
        for wall in self._walls():
            if overlap_x(wall, box) > TOUCH and overlap_y(wall, box) > TOUCH:
                if wall[3] < box[1] + margin:
                    y0 = max(y0, wall[3])
                elif wall[1] > box[3] - margin:
                    y1 = min(y1, wall[1])
        return x0, y0, x1, y1

    def _level(self, row: Box, hull: Box) -> list[Box]:
        """Return drawings in the next column on a level with the ones found that have no caption of their own."""
        page = self.sheet.page
        beside = [
            box
            for box in self.sheet.ink
            if overlap_y(box, row) > 0.7 * max(height(box), height(row))
            and not inside(box, row)
            and box not in self.claimed
            and self._beyond(box, 0, page.width)
        ]
        return self._grown(hull, beside)[1]

    def _beyond(self, box: Box, left: float, right: float) -> bool:
        """Whether a box lies on this side of the caption, within the band from left to right."""
        caption = self.caption.box
        match self.side:
            case "left" | "right":
                apart = box[2] <= caption[0] + TOUCH if self.side == "left" else box[0] >= caption[2] - TOUCH
                return apart and overlap_y(box, caption) > BESIDE * min(height(box), height(caption))
            case "above":
                apart = box[3] <= caption[1] + TOUCH + 2
            case "below":
                apart = box[1] >= caption[3] - TOUCH - 2
        shared = min(box[2], right) - max(box[0], left)
        return apart and (shared > 0.6 * width(box) or self._in_line(box))

    def _in_line(self, box: Box) -> bool:
        caption = self.caption.box
        return overlap_x(box, caption) > 0.5 * min(width(box), width(caption))

    def _gap(self, box: Box) -> float:
        return _distance(box, self.caption.box, self.side)

    def _walls(self) -> Iterator[Box]:
        return (wall for wall in (*self.sheet.walls, *self.taken) if wall != self.caption.box)

    def _blocked(self, hull: Box) -> bool:
        """Whether a wall reaches into the box around caption and drawing; what stands level with a caption below or
        above may."""
        x0, y0, x1, y1 = hull
        if self.side == "above":
            y1 = min(y1, self.caption.box[1])
        elif self.side == "below":
            y0 = max(y0, self.caption.box[3])
        hull = x0, y0, x1, y1
        return any(overlap_x(hull, wall) > TOUCH and overlap_y(hull, wall) > TOUCH for wall in self._walls())

    def _band(self) -> tuple[float, float]:
        """Return from where to where the figure may reach: the space free beside the caption, within its column."""
        box, middle = self.caption.box, self.sheet.gutter
        left, right = self._free_beside(box)
        if middle is None:
            return left, right
        if box[2] <= middle + 2:
            return left, min(right, middle)
        return (max(left, middle) if box[0] >= middle - 2 else left), right

    def _free_beside(self, box: Box) -> tuple[float, float]:
        """Return how far to the left and right of a box no wall stands level with it."""
        level = [wall for wall in self._walls() if overlap_y(wall, box) > 1]
        left = max((wall[2] for wall in level if wall[2] <= box[0] + 1), default=0.0)
        right = min((wall[0] for wall in level if wall[0] >= box[2] - 1), default=self.sheet.page.width)
        return left, right

    def _with_words(self, ink: Sequence[Box]) -> Box:
        """Return the box around drawings with the text and the thin strokes that belong to them: what lies in it or
        close."""
        box = union(ink)
        pieces = list(self._pieces(ink))
        for _ in range(4):  # each round reaches the labels of labels; more than a few mean that it runs away
            grown = self._joined(box, pieces)
            if grown == box:
                break
            box = grown
        return box

    def _pieces(self, ink: Sequence[Box]) -> Iterator[tuple[Box, float]]:
        """Yield the text and the thin strokes that may belong to drawings, each with how close it must be."""
        sheet, box = self.sheet, union(ink)
        exact = sheet.exact.issuperset(ink)
        reach = 4 * NEAR if sheet.page.scanned else NEAR  # strokes fade and labels are misread in scans
        foot = _subcaptions(sheet, box)
        for line in sheet.words:
            beneath = line.box[1] >= foot and line.box[1] > box[3] - TOUCH
            if not beneath and not (exact and self._apart(line, ink)):
                yield line.box, max(reach, (TITLE if _centred_below(line.box, ink) else 0.8) * line.size)
        if not exact:
            yield from ((speck, reach) for speck in sheet.specks)

    def _apart(self, line: Line, ink: Sequence[Box]) -> bool:
        """Whether a line is no label of drawings whose boxes the PDF states: it is in them, or in the body's or
        caption's type."""
        caption = (run.font for i in self.caption.lines for run in self.sheet.page.lines[i].runs)
        return line.main.font in {self.body.font, *caption} or _rests_in(line.box, ink)

    def _joined(self, box: Box, pieces: Sequence[tuple[Box, float]]) -> Box:
        """Return a drawing's box with the pieces that are close to it, as long as no wall and not the caption stand
        between."""
        for piece, near in pieces:
            close = overlap_x(piece, box) > -near and overlap_y(piece, box) > -near
            if close and not inside(piece, box, 0):
                joined = union([box, piece])
                if not self._blocked(joined) and overlap(joined, self.caption.box) <= 0:
                    box = joined
        return box


def _centred_below(text: Box, drawings: Sequence[Box]) -> bool:
    """Whether a line stands in the middle beneath one of the drawings, as the title of an axis does."""
    return any(
        abs(text[0] + text[2] - box[0] - box[2]) < 2 * TOUCH and width(text) < width(box) and text[1] > box[3] - TOUCH
        for box in drawings
    )


def _rests_in(text: Box, drawings: Sequence[Box]) -> bool:
    """Whether a line of text stands in a drawing, though its box, which is higher than its ink, may reach out of it."""
    x, y = (text[0] + text[2]) / 2, (text[1] + text[3]) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in drawings)


def _subcaptions(sheet: Sheet, box: Box) -> float:
    """Return the top of the row of subcaptions, "(a) Training", beneath a drawing; infinity where there is none."""
    rows = [
        line.box[1] - TOUCH
        for line in sheet.words
        if re.match(r"\s*\(?[a-zA-Z]\)", line.text)
        and box[3] - TOUCH < line.box[1] < box[3] + 30
        and overlap_x(line.box, box) > 0
    ]
    return min(rows, default=math.inf)


def _between(line: Box, drawing: Box, top: float, bottom: float) -> bool:
    return top - TOUCH < line[1] and line[3] < bottom + TOUCH and overlap_x(line, drawing) > 0


def _distance(box: Box, other: Box, side: Side) -> float:
    return -overlap_y(box, other) if side in ("above", "below") else -overlap_x(box, other)


def _but(reached: dict[int, frozenset[Box]], index: int) -> frozenset[Box]:
    return frozenset[Box]().union(*(boxes for other, boxes in reached.items() if other != index))


def _boxes(chosen: dict[int, Region]) -> list[Box]:
    return [region.box for region in chosen.values()]
