"""Traits of captions, each with what shows it."""

import pytest

from capassist.model import Figure
from capassist.profile.features import measure_features, opening_of, tense_of
from capassist.profile.style import measure_style
from capassist.profile.voice import voice_of


def features(*captions: str) -> dict[str, tuple[str, int, int]]:
    figures = [Figure(id=f"f{n}", number=str(n), caption=caption) for n, caption in enumerate(captions, 1)]
    return {feature.name: (feature.value, feature.count, feature.of) for feature in measure_features(figures)}


def test_nothing_is_said_of_what_no_caption_shows() -> None:
    assert measure_features([]) == ()
    assert measure_features([Figure(id="a", caption=" ")]) == ()
    assert features("Speed of cars.").keys().isdisjoint({"tense", "voice", "panel labels", "other figures"})


@pytest.mark.parametrize(
    ("caption", "name", "value"),
    [
        ("Speed of cars.", "opening", "noun phrase"),
        ("The speed is constant.", "opening", "statement"),
        ("(a) Speed. (b) Mass.", "opening", "panel label"),
        ("Left: speed. Right: mass.", "opening", "panel label"),
        ("Speed of cars. The line is the mean.", "title sentence", "yes"),
        ("The speed is constant.", "title sentence", "no"),
        ("(a) Speed. (b) Mass.", "panel labels", "(a)"),
        ("Speed of cars", "final period", "no"),
        ("As in Fig. 3, but faster.", "other figures", "Fig."),
        ("As in Figs. 3 and 4.", "other figures", "Fig."),
        ("As in Figures 3 and 4.", "other figures", "Figure"),
        ("The blue line is the mean.", "colours", "named"),
        ("The dashed line is the mean.", "colours", "not named"),
        ("Note that ours is faster than theirs.", "message", "takeaway"),
        ("Speed of cars.", "message", "neutral"),
    ],
)
def test_of_one_caption(caption: str, name: str, value: str) -> None:
    assert features(caption)[name][0] == value


@pytest.mark.parametrize("captions", [("Speed.", "Mass"), ("Mass", "Speed.")], ids=["yes first", "no first"])
def test_of_equally_common_values_none_is_called_the_habit(captions: tuple[str, ...]) -> None:
    figures = [Figure(id=str(n), number=str(n), caption=caption) for n, caption in enumerate(captions)]
    feature = next(feature for feature in measure_features(figures) if feature.name == "final period")
    assert (feature.value, feature.tied, feature.count, feature.of) == ("yes", ("no",), 1, 2)
    style = measure_style(figures)
    assert style is not None
    assert style.final_period


@pytest.mark.parametrize(
    ("caption", "tense", "voice"),
    [
        ("The line shows the mean.", "present", "active"),
        ("Cars were driven at night.", "past", "passive"),
        ("The mean is shown.", "present", "passive"),
        ("We show the mean.", "present", "we"),
        ("The mean is between them, often seven.", "present", "active"),
        ("Speed of cars.", None, None),
    ],
)
def test_tense_and_voice(caption: str, tense: str | None, voice: str | None) -> None:
    assert (tense_of(caption), voice_of(caption)) == (tense, voice)


@pytest.mark.parametrize(
    ("caption", "voice"),
    [
        ("Je nach Zustand des Circuit Breakers werden unterschiedliche Aktionen ausgeführt.", "passive"),
        ("Die Werte wurden mit einem Sensor gemessen und gespeichert.", "passive"),
        ("Der Zustand, in dem die Anfragen an den Dienst weitergeleitet werden.", "passive"),
        ("Die Kurve ist in Rot dargestellt.", "passive"),
        ("Die Verfahren werden mit dem Mittel verglichen.", "passive"),
        ("Gezeigt werden die Werte der Sensoren.", "passive"),
        ("Die Anfragen werden über den Proxy auf die Instanzen verteilt.", "passive"),
        ("Die Kurve zeigt den Mittelwert und die Streuung der Werte.", "active"),
        ("Wir zeigen die Werte der Sensoren.", "we"),
        ("Die Kurve wird mit der Zeit immer flacher.", None),
        ("Was die Knoten einen Ausfall der Instanz kostet, zeigt die Kurve.", "active"),
        ("Se muestra la curva de los datos que es la media.", None),
        ("La courbe de la figure est mesurée par les capteurs.", None),
        ("Estrutura do sistema", None),
        ("De curve is getoond met een lijn voor het gemiddelde.", None),
    ],
)
def test_a_german_passive_is_one_and_of_a_language_that_is_not_known_nothing_is_said(
    caption: str, voice: str | None
) -> None:
    assert voice_of(caption) == voice


def test_a_trait_names_the_captions_that_show_it() -> None:
    figures = [
        Figure(id="a", number="1", caption="Speed. The red line is the mean."),
        Figure(id="b", number="2", caption="Mass of cars."),
        Figure(id="fig:c", caption="The blue dots were measured."),
    ]
    colours = next(feature for feature in measure_features(figures) if feature.name == "colours")
    assert (colours.value, colours.count, colours.of) == ("named", 2, 3)
    assert colours.rests_on == (("Figure 1", "The red line is the mean."), ("fig:c", "The blue dots were measured."))


def test_the_length_rests_on_the_shortest_the_middle_and_the_longest() -> None:
    figures = [Figure(id=str(n), number=str(n), caption="word " * n) for n in (9, 3, 5)]
    length = measure_features(figures)[0]
    assert length.value == "5 words, from 3 to 9"
    assert [name for name, _ in length.rests_on] == ["Figure 3", "Figure 5", "Figure 9"]


@pytest.mark.parametrize(
    ("caption", "opening"),
    [
        ("Displaying residuals of all runs, which are small.", "noun phrase"),
        ("Illustrating how the pump is filled.", "noun phrase"),
        ("Map of the stations that are used.", "noun phrase"),
        ("Measured flow: the dashed line is the mean.", "noun phrase"),
        ("Measured and simulated flow of the pump.", "noun phrase"),
        ("The stations that are used are marked.", "statement"),
        ("The line shows the mean, which is small.", "statement"),
        ("We show the mean: it is small.", "statement"),
        ("Shown are the runs.", "statement"),
    ],
)
def test_a_whole_sentence_has_a_verb_of_its_own(caption, opening):
    assert opening_of(caption) == opening


@pytest.mark.parametrize("caption", ["Measured flow of the trained net.", "Displaying the estimated rates."])
def test_participles_have_no_tense(caption):
    assert tense_of(caption) is None
