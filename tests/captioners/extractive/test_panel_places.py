"""Panels that are named by their place: how the author does it, and sentences in that way."""

from collections.abc import Sequence

import pytest

from capassist.captioners.extractive.panel_places import Habit, in_habit, names_a_place, names_panels, place_habit


@pytest.mark.parametrize(
    ("captions", "habit"),
    [
        ([], None),
        (["The left is raw."], None),
        (["Left: The raw."], Habit("{place}:", True, True)),
        (["Left: A raw one."], Habit("{place}:", True, True)),
        (["Left: the raw. Right: The fit. Left: the rest."], Habit("{place}:", True, False)),
        (["(left) The raw.", "(right) A fit."], Habit("({place})", False, True)),
        (["(Left panel) the raw"], Habit("({place} {noun})", True, False)),
        (["Left panel: the raw"], Habit("{place} {noun}:", True, False)),
        (["Left: the raw.", "(left) The raw.", "(right) The fit."], Habit("({place})", False, True)),
    ],
)
def test_the_author_s_habit_is_the_commonest(captions: Sequence[str], habit: Habit | None) -> None:
    assert place_habit(captions) == habit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The data grow.", {}),
        ("In the upper panel the fit is shown.", {}),
        ("The left panel shows the raw data.", {"(left)": "The raw data."}),
        ("The raw data are shown in the left panel.", {"(left)": "The raw data."}),
        (
            "The left panel shows the data and the right panel shows the fit.",
            {"(left)": "The data", "(right)": "The fit."},
        ),
        ("The data on the left and the fit on the right.", {"(left)": "The data", "(right)": "The fit"}),
    ],
)
def test_sentences_in_the_author_s_way(text: str, said: dict[str, str]) -> None:
    assert in_habit(text, Habit("({place})", False, True)) == said


@pytest.mark.parametrize(
    ("text", "panels", "place"),
    [
        ("Growth of rats.", False, False),
        ("(a) Growth. (b) Decay.", True, False),
        ("Left: growth.", True, False),
        ("The upper-left panel grows.", True, True),
    ],
)
def test_whether_panels_are_named(text: str, panels: bool, place: bool) -> None:
    assert (names_panels(text), names_a_place(text)) == (panels, place)
