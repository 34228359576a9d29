"""Pictures that stand where the figure is to come: blank ones, placeholders, logos of a venue or a template.

A draft made from one is about the wrong thing, and reads well. So it is said, to the author and to a model.
"""

import re
from pathlib import PurePath

from capassist.model import Figure, Picture
from capassist.text.words import words

_MOST_WORDS = 20  # that a logo has
_PLACEHOLDER_FILE = re.compile(
    r"(?:place-?holder|dummy|blank|empty|missing|no-?image|example-image|logo)(?![a-z])", re.IGNORECASE
)
_PLACEHOLDER_WORDS = re.compile(
    r"\b(?:place ?holder|lorem ipsum|coming soon|tbd|todo"
    r"|(?:image|figure|picture|graphic|photo) (?:not (?:available|found)|(?:goes |comes )?here|missing|to come)"
    r"|(?:insert|your|missing|dummy|no|add) (?:an? )?(?:image|figure|picture|graphic|photo))\b",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"(?:conferenc|congres|symposi|simposi|simpósi|workshop|proceedings|journal|universi|konferenz|tagung)\w*", re.I
)
_TELLING = 4  # letters of a word that tells one text from another


def why_odd(figure: Figure, picture: Picture | None) -> str:
    """Return why a figure's picture seems to be no figure of the paper, as a sentence; nothing where it may be one."""
    if picture is None:
        return ""
    if picture.blank:
        return "The picture is blank."
    for image in figure.images:
        if image.path and _PLACEHOLDER_FILE.match(PurePath(image.path).stem):
            return f"The file {image.path} seems to stand where the figure is to come."
    if found := _PLACEHOLDER_WORDS.search(figure.printed_text):
        return f"The picture says “{found.group()}”."
    return "The picture seems to be the logo of a venue." if _is_logo(figure) else ""


def _is_logo(figure: Figure) -> bool:
    """Whether the few words in a picture without axes name a venue, and nothing that the paragraphs tell of."""
    drawn = words(figure.drawn_text)
    if len(drawn) > _MOST_WORDS or not any(map(_VENUE.fullmatch, drawn)) or _is_read(figure):
        return False
    told = {word.casefold() for mention in figure.mentions for word in words(mention.text)}
    return told.isdisjoint(word.casefold() for word in drawn if len(word) >= _TELLING)


def _is_read(figure: Figure) -> bool:
    """Whether axes, or the boxes of a diagram, were read in the figure."""
    return figure.drawing is not None and bool(figure.drawing.panels or figure.drawing.nodes)
