"""How the author writes captions, feature by feature, each with the captions that it rests on."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from capassist.model import Figure, Opening, Tense
from capassist.profile.voice import voice_and_sign
from capassist.text.colours import ALL_COLOURS, GERMAN_COLOURS
from capassist.text.panels import label_form
from capassist.text.words import sentences, words

_CAPTIONS = 4096  # that are looked at again for each figure of their paper
_PRESENT = (
    r"is|are|has|have|shows?|illustrates?|depicts?|presents?|displays?|indicates?|represents?|corresponds?|denotes?"
    r"|marks?|gives?|contains?|can|may|do|does"
)
_PAST = r"was|were|had|showed|did|gave|took|could|became|rose|fell"  # "measured" is a participle as often
# A caption's first sentence with one of these is a statement; without any of them it is a title.
_FINITE = re.compile(
    rf"\b(?:{_PRESENT}|was|were|had|could|will|we|showed|plots?|compares?|ist|sind|zeigt|zeigen|wird|werden|"
    r"est|sont|montre|es|son|muestra|é|são|mostra)\b",
    re.IGNORECASE,
)
# "Displaying a frame of …"
_PARTICIPLE = re.compile(
    r"[A-Z][a-z]+ing\s+(?:the|an?|each|one|two|some|all|how)\b|(?:Display|Show|Illustrat|Depict|Compar|Plott|Present"
    r"|Visuali[sz]|Demonstrat|Highlight|Summari[sz]|Represent|Describ|Indicat|Using|Contrast)(?:ing)?\s"
)
# "Map of stations that are used": the verb is not the caption's own.
_RELATIVE = re.compile(r"[,\s](?:which|that|who|whose|where|when|while|as|if|because|so that)\b")
_FIRST_PART = re.compile(r"[:;]\s|(?<=\.)\s+(?=[^\W\d_](?:[^\x00-\x7f]|_)\S*\s|[b-z]\s)")  # "… the data. s_j is"
_PRESENT_VERB, _PAST_VERB = re.compile(rf"\b(?:{_PRESENT})\b"), re.compile(rf"\b(?:{_PAST})\b")
_FIGURE_WORD = re.compile(r"\b(Figs?\.|Figures?|Abb\.|Abbildung(?:en)?)[\s~]*(?=\d|[A-Z]?\d|\?)")
_COLOUR = re.compile(
    rf"\b(?:{ALL_COLOURS}|{GERMAN_COLOURS})\b",
    re.IGNORECASE,
)
_TAKEAWAY = re.compile(
    r"\b(?:note (?:that|how)|outperforms?|improves?|suggests?|demonstrates?|reveals?|indicates? that|shows? that"
    r"|increases?|decreases?|"
    r"better|worse|best|worst|significant(?:ly)?|clearly|as expected|higher than|lower than|faster than|converges?"
    r"|agrees?|fails?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One habit: its value as a person reads it, how many of how many captions have it, and what shows it."""

    name: str
    value: str
    count: int
    of: int
    rests_on: tuple[tuple[str, str], ...] = ()  # (figure, sentence or caption)
    source: str = "measured"  # or the file where the author set it
    tied: tuple[str, ...] = ()  # other values that as many captions have


def measure_features(figures: Iterable[Figure]) -> tuple[Feature, ...]:
    """Return the features of these figures' captions, those that could be measured, in the order they are shown."""
    captioned = [figure for figure in figures if figure.caption and figure.caption.strip()]
    if not captioned:
        return ()
    return (
        _length(captioned),
        *(feature for name, measure in _MEASURES if (feature := _habit(name, measure, captioned))),
    )


def value_of(name: str, figure: Figure) -> str | None:
    """Return the value of one habit in a figure's caption, None where it says nothing of it."""
    shown = dict(_MEASURES)[name](figure)
    return shown[0] if shown else None


# What each feature is of one caption: its value and the sentence that shows it; None where the caption says nothing of
# it. ---------


@lru_cache(_CAPTIONS)
def opening_of(caption: str) -> Opening:
    """Return how a caption begins."""
    if re.match(r"\(?[a-hA-H][):.]\s|\(?(?:left|right|top|bottom|upper|lower)\b", caption, re.IGNORECASE):
        return "panel label"
    if _PARTICIPLE.match(caption):
        return "noun phrase"
    return "statement" if _is_statement(sentences(caption)[0]) else "noun phrase"


def _is_statement(sentence: str) -> bool:
    """Tell whether a sentence has a verb of its own: before any relative clause, or a second one behind it."""
    main = _FIRST_PART.split(sentence, maxsplit=1)[0]
    head, *clauses = _RELATIVE.split(main, maxsplit=1)
    return bool(_FINITE.search(head)) or sum(len(_FINITE.findall(clause)) for clause in clauses) > 1


@lru_cache(_CAPTIONS)
def has_title(caption: str) -> bool:
    """Tell whether a caption opens with a noun phrase as a title and goes on."""
    parts = sentences(caption)
    return len(parts) > 1 and not _FINITE.search(parts[0])


@lru_cache(_CAPTIONS)
def tense_of(caption: str) -> Tense | None:
    """Return the tense that most verbs of a caption have."""
    present, past = len(_PRESENT_VERB.findall(caption)), len(_PAST_VERB.findall(caption))
    if not present and not past:
        return None
    return "present" if present >= past else "past"


Shown = tuple[str, str] | None  # a value, and the sentence that shows it


def _opens(figure: Figure) -> Shown:
    return opening_of(_text(figure)), sentences(_text(figure))[0]


def _title(figure: Figure) -> Shown:
    return ("yes" if has_title(_text(figure)) else "no"), sentences(_text(figure))[0]


def _tense(figure: Figure) -> Shown:
    tense = tense_of(_text(figure))
    return (tense, _sentence_with(_PRESENT_VERB if tense == "present" else _PAST_VERB, figure)) if tense else None


def _voice(figure: Figure) -> Shown:
    found = voice_and_sign(_text(figure))
    return (found[0], _sentence_with(found[1], figure)) if found else None


def _panels(figure: Figure) -> Shown:
    form, bold = label_form(figure.caption or "", figure.caption_latex or "")
    return (f"{form}, bold" if bold else form, _text(figure)) if form else None


def _period(figure: Figure) -> Shown:
    return ("yes" if _text(figure).endswith((".", "。")) else "no"), sentences(_text(figure))[-1]


def _figure_word(figure: Figure) -> Shown:
    found = _FIGURE_WORD.search(_text(figure))
    return (found[1].replace("s.", ".").removesuffix("s"), _sentence_with(_FIGURE_WORD, figure)) if found else None


def _colours(figure: Figure) -> Shown:
    named = _COLOUR.search(_text(figure))
    return ("named", _sentence_with(_COLOUR, figure)) if named else ("not named", _text(figure))


def _takeaway(figure: Figure) -> Shown:
    said = _TAKEAWAY.search(_text(figure))
    return ("takeaway", _sentence_with(_TAKEAWAY, figure)) if said else ("neutral", _text(figure))


_MEASURES: tuple[tuple[str, Callable[[Figure], Shown]], ...] = (
    ("opening", _opens),
    ("title sentence", _title),
    ("tense", _tense),
    ("voice", _voice),
    ("panel labels", _panels),
    ("final period", _period),
    ("other figures", _figure_word),
    ("colours", _colours),
    ("message", _takeaway),
)


def _habit(name: str, measure: Callable[[Figure], Shown], figures: Sequence[Figure]) -> Feature | None:
    """Return the commonest value among the captions that have one, with those that are as common.

    Of these "yes" counts, as it does in drafts, or else the one that came first.
    """
    shown = [(figure, found) for figure in figures if (found := measure(figure))]
    if not shown:
        return None
    value, count, tied = _commonest([found[0] for _, found in shown])
    rests_on = tuple((figure.name, found[1]) for figure, found in shown if found[0] == value)
    return Feature(name, value, count, len(shown), rests_on, tied=tied)


def _commonest(values: Sequence[str]) -> tuple[str, int, tuple[str, ...]]:
    """Return the commonest value, how often it comes, and the others that come as often."""
    counts = Counter(values)
    count = max(counts.values())
    common = [value for value in counts if counts[value] == count]
    value = "yes" if "yes" in common else common[0]
    return value, count, tuple(other for other in common if other != value)


def _length(figures: Sequence[Figure]) -> Feature:
    ranked = sorted(figures, key=lambda figure: len(words(_text(figure))))
    lengths = [len(words(_text(figure))) for figure in ranked]
    middle = (len(ranked) - 1) // 2
    value = f"{lengths[middle]} words, from {lengths[0]} to {lengths[-1]}"
    places = dict.fromkeys((0, middle, len(ranked) - 1))
    return Feature("length", value, len(ranked), len(ranked), tuple((ranked[i].name, _text(ranked[i])) for i in places))


def _text(figure: Figure) -> str:
    return (figure.caption or "").strip()


def _sentence_with(pattern: re.Pattern[str], figure: Figure) -> str:
    return next((sentence for sentence in sentences(_text(figure)) if pattern.search(sentence)), _text(figure))
