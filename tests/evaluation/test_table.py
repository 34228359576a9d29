"""What is said below a table of measures."""

import pytest

from capassist.evaluation.table import corpus_note


@pytest.mark.parametrize("pairs", [0, 1, 99])
def test_only_metrics_that_weigh_a_corpus_need_many_captions(pairs: int) -> None:
    assert corpus_note(pairs) == "CIDEr-D needs 100 captions or more."


def test_a_hundred_captions_are_enough_for_all() -> None:
    assert corpus_note(100) == ""
