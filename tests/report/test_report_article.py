"""One figure's part of the page, by what stands where."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from capassist.model import (
    Candidate,
    Decision,
    Evidence,
    Figure,
    Finding,
    GroundedSentence,
    Image,
    Mention,
    Picture,
    Profile,
    ProfileFigure,
    Source,
)
from capassist.report import FigureEntry
from capassist.report.article import article, decision_data, picture_of
from capassist.report.elements import Element, markup
from capassist.workflow.drafting import Suggestion

FIGURE = Figure(
    "fig:speed",
    number="2",
    labels=("fig:speed",),
    state="written",
    caption="Speed of all runs.",
    caption_source="Speed of\n  all runs.",
    type="graph plot",
    source=Source("main.tex", 12),
)
NEW = "Speed of nine runs, in m/s."
CANDIDATE = Candidate(FIGURE.id, NEW, "style", "offline")
NO_PROFILE = Profile((), None)


def suggested(candidate: Candidate = CANDIDATE, *findings: Finding, profile: Profile = NO_PROFILE) -> Suggestion:
    return Suggestion(FIGURE, candidate, profile, findings)


def entry(*suggestions: Suggestion, figure: Figure = FIGURE, decision: Decision | None = None) -> FigureEntry:
    return FigureEntry(figure, None, suggestions, None, "Not decided", decision)


def said(element: Element | object) -> str:
    """Return what a reader of the page reads, all on one line."""
    text = unescape(re.sub(r"<[^>]*>", " ", markup(element)))  # type: ignore[arg-type]
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


def page(*suggestions: Suggestion, figure: Figure = FIGURE, decision: Decision | None = None) -> str:
    return markup(article(entry(*suggestions, figure=figure, decision=decision), 3))


# The picture and the place ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("images", "why"),
    [
        ((), "TeX draws it; --pdf with the compiled paper shows it"),
        ((Image(None, None),), "TeX draws it; --pdf with the compiled paper shows it"),
        ((Image("speed.png", None),), "its file is missing or cannot be shown"),
        ((Image(None, 3),), "its file is missing or cannot be shown"),
        ((Image(None, None), Image("speed.png", None)), "its file is missing or cannot be shown"),
    ],
)
def test_why_there_is_no_picture(images: tuple[Image, ...], why: str) -> None:
    assert said(picture_of(replace(FIGURE, images=images), None)) == f"No picture: {why}."


def test_a_picture_has_its_size_and_a_name_and_only_a_real_caption_describes_it() -> None:
    picture = Picture(b"PNG", "image/png", 60, 40)
    shown = markup(picture_of(FIGURE, picture))
    assert 'src="data:image/png;base64,UE5H"' in shown
    assert 'width="60"' in shown
    assert 'height="40"' in shown
    assert 'alt="Picture of Figure 2: Speed of all runs."' in shown
    assert 'alt="Picture of Figure 2"' in markup(picture_of(replace(FIGURE, state="placeholder"), picture))


def test_the_place_names_the_label_beside_a_number_only() -> None:
    assert "Figure 2 fig:speed · main.tex:12 · graph plot · caption written" in said(article(entry(), 3))
    bare = replace(FIGURE, number=None, type=None, source=None)
    assert said(article(entry(figure=bare), 3)).startswith("fig:speed caption written")


# The captions -------------------------------------------------------------------------------------------------------------


def test_the_source_is_shown_apart_only_where_it_reads_otherwise() -> None:
    assert "As it stands in the source" not in page()
    assert "As it stands in the source Speed of \\emph{all} runs." in said(
        article(entry(figure=replace(FIGURE, caption_source="Speed of \\emph{all} runs.")), 3)
    )
    assert "Current caption None" in said(article(entry(figure=replace(FIGURE, caption=None, caption_source=None)), 3))


def test_several_drafts_are_counted_and_a_single_one_is_not() -> None:
    assert "Draft by offline" in page(suggested())
    two = page(suggested(), suggested(replace(CANDIDATE, captioner="gpt at host")))
    assert "Draft 1 of 2 by offline" in two
    assert "Draft 2 of 2 by gpt at host" in two
    assert "drafted offline, not reviewed" in said_of(two)
    assert "AI-generated, not reviewed" in said_of(two)
    assert [f'data-draft="{number}"' in two for number in (0, 1, 2)] == [True, True, False]
    assert "data-draft" not in page(suggested())


def said_of(page: str) -> str:
    text = unescape(re.sub(r"<[^>]*>", " ", page))
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split()).replace(" ,", ",")


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(0, 5)], ["Speed"]),
        ([(9, 13), (0, 5)], ["Speed", "nine"]),
        ([(0, 8), (6, 13)], ["Speed of"]),
        ([(0, 5), (5, 8)], ["Speed", " of"]),
        ([(4, 4)], []),
        ([None], []),
    ],
    ids=["one", "in order", "not twice", "side by side", "empty", "none"],
)
def test_passages_are_marked_once_and_nothing_of_the_text_is_lost(spans: list[object], marked: list[str]) -> None:
    findings = [Finding("number", f"Fault {number}.", span) for number, span in enumerate(spans)]  # type: ignore[arg-type]
    drafted = page(suggested(CANDIDATE, *findings))
    assert re.findall(r"<mark>(.*?)</mark>", drafted) == marked
    assert NEW in re.sub("[\u2066-\u2069]", "", re.sub(r"</?mark>", "", drafted))


def test_what_blocks_is_said_first_and_cannot_be_chosen() -> None:
    warning, fault = Finding("number", "Nine is nowhere."), Finding("braces", "A brace is open.", blocks=True)
    drafted = page(suggested(CANDIDATE, warning, fault))
    assert "Blocked: A brace is open. Warning: Nine is nowhere." in said_of(drafted)
    assert "Accept the draft (blocked)" in drafted
    choice = re.search(r'<input[^>]*value="accept-0"[^>]*>', drafted)
    assert choice
    assert "disabled" in choice[0]
    assert 'aria-describedby="figure-3-findings-0"' in choice[0]
    assert 'id="figure-3-findings-0"' in drafted
    assert "disabled" not in page(suggested(CANDIDATE, warning))
    assert "Accept the draft (blocked)" in page(suggested(replace(CANDIDATE, text="")))


def test_changes_are_those_to_a_written_caption_and_none_to_a_placeholder() -> None:
    changed = said_of(page(suggested()))
    assert "Changes to the current caption Speed of removed: all added: nine runs" in changed
    assert "Changes to" not in page(suggested(), figure=replace(FIGURE, state="placeholder"))
    same = said_of(page(suggested(replace(CANDIDATE, text="Speed of all runs."))))
    assert "Changes to the current caption None" in same  # where the source breaks its lines is no change


def test_notes_and_instructions_stand_by_the_draft() -> None:
    noted = page(suggested(replace(CANDIDATE, notes=("Only a name.",), instruction="shorter")))
    assert "You asked for: shorter Note: Only a name." in said_of(noted)
    assert "You asked for" not in page(suggested())


def test_what_a_reader_sees_is_said_where_latex_looks_otherwise() -> None:
    assert "A reader sees: Speed of nine runs." in said_of(
        page(suggested(replace(CANDIDATE, text="Speed of \\emph{nine} runs.")))
    )
    assert "A reader sees" not in page(suggested())
    plain = replace(FIGURE, source=None)  # a PDF: the text is as it is read
    assert "A reader sees" not in page(suggested(replace(CANDIDATE, text="Speed of \\emph{nine} runs.")), figure=plain)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (r"\emph{Speed} of \ours{} and \ours.", r"Speed of \ours and \ours."),
        (r"\emph{\ours wins}, $x \le \R$", r"\ours wins, x ≤ \R"),
        (r"\gene{abc} at 5\,\%, 3\\abc", "abc at 5 %, 3 abc"),  # an argument is what is printed, as far as is known
    ],
)
def test_a_command_whose_definition_is_not_here_does_not_vanish_from_what_a_reader_sees(text: str, seen: str) -> None:
    assert f"A reader sees: {seen}" in said_of(page(suggested(replace(CANDIDATE, text=text))))


def test_what_a_draft_rests_on_is_counted_without_whom_it_imitates() -> None:
    evidence = (Evidence("mention", "We ran it.", "main.tex:9"), Evidence("drawn text", "v (m/s)", "Figure 2"),
                Evidence("profile", "Time.", "Figure 1"), Evidence("data", "9", "runs.csv, row 2"))  # fmt: skip
    drafted = said_of(page(suggested(replace(CANDIDATE, evidence=evidence))))
    assert "What it rests on (3) We ran it. (text, main.tex:9) v (m/s) (in the figure, Figure 2)" in drafted
    assert "9 (borne out by the data, runs.csv, row 2)" in drafted
    assert "Time." not in drafted
    assert "What it rests on" not in page(suggested(replace(CANDIDATE, evidence=evidence[2:3])))


def test_what_a_model_says_of_its_sentences_stands_apart() -> None:
    sentences = (GroundedSentence("Speed of nine runs.", ("picture",)), GroundedSentence("Fast.", ("inferred",)))
    drafted = said_of(page(suggested(replace(CANDIDATE, sentences=sentences))))
    assert "rest on, as the model says (2) Speed of nine runs. (picture) Fast. (inferred)" in drafted
    assert "as the model says" not in page(suggested())


def test_imitated_captions_stand_once_for_the_figure() -> None:
    other = replace(FIGURE, id="fig:time", number="1", caption="Time of all runs.")
    profile = Profile((ProfileFigure(other, "both are graph plots", 0.5),), None)
    drafted = page(suggested(profile=profile), suggested(profile=profile))
    assert (
        said_of(drafted).count("Your captions that it imitates (1) Figure 1 : both are graph plots Time of all runs.")
        == 1
    )
    assert "that it imitates" not in page(suggested())
    bare = Profile((ProfileFigure(replace(other, caption=None), "both", 0.5),), None)
    assert "Time of all runs." not in page(suggested(profile=bare))


def test_paragraphs_that_mention_it_are_counted_and_placed() -> None:
    mentions = (Mention("We ran it.", (), "2 Runs", None, "main.tex", 9), Mention("Nine times.", (), None, 4))
    shown = said_of(page(figure=replace(FIGURE, mentions=mentions)))
    assert "Paragraphs that mention it (2) 2 Runs, main.tex:9 We ran it. page 4 Nine times." in shown
    assert "No paragraph mentions this figure." in page()


# The decision -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "chosen", "text"),
    [
        (None, "open", None),
        (Decision(FIGURE.id, "reject", None, "wrong"), "open", None),
        (Decision(FIGURE.id, "skip"), "skip", None),
        (Decision(FIGURE.id, "accept", "Other."), "accept-1", "Other."),
        (Decision(FIGURE.id, "edit", "Mine."), "edit", "Mine."),
    ],
)
def test_the_decision_so_far_is_chosen(decision: Decision | None, chosen: str, text: str | None) -> None:
    suggestions = (suggested(), suggested(replace(CANDIDATE, text="Other.")))
    shown = page(*suggestions, decision=decision)
    inputs = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", shown)
    values = [re.search(r'value="([^"]*)"', box) for box in inputs]
    assert [value[1] for value in values if value] == ["open", "accept-0", "accept-1", "edit", "skip"]
    assert [value[1] for box, value in zip(inputs, values, strict=True) if value and "checked" in box] == [chosen]
    data = decision_data(replace(entry(*suggestions, decision=decision), goes_on_from=text))
    assert (data["text"], data["drafts"]) == (text, [NEW, "Other."])
    assert data["reason"] == (decision.reason if decision else None)


def test_a_locked_figure_says_why_and_has_no_controls() -> None:
    locked = page(suggested(), figure=replace(FIGURE, locked="it stands in a macro"))
    assert "This caption cannot be written back: it stands in a macro" in locked
    assert "fieldset" not in locked
    assert "data-entry" not in locked
    free = page(suggested())
    assert "cannot be written back" not in free
    assert 'data-entry="3"' in free
    assert Path(FIGURE.source.file).name in free if FIGURE.source else True


def test_how_it_stands_is_said_of_what_is_decided_or_to_be_decided() -> None:
    assert "Decision: Not decided" in said_of(page(suggested()))
    assert "Decision: " not in page()  # a caption that nobody drafted anew
    written = replace(entry(), standing="Accepted (applied since)", figure=replace(FIGURE, locked="in a macro"))
    assert "Decision: Accepted (applied since)" in said_of(markup(article(written, 0)))


def test_controls_wait_for_the_script_and_know_what_stands_in_the_source() -> None:
    shown = page(suggested())
    for part in ("decide", "editor", "why"):
        (tag,) = re.findall(rf'<(?:fieldset|div)[^>]*class="{part}"[^>]*>', shown)
        assert "hidden" in tag
    assert decision_data(entry(suggested()))["over"] == "Speed of\n  all runs."
    assert decision_data(entry(suggested(), figure=replace(FIGURE, caption_source=None)))["over"] == ""
