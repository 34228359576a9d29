"""Two things that changed places: a text that is the standing caption, or a sentence of it, but for an exchange.

"Python (red) and C (blue)" for "Python (blue) and C (red)". Where nothing but "and" stands between the two, the order
says nothing, and nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from capassist.guards.grounding import Grounds
from capassist.model import Finding, Span

_WORD = re.compile(r"\\?[^\W_]+(?:[-.][^\W_]+)*|[^\w\s]")
_LINKS = frozenset("and or und oder et ou y o e , ; ( ) . : & $ { } ~".split())
_LONGEST = 600  # words of a text that are compared: no caption has more
_MOST = 12  # words that change places


def exchange_findings(text: str, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for two pieces of the standing caption that the text has in each other's place."""
    old, spans = _words(grounds.old), _words(text)
    new = [word for word, _ in spans]
    before = [word for word, _ in old]
    if not before or before == new or max(len(before), len(new)) > _LONGEST:
        return
    for (_, a, b, c, d), (_, e, f, g, h) in combinations(_changes(before, new), 2):
        pair = _replaced(before[a:b], new[c:d], before[e:f], new[g:h]) or _moved(
            before[a:b], new[c:d], before[e:f], new[g:h], before[b:e]
        )
        if pair:
            one, other = map(" ".join, pair)
            span = spans[c][1][0], spans[min(h or d, len(spans)) - 1][1][1]
            yield Finding("swap", f"The caption that stands there has “{one}” and “{other}” the other way round.", span)
            return


Words = Sequence[str]


def _changes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return what was done to the old words: how, their range, and the range of the new ones."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [code for code in codes if code[0] != "equal"]


def _words(text: str) -> list[tuple[str, Span]]:
    return [(match.group().casefold(), match.span()) for match in _WORD.finditer(text)]


def _replaced(old: Words, new: Words, later_old: Words, later_new: Words) -> tuple[Words, Words] | None:
    """Return the two pieces where one stands for the other at two places: X … Y for Y … X."""
    if old and new and old == later_new and new == later_old and _says(old) and _says(new) and len(old) <= _MOST:
        return old, new
    return None


def _moved(old: Words, new: Words, later_old: Words, later_new: Words, kept: Words) -> tuple[Words, Words] | None:
    """Return the two pieces where Y B X stands for X B Y, and a word stands between the two in B; X is what was kept,
    or what was taken out and put in at its other side."""
    sides = _sides(old, new, later_old, later_new)
    if sides is None or not _says(kept) or len(kept) > _MOST:
        return None
    before, behind = sides
    for size in range(1, min(len(before), _MOST + 1)):
        piece, between = before[:size], before[size:]
        if [*between, *piece] == [*behind] and _says(between):
            return kept, piece
    return None


def _sides(old: Words, new: Words, later_old: Words, later_new: Words) -> tuple[Words, Words] | None:
    """Return what stands before and behind the kept words, on one side in the old text and on the other in the new."""
    if new and later_old and not (old or later_new):
        return new, later_old  # Y B put in before X, B Y taken out behind it
    if old and later_new and not (new or later_old):
        return old, later_new
    return None


def _says(words: Words) -> bool:
    return any(word not in _LINKS for word in words)
