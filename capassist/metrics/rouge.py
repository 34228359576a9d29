"""ROUGE of one text against one reference, by rouge-score, and the SciCap challenge's correction for length.

Lin, "ROUGE: a package for automatic evaluation of summaries" (2004).
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from capassist.metrics.metric import Compared, Family, Metric

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer

_TYPES = ("rouge1", "rouge2", "rougeL")

# What random sentences of a mean length score by ROUGE-1, 2 and L: points of the scorer of the SciCap challenge (2023),
# in between them a line. The one at 15 words follows from its worked example.
_CHANCE = (
    (3.98, (0.0683, 0.0144, 0.0638)),
    (9.82, (0.1421, 0.0427, 0.1227)),
    (15.0, (0.17781, 0.057058, 0.14706)),
    (15.08, (0.1783, 0.0572, 0.1474)),
    (20.42, (0.1993, 0.0662, 0.1597)),
    (28.26, (0.2124, 0.0737, 0.1667)),
    (55.72, (0.2515, 0.0947, 0.1846)),
    (81.58, (0.2560, 0.1035, 0.1837)),
    (126.6, (0.2424, 0.1083, 0.1737)),
    (201.5, (0.2143, 0.1077, 0.1589)),
)


def rouge(reference: str, text: str, *, stemmed: bool) -> tuple[float, float, float]:
    """Return the F measures of ROUGE-1, ROUGE-2 and ROUGE-L, 0 to 1.

    rouge-score knows the letters a to z only. Where a reference has more letters of other scripts, words are what
    stands between white space.
    """
    scores = _scorer(stemmed, _in_latin(reference)).score(reference, text)
    one, two, longest = (float(scores[name].fmeasure) for name in _TYPES)
    return one, two, longest


def length_normalised(scores: Sequence[float], words: float) -> tuple[float, ...]:
    """Return mean ROUGE-1, 2 and L divided by what random sentences of that mean length score; 1 is chance."""
    return tuple(score / chance for score, chance in zip(scores, _by_chance(words), strict=True))


def _by_chance(words: float) -> tuple[float, ...]:
    """Return ROUGE of random sentences; beyond the table its outermost lines are drawn on."""
    lines = list(pairwise(_CHANCE))
    (start, low), (end, high) = next((line for line in lines if words <= line[1][0]), lines[-1])
    along = (words - start) / (end - start)
    return tuple(max(a + along * (b - a), 1e-9) for a, b in zip(low, high, strict=True))


def _in_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(letter.isascii() for letter in letters) >= len(letters)


@cache
def _scorer(stemmed: bool, latin: bool) -> "RougeScorer":
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(_TYPES), use_stemmer=stemmed, **({} if latin else {"tokenizer": _Words()}))


class _Words:
    """A tokenizer for rouge-score that knows every script."""

    def tokenize(self, text: str) -> list[Any]:
        """Return what stands between white space, in lower case."""
        return text.lower().split()


def _of_pair(pair: Compared) -> tuple[float, ...]:
    return rouge(pair.reference, pair.text, stemmed=pair.stemmed)


FAMILY = Family(
    name="ROUGE",
    short="R",
    source="Lin, 2004",
    metrics=(
        Metric("ROUGE-1", "R-1", published=0.636438),
        Metric("ROUGE-2", "R-2", published=0.36777),
        Metric("ROUGE-L", "R-L", published=0.50419),
    ),
    position=2,
    of_pair=_of_pair,
    derived=(Metric("ROUGE-1n", "R-1n"), Metric("ROUGE-2n", "R-2n"), Metric("ROUGE-Ln", "R-Ln")),
)
