"""German clauses behind "zeigt, dass" as main clauses."""

import pytest

from capassist.captioners.extractive.compress import compress
from capassist.captioners.extractive.german_clauses import subordinate_as_main, verb_first_as_main, without_prefix
from capassist.model import Sentence


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("", id="nothing"),
        pytest.param("als", id="a word that joins, alone"),
        pytest.param("steigt", id="a verb alone"),
        pytest.param("die Kurve klettert", id="a verb that is not known"),
        pytest.param("die Kurve klettert und der Druck fällt", id="two clauses, the first verb not known"),
        pytest.param("die Kurve steigt und der Druck fällt", id="two clauses"),
        pytest.param("der Fehler kleiner ist bei Nacht", id="words behind the verb"),
        pytest.param("der Fehler kleiner ist als das Modell es erwartet und steigt", id="a clause to compare with"),
        pytest.param("das Modell der Messung entspricht", id="genitive or dative of a verb"),
        pytest.param("die Schwankungen der Luft der Höhe wegen abnehmen", id="a preposition behind its noun"),
        pytest.param("die Temperatur von Seen steigt", id="an attribute with von"),
        pytest.param("das Modell der Messung überlegen ist", id="genitive or dative: the winner may be the other"),
        pytest.param("die Daten der Nutzer zugeordnet werden", id="genitive or dative of a passive"),
        pytest.param("die Abweichung zwischen beiden Kurven steigt", id="a noun that goes on with a preposition"),
        pytest.param("das Modell mit Rauschen das Modell ohne Rauschen übertrifft", id="two things told apart"),
        pytest.param("nicht alle Kurven steigen", id="a negation before the subject"),
        pytest.param("sie mit der Zeit steigt", id="a pronoun, which stands for what the reader does not see"),
        pytest.param("das steigt", id="a pronoun that looks like an article"),
        pytest.param("die von uns gemessene Temperatur steigt", id="an attribute with words of its own"),
        pytest.param("die Temperatur $T$ erreicht", id="a symbol that is the object"),
        pytest.param("die Last Spitzen erreicht", id="a noun that is the object"),
        pytest.param("die Daten sind", id="nothing is said"),
    ],
)
def test_a_clause_whose_order_is_not_certain_is_none(clause: str) -> None:
    assert subordinate_as_main(clause) is None


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        ("die Temperatur mit der Zeit steigt", "die Temperatur steigt mit der Zeit"),
        ("die Temperatur mit der Zeit ansteigt", "die Temperatur steigt mit der Zeit an"),
        ("die mittlere Temperatur der Seen nicht sinkt", "die mittlere Temperatur der Seen sinkt nicht"),
        ("der Anteil des alten Verfahrens deutlich abnimmt", "der Anteil des alten Verfahrens nimmt deutlich ab"),
        ("Temperatur und Druck bei Nacht fallen", "Temperatur und Druck fallen bei Nacht"),
        ("der Fehler $e$ mit der Tiefe sinkt", "der Fehler $e$ sinkt mit der Tiefe"),
        ("die Fehler aller drei Netze kleiner sind", "die Fehler aller drei Netze sind kleiner"),
        ("die Werte der Messung höher sind", "die Werte der Messung sind höher"),
        ("die Daten zweimal verarbeitet werden können", "die Daten können zweimal verarbeitet werden"),
        ("sich die Kurven stark unterscheiden", "die Kurven unterscheiden sich stark"),
        ("die Kurve die Grenze überschreitet", "die Kurve überschreitet die Grenze"),
        ("die Kurve A die Kurve B übersteigt", "die Kurve A übersteigt die Kurve B"),
        (
            "der Dienst die Anfragen nach drei Versuchen verwirft",
            "der Dienst verwirft die Anfragen nach drei Versuchen",
        ),
        ("der neue Fehler kleiner ist als der alte", "der neue Fehler ist kleiner als der alte"),
        ("der neue Fehler kleiner als der alte ist", "der neue Fehler ist kleiner als der alte"),
        ("der Fehler stärker ansteigt als vorher", "der Fehler steigt stärker an als vorher"),
        ("der Anteil von 3 auf 5 Prozent steigt", "der Anteil steigt von 3 auf 5 Prozent"),
    ],
)
def test_only_the_verb_moves(clause: str, main: str) -> None:
    assert subordinate_as_main(clause) == main
    assert sorted(main) == sorted(clause) or len(main) == len(clause) + 1  # a separable verb is two words


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        ("steigt die Temperatur mit der Zeit an", "die Temperatur steigt mit der Zeit an"),
        ("unterscheiden sich die Kurven stark", "die Kurven unterscheiden sich stark"),
        ("ist der Fehler der Messung kleiner", "der Fehler der Messung ist kleiner"),
        ("ist das Modell der Messung überlegen", None),
        ("klettert die Kurve", None),
        ("", None),
    ],
)
def test_a_clause_that_begins_with_its_verb(clause: str, main: str | None) -> None:
    assert verb_first_as_main(clause) == main


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        ("die Temperatur mit der Zeit steigt", "die Temperatur steigt mit der Zeit"),
        ("die Daten verarbeitet werden", None),
        ("stark die Temperatur steigt", None),
    ],
)
def test_behind_wie_only_a_change_is_a_statement(clause: str, main: str | None) -> None:
    assert subordinate_as_main(clause, only_change=True) == main


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("FIG zeigt, dass die Temperatur mit der Zeit ansteigt.", "Die Temperatur steigt mit der Zeit an."),
        ("Die FIG verdeutlicht auch, dass die Kurve bei Nacht fällt.", "Die Kurve fällt bei Nacht."),
        ("FIG lässt deutlich erkennen, dass die Werte konstant bleiben.", "Die Werte bleiben konstant."),
        ("FIG zeigt, wie der Fehler mit der Tiefe sinkt.", "Der Fehler sinkt mit der Tiefe."),
        ("In FIG ist zu sehen, dass die Kurve bei Nacht fällt.", "Die Kurve fällt bei Nacht."),
        ("Aus FIG geht hervor, dass die Kurve bei Nacht fällt.", "Die Kurve fällt bei Nacht."),
        ("In FIG erkennt man, dass die Kurve bei Nacht fällt.", "Die Kurve fällt bei Nacht."),
        ("Man sieht in FIG deutlich, dass die Kurve bei Nacht fällt.", "Die Kurve fällt bei Nacht."),
        ("Wie FIG zeigt, steigt die Temperatur mit der Zeit.", "Die Temperatur steigt mit der Zeit."),
        ("Wie in FIG zu sehen ist, nimmt der Fehler mit der Zeit ab.", "Der Fehler nimmt mit der Zeit ab."),
        ("Wie man in FIG sieht, ist der Fehler kleiner.", "Der Fehler ist kleiner."),
    ],
)
def test_what_a_german_sentence_says_of_a_figure_is_its_caption(text: str, caption: str) -> None:
    (clause,) = compress(pointing(text))
    assert (clause.text, clause.form) == (caption, "sentence")
    assert clause.role in {"subject", "object"}


@pytest.mark.parametrize(
    "text",
    [
        "FIG zeigt nicht, dass die Temperatur mit der Zeit steigt.",
        "In FIG ist nicht zu sehen, dass die Temperatur mit der Zeit steigt.",
        "In FIG ist kaum zu erkennen, dass die Temperatur mit der Zeit steigt.",
        "FIG lässt vermuten, dass die Temperatur mit der Zeit steigt.",
        "FIG zeigt, wie stark die Temperatur mit der Zeit steigt.",
        "Wie FIG nicht zeigt, steigt die Temperatur mit der Zeit.",
    ],
)
def test_what_is_not_shown_or_only_guessed_is_never_stated(text: str) -> None:
    assert not any(clause.text.startswith("Die Temperatur") for clause in compress(pointing(text)))


def pointing(text: str) -> Sentence:
    start = text.index("FIG")
    source = text.replace("FIG", r"Abbildung~\ref{fig:a}")
    reference = (start, start + len(r"Abbildung~\ref{fig:a}"))
    return Sentence(text.replace("FIG", "Abbildung 1"), source, (reference,))


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        pytest.param("der Fehler höher ist als vorher", None, id="a state"),
        pytest.param("die Last die Grenze erreicht", None, id="a verb of no change"),
        pytest.param("der Fehler mit der Zeit ansteigt", "der Fehler steigt mit der Zeit an", id="a change"),
        pytest.param("der Pegel von 3 auf 5 Prozent sinkt", "der Pegel sinkt von 3 auf 5 Prozent", id="from and to"),
    ],
)
def test_behind_how_only_a_change_is_a_statement(clause: str, main: str | None) -> None:
    assert subordinate_as_main(clause, only_change=True) == main


@pytest.mark.parametrize(
    ("clause", "main"),
    [
        pytest.param("steigt der Fehler mit der Zeit", "der Fehler steigt mit der Zeit", id="a verb"),
        pytest.param("ändert sich der Fehler bei Nacht", "der Fehler ändert sich bei Nacht", id="of itself"),
        pytest.param("ist der Fehler klein", "der Fehler ist klein", id="is"),
        pytest.param("ist der Fehler", None, id="nothing is said"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_clause_with_its_verb_first(clause: str, main: str | None) -> None:
    assert verb_first_as_main(clause) == main


def test_the_prefix_at_the_end_is_no_article() -> None:
    assert without_prefix("Der Fehler steigt mit der Last an.") == "Der Fehler steigt mit der Last."
    assert without_prefix("Der Fehler wächst an") == "Der Fehler wächst"
    assert without_prefix("Der Fehler hängt an") == "Der Fehler hängt an"
