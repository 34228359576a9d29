"""apply and undo ask before they write: what is asked, what is shown before, and what a no leaves as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.commands import apply, undo
from capassist.cli.wiring import open_session
from capassist.drafts import open_draft
from capassist.model import Decision

Run = Callable[..., tuple[int, str, list[str]]]
SHARE, BROKEN = "Share of all.", "States {of."


@pytest.fixture
def run(paper: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command with answers, and returns the exit code, what was said, and what was asked."""

    def run(command: str, *answers: bool, options: tuple[str, ...] = ()) -> tuple[int, str, list[str]]:
        asked: list[str] = []
        given = iter(answers)

        def confirmed(question: str) -> bool:
            asked.append(question)
            return next(given)

        for module in (apply, undo):
            monkeypatch.setattr(module, "require_answer", lambda _: None)
            monkeypatch.setattr(module, "confirmed", confirmed)
        result = CliRunner().invoke(app, [command, str(paper), *options])
        return result.exit_code, " ".join(result.output.split()), asked

    return run


def accept(paper: Path, **texts: str) -> None:
    draft = open_draft(paper)
    with open_session(draft) as session:
        for name, text in texts.items():
            over = "TODO" if name == "share" else ""
            session.decide(Decision(f"fig:{name.replace('_', '@')}", "accept", text), over=over)


def test_nothing_is_written_or_taken_back_before_a_yes(paper: Path, run: Run) -> None:
    accept(paper, share=SHARE)
    before = (paper / "main.tex").read_bytes()
    code, said, asked = run("apply", False)
    assert (code, asked, "Written:" in said) == (0, ["Write 1 caption?"], False)
    assert f"+ \\caption{{{SHARE}}}" in said
    assert (paper / "main.tex").read_bytes() == before
    code, said, asked = run("apply", True)
    assert (code, asked, "Written:" in said) == (0, ["Write 1 caption?"], True)
    written = (paper / "main.tex").read_bytes()
    assert SHARE.encode() in written
    code, said, asked = run("undo", False)
    assert (code, asked) == (0, ["Take the last apply back?"])
    assert (paper / "main.tex").read_bytes() == written
    assert "still accepted" not in said.lower()
    assert run("undo", True)[0] == 0
    assert (paper / "main.tex").read_bytes() == before


def test_what_cannot_be_written_is_left_out_only_after_a_question_of_its_own(paper: Path, run: Run) -> None:
    accept(paper, share=SHARE, states=BROKEN)
    before = (paper / "main.tex").read_bytes()
    assert [run("apply", False)[index] for index in (0, 2)] == [6, ["Go on with the other 1?"]]
    assert (paper / "main.tex").read_bytes() == before
    code, said, asked = run("apply", True, True)
    assert (code, asked) == (0, ["Go on with the other 1?", "Write 1 caption?"])
    assert "To write the others:" in said
    text = (paper / "main.tex").read_text()
    assert (SHARE in text, BROKEN in text) == (True, False)
    assert run("apply", options=("--yes",))[0] == 6


def test_other_texts_than_captions_are_called_texts(paper: Path, run: Run) -> None:
    accept(paper, share=SHARE, states_alt="Arrows between states.")
    assert run("apply", False)[2] == ["Write 2 texts?"]
    assert run("apply", options=("--dry-run",))[2] == []
