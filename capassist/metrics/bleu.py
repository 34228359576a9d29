"""BLEU of one sentence against one reference, with the semantics of NLTK 3.9.1 (`nltk.translate.bleu_score`).

Papineni et al., "BLEU: a method for automatic evaluation of machine translation" (2002). The smoothing methods are
those of Chen & Cherry, "A systematic comparison of smoothing techniques for sentence-level BLEU" (2014), by NLTK's
numbers.
"""

import warnings
from collections.abc import Sequence

from capassist.metrics.metric import Compared, Family, Metric

SMOOTHINGS = (0, 1, 2, 3, 4, 5, 6, 7)  # 0: none
_WEIGHTS = tuple((1 / order,) * order for order in (1, 2, 3, 4))


def bleu(reference: Sequence[str], text: Sequence[str], smoothing: int) -> tuple[float, float, float, float]:
    """Return BLEU-1 to BLEU-4 of a text, both given as words: 0 to 1, by methods 5 and 7 up to 4/3, as NLTK has them.

    Those two and method 6 smooth each order by its neighbours. Method 6 has no value without a shared 3-gram, where
    NLTK refuses: there nothing is smoothed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without smoothing NLTK warns of each zero
        try:
            return _bleu(reference, text, smoothing)
        except AssertionError:
            return _bleu(reference, text, 0)


def _bleu(reference: Sequence[str], text: Sequence[str], smoothing: int) -> tuple[float, float, float, float]:
    from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

    method = getattr(SmoothingFunction(), f"method{smoothing}")
    one, two, three, four = sentence_bleu([list(reference)], list(text), _WEIGHTS, method)
    return float(one), float(two), float(three), float(four)


def _of_pair(pair: Compared) -> tuple[float, ...]:
    return bleu(*pair.words, pair.smoothing)


FAMILY = Family(
    name="BLEU",
    short="B",
    source="Papineni et al., 2002",
    metrics=(
        Metric("BLEU-1", "B-1", published=0.571009),
        Metric("BLEU-2", "B-2", published=0.407656),
        Metric("BLEU-3", "B-3", published=0.350735),
        Metric("BLEU-4", "B-4", published=0.305124),
    ),
    position=1,
    of_pair=_of_pair,
)
