"""Marks that the author still has to fill in or confirm."""

import pytest

from capassist.text.blanks import blank, blank_spans, unconfirmed


@pytest.mark.parametrize(
    "text",
    [
        "values in [0, 1]",
        "as reported [12, 13]",
        r"\cite[what for?]{key}",
        r"\cite[see][what else?]{key}",
        "the set [a, b]",
        "abundance [Fe/H]",
        "is it so?",
    ],
)
def test_brackets_of_the_author_are_no_blanks(text: str) -> None:
    assert list(blank_spans(text)) == []


def test_both_kinds_are_found_where_they_stand() -> None:
    text = f"{blank('is plotted')} for {unconfirmed('three')} runs"
    assert [text[start:end] for start, end in blank_spans(text)] == ["[what is plotted]", "[three?]"]
