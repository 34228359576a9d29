"""What a good caption tells of its figure, aspect by aspect, as SciCapenter shows it (Hsu et al., 2024).

Words in the caption are what is judged, so an aspect that is told in other words counts as missing: this is to look at,
no finding.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from capassist.model import Figure, Mention, Sentence
from capassist.text.colours import ALL_COLOURS
from capassist.text.words import words

AspectState = Literal["there", "missing", "not applicable"]

_MOST_WORDS = 5  # that are shown of an aspect
_LONGEST = 45  # words of a sentence that could be taken over
_SHORT_NAME = 3  # letters: axis labels and legends have many signs that mean nothing alone
_PLAIN = frozenset(
    "the and for with from that this are was were has have not its of in on at by to as an or is it be".split()
)

_RELATIONS = re.compile(
    r"\b(?:higher|lower|larger|smaller|greater|fewer|faster|slower|better|worse|longer|shorter|more|less|most"
    r"|least|highest|lowest|than|"
    r"increas\w+|decreas\w+|grow\w*|ris(?:e|es|ing)|fall\w*|drop\w*|declin\w+|correlat\w+|proportional|compar\w+"
    r"|differen(?:t|ce|ces)|similar\w*|"
    r"against|versus|vs|as a function of|depend\w*|relative to|trend\w*|twice|half)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w.\[(])[-−+±≈~<>≤≥]?\d[\d.,]*(?:\s?(?:%|[×x]|±\s?\d[\d.]*|(?:[nµmck]?[msgVAWJ]|[kMG]?Hz|[kMG]B|eV|K"
    r"|°C?|dB|px|h|min|days?|years?)\b))?(?![\w\])])"
)
_TAKEAWAY = re.compile(
    r"\b(?:shows? that|demonstrat\w+|indicat\w+|suggest\w*|reveal\w*|confirm\w*|outperform\w*|improv\w+|reduc\w+"
    r"|achiev\w+|exceed\w*|"
    r"best|worst|significant(?:ly)?|consistent(?:ly)?|robust(?:ly)?|fails?|enough|suffic\w+|only|therefore|thus"
    r"|leads? to|because|"
    r"increases?|decreases?|grows?|rises?|falls?|drops?|remains?|stays?|peaks?|saturat\w+|converge\w*)\b",
    re.IGNORECASE,
)
_ENCODINGS = re.compile(
    rf"\b(?:{ALL_COLOURS}|colou?r(?:s|ed|bar)?"
    r"|solid|dashed|dotted|dash-dotted|"
    r"lines?|curves?|dots?|points?|circles?|squares?|triangles?|diamonds?|crosses|stars?|markers?|bars?|boxes"
    r"|arrows?|shad(?:ed|ing)|bands?|"
    r"areas?|whiskers?|contours?|axis|axes|legend|thick(?:ness)?|bold|hatched|horizontal|vertical)\b",
    re.IGNORECASE,
)
_WITHOUT_ENCODINGS = frozenset(("photo", "equation", "table"))
_WITHOUT_NUMBERS = frozenset(("photo", "node diagram", "equation"))
_REFERENCE = re.compile(
    r"\b(?:Fig(?:ure|s)?s?|Tab(?:le)?s?|Sec(?:tion)?s?|Eqs?)\.?\s*\(?[A-Z]?\d[\d.]*[a-z]?\)?|\[[^\]]*\]"
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect: whether the caption has it, the words that show it, and else a sentence of the text that would add
    it."""

    name: str
    state: AspectState
    words: tuple[str, ...] = ()
    sentence: str | None = None


def aspects_of(figure: Figure) -> tuple[Aspect, ...]:
    """Return what a figure's caption tells. An aspect that the figure does not have, as far as it can be told, is not
    applicable."""
    return tuple(_aspects(figure, (figure.caption or "") if figure.state == "written" else ""))


def _aspects(figure: Figure, caption: str) -> Iterator[Aspect]:
    named = [word for word in words(caption) if word.lower() not in _PLAIN and not word.isdigit()]
    yield _aspect("names what is plotted", figure, named if len(named) > 1 else [], _names)
    yield _text_in_figure(figure, caption)
    yield _aspect("relations", figure, _RELATIONS.findall(caption), _RELATIONS.search)
    numbers = _aspect("numbers", figure, _NUMBERS.findall(caption), _NUMBERS.search)
    bare = figure.type in _WITHOUT_NUMBERS and numbers.state == "missing" and numbers.sentence is None
    yield Aspect("numbers", "not applicable") if bare else numbers
    yield _aspect("takeaway", figure, _TAKEAWAY.findall(caption), _TAKEAWAY.search)
    encodings = _aspect("visual encodings", figure, _ENCODINGS.findall(caption), _ENCODINGS.search)
    plain = figure.type in _WITHOUT_ENCODINGS and encodings.state == "missing"
    yield Aspect("visual encodings", "not applicable") if plain else encodings


def _text_in_figure(figure: Figure, caption: str) -> Aspect:
    name = "text in figure"
    drawn = {word.lower() for word in words(figure.drawn_text) if len(word) >= _SHORT_NAME} - _PLAIN
    if not any(word.isalpha() for word in drawn):
        return Aspect(name, "not applicable")
    return _aspect(name, figure, _shared(caption, drawn), lambda text: _shared(text, drawn))


def _shared(text: str, drawn: set[str]) -> list[str]:
    return [word for word in words(text) if word.lower() in drawn and not word.isdigit()]


def _names(text: str) -> object:
    """Return what tells that a sentence says what the figure shows."""
    return re.search(r"\b(?:show|plot|illustrat|depict|present|display|compar|visuali[sz])\w*\b", text, re.IGNORECASE)


def _aspect(name: str, figure: Figure, found: Iterable[str], has: Callable[[str], object]) -> Aspect:
    shown = tuple(dict.fromkeys(word.strip() for word in found))[:_MOST_WORDS]
    if shown:
        return Aspect(name, "there", shown)
    return Aspect(
        name, "missing", sentence=next((s.text for s in _about(figure) if has(_REFERENCE.sub("", s.text))), None)
    )


def _about(figure: Figure) -> Iterator[Sentence]:
    """Yield the sentences about the figure that could be taken over: those that point at it first, then their
    neighbours."""
    sentences = [sentence for mention in figure.mentions for sentence in _own(mention)]
    short = [sentence for sentence in sentences if len(words(sentence.text)) <= _LONGEST]
    yield from (sentence for sentence in short if sentence.references)
    yield from (sentence for sentence in short if not sentence.references)


def _own(mention: Mention) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph about the figure: what follows a sentence about another figure is about that
    one, and what stands before all of them is about none where the paragraph is about several."""
    own = not any(sentence.names_others for sentence in mention.sentences)
    for sentence in mention.sentences:
        if sentence.names_others or sentence.references:
            own = not sentence.names_others
        if own:
            yield sentence
