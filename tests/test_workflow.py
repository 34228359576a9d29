"""The order of the steps, with a scripted captioner and a scripted reviewer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capassist import reviewing, workflow
from capassist.drafts import open_draft
from capassist.errors import DraftError, ModelError, UsageError, WriteError
from capassist.model import Action, Decision
from capassist.session import Session, read_reviewed
from capassist.testing import ScriptedCaptioner, ScriptedReviewer
from capassist.workflow import Desk, Failure, Suggestion

DRAFTS = {"fig:share": ("Share of corpora.", "Corpora read without an error."), "fig:states": "States of the parser."}


@pytest.fixture
def desk(paper: Path) -> Iterator[Desk]:
    draft = open_draft(paper)
    with Session.open(draft.root, draft.main) as session:
        yield Desk(draft, ScriptedCaptioner(DRAFTS), 3, session)


def lacking(desk: Desk) -> tuple[str, ...]:
    return tuple(figure.id for figure in workflow.choose_figures(desk.draft, []))


def reviewed(desk: Desk, *actions: Action) -> ScriptedReviewer:
    reviewer = ScriptedReviewer(actions)
    reviewing.review(desk, workflow.choose_figures(desk.draft, []), reviewer)
    return reviewer


# Which figures ------------------------------------------------------------------------------------------------------------


def test_a_written_caption_is_left_alone_unless_it_is_named(desk: Desk) -> None:
    assert lacking(desk) == ("fig:share", "fig:states")
    assert [figure.id for figure in workflow.choose_figures(desk.draft, ["fig:time"])] == ["fig:time"]


@pytest.mark.parametrize("name", ["fig:share", "2"])
def test_a_figure_is_named_by_label_or_number(desk: Desk, name: str) -> None:
    assert [figure.id for figure in workflow.choose_figures(desk.draft, [name])] == ["fig:share"]


def test_an_unknown_figure_is_a_usage_error_that_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(UsageError) as caught:
        workflow.choose_figures(desk.draft, ["fig:shore"])
    assert "fig:share" in caught.value.hint


def test_a_table_is_named_as_one(desk: Desk) -> None:
    (desk.draft.root / "table.tex").write_text(
        r"\documentclass{article}\begin{document}\begin{table}\caption{Sizes.}\label{tab:sizes}\end{table}\end{document}"
    )
    with pytest.raises(UsageError, match="tab:sizes is of another kind: table"):
        workflow.choose_figures(open_draft(desk.draft.root / "table.tex"), ["tab:sizes"])


def test_an_apply_before_any_acceptance_names_the_review(desk: Desk) -> None:
    plan = workflow.plan_reviewed(desk.draft, desk.session)
    assert not plan.decisions
    assert f"capassist review {desk.draft.path}" in plan.notes[0]


# Drafting -----------------------------------------------------------------------------------------------------------------


def test_the_captioner_never_sees_the_target_s_own_caption(desk: Desk) -> None:
    figure = workflow.choose_figures(desk.draft, ["fig:time"])[0]
    captioner = ScriptedCaptioner({"fig:time": "Run time."})
    workflow.draft_caption(Desk(desk.draft, captioner, 3, desk.session), figure)
    assert "quadratic" not in repr(captioner.requests)


def test_one_figure_failing_does_not_stop_the_others(desk: Desk) -> None:
    captioner = ScriptedCaptioner({"fig:share": ModelError("It stalled."), "fig:states": "States."})
    desk = Desk(desk.draft, captioner, 3, desk.session)
    results = list(workflow.suggest(desk, workflow.choose_figures(desk.draft, [])))
    assert [type(result) for result in results] == [Failure, Suggestion]


def test_what_was_drafted_is_not_drafted_again(desk: Desk) -> None:
    figures = workflow.choose_figures(desk.draft, [])
    first = [result.candidate for result in workflow.suggest(desk, figures) if isinstance(result, Suggestion)]
    second = [result.candidate for result in workflow.suggest(desk, figures) if isinstance(result, Suggestion)]
    assert first == second
    assert isinstance(desk.captioner, ScriptedCaptioner)
    assert len(desk.captioner.requests) == 2


def test_a_changed_paragraph_is_drafted_anew(desk: Desk, paper: Path) -> None:
    list(workflow.suggest(desk, workflow.choose_figures(desk.draft, [])))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("one character", "one letter"))
    changed = Desk(open_draft(paper), desk.captioner, 3, desk.session)
    list(workflow.suggest(changed, workflow.choose_figures(changed.draft, ["fig:states"])))
    assert isinstance(desk.captioner, ScriptedCaptioner)
    assert len(desk.captioner.requests) == 3


def test_drafts_so_far_are_those_of_every_captioner_and_of_the_paper_as_it_is(desk: Desk, paper: Path) -> None:
    figure = workflow.choose_figures(desk.draft, ["fig:share"])[0]
    assert workflow.drafts_so_far(desk, figure) == ()
    other = ScriptedCaptioner({"fig:share": "Shares."})
    other.name = "another"
    for captioner in (desk.captioner, other):
        workflow.draft_caption(Desk(desk.draft, captioner, 3, desk.session), figure)
    known = workflow.drafts_so_far(desk, figure)
    assert [suggestion.candidate.text for suggestion in known] == ["Share of corpora.", "Shares."]
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("highest for prose", "lowest for verse"))
    changed = Desk(open_draft(paper), desk.captioner, 3, desk.session)
    assert workflow.drafts_so_far(changed, workflow.choose_figures(changed.draft, ["fig:share"])[0]) == ()


# Writing ------------------------------------------------------------------------------------------------------------------


def test_the_whole_way_changes_nothing_but_the_captions(desk: Desk, paper: Path) -> None:
    before = (paper / "main.tex").read_text()
    reviewed(desk, Action("accept"), Action("accept"))
    workflow.carry_out(workflow.plan_reviewed(desk.draft, desk.session), desk.session)
    expected = before.replace("TODO", "Share of corpora.").replace(
        "{states}\n", "{states}\n  \\caption{States of the parser.}\n"
    )
    assert (paper / "main.tex").read_text() == expected
    assert [figure.state for figure in open_draft(paper).figures] == ["written"] * 3


def test_what_was_applied_is_not_applied_again(desk: Desk, paper: Path) -> None:
    reviewed(desk, Action("accept"), Action("quit"))
    workflow.carry_out(workflow.plan_reviewed(desk.draft, desk.session), desk.session)
    assert not workflow.plan_reviewed(open_draft(paper), desk.session).decisions


def test_undo_gives_the_bytes_back_and_the_decisions_wait_again(desk: Desk, paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    reviewed(desk, Action("accept"), Action("accept"))
    workflow.carry_out(workflow.plan_reviewed(desk.draft, desk.session), desk.session)
    workflow.take_back(open_draft(paper), desk.session)
    assert (paper / "main.tex").read_bytes() == before
    assert len(workflow.plan_reviewed(open_draft(paper), desk.session).decisions) == 2


def test_what_undo_would_do_is_told_before_and_only_while_there_is_something(desk: Desk, paper: Path) -> None:
    with pytest.raises(WriteError, match="has not written into this draft"):
        workflow.plan_undo(desk.draft)
    reviewed(desk, Action("accept"), Action("quit"))
    workflow.carry_out(workflow.plan_reviewed(desk.draft, desk.session), desk.session)
    written = (paper / "main.tex").read_bytes()
    plan = workflow.plan_undo(desk.draft)
    assert (plan.figures, [path.name for path in plan.files]) == (("fig:share",), ["main.tex"])
    assert "-  \\caption{Share of corpora.}\n+  \\caption{TODO}" in plan.diff
    assert (paper / "main.tex").read_bytes() == written
    workflow.take_back(desk.draft, desk.session)
    with pytest.raises(WriteError, match=r"The last apply is already taken back\."):
        workflow.plan_undo(desk.draft)


def test_a_caption_that_changed_since_the_review_is_not_overwritten(desk: Desk, paper: Path) -> None:
    reviewed(desk, Action("accept"), Action("quit"))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("TODO", "What I wrote meanwhile."))
    with pytest.raises(WriteError, match="changed since it was reviewed"):
        workflow.plan_reviewed(open_draft(paper), desk.session)


def test_a_decision_for_a_figure_that_is_not_there_stops_the_whole_file(desk: Desk) -> None:
    decisions = [Decision("fig:share", "accept", "Share."), Decision("fig:nowhere", "accept", "Nothing.")]
    with pytest.raises(DraftError, match="fig:nowhere"):
        workflow.plan_decided(desk.draft, decisions)


def test_decisions_from_a_file_are_kept_in_the_session_too(desk: Desk) -> None:
    plan = workflow.plan_decided(desk.draft, [Decision("fig:share", "accept", "Share.")])
    workflow.carry_out(plan, desk.session)
    assert desk.session.decision("fig:share") == Decision("fig:share", "accept", "Share.")
    assert desk.session.last_decision(["fig:share"]) is None
    (kept,) = read_reviewed(desk.draft.root, desk.draft.main)
    assert (kept.by, kept.applied) == ("file", True)
