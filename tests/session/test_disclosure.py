"""What is disclosed: no review that did not take place, no AI that took no part, nothing left out that did."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist import __version__
from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.model import (
    AUTHOR,
    OFFLINE,
    Candidate,
    Decision,
    Draft,
    DraftSentence,
    Evidence,
    Figure,
    Reviewed,
    TextPlace,
)
from capassist.session.disclosure import Disclosure, disclose
from capassist.session.policies import POLICIES
from capassist.terminal.console import console_on
from capassist.terminal.disclosures import disclosure_report

ROUGH = "Loss of the small model over ten epochs."
SEEN = (Evidence("picture", "640 × 480 pixels", "Figure 1"), Evidence("mention", "It falls.", "main.tex:3"))
MODEL = Candidate("fig:1", ROUGH, "long", "gpt-4o at api.openai.com", SEEN, model="gpt-4o-2024-08-06")
BY_HAND = "Something that the author wrote alone."
CLAIM = "reviewed each of these captions"


def offline(figure: str = "fig:1", text: str = "The loss falls with every epoch.") -> Candidate:
    return Candidate(figure, text, "style", OFFLINE, (Evidence("mention", "The loss falls.", "main.tex:3"),))


def generated(figure: str = "fig:1", text: str = ROUGH) -> Candidate:
    return replace(MODEL, figure=figure, text=text)


def decided(draft: Candidate, text: str | None = None, *, by: str | None = "review", applied: bool = True) -> Reviewed:
    verdict = "accept" if text is None else "edit"
    decision = Decision(draft.figure, verdict, draft.text if text is None else text)
    shown = draft if by == "review" else None
    row = Reviewed(draft.figure, (draft,), decision, by, shown, applied, "2026-11-21T12:00:00Z")  # type: ignore[arg-type]
    return replace(row, standing="as accepted" if applied else None)


def paper(*, kind: str = "latex", captions: dict[str, str] | None = None) -> Draft:
    figures = tuple(
        Figure(f"fig:{n}", number=str(n), labels=(f"fig:{n}",), caption_source=(captions or {}).get(f"fig:{n}"))
        for n in (1, 2, 3)
    )
    return Draft(Path("paper"), Path("paper"), kind, "main.tex", figures=figures)  # type: ignore[arg-type]


def found(*reviewed: Reviewed, venue: str | None = None, draft: Draft | None = None) -> Disclosure:
    return disclose(draft or paper(), reviewed, POLICIES[venue] if venue else None)


# What must not be said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["file", None])
@pytest.mark.parametrize("venue", [None, *POLICIES])
def test_no_review_is_claimed_when_one_caption_had_none(venue: str | None, by: str | None) -> None:
    rows = (decided(generated("fig:1")), decided(generated("fig:2"), by=by), decided(offline("fig:3")))
    disclosure = found(*rows, venue=venue)
    assert "reviewed" not in disclosure.statement
    assert any("claims no review" in note and "Figure 2" in note for note in disclosure.notes)


def test_no_draft_had_a_part_in_what_was_written_anew_after_an_offline_one() -> None:
    disclosure = found(decided(offline(), BY_HAND))
    assert disclosure.statement == ""
    assert disclosure.entries[0].status == "written anew by the author"


def test_a_model_had_a_part_however_much_was_changed() -> None:
    assert re.search(r"\d+ percent of the words changed", found(decided(generated(), BY_HAND)).statement)


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("mention",), "put together from the authors' own sentences by"),
        (("drawn text",), "put together from the words drawn in the figures by"),
        (
            ("drawn text", "mention"),
            "put together from the authors' own sentences and the words drawn in the figures by",
        ),
        (("profile",), "put together from the authors' other captions by"),
        ((), "drafted as forms to fill in by"),
    ],
)
def test_an_offline_draft_is_said_to_come_from_what_it_comes_from(kinds: tuple[str, ...], said: str) -> None:
    evidence = tuple(Evidence(kind, "a", "b") for kind in kinds)  # type: ignore[arg-type]
    assert said in found(decided(replace(offline(), evidence=evidence))).statement


@pytest.mark.parametrize(
    ("draft", "status"),
    [(generated(), "AI-generated, not reviewed"), (offline(), "drafted offline, not reviewed")],
    ids=["model", "offline"],
)
def test_a_draft_without_a_decision_is_marked_and_never_in_the_statement(draft: Candidate, status: str) -> None:
    disclosure = found(Reviewed("fig:1", (draft,)))
    (entry,) = disclosure.entries
    assert (entry.status, entry.in_paper, entry.reviewed) == (status, False, False)
    assert disclosure.statement == ""


@pytest.mark.parametrize(
    "row", [Reviewed("fig:1", (MODEL,)), replace(decided(MODEL, applied=False), decision=Decision("fig:1", "skip"))]
)
def test_a_draft_that_was_copied_by_hand_without_a_review_is_disclosed_as_such(row: Reviewed) -> None:
    disclosure = found(row, draft=paper(captions={"fig:1": f"{ROUGH}\n"}))
    assert disclosure.entries[0].in_paper
    assert "gpt-4o-2024-08-06" in disclosure.statement
    assert "reviewed" not in disclosure.statement


@pytest.mark.parametrize("venue", [None, *POLICIES])
def test_offline_drafts_are_never_called_ai(venue: str | None) -> None:
    disclosure = found(decided(offline()), decided(offline("fig:2"), "Mine."), venue=venue)
    assert "without a language model; no generative AI was used for it" in disclosure.statement
    assert "prompted" not in disclosure.statement
    assert not any(entry.generated for entry in disclosure.entries)


def test_a_model_s_draft_that_was_shortened_offline_is_still_a_model_s() -> None:
    shortened = replace(offline(text="Loss over ten epochs."), instruction="shorter", current=ROUGH)
    row = replace(decided(shortened), drafts=(MODEL, shortened))
    assert found(row).entries[0].generated
    assert "no generative AI" not in found(row).statement


def test_a_sentence_that_was_picked_and_then_changed_is_still_a_model_s() -> None:
    picked = replace(
        Candidate("fig:1", f"Mine. {ROUGH}", "long", AUTHOR),
        current="Mine.",
        sources=(DraftSentence(ROUGH, 1, MODEL.captioner, MODEL.model),),
    )
    changed = replace(offline(text="Mine, and loss over epochs."), instruction="shorter", current=picked.text)
    row = replace(decided(changed), drafts=(MODEL, picked, changed))
    assert found(row).entries[0].generated


MINE = "Error bars on each line show one standard deviation of five runs (not shown for prose)."
WRITTEN = Candidate("fig:1", MINE, "style", AUTHOR, current=offline().text)
SHORT = replace(offline(text="Error bars on each line show one standard deviation of five runs."), current=MINE)
SHORTER = replace(offline(text="Error bars show one standard deviation of five runs."), current=SHORT.text)


@pytest.mark.parametrize("last", [SHORT, SHORTER], ids=["once", "twice"])
@pytest.mark.parametrize("before", [(offline(), WRITTEN), (WRITTEN,), ()], ids=["over a draft", "alone", "own caption"])
def test_the_author_s_words_that_were_shortened_offline_stay_the_author_s(
    before: tuple[Candidate, ...], last: Candidate
) -> None:
    drafts = (*before, SHORT) if last is SHORT else (*before, SHORT, SHORTER)
    disclosure = found(replace(decided(last), drafts=drafts))
    assert disclosure.statement == ""
    assert [entry.status for entry in disclosure.entries] in ([], ["written anew by the author"])


def test_what_was_added_offline_to_the_author_s_words_is_no_longer_the_author_s_alone() -> None:
    longer = replace(offline(text=f"{MINE} It falls with every epoch."), instruction="longer", current=MINE)
    assert "capassist" in found(replace(decided(longer), drafts=(offline(), WRITTEN, longer))).statement


def test_the_author_s_words_that_a_model_shortened_are_disclosed() -> None:
    shortened = replace(generated(text=SHORT.text), instruction="shorter", current=MINE)
    disclosure = found(replace(decided(shortened), drafts=(offline(), WRITTEN, shortened)))
    assert "gpt-4o-2024-08-06" in disclosure.statement


def test_a_draft_that_was_shortened_offline_is_still_drafted_offline() -> None:
    shortened = replace(offline(text="The loss falls."), instruction="shorter", current=offline().text)
    assert "capassist" in found(replace(decided(shortened), drafts=(offline(), WRITTEN, shortened))).statement


def test_an_unknown_captioner_counts_as_a_model() -> None:
    row = decided(replace(offline(), captioner="somebody's plug-in"))
    assert found(row).entries[0].generated
    assert "no generative AI" not in found(row).statement


@pytest.mark.parametrize("verdict", ["skip", "reject"])
def test_what_was_turned_down_is_listed_and_not_stated(verdict: str) -> None:
    row = replace(decided(MODEL, applied=False), decision=Decision("fig:1", verdict))  # type: ignore[arg-type]
    disclosure = found(row)
    assert disclosure.entries[0].outcome == {"skip": "skipped", "reject": "rejected"}[verdict]
    assert disclosure.statement == ""


def test_what_is_accepted_and_not_applied_is_not_stated() -> None:
    disclosure = found(decided(MODEL, applied=False))
    assert disclosure.statement == ""
    assert any("Accepted but not applied" in note and "Figure 1" in note for note in disclosure.notes)


@pytest.mark.parametrize("venue", [None, *POLICIES])
@pytest.mark.parametrize("text", [None, "Loss of the large model over ten epochs."], ids=["accepted", "edited"])
def test_what_was_exported_from_a_pdf_is_not_said_to_be_in_the_paper(venue: str | None, text: str | None) -> None:
    rows = (
        replace(row, standing=None, beside="as written", beside_in="captions.md")
        for row in (decided(generated(), text), decided(offline("fig:2")))
    )
    disclosure = found(*rows, venue=venue, draft=paper(kind="pdf"))
    assert [(entry.in_paper, entry.exported) for entry in disclosure.entries] == [(False, True)] * 2
    assert " used as drafted" not in disclosure.statement
    assert "put into the paper" not in disclosure.statement
    assert f"The authors {CLAIM} and take full responsibility for them." in disclosure.statement
    assert any("In captions.md, not seen in the paper itself: Figure 1, Figure 2." in note for note in disclosure.notes)
    assert not any("not applied" in note for note in disclosure.notes)


@pytest.mark.parametrize(
    ("beside", "said", "status"),
    [
        ("missing", "Written into p-captioned.zip, which is not there any more, so not in", "p-captioned.zip is gone"),
        (
            "other",
            "Written into p-captioned.zip, which has another text in its place now, so not in",
            "another text in p-captioned.zip since",
        ),
    ],
)
def test_what_does_not_stand_in_the_file_beside_the_paper_is_not_stated(beside: Any, said: str, status: str) -> None:
    row = replace(decided(MODEL, applied=False), exported="p-captioned.zip", beside=beside, beside_in="p-captioned.zip")
    disclosure = found(row)
    (entry,) = disclosure.entries
    assert (entry.exported, entry.lost, disclosure.statement) == (False, True, "")
    assert entry.status == f"accepted as drafted, {status}"
    assert any(note.startswith(said) and note.endswith("Figure 1.") for note in disclosure.notes)
    assert not any("not applied" in note for note in disclosure.notes)
    (seen,) = found(row, draft=paper(captions={"fig:1": ROUGH})).entries
    assert (seen.in_paper, seen.lost) == (True, False)


def test_what_stands_beside_the_paper_is_named_with_its_file() -> None:
    rows = [
        replace(decided(generated(figure), applied=False), exported=archive, beside="as written", beside_in=archive)
        for figure, archive in (("fig:1", "one.zip"), ("fig:2", "two.zip"), ("fig:3", "one.zip"))
    ]
    notes = found(*rows).notes
    assert (
        "In one.zip, not seen in the paper itself: Figure 1, Figure 3. The statement is for a paper that has"
        in notes[0]
    )
    assert notes[1].startswith("In two.zip, not seen in the paper itself: Figure 2.")


def test_another_text_in_the_place_of_a_draft_is_not_stated() -> None:
    disclosure = found(replace(decided(MODEL), standing="other"), draft=paper(captions={"fig:1": BY_HAND}))
    (entry,) = disclosure.entries
    assert (entry.in_paper, entry.replaced, disclosure.statement) == (False, True, "")
    assert entry.status == "accepted as drafted, another text in its place since"
    assert any(
        note.endswith("Figure 1. Whether the draft has a part in it, only you know.") for note in disclosure.notes
    )
    assert not any("not applied" in note for note in disclosure.notes)


def test_a_figure_without_a_number_is_called_a_figure() -> None:
    draft = replace(
        paper(), figures=(Figure("fig:1", labels=("fig:1",), kind="scheme", word="Photo"), Figure("main.tex#2"))
    )
    statement = found(decided(generated("fig:1")), decided(generated("main.tex#2")), draft=draft).statement
    assert r"the captions of Photo \ref{fig:1} and Figure main.tex#2, from" in statement


def test_an_empty_text_stands_nowhere() -> None:
    row = replace(decided(MODEL, applied=False), decision=Decision("fig:1", "accept", " "))
    assert not any(entry.in_paper for entry in found(row).entries)


def test_what_was_exported_and_is_seen_in_the_pdf_is_in_the_paper() -> None:
    row = replace(decided(MODEL), standing=None)
    (entry,) = found(row, draft=paper(kind="pdf", captions={"fig:1": ROUGH})).entries
    assert (entry.in_paper, entry.exported) == (True, False)


def test_of_words_that_came_into_the_paper_since_no_review_is_claimed() -> None:
    row = replace(decided(MODEL), standing="changed")
    disclosure = found(row, decided(offline("fig:2")), draft=paper(captions={"fig:1": f"{ROUGH} It falls."}))
    assert "reviewed" not in disclosure.statement
    assert (
        "The caption of Figure \\ref{fig:1} was edited afterwards (20 percent of the words changed)"
        in disclosure.statement
    )
    assert not any("had none" in note for note in disclosure.notes)


def test_a_caption_of_the_author_s_own_that_changed_in_the_paper_since_is_said_to_have() -> None:
    row = replace(decided(offline(), BY_HAND), standing="changed")
    disclosure = found(row, draft=paper(captions={"fig:1": f"{BY_HAND} Nobody else."}))
    (entry,) = disclosure.entries
    assert entry.status == "written anew by the author, changed in the paper since"
    stream = io.StringIO()
    console_on(stream, 200).print(disclosure_report(disclosure))
    assert re.search(r"changed in the paper since +changed *$", stream.getvalue(), re.MULTILINE)


@pytest.mark.parametrize("width", [34, 50, 80, 120])
def test_no_word_of_the_list_is_broken_on_a_narrow_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capassist.terminal.console.is_shown", lambda stream: True)
    rows = (decided(generated(), BY_HAND), decided(offline("fig:2")), replace(decided(offline("fig:3")), by="file"))
    stream = io.StringIO()
    console_on(stream, width).print(disclosure_report(found(*rows)))
    printed = stream.getvalue().split("To copy")[0]
    assert max(map(len, printed.splitlines())) <= width
    said = {word.strip(",:") for word in printed.split()}
    assert said >= {"accepted", "edited", "gpt-4o-2024-08-06" if width > 100 else "Figure", "offline", "drafted"}


def test_a_caption_without_any_draft_is_nobody_s_business() -> None:
    by_hand = Reviewed("fig:1", (), Decision("fig:1", "edit", BY_HAND), "file", applied=True)
    failed = replace(by_hand, by="review", candidate=replace(MODEL, text="", model=None))
    gone = decided(generated("fig:gone"))
    for row in (by_hand, failed, gone):
        assert found(row).entries == ()


@pytest.mark.parametrize("name", [r"\input{/etc/passwd}", "a_b%c", "^^5cend"])
def test_a_model_s_name_is_no_latex(name: str) -> None:
    row = decided(replace(MODEL, model=name))
    statement = found(row).statement
    assert not re.search(r"\\(?!ref\b|[#$%&_{}])|\^", statement)
    assert not re.search(r"(?<!\\)[%_]", statement)
    assert name in found(row, draft=paper(kind="pdf")).statement


# What should be said ------------------------------------------------------------------------------------------------------


def test_the_statement_names_model_captions_material_and_edits() -> None:
    edited = ROUGH.replace("small", "large")
    disclosure = found(decided(generated("fig:3"), edited), decided(generated("fig:1")))
    assert [entry.figure for entry in disclosure.entries] == ["fig:1", "fig:3"]
    assert [entry.status for entry in disclosure.entries] == ["accepted as drafted", "edited, 12 % of its words"]
    statement = disclosure.statement
    assert "gpt-4o-2024-08-06 (gpt-4o at api.openai.com), through capassist" in statement
    assert (
        r"the captions of Figures \ref{fig:1} and \ref{fig:3}, from each figure's picture and the paragraphs"
        in statement
    )
    assert r"The caption of Figure \ref{fig:1} is used as drafted." in statement
    assert r"The caption of Figure \ref{fig:3} was edited afterwards (12 percent of the words changed)." in statement
    assert statement.endswith(
        f"The authors {CLAIM} before it was put into the paper and take full responsibility for them."
    )


def test_a_pdf_s_captions_are_named_by_number() -> None:
    assert "the caption of Figure 2" in found(decided(generated("fig:2")), draft=paper(kind="pdf")).statement


def test_an_edit_is_told_by_the_text_not_by_the_verdict() -> None:
    row = replace(decided(MODEL), decision=Decision("fig:1", "accept", f"{ROUGH} More."))
    assert found(row).entries[0].outcome == "edited"


def test_by_file_the_draft_is_the_one_that_the_text_is_nearest_to() -> None:
    text = ROUGH.replace("ten", "12")
    row = Reviewed("fig:1", (MODEL, offline()), Decision("fig:1", "edit", text), "file", None, applied=True)
    (entry,) = found(row).entries
    assert entry.drafted_by == ("gpt-4o-2024-08-06 (gpt-4o at api.openai.com)",)
    assert entry.status == "edited, 12 % of its words, decided by file"


def test_a_caption_put_together_from_two_drafts_names_both() -> None:
    mine, model = offline(), generated()
    row = replace(decided(mine, f"{mine.text} {model.text}"), drafts=(mine, model))
    assert found(row).entries[0].drafted_by == (OFFLINE, "gpt-4o-2024-08-06 (gpt-4o at api.openai.com)")
    own = replace(row, candidate=Candidate("fig:1", "x", "long", AUTHOR))
    assert set(found(own).entries[0].drafted_by) == {OFFLINE, "gpt-4o-2024-08-06 (gpt-4o at api.openai.com)"}


def test_of_several_drafts_without_a_decision_the_one_that_stands_in_the_paper_counts() -> None:
    rows = Reviewed("fig:1", (MODEL, offline()))
    disclosure = found(rows, draft=paper(captions={"fig:1": ROUGH}))
    assert "gpt-4o-2024-08-06" in disclosure.statement


def test_a_model_that_the_server_names_as_it_was_asked_for_is_named_once() -> None:
    row = decided(replace(MODEL, model="gpt-4o"))
    assert found(row).entries[0].drafted_by == ("gpt-4o at api.openai.com",)


@pytest.mark.parametrize("venue", POLICIES)
def test_every_policy_says_where_to_look_it_up_and_when_it_was_read(venue: str) -> None:
    policy = POLICIES[venue]
    assert re.fullmatch(r"https://[\w./-]+", policy.address)
    assert "November 2026" in policy.seen
    assert policy.place
    assert policy.asks.endswith(".")


def test_the_offline_captioner_goes_by_the_name_that_is_told_apart() -> None:
    assert ExtractiveCaptioner().name == OFFLINE


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_share_of_changed_words_is_a_percentage_and_nothing_only_for_equal_texts(
    old: list[str], new: list[str]
) -> None:
    draft = replace(MODEL, text=" ".join(["x", *old]))
    (entry,) = found(decided(draft, " ".join(["x", *new]))).entries
    assert 0 <= entry.changed <= 100
    assert (entry.changed == 0) == (old == new)


# Other texts than captions ----------------------------------------------------------------------------------------------


def with_views() -> Draft:
    """Return the paper with the views of its figures for alternative texts, of Figure 1 for each of two graphics."""
    draft = paper()
    views = tuple(
        replace(
            draft.figures[int(name) - 1],
            id=f"fig:{name}@alt{graphic or ''}",
            labels=(),
            place=TextPlace("alt", f"fig:{name}", "alt", graphic=graphic),
        )
        for name, graphic in (("1", 1), ("1", 2), ("2", None))
    )
    return replace(draft, figures=draft.figures + views)


def test_an_alternative_text_is_never_called_a_caption() -> None:
    disclosure = found(decided(generated("fig:2@alt")), draft=with_views())
    assert "caption" not in disclosure.statement.removeprefix("In preparing this paper, ").replace("capassist", "")
    assert "used to draft the alternative text of Figure \\ref{fig:2}" in disclosure.statement
    assert "reviewed this text before" in disclosure.statement


def test_another_text_that_was_only_suggested_is_not_listed_and_one_that_was_copied_by_hand_is() -> None:
    rows = [Reviewed(name, (generated(name),)) for name in ("fig:1", "fig:2@alt")]
    assert [entry.figure for entry in found(*rows, draft=with_views()).entries] == ["fig:1"]
    draft = with_views()
    *others, view = draft.figures
    copied = replace(draft, figures=(*others, replace(view, caption_source=rows[1].drafts[0].text)))
    assert [entry.figure for entry in found(*rows, draft=copied).entries] == ["fig:1", "fig:2@alt"]


def test_captions_and_other_texts_are_named_apart_and_no_figure_twice() -> None:
    rows = [decided(generated(name)) for name in ("fig:1", "fig:1@alt1", "fig:1@alt2", "fig:2@alt")]
    disclosure = found(*rows, draft=with_views())
    assert (
        "the caption of Figure \\ref{fig:1} and the alternative texts of Figures \\ref{fig:1} and \\ref{fig:2}"
        in disclosure.statement
    )
    assert [entry.name for entry in disclosure.entries] == [
        "Figure 1",
        "Figure 1, graphic 1, alternative text",
        "Figure 1, graphic 2, alternative text",
        "Figure 2, alternative text",
    ]


def test_no_review_is_claimed_of_an_alternative_text_that_had_none() -> None:
    rows = (decided(generated("fig:1")), decided(generated("fig:2@alt"), by="file"))
    disclosure = found(*rows, draft=with_views())
    assert "reviewed" not in disclosure.statement
    assert any("these texts had none: Figure 2, alternative text" in note for note in disclosure.notes)


def test_an_offline_alternative_text_needs_no_statement_of_generative_ai() -> None:
    disclosure = found(decided(offline("fig:2@alt")), draft=with_views(), venue="acm")
    assert "no generative AI was used" in disclosure.statement
    assert "The first version of the alternative text of Figure \\ref{fig:2}" in disclosure.statement


# Whole statements and notes -----------------------------------------------------------------------------------------------

PROGRAM = f"capassist {__version__}"
OFFLINE_PROGRAM = f"{PROGRAM}, a program that works without a language model; no generative AI was used for"
AI = f"In preparing this paper, gpt-4o-2024-08-06 (gpt-4o at api.openai.com), through {PROGRAM}, was used to draft"
PICTURES = "picture and the paragraphs that mention it"


@pytest.mark.parametrize(
    ("rows", "statement"),
    [
        (
            [decided(offline("fig:2"))],
            "The first version of the caption of Figure 2 was put together from the authors' own sentences by "
            f"{OFFLINE_PROGRAM} it. It is used as drafted. The authors reviewed this caption before it was put into the "
            "paper.",
        ),
        (
            [decided(offline(f"fig:{n}")) for n in (1, 2, 3)],
            "The first versions of the captions of Figures 1, 2 and 3 were put together from the authors' own sentences "
            f"by {OFFLINE_PROGRAM} them. They are used as drafted. The authors {CLAIM} before it was put into the paper.",
        ),
        (
            [decided(offline(f"fig:{n}"), "The loss falls with every other epoch.") for n in (1, 2)],
            "The first versions of the captions of Figures 1 and 2 were put together from the authors' own sentences by "
            f"{OFFLINE_PROGRAM} them. The captions of Figures 1 and 2 were edited afterwards (14 percent and 14 percent "
            f"of the words changed). The authors {CLAIM} before it was put into the paper.",
        ),
        (
            [decided(generated("fig:1"), by="file"), decided(offline("fig:3"))],
            f"{AI} the caption of Figure 1, from each figure's {PICTURES}. It is used as drafted. The first version of "
            f"the caption of Figure 3 was put together from the authors' own sentences by {OFFLINE_PROGRAM} it. It is "
            "used as drafted. The authors take full responsibility for them.",
        ),
    ],
    ids=["one", "several", "several edited", "a model's beside the program's"],
)
def test_a_statement_reads_as_a_whole(rows: list[Reviewed], statement: str) -> None:
    assert found(*rows, draft=paper(kind="pdf")).statement == statement


def notes_of(*rows: Reviewed, venue: str | None = None) -> str:
    return " ".join(found(*rows, venue=venue).notes)


@pytest.mark.parametrize("venue", [None, *POLICIES])
def test_a_statement_that_no_venue_asks_for_is_called_so(venue: str | None) -> None:
    needless = "asks for no statement"
    assert (needless in notes_of(decided(offline()), venue=venue)) == (venue is not None)
    assert needless not in notes_of(decided(offline()), decided(generated("fig:2")), venue=venue)
    assert needless not in notes_of(decided(offline(), applied=False), venue=venue)


def test_what_waits_is_what_was_accepted_and_stands_nowhere() -> None:
    waiting = "Accepted but not applied"
    assert waiting in notes_of(decided(MODEL, applied=False))
    assert waiting not in notes_of(decided(MODEL))
    assert waiting not in notes_of(replace(decided(MODEL, applied=False), decision=Decision("fig:1", "skip")))
    assert waiting not in notes_of(replace(decided(MODEL), standing="gone"))


def test_that_there_is_nothing_to_state_is_said_where_there_is_nothing() -> None:
    nothing = "there is nothing to state yet"
    assert nothing in notes_of()
    assert nothing in notes_of(decided(MODEL, applied=False))
    assert nothing not in notes_of(decided(MODEL))
