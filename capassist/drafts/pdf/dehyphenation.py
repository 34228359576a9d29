"""Words across line ends: which hyphens are the author's and which the typesetter's."""

import re
from collections.abc import Iterable, Sequence

from capassist.drafts.pdf.page import Page

Words = frozenset[str]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = ("-", "\u00ad", "‐")
_BROKEN = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*)[{''.join(_HYPHENS)}]$")
_LONGEST_WORD = 80


def words_of(pages: Sequence[Page]) -> Words:
    """Return the words that a paper writes within its lines, in lower case, compounds with their hyphens.

    What compounds begin with stands among them with its hyphen, too: "low-" for "low-noise".
    """
    found: set[str] = set()
    for page in pages:
        for line in page.lines:
            found.update(_WORD.findall(line.text.lower()))
    return frozenset(found | {f"{word.split('-')[0]}-" for word in found if "-" in word})


def join(lines: Iterable[str], words: Words) -> str:
    """Return lines as one text on one line, with words that were broken at a line's end put together again.

    A hyphen at a line's end stays when the paper writes the compound, or others that begin and end like it, elsewhere
    within a line, and the joined word nowhere.
    """
    pieces: list[str] = []
    for line in (" ".join(raw.split()) for raw in lines):
        if not line:
            continue
        last = pieces[-1] if pieces else ""
        head = _broken_word(last)
        if head and line[0].islower():
            pieces[-1] = last[:-1] + ("-" if _hyphenated(head, line, words) else "")
        elif not head and _spaced(last, line):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _broken_word(text: str) -> str:
    """Return what stands of a word before a hyphen at the end of a text: "repro" of "we repro-"; "" where there is
    none."""
    broken = _BROKEN.search(text[-_LONGEST_WORD:]) if text.endswith(_HYPHENS) else None
    return broken[1] if broken else ""


def _hyphenated(head: str, line: str, words: Words) -> bool:
    """Whether a word that is broken before a line keeps its hyphen: "low-" and "noise", not "repro-" and "duce"."""
    rest = _WORD.match(line)
    tail = rest.group() if rest else ""
    return (head + tail).lower() not in words and _compound(head.lower(), tail.lower(), words)


def _compound(head: str, tail: str, words: Words) -> bool:
    return f"{head}-{tail}" in words or (f"{head}-" in words and tail in words)


def _spaced(last: str, line: str) -> bool:
    """Whether a space stands between a text and the line after it: not within "3-day" and "1999-2001"."""
    if last.endswith(_HYPHENS) and last[-2:-1].isdigit():
        return False
    return last != "" and not (ideographic(last[-1]) and ideographic(line[0]))


def ideographic(character: str) -> bool:
    """Whether a character belongs to a script that sets no spaces between words; "" does not."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
