"""The review as a command, with a scripted author: what is asked about, what is said before, and how it ends."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.model import Action, ReviewItem
from capassist.terminal import review
from capassist.testing import ChatServer, ScriptedReviewer, chat_answer

ACCEPT, QUIT = Action("accept"), Action("quit")


class Leaving(ScriptedReviewer):
    """Leaves by Ctrl-C where the actions end."""

    def ask(self, item: ReviewItem) -> Action:
        action = super().ask(item)
        if action.name == "quit":
            raise KeyboardInterrupt
        return action


@pytest.fixture
def run(paper: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that reviews the paper with these actions, and returns the exit code, what was said, and what was shown."""
    monkeypatch.setattr(review, "require_terminal", lambda _: None)

    def run(
        *options: str, actions: Sequence[Action] = (), reviewer: type[ScriptedReviewer] = ScriptedReviewer
    ) -> tuple[int, str, list[str]]:
        author = reviewer(actions)

        @contextmanager
        def scripted(*_: object, **_more: object) -> Iterator[ScriptedReviewer]:
            yield author

        monkeypatch.setattr(review, "reviewer_for_terminal", scripted)
        result = CliRunner().invoke(app, ["review", str(paper), *options])
        return result.exit_code, " ".join(result.output.split()), [item.figure.id for item in author.items]

    return run


def test_it_goes_on_from_there_and_ends_with_how_the_figures_stand(run: Any) -> None:
    code, said, shown = run(actions=[ACCEPT, QUIT])
    assert (code, shown) == (0, ["fig:share", "fig:states"])
    assert "1 accepted, 1 open. go on: capassist review" in said
    assert "To 127.0.0.1" not in said
    assert run(actions=[QUIT])[2] == ["fig:states"]
    code, said, shown = run(actions=[ACCEPT])
    assert (shown, "2 accepted. write: capassist apply" in said) == (["fig:states"], True)
    assert run("--for", "alt", "--figure", "fig:time", actions=[QUIT])[2] == ["fig:time@alt"]


def test_an_own_text_that_waits_is_asked_about_and_named_at_the_end(run: Any) -> None:
    run(actions=[ACCEPT, ACCEPT])
    for reviewer, code in ((ScriptedReviewer, 0), (Leaving, 130)):
        found, said, shown = run("--figure", "2", actions=[Action("edit", f"Mine, {code}.")], reviewer=reviewer)
        assert (found, shown) == (code, ["fig:share", "fig:share"])
        assert "Figure 2: your changed caption is not accepted." in said
        assert ("Interrupted." in said) is (code == 130)
        assert run(actions=[QUIT])[2] == ["fig:share"]


def test_before_anything_leaves_it_is_said_and_that_changes_are_looked_at(run: Any) -> None:
    with ChatServer(chat_answer("Share of corpora.")) as server:
        named = ("--server", server.url, "--model", "m", "--figure", "fig:share")
        said = run(*named, "--no-double-check", actions=[QUIT])[1]
        host = server.url.split("/")[2]
        assert f"To {host}: 1 request" in said
        assert "once more, to be looked at" not in said
        assert "Each text that you change in the review goes there once more" in run(*named, "--double-check")[1]
