"""A sentence that tells of several panels of the figure, as one sentence a panel.

"Figure 3a shows the raw image, and Figure 3b the cleaned one" says neither of the whole figure. In a text under work
every reference to a panel stands as one token with its letter.
"""

import re
from itertools import chain, pairwise

from capassist.captioners.extractive.own_share import RESPECTIVELY, are_alike, items_of
from capassist.captioners.extractive.pointer_phrases import (
    ADVERBS,
    BE,
    CLOSE,
    OPEN,
    PHRASE_WORD,
    SHOWN,
    SHOWS,
    TOKEN,
    ZEIGT,
)

_SEVERAL = 2
_PANEL = rf"{OPEN}[A-Za-z]+{CLOSE}"
_AND = r"(?:and|while|whereas|but|und|während|et|tandis\s+que|y|mientras\s+que|mentre)"
_JOINT = rf"(?:;\s+(?:{_AND}\s+)?|,?\s+{_AND}\s+|,\s+)"
_BEFORE_NEXT = re.compile(rf"{_JOINT}(?=$)")  # "…, and" Figure 3b shows
_BEHIND_LAST = re.compile(rf"{_JOINT}")  # in Figure 3a "and the radius" in Figure 3b
_BETWEEN = re.compile(rf";\s+(?:{_AND}\s+)?|,\s+{_AND}\s+|\s+(?:while|whereas|während|tandis\s+que|mientras\s+que)\s+")
_VERB = re.compile(rf"\s+{ADVERBS}(?:{SHOWS}|{ZEIGT})\s", re.IGNORECASE)
_FIRST_VERB = re.compile(rf"^(?:.*,\s+)?(?:the\s+)?{_PANEL}(?P<verb>{_VERB.pattern})", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"(?P<verb>\s+{BE}\s+{ADVERBS}{SHOWN})\s+{ADVERBS}(?:in|on|by)\s+(?:the\s+)?{_PANEL}", re.IGNORECASE
)
_POINTS_AT_END = re.compile(rf"\s+(?:in|on|by)\s+(?:the\s+)?{_PANEL}\.?$", re.IGNORECASE)
# What restricts all of the panels: in front, or behind the last.
_FRONT = re.compile(rf"^{PHRASE_WORD}\b[^,{OPEN}]*,\s+", re.IGNORECASE)
_OF_ALL = re.compile(rf",\s+(?:both|all|each|respectively|{PHRASE_WORD})\b[^{OPEN}]*$|\b(?:both|each)\b", re.IGNORECASE)


def by_panel(text: str) -> list[str]:
    """Return a sentence as one for each panel that it tells of alone; the sentence itself where it tells of one, or of
    several together, and nothing where which panel shows what is not clear."""
    panels = [*TOKEN.finditer(text)]
    letters = [panel[1] for panel in panels]
    if len(panels) == 1 and len(letters[0]) > 1 and RESPECTIVELY.search(text):
        return _each_its_own(text, letters[0])
    if len(panels) < _SEVERAL or not all(letters) or len({*letters}) < len(letters):
        return [text]
    return _one_by_one(text, panels) or [text]


def _one_by_one(text: str, panels: list[re.Match[str]]) -> list[str]:
    """Return a sentence with several tokens as one for each of them; nothing where that is not certain."""
    cuts = [cut for one, other in pairwise(panels) if (cut := _cut_between(text, one.end(), other.start()))]
    places = [0, *chain.from_iterable(cuts), len(text)]
    if len(cuts) < len(panels) - 1 or _OF_ALL.search(text[places[-2] :]):
        return []
    parts = [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
    whole = [*filter(None, (_as_sentence(part, parts[0]) for part in parts))]
    return _in_front(whole) if len(whole) == len(parts) else []


def _cut_between(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the sentence of a panel ends and that of the next begins; None where that is not certain."""
    gap = re.sub(r"(?:(?:in|the|panel)\s+)*$", "", text[start:end])
    match = _BEFORE_NEXT.search(gap) or _BEHIND_LAST.match(gap)
    if match is None:
        between = [*_BETWEEN.finditer(gap)]
        match = between[0] if len(between) == 1 else None
    return (start + match.start(), start + match.end()) if match else None


def _as_sentence(part: str, first: str) -> str | None:
    """Return what is said of a panel as a sentence, with the verb of the first where it has none; None where it can
    have
    none."""
    part = part if part.endswith(".") else f"{part}."
    if _VERB.search(part) or _PASSIVE.search(part):
        return part
    active, passive = _FIRST_VERB.match(first), _PASSIVE.search(first)
    if active and (opening := re.match(rf"(?:the\s+)?{_PANEL}\s+", part, re.IGNORECASE)):
        return opening.group().rstrip() + active["verb"] + part[opening.end() :]
    if passive and (end := _POINTS_AT_END.search(part)):
        return part[: end.start()] + passive["verb"] + end.group()
    return None


def _in_front(parts: list[str]) -> list[str]:
    """Return the sentences of panels, each with the phrase that restricts the first, and so all of them."""
    front = _FRONT.match(parts[0])
    return [parts[0], *(front.group() + part for part in parts[1:])] if front else parts


def _each_its_own(text: str, letters: str) -> list[str]:
    """Return "Figure 3a shows X" and "Figure 3b shows Y" for "Figures 3a and 3b show X and Y, respectively"; one
    sentence with the letters where the things may share a word, "(a) the raw and (b) the cleaned image"; nothing where
    which of the things is whose is not clear."""
    found = items_of(text)
    if found is None or len(found[0]) != len(letters) or not are_alike(found[0]):
        return []
    items, (start, end) = found
    if len({len(item.split()) for item in items}) == 1:
        return [
            RESPECTIVELY.sub("", TOKEN.sub(OPEN + letter + CLOSE, text[:start] + item + text[end:]))
            for letter, item in zip(letters, items, strict=True)
        ]
    named = [f"({letter}) {item}" for letter, item in zip(letters, items, strict=True)]
    return [RESPECTIVELY.sub("", f"{text[:start]}{', '.join(named[:-1])} and {named[-1]}{text[end:]}")]
