"""Alternative texts: how long they may be, and how far one may say its caption again."""

import re

from capassist.text.words import words

_OPENING = re.compile(
    r"\s*(?:(?:an?|the|this)\s+)?(?:image|picture|photo|figure|graphic|screenshot)s?\s+(?:of|that|which|show\w*"
    r"|showing)\b|\S+\.(?:png|jpe?g|pdf|eps|svg)\s*$",
    re.IGNORECASE,
)
# Characters: what a screen reader reads in one go, and a long description where a class has one (\\Description). ACM,
# How to Write Alt Text, read 2026-11; Edward Elgar wants about 125 of the short ones.
LONGEST_SHORT, LONGEST_LONG = 250, 2000
MOST_LIKE = 0.8  # of the words that a text and its caption have


def opening_of_picture(text: str) -> str:
    """Return "Image of" where a text begins so, or all of it where it is a file's name; nothing where neither is so."""
    match = _OPENING.match(text)
    return match.group().strip() if match else ""


def likeness(text: str, caption: str) -> float:
    """Return how much of all words of two texts stands in both, from 0 to 1 (Jaccard's index)."""
    one, other = _words(text), _words(caption)
    return len(one & other) / len(one | other) if one and other else 0.0


def shared(text: str, caption: str) -> float:
    """Return how much of a text's words stands in the caption, from 0 to 1."""
    one = _words(text)
    return len(one & _words(caption)) / len(one) if one else 0.0


def _words(text: str) -> set[str]:
    return {word.lower() for word in words(text)}
