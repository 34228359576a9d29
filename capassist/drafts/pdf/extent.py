"""Where a caption ends: its lines are followed row by row, while type, leading and edges stay the same."""

import re
from collections.abc import Sequence

from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, area, inside, overlap, overlap_x, overlap_y, union, width
from capassist.model import Box
from capassist.text.float_references import FloatLabel, label_at_start

SAMPLE = 5.0  # ems that the sample of a line may be long
TOUCHING = 0.35  # ems between the boxes of two lines that belong together, however tall their formulas are
HANG = 4.0  # ems that a caption's first line may be indented
LABEL_APART = 4.0  # points that a label alone in its line may be smaller or larger than the caption below

_ENDED = re.compile(r"[.!?:;。．！？][\"'”’)\]]*\s*$")


def followed(page: Page, first: int, named: FloatLabel, body: Body, stop: frozenset[int]) -> list[int]:
    """Return the lines of the caption that begins on line `first` with a label, in reading order.

    `stop` holds the lines that cannot belong to it.
    """
    lead = page.lines[first]
    free = {
        i: line
        for i, line in enumerate(page.lines)
        if i not in stop and i != first and not line.turn and not _in_picture(line.box, lead.box, page.graphics)
    }
    # A label by itself may stand farther from its words than words from each other.
    alone = len(lead.text.strip()) <= named.end
    rows = [_row(page, [first], free, 3.0 if alone else 0.8)]
    alone = alone and len(rows[0]) == 1
    while row := _next_row(page, rows, free, body, alone):
        rows.append(row)
    box = union([page.lines[i].box for row in rows for i in row])
    within = [
        i
        for i, line in free.items()
        if overlap(line.box, box) > 0.7 * area(line.box) and abs(line.size - lead.size) < 5
    ]
    return _in_order(page, [i for row in rows for i in row] + within, lead.size)


def _in_picture(box: Box, lead: Box, graphics: Sequence[Box]) -> bool:
    """Whether a line lies in an image or included file that the caption's first line does not lie in."""
    return any(inside(box, graphic) and overlap(lead, graphic) <= 0 for graphic in graphics)


def _row(page: Page, row: list[int], free: dict[int, Line], reach: float) -> list[int]:
    """Return the row with the pieces that a formula or a wide space broke off, up to `reach` ems apart, and take them."""
    while True:
        box = union([page.lines[i].box for i in row])
        line = page.lines[row[0]]
        for index, piece in free.items():
            gap = max(piece.box[0] - box[2], box[0] - piece.box[2])
            level = abs(piece.base - line.base) < 0.35 * line.size or (
                piece.size < 0.85 * line.size and overlap_y(piece.box, box) > 2
            )
            near = -line.size < gap < reach * line.size
            if level and (near or (0 < gap < SAMPLE * line.size and _sampled(page, box, piece.box))):
                row.append(index)
                del free[index]
                break
        else:
            return row


def _sampled(page: Page, box: Box, piece: Box) -> bool:
    """Whether the sample of a line or a mark, drawn as for a legend, stands between two pieces of a row."""
    left, right = (box, piece) if box[0] < piece[0] else (piece, box)
    return any(
        left[2] - 3 < stroke[0] and stroke[2] < right[0] + 3 and left[1] < stroke[1] and stroke[3] < left[3]
        for stroke in page.strokes
    )


def _next_row(page: Page, rows: list[list[int]], free: dict[int, Line], body: Body, alone: bool) -> list[int]:
    """Return the row that continues the caption, or [] at its end. `alone`: its first row is the label, and nothing else."""
    last = _longest(page, rows[-1])
    box = union([page.lines[i].box for row in rows for i in row])
    size = max(last.size, 1.0)
    below = [
        (line.base, index)
        for index, line in free.items()
        if 0.6 * size <= line.base - last.base and overlap_x(line.box, box) > 0.5 * min(width(line.box), width(box))
    ]
    if not below:
        return []
    index = min(below)[1]
    line = page.lines[index]
    if line.base - last.base > _reach(page, rows, line, body, alone) and line.box[1] - box[3] > TOUCHING * size:
        return []
    if not _continues(_longest(page, rows[0]), last, line, box, len(rows), alone=alone and len(rows) == 1):
        return []
    free.pop(index)
    return _row(page, [index], free, 0.8)


def _reach(page: Page, rows: Sequence[list[int]], line: Line, body: Body, alone: bool) -> float:
    """Return how far below the last row's baseline a line may stand that continues the caption."""
    last = _longest(page, rows[-1])
    size = max(last.size, 1.0)
    reach = max(1.45 * size, 1.12 * body.leading * size / body.size)
    if len(rows) > 1 + alone:
        leading = last.base - _longest(page, rows[-2]).base
        reach = 1.25 * leading if leading > 0.8 * size else reach
    if alone and len(rows) == 1 and _apart(line, body):
        return max(reach, 2.6 * max(size, line.size))
    return 1.6 * reach if _unfinished(last, line, rows, page) else reach


def _unfinished(last: Line, line: Line, rows: Sequence[list[int]], page: Page) -> bool:
    """Whether a line in the same type is needed to end the sentence of the last, which reaches as far as the others."""
    right = max(page.lines[i].box[2] for row in rows for i in row)
    return (
        _same_type(last, line)
        and not _ENDED.search(last.text)
        and (last.box[2] > right - 2 * last.size or line.text[:1].islower())
    )


def _same_type(first: Line, second: Line) -> bool:
    return first.main.font == second.main.font and abs(first.size - second.size) < 0.3


def _apart(line: Line, body: Body) -> bool:
    """Whether a line is set in another type than the running text."""
    return line.main.font != body.font or abs(line.size - body.size) > 0.4


def _longest(page: Page, row: list[int]) -> Line:
    return max((page.lines[i] for i in row), key=lambda line: len(line.text))


def _continues(first: Line, last: Line, line: Line, box: Box, rows: int, *, alone: bool) -> bool:
    """Whether a line may belong to the caption by what it is: no label, no heading, in its type and within its edges."""
    label, own = label_at_start(line.text), label_at_start(first.text)
    if label and own and label.number == own.number and label.word != own.word:
        return False  # the same caption in another language
    if label and label.mark and _ENDED.search(last.text):
        return False
    size = first.size if rows == 1 else max(first.size, last.size)
    formula = len(line.text.strip()) < 6
    other_size = abs(line.size - size) > 0.6 and abs(line.size - last.size) > 0.3
    if other_size and not formula and not (alone and abs(line.size - size) < LABEL_APART):
        return False
    if (
        line.main.bold
        and not first.main.bold
        and not last.main.bold
        and re.match(r"\s*(\d+|[A-Z])(\.\d+)*\.?\s+[^\W\d_]", line.text)
    ):
        return False  # a section's title
    centred = abs((line.box[0] + line.box[2]) - (box[0] + box[2])) < 2 * size
    hang = HANG if rows == 1 and _same_type(first, line) else 1.5
    return line.box[0] >= box[0] - hang * size or centred


def _in_order(page: Page, indices: Sequence[int], size: float) -> list[int]:
    """Return lines from top to bottom, and in each row from left to right."""
    rows: list[list[int]] = []
    for index in sorted(set(indices), key=lambda i: page.lines[i].base):
        if rows and page.lines[index].base - page.lines[rows[-1][0]].base < 0.6 * size:
            rows[-1].append(index)
        else:
            rows.append([index])
    return [index for row in rows for index in sorted(row, key=lambda i: page.lines[i].box[0])]
