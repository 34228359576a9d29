"""The paths of a page as the library gives them, sorted into what leaves ink, what is white paper, and what text shows
on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from capassist.drafts.pdf.content import intersection
from capassist.drafts.pdf.page import area, inside, overlap_x, overlap_y
from capassist.model import Box

SMALLEST_PAPER = 2500  # square points
DARK = 0.85  # a fill or an ink with a lighter channel in all three is as good as white

Drawing = tuple[dict[str, Any], Box]  # a path, and the box that the clips around it leave of it


def clipped(items: Iterable[dict[str, Any]], page: Box) -> Iterator[Drawing]:
    """Yield the paths of a page, each with the box that the clips around it leave of it."""
    clips: list[tuple[int, Box]] = [(-1, page)]
    for item in items:
        while clips[-1][0] >= item["level"]:
            clips.pop()
        if item["type"] == "clip":
            clips.append((item["level"], intersection(tuple(item["scissor"]), clips[-1][1])))
        elif item["type"] != "group":
            rect, clip = tuple(item["rect"]), clips[-1][1]
            box = intersection(rect, clip)
            if (box[2] > box[0] or box[3] > box[1]) and overlap_x(rect, clip) >= 0 and overlap_y(rect, clip) >= 0:
                yield item, box


def backdrops(drawings: Sequence[Drawing], graphics: Sequence[Box]) -> list[Box]:
    """Return the boxes on which white text can be read: filled areas and pictures."""
    fills = [box for drawing, box in drawings if drawing.get("fill") and min(drawing["fill"]) < DARK]
    return [*(box for box in fills if area(box) > 20), *graphics]


def strokes(drawings: Sequence[Drawing], graphics: Sequence[Box]) -> list[Box]:
    """Return the boxes of the paths that leave ink outside of the pictures and included files."""
    inked = [box for drawing, box in drawings if _inks(drawing)]
    return [box for box in inked if not any(inside(box, graphic, 3) for graphic in graphics)]


def papers(drawings: Sequence[Drawing]) -> list[Box]:
    """Return the large areas that are filled with white."""
    white = [box for drawing, box in drawings if drawing.get("fill") and not _inks(drawing)]
    return [box for box in white if area(box) > SMALLEST_PAPER]


def _inks(drawing: dict[str, Any]) -> bool:
    """Whether a path leaves something to see: white paper does not."""
    for key in ("color", "fill"):
        color = drawing.get(key)
        if color and min(color) < 0.98:
            return True
    return drawing["type"] not in ("f", "s", "fs")
