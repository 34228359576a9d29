"""What was written and is gone from the source again: it is open, with its text on the desk, and nothing goes in a
circle."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.wiring import open_session
from capassist.drafts import open_draft
from capassist.model import Action, Decision
from capassist.testing import ScriptedCaptioner, ScriptedReviewer
from capassist.workflow.choosing import choose_texts, texts_of
from capassist.workflow.desk import GONE
from capassist.workflow.drafting import DraftingContext
from capassist.workflow.review import review, undecided, with_waiting

DRAFTED, EDITED = "Share of the corpora.", r"Share of the 12 corpora, with the café's 80\,\%."


@contextmanager
def opened(paper: Path) -> Iterator[DraftingContext]:
    draft = open_draft(paper)
    with open_session(draft) as session:
        yield DraftingContext(draft, ScriptedCaptioner({"fig:share": DRAFTED, "fig:states": "States."}), 3, session)


def reviewed(paper: Path, *actions: Action) -> ScriptedReviewer:
    """Review as the command does, without naming a figure, and return what was shown."""
    reviewer = ScriptedReviewer(actions)
    with opened(paper) as context:
        chosen = choose_texts(context.draft, [], "caption")
        figures = with_waiting(context.session, chosen, texts_of(context.draft, "caption"))
        review(context, figures, reviewer, asked=undecided(context.session, figures))
    return reviewer


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


@pytest.fixture
def applied(paper: Path) -> bytes:
    """Accept a text of the author's for one figure, skip the other, apply, and return the source from before."""
    before = (paper / "main.tex").read_bytes()
    reviewed(paper, Action("edit", EDITED), Action("accept"), Action("skip"), Action("quit"))
    run("apply", paper, "--yes")
    assert "Share of the 12" in (paper / "main.tex").read_text()
    return before


def empty(paper: Path, before: bytes) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(EDITED, ""))


def restore(paper: Path, before: bytes) -> None:
    (paper / "main.tex").write_bytes(before)


def test_what_stands_is_not_asked_about_again(paper: Path, applied: bytes) -> None:
    assert "is gone" not in run("apply", paper, "--yes")
    with opened(paper) as context:
        assert context.session.gone == {}


def test_what_was_changed_by_hand_since_is_the_author_s_and_not_asked_about_again(paper: Path, applied: bytes) -> None:
    main = paper / "main.tex"
    main.write_text(main.read_text().replace(EDITED, "By hand."))
    assert "is gone" not in run("apply", paper, "--yes")
    assert [item.figure.id for item in reviewed(paper, Action("quit")).items] == ["fig:states"]


@pytest.mark.parametrize("lose", [empty, restore])
def test_what_is_gone_is_named_and_not_written_unasked(paper: Path, applied: bytes, lose: object) -> None:
    lose(paper, applied)  # type: ignore[operator]
    now = (paper / "main.tex").read_bytes()
    said = run("apply", paper, "--yes")
    assert "fig:share was written, and is gone from the source since" in said
    assert "--figure fig:share" in said
    assert (paper / "main.tex").read_bytes() == now


@pytest.mark.parametrize("lose", [empty, restore])
def test_the_review_brings_back_what_is_gone(paper: Path, applied: bytes, lose: object) -> None:
    lose(paper, applied)  # type: ignore[operator]
    first, *_ = reviewed(paper, Action("accept"), Action("quit")).items
    assert (first.figure.id, first.text, first.decision, first.message) == ("fig:share", EDITED, None, GONE)
    run("apply", paper, "--yes")
    assert "Share of the 12" in (paper / "main.tex").read_text()
    with opened(paper) as context:
        assert context.session.gone == {}


def test_an_own_caption_that_is_back_opens_its_figure_without_being_named(paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    with opened(paper) as context:
        own = next(figure.caption_source for figure in context.draft.figures if figure.id == "fig:time")
        context.session.decide(Decision("fig:time", "edit", "Run time."), over=own)
    run("apply", paper, "--yes")
    restore(paper, before)
    assert reviewed(paper, Action("quit")).items[0].text == "Run time."


def test_a_skip_of_what_is_gone_leaves_it_at_that(paper: Path, applied: bytes) -> None:
    restore(paper, applied)
    reviewed(paper, Action("skip"), Action("quit"))
    assert "is gone" not in run("apply", paper, "--yes")


def test_the_report_does_not_call_a_missing_caption_applied(paper: Path, applied: bytes) -> None:
    empty(paper, applied)
    run("report", paper, "--html", paper.parent / "page.html")
    page = (paper.parent / "page.html").read_text()
    assert "gone from the source since" in page
    assert "(applied since)" not in page


def test_an_alternative_text_that_is_gone_comes_back_too(paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    record = {"figure": "fig:share@alt", "verdict": "accept", "text": "A bar for each of the 12 corpora."}
    (paper.parent / "d.json").write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [record]}))
    run("apply", paper, "--decisions", paper.parent / "d.json", "--yes")
    assert "is gone" not in run("apply", paper, "--yes")
    restore(paper, before)
    assert "review" in run("apply", paper, "--yes")
    assert "--for alt" in run("apply", paper, "--yes")


def test_captions_that_go_beside_a_pdf_or_a_made_source_are_never_gone(paper: Path) -> None:
    (paper / "main.Rnw").write_text("")
    with opened(paper) as context:
        context.session.decide(Decision("fig:share", "accept", DRAFTED), over="TODO")
    run("apply", paper, "--yes")
    with opened(paper) as context:
        assert context.session.applied()
        assert context.session.gone == {}
