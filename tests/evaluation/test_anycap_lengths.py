"""Lengths as AnyCapEval's scripts count them, odd as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.evaluation.anycap_lengths import count_sentences, count_words, keeps_length, near_reference

WORDS = {
    "nothing": ("", 0),
    "plain": ("A lamp on the left.", 5),
    "digits are none": ("95.3%", 0),
    "letters behind digits are none": ("3D 4x", 0),
    "hyphens and straight apostrophes join": ("a well-lit room that isn't big", 6),
    "curly apostrophes part": ("It’s", 2),
    "a word with an accent is none, nor are parts of it": ("café at noon", 2),
    "Chinese by the character, its punctuation too": ("红灯。 on", 4),
    "underscores join to what is none": ("a_b c", 1),
}
SENTENCES = {
    "nothing": ("", 0),
    "dots alone": ("...", 0),
    "no end": ("A lamp", 1),
    "three kinds of end": ("A lamp! Really? Yes.", 3),
    "abbreviations and decimals": ("Fig. 3, e.g. 0.5", 5),
    "and more of them": ("Fig. 3, e.g. 0.5 vs. 0.75", 7),
    "a Chinese stop is none": ("红灯。绿灯。", 1),
}

START = "The generated caption's length "
LENGTHS = {  # what a sentence asks for: counts that keep it, and counts that do not
    "needs to be no more than 10 words.": ("word", [0, 10], [11]),
    "needs to be exactly 10 words.": ("word", [10], [9, 11]),
    "needs to be 10 to 20 words.": ("word", [10, 20], [9, 21]),
    "needs to be exactly 20 words.": ("word", [20], [19, 21]),
    "needs to be 20 to 30 words.": ("word", [20, 30], [19, 31]),
    "needs to be exactly 50 words.": ("word", [50], [49, 51]),
    "needs to be exactly 60 words.": ("word", [60], [59, 61]),
    "needs to be 30 to 120 words.": ("word", [30, 120], [29, 121]),
    "needs to be one sentence.": ("word.", [1], [0, 2]),
    "needs to be exactly two sentences.": ("word.", [2], [1, 3]),
    "cannot exceed two sentences.": ("word.", [0, 2], [3]),
    "needs to be exactly three sentences.": ("word.", [3], [2, 4]),
    "cannot exceed three sentences.": ("word.", [0, 3], [4]),
    "needs to be exactly five sentences.": ("word.", [5], [4, 6]),
}


@pytest.mark.parametrize(("text", "count"), WORDS.values(), ids=WORDS.keys())
def test_words(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("text", "count"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize("asked", LENGTHS)
def test_each_of_the_fourteen_sentences_holds_up_to_its_limits(asked: str) -> None:
    unit, kept, missed = LENGTHS[asked]
    assert all(keeps_length(" ".join([unit] * count), START + asked) for count in kept)
    assert not any(keeps_length(" ".join([unit] * count), START + asked) for count in missed)


@pytest.mark.parametrize("asked", ["", "Write as much as you like.", START + "needs to be exactly 11 words."])
def test_a_sentence_that_is_not_known_asks_for_nothing(asked: str) -> None:
    assert keeps_length("word " * 500, asked)
    assert keeps_length("", asked)


@pytest.mark.parametrize(("count", "near"), [(6, False), (7, True), (10, True), (13, True), (14, False), (0, False)])
def test_thirty_percent_of_ten_words_are_three(count: int, near: bool) -> None:
    assert near_reference("word " * count, "word " * 10) is near


@given(st.text(max_size=60))
def test_a_text_is_near_itself(text: str) -> None:
    assert near_reference(text, text)
