"""Which of the sentences around those that name the figure speak of something else.

"From the plot (Figure 3), three gaps are seen. PumpX has fewer, but does not stop in the plot between its runs and the
time": the second sentence is about another plot, which the paper does not have.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from capassist.captioners.extractive.mention_filter import about_figure
from capassist.captioners.extractive.pointer_phrases import CONNECTIVE, SHOWS, ZEIGT
from capassist.captioners.extractive.salience import names_around, stems
from capassist.captioners.extractive.unwrap import unwrap
from capassist.model import Figure, Sentence
from capassist.text.language import language_of
from capassist.text.words import words

_SIDE = (
    r"left|right|top|bottom|upper|lower|middle|cent(?:er|re)|first|second|third|last|same|previous|inset|main|whole"
    r"|linke[nrs]?|rechte[nrs]?|obere[nrs]?|untere[nrs]?"
)
_DISPLAY = (
    r"(?:(?:heat\s?-?)?maps?|plots?|graphs?|charts?|diagrams?|histograms?|images?|pictures?|figures?|tables?"
    r"|micrographs?|spectrograms?|(?:box|violin|scatter)\s?-?plots?|(?:confusion\s)?matri(?:x|ces)"
    r"|(?:Fluss|Balken|Streu|Linien)?diagramm(?:e|en|s)?|Histogramm(?:e|en|s)?|Tabellen?"
    r"|Karten?)"
)
_THE = r"(?:the|th(?:is|ese)|an?|our|another|other|der|die|das|den|dem|eine[mnrs]?)"
# What stands before such a display is seen there, what stands behind it is shown by it.
_SHOWN_BY = re.compile(
    rf"""
      (?:\b(?:in|on|from|by|aus|auf|im)\s+(?:{_THE}\s+)?
        |(?:^|[,;:]\s|\b(?:as|and|while|whereas|which|where|wie|und)\s)\s*{_THE}\s+(?=[^,;.]*?{_DISPLAY}\b[^,;.]*?
          \b(?:{SHOWS}|{ZEIGT})\b))
      (?P<before>(?:(?!(?:the|an?|of|in|on|and|or|is|are|we|by|for|from|to)\b)[\w-]+\s+){{0,4}}?)
      (?P<display>{_DISPLAY})\b
      (?P<behind>\s+(?:of|between|for|with|from|over|against|von|der|des|zwischen|für)\s+[^,;:.()]+)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AT_A_SIDE = re.compile(rf"\s+(?:on|in|at|auf)\s+the\s+(?:{_SIDE})\b|\s+(?:{_SIDE})\b", re.IGNORECASE)
_VERB = re.compile(
    rf"\s(?:{SHOWS}|{ZEIGT}|is|are|was|were|has|have|can|we|that|which|ist|sind|wird|werden)\b.*", re.IGNORECASE
)
_TABLE = re.compile(r"\bTab(?:le|elle|\.)[\s~]*(?:\d|\\|S\d|[IVX]+\b)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"\((?:data\s+)?not\s+shown\)|\(nicht\s+(?:gezeigt|dargestellt)\)", re.IGNORECASE)
_OF_A_FIGURE = frozenset(("figure", "plot", "graph", "diagram", "image", "picture", "chart", "side", "panel"))
_OPENING_WORD = re.compile(r"(?:[Tt]he\s+)?([^\W\d_][\w+-]+)")
_COMPARES = re.compile(
    r"\b(?:(?:short|long|high|low|larg|small|fast|slow|few|great|bett|strong|weak|wid|narrow|steep|clos|near|lat|earli"
    r"|deep|rough|smooth|simpl|cheap)(?:er|est)|more|less|worse|worst|best|most|least|than|but|not|unlike|contrast"
    r"|whereas|while|instead|however|outperform\w*|exceed\w*)\b",
    re.IGNORECASE,
)


_SAID = 0.8  # of the words of a caption's sentence, that the one of the text has which it was taken from

Place = tuple[int, int]  # a sentence, and how far it is behind the last one that named the figure


def without_others(sentences: Sequence[Sentence], about: Iterable[tuple[int, int]], known: Set[str]) -> Iterator[Place]:
    """Yield the places of a paragraph's sentences about the figure, without those that speak of another display, or
    compare another thing, and what goes on from them.

    `known` are the words that are drawn in the figure or that name it.
    """
    own, paragraph = _text(s for s in sentences if s.references), _text(sentences)
    said = stems(own) | stems(" ".join(known))
    turned = False
    for number, distance in about:
        text = sentences[number].text
        if sentences[number].references:
            turned = False
        elif turned or (distance > 0 and _is_of_another_subject(text, paragraph, said)):
            turned = True
            continue
        elif _is_of_another_display(text, own, said):
            continue
        yield number, distance


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which sentences of a caption are said where the text names the figure, which only around that, and which of
    these speak of another display or thing, by their places; an author's own sentence is none of them."""

    own: frozenset[int]
    beside: frozenset[int]
    of_another: frozenset[int]


def belonging(caption: Sequence[str], figure: Figure) -> Belonging:
    """Return whose the sentences of a plain caption are."""
    written = [*chain.from_iterable(about_figure(unwrap(mention)) for mention in figure.mentions)]
    own, every = _text(s for s in written if s.references), _text(written)
    said = stems(own) | stems(" ".join(names_around(figure)))

    def is_of_another(sentence: Sentence) -> bool:
        text = sentence.text
        return _is_of_another_display(text, own, said) or _is_of_another_subject(text, every, said)

    told_by = [_said_by(text, written) for text in caption]
    told, named = _places(told_by, lambda _: True), _places(told_by, lambda sentence: bool(sentence.references))
    return Belonging(named, told - named, _places(told_by, is_of_another) - named)


def _places(told_by: Iterable[Sequence[Sentence]], holds: Callable[[Sentence], bool]) -> frozenset[int]:
    """Return the places at which a condition holds of any of the sentences."""
    return frozenset(place for place, found in enumerate(told_by) if any(map(holds, found)))


def _said_by(text: str, written: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences that have almost all words of a text."""
    told = {word.lower() for word in words(text)}
    return [s for s in written if told and len(told & {w.lower() for w in words(s.text)}) >= _SAID * len(told)]


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _is_of_another_display(sentence: str, own: str, said: Set[str]) -> bool:
    """Tell whether a sentence says what is seen in a table, nowhere, or in a plot that the figure's own sentences have
    no such words for."""
    if _NOT_SHOWN.search(sentence) or _TABLE.search(sentence):
        return True
    return any(_is_another(match, own, said) for match in _SHOWN_BY.finditer(sentence))


def _is_another(match: re.Match[str], own: str, said: Set[str]) -> bool:
    before, behind = match["before"], _VERB.sub("", match["behind"] or "")
    if re.search(rf"\b(?:{_SIDE})\b", before, re.IGNORECASE) or _AT_A_SIDE.match(match.string, match.end("display")):
        return False
    new = stems(f"{before} {behind}") - said - _OF_A_FIGURE
    display = stems(match["display"]) - _OF_A_FIGURE
    other_display = re.search(rf"\b(?!figures?\b){_DISPLAY}\b", own, re.IGNORECASE)
    return bool(new) or bool(display - said and (other_display or "table" in display))


def _is_of_another_subject(sentence: str, paragraph: str, said: Set[str]) -> bool:
    """Tell whether a sentence only compares a thing, which it begins with by its name, and which neither is drawn nor
    stands in the figure's own sentences."""
    if not _COMPARES.search(sentence):
        return False
    tie = CONNECTIVE.match(sentence)
    match = _OPENING_WORD.match(sentence, tie.end() if tie else 0)
    return match is not None and _is_name(match[1], paragraph) and not stems(match[1]) <= said


def _is_name(word: str, paragraph: str) -> bool:
    """Tell whether the first word of a sentence is a name: with capitals or digits inside, or a capital within another
    sentence of a language that writes no other word so."""
    if re.search(r"[A-Z\d]", word[1:]):
        return True
    within = re.search(rf"[a-z,]\s{re.escape(word)}\b", paragraph)
    return word[0].isupper() and within is not None and language_of(paragraph) == "en"
