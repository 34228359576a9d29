"""The walk through the figures, with a scripted captioner and a scripted reviewer."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.drafts import open_draft
from capassist.errors import CapassistError, ModelError, SettingsError
from capassist.model import (
    AUTHOR,
    Action,
    ActionName,
    Candidate,
    CaptionRequest,
    Decision,
    Doubt,
    DraftSentence,
    Figure,
    Rating,
    ReviewItem,
    SecondLook,
)
from capassist.session.log import Session, read_reviewed
from capassist.testing import ScriptedCaptioner, ScriptedReviewer
from capassist.workflow import drafting, review
from capassist.workflow.drafting import DraftingContext
from capassist.workflow.review import SAME_TEXT, SAME_TEXTS

DRAFTS = {
    "fig:share": ("Share of corpora. Prose is read best.", "Corpora read without an error."),
    "fig:states": "States of the parser.",
}
BOTH = ["fig:share", "fig:states"]


@pytest.fixture
def context(paper: Path) -> Iterator[DraftingContext]:
    draft = open_draft(paper)
    with Session.open(draft.root, draft.main) as session:
        yield DraftingContext(draft, ScriptedCaptioner(DRAFTS), 3, session)


def reviewed(context: DraftingContext, *actions: Action, names: Sequence[str] = ()) -> ScriptedReviewer:
    """Go through the figures that lack a caption, or the named ones, and return what was shown."""
    reviewer = ScriptedReviewer(actions)
    figures = drafting.choose_figures(context.draft, names)
    asked = figures if names else review.undecided(context.session, figures)
    review.review(context, figures, reviewer, asked=asked)
    return reviewer


def shown(reviewer: ScriptedReviewer) -> list[tuple[str, str]]:
    return [(item.figure.id, item.text) for item in reviewer.items]


def with_drafts(context: DraftingContext, **drafts: str | CapassistError) -> DraftingContext:
    return replace(context, captioner=ScriptedCaptioner({f"fig:{name}": draft for name, draft in drafts.items()}))


def requests(context: DraftingContext) -> list[CaptionRequest]:
    assert isinstance(context.captioner, ScriptedCaptioner)
    return context.captioner.requests


# Nothing is lost, nothing is done twice -----------------------------------------------------------------------------------


def test_decisions_are_saved_when_they_are_made_and_quitting_loses_nothing(context: DraftingContext) -> None:
    reviewed(context, Action("accept"), Action("quit"))
    assert context.session.decision("fig:share") == Decision("fig:share", "accept", DRAFTS["fig:share"][0])
    assert context.session.decision("fig:states") is None


def test_what_was_decided_is_not_asked_again(context: DraftingContext) -> None:
    reviewed(context, Action("accept"))
    again = reviewed(context)
    assert [item.figure.id for item in again.items] == ["fig:states"]
    assert (again.items[0].position, again.items[0].total) == (2, 2)


@pytest.mark.parametrize("wanted", ["short", "long", "style", "another"])
def test_a_draft_with_the_text_that_is_shown_is_said_to_be_that_and_is_no_step(
    wanted: ActionName, context: DraftingContext
) -> None:
    items = reviewed(
        with_drafts(context, share="Share."), Action("skip"), Action("back"), Action(wanted), Action("undo")
    ).items
    assert items[3].text == "Share."
    assert items[3].message == (SAME_TEXT if wanted == "another" else SAME_TEXTS[wanted])
    assert (items[4].text, items[4].message) == ("Share.", "The decision is taken back.")


def test_no_draft_is_made_twice(context: DraftingContext) -> None:
    reviewed(context, Action("another"), Action("short"), Action("style"), Action("short"), Action("forward"))
    reviewed(context, Action("style"), Action("another"), Action("short"), Action("forward"))
    asked = [(request.figure.id, request.wanted, request.attempt) for request in requests(context)]
    assert sorted(asked) == [
        ("fig:share", "short", 0), ("fig:share", "style", 0), ("fig:share", "style", 1), ("fig:states", "style", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "actions",
    [
        (Action("edit", "Mine."),),
        (Action("another"), Action("edit", "Mine.")),
        (Action("pick", picks=(1, 0)),),
        (Action("another"),),
        (Action("refine", "shorter"), Action("edit", "Mine.")),
    ],
    ids=["edit", "edit of another", "pick", "another", "edit of a refined one"],
)
def test_what_lay_on_the_desk_is_there_again(actions: tuple[Action, ...], context: DraftingContext) -> None:
    before = reviewed(context, *actions).items[-1]
    asked = [
        request for request in requests(context) if request.figure.id == "fig:share"
    ]  # the next is drafted meanwhile
    after = reviewed(context).items[0]
    assert (after.text, after.candidate) == (before.text, before.candidate)
    assert [request for request in requests(context) if request.figure.id == "fig:share"] == asked


def test_an_own_text_outlives_a_change_of_the_paper(context: DraftingContext, paper: Path) -> None:
    reviewed(context, Action("edit", "Mine."))
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("12 corpora", "13 corpora"))
    changed = replace(context, draft=open_draft(paper))
    again = reviewed(changed, Action("another"))
    assert shown(again)[:2] == [("fig:share", "Mine."), ("fig:share", DRAFTS["fig:share"][0])]


def test_skipped_figures_come_back_when_nothing_else_is_left(context: DraftingContext) -> None:
    reviewed(context, Action("skip"), Action("accept"))
    assert [item.figure.id for item in reviewed(context).items] == ["fig:share"]


def test_at_the_end_the_last_decision_can_be_taken_back(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("accept"), Action("skip"), Action("undo"), Action("accept"))
    assert [item.figure.id for item in reviewer.items] == [*BOTH, "fig:states"]
    assert reviewer.items[-1].message == "The decision is taken back."
    assert context.session.decision("fig:states") == Decision("fig:states", "accept", DRAFTS["fig:states"])


def test_from_the_end_one_may_go_to_any_figure(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("accept"), Action("accept"), Action("jump", figure="fig:share"), Action("skip"))
    assert [item.figure.id for item in reviewer.items] == [*BOTH, "fig:share"]
    assert context.session.decision("fig:share") == Decision("fig:share", "skip")


@pytest.mark.parametrize("name", ["quit", "accept", "edit", "another", "skip"])
def test_at_the_end_anything_else_leaves_and_changes_nothing(name: ActionName, context: DraftingContext) -> None:
    accepted = [Action("accept"), Action("accept")]
    reviewed(context, *accepted, Action(name), Action("undo"))
    assert [decision.verdict for decision in context.session.accepted()] == ["accept", "accept"]


def test_with_nothing_to_decide_nothing_is_drafted(context: DraftingContext) -> None:
    for figure in BOTH:
        context.session.decide(Decision(figure, "accept", "Mine."), None)
    assert reviewed(context).items == []
    assert requests(context) == []
    assert [item.figure.id for item in reviewed(context, Action("undo")).items] == ["fig:states"]


def test_a_named_figure_is_asked_about_again(context: DraftingContext) -> None:
    reviewed(context, Action("edit", "Mine."), Action("accept"))
    again = reviewed(context, names=["fig:share"])
    assert shown(again) == [("fig:share", "Mine.")]
    assert again.items[0].decision == Decision("fig:share", "edit", "Mine.")


# Texts --------------------------------------------------------------------------------------------------------------------


def test_an_edited_text_is_shown_again_with_what_the_guards_say_of_it(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("edit", "Share of 47 corpora."), Action("accept"))
    assert any("47" in finding.message for finding in reviewer.items[1].findings)
    assert context.session.decision("fig:share") == Decision("fig:share", "edit", "Share of 47 corpora.")


def test_another_draft_replaces_the_one_shown(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("edit", "Mine."), Action("another"))
    assert [text for _, text in shown(reviewer)] == [DRAFTS["fig:share"][0], "Mine.", DRAFTS["fig:share"][1]]


def test_a_refined_text_is_the_one_on_the_desk_changed_as_asked(context: DraftingContext) -> None:
    drafts = ("Share of corpora.", "Share of 47 corpora.")
    context = replace(context, captioner=ScriptedCaptioner({"fig:share": drafts}))
    reviewer = reviewed(context, Action("edit", "Mine."), Action("refine", "less certain"), Action("another"))
    refined, another = (request for request in requests(context) if request.instruction)
    assert (refined.current, refined.instruction, refined.attempt) == ("Mine.", "less certain", 0)
    assert (another.current, another.instruction, another.attempt) == ("Mine.", "less certain", 1)
    assert any("47" in finding.message for finding in reviewer.items[3].findings)
    assert context.session.drafts("fig:share")[-1].instruction == "less certain"


@pytest.mark.parametrize("wanted", review.VARIANTS)
def test_a_variant_is_asked_for_and_offered_until_it_is_shown(wanted: str, context: DraftingContext) -> None:
    away = Action("long" if wanted == "short" else "short")
    reviewer = reviewed(context, away, Action(wanted))
    assert wanted in reviewer.items[1].actions
    assert wanted not in reviewer.items[2].actions
    assert [request.wanted for request in requests(context)].count(wanted) >= 1


def test_picked_sentences_keep_where_they_come_from(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("another"), Action("pick", picks=(2, 1)), Action("accept"))
    first, second, third = reviewer.items[1].sentences
    assert third == DraftSentence("Corpora read without an error.", 2, "scripted")
    assert reviewer.items[2].text == "Corpora read without an error. Prose is read best."
    own = context.session.drafts("fig:share")[-1]
    assert (own.captioner, own.sources) == (AUTHOR, (third, second))
    assert first not in own.sources
    (share,) = (row for row in read_reviewed(context.draft.root, context.draft.main) if row.figure == "fig:share")
    assert own in share.drafts
    assert share.decision == Decision("fig:share", "edit", own.text)


def test_the_warnings_follow_picked_sentences(context: DraftingContext) -> None:
    context = with_drafts(context, share="Share of corpora. It is 47 percent.")
    reviewer = reviewed(context, Action("pick", picks=(0,)))
    assert [bool(item.findings) for item in reviewer.items] == [True, False]


def test_a_text_that_another_figure_got_is_marked(context: DraftingContext) -> None:
    same = "Corpora that were read without an error by the parser of the paper."
    reviewer = reviewed(with_drafts(context, share=same, states=same), Action("accept"))
    assert "copied" in [finding.code for finding in reviewer.items[1].findings]


def test_nothing_to_pick_from_a_single_sentence(context: DraftingContext) -> None:
    assert "pick" not in reviewed(with_drafts(context, share="Share.")).items[0].actions


# Ways ---------------------------------------------------------------------------------------------------------------------


def test_the_first_figure_offers_neither_back_nor_undo_and_the_last_no_forward(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("forward"))
    assert not {"back", "undo"} & set(reviewer.items[0].actions)
    assert "forward" not in reviewer.items[1].actions
    assert not {"back", "forward", "jump"} & set(reviewed(context, names=["fig:share"]).items[0].actions)


@pytest.mark.parametrize("away", [Action("forward"), Action("jump", figure="fig:states")], ids=["forward", "jump"])
def test_who_goes_on_without_a_decision_is_asked_before_the_end(away: Action, context: DraftingContext) -> None:
    reviewer = reviewed(context, away, Action("accept"), Action("accept"))
    assert [item.figure.id for item in reviewer.items] == ["fig:share", "fig:states", "fig:share"]
    assert [decision.figure for decision in context.session.accepted()] == ["fig:states", "fig:share"]


def test_where_one_may_jump_says_what_was_decided(context: DraftingContext) -> None:
    stops = reviewed(context, Action("skip")).items[1].stops
    assert [(stop.figure.id, stop.decision and stop.decision.verdict) for stop in stops] == [
        ("fig:share", "skip"),
        ("fig:states", None),
    ]


def test_a_figure_that_is_continued_is_one_of_its_own(paper: Path) -> None:
    main = paper / "main.tex"
    again = r"\begin{figure}\ContinuedFloat\includegraphics{more}\label{fig:more}\end{figure}"
    main.write_text(main.read_text().replace(r"\end{document}", again + r"\end{document}"))
    draft = open_draft(paper)
    with Session.open(draft.root, draft.main) as session:
        context = DraftingContext(draft, ScriptedCaptioner({**DRAFTS, "fig:more": "States, continued."}), 3, session)
        reviewer = reviewed(context, Action("jump", figure="fig:more"), Action("accept"), Action("accept"))
        assert [decision.figure for decision in session.accepted()] == ["fig:more", "fig:share"]
    assert [item.figure.id for item in reviewer.items] == ["fig:share", "fig:more", "fig:share", "fig:states"]


def test_back_goes_to_figures_decided_in_an_earlier_review(context: DraftingContext) -> None:
    reviewed(context, Action("edit", "Mine."), Action("accept"))
    assert shown(reviewed(context, Action("back")))[1] == ("fig:share", "Mine.")


def test_undo_takes_back_step_by_step_across_figures(context: DraftingContext) -> None:
    actions = [Action("edit", "Mine."), Action("accept"), Action("edit", "Other."), *[Action("undo")] * 3]
    reviewer = reviewed(context, *actions)
    first, second = DRAFTS["fig:share"][0], "States of the parser."
    assert shown(reviewer) == [
        ("fig:share", first), ("fig:share", "Mine."), ("fig:states", second), ("fig:states", "Other."),
        ("fig:states", second), ("fig:share", "Mine."), ("fig:share", first),
    ]  # fmt: skip
    assert context.session.decision("fig:share") is None
    assert "taken back" in reviewer.items[-1].message
    assert "undo" not in reviewer.items[-1].actions


def test_undo_reaches_decisions_of_an_earlier_review(context: DraftingContext) -> None:
    reviewed(context, Action("accept"))
    reviewer = reviewed(context, Action("undo"), Action("skip"), Action("skip"))
    assert [item.figure.id for item in reviewer.items] == ["fig:states", "fig:share", "fig:states"]
    assert context.session.decision("fig:share") == Decision("fig:share", "skip")


def test_undo_is_not_offered_for_a_figure_that_is_not_in_this_review(context: DraftingContext) -> None:
    reviewed(context, Action("accept"))
    assert "undo" not in reviewed(context, names=["fig:states"]).items[0].actions


def test_undo_reaches_the_figure_s_own_decision_behind_later_ones(context: DraftingContext) -> None:
    reviewed(context, Action("accept"), Action("accept"))
    reviewer = reviewed(context, Action("undo"), Action("quit"), names=["fig:share"])
    assert "undo" in reviewer.items[0].actions
    assert "undo" not in reviewer.items[1].actions
    assert [decision.figure for decision in context.session.accepted()] == ["fig:states"]


# What is shown with it ----------------------------------------------------------------------------------------------------


def test_the_imitated_figures_and_the_source_are_shown(context: DraftingContext) -> None:
    item = reviewed(context).items[0]
    assert [chosen.figure.id for chosen in item.profile.figures] == ["fig:time"]
    assert item.excerpt
    assert r"  \caption{Share of corpora. Prose is read best.}" in item.excerpt.lines
    assert item.excerpt.file == "main.tex"


# Drafting -----------------------------------------------------------------------------------------------------------------


def test_a_figure_without_a_draft_can_still_be_written_by_hand(context: DraftingContext) -> None:
    context = with_drafts(context)
    reviewer = reviewed(context, Action("edit", "States of the parser."), Action("accept"))
    assert reviewer.items[0].text == ""
    assert "no draft" in reviewer.items[0].candidate.notes[0]
    assert "refine" not in reviewer.items[0].actions
    assert [decision.text for decision in context.session.accepted()] == ["States of the parser."]
    assert len(requests(context)) == 2  # nobody asks again because a text was edited


def test_a_draft_that_failed_is_asked_for_again_when_the_author_wants_it(context: DraftingContext) -> None:
    context = with_drafts(context, share=ModelError("It stalled.", "Try again."))
    reviewer = reviewed(context, Action("another"))
    assert reviewer.items[1].message == "It stalled. Try again."
    assert [request.attempt for request in requests(context) if request.figure.id == "fig:share"] == [0, 0]


def test_a_change_that_fails_leaves_the_text(context: DraftingContext) -> None:
    class Stubborn(ScriptedCaptioner):
        def draft(self, request: CaptionRequest) -> Candidate:
            if request.instruction:
                raise ModelError("It cannot.")
            return super().draft(request)

    reviewer = reviewed(replace(context, captioner=Stubborn(DRAFTS)), Action("edit", "Mine."), Action("refine", "x"))
    assert (reviewer.items[2].text, reviewer.items[2].message) == ("Mine.", "It cannot.")


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("at most 30 words", "It has 4 words already: the text is as it was."),
        ("at most 30 words, exactly 1 sentence", "It has 4 words and 1 sentence already: the text is as it was."),
        ("kinder", "Nothing was changed for “kinder”: the text is as it was."),
    ],
)
def test_a_change_that_changes_nothing_does_not_make_a_text_the_programs(
    instruction: str, said: str, context: DraftingContext
) -> None:
    own = "Words of my own."
    reviewer = reviewed(with_drafts(context, share=own), Action("edit", f" {own}"), Action("refine", instruction))
    before, after = reviewer.items[1:]
    assert (after.text, after.candidate, after.own, after.message) == (f" {own}", before.candidate, "", said)
    again = reviewed(context).items[0]
    assert (again.text, again.candidate.instruction) == (f" {own}", "")
    assert [sentence.captioner for sentence in again.sentences] == ["scripted"]


def test_a_model_that_changed_nothing_is_asked_once_more_by_the_same_words(context: DraftingContext) -> None:
    captioner = ScriptedCaptioner({"fig:share": ("Mine.", "Mine, kinder.")})
    context = replace(context, captioner=captioner, sender=captioner)  # type: ignore[arg-type]
    reviewer = reviewed(context, Action("refine", "kinder"), Action("refine", "kinder"))
    assert [item.text for item in reviewer.items] == ["Mine.", "Mine.", "Mine, kinder."]
    assert [request.attempt for request in requests(context) if request.instruction] == [0, 1]


def test_a_model_that_changed_nothing_is_asked_by_other_words_for_the_first_time(context: DraftingContext) -> None:
    captioner = ScriptedCaptioner({"fig:share": ("Mine.", "Mine, kinder.")})
    context = replace(context, captioner=captioner, sender=captioner)  # type: ignore[arg-type]
    reviewed(context, Action("refine", "kinder"), Action("refine", "warmer"))
    assert [request.attempt for request in requests(context) if request.instruction] == [0, 0]


def test_a_change_that_was_taken_back_is_there_when_it_is_asked_for_again(context: DraftingContext) -> None:
    class Changing(ScriptedCaptioner):
        def draft(self, request: CaptionRequest) -> Candidate:
            candidate = super().draft(request)
            return replace(candidate, text=f"Changed {request.attempt}.") if request.instruction else candidate

    captioner = Changing(DRAFTS)
    context = replace(context, captioner=captioner, sender=captioner)  # type: ignore[arg-type]
    reviewer = reviewed(context, Action("refine", "kinder"), Action("undo"), Action("refine", "kinder"))
    assert [item.text for item in reviewer.items[1:]] == ["Changed 0.", reviewer.items[0].text, "Changed 0."]
    assert len([request for request in requests(context) if request.instruction]) == 1


def test_an_own_text_that_was_changed_as_asked_stays_the_authors(context: DraftingContext) -> None:
    class Shortening(ScriptedCaptioner):
        def draft(self, request: CaptionRequest) -> Candidate:
            draft = super().draft(request)
            return replace(draft, text=request.current[:-1]) if request.instruction else draft

    context = replace(context, captioner=Shortening({"fig:share": "Share."}))
    own = [Action("edit", "Mine and only mine."), Action("refine", "shorter"), Action("refine", "less of it")]
    items = reviewed(context, *own).items
    assert [(item.text, item.own) for item in items[1:]] == [
        ("Mine and only mine.", ""), ("Mine and only mine", "Mine and only mine."), ("Mine and only min", "Mine and only mine."),
    ]  # fmt: skip
    assert reviewed(context).items[0].own
    assert not any(
        item.own for item in reviewed(context, Action("jump", figure="fig:share"), Action("style")).items[2:]
    )


class SlowCaptioner(ScriptedCaptioner):
    """Gives the drafts of some figures only when it is told to."""

    def __init__(self, *slow: str) -> None:
        super().__init__(DRAFTS)
        self.slow = slow
        self.begun, self.released = threading.Event(), threading.Event()

    def draft(self, request: CaptionRequest) -> Candidate:
        if request.figure.id in self.slow:
            self.begun.set()
            assert self.released.wait(10)
        return super().draft(request)


class WatchingReviewer(ScriptedReviewer):
    """Waits with its first answer until the captioner has begun with the next figure."""

    def __init__(self, captioner: SlowCaptioner, *actions: Action) -> None:
        super().__init__(actions)
        self.captioner = captioner

    def ask(self, item: ReviewItem) -> Action:
        assert self.captioner.begun.wait(10)
        return super().ask(item)


def test_the_next_figure_is_drafted_while_this_one_is_read_and_the_wait_is_announced(context: DraftingContext) -> None:
    captioner = SlowCaptioner("fig:states")
    waited: list[str] = []

    @contextmanager
    def waiting(figure: Figure) -> Iterator[None]:
        waited.append(figure.id)
        captioner.released.set()
        yield

    reviewer = WatchingReviewer(captioner, Action("accept"))
    figures = drafting.choose_figures(context.draft, [])
    review.review(replace(context, captioner=captioner), figures, reviewer, waiting=waiting)
    assert waited == ["fig:states"]
    assert [item.figure.id for item in reviewer.items] == BOTH
    assert [request.figure.id for request in captioner.requests] == BOTH


def test_quitting_does_not_wait_for_the_next_draft(context: DraftingContext) -> None:
    captioner = SlowCaptioner("fig:states")
    figures = drafting.choose_figures(context.draft, [])
    review.review(replace(context, captioner=captioner), figures, WatchingReviewer(captioner))
    assert not captioner.released.is_set()
    captioner.released.set()


def test_a_failure_ahead_shows_only_when_its_figure_comes_up(context: DraftingContext) -> None:
    reviewer = reviewed(with_drafts(context, share="Share.", states=ModelError("It stalled.")), Action("accept"))
    assert reviewer.items[0].message == ""
    assert reviewer.items[1].candidate.notes == ("It stalled.",)


def test_a_failure_that_ends_the_review_keeps_what_was_decided(context: DraftingContext) -> None:
    context = with_drafts(context, share="Share.", states=SettingsError("The key was refused."))
    with pytest.raises(SettingsError):
        reviewed(context, Action("accept"))
    assert context.session.decision("fig:share") == Decision("fig:share", "accept", "Share.")


def test_answers_of_the_author_make_a_text_of_the_author_s_own(context: DraftingContext) -> None:
    told = Action("tell", answers=("share of all corpora",))
    reviewer = reviewed(context, told, Action("accept"))
    first, second, *_ = reviewer.items
    assert first.questions == ("What is shown or compared here?",)
    assert "tell" in first.actions
    assert second.text == "Share of all corpora."
    assert context.session.decision("fig:share") == Decision("fig:share", "edit", second.text)
    assert [draft.text for draft in context.session.drafts("fig:share") if draft.captioner == AUTHOR] == [second.text]


def test_without_an_answer_the_text_stays_and_nothing_is_kept(context: DraftingContext) -> None:
    reviewer = reviewed(context, Action("tell", answers=("", "")))
    assert [text for _, text in shown(reviewer)] == [DRAFTS["fig:share"][0]] * 2
    assert not [draft for draft in context.session.drafts("fig:share") if draft.captioner == AUTHOR]


def test_a_draft_of_blanks_is_shown_with_the_way_on(context: DraftingContext) -> None:
    reviewer = reviewed(
        replace(context, captioner=ExtractiveCaptioner()), Action("tell", answers=("states of the parser",))
    )
    bare = [item for item in reviewer.items if item.candidate.kind == "template" and item.text == item.candidate.text]
    told = [item for item in reviewer.items if item not in bare]
    assert all("press t" in item.message for item in bare)
    assert not any("press t" in item.message for item in told)


def test_a_draft_that_waits_is_asked_about_without_being_named(tmp_path: Path) -> None:
    figures = tuple(Figure(name, number=str(n), state="written") for n, name in enumerate(("a", "b", "c", "d"), 1))
    with Session.open(tmp_path, "main.tex") as session:
        for name in ("b", "c", "d"):
            session.add(Candidate(name, "A draft.", "style", "offline"), "basis")
        session.decide(Decision("c", "accept", "A draft."), None)
        session.decide(Decision("d", "skip"), None)
        assert review.with_waiting(session, (), figures) == (figures[1], figures[3])
        assert review.with_waiting(session, (figures[0],), figures) == (figures[0], figures[1], figures[3])


# What it tells, and how well ------------------------------------------------------------------------------------------


class Rater:
    """A double checker that rates each text by its length and doubts a word of it, when it is released."""

    name = "eyes at here"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self.released.set()

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        self.asked.append(text)
        assert self.released.wait(10)
        doubts = (Doubt("best", "opposite", "It is worst.", "worst"),) if "best" in text else ()
        return SecondLook(text, self.name, doubts, rating=Rating(1 + len(text) % 6, "By its length."))


def rated(item: ReviewItem) -> int | None:
    return item.look.rating.value if item.look and item.look.rating else None


def test_without_a_model_nobody_rates(context: DraftingContext) -> None:
    (item,) = reviewed(context).items
    assert (item.look, item.looking) == (None, None)
    assert [aspect.name for aspect in item.aspects if aspect.state == "there"] == ["names what is plotted", "takeaway"]


def test_aspects_and_rating_are_those_of_the_text_that_is_shown(context: DraftingContext) -> None:
    rater = Rater()
    edited = "Share of corpora, 80 of 100."
    items = reviewed(
        replace(context, checker=rater), Action("edit", edited), Action("undo"), Action("edit", edited)
    ).items
    texts = [DRAFTS["fig:share"][0], edited, DRAFTS["fig:share"][0], edited]
    assert [item.text for item in items] == texts
    assert [rated(item) for item in items] == [1 + len(text) % 6 for text in texts]
    numbers = [next(aspect for aspect in item.aspects if aspect.name == "numbers").words for item in items]
    assert numbers == [(), ("80", "100"), (), ("80", "100")]
    assert [text for text in rater.asked if "corpora" in text] == [DRAFTS["fig:share"][0], edited]


def test_a_rating_that_is_still_to_come_is_no_old_one_and_keeps_nobody(context: DraftingContext) -> None:
    rater = Rater()
    desk = replace(context, checker=rater)
    reviewed(desk)
    rater.released.clear()
    items = reviewed(desk, Action("edit", "Mine."), Action("accept")).items
    assert items[1].text == "Mine."
    assert (items[1].look, items[1].looking is not None) == (None, True)
    assert context.session.decision("fig:share") == Decision("fig:share", "edit", "Mine.")
    rater.released.set()


def test_asked_again_the_figure_stands_with_what_came_meanwhile(context: DraftingContext) -> None:
    rater = Rater()
    desk = replace(context, checker=rater)
    reviewed(desk)
    rater.released.clear()

    class Waiting(ScriptedReviewer):
        def ask(self, item: ReviewItem) -> Action:
            if item.looking:
                rater.released.set()
                item.looking.result(10)
            return super().ask(item)

    reviewer = Waiting([Action("edit", "Mine."), Action("again")])
    review.review(desk, drafting.choose_figures(desk.draft, ["fig:share"]), reviewer)
    before, after = reviewer.items[1:]
    assert (rated(before), rated(after)) == (None, 1 + len("Mine.") % 6)
    assert after.looking is None


def test_mending_is_offered_only_where_something_is_doubted_and_a_model_is_named(context: DraftingContext) -> None:
    desk = replace(context, checker=Rater())
    assert "mend" not in reviewed(desk).items[0].actions
    model: Any = desk.captioner  # stands for the model's captioner
    items = reviewed(replace(desk, sender=model), Action("edit", "Share of corpora.")).items
    assert ["mend" in item.actions for item in items] == [True, False]


def test_mending_asks_once_for_what_is_doubted_and_shows_what_comes(context: DraftingContext) -> None:
    class Mending(ScriptedCaptioner):
        def draft(self, request: CaptionRequest) -> Candidate:
            draft = super().draft(request)
            return replace(draft, text=f"{draft.text} Mended.") if request.instruction else draft

    model: Any = Mending(DRAFTS)
    context = replace(context, captioner=model)
    desk = replace(context, checker=Rater(), sender=model)
    items = reviewed(desk, Action("mend"), Action("undo")).items
    (asked,) = [request for request in requests(context) if request.instruction]
    assert asked.current == DRAFTS["fig:share"][0]
    assert "“best” (opposite): It is worst. The paper has: “worst”." in asked.instruction
    assert [bool(item.candidate.instruction) for item in items] == [False, True, False]
    assert context.session.decision("fig:share") is None
