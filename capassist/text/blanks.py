"""The marks in a draft that the author still has to fill in or confirm: "[what is plotted]" and "[temperature?]"."""

import re
from collections.abc import Iterator

from capassist.model import Span

# A bracket that opens with "what " is a blank of a template; one that closes with "?" holds words nobody has confirmed.
# The optional argument of a macro, as in "\cite[what for?]{x}", is neither.
_BLANK = re.compile(r"(?<![A-Za-z\]}*])\[(?:what [^\[\]\n]+|[^\[\]\n]+\?)\]")


def blank(question: str) -> str:
    """Return the mark for a missing piece: blank("is plotted") is "[what is plotted]"."""
    return f"[what {question}]"


def unconfirmed(words: str) -> str:
    """Return the mark for words taken over from elsewhere that the paper does not say of this figure."""
    return f"[{words}?]"


def blank_spans(text: str) -> Iterator[Span]:
    """Yield the ranges of all marks of both kinds, in order."""
    for match in _BLANK.finditer(text):
        yield match.span()
