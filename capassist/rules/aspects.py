"""What a caption tells of its figure, aspect by aspect, as SciCapenter shows it (Hsu et al., 2024).

Words in the caption are what is judged, so an aspect that is told in other words counts as missing: this is to look at,
no finding.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from capassist.model import Aspect, Figure, FigureType, Mention, Sentence
from capassist.text.colours import ALL_COLOURS
from capassist.text.language import language_of
from capassist.text.words import words

_MOST_WORDS = 5  # that are shown of an aspect
_LONGEST = 45  # words of a sentence that could be taken over
_SHORT_NAME = 3  # letters: axis labels and legends have many signs that mean nothing alone
_PLAIN = frozenset(
    "the and for with from that this are was were has have not its of in on at by to as an or is it be".split()
)

_NAMES = re.compile(r"\b(?:show|plot|illustrat|depict|present|display|compar|visuali[sz])\w*\b", re.IGNORECASE)
_RELATIONS = re.compile(
    r"\b(?:higher|lower|larger|smaller|greater|fewer|faster|slower|better|worse|longer|shorter|more|less|most"
    r"|least|highest|lowest|than|"
    r"increas\w+|decreas\w+|grow\w*|ris(?:e|es|ing)|fall\w*|drop\w*|declin\w+|correlat\w+|proportional|compar\w+"
    r"|differen(?:t|ce|ces)|similar\w*|"
    r"against|versus|vs|as a function of|depend\w*|relative to|trend\w*|twice|half)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w.\[(])(?<![^\W\d_][-−–])"  # "Trp-1" is a name
    r"[-−+±≈~<>≤≥]?\d[\d.,]*(?:\s?(?:%|[×x]|±\s?\d[\d.]*|(?:[nµmck]?[msgVAWJ]|[kMG]?Hz|[kMG]B|eV|K"
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
_REFERENCE = re.compile(
    r"\b(?:Fig(?:ure|s)?s?|Tab(?:le)?s?|Sec(?:tion)?s?|Eqs?)\.?\s*\(?[A-Z]?\d[\d.]*[a-z]?\)?|\[[^\]]*\]"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How an aspect is told: `words` shows it in a caption, `adds` says that a sentence would bring it."""

    name: str
    words: Callable[[str], Iterable[str]]
    adds: Callable[[str], object]
    without: frozenset[FigureType] = frozenset()  # types of figures that do not have it
    english: bool = False  # its words are known in English alone


def _named(caption: str) -> list[str]:
    """Return the words of a caption that may name what is plotted, where it has two or more."""
    named = [word for word in words(caption) if word.lower() not in _PLAIN and not word.isdigit()]
    return named if len(named) > 1 else []


_KINDS = (
    _Kind("names what is plotted", _named, _NAMES.search),
    _Kind("relations", _RELATIONS.findall, _RELATIONS.search, frozenset(("photo", "node diagram", "equation")), True),
    _Kind("numbers", _NUMBERS.findall, _NUMBERS.search, frozenset(("photo", "node diagram", "equation"))),
    _Kind("takeaway", _TAKEAWAY.findall, _TAKEAWAY.search, frozenset(("equation",)), True),
    _Kind("visual encodings", _ENCODINGS.findall, _ENCODINGS.search, frozenset(("photo", "equation", "table")), True),
)


def aspects_of(figure: Figure, caption: str) -> tuple[Aspect, ...]:
    """Return what a caption, as plain text, tells of its figure. What the figure does not have, as far as it can be
    told, is not applicable."""
    first, *others = _KINDS
    said = " ".join(mention.text for mention in figure.mentions)
    english = (language_of(caption) or language_of(said) or "en") == "en"
    rest = (_aspect(kind, figure, caption, english=english) for kind in others)
    return (_aspect(first, figure, caption, english=english), _text_in_figure(figure, caption), *rest)


def _aspect(kind: _Kind, figure: Figure, caption: str, *, english: bool) -> Aspect:
    if shown := _first(kind.words(caption)):
        return Aspect(kind.name, "there", shown)
    if kind.english and not english:
        return Aspect(kind.name, "not applicable", reason="its words are known in English only")
    sentence = _sentence_for(figure, kind.adds)
    if sentence is None and (reason := _absence(kind, figure)):
        return Aspect(kind.name, "not applicable", reason=reason)
    return Aspect(kind.name, "missing", sentence=sentence)


def _absence(kind: _Kind, figure: Figure) -> str:
    """Return why a figure that no sentence tells it of does not have an aspect; nothing where it may have it."""
    if figure.type in kind.without:
        return f"{'an' if figure.type == 'equation' else 'a'} {figure.type} has none"
    numberless = kind.name == "numbers" and figure.drawn_text and not re.search(r"\d", figure.drawn_text)
    return "no number is printed in the figure" if numberless else ""


def _text_in_figure(figure: Figure, caption: str) -> Aspect:
    name = "text in figure"
    drawn = {word.lower() for word in words(figure.printed_text) if len(word) >= _SHORT_NAME} - _PLAIN
    if not any(word.isalpha() for word in drawn):
        return Aspect(name, "not applicable", reason="no words could be read in the figure")
    if shown := _first(_shared(caption, drawn)):
        return Aspect(name, "there", shown)
    return Aspect(name, "missing", sentence=_sentence_for(figure, lambda text: _shared(text, drawn)))


def _shared(text: str, drawn: set[str]) -> list[str]:
    return [word for word in words(text) if word.lower() in drawn and not word.isdigit()]


def _first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip().rstrip(".,") for word in found))[:_MOST_WORDS]


def _sentence_for(figure: Figure, adds: Callable[[str], object]) -> str | None:
    """Return the first sentence about the figure that would add an aspect."""
    return next((s.text for s in _about(figure) if adds(_REFERENCE.sub("", s.text))), None)


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
