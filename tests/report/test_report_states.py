"""What the report says of a text: what stands in the source, what was accepted, what was written, each by name."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from report_outline import data_of

from capassist.cli.wiring import open_session
from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.model import AUTHOR, Candidate, Decision
from capassist.report import FigureEntry, entry_for, report_page
from capassist.session.log import Session
from capassist.testing import ScriptedCaptioner
from capassist.workflow.drafting import DraftingContext, draft_caption
from capassist.workflow.writing import apply_plan, plan_reviewed, undo_apply

DRAFTS = {"fig:share": "Share of 47 corpora."}
MINE, BETTER, LATER = "Share as I say it.", "Share of the corpora, better.", "Share, and still better."


def entry_of(paper: Path) -> tuple[FigureEntry, str]:
    """Return the entry of the figure with the placeholder, and what its part of the page says."""
    draft = open_draft(paper)
    figure = next(figure for figure in draft.figures if figure.id == "fig:share")
    with open_session(draft) as session:
        context = DraftingContext(draft, ScriptedCaptioner(DRAFTS), 3, session)
        draft_caption(context, figure)
        entry = entry_for(context, figure, DraftImages(draft))
    said = unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", report_page(draft, [entry]), flags=re.DOTALL))
    return entry, " ".join(said.split())


def accept(paper: Path, text: str = MINE, *, over: str = "TODO", writes: bool = True) -> bytes:
    """Accept a text and write it; return the source from before."""
    before = (paper / "main.tex").read_bytes()
    draft = open_draft(paper)
    with open_session(draft) as session:
        session.decide(Decision("fig:share", "edit", text), over=over)
        if writes:
            apply_plan(plan_reviewed(draft, session), session)
    return before


def replaced(paper: Path, old: str, new: str) -> None:
    main = paper / "main.tex"
    assert old in main.read_text()
    main.write_text(main.read_text().replace(old, new))


def not_written(paper: Path) -> None:
    accept(paper, writes=False)


def in_the_source(paper: Path) -> None:
    accept(paper)


def changed(paper: Path) -> None:
    accept(paper)
    replaced(paper, MINE, "What I wrote by hand.")


def restored(paper: Path) -> None:
    (paper / "main.tex").write_bytes(accept(paper))


def emptied(paper: Path) -> None:
    accept(paper)
    replaced(paper, MINE, "")


def taken_back(paper: Path) -> None:
    accept(paper)
    draft = open_draft(paper)
    with open_session(draft) as session:
        undo_apply(draft, session)


def outdated(paper: Path) -> None:
    accept(paper, writes=False)
    replaced(paper, "TODO", "What I wrote by hand.")


@pytest.mark.parametrize(
    ("happened", "current", "state", "standing"),
    [
        (not_written, "TODO", "It is not written yet.", "Accepted as edited"),
        (in_the_source, MINE, "It is in the source.", "Accepted as edited (applied since)"),
        (
            changed,
            "What I wrote by hand.",
            "It was written, and changed in the source since.",
            "Accepted as edited (applied since)",
        ),
        (
            restored,
            "TODO",
            "It was written, and is gone from the source since.",
            "Accepted, written, and gone from the source since",
        ),
        (
            emptied,
            "None",
            "It was written, and is gone from the source since.",
            "Accepted, written, and gone from the source since",
        ),
        (taken_back, "TODO", "It was written, and taken back by `undo`.", "Accepted as edited"),
        (
            outdated,
            "What I wrote by hand.",
            "It is not written, and the caption in the source changed since.",
            "Accepted as edited (but the caption in the source changed since)",
        ),
    ],
)
def test_what_stands_and_what_was_accepted_are_told_apart(
    happened: Callable[[Path], None], current: str, state: str, standing: str, paper: Path
) -> None:
    happened(paper)
    entry, said = entry_of(paper)
    assert f"Current caption {current} " in said
    assert f"Accepted text {state} {MINE}" in said
    assert said.index("Current caption") < said.index("Accepted text") < said.index("Draft by scripted")
    assert f"Decision: {standing}" in said
    assert [(own.title, own.text) for own in entry.texts] == [("Accepted text", MINE)]


def test_a_draft_that_nobody_accepted_is_no_accepted_text(paper: Path) -> None:
    entry, said = entry_of(paper)
    assert entry.texts == ()
    assert "Accepted text" not in said
    assert "Decision: Not decided" in said


def test_a_skip_is_no_accepted_text(paper: Path) -> None:
    with Session.open(paper, "main.tex") as session:
        session.decide(Decision("fig:share", "skip"), over="TODO")
    entry, _ = entry_of(paper)
    assert (entry.texts, entry.standing) == ((), "Skipped")


def test_an_accepted_draft_is_named_as_accepted_too(paper: Path) -> None:
    accept(paper, DRAFTS["fig:share"])
    assert f"Accepted text It is in the source. {DRAFTS['fig:share']}" in entry_of(paper)[1]


def test_what_was_written_before_a_newer_decision_is_named(paper: Path) -> None:
    accept(paper)
    accept(paper, BETTER, over=MINE, writes=False)
    entry, said = entry_of(paper)
    assert [(own.title, own.text) for own in entry.texts] == [("Accepted text", BETTER), ("Text written before", MINE)]
    assert f"Accepted text It is not written yet. {BETTER}" in said
    assert f"Text written before It is in the source. {MINE}" in said
    accept(paper, MINE, over=MINE, writes=False)
    assert [own.title for own in entry_of(paper)[0].texts] == ["Accepted text"]


def test_a_text_that_is_not_accepted_is_named_and_no_decision_of_the_page(paper: Path) -> None:
    accept(paper, writes=False)
    with Session.open(paper, "main.tex") as session:
        session.add(Candidate("fig:share", LATER, "style", AUTHOR, current="x"), "author")
    entry, said = entry_of(paper)
    assert f"Your changed text It is not accepted. {LATER}" in said
    assert (entry.decision, entry.goes_on_from) == (Decision("fig:share", "edit", MINE), MINE)


@pytest.mark.parametrize("lose", [restored, emptied])
def test_the_page_s_editor_begins_with_what_is_gone(lose: Callable[[Path], None], paper: Path) -> None:
    lose(paper)
    draft = open_draft(paper)
    entry, _ = entry_of(paper)
    assert data_of(report_page(draft, [entry]))["0"]["text"] == MINE
    assert entry.decision is None  # it is not written again unasked


def test_what_the_guards_say_of_an_accepted_text_stands_by_it(paper: Path) -> None:
    accept(paper, "Share of 4711 corpora.", writes=False)
    section = entry_of(paper)[1].split("Accepted text")[1].split("Draft by")[0]
    assert "Warning: 4711" in section


def test_the_changes_are_those_to_what_stands_in_the_source(paper: Path) -> None:
    changed(paper)
    section = entry_of(paper)[1].split("Accepted text")[1].split("Draft by")[0]
    assert "Changes to the current caption" in section
    assert "removed: What" in section


def test_beside_a_missing_caption_the_changes_are_those_to_the_draft(paper: Path) -> None:
    not_written(paper)
    section = entry_of(paper)[1].split("Accepted text")[1].split("Draft by")[0]
    assert "Changes to the first draft" in section
