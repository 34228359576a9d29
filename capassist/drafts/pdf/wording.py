"""Words across line ends: which hyphens are the author's and which the typesetter's."""

import re
from collections.abc import Iterable, Sequence

from capassist.drafts.pdf.page import Page

Words = frozenset[str]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad‐]$")


def words_of(pages: Sequence[Page]) -> Words:
    """Return the words that a paper writes within its lines, in lower case, compounds with their hyphens."""
    return frozenset(
        word.lower()
        for page in pages
        for line in page.lines
        for word in _WORD.findall(line.text)
        if "-" in word or len(word) > 3
    )


def join(lines: Iterable[str], words: Words) -> str:
    """Return lines as one text on one line, with words that were broken at a line's end put together again.

    A hyphen at a line's end stays when the paper writes the compound elsewhere within a line, and the joined word nowhere.
    """
    text = ""
    for raw in lines:
        line = " ".join(raw.split())
        broken = _BROKEN.search(text)
        if not line:
            continue
        if broken and line[:1].islower():
            rest = _WORD.match(line)
            tail = rest.group() if rest else ""
            kept = f"{broken[1]}-{tail}".lower() in words and (broken[1] + tail).lower() not in words
            text = text[:-1] + ("-" if kept else "") + line
        elif text and not (ideographic(text[-1]) and ideographic(line[0])) and not (broken and text.endswith("-")):
            text += " " + line
        else:
            text += line
    return text


def ideographic(character: str) -> bool:
    """Whether a character belongs to a script that sets no spaces between words; "" does not."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
