"""What is drawn and what the text calls it, where no sentence tells of the figure."""

from dataclasses import replace

import pytest

from capassist.captioners.extractive.outline import lettered, name_of, outline
from capassist.model import (
    Axis,
    CaptionRequest,
    Drawing,
    Figure,
    LegendEntry,
    Mention,
    Panel,
    PlotPanel,
    Profile,
    Sentence,
)
from capassist.text.markup import LATEX

PLOT = PlotPanel(x=Axis("Time (h)", "h"), y=Axis("Level (m)", "m"))


def asked(drawing: Drawing | None = None, said: str = "", heading: str = "", **fields: object) -> CaptionRequest:
    pointer = r"Figure~\ref{fig:x}"
    text = said.replace("REF", pointer)
    start = text.find(pointer)
    sentence = Sentence(said.replace("REF", "Figure 1"), text, ((start, start + len(pointer)),) if start >= 0 else ())
    mentions = (Mention(sentence.text, (sentence,), heading=heading or None),) if said else ()
    figure = Figure("fig:x", labels=("fig:x",), mentions=mentions, drawing=drawing, **fields)  # type: ignore[arg-type]
    return CaptionRequest(figure, Profile((), None), "latex")


def text_of(request: CaptionRequest) -> str | None:
    found = outline(request)
    return found.text if found else None


NOTHING = {
    "nothing is known": asked(),
    "a drawing without words": asked(Drawing("pdf")),
    "a lonely title": asked(
        Drawing("eps", (PlotPanel(title="All pumps", x=Axis(ticks=("A", "B"), scale="category")),))
    ),
    "one node": asked(Drawing("pdf", nodes=("pump",))),
    "seven nodes": asked(Drawing("pdf", nodes=tuple(f"pump{letter}" for letter in "abcdefg"))),
    "nodes that are sentences": asked(Drawing("pdf", nodes=("the old pump of the tank", "valve"))),
    "parts of which nothing is known": asked(panels=(Panel("(a)"), Panel("(b)"))),
}


@pytest.mark.parametrize("request_", NOTHING.values(), ids=NOTHING)
def test_nothing_is_said_of_it(request_: CaptionRequest) -> None:
    assert text_of(request_) is None


SAID = {
    "a name, not a lonely title": (
        asked(Drawing("eps", (PlotPanel(title="All pumps"),)), "The worst pumps (REF) are dropped."),
        "Worst pumps",
    ),
    "axes": (asked(Drawing("pdf", (PLOT,))), "Level against time"),
    "two plots": (asked(Drawing("pdf", (PLOT, replace(PLOT, y=Axis("Flow"))))), "Level against time; flow against time"),
    "the same plot twice": (asked(Drawing("pdf", (PLOT, PLOT))), "Level against time"),
    "one without a blank": (asked(Drawing("pdf", (replace(PLOT, y=None), PLOT))), "Level against time"),
    "blanks alone": (asked(Drawing("pdf", (replace(PLOT, y=None),) * 2)), "[what is plotted] against time"),
    "a title": (asked(Drawing("pdf", (PLOT,), title="Two tanks")), "Two tanks: level against time"),
    "a title that says no more": (asked(Drawing("pdf", (PLOT,), title="Level")), "Level against time"),
    "a title alone": (asked(Drawing("pdf", title="Two tanks")), "Two tanks"),
    "nodes": (asked(Drawing("pdf", nodes=("pump", "tank"))), "[what the diagram shows]: pump and tank"),
    "six nodes": (
        asked(Drawing("pdf", nodes=("pump", "tank", "pipe", "well", "weir", "gate"))),
        "[what the diagram shows]: pump, tank, pipe, well, weir and gate",
    ),
    "series without axes": (
        asked(Drawing("pdf", (PlotPanel(legend=(LegendEntry("old"), LegendEntry("new"))),), title="Two tanks")),
        "Two tanks for old and new",
    ),
    "letters": (
        asked(Drawing("pdf", (replace(PLOT, label="(a)"), replace(PLOT, label="(b)", y=Axis("Flow"))))),
        "(a) Level against time. (b) Flow against time",
    ),
    "letters of the figure's parts": (
        asked(Drawing("pdf", (PLOT, replace(PLOT, y=Axis("Flow")))), panels=(Panel("(a)"), Panel("(b)"))),
        "(a) Level against time. (b) Flow against time",
    ),
    "a letter of which nothing is drawn": (
        asked(Drawing("pdf", (replace(PLOT, label="(a)"),)), panels=(Panel("(a)"), Panel("(b)"))),
        "(a) Level against time. (b) [what panel b shows]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("request_", "text"), SAID.values(), ids=SAID)
def test_what_is_drawn_is_said(request_: CaptionRequest, text: str) -> None:
    assert text_of(request_) == text


@pytest.mark.parametrize(
    "panels",
    [
        pytest.param((Panel("(a)"),), id="one letter"),
        pytest.param((Panel("(b)"), Panel("(c)")), id="from b on"),
        pytest.param((Panel("(a)", caption="Level."), Panel("(b)", caption="Flow.")), id="with captions of their own"),
    ],
)
def test_letters_are_those_without_captions_from_a_on(panels: tuple[Panel, ...]) -> None:
    assert lettered(asked(panels=panels)) == {}


def test_a_name_of_one_word_is_one_where_the_paper_has_no_other() -> None:
    named = name_of(asked(said="The workflow (REF) is new.").figure, LATEX)
    assert named is not None
    assert named.text == "Workflow"
    longer = name_of(asked(said="The old workflow (REF) is new.", heading="Pumps").figure, LATEX)
    assert longer is not None
    assert longer.text == "Old workflow"
    assert name_of(asked(said="All is new.").figure, LATEX) is None
