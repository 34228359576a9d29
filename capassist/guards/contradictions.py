"""What a text says against what the paper says of the same thing.

A word of the text is compared with the words of its scale in the evidence: the standing caption, the sentences about
the figure. What stands around a word tells what it is said of. Where the paper has another value around the same words,
and not this one, the text contradicts it; so two exchanged colours, names or panels are found whatever the order of the
sentence is. Where the standing caption has lost a name, a formula or a reference and the text has another one in its
place, that the text about the figure does not have, it is named as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from operator import itemgetter

from capassist.guards.exchanges import exchange_findings
from capassist.guards.grounding import Grounds
from capassist.guards.numbers import agrees, numbers
from capassist.guards.sides import SIDES, exchanged_sides, is_borne_out
from capassist.guards.tokens import Passage, Token, passages
from capassist.guards.vocabulary import Language, language_for
from capassist.model import Finding, Sentence
from capassist.text.markup import PLAIN, Markup

_CODES = {
    **dict.fromkeys(("colour", "line", "marker"), "look"),
    **dict.fromkeys(("across", "down", "panel"), "panel-other"),
    **dict.fromkeys(("share", "many", "pair", "times"), "quantity"),
    **dict.fromkeys(("duration", "length_unit", "temperature_unit"), "unit"),
    **dict.fromkeys(("name", "macro", "maths"), "name-other"),
    "number": "number-other",
    "reference": "reference",
}  # all other scales are of directions
_LOOKS = frozenset(("colour", "line", "marker"))
_THIS_FIGURE = re.compile(
    r"\b(?:this|the)\s+(?:(?:upper|lower|top|bottom|left|right|middle|cent(?:er|re))[\s-]+){0,2}"
    r"(?:figure\b|plot\b|graph\b|panels?\b)",
    re.IGNORECASE,
)
_ANOTHER_PAPER_S = re.compile(
    r"\b(?:their|his|her)\s+Fig|\bFig(?:ure|s?\.)?[\s~]*\d+\w?\s+(?:of|from|in)\b", re.IGNORECASE
)
_UNITS = frozenset(("duration", "length_unit", "temperature_unit"))
_MARGIN = 0.12  # by which the other value must be nearer than this one
_THINGS_MARGIN = 0.3  # for names, numbers and references, of which a sentence has many
_OLD, _SAID = 0.25, 0.7  # how alike the words around must be; a standing caption says what this caption says
_IN_PLACE, _BORNE_OUT = 0.35, 0.25
_NAMES = frozenset(("name", "macro"))
_REPLACED = _NAMES | {"reference", "maths", "number"}
_THINGS = _REPLACED | {"panel"}  # of which a caption has many: which one stands for which, their places tell

Place = tuple[Passage, Token]


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """Sentences of one place, those among them that point at the figure, and how alike the words around must be for
    them to speak of the same thing (0 to 1)."""

    name: str
    passages: tuple[Passage, ...]
    pointing: tuple[Passage, ...]
    alike: float


def contradiction_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each word that the evidence has another one for: "look", "panel-other", "quantity",
    "direction", "negation", "unit", "name-other", "reference"."""
    language = language_for(markup.to_plain(text), grounds.body)
    if language is None:
        return
    old, said = _evidence(grounds, language)
    given = passages(text, markup, language.name)
    kept = frozenset(stem for passage in given for stem in passage.stems)
    for passage in given:
        exchanged = dict(_exchanged(passage, (old, said)))
        for token in passage.tokens:
            found = exchanged.get(token) or _contradicted(token, passage, (old, said))
            found = found or _replaced(token, passage, kept, old, said)
            if found:
                yield found
    yield from exchange_findings(text, grounds)


def _evidence(grounds: Grounds, language: Language) -> tuple[EvidenceSource, EvidenceSource]:
    old: tuple[Passage, ...] = ()
    if grounds.old and language_for(grounds.markup.to_plain(grounds.old), grounds.body) is language:
        old = passages(grounds.old, grounds.markup, language.name)
    said = tuple(
        (passage, _points(sentence))
        for mention in grounds.figure.mentions
        for sentence in mention.sentences
        for passage in passages(sentence.source, grounds.markup, language.name)
    )
    every, pointing = tuple(p for p, _ in said), tuple(p for p, points in said if points)
    return (
        EvidenceSource("the caption that stands there", old, old, _OLD),
        EvidenceSource("the text about this figure", every, pointing, _SAID),
    )


def _points(sentence: Sentence) -> bool:
    """Tell whether a sentence points at the figure, and at no figure of another paper."""
    if _ANOTHER_PAPER_S.search(sentence.text):
        return False
    return bool(sentence.references or _THIS_FIGURE.search(sentence.text))


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a word of the text says on one scale."""

    token: Token
    passage: Passage
    scale: str
    value: str


def _contradicted(token: Token, passage: Passage, evidence: Sequence[EvidenceSource]) -> Finding | None:
    """Return a finding where other words of a scale stand around what this one stands around, and this one does not."""
    for scale, value in _values(token):
        claim = _Claim(token, passage, scale, value)
        same, (best, rival, place) = _nearest(claim, evidence)
        if not rival or best <= same + _margin(scale) or (scale in SIDES and _is_borne_out(claim, rival, evidence)):
            continue
        code = _CODES.get(scale, "direction") if token.negated == rival.negated else "negation"
        return _finding(code, token, rival, place)
    return None


def _nearest(claim: _Claim, evidence: Sequence[EvidenceSource]) -> tuple[float, tuple[float, Token | None, str]]:
    """Return how alike what stands around a claim is to what stands around the same elsewhere, and the word for another
    value that is nearest: how near, the word, and whose it is."""
    same = 0.0
    rivals: list[tuple[float, Token | None, str]] = [(0.0, None, "")]
    for source in evidence:
        for near, said, fact in _compared(claim, source):
            if _agree(said, claim.value):
                same = max(same, 1.0 if claim.scale in _UNITS else near)  # the number before a unit is the same, too
            elif near >= source.alike:
                rivals.append((near, fact, source.name))
    return same, max(rivals, key=itemgetter(0))


def _is_borne_out(claim: _Claim, rival: Token, evidence: Sequence[EvidenceSource]) -> bool:
    """Tell whether a place of the evidence says of a side what is said of it here, and not of the rival one."""
    other = dict(_values(rival)).get(claim.scale, "")
    return any(is_borne_out(claim.passage, claim.token, claim.scale, other, source.pointing) for source in evidence)


def _exchanged(passage: Passage, evidence: Sequence[EvidenceSource]) -> Iterator[tuple[Token, Finding]]:
    """Yield a finding for each side of which the evidence says what is said of another one here."""
    for scale in SIDES:
        for source in evidence:
            for token, other in exchanged_sides(passage, scale, source.pointing):
                places = _index(source.pointing)[scale][other]
                yield token, _finding("panel-other", token, places[0][1], source.name)


def _margin(scale: str) -> float:
    return _THINGS_MARGIN if scale in _REPLACED else _MARGIN


def _compared(claim: _Claim, source: EvidenceSource) -> Iterator[tuple[float, str, Token]]:
    """Yield what the source has on a claim's scale: how alike what stands around is, the value, the word."""
    paragraph = source.alike == _SAID
    if paragraph and claim.scale in _REPLACED:
        return  # paragraphs name much else
    around = _around(claim.passage, claim.token, claim.scale)
    sentences = source.pointing if claim.scale in _LOOKS | SIDES else source.passages  # others look otherwise
    for said, places in _index(sentences).get(claim.scale, {}).items():
        if paragraph and said.startswith("not ") != claim.value.startswith("not "):
            continue  # a paragraph says of many things what they are not
        for place, fact in places:
            if _is_comparable(claim, said, place, fact, paragraph=paragraph):
                yield _alike(around, _around(place, fact, claim.scale)), said, fact


def _is_comparable(claim: _Claim, said: str, place: Passage, fact: Token, *, paragraph: bool) -> bool:
    """Tell whether a fact of the paper may be of what a claim is of."""
    if claim.scale in _UNITS and not _same_amount(claim.passage, claim.token, place, fact, named=paragraph):
        return False
    if said != claim.value and (_one_has_both(claim, said, place) if paragraph else _stands_apart(claim, place, fact)):
        return False
    return claim.scale not in _REPLACED or _is_other(claim.token, fact)


def _one_has_both(claim: _Claim, said: str, place: Passage) -> bool:
    """Tell whether one of two sentences speaks of both values, so that which is said of what is not certain."""
    if claim.scale in SIDES:
        return False
    return _has(place, claim.scale, claim.value) or _has(claim.passage, claim.scale, said)


def _stands_apart(claim: _Claim, place: Passage, fact: Token) -> bool:
    """Tell whether a thing does not stand where another does in the caption: the words before both are others, or those
    behind, or it was put in beside it, or it stayed where that was left out."""
    if claim.scale not in _THINGS:
        return False
    sides = zip(claim.passage.beside(claim.token), place.beside(fact), strict=True)
    if any((here or there) and not here & there for here, there in sides):
        return True
    added = claim.passage.count(claim.token.stem) > place.count(claim.token.stem)
    return added != (claim.passage.count(fact.stem) < place.count(fact.stem))


def _around(passage: Passage, token: Token, scale: str) -> Mapping[str, float]:
    """Return what stands around a word; the rest of "top left" says nothing of what is there."""
    around = passage.around(token)
    if scale not in SIDES:
        return around
    places = {other.stem for other in passage.tokens if any(meaning.scale in SIDES for meaning in other.meanings)}
    return {stem: weight for stem, weight in around.items() if stem not in places}


@lru_cache(maxsize=16_384)
def _has(passage: Passage, scale: str, value: str) -> bool:
    return any((scale, value) in _values(token) for token in passage.tokens)


def _agree(one: str, other: str) -> bool:
    """Tell whether two values of a scale may stand for the same: "not near" and "far"."""
    denied = one.startswith("not ") != other.startswith("not ")
    return one == other or (denied and one.removeprefix("not ") != other.removeprefix("not "))


def _finding(code: str, token: Token, rival: Token, place: str) -> Finding:
    if code == "negation":
        words = ("not ", "") if token.negated else ("", "not ")
        message = f"“{words[0]}{token.text}”: {place} says “{words[1]}{rival.text}”."
    else:
        message = f"“{token.text}”: {place} has “{rival.text}” there."
    return Finding(code, message, token.span)


def _values(token: Token) -> Iterator[tuple[str, str]]:
    """Yield the scales that a token is on, with its value."""
    for meaning in token.meanings:
        yield meaning.scale, f"{'not ' if token.negated else ''}{meaning.value}"
    if token.kind in _REPLACED or token.kind == "panel":
        yield token.kind, token.stem
    if token.kind in ("word", "name") and not token.meanings:
        yield f"negation {token.stem}", "not it" if token.negated else "it"


@lru_cache(maxsize=4096)
def _index(found: tuple[Passage, ...]) -> Mapping[str, Mapping[str, Sequence[Place]]]:
    """Return the places of the values of each scale."""
    index: defaultdict[str, defaultdict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for passage in found:
        for token in passage.tokens:
            for scale, value in _values(token):
                index[scale][value].append((passage, token))
    return index


def _same_amount(passage: Passage, token: Token, other: Passage, fact: Token, *, named: bool) -> bool:
    """Tell whether the same number stands before two units; with `named` false, none before both will do, too."""
    amount = _amount(passage, token)
    return amount == _amount(other, fact) and (bool(amount) or not named)


def _amount(passage: Passage, unit: Token) -> str:
    at = passage.tokens.index(unit)
    before = passage.tokens[at - 1] if at else None
    if before is None or unit.place - before.place > 1.5:
        return ""
    number = [meaning.value for meaning in before.meanings if meaning.scale == "number"]
    return number[0] if number else before.stem if before.kind in ("number", "maths") else ""


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of what stands around two words."""
    shared = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    if not shared:
        return 0.0
    return shared / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


# A name in the place of a macro --------------------------------------------------------------------------------------


def _replaced(
    token: Token, passage: Passage, kept: frozenset[str], old: EvidenceSource, said: EvidenceSource
) -> Finding | None:
    """Return a finding where a name stands where the standing caption has a macro of the draft's own, or a macro where
    it has a name, that is not among the stems that the text has `kept`. What the text about the figure has, too, must
    stand very much in its place."""
    if token.kind not in _NAMES or token.meanings or _knows(old, token.stem):
        return None
    near, rival = max(_others(token, passage, kept, old), key=itemgetter(0), default=(0.0, None))
    if rival is None or near < _IN_PLACE + _BORNE_OUT * _knows(said, token.stem):
        return None
    return _finding("name-other", token, rival, old.name)


def _others(token: Token, passage: Passage, kept: frozenset[str], old: EvidenceSource) -> Iterator[tuple[float, Token]]:
    """Yield the names for a macro, and the macros for a name, that are not kept, with how alike what stands around
    is."""
    around = passage.around(token)
    for place in old.passages:
        for fact in place.tokens:
            if fact.kind in _NAMES and fact.kind != token.kind and fact.stem not in kept:
                yield _alike(around, place.around(fact)), fact


def _knows(evidence: EvidenceSource, stem: str) -> bool:
    return any(stem in passage.stems for passage in evidence.passages)


def _is_other(token: Token, fact: Token) -> bool:
    """Tell whether one of two tokens may stand wrongly for the other: they are of one kind, and not the same in other
    words."""
    if token.kind == "maths":
        return fact.kind == "maths" and re.sub(r"\d+", "#", token.stem) == re.sub(r"\d+", "#", fact.stem)
    if token.stem == fact.stem:
        return True  # it bears itself out
    if token.kind == "number":
        one, other = (next(numbers(word.text, PLAIN), None) for word in (token, fact))
        return fact.kind == "number" and bool(one and other and not agrees(one, other))
    return fact.kind == token.kind
