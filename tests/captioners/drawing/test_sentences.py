"""What is said of a drawing: nothing that it leaves open, and all that was read for certain."""

from dataclasses import replace

import pytest

from capassist.captioners.drawing.lines import described
from capassist.captioners.drawing.sentences import (
    drawing_sentences,
    kind_of,
    node_names,
    panel_clauses,
    request_words,
    tick_range,
)
from capassist.captioners.drawing.words import ENGLISH, description_words, little_words, paper_language, words_for
from capassist.model import (
    Axis,
    CaptionRequest,
    Drawing,
    Figure,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    Scale,
)

TIME = Axis("time (h)", "h", ("0", "2", "4"), "linear")
LEVEL = Axis("level (m)", "m", ("0", "5", "10"), "linear")
PLOT = PlotPanel(x=TIME, y=LEVEL)


def entries(*names: str) -> tuple[LegendEntry, ...]:
    return tuple(map(LegendEntry, names))


def clauses(*panels: PlotPanel, ranges: bool = False, **drawing: object) -> list[str]:
    return panel_clauses(Drawing(drawing.pop("source", "pdf"), panels, **drawing), ranges=ranges)  # type: ignore[arg-type]


# What must not be said ------------------------------------------------------------------------------------------------

NO_RANGE: dict[str, tuple[tuple[str, ...], Scale]] = {
    "two ticks": (("0", "5"), "linear"),
    "a word among them": (("0", "5", "max"), "linear"),
    "steps of two sizes": (("0", "5", "15"), "linear"),
    "back and forth": (("1", "10", "1"), "log"),
    "one that stands still": (("1", "1", "10"), "log"),
    "an end that was cut off": (("05", "10", "15"), "linear"),
    "a power that no number holds": (("10¹", "10¹⁵⁰", "10³⁰⁰"), "log"),
    "none": ((), "linear"),
}


@pytest.mark.parametrize(("ticks", "scale"), NO_RANGE.values(), ids=NO_RANGE)
def test_a_range_that_is_not_certain_is_none(ticks: tuple[str, ...], scale: Scale) -> None:
    assert tick_range(Axis("x", ticks=ticks, scale=scale)) is None


SILENT = {
    "a label that lacks ticks where others have some": (PLOT, PlotPanel(x=Axis("Sample A"), y=LEVEL)),
    "names of bars on two lines": (
        PlotPanel(y=LEVEL, x=Axis(ticks=("Old pump", "of Rome", "New pump"), scale="category")),
    ),
    "names of bars twice": (PlotPanel(y=LEVEL, x=Axis(ticks=("old", "old"), scale="category")),),
    "one bar": (PlotPanel(y=LEVEL, x=Axis(ticks=("old",), scale="category")),),
    "nine bars": (PlotPanel(y=LEVEL, x=Axis(ticks=tuple("abcdefghi"), scale="category")),),
    "a number of a program": (replace(PLOT, x=None, title="loss = 0.123456"),),
    "one of two series": (replace(PLOT, x=None, legend=entries("A", "□□")),),
    "series that stand at the axis": (
        PlotPanel(x=Axis(ticks=("old", "new"), scale="category"), legend=entries("old", "new")),
    ),
}


@pytest.mark.parametrize("panels", SILENT.values(), ids=SILENT)
def test_what_is_doubtful_is_not_said(panels: tuple[PlotPanel, ...]) -> None:
    said = " ".join(clauses(*panels))
    for word in ("Sample", "pump", "a, b", "loss", "series", "x axis: old;"):
        assert word not in said


def test_of_what_was_read_from_pixels_only_words_are_said() -> None:
    panel = PlotPanel(x=Axis("tlme", ticks=("0", "1"), scale="linear"), y=Axis("l h"))
    assert clauses(panel) == ["x axis: tlme; y axis: l h"]
    assert clauses(panel, source="ocr") == ["x axis: tlme"]


def test_a_label_of_the_panel_beside_it_is_no_axis_of_this_one() -> None:
    beside = replace(PLOT, x2=Axis("level (m)"), y2=Axis("flow"))
    assert clauses(beside) == ["x axis: time (h); y axis: level (m); labelled “flow”"]


def test_a_letter_alone_is_no_clause() -> None:
    assert clauses(PlotPanel(label="(a)"), PlotPanel(label="(b)")) == []


def test_names_strung_together_are_no_label() -> None:
    strung = PlotPanel(x=Axis("Adam SGD"), y=LEVEL, legend=entries("Adam", "SGD"))
    assert clauses(strung) == ["y axis: level (m); 2 series: Adam, SGD"]
    assert clauses(replace(strung, x=Axis("Adam steps per run"))) == [
        "x axis: Adam steps per run; y axis: level (m); 2 series: Adam, SGD"
    ]


# What is said ---------------------------------------------------------------------------------------------------------

RANGES: dict[str, tuple[tuple[str, ...], Scale, tuple[str, str]]] = {
    "even steps": (("0", "2", "4"), "linear", ("0", "4")),
    "rounded steps": (("0", "0.333", "0.667", "1"), "linear", ("0", "1")),
    "downwards": (("4", "2", "0"), "linear", ("0", "4")),
    "below zero": (("−2", "0", "2"), "linear", ("−2", "2")),
    "a comma": (("0,5", "1,0", "1,5"), "linear", ("0,5", "1,5")),
    "powers": (("10⁻²", "10⁰", "10²"), "log", ("10⁻²", "10²")),
    "powers below zero": (("−10²", "−10¹", "−10⁰"), "log", ("−10²", "−10⁰")),
    "powers and zero": (("-10¹", "0", "10¹"), "linear", ("-10¹", "10¹")),
    "large powers": (("10⁹⁷", "10⁹⁸", "10⁹⁹"), "log", ("10⁹⁷", "10⁹⁹")),
}


@pytest.mark.parametrize(("ticks", "scale", "ends"), RANGES.values(), ids=RANGES)
def test_a_range_from_even_ticks(ticks: tuple[str, ...], scale: Scale, ends: tuple[str, str]) -> None:
    assert tick_range(Axis("x", ticks=ticks, scale=scale)) == ends


SAID = {
    "axes": ((PLOT,), ["x axis: time (h); y axis: level (m)"]),
    "a label that is text": ((PlotPanel(x=Axis("Sample A")),), ["x axis: Sample A"]),
    "axes at the top and right": (
        (PlotPanel(x2=TIME, y2=LEVEL),), ["top axis: time (h); right axis: level (m)"]),
    "half a unit": ((PlotPanel(x=Axis("flux (10⁶e")),), ["x axis: flux"]),
    "bars": ((PlotPanel(x=Axis("Pump", ticks=("Old", "new"), scale="category")),), ["x axis: Pump, Old, new"]),
    "eight bars": (
        (PlotPanel(x=Axis(ticks=tuple("abcdefgh"), scale="category")),), ["x axis: a, b, c, d, e, f, g, h"]),
    "a title": ((replace(PLOT, x=None, title="Run 0.1234 of both"),), ["titled “Run 0.1234 of both”; y axis: level (m)"]),
    "a colour scale": ((PlotPanel(x=TIME, colourbar="depth"),), ["x axis: time (h); colour scale: depth"]),
    "one series": ((PlotPanel(x=TIME, legend=entries("Adam")),), ["x axis: time (h); series: Adam"]),
    "two series": ((PlotPanel(x=TIME, legend=entries("A, B", "C")),), ["x axis: time (h); 2 series: “A, B”, C"]),
    "eight series": (
        (PlotPanel(x=TIME, legend=entries(*"ABCDEFGH")),), ["x axis: time (h); 8 series: A, B, C, D, E, F, G, H"]),
    "nine series": (
        (PlotPanel(x=TIME, legend=entries(*"ABCDEFGHI")),),
        ["x axis: time (h); 9 series, among them A, B, C, D, E, F, G, H"],
    ),
    "some of the series": (
        (PlotPanel(x=TIME, legend=entries("A", "B", "w" * 41)),), ["x axis: time (h); series, among them A, B"]),
    "small charts": (
        (PlotPanel(x=TIME, facets=tuple("abcdefghi")),), ["x axis: time (h); small charts for a, b, c, d, e, f, g, h"]),
    "letters": (
        (replace(PLOT, label="(a)"), PlotPanel(label="(b)", y=LEVEL)),
        ["(a) x axis: time (h); y axis: level (m)", "(b) y axis: level (m)"],
    ),
    "the same twice": ((PLOT, PLOT), ["x axis: time (h); y axis: level (m)"]),
}  # fmt: skip


@pytest.mark.parametrize(("panels", "said"), SAID.values(), ids=SAID)
def test_what_is_said_of_panels(panels: tuple[PlotPanel, ...], said: list[str]) -> None:
    assert clauses(*panels) == said


def test_values_under_a_multiplier_have_no_range() -> None:
    assert tick_range(Axis("x", ticks=("0", "1", "2"), scale=None)) is None


def test_ranges_are_said_where_they_are_asked_for() -> None:
    plot = PlotPanel(x=TIME, y=Axis("error", ticks=("10⁰", "10¹", "10²"), scale="log"))
    assert clauses(plot, ranges=True) == ["x axis: time (h), 0 to 4; y axis: error, 10⁰ to 10², logarithmic"]
    bare = PlotPanel(x=replace(TIME, label=None), y=LEVEL)
    assert clauses(bare, ranges=True) == ["y axis: level (m), 0 to 10"]


def test_the_title_comes_first_and_the_parts_last() -> None:
    drawing = Drawing("pdf", (PLOT,), ("pump", "tank (at", "rest)", "x", "3.5"), "Two tanks", "graph plot")
    figure = Figure(id="a", drawing=drawing)
    assert drawing_sentences(figure) == [
        "The title is “Two tanks”.",
        "X axis: time (h), 0 to 4; y axis: level (m), 0 to 10.",
        "The parts are labelled pump, tank (at rest).",
    ]
    assert drawing_sentences(Figure(id="a")) == []


def test_names_of_nodes_are_those_of_diagrams_and_plots() -> None:
    drawn = Figure(id="a", drawn_text="pump\ntank\npump\n12\n" + "w" * 61, type="node diagram")
    assert node_names(drawn) == ["pump", "tank"]
    assert node_names(replace(drawn, type="photo")) == []
    assert node_names(replace(drawn, drawing=Drawing("pdf", nodes=("valve",)))) == ["valve"]
    assert node_names(replace(drawn, drawing=Drawing("ocr"))) == []


KINDS = {
    "by its shapes": (Figure(id="a", type="photo", drawing=Drawing("pdf", kind="bar chart")), "Bar chart"),
    "by its name": (Figure(id="a", type="node diagram"), "Diagram"),
    "lines in the legend": (
        Figure(id="a", type="graph plot",
               drawing=Drawing("pdf", (PlotPanel(legend=(LegendEntry("A", line="solid"),)),), kind="graph plot")),
        "Line plot",
    ),
    "no lines": (Figure(id="a", type="graph plot", drawing=Drawing("pdf", (PlotPanel(legend=entries("A")),))), "Plot"),
    "not known": (Figure(id="a"), ""),
    "of no named kind": (Figure(id="a", type="graph plot", drawing=Drawing("pdf", kind="other")), ""),
}  # fmt: skip


@pytest.mark.parametrize(("figure", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_of_picture(figure: Figure, kind: str) -> None:
    assert kind_of(figure) == kind


# In the paper's language ----------------------------------------------------------------------------------------------

GERMAN = "Der Pegel der beiden Tanks ist mit der Zeit und der Last höher als zuvor."


def test_the_paper_s_language_is_told_by_all_that_is_known_of_it() -> None:
    german = CaptionRequest(Figure(id="a", mentions=(Mention(GERMAN, ()),)), Profile((), None), "latex")
    assert (paper_language(german), request_words(german).x_axis) == ("de", "x-Achse")
    untold = CaptionRequest(Figure(id="a"), Profile((), None), "latex")
    assert (paper_language(untold), request_words(untold).x_axis) == (None, "x axis")
    assert paper_language(replace(untold, abstract=GERMAN)) == "de"


def test_a_language_without_words_of_its_own_has_english_ones() -> None:
    assert description_words("it") is ENGLISH
    assert description_words(None) is ENGLISH
    assert (description_words("de").x_axis, description_words("fr").more) == ("x-Achse", "et d’autres")
    assert (little_words("de").against, little_words("de").language) == ("über", "de")
    assert (little_words("zh").against, little_words("zh").language) == ("against", "zh")
    assert little_words(None).language == "en"
    assert words_for(None, GERMAN) is description_words("de")


# As a model is told it ------------------------------------------------------------------------------------------------


def test_lines_for_a_model() -> None:
    first = PlotPanel("(a)", "Two\ntanks", TIME, LEVEL, Axis("day"), Axis("flow"), (LegendEntry("A", "red", line="dashed"),
                      LegendEntry("B")), "depth", ("old", "new"))  # fmt: skip
    drawing = Drawing("pdf", (first, PlotPanel(), PlotPanel(label="(c)"), PlotPanel(x=TIME)), ("pump", "tank"), "Runs",
                      scale_bars=("10 µm",))  # fmt: skip
    assert described(drawing) == (
        "title: Runs",
        "panel (a) Two tanks: x axis: time (h), y axis: level (m), upper x axis: day, right y axis: flow, "
        "series: A (red, dashed); B, colour scale: depth, strips: old; new",
        "panel (c)",
        "panel 4: x axis: time (h)",
        "nodes: pump; tank",
        "scale bars: 10 µm",
    )
    assert described(Drawing("pdf")) == ()
    assert len(described(Drawing("pdf", (PLOT,) * 9))) == 8
