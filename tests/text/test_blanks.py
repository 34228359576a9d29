"""Marks that the author still has to fill in or confirm."""

import pytest

from capassist.text.blanks import BLANK_LANGUAGES, blank, blank_spans, is_unconfirmed, unconfirmed
from capassist.text.language import LanguageCode


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


@pytest.mark.parametrize(
    ("mark", "language"),
    [
        ("[was aufgetragen ist]", "de"),
        ("[ce qui est tracé]", "fr"),
        ("[qué se representa]", "es"),
        ("[che cosa è rappresentato]", "it"),
        ("[o que é representado]", "pt"),
        ("[what is plotted]", "en"),
        ("[what is plotted]", "nl"),
        ("[what is plotted]", None),
    ],
)
def test_a_blank_is_in_the_language_of_the_paper_where_there_are_words_of_it(
    mark: str, language: LanguageCode | None
) -> None:
    assert blank("is plotted", language=language) == mark
    assert [*blank_spans(f"{mark} gegen Zeit.")] == [(0, len(mark))]
    assert not is_unconfirmed(mark)


@pytest.mark.parametrize("language", sorted(BLANK_LANGUAGES))
def test_the_blank_of_a_panel_has_its_letter_and_is_found_again(language: LanguageCode) -> None:
    mark = blank("panel {} shows", "c", language)
    assert " c" in mark
    assert [*blank_spans(f"(c) {mark}.")] == [(4, 4 + len(mark))]


@pytest.mark.parametrize("text", ["[was 5 K kostet]", "[o que]", "Preis [was aufgetragen ist", "was aufgetragen ist"])
def test_other_brackets_in_other_languages_are_none(text: str) -> None:
    assert [*blank_spans(text)] == []


def test_words_to_be_confirmed_are_no_question() -> None:
    assert is_unconfirmed(unconfirmed("Temperatur"))
    assert not is_unconfirmed("[what for?]")
