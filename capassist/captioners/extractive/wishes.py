"""An instruction taken apart into wishes, each of which is checked on the text that was made of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capassist.captioners.controls import (
    Length,
    left_out,
    parts_beside_lengths,
    says_nothing_more,
    worded_lengths,
)
from capassist.captioners.extractive.panel_parts import Panel, counted_panel, names_panel, panel_asked_for, panel_parts
from capassist.captioners.kept import asks_to_name, found_of_kind, has_kept, kept_thing
from capassist.text.markup import PLAIN, Markup
from capassist.text.words import counted, one_line, words

_SHORTER = re.compile(r"\b(?:shorter|shorten|short|kürzer|kürze|knapper)\b", re.IGNORECASE)
_BRIEF = re.compile(r"\b(?:brief(?:er)?|concise|terse|compact|cut|trim|reduce|condense|tighten)\b", re.IGNORECASE)
_LONGER = re.compile(r"\blonger\b", re.IGNORECASE)
_AND_NO_MORE = re.compile(r"\b(?:an?|little|bit|much|slightly|somewhat|even|still|etwas|viel|noch)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:please\s+|add\s+|with\s+|put\s+)*(?:(?P<without>no|without|drop|remove|leave out|omit)\s+)?(?:the\s+|an?\s+)?"
    r"(?:final|full|last|closing)?\s*(?:period|full stop|stop|dot)(?:\s+at the end)?(?:\s+please)?",
    re.IGNORECASE,
)
_NO_PANELS = re.compile(
    r"(?:please\s+)?(?:no|without|drop|remove|leave out|omit)\s+(?:the\s+)?panels?(?:\s+labels)?(?:\s+please)?",
    re.IGNORECASE,
)
_NO = re.compile(r"(?:please\s+)?no\s+(?P<thing>[\w\s]+)", re.IGNORECASE)
_PLEASE = re.compile(r"(?:\s+please|\s+bitte)$|^(?:please|bitte)\s+", re.IGNORECASE)
_COURTESY = re.compile(r"(?:\b(?:please|bitte|thanks|thank you|make|it|this|the|caption|text)\b|\s)*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|any|all|its|den|die|das)\s+)+", re.IGNORECASE)
_NOTHING_MORE = frozenset(("please", "weg", "aus", "in it", "in the caption", "in this caption"))
_CITATION = re.compile(r"\\[A-Za-z]*(?:cite|ref)[A-Za-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Wish:
    """A part of an instruction in its author's words; of this class itself one that needs a model."""

    words: str


@dataclass(frozen=True, slots=True)
class LengthWish(Wish):
    """A length to keep to."""

    length: Length


@dataclass(frozen=True, slots=True)
class DirectionWish(Wish):
    """Shorter, or longer."""

    longer: bool


@dataclass(frozen=True, slots=True)
class OmissionWish(Wish):
    """Something that shall not be mentioned: a panel, a kind of things, words."""

    thing: str
    panel: Panel | None = None  # that it is; empty where the caption does not have as many


def _omission(said: str, thing: str, before: str) -> OmissionWish:
    counted_off = counted_panel(thing, one_line(before))
    return OmissionWish(said, thing, panel_asked_for(thing) if counted_off is None else counted_off)


@dataclass(frozen=True, slots=True)
class KeepingWish(Wish):
    """Something that shall stay."""

    thing: str


@dataclass(frozen=True, slots=True)
class PeriodWish(Wish):
    """A final period, or none."""

    period: bool


@dataclass(frozen=True, slots=True)
class NoPanelsWish(Wish):
    """Nothing panel by panel."""


def holds(wish: Wish, text: str, before: str, markup: Markup) -> bool:
    """Tell whether a caption, which was `before`, is as wished. A wish that is not understood holds of none."""
    match wish:
        case LengthWish(length=length):
            return length.holds(markup.to_plain(text))
        case DirectionWish(longer=longer):
            now, then = ((len(words(markup.to_plain(caption))), len(caption)) for caption in (text, before))
            return now > then if longer else now < then
        case OmissionWish():
            return _is_left_out(wish, text, markup)
        case KeepingWish(thing=thing):
            return has_kept(thing, text, before, markup)
        case PeriodWish(period=period):
            return text.rstrip().endswith(".") == period
        case NoPanelsWish():
            return not panel_parts(one_line(text))
        case _:
            return False


def _is_left_out(wish: OmissionWish, text: str, markup: Markup) -> bool:
    if wish.panel is None:
        return not mentions(text, wish.thing, markup)
    return bool(wish.panel) and not names_panel(text, wish.panel, markup)


def why_not(wish: Wish, before: str, markup: Markup) -> str:
    """Return why a caption that was `before` could not be made as wished."""
    match wish:
        case LengthWish(length=length):
            return f"the caption cannot be brought to {length} without other words"
        case DirectionWish(longer=True):
            return "the paper says nothing of this figure that the caption lacks"
        case DirectionWish():
            return "nothing can be left out of this caption to make it shorter"
        case OmissionWish(panel=panel) if panel is not None and not panel:
            return "the caption does not say of so many panels, one by one, what they show"
        case OmissionWish():
            return "the caption cannot be put without it unless other words are found"
        case KeepingWish(thing=thing) if has_kept(thing, before, before, markup):
            return "the caption could not be changed as you wish and keep that"
        case PeriodWish():
            return "the caption ends with something else"
        case NoPanelsWish():
            return "the caption says nothing but what its panels show"
        case _:
            return "that needs a server and a model"


def already(wish: Wish, before: str, markup: Markup) -> str:
    """Return what makes a caption as wished before anything is done."""
    match wish:
        case LengthWish(length=length):
            return f"it has {counted(length.count(markup.to_plain(before)), length.unit)} already"
        case OmissionWish(thing=thing):
            return f"it does not mention “{thing}”"
        case KeepingWish(thing=thing) if asks_to_name(wish.words):
            return f"it has “{thing}” already, and to say more of that needs a server and a model"
        case KeepingWish(thing=thing):
            return f"it keeps “{thing}” as it is"
        case NoPanelsWish():
            return "no part of it is about a panel"
        case _:
            return "it is so already"


def wishes_in(instruction: str, before: str, markup: Markup) -> tuple[Wish, ...]:
    """Return the wishes of an instruction: lengths, then the others in order. "Without maths and colours" are two."""
    lengths = tuple(LengthWish(said, length) for said, length in worded_lengths(instruction))
    return (*lengths, *_others(instruction, before, markup, bounded=bool(lengths)))


def mentions(text: str, thing: str, markup: Markup) -> bool:
    """Tell whether a caption has a thing, in the singular or plural, or anything of a kind of things."""
    thing = _ARTICLE.sub("", thing)
    uncited = _CITATION.sub("", text) if re.match(r"numbers?|values?|digits?|zahlen", thing, re.I) else text
    found = found_of_kind(thing, uncited, markup)
    if found is not None:
        return bool(found)
    stem = re.sub(r"(?:es|s)$", "", thing.lower())
    return re.search(rf"(?<!\w){re.escape(stem)}(?:es|s)?(?!\w)", markup.to_plain(text).lower()) is not None


def _others(instruction: str, before: str, markup: Markup, *, bounded: bool) -> Iterator[Wish]:
    omits = False
    for part in parts_beside_lengths(instruction):
        said = _PLEASE.sub("", part.strip("\"'“”‘’ "))
        wish = _wish(said, before, markup, bounded=bounded)
        if wish is None and omits and _is_thing(said, before, markup):
            yield _omission(part, _ARTICLE.sub("", said), before)
        elif wish is not None:
            omits = isinstance(wish, OmissionWish)
            yield wish
            yield from _beside_omission(wish, said)
        elif not (bounded and says_nothing_more(said)) and not _COURTESY.fullmatch(said):
            omits = False
            yield Wish(part)


def _wish(said: str, before: str, markup: Markup, *, bounded: bool) -> Wish | None:
    if direction := _direction(said, bounded=bounded):
        return direction
    if asked := _PERIOD.fullmatch(said):
        return PeriodWish(said, period=asked["without"] is None)
    if _NO_PANELS.fullmatch(said):
        return NoPanelsWish(said)
    if thing := kept_thing(said):
        return _keeping(said, thing, before, markup)
    if unwanted := left_out(said):
        return _omission(said, unwanted[0], before)
    negated = _NO.fullmatch(said)
    if negated and (found_of_kind(negated["thing"], "", PLAIN) is not None or _is_panel(negated["thing"])):
        return _omission(said, negated["thing"], before)
    return None


def _keeping(said: str, thing: str, before: str, markup: Markup) -> Wish:
    """Return that a thing shall stay; to name what the caption has not needs a model."""
    lacking = asks_to_name(said) and found_of_kind(thing, before, markup) == set()
    return Wish(said) if lacking else KeepingWish(said, thing)


def _direction(said: str, *, bounded: bool) -> DirectionWish | None:
    if not says_nothing_more(_AND_NO_MORE.sub("", said)):
        return None
    if _LONGER.search(said):
        return DirectionWish(said, longer=True)
    if re.search(r"\b(?:shorter|kürzer|knapper)\b", said, re.I) or (
        not bounded and (_SHORTER.search(said) or _BRIEF.search(said))
    ):
        return DirectionWish(said, longer=False)
    return None


def _beside_omission(wish: Wish, said: str) -> Iterator[Wish]:
    """Yield what a part asks for beside what it says shall be left out: "leave out the line in red" is not done where
    only the line is looked for."""
    if not isinstance(wish, OmissionWish):
        return
    behind = said.partition(wish.thing)[2].strip(" \"'“”‘’").lower()
    if behind and behind not in _NOTHING_MORE:
        yield Wish(said)


def _is_panel(thing: str) -> bool:
    return panel_asked_for(thing) is not None or counted_panel(thing, "") is not None


def _is_thing(said: str, before: str, markup: Markup) -> bool:
    """Tell whether a part behind "without …" names another thing to leave out."""
    thing = _ARTICLE.sub("", said)
    is_kind = found_of_kind(thing, before, markup) is not None or _is_panel(thing)
    return is_kind or mentions(before, thing, markup)
