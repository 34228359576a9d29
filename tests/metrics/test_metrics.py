"""The metrics give what the published implementations give; `published.py` beside this file made the numbers."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.metrics import LAMP_CAP, SCICAP, Scoring, length_normalised, means, pair_metrics, ratio
from capassist.metrics.bleu import SMOOTHINGS, bleu
from capassist.metrics.cider import cider_d
from capassist.metrics.meteor import meteor
from capassist.metrics.rouge import rouge

HERE = Path(__file__).parent
METRICS = [metric.name for metric in pair_metrics()]
PAIRS = [tuple(pair) for pair in json.loads((HERE / "pairs.json").read_text(encoding="utf-8"))]
GOLDEN = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))
CASES = pytest.mark.parametrize(
    ("reference", "text", "golden"),
    [(*pair, golden) for pair, golden in zip(PAIRS, GOLDEN, strict=True)],
    ids=[str(number) for number in range(len(PAIRS))],
)

# The worked example of the SciCap challenge's scorer.
REFERENCE = (
    "Fig. 1. The coefficient of Pe2 in the small-Pe optimal enhancement (32) with n = 1 (first zero). The optimal enhancement is "
    "achieved for m = 2, then drops off slowly."
)
TEXT = "The optimal enhancement is achieved for m = 2, then drops off slowly."

caption_words = st.lists(st.sampled_from("the a of noise noises mean means frame framed in 4 16".split()), max_size=14)


@CASES
def test_bleu_is_that_of_nltk_by_each_smoothing_method(reference: str, text: str, golden: dict[str, Any]) -> None:
    for method in SMOOTHINGS:
        expected = (
            golden["bleu"][str(method)] or golden["bleu"]["0"]
        )  # method 6 refuses some: nothing is smoothed there
        assert bleu(reference.split(), text.split(), method) == pytest.approx(expected, abs=1e-12)


def test_only_method_6_refuses_a_pair() -> None:
    refused = {method for golden in GOLDEN for method, scores in golden["bleu"].items() if scores is None}
    assert refused == {"6"}


@pytest.mark.parametrize("method", SMOOTHINGS)
@pytest.mark.parametrize(
    ("reference", "text"), [("", ""), ("a b", ""), ("", "a b"), ("a", "a"), ("a b", "a b")], ids=repr
)
def test_the_shortest_texts_have_a_bleu_by_each_method(reference: str, text: str, method: int) -> None:
    scores = bleu(reference.split(), text.split(), method)
    assert all(math.isfinite(score) and 0 <= score <= 4 / 3 for score in scores)
    assert any(scores) == (bool(text) and text == reference)


@CASES
def test_rouge_is_that_of_rouge_score(reference: str, text: str, golden: dict[str, Any]) -> None:
    assert rouge(reference, text, stemmed=False) == pytest.approx(golden["rouge"], abs=1e-12)
    assert rouge(reference, text, stemmed=True) == pytest.approx(golden["rouge_stemmed"], abs=1e-12)


@CASES
def test_meteor_is_that_of_the_published_program(reference: str, text: str, golden: dict[str, Any]) -> None:
    assert meteor(reference.split(), text.split()) == pytest.approx(golden["meteor"], abs=1e-9)


def test_cider_d_is_that_of_the_published_implementation() -> None:
    scores = cider_d([reference.split() for reference, _ in PAIRS], [text.split() for _, text in PAIRS])
    assert scores == pytest.approx([golden["cider_d"] for golden in GOLDEN], abs=1e-9)


def test_the_challenge_s_worked_example() -> None:
    scores = dict(zip(METRICS, SCICAP.scores(REFERENCE, TEXT), strict=True))
    assert scores["BLEU-4"] == pytest.approx(0.25042009669367926)
    rouges = (scores["ROUGE-1"], scores["ROUGE-2"], scores["ROUGE-L"])
    assert rouges == pytest.approx((0.5714285714285715, 0.55, 0.5714285714285715))
    assert length_normalised(rouges, SCICAP.length(TEXT)) == pytest.approx((3.2137, 9.6393, 3.8857), abs=1e-4)


@pytest.mark.parametrize("words", [0.0, 1.0, 3.98, 400.0], ids=str)
def test_lengths_beyond_the_challenge_s_table_give_numbers(words: float) -> None:
    assert all(math.isfinite(score) and score > 0 for score in length_normalised((0.1, 0.1, 0.1), words))


@pytest.mark.parametrize("scoring", [LAMP_CAP, SCICAP], ids=lambda scoring: scoring.form)
@pytest.mark.parametrize(("reference", "text"), [("", ""), ("A line.", ""), ("", "A line.")], ids=repr)
def test_nothing_scores_nothing(scoring: Scoring, reference: str, text: str) -> None:
    assert set(scoring.scores(reference, text)) == {0.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [("Low-rank models!", ["lowrank", "models"]), ("A  (b)\nc.", ["a", "b", "c"]), ("3.5 %", ["35"])],
    ids=repr,
)
def test_lamp_cap_deletes_punctuation_and_so_joins_words(text: str, words: list[str]) -> None:
    assert LAMP_CAP.words(text) == words


def test_other_scripts_are_compared_too() -> None:
    scores = dict(zip(METRICS, LAMP_CAP.scores("Время работы в секундах.", "Время работы программы."), strict=True))
    assert scores["ROUGE-1"] == pytest.approx(2 * 2 / 7)


@given(caption_words, caption_words)
def test_meteor_stays_between_nothing_and_all(reference: list[str], text: list[str]) -> None:
    assert 0 <= meteor(reference, text) <= 1
    if text and reference:
        assert meteor(text, text) == pytest.approx(1)


def test_cider_d_of_one_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="corpus"):
        cider_d([["one"]], [["one"]])


def test_what_every_reference_says_has_no_weight_in_cider_d() -> None:
    same = ["the", "same", "four", "words"]
    assert cider_d([same, same], [same, same]) == [0.0, 0.0]


def test_identical_captions_of_four_words_have_the_highest_cider_d() -> None:
    captions = [["run", "time", "in", "seconds"], ["share", "of", "the", "corpora"]]
    assert cider_d(captions, captions) == pytest.approx([10.0, 10.0])


def test_a_ratio_is_of_sums_with_an_interval_and_none_of_nothing() -> None:
    pairs = [(1.0, 2.0), (3.0, 3.0), (0.0, 5.0)]
    found = ratio(pairs)
    assert found is not None
    assert found.value == pytest.approx(4 / 10)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert ratio([(number, 1.0) for number in (1.0, 2.0)]) == means([(1.0,), (2.0,)])[0]
    assert ratio([]) is None
    assert ratio([(1.0, 0.0)]) is None


def test_intervals_hold_the_mean_and_are_the_same_each_time() -> None:
    rows = [(number % 7 / 7, 0.5) for number in range(60)]
    first, constant = means(rows)
    assert first.low < first.value < first.high
    assert (constant.low, constant.value, constant.high) == (0.5, 0.5, 0.5)
    assert means(rows) == [first, constant]
    assert means(rows, seed=1) != [first, constant]
