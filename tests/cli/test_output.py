"""Commands that only show need neither a place to write nor the lock; what cannot be kept is said."""

import json
import select
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.output import confirmed
from capassist.session.log import Session
from capassist.testing import ChatServer, chat_answer

NOT_KEPT = "Drafts are only shown, and not kept."


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def unwritable(paper: Path) -> Path:
    """A draft in which nothing can be kept, even by root: something else has the folder's name."""
    (paper / ".capassist").write_text("a file of that name")
    return paper


@pytest.fixture
def under_review(paper: Path) -> Iterator[Path]:
    if sys.platform == "win32":
        pytest.skip("no locks there")
    with Session.open(paper, "main.tex"):
        yield paper


@pytest.fixture(params=["unwritable", "under_review"])
def busy(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def test_what_shall_be_kept_is_still_refused(busy: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.json"
    row = {"figure": "fig:share", "verdict": "accept", "text": "Share."}
    decisions.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    before = (busy / "main.tex").read_bytes()
    assert run("apply", busy, "--decisions", decisions, "--yes")[0] == 6
    assert (busy / "main.tex").read_bytes() == before
    assert run("apply", busy, "--yes")[0] == 0  # nothing waits to be written
    assert run("undo", busy, "--yes")[0] == 6


@pytest.mark.parametrize("command", ["suggest", "apply"])
def test_a_dry_run_leaves_nothing_behind(command: str, paper: Path) -> None:
    before = files(paper)
    options = ["--server", "ollama", "--model", "m"] if command == "suggest" else []
    assert run(command, paper, "--dry-run", *options)[0] == 0
    assert files(paper) == before
    assert not (paper / ".capassist").exists()


@pytest.mark.parametrize("command", ["suggest", "apply"])
def test_a_dry_run_needs_no_place_and_no_lock(command: str, busy: Path) -> None:
    code, _, err = run(command, busy, "--dry-run")
    assert (code, NOT_KEPT in err) == (0, False)


def test_drafts_that_cannot_be_kept_are_shown_and_it_is_said(busy: Path) -> None:
    before = files(busy)
    code, out, err = run("suggest", busy, "--json")
    assert code == 0
    assert len(json.loads(out)["drafts"]) == 2
    assert err.count(NOT_KEPT) == 1
    assert files(busy) == before


def test_a_page_is_made_all_the_same(busy: Path, tmp_path: Path) -> None:
    code, _, err = run("report", busy, "--html", tmp_path / "page.html")
    assert (code, err.count(NOT_KEPT)) == (0, 1)
    assert "12 corpora" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_answers_that_cannot_be_kept_are_named_before_they_are_asked_for(unwritable: Path) -> None:
    with ChatServer(chat_answer("Share of the corpora.")) as server:
        code, _, err = run("suggest", unwritable, "--figure", "fig:share", "--server", server.url, "--model", "m")
    assert code == 0
    assert err.index("Answers are not kept") < err.index("To 127.0.0.1")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize(("behind", "answer"), [("n", False), ("y", True), ("", False)], ids=["no", "yes", "Enter"])
def test_what_was_typed_before_a_question_does_not_answer_it(
    behind: str, answer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import tty

    author, terminal = os.openpty()
    tty.setcbreak(terminal)  # so that what is typed is there as soon as it is written

    def asked(_question: str, **_options: object) -> bool:
        os.write(author, f"{behind}\n".encode())  # who reads the question answers
        return os.read(terminal, 100).splitlines()[0] == b"y"

    with open(terminal, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr("typer.confirm", asked)
        os.write(author, b"y\ny\n")
        assert select.select([terminal], [], [], 10)[0]
        assert confirmed("Write 1 caption?") is answer
    os.close(author)
    os.close(terminal)
