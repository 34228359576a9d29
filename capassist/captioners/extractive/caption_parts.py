"""The sentences of a caption that is to be changed: which it cannot do without, which are of a panel, how it ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from capassist.captioners.extractive.omission import PANEL_FIRST
from capassist.captioners.extractive.panel_parts import panel_parts
from capassist.captioners.extractive.panel_places import later_panel
from capassist.captioners.extractive.pointer_phrases import FINITE
from capassist.text.markup import Markup
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import one_line, words

_LONGEST_HEADING = 2  # words
_FEWEST_SHOWN = 5  # words of what such a heading heads
_SET_OFF = re.compile(
    r"\W*\\(?:text(?:bf|it|sc|sf)|emph|bf|it|em|sc|bfseries|itshape|scshape)\b[^{}]*\{?[^{}]*\}\W*|(\*\*?|_)[^*_]+\1\W*"
)


def sentences_of(caption: str, markup: Markup) -> list[str]:
    """Return the sentences of a caption on one line, without comments: these would hide what comes to stand behind
    them. The name of a panel begins one, in lower case, too."""
    whole = list(caption_sentences(one_line(markup.without_comments(caption))))
    return [piece for sentence in whole for piece in _by_panel(sentence)]


def _by_panel(sentence: str) -> Iterator[str]:
    starts = [part.start for part in panel_parts(sentence)]
    cuts = [0, *(start for start in starts if sentence[:start].rstrip().endswith(".")), len(sentence)]
    yield from (sentence[start:end].strip() for start, end in pairwise(cuts) if sentence[start:end].strip())


def of_panel(sentence: str, markup: Markup) -> bool:
    """Tell whether a sentence begins with the name of a panel."""
    plain = markup.to_plain(sentence)
    if any(part.start == 0 for part in panel_parts(sentence)):
        return True
    return bool(PANEL_FIRST.match(plain)) or later_panel(plain)


def plain_of(sentences: Iterable[str], markup: Markup) -> list[str]:
    """Return each sentence as it is read."""
    return [markup.to_plain(text) for text in sentences]


def is_stopped(sentences: Sequence[str]) -> bool:
    """Tell whether a caption ends with a stop; one of no sentences does."""
    return not sentences or sentences[-1].endswith((".", "!", "?"))


def as_caption(sentences: Sequence[str], period: bool) -> str:
    """Return the sentences as one caption, with a final period or without."""
    return joined([*sentences, ""]).rstrip() if period else joined(sentences).removesuffix(".")


def panel_heads(sentences: Sequence[str], markup: Markup) -> list[int | None]:
    """Return for each sentence the place of the one that names its panel; None before any is named."""
    heads: list[int | None] = []
    for place, text in enumerate(sentences):
        heads.append(place if of_panel(text, markup) else heads[-1] if heads else None)
    return heads


def opening_places(sentences: Sequence[str], markup: Markup) -> range:
    """Return the places of what a caption cannot do without: its first sentence, and the one behind a bare heading."""
    return range(2 if is_headed(sentences, markup) else 1)


def is_headed(sentences: Sequence[str], markup: Markup) -> bool:
    """Tell whether the first sentence only heads the next, "Simulated data.": it is set off by its type, or the next
    names what is shown."""
    if len(sentences) < 2 or any(of_panel(text, markup) for text in sentences[:2]):
        return False
    heading, told = plain_of(sentences[:2], markup)
    if len(words(heading)) > _LONGEST_HEADING:
        return False
    is_name = len(words(told)) >= _FEWEST_SHOWN and not FINITE.search(told)
    return is_name or _SET_OFF.fullmatch(sentences[0]) is not None
