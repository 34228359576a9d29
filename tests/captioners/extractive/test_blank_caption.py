"""Templates in the paper's language."""

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.model import (
    OFFLINE,
    Axis,
    Candidate,
    CaptionRequest,
    Drawing,
    Figure,
    FigureType,
    Panel,
    PlotPanel,
    Profile,
)

GERMAN = "Über die Temperatur der Seen und die Messung mit einem Gerät, das von der Sonne gespeist wird"
DUTCH = "Over de temperatuur van het meer en de metingen die met een toestel zijn gedaan door het jaar"
ENGLISH = "On the temperature of the lakes and how it was measured with an instrument"


def draft(title: str, kind: FigureType = "graph plot", drawing: Drawing | None = None, panels: int = 0) -> Candidate:
    parts = tuple(Panel(f"({letter})") for letter in "abcd"[:panels])
    figure = Figure(id="fig:a", number="1", state="missing", type=kind, drawing=drawing, panels=parts)
    return ExtractiveCaptioner().draft(CaptionRequest(figure, Profile((), None), "latex", title=title))


@pytest.mark.parametrize(
    ("title", "kind", "text"),
    [
        (ENGLISH, "graph plot", "[what is plotted] against [what is on the x axis]."),
        (GERMAN, "graph plot", "[was aufgetragen ist] über [was auf der x-Achse steht]."),
        (GERMAN, "bar chart", "[was die Balken zeigen] für [was verglichen wurde]."),
        (GERMAN, "photo", "[was das Bild zeigt]."),
        (GERMAN, "node diagram", "[was das Diagramm zeigt]."),
        (GERMAN, "other", "[was zu sehen ist]."),
        (ENGLISH, "other", "[what can be seen]."),
        (DUTCH, "photo", "[what the picture shows]."),
    ],
)
def test_a_template_is_in_the_language_of_the_paper(title: str, kind: FigureType, text: str) -> None:
    found = draft(title, kind)
    assert (found.text, found.captioner) == (text, OFFLINE)
    assert ("the blanks are in English: there are no words for them in Dutch" in found.notes) == (title == DUTCH)


def test_what_is_read_as_axes_of_an_unknown_kind_is_plotted() -> None:
    axes = Drawing("pdf", (PlotPanel(x=Axis("$"), y=Axis("0.5")),))
    assert draft(ENGLISH, "other", axes).text == "[what is plotted]."


def test_the_letters_of_panels_stand_in_the_question() -> None:
    assert "[was Teil b zeigt]" in draft(GERMAN, "other", panels=2).text
    assert "[what panel b shows]" in draft(ENGLISH, "other", panels=2).text


def test_german_nouns_keep_their_capitals_in_what_is_drawn() -> None:
    drawing = Drawing("pdf", (PlotPanel(x=Axis("Zeit [s]", "s"), y=Axis("Mittlere Temperatur")),))
    assert "über Zeit" in draft(GERMAN, drawing=drawing).text
    drawing = Drawing("pdf", (PlotPanel(x=Axis("Time [s]", "s"), y=Axis("Mean temperature")),))
    assert "against time" in draft(ENGLISH, drawing=drawing).text
