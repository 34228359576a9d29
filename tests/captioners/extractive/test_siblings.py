"""Figures of one series: what is drawn, what they are called, and one sentence that names both."""

from dataclasses import replace

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.siblings import drawn_likeness, is_sibling
from capassist.model import CaptionRequest, Figure, Image, Mention, Profile, ProfileFigure, Sentence, Style

BOTH = "The runs are in Figures 1 and 2."
MENTION = Mention(BOTH, (Sentence(BOTH, BOTH, references=((16, 23),), names_others=True),))


def figure(name: str, drawn: str = "", *, file: str = "", mentions: tuple[Mention, ...] = ()) -> Figure:
    images = (Image(file),) if file else ()
    return Figure(id=name, labels=(name,), drawn_text=drawn, images=images, mentions=mentions)


@pytest.mark.parametrize(
    ("one", "other", "similarity", "expected"),
    [
        pytest.param(
            figure("fig:a", "time level pump inlet"), figure("fig:b", "time level pump inlet"), 0.0, True, id="axes"
        ),
        pytest.param(
            replace(figure("fig:a", "time level pump inlet"), type="node diagram"),
            replace(figure("fig:b", "time level pump inlet"), type="graph plot"),
            0.0,
            False,
            id="a diagram and a plot",
        ),
        pytest.param(figure("fig:a", "time"), figure("fig:b", "time"), 0.0, False, id="one-word-drawn"),
        pytest.param(figure("fig:run_slow"), figure("fig:run_slow2"), 0.0, True, id="labels"),
        pytest.param(figure("fig:fig1"), figure("fig:fig2"), 0.9, False, id="numbered-labels"),
        pytest.param(
            figure("a", file="plots/level_cold.pdf"), figure("b", file="x/level_colds.pdf"), 0.0, True, id="files"
        ),
        pytest.param(figure("a", file="img1.png"), figure("b", file="img2.png"), 0.9, False, id="numbered-files"),
        pytest.param(figure("p", mentions=(MENTION,)), figure("q", mentions=(MENTION,)), 0.6, True, id="one-breath"),
        pytest.param(figure("p", mentions=(MENTION,)), figure("q", mentions=(MENTION,)), 0.2, False, id="other-text"),
        pytest.param(figure("p", mentions=(MENTION,)), figure("q"), 0.9, False, id="named-alone"),
    ],
)
def test_figures_of_one_series(one, other, similarity, expected):
    assert is_sibling(one, ProfileFigure(other, "near", similarity)) is expected


def drafted(other: Figure, text: str) -> str:
    start = text.index("Figure")
    target = figure(
        "fig:level_hot", mentions=(Mention(text, (Sentence(text, text, references=((start, start + 8),)),)),)
    )
    style = Style(captions=1, median_words=9, shortest=9, longest=9, final_period=True)
    request = CaptionRequest(target, Profile((ProfileFigure(other, "near", 0.5),), style), "pdf")
    return ExtractiveCaptioner().draft(request).text


TEXT = "Figure 3 shows that the level in the hot tank falls after every run."


def test_a_siblings_caption_comes_before_sentences_of_the_text():
    other = replace(figure("fig:level_hot2"), caption="Level in the cold tank after each run, for three valves.")
    assert drafted(other, TEXT) == "Level in the tank after each run."


def test_a_caption_that_hardly_fits_does_not():
    other = replace(
        figure("fig:level_hot2"),
        caption="Colours, marks, ages, heights, owners and names of 12 old woods, tank run aside.",
    )
    assert drafted(other, TEXT) == "The level in the hot tank falls after every run."


def test_another_figures_caption_does_not():
    other = replace(figure("fig:valves"), caption="Level in the cold tank after each run, for three valves.")
    assert drafted(other, TEXT) == "The level in the hot tank falls after every run."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Figure 3 shows traces of the level of the hot tank run.", "Level in the tank after each run.", id="a second title"
        ),
        pytest.param(
            "Figure 3 shows the oil that four rusty engines lost before summer, level of tank and run.",
            "Level in the tank after each run. The oil that four rusty engines lost before summer, level of tank and run.",
            id="something new",
        ),
    ],
)  # fmt: skip
def test_behind_a_caption_taken_over_comes_only_what_is_new(text, expected):
    other = replace(figure("fig:level_hot2"), caption="Level in the tank after each run.")
    start = text.index("Figure")
    target = figure(
        "fig:level_hot", mentions=(Mention(text, (Sentence(text, text, references=((start, start + 8),)),)),)
    )
    style = Style(captions=1, median_words=30, shortest=9, longest=30, final_period=True)
    request = CaptionRequest(target, Profile((ProfileFigure(other, "near", 0.5),), style), "pdf")
    assert ExtractiveCaptioner().draft(request).text == expected


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("", "", 0),
        ("time level pump", "time level pump", 0),  # hardly any words
        ("time level pump inlet", "time level pump", 0),
        ("time level pump inlet", "time level pump inlet", 1),
        ("time level pump inlet", "time level pump outlet", 3 / 5),
        ("time level pump inlet", "tank valve city cold", 0),
    ],
)
def test_the_share_of_words_that_stand_in_both_pictures(one: str, other: str, likeness: float) -> None:
    assert drawn_likeness(figure("a", one), figure("b", other)) == likeness
    assert drawn_likeness(replace(figure("a", one), type="graph plot"), figure("b", other)) == 0
