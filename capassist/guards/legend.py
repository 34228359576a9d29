"""Colours that a text gives to series, against the legend that is drawn in the figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from capassist.guards.grounding import Grounds
from capassist.guards.tokens import stem
from capassist.guards.vocabulary import Language, language_for, languages
from capassist.model import Drawing, Finding, Span
from capassist.text.markup import Markup, visible_text
from capassist.text.words import sentence_spans

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "shown in red", "as the red line", "(red)": what has this colour stands before it, else behind it
_BEHIND = re.compile(r"(?:\b(?:in|as|by|with)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?|\([^()]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Series:
    """An entry of a legend: its words without their endings, and its colour as the English vocabulary has it."""

    name: str
    stems: frozenset[str]
    colour: str


@dataclass(frozen=True, slots=True)
class _Coloured:
    """A colour word in a text, with the stems that it may be said of."""

    colour: str
    span: Span
    stems: frozenset[str]


def legend_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each colour that the legend gives to another series than the text does."""
    series = _series(grounds.figure.drawing)
    colours = {one.colour for one in series}
    language = language_for(markup.to_plain(text), grounds.body)
    if language is None or len(colours) < 2:
        return
    for coloured in _coloured(visible_text(text, markup), language):
        other = _other_colour(coloured, series) if coloured.colour in colours else None
        if other:
            shown = text[slice(*coloured.span)]
            message = f"“{shown}”: the legend in the picture has “{other.name}” in {other.colour}."
            yield Finding("look", message, coloured.span)


def _other_colour(coloured: _Coloured, series: Sequence[_Series]) -> _Series | None:
    """Return a series that the words are of, where none of those has the colour."""
    named = [one for one in series if one.stems <= coloured.stems]
    return named[0] if named and all(one.colour != coloured.colour for one in named) else None


def _series(drawing: Drawing | None) -> list[_Series]:
    """Return the series whose colour is known and the same in all panels."""
    found = list(_coloured_series(drawing)) if drawing else []
    return [one for one in found if all(other.colour == one.colour for other in found if other.stems == one.stems)]


def _coloured_series(drawing: Drawing) -> Iterator[_Series]:
    english = languages()["en"]
    for entry in chain.from_iterable(panel.legend for panel in drawing.panels):
        stems, colour = _stems(entry.text), _colour(entry.colour or "", english)
        if stems and colour:
            yield _Series(entry.text, stems, colour)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(text) if len(word) > 1)


def _colour(word: str, language: Language) -> str:
    return next((meaning.value for meaning in language.meanings(word) if meaning.scale == "colour"), "")


def _coloured(visible: str, language: Language) -> Iterator[_Coloured]:
    for start, end in sentence_spans(visible):
        found = [match for match in _WORD.finditer(visible, start, end) if _colour(match.group(), language)]
        ends = [start, *(match.end() for match in found)], [*(match.start() for match in found), end]
        for place, match in enumerate(found):
            before, behind = visible[ends[0][place] : match.start()], visible[match.end() : ends[1][place + 1]]
            said_of = before if _BEHIND.search(visible[start : match.start()]) else behind
            yield _Coloured(_colour(match.group(), language), match.span(), _stems(said_of))
