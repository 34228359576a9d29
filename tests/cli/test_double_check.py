"""`--double-check`: never asked unasked, announced, kept, and its failures said."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.llm.probe import made_up_picture
from capassist.testing import Answer, ChatServer, Received, chat_answer

BODY = r"""\documentclass{article}
\usepackage{graphicx}
\begin{document}
Figure~\ref{fig:a} shows how the level of the tank falls with time.
\begin{figure}\includegraphics{a}\caption{TODO}\label{fig:a}\end{figure}
\end{document}
"""
DRAFT = "The level of the tank rises with time."
RATING = {"rating": 3, "because": "It does not say why."}
DOUBT = {"words": "rises", "fault": "opposite", "proof": "falls with time", "why": "The text says that it falls."}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "main.tex").write_text(BODY, encoding="utf-8", newline="")
    (folder / "a.png").write_bytes(made_up_picture().data)
    return folder


def model(*doubts: dict[str, str], looked: Answer | None = None) -> ChatServer:
    """Return a server that drafts, and doubts what it is asked about."""

    def answer(received: Received) -> Answer:
        if b"Somebody else wrote it" in received.body:
            return looked or chat_answer(json.dumps({"doubts": doubts, **RATING}))
        return chat_answer(DRAFT)

    return ChatServer(answer)


@pytest.fixture
def by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAPASSIST_DOUBLE_CHECK")


def run(*arguments: object, server: ChatServer | None = None) -> Any:
    named = ["--server", server.url, "--model", "m"] if server else []
    return CliRunner().invoke(app, [*map(str, arguments), *named])


def warnings(result: Any) -> list[str]:
    (drafted,) = json.loads(result.stdout)["drafts"]
    return [warning["code"] for warning in drafted["warnings"] if warning["code"].startswith("second")]


# What must not happen -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("by_default")
def test_a_script_is_asked_for_the_draft_and_nothing_else(draft: Path) -> None:
    with model(DOUBT) as server:
        assert warnings(run("suggest", draft, "--json", server=server)) == []
    assert len(server.requests) == 1


@pytest.mark.usefixtures("by_default")
def test_it_can_be_left_out(draft: Path) -> None:
    with model(DOUBT) as server:
        result = run("suggest", draft, "--no-double-check", server=server)
    assert len(server.requests) == 1
    assert "econd look" not in result.output


@pytest.mark.usefixtures("by_default")
def test_standing_captions_are_not_sent_unasked(draft: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"figure": "fig:a", "text": DRAFT}), encoding="utf-8")
    with model(DOUBT) as server:
        run("check", draft, "--texts", texts, server=server)
    assert not server.requests


def test_offline_nothing_is_asked(draft: Path) -> None:
    result = run("suggest", draft, "--json", "--double-check")
    assert (result.exit_code, warnings(result)) == (0, [])


def test_a_draft_s_own_settings_cannot_ask_for_it(draft: Path) -> None:
    (draft / "capassist.toml").write_text("double_check = true\n")
    with model(DOUBT) as server:
        run("suggest", draft, "--json", server=server)
    assert len(server.requests) == 1


def test_a_look_that_failed_is_no_clean_bill(draft: Path) -> None:
    with model(looked=chat_answer("All is well.")) as server:
        result = run("suggest", draft, "--json", "--double-check", server=server)
    assert (result.exit_code, warnings(result)) == (5, ["second-look-failed"])
    assert "0 drafts: 0 doubts; 1 look failed." in " ".join(result.stderr.split())


def test_with_a_look_at_captions_that_stand_there_nobody_is_asked(draft: Path) -> None:
    with model() as server:
        assert run("check", draft, "--double-check", server=server).exit_code == 2
    assert not server.requests


def test_nothing_changes_in_the_text(draft: Path) -> None:
    with model(DOUBT) as server:
        result = run("suggest", draft, "--json", "--double-check", server=server)
    assert json.loads(result.stdout)["drafts"][0]["text"] == DRAFT


@pytest.mark.usefixtures("by_default")
def test_one_that_nobody_asked_for_is_no_failure_of_the_command_and_yet_said(draft: Path) -> None:
    with model(looked=chat_answer("All is well.")) as server:
        result = run("suggest", draft, server=server)
    said = " ".join(result.output.split())
    assert result.exit_code == 0
    assert "0 drafts: 0 doubts; 1 look failed; " in said
    assert "warning The second look failed" in said


# What does ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("by_default")
@pytest.mark.parametrize("command", [("suggest",), ("report", "--html", "page.html")], ids=lambda command: command[0])
def test_with_a_server_people_get_it_by_itself_and_are_told_before(
    draft: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with model(DOUBT) as server:
        result = run(command[0], draft, *command[1:], server=server)
    assert len(server.requests) == 2
    said = " ".join(result.output.split())
    assert "Among them second looks at the drafts: 1 (--no-double-check leaves them out)." in said
    assert "at 1 draft: 1 doubt." in said


@pytest.mark.usefixtures("by_default")
def test_a_setting_has_scripts_get_it_too(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_DOUBLE_CHECK", "true")
    with model(DOUBT) as server:
        assert warnings(run("suggest", draft, "--json", server=server)) == ["second-look"]


def test_it_is_one_request_a_figure_announced_before_and_asked_once(draft: Path) -> None:
    with model(DOUBT) as server:
        first = run("suggest", draft, "--json", "--double-check", server=server)
        assert len(server.requests) == 2
        second = run("suggest", draft, "--json", "--double-check", server=server)
    assert len(server.requests) == 2
    assert warnings(first) == warnings(second) == ["second-look"]
    said = " ".join(first.stderr.split())
    assert "2 requests with 2 pictures" in said
    assert "Among them second looks at the drafts: 1 (--no-double-check leaves them out)." in said
    assert "at 1 draft: 1 doubt." in said


def test_drafts_of_an_earlier_run_are_looked_at_when_that_is_wanted(draft: Path) -> None:
    with model(DOUBT) as server:
        run("suggest", draft, "--json", server=server)
        assert warnings(run("suggest", draft, "--json", "--double-check", server=server)) == ["second-look"]
    assert len(server.requests) == 2


def test_apply_and_report_say_what_was_doubted_without_asking_again(draft: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.json"
    with model(DOUBT) as server:
        result = run("suggest", draft, "--json", "--double-check", server=server)
        page = tmp_path / "page.html"
        assert run("report", draft, "--html", page, server=server).exit_code == 0
    assert "So says m at 127.0.0.1" in page.read_text(encoding="utf-8")
    record = json.loads(result.stdout)
    record["drafts"][0]["verdict"] = "accept"
    decisions.write_text(json.dumps(record), encoding="utf-8")
    applied = run("apply", draft, "--decisions", decisions, "--dry-run")
    assert "The text says that it falls." in " ".join(applied.stderr.split())
    assert len(server.requests) == 2


def test_a_setting_asks_for_it_and_the_flag_takes_it_back(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_DOUBLE_CHECK", "true")
    with model(DOUBT) as server:
        run("suggest", draft, "--json", "--no-double-check", server=server)
        assert len(server.requests) == 1
        run("suggest", draft, "--json", server=server)
        assert len(server.requests) == 2


def test_a_dry_run_says_that_the_drafts_would_go_there_once_more(draft: Path) -> None:
    with model() as server:
        result = run("suggest", draft, "--dry-run", "--double-check", server=server)
    assert "once more for a second look" in " ".join(result.stderr.split())
    assert not server.requests


def test_texts_from_a_file_are_looked_at(draft: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    rows = [{"id": str(n), "figure": "fig:a", "text": text} for n, text in enumerate((DRAFT, "The level falls."))]
    texts.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with model(DOUBT) as server:
        result = run("check", draft, "--texts", texts, "--json", "--double-check", server=server)
    first, second = json.loads(result.stdout)["texts"]
    assert ["second-look" in {warning["code"] for warning in row["warnings"]} for row in (first, second)] == [
        True,
        False,
    ]
    assert len(server.requests) == 2
    assert not (draft / ".capassist" / "sessions").exists()


def test_a_server_that_drafted_nothing_is_not_said_to_have_looked_twice(draft: Path) -> None:
    with ChatServer(lambda _: Answer(status=400)) as server:
        result = run("suggest", draft, "--double-check", server=server)
    assert result.exit_code == 5
    assert "Second look by" not in result.output
