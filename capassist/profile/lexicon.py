"""The author's own words: those that set the captions apart from the rest of the paper, and terms as the body writes
them.

TF-IDF as in the user context of UAPT (Wang et al., 2023), after scikit-learn's default formula: raw counts, smoothed
inverse document frequency. The captions are one document, each section's worth of the body another: with one paper
there is no other author to compare with.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from capassist.model import Draft, DraftKind
from capassist.profile.similarity import terms
from capassist.text.function_words import function_words
from capassist.text.markup import markup_of
from capassist.text.words import words

MOST_WORDS = 12
_PIECE = 300  # words of the body that are one document
_FEWEST = 2  # captions, or times in the body
_TERM = re.compile(
    r"(?<![\w\\{-])(?:[A-Za-z]+[-–][A-Za-z]+(?:-[A-Za-z]+)*|[A-Za-z]*[a-z][A-Z]\w*|[A-Z]{2,}[a-z]?)(?![\w-])"
)


def characteristic_words(draft: Draft, captions: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the words of at least two captions, given as their terms, that weigh most there against the paper's
    running text, the weightiest first; those that only join others, in the language of either, are nobody's."""
    captions = list(captions)
    used: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for caption in captions:
        used.update(set(caption))
        count.update(caption)
    empty = function_words((draft.manuscript.body, " ".join(word for caption in captions for word in caption)))
    pieces, containing = _pieces(draft.manuscript.body, draft.kind)
    weights = {
        term: count[term] * (math.log((2 + pieces) / (2 + containing[term])) + 1)
        for term in used
        if used[term] >= _FEWEST and term not in empty
    }
    return tuple(sorted(weights, key=lambda term: (-weights[term], term))[:MOST_WORDS])


def spelled_terms(draft: Draft) -> tuple[str, ...]:
    """Return the terms with capitals or hyphens that the running text uses most, as it writes them."""
    found = Counter(_TERM.findall(markup_of(draft.kind).to_plain(draft.manuscript.body)))
    spellings: dict[str, str] = {}
    for term, times in found.most_common():
        if times >= _FEWEST and not any(term in label for label in draft.manuscript.labels):
            spellings.setdefault(re.sub(r"\W", "", term).lower(), term)
    return tuple(list(spellings.values())[:MOST_WORDS])


@lru_cache(maxsize=1)
def _pieces(body: str, kind: DraftKind) -> tuple[int, Counter[str]]:
    """Return how many pieces the running text has, and in how many each word is; each figure of a paper asks for
    them."""
    found = terms(words(markup_of(kind).to_plain(body)))
    starts = range(0, len(found), _PIECE)
    return len(starts), Counter(term for start in starts for term in set(found[start : start + _PIECE]))
