"""A caption that is another figure's: nearly all of its words stand in the same order in its caption or draft."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from capassist.model import Figure, Finding
from capassist.text.blanks import blank_spans
from capassist.text.markup import Markup
from capassist.text.words import words

_COPIED, _FEWEST = 0.9, 8  # share of the words in the same order; words of a caption that can be told from a phrase


def copy_findings(text: str, markup: Markup, figure: Figure, others: Iterable[Figure]) -> Iterator[Finding]:
    """Yield a finding where the text is another figure's caption with hardly a word changed.

    A word that is changed and said of this figure makes it this figure's: the captions of a series differ in one.
    """
    spoken = _spoken(markup.to_plain(text))
    if len(spoken) < _FEWEST:
        return
    own = " ".join([figure.id, figure.printed_text, *(image.path or "" for image in figure.images)]).lower()
    own += " ".join(mention.text for mention in figure.mentions).lower()
    for other in others:
        theirs = _spoken(other.caption or "")
        if _alike(spoken, theirs) and not any(word in own for word in set(spoken) - set(theirs)):
            yield Finding("copied", f"It is the caption of {other.name} with hardly a word changed.")
            return


def draft_copy_findings(
    text: str, markup: Markup, others: Iterable[Figure], drafted: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield a finding where the text is what another figure is about to get. What is still to be filled in makes no two
    alike."""
    spoken = _spoken(markup.to_plain(text))
    if len(spoken) < _FEWEST or any(blank_spans(text)):
        return
    for other in others:
        theirs = drafted.get(other.id, "")
        if _alike(spoken, _spoken(markup.to_plain(theirs))):
            yield Finding("copied", f"It is the draft of {other.name} with hardly a word changed.")
            return


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if min(len(one), len(other)) < _COPIED * max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _COPIED and matcher.ratio() >= _COPIED


@lru_cache(maxsize=8192)  # each caption of a paper is compared with all others
def _spoken(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in words(text))
