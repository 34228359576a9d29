"""What is drawn joins what the text says where that leaves it out; a finding alone is never shown without a word."""

import pytest

from capassist.captioners.extractive.pipeline import FINDING, ExtractiveCaptioner
from capassist.model import Axis, CaptionRequest, Drawing, Figure, LegendEntry, Mention, PlotPanel, Profile, Sentence

LEGEND = (LegendEntry("spring"), LegendEntry("autumn"))
PLOT = PlotPanel(x=Axis("time"), y=Axis("water level"), legend=LEGEND)
SAID = "Water level against time for spring and autumn."


def drafted(said: str, *panels: PlotPanel, source: str = "pdf"):
    text = f"Figure 1 shows {said}" if said[0].islower() else said
    sentence = Sentence(text, text.replace("Figure 1", r"Figure~\ref{fig:a}"), ((0, 18),))
    mention = Mention(text, (sentence,), file="main.tex", line=3)
    figure = Figure("fig:a", number="1", mentions=(mention,), drawing=Drawing(source, panels) if panels else None)
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


def test_a_finding_alone_has_a_note():
    draft = drafted("that the pump fails early.")
    assert (draft.text, FINDING in draft.notes) == ("The pump fails early.", True)
    assert FINDING not in drafted("the reservoir of the pump.").notes
    assert FINDING not in drafted("that the pump fails early.", PLOT).notes
