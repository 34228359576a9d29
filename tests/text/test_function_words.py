"""Joining words of the languages that texts are in."""

from collections.abc import Sequence

import pytest

from capassist.text.function_words import function_words


@pytest.mark.parametrize(
    ("texts", "joining", "others"),
    [
        (["The level of the tank in summer."], "across above", "und para"),
        (["Der Pegel des Tanks und mit der Zeit."], "und across", "para"),  # English is in every paper
        (["The level of the tank.", "Der Pegel des Tanks und mit der Zeit."], "und across", "para"),
        (["Overview"], "und across para", "tank"),
        ([], "und across para", "tank"),
    ],
)
def test_joining_words(texts: Sequence[str], joining: str, others: str) -> None:
    found = function_words(texts)
    assert found >= set(joining.split())
    assert not found & set(others.split())
