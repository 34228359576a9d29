"""What the offline captioner makes of the author's wishes: a kind of draft, a shorter or longer one, and nothing else."""

from dataclasses import replace

import pytest

from capassist.captioners import controls
from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.errors import ModelError
from capassist.model import CaptionRequest, Figure, Mention, Profile, ProfileFigure, Sentence, Style
from capassist.text.blanks import blank_spans

SENTENCES = (
    "Figure 1 shows the error by epoch for both losses.",
    "The dashed line is the error of the untrained model.",
    "After ten epochs the error stays below two percent.",
    "Grey areas hold ninety percent of the runs.",
)


def request(**fields) -> CaptionRequest:
    found = tuple(Sentence(text, text, ((0, 8),) if place == 0 else ()) for place, text in enumerate(SENTENCES))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(SENTENCES), found, file="main.tex", line=3),))
    return replace(CaptionRequest(figure, Profile((), Style(4, 14, 6, 40, final_period=True)), "latex"), **fields)


@pytest.mark.parametrize("instruction", ["say what the colours mean", "more formal, name the runs", "not shorter"])
def test_any_other_change_needs_a_server(instruction):
    with pytest.raises(ModelError, match="can be made shorter or longer") as caught:
        ExtractiveCaptioner().draft(request(instruction=instruction, current="Error by epoch."))
    assert "--server" in caught.value.hint


@pytest.mark.parametrize(
    ("instruction", "current", "said"),
    [
        ("name the colours", "Error by epoch.", "can be made shorter or longer"),  # not: it keeps those that it has not
        ("bitte nenne die Farben", "Error by epoch.", "can be made shorter or longer"),
        (
            "name the colours",
            "Error by epoch; red is the mean.",
            "has “colours” already, and to say more of that needs a",
        ),
        ("keep the colours", "Error by epoch; red is the mean.", "it keeps “colours” as it is"),
    ],
)
def test_what_shall_be_named_needs_a_server_unless_it_is_there(instruction, current, said):
    with pytest.raises(ModelError, match=said):
        ExtractiveCaptioner().draft(request(instruction=instruction, current=current))


@pytest.mark.parametrize(
    ("instruction", "current"),
    [
        ("shorter", "Error by epoch."),
        ("shorter", "Error (a) and run time (in mm)."),
        ("shorter", r"Error of $f (of the whole model)$."),
        ("Longer!", " ".join(SENTENCES)),
    ],
    ids=["one sentence", "labels and units", "maths", "all is said"],
)
def test_where_there_is_no_such_caption_the_author_is_told(instruction, current):
    with pytest.raises(ModelError, match=r"to make it shorter|To make it longer") as caught:
        ExtractiveCaptioner().draft(request(instruction=instruction, current=current))
    assert "by hand" in caught.value.hint


def refined(instruction, current, **fields):
    return ExtractiveCaptioner().draft(request(instruction=instruction, current=current, **fields)).text


@pytest.mark.parametrize(
    ("current", "forms"),
    [
        ("Error. Seeds vary. Bars too.", ["Error. Seeds vary.", "Error."]),
        ("Error. Seeds vary", ["Error"]),
        ("Error (mean of all five runs) by epoch (in s). End.", ["Error (mean of all five runs) by epoch (in s)."]),
        ("Error (mean of all five runs) by epoch (in s).", ["Error by epoch (in s)."]),
        ("Both. (a) Error. (b) Time. Bars vary.", ["Both. (a) Error. (b) Time."]),
        (r"Both. \textbf{(a)} Error. It falls. \textbf{(b)} Time.", [r"Both. \textbf{(a)} Error. \textbf{(b)} Time."]),
        ("Error. % why. not\n  Seeds vary. % {\n", ["Error."]),
        (r"Error at \url{a.org/%20b}. Seeds.", [r"Error at \url{a.org/%20b}."]),
        ("Error by [Path?] length. Seeds [vary?].", ["Error by [Path?] length."]),
    ],
    ids=["two less", "no period", "sentence first", "asides", "panels", "bold panels", "comments", "address", "blanks"],
)
def test_shorter_leaves_out_the_end_and_keeps_the_first_sentence(current, forms):
    assert [refined("shorter", current, attempt=attempt) for attempt in range(len(forms))] == forms


@pytest.mark.parametrize(
    ("current", "opening", "end"),
    [
        ("My own words.", "My own words. ", "."),
        ("My own words", "My own words. ", ""),
        ("My own words. (a) Mine. (b) Yours.", "My own words. ", ". (a) Mine. (b) Yours."),
    ],
    ids=["at the end", "no period", "before the panels"],
)
def test_longer_keeps_the_caption_and_adds_a_sentence_of_the_paper(current, opening, end):
    longer = refined("Please make it longer.", current)
    assert longer in {f"{opening}{sentence.removesuffix('.')}{end}" for sentence in SENTENCES[1:]}


def test_what_leans_on_another_sentence_comes_behind_that_one():
    said = ("Figure 1 shows the error of the model by epoch.", "It falls from nine percent to two percent.")
    found = tuple(Sentence(text, text, ((0, 8),) if place == 0 else ()) for place, text in enumerate(said))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(said), found, file="main.tex", line=3),))
    lead = "Error of the model by epoch."
    assert refined("longer", lead, figure=figure) == f"{lead} {said[1]}"
    assert (
        refined("longer", "My own words.", figure=figure) == f"My own words. The error of the model by epoch. {said[1]}"
    )
    with pytest.raises(ModelError, match="To make it longer"):
        refined("longer", f"{lead} My own words.", figure=figure)


def test_longer_and_longer_repeats_nothing():
    text = "My own words."
    for _ in SENTENCES[1:]:
        text = refined("longer", text)
    assert sorted(text.removeprefix("My own words. ").split(". ")) == sorted(
        sentence if text.endswith(sentence) else sentence.removesuffix(".") for sentence in SENTENCES[1:]
    )


def test_a_changed_caption_says_what_it_is_and_rests_on():
    current = f"{SENTENCES[2]} My own words."
    shorter = ExtractiveCaptioner().draft(request(instruction="shorter", current=current))
    assert (shorter.kind, shorter.instruction, shorter.current) == ("short", "shorter", current)
    assert [(evidence.kind, evidence.text) for evidence in shorter.evidence] == [("caption", current)]
    longer = ExtractiveCaptioner().draft(request(instruction="longer", current="My own words."))
    assert [evidence.kind for evidence in longer.evidence] == ["caption", "mention"]
    assert longer.evidence[0].text == "My own words."
    assert longer.evidence[1].text in SENTENCES


@pytest.mark.parametrize(
    ("process", "added"),
    [
        ("We train each model for fifty epochs on one machine.", False),
        ("In all runs, we first warm the cache of the machine.", False),
        ("For both losses, we see no gap after fifty epochs.", True),
        ("Our losses have no gap after fifty epochs.", True),
    ],
)
def test_what_the_authors_did_makes_no_caption_longer(process, added):
    said = (SENTENCES[0], process, "After ten epochs the error of both losses stays below two percent.")
    found = tuple(Sentence(text, text, ((0, 8),) if place == 0 else ()) for place, text in enumerate(said))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(said), found, file="main.tex", line=3),))
    texts = [ExtractiveCaptioner().draft(request(figure=figure, wanted="long")).text]
    for attempt in range(2):
        try:
            texts.append(refined("longer", "Error by epoch.", figure=figure, attempt=attempt))
        except ModelError:
            break
    assert any(process.rstrip(".") in text for text in texts) is added


@pytest.mark.parametrize("wanted", ["short", "long"])
def test_drafts_of_the_wanted_kind_come_first(wanted):
    assert ExtractiveCaptioner().draft(request(wanted=wanted)).kind == wanted


ALIKE = Figure("fig:b", number="2", caption="Error by epoch in Berlin.", caption_source="Error by epoch in Berlin.")
WITH_ALIKE = Profile((ProfileFigure(ALIKE, "alike", 0.9),), Style(4, 14, 6, 40, final_period=True))


@pytest.mark.parametrize("instruction", ["shorter", "longer"])
def test_a_changed_caption_is_never_that_of_another_figure(instruction):
    usual = ExtractiveCaptioner().draft(request(profile=WITH_ALIKE))
    for attempt in range(4):
        text = refined(instruction, f"{usual.text} My own words.", profile=WITH_ALIKE, attempt=attempt)
        assert text.startswith(usual.text.partition(". ")[0])
        assert "Berlin" not in text


def test_drafts_with_blanks_come_after_those_without():
    asked = request(profile=WITH_ALIKE)
    drafts = [ExtractiveCaptioner().draft(replace(asked, attempt=attempt)) for attempt in range(9)]
    first = next(place for place, draft in enumerate(drafts) if any(blank_spans(draft.text)))
    assert {"short", "long"} <= {draft.kind for draft in drafts[:first]}
    assert not any("shown before" in " ".join(draft.notes) for draft in drafts[: first + 1])


CURRENT = "Level of the tank in the valley, with the residuals of the fit. The level doubles after 20 days of rain."


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("at most 12 words", "Level of the tank in the valley."),
        ("exactly 7 words", "Level of the tank in the valley."),
        ("one sentence", "Level of the tank in the valley, with the residuals of the fit."),
        ("leave out the residuals", "Level of the tank in the valley. The level doubles after 20 days of rain."),
        ("without final period", CURRENT.removesuffix(".")),
    ],
)
def test_what_can_be_done_without_a_server(instruction: str, expected: str) -> None:
    asked = CaptionRequest(Figure(id="fig:x"), Profile((), None), "latex", instruction=instruction, current=CURRENT)
    assert ExtractiveCaptioner().draft(asked).text == expected


@pytest.mark.parametrize("instruction", ["exactly 5 words", "more formal", "at least 80 words"])
def test_what_cannot_be_done_without_a_server_is_said(instruction: str) -> None:
    current = "Level."
    asked = CaptionRequest(Figure(id="fig:x"), Profile((), None), "latex", instruction=instruction, current=current)
    with pytest.raises(ModelError):
        ExtractiveCaptioner().draft(asked)


@pytest.mark.parametrize(
    ("instruction", "notes"),
    [
        (
            "at most 12 words and say who measured it",
            ("“say who measured it” was not done: that needs a server and a model.",),
        ),
        ("at most 12 words", ()),
        ("leave out the residuals, please", ()),
        ("without final period", ()),
        ("a bit shorter please", ()),
        ("at most 12 words, keep the valley", ()),
        ("shorter, keep the tank", ()),
        ("one sentence; mention the residuals", ()),
        ("one sentence but do not drop the residuals", ()),
        ("shorter without losing “the fit”", ()),
        ("one sentence and keep the first sentence", ()),
        ("one sentence, and keep everything else", ()),
        ("one sentence, leave the tank in", ()),
        ("at most 15 words, die Residuals behalten", ()),
        ("at most 7 words, keep the residuals", ("“keep the residuals” was not done: {cannot}",)),
        ("one sentence, keep the numbers", ("“keep the numbers” was not done: {cannot}",)),
        ("one sentence, mention the pump", ("“mention the pump” was not done: {server}",)),
        ("shorter, keep the pump", ("“keep the pump” was not done: {server}",)),
    ],
)
def test_the_part_of_a_wish_that_was_not_done_is_said(instruction: str, notes: tuple[str, ...]) -> None:
    asked = CaptionRequest(Figure(id="fig:x"), Profile((), None), "latex", instruction=instruction, current=CURRENT)
    because = {
        "cannot": "the caption could not be changed as you wish and keep that.",
        "server": "that needs a server and a model.",
    }
    assert ExtractiveCaptioner().draft(asked).notes == tuple(note.format(**because) for note in notes)


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("at most 11 words", "The level doubles after 20 days"),
        ("at most 16 words, keep the numbers", "20 days"),
        ("one sentence, keep $n = 5$", "$n = 5$"),
        ("shorter, but keep the citations", r"\cite{rain}"),
        ("not more than 12 words, keep (a)", "(a)"),
        ("shorter, keep the red line", "red"),
    ],
)
def test_of_the_ways_to_make_it_shorter_the_one_is_taken_that_keeps_what_shall_stay(
    instruction: str, expected: str
) -> None:
    current = (
        r"Level of the tank, with (a) the days of rain before \cite{rain} and after. "
        "The level doubles after 20 days, at $n = 5$, along the red line."
    )
    asked = CaptionRequest(Figure(id="fig:x"), Profile((), None), "latex", instruction=instruction, current=current)
    if "keep" not in instruction:
        assert expected not in ExtractiveCaptioner().draft(asked).text
    else:
        draft = ExtractiveCaptioner().draft(asked)
        assert (expected in draft.text) == (draft.notes == ())


def test_what_shall_not_be_dropped_is_not_what_shall_be_left_out() -> None:
    assert controls.left_out("shorter, do not drop BIC") == ()
    assert controls.left_out("never omit the units") == ()
    assert controls.left_out("without dropping the units") == ()
    assert controls.left_out("don't mention BIC") == ("BIC",)
    assert controls.kept_things("shorter, do not drop BIC; keep “n = 5”") == ("BIC", "n = 5")


# What shortening must not do ----------------------------------------------------------------------------------------------

EXCEPT = "The flux does not depend on the temperature, except below 300 K, where it rises by a factor of 3."
STARS = "Flux of star A (solid), star B (dashed) and the model (dotted)."


def asked_for(instruction: str, current: str) -> CaptionRequest:
    return CaptionRequest(Figure(id="fig:x"), Profile((), None), "latex", instruction=instruction, current=current)


@pytest.mark.parametrize(
    ("instruction", "current"),
    [
        ("at most 8 words", EXCEPT),
        ("shorter", "The rate is constant. Above 2 mm, it falls."),
        ("one sentence", "All curves rise. The curve of the old pump falls."),
        ("one sentence", "Rate by mass. However, that of B is a guess."),
        ("one sentence", "Rate by mass. Outliers are not shown."),
        ("shorter", "Rate by mass. Only every tenth point is drawn."),
        ("at most 5 words", "The rate falls if and only if the mass is less than 2."),
        ("at most 3 words", "The rate rises for masses below 2."),
        ("at most 7 words", "Our rates are more accurate than results using the old method."),
        ("at most 4 words", "Spectra of both lamps, shifted by two for clarity."),
        ("at most 2 words", "The rate, with the leak closed, is higher."),
        ("shorter", "Rate (for masses below two units) by time."),
        ("shorter", "The two old pumps: [what is plotted] by hour."),
        ("at most 5 words", "The two old pumps, with [what is plotted] by hour."),
        ("without lamp B", "All lamps (except lamp B) flicker."),
        ("without lamp B", "All lamps flicker, but lamp B is steady."),
        ("without the old pump", "Yield of the old pump. This effect is largest in spring."),
        ("without A", "Flow of A (solid), B (dashed) and C (dotted)."),
        ("without B", "Difference of A (solid) and B (dashed)."),
        ("without B", "Flow of three pumps A, B and C."),
        ("without panel (a)", "(a) Flow of the pump. (b) The same for the valve."),
        ("at most 6 words", "Flow of the pump (red), along with that of the valve (blue)."),
        ("without outliers", "The mean, with the outliers removed, is drawn in red."),
    ],
    ids=[
        "an exception",
        "what is said of all but some",
        "one of all",
        "an objection",
        "a denial",
        "a restriction",
        "a condition",
        "which masses",
        "what it is compared with",
        "what was done to it",
        "the verb",
        "a condition in parentheses",
        "what is to be filled in",
        "the same behind a comma",
        "an exception in parentheses",
        "an objection in a clause",
        "what the next sentence points at",
        "the first of a list",
        "one side of a difference",
        "one of a counted list",
        "the panel that the other is like",
        "the other of two with a key",
        "what was taken away",
    ],
)
def test_what_would_change_the_rest_is_not_left_out(instruction: str, current: str) -> None:
    with pytest.raises(ModelError):
        ExtractiveCaptioner().draft(asked_for(instruction, current))


@pytest.mark.parametrize(
    ("instruction", "current", "expected"),
    [
        ("at most 12 words", EXCEPT, "The flux does not depend on the temperature, except below 300 K."),
        ("shorter", EXCEPT, "The flux does not depend on the temperature, except below 300 K."),
        ("without star B", STARS, "Flux of star A (solid) and the model (dotted)."),
        ("without the model", STARS, "Flux of star A (solid) and star B (dashed)."),
        (
            "without lamp B",
            "Flux of lamp A (red), lamp B (blue), lamp C (grey), and the sky (black).",
            "Flux of lamp A (red), lamp C (grey), and the sky (black).",
        ),
        ("without star B", "Flux of star A (solid) and star B (dashed).", "Flux of star A (solid)."),
        ("without the median", "Red is the mean, whereas blue is the median.", "Red is the mean."),
        ("one sentence", "Flux by time. Bars span one sigma. It is in mJy.", "Flux by time."),
        ("at most 4 words", "Flux of three stars: A, B and C.", "Flux of three stars."),
        ("at most 5 words", "Red is the mean, and blue is the median of the runs.", "Red is the mean."),
    ],
    ids=[
        "the rest of an exception",
        "the same by a direction",
        "one of a list with its key",
        "the last of a list",
        "of four",
        "of two",
        "a clause of its own",
        "sentences with what they lean on",
        "what a colon lists",
        "a second clause",
    ],
)
def test_what_is_left_out_with_all_that_belongs_to_it(instruction: str, current: str, expected: str) -> None:
    assert ExtractiveCaptioner().draft(asked_for(instruction, current)).text == expected


BESIDE = (
    "From the dot plot in Figure 1, we observed three gaps in the year.",
    "PumpX has shorter gaps, but does not stop.",
    "The rain is low in March.",
)


def of_beside(instruction: str, current: str) -> str:
    found = tuple(Sentence(text, text, ((21, 29),) if not place else ()) for place, text in enumerate(BESIDE))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(BESIDE), found),))
    return refined(instruction, current, figure=figure)


@pytest.mark.parametrize("instruction", ["shorter", "at most 9 words"])
@pytest.mark.parametrize(
    "current",
    [
        f"Dot plot. We observed three gaps in the year. {BESIDE[1]}",
        f"Dot plot. {BESIDE[2]} We observed three gaps in the year.",
    ],
    ids=["of another pump", "before it"],
)
def test_what_the_text_says_only_beside_the_figure_is_left_out_first(instruction: str, current: str) -> None:
    assert of_beside(instruction, current) == "Dot plot. We observed three gaps in the year."


def test_what_restricts_a_thing_beside_the_figure_goes_with_it_and_what_the_figure_shows_stays() -> None:
    current = f"Dot plot. We observed three gaps in the year. {BESIDE[2]} It does not fall below two."
    assert of_beside("shorter", current) == "Dot plot. We observed three gaps in the year."


LED_UP_TO = ("The second pump is an old one.", "In this case, Figure 1 shows more gaps of the pump in spring.")


@pytest.mark.parametrize("instruction", ["shorter", "at most 12 words"])
def test_what_leads_up_to_the_sentence_of_the_figure_does_not_keep_that_from_going(instruction: str) -> None:
    found = tuple(Sentence(text, text, ((14, 22),) if place else ()) for place, text in enumerate(LED_UP_TO))
    figure = Figure("fig:a", number="1", mentions=(Mention(" ".join(LED_UP_TO), found),))
    current = f"Gaps of both pumps. {LED_UP_TO[0]} In this case, more gaps of the pump in spring."
    assert refined(instruction, current, figure=figure) == f"Gaps of both pumps. {LED_UP_TO[0]}"


# A heading, "Field data.", is no caption, and what it heads stays with it ------------------------------------------------

SHOWN = "Yield of the old pump by hour of the day and by tide."
BARS = "Bars span the quartiles of the runs, which are drawn for each hour of the day."


@pytest.mark.parametrize("heading", [r"{\bf Field data}.", r"\textbf{Field data.}", r"\emph{Models}.", "Field data."])
@pytest.mark.parametrize(
    ("instruction", "forms"),
    [
        ("at most 3 words", []),
        ("one sentence", []),
        ("at most 18 words", [SHOWN]),
        ("at most 31 words", [f"{SHOWN} {BARS}"]),
        ("shorter", [f"{SHOWN} {BARS}", SHOWN]),
    ],
)
def test_a_heading_stays_with_what_it_heads(heading: str, instruction: str, forms: list[str]) -> None:
    asked = asked_for(instruction, f"{heading} {SHOWN} {BARS} The yield is high near noon, and near two.")
    if not forms:
        with pytest.raises(ModelError, match="Nothing changed"):
            ExtractiveCaptioner().draft(asked)
    for attempt, form in enumerate(forms):
        assert ExtractiveCaptioner().draft(replace(asked, attempt=attempt)).text == f"{heading} {form}"


@pytest.mark.parametrize("instruction", ["shorter", "one sentence", "at most 3 words", "without the yield"])
def test_a_heading_is_not_left_alone(instruction: str) -> None:
    with pytest.raises(ModelError):
        ExtractiveCaptioner().draft(asked_for(instruction, rf"{{\bf Field data}}. {SHOWN}"))


# Panels: something of all of them, or nothing ---------------------------------------------------------------------------

BY_SIDE = "top: the flow of the pump in winter. bottom: the flow of the valve, measured at night -- i.e.{} after rain."
HEADED = rf"Flow of the pump. {BY_SIDE}"


@pytest.mark.parametrize(
    "instruction", ["at most 12 words", "at most 9 words", "one sentence", "not more than 60 characters"]
)
@pytest.mark.parametrize(
    "current",
    [
        BY_SIDE,
        "(a) Flow of the pump in winter. (b) Flow of the valve in summer, measured at night by the crew.",
        r"\textbf{a} Flow of the pump in winter. \textbf{b} Flow of the valve in summer: nights of rain with the crew.",
        "The left panel shows the flow of the pump. The flow of the valve, with all its leaks, is in the right panel.",
        "Flow of the pump (left), with that of the valve and all of its many leaks at night (right).",
    ],
    ids=["places", "letters", "bold letters", "sentences", "in parentheses"],
)
def test_no_panel_is_left_without_the_others(instruction: str, current: str) -> None:
    with pytest.raises(ModelError):
        ExtractiveCaptioner().draft(asked_for(instruction, current))


@pytest.mark.parametrize("instruction", ["at most 9 words", "at most 4 words", "one sentence"])
def test_what_is_said_of_the_whole_figure_may_stay_alone(instruction: str) -> None:
    assert ExtractiveCaptioner().draft(asked_for(instruction, HEADED)).text == "Flow of the pump."


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("the text says this of several figures in one", True),
        ("a sentence before it says what “this flow” stands for", True),
        ("a sentence before it says what “such nights” and “this pump” stands for", True),
        ("a sentence before it says what “such nights” stands for", False),
        ("“keep the nights” was not done: that needs a server and a model.", False),
    ],
)
def test_what_was_noted_of_a_text_is_noted_of_what_is_left_of_it(note: str, stays: bool) -> None:
    asked = replace(asked_for("one sentence", "Flow of the pump. All nights were dry."), noted=(note,))
    assert ExtractiveCaptioner().draft(asked).notes == ((note,) if stays else ())
