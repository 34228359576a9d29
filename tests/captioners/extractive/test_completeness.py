"""What a reshaped sentence may lack of the author's: a pointer to the figure, and nothing that restricts or denies."""

import re

import pytest

from capassist.captioners.extractive.completeness import is_pointer, kept_whole
from capassist.captioners.extractive.compress import compress
from capassist.captioners.extractive.noted import SEVERAL
from capassist.captioners.extractive.pipeline import drafts_for
from capassist.captioners.extractive.pointer_phrases import CLOSE, OPEN
from capassist.model import Candidate, CaptionRequest, Figure, Mention, Profile, Sentence
from capassist.text.latex import to_plain

_REFERENCE = re.compile(r"(?:(?:Figures?|Fig\.|Abbildung|[Ll]a figur[ae])~)?\\ref\{f\}[ab]?")


def left_of(text: str) -> list[str]:
    """Return what is left of a sentence, where FIG is a figure with its word and REF one without, by panel."""
    source = re.sub(r"\bREF", r"\\ref{f}", re.sub(r"\bFIG", r"Figure~\\ref{f}", text))
    references = tuple(match.span() for match in _REFERENCE.finditer(source))
    assert references
    return [
        "".join(f"({letter}) " for letter in clause.panels if len(clause.panels) == 1) + clause.text
        for clause in compress(Sentence(to_plain(source), source, references))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Supposedly, FIG shows a stable helix.",
        "Allegedly FIG shows a stable helix.",
        "FIG hardly shows any change of the pressure.",
        "FIG allegedly shows a folded chain.",
        "FIG barely shows a peak of the density.",
        "FIG erroneously shows the density of ice.",
        "FIG wrongly shows that the pump is idle.",
        "FIG scarcely illustrates the growth of the crystal.",
        "FIG only partly shows the tail of the profile.",
        "FIG falsely depicts the level of the tank.",
        "FIG does not show the level of the tank.",
        "FIG never shows the level of the tank.",
        "FIG no longer shows the level of the tank.",
        "FIG almost shows the level of the tank.",
        "FIG fails to show the level of the tank.",
        "FIG seems to show the level of the tank.",
        "FIG suggests that the level of the tank falls.",
        "FIG might show the level of the tank.",
        "FIG should have shown the level of the tank.",
        "FIG illustrates why the pressure is not constant.",
        "FIG shows (wrongly) a peak of the density.",
        "FIG demonstrates what is supposedly a phase of its own.",
        "As FIG does not show, the dust is warm.",
        "As FIG wrongly shows, the dust is warm.",
        "As FIG seems to show, the dust is warm.",
        "As neither the text nor FIG shows, the dust is warm.",
        "The level of the tank is not shown in FIG.",
        "The main misconception here is that the level in FIG falls.",
        "The flow is steady (not in FIG).",
        "The flow is steady (except in FIG).",
        "The flow (unlike that in FIG) is steady, it seems.",
        "One could hardly see in FIG that the level falls.",
        "We wrongly show the level of the tank in FIG.",
        "We failed to plot the level of the tank in FIG.",
        "It is falsely shown in FIG that the level falls.",
        "Abbildung~REF zeigt nicht, dass der Druck steigt.",
        "Ein Maximum ist kaum in Abbildung~REF zu sehen.",
        "Ein Maximum ist nicht in Abbildung~REF zu sehen.",
        "In Abbildung~REF ist der Druck nur teilweise dargestellt.",
        "In Abbildung~REF ist der Druck falsch dargestellt.",
        "In Abbildung~REF ist kaum zu erkennen, dass der Druck steigt.",
        "Wie Abbildung~REF nicht zeigt, steigt der Druck.",
        "Wie Abbildung~REF angeblich zeigt, steigt der Druck.",
        "Comme la figure~REF ne montre pas, la pression chute.",
        "Como no muestra la figura~REF, el error cae.",
    ],
)
def test_what_denies_or_restricts_the_showing_leaves_nothing_that_affirms(text):
    assert not [
        said for said in left_of(text) if not re.search(r"\b(?:not|nicht|kaum|hardly|wrongly|falsely|failed)\b", said)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "With the exception of glass, FIG shows the density of all parts.",
            "The density of all parts, with the exception of glass.",
        ),
        ("Except for the last hour, FIG shows a constant level.", "A constant level, except for the last hour."),
        ("Apart from the first pump, FIG shows an even flow.", "An even flow, apart from the first pump."),
        ("Until noon, FIG shows a steady level.", "A steady level, until noon."),
        ("For loads below 3~kW, FIG shows the speed of the pump.", "The speed of the pump, for loads below 3~kW."),
        ("In the absence of wind, FIG shows the level of the lake.", "The level of the lake, in the absence of wind."),
        ("In the absence of wind, FIG shows that the lake is calm.", "In the absence of wind, the lake is calm."),
        ("Without the filter, FIG shows a drift of the level.", "A drift of the level, without the filter."),
        ("Provided that the tank is full, FIG shows the flow.", "The flow, provided that the tank is full."),
        ("Before the rain, the level of the lake is shown in FIG.", "The level of the lake, before the rain."),
        ("When the pump is cold, the flow is shown in FIG.", "The flow, when the pump is cold."),
        ("If the pump is cold, we show the flow in FIG.", "If the pump is cold, we show the flow."),
        ("Unless the pump is cold, FIG shows the flow.", "The flow, unless the pump is cold."),
        ("Ignoring the outliers, FIG shows the rate of flow.", "The rate of flow, ignoring the outliers."),
        ("According to the old model, FIG shows an even flow.", "An even flow, according to the old model."),
        ("In runs of another program, not ours, FIG shows waves.", "Waves, in runs of another program, not ours."),
        ("Besides waves at the edges, FIG shows a calm lake.", "A calm lake, besides waves at the edges."),
        ("However, without the filter, FIG shows a drift.", "A drift, without the filter."),
        ("For all pumps but one, FIG shows that the flow is even.", "For all pumps but one, the flow is even."),
        ("In theory, FIG shows the highest level of the lake.", "The highest level of the lake, in theory."),
        ("FIG shows only the flow of the first pump.", "Only the flow of the first pump."),
        ("FIG shows hardly any change of the level.", "Hardly any change of the level."),
        ("FIG shows the flow of all pumps but the first.", "The flow of all pumps but the first."),
        ("FIG shows no change of the level.", "No change of the level."),
        ("FIG shows the flow, but it is not steady.", "The flow. It is not steady."),
        ("The flow is shown in FIG, but it is not steady.", "The flow. It is not steady."),
        ("The flow is shown in FIG only for cold pumps.", "The flow only for cold pumps."),
        ("The flow is shown in FIG and explained by a leak.", "The flow is shown and explained by a leak."),
        ("A peak at noon is hardly visible in FIG.", "A peak at noon is hardly visible."),
        ("A plateau is not seen in FIG, but a peak is.", "A plateau is not seen, but a peak is."),
        ("The level (not the pressure) is shown in FIG.", "The level (not the pressure)."),
        ("The flow falls (except at night), as shown in FIG.", "The flow falls (except at night)."),
        ("As FIG shows, except at night, the flow falls.", "Except at night, the flow falls."),
        ("Abbildung~REF zeigt kaum eine Änderung des Drucks.", "Kaum eine Änderung des Drucks."),
        ("Abbildung~REF zeigt keine Änderung des Drucks.", "Keine Änderung des Drucks."),
        ("Second harmonics of the tone are shown in FIG.", "Second harmonics of the tone."),
    ],
)
def test_what_restricts_is_kept(text, expected):
    assert left_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FIGa shows the raw scan, and FIGb shows the scan without noise.",
            ["(a) The raw scan.", "(b) The scan without noise."],
        ),
        (
            "FIGa shows the raw scan and FIGb the scan without noise.",
            ["(a) The raw scan.", "(b) The scan without noise."],
        ),
        ("The period is shown in FIGa and the radius in FIGb.", ["(a) The period.", "(b) The radius."]),
        ("The period is shown in FIGa, and the radius is plotted in FIGb.", ["(a) The period.", "(b) The radius."]),
        (
            "FIGa shows the raw scan, while the clean scan is shown in FIGb.",
            ["(a) The raw scan.", "(b) The clean scan."],
        ),
        ("FIGa shows the raw scan; FIGb shows the clean scan.", ["(a) The raw scan.", "(b) The clean scan."]),
        (
            "Figures~REFa and REFb show the raw scan and the clean scan, respectively.",
            ["(a) The raw scan.", "(b) The clean scan."],
        ),
        (
            "Figures~REFa and REFb show the raw and the clean scan, respectively.",
            ["(a) The raw and (b) the clean scan."],
        ),
        (
            "Figures~REFa and REFb show the mean and the standard deviation, respectively.",
            ["(a) The mean and (b) the standard deviation."],
        ),
        ("Figures~REFa and REFb show the level of both tanks.", ["The level of both tanks."]),
        (
            "Without the filter, FIGa shows the level and FIGb shows the pressure.",
            ["(a) The level, without the filter.", "(b) The pressure, without the filter."],
        ),
        ("FIGa shows the level and FIGb shows the pressure, both without the filter.", []),
        ("Figures~REFa and REFb show the level, the flow and the pressure, respectively.", []),
    ],
)
def test_no_panel_is_told_of_as_the_whole(text, expected):
    assert left_of(text) == expected


@pytest.mark.parametrize(
    "opening",
    [
        *("However,", "Moreover,", "Finally,", "In addition,", "In particular,", "For example,", "As an example,"),
        *("Furthermore,", "Therefore,", "Here,", "In contrast,", "First,", "Then", "Clearly,", "In summary,"),
        "In agreement with the old models,",
        "To illustrate this,",
        "To get an idea of the tank,",
        "In order to understand the tank,",
        "To this end,",
        "As discussed above,",
        "On the other hand,",
    ],
)
def test_what_ties_a_sentence_to_the_one_before_goes(opening):
    assert left_of(f"{opening} FIG shows the level of the lake.") == ["The level of the lake."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FIG clearly shows the level of the lake.", "The level of the lake."),
        ("FIG also shows the level of the lake.", "The level of the lake."),
        ("FIG schematically depicts the level of the lake.", "The level of the lake."),
        ("As can be clearly seen in FIG, the level falls.", "The level falls."),
        ("As shown in FIG, the level falls.", "The level falls."),
        ("As expected, FIG shows that the level falls.", "The level falls."),
        ("It can be seen in FIG that the level falls.", "The level falls."),
        ("We see from FIG that the level falls.", "The level falls."),
        ("Note that FIG shows the level of the lake.", "The level of the lake."),
        ("In FIG, we plot the level of the lake.", "The level of the lake."),
        ("We plot the level of the lake in FIG.", "The level of the lake."),
        ("The level of the lake is best seen in FIG.", "The level of the lake."),
        ("The level of the lake is shown in FIG and in Table~2.", "The level of the lake."),
        ("The level of the lake is shown in FIG and discussed below.", "The level of the lake."),
        ("The pump is new, and the level of the lake is shown in FIG.", "The level of the lake."),
        ("The pump is new; FIG shows the level of the lake.", "The level of the lake."),
        ("In some runs, this is useful; for example, FIG shows the level of the lake.", "The level of the lake."),
        ("First, let us take a calm lake: FIG shows the level of the lake.", "The level of the lake."),
        ("As an example of the old models, FIG shows the level of the lake.", "The level of the lake."),
        ("The key insight here is that the level falls; this is shown in FIG.", "The level falls."),
        ("The level falls; this is shown in FIG for the data in Figure~\\ref{g}.", "The level falls."),
        ("Thus, for instance, the level falls (see FIG for the pump).", "The level falls."),
        ("Abbildung~REF zeigt den Aufbau der Pumpe.", "Der Aufbau der Pumpe."),
        ("Wie Abbildung~REF deutlich zeigt, steigt der Druck.", "Der Druck steigt."),
        ("In Abbildung~REF ist der Aufbau schematisch dargestellt.", "Der Aufbau."),
        ("Comme le montre la figure~REF, la pression chute.", "La pression chute."),
        ("Como se observa en la figura~REF, el error cae.", "El error cae."),
    ],
)
def test_what_only_points_goes(text, expected):
    assert left_of(text) == [expected]


@pytest.mark.parametrize("piece", ["not", "only", "except for", "hardly", "without", "kaum", "nicht", "ne pas"])
def test_what_restricts_is_no_pointer(piece):
    assert not is_pointer(f"as {piece} {OPEN}{CLOSE} shows")


def test_a_figure_is_pointed_at_in_portuguese_with_a_word_that_denies_in_english():
    assert is_pointer(f"é mostrado no {OPEN}{CLOSE}")


@pytest.mark.parametrize("left", ["The level.", "The level falls."])
def test_a_clause_that_lacks_a_word_is_not_used(left):
    assert kept_whole("The level rarely falls.", left, "sentence") is None


def drafts(*texts: str) -> list[Candidate]:
    """Return the drafts for a figure that a paragraph names by FIG, where OTHER is another figure."""
    source = [text.replace("FIG", r"Figure~\ref{f}").replace("OTHER", r"Figure~\ref{g}") for text in texts]
    sentences = tuple(
        Sentence(to_plain(text), text, tuple(match.span() for match in _REFERENCE.finditer(text)), r"\ref{g}" in text)
        for text in source
    )
    mention = Mention(" ".join(sentence.text for sentence in sentences), sentences)
    return drafts_for(CaptionRequest(Figure("f", labels=("f",), mentions=(mention,)), Profile((), None), "latex"))


@pytest.mark.parametrize(
    ("texts", "untrue"),
    [
        pytest.param(
            ["OTHER shows the flow of the inner pump (not the outer, which is in FIG)."], "inner", id="the other"
        ),
        pytest.param(
            ["The levels are shown in OTHER.", "The old pump (not shown) is better.", "See FIG for the new one."],
            "old pump",
            id="between two figures",
        ),
        pytest.param(["FIG shows the level.", "The old pump (not shown) is better."], "old pump", id="not shown"),
        pytest.param(["FIG shows the same for 8 GHz."], "8 GHz", id="the same"),
        pytest.param(["FIG barely shows a peak of the level."], "peak", id="barely"),
        pytest.param(["FIG hardly shows any change of the level."], "change", id="hardly"),
        pytest.param(["FIG illustrates why the level is not constant."], "Why the level", id="why"),
        pytest.param(["FIG shows (wrongly) a peak of the level."], "peak", id="in parentheses"),
        pytest.param(["FIGa shows the level and FIGb shows the flow, both of cold pumps."], "flow", id="two panels"),
    ],
)
def test_no_draft_says_of_the_figure_what_the_text_does_not(texts, untrue):
    assert not [draft.text for draft in drafts(*texts) if untrue in draft.text]


@pytest.mark.parametrize(
    "text", ["Without wind, the mean flow (FIG) is even.", "The flow is weak at noon, the rest (FIG) is not."]
)
def test_a_name_beside_what_restricts_it_is_to_be_confirmed(text):
    assert all("[" in draft.text or draft.notes for draft in drafts(text))


def test_panels_that_a_sentence_tells_of_are_told_one_by_one():
    text = "FIGa shows the raw scan, and FIGb shows the scan without noise."
    assert drafts(text)[0].text == "(a) The raw scan. (b) The scan without noise."


def test_what_is_said_of_several_figures_in_one_has_a_note():
    (draft, *_) = drafts("FIG and OTHER show the levels of both lakes.")
    assert (draft.text, SEVERAL in draft.notes) == ("The levels of both lakes.", True)


def test_what_is_said_of_one_figure_has_no_note():
    assert not drafts("FIG shows the levels of both lakes.")[0].notes
