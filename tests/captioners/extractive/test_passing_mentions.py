"""Figures that the text names in passing: what is drawn, what they are called, or blanks, always with a note."""

from dataclasses import replace

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.model import (
    Axis,
    Candidate,
    CaptionRequest,
    Drawing,
    Figure,
    LegendEntry,
    Mention,
    PlotPanel,
    Profile,
    ProfileFigure,
    Sentence,
)
from capassist.profile import measure_style


def request(source: str, drawing: Drawing | None = None, captions: tuple[str, ...] = ()) -> CaptionRequest:
    """Return a request for a figure that one sentence names by "REF"."""
    start = source.find("REF")
    pointer = r"Figure~\ref{fig:x}"
    text = source.replace("REF", pointer)
    references = ((start, start + len(pointer)),) if start >= 0 else ()
    sentence = Sentence(source.replace("REF", "Figure 1"), text, references, names_others=False)
    mentions = (Mention(sentence.text, (sentence,)),) if source else ()
    others = tuple(Figure(id=c, caption=c, caption_source=c) for c in captions)
    profile = Profile(tuple(ProfileFigure(f, "near", 0.5) for f in others), measure_style(others))
    figure = Figure(id="fig:x", labels=("fig:x",), mentions=mentions, drawing=drawing)
    return CaptionRequest(figure=figure, profile=profile, markup="latex")


def drafted(asked: CaptionRequest) -> Candidate:
    return ExtractiveCaptioner().draft(asked)


PUMP = Drawing(
    "pdf",
    (
        PlotPanel(
            x=Axis("Time (h)", "h"),
            y=Axis("Water Level (m)", "m"),
            legend=(LegendEntry("spring"), LegendEntry("autumn")),
        ),
    ),
)


@pytest.mark.parametrize(
    "source",
    [
        "Unfortunately there is an error in this sum (illustrated in REF), so we repeat it.",
        "We use a second pump, see also REF for the set-up.",
        "All runs are repeated (REF) and stored on a disk that was bought in March.",
    ],
)
def test_a_sentence_that_names_the_figure_in_passing_is_no_caption(source: str) -> None:
    candidate = drafted(request(source))
    assert candidate.notes
    assert "repeat" not in candidate.text
    assert "second pump" not in candidate.text


@pytest.mark.parametrize(
    ("source", "drawing", "expected"),
    [
        pytest.param("", PUMP, "Water level against time for spring and autumn.", id="axes and series"),
        pytest.param(
            "In short, the workflow (REF) for a full analysis of the basin might have steps.",
            None,
            "Workflow for a full analysis of the basin.",
            id="the name it is called by",
        ),
        pytest.param(
            "From the flow map (REF), it follows that the rest is dry.",
            PUMP,
            "Flow map: water level against time for spring and autumn.",
            id="name and axes",
        ),
        pytest.param(
            "", Drawing("pdf", (PlotPanel(x=Axis("Time (h)", "h")),)), "[what is plotted] against time.", id="half"
        ),
        pytest.param(
            "",
            Drawing("pdf", (PlotPanel(label="(a)", title="Pump"), PlotPanel(label="(b)", title="Drain"))),
            "(a) Pump. (b) Drain.",
            id="lettered panels",
        ),
        pytest.param(
            "", Drawing("pdf", (PlotPanel(x=Axis("$"), y=Axis("0.5")),)), "[what is plotted].", id="nothing legible"
        ),
    ],
)
def test_what_is_drawn_or_named_is_said(source: str, drawing: Drawing | None, expected: str) -> None:
    candidate = drafted(request(source, drawing))
    assert candidate.text == expected
    assert candidate.notes
    drawn = any(evidence.kind == "drawn text" for evidence in candidate.evidence)
    assert drawn == (drawing is not None and expected != "[what is plotted].")


@pytest.mark.parametrize(
    ("source", "drawing", "said"),
    [
        ("", PUMP, "this is what is drawn in it"),
        ("From the flow map (REF), it follows that the rest is dry.", None, "this is what the text calls it"),
    ],
    ids=["drawn", "named"],
)
def test_the_note_says_where_a_caption_without_a_sentence_comes_from(
    source: str, drawing: Drawing | None, said: str
) -> None:
    assert said in drafted(request(source, drawing)).notes[0]


def test_what_is_said_in_passing_of_each_panel_by_its_letter_is_a_caption_with_a_note() -> None:
    panels = ("The level is low in spring (REF (a)).", "The flow is high in autumn (REF (b)).")
    asked = request(panels[0])
    mentions = tuple(mention for panel in panels for mention in request(panel).figure.mentions)
    both = drafted(replace(asked, figure=replace(asked.figure, mentions=mentions)))
    assert both.text == "(a) The level is low in spring. (b) The flow is high in autumn."
    assert both.notes
    assert drafted(asked).kind == "template"  # of one panel alone it is none


def test_the_author_s_word_for_against() -> None:
    captions = ("Rain as a function of the month.", "Wind as a function of height.")
    said = drafted(request("", PUMP, captions)).text
    assert said.startswith("Water level as a function of time")


def test_an_opening_that_captions_share_is_given_where_it_is_true() -> None:
    captions = ("Northern basin: rain by month.", "Northern basin: wind by height.")
    told = "REF shows the level of the tank in the northern basin."
    assert drafted(request(told, None, captions)).text == "Northern basin: Level of the tank in the northern basin."
    elsewhere = "REF shows the level of the tank in the valley."
    assert "orthern basin" not in drafted(request(elsewhere, None, captions)).text


def test_an_opening_that_is_said_of_another_figure_is_not_given() -> None:
    captions = ("Northern basin: rain by month.", "Northern basin: wind by height.")
    asked = two_sentences("REF shows the level of the tank.", "Figure 7 is of the northern basin.")
    [mention] = asked.figure.mentions
    first, second = mention.sentences
    mention = replace(mention, sentences=(first, replace(second, names_others=True)))
    others = tuple(ProfileFigure(Figure(id=c, caption=c, caption_source=c), "near", 0.5) for c in captions)
    asked = replace(asked, figure=replace(asked.figure, mentions=(mention,)), profile=Profile(others, None))
    assert drafted(asked).text == "Level of the tank."


def test_an_opening_is_not_said_twice() -> None:
    captions = ("Northern basin: rain by month.", "Northern basin: wind by height.")
    said = drafted(request("REF shows the old northern basin in a year of rain.", None, captions)).text
    assert said == "Old northern basin in a year of rain."


def test_an_opening_of_all_captions_is_given_with_what_is_not_said_in_brackets() -> None:
    captions = ("Northern basin: rain by month.", "Northern basin: wind by height.", "Northern basin: depth.")
    told = "REF shows the level of the tank in the basin."
    assert drafted(request(told, None, captions)).text == "[Northern?] basin: Level of the tank in the basin."


@pytest.mark.parametrize(
    "captions",
    [
        pytest.param(("Northern basin: rain by month.", "Northern basin: wind by height."), id="two captions"),
        pytest.param(("Northern basin: rain.", "Northern basin: wind.", "Depth by month."), id="not all of three"),
    ],
)
def test_an_opening_with_brackets_is_only_given_where_all_of_three_captions_have_it(captions: tuple[str, ...]) -> None:
    told = "REF shows the level of the tank in the basin."
    assert drafted(request(told, None, captions)).text == "Level of the tank in the basin."


def test_no_sentence_is_added_for_its_length_alone() -> None:
    captions = (" ".join(["Rain in the basin and the wind over it in each month of the year."] * 3),) * 2
    asked = request("REF shows the level of the tank.", None, captions)
    [mention] = asked.figure.mentions
    after = Sentence(text := "Rivers carry sand to the sea in every part of the world.", text, (), names_others=False)
    mention = replace(mention, sentences=(*mention.sentences, after))
    asked = replace(asked, figure=replace(asked.figure, mentions=(mention,)))
    assert "Rivers" not in drafted(asked).text


@pytest.mark.parametrize(
    "source",
    [
        "We then look at REF, where the level doubles within a month.",
        "Let us now turn to REF, where the level doubles within a month.",
    ],
)
def test_where_behind_a_pointer_begins_the_sentence(source: str) -> None:
    assert drafted(request(source)).text == "The level doubles within a month."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"REF shows \revised{the level of the tank} in spring.", "The level of the tank in spring."),
        (r"REF shows the level\todo{units?} of the tank.", "The level of the tank."),
        (r"REF shows the level of the tank (see Table~\ref{tab:a} for the values).", "The level of the tank."),
        (
            r"REF shows the level of the tank \citep[see Sect. 3 of][and the references therein]{x}.",
            r"The level of the tank \citep{x}.",
        ),
    ],
)
def test_what_is_no_part_of_a_caption_stays_behind(source: str, expected: str) -> None:
    assert drafted(request(source)).text == expected


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("The level fell from 3 to 2 m within every hour (REF).", id="in parentheses at the end"),
        pytest.param("The level fell from 3 to 2 m within every hour (see REF).", id="see"),
        pytest.param("The level fell from 3 to 2 m within every hour, see REF.", id="behind a comma"),
        pytest.param(
            "The level fell from 3 to 2 m within every hour (see REF for an illustration).", id="for an illustration"
        ),
    ],
)
def test_a_sentence_whose_evidence_is_the_figure_follows_with_a_note(source: str) -> None:
    candidate = drafted(request(source, PUMP))
    assert candidate.text == (
        "Water level against time for spring and autumn. The level fell from 3 to 2 m within every hour."
    )
    assert any("beside this sentence" in note for note in candidate.notes)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The system in REF consists of a tank and two pumps.", "The system consists of a tank and two pumps."),
        ("Das Beispiel in REF zeigt, dass der Tank überläuft.", "Das Beispiel zeigt, dass der Tank überläuft."),
        ("The last bar of REF is lower than the others.", "The last bar is lower than the others."),
        ("The yield of the field (REF) was low in both years.", "The yield of the field was low in both years."),
        ("Panel (b) of REF shows the yield of the field.", "(b) The yield of the field."),
    ],
)
def test_what_the_figure_has_is_the_subject_of_the_sentence(source: str, expected: str) -> None:
    candidate = drafted(request(source))
    assert (candidate.text, candidate.kind) == (expected, "short")


@pytest.mark.parametrize(
    "source",
    [
        "The window is a row of narrow spikes, reminiscent of the comb shown in REF.",
        "The window is a row of narrow spikes, like the combs seen in REF.",
    ],
)
def test_a_thing_that_is_only_likened_to_the_figure_is_no_caption(source: str) -> None:
    assert "spikes" not in drafted(request(source)).text


def two_sentences(first: str, second: str) -> CaptionRequest:
    asked = request(first)
    [mention] = asked.figure.mentions
    behind = Sentence(second, second, (), names_others=False)
    if "REF" in second:
        behind = request(second).figure.mentions[0].sentences[0]
    mention = replace(mention, sentences=(*mention.sentences, behind))
    return replace(asked, figure=replace(asked.figure, mentions=(mention,)))


def test_a_sentence_about_a_mark_is_used_behind_one_that_says_nothing() -> None:
    asked = two_sentences("REF illustrates the correction.", "The pink line is lower because we leave out the rim.")
    assert "The pink line is lower" in drafted(asked).text


def test_a_sentence_that_only_points_leaves_the_one_before_it() -> None:
    asked = two_sentences("Each letter is sorted by its town and its street.", "The procedure is shown in REF.")
    assert drafted(asked).text == "Each letter is sorted by its town and its street."


def test_what_is_said_of_the_other_panels_comes_before_what_the_text_goes_on_with() -> None:
    said = (
        "The left panel of Figure 3 shows the level of the tank over one long year.",
        "The level falls in every summer of it and rises in every winter.",
        "The right panel shows the pressure of the pump in the same long year.",
    )
    references = ((18, 26),), (), ()
    sentences = tuple(Sentence(text, text, found) for text, found in zip(said, references, strict=True))
    figure = Figure("fig:x", mentions=(Mention(" ".join(said), sentences),))
    text = drafted(CaptionRequest(figure, Profile((), None), "pdf")).text
    assert text == f"The left panel shows the level of the tank over one long year. {said[2]}"
