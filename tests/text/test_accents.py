"""Accents that a page's text has beside their letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.accents import with_accents


@pytest.mark.parametrize(
    "text",
    [
        "5´ end",
        "the 3´ and 5´ ends",
        "x` = y",
        "a ´ b",
        "f´(x)",
        "für",
        "x ˆ y",
        "code `a` and `b`",
        "´",
        "",
        "the ‘a good one’",
        "3´UTR",
        "‘a’ or `a`",
    ],
)
def test_what_is_no_letter_in_pieces_stays(text: str) -> None:
    assert with_accents(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("operaci´on del algoritmo", "operación del algoritmo"),
        ("est´e permitido", "esté permitido"),
        ("´area", "área"),
        ("f¨ur die Gr¨oße", "für die Größe"),
        ("l’ˆetre", "l’être"),
        ("ma˜nana", "mañana"),
        ("na¨ıve", "naïve"),
        ("fran¸caise", "française"),
        ("C¸ a, S¸ eker et FRANC¸ AISE", "Ça, Şeker et FRANÇAISE"),
        ("operac¸ ˜ao", "operação"),
        ("OPERAC¸ ˜AO e OPERAC¸ ÃO", "OPERAÇÃO e OPERAÇÃO"),
        ("genc¸ kız", "genç kız"),
        ("Erd˝os, ˇCesk´y, ˚Angstr¨om", "Erdős, Český, Ångström"),
        ("caff‘e ‘a la carte", "caffè à la carte"),
        ("l´ındice", "líndice"),
        ("franc¸aise", "française"),
        ("realizac¸˜ao", "realização"),
    ],
)
def test_letters_in_pieces_become_one(text: str, expected: str) -> None:
    assert with_accents(text) == expected


@given(st.text(st.sampled_from("aoun´¨ˆ˜ˇ`¸ı 5("), max_size=12))
def test_only_accents_change(text: str) -> None:
    assert _bare(with_accents(text)) == _bare(text)
    assert len(with_accents(text)) <= len(text)


def _bare(text: str) -> str:
    """Return the text without accents, in whatever form."""
    letters = unicodedata.normalize("NFD", text).replace("ı", "i")
    return "".join(letter for letter in letters if letter not in "´¨ˆ˜ˇ`¸" and not unicodedata.combining(letter))
