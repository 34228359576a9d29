"""BERTScore (Zhang et al., 2020) by the package bert-score, where it and its model are on this machine.

Nothing is fetched: transformers and its hub are told that they are offline, unless HF_HUB_OFFLINE says otherwise.
"""

import importlib.util
import os
import warnings
from collections.abc import Callable, Sequence
from typing import Any

MODEL = "roberta-large"  # what bert-score takes for English
_AT_ONCE = 64  # pairs

Similarity = Callable[[Sequence[tuple[str, str]]], list[float]]


def is_installed() -> bool:
    """Return whether the extra is installed."""
    return importlib.util.find_spec("bert_score") is not None


def bert_score(model: str = MODEL, layer: int | None = None) -> Similarity | None:
    """Return what gives the F1 of pairs of texts; None where the package or its model is not on this machine.

    A model that bert-score does not know by name, such as a folder, needs the `layer` whose vectors are compared.
    """
    if not is_installed():
        return None
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the hub's library is imported
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from bert_score import BERTScorer

        try:
            scorer: Any = BERTScorer(model_type=model, num_layers=layer, batch_size=_AT_ONCE)
        except (OSError, ValueError):  # the model is not there, or was not kept whole
            return None

    def similarity(pairs: Sequence[tuple[str, str]]) -> list[float]:
        if not pairs:
            return []
        texts, references = ([*side] for side in zip(*pairs, strict=True))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, _, f1 = scorer.score(texts, references)
        return [float(value) for value in f1]

    return similarity
