"""Drawings by themselves on pages, the captions on other pages that they belong to, and the paths of a page."""

from collections.abc import Sequence
from typing import Any

import pytest

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.page import Page
from capassist.drafts.pdf.page_map import Sheet
from capassist.drafts.pdf.page_paths import backdrops, clipped, papers, strokes
from capassist.drafts.pdf.separated_captions import PageBox, plates_of, reunited
from capassist.model import Box
from capassist.text.float_references import label_at_start

PLATE: Box = (100.0, 100.0, 300.0, 300.0)


def sheet(*ink: Box, number: int = 1, prose: bool = False) -> Sheet:
    return Sheet(
        Page(number, 1000, 1000), walls=(), ink=ink, exact=frozenset(ink), specks=(), words=(), gutter=None, prose=prose
    )


PLATES: dict[str, tuple[Sheet, Box | None]] = {
    "a drawing": (sheet((0.0, 0.0, 400.0, 201.0)), (0, 0, 400, 201)),
    "a small one": (sheet((0.0, 0.0, 400.0, 200.0)), None),
    "beside text": (sheet((0.0, 0.0, 400.0, 400.0), prose=True), None),
    "nothing": (sheet(), None),
    "two parts": (sheet((0.0, 0.0, 100.0, 100.0), (500.0, 500.0, 700.0, 700.0)), (0, 0, 700, 700)),
    "without a line's box": (sheet((0.0, 0.0, 400.0, 300.0), (500.0, 500.0, 900.0, 500.0)), (0, 0, 400, 300)),
}


@pytest.mark.parametrize(("page", "plate"), PLATES.values(), ids=PLATES)
def test_a_drawing_by_itself_on_a_page(page: Sheet, plate: Box | None) -> None:
    assert [each.box for each in plates_of([page])] == ([] if plate is None else [plate])


def caption(text: str) -> Caption:
    label = label_at_start(text)
    assert label is not None
    return Caption(1, label, (0,), PLATE, text[label.end :].strip(), 5.0)


def united(
    captions: dict[tuple[int, int], str], places: Sequence[tuple[int, int]] = (), plates: Sequence[int] = ()
) -> dict[tuple[int, int], int]:
    """Return on which page the drawing of each caption is: of those with one on their own, and with plates on pages."""
    given = {key: PageBox(key[0], PLATE) for key in places}
    found = reunited(
        {key: caption(text) for key, text in captions.items()}, given, [PageBox(page, PLATE) for page in plates]
    )
    return {key: place.page for key, place in found.items()}


ONE, TWO = "Figure 1: Levels.", "Figure 2: Flows."
UNITED: dict[str, tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]] = {
    "each its own": (united({(1, 0): ONE}, [(1, 0)]), {(1, 0): 1}),
    "none": (united({(1, 0): ONE}), {}),
    "in order": (united({(1, 0): ONE, (1, 1): TWO}, plates=[5, 6]), {(1, 0): 5, (1, 1): 6}),
    "fewer plates": (united({(1, 0): ONE, (1, 1): TWO}, plates=[2]), {}),
    "on the page after": (united({(1, 0): ONE, (4, 0): TWO}, plates=[2]), {(1, 0): 2}),
    "on the page before": (united({(1, 0): ONE, (4, 0): TWO}, plates=[3]), {(4, 0): 3}),
    "before rather than after": (united({(2, 0): ONE, (9, 0): TWO}, plates=[1, 3, 5]), {(2, 0): 1}),
    "one plate for two": (united({(1, 0): ONE, (3, 0): TWO}, plates=[2]), {(1, 0): 2}),
    "lent by a label": (united({(1, 0): ONE, (5, 0): "Figure 1"}, [(5, 0)]), {(5, 0): 5, (1, 0): 5}),
    "a label without a drawing": (united({(1, 0): ONE, (5, 0): "Figure 1"}), {}),
    "a label of another number": (united({(1, 0): ONE, (5, 0): "Figure 2"}, [(5, 0)]), {(5, 0): 5}),
    "its own before a label's": (united({(1, 0): ONE, (5, 0): "Figure 1"}, [(1, 0), (5, 0)]), {(1, 0): 1, (5, 0): 5}),
    "a label counts for no plate": (united({(1, 0): ONE, (5, 0): "Figure 2"}, plates=[7]), {(1, 0): 7}),
}  # fmt: skip


@pytest.mark.parametrize(("found", "pages"), UNITED.values(), ids=UNITED)
def test_drawings_on_other_pages(found: dict[tuple[int, int], int], pages: dict[tuple[int, int], int]) -> None:
    assert found == pages


Drawing = tuple[dict[str, Any], Box]
BOX: Box = (100.0, 100.0, 200.0, 200.0)


def path(box: Box = BOX, **said: Any) -> Drawing:
    return {"type": "f", "level": 0, "rect": box, **said}, box


def test_paths_within_their_clips() -> None:
    items = [
        {"type": "clip", "level": 0, "scissor": (0, 0, 150, 500)}, {"type": "f", "level": 1, "rect": BOX}, {"type": "group", "level": 1},
        {"type": "clip", "level": 1, "scissor": (0, 0, 120, 120)}, {"type": "f", "level": 2, "rect": BOX}, {"type": "f", "level": 0, "rect": BOX},
        {"type": "f", "level": 0, "rect": (700, 0, 800, 100)}, {"type": "f", "level": 0, "rect": (100, 100, 100, 200)},
    ]  # fmt: skip
    found = [box for _, box in clipped(items, (0.0, 0.0, 612.0, 792.0))]
    assert found == [(100, 100, 150, 200), (100, 100, 120, 120), BOX, (100, 100, 100, 200)]


def test_what_white_text_shows_on() -> None:
    grey = [
        path(fill=(0.84, 1, 1)),
        path(fill=(0.85, 1, 1)),
        path((0.0, 0.0, 5.0, 4.0), fill=(0, 0, 0)),
        path((0.0, 0.0, 5.0, 4.1), fill=(0, 0, 0)),
        path(),
    ]
    assert backdrops(grey, [(1.0, 2.0, 3.0, 4.0)]) == [BOX, (0, 0, 5, 4.1), (1, 2, 3, 4)]


def test_what_leaves_ink() -> None:
    inked = [
        path(fill=(0.97, 1, 1)),
        path(color=(0, 0, 0)),
        path(fill=(0.98, 1, 1), color=(0.97, 1, 1)),
        path(type="x"),
    ]
    bare = [path(fill=(0.98, 1, 1)), path(), path(color=(1, 1, 1))]
    assert strokes([*inked, *bare], ()) == [BOX] * 4
    assert strokes(inked, [(103.0, 103.0, 197.0, 197.0)]) == []
    assert strokes(inked[:1], [(103.1, 103.0, 197.0, 197.0)]) == [BOX]


def test_large_white_areas_are_paper() -> None:
    white = {"fill": (1, 1, 1)}
    assert papers(
        [path((0.0, 0.0, 50.0, 50.0), **white), path((0.0, 0.0, 50.0, 50.1), **white), path(fill=(0, 0, 0)), path()]
    ) == [(0, 0, 50, 50.1)]
