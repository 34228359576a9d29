"""Which words of a sentence belong to "left", and which to "right": where both are named, what stands around one of
them stands around the other one, too, and tells nothing.

"The data on the left and the fit on the right": what is named before a side is of it. "The left panel shows the data,
the right panel the fit": what is named behind it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from capassist.guards.tokens import Passage, Token

SIDES = frozenset(("across", "down"))
_PANEL = frozenset(("panel", "plot", "figur", "imag", "column", "row", "side", "hand", "subplot", "graph"))
_SHOWS = frozenset("show display giv depict contain compar present illustrat".split())
_FEWEST = 2  # words that speak for the other side, where nothing else does


@dataclass(frozen=True, slots=True)
class Side:
    """A word for a side, its value on the scale, and the stems of the words that belong to it."""

    token: Token
    value: str
    words: frozenset[str]


@lru_cache(maxsize=16_384)
def sides(passage: Passage, scale: str) -> tuple[Side, ...]:
    """Return the sides that a sentence names on a scale, in order, each with its words; of one alone, all words are."""
    places = [place for place, token in enumerate(passage.tokens) if _value(token, scale)]
    if not places:
        return ()
    return tuple(
        Side(passage.tokens[place], _value(passage.tokens[place], scale), frozenset(_said(passage.tokens[start:end])))
        for place, (start, end) in zip(places, _ranges(passage, places), strict=True)
    )


def _ranges(passage: Passage, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each side the range of tokens that belong to it."""
    last = len(passage.tokens)
    if len(places) == 1:
        return [(0, last)]
    if _leads(passage.tokens, places[0]):
        return list(zip(places, [*places[1:], last], strict=True))
    return list(zip([0, *places[:-1]], places, strict=True))


def _leads(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether what is said of a side stands behind it: it comes first, or as "the left panel shows"."""
    behind = [token.stem for token in tokens[place + 1 : place + 3]]
    shows = len(behind) == 2 and behind[0] in _PANEL and behind[1] in _SHOWS
    return shows or not any(True for _ in _said(tokens[:place]))


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the stems of the words that say something of a side, not those that say that it is one."""
    for token in tokens:
        is_side = any(meaning.scale in SIDES for meaning in token.meanings)
        if not is_side and token.stem not in _PANEL and token.stem not in _SHOWS and token.kind != "reference":
            yield token.stem


def _value(token: Token, scale: str) -> str:
    return next((meaning.value for meaning in token.meanings if meaning.scale == scale and not token.negated), "")


def _by_value(evidence: Sequence[Passage], scale: str) -> Mapping[str, frozenset[str]]:
    """Return the words that belong to each side in all sentences."""
    found: dict[str, frozenset[str]] = {}
    for passage in evidence:
        for side in sides(passage, scale):
            found[side.value] = found.get(side.value, frozenset()) | side.words
    return found


def is_borne_out(passage: Passage, token: Token, scale: str, rival: str, evidence: Sequence[Passage]) -> bool:
    """Tell whether the evidence names both sides, and says no more of what the text says of a token's side of the
    rival one: where no word tells the two apart, too."""
    own = next((side for side in sides(passage, scale) if side.token is token), None)
    said = _by_value(evidence, scale)
    if own is None or own.value not in said or rival not in said:
        return False
    same, other = _fits(own, rival, said)
    return same >= other


def _fits(side: Side, rival: str, said: Mapping[str, frozenset[str]]) -> tuple[int, int]:
    """Return how many of a side's words the evidence has on that side alone, and how many on the rival one alone."""
    mine, theirs = said.get(side.value, frozenset()), said.get(rival, frozenset())
    return len(side.words & (mine - theirs)), len(side.words & (theirs - mine))


def exchanged_sides(passage: Passage, scale: str, evidence: Sequence[Passage]) -> Iterator[tuple[Token, str]]:
    """Yield the sides of a sentence of which the evidence says what the sentence says of another one, each with that
    other one. Of a side that is named alone, most of what is said of it must be said of the other one."""
    named, said = sides(passage, scale), _by_value(evidence, scale)
    if len(named) == 1:
        yield from ((named[0].token, rival) for rival in said if _is_of(named[0], rival, said))
    elif len(named) == 2 and named[0].value != named[1].value:
        (same, other), (behind, before) = (_fits(side, rival.value, said) for side, rival in (named, named[::-1]))
        if other > same and before > behind and other + before >= _FEWEST:
            yield from ((named[0].token, named[1].value), (named[1].token, named[0].value))


def _is_of(side: Side, rival: str, said: Mapping[str, frozenset[str]]) -> bool:
    same, other = _fits(side, rival, said)
    return side.value in said and not same and other >= max(_FEWEST, len(side.words) / 2)
