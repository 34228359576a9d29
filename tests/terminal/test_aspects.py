"""What the review says of what a text tells: suggestions beside it, and a rating that is never an old text's."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from capassist.model import Aspect, Rating, ReviewItem, SecondLook
from capassist.terminal.aspects import aspect_sentences
from capassist.terminal.review_page import review_lines

ASPECTS = (
    Aspect("names what is plotted", "there", ("Growth",)),
    Aspect("relations", "there", ("over",)),
    Aspect("takeaway", "missing", sentence="The colony grows for twelve days and then it stays as large as it is."),
    Aspect("visual encodings", "missing"),
    Aspect("text in figure", "not applicable", reason="no words could be read in the figure"),
)


def page(item: ReviewItem, height: int = 60) -> str:
    return "\n".join(review_lines(item, 80, height, color=False)[0])


@pytest.fixture
def told(item: ReviewItem) -> ReviewItem:
    look = SecondLook(item.text, "eyes at here", rating=Rating(4, "It names no unit."))
    return replace(item, aspects=ASPECTS, look=look)


def test_nothing_is_demanded_and_nothing_said_where_nobody_rates(item: ReviewItem) -> None:
    text = page(replace(item, aspects=ASPECTS))
    assert "rating" not in text
    assert not {"must", "missing", "error", "✗"} & set(text.split())
    assert "tells" not in page(item)


def test_the_page_says_what_is_told_what_may_be_added_and_what_the_figure_does_not_have(told: ReviewItem) -> None:
    lines = page(told).splitlines()
    assert "  tells    names what is plotted, relations" in lines
    assert "  may add  takeaway; the text says: The colony grows for twelve days and then it" in lines
    assert "  may add  visual encodings" in lines
    assert "  n/a      text in figure: no words could be read in the figure" in lines
    assert "  rating   4 of 6: It names no unit. So says eyes at here." in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("height", [60, 16], ids=["high", "low"])
def test_what_no_sentence_of_the_text_would_add_stands_on_one_line(height: int, told: ReviewItem) -> None:
    names = ("relations", "numbers", "takeaway", "visual encodings")
    lines = page(replace(told, aspects=tuple(Aspect(name, "missing") for name in names)), height).splitlines()
    assert [line for line in lines if "may add" in line] == [f"  may add  {', '.join(names)}"]


def test_a_low_screen_has_them_on_a_line_each(told: ReviewItem) -> None:
    lines = page(told, height=16).splitlines()
    assert "  may add  takeaway, visual encodings" in lines
    assert "  rating   4 of 6: It names no unit. So says eyes at here." in lines


def test_a_look_under_way_is_said_in_the_place_of_a_rating(told: ReviewItem) -> None:
    text = page(replace(told, look=None, looking=Future()))
    assert "  rating   the model is looking at this text" in text
    assert "4 of 6" not in text


def test_who_listens_hears_the_same_as_sentences(told: ReviewItem) -> None:
    assert list(aspect_sentences(told)) == [
        "Tells: names what is plotted, relations",
        f"May add: takeaway; the text says: {ASPECTS[2].sentence}",
        "May add: visual encodings",
        "Not applicable: text in figure: no words could be read in the figure",
        "Rating: 4 of 6: It names no unit. So says eyes at here.",
    ]


def test_hostile_words_are_shown_as_words(told: ReviewItem) -> None:
    bad = "\x1b[2Jred"
    look = SecondLook(told.text, bad, rating=Rating(1, bad))
    aspects = (Aspect("takeaway", "missing", sentence=bad), Aspect("numbers", "not applicable", reason=bad))
    for height in (60, 5):
        assert "\x1b" not in page(replace(told, look=look, aspects=aspects), height)
