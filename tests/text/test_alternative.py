"""How alternative texts begin, and how near one is to its caption."""

import pytest

from capassist.text.alternative import likeness, opening_of_picture, shared


@pytest.mark.parametrize("text", ["", "Images fall.", "Imagery of war.", "Two lines", "Pictured: two lines", "a.b c"])
def test_other_openings_are_fine(text: str) -> None:
    assert opening_of_picture(text) == ""


@pytest.mark.parametrize(
    ("text", "opening"),
    [("Image of a line", "Image of"), ("The figure shows a line", "The figure shows"), ("run/plot.pdf", "run/plot.pdf"),
     ("A screenshot of it", "A screenshot of"), ("photo showing x", "photo showing")],
)  # fmt: skip
def test_what_a_screen_reader_says_itself_is_found(text: str, opening: str) -> None:
    assert opening_of_picture(text) == opening


def test_likeness_is_of_all_words_and_shared_of_the_text_s() -> None:
    assert likeness("a line falls", "a line falls") == 1
    assert likeness("", "a line") == likeness("a line", "") == 0
    assert likeness("a line", "a line falls steeply") == shared("falls up", "a line falls steeply") == 0.5
