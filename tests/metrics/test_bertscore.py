"""BERTScore: without its package or its model there is none, and nothing is fetched to get it."""

import os
import sys
from pathlib import Path

import pytest

from capassist.metrics.bertscore import bert_score

# bert-score as far as it is used, with two models at hand.
PACKAGE = """
import os

class BERTScorer:
    def __init__(self, model_type, num_layers, batch_size):
        assert os.environ["HF_HUB_OFFLINE"]
        if model_type == "far":
            raise OSError("It is not in the cache, and the hub is offline.")

    def score(self, texts, references):
        shared = [len(set(a.split()) & set(b.split())) for a, b in zip(texts, references)]
        return None, None, shared
"""


@pytest.fixture
def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bert_score.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "bert_score", None)  # so that it is put back afterwards
    monkeypatch.delitem(sys.modules, "bert_score")
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.delenv("HF_HUB_OFFLINE")


@pytest.mark.usefixtures("_package")
def test_a_model_that_is_not_here_is_none() -> None:
    assert bert_score("far") is None
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@pytest.mark.usefixtures("_package")
def test_a_user_who_lets_the_hub_be_asked_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    assert bert_score("near") is not None
    assert os.environ["HF_HUB_OFFLINE"] == "0"


@pytest.mark.usefixtures("_package")
def test_pairs_keep_their_order() -> None:
    similarity = bert_score("near")
    assert similarity is not None
    assert similarity([]) == []
    assert similarity([("a b", "a c"), ("a b", "c d"), ("a b", "b a")]) == [1.0, 0.0, 2.0]
