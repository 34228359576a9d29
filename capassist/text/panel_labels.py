"""What is wrong with the labels of panels in one caption by themselves: one twice and its counterpart not at all, or
out of reading order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from capassist.model import Span
from capassist.text.panels import LETTERS, named_panels

LabelFaultKind = Literal["twice", "order", "gap", "lonely"]

_PLACE = r"(?:(?:upper|lower|top|bottom|middle|cent(?:er|re))(?:[ -](?:left|right))?|left|right)"
_KIND = r"(?:[ -]?hand)?(?:\s+(?:sub)?(?:panel|plot|figure|image|row|column|graph)s?)?"
# "(top left)", "[left panel]", "Left panel:" at the beginning of a sentence or of a part of one
_PLACES = re.compile(
    rf"[(\[]\s*(?P<inside>{_PLACE}){_KIND}\s*[)\]]|(?:^|(?<=[.;,}}{{]))\s*(?P<before>{_PLACE}){_KIND}\s*:",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\(([a-zA-Z])\)")
_PAIRS = (("left", "right"), ("top", "bottom"), ("upper", "lower"))  # in reading order
_OPPOSITES = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_FEWEST = 2  # labels that make a caption one of several panels
_MOST = LETTERS[:16]  # letters beyond are seldom panels


@dataclass(frozen=True, slots=True)
class LabelFault:
    """One fault, with the label that it is about."""

    kind: LabelFaultKind
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    span: Span
    heads: bool = False  # it begins a sentence, or a part of one


def label_faults(visible: str, plain: str, source: str) -> Iterator[LabelFault]:
    """Yield what is wrong with the panel labels of a caption.

    `visible` is its source with blanks where a reader sees no words, `plain` what a reader sees.
    """
    yield from _place_faults(visible, plain)
    yield from _letter_faults(visible, named_panels(plain, source))


def _place_faults(visible: str, plain: str) -> Iterator[LabelFault]:
    labels = [_Label(_place(match), match.span(), _heads(match, visible)) for match in _PLACES.finditer(visible)]
    for place in range(1, len(labels)):
        yield from _faults_of_place(labels, place, plain)
    yield from _places_out_of_order(labels)


def _faults_of_place(labels: Sequence[_Label], place: int, plain: str) -> Iterator[LabelFault]:
    """Yield what is wrong with one label of a caption's, and with those before it."""
    label, names = labels[place], _names(labels)
    missing = _missing_opposites(label.name, plain)
    if missing and label.name in names[:place]:
        yield LabelFault("twice", f"“{label.name}” is named twice, and {missing[0]} not at all.", label.span)
    elif label.heads and label.name in [earlier.name for earlier in labels[:place] if earlier.heads]:
        yield LabelFault("twice", f"“{label.name}” is what two parts of the caption are about.", label.span)
    elif missing and len(label.name.split()) == 1 and len(set(names)) >= _FEWEST:
        yield LabelFault("lonely", f"“{label.name}” is named, and nothing is said of {missing[0]}.", label.span)


def _names(labels: Sequence[_Label]) -> list[str]:
    return [label.name for label in labels]


def _places_out_of_order(labels: Sequence[_Label]) -> Iterator[LabelFault]:
    names = _names(labels)
    for one, other in _PAIRS:
        if one in names and other in names and names.index(other) < names.index(one):
            label = labels[names.index(other)]
            yield LabelFault("order", f"“{other}” is named before “{one}”: are they exchanged?", label.span)


def _place(match: re.Match[str]) -> str:
    return " ".join((match["inside"] or match["before"]).lower().replace("-", " ").split())


def _heads(match: re.Match[str], visible: str) -> bool:
    before = visible[: match.start()].rstrip(" {\n~")
    return match["before"] is not None or not before or before.endswith((".", ";", ":"))


def _missing_opposites(name: str, plain: str) -> list[str]:
    return [other for word in name.split() if (other := _missing_opposite(word, plain))]


def _missing_opposite(word: str, plain: str) -> str:
    """Return the other side where a caption says nothing of it, whatever the word for it."""
    other = _OPPOSITES.get(word, "")
    same = {"top": "upper", "bottom": "lower", "upper": "top", "lower": "bottom"}.get(other, other)
    return other if other and not re.search(rf"\b(?:{other}|{same})", plain, re.IGNORECASE) else ""


def _letter_faults(visible: str, named: set[str]) -> Iterator[LabelFault]:
    labels = [_Label(match[1].lower(), match.span()) for match in _LETTER.finditer(visible)]
    first = list(dict.fromkeys(label.name for label in labels))
    if len({visible[label.span[0] + 1].isupper() for label in labels}) != 1 or not _are_panels(first):
        return
    yield from _letters_out_of_order(labels, first)
    gaps = [letter for letter in _MOST[: _MOST.index(max(first))] if letter not in named]
    if not gaps or len(gaps) >= len(first):
        return
    yield _gap_fault(labels, gaps[0])


def _are_panels(letters: Sequence[str]) -> bool:
    return len(letters) >= _FEWEST and "a" in letters and set(letters) <= set(_MOST)


def _gap_fault(labels: Sequence[_Label], gap: str) -> LabelFault:
    """Return what is wrong where a letter is missing: another stands in its place, or it is forgotten."""
    if twice := _repeated(labels, gap):
        return LabelFault("twice", f"({twice.name}) is named twice, and ({gap}) not at all.", twice.span)
    after = next(label for label in labels if label.name > gap)
    return LabelFault("gap", f"({after.name}) is named, and ({gap}) is not.", after.span)


def _repeated(labels: Sequence[_Label], gap: str) -> _Label | None:
    """Return a label that stands twice: where it comes behind the letter before the gap, it is the wrong one."""
    names = _names(labels)
    repeated = [label for label in labels if names.count(label.name) > 1]
    before = LETTERS[LETTERS.index(gap) - 1]
    wrong = (one for previous, one in pairwise(labels) if previous.name == before and one in repeated)
    return next(wrong, repeated[-1] if repeated else None)


def _letters_out_of_order(labels: Sequence[_Label], first: Sequence[str]) -> Iterator[LabelFault]:
    if len(first) > _FEWEST and list(first) == sorted(first, reverse=True):
        return  # from the last to the first, as layers and regions are counted
    for before, after in pairwise(first):
        if after < before:
            label = next(label for label in labels if label.name == before)
            yield LabelFault("order", f"({before}) is named before ({after}): are they exchanged?", label.span)
            return
