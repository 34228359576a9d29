"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from capassist.text.words import words

Change = tuple[Literal["same", "old", "new"], str]
# A change of one character inside a formula or a macro reads best as the whole formula or macro. In order: displayed
# and inline math, \cite[p. 3]{key} with its arguments (one level of braces inside), an escaped character, a word, white
# space, any other.
_TOKEN = re.compile(
    r"\$\$?[^$]*\$\$?|\\\(.*?\\\)|\\\[.*?\\\]"
    r"|\\[A-Za-z@]+\*?(?:\[[^\]]*\])*(?:\{(?:[^{}]|\{[^{}]*\})*\})*"
    r"|\\.|[^\W_]+(?:['’.,-][^\W_]+)*|\s+|.",
    re.DOTALL,
)
_MOST_PAIRS = 4_000_000  # of tokens: half a second at worst; a real caption has a thousandth of it


@lru_cache(maxsize=4)  # the screen is drawn again for every key
def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """Return the pieces of both texts in reading order; the "same" and "new" ones together are `new`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    changes: list[Change] = []
    for operation, a, b, c, d in _opcodes(before, after):
        if operation == "equal":
            changes.append(("same", "".join(after[c:d])))
            continue
        if a < b:
            changes.append(("old", "".join(before[a:b])))
        if c < d:
            changes.append(("new", "".join(after[c:d])))
    return tuple(changes)


def is_rewritten(old: str, new: str) -> bool:
    """Tell whether the texts differ so much that their differences word by word are hard to read.

    That is when less than half of the shorter one's words are in both, in the same order.
    """
    kept = "".join(piece for kind, piece in word_changes(old, new) if kind == "same")
    return 2 * len(words(kept)) < min(len(words(old)), len(words(new)))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the operations of difflib, with changes that only a blank keeps apart joined into one.

    Word by word, "[-a-]{+b+} [-c-]{+d+}" is harder to read than "[-a c-]{+b d+}".
    """
    if len(before) * len(after) > _MOST_PAIRS:
        yield "replace", 0, len(before), 0, len(after)
        return
    pending: tuple[int, int, int, int] | None = None
    for operation, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        between_changes = pending and b < len(before) and not "".join(after[c:d]).strip()
        if operation != "equal" or between_changes:
            pending = (pending[0], b, pending[2], d) if pending else (a, b, c, d)
            continue
        if pending:
            yield ("replace", *pending)
        pending = None
        yield operation, a, b, c, d
    if pending:
        yield ("replace", *pending)
