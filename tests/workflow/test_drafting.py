"""The order of the steps, with a scripted captioner and a scripted reviewer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.errors import DraftError, ModelError, UsageError, WriteError
from capassist.model import AUTHOR, Action, Decision, Figure
from capassist.session.log import Session, read_reviewed
from capassist.testing import ScriptedCaptioner, ScriptedReviewer
from capassist.workflow import drafting, review, undoing, writing
from capassist.workflow.drafting import DraftingContext, DraftOptions, FailedDraft, Suggestion

DRAFTS = {"fig:share": ("Share of corpora.", "Corpora read without an error."), "fig:states": "States of the parser."}


@pytest.fixture
def context(paper: Path) -> Iterator[DraftingContext]:
    draft = open_draft(paper)
    with Session.open(draft.root, draft.main) as session:
        yield DraftingContext(draft, ScriptedCaptioner(DRAFTS), 3, session)


def lacking(context: DraftingContext) -> tuple[str, ...]:
    return tuple(figure.id for figure in drafting.choose_figures(context.draft, []))


def reviewed(context: DraftingContext, *actions: Action) -> ScriptedReviewer:
    reviewer = ScriptedReviewer(actions)
    review.review(context, drafting.choose_figures(context.draft, []), reviewer)
    return reviewer


# Which figures ------------------------------------------------------------------------------------------------------------


def test_a_written_caption_is_left_alone_unless_it_is_named(context: DraftingContext) -> None:
    assert lacking(context) == ("fig:share", "fig:states")
    assert [figure.id for figure in drafting.choose_figures(context.draft, ["fig:time"])] == ["fig:time"]


@pytest.mark.parametrize("name", ["fig:share", "2"])
def test_a_figure_is_named_by_label_or_number(context: DraftingContext, name: str) -> None:
    assert [figure.id for figure in drafting.choose_figures(context.draft, [name])] == ["fig:share"]


@pytest.mark.parametrize("name", ["Figure 2", "figure 2", "Fig. 2", "fig.~2", "Abb. 2"])
def test_a_figure_is_named_as_a_text_names_it(context: DraftingContext, name: str) -> None:
    assert [figure.id for figure in drafting.choose_figures(context.draft, [name])] == ["fig:share"]


@pytest.mark.parametrize("name", ["Table 2", "Figure 99", "Scheme 2", "Figure 2 and more"])
def test_what_is_called_otherwise_is_not_another_figure(context: DraftingContext, name: str) -> None:
    with pytest.raises(UsageError, match="no figure"):
        drafting.choose_figures(context.draft, [name])


PHOTOS = r"""\documentclass{article}\usepackage{newfloat}\DeclareFloatingEnvironment[name=Photo]{photo}\begin{document}
\begin{figure}\includegraphics{a}\caption{A tank.}\label{fig}\end{figure}
\begin{photo}\includegraphics{b}\label{pho}\end{photo}\begin{photo}\includegraphics{b}\caption{One.}\label{photo}\end{photo}
\begin{photo}\caption{Words alone.}\label{words}\end{photo}\end{document}"""


def test_a_float_type_of_the_author_s_own_is_drafted_where_it_holds_a_picture(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(PHOTOS)
    draft = open_draft(tmp_path)
    named = {name: drafting.choose_figures(draft, [name])[0].id for name in ("1", "Figure 1", "Photo 1", "photo")}
    assert named == {"1": "fig", "Figure 1": "fig", "Photo 1": "photo", "photo": "photo"}
    assert [figure.id for figure in drafting.choose_figures(draft, [])] == ["pho"]
    with pytest.raises(UsageError, match="words is of another kind"):
        drafting.choose_figures(draft, ["words"])


def test_an_unknown_figure_is_a_usage_error_that_names_the_nearest(context: DraftingContext) -> None:
    with pytest.raises(UsageError) as caught:
        drafting.choose_figures(context.draft, ["fig:shore"])
    assert "fig:share" in caught.value.hint


def test_a_table_is_named_as_one(context: DraftingContext) -> None:
    (context.draft.root / "table.tex").write_text(
        r"\documentclass{article}\begin{document}\begin{table}\caption{Sizes.}\label{tab:sizes}\end{table}\end{document}"
    )
    with pytest.raises(UsageError, match="tab:sizes is of another kind: table"):
        drafting.choose_figures(open_draft(context.draft.root / "table.tex"), ["tab:sizes"])


def test_an_apply_before_any_acceptance_names_the_review(context: DraftingContext) -> None:
    plan = writing.plan_reviewed(context.draft, context.session)
    assert not plan.decisions
    assert f"capassist review {context.draft.path}" in plan.notes[0]


# Drafting -----------------------------------------------------------------------------------------------------------------


def test_the_captioner_never_sees_the_target_s_own_caption(context: DraftingContext) -> None:
    figure = drafting.choose_figures(context.draft, ["fig:time"])[0]
    captioner = ScriptedCaptioner({"fig:time": "Run time."})
    drafting.draft_caption(DraftingContext(context.draft, captioner, 3, context.session), figure)
    assert "quadratic" not in repr(captioner.requests)


def test_one_figure_failing_does_not_stop_the_others(context: DraftingContext) -> None:
    captioner = ScriptedCaptioner({"fig:share": ModelError("It stalled."), "fig:states": "States."})
    context = DraftingContext(context.draft, captioner, 3, context.session)
    results = list(drafting.suggest(context, drafting.choose_figures(context.draft, [])))
    assert [type(result) for result in results] == [FailedDraft, Suggestion]


def test_what_was_drafted_is_not_drafted_again(context: DraftingContext) -> None:
    figures = drafting.choose_figures(context.draft, [])
    first = [result.candidate for result in drafting.suggest(context, figures) if isinstance(result, Suggestion)]
    second = [result.candidate for result in drafting.suggest(context, figures) if isinstance(result, Suggestion)]
    assert first == second
    assert isinstance(context.captioner, ScriptedCaptioner)
    assert len(context.captioner.requests) == 2


def test_a_changed_paragraph_is_drafted_anew(context: DraftingContext, paper: Path) -> None:
    list(drafting.suggest(context, drafting.choose_figures(context.draft, [])))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("one character", "one letter"))
    changed = DraftingContext(open_draft(paper), context.captioner, 3, context.session)
    list(drafting.suggest(changed, drafting.choose_figures(changed.draft, ["fig:states"])))
    assert isinstance(context.captioner, ScriptedCaptioner)
    assert len(context.captioner.requests) == 3


def test_drafts_so_far_are_those_of_every_captioner_and_of_the_paper_as_it_is(
    context: DraftingContext, paper: Path
) -> None:
    figure = drafting.choose_figures(context.draft, ["fig:share"])[0]
    assert drafting.drafts_so_far(context, figure) == ()
    other = ScriptedCaptioner({"fig:share": "Shares."})
    other.name = "another"
    for captioner in (context.captioner, other):
        drafting.draft_caption(DraftingContext(context.draft, captioner, 3, context.session), figure)
    known = drafting.drafts_so_far(context, figure)
    assert [suggestion.candidate.text for suggestion in known] == ["Share of corpora.", "Shares."]
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("highest for prose", "lowest for verse"))
    changed = DraftingContext(open_draft(paper), context.captioner, 3, context.session)
    assert drafting.drafts_so_far(changed, drafting.choose_figures(changed.draft, ["fig:share"])[0]) == ()


def test_a_draft_rests_on_the_paper_the_captioner_and_what_was_asked(context: DraftingContext) -> None:
    (figure,) = drafting.choose_figures(context.draft, ["fig:share"])
    asked = [DraftOptions(), DraftOptions(attempt=1), DraftOptions(wanted="short"), DraftOptions(instruction="shorter")]
    texts = [drafting.draft_caption(context, figure, replace(options, current="Mine.")).candidate for options in asked]
    assert [(text.wanted, text.instruction, text.current) for text in texts] == [
        ("style", "", "Mine."),
        ("style", "", "Mine."),
        ("short", "", "Mine."),
        ("style", "shorter", "Mine."),
    ]
    assert isinstance(context.captioner, ScriptedCaptioner)
    assert len(context.captioner.requests) == 4
    drafting.draft_caption(context, figure, DraftOptions(current="Mine.", attempt=1))
    assert len(context.captioner.requests) == 4


def test_what_would_be_asked_next_leaves_out_what_the_session_has(context: DraftingContext) -> None:
    figures = drafting.choose_figures(context.draft, [])
    assert [request.figure.id for request in drafting.pending(context, figures)] == ["fig:share", "fig:states"]
    drafting.draft_caption(context, figures[0])
    assert [request.figure.id for request in drafting.pending(context, figures)] == ["fig:states"]
    known = [(request.figure.id, kept) for request, kept in drafting.next_requests(context, figures)]
    assert known == [("fig:share", True), ("fig:states", False)]


def test_a_change_is_asked_of_the_own_caption_or_else_of_the_first_draft(context: DraftingContext) -> None:
    figures = drafting.choose_figures(context.draft, ["fig:time", "fig:share", "fig:states"])
    drafting.draft_caption(context, next(figure for figure in figures if figure.id == "fig:share"))
    requests = drafting.pending(context, figures, DraftOptions(instruction="shorter"))
    asked = {request.figure.id: (request.instruction, request.current) for request in requests}
    assert asked["fig:share"] == ("shorter", "Share of corpora.")
    assert asked["fig:states"] == ("", "")  # there is nothing yet that could be changed: first it is drafted
    assert asked["fig:time"][0] == "shorter"
    assert asked["fig:time"][1] == next(figure.caption_source for figure in figures if figure.id == "fig:time")


def test_a_change_is_asked_with_what_was_said_of_the_text(context: DraftingContext) -> None:
    (figure,) = drafting.choose_figures(context.draft, ["fig:share"])
    candidate = drafting.draft_caption(context, figure).candidate
    context.session.add_from_file(replace(candidate, text="Shares.", notes=("look at it",)))
    for current in ("Shares.", "Mine."):
        drafting.draft_caption(context, figure, DraftOptions(instruction="shorter", current=current))
    assert isinstance(context.captioner, ScriptedCaptioner)
    assert [request.noted for request in context.captioner.requests] == [(), ("look at it",), ()]


def test_without_a_second_look_no_figure_is_looked_at(context: DraftingContext) -> None:
    assert list(drafting.next_looks(context, drafting.choose_figures(context.draft, []))) == []


def test_what_the_author_wrote_is_no_draft_of_a_program(context: DraftingContext) -> None:
    (figure,) = drafting.choose_figures(context.draft, ["fig:share"])
    reviewed(context, Action("edit", "Mine, and another one."), Action("accept"), Action("quit"))
    assert AUTHOR not in {candidate.captioner for candidate in drafting.kept_drafts(context, figure)}
    assert [candidate.text for candidate in drafting.kept_drafts(context, figure)] == ["Share of corpora."]


def test_a_number_that_two_figures_have_names_neither(context: DraftingContext) -> None:
    (figure, *others) = context.draft.figures
    both = replace(context.draft, figures=(figure, replace(others[0], number=figure.number), *others[1:]))
    with pytest.raises(UsageError) as caught:
        drafting.choose_figures(both, [figure.number or ""])
    assert caught.value.message == (
        f"2 figures of the draft are numbered {figure.number}: {figure.id}, {others[0].id}."
    )
    assert caught.value.hint == "Name one of them by its label."
    assert drafting.choose_figures(both, [figure.id]) == (figure,)


def test_figures_come_in_the_papers_order_and_each_once(context: DraftingContext) -> None:
    chosen = drafting.choose_figures(context.draft, ["fig:states", "fig:time", "fig:time", "1"])
    order = [figure.id for figure in context.draft.figures]
    assert [figure.id for figure in chosen] == [name for name in order if name in {"fig:states", "fig:time"}]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("fig:shar", "Did you mean fig:share?"),
        ("fig:stat", "Did you mean fig:states"),
        ("nothing-like-it", "`capassist scan` lists the figures."),
    ],
)
def test_only_near_names_are_offered(name: str, hint: str, context: DraftingContext) -> None:
    with pytest.raises(UsageError) as caught:
        drafting.choose_figures(context.draft, [name])
    assert caught.value.hint.startswith(hint)


def test_a_locked_caption_is_said_first_and_keeps_it_from_being_written_only_where_nothing_is_made_of_it(
    context: DraftingContext,
) -> None:
    (figure,) = drafting.choose_figures(context.draft, ["fig:share"])
    locked = replace(figure, locked="A macro sets it.")
    first, *_ = drafting.inspect(context.draft, locked, "Share.")
    assert (first.code, first.message, first.blocks) == ("locked", "A macro sets it.", True)
    made, *_ = drafting.inspect(context.draft, replace(locked, made_from="paper.md"), "Share.")
    assert (made.code, made.blocks) == ("locked", False)
    assert "locked" not in {finding.code for finding in drafting.inspect(context.draft, figure, "Share.")}


def test_a_text_is_compared_with_the_caption_in_its_place_and_with_none_where_none_is(context: DraftingContext) -> None:
    (figure,) = drafting.choose_figures(context.draft, ["fig:time"])
    exchanged = "Length against run time. The dashed line is quadratic."

    def codes(changed: Figure) -> set[str]:
        return {finding.code for finding in drafting.inspect(context.draft, changed, exchanged)}

    assert "swap" in codes(figure)
    assert "swap" not in codes(replace(figure, state="missing"))


# Writing ------------------------------------------------------------------------------------------------------------------


def test_the_whole_way_changes_nothing_but_the_captions(context: DraftingContext, paper: Path) -> None:
    before = (paper / "main.tex").read_text()
    reviewed(context, Action("accept"), Action("accept"))
    writing.apply_plan(writing.plan_reviewed(context.draft, context.session), context.session)
    expected = before.replace("TODO", "Share of corpora.").replace(
        "{states}\n", "{states}\n  \\caption{States of the parser.}\n"
    )
    assert (paper / "main.tex").read_text() == expected
    assert [figure.state for figure in open_draft(paper).figures] == ["written"] * 3


def test_what_was_applied_is_not_applied_again(context: DraftingContext, paper: Path) -> None:
    reviewed(context, Action("accept"), Action("quit"))
    writing.apply_plan(writing.plan_reviewed(context.draft, context.session), context.session)
    assert not writing.plan_reviewed(open_draft(paper), context.session).decisions


def test_undo_gives_the_bytes_back_and_the_decisions_wait_again(context: DraftingContext, paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    reviewed(context, Action("accept"), Action("accept"))
    writing.apply_plan(writing.plan_reviewed(context.draft, context.session), context.session)
    undoing.undo_apply(open_draft(paper), context.session)
    assert (paper / "main.tex").read_bytes() == before
    assert len(writing.plan_reviewed(open_draft(paper), context.session).decisions) == 2


def test_what_undo_would_do_is_told_before_and_only_while_there_is_something(
    context: DraftingContext, paper: Path
) -> None:
    with pytest.raises(WriteError, match="has not written into this draft"):
        undoing.plan_undo(context.draft)
    reviewed(context, Action("accept"), Action("quit"))
    writing.apply_plan(writing.plan_reviewed(context.draft, context.session), context.session)
    written = (paper / "main.tex").read_bytes()
    plan = undoing.plan_undo(context.draft)
    assert (plan.figures, [path.name for path in plan.files]) == (("fig:share",), ["main.tex"])
    assert "-  \\caption{Share of corpora.}\n+  \\caption{TODO}" in plan.diff
    assert (paper / "main.tex").read_bytes() == written
    undoing.undo_apply(context.draft, context.session)
    with pytest.raises(WriteError, match=r"The last apply is already taken back\."):
        undoing.plan_undo(context.draft)


def test_a_caption_that_changed_since_the_review_is_not_overwritten(context: DraftingContext, paper: Path) -> None:
    reviewed(context, Action("accept"), Action("quit"))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("TODO", "What I wrote meanwhile."))
    before = main.read_bytes()
    plan = writing.plan_reviewed(open_draft(paper), context.session)
    assert [(refusal.figure, plan.decisions) for refusal in plan.refused] == [("fig:share", ())]
    with pytest.raises(WriteError, match="it changed in the source since it was decided on"):
        writing.apply_plan(plan, context.session)
    assert main.read_bytes() == before


def test_a_decision_for_a_figure_that_is_not_there_stops_the_whole_file(context: DraftingContext) -> None:
    decisions = [Decision("fig:share", "accept", "Share."), Decision("fig:nowhere", "accept", "Nothing.")]
    with pytest.raises(DraftError, match="fig:nowhere"):
        writing.plan_decided(context.draft, decisions)


def test_decisions_from_a_file_are_kept_in_the_session_too(context: DraftingContext) -> None:
    plan = writing.plan_decided(context.draft, [Decision("fig:share", "accept", "Share.")])
    writing.apply_plan(plan, context.session)
    assert context.session.decision("fig:share") == Decision("fig:share", "accept", "Share.")
    assert context.session.last_decision(["fig:share"]) is None
    (kept,) = read_reviewed(context.draft.root, context.draft.main)
    assert (kept.by, kept.applied) == ("file", True)


# What the data bear out ---------------------------------------------------------------------------------------------------


def test_numbers_of_a_draft_come_with_their_place_in_the_data(tmp_path: Path) -> None:
    figure = "\\begin{figure}\\includegraphics{loss}\\label{fig:loss}\\end{figure}"
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\\usepackage{graphicx}\\begin{document}\n"
        f"Figure~\\ref{{fig:loss}} shows the loss.\n\n{figure}\n\\end{{document}}\n"
    )
    (tmp_path / "loss.csv").write_text("epoch,loss\n10,0.912\n20,0.534\n")
    draft = open_draft(tmp_path)
    texts = {"fig:loss": ("The loss after 20 epochs is 0.534.", "The loss after 20 epochs is 0.912.")}
    with Session.open(draft.root, draft.main) as session:
        context = DraftingContext(draft, ScriptedCaptioner(texts), 3, session)
        reviewer = reviewed(context, Action("another"), Action("edit", "The lowest loss is 0.534."), Action("quit"))
    shown = [
        [piece.where for piece in item.candidate.evidence if piece.kind == "data" and "column loss" in piece.where]
        for item in reviewer.items
    ]
    assert shown == [["loss.csv, row 2, column loss"], [], ["loss.csv, minimum of column loss"]]
