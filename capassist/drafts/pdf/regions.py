"""Regions: what was drawn for a figure, found from its caption outwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body, gutter
from capassist.drafts.pdf.page import Line, Page, area, inside, overlap, overlap_x, overlap_y, union, width
from capassist.model import Box

Side = Literal["above", "below", "left", "right"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page sorted into what stops a region (prose, captions, running heads) and what fills one."""

    page: Page
    walls: tuple[Box, ...]
    ink: tuple[Box, ...]  # graphics and clusters of strokes
    words: tuple[Line, ...]  # lines that are neither: labels in figures, formulas, cells of tables


@dataclass(frozen=True, slots=True)
class Region:
    """A candidate for a caption's figure."""

    side: Side
    box: Box
    ink: tuple[Box, ...]
    gap: float  # from the caption, in points


def find_regions(
    page: Page, captions: Sequence[Caption], body: Body, skip: frozenset[int], habit: Side
) -> dict[int, Region]:
    """Return the region of each figure caption on a page, by its index in `captions`. `habit` is where the paper's figures stand."""
    sheet = _sheet(page, captions, body, skip)
    options = {
        i: [r for side in ("above", "below", "left", "right") if (r := _look(sheet, caption, side, captions, body))]
        for i, caption in enumerate(captions)
    }
    return _assigned(options, captions, habit)


def habit_of(
    pages: Sequence[Page], captions: Sequence[Sequence[Caption]], body: Body, skip: Sequence[frozenset[int]]
) -> Side:
    """Return on which side of their captions most of the paper's figures stand."""
    votes = {"above": 0.0, "below": 0.0}
    for page, found, lines in zip(pages, captions, skip, strict=True):
        if not any(caption.label.kind == "figure" for caption in found):
            continue
        sheet = _sheet(page, found, body, lines)
        for caption in found:
            if caption.label.kind == "figure":
                sides = [r for side in ("above", "below") if (r := _look(sheet, caption, side, found, body))]
                if len(sides) == 1:
                    votes[sides[0].side] += 1
    return "below" if votes["below"] > votes["above"] else "above"


def _assigned(options: dict[int, list[Region]], captions: Sequence[Caption], habit: Side) -> dict[int, Region]:
    chosen: dict[int, Region] = {}
    taken: list[Box] = []

    def cost(region: Region, kind: str) -> float:
        usual = habit if kind == "figure" else "below"
        return region.gap + (0 if region.side == usual else 25 if region.side in ("above", "below") else 45)

    ranked = sorted(
        ((cost(region, captions[i].label.kind), i, region) for i, regions in options.items() for region in regions),
        key=lambda item: item[0],
    )
    for _, i, region in ranked:
        if i in chosen:
            continue
        if any(overlap(region.box, box) > 0.3 * min(area(region.box), area(box)) for box in taken):
            continue
        chosen[i] = region
        taken.append(region.box)
    return chosen


def _sheet(page: Page, captions: Sequence[Caption], body: Body, skip: frozenset[int]) -> Sheet:
    captioned = {index for caption in captions for index in caption.lines}
    heads = [page.lines[i].box for i in skip]
    ink = [box for box in page.graphics if not any(inside(c.box, box) for c in captions)]
    frames = [c.box for c in captions]
    strokes = [
        box
        for box in page.strokes
        if not any(inside(f, box, 3) for f in frames)
        and not _rule(box, page)
        and area(box) < 0.9 * page.width * page.height
    ]
    clusters = clustered(strokes)
    texts = [(i, line) for i, line in enumerate(page.lines) if i not in captioned and i not in skip]
    clusters = [c for c in clusters if not _holds_prose(c, texts, body)]
    ink += [c for c in clusters if area(c) > 60 and max(width(c), c[3] - c[1]) > 8]
    prose = _prose({i for i, _ in texts}, page, body, ink)
    walls = [c.box for c in captions] + heads + [page.lines[i].box for i in prose]
    words = [line for i, line in texts if i not in prose]
    return Sheet(page, tuple(walls), tuple(ink), tuple(words))


def _rule(box: Box, page: Page) -> bool:
    """Whether a stroke is a thin line that runs along a column or the page, as beneath heads and between columns."""
    w, h = width(box), box[3] - box[1]
    return (h < 1.5 and w > 0.75 * page.width) or (w < 1.5 and h > 0.6 * page.height)


def _holds_prose(box: Box, texts: Sequence[tuple[int, Line]], body: Body) -> bool:
    """Whether a drawn box frames running text."""
    lines = [line for _, line in texts if inside(line.box, box, 2)]
    wide = [line for line in lines if width(line.box) > 0.7 * body.column and abs(line.size - body.size) < 0.3]
    return len(wide) >= 4


def _prose(indices: set[int], page: Page, body: Body, ink: Sequence[Box]) -> set[int]:
    """Return the lines that belong to running text: wide ones of words, and what continues them."""
    found = set()
    for i in indices:
        line = page.lines[i]
        if line.turn or any(overlap(line.box, box) > 0.6 * area(line.box) for box in ink):
            continue
        letters = sum(c.isalpha() for c in line.text)
        long = width(line.box) > 0.6 * body.column and letters > 0.6 * len(line.text.strip()) and letters > 20
        if long:
            found.add(i)
    for _ in range(3):
        near = set()
        for i in indices - found:
            line = page.lines[i]
            if line.turn or any(overlap(line.box, box) > 0.6 * area(line.box) for box in ink):
                continue
            for j in found:
                other = page.lines[j]
                if (
                    abs(other.size - line.size) < 0.3
                    and other.main.font == line.main.font
                    and 0 < abs(line.base - other.base) < 1.35 * body.leading
                    and overlap_x(line.box, other.box) > 0.5 * min(width(line.box), width(other.box))
                    and abs(line.box[0] - other.box[0]) < 3 * line.size
                ):
                    near.add(i)
                    break
        if not near:
            break
        found |= near
    return found


def clustered(boxes: Sequence[Box], reach: float = 4.0) -> list[Box]:
    """Return the boxes around groups of boxes that lie within `reach` points of each other."""
    cells = {(round(b[0] / 2) * 2, round(b[1] / 2) * 2, round(b[2] / 2) * 2, round(b[3] / 2) * 2): b for b in boxes}
    clusters: list[Box] = []
    for box in sorted(cells.values(), key=lambda b: b[1]):
        joined = box
        while True:
            near = [c for c in clusters if overlap_x(c, joined) > -reach and overlap_y(c, joined) > -reach]
            if not near:
                break
            clusters = [c for c in clusters if c not in near]
            joined = union([joined, *near])
        clusters.append(joined)
    return clusters


def _look(sheet: Sheet, caption: Caption, side: Side, captions: Sequence[Caption], body: Body) -> Region | None:
    """Return what is drawn on one side of a caption, up to the next wall; None where there is nothing."""
    page = sheet.page
    space = _space(sheet, caption, side, body)
    if space is None:
        return None
    ink = [b for b in sheet.ink if overlap(b, space) > 0.7 * max(area(b), 1)]
    if not ink:
        return None
    box = union(ink)
    box = _with_words(box, ink, sheet, space)
    gap = max(-overlap_y(box, caption.box), 0) if side in ("above", "below") else max(-overlap_x(box, caption.box), 0)
    if area(box) < 400 or gap > 0.5 * page.height:
        return None
    return Region(side, box, tuple(ink), gap)


def _space(sheet: Sheet, caption: Caption, side: Side, body: Body) -> Box | None:
    page, c = sheet.page, caption.box
    walls = [w for w in sheet.walls if w != c]
    if side in ("left", "right"):
        top = max((w[3] for w in walls if overlap_x(w, (0, 0, page.width, 0)) > 0 and w[3] <= c[1] + 2), default=0.0)
        bottom = min((w[1] for w in walls if w[1] >= c[3] - 2), default=page.height)
        level = [w for w in walls if overlap_y(w, (0, top, 0, bottom)) > 2]
        if side == "left":
            x0 = max((w[2] for w in level if w[2] <= c[0] + 2), default=0.0)
            return (x0, top, c[0], bottom)
        x1 = min((w[0] for w in level if w[0] >= c[2] - 2), default=page.width)
        return (c[2], top, x1, bottom)
    left, right = _band(sheet, caption)
    above = side == "above"
    for _ in range(3):
        if above:
            edge = max(
                (w[3] for w in walls if min(w[2], right) - max(w[0], left) > 3 and w[3] <= c[1] + 3), default=0.0
            )
            space = (left, edge, right, c[1] + 2)
        else:
            edge = min(
                (w[1] for w in walls if min(w[2], right) - max(w[0], left) > 3 and w[1] >= c[3] - 3),
                default=page.height,
            )
            space = (left, c[3] - 2, right, edge)
        # A figure wider than the column that its caption stands in widens the band.
        wide = [
            b for b in sheet.ink if overlap(b, space) > 0.3 * max(area(b), 1) and (b[0] < left - 3 or b[2] > right + 3)
        ]
        if not wide:
            return space
        left, right = min(left, *(b[0] for b in wide)), max(right, *(b[2] for b in wide))
    return space


def _band(sheet: Sheet, caption: Caption) -> tuple[float, float]:
    """Return from where to where a caption's figure may reach: the space free beside the caption, within its column."""
    page, c = sheet.page, caption.box
    level = [w for w in sheet.walls if w != c and overlap_y(w, c) > 1]
    left = max((w[2] for w in level if w[2] <= c[0] + 1), default=0.0)
    right = min((w[0] for w in level if w[0] >= c[2] - 1), default=page.width)
    middle = gutter(page.lines, page.width)
    if middle is not None:
        if c[2] <= middle + 2:
            right = min(right, middle)
        elif c[0] >= middle - 2:
            left = max(left, middle)
    return left, right


def _with_words(box: Box, ink: Sequence[Box], sheet: Sheet, space: Box) -> Box:
    """Return the region grown by the text that belongs to it: labels in it and close to it."""
    for _ in range(3):
        grown = box
        for line in sheet.words:
            if overlap(line.box, space) < 0.8 * area(line.box):
                continue
            if overlap_x(line.box, grown) > -6 and overlap_y(line.box, grown) > -6 and not inside(line.box, grown):
                grown = union([grown, line.box])
        if grown == box:
            break
        box = grown
    return box
