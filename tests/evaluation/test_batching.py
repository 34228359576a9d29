"""Drafting by a provider's Batch API: nothing is asked for twice, wherever it is stopped, and what failed is asked for again."""

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from askers import asker_of
from batch_server import CAPTION, BatchProvider
from lamp_cap import TARGETS, write_lamp_cap
from programs import Program
from typer.testing import CliRunner

from capassist.captioners.generative import GenerativeCaptioner
from capassist.cli import app
from capassist.errors import SettingsError
from capassist.evaluation.batching import Ledger, uploads, waiting
from capassist.evaluation.lampcap import Study, load
from capassist.evaluation.lampcap_tables import DraftStore
from capassist.llm.budget import Budget
from capassist.testing import Answer, ChatServer, chat_answer, error_answer

pytestmark = pytest.mark.slow


RUNNING = 75
KEY = "sk-of-the-tests-alone"


@pytest.fixture
def provider() -> BatchProvider:
    return BatchProvider()


@pytest.fixture
def server(provider: BatchProvider, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.setenv("CAPASSIST_API_KEY", KEY)
    with ChatServer(provider) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_lamp_cap(tmp_path / "lamp")
    return tmp_path / "lamp"


@pytest.fixture
def arguments(folder: Path, server: ChatServer, tmp_path: Path) -> list[str]:
    named = ["lamp-cap", str(folder), "--server", server.url, "--model", "eyes", "--profile", "one"]
    return ["bench", *named, "-o", str(tmp_path / "drafts.jsonl"), "--batch"]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(arguments: list[str]) -> Run:
    """Run the command and return its exit code, standard output and standard error."""

    def run(*more: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [*arguments, *more])
        return result.exit_code, result.stdout, result.stderr

    return run


def asked_at_once(server: ChatServer) -> int:
    return sum(request.path.endswith("/chat/completions") for request in server.requests)


def ledger(tmp_path: Path) -> Path:
    return tmp_path / "drafts.jsonl.batches.json"


def test_submitted_once_then_fetched_then_shown(
    run: Run, provider: BatchProvider, server: ChatServer, tmp_path: Path
) -> None:
    code, out, err = run()
    assert (code, out) == (RUNNING, "")
    host = server.url.split("/")[2]
    about = f"{TARGETS} requests with texts and pictures of {tmp_path / 'lamp'}, one of them at once as a trial."
    trial, batch, submitted = err.splitlines()[:3]
    assert trial == f"To {host}: {about}"
    assert re.fullmatch(rf"To {host}: a batch of {TARGETS - 1} requests, 0\.\d MB, about [\d,]+ tokens\.", batch)
    assert submitted == "Submitted as batch_1."
    assert err.endswith("Batches on their way: 1. Run the same command again, within a day or later.\n")
    code, out, err = run()
    assert (code, out) == (RUNNING, "")
    assert f"batch_1: in_progress, 1 of {TARGETS - 1} answered, 0 failed." in err
    provider.run()
    code, out, err = run("--json")
    assert code == 0, err
    assert f"Fetched {TARGETS - 1} answers." in err
    row = json.loads(out)["tables"][0]["rows"][0]
    assert (row["scored"], row["invalid"]) == (TARGETS, 0)
    before = len(server.requests)
    assert run()[0] == 0
    assert len(server.requests) == before
    assert len(provider.asked) == len(set(provider.asked)) == TARGETS - 1
    assert asked_at_once(server) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drafts.jsonl", "lamp"]


def test_requests_are_those_that_are_sent_otherwise(run: Run, provider: BatchProvider, server: ChatServer) -> None:
    run("--prompt", "lamp-cap")
    trial = next(request.json() for request in server.requests if request.path.endswith("/chat/completions"))
    line = json.loads(provider.files["file-1"].splitlines()[0])
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    assert line["body"].keys() == trial.keys()
    assert line["body"]["model"] == "eyes"
    assert json.dumps(line["body"]).count("data:image/png") == 2


def test_only_our_own_headers_are_sent(run: Run, server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    run()
    upload = next(request for request in server.requests if request.path.endswith("/files"))
    assert upload.headers["authorization"] == f"Bearer {KEY}"
    assert upload.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert not [name for name in upload.headers if name.startswith(("openai", "x-stainless-os"))]


@pytest.mark.parametrize("known", [True, False], ids=["after the batch began", "before the batch began"])
def test_a_connection_that_breaks_in_between_costs_nothing(
    known: bool, run: Run, provider: BatchProvider, tmp_path: Path
) -> None:
    def broken(create: Callable[[], Answer]) -> Answer:
        if known:
            create()
        return Answer(drop=True)

    provider.begin = broken
    code, _, err = run()
    assert code == 5, err
    assert len(provider.batches) == known
    assert json.loads(ledger(tmp_path).read_bytes())["batches"][0]["id"] == ""
    provider.begin = lambda create: create()
    for n in range(3):  # batches of others, on other pages of the list
        provider.batches[f"batch_other{n}"] = {"id": f"batch_other{n}", "status": "completed", "metadata": None}
    assert run()[0] == RUNNING
    ours = [batch for batch in provider.batches.values() if batch["metadata"]]
    assert len(ours) == 1
    assert json.loads(ledger(tmp_path).read_bytes())["batches"][0]["id"] == ours[0]["id"]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked on Windows")
@pytest.mark.parametrize("way", ["killed", "interrupted"])
def test_a_process_that_is_stopped_in_between_pays_once(
    way: str, arguments: list[str], run: Run, provider: BatchProvider, tmp_path: Path
) -> None:
    begun = threading.Event()

    def slow(create: Callable[[], Answer]) -> Answer:
        answer = create()
        begun.set()
        return Answer(body=answer.body, delay=60)

    provider.begin = slow
    with Program(["-m", "capassist", *arguments]) as process:
        assert begun.wait(60)
        process.send_signal(signal.SIGINT) if way == "interrupted" else process.kill()
        assert process.wait(30) == (130 if way == "interrupted" else -9)
    provider.begin = lambda create: create()
    assert run()[0] == RUNNING
    provider.run()
    assert run()[0] == 0
    assert len(provider.batches) == 1
    assert not ledger(tmp_path).exists()


def test_a_batch_that_is_refused_was_not_begun(run: Run, provider: BatchProvider, tmp_path: Path) -> None:
    provider.begin = lambda _create: error_answer(400, "The billing limit is reached.")
    code, _, err = run()
    assert code == 5
    assert "billing limit" in err
    assert not ledger(tmp_path).exists()


def test_failed_requests_are_counted_and_asked_for_again(run: Run, provider: BatchProvider, tmp_path: Path) -> None:
    ways = {
        "one.10": error_answer(500, "Overloaded."),
        "one.20": chat_answer("I'm sorry, but I cannot help with that."),
        "one.30": chat_answer("Half of a", "length"),
        "one.40": Answer(body={"unknown": True}),
        "one.50": Answer(body=None),
    }
    run()
    provider.run(lambda line: ways.get(line["custom_id"], chat_answer(CAPTION)))
    code, out, err = run("--json")
    assert code == 0, err
    assert "1 request failed: eyes at 127.0.0.1" in err
    assert "Overloaded." in err
    assert "What failed is asked for again" in err
    row = json.loads(out)["tables"][0]["rows"][0]
    assert (row["scored"], row["invalid"]) == (TARGETS - 5, 5)
    assert run()[0] == RUNNING
    again = {name for name in provider.asked if provider.asked.count(name) == 2}
    assert again == ways.keys() - {"one.50"}  # which was asked at once
    bodies = [json.loads(line)["body"] for line in provider.files[list(provider.files)[-1]].splitlines()]
    assert {body["max_tokens"] for body in bodies} == {16384}


def test_answers_that_the_provider_has_removed_are_asked_for_again(run: Run, provider: BatchProvider) -> None:
    run()
    provider.run()
    del provider.files["file-2"]
    code, _, err = run()
    assert code == 0, err
    assert " failed: no answer came" in err
    assert run()[0] == RUNNING


def test_a_batch_that_the_provider_does_not_know_is_one_sentence(run: Run, provider: BatchProvider) -> None:
    run()
    provider.batches.clear()
    code, _, err = run()
    assert code == 5
    assert "does not know the batch batch_1." in err
    assert not provider.batches


def test_what_expired_is_asked_for_again(run: Run, provider: BatchProvider) -> None:
    run()
    provider.run(lambda line: chat_answer(CAPTION) if line["custom_id"] > "one.200" else None, status="expired")
    code, _, err = run()
    assert code == 0
    assert " failed: the batch expired" in err
    provider.run()
    assert run()[0] == RUNNING
    provider.run()
    assert run()[0] == 0
    assert max(map(provider.asked.count, provider.asked)) == 2


def test_a_batch_that_does_not_begin_is_one_sentence(run: Run, provider: BatchProvider) -> None:
    run()
    provider.fail("Enqueued token limit reached.")
    code, _, err = run()
    assert code == 5
    assert "did not run a batch: Enqueued token limit reached." in err
    assert run()[0] == RUNNING
    assert len(provider.batches) == 2


def test_a_batch_that_ends_without_a_reason_is_named_all_the_same(run: Run, provider: BatchProvider) -> None:
    run()
    provider.fail("")
    code, _, err = run()
    assert code == 5
    assert "did not run a batch: it gave no reason.\n  Run the same command again to submit it once more." in err


def test_answers_to_nothing_that_was_asked_are_left_alone(run: Run, provider: BatchProvider, tmp_path: Path) -> None:
    run()
    provider.run()
    provider.files["file-2"] += b'\n\n{"custom_id": "one.999", "response": {}}\n[]\nnull\n{"custom_id"'
    provider.files["file-2"] += b"\n" + provider.files["file-2"].splitlines()[0].replace(b"Rates", b"Other")
    assert run()[0] == 0
    lines = [json.loads(line) for line in (tmp_path / "drafts.jsonl").read_bytes().splitlines()]
    assert len(lines) == TARGETS
    assert {line["text"] for line in lines} == {CAPTION}


def test_the_key_is_in_no_file(run: Run, provider: BatchProvider, tmp_path: Path) -> None:
    run()
    provider.run(lambda _line: chat_answer(f"Rates of {KEY} are means."))
    run()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_a_server_without_a_batch_api_is_one_sentence_and_sent_nothing(run: Run, arguments: list[str]) -> None:
    for answer in (error_answer(404, "Not found."), chat_answer("Hello."), Answer(501, b"no")):
        with ChatServer(answer) as other:
            code, _, err = run("--server", other.url)
            assert code == 5
            assert "has no Batch API.\n  Leave out --batch." in err
            assert [request.body for request in other.requests] == [b""]


def test_a_wrong_key_shows_before_anything_is_uploaded(run: Run, server: ChatServer) -> None:
    with ChatServer(Answer(body={"object": "list", "data": []}), error_answer(401, "No.")) as other:
        assert run("--server", other.url)[0] == 4
        assert [request.path.partition("?")[0] for request in other.requests] == ["/v1/batches", "/v1/chat/completions"]


def test_wrong_usage_sends_nothing(
    run: Run, arguments: list[str], folder: Path, tmp_path: Path, server: ChatServer
) -> None:
    assert CliRunner().invoke(app, [word for word in arguments if word not in {"-o", arguments[-2]}]).exit_code == 2
    offline = CliRunner().invoke(app, ["bench", "lamp-cap", str(folder), "--batch", "-o", str(tmp_path / "x")])
    assert offline.exit_code == 4
    assert CliRunner().invoke(app, ["bench", "lamp-cap", str(folder), "--batch"]).exit_code == 2
    assert run("--local-only", "--server", "https://api.example.org/v1")[0] == 4
    ledger(tmp_path).write_text('{"batches": [{"na')
    assert run()[0] == 6
    assert not server.requests


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_two_at_once_send_nothing_twice(run: Run, tmp_path: Path, server: ChatServer) -> None:
    with DraftStore(tmp_path / "drafts.jsonl"):
        code, _, err = run()
    assert code == 6
    assert "at work on these drafts" in err
    assert not server.requests


def test_a_limit_holds_for_the_most_that_answers_may_take(run: Run, provider: BatchProvider) -> None:
    code, _, err = run("--max-tokens", "40000")
    assert code == RUNNING
    assert "Raise --max-tokens." in err
    assert 0 < len(provider.asked) < 40_000 / 4096
    provider.run()
    assert run("--max-tokens", "40000")[0] == RUNNING
    assert len(provider.asked) == len(set(provider.asked)) > 40_000 / 4096
    assert run("--max-tokens", "100")[0] == RUNNING


def test_prices_are_told_before_anything_is_sent(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "capassist" / "config.toml"
    settings.parent.mkdir()
    settings.write_text("price_in = 2.5\nprice_out = 10.0\n", encoding="utf-8")
    assert "at your prices" in run()[2]


@pytest.fixture
def online(folder: Path) -> tuple[Study, GenerativeCaptioner]:
    study = load(folder)
    return study, GenerativeCaptioner(asker_of("http://127.0.0.1:9/v1", "eyes", timeout=1), study)


@pytest.mark.parametrize("largest", [1, 20_000, 10_000_000])
def test_files_are_no_larger_than_they_may_be(
    largest: int, online: tuple[Study, GenerativeCaptioner], tmp_path: Path
) -> None:
    study, captioner = online
    asked = waiting(study, captioner, ["none", "one without caption"], DraftStore(), Ledger(tmp_path / "drafts.jsonl"))
    names: list[str] = []
    files = 0
    for upload in uploads(captioner, asked, Budget(), largest=largest):
        lines = upload.file.read_bytes().splitlines(keepends=True)
        assert tuple(json.loads(line)["custom_id"] for line in lines) == upload.requests
        assert sum(map(len, lines)) == upload.size
        assert upload.size <= largest or len(lines) == 1
        names += upload.requests
        files += 1
    assert not upload.file.exists()
    assert len(names) == len(set(names)) == 2 * TARGETS
    assert {1: files == 2 * TARGETS, 20_000: 1 < files < 2 * TARGETS, 10_000_000: files == 1}[largest]


def test_nothing_is_made_when_the_limit_is_too_low(online: tuple[Study, GenerativeCaptioner], tmp_path: Path) -> None:
    study, captioner = online
    asked = waiting(study, captioner, ["none"], DraftStore(), Ledger(tmp_path / "drafts.jsonl"))
    with pytest.raises(SettingsError, match="at most 10 "):
        list(uploads(captioner, asked, Budget(10)))
