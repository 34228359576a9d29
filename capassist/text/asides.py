"""Sentences that only point at a figure, "(Figure 4)" or "See Fig. 1.": they belong to the sentence before."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from capassist.model import Span

# Words that may stand by a reference without saying anything.
_POINTING = frozenset(
    "see also cf compare e.g i.e and or in as the left right top bottom upper lower panel panels shown above below "
    "siehe vgl s auch voir "
    "ver véase vid vedi veja zie se katso см также zob viz lásd bkz 见 参见 for an example details".split()
)
_ASIDE = re.compile(r"(?P<aside>\((?:[^()\\]|\\[a-zA-Z]+|\\.)*\))\s+(?=[A-Z])")


def with_asides(text: str, sentences: Sequence[Span], references: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences' ranges in text or LaTeX, those that only point with the one before.

    `references` are where the text names figures, in order.
    """
    starts = [start for start, _ in references]

    def only_points(start: int, end: int) -> bool:
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return low < high and _only_points(text, (start, end), references[low:high])

    def pointing_aside(start: int, end: int) -> re.Match[str] | None:
        aside = _ASIDE.match(text, start, end)  # "(Figure 4, left) It is blue."
        return aside if aside and only_points(*aside.span("aside")) else None

    waiting: Span | None = None
    for start, end in sentences:
        if waiting is None:
            waiting = (start, end)
        elif aside := pointing_aside(start, end):
            yield waiting[0], aside.end("aside")
            waiting = (aside.end(), end)
        elif only_points(start, end):
            waiting = (waiting[0], end)
        else:
            yield waiting
            waiting = (start, end)
    if waiting is not None:
        yield waiting


def _only_points(text: str, span: Span, references: Sequence[Span]) -> bool:
    rest, position = "", span[0]
    for start, end in references:
        rest += text[position:start] + " "
        position = max(position, end)
    rest += text[position : span[1]]
    return all(word.lower().strip(".") in _POINTING for word in re.findall(r"\\?[^\W\d_][\w.]*|\d+|\$", rest))
