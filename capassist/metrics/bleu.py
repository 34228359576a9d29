"""BLEU of one sentence against one reference, with the semantics of NLTK 3.9.1 (`nltk.translate.bleu_score`).

Papineni et al., "BLEU: a method for automatic evaluation of machine translation" (2002). The smoothing methods are those of Chen &
Cherry, "A systematic comparison of smoothing techniques for sentence-level BLEU" (2014), by NLTK's numbers.
"""

import warnings
from collections.abc import Sequence

SMOOTHINGS = (0, 1, 2, 3, 4)  # 0: none; NLTK's others need longer texts than captions are
_WEIGHTS = tuple((1 / order,) * order for order in (1, 2, 3, 4))


def bleu(reference: Sequence[str], text: Sequence[str], smoothing: int) -> tuple[float, float, float, float]:
    """Return BLEU-1 to BLEU-4 of a text, 0 to 1; both are given as words."""
    from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

    method = getattr(SmoothingFunction(), f"method{smoothing}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without smoothing NLTK warns of each zero
        one, two, three, four = sentence_bleu([list(reference)], list(text), _WEIGHTS, method)
    return float(one), float(two), float(three), float(four)
