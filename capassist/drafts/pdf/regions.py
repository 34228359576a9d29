"""Regions: what was drawn for a figure, found from its caption outwards.

A region grows from the caption over what is drawn nearby, as long as the box around caption and drawing meets no wall: no running
text, no heading, no other caption, no running head, no table.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import area, height, inside, overlap_x, overlap_y, union, width
from capassist.drafts.pdf.sheet import Sheet
from capassist.model import Box

Side = Literal["above", "below", "left", "right"]

SIDES: tuple[Side, ...] = ("above", "below", "left", "right")
TOUCH = 3.0  # points that a wall may reach into a region before it stops it: boxes of text are higher than its ink
APART = 70.0  # points between the rows of one figure, subcaptions among them
ROW = 15.0  # points between the rows of a table or the lines of a listing
NEAR = 7.0  # points between a drawing and the labels that belong to it


@dataclass(frozen=True, slots=True)
class Region:
    """What may be a caption's figure. `drawn` is false where it is made of text alone."""

    side: Side
    box: Box
    gap: float  # from the caption, in points
    drawn: bool = True


def find_regions(sheet: Sheet, captions: Sequence[Caption], body: Body, habits: dict[str, Side]) -> dict[int, Region]:
    """Return the regions of a page's captions, by index in `captions`.

    Tables, algorithms and listings come first, then the figures that are surest of their drawing, then those made of text.
    `habits` is where the paper's figures, tables … stand.
    """
    chosen: dict[int, Region] = {}
    others = [(index, caption) for index, caption in enumerate(captions) if caption.label.kind != "figure"]
    figures = [(index, caption) for index, caption in enumerate(captions) if caption.label.kind == "figure"]
    for index, caption in others:
        if region := _written(sheet, caption, habits[caption.label.kind], [r.box for r in chosen.values()]):
            chosen[index] = region
    while True:
        taken = [region.box for region in chosen.values()]
        options = [
            (_cost(region, habits["figure"]), index, region)
            for index, caption in figures
            if index not in chosen
            for side in SIDES
            if (region := look(sheet, caption, side, body, taken))
        ]
        if not options:
            break
        _, index, region = min(options, key=lambda option: option[0])
        chosen[index] = region
    for index, caption in figures:
        if index not in chosen and (
            region := _written(sheet, caption, habits["figure"], [r.box for r in chosen.values()])
        ):
            chosen[index] = region
    return chosen


def habits_of(sheets: Sequence[tuple[Sheet, Sequence[Caption]]], body: Body) -> dict[str, Side]:
    """Return for each kind of float on which side of their captions most of them stand in this paper."""
    usual: dict[str, Side] = {"figure": "above", "table": "below", "algorithm": "below", "listing": "above"}
    return {kind: _habit(sheets, kind, body, side) for kind, side in usual.items()}


def _habit(sheets: Sequence[tuple[Sheet, Sequence[Caption]]], kind: str, body: Body, usual: Side) -> Side:
    votes = {"above": 0.0, "below": 0.0}
    for sheet, captions in sheets:
        for caption in captions:
            if caption.label.kind != kind:
                continue
            found = [region for side in SIDES[:2] if (region := look(sheet, caption, side, body, ()))]
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


def look(sheet: Sheet, caption: Caption, side: Side, body: Body, taken: Sequence[Box]) -> Region | None:
    """Return what is drawn on one side of a caption, or None where there is nothing."""
    walls = [wall for wall in (*sheet.walls, *taken) if wall != caption.box]
    left, right = _band(sheet, caption, walls)
    candidates = sorted(
        (box for box in sheet.ink if _on_side(box, caption.box, side, left, right)),
        key=lambda box: _gap(box, caption.box, side),
    )
    hull, found = caption.box, []
    for box in candidates:
        if found and _gap(box, union(found), side) > APART:
            break
        joined = union([hull, box])
        if not _blocked(joined, walls):
            hull = joined
            found.append(box)
    if not found:
        return None
    if side in ("above", "below"):
        found += _level(sheet, union(found), hull, caption, side, walls)
    box = _with_words(union(found), found, sheet, caption, walls, body)
    gap = max(0.0, _gap(box, caption.box, side))
    if area(box) < 400 or gap > 0.35 * sheet.page.height:
        return None
    return Region(side, box, gap)


def _level(sheet: Sheet, row: Box, hull: Box, caption: Caption, side: Side, walls: Sequence[Box]) -> list[Box]:
    """Return drawings in the next column on a level with the ones found, which no caption of their own keeps apart."""
    found = []
    for box in sheet.ink:
        level = overlap_y(box, row) > 0.7 * max(height(box), height(row))
        if level and not inside(box, row) and _on_side(box, caption.box, side, 0, sheet.page.width):
            joined = union([hull, box])
            if not _blocked(joined, walls):
                hull = joined
                found.append(box)
    return found


def _on_side(box: Box, caption: Box, side: Side, left: float, right: float) -> bool:
    if side in ("left", "right"):
        beside = box[2] <= caption[0] + TOUCH if side == "left" else box[0] >= caption[2] - TOUCH
        return beside and overlap_y(box, caption) > 0.5 * min(height(box), height(caption))
    beyond = box[3] <= caption[1] + TOUCH + 2 if side == "above" else box[1] >= caption[3] - TOUCH - 2
    shared = min(box[2], right) - max(box[0], left)
    return beyond and (shared > 0.6 * width(box) or overlap_x(box, caption) > 0.5 * min(width(box), width(caption)))


def _gap(box: Box, caption: Box, side: Side) -> float:
    return -overlap_y(box, caption) if side in ("above", "below") else -overlap_x(box, caption)


def _blocked(hull: Box, walls: Sequence[Box]) -> bool:
    return any(overlap_x(hull, wall) > TOUCH and overlap_y(hull, wall) > TOUCH for wall in walls)


def _band(sheet: Sheet, caption: Caption, walls: Sequence[Box]) -> tuple[float, float]:
    """Return from where to where a caption's figure may reach: the space free beside the caption, within its column."""
    page, box = sheet.page, caption.box
    level = [wall for wall in walls if overlap_y(wall, box) > 1]
    left = max((wall[2] for wall in level if wall[2] <= box[0] + 1), default=0.0)
    right = min((wall[0] for wall in level if wall[0] >= box[2] - 1), default=page.width)
    if sheet.gutter is not None:
        if box[2] <= sheet.gutter + 2:
            right = min(right, sheet.gutter)
        elif box[0] >= sheet.gutter - 2:
            left = max(left, sheet.gutter)
    return left, right


def _with_words(box: Box, ink: Sequence[Box], sheet: Sheet, caption: Caption, walls: Sequence[Box], body: Body) -> Box:
    """Return the region with the text and the thin strokes that belong to it: what lies in it or close to it.

    Where the PDF states the drawing's box, text in the type of the body or the caption beside it is no label of the drawing.
    """
    exact = all(piece in sheet.exact for piece in ink)
    fonts = {body.font, *(run.font for i in caption.lines for run in sheet.page.lines[i].runs)}
    foot = _subcaptions(sheet, box)
    reach = 4 * NEAR if sheet.page.scanned else NEAR  # strokes fade and labels are misread in scans
    pieces = [
        (line.box, max(reach, 0.8 * line.size))
        for line in sheet.words
        if not (exact and line.main.font in fonts) and not (line.box[1] >= foot and line.box[1] > box[3] - TOUCH)
    ]
    if not exact:
        pieces += [(speck, reach) for speck in sheet.specks]
    for _ in range(4):
        grown = box
        for piece, near in pieces:
            if overlap_x(piece, grown) > -near and overlap_y(piece, grown) > -near and not inside(piece, grown, 0):
                joined = union([grown, piece])
                if not _blocked(joined, [*walls, caption.box]):
                    grown = joined
        if grown == box:
            break
        box = grown
    return box


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


def _written(sheet: Sheet, caption: Caption, side: Side, taken: Sequence[Box]) -> Region | None:
    """Return what is next to a caption, row by row, but is no running text: a table, or a figure made of code or of text."""
    walls = [wall for wall in (*sheet.walls, *taken) if wall != caption.box]
    left, right = _band(sheet, caption, walls)
    pieces = [line.box for line in sheet.words] + [*sheet.specks, *(box for box in sheet.ink if box not in sheet.exact)]
    for where in dict.fromkeys((side, *SIDES[:2])):
        hull, found = caption.box, []
        for piece in sorted(pieces, key=lambda box: _gap(box, caption.box, where)):
            if not _on_side(piece, caption.box, where, left, right):
                continue
            joined = union([hull, piece])
            reach = 2 * ROW if not found else ROW / 2 if piece in sheet.ink else ROW
            if _gap(piece, hull, where) > reach or _blocked(joined, walls):
                break
            hull = joined
            found.append(piece)
        if found and area(union(found)) > 400:
            box = union(found)
            return Region(where, box, max(0.0, _gap(box, caption.box, where)), drawn=False)
    return None
