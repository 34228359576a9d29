"""What an instruction says shall stay, "keep BIC", "do not lose the numbers": which parts of it say so, and whether a
changed caption still has it."""

import re
from collections.abc import Callable

from capassist.text.colours import ALL_COLOURS
from capassist.text.markup import Markup
from capassist.text.sentences import caption_sentences
from capassist.text.words import one_line

_LOSE = r"(?:drop(?:ping)?|remov(?:e|ing)|omit(?:ting)?|los(?:e|ing)|cut(?:ting)?|delet(?:e|ing)|leav(?:e|ing) out)"
_PLEASE = r"(?:please\s+|but\s+|still\s+|also\s+|always\s+|bitte\s+|aber\s+)*"
_THE = r"(?:(?:all|any|both|the|its|my|our|of|alle|die|den|das|der)\s+)*"
_KEEP = re.compile(
    rf"{_PLEASE}(?:(?:do(?:\s+not|n['’]t)|never|not|without)\s+{_LOSE}"
    r"|keep(?:ing)?|retain(?:ing)?|preserv(?:e|ing)|mention(?:ing)?|nam(?:e|ing)|includ(?:e|ing)|behalten?|nenne)"
    rf"\s+{_THE}(?P<thing>.+?)"
    r"(?:\s+(?:in(?:side)?|in (?:there|it|the caption)|as (?:it is|they are)|intact|unchanged))?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"{_PLEASE}(?:mention(?:ing)?|nam(?:e|ing)|includ(?:e|ing)|nenne)\b", re.IGNORECASE)
_KEEP_LAST = re.compile(
    rf"{_PLEASE}(?:leave\s+{_THE}(?P<left>.+?)\s+(?:in|alone|as (?:it is|they are))"
    rf"|{_THE}(?P<thing>.+?)\s+(?:behalten|beibehalten|stehen\s*lassen|must stay|should stay|stays?))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_REFERENCE = re.compile(r"\\[A-Za-z]*(?:cite|ref)[A-Za-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")
_COLOUR = re.compile(rf"\b(?:{ALL_COLOURS})\b", re.IGNORECASE)
_PANEL = re.compile(r"\([a-zA-Z](?:\s*[,–-]+\s*[a-zA-Z])*\)")
_ALWAYS = re.compile(
    r"rest|everything(?: else)?|other(?:s| words)?|wording|style|meaning|words?|tone|it|rest", re.IGNORECASE
)


def _maths(source: str, markup: Markup) -> set[str]:
    return {source[part.start : part.end] for part in markup.segments(source) if part.kind in ("maths", "display")}


# What is meant by a kind of things, and how a caption's are found.
_KINDS: tuple[tuple[re.Pattern[str], Callable[[str, Markup], set[str]]], ...] = (
    (re.compile(r"numbers?|values?|figures?|digits|zahlen", re.I), lambda text, _: set(_NUMBER.findall(text))),
    (re.compile(r"citations?|references?|verweise|zitate", re.I), lambda text, _: set(_REFERENCE.findall(text))),
    (re.compile(r"maths?|formulas?|formulae|equations?|symbols?|formeln", re.I), _maths),
    (re.compile(r"colou?rs?|farben", re.I), lambda text, _: {colour.lower() for colour in _COLOUR.findall(text)}),
    (re.compile(r"panels?(?: labels| letters)?", re.I), lambda text, _: set(_PANEL.findall(text))),
    (re.compile(r"(?:first|opening) sentence|beginning|start|anfang", re.I), lambda text, _: {*_first(text)}),
)  # fmt: skip


def kept_thing(part: str) -> str:
    """Return what a part of an instruction says shall stay or be named; empty where it is about something else."""
    match = _KEEP.fullmatch(part.strip()) or _KEEP_LAST.fullmatch(part.strip())
    thing = next(filter(None, match.groupdict().values())) if match else ""
    return one_line(thing).strip("\"'“”‘’ ")


def asks_to_name(part: str) -> bool:
    """Tell whether a part of an instruction asks for a thing to be named, and not only to stay."""
    return _NAME.match(part.strip()) is not None


def found_of_kind(kind: str, text: str, markup: Markup) -> set[str] | None:
    """Return what a caption has of a kind of things, "numbers", "citations"; None for what is no such kind."""
    return next((found(text, markup) for pattern, found in _KINDS if pattern.fullmatch(kind)), None)


def has_kept(thing: str, text: str, before: str, markup: Markup) -> bool:
    """Tell whether a caption that was `before` has a thing: its words, or all that `before` had of its kind."""
    if _ALWAYS.fullmatch(thing):
        return True
    for kind, found in _KINDS:
        if kind.fullmatch(thing):
            return found(before, markup) <= found(text, markup)
    words = r"[\s~]+".join(map(re.escape, thing.split()))
    spelled = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    return bool(spelled.search(text) or spelled.search(markup.to_plain(text)))


def _first(text: str) -> list[str]:
    return [sentence.rstrip(".") for sentence in caption_sentences(text)][:1]
