"""Which language a text is in."""

import pytest

from capassist.text.language import language_of

TEXTS = {
    "en": "The level of the tank over time, for each of the valves.",
    "de": "Der Pegel des Tanks über der Zeit, für jedes der Ventile und mit Fehlern.",
    "fr": "Le niveau du réservoir en fonction du temps, pour chacune des vannes.",
    "es": "El nivel del tanque frente al tiempo, para cada una de las válvulas.",
    "pt": "O nível do tanque em função do tempo, para cada uma das válvulas.",
    "it": "Il livello del serbatoio in funzione del tempo, per ognuna delle valvole e con gli errori.",
    "nl": "Het niveau van de tank met de tijd, voor elk van de kleppen.",
    "zh": "水箱的水位随时间变化,红色曲线为模型。",
}
FEW = {"en": "Growth of the rats", "de": "Wachstum und mit"}
NO_LANGUAGE = {
    "empty": "",
    "one word": "Overview",
    "one little word": "Growth of rats",
    "one letter twice": "y y",
    "formulas": "$x = y^2 + \\alpha$",
    "Finnish": "Virhe kasvaa koon mukana, ja aika pysyy samana.",
    "Japanese": "水槽の水位は時間とともに上昇する。",
    "axes": "Plot: x axis, coordinate; y axis, potential. Plot: x axis, coordinate; y axis, energy.",
    "letters": "Values y, e, y, e, o.",
    "names": "LSTM ResNet-50 MNIST",
}


@pytest.mark.parametrize(("code", "text"), [*TEXTS.items(), *FEW.items()])
def test_a_sentence_is_in_its_language(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", NO_LANGUAGE.values(), ids=NO_LANGUAGE)
def test_what_has_too_few_little_words_is_in_none(text: str) -> None:
    assert language_of(text) is None
