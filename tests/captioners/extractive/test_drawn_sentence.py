"""What is drawn joins what the text says where that leaves it out; a finding alone is never shown without a word."""

from types import SimpleNamespace

import pytest

from capassist.captioners.extractive.compress import Clause
from capassist.captioners.extractive.drawn_sentence import is_finding
from capassist.captioners.extractive.pipeline import FINDING, ExtractiveCaptioner
from capassist.model import (
    Axis,
    CaptionRequest,
    Drawing,
    Figure,
    FigureType,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    Sentence,
)

LEGEND = (LegendEntry("spring"), LegendEntry("autumn"))
PLOT = PlotPanel(x=Axis("time"), y=Axis("water level"), legend=LEGEND)
SAID = "Water level against time for spring and autumn."


def drafted(said: str, *panels: PlotPanel, source: str = "pdf", kind: FigureType | None = None):
    text = f"Figure 1 shows {said}" if said[0].islower() else said
    sentence = Sentence(text, text.replace("Figure 1", r"Figure~\ref{fig:a}"), ((0, 18),))
    mention = Mention(text, (sentence,), file="main.tex", line=3)
    drawing = Drawing(source, panels) if panels else None
    figure = Figure("fig:a", number="1", mentions=(mention,), drawing=drawing, type=kind)
    return ExtractiveCaptioner().draft(CaptionRequest(figure, Profile((), None), "latex"))


@pytest.mark.parametrize(
    ("panels", "source"),
    [
        ((), "pdf"),
        ((PLOT,), "ocr"),
        ((PlotPanel(x=Axis("time")),), "pdf"),
        ((PlotPanel(x=Axis("t_1"), y=Axis("x_2")),), "pdf"),
        (tuple(PlotPanel(x=Axis(f"time {n}"), y=Axis(f"level {n}")) for n in range(6)), "pdf"),
    ],
    ids=["nothing drawn", "read from pixels", "half of the axes", "symbols", "many panels"],
)
def test_what_was_not_read_for_certain_or_is_a_heap_is_not_said(panels, source):
    assert drafted("the reservoir of the pump.", *panels, source=source).text == "The reservoir of the pump."


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("the reservoir of the pump.", f"The reservoir of the pump. {SAID}"),
        ("the water level of spring and autumn against time.", "The water level of spring and autumn against time."),
        ("the levels of water in springs and autumns.", "The levels of water in springs and autumns."),
        ("that the pump fails early.", f"{SAID} The pump fails early."),
    ],
    ids=["behind a name", "said already", "said in other forms", "before a finding"],
)
def test_what_is_drawn_is_said_once_and_before_a_finding(said, text):
    draft = drafted(said, PLOT)
    assert draft.text == text
    assert ("drawn text" in {piece.kind for piece in draft.evidence}) is (SAID in text)


@pytest.mark.parametrize(("words", "has_room"), [(32, True), (33, False)])
def test_what_is_drawn_is_said_where_there_is_room(words, has_room):
    said = f"the reservoir of the pump {' '.join(f'near{number}' for number in range(words - 5))}."
    assert (SAID in drafted(said, PLOT).text) is has_room


def test_a_finding_alone_has_a_note():
    draft = drafted("that the pump fails early.")
    assert (draft.text, FINDING in draft.notes) == ("The pump fails early.", True)
    assert FINDING not in drafted("the reservoir of the pump.").notes
    assert FINDING not in drafted("that the pump fails early.", PLOT).notes


MADE_OF = [
    "The system consists of a main service and a store.",
    "The plant is divided into four basins.",
    "The basins are connected by pipes.",
    "Das System besteht im Kern aus einem Hauptdienst und einer Schnittstelle.",
    "Die Anlage setzt sich aus vier Becken und einer Pumpe zusammen.",
    "Le système se compose de quatre bassins et de pompes.",
]


def finds(said: str, kind: FigureType | None, *panels: PlotPanel) -> bool:
    statement = SimpleNamespace(plain=said, clause=Clause(said, "subject"))
    drawing = Drawing("pdf", panels) if panels else None
    return is_finding([statement], said, Figure("fig:a", type=kind, drawing=drawing))


@pytest.mark.parametrize("said", MADE_OF)
def test_what_a_thing_is_made_of_is_what_a_diagram_shows_and_follows_from_a_plot(said):
    assert not any(finds(said, kind) for kind in ("node diagram", "photo", "other", None))
    assert finds(said, "graph plot")
    assert finds(said, None, PLOT)


def test_a_finding_beside_a_diagram_is_still_one():
    assert finds("The pump of the plant fails early.", "node diagram")
    assert FINDING not in drafted("that the system consists of two services.", kind="node diagram").notes
    assert FINDING in drafted("that the system fails early.", kind="node diagram").notes
    assert "plotted" not in FINDING
