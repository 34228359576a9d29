"""Numbers in captions and papers: finding them in LaTeX or plain text, and whether one is borne out by others.

A number stands for several values where its writing is ambiguous: "1,250" may be 1250 or 1.25, "10 000" one number or
two. It is supported when one of its values is found, or is a rounding of one that is found, or the same as a share and
in percent, or in another unit. A number with a unit is not supported by one with a unit of another kind.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import islice

from capassist.guards.units import Unit, unit_after
from capassist.model import Span
from capassist.text.markup import Markup

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{f"{tens}-{_UNITS[n]}": 10 * value + n for value, tens in enumerate(_TENS, start=2) for n in range(1, 10)},
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "dozen": 12,
}
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")

_SEPARATOR = r"(?:,\s?|\{,\}|\\,|~|[ \u00a0\u2009\u202f'’])"
_EXPONENT = r"(?:\^\s*(?:\{\s*(?P<{0}braced>[+−-]?\d+)\s*\}|(?P<{0}bare>\d))|(?P<{0}raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
_NUMBER = re.compile(
    r"(?<![\w.^_\\])(?<![_^]\{)(?<![_^]\{[-+−])"
    rf"(?:10{_EXPONENT.replace('{0}', 'power')}"
    rf"|(?P<whole>[1-9]\d{{0,2}}(?:\.\d{{3}})+(?=,\d)|\d{{1,3}}(?:{_SEPARATOR}\d{{3}})+(?!\d)|\d+)"
    r"(?P<fraction>[.,]\d+)?"
    r"(?:(?:[eE](?P<e>[+−-]?\d+)(?!\w))|(?:\s|\\,|~)*(?:\\times|\\cdot|×|·)(?:\s"
    rf"|\\,)*10{_EXPONENT.replace('{0}', 'factor')})?)"
    r"(?:(?P<percent>(?:\s|~|\\,|\$|\}\{)*(?:\\?%|\\percent\b|per\s?cent\b|percent\b|Prozent\b))"
    r"|(?P<scale>[kKMB])(?![\w]))?"
)
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![\w-])", re.IGNORECASE)
_COMPOUND = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=-[^\W\d_])", re.IGNORECASE
)  # "four-region", "two-dimensional"
_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9}
# Names, not amounts: "Figure 3", "Eq. (2)", "[12, 13]", "Smith et al. (2013)", "3D", "1.8.2", "system (2)".
_NAMED = re.compile(
    r"\b(?:Fig(?:ure|s)?|Tab(?:le|s)?|Eqn?s?|Equations?|Sec(?:tion|t|s)?|Ref(?:erence)?s?|App(?:endix)?"
    r"|Ch(?:apter)?|Alg(?:orithm)?|"
    r"Theorem|Lemma|Abb(?:ildung)?|Tabelle|Gl(?:eichung)?|Step|Version|[Vv])\.?s?(?:\s|~)*\(?[A-Z]?\.?\d+(?:\.\d+)*\)?"
    r"(?:\s*(?:,|and|–|-{1,2}|to)\s*\(?\d+(?:\.\d+)*\)?)*"
    r"|\[\d+(?:\s*[,–-]+\s*\d+)*\]"
    r"|\b[A-Z][\w’'-]{1,40}(?:\s+et\s+al\.?|\s+(?:and|&)\s+[A-Z][\w’'-]{1,40})?,?\s*\(?(?:1[89]|20)\d\d[a-z]?\b\)?"
    r"|\b\d+[dD]\b|\b\d+(?:\.\d+){2,}(?!\d|,\d)|(?<=\s)\(\d{1,3}\)"
    r"|\b[A-Z][A-Za-z]{0,15}(?:[*-][A-Za-z]{0,15}){0,3}\d[\w:]*"  # VAMP-2, HLA-B*35:01
    r"|(?<=[^\W\d_])[\s~]+\d{6,}(?![\w%])(?!\.\d)(?!(?:\s|~)+[^\W\d_])"  # an object's number in a catalogue
    r"|\b\d\d:\d\d\b|_\{[^{}]*\}"
)
# Words around a number that do not say what it counts.
_HOLLOW = frozenset(
    "the of and to in is are was were a an or as for with by from on at that this these than about approximately "
    "roughly over under around "
    "nearly almost more less up only all both its their our each per num si text mathrm rm approx sim pm times "
    "cdot quad le ge leq geq "
    "lt gt neq left right emph textbf textit s n der die das und von mit le la les de du des et".split()
)
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$)")
_CONTEXT_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_EXPONENT = 9  # characters; it is far beyond what counts already
_NEAR = 2  # words on each side
_NOT_AMOUNTS = re.compile(r"\\[A-Za-z]*(?:ref|cite|label|url|href|path|gls|includegraphics|space|color)[A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Number:
    """An amount in a text: the values it may stand for, how many decimals each was written with, and whether in
    percent."""

    span: Span
    readings: tuple[Decimal, ...]
    decimals: int
    percent: bool = False
    parts: tuple[Decimal, ...] = ()  # "10 000" may be two numbers
    unit: Unit | None = None
    before: frozenset[str] = frozenset()  # the words around it that say what it counts, without their endings
    after: frozenset[str] = frozenset()


def numbers(text: str, markup: Markup) -> Iterator[Number]:
    """Yield the amounts of a text in order; numbers that only name something (Figure 3, [12], 3D, keys) are left
    out."""
    visible = _visible(text, markup)
    visible = _NAMED.sub(lambda match: " " * len(match.group()), visible)
    found = [*map(_number, _NUMBER.finditer(visible)), *map(_number_word, _WORD.finditer(visible))]
    for number in sorted(found, key=lambda number: number.span):
        yield _placed(number, visible)


def compound_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers that are part of a word, as in "four-region model": they bear out others, and claim nothing."""
    yield from (Number(match.span(1), (Decimal(_WORDS[match[1].lower()]),), 0) for match in _COMPOUND.finditer(text))


def same_thing(number: Number, fact: Number) -> bool:
    """Tell whether two numbers stand beside the same word, so that they seem to count the same thing."""
    return bool(number.after & fact.after or number.before & fact.before)


def supported(number: Number, facts: Iterable[Number]) -> bool:
    """Tell whether the facts bear out a number: the same, a rounding, or the same in percent or in another unit."""
    known = list(facts)
    if any(agrees(number, fact) for fact in known):
        return True
    values = {value for fact in known for value in (*fact.readings, *fact.parts)}
    return bool(number.parts) and values.issuperset(number.parts)


def agrees(number: Number, fact: Number) -> bool:
    """Tell whether one fact bears out a number."""
    scale = Decimal(1)
    if number.unit and fact.unit:
        if number.unit.base != fact.unit.base:
            return False
        scale = fact.unit.scale / number.unit.scale
    facts = (*fact.readings, *fact.parts) if fact.parts else fact.readings
    facts = facts if scale == 1 else tuple(value * scale for value in facts)
    for value in number.readings:  # no generators: a paper has this asked for each two of its numbers
        for known in facts:
            if _agrees(value, number, known):
                return True
    return False


def _agrees(value: Decimal, number: Number, fact: Decimal) -> bool:
    if value == fact or _is_rounding(value, number.decimals, fact):
        return True
    if number.percent:
        return value == fact * 100 or _is_rounding(value, number.decimals, fact * 100)
    return value * 100 == fact


def _is_rounding(value: Decimal, decimals: int, fact: Decimal) -> bool:
    """Tell whether a value is a fact written shorter: 0.87 for 0.8731, 12,000 for 12,345. At least two digits must
    agree."""
    farthest = max(abs(value) / 20, Decimal("0.5"))  # that rounding to two digits, or to an integer, moves a number
    if abs(value - fact) > farthest:
        return False
    digits = len(value.normalize().as_tuple().digits)
    if digits < 2 and abs(value) >= 10:
        return False
    place = Decimal(1).scaleb(-decimals if decimals else _zeros(value))
    try:
        return any(fact.quantize(place, rounding=way) == value for way in (ROUND_HALF_UP, ROUND_HALF_EVEN))
    except InvalidOperation:  # more digits than decimals hold: not a number anybody rounds
        return False


def _zeros(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, exponent) if isinstance(exponent, int) else 0


def _visible(text: str, markup: Markup) -> str:
    """Return a source of the same length, with blanks for keys of references and for the names of macros that show no
    number."""
    characters = list(text)
    previous = ""
    for segment in markup.segments(text):
        piece = text[segment.start : segment.end]
        if segment.kind == "key" and _NOT_AMOUNTS.fullmatch(previous):
            characters[segment.start : segment.end] = " " * len(piece)
        if segment.kind == "macro":
            previous = piece
    return "".join(characters)


def _number(match: re.Match[str]) -> Number:
    percent = bool(match["percent"])
    span = (match.start(), match.end("percent") if percent else match.end())
    if power := _one_of(match, "powerbraced", "powerbare", "powerraised"):
        return Number(span, (_scaled(Decimal(1), power),), 0, percent)
    whole, fraction = match["whole"].replace(".", ""), match["fraction"] or ""  # "1.234,5", as German and French write
    pieces = re.split(_SEPARATOR, whole)
    readings = _readings(whole, pieces, fraction, listed=_may_be_listed(match))
    exponent = _one_of(match, "e", "factorbraced", "factorbare", "factorraised")
    if exponent:
        readings = [_scaled(reading, exponent) for reading in readings]
    if match["scale"]:
        readings += [reading * _SCALES[match["scale"]] for reading in readings]
    parts = tuple(map(Decimal, pieces)) if len(pieces) > 1 else ()
    decimals = 0 if exponent else max(0, len(fraction) - 1)
    return Number(span, tuple(readings), decimals, percent, parts)


def _one_of(match: re.Match[str], *groups: str) -> str:
    """Return the first of some groups that matched something."""
    return next(filter(None, map(match.group, groups)), "")


def _readings(whole: str, pieces: Sequence[str], fraction: str, *, listed: bool) -> list[Decimal]:
    """Return the values that digits may stand for; `listed` where a comma may be that of a list."""
    readings = [Decimal("".join(pieces) + fraction.replace(",", "."))]
    if fraction.startswith(","):  # "1,25" is a decimal comma or a list
        readings += [Decimal(whole), Decimal(fraction[1:])] if listed else []
    elif len(pieces) == 2 and "," in whole:  # "1,250" may be a decimal comma, too
        readings.append(Decimal(".".join(pieces)))
    return readings


def _may_be_listed(match: re.Match[str]) -> bool:
    """Tell whether a comma may be that of a list: "panels 1,2", but not "87,3 %"."""
    if not match["whole"].isdigit() or not (match["fraction"] or "").startswith(","):
        return False
    return not match["percent"] and unit_after(match.string, match.end()) is None


def _scaled(value: Decimal, exponent: str) -> Decimal:
    power = int(exponent.translate(_POWERS).replace("−", "-")[:_LONGEST_EXPONENT])
    return value.scaleb(max(-400, min(400, power)))


def _placed(number: Number, text: str) -> Number:
    """Return the number with its unit and the words around it."""
    start, end = number.span
    after = _CLAUSE_END.split(text[end : end + 60], maxsplit=1)[0]
    counted = re.split(r"\d", after, maxsplit=1)[0]  # "5 ms around 29 minutes": minutes are not of 5
    before = re.split(r"[.;:!?]\s", text[max(0, start - 60) : start])[-1]
    unit = None if number.percent else unit_after(text, end)
    return replace(
        number,
        unit=unit,
        before=_telling(_CONTEXT_WORD.findall(before)[::-1]),
        after=_telling(_CONTEXT_WORD.findall(counted)) or _telling(_CONTEXT_WORD.findall(after)),
    )


def _telling(words: Iterable[str]) -> frozenset[str]:
    """Return the nearest words that say something, in lower case and without an ending."""
    telling = (word.lower() for word in words if word.lower() not in _HOLLOW)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in islice(telling, _NEAR))


def _number_word(match: re.Match[str]) -> Number:
    return Number(match.span(), (Decimal(_WORDS[match.group().lower()]),), 0)
