"""Where quoted words stand in a text. Who quotes leaves out markup, and breaks lines elsewhere."""

import re

from capassist.model import Span

_MACRO = r"\\[A-Za-z]+"
_WORD = re.compile(rf"{_MACRO}|([^\W_]+)")
_BETWEEN = rf"(?:{_MACRO}|[\W_])+"


def quotation_span(quotation: str, text: str) -> Span | None:
    """Return where the words of a quotation stand in a text, one behind the other; None where they do not, or where the
    quotation has no words. Case, macros and what stands between words make no difference."""
    words = [match[1] for match in _WORD.finditer(quotation) if match[1]]
    if not words:
        return None
    spoken = _BETWEEN.join(map(re.escape, words))
    found = re.search(rf"(?<![^\W_])(?<!\\){spoken}(?![^\W_])", text, re.IGNORECASE)
    return found.span() if found else None
