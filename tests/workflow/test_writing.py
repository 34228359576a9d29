"""What is said of a plan before it is written, and what keeps a new archive from being written."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.errors import ModelError, UsageError, WriteError
from capassist.model import CaptionRequest, Decision, Draft, Figure, Profile, SecondLook, TextPlace
from capassist.session.log import Session
from capassist.testing import ScriptedCaptioner
from capassist.workflow.choosing import choose_texts
from capassist.workflow.derived_texts import accepted_caption, inspect_derived, require_caption
from capassist.workflow.drafting import DraftingContext, choose_figures, draft_caption, next_looks
from capassist.workflow.writing import Plan, apply_plan, plan_decided, plan_reviewed, refusal_of, verify


@pytest.fixture
def session(paper: Path) -> Iterator[Session]:
    draft = open_draft(paper)
    with Session.open(draft.root, draft.main) as session:
        yield session


def accepted(session: Session, **texts: str) -> None:
    for name, text in texts.items():
        session.decide(Decision(f"fig:{name}", "accept", text), over="TODO" if name == "share" else "")


def notes(paper: Path, *decisions: Decision) -> str:
    return " ".join(plan_decided(open_draft(paper), decisions).notes)


def test_what_a_plan_of_the_review_leaves_out_is_said(paper: Path, session: Session) -> None:
    assert "No accepted caption waits to be written." in plan_reviewed(open_draft(paper), session).notes[0]
    accepted(session, share="Share.", gone="Gone.")
    plan = plan_reviewed(open_draft(paper), session)
    assert plan.notes == ("fig:gone is no longer in the draft: its caption is left out.",)
    assert [figure.id for figure in plan.written] == ["fig:share"]


def test_a_written_caption_that_a_file_replaces_is_named_unless_it_says_what_it_was_over(paper: Path) -> None:
    time = next(figure for figure in open_draft(paper).figures if figure.id == "fig:time")
    replaced = "The caption of fig:time was written already, and is replaced"
    assert replaced in notes(paper, Decision("fig:time", "accept", "Run time."))
    assert replaced not in notes(paper, Decision("fig:time", "accept", "Run time.", over=time.caption_source))
    assert replaced not in notes(paper, Decision("fig:share", "accept", "Share."))


def test_what_is_kept_out_of_the_paper_is_named_with_the_verdict(paper: Path, session: Session) -> None:
    said = notes(paper, Decision("fig:share", "skip"), Decision("fig:states", "reject"), Decision("fig:time", "skip"))
    assert "Skipped, so not written: Figure 2, Figure 1." in said
    assert "Rejected, so not written: fig:states." in said
    assert plan_decided(open_draft(paper), [Decision("fig:share", "skip")]).is_empty(session) is False


def test_works_that_cannot_be_looked_up_are_named_once(paper: Path) -> None:
    main = paper / "main.tex"
    text = main.read_text()
    share = Decision("fig:share", "accept", r"Share as in \cite{a,b} and \cite{a}, Fig.~\ref{fig:time}.")
    assert "is not known" not in notes(paper, share)
    main.write_text(text.replace(r"\end{document}", "\\bibliography{works}\n\\end{document}"))
    assert "Whether works.bib has a, b is not known: it could not be read." in notes(paper, share)
    assert "is not known" not in notes(paper, Decision("fig:share", "accept", "Share."))


def test_a_refusal_names_the_command_that_writes_the_others(paper: Path, session: Session) -> None:
    accepted(session, share="Share.", states="States {of.")
    plan = plan_reviewed(open_draft(paper), session)
    assert [refusal.figure for refusal in plan.refused] == ["fig:states"]
    with pytest.raises(WriteError) as caught:
        apply_plan(plan, session)
    assert caught.value.hint.endswith(f"To write the others: capassist apply {paper} --skip fig:states")
    assert "--for alt --skip fig:states" in refusal_of(plan, "--for", "alt").hint
    accepted(session, share="Share {of.")
    alone = plan_reviewed(open_draft(paper), session)
    assert "To write the others" not in refusal_of(alone).hint


def test_only_latex_is_compiled_and_nothing_where_nothing_changes(paper: Path, session: Session) -> None:
    draft = open_draft(paper)
    empty = plan_decided(draft, [])
    assert empty.is_empty(session)
    assert verify(empty) == ()
    pdf = Plan(Draft(Path("p.pdf"), Path(), "pdf", "p.pdf"), (), empty.possible, (), "")
    with pytest.raises(UsageError, match="--verify compiles LaTeX"):
        verify(pdf)


@pytest.fixture
def archive(paper: Path, tmp_path: Path) -> Path:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in paper.iterdir():
            packed.write(file, file.name)
    return path


def test_a_new_archive_drops_no_text_of_the_one_before(archive: Path) -> None:
    draft = open_draft(archive)
    with Session.open(draft.home, draft.name) as session:
        accepted(session, share="Share.", states="States.")
        receipt = apply_plan(plan_reviewed(draft, session), session)
        assert [path.name for path in receipt.files] == ["p-captioned.zip"]
        assert receipt.figures == ("fig:share", "fig:states")
        assert "p.zip stays as it is. Changed in p-captioned.zip: main.tex." in receipt.notes[-1]
        one = plan_decided(draft, [Decision("fig:share", "accept", "Share of all.")])
        with pytest.raises(WriteError, match="has the texts of fig:states, which would not be in the new one"):
            apply_plan(one, session)
        accepted(session, share="Share of all.")
        assert apply_plan(plan_reviewed(draft, session), session).figures == ("fig:share", "fig:states")
        (archive.parent / "p-captioned.zip").unlink()
        assert apply_plan(one, session).figures == ("fig:share",)


class Checker:
    name = "eyes at here"

    def double_check(self, figure: Figure, text: str) -> SecondLook:
        return SecondLook(text, self.name)


def test_the_drafts_that_would_be_looked_at_are_those_that_were_not_yet(paper: Path, session: Session) -> None:
    captioner = ScriptedCaptioner({"fig:share": "Share.", "fig:states": "States."})
    draft = open_draft(paper)
    plain = DraftingContext(draft, captioner, 3, session)
    context = DraftingContext(draft, captioner, 3, session, checker=Checker())
    figures = choose_figures(draft, [])

    def looks() -> list[tuple[str, str | None]]:
        return [(figure.id, text) for figure, text in next_looks(context, figures)]

    assert [*next_looks(plain, figures)] == []
    assert looks() == [("fig:share", None), ("fig:states", None)]
    draft_caption(plain, figures[0])
    assert looks() == [("fig:share", "Share."), ("fig:states", None)]
    draft_caption(context, figures[0])
    assert looks() == [("fig:states", None)]


def test_another_text_is_made_of_the_accepted_caption_or_of_the_one_in_the_source(
    paper: Path, session: Session
) -> None:
    draft = open_draft(paper)
    (view,) = choose_texts(draft, ["fig:time"], "alt")
    assert accepted_caption(draft, session, draft.figures[0]) == ""
    assert accepted_caption(draft, session, view) == "Run time against length. The dashed line is quadratic."
    session.decide(Decision("fig:time", "skip"), over="")
    assert accepted_caption(draft, session, view).startswith("Run time against length.")
    session.decide(Decision("fig:time", "edit", r"Run \emph{time}."), over="")
    assert accepted_caption(draft, session, view) == "Run time."
    assert inspect_derived(draft, draft.figures[0], "Run time.", {}) == ()


@pytest.mark.parametrize(
    ("purpose", "accepted", "refused"),
    [("alt", "", False), ("short", " ", True), ("short", "Run time.", False), ("slide", "", True), (None, "", False)],
)
def test_what_is_made_of_a_caption_alone_needs_one(purpose: str | None, accepted: str, refused: bool) -> None:
    figure = Figure("f", place=TextPlace(purpose, "f") if purpose else None)  # type: ignore[arg-type]
    request = CaptionRequest(figure, Profile((), None), "latex", accepted=accepted)
    if refused:
        with pytest.raises(ModelError, match="no accepted caption yet"):
            require_caption(request)
    else:
        require_caption(request)
