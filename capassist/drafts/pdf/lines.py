"""Lines of text: the pieces that a PDF sets one by one, put together again, and pages turned until they can be read."""

from collections import Counter
from dataclasses import replace
from statistics import median

from capassist.drafts.pdf.line_numbers import aligned_numbers
from capassist.drafts.pdf.page import Line, Page, height, inside, overlap_y, turned, turned_page, union
from capassist.model import Box
from capassist.text.accents import accented
from capassist.text.float_references import label_at_start


def upright(page: Page) -> tuple[Page, int]:
    """Return the page turned so that its captions, or most of its words, can be read, and the quarter turns it took."""
    if len({line.turn for line in page.lines}) < 2:
        turn = page.lines[0].turn if page.lines else 0
        return turned_page(page, turn), turn
    letters: Counter[int] = Counter()
    labels: Counter[int] = Counter()
    for line in page.lines:
        if not any(inside(line.box, box) for box in page.graphics):
            letters[line.turn] += len(line.text)
            label = label_at_start(line.text)
            labels[line.turn] += bool(label and label.mark)
    turn = max((0, 1, 2, 3), key=lambda t: (labels[t] > 0, letters[t]))
    return turned_page(page, turn), turn


def joined_lines(pieces: list[Line], page_width: float, page_height: float) -> list[Line]:
    """Join pieces that stand on one line of one column, in the order of the file.

    A PDF library breaks a line at wide spaces and at raised or lowered characters; the gutter between columns is wider
    than both, and the order of the file changes column there.
    """
    return [_accented(line) for line in _joined(pieces, page_width, page_height) if line.text]


def _joined(pieces: list[Line], page_width: float, page_height: float) -> list[Line]:
    lines: list[Line] = []
    boxes = [turned(piece.box, piece.turn, page_width, page_height) for piece in pieces]
    edges = Counter((piece.turn, round(box[0])) for piece, box in zip(pieces, boxes, strict=True))
    numbers = aligned_numbers(pieces)
    for index, (piece, box) in enumerate(zip(pieces, boxes, strict=True)):
        apart = index in numbers or index - 1 in numbers
        if lines and lines[-1].turn == piece.turn and not apart:
            last = turned(lines[-1].box, piece.turn, page_width, page_height)
            reach = _reach(lines[-1], piece, edges[piece.turn, round(box[0])])
            if _continues(last, box, max(lines[-1].size, piece.size), reach):
                lines[-1] = _join(lines[-1], piece, box[0] - last[2])
                continue
        lines.append(piece)
    return lines


def _reach(line: Line, piece: Line, edges: int) -> float:
    """Return how many ems from a line a piece may stand that goes on with it; `edges` pieces begin where this one
    does."""
    # Only a justified line has gaps as wide as the larger, and its words stand under no others.
    return 2.6 if edges < 3 and _same_type(line, piece) else 1.6


def _weight(line: Line) -> float:
    """Return how much a line's letters count: raised and lowered ones are smaller, large brackets are few."""
    return len(line.main.text) * line.size**3


def _accented(line: Line) -> Line:
    """Return the line with its accents on their letters; a letter and its accent may be set in two fonts."""
    pieces = list(accented(line.text)) if not line.main.mono else []
    if not pieces:
        return line
    runs, start = [], 0
    for run in line.runs:
        end, text, position = start + len(run.text), "", start
        for (first, last), letter in pieces:
            if start <= first < end:
                text += line.text[position:first] + letter
            if first < end:
                position = max(position, min(last, end))
        runs.append(replace(run, text=text + line.text[position:end]))
        start = end
    return Line(tuple(run for run in runs if run.text), line.box, line.base, line.turn)


def evened(lines: list[Line]) -> list[Line]:
    """Return the lines of a scanned page in one size, but for those that are much larger or smaller.

    OCR programs guess the size of each line from its width, a little differently every time.
    """
    if not lines:
        return lines
    usual = median(line.size for line in lines for _ in line.text)
    even = []
    for line in lines:
        runs = tuple(replace(run, size=usual) if 0.7 * usual < run.size < 1.4 * usual else run for run in line.runs)
        even.append(Line(runs, line.box, line.base, line.turn))
    return even


def _same_type(line: Line, piece: Line) -> bool:
    return line.main.font == piece.main.font and line.size == piece.size and abs(line.base - piece.base) < 0.5


def _continues(line: Box, piece: Box, size: float, reach: float) -> bool:
    shared = overlap_y(line, piece) / max(0.1, min(height(line), height(piece)))
    return shared > 0.5 and -0.6 * size < piece[0] - line[2] < reach * size


def _join(line: Line, piece: Line, gap: float) -> Line:
    apart = gap > 0.15 * line.size and not line.text.endswith(" ") and not piece.text.startswith(" ")
    *runs, last = line.runs
    runs += [replace(last, text=last.text + " ") if apart else last, *piece.runs]
    base = line.base if _weight(line) >= _weight(piece) else piece.base
    return Line(tuple(runs), union([line.box, piece.box]), base, line.turn)
