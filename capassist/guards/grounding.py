"""What the paper bears out of a text about a figure, and what not.

Near the figure (the paragraphs that mention it, what is drawn in it, its panels' captions, the caption that stands
there now) a number is borne out by the same value. In the rest of the paper numbers are many, and one would bear out
the next wrong value: there the same value must stand beside the same word, "30 repetitions", and not only where the
paper speaks of another figure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from capassist.guards.numbers import Number, agrees, compound_numbers, numbers, same_thing, supported
from capassist.guards.plot_data import borne_out, in_the_data
from capassist.guards.units import Unit, unit_named
from capassist.guards.vocabulary import language_for, languages
from capassist.model import Figure, Finding, Mention
from capassist.text.markup import PLAIN, Markup

_TICKS = re.compile(r"(?:[-+−]?(?:\d{1,2}|\d{0,2}[.,]\d\d?|10\s?[-+−]?\d{1,2}|\d?[05]0+)(?:\s+|$))+")
_POWER = re.compile(r"(?<![A-Za-z])(\\[A-Za-z]+|[A-Za-z])\s*\^\s*\{?\s*[-−+]?(\d+(?:\.\d+)?)\}?")  # r^{-6}
_GRAMMAR = frozenset(["zero", "one", "two"])  # "the two curves" is no claim that needs support
_LEVELS = frozenset(map(Decimal, (50, 68, 90, 95, 99)))  # percent of intervals
_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)  # not May, which is a verb
_YEARS = frozenset(map(Decimal, range(1500, 2100)))
_FACTORS = frozenset("factor order quarter faktor facteur".split())  # with a number behind
_AROUND = 24  # characters
_CONVENTION = 2  # other captions that say the same make it one of the paper, not of a figure


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that a text about a figure may rest on."""

    figure: Figure
    others: tuple[Figure, ...]
    markup: Markup
    old: str  # the caption that stands there now, as in the source
    body: str  # the paper's running text, as in the source


def number_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each number that is not borne out.

    "number": it stands nowhere; "number-elsewhere": another figure's text has it; "number-other": the text about this
    figure has it of another thing, while the paper has another number of this one.
    """
    near = list(_near(grounds))
    proven = {found.span for found in borne_out(text, markup, grounds.figure)}
    behind = in_the_data(text, markup, grounds.figure)
    for number in numbers(text, markup):
        shown = text[slice(*number.span)].strip().replace("}{", " ")  # \SI{3}{\percent}
        if number.span in proven or shown.lower() in _GRAMMAR or _is_conventional(number, text, near, grounds.body):
            continue
        finding = _against(number, shown, near, grounds)
        if finding and number.span in behind:
            finding = replace(finding, message=f"{finding.message} {behind[number.span]}.")
        if finding and not _said_in_general(
            number, grounds, with_unit=finding.code == "unit"
        ):  # last: the whole paper is looked through
            yield finding


def power_findings(text: str, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each power whose base has other exponents in the text about the figure, and this one nowhere
    in the paper; its sign apart, as 1/x² is x⁻²."""
    figure = grounds.figure
    near = " ".join([grounds.old, figure.drawn_text, *(_written(mention) for mention in figure.mentions)])
    known = set(_powers_in(near))
    for match in _POWER.finditer(text):
        base, exponent = match[1], match[2]
        others = sorted(other for other_base, other in known if other_base == base)
        if others and exponent not in others and (base, exponent) not in _powers_in(grounds.body):
            message = f"{match.group()}: the text about this figure has {base} to the power of {', '.join(others)}."
            yield Finding("number-other", message, match.span())


@lru_cache(maxsize=1024)
def _powers_in(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((match[1], match[2]) for match in _POWER.finditer(text))


def _against(number: Number, shown: str, near: Sequence[Number], grounds: Grounds) -> Finding | None:
    """Return what the text about the figure has against a number; None where it bears it out."""
    if unit_finding := _other_unit(number, shown, near, grounds.figure):
        return unit_finding
    if not supported(number, near):
        return _without_support(number, shown, near, grounds)
    rival = _rival(number, near)
    if not rival:
        return None
    message = f"{shown} stands in the text about this figure, but not with “{rival}”, which it says of another number."
    return Finding("number-other", message, number.span)


def _without_support(number: Number, shown: str, near: Sequence[Number], grounds: Grounds) -> Finding | None:
    """Return the finding of a number that the text about the figure does not have; None where another figure's has it,
    and nothing near speaks against it."""
    other = next((other for other in grounds.others if supported(number, _said_of(other, grounds.markup))), None)
    if other is None:
        message = f"{shown} is neither in the text about this figure nor in its picture's text."
        return Finding("number", message, number.span)
    against = any(number.after & fact.after or _of_a_factor(number, fact) for fact in near)
    if _is_year(number) or not (against or _is_telling(number)):
        return None
    return Finding(
        "number-elsewhere", f"{shown} is said of {other.name}, but not in the text about this figure.", number.span
    )


def _other_unit(number: Number, shown: str, near: Sequence[Number], figure: Figure) -> Finding | None:
    """Return a finding where the paper has the value with other units only, or the axes of the picture do."""
    if number.unit is None or any(fact.unit and agrees(number, fact) for fact in near):
        return None
    if any(fact.unit and set(fact.readings) & set(number.readings) for fact in near):
        return Finding("unit", f"{shown} has another unit in the text about this figure.", number.span)
    return _other_axes(number.unit, number, shown, figure)


def _other_axes(unit: Unit, number: Number, shown: str, figure: Figure) -> Finding | None:
    """Return a finding where axes of the picture measure the same in other units, and none in this one."""
    axes = {symbol: known for symbol, known in _axis_units(figure) if known.base == unit.base}
    if not axes or unit in axes.values():
        return None
    message = f"{shown}: the axes of the picture are in {', '.join(axes)}, and the text has no such amount."
    return Finding("unit", message, number.span)


def _axis_units(figure: Figure) -> Iterator[tuple[str, Unit]]:
    for panel in figure.drawing.panels if figure.drawing else ():
        for axis in (panel.x, panel.y, panel.x2, panel.y2):
            if axis and axis.unit and (unit := unit_named(axis.unit)):
                yield axis.unit, unit


def _is_conventional(number: Number, text: str, near: Sequence[Number], body: str) -> bool:
    """Tell whether a number is the share of an interval that all papers have, "95 % confidence", or of a date, while
    nothing near the figure speaks against it."""
    around = text[max(0, number.span[0] - _AROUND) : number.span[1] + _AROUND]
    if _MONTH.search(around):
        return True
    if number.readings[0] not in _LEVELS or any(same_thing(number, fact) for fact in near):
        return False
    behind = re.sub(r"^[\s~,\\}{)–-]*", "", text[number.span[1] : number.span[1] + _AROUND])
    language = language_for(text, body)
    known = (language, languages()["en"]) if language else languages().values()  # in all languages some say CI
    spaced = around.replace("-", " ")
    return any(words.confidence.search(spaced) or words.interval.match(behind) for words in known)


def _rival(number: Number, near: Sequence[Number]) -> str:
    """Return the word behind a number that the text about the figure has behind other numbers only; nothing where none
    speaks against it."""
    same = [fact for fact in near if agrees(number, fact)]
    if _is_telling(number) or any(same_thing(number, fact) for fact in same):
        return ""
    others = (fact for fact in near if not agrees(number, fact))
    return next((min(said) for fact in others if (said := _measured_alike(number, fact))), "")


def _measured_alike(number: Number, fact: Number) -> frozenset[str]:
    """Return the words that two numbers count alike; "3 % of the neurons" counts none."""
    if number.percent != fact.percent:
        return frozenset()
    return number.after & fact.after if number.after else _of_a_factor(number, fact)


def _of_a_factor(number: Number, fact: Number) -> frozenset[str]:
    """Return the word that both numbers are the measure of: "by a factor of 10"."""
    return number.before & fact.before & _FACTORS


def _is_year(number: Number) -> bool:
    """Tell whether a number is written as a year is; papers say when things were in many places."""
    years = all(reading in _YEARS for reading in number.readings)
    return years and not (number.decimals or number.unit or number.percent or number.parts)


def _is_telling(number: Number) -> bool:
    """Tell whether a number has so many digits that the same one elsewhere is no chance."""
    return number.decimals > 1 or len(number.readings[0].normalize().as_tuple().digits) > 2


def _near(grounds: Grounds) -> Iterator[Number]:
    """Yield every number that the paper has for this figure."""
    figure = grounds.figure
    for mention in figure.mentions:
        yield from _in_mention(mention, grounds.markup)
        yield from compound_numbers(mention.text)
    for plain in (figure.caption, *_labels(figure.printed_text), *(panel.caption for panel in figure.panels)):
        yield from numbers(plain or "", PLAIN)
    for source in (grounds.old, figure.alternative):
        yield from numbers(source, grounds.markup)
    for count in (1, len(figure.panels), len(figure.images)):  # "the three panels"
        yield Number((0, 0), (Decimal(count),), 0)


def _labels(drawn: str) -> Iterator[str]:
    """Yield the lines of a figure's text that bear a number out; "20" beside an axis is not 20 of anything."""
    for line in drawn.splitlines():
        if not _TICKS.fullmatch(line.strip()):
            yield line


def _said_in_general(number: Number, grounds: Grounds, *, with_unit: bool) -> bool:
    """Tell whether the paper says it of the same thing outside of what it says of other figures, or in several
    captions."""

    def times(text: str, markup: Markup) -> int:
        facts = (fact for fact in _numbers_in(text, markup) if fact.unit or not with_unit)
        return sum(1 for fact in facts if same_thing(number, fact) and agrees(number, fact))

    captions = (_caption(other) for other in grounds.others)
    if sum(times(caption, grounds.markup) > 0 for caption in captions) >= _CONVENTION:
        return True
    said = times(grounds.body, grounds.markup)
    if not said:
        return False
    about_others = {_written(mention): mention for other in grounds.others for mention in other.mentions}
    return said > sum(times(text, grounds.markup) for text in about_others)


def _said_of(figure: Figure, markup: Markup) -> list[Number]:
    """Return the numbers in another figure's caption, picture and paragraphs."""
    found = [*_numbers_in(_caption(figure), markup), *_numbers_in(figure.printed_text, PLAIN)]
    return [*found, *(number for mention in figure.mentions for number in _in_mention(mention, markup))]


def _in_mention(mention: Mention, markup: Markup) -> Iterator[Number]:
    yield from _numbers_in(mention.text, PLAIN)
    if (written := _written(mention)) != mention.text:
        yield from _numbers_in(written, markup)


def _written(mention: Mention) -> str:
    """Return a paragraph as it stands in the source."""
    return " ".join(sentence.source for sentence in mention.sentences) or mention.text


def _caption(figure: Figure) -> str:
    return figure.caption_latex or figure.caption or ""


@lru_cache(maxsize=16_384)
def _numbers_in(text: str, markup: Markup) -> tuple[Number, ...]:
    """Return the numbers of a text; a draft's texts are looked through again and again."""
    return tuple(numbers(text, markup))
