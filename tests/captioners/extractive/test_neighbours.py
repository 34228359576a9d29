"""Which sentences behind one that names the figure speak of something else."""

import re

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.statements import statements
from capassist.model import Axis, CaptionRequest, Drawing, Figure, LegendEntry, Mention, PlotPanel, Profile, Sentence

POINTER = re.compile(r"Figure~\\ref\{x\}")
OWN = r"Figure~\ref{x} shows the level of the lake over the year."
DRAWING = Drawing("pdf", (PlotPanel(x=Axis("Year"), y=Axis("Level"), legend=(LegendEntry("FlowX"),)),))


def request(*sources: str, drawing: Drawing | None = None, drawn_text: str = "") -> CaptionRequest:
    found = tuple(Sentence(s, s, tuple(m.span() for m in POINTER.finditer(s))) for s in sources)
    figure = Figure("x", mentions=(Mention(" ".join(sources), found),), drawing=drawing, drawn_text=drawn_text)
    return CaptionRequest(figure, Profile((), None), "latex")


def said(*sources: str, drawn_text: str = "") -> str:
    return " ".join(s.clause.text for s in statements(request(*sources, drawn_text=drawn_text)))


@pytest.mark.parametrize(
    "behind",
    [
        "The red line is missing in the plot of the rain.",
        "No such peaks are visible from the scatter plot between the wells and the rain.",
        "Two groups of wells can be told apart, as the map of the wells shows.",
        "The histogram of the wells shows two peaks in a year.",
        "The level of the other lake in the year is higher (not shown).",
        "The level of the year is listed in Table 2.",
        r"As Table~\ref{tab:y} shows, the level of the lake is constant.",
        "In the scatter plot of the rain, two groups are visible.",
        "PumpX gives lower levels of the lake in the year, but does not fall.",
        "However, the PBR2 model has a higher level over the year than before.",
    ],
    ids=[
        "a plot",
        "between others",
        "a map",
        "its subject",
        "not shown",
        "a table",
        "as a table",
        "in another",
        "a name",
        "behind",
    ],
)
def test_what_another_display_shows_or_another_thing_does_is_not_the_figure_s(behind: str) -> None:
    assert said(OWN, behind) == said(OWN)


@pytest.mark.parametrize(
    "behind",
    [
        "The red line is the mean level in the plot.",
        "Two peaks are visible in the plot of the lake level.",
        "From this figure, it is clear that the wells fall, and the shape of the year approaches a line.",
        "The histogram on the left shows two peaks in a year.",
        "The upper graph shows the wells.",
        "FlowX gives lower levels of the lake in the year, but does not fall.",
        "The dashed line is the PBR2 model.",
        "PumpX is the dashed line.",
        "Wells are lower in spring than in autumn.",
    ],
    ids=[
        "the plot",
        "the same words",
        "this figure",
        "a side",
        "a part",
        "a drawn name",
        "a mark",
        "no comparison",
        "no name",
    ],
)
def test_what_goes_on_with_the_figure_is(behind: str) -> None:
    assert said(OWN, behind, drawn_text="FlowX\nYear") != said(OWN)


def test_what_leans_on_the_other_thing_goes_with_it() -> None:
    others = ("We ran the Canoe code, too.", "Canoe has a lower level than the lake.", "The level of a year is lower.")
    assert said(OWN, *others) == said(OWN, others[0])


def test_a_plot_that_the_figure_is_only_like_gives_it_no_name() -> None:
    like = r"In the dot plot between the wells and the rain (similar to Figure~\ref{x}), no gaps are seen."
    own = r"From the dot plot (Figure~\ref{x}), we observed three gaps in the year."
    assert "between" not in ExtractiveCaptioner().draft(request(like, own)).text
    like = r"The error matrix for the test set (like Figure~\ref{x}) has no gaps."
    own = r"From the error matrix (Figure~\ref{x}), we counted twelve gaps on the other set."
    assert "test set" not in ExtractiveCaptioner().draft(request(like, own)).text
    named = r"In the dot plot between the wells and the rain (Figure~\ref{x}), no other gaps are seen."
    assert "between" in ExtractiveCaptioner().draft(request(named, own)).text
