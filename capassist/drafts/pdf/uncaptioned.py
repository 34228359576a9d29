"""Pictures that no caption names: of slides, and of figures of the running text that have none."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from capassist.drafts.pdf.mentions import Naming
from capassist.drafts.pdf.page import Page, area, height, inside, overlap, width
from capassist.drafts.pdf.page_map import clustered
from capassist.drafts.pdf.separated_captions import PageBox
from capassist.model import Box

LEAST_SIDE = 70.0  # points: smaller pictures are logos, marks and ornaments
MOST = 0.85  # share of a page: larger ones are backgrounds
NEAR = 30.0  # points between the parts of one picture

# What makes a figure another paper's: "Figure 2 of Smith et al.", "their Figure 7", "Fig. 3 in [4]".
_OTHERS_AFTER = re.compile(
    r"\s*\)?\s*(?:of|in|from|von|aus|de|di|by)\s+(?:the\s+)?(?:[A-Z\[]|ref)|\s*,?\s*(?:op\.|ibid)"
)
_OTHERS_BEFORE = re.compile(r"(?:their|see|ihre|leur|et al\.,?|\d{4}[a-z]?\)?,)\s*$")


def pictures_of(page: Page, taken: Sequence[Box], *, drawn: bool) -> list[PageBox]:
    """Return the pictures on a page that lie in no region of `taken`; with `drawn` those made of strokes, too."""
    whole = page.width * page.height
    boxes = [*page.graphics, *(box for box in page.strokes if drawn and width(box) < 0.75 * page.width)]
    clusters = clustered([box for box in boxes if area(box) < MOST * whole], NEAR)
    return [PageBox(page.number, box) for box in clusters if _picture(box, page) and not _taken(box, taken)]


def _picture(box: Box, page: Page) -> bool:
    """Whether a box is large enough for a picture, away from the page's edges, and holds no running text."""
    near_edge = box[3] < 0.12 * page.height or box[1] > 0.9 * page.height
    text = sum(len(line.text) for line in page.lines if inside(line.box, box, 2) and line.text.count(" ") > 5)
    return not near_edge and min(width(box), height(box)) > LEAST_SIDE and text < 400


def _taken(box: Box, regions: Sequence[Box]) -> bool:
    return any(overlap(box, region) > 0.2 * area(box) for region in regions)


def unnamed_numbers(namings: Iterable[Naming], known: Collection[str]) -> list[tuple[str, int]]:
    """Return the plain numbers of figures that the text names and no caption has, with the page that names them first.

    Figures of other papers, and numbers beyond the next that may follow, are left out.
    """
    named: dict[str, int] = {}
    for naming in namings:
        for number in _own_numbers(naming):
            named.setdefault(number, naming.paragraph.page)
    numbers = {*known, *named}
    last = next(value for value in range(1, len(numbers) + 2) if str(value) not in numbers)
    return [(n, page) for n, page in named.items() if n not in known and n.isdigit() and 0 < int(n) < last]


def _own_numbers(naming: Naming) -> Iterator[str]:
    """Yield the plain numbers of the paper's own figures that a paragraph names."""
    for reference in naming.references:
        plain = reference.kind == "figure" and not reference.series
        if plain and not _others(naming.paragraph.text, reference.span):
            yield from reference.numbers


def _others(text: str, reference: tuple[int, int]) -> bool:
    """Whether the words around a reference make its figure another paper's."""
    start, end = reference
    before, after = text[max(0, start - 20) : start], text[end:]
    return bool(_OTHERS_AFTER.match(after) or _OTHERS_BEFORE.search(before))
