"""Fine-tuning against a server that speaks the API: nothing leaves unasked, nothing is sent or paid for twice, wherever it is
stopped."""

import json
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fine_tuning_server import RESULT, TrainingProvider
from papers_to_learn import make_paper
from programs import Program
from typer.testing import CliRunner

from capassist.cli import app
from capassist.learning import fine_tuning
from capassist.testing import ChatServer, error_answer

RUNNING = 75


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Captions of three papers: one to train on, one to watch the training by, one for the test."""
    root = tmp_path_factory.mktemp("exported")
    papers = [make_paper(root / "papers", name, count) for name, count in {"ash": 4, "birch": 2, "elm": 3}.items()]
    result = CliRunner().invoke(app, ["export", "training", *map(str, papers), "-o", str(root / "training")])
    assert result.exit_code == 0, result.output
    return root / "training"


@pytest.fixture
def training(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "training"))


@pytest.fixture
def provider() -> TrainingProvider:
    return TrainingProvider()


@pytest.fixture
def server(provider: TrainingProvider, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.setattr(fine_tuning, "_FIRST_LOOK", 0.0)
    monkeypatch.setenv("COLUMNS", "300")
    with ChatServer(provider) as running:
        yield running


def arguments(training: Path, server: ChatServer, *more: str) -> list[str]:
    return ["model", "fine-tune", str(training), "--server", server.url, "--model", "base", *more]


def run(training: Path, server: ChatServer, *more: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, arguments(training, server, *more))
    return result.exit_code, result.stdout, result.stderr


# What must not happen -----------------------------------------------------------------------------------------------------


def test_nothing_is_sent_where_nobody_can_be_asked(training: Path, server: ChatServer) -> None:
    code, out, err = run(training, server)
    assert (code, out, server.requests) == (2, "", [])
    assert "--yes begins without asking" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_nothing_is_sent_when_the_answer_is_no(training: Path, server: ChatServer) -> None:
    import pexpect
    from terminals import Terminal

    child = Terminal(["-m", "capassist", *arguments(training, server, "--price", "25")], dimensions=(50, 200))
    child.expect("Send this and have it trained")
    said = " ".join(child.before.split())
    child.sendline("")
    child.expect("Nothing was sent")
    child.expect(pexpect.EOF)
    assert server.requests == []
    assert "to train base: 4 captions to train on and " in said
    assert "ash" in said
    assert "At your price that is about 0." in said
    assert "all who wrote them should agree" in said


def test_what_the_provider_would_not_take_is_not_sent(
    training: Path, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fine_tuning, "exceeded", lambda *_: ("It is too much.",))
    code, _, err = run(training, server, "--yes")
    assert code == 2
    assert "It is too much." in err
    assert "Export more or fewer papers." in err
    assert not server.requests


def test_the_papers_of_the_test_are_not_sent(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    assert run(training, server, "--yes")[0] == 0
    splits = {paper["name"]: paper["split"] for paper in json.loads((training / "card.json").read_text())["papers"]}
    tested = next(name for name, split in splits.items() if split == "test")
    sent = b"".join(data for _, data in provider.files.values())
    assert f"growth in {tested}".encode() not in sent
    assert all(f"growth in {name}".encode() in sent for name, split in splits.items() if split != "test")


@pytest.mark.parametrize("keeps_metadata", [True, False], ids=["names kept", "names dropped"])
@pytest.mark.parametrize(
    "step",
    ["before jobs", "before files", "before upload", "after upload", "before create", "after create", "after look"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.slow
def test_killed_at_any_step_it_is_uploaded_once_and_paid_once(
    step: str, keeps_metadata: bool, training: Path, server: ChatServer, provider: TrainingProvider
) -> None:
    provider.keeps_metadata = keeps_metadata
    running: list[Program] = []

    def kill(name: str) -> None:
        if name == step and running:
            running.pop().kill()
            if name.startswith("before"):
                raise ConnectionError  # what was asked is not done

    provider.step = kill
    with Program(["-m", "capassist", *arguments(training, server, "--yes")]) as started:
        running.append(started)
        assert started.wait(60) == -signal.SIGKILL
    code, out, err = run(training, server, "--yes")
    assert (code, out.strip()) == (0, RESULT), err
    contents = [data for _, data in provider.files.values()]
    assert len(contents) == len(set(contents)) == 2
    assert len(provider.jobs) == 1


def test_what_was_trained_is_not_trained_again(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    assert run(training, server, "--yes")[1].strip() == RESULT
    before = len(server.requests)
    code, out, err = run(training, server)
    assert (code, out.strip(), len(server.requests)) == (0, RESULT, before)
    assert "was trained on this before" in err
    assert len(provider.jobs) == 1


def test_a_changed_file_is_not_sent(training: Path, server: ChatServer) -> None:
    path = training / "openai" / "sft-train.jsonl"
    path.write_bytes(path.read_bytes().replace(b"growth", b"growing"))
    code, _, err = run(training, server, "--yes")
    assert (code, server.requests) == (3, [])
    assert "was changed since it was exported" in err


@pytest.mark.parametrize(
    ("damage", "code", "said"),
    [
        (shutil.rmtree, 3, "has no training data"),
        (lambda folder: (folder / "card.json").write_text("{}"), 3, "is not the card of an export"),
        (lambda folder: (folder / "card.json").write_text("[" * 9999), 3, "is not the card of an export"),
        (lambda folder: (folder / "openai" / "sft-train.jsonl").unlink(), 3, "cannot be read"),
    ],
    ids=["gone", "other card", "deep card", "rows gone"],
)
def test_a_damaged_export_is_one_sentence(
    damage: object, code: int, said: str, training: Path, server: ChatServer
) -> None:
    damage(training)  # type: ignore[operator]
    found = run(training, server, "--yes")
    assert found[0] == code
    assert said in found[2]
    assert server.requests == []


def test_a_server_without_the_api_is_one_sentence(training: Path) -> None:
    with ChatServer(error_answer(404, "Not found.")) as server:
        code, _, err = run(training, server, "--yes")
    assert code == 5
    assert "has no fine-tuning API" in " ".join(err.split())


def test_without_a_model_to_begin_from_nothing_is_asked(training: Path, server: ChatServer) -> None:
    result = CliRunner().invoke(app, ["model", "fine-tune", str(training), "--server", server.url, "--yes"])
    assert (result.exit_code, server.requests) == (4, [])


def test_two_at_once_are_refused(training: Path, server: ChatServer) -> None:
    from capassist.learning.event_log import EventLog

    with EventLog(training / fine_tuning.LOG, fine_tuning.SCHEMA, "it"):
        code, _, err = run(training, server, "--yes")
    assert (code, server.requests) == (6, [])
    assert "Another capassist is at work on this fine-tuning" in err


# What should --------------------------------------------------------------------------------------------------------------


def test_it_is_followed_to_the_end_and_remembered(
    training: Path, server: ChatServer, provider: TrainingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(training, server, "--yes", "--epochs", "2")
    assert (code, out) == (0, f"{RESULT}\n")
    assert err.count("Step 1: loss 0.8") == 1
    assert re.search(r"^The training is (?:queued|running)\.$", err, re.MULTILINE)
    assert "The training succeeded.\n" in err
    assert "tokens in 2 epochs. What a million tokens of training cost there is not known here: --price says" in err
    assert f"Next: capassist model compare base {RESULT} --data {training}" in err
    (job,) = provider.jobs.values()
    assert job["method"] == {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2}}}
    assert {job["training_file"], job["validation_file"]} == set(provider.files)
    result = CliRunner().invoke(app, ["model", "history", "--json"])
    (event,) = json.loads(result.stdout)["events"]
    assert (event["event"], event["model"], event["base"]) == ("trained", RESULT, "base")
    assert sorted(event["papers"]) == ["ash", *sorted({"birch", "elm"} & set(event["papers"]))]
    assert CliRunner().invoke(app, ["model", "history"]).exit_code == 0


def test_a_failed_training_says_why_and_the_next_run_begins_anew(
    training: Path, server: ChatServer, provider: TrainingProvider
) -> None:
    provider.ending = {"status": "failed", "error": {"message": "The file has a face in it."}}
    code, out, err = run(training, server, "--yes")
    assert (code, out) == (5, "")
    assert "the training failed: The file has a face in it." in err
    provider.ending = {"status": "succeeded", "fine_tuned_model": RESULT}
    assert run(training, server, "--yes")[0] == 0
    assert (len(provider.jobs), len(provider.files)) == (2, 2)


def test_detached_it_is_looked_at_later(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    provider.looks = 3
    code, out, err = run(training, server, "--yes", "--detach")
    assert (code, out) == (RUNNING, "")
    assert re.search(r"The training at \S+ is \w+\. The same command without --detach follows it\.", err)
    assert run(training, server, "--detach")[0] == RUNNING
    assert run(training, server)[:2] == (0, f"{RESULT}\n")
    assert len(provider.jobs) == 1


def test_it_can_be_cancelled(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    assert run(training, server, "--cancel")[0] == 2
    provider.looks = 99
    assert run(training, server, "--yes", "--detach")[0] == RUNNING
    code, _, err = run(training, server, "--cancel")
    assert code == 0
    assert "is cancelled" in err
    assert [job["status"] for job in provider.jobs.values()] == ["cancelled"]


def test_a_server_that_stumbles_is_asked_again(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    stumbles = iter([True, True])

    def stumble(name: str) -> None:
        if name == "before look" and next(stumbles, False):
            raise ConnectionError

    provider.step = stumble
    code, out, err = run(training, server, "--yes")
    assert (code, out.strip()) == (0, RESULT)
    assert err.count("Asking again; the training goes on.") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.slow
def test_ctrl_c_leaves_the_training_alone(training: Path, server: ChatServer, provider: TrainingProvider) -> None:
    provider.looks = 999
    with Program(["-m", "capassist", *arguments(training, server, "--yes")]) as started:
        provider.step = lambda name: started.send_signal(signal.SIGINT) if name == "after look" else None
        _, err = started.communicate()
    assert started.returncode == 130
    assert "goes on. The same command follows it again" in " ".join(err.split())
    assert [job["status"] for job in provider.jobs.values()] == ["running"]
