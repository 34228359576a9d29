"""Running text: lines in reading order, joined to paragraphs under their section's title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from capassist.drafts.pdf.layout import Body, gutter, is_heading
from capassist.drafts.pdf.page import Line, Page


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the body, with the section it stands in and the page it begins on."""

    page: int
    section: str | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return join(self.lines)


@dataclass(frozen=True, slots=True)
class _Set:
    """A line in its column."""

    line: Line
    page: int
    left: float  # where the column's text begins and ends
    right: float


def paragraphs(pages: Sequence[Page], apart: Sequence[frozenset[int]], body: Body) -> Iterator[Paragraph]:
    """Yield the body's paragraphs in reading order. `apart` holds each page's lines that are not running text."""
    section: str | None = None
    current: Paragraph | None = None
    previous: _Set | None = None
    for placed in _in_order(pages, apart):
        heading = is_heading(placed.line, body)
        if heading:
            if current is not None:
                yield current
            goes_on = (
                previous is not None
                and current is None
                and 0 < placed.line.base - previous.line.base < 2 * placed.line.size
            )
            text = " ".join(placed.line.text.split())
            section = join([section, text]) if goes_on and section else text
            current, previous = None, placed
            continue
        if current is not None and previous is not None and _same_paragraph(previous, placed, current, body):
            current.lines.append(placed.line.text)
        else:
            if current is not None:
                yield current
            current = Paragraph(placed.page, section, [placed.line.text])
        previous = placed
    if current is not None:
        yield current


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


def _same_paragraph(previous: _Set, placed: _Set, current: Paragraph, body: Body) -> bool:
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


def join(lines: Iterable[str]) -> str:
    """Return lines as one text, words that were broken at a line's end put together again."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if not line:
            continue
        if re.search(r"[^\W\d_][-\u00ad‐]$", text) and line[:1].islower():
            text = text[:-1] + line
        elif text and not (_ideographic(text[-1]) and _ideographic(line[0])):
            text += " " + line
        else:
            text += line
    return text


def _ideographic(character: str) -> bool:
    """Whether a character belongs to a script that sets no spaces between words."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
