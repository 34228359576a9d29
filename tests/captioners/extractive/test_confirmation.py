"""Which words of another caption the paper says of this figure, too: not those it says of another thing."""

from dataclasses import replace

import pytest

from capassist.captioners.extractive.confirmation import bracketed, told_apart
from capassist.model import (
    Axis,
    CaptionRequest,
    Drawing,
    Figure,
    Image,
    Mention,
    PlotPanel,
    Profile,
    ProfileFigure,
    Sentence,
)


def sentence(text: str, *names: str, others: bool = False) -> Sentence:
    """A sentence whose references to the target are `names`."""
    spans = tuple((text.index(name), text.index(name) + len(name)) for name in names)
    return Sentence(text, text, references=spans, names_others=others)


def figure(*sentences: Sentence, name: str = "fig:x", file: str = "", caption: str | None = None) -> Figure:
    mention = Mention(" ".join(s.text for s in sentences), sentences)
    images = (Image(file),) if file else ()
    return Figure(name, labels=(name,), images=images, mentions=(mention,) if sentences else (), caption=caption)


def marked(caption: str, target: Figure, of: Figure | None = None) -> str:
    profile = Profile((ProfileFigure(of, "near", 0.5),) if of else (), None)
    return bracketed(caption, told_apart(CaptionRequest(target, profile, "latex"), of=of)(caption))


SHOWN = sentence("Figure 3 shows the level of the tank in both seasons.", "Figure 3")


@pytest.mark.parametrize(
    ("sentences", "caption", "expected"),
    [
        pytest.param(
            [SHOWN, sentence("Figure 4 has the logarithmic pressure.", others=True), sentence("It is of the valve.")],
            "Level of the tank and logarithmic pressure of the valve.",
            "Level of the tank and [logarithmic pressure of the valve?].",
            id="what-follows-another-figure",
        ),
        pytest.param(
            [SHOWN, sentence("This is in line with the ones found by manual pumping.")],
            "Level of the tank for manual pumping.",
            "Level of the tank for [manual pumping?].",
            id="what-it-is-likened-to",
        ),
        pytest.param(
            [SHOWN, sentence("It is better than using old pumps.")],
            "Level of the tank with old pumps.",
            "Level of the tank with [old pumps?].",
            id="what-it-is-better-than",
        ),
        pytest.param(
            [SHOWN, sentence("All tanks have pumps.")],
            "Level of the tank with all pumps of tanks.",
            "Level of the tank with [all?] pumps of tanks.",
            id="all-of-another-thing",
        ),
        pytest.param(
            [SHOWN, sentence("We made 12 runs with pumps.")],
            "Level of the tank with 12 pumps.",
            "Level of the tank with [12?] pumps.",
            id="a-number-of-another-thing",
        ),
        pytest.param(
            [SHOWN, sentence("We made 12 runs.")], "Level in 12 runs.", "Level in 12 runs.", id="a-number-of-the-same"
        ),
        pytest.param(
            [SHOWN, sentence("The tank is Tank B.")], "Level of Tank A.", "Level of Tank [A?].", id="another-letter"
        ),
        pytest.param([SHOWN, sentence("The tank is Tank B.")], "Level of Tank B.", "Level of Tank B.", id="its-letter"),
        pytest.param(
            [SHOWN, sentence(r"There are \tanka and \tankb.")], r"Level of \tanka.", r"Level of [\tanka?].", id="macros"
        ),
        pytest.param(
            [sentence(r"Figure 3 shows the level of \tanka.", "Figure 3"), sentence(r"There is \tankb, too.")],
            r"Level of \tanka.",
            r"Level of \tanka.",
            id="the-macro-that-stands-with-the-figure",
        ),
        pytest.param(
            [SHOWN, sentence("We take only the old pumps here."), sentence("The plan had all pumps of the town.")],
            "Level of the tank with all pumps.",
            "Level of the tank with [all?] pumps.",
            id="all-where-the-text-has-only-some",
        ),
        pytest.param(
            [SHOWN, sentence("The tank is slower than the river.")],
            "Level of the tank and the river.",
            "Level of the tank and the [river?].",
            id="the-measure-of-a-comparison",
        ),
        pytest.param(
            [SHOWN, sentence("The level is higher than 3 metres.")],
            "Level of the tank, over 3 metres.",
            "Level of the tank, over 3 metres.",
            id="a-number-that-is-exceeded",
        ),
        pytest.param(
            [SHOWN, sentence(r"In practice it is slower than \river in spring.")],
            r"Level of \river.",
            r"Level of [\river?].",
            id="the-macro-it-is-compared-with",
        ),
        pytest.param(
            [
                SHOWN,
                sentence(
                    "If we compare the runs (Figure 3) with those of Figure 4, drains rust.", "Figure 3", others=True
                ),
            ],
            "Level of the tank and the drains.",
            "Level of the tank and the [drains?].",
            id="a-comparison-of-two-figures",
        ),
        pytest.param(
            [sentence("Figure 3 and Figure 4 compare the level with the drains.", "Figure 3", others=True)],
            "Level and drains.",
            "Level and drains.",
            id="two-figures-that-compare",
        ),
        pytest.param(
            [SHOWN, sentence("There were no valves at that time.")],
            "Level of the tank with valves.",
            "Level of the tank with [valves?].",
            id="what-is-denied",
        ),
        pytest.param(
            [SHOWN, sentence("Medimos o volume no reservatório.")],
            "Level of the tank no reservatório.",
            "Level of the tank no reservatório.",
            id="in-the-in-portuguese",
        ),
        pytest.param(
            [SHOWN, sentence("We opened not only valves but drains.")],
            "Level of the tank with valves.",
            "Level of the tank with valves.",
            id="not-only",
        ),
    ],
)
def test_what_the_paragraph_says_of_another_thing_is_not_known(sentences, caption, expected):
    assert marked(caption, figure(*sentences)) == expected


def test_what_stands_with_the_other_figure_alone_is_not_known():
    both = "Figure 3 shows the level of the tank. The cold pump is the first one."
    other = figure(sentence("Figure 2 shows the level for the cold pump.", "Figure 2"), name="fig:o", caption="Level.")
    target = figure(
        *(sentence(s + ".", *(["Figure 3"] if "Figure" in s else [])) for s in both.rstrip(".").split(". "))
    )
    assert marked("Level for the cold pump.", target, other) == "Level for the [cold pump?]."
    assert marked("Level for the cold pump.", target) == "Level for the cold pump."


def test_one_of_the_series_that_are_drawn_is_not_all_that_is_meant():
    target = replace(figure(SHOWN), drawn_text="All pumps\nOld pumps")
    assert marked("Level of all pumps.", target) == "Level of [all?] pumps."


@pytest.mark.parametrize(
    ("own", "expected"), [(None, "Level by [valves?]."), (("valves", "level"), "Level by valves.")]
)
def test_what_is_plotted_in_the_other_figure_is_not_known(own, expected):
    def plot(*axes: str) -> Drawing:
        return Drawing("pdf", (PlotPanel(x=Axis(axes[0]), y=Axis(axes[1])),))

    target = figure(SHOWN, sentence("It takes longer as valves open."))
    target = replace(target, drawing=plot(*own) if own else None)
    other = replace(figure(name="fig:o", caption="Level by valves."), drawing=plot("valves", "level"))
    assert marked("Level by valves.", target, other) == expected


def test_the_names_of_files_and_labels_are_known():
    target = figure(SHOWN, name="fig:EMF_tank", file="plots/tank_RungeKutta-4.pdf")
    assert marked("EMF of the tank by RungeKutta and Euler.", target) == "EMF of the tank by RungeKutta and [Euler?]."
