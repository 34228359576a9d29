"""disclose and export as a script sees them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.session.policies import POLICIES
from capassist.testing import ChatServer, chat_answer


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def decided(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The paper after one model draft was edited by file and applied, and another one is left alone."""
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    with ChatServer(chat_answer("Share of all \x1b[31m12 corpora, in percent."), chat_answer("States.")) as server:
        record = json.loads(run("suggest", paper, "--server", server.url, "--model", "eyes", "--json")[1])
    record["drafts"][0] |= {"verdict": "edit", "text": "Share of all 12 corpora."}
    (tmp_path / "drafts.json").write_text(json.dumps(record))
    assert run("apply", paper, "--decisions", tmp_path / "drafts.json", "--yes")[0] == 0
    return paper


@pytest.mark.parametrize("command", [("disclose",), ("export", "preferences")], ids=" ".join)
def test_nothing_is_written_beside_a_draft_that_has_no_session(command: tuple[str, ...], paper: Path) -> None:
    before = contents(paper)
    code, out, _ = run(*command, paper)
    assert code == 0
    assert contents(paper) == before
    assert out in {"", "! No drafted caption is in the paper, so there is nothing to state yet.\n"}


def test_disclose_inserts_nothing_and_claims_no_review_of_what_came_by_file(
    decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    before = contents(decided)
    code, out, _ = run("disclose", decided, "--venue", "ieee")
    assert code == 0
    assert contents(decided) == before
    assert "\x1b" not in out
    assert "scripted (eyes at 127.0.0.1" in out
    assert "AI-generated, not reviewed" in out
    assert "decided by file" in out
    assert "The authors take full responsibility" in out
    assert "Check the venue's current page: https://open.ieee.org/" in out


def test_disclose_prints_the_documented_json(decided: Path) -> None:
    record = json.loads(run("disclose", decided, "--json", "--venue", "acl")[1])
    assert record["schema"] == "capassist.disclosure/1"
    assert [(row["figure"], row["outcome"], row["decided_by"], row["in_paper"]) for row in record["captions"]] == [
        ("fig:share", "edited", "file", True),
        ("fig:states", "not reviewed", None, False),
    ]
    assert record["venue"]["name"] == "ACL"


def test_what_suggest_prints_is_marked_until_somebody_decides(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    with ChatServer(chat_answer("Share."), chat_answer("States.")) as server:
        printed = run("suggest", paper, "--server", server.url, "--model", "eyes")[1]
        record = json.loads(run("suggest", paper, "--server", server.url, "--model", "eyes", "--json")[1])
    assert printed.count("AI-generated, not reviewed") == 2
    assert {row["status"] for row in record["drafts"]} == {"AI-generated, not reviewed"}
    offline = json.loads(run("suggest", paper, "--json")[1])
    assert {row["status"] for row in offline["drafts"]} == {"drafted offline, not reviewed"}


@pytest.mark.parametrize("venue", ["", "acm,ieee", "../acm"])
def test_an_unknown_venue_is_wrong_usage(paper: Path, venue: str) -> None:
    code, _, err = run("disclose", paper, "--venue", venue)
    assert code == 2
    assert "neurips" in err


def test_a_venue_of_whose_policy_nothing_is_known_is_said_to_be_one(decided: Path) -> None:
    code, out, err = run("disclose", decided, "--venue", "science")
    assert code == 0
    assert "not known here" in err
    assert out == run("disclose", decided)[1]


def test_the_venue_of_the_draft_s_own_file_holds_for_the_statement_too(decided: Path) -> None:
    named = run("disclose", decided, "--venue", "acm")[1]
    (decided / "capassist.toml").write_text('[check]\nvenue = "acm"\n')
    code, out, err = run("disclose", decided)
    assert (code, out, "not known here" in err) == (0, named, False)


@pytest.mark.parametrize("venue", POLICIES)
def test_every_venue_s_policy_is_printed_with_its_address_and_when_it_was_read(
    decided: Path, venue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    code, out, err = run("disclose", decided, "--venue", venue)
    assert (code, "not known here" in err) == (0, False)
    assert f"Check the venue's current page: {POLICIES[venue].address} (" in out
    assert "November 2026" in out
    assert "was used to draft the caption of Figure \\ref{fig:share}" in out
    assert "reviewed" not in out.partition("To copy")[2].partition(POLICIES[venue].name)[0]


@pytest.mark.parametrize("command", [("disclose",), ("export", "preferences")], ids=" ".join)
def test_a_draft_that_is_not_there_is_exit_code_3(command: tuple[str, ...], tmp_path: Path) -> None:
    assert run(*command, tmp_path / "nowhere")[0] == 3


@pytest.mark.parametrize("content", ["", "[]", "nonsense\n", '{"schema": "capassist.session/99"}\n'])
@pytest.mark.parametrize("command", [("disclose",), ("export", "preferences")], ids=" ".join)
def test_a_damaged_session_is_no_crash(command: tuple[str, ...], content: str, decided: Path) -> None:
    (session,) = (decided / ".capassist" / "sessions").glob("*.jsonl")
    session.write_text(content)
    code, _, err = run(*command, decided)
    assert code in {0, 3}
    assert "a bug" not in err


def test_export_writes_the_one_file_and_nothing_else(decided: Path, tmp_path: Path) -> None:
    before, path = contents(decided), tmp_path / "preferences.jsonl"
    assert run("export", "preferences", decided, "--output", path)[:2] == (0, "")
    assert contents(decided) == before
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(row["figure"], row["chosen"]) for row in rows] == [("fig:share", "Share of all 12 corpora.")]
    assert run("export", "preferences", decided)[1] == path.read_text()
    assert run("export", "preferences", decided, "--output", path)[0] == 6
