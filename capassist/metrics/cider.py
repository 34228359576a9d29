"""CIDEr-D: how much of what is special to a reference a text shares, over a corpus of pairs.

Vedantam, Zitnick & Parikh, "CIDEr: consensus-based image description evaluation" (2015), as its published
implementation computes it: n-grams up to 4, weighted by how few references hold them, clipped, with a Gaussian penalty
on the difference of lengths.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from capassist.metrics.metric import Compared, Family, Metric

_ORDERS = 4
_SIGMA = 6.0  # words
_SCALE = 10.0

FEWEST = 2  # pairs; with one every n-gram is in every reference and weighs nothing
USEFUL = 100  # pairs; with fewer the weights are mostly chance

_Gram = tuple[str, ...]
_Vector = Mapping[_Gram, float]


def cider_d(references: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> list[float]:
    """Return CIDEr-D of each pair, 0 to 10; both are given as words. Only the mean over the corpus means something.

    A text of fewer than four words has no 4-gram and cannot reach 10. Raises ValueError for fewer than two pairs.
    """
    if len(references) < FEWEST:
        raise ValueError("CIDEr-D weighs n-grams over a corpus")
    counted = [_grams(reference) for reference in references]
    frequency = Counter(gram for grams in counted for gram in grams)
    return [
        _similarity(
            _weighted(_grams(text), frequency, len(references)), _weighted(grams, frequency, len(references)), penalty
        )
        for text, grams, penalty in zip(texts, counted, map(_penalty, texts, references), strict=True)
    ]


def _grams(words: Sequence[str]) -> Counter[_Gram]:
    return Counter(
        tuple(words[start : start + order])
        for order in range(1, _ORDERS + 1)
        for start in range(len(words) - order + 1)
    )


def _weighted(grams: Counter[_Gram], frequency: Counter[_Gram], corpus: int) -> list[_Vector]:
    """Return one vector for each order of n-grams."""
    vectors: list[dict[_Gram, float]] = [{} for _ in range(_ORDERS)]
    for gram, count in grams.items():
        vectors[len(gram) - 1][gram] = count * (math.log(corpus) - math.log(max(1, frequency[gram])))
    return list(vectors)


def _similarity(text: Sequence[_Vector], reference: Sequence[_Vector], penalty: float) -> float:
    return _SCALE * penalty * sum(map(_cosine, text, reference)) / _ORDERS


def _cosine(text: _Vector, reference: _Vector) -> float:
    """Return the cosine of two vectors, where the text gets no more for an n-gram than the reference has of it."""
    length = math.hypot(*text.values()) * math.hypot(*reference.values())
    shared = sum(min(weight, reference[gram]) * reference[gram] for gram, weight in text.items() if gram in reference)
    return shared / length if length else 0.0


def _penalty(text: Sequence[str], reference: Sequence[str]) -> float:
    """Return the Gaussian of the difference of lengths, which the published implementation counts in 2-grams."""
    difference = max(len(text) - 1, 0) - max(len(reference) - 1, 0)
    return math.exp(-(difference**2) / (2 * _SIGMA**2))


def _of_corpus(pairs: Sequence[Compared]) -> list[tuple[float, ...]]:
    references, texts = zip(*(pair.words for pair in pairs), strict=True)
    return [(score,) for score in cider_d(references, texts)]


FAMILY = Family(
    name="CIDEr-D",
    short="CID.",
    source="Vedantam et al., 2015",
    metrics=(Metric("CIDEr-D", "CID.", published=3.226805),),
    position=4,
    of_corpus=_of_corpus,
    fewest=USEFUL,
)
