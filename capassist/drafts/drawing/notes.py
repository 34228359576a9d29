"""Why less was read of a figure than a reader sees in it: one sentence each, and none where nothing is known."""

from capassist.drafts.drawing.ink import UNKNOWN, Canvas
from capassist.drafts.drawing.ocr import is_installed

TOO_MUCH = "The graphic is too large, or has too many parts, to be read."
OUTLINES = "Its text is drawn as outlines, not as characters: it cannot be read."
BITMAP = "It is a bitmap: its labels can be read where tesseract is installed."
UNKNOWN_CHARACTERS = "Its fonts do not say what characters they have: some of its text cannot be read."
_MANY_UNKNOWN = 0.2  # of the characters of a figure
_FEW = 5  # characters: a figure with fewer may have symbols only


def of_unread(canvas: Canvas, *, as_outlines: bool) -> str:
    """Return why nothing was read of a figure without text of its own: it is drawn as outlines, or a bitmap."""
    if as_outlines:
        return OUTLINES
    return BITMAP if canvas.images and not is_installed() else ""


def of_characters(canvas: Canvas) -> str:
    """Return a note where many characters of the figure's text are unknown."""
    said = "".join(text.text for text in canvas.texts).replace(" ", "")
    unknown = sum(map(_is_unknown, said))
    return UNKNOWN_CHARACTERS if len(said) >= _FEW and unknown > _MANY_UNKNOWN * len(said) else ""


def _is_unknown(character: str) -> bool:
    """Return whether nobody can say what a character is: fonts of one program put theirs into the private area."""
    return character == UNKNOWN or "\ue000" <= character <= "\uf8ff"
