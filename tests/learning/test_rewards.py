"""Rewards: by the published definitions and constants, in the form that trainers call them."""

from typing import Any

import pytest

from capassist.learning import rewards

CIRCLES = "The cat sat. The cat sat. The cat sat. The dog ran."


def chat(text: str) -> list[dict[str, Any]]:
    return [{"role": "assistant", "content": text}]


@pytest.mark.parametrize(
    ("said", "there", "reward"),
    [
        pytest.param(r"They are \boxed{[0, 2]}.", [0, 2], 1.0, id="all"),
        pytest.param(r"They are \boxed{[0, 1]}.", [0, 2], 0.5, id="half of each"),
        pytest.param(r"\boxed{0}", [0, 2], 2 / 3, id="one of two"),
        pytest.param(r"\boxed{0, 2}", [0, 2], 1.0, id="without brackets"),
        pytest.param("\\boxed{[0,\n2, 2]}", [2, 0], 1.0, id="two lines, one twice"),
        pytest.param(r"\boxed{[1]}, no, \boxed{[2]}", [2], 0.0, id="the first box counts"),
        pytest.param("They are [0, 2].", [0, 2], 0.0, id="no box"),
        pytest.param(r"\boxed{[]}", [2], 0.0, id="none"),
        pytest.param(r"\boxed{[]}", [], 0.0, id="none of none"),
        pytest.param(r"\boxed{all of them}", [0], 0.0, id="unreadable"),
        pytest.param(r"\boxed{[[0]]}", [0], 0.0, id="a list in a list"),
        pytest.param(r"\boxed{'0'}", [0], 0.0, id="a text"),
        pytest.param(r"\boxed{" + "[" * 9999 + "}", [0], 0.0, id="too deep"),
    ],
)
def test_recognition_is_what_covips_code_gives(said: str, there: list[int], reward: float) -> None:
    """The values are those of CoViP's `yes_no_reward_multi_vis`, run on these texts."""
    assert rewards.recognition([said], present=[there]) == [pytest.approx(reward)]


def numbered(*numbers: int) -> str:
    return " ".join(f"w{number}" for number in numbers)


@pytest.mark.parametrize(
    ("text", "degenerate"),
    [
        pytest.param("a b. a b. c d. e f.", False, id="one of four sentences"),
        pytest.param("a b. A B! c d? c  d.", True, id="two of four"),
        pytest.param("a b. a b. a b.", False, id="three sentences"),
        pytest.param("a. a. a. b. c. d. e. f. g. h.", False, id="two of ten"),
        pytest.param("a. a. a. a. b. c. d. e. f. g.", True, id="three of ten"),
        pytest.param(numbered(*[1] * 19), False, id="nineteen words"),
        pytest.param(numbered(*[1] * 20), True, id="twenty words"),
        pytest.param(numbered(*range(15), *range(8)), False, id="four of nineteen runs of five"),
        pytest.param(numbered(*range(14), *range(10)), True, id="six of twenty runs of five"),
        pytest.param(numbered(*range(31), *range(13)), True, id="eight of thirty-five runs of ten"),
        pytest.param(numbered(*range(31), *range(12)), False, id="six of thirty-four runs of ten"),
    ],
)
def test_texts_go_in_circles_where_covips_code_says_so(text: str, degenerate: bool) -> None:
    """The verdicts are those of CoViP's `has_heavy_repetition`, run on these texts."""
    assert rewards.is_degenerate(text) == degenerate


def test_retrieval_by_a_judge_is_as_published() -> None:
    """Two of three answered: 2/3; one of four that cannot be answered was answered: less 1/4; so far, alpha is 1."""
    right = {"a": "A", "b": "B", "c": "D", "w": "A", "x": "D", "y": "D", "z": "D"}
    positives = [{"question": q, "options": {}, "correct_answer": a} for q, a in (("a", "A"), ("b", "B"), ("c", "C"))]
    negatives = [{"question": q, "options": {}, "correct_answer": "A"} for q in "wxyz"]
    reward = rewards.retrieval_by(lambda caption, question: right[question["question"]])
    given = reward([chat("A caption.")], positives=[positives], negatives=[negatives], prompts=[""], trainer_state=None)
    assert given == [pytest.approx(2 / 3 - 1 / 4)]


def test_blank_and_tell_all_win_neither() -> None:
    facts, foreign = [["80 %", "GPT-4", "12 corpora"]], [["5 s", "BERT-2"]]
    blank, own, everything = (
        "",
        "GPT-4 reads 80 % of the 12 corpora.",
        "GPT-4 and BERT-2 read 80 % of 12 corpora in 5 s.",
    )
    given = [rewards.retrieval([text], facts=facts, foreign=foreign)[0] for text in (blank, own, everything)]
    assert given == [0.0, pytest.approx(1.0), pytest.approx(0.0)]


@pytest.mark.parametrize("text", [CIRCLES, "word " * 600], ids=["in circles", "too long"])
def test_a_degenerate_text_gets_minus_one_whatever_it_tells(text: str) -> None:
    assert rewards.retrieval([text], facts=[["cat"]], foreign=[[]]) == [-1.0]
    assert rewards.degeneration([text, "A good caption."]) == [-1.0, 0.0]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        pytest.param("Of 12 corpora, 80 % are read in 7 s.", 2 / 3, id="two of three"),
        pytest.param("The corpora.", 1.0, id="no number"),
        pytest.param("Of 99 corpora.", 0.0, id="none"),
    ],
)
def test_the_grounded_share(text: str, share: float) -> None:
    assert rewards.grounded([chat(text)], evidence=["80 % of the 12 corpora are read."]) == [pytest.approx(share)]


def test_completions_of_all_forms_say_the_same() -> None:
    parts = [{"role": "assistant", "content": [{"type": "text", "text": "Of 12 corpora."}]}]
    given = rewards.grounded(["Of 12 corpora.", chat("Of 12 corpora."), parts], evidence=["12 corpora"] * 3)
    assert given == [1.0, 1.0, 1.0]


def test_names_are_what_a_trainer_logs() -> None:
    named = (rewards.retrieval, rewards.degeneration, rewards.grounded, rewards.retrieval_by(lambda *_: "A"))
    assert [reward.__name__ for reward in named] == ["retrieval", "degeneration", "grounded", "judged_retrieval"]
