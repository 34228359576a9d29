"""The words that guards know, by language."""

import pytest

from capassist.guards.vocabulary import languages


def claims(language: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in languages()[language].claims)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The change is significant.", True),
        ("en", "The change is insignificant.", False),  # within another word
        ("en", "A well-proven pump.", False),
        ("en", "It is caused  by the pump.", True),
        ("zh", "变化非常显著。", True),  # no blanks between words
        ("zh", "变化不大。", False),
    ],
)
def test_claims_are_whole_words_where_words_are_apart(language: str, text: str, found: bool) -> None:
    assert claims(language, text) is found


def test_only_a_language_without_blanks_is_cut_by_its_words_the_longest_first() -> None:
    assert {name for name, language in languages().items() if language.unspaced} == {"zh"}
    cut = languages()["zh"].unspaced
    assert cut is not None
    lengths = [len(word) for word in cut.pattern.split("|")]
    assert lengths == sorted(lengths, reverse=True)


def test_beginnings_of_words_are_tried_from_the_longest_on() -> None:
    for language in languages().values():
        lengths = [len(beginning) for beginning, _ in language.beginnings]
        assert lengths == sorted(lengths, reverse=True)
