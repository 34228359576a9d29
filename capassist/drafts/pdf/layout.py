"""What holds for a whole paper: its body type, its running heads and feet, and the columns of a page."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from capassist.drafts.pdf.line_numbers import line_numbers
from capassist.drafts.pdf.page import Line, Page, inside, width
from capassist.text.float_references import label_at_start


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
    most = sizes.most_common(1)[0][1]
    # Reference lists and appendices in small type can be longer than the body.
    font, size = max((style for style, count in sizes.items() if count >= 0.5 * most), key=lambda style: style[1])
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

    Heads and feet stand at the page's edge and repeat at one height, but for their digits; page numbers count with the pages.
    So do the captions of figures on pages of their own, but for what they say: no label of a float is a head.
    """
    repeats: Counter[tuple[str, int]] = Counter()
    offsets: Counter[tuple[bool, int]] = Counter()
    edges = [[(index, line) for index, line in enumerate(page.lines) if _at_edge(line, page)] for page in pages]
    for page, edge in zip(pages, edges, strict=True):
        repeats.update({(_pattern(line.text), round(line.base / 3)) for _, line in edge})
        offsets.update({offset for _, line in edge if (offset := _offset(line, page, edge)) is not None})
    enough = max(2, min(3, len(pages) // 3))
    counted = {offset for offset, count in offsets.items() if count >= enough}
    numbers = line_numbers(pages, lambda page: gutter(page.lines, page.width))
    return [
        _edge_lines(page, edge, repeats, enough, counted) | own
        for page, edge, own in zip(pages, edges, numbers, strict=True)
    ]


def _edge_lines(
    page: Page,
    edge: Sequence[tuple[int, Line]],
    repeats: Counter[tuple[str, int]],
    enough: int,
    counted: set[tuple[bool, int]],
) -> frozenset[int]:
    marked = []
    for index, line in edge:
        pattern, level = _pattern(line.text), round(line.base / 3)
        count = sum(repeats[pattern, near] for near in (level - 1, level, level + 1))
        running = count >= enough and count > 1 and re.search(r"[^\W\d_]{2}", pattern)
        if running or _offset(line, page, edge) in counted:
            marked.append(index)
    beside = [index for index, line in edge if any(abs(page.lines[i].base - line.base) < 2 for i in marked)]
    return frozenset([*marked, *beside])


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text)).lower()


def _at_edge(line: Line, page: Page) -> bool:
    if 0.15 * page.height < line.box[3] and line.box[1] < 0.85 * page.height:
        return False
    return label_at_start(line.text) is None and not any(inside(line.box, box) for box in page.graphics)


def _offset(line: Line, page: Page, edge: Sequence[tuple[int, Line]]) -> tuple[bool, int] | None:
    """Return how far a line's page number is from the page's own, and whether it is a Roman one; None for other text."""
    text = line.text.strip()
    if any(_beyond(other, line, page) for _, other in edge):
        return None
    if re.fullmatch(r"[ivxl]{1,7}", text):
        return True, _roman(text) - page.number
    found = re.fullmatch(
        r"[–—|·.\s-]*(?:page|p\.|seite|-)?\s*(\d{1,4})(?:\s*(?:/|of|von)\s*\d+)?[–—|·.\s-]*", text, re.I
    )
    return (False, int(found[1]) - page.number) if found else None


def _beyond(other: Line, line: Line, page: Page) -> bool:
    """Whether a line lies farther out on the page than another."""
    top = line.box[1] < page.height / 2
    return other.box[3] < line.box[1] - 2 if top else other.box[1] > line.box[3] + 2


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def gutter(lines: Sequence[Line], page_width: float) -> float | None:
    """Return the x between two columns of text, or None on a page of one column."""
    wide = [line.box for line in lines if len(line.text) > 20 and not line.turn]
    ends, starts = sorted(box[2] for box in wide), sorted(box[0] for box in wide)
    best = None
    for x in range(int(0.3 * page_width), int(0.7 * page_width), 2):
        left = bisect_right(ends, x + 1)
        right = len(wide) - bisect_left(starts, x - 1)
        across = len(wide) - left - right
        if left >= 4 and right >= 4 and across <= 0.2 * len(wide):
            score = (-across, -abs(x - page_width / 2))
            if best is None or score > best[0]:
                best = (score, float(x))
    return best[1] if best else None


def is_heading(line: Line, body: Body) -> bool:
    """Whether a line looks like a section's title: larger than the body, or bold or in capitals throughout, and short."""
    text = line.text.strip()
    if len(text) > 120 or line.turn or not re.search(r"[^\W\d_]{3}", text):
        return False
    if max(run.size for run in line.runs) < 0.85 * body.size:
        return False
    if line.size > body.size + 0.8:
        return True
    if line.size < body.size - 0.3 and not text.isupper():
        return False
    numbered = re.match(r"(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?\s+[^\W\d_]", text)
    if text.endswith((".", ",", ";")) and not numbered:
        return False
    capitals = text.isupper() and len(text) > 4 and " " in text
    inked = [run for run in line.runs if run.text.strip()]
    small_capitals = numbered and re.search("csc|caps", line.main.font, re.IGNORECASE)
    titled = numbered and inked[-1].italic and all(run.italic or not re.search(r"[^\W\d_]", run.text) for run in inked)
    return all(run.bold for run in inked) or (capitals and bool(numbered)) or bool(titled or small_capitals)
