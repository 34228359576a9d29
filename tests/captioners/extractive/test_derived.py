"""Alternative texts, short titles and sentences for a talk that are put together without a model."""

from dataclasses import replace
from typing import get_args

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.noted import SEVERAL
from capassist.captioners.extractive.short_titles import short_title
from capassist.model import (
    Axis,
    CaptionRequest,
    DataTable,
    Drawing,
    Figure,
    FigureType,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    Purpose,
    Sentence,
    TextForm,
    TextPlace,
)
from capassist.text.alternative import LONGEST_SHORT

LEVEL = PlotPanel(
    x=Axis("time [h]", "h", ("0", "10", "20", "30"), "linear"),
    y=Axis("water level [m]", "m", ("2.0", "2.5", "3.0"), "linear"),
    legend=(LegendEntry("tank A", line="solid"), LegendEntry("tank B", line="dashed")),
)
PLOT = Figure("fig:level", type="graph plot", drawing=Drawing("pdf", (LEVEL,)))


def mention(*sentences: str) -> Mention:
    """Return a paragraph; the first sentence points at the figure."""
    parts = []
    for number, text in enumerate(sentences):
        source = text.replace("Figure 1", "Figure~\\ref{fig:level}")
        start = source.find("Figure~")
        spans = ((start, start + len("Figure~\\ref{fig:level}")),) if start >= 0 and number == 0 else ()
        parts.append(Sentence(text, source, spans))
    return Mention(" ".join(sentences), tuple(parts), file="main.tex", line=3)


def drafted(figure: Figure, caption: str = "", *, purpose: Purpose = "alt", form: TextForm = "alt", **request) -> str:
    place = TextPlace(purpose, figure.id, form)
    view = replace(figure, id=f"{figure.id}@{purpose}", place=place)
    asked = CaptionRequest(view, Profile((), None), "latex", accepted=caption, **request)
    return ExtractiveCaptioner().draft(asked).text


# What must not be said


def panel(**changes: object) -> PlotPanel:
    return replace(LEVEL, **changes)


def drawn(*panels: PlotPanel, **fields: object) -> Drawing:
    return Drawing(fields.pop("source", "pdf"), panels, **fields)


NOT_SAID = [
    ("a label without ticks beside one with", drawn(LEVEL, panel(y=Axis("loose words"))), "loose words"),
    ("a cut unit", drawn(panel(y=Axis("flux (10⁶e", None, ("1", "2", "3"), "linear"))), "10⁶e"),
    ("values of a cut unit", drawn(panel(y=Axis("flux (10⁶e", None, ("7", "8", "9"), "linear"))), "7 to 9"),
    ("a cut first tick", drawn(panel(x=Axis("time [h]", "h", ("05", "10", "15"), "linear"))), "05 to"),
    ("uneven ticks", drawn(panel(x=Axis("time [h]", "h", ("0", "10", "300"), "linear"))), "300"),
    ("a label nobody can read", drawn(panel(x=Axis("□ of time"))), "□"),
    ("a neighbour's label at the right", drawn(panel(y2=Axis("power")), panel(y=Axis("power", None, ("1", "2", "3")))),
     "labelled “power”"),
    ("bars' names on two lines", drawn(panel(x=Axis(None, None, ("backbone", "angles", "backbone", "distances"),
     "category"))), "backbone"),
    ("bars' names and what goes on below them", drawn(panel(x=Axis(None, None, ("Model A", "fitted data", "Model B"),
     "category"))), "fitted data"),
    ("letters that do not follow each other", drawn(panel(label="(b)"), panel(label="(x)", title="Second")), "(x)"),
    ("a letter that was read from pixels as a label", drawn(panel(y=Axis("Roi")), source="ocr"), "Roi"),
    ("a program's title", drawn(panel(title="log(Z) = -175.4787268")), "175"),
    ("series that cannot all be read", drawn(panel(legend=(LegendEntry("□"), LegendEntry("tank A")))), "series"),
]  # fmt: skip


@pytest.mark.parametrize(("drawing", "words"), [row[1:] for row in NOT_SAID], ids=[row[0] for row in NOT_SAID])
def test_what_may_have_been_misread_is_not_said(drawing: Drawing, words: str) -> None:
    for form in ("alt", "description"):
        assert words not in drafted(replace(PLOT, drawing=drawing), form=form).replace("\\", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "If Figure 1 has a trend, the run is not finished.",
        "We measured the level of both tanks (Figure 1).",
        "Such levels are less sensitive to the pump (Figure 1).",
        "The level should fall (Figure 1).",
        "The level of Table 2 falls (Figure 1).",
        "The pump, described by , falls in Figure 1.",
    ],
)
def test_a_sentence_that_says_nothing_to_be_seen_is_left_out(sentence: str) -> None:
    assert drafted(replace(PLOT, drawing=None, mentions=(mention(sentence),))) == "Plot: [what can be seen]."


SHOWS = mention(
    "Figure 1 shows the levels of both tanks.", "The lower curve is steeper.", "Pumps age faster in summer."
)
FAR = "The tanks of Figure 1 do not have larger leaks than the pump."
DROPPED = [
    ("what only names it elsewhere", (SHOWS, mention(FAR)), "leaks"),
    ("what goes on elsewhere", (SHOWS, mention(FAR, "The upper curve of the pump is flat.")), "upper curve"),
    ("what goes on with another thing", (SHOWS,), "Pumps"),
    (
        "what stands before",
        (Mention("", (Sentence("The pump rises.", "The pump rises."), *SHOWS.sentences), file="a.tex", line=1),),
        "pump",
    ),
]


@pytest.mark.parametrize(("mentions", "words"), [row[1:] for row in DROPPED], ids=[row[0] for row in DROPPED])
def test_what_is_not_told_of_the_figure_is_left_out(mentions: tuple[Mention, ...], words: str) -> None:
    text = drafted(replace(PLOT, mentions=mentions), form="description")
    assert words not in text
    assert "The lower curve is steeper." in text


def test_a_sentence_on_one_panel_keeps_its_letter() -> None:
    said = mention("Figure 1b shows the falling level of the pump.")
    source = Sentence(said.text, "Figure~\\ref{fig:level}b shows the falling level of the pump.", ((0, 23),))
    figure = replace(PLOT, mentions=(replace(said, sentences=(source,)),))
    for form in ("alt", "description"):
        assert "falling" in drafted(figure, form=form)
        assert drafted(figure, form=form).count("(b) The falling level") == drafted(figure, form=form).count("falling")


def test_the_notes_of_a_sentence_that_is_taken_are_its_own() -> None:
    text = "Figures 1 and 2 show the falling levels of both tanks."
    source = text.replace("1 and 2", "\\ref{fig:level} and \\ref{fig:flow}")
    several = Mention(text, (Sentence(text, source, ((0, 23),), names_others=True),), file="main.tex", line=3)
    drafts = [
        ExtractiveCaptioner().draft(
            CaptionRequest(
                replace(PLOT, mentions=(said,), place=TextPlace("alt", "fig:level", "alt")), Profile((), None), "latex"
            )
        )
        for said in (several, mention("Figure 1 shows the falling levels of both tanks."))
    ]
    assert [("falling" in draft.text, draft.notes) for draft in drafts] == [(True, (SEVERAL,)), (True, ())]


def test_a_key_that_a_command_of_the_paper_would_print_as_a_number_is_no_word() -> None:
    said = Sentence(
        "Figure 1 shows the level of Equation 2, which falls.",
        "Figure~\\ref{fig:level} shows the level of \\Eq{volume-law}, which falls.",
        ((0, len("Figure~\\ref{fig:level}")),),
    )
    figure = replace(PLOT, drawing=None, mentions=(Mention(said.text, (said,)),))
    assert "volume" not in drafted(figure)


def test_the_caption_is_not_said_again() -> None:
    figure = replace(PLOT, drawing=None, mentions=(mention("Figure 1 shows the falling level of both tanks."),))
    assert "falling" in drafted(figure)
    assert "falling" not in drafted(figure, "The falling level of both tanks.")


def test_it_never_begins_as_a_picture_and_never_grows_too_long() -> None:
    names = tuple(f"a part with a long name {number}" for number in range(40))
    many = tuple(panel(title=f"Panel of the tank number {number}") for number in range(12))
    for drawing in (Drawing("tikz", nodes=names), Drawing("pdf", many)):
        text = drafted(replace(PLOT, drawing=drawing, type="node diagram" if drawing.nodes else "graph plot"))
        assert len(text) <= LONGEST_SHORT
        assert not text.lower().startswith(("image", "picture", "figure"))
        assert "and more" in text.lower()


@pytest.mark.parametrize("kind", get_args(FigureType))
def test_every_kind_of_picture_has_a_text(kind: FigureType) -> None:
    for figure in (replace(PLOT, type=kind), replace(PLOT, drawing=replace(drawn(LEVEL), kind=kind))):
        assert "x axis: time [h]" in drafted(figure)


# What is said


def test_axes_series_and_ranges_of_a_plot() -> None:
    expected = "x axis: time [h], 0 to 30; y axis: water level [m], 2.0 to 3.0; 2 series: tank A, tank B."
    assert drafted(PLOT) == f"Line plot; {expected}"


def test_a_name_with_a_comma_is_told_from_two_names() -> None:
    named = panel(legend=(LegendEntry("bootstrap, structured"), LegendEntry("bootstrap")))
    assert "2 series: “bootstrap, structured”, bootstrap." in drafted(replace(PLOT, drawing=drawn(named)))


def test_the_author_s_sentence_on_a_trend_goes_behind_what_is_drawn() -> None:
    figure = replace(PLOT, mentions=(mention("As Figure 1 shows, the level of tank B falls faster."),))
    assert drafted(figure).endswith("tank A, tank B. The level of tank B falls faster.")


def test_panels_are_said_one_by_one_and_never_counted() -> None:
    drawing = drawn(panel(label="(a)", legend=()), panel(label="(b)", legend=(), y=replace(LEVEL.y, label="flow [l]")))
    assert drafted(replace(PLOT, drawing=drawing)) == (
        "Plot with several panels. (a) x axis: time [h], 0 to 30; y axis: water level [m], 2.0 to 3.0. "
        "(b) x axis: time [h], 0 to 30; y axis: flow [l], 2.0 to 3.0."
    )


def test_the_words_of_a_diagram_with_those_joined_that_a_bracket_holds_together() -> None:
    figure = Figure("fig:level", type="node diagram", drawn_text="(a)\n12.5\npump (at\nfull speed)\ntank_A\ntank_A")
    assert drafted(figure) == "Diagram with the labels pump (at full speed), tank\\_A."


def test_a_long_description_stands_on_a_line_of_its_own_where_there_is_a_place_for_one() -> None:
    said = mention("Figure 1 shows the falling level of both tanks.", "The lower line is steeper after 20 h.")
    figure = replace(PLOT, mentions=(said,))
    short, long = drafted(figure, form="description").split("\n")
    assert long.startswith("Line plot. X axis: time [h], 0 to 30;")
    assert long.endswith("The lower line is steeper after 20 h.")
    assert short != long
    assert "\n" not in drafted(PLOT, form="alt")


LANGUAGES = [
    ("German", "Die Pegel der Tanks sind mit der Zeit und von der Pumpe gezeigt.", "Liniendiagramm; x-Achse: time"),
    ("French", "Les niveaux des cuves sont dans une courbe avec la pompe.", "Graphique en lignes; axe x : time"),
    ("Spanish", "Los niveles de las cubas son con una bomba para el riego.", "Gráfico de líneas; eje x: time"),
    ("Finnish", "Säiliöiden pinta ajan mukaan.", "Line plot; x axis: time"),
]


@pytest.mark.parametrize(("caption", "begins"), [row[1:] for row in LANGUAGES], ids=[row[0] for row in LANGUAGES])
def test_a_description_is_in_the_language_of_its_paper(caption: str, begins: str) -> None:
    assert drafted(PLOT, caption).startswith(begins)


def test_the_data_behind_a_plot_is_no_part_of_the_text() -> None:
    table = DataTable("level.csv", (), 700)
    assert drafted(replace(PLOT, data=(table,))) == drafted(PLOT)


# Made of the caption

TITLES = [
    ("whole", ["Level of both tanks."], "Level of both tanks"),
    ("a heading that serves for many", ["Simulated data.", "Level of both tanks."],
     "Simulated data. Level of both tanks"),
    ("an aside", ["Level of both tanks (the dashed line is B)."], "Level of both tanks"),
    ("brackets of a formula", ["Decay of log(1 + level) for both tanks."], "Decay of log(1 + level) for both tanks"),
    ("before a clause", ["Level of both tanks over the first thirty hours of the test, with the pump switched on after "
     "the first ten."], "Level of both tanks over the first thirty hours of the test"),
    ("not between two things", ["Difference between the measured level of the first tank and the simulated level of "
     "the other tank by the hour."], "Difference between the measured level of the first tank and the simulated level"),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_a_short_title_is_the_beginning_of_the_caption(sentences: list[str], title: str) -> None:
    assert short_title(sentences) == title


FROM_CAPTION = [
    ("the side is left out", "Left: The level of both tanks.", "The level of both tanks"),
    ("a letter is left out", "(a) Level of both tanks. (b) Flow.", "Level of both tanks"),
    ("a citation's place", "Level of both tanks, after […].", "Level of both tanks"),
    ("a reference's place", "Level of both tanks by the law in Equation (…).", "Level of both tanks by the law"),
    ("maths is written as maths", "Level μ of yˢⁱᵐ, 50% of the time.", "Level $\\mu$ of $y^{sim}$, 50\\% of the time"),
]


@pytest.mark.parametrize(("caption", "title"), [row[1:] for row in FROM_CAPTION], ids=[row[0] for row in FROM_CAPTION])
def test_a_short_title_stands_alone(caption: str, title: str) -> None:
    assert drafted(PLOT, caption, purpose="short", form="short") == title


@pytest.mark.parametrize("purpose", ["slide", "abstract"])
def test_a_sentence_for_elsewhere_is_the_first_whole_one_of_the_caption(purpose: Purpose) -> None:
    caption = "Tanks (see Figure 2). The level of both falls after the pump stops. Bars are errors."
    assert drafted(PLOT, caption, purpose=purpose) == "The level of both falls after the pump stops."
