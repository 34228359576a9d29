"""What holds for a whole paper: its body type, its running heads and feet, and the columns of a page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from capassist.drafts.pdf.page import Line, Page, inside, width


@dataclass(frozen=True, slots=True)
class Body:
    """The type that the running text is set in. Sizes in points."""

    font: str
    size: float
    leading: float  # from baseline to baseline
    column: float  # width of a column


def body_of(pages: Sequence[Page]) -> Body:
    """Return the paper's body type: the font and size that most characters are set in."""
    sizes: Counter[tuple[str, float]] = Counter()
    widths: Counter[int] = Counter()
    for page in pages:
        for line in page.lines:
            if not line.turn:
                for run in line.runs:
                    sizes[run.font, round(run.size, 1)] += len(run.text)
    if not sizes:
        return Body("", 10.0, 12.0, 400.0)
    font, size = sizes.most_common(1)[0][0]
    gaps = []
    for page in pages:
        previous = None
        for line in page.lines:
            if line.turn or abs(line.size - size) > 0.3:
                continue
            if len(line.text) > 30:
                widths[round(width(line.box) / 4)] += len(line.text)
                if previous is not None and 0.9 * size < line.base - previous < 3 * size:
                    gaps.append(line.base - previous)
            previous = line.base
    column = widths.most_common(1)[0][0] * 4.0 if widths else 400.0
    return Body(font, size, median(gaps) if gaps else 1.2 * size, column)


def furniture(pages: Sequence[Page]) -> list[frozenset[int]]:
    """Return for each page which of its lines are running heads, feet, page numbers or line numbers, by index.

    Heads and feet repeat at one height, but for their digits, or stand apart at the page's edge where other pages have theirs.
    """
    repeats: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen = {(_pattern(line.text), round(line.base / 3)) for line in page.lines if _at_edge(line, page)}
        repeats.update(seen)
    found = []
    for page in pages:
        marked = set()
        for index, line in enumerate(page.lines):
            if _at_edge(line, page):
                pattern, level = _pattern(line.text), round(line.base / 3)
                count = sum(repeats[pattern, near] for near in (level - 1, level, level + 1))
                if (count >= max(2, min(3, len(pages) // 3)) and len(pages) > 2) or _page_number(line, page):
                    marked.add(index)
        for index, line in enumerate(page.lines):
            if index not in marked and _at_edge(line, page) and _beside_marked(line, page, marked):
                marked.add(index)
        marked |= _line_numbers(page)
        found.append(frozenset(marked))
    return found


def _pattern(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", re.sub(r"\s+", "", text)).lower()


def _at_edge(line: Line, page: Page) -> bool:
    if 0.12 * page.height < line.box[3] and line.box[1] < 0.88 * page.height:
        return False
    return not any(inside(line.box, box) for box in page.graphics)


def _page_number(line: Line, page: Page) -> bool:
    text = line.text.strip(" –-—|·.")
    if not re.fullmatch(r"(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d+)?", text, re.I):
        return False
    return all(other is line or not _beyond(other, line, page) for other in page.lines)


def _beyond(other: Line, line: Line, page: Page) -> bool:
    top = line.box[1] < page.height / 2
    return other.box[3] < line.box[1] - 2 if top else other.box[1] > line.box[3] + 2


def _beside_marked(line: Line, page: Page, marked: set[int]) -> bool:
    """Whether a line stands on the same height as a running head or foot, or beyond it."""
    for index in marked:
        other = page.lines[index]
        if abs(other.base - line.base) < 2 or (_beyond(line, other, page) and _at_edge(other, page)):
            return True
    return False


def _line_numbers(page: Page) -> set[int]:
    """Return the margin's line numbers, as reviewers' copies have them."""
    numbers = [i for i, line in enumerate(page.lines) if re.fullmatch(r"\s*\d{1,4}\s*", line.text)]
    columns: Counter[int] = Counter(round(page.lines[i].box[2] / 4) for i in numbers)
    texts = [line.box for line in page.lines if len(line.text) > 25]
    if not texts:
        return set()
    left, right = min(box[0] for box in texts), max(box[2] for box in texts)
    marked = set()
    for i in numbers:
        box = page.lines[i].box
        if columns[round(box[2] / 4)] >= 15 and (box[2] < left or box[0] > right):
            marked.add(i)
    return marked


def gutter(lines: Sequence[Line], page_width: float) -> float | None:
    """Return the x between two columns of text, or None on a page of one column."""
    wide = [line.box for line in lines if len(line.text) > 20 and not line.turn]
    best = None
    for x in range(int(0.3 * page_width), int(0.7 * page_width), 2):
        left = sum(box[2] <= x + 1 for box in wide)
        right = sum(box[0] >= x - 1 for box in wide)
        across = len(wide) - left - right
        if left >= 4 and right >= 4 and across <= 0.2 * len(wide):
            score = (-across, -abs(x - page_width / 2))
            if best is None or score > best[0]:
                best = (score, float(x))
    return best[1] if best else None


def is_heading(line: Line, body: Body) -> bool:
    """Whether a line looks like a section's title: larger than the body, or bold or in capitals throughout, and short."""
    text = line.text.strip()
    if len(text) > 120 or line.turn or not re.search(r"[^\W\d_]{3}", text) or line.size < body.size - 0.3:
        return False
    if line.size > body.size + 0.8:
        return True
    numbered = re.match(r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?\s+[^\W\d_]", text)
    if text.endswith((".", ",", ";")) and not numbered:
        return False
    capitals = text.isupper() and len(text) > 4 and " " in text
    return all(run.bold for run in line.runs if run.text.strip()) or (capitals and bool(numbered))
