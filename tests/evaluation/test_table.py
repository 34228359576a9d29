"""What is said below a table of measures."""

from dataclasses import replace

import pytest

from capassist.evaluation.table import Pair, Row, Table, corpus_note, row, score, scoring_note
from capassist.metrics import LAMP_CAP, SCICAP, Mean, Scoring
from capassist.metrics.rouge import FAMILY as ROUGE


@pytest.mark.parametrize("pairs", [0, 1, 99])
def test_only_metrics_that_weigh_a_corpus_need_many_captions(pairs: int) -> None:
    assert corpus_note(pairs) == "CIDEr-D needs 100 captions or more."


def test_a_hundred_captions_are_enough_for_all() -> None:
    assert corpus_note(100) == ""


def test_equal_texts_have_all_of_each_measure_and_others_have_none() -> None:
    same, other = score([Pair("A lamp on a table.", "A lamp on a table."), Pair("A lamp.", "Snow falls.")], LAMP_CAP)
    assert {same["BLEU-1"], same["ROUGE-1"], same["ROUGE-L"]} == {1.0}
    assert (other["ROUGE-1"], other["ROUGE-L"]) == (0, 0)
    assert (same["words"], same["repetition"], other["words"]) == (5, 0, 2)


def test_a_text_that_goes_round_in_circles_is_told() -> None:
    (found,) = score([Pair("A lamp.", "the lamp is on the table and " * 12)], LAMP_CAP)
    assert found["repetition"] == 1


def test_what_else_was_measured_comes_along_and_a_row_has_its_means() -> None:
    pairs = [Pair("A lamp.", "A lamp.", {"style": 1.0}), Pair("A lamp.", "Snow.", {"style": 0.5})]
    scored = score(pairs, LAMP_CAP)
    found = row("mine", scored, LAMP_CAP, invalid=3, tokens=7, cost=0.5)
    assert (found.name, found.scored, found.invalid, found.tokens, found.cost) == ("mine", 2, 3, 7, 0.5)
    assert found.values["style"].value == 0.75
    assert found.values["ROUGE-1"].value == 0.5
    assert found.each == tuple(scored)


def test_a_row_of_nothing_has_no_values() -> None:
    assert row("mine", [], LAMP_CAP, invalid=2) == Row("mine", 0, 2, {})


def test_only_the_challenge_divides_by_chance() -> None:
    pairs = [Pair("A lamp on a table.", "A lamp on a table.")]
    columns = {form: Table("", (row("a", score(pairs, form), form),)).columns for form in (LAMP_CAP, SCICAP)}
    assert set(columns[SCICAP]) - set(columns[LAMP_CAP]) == {metric.name for metric in ROUGE.derived}


def test_the_columns_are_all_measures_of_any_row_in_their_order() -> None:
    one = Mean(1, 1, 1)
    rows = (Row("a", 1, values={"x": one}), Row("b", 1, values={"y": one, "x": one}), Row("c", 0))
    assert Table("", rows).columns == ("x", "y")


@pytest.mark.parametrize(
    ("scoring", "said"),
    [
        (LAMP_CAP, "BLEU smoothed by NLTK's method 1 (theirs is not published)"),
        (replace(LAMP_CAP, smoothing=0), "BLEU without smoothing (theirs is not published)"),
        (replace(LAMP_CAP, smoothing=5), "By method 5 BLEU can exceed 1."),
        (replace(LAMP_CAP, smoothing=6), "such captions' BLEU is not smoothed."),
        (replace(SCICAP, smoothing=7), "By method 7 BLEU can exceed 1."),
        (SCICAP, "Compared as by the SciCap challenge of 2023: lower case, BLEU"),
    ],
)
def test_how_captions_were_compared_is_said(scoring: Scoring, said: str) -> None:
    note = scoring_note(scoring)
    assert said in note
    assert ("exceed" in note) == (scoring.smoothing in {5, 7})
