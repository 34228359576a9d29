"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.word_diff import is_rewritten, word_changes

LATEX = st.text(st.sampled_from(r"ab \{}[]$%.,^_-+" + "\nµ"), max_size=40)


@given(LATEX, LATEX)
def test_nothing_of_either_text_is_lost(old: str, new: str) -> None:
    changes = word_changes(old, new)
    assert "".join(piece for kind, piece in changes if kind != "old") == new
    assert "".join(piece for kind, piece in changes if kind != "new") == old


def test_a_caption_as_long_as_a_book_is_one_change() -> None:
    old, new = "a b " * 2000, "c d " * 2000
    assert word_changes(old, new) == (("old", old), ("new", new))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", ()),
        ("", "New.", (("new", "New."),)),
        ("Old.", "", (("old", "Old."),)),
        ("a b", "a b", (("same", "a b"),)),
        ("a b c", "a c", (("same", "a "), ("old", "b "), ("same", "c"))),
        ("a b", "c d", (("old", "a b"), ("new", "c d"))),
        ("a b end", "c b end", (("old", "a"), ("new", "c"), ("same", " b end"))),
        ("a b ", "c d ", (("old", "a b"), ("new", "c d"), ("same", " "))),
        ("a same z", "b same y", (("old", "a"), ("new", "b"), ("same", " same "), ("old", "z"), ("new", "y"))),
    ],
)
def test_changes_that_a_blank_keeps_apart_are_one(old: str, new: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert word_changes(old, new) == changes


@pytest.mark.parametrize(
    ("old", "new", "rewritten"),
    [
        ("one two three four", "one two three four", False),
        ("one two three four", "one two five six", False),  # one half is kept
        ("one two three four", "one five six seven", True),
        ("one two three four", "one two three four five six seven eight nine ten", False),  # of the shorter one
        ("one two three four five six", "six one", False),
        ("one two", "", False),
        ("one", "two", True),
    ],
)
def test_a_text_is_rewritten_where_less_than_half_of_the_shorter_one_is_kept(
    old: str, new: str, rewritten: bool
) -> None:
    assert is_rewritten(old, new) is rewritten
