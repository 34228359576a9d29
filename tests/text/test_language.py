"""Which language a text is in: never a guess from too little."""

import pytest

from capassist.text.language import language_of


@pytest.mark.parametrize(
    "text", ["", "Level.", "x 12 km/s", "Loss versus epochs", "de", "Die Katze", "A de B con C", "1 2 3 4 5"]
)
def test_too_little_is_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The level of the tanks is shown for each hour.", "English"),
        ("Der Pegel der Tanks ist für die erste Stunde gezeigt.", "German"),
        ("Les niveaux des cuves sont dans une courbe pour la pompe.", "French"),
        ("Los niveles de las cubas se muestran con una curva para el riego.", "Spanish"),
        ("Os níveis dos tanques são uma curva com as horas.", "Portuguese"),
        ("I livelli della vasca sono con una curva nel grafico di una pompa.", "Italian"),
        ("Het niveau van de tanks is met een lijn voor elk uur getoond.", "Dutch"),
    ],
)
def test_the_little_words_tell(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language_of(text.upper()) == language
