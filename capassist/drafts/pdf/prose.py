"""Running text: lines in reading order, joined to paragraphs under their section's title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capassist.drafts.pdf.layout import Body, gutter, is_heading
from capassist.drafts.pdf.page import Line, Page
from capassist.drafts.pdf.wording import Words, join


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, with the section it stands in and the page it begins on."""

    page: int
    section: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A line in its column."""

    line: Line
    page: int
    left: float  # where the column's text begins and ends
    right: float


def paragraphs(pages: Sequence[Page], apart: Sequence[frozenset[int]], body: Body, words: Words) -> Iterator[Paragraph]:
    """Yield the body's paragraphs in reading order. `apart` holds each page's lines that are not running text."""
    section: list[str] = []
    lines: list[_Set] = []
    title: Line | None = None  # the heading right above, if any
    for placed in _in_order(pages, apart):
        if is_heading(placed.line, body):
            if lines:
                yield _paragraph(lines, section, words)
                lines = []
            goes_on = title is not None and _same_heading(title, placed.line)
            section = [*section, placed.line.text] if goes_on else [placed.line.text]
        elif lines and _same_paragraph(lines[-1], placed, body):
            lines.append(placed)
        else:
            if lines:
                yield _paragraph(lines, section, words)
            lines = [placed]
        title = None if lines else placed.line
    if lines:
        yield _paragraph(lines, section, words)


def _paragraph(lines: list[_Set], section: list[str], words: Words) -> Paragraph:
    text = join((placed.line.text for placed in lines), words)
    return Paragraph(lines[0].page, join(section, words) or None, text)


def _same_heading(first: Line, line: Line) -> bool:
    return abs(first.size - line.size) < 0.3 and 0 <= line.base - first.base < 2 * line.size


def _in_order(pages: Sequence[Page], apart: Sequence[frozenset[int]]) -> Iterator[_Set]:
    for page, left_out in zip(pages, apart, strict=True):
        lines = [line for i, line in enumerate(page.lines) if i not in left_out and not line.turn]
        middle = gutter(lines, page.width)
        for column in _columns(lines, middle):
            left = min(line.box[0] for line in column)
            right = max(line.box[2] for line in column)
            for line in column:
                yield _Set(line, page.number, left, right)


def _columns(lines: list[Line], middle: float | None) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order; a line across the gutter ends what stands above it."""
    rows = sorted(lines, key=lambda line: (round(line.base), line.box[0]))
    if middle is None:
        if rows:
            yield rows
        return
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in rows:
        if line.box[2] <= middle + 4:
            kept = left
        elif line.box[0] >= middle - 4:
            kept = right
        else:
            if left or right:
                yield from (column for column in (left, right) if column)
                left, right = [], []
            across.append(line)
            continue
        if across:
            yield across
            across = []
        kept.append(line)
    yield from (column for column in (across, left, right) if column)


def _same_paragraph(previous: _Set, placed: _Set, body: Body) -> bool:
    before, line = previous.line, placed.line
    gap = line.base - before.base
    if abs(gap) < 0.5 * line.size and previous.page == placed.page and line.box[0] >= before.box[0]:
        return True
    ended = re.search(r"[.!?:。！？][\"'”’)\]]*\s*$", before.text) is not None
    indented = placed.left + 0.7 * line.size < line.box[0] < placed.left + 4 * line.size
    full = before.box[2] > previous.right - 2 * before.size
    if previous.page != placed.page or gap < 0 or gap > 8 * body.leading:
        return not (ended and (indented or not full)) and not (ended and line.text[:1].isupper() and not full)
    if abs(line.size - before.size) > 0.8 and len(line.text.strip()) > 20:
        return False
    if gap > 1.6 * body.leading:
        return not ended
    return not (indented and before.box[0] < placed.left + 0.7 * line.size) and (full or not ended)
