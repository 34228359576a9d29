"""Finds the scale bars in photographs and maps: a length beside a level bar that is drawn for it."""

import re

from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.drafts.pdf.page import height, inside, width
from capassist.model import Box

_LENGTH = re.compile(
    r"\d+(?:\.\d+)?\s?(?:[fpnµμumckM]?m|km|Å|[kM]?pc|AU|au|ly|arcsec|arcmin|mas|px|pixels?|mi|miles?|ft|in|″|′|\")"
)
_LEAST, _MOST = 1.2, 0.6  # the shortest bar, in em of its text; the longest, as a share of the picture's width
_HIGHEST = 0.7  # em
_GAP = 1.3  # em between the bar and its text


def scale_bars_of(canvas: Canvas) -> tuple[str, ...]:
    """Return the lengths at scale bars in the pictures of a figure, in reading order, each once."""
    bars = list(filter(_is_bar, canvas.paths)) if canvas.images else []
    lengths = [text for text in canvas.texts if text.turn == 0 and _LENGTH.fullmatch(text.text.strip())]
    lengths.sort(key=lambda text: (round(text.base), text.box[0]))
    found = (text for text in lengths if any(_measures(text, bar, image) for image in canvas.images for bar in bars))
    return tuple(dict.fromkeys(text.text.strip() for text in found))


def _is_bar(path: Path) -> bool:
    return path.kind in ("line", "rect") and width(path.box) > 2 * height(path.box)


def _measures(text: Text, bar: Path, image: Box) -> bool:
    """Whether a bar in a picture is what a length is written at: above or below its text, or beside it."""
    em, box = text.size, bar.box
    fits = _LEAST * em <= width(box) <= _MOST * width(image) and height(box) <= _HIGHEST * em
    if not fits or not inside(box, image, em) or not inside(text.box, image, em):
        return False
    middle = (text.box[0] + text.box[2]) / 2
    over = box[0] - em <= middle <= box[2] + em
    gap = max(text.box[1] - box[3], box[1] - text.box[3])
    level = abs((text.box[1] + text.box[3] - box[1] - box[3]) / 2) < 0.6 * em
    beside = max(text.box[0] - box[2], box[0] - text.box[2])
    return (over and -0.5 * em <= gap <= _GAP * em) or (level and -0.1 * em <= beside <= _GAP * em)
