"""Where a caption ends: its lines are followed row by row, while type, leading and edges stay the same."""

import re
from collections.abc import Sequence
from math import inf

from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, area, inside, overlap, overlap_x, overlap_y, union, width
from capassist.model import Box
from capassist.text.float_references import FloatLabel, label_at_start

SAMPLE = 5.0  # ems that the sample of a line may be long
TOUCHING = 0.35  # ems between the boxes of two lines that belong together, however tall their formulas are
HANG = 4.0  # ems that a caption's first line may be indented
BESIDE = 12.0  # ems between the baselines at which two captions begin that stand side by side
BLANK = 0.9  # ems of white above the line that ends a sentence, at most, where lines are not set wider apart
SHORT = 30  # characters of a last line that may be set in small capitals throughout
JUSTIFIED = 2  # lines of a caption that show how far its lines reach
PIECE = 4  # characters of what is no line, but a piece of a formula
LABEL_APART = 4.0  # points that a label alone in its line may be smaller or larger than the caption below

_ENDED = re.compile(r"[.!?:;。．！？][\"'”’)\]]*\s*$")
_SECTION_TITLE = re.compile(r"\s*(\d+|[A-Z])(\.\d+)*\.?\s+[^\W\d_]")


def followed(
    page: Page, first: int, named: FloatLabel, body: Body, stop: frozenset[int], *, others: frozenset[int]
) -> list[int]:
    """Return the lines of the caption that begins on line `first` with a label, in reading order.

    `stop` holds the lines that cannot belong to it, `others` the first lines of the page's other captions.
    """
    lead = page.lines[first]
    low, high = _edges_beside(lead, [page.lines[i] for i in others])
    free = _free_lines(page, lead, stop | others | {first})
    free = {i: line for i, line in free.items() if low <= line.box[0] < high}
    # A label by itself may stand farther from its words than words from each other.
    alone = len(lead.text.strip()) <= named.end
    rows = [_row(page, [first], free, 3.0 if alone else 0.8)]
    alone = alone and len(rows[0]) == 1
    while row := _next_row(page, rows, free, body, alone):
        rows.append(row)
    taken = [i for row in rows for i in row]
    return _in_order(page, taken + _within(_around(page, taken), free, lead.size), lead.size)


def _edges_beside(lead: Line, others: Sequence[Line]) -> tuple[float, float]:
    """Return from where to where the lines of a caption may begin, between those that stand to its left and right."""
    near = [other for other in others if abs(other.base - lead.base) < BESIDE * lead.size]
    left = (other.box[2] for other in near if other.box[2] <= lead.box[0])
    right = (other.box[0] - 0.5 * lead.size for other in near if other.box[0] >= lead.box[2])
    return max(left, default=-inf), min(right, default=inf)


def _free_lines(page: Page, lead: Line, stop: frozenset[int]) -> dict[int, Line]:
    """Return the lines that may belong to the caption that begins with `lead`."""
    return {
        i: line
        for i, line in enumerate(page.lines)
        if i not in stop and not line.turn and not _in_picture(line.box, lead.box, page.graphics)
    }


def _within(box: Box, free: dict[int, Line], size: float) -> list[int]:
    """Return the free lines of about this size that lie in the box of a caption: pieces of formulas."""
    return [
        i for i, line in free.items() if overlap(line.box, box) > 0.7 * area(line.box) and abs(line.size - size) < 5
    ]


def _around(page: Page, lines: Sequence[int]) -> Box:
    return union([page.lines[i].box for i in lines])


def _in_picture(box: Box, lead: Box, graphics: Sequence[Box]) -> bool:
    """Whether a line lies in an image or included file that the caption's first line does not lie in."""
    return any(inside(box, graphic) and overlap(lead, graphic) <= 0 for graphic in graphics)


def _row(page: Page, row: list[int], free: dict[int, Line], reach: float) -> list[int]:
    """Return the row with the pieces that a formula or a wide space broke off, up to `reach` ems apart, and take
    them."""
    while (index := _next_piece(page, row, free, reach)) is not None:
        row.append(index)
        del free[index]
    return row


def _next_piece(page: Page, row: Sequence[int], free: dict[int, Line], reach: float) -> int | None:
    """Return a free piece that goes on a row, up to `reach` ems from it or behind a sample of a line; None at its
    end."""
    box = _around(page, row)
    line = page.lines[row[0]]
    for index, piece in free.items():
        if not _level(piece, line, box):
            continue
        gap = max(piece.box[0] - box[2], box[0] - piece.box[2])
        near = -line.size < gap < reach * line.size or (gap < 0 and _stacked(piece, line, box))
        if near or (0 < gap < SAMPLE * line.size and _sampled(page, box, piece.box)):
            return index
    return None


def _level(piece: Line, line: Line, row: Box) -> bool:
    """Whether a piece stands on the baseline of a line, or is raised or lowered in its row."""
    raised = piece.size < 0.85 * line.size and overlap_y(piece.box, row) > 2
    # the sign of a root hangs from above its line
    sign = not any(map(str.isalnum, piece.text)) and overlap_y(piece.box, row) > 0
    return raised or sign or abs(piece.base - line.base) < 0.35 * line.size


def _stacked(piece: Line, line: Line, row: Box) -> bool:
    """Whether a piece goes on a row from below an index or a numerator that stands over its beginning."""
    return abs(piece.base - line.base) < 1 and row[0] < piece.box[0] and row[2] < piece.box[2]


def _sampled(page: Page, box: Box, piece: Box) -> bool:
    """Whether the sample of a line or a mark, drawn as for a legend, stands between two pieces of a row."""
    left, right = (box, piece) if box[0] < piece[0] else (piece, box)
    return any(
        left[2] - 3 < stroke[0] and stroke[2] < right[0] + 3 and left[1] < stroke[1] and stroke[3] < left[3]
        for stroke in page.strokes
    )


def _next_row(page: Page, rows: list[list[int]], free: dict[int, Line], body: Body, alone: bool) -> list[int]:
    """Return the row that continues the caption, or [] at its end. `alone`: its first row is the label, and nothing
    else."""
    last = _longest(page, rows[-1])
    box = _around(page, [i for row in rows for i in row])
    index = _nearest_below(last, box, free)
    if index is None:
        return []
    line = page.lines[index]
    below_label = rows[1:] if alone and len(rows) > 1 else rows
    alone = alone and len(rows) == 1
    if (
        _centred_below(page, rows, line)
        or _too_far(page, below_label, line, body, alone)
        or not _continues(_longest(page, rows[0]), last, line, box, len(rows), alone=alone)
    ):
        return []
    free.pop(index)
    return _row(page, [index], free, 0.8)


def _nearest_below(last: Line, box: Box, free: dict[int, Line]) -> int | None:
    """Return the highest free line below a caption's last line, within the edges of its box; None where there is
    none."""
    below = [
        (line.base, index)
        for index, line in free.items()
        if 0.6 * max(last.size, 1.0) <= line.base - last.base
        and overlap_x(line.box, box) > 0.5 * min(width(line.box), width(box))
    ]
    if not below:
        return None
    base, highest = min(below)
    # the sign of a root, or another piece of a formula, stands a little above the line that it belongs to
    near = [index for level, index in below if 0 < level - base < 1.2 * free[highest].size]
    return max([highest, *near], key=lambda index: len(free[index].text)) if _is_piece(free[highest]) else highest


def _centred_below(page: Page, rows: Sequence[list[int]], line: Line) -> bool:
    """Whether a centred line stands below justified ones whose last is at its end: a remark, or another text."""
    *full, end = [_around(page, row) for row in rows]
    if len(full) < JUSTIFIED or not _ENDED.search(page.lines[rows[-1][-1]].text):
        return False
    left, right = end[0], full[-1][2]
    justified = all(abs(row[2] - right) < 2 for row in full) and all(abs(row[0] - left) < 2 for row in full[1:])
    indent = line.box[0] - left
    return (
        justified and right - end[2] > line.size and indent > 0.2 * line.size and abs(right - line.box[2] - indent) < 2
    )


def _is_piece(line: Line) -> bool:
    """Whether a line is but a sign or two."""
    return len(line.text.strip()) < PIECE


def _too_far(page: Page, rows: Sequence[list[int]], line: Line, body: Body, alone: bool) -> bool:
    """Whether a line stands too far below a caption's rows to continue it. `alone`: they are the label, and no more."""
    last = _longest(page, rows[-1])
    apart = line.base - last.base
    if not alone and _plain_below_bold(page, rows, line, body):
        return apart > _usual_leading(page, rows, body)
    white = line.box[1] - _around(page, [i for row in rows for i in row])[3]
    return apart > _reach(page, rows, line, body, alone) and white > TOUCHING * max(last.size, 1.0)


def _reach(page: Page, rows: Sequence[list[int]], line: Line, body: Body, alone: bool) -> float:
    """Return how far below the last row's baseline a line may stand that continues the caption."""
    last = _longest(page, rows[-1])
    size = max(last.size, 1.0)
    reach = max(1.45 * size, 1.12 * body.leading * size / body.size)
    if len(rows) > 1:
        leading = last.base - _longest(page, rows[-2]).base
        reach = 1.25 * leading if leading > 0.8 * size else reach
    if alone and _apart(line, body):
        return max(reach, 2.6 * max(size, line.size))
    white = max(BLANK * size, 1.2 * (body.leading - size))
    return 1.6 * reach if _unfinished(last, line, rows, page, white) else reach


def _plain_below_bold(page: Page, rows: Sequence[list[int]], line: Line, body: Body) -> bool:
    """Whether a line in the running text's type stands below rows that are bold throughout.

    It may be the legend below its title, or the text below the caption: the legend follows as one line the next.
    """
    bold = all(run.bold for row in rows for i in row for run in page.lines[i].runs if len(run.text.strip()) > 2)
    return bold and not line.main.bold and not _apart(line, body)


def _usual_leading(page: Page, rows: Sequence[list[int]], body: Body) -> float:
    """Return how far below the last row's baseline the next one of a text stands at most."""
    last = _longest(page, rows[-1])
    scaled = body.leading * max(last.size, 1.0) / body.size
    return 1.12 * (last.base - _longest(page, rows[-2]).base if len(rows) > 1 else scaled)


def _unfinished(last: Line, line: Line, rows: Sequence[list[int]], page: Page, white: float) -> bool:
    """Whether a line in the same type, at most so far below, is needed to end the sentence of the last, which reaches
    as far as this and the others."""
    row = _around(page, rows[-1])
    if not _same_type(last, line) or _ENDED.search(last.text) or line.box[1] - row[3] > white:
        return False
    whole = union([line.box, *(page.lines[i].box for row in rows for i in row)])
    if last.box[2] > whole[2] - 2 * last.size:
        return True
    return line.text[:1].islower() and not _would_have_fitted(line, width(row), width(whole))


def _would_have_fitted(line: Line, taken: float, measure: float) -> bool:
    """Whether a line's first word had room behind a row of which so much is taken: what begins there is another
    text."""
    words = line.text.split(maxsplit=1)
    first = len(words[0]) / len(line.text) * width(line.box) if words else 0.0
    return taken + first + 0.5 * line.size < measure


def _same_type(first: Line, second: Line) -> bool:
    return first.main.font == second.main.font and abs(first.size - second.size) < 0.3


def _apart(line: Line, body: Body) -> bool:
    """Whether a line is set in another type than the running text."""
    return line.main.font != body.font or abs(line.size - body.size) > 0.4


def _longest(page: Page, row: list[int]) -> Line:
    return max((page.lines[i] for i in row), key=lambda line: len(line.text))


def _continues(first: Line, last: Line, line: Line, box: Box, rows: int, *, alone: bool) -> bool:
    """Whether a line may belong to the caption by what it is: no label, no heading, in its type and within its
    edges."""
    size = first.size if rows == 1 else max(first.size, last.size)
    if _other_caption(first, last, line) or _other_size(last, line, size, alone=alone):
        return False
    if _bolder(line, first, last) and _SECTION_TITLE.match(line.text):
        return False
    centred = abs((line.box[0] + line.box[2]) - (box[0] + box[2])) < 2 * size
    hang = HANG if rows == 1 and _same_type(first, line) else 1.5
    return line.box[0] >= box[0] - hang * size or centred


def _bolder(line: Line, *others: Line) -> bool:
    return line.main.bold and not any(other.main.bold for other in others)


def _other_caption(first: Line, last: Line, line: Line) -> bool:
    """Whether a line begins a caption of its own: the next, or the same in another language."""
    label, own = label_at_start(line.text), label_at_start(first.text)
    if label is None:
        return False
    translated = own is not None and label.number == own.number and label.word != own.word
    return translated or (label.mark != "" and _ENDED.search(last.text) is not None)


def _other_size(last: Line, line: Line, size: float, *, alone: bool) -> bool:
    """Whether a line is too large or too small to belong to the caption, as no piece of a formula is."""
    formula = len(line.text.strip()) < 6
    small_capitals = line.text.isupper() and 0.7 * last.size < line.size < last.size and len(line.text) < SHORT
    apart = abs(line.size - size)
    if formula or small_capitals or (alone and apart < LABEL_APART):
        return False
    return apart > 0.6 and abs(line.size - last.size) > 0.3


def _in_order(page: Page, indices: Sequence[int], size: float) -> list[int]:
    """Return lines from top to bottom, and in each row from left to right."""
    rows: list[list[int]] = []
    for index in sorted(set(indices), key=lambda i: page.lines[i].base):
        if rows and page.lines[index].base - page.lines[rows[-1][0]].base < 0.6 * size:
            rows[-1].append(index)
        else:
            rows.append([index])
    return [index for row in rows for index in sorted(row, key=lambda i: page.lines[i].box[0])]
