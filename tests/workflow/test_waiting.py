"""What an author wrote and did not accept: it is on the desk again, it is named, and nothing is written in its place in
silence."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.wiring import open_session
from capassist.drafts import open_draft
from capassist.model import Action, Candidate, CaptionRequest, Decision, ReviewItem
from capassist.session.unfinished import Unfinished
from capassist.testing import ScriptedCaptioner, ScriptedReviewer
from capassist.workflow.choosing import choose_texts, texts_of
from capassist.workflow.desk import NOT_ACCEPTED, OF_ANOTHER_PAPER, OTHER_GONE
from capassist.workflow.drafting import DraftingContext
from capassist.workflow.review import review, undecided, with_waiting

SHARE = (
    "Share of the corpora. Prose is read best.",
    "Corpora that were read.",
    "Corpora read in full.",
    "More corpora.",
)
MINE, OTHER = "Mine, as I want it.", "Mine, and better."
ACCEPT, QUIT = Action("accept"), Action("quit")


class Captioner(ScriptedCaptioner):
    """Does what an instruction says by adding it to the text."""

    def draft(self, request: CaptionRequest) -> Candidate:
        candidate = super().draft(request)
        return (
            replace(candidate, text=f"{request.current} So {request.instruction}.")
            if request.instruction
            else candidate
        )


@contextmanager
def opened(paper: Path) -> Iterator[DraftingContext]:
    draft = open_draft(paper)
    captioner = Captioner({"fig:share": SHARE, "fig:states": "States."})
    with open_session(draft) as session:
        yield DraftingContext(draft, captioner, 3, session)


def reviewed(paper: Path, *actions: Action, names: tuple[str, ...] = ()) -> list[ReviewItem]:
    """Review as the command does, in a session of its own, and return what was shown."""
    reviewer = ScriptedReviewer(actions)
    with opened(paper) as context:
        chosen = choose_texts(context.draft, names, "caption")
        figures = chosen if names else with_waiting(context.session, chosen, texts_of(context.draft, "caption"))
        review(context, figures, reviewer, asked=chosen if names else undecided(context.session, figures))
    return reviewer.items


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


@pytest.fixture
def accepted(paper: Path) -> Path:
    """The paper with both captions accepted, the first one as the author wrote it."""
    reviewed(paper, Action("edit", MINE), ACCEPT, ACCEPT)
    return paper


WAYS_OUT = {
    "quit": (QUIT,),
    "next figure": (Action("forward"), QUIT),
    "jump": (Action("jump", figure="fig:states"), QUIT),
    "another draft": (Action("another"), QUIT),
    "a short draft": (Action("short"), QUIT),
    "a change that is taken back": (Action("refine", "longer"), Action("undo"), QUIT),
    "the terminal is gone": (),
}


@pytest.mark.parametrize("way_out", WAYS_OUT.values(), ids=WAYS_OUT)
def test_an_edit_of_an_accepted_text_waits_whichever_way_the_review_is_left(
    way_out: tuple[Action, ...], accepted: Path
) -> None:
    edit = Action("edit", OTHER, leaves=not way_out)
    reviewed(accepted, edit, *way_out, names=("fig:share",) if way_out[:1] in ((), (QUIT,)) else ("2", "fig:states"))
    again = reviewed(accepted)
    assert [(item.figure.id, item.text, item.message) for item in again] == [("fig:share", OTHER, NOT_ACCEPTED)]
    assert again[0].decision == Decision("fig:share", "edit", MINE)


def test_apply_names_the_edit_before_it_writes_what_was_accepted(accepted: Path) -> None:
    reviewed(accepted, Action("edit", OTHER), names=("fig:share",))
    named = "Figure 2: your changed caption is not accepted. The one that you accepted before"
    said = run("apply", accepted, "--yes")
    assert f"{named} would be written. To see it: capassist review" in said
    assert said.index(named) < said.index("Written: ")
    assert MINE in (accepted / "main.tex").read_text()
    assert f"{named} is in the source." in run("apply", accepted, "--yes")
    assert reviewed(accepted, ACCEPT)[0].text == OTHER
    assert "is not accepted" not in run("apply", accepted, "--yes")
    assert OTHER in (accepted / "main.tex").read_text()


def test_what_a_file_decides_leaves_an_edit_waiting(accepted: Path) -> None:
    reviewed(accepted, Action("edit", OTHER), names=("fig:share",))
    file = accepted.parent / "decisions.json"
    row = '{"figure": "fig:share", "verdict": "accept", "text": "By file.", "over": "TODO"}'
    file.write_text(f'{{"schema": "capassist.decisions/1", "decisions": [{row}]}}')
    assert "your changed caption is not accepted" in run("apply", accepted, "--decisions", file, "--yes")
    assert [item.text for item in reviewed(accepted)] == [OTHER]


def test_a_text_of_a_figure_that_nobody_decided_on_is_named_too(paper: Path) -> None:
    reviewed(paper, Action("edit", MINE))
    said = run("apply", paper, "--yes")
    assert "Figure 2: your changed caption is not accepted. Nothing is written for it. To see it: capassist" in said
    assert said.count("is not accepted") == 1


@pytest.mark.parametrize(
    "action",
    [Action("refine", "shorter"), Action("pick", picks=(1, 0)), Action("tell", answers=("two fields",))],
    ids=lambda action: action.name,
)
def test_what_came_of_the_author_s_words_waits_like_an_edit(action: Action, paper: Path) -> None:
    reviewed(paper, ACCEPT, ACCEPT)
    changed = reviewed(paper, action, names=("fig:share",))[-1].text
    assert changed != SHARE[0]
    assert [item.text for item in reviewed(paper)] == [changed]
    assert "your changed caption is not accepted" in run("apply", paper, "--dry-run")


def test_what_was_typed_and_left_without_enter_is_named_and_written_by_nobody(accepted: Path) -> None:
    with opened(accepted) as context:
        Unfinished(context.session)["fig:share", "edit"] = (OTHER,)
        Unfinished(context.session)["fig:states", "refine"] = ("shorter",)  # no text
    kept = "Figure 2: the caption that you typed and left without Enter is kept. To go on: capassist review"
    for said in (run("scan", accepted), run("apply", accepted, "--yes")):
        assert said.count("without Enter") == 1
        assert kept in said
        assert "--figure fig:share, then e" in said
    assert MINE in (accepted / "main.tex").read_text()
    assert [item.text for item in reviewed(accepted, names=("fig:share",))] == [MINE]


@pytest.mark.parametrize("left", [False, True], ids=["with Enter", "without"])
def test_suggest_says_in_a_line_that_a_text_of_the_author_s_waits(paper: Path, left: bool) -> None:
    assert "your own" not in run("suggest", paper)
    run("suggest", paper, "--figure", "fig:time", "--instruction", "at most 4 words")
    assert "your own" not in run("suggest", paper, "--figure", "fig:time")  # only a program wrote
    if left:
        with opened(paper) as context:
            Unfinished(context.session)["fig:share", "tell"] = ("Fields",)
    else:
        reviewed(paper, Action("edit", MINE), Action("refine", "longer"), names=("fig:share",))
    said = run("suggest", paper)
    assert said.count("your own caption for it waits in the review: capassist review") == 1
    assert "--figure fig:share" in said
    reviewed(paper, Action("edit", MINE), ACCEPT, names=("fig:share",))
    if not left:
        assert "your own" not in run("suggest", paper, "--figure", "fig:share")


def test_a_look_at_other_drafts_leaves_what_was_accepted(paper: Path) -> None:
    reviewed(paper, ACCEPT, ACCEPT)
    reviewed(paper, Action("another"), names=("fig:share",))
    assert "is not accepted" not in run("apply", paper, "--dry-run")
    with opened(paper) as context:
        assert undecided(context.session, texts_of(context.draft, "caption")[1:]) == ()


def test_what_was_accepted_is_shown_and_not_a_draft_that_was_only_looked_at(paper: Path) -> None:
    reviewed(paper, Action("another"), Action("undo"), ACCEPT, ACCEPT)
    item = reviewed(paper, names=("fig:share",))[0]
    assert (item.text, item.candidate.text) == (SHARE[0], SHARE[0])


def test_what_a_file_decided_is_shown_as_it_was_decided(paper: Path) -> None:
    with opened(paper) as context:
        context.session.decide(Decision("fig:share", "accept", "By file."), "TODO", by="file")
    assert [item.text for item in reviewed(paper, names=("fig:share",))] == ["By file."]


def test_what_a_file_decided_is_not_hidden_by_a_draft_from_before(paper: Path) -> None:
    reviewed(paper, Action("another"), names=("fig:share",))
    with opened(paper) as context:
        context.session.decide(Decision("fig:share", "accept", "By file."), "TODO", by="file")
    items = reviewed(paper, Action("another"), names=("fig:share",))
    assert [(item.text, item.candidate.text) for item in items] == [("By file.", ""), (SHARE[2], SHARE[2])]
    assert items[0].decision == Decision("fig:share", "accept", "By file.")
    assert [item.text for item in reviewed(paper, names=("fig:share",))] == [SHARE[2]]
    with opened(paper) as context:
        context.session.decide(Decision("fig:share", "accept", SHARE[0]), "TODO", by="file")
    assert [item.candidate.text for item in reviewed(paper, names=("fig:share",))] == [SHARE[0]]


def test_a_skip_hides_no_draft(paper: Path) -> None:
    reviewed(paper, Action("another"), Action("skip"), names=("fig:share",))
    assert [item.text for item in reviewed(paper, names=("fig:share",))] == [SHARE[1]]


def test_an_edit_that_was_taken_back_does_not_wait(accepted: Path) -> None:
    items = reviewed(accepted, Action("edit", OTHER), Action("undo"), names=("fig:share",))
    assert [item.message for item in items] == ["", NOT_ACCEPTED, "The last change of the text is taken back."]
    assert reviewed(accepted) == []
    assert "is not accepted" not in run("apply", accepted, "--dry-run")
    assert reviewed(accepted, names=("fig:share",))[0].text == MINE


def test_a_text_that_was_taken_back_and_is_wanted_again_waits(paper: Path) -> None:
    reviewed(paper, ACCEPT, ACCEPT)
    again = [Action("refine", "shorter"), Action("undo"), Action("refine", "shorter")]
    changed = reviewed(paper, *again, names=("fig:share",))[-1].text
    assert [item.text for item in reviewed(paper)] == [changed]
    edited = [Action("edit", MINE), Action("undo"), Action("edit", MINE)]
    reviewed(paper, *edited, names=("fig:share",))
    assert [item.text for item in reviewed(paper)] == [MINE]


def test_an_edit_whose_acceptance_was_taken_back_waits_again(accepted: Path) -> None:
    reviewed(accepted, Action("edit", OTHER), ACCEPT, Action("undo"), QUIT, names=("fig:share",))
    assert [item.text for item in reviewed(accepted)] == [OTHER]


def test_a_decided_figure_that_got_another_text_is_asked_about_before_the_end(accepted: Path) -> None:
    names = ("fig:share", "fig:states")
    items = reviewed(accepted, ACCEPT, Action("back"), Action("edit", OTHER), Action("forward"), ACCEPT, names=names)
    assert [item.figure.id for item in items] == [
        "fig:share",
        "fig:states",
        *["fig:share"] * 2,
        "fig:states",
        "fig:share",
    ]
    assert [stop.waits for stop in items[-1].stops] == [True, False]
    taken_back = [ACCEPT, Action("back"), Action("edit", MINE), Action("undo"), Action("forward"), ACCEPT]
    assert [item.figure.id for item in reviewed(accepted, *taken_back, names=names)][-1] == "fig:states"


def test_a_skip_says_what_becomes_of_what_was_accepted(accepted: Path) -> None:
    items = reviewed(accepted, Action("edit", OTHER), Action("skip"), names=("fig:share", "fig:states"))
    assert items[-1].message.startswith(
        "Figure 2 is left for later, and the text that you accepted for it before is not"
    )
    assert [(item.figure.id, item.text) for item in reviewed(accepted)] == [("fig:share", OTHER)]
    assert "is not accepted" not in run("apply", accepted, "--dry-run")  # it was decided on


def test_a_text_that_is_gone_from_the_source_does_not_hide_an_edit(accepted: Path) -> None:
    before = (accepted / "main.tex").read_bytes()
    run("apply", accepted, "--yes")
    (accepted / "main.tex").write_bytes(before)
    reviewed(accepted, Action("edit", OTHER))
    first = reviewed(accepted)[0]
    assert (first.text, first.message) == (OTHER, OTHER_GONE)
    assert "is gone from the source. To see it" in run("apply", accepted, "--yes")


def test_a_refined_text_of_the_paper_as_it_was_is_shown_as_one(paper: Path) -> None:
    changed = reviewed(paper, Action("refine", "shorter"))[-1].text
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("12 corpora", "13 corpora"))
    assert [(item.text, item.message) for item in reviewed(paper)] == [(changed, OF_ANOTHER_PAPER)]


def test_what_a_text_rests_on_is_placed_where_it_stands_now(paper: Path) -> None:
    from capassist.captioners.extractive import ExtractiveCaptioner

    def places(*actions: Action) -> list[str]:
        reviewer = ScriptedReviewer(actions)
        with opened(paper) as context:
            offline = replace(context, captioner=ExtractiveCaptioner())
            review(offline, choose_texts(context.draft, ["fig:share"], "caption"), reviewer)
        evidence = reviewer.items[0].candidate.evidence
        return [piece.where for piece in evidence if piece.kind == "mention"]

    assert places(ACCEPT) == ["main.tex:13"]
    main = paper / "main.tex"
    main.write_text(main.read_text().replace("\\section", "% a line more\n\n\\section"))
    assert places() == ["main.tex:15"]
    main.write_text(main.read_text().replace("the share of the 12 corpora", "which corpora"))
    assert places() == ["main.tex:13, in the paper as it was before"]


def test_scan_says_what_waits(accepted: Path) -> None:
    before = (accepted / "main.tex").read_bytes()
    assert "Accepted, and not written yet: Figure 2, fig:states. To write: capassist apply" in run("scan", accepted)
    run("apply", accepted, "--yes")
    assert "Next: capassist check" in run("scan", accepted)
    (accepted / "main.tex").write_bytes(before)
    reviewed(accepted, Action("edit", OTHER))
    said = run("scan", accepted)
    assert "gone from the source since: Figure 2, fig:states. To have it written again: capassist review" in said
    assert "Figure 2: your changed caption is not accepted." in said


def test_undo_and_the_next_apply_say_that_the_texts_are_still_accepted(accepted: Path) -> None:
    run("apply", accepted, "--yes")
    assert "Still accepted, and not in the source: Figure 2, fig:states. write again: capassist apply" in run(
        "undo", accepted, "--yes"
    )
    said = run("apply", accepted, "--yes")
    assert "Taken back by `undo` since they were last written: Figure 2, fig:states." in said
    assert "Taken back by" not in run("apply", accepted, "--yes")


def test_a_caption_that_changed_since_names_the_way_to_write_the_others(accepted: Path) -> None:
    main = accepted / "main.tex"
    main.write_text(main.read_text().replace("TODO", "By hand."))
    said = run("apply", accepted, "--yes", code=6)
    assert "it changed in the source since it was decided on. Nothing was written." in said
    assert f"To write the others: capassist apply {accepted} --skip fig:share" in said
    changed = run("scan", accepted)
    assert "Accepted, and not written yet: fig:states. To write: capassist apply" in changed
    assert "Accepted, and the text in the source changed since: Figure 2. To look at it again:" in changed
    assert f"capassist review {accepted} --figure fig:share" in changed
    run("apply", accepted, "--yes", "--skip", "fig:share")
    assert "States." in main.read_text()
    assert "By hand." in main.read_text()


def test_the_accepted_text_lies_below_an_edit_of_an_earlier_review(accepted: Path) -> None:
    reviewed(accepted, Action("edit", OTHER), names=("fig:share",))
    items = reviewed(accepted, Action("undo"), QUIT)
    assert [item.text for item in items] == [OTHER, MINE]
    assert reviewed(accepted) == []


def test_undo_takes_the_steps_of_this_review_back_before_those_of_an_earlier_one(accepted: Path) -> None:
    reviewed(accepted, Action("edit", OTHER), names=("fig:states",))
    items = reviewed(accepted, ACCEPT, Action("undo"), names=("fig:share", "fig:states"))
    assert [(item.figure.id, item.text) for item in items] == [
        ("fig:share", MINE), ("fig:states", OTHER), ("fig:share", MINE),
    ]  # fmt: skip


def test_an_alternative_text_waits_like_a_caption_and_only_for_its_purpose(paper: Path) -> None:
    with opened(paper) as context:
        views = choose_texts(context.draft, ["fig:time"], "alt")
        context.session.decide(Decision("fig:time@alt", "accept", "A rising line."), None)
        review(context, views, ScriptedReviewer([Action("edit", "A line that rises.")]))
    said = run("apply", paper, "--dry-run")
    assert "Figure 1: your changed alternative text is not accepted. The one that you accepted before would be" in said
    assert "--for alt --figure fig:time@alt" in said
    assert "is not accepted" not in run("apply", paper, "--dry-run", "--for", "caption")
    assert "your changed alternative text is not accepted" in run("scan", paper)


def test_scan_in_the_paper_s_own_folder_says_it_too(accepted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(accepted)
    assert run("scan", ".").endswith("To write: capassist apply .")
    run("apply", ".", "--yes")
    assert run("scan", ".").endswith("Next: capassist check .")


def test_a_text_that_somebody_copied_into_the_source_is_not_said_to_wait(accepted: Path) -> None:
    main = accepted / "main.tex"
    main.write_text(main.read_text().replace("TODO", MINE))
    assert "Accepted, and not written yet: fig:states. To write" in run("scan", accepted)
    run("apply", accepted, "--yes")
    assert main.read_text().count(MINE) == 1
    assert "not written yet" not in run("scan", accepted)


def test_scan_of_a_session_that_cannot_be_read_shows_the_figures(accepted: Path) -> None:
    (file,) = (accepted / ".capassist" / "sessions").iterdir()
    file.unlink()
    file.symlink_to("/dev/null")
    said = run("scan", accepted)
    assert "3 figures, 2 without a caption." in said
    assert "Next: capassist suggest" in said
