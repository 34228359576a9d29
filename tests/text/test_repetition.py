"""Text that goes round in circles, or on and on: both sides of each limit."""

import pytest

from capassist.text.repetition import LONGEST, repeats_itself, too_long

WORDS = [f"w{number}" for number in range(100)]


def recurring(size: int, others: int) -> str:
    """Return a run of words twice, with other words behind it, and no sentence in it."""
    return " ".join([*WORDS[:size], *WORDS[:size], *WORDS[size : size + others]])


@pytest.mark.parametrize(
    ("text", "is_degenerate"),
    [
        ("", False),
        ("One. One. One.", False),  # of three sentences
        ("One. Two. Three. One.", False),  # a quarter
        ("One. One. Two. Two.", True),
        ("One! one?  ONE. Two. Three", True),
        ("One. Two. Three. Four. Five. Six. One", False),
        ("a b " * 9 + "a", False),  # 19 words
        ("a b " * 10, True),
        (" ".join(WORDS[:20]), False),
        (recurring(10, 0), True),
        (recurring(10, 20), False),
        (recurring(20, 60), True),  # by its runs of ten, 22 of 91
        (recurring(13, 60), False),  # 8 of 77
    ],
)
def test_a_text_that_repeats_itself(text: str, is_degenerate: bool) -> None:
    assert repeats_itself(text) is is_degenerate


def test_the_longest_text() -> None:
    assert not too_long("a." + " ab" * (LONGEST - 2))
    assert too_long("a." + " ab" * (LONGEST - 1))
    assert too_long("abcdefghi " * (LONGEST // 2 + 1))  # nine characters are two tokens
