"""Pictures that no caption names: of slides, and of figures of the running text that have none."""

import re
from collections.abc import Collection, Iterable, Sequence

from capassist.drafts.pdf.mentions import Naming
from capassist.drafts.pdf.page import Page, area, height, inside, overlap, union, width
from capassist.drafts.pdf.page_map import clustered
from capassist.drafts.pdf.separated_captions import Place
from capassist.model import Box

LEAST_SIDE = 70.0  # points: smaller pictures are logos, marks and ornaments
MOST = 0.85  # share of a page: larger ones are backgrounds
NEAR = 30.0  # points between the parts of one picture

# What makes a figure another paper's: "Figure 2 of Smith et al.", "their Figure 7", "Fig. 3 in [4]".
_OTHERS_AFTER = re.compile(
    r"\s*\)?\s*(?:of|in|from|von|aus|de|di|by)\s+(?:the\s+)?(?:[A-Z\[]|ref)|\s*,?\s*(?:op\.|ibid)"
)
_OTHERS_BEFORE = re.compile(r"(?:their|see|ihre|leur|et al\.,?|\d{4}[a-z]?\)?,)\s*$")


def pictures_of(page: Page, taken: Sequence[Box], *, drawn: bool) -> list[Place]:
    """Return the pictures on a page that lie in no region of `taken`; with `drawn` those made of strokes, too."""
    whole = page.width * page.height
    boxes = [box for box in page.graphics if area(box) < MOST * whole]
    if drawn:
        boxes += [box for box in page.strokes if area(box) < MOST * whole and width(box) < 0.75 * page.width]
    found = []
    for box in clustered(boxes, NEAR):
        near_edge = box[3] < 0.12 * page.height or box[1] > 0.9 * page.height
        free = not any(overlap(box, other) > 0.2 * area(box) for other in taken)
        text = sum(len(line.text) for line in page.lines if inside(line.box, box, 2) and line.text.count(" ") > 5)
        if free and not near_edge and min(width(box), height(box)) > LEAST_SIDE and text < 400:
            found.append(Place(page.number, union([box])))
    return found


def unnamed_numbers(namings: Iterable[Naming], known: Collection[str]) -> list[tuple[str, int]]:
    """Return the plain numbers of figures that the text names and no caption has, with the page that names them first.

    Figures of other papers, and numbers beyond the next that may follow, are left out.
    """
    named: dict[str, int] = {}
    for naming in namings:
        text = naming.paragraph.text
        for reference in naming.references:
            start, end = reference.span
            others = _OTHERS_AFTER.match(text, end) or _OTHERS_BEFORE.search(text[max(0, start - 20) : start])
            if reference.kind == "figure" and not reference.series and not others:
                for number in reference.numbers:
                    named.setdefault(number, naming.paragraph.page)
    numbers = {*known, *named}
    last = next(value for value in range(1, len(numbers) + 2) if str(value) not in numbers)
    return [(n, page) for n, page in named.items() if n not in known and n.isdigit() and 0 < int(n) < last]
