"""What is drawn in panels, as it stands within a sentence."""

import pytest

from capassist.captioners.drawing.phrases import (
    axis_name,
    begun,
    distinct,
    listed,
    panel_phrase,
    panel_phrases,
    panel_title,
    printed,
    words_of,
)
from capassist.captioners.drawing.words import LITTLE_ENGLISH
from capassist.model import (
    Axis,
    CaptionRequest,
    Figure,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    ProfileFigure,
    Sentence,
)
from capassist.text.markup import LATEX, PLAIN

TIME, LEVEL = Axis("Time (h)", "h"), Axis("Level (m)", "m")
PLOT = PlotPanel(x=TIME, y=LEVEL)


def legend(*names: str) -> tuple[LegendEntry, ...]:
    return tuple(map(LegendEntry, names))


@pytest.mark.parametrize(
    ("panel", "phrase"),
    [
        (PlotPanel(), ""),
        (PLOT, "level against time"),
        (PlotPanel(y=LEVEL), "level"),
        (PlotPanel(x=TIME), "[what is plotted] against time"),
        (PlotPanel(x=TIME, colourbar="Flux"), "flux against time"),
        (PlotPanel(x=TIME, y=LEVEL, colourbar="Flux"), "level against time"),
        (PlotPanel(x=Axis("Normalized Flux"), y=Axis("MH of Gauss")), "MH of Gauss against normalized flux"),
        (PlotPanel(title="Tank 1"), "Tank 1"),
        (PlotPanel(x=TIME, y=LEVEL, title="Tank 1."), "Tank 1: level against time"),
        (PlotPanel(x=TIME, title="Tank 1"), "Tank 1"),  # no blank beside a title
        (PlotPanel(y=LEVEL, title="Tank 1"), "Tank 1"),
        (PlotPanel(x=TIME, y=LEVEL, legend=legend("Run A", "Run B")), "level against time for Run A and Run B"),
        (PlotPanel(x=TIME, y=LEVEL, legend=legend("Run A")), "level against time"),
        (PlotPanel(legend=legend("Run A", "Run B")), ""),
        (PlotPanel(x=Axis("Old pump"), y=LEVEL, legend=legend("Old", "New")), "level for Old and New"),
        (PlotPanel(x=Axis("Pump", ticks=("old", "new")), y=LEVEL, legend=legend("old", "new")), "level against pump"),
    ],
)
def test_what_is_drawn_in_a_panel(panel: PlotPanel, phrase: str) -> None:
    assert panel_phrase(panel, LITTLE_ENGLISH, LATEX) == phrase


@pytest.mark.parametrize(
    ("panels", "phrases"),
    [
        ((), ()),
        ((PLOT, PLOT), ("level against time",) * 2),
        (
            (PlotPanel(x=TIME, y=LEVEL, title="Tank 1"), PlotPanel(x=TIME, y=LEVEL, title="Tank 2")),
            ("Tank 1", "Tank 2"),
        ),
        (
            (PlotPanel(x=TIME, y=LEVEL, title="Tank 1"), PlotPanel(x=LEVEL, y=TIME, title="Tank 2")),
            ("Tank 1: level against time", "Tank 2: time against level"),
        ),
        (
            (PlotPanel(x=TIME, y=LEVEL, title="Tank 1"), PLOT),
            ("Tank 1: level against time", "level against time"),
        ),
        ((PlotPanel(x=TIME, y=LEVEL, title="Tank 1"),), ("Tank 1: level against time",)),
    ],
)
def test_titles_are_enough_where_all_axes_are_the_same(panels: tuple[PlotPanel, ...], phrases: tuple[str, ...]) -> None:
    assert panel_phrases(panels, LITTLE_ENGLISH, PLAIN) == phrases


@pytest.mark.parametrize(
    ("axis", "name"),
    [
        (None, ""),
        (Axis(None), ""),
        (Axis("12"), ""),
        (TIME, "Time"),
        (Axis("Time [h]", "h"), "Time"),
        (Axis("Time h"), "Time h"),
    ],
)
def test_the_name_of_an_axis(axis: Axis | None, name: str) -> None:
    assert axis_name(axis) == name


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (None, ""),
        ("Tank 1:", "Tank 1"),
        ("After Smith et al.", "After Smith et al."),
        ("3.5", ""),
        ("loss = 3", ""),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", ""),
    ],
)
def test_a_title_is_one_as_far_as_it_is_words(title: str | None, shown: str) -> None:
    assert panel_title(PlotPanel(title=title)) == shown


def test_of_panels_that_say_the_same_the_first_is_kept() -> None:
    lettered, other = PlotPanel(x=TIME, y=LEVEL, label="a"), PlotPanel(x=TIME)
    assert distinct([PlotPanel(), PLOT, PlotPanel(x=TIME, y=LEVEL, colourbar="Flux"), lettered, other]) == (
        PLOT,
        lettered,
        other,
    )


def test_scripts_are_formulas_in_latex_alone() -> None:
    assert printed("T_1 of x^2, 50 %, a−b", LATEX) == r"$T_{1}$ of $x^{2}$, 50 \%, a-b"
    assert printed("T_1 of x", PLAIN) == "T_1 of x"
    assert (begun("log(L) of x"), begun("level of x")) == ("log(L) of x", "Level of x")
    assert [listed(names, LITTLE_ENGLISH) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]


@pytest.mark.parametrize(
    ("said", "captions", "against"),
    [
        ("The level is shown for the tank.", (), "against"),
        (
            "The level is shown for the tank.",
            ("Level versus time.", "Flow as a function of age.", "A versus b."),
            "versus",
        ),
        ("Der Pegel wird für die Tanks gezeigt und ist hoch.", ("Level versus time.",), "über"),
    ],
)
def test_little_words_are_the_author_s_own_in_english(said: str, captions: tuple[str, ...], against: str) -> None:
    figure = Figure(id="fig:a", mentions=(Mention(said, (Sentence(said, said),)),))
    imitated = tuple(ProfileFigure(Figure(id=caption, caption=caption), "near", 1.0) for caption in captions)
    assert words_of(CaptionRequest(figure, Profile(imitated, None), "latex")).against == against
