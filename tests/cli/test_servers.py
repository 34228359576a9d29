"""Servers on the command line: what is refused before a socket opens, what is said before anything leaves, what is asked again."""

import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import Program
from typer.testing import CliRunner

from capassist.cli import app
from capassist.testing import Answer, ChatServer, Received, chat_answer, error_answer, models_answer


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def ask(command: str, paper: Path, server: ChatServer, *options: object) -> tuple[int, str, str]:
    return run(command, paper, "--server", server.url, "--model", "eyes", *options)


def is_about_states(received: Received) -> bool:
    return re.search(rb"the figure is there: .{0,80}fig:states", received.body) is not None


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a name is looked up or a connection is begun."""

    def refuse(*arguments: object, **_: object) -> None:
        pytest.fail(f"the network was asked: {arguments}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


# What must not happen -----------------------------------------------------------------------------------------------------

ELSEWHERE = (
    "openai",
    "azure:lab",
    "https://10.0.0.1/v1",
    "https://127.0.0.1.example.org/v1",
    "https://localhost.example.org/v1",
    "https://paper.localhost/v1",
    "https://2130706433/v1",
)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("server", ELSEWHERE)
def test_local_only_refuses_every_other_host_before_the_network_is_asked(paper: Path, server: str) -> None:
    for command in (("suggest", paper), ("suggest", paper, "--dry-run"), ("report", paper), ("models",), ("doctor",)):
        named = ("--server", server) if command[0] == "models" else ("--server", server, "--model", "eyes")
        code, out, err = run(*command, *named, "--local-only")
        assert (code, out) == (4, "")
        assert "--local-only allows no server but this machine" in err


@pytest.mark.usefixtures("no_network")
def test_a_draft_may_forbid_other_machines_and_name_none(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper / "capassist.toml").write_text('server = "https://evil.example/v1"\nmodel = "spy"\n')
    code, out, err = run("suggest", paper)
    assert (code, "by offline" in out) == (0, True)
    assert "server is ignored" in err
    monkeypatch.setenv("CAPASSIST_SERVER", "openai")
    monkeypatch.setenv("CAPASSIST_MODEL", "eyes")
    (paper / "capassist.toml").write_text("local_only = true\n")
    code, out, err = run("suggest", paper)
    assert (code, out) == (4, "")
    assert "capassist.toml:1 allows no server but this machine" in err


@pytest.mark.usefixtures("no_network")
def test_a_server_elsewhere_without_a_key_is_refused_before_anything_is_sent(paper: Path) -> None:
    code, _, err = run("suggest", paper, "--server", "openai", "--model", "eyes")
    assert code == 4
    assert "keyring" in err


@pytest.mark.usefixtures("no_network")
def test_a_dry_run_asks_for_no_key_and_sends_nothing(paper: Path) -> None:
    code, out, _ = run("suggest", paper, "--server", "openai", "--model", "eyes", "--dry-run")
    assert code == 0
    assert json.loads(out)["server"] == "https://api.openai.com/v1"
    assert not (paper / ".capassist").exists()


def test_a_server_on_this_machine_that_points_elsewhere_is_not_followed(paper: Path) -> None:
    with ChatServer() as other:
        with ChatServer(Answer(307, headers={"Location": f"{other.url}/chat/completions"})) as server:
            code, _, err = ask("suggest", paper, server, "--local-only")
        assert code == 5
        assert "redirects to 127.0.0.1" in err
        assert not other.requests


# What is said before --------------------------------------------------------------------------------------------------------


def test_a_dry_run_prints_the_very_requests_with_pictures_as_hashes(paper: Path) -> None:
    (paper / "time.png").write_bytes(pixels())
    (paper / "share.png").write_bytes(pixels())
    with ChatServer(chat_answer("Share of the corpora.")) as server:
        options = ("--figure", "fig:share")
        shown = json.loads(ask("suggest", paper, server, *options, "--dry-run")[1])
        assert not server.requests
        ask("suggest", paper, server, *options)
        sent = json.loads(re.sub(rb"data:image/png;base64,[^\"]*", b"PICTURE", server.requests[0].body))
        again = json.loads(ask("suggest", paper, server, *options, "--dry-run")[1])
        assert len(server.requests) == 1
    (request,), (kept,) = shown["requests"], again["requests"]
    assert (request["kept"], kept["kept"]) == (False, True)
    assert unmarked(kept["body"]) == unmarked(request["body"])
    text = json.dumps(request["body"])
    assert len(re.findall(r"image/png, \d+ \\u00d7 \d+ pixels, \d+ bytes, sha256 [0-9a-f]{64}", text)) == 2
    assert "base64" not in text
    described = re.sub(r"image/png, [^\"]*", "PICTURE", text)
    assert unmarked(json.loads(described)) == unmarked(sent)
    assert (shown["schema"], request["figure"]) == ("capassist.requests/1", "fig:share")


def pixels() -> bytes:
    from capassist.llm.probe import made_up_picture

    return made_up_picture().data


def unmarked(body: object) -> object:
    """A request without the mark around quotations, which is drawn anew for each run."""
    return json.loads(re.sub(r"(quote )[0-9a-f]{16}", r"\1", json.dumps(body)))


@pytest.mark.parametrize("command", ["suggest", "report"])
def test_before_anything_leaves_it_is_said_what_goes_where_and_what_it_costs(
    command: str, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paper / "time.png").write_bytes(pixels())
    monkeypatch.setenv("CAPASSIST_PRICE_IN", "2.5")
    monkeypatch.setenv("CAPASSIST_PRICE_OUT", "10")
    with ChatServer(chat_answer("A caption of one kind.")) as server:
        for first in (True, False):
            code, _, err = ask(command, paper, server, *(["--html", paper / "r.html"] if command == "report" else []))
            said = re.search(
                rf"To {server.url.split('/')[2]}: 2 requests with 2 pictures \(\d+ kB\), 2 paragraphs, 2 captions, "
                r"about [\d,]+ tokens; with the answers about 0\.\d{4} at your prices; what fails is sent again\.",
                err,
            )
            assert (code, bool(said)) == (0, first), err  # the second time there is nothing to ask


@pytest.mark.parametrize("priced", [False, True], ids=["no prices", "prices"])
def test_what_was_spent_is_said_after_the_run_and_nothing_where_nothing_was(
    paper: Path, monkeypatch: pytest.MonkeyPatch, priced: bool
) -> None:
    if priced:
        monkeypatch.setenv("CAPASSIST_PRICE_IN", "100")
        monkeypatch.setenv("CAPASSIST_PRICE_OUT", "1000")
    with ChatServer(chat_answer("A caption of one kind.", usage=(900, 10))) as server:
        told = "Spent: 1,820 tokens in 2 requests" + ("; 0.2000 at your prices." if priced else ".")
        assert told in ask("suggest", paper, server)[2]
        assert "Spent" not in ask("suggest", paper, server)[2]  # all kept
    assert "Spent" not in run("suggest", paper)[2]


def test_what_would_exceed_a_limit_is_not_sent(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_PRICE_IN", "1000000")
    monkeypatch.setenv("CAPASSIST_PRICE_OUT", "0")
    with ChatServer(chat_answer("A caption of one kind.", usage=(900, 10))) as server:
        code, _, err = ask("suggest", paper, server, "--max-cost", "100")
        assert (code, len(server.requests)) == (4, 0)
        assert "Raise --max-cost" in err
        monkeypatch.setenv("CAPASSIST_JOBS", "1")
        code, _, err = ask("suggest", paper, server, "--max-tokens", "5500")
        assert (code, len(server.requests)) == (4, 1)
        assert "910 of at most 5500 are spent" in err
        assert ask("suggest", paper, server)[0] == 0
        assert len(server.requests) == 2


def test_the_best_of_several_answers_is_shown(paper: Path) -> None:
    answers = ("Share of 13 corpora.", "Share of the 12 corpora.", "Share of 14 corpora.")
    with ChatServer(*map(chat_answer, answers)) as server:
        _, out, _ = ask("suggest", paper, server, "--figure", "fig:share", "--candidates", 3, "--json")
    (draft,) = json.loads(out)["drafts"]
    assert draft["text"] == "Share of the 12 corpora."
    assert "The best of 3 different answers." in draft["notes"]


@pytest.mark.parametrize(
    ("options", "best"),
    [((), "eyes"), (("--prefer", "quality"), "eyes"), (("--prefer", "voice"), "hand")],
)
def test_the_best_of_several_models_is_shown_with_the_ranking(paper: Path, options: tuple[str, ...], best: str) -> None:
    texts = {"eyes": "Share of the corpora by state!", "hand": "Time against the states. The line is dashed."}
    with ChatServer(lambda received: chat_answer(texts[received.json()["model"]])) as server:
        asked = ("suggest", paper, server, "--model", "hand", "--figure", "fig:share", *options)
        _, out, err = ask(*asked, "--json")
        _, shown, _ = ask(*asked)
    (draft,) = json.loads(out)["drafts"]
    assert "2 requests" in err
    assert len(server.requests) == 2
    assert draft["text"] == texts[best]
    assert {ranked["by"].split(" at ")[0] for ranked in draft["ranking"]} == set(texts)
    assert set(draft["ranking"][0]) == {"by", "text", "quality", "likeness", "parts"}
    assert f"1. {best} at" in shown


def test_what_each_sentence_rests_on_is_shown_and_what_is_inferred_is_a_warning(paper: Path) -> None:
    entries = [{"text": "Share of corpora.", "rests_on": ["paragraph 1"]}, {"text": "It pays.", "rests_on": []}]
    with ChatServer(chat_answer(json.dumps({"sentences": entries}))) as server:
        asked = ("suggest", paper, server, "--figure", "fig:share")
        _, out, _ = ask(*asked, "--json")
        _, shown, _ = ask(*asked)
    (draft,) = json.loads(out)["drafts"]
    assert "".join(sentence["text"] for sentence in draft["sentences"]) == draft["text"] == "Share of corpora. It pays."
    assert ["inferred", [18, 26]] in [[warning["code"], warning["span"]] for warning in draft["warnings"]]
    assert "“Share of corpora.” from paragraph 1 (main.tex:" in shown
    assert "“It pays.” from inferred" in shown


# What a failure costs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "code", "says"),
    [
        (error_answer(401, "Bad key"), 4, "refused the key"),
        (error_answer(404, "No such model"), 5, "does not know the model eyes"),
        (error_answer(429, "Slow down", headers={"Retry-After": "3600"}), 5, "asks to wait 3600 s"),
        (error_answer(429, "No credit", code="insufficient_quota"), 5, "no credit left"),
        (Answer(delay=20), 5, "did not answer in time"),
        (chat_answer(""), 5, "its answers were empty"),
        (chat_answer("<think>Hmm"), 5, "its answers were empty"),
        (chat_answer("Share of the", "length"), 5, "filled its whole answer"),
        (chat_answer("", "content_filter"), 5, "content filter"),
        (error_answer(400, "Flagged", code="content_filter"), 5, "content filter"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_failure_ends_in_its_exit_code_and_costs_no_other_figure_its_draft(
    paper: Path, monkeypatch: pytest.MonkeyPatch, failure: Answer, code: int, says: str
) -> None:
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    monkeypatch.setenv("CAPASSIST_TIMEOUT", "0.5")
    answers = {"fig:share": failure}
    with ChatServer(lambda received: answers["fig:states" if is_about_states(received) else "fig:share"]) as server:
        answers["fig:states"] = chat_answer("States of the parser.")
        assert ask("suggest", paper, server, "--figure", "fig:states")[0] == 0
        ended, out, err = ask("suggest", paper, server, "--json")
        answers["fig:share"] = chat_answer("Share of the corpora.")
        asked = len(server.requests)
        assert ask("suggest", paper, server)[0] == 0
        assert not any(is_about_states(received) for received in server.requests[asked:])
    record = json.loads(out)
    assert ended == code
    assert "Traceback" not in err
    if code == 4:
        assert says in record["error"]["message"]
    else:
        assert [draft["figure"] for draft in record["drafts"]] == ["fig:states"]
        (problem,) = record["problems"]
        assert (problem["figure"], says in problem["message"]) == ("fig:share", True)


def test_nothing_listens_at_the_server_s_address(paper: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    code, _, err = run("suggest", paper, "--server", f"http://127.0.0.1:{port}/v1", "--model", "eyes")
    assert code == 5
    assert err.count("Nothing answers at 127.0.0.1") == 1
    assert "Figure 2, fig:states: Nothing answers" in err
    assert "Is the server running" in err


# What is asked again --------------------------------------------------------------------------------------------------------


def test_a_second_run_asks_nothing_even_without_the_session(paper: Path) -> None:
    with ChatServer(chat_answer("A caption of one kind.")) as server:
        first = ask("suggest", paper, server, "--json")
        assert ask("suggest", paper, server, "--json")[:2] == first[:2]
        for session in (paper / ".capassist" / "sessions").iterdir():
            session.unlink()
        assert ask("suggest", paper, server, "--json")[:2] == first[:2]
    assert len(server.requests) == 2


def numbered_paper(folder: Path, figures: int) -> Path:
    """A paper of figures without captions, each with a paragraph of its own."""
    paragraphs = (
        f"Figure~\\ref{{fig:{n}}} shows sample {n}.\n\n\\begin{{figure}}x\\label{{fig:{n}}}\\end{{figure}}\n"
        for n in range(figures)
    )
    body = "\n".join(paragraphs)
    (folder / "main.tex").write_text(
        f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n", newline=""
    )
    return folder


JOBS = 4  # requests at a time


class Stalling:
    """Answers the first few requests, and keeps the others waiting."""

    def __init__(self, prompt: int) -> None:
        self.prompt = prompt

    def __call__(self, received: Received) -> Answer:
        self.prompt -= 1
        return chat_answer("Samples by number.", delay=0 if self.prompt >= 0 else 60)


@contextmanager
def half_way(paper: Path, server: ChatServer, drafts: int) -> Iterator[Program]:
    """Begin to draft in a process of its own, and go on when so many drafts are kept and `JOBS` others are asked for.

    All of them, so that no request is still on its way to the server when the process has ended.
    """
    command = ["-m", "capassist", "suggest", str(paper), "--server", server.url, "--model", "eyes"]
    with Program(command, env={**os.environ, "CAPASSIST_JOBS": str(JOBS)}) as process:
        until = time.monotonic() + 30
        while kept_drafts(paper) < drafts or len(server.requests) < drafts + JOBS:
            assert time.monotonic() < until, "it did not get there"
            assert process.poll() is None, "it ended by itself"
            time.sleep(0.02)
        yield process


def kept_drafts(paper: Path) -> int:
    sessions = (paper / ".capassist" / "sessions").glob("*.jsonl")
    return sum(session.read_text().count('"drafted"') for session in sessions)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked on Windows")
def test_a_killed_run_is_continued_with_what_is_missing(tmp_path: Path) -> None:
    paper, script = numbered_paper(tmp_path, 8), Stalling(3)
    with ChatServer(script) as server:
        with half_way(paper, server, 3) as process:
            process.kill()
            process.wait()
        asked, script.prompt = len(server.requests), 8
        code, out, _ = ask("suggest", paper, server, "--json")
        assert (code, len(server.requests) - asked) == (0, 5)
    assert len(json.loads(out)["drafts"]) == 8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked on Windows")
def test_ctrl_c_keeps_what_has_arrived(tmp_path: Path) -> None:
    paper = numbered_paper(tmp_path, 8)
    with ChatServer(Stalling(3)) as server, half_way(paper, server, 3) as process:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in err
    assert kept_drafts(paper) == 3


# models and doctor ----------------------------------------------------------------------------------------------------------


def test_models_lists_what_the_server_has() -> None:
    listed = models_answer("b", {"id": "a\x1b[2J", "max_model_len": 4096})
    with ChatServer(listed) as server:
        code, out, _ = run("models", "--server", server.url)
        assert (code, [line[0] for line in out.splitlines()]) == (0, ["a", "b"])
        assert "\x1b" not in out
        record = json.loads(run("models", "--server", server.url, "--json")[1])
    assert record["models"] == [{"id": "a\x1b[2J", "context": 4096}, {"id": "b", "context": None}]
    assert server.requests[0].path == "/v1/models"


@pytest.mark.parametrize("command", ["models", "doctor"])
def test_without_a_server_the_names_are_said(command: str) -> None:
    code, _, err = run(command)
    assert code == 4
    assert "openrouter" in err
    assert "azure:RESOURCE" in err


def test_doctor_sends_one_made_up_picture_and_says_so() -> None:
    with ChatServer(models_answer({"id": "eyes", "max_model_len": 32768}), chat_answer("Red.")) as server:
        code, out, err = run("doctor", "--server", server.url, "--model", "eyes")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["ok", name] for name in ("server", "model", "answer", "pictures", "limits")
    ]
    assert "one made-up picture" in err
    assert "nothing of a paper" in err


def test_doctor_ends_with_the_exit_code_of_what_stands_in_the_way() -> None:
    with ChatServer(error_answer(401, "no")) as server:
        code, out, _ = run("doctor", "--server", server.url, "--model", "eyes", "--json")
    (check,) = json.loads(out)["checks"]
    assert (code, check["check"], check["state"]) == (4, "key", "failed")
    with ChatServer(models_answer("eyes"), error_answer(400, "not a multimodal model")) as server:
        code, _, err = run("doctor", "--server", server.url, "--model", "eyes")
    assert (code, "eyes at 127.0.0.1" in err) == (5, True)
