"""What holds for a whole paper: its body type, its running heads and feet, and the columns of a page."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from capassist.drafts.pdf.line_numbers import line_numbers
from capassist.drafts.pdf.page import Line, Page, Run, inside, width
from capassist.model import Box
from capassist.text.float_references import label_at_start

EDGE = 0.15  # share of a page's height in which its heads and feet stand
NUMBERED = re.compile(
    r"\s*(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*\.?\s+[^\W\d_]"
)  # "3.2 Model fit": a section's title, or a list's item
NUMBERED_BELOW = re.compile(
    r"\s*(?:\d+(?:\.\d+)+\.?|[A-Z]\.\d+(?:\.\d+)*\.?)\s+[^\W\d_]"
)  # with the number of a section below another

_LETTER = re.compile(r"[^\W\d_]")
SMALL_CAPITALS = re.compile("csc|caps", re.IGNORECASE)  # in the name of a font


@dataclass(frozen=True, slots=True)
class Body:
    """The type that the running text is set in. Sizes in points."""

    font: str
    size: float
    leading: float  # from baseline to baseline
    column: float  # width of a column


def body_of(pages: Sequence[Page]) -> Body:
    """Return the paper's body type: the font and size that most characters are set in."""
    characters = _characters_by_type(pages)
    if not characters:
        return Body("", 10.0, 12.0, 400.0)
    font, size = _largest_usual(characters)
    widths: Counter[int] = Counter()
    for line in (line for page in pages for line in _long_lines(page, size)):
        widths[round(width(line.box) / 4)] += len(line.text)
    gaps = [gap for page in pages for gap in _gaps(page, size)]
    column = widths.most_common(1)[0][0] * 4.0 if widths else 400.0
    return Body(font, size, median(gaps) if gaps else 1.2 * size, column)


def _characters_by_type(pages: Sequence[Page]) -> Counter[tuple[str, float]]:
    """Return how many characters of upright text are set in each font and size."""
    counts: Counter[tuple[str, float]] = Counter()
    for run in (run for page in pages for line in page.lines if not line.turn for run in line.runs):
        counts[run.font, round(run.size, 1)] += len(run.text)
    return counts


def _largest_usual(characters: Counter[tuple[str, float]]) -> tuple[str, float]:
    """Return the largest type that many characters are set in: reference lists in small type can be longer than the
    body."""
    most = max(characters.values())
    return max((style for style, count in characters.items() if count >= 0.5 * most), key=lambda style: style[1])


def _of_size(page: Page, size: float) -> list[Line]:
    return [line for line in page.lines if not line.turn and abs(line.size - size) <= 0.3]


def _long_lines(page: Page, size: float) -> list[Line]:
    return [line for line in _of_size(page, size) if len(line.text) > 30]


def _gaps(page: Page, size: float) -> Iterator[float]:
    """Yield the distances from the baselines of a page's lines of this size to those of the long ones below them."""
    for above, line in pairwise(_of_size(page, size)):
        gap = line.base - above.base
        if len(line.text) > 30 and 0.9 * size < gap < 3 * size:
            yield gap


def furniture(pages: Sequence[Page]) -> list[frozenset[int]]:
    """Return for each page which of its lines are running heads, feet, page numbers or line numbers, by index.

    Heads and feet stand at the page's edge and repeat at one height, but for their digits; page numbers count with the
    pages. So do the captions of figures on pages of their own, but for what they say: a label of a float is a head only
    with the same number every time ("Algorithms 2023").
    """
    repeats: Counter[tuple[str, int]] = Counter()
    offsets: Counter[tuple[bool, int]] = Counter()
    edges = [_edge(page) for page in pages]
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


def without_ornaments(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the pictures that stand at one place at the edge of several: logos beside heads."""
    places = Counter(place for page in pages for place in set(map(_place, page.graphics)))
    enough = max(2, min(3, len(pages) // 3))
    kept = [
        [box for box in page.graphics if not (places[_place(box)] >= enough and _edged(box, page))] for page in pages
    ]
    return [
        page if len(boxes) == len(page.graphics) else replace(page, graphics=tuple(boxes))
        for page, boxes in zip(pages, kept, strict=True)
    ]


def _place(box: Box) -> tuple[int, int, int, int]:
    return round(box[0]), round(box[1]), round(box[2]), round(box[3])


def _edged(box: Box, page: Page) -> bool:
    """Whether a box lies at the top or bottom of a page."""
    return box[3] < EDGE * page.height or box[1] > (1 - EDGE) * page.height


def _edge(page: Page) -> list[tuple[int, Line]]:
    """Return the lines at a page's top and bottom, each with its index."""
    return [(index, line) for index, line in enumerate(page.lines) if _at_edge(line, page)]


def _edge_lines(
    page: Page,
    edge: Sequence[tuple[int, Line]],
    repeats: Counter[tuple[str, int]],
    enough: int,
    counted: set[tuple[bool, int]],
) -> frozenset[int]:
    marked = [index for index, line in edge if _running(line, repeats, enough) or _offset(line, page, edge) in counted]
    beside = [
        index
        for index, line in edge
        if any(abs(page.lines[i].base - line.base) < 2 for i in marked) and label_at_start(line.text) is None
    ]
    return frozenset([*marked, *beside])


def _running(line: Line, repeats: Counter[tuple[str, int]], enough: int) -> bool:
    """Whether a line of words stands at its height on enough pages."""
    pattern, level = _pattern(line.text), round(line.base / 3)
    count = sum(repeats[pattern, near] for near in (level - 1, level, level + 1))
    return count >= enough and count > 1 and re.search(r"[^\W\d_]{2}", pattern) is not None


def _pattern(text: str) -> str:
    bare = re.sub(r"\s+", "", text).lower()
    return bare if label_at_start(text) else re.sub(r"\d+", "#", bare)


def _at_edge(line: Line, page: Page) -> bool:
    return _edged(line.box, page) and not any(inside(line.box, box) for box in page.graphics)


def _offset(line: Line, page: Page, edge: Sequence[tuple[int, Line]]) -> tuple[bool, int] | None:
    """Return how far a line's page number is from the page's own, and whether it is a Roman one; None for other
    text."""
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
    starts, ends = sorted(box[0] for box in wide), sorted(box[2] for box in wide)
    parting = [
        (-across, -abs(x - page_width / 2), x)
        for x in range(int(0.3 * page_width), int(0.7 * page_width), 2)
        if (across := _across(x, starts, ends)) is not None
    ]
    return float(max(parting, key=lambda place: place[:2])[2]) if parting else None


def _across(x: int, starts: Sequence[float], ends: Sequence[float]) -> int | None:
    """Return how few lines run over an x that has text on both sides; None where it parts no columns."""
    left = bisect_right(ends, x + 1)
    right = len(starts) - bisect_left(starts, x - 1)
    across = len(starts) - left - right
    return across if left >= 4 and right >= 4 and across <= 0.2 * len(starts) else None


def is_heading(line: Line, body: Body) -> bool:
    """Whether a line looks like a section's title: larger than the body, or bold or in capitals throughout, and
    short."""
    text = line.text.strip()
    if len(text) > 120 or line.turn or not re.search(r"[^\W\d_]{3}", text):
        return False
    if max(run.size for run in line.runs) < 0.85 * body.size:
        return False
    if line.size > body.size + 0.8:
        return True
    smaller = line.size < body.size - 0.3
    return (text.isupper() or not smaller) and _titled(line)


def _titled(line: Line) -> bool:
    """Whether a line is no sentence, and bold, or numbered and in other letters than the text throughout."""
    text = line.text.strip()
    numbered = NUMBERED.match(text) is not None
    if text.endswith((".", ",", ";")) and not numbered:
        return False
    return all(run.bold for run in _inked(line)) or (numbered and _lettered(line))


def _lettered(line: Line) -> bool:
    """Whether a numbered line is set in capitals, in small capitals, or in italics but for its number."""
    text, runs = line.text.strip(), _inked(line)
    if text.isupper():
        return True
    italic = runs[-1].italic and all(run.italic or not _LETTER.search(run.text) for run in runs)
    return italic or SMALL_CAPITALS.search(line.main.font) is not None


def _inked(line: Line) -> list[Run]:
    return [run for run in line.runs if run.text.strip()]
