"""A caption taken over from another figure: every fact that the text around the target lacks is in brackets."""

import re

import pytest

from capassist.captioners.extractive.adapt import adapted
from capassist.model import CaptionRequest, Figure, Mention, Profile, ProfileFigure, Sentence, Style
from capassist.text.escape import syntax_errors

SAID = r"The speed of the cars in Rome is shown in Figure~\ref{fig:x} for wheels of $r=2$."
STYLE = Style(captions=4, median_words=12, shortest=5, longest=30, final_period=True)


def draft(caption: str, *, similarity: float = 0.5, markup="latex") -> str | None:
    mention = Mention("The speed of the cars in Rome is shown in Figure 3 for wheels of r=2.", (Sentence(SAID, SAID),))
    other = Figure(id="fig:o", number="2", caption=caption, caption_source=caption)
    profile = Profile((ProfileFigure(other, "near", similarity),), STYLE)
    found = adapted(CaptionRequest(Figure(id="fig:x", mentions=(mention,)), profile, markup))
    return found and found.text


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Speed of the wheels in Berlin.", "Speed of the wheels in [Berlin?]."),
        ("Speed of cars with 3 wheels.", "Speed of cars with [3?] wheels."),
        (r"Speed of cars for $r=2$ and $r=5$.", r"Speed of cars for $r=2$ and [$r=5$?]."),
        (r"Speed of cars \citep{k}.", r"Speed of cars [\citep{k}?]."),
        (r"Speed of cars as in Figure~\ref{fig:z}.", r"Speed of cars as in [Figure~\ref{fig:z}?]."),
        (r"{\bf Speed of cars} on \track.", r"{\bf Speed of cars} on [\track?]."),
        ("%\nSpeed of cars.\\label{fig:o}% why", "Speed of cars."),
        ("Speed of cars by the method of Smith and sons.", "Speed of cars by the [method of Smith and sons?]."),
        ("Speed of cars (red) and wheels (blue).", "Speed of cars ([red?]) and wheels ([blue?])."),
        (
            r"Speed of cars \emph{with 3 doors} and \emph{4 seats}.",
            r"Speed of cars \emph{with [3 doors?]} and \emph{[4 seats?]}.",
        ),
    ],
)
def test_what_the_text_does_not_say_is_marked(caption, expected):
    assert draft(caption) == expected
    assert syntax_errors(expected) == ()


@pytest.mark.parametrize(
    ("theirs", "own", "caption"),
    [
        ("3.1 Pump control", "3.2 Valve control.", "Speed of the cars under valve control."),
        (None, "Valve control", "Speed of the cars under [Pump?] control."),
        ("Pump control", None, "Speed of the cars under [Pump control?]."),
        ("Pump control", "Pump Control", "Speed of the cars under Pump control."),
        ("Wind control", "Valve control", "Speed of the cars under [Pump?] control."),
    ],
)
def test_a_heading_stands_for_the_one_over_the_other_figure(theirs: str | None, own: str | None, caption: str) -> None:
    text = "Speed of the cars under Pump control."
    target, source = (
        Figure(
            id=name,
            caption=text,
            caption_source=text,
            mentions=(Mention(SAID, (Sentence(SAID, SAID),), heading=heading),),
        )
        for name, heading in (("fig:x", own), ("fig:o", theirs))
    )
    found = adapted(CaptionRequest(target, Profile((ProfileFigure(source, "near", 0.9),), STYLE), "latex"))
    assert found is not None
    assert found.text == caption


def test_numbers_of_other_figures_are_marked_even_where_the_text_has_them():
    assert draft("Speed of cars as in Figure 3.", markup="pdf") == "Speed of cars as in [Figure 3?]."


@pytest.mark.parametrize(
    ("caption", "similarity"), [("Speed of cars.", 0.1), ("Trees in the woods of Norway.", 0.9), ("", 0.9)]
)
def test_nothing_is_taken_over_from_a_figure_that_is_not_like_it(caption, similarity):
    assert draft(caption, similarity=similarity) is None


def test_no_more_than_the_brackets_is_added():
    caption = r"Mean speed of \emph{slow cars} (red) on 3\,\% of roads, $n=4$."
    text = draft(caption)
    assert text is not None
    assert re.sub(r"\[([^\[\]]*)\?\]", r"\1", text) == caption


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        (
            r"Speed of the cars for the wheels in Rome. As Figure~\ref{fig:x}, in Bern.",
            "Speed of the cars for the wheels in Rome.",
        ),
        (r"As Figure~\ref{fig:x}, with more of everything. Speed of cars.", None),
    ],
)
def test_what_a_caption_says_of_the_target_itself_is_not_taken_over(caption, expected):
    mention = Mention("The speed of the cars in Rome is shown in Figure 3 for wheels.", (Sentence(SAID, SAID),))
    other = Figure(id="fig:o", number="2", caption=caption, caption_source=caption)
    target = Figure(id="fig:x", labels=("fig:x",), mentions=(mention,))
    found = adapted(CaptionRequest(target, Profile((ProfileFigure(other, "near", 0.5),), STYLE), "latex"))
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (["Mean speed of cars (red), 3 runs."] * 3, "Mean speed of cars ([red?]), [3?] runs."),
        (["Mean speed of cars (red), 3 runs."] * 2, "[Mean?] speed of cars ([red?]), [3 runs?]."),
        (
            [*["Mean speed of cars (red), 3 runs."] * 2, "Median speed of cars (red), 3 runs."],
            "[Mean?] speed of cars ([red?]), [3?] runs.",
        ),
    ],
    ids=["all of three", "two", "not in all"],
)
def test_what_all_captions_say_is_the_authors_way_of_a_series_but_no_fact(captions, expected):
    mention = Mention("The speed of the cars is shown here.", (Sentence(SAID, SAID),))
    names = ("fig:run_fast", "fig:run_old", "fig:run_new")
    others = [
        Figure(name, labels=(name,), drawn_text="level time pump inlet", caption=text, caption_source=text)
        for name, text in zip(names, captions, strict=False)
    ]
    target = Figure("fig:x", labels=("fig:x",), drawn_text="level time pump inlet", mentions=(mention,))
    profile = Profile(tuple(ProfileFigure(other, "near", 0.5) for other in others), STYLE)
    found = adapted(CaptionRequest(target, profile, "latex"))
    assert found is not None
    assert found.text == expected
