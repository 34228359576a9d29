"""A page sorted into what stops a figure's region and what fills it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body, gutter, is_heading
from capassist.drafts.pdf.page import Line, Page, area, height, inside, overlap, overlap_x, overlap_y, union, width
from capassist.model import Box

RUNNING = 4  # lines of running text in drawn boxes that show that the boxes are no drawing
THIN = 1.5  # points; a thicker stroke is no line
CORNER = 2.0  # points between the ends of two strokes that meet
MOST_SIDES = 60  # long level strokes of a page that are tried as sides of a frame
TALLEST = 0.75  # share of the page's height; a taller frame is the page's
COVERED = 5.0  # points that a caption may stand over a graphic's edge: white space that the graphic brings along
BAR = 0.15  # share of the page that a band along its edge may take


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's boxes by what they mean for the search of regions."""

    page: Page
    walls: tuple[Box, ...]  # running text, headings, captions, running heads
    ink: tuple[Box, ...]  # graphics, and clusters of strokes
    exact: frozenset[Box]  # the ink whose box the PDF states
    specks: tuple[Box, ...]  # strokes too small or thin to be a drawing by themselves
    words: tuple[Line, ...]  # lines that are no running text: labels in figures, formulas, cells of tables
    gutter: float | None  # x between two columns
    prose: bool  # it holds running text


def sheet_of(page: Page, captions: Sequence[Caption], body: Body, skip: frozenset[int]) -> Sheet:
    """Sort a page. `skip` holds its lines that are running heads and the like."""
    frames = [caption.box for caption in captions]
    texts = _other_lines(page, skip.union(*(caption.lines for caption in captions)))
    exact = _stated(page, frames, texts, body)
    around = _frame_sides(page, texts, body)
    clusters = clustered(_drawing_strokes(page, frames, exact, _forms(page.strokes, texts, body), around))
    drawn = [box for box in clusters if _large(box)]
    ink = exact + drawn
    prose = _prose({i for i, _ in texts}, page, body, ink)
    return Sheet(
        page,
        walls=_walls(page, frames, ink, skip, prose),
        ink=tuple(ink),
        exact=frozenset(exact),
        specks=tuple(box for box in clusters if box not in drawn),
        words=tuple(line for i, line in texts if i not in prose),
        gutter=gutter(page.lines, page.width),
        prose=bool(prose),
    )


def _other_lines(page: Page, left_out: frozenset[int]) -> list[tuple[int, Line]]:
    return [(i, line) for i, line in enumerate(page.lines) if i not in left_out]


def _large(cluster: Box) -> bool:
    """Whether strokes are large enough to be a drawing by themselves."""
    return area(cluster) > 60 and max(width(cluster), height(cluster)) > 8


def _walls(
    page: Page, frames: Sequence[Box], ink: Sequence[Box], skip: frozenset[int], prose: set[int]
) -> tuple[Box, ...]:
    """Return what ends a region: captions, running heads, running text."""
    # A page number may lie in a caption or a picture that is too long for its page: it ends neither.
    large = [*frames, *(box for box in ink if height(box) > 60)]
    return (*frames, *_apart_from(large, _boxes(page, skip)), *_apart_from(frames, _boxes(page, prose)))


def _stated(page: Page, frames: Sequence[Box], texts: Sequence[tuple[int, Line]], body: Body) -> list[Box]:
    """Return the boxes of drawings that the PDF itself states: images, included files, and the paper beneath strokes.

    `frames` are the captions' boxes: what lies behind one is no drawing.
    """
    graphics = [_uncovered(box, frames) for box in page.graphics if not _holds_any(box, frames) and not _bar(box, page)]
    papers = [box for box in page.papers if not _holds_any(box, frames) and _holds_any(box, page.strokes)]
    return graphics + [box for box in papers if _running(box, texts, body) < RUNNING and not _in_any(box, graphics)]


def _uncovered(box: Box, frames: Sequence[Box]) -> Box:
    """Return a graphic's box without the part that a caption was moved over, at its foot or head."""
    x0, y0, x1, y1 = box
    for frame in frames:
        if overlap_y(frame, box) > COVERED and overlap_x(frame, box) > 0.5 * min(width(frame), width(box)):
            if frame[3] >= y1 and frame[1] > (y0 + y1) / 2:
                y1 = frame[1]
            elif frame[1] <= y0 and frame[3] < (y0 + y1) / 2:
                y0 = frame[3]
    return x0, y0, x1, y1


def _drawing_strokes(
    page: Page, frames: Sequence[Box], exact: Sequence[Box], forms: frozenset[Box], around: frozenset[Box]
) -> list[Box]:
    """Return the strokes that may be a drawing's: no rules, frames or backgrounds, nor what lies in a drawing of known
    box. `around` are the sides of drawings' own frames."""
    return [
        stroke
        for stroke in page.strokes
        if stroke not in forms
        and (stroke in around or not _decorates(stroke, page))
        and not _holds_any(stroke, frames, 3)
        and not _in_any(stroke, exact, 2)
    ]


def _frame_sides(page: Page, texts: Sequence[tuple[int, Line]], body: Body) -> frozenset[Box]:
    """Return the long thin strokes that are sides of a frame around a drawing: four of them meet at their ends."""
    if not any(_rule(box, page) for box in page.strokes):
        return frozenset()
    level, upright = _long_strokes(page, body)
    found: set[Box] = set()
    for one, other in combinations(level, 2):
        sides = _sides(upright, union([one, other]))
        if sides and _running(union(sides), texts, body) < RUNNING:
            found |= {one, other, *sides}
    return frozenset(found)


def _long_strokes(page: Page, body: Body) -> tuple[list[Box], list[Box]]:
    """Return the level and the upright thin strokes that may be sides of a frame."""
    level = sorted(box for box in page.strokes if height(box) < THIN and width(box) > body.column / 2)
    upright = [box for box in page.strokes if width(box) < THIN and 20 < height(box) < TALLEST * page.height]
    return level[:MOST_SIDES], upright


def _sides(upright: Iterable[Box], frame: Box) -> list[Box]:
    """Return the upright strokes that reach from the top of a frame to its bottom at its left and right; [] where one
    is missing."""
    tall = [box for box in upright if abs(box[1] - frame[1]) < CORNER and abs(box[3] - frame[3]) < CORNER]
    left = [box for box in tall if abs(box[0] - frame[0]) < CORNER]
    right = [box for box in tall if abs(box[2] - frame[2]) < CORNER]
    return [*left, *right] if left and right else []


def _decorates(stroke: Box, page: Page) -> bool:
    """Whether a stroke belongs to the page: a rule, a bar at its edge, or a background."""
    return _rule(stroke, page) or _bleeds(stroke, page) or area(stroke) >= 0.8 * page.width * page.height


def _holds_any(outer: Box, boxes: Iterable[Box], slack: float = 1.0) -> bool:
    return any(inside(box, outer, slack) for box in boxes)


def _in_any(inner: Box, boxes: Iterable[Box], slack: float = 1.0) -> bool:
    return any(inside(inner, box, slack) for box in boxes)


def _boxes(page: Page, lines: Iterable[int]) -> list[Box]:
    return [page.lines[i].box for i in lines]


def _apart_from(others: Sequence[Box], boxes: Iterable[Box]) -> list[Box]:
    return [box for box in boxes if not any(overlap(box, other) > 0 for other in others)]


def _running(box: Box, texts: Sequence[tuple[int, Line]], body: Body) -> int:
    """Return how many lines of running text a drawn box lies behind."""
    lines = (line for _, line in texts if inside(line.box, box, 2))
    return sum(width(line.box) > 0.7 * body.column and abs(line.size - body.size) < 0.3 for line in lines)


def _forms(strokes: Sequence[Box], texts: Sequence[tuple[int, Line]], body: Body) -> frozenset[Box]:
    """Return the boxes that running text is framed with, as in forms."""
    large = {box for box in strokes if width(box) > 0.7 * body.column and height(box) > 1.5 * body.leading}
    framed = {box: count for box in large if (count := _running(box, texts, body))}
    return frozenset(framed) if sum(framed.values()) >= RUNNING else frozenset()


def _rule(box: Box, page: Page) -> bool:
    """Whether a stroke is a thin line that runs along a column or the page, as beneath heads and between columns."""
    return (height(box) < THIN and width(box) > 0.75 * page.width) or (
        width(box) < THIN and height(box) > 0.6 * page.height
    )


def _bleeds(box: Box, page: Page) -> bool:
    """Whether a stroke runs off the page's edge, as the bars and backgrounds of slides and coloured pages do."""
    return box[0] < 1 or box[1] < 1 or box[2] > page.width - 1 or box[3] > page.height - 1


def _bar(box: Box, page: Page) -> bool:
    """Whether a graphic is a narrow band from edge to edge, such as the shaded title of a slide."""
    across = width(box) > page.width - 2 and height(box) < BAR * page.height
    return across or (height(box) > page.height - 2 and width(box) < BAR * page.width)


def _prose(indices: set[int], page: Page, body: Body, ink: Sequence[Box]) -> set[int]:
    """Return the lines that belong to running text: wide ones of words, headings, and what continues them."""
    lines = {i: page.lines[i] for i in indices if _outside(page.lines[i], ink)}
    found = {i for i, line in lines.items() if _wide(line, body) and not _subcaption(line, ink)}
    found -= {i for i in found if _axis_title(lines[i], [lines[j] for j in found - {i}], ink, body)}
    found |= _headings(lines, [lines[i] for i in found], ink, body)
    return found | _continued(lines, found, body)


def _headings(lines: dict[int, Line], prose: Sequence[Line], ink: Sequence[Box], body: Body) -> set[int]:
    return {i for i, line in lines.items() if is_heading(line, body) and _heads(line, prose, ink, body)}


def _outside(line: Line, ink: Sequence[Box]) -> bool:
    """Whether a line stands upright and lies in no drawing."""
    return not line.turn and not any(overlap(line.box, box) > 0.6 * area(line.box) for box in ink)


def _continued(lines: dict[int, Line], found: set[int], body: Body) -> set[int]:
    """Return the lines that continue the paragraphs of those found, up to three lines away from them."""
    added: set[int] = set()
    fresh = set(found)
    for _ in range(3):
        rest = lines.keys() - found - added
        fresh = {i for i in rest if any(_belongs(lines[i], lines[j], body) for j in fresh)}
        added |= fresh
    return added


def _subcaption(line: Line, ink: Sequence[Box]) -> bool:
    """Whether a line names panels, "(a) Training   (b) Test", right beneath a drawing."""
    named = re.match(r"\s*\(?[a-zA-Z]\)", line.text)
    return bool(named) and any(overlap_x(line.box, box) > 0 and -2 < line.box[1] - box[3] < 20 for box in ink)


def _axis_title(line: Line, prose: Iterable[Line], ink: Sequence[Box], body: Body) -> bool:
    """Whether a line by itself is centred beneath a drawing that is wider, as the title of a plot's axis is."""
    middle = (line.box[0] + line.box[2]) / 2
    centred = any(
        abs(middle - (box[0] + box[2]) / 2) < 3
        and width(line.box) < width(box)
        and -2 < line.box[1] - box[3] < 2.5 * body.leading
        for box in ink
    )
    return centred and not any(_belongs(line, other, body) for other in prose)


def _heads(line: Line, prose: Iterable[Line], ink: Sequence[Box], body: Body) -> bool:
    """Whether a line that looks like a heading is one: running text follows it, and no drawing touches it."""
    if any(overlap_x(line.box, box) > -7 and overlap_y(line.box, box) > -7 for box in ink):
        return False
    return any(0 < other.base - line.base < 5 * body.leading and overlap_x(line.box, other.box) > 0 for other in prose)


def _wide(line: Line, body: Body) -> bool:
    text = line.text.strip()
    letters = sum(character.isalpha() for character in text)
    return (
        0.7 * body.size < line.size < body.size + 0.8
        and width(line.box) > 0.6 * body.column
        and letters > 0.6 * len(text)
        and letters > 0.3 * width(line.box) / line.size
        and not line.main.mono
    )


def _belongs(line: Line, other: Line, body: Body) -> bool:
    """Whether a line continues the paragraph of another."""
    return (
        abs(other.size - line.size) < 0.3
        and other.main.font == line.main.font
        and 0 < abs(line.base - other.base) < 1.35 * body.leading
        and overlap_x(line.box, other.box) > 0.5 * min(width(line.box), width(other.box))
        and abs(line.box[0] - other.box[0]) < 3 * line.size
    )


def clustered(boxes: Sequence[Box], reach: float = 4.0) -> list[Box]:
    """Return the boxes around groups of boxes that lie within `reach` points of each other."""
    cells = {(round(b[0] / 2), round(b[1] / 2), round(b[2] / 2), round(b[3] / 2)): b for b in boxes}
    clusters: list[Box] = []
    for box in sorted(cells.values(), key=lambda b: b[1]):
        joined = box
        while True:
            apart: list[Box] = []
            near = [joined]
            for c in clusters:
                close = (
                    min(c[2], joined[2]) - max(c[0], joined[0]) > -reach
                    and min(c[3], joined[3]) - max(c[1], joined[1]) > -reach
                )
                (near if close else apart).append(c)
            if len(near) == 1:
                break
            clusters = apart
            joined = union(near)
        clusters.append(joined)
    return clusters
