"""Captions on other pages than their figures: legends before the figures of a manuscript, "caption on next page"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.page import area, union
from capassist.drafts.pdf.page_map import Sheet
from capassist.model import Box

PLATE = 0.08  # share of a page: a drawing by itself on a page is at least as large

Key = tuple[int, int]  # of a caption: its page, and its place among the captions there


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page."""

    page: int
    box: Box


def plates_of(sheets: Sequence[Sheet]) -> Iterator[PageBox]:
    """Yield the drawings on pages that hold nothing else: neither captions nor running text."""
    for sheet in sheets:
        boxes = [box for box in sheet.ink if area(box) > 0]
        if boxes and not sheet.prose and area(union(boxes)) > PLATE * sheet.page.width * sheet.page.height:
            yield PageBox(sheet.page.number, union(boxes))


def reunited(
    captions: Mapping[Key, Caption], places: Mapping[Key, PageBox], plates: Sequence[PageBox]
) -> dict[Key, PageBox]:
    """Return the places of the figures' captions, with those on other pages.

    A label alone at a drawing lends it to the legend of its number. Drawings without label go to the captions without
    drawing: in order, where there are as many of both; else to the caption on the page after or before.
    """
    lent = {key: places[lender] for key, lender in lenders(captions).items() if lender in places}
    placed = lent | dict(places)
    lonely = [key for key, caption in captions.items() if caption.text and key not in placed]
    if len(lonely) == len(plates):
        return placed | dict(zip(lonely, plates, strict=True))
    return placed | _on_next_pages(lonely, plates)


def _on_next_pages(lonely: Sequence[Key], plates: Sequence[PageBox]) -> dict[Key, PageBox]:
    """Return the plates of the captions that have one on the page before or after, and their own page to themselves."""
    free = {plate.page: plate for plate in plates}
    captions = Counter(page for page, _ in lonely)
    placed = {}
    for page, index in lonely:
        near = (free.pop(page - 1, None) or free.pop(page + 1, None)) if captions[page] == 1 else None
        if near:
            placed[page, index] = near
    return placed


def lenders(captions: Mapping[Key, Caption]) -> dict[Key, Key]:
    """Return for each caption with words the one of its number that is a label and nothing else."""
    written = {caption.key: key for key, caption in captions.items() if caption.text}
    bare = {caption.key: key for key, caption in captions.items() if not caption.text}
    return {written[name]: key for name, key in bare.items() if name in written}
