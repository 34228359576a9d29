"""Text that goes round in circles, by the three ratios of CoViP's degeneration filter (arXiv 2602.03454, section 4.3).

A caption is degenerate when at least 0.3 of four or more sentences are repeats, or 0.3 of its five-word runs (from 20
words on), or when 0.2 of its runs of 10, 20 or 30 words occur more than once. No caption has more than 511 tokens
there.

A caption is copied when nearly all of its words stand in the same order in another figure's caption or draft.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from capassist.model import Figure, Finding
from capassist.text.blanks import blank_spans
from capassist.text.markup import Markup
from capassist.text.words import words

LONGEST = 511  # tokens
_TOKEN = re.compile(r"\w{1,8}|[^\w\s]")  # a language model's tokens are about as long
_COPIED, _FEWEST = 0.9, 8  # share of the words in the same order; words of a caption that can be told from a phrase

_SENTENCES, _SENTENCE_RATIO = 4, 0.3
_WORDS, _RUN, _RUN_RATIO = 20, 5, 0.3
_WINDOWS, _WINDOW_RATIO = (10, 20, 30), 0.2


def repeats_itself(text: str) -> bool:
    """Tell whether a text is degenerate in one of the three ways."""
    lowered = " ".join(text.lower().split())
    spoken = lowered.split()
    return (
        _sentences_repeat([s.strip() for s in re.split(r"[.!?]+", lowered) if s.strip()])
        or (len(spoken) >= _WORDS and _repeated(_runs(spoken, _RUN)) >= _RUN_RATIO)
        or any(len(spoken) >= 2 * size and _recurring(_runs(spoken, size)) >= _WINDOW_RATIO for size in _WINDOWS)
    )


def _sentences_repeat(found: list[str]) -> bool:
    return len(found) >= _SENTENCES and _repeated(found) >= _SENTENCE_RATIO


def _runs(spoken: list[str], size: int) -> list[str]:
    return [" ".join(spoken[start : start + size]) for start in range(len(spoken) - size + 1)]


def _repeated(items: list[str]) -> float:
    """Return the share of items that stood before already."""
    return (len(items) - len(set(items))) / len(items)


def _recurring(items: list[str]) -> float:
    """Return the share of items that occur more than once, each occurrence counted."""
    return sum(count for count in Counter(items).values() if count > 1) / len(items)


def too_long(text: str) -> bool:
    """Tell whether a text has more tokens than CoViP's limit, counted without a tokenizer."""
    return len(_TOKEN.findall(text)) > LONGEST


def copy_findings(text: str, markup: Markup, figure: Figure, others: Iterable[Figure]) -> Iterator[Finding]:
    """Yield a finding where the text is another figure's caption with hardly a word changed.

    A word that is changed and said of this figure makes it this figure's: the captions of a series differ in one.
    """
    spoken = _spoken(markup.to_plain(text))
    if len(spoken) < _FEWEST:
        return
    own = " ".join([figure.id, figure.drawn_text, *(image.path or "" for image in figure.images)]).lower()
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
