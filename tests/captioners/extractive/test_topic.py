"""What a figure is about by its own name and the text's: nothing where they do not agree."""

import pytest

from capassist.captioners.extractive.named_phrase import best_phrase, named_panels, named_phrases
from capassist.captioners.extractive.topic import topic
from capassist.model import Figure, Image, Mention, Panel, Sentence
from capassist.text.markup import markup_of


def figure(*texts: str, label: str = "fig:x", file: str = "", section: str | None = None, heading: str | None = None):
    """Return a figure that the sentences name as "REF" or "REF", a letter behind it."""
    sentences = []
    for text in texts:
        start = text.find("Figure 3")
        end = start + len("Figure 3") + (text[start + 8 : start + 9].isalpha() if start >= 0 else 0)
        sentences.append(Sentence(text, text, references=((start, end),) if start >= 0 else ()))
    mention = Mention(" ".join(texts), tuple(sentences), section=section, heading=heading)
    return Figure("fig:x", labels=(label,), images=(Image(file),) if file else (), mentions=(mention,))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            figure("See Figure 3 for the water wheels.", label="fig:water-wheel"), "Water wheels", id="label-in-text"
        ),
        pytest.param(
            figure("As tidal mills do (Figure 3).", file="plots/02_TidalMills_old.pdf"), "Tidal mills", id="file-in-text"
        ),
        pytest.param(figure("See Figure 3.", label="fig:wheel", section="4.2 The Wheel"), "Wheel", id="heading"),
        pytest.param(
            figure("See Figure 3.", label="ww-states", section="Mills", heading="Water Wheel."), "Water Wheel", id="initials"
        ),
        pytest.param(figure("See Figure 3.", label="fig:results", section="3 Results"), None, id="a heading of all papers"),
        pytest.param(figure("See Figure 3.", label="fig:wheel", section="4 Mills"), None, id="another heading"),
        pytest.param(figure("See Figure 3 for wheels.", label="fig:wheels"), None, id="one word of the text"),
        pytest.param(Figure("fig:x", labels=("fig:water-wheel",)), None, id="no text"),
        pytest.param(figure("See Figure 3.", label="fig:wheel", heading="The Wheel Paradox"), "Wheel", id="what of it"),
        pytest.param(figure("See Figure 3.", label="fig:wheel", heading="Old Wheel Paradox of Zeno"), "Old Wheel", id="of"),
        pytest.param(
            figure("It is a paradox (Figure 3).", label="fig:wheel", heading="The Wheel Paradox"), "Wheel Paradox", id="told"
        ),
        pytest.param(
            figure("See Figure 3.", label="fig:mill", heading="Mills by the River"), "Mills by the River", id="its complement"
        ),
        pytest.param(figure("See Figure 3.", label="fig:mill", heading="Mill Wheel Paradox"), None, id="no name left"),
        pytest.param(
            figure("Take an old water wheel (OWW), as in Figure 3.", label="fig:oww_plan"), "Old water wheel (OWW)", id="spelled out"
        ),
        pytest.param(figure("Take a mill (OWW), as in Figure 3.", label="fig:oww_plan"), None, id="not its letters"),
        pytest.param(figure("Take an old water wheel (OWW), as in Figure 3.", label="fig:plan"), None, id="not its label"),
    ],
)  # fmt: skip
def test_what_a_figure_is_about(given, expected):
    found = topic(given)
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["The flow between rain and level was long known.", "From the flow (Figure 3) we learn much."],
            "Flow between rain and level",
            id="at length elsewhere",
        ),
        pytest.param(
            [
                "It is a steep flow of rain that fills the tank in a year, as said.",
                "From the flow (Figure 3) we learn much.",
            ],
            "Steep flow of rain that fills the tank in a year",
            id="with what restricts it",
        ),
        pytest.param(
            ["A flow of rain, which is old, was known.", "From the flow (Figure 3) we learn much."],
            "Flow of rain",
            id="without what only adds",
        ),
        pytest.param(
            ["From the flow (Figure 3) we learn much.", "The flow of mud is new."], "Flow", id="behind it, of another"
        ),
        pytest.param(["The flow is old.", "From the flow (Figure 3) we learn much."], "Flow", id="nowhere at length"),
        pytest.param(["This mill area is shown in Figure 3 and in Table 2."], "Mill area", id="this"),
        pytest.param(
            ["The example goes on by drawing a map of the two rivers (Figure 3)."], "Map of the two rivers", id="made"
        ),
    ],
)
def test_what_the_text_calls_a_figure(texts, expected):
    given = figure(*texts)
    found = best_phrase(named_phrases(given, markup_of("pdf")), given)
    assert found is not None
    assert (found.text, found.certain) == (expected, True)


@pytest.mark.parametrize(
    "text",
    [
        "The pumps are safer as they sidestep the assumption of a steady flow in the pipe (illustrated in Figure 3).",
        "They work without the assumption of a steady flow (Figure 3) in the pipe.",
        "They are built so that one can avoid the use of a valve in the pipe (Figure 3).",
        "It was long believed that the flow in the pipe is steady (but see Figure 3) all year.",
        "Dies umgeht, weil sie ohne die Annahme einer Strömung (Figure 3) auskommt.",
    ],
)
def test_what_is_done_without_or_a_thing_is_like_is_not_what_the_figure_shows(text):
    assert named_phrases(figure(text, label="fig:pipe"), markup_of("pdf")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use pumps to raise the mean level of the tank (Figure 3a).", {"a": "Mean level of the tank"}),
        ("We take the tank as the first one and follow the level as it falls (Figure 3b).", {"b": "Level"}),
        ("The first of these is the mean level of the tank (Figure 3a) in summer.", {"a": "Mean level of the tank"}),
        ("It is used to divide the runs into five groups (Figure 3c), named A to E.", {"c": "Five groups"}),
        ("The level of the tank (Figure 3) is low.", {}),
    ],
)
def test_what_the_text_calls_panels(text, expected):
    found = {letter: phrase.text for letter, phrase in named_panels(figure(text), markup_of("pdf")).items()}
    assert found == {letter: name for letter, name in expected.items() if " " in name}


def test_a_panel_is_known_by_its_own_label():
    text = r"The mean level of the tank (Figure~\ref{fig:x:b}) is low."
    start = text.index("Figure")
    mention = Mention(text, (Sentence(text, text, references=((start, text.index(")")),)),))
    panels = (Panel("(a)", labels=("fig:x:a",)), Panel("(b)", labels=("fig:x:b",)))
    found = named_panels(Figure("fig:x", panels=panels, mentions=(mention,)), markup_of("latex"))
    assert {letter: phrase.text for letter, phrase in found.items()} == {"b": "Mean level of the tank"}
