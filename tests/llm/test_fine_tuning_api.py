"""The fine-tuning API as providers have it, and what a server can leave out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fine_tuning_server import RESULT, TrainingProvider

from capassist.errors import ModelError
from capassist.llm.client import ChatClient
from capassist.llm.fine_tuning_api import FineTuningApi, JobRequest
from capassist.testing import Answer, ChatServer, error_answer


def api_of(server: ChatServer) -> FineTuningApi:
    return FineTuningApi(ChatClient(server.url, "base", None, 5, lambda _: None))


@pytest.fixture
def provider() -> TrainingProvider:
    return TrainingProvider()


@pytest.fixture
def api(provider: TrainingProvider) -> Iterator[FineTuningApi]:
    with ChatServer(provider) as server:
        yield api_of(server)


def request(name: str = "first", file: str = "file-1", validation: str | None = None) -> JobRequest:
    return JobRequest(name, "base", file, validation, epochs=3, suffix="me")


def test_a_model_from_its_file_to_its_name(api: FineTuningApi, provider: TrainingProvider, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_text("{}\n")
    api.require()
    assert api.find_file("train-1.jsonl") is None
    file = api.upload(tmp_path / "train.jsonl", "train-1.jsonl")
    assert (file, api.find_file("train-1.jsonl"), api.has_file(file)) == ("file-1", "file-1", True)
    assert not api.has_file("file-2")
    assert api.find(request()) is None
    job = api.begin(request())
    api.begin(request("second"))
    assert (job.id, job.status, job.runs, job.model, job.trained_tokens) == ("ftjob-1", "queued", True, None, 0)
    assert api.retrieve(job.id).runs
    ended = api.retrieve(job.id)
    assert (ended.runs, ended.model, ended.trained_tokens, ended.reason) == (False, RESULT, 1200, "")
    assert (api.find(request()), api.find(request("third"))) == (ended, None)
    assert [event.message[:6] for event in api.events(job.id)] == ["Step 0", "Step 1", "Step 2"]
    assert api.cancel("ftjob-2").status == "cancelled"


def test_what_a_job_is_asked_to_do() -> None:
    assert "validation_file" not in request().body
    body = request(validation="file-2").body
    assert body["validation_file"] == "file-2"
    assert (body["model"], body["training_file"], body["suffix"]) == ("base", "file-1", "me")
    assert body["method"]["supervised"]["hyperparameters"] == {"n_epochs": 3}
    assert body["metadata"] == {"capassist": "first"}


def job(name: str, **fields: object) -> dict[str, object]:
    return {"id": name, "status": "running", "training_file": "file-1", "model": "base", **fields}


@pytest.mark.parametrize(
    ("jobs", "found"),
    [
        ([job("a", training_file="file-2"), job("b")], "b"),
        ([job("a", model="larger"), job("b")], "b"),
        ([job("a", status="failed"), job("b")], "b"),
        ([job("a"), job("b")], "a"),
        ([job("a"), job("b", metadata={"capassist": "first"})], "b"),
        ([job("a", metadata={"capassist": "another"})], None),
    ],
)
def test_a_job_is_known_by_its_name_or_by_its_file(jobs: list[dict[str, object]], found: str | None) -> None:
    with ChatServer(Answer(body={"data": jobs})) as server:
        known = api_of(server).find(request())
    assert (known.id if known else None) == found


def test_a_file_that_could_not_be_read_there_is_not_used_again() -> None:
    files = [{"id": "a", "filename": "f", "status": "error"}, {"id": "b", "filename": "f", "status": "processed"}]
    with ChatServer(Answer(body={"data": files})) as server:
        assert api_of(server).find_file("f") == "b"


def test_what_a_job_tells_of_itself_is_read_with_care() -> None:
    odd = {"id": "a", "fine_tuned_model": "", "trained_tokens": "9", "estimated_finish": "soon", "error": "x"}
    told = {"id": "a", "error": {"message": "Bad\nfile."}, "estimated_finish": 12, "fine_tuned_model": "ft:me"}
    with ChatServer(Answer(body=odd), Answer(body=told)) as server:
        api = api_of(server)
        first, second = api.retrieve("a"), api.retrieve("a")
    assert (first.model, first.trained_tokens, first.finish, first.reason, first.runs) == (None, 0, None, "", False)
    assert (second.model, second.finish, second.reason) == ("ft:me", 12, "Bad file.")


def test_events_that_are_none_are_passed_over() -> None:
    data = [
        {"id": "2", "message": "late\nr"},
        {"id": 1, "message": "x"},
        {"id": "0"},
        5,
        {"id": "1", "message": "first"},
    ]
    with ChatServer(Answer(body={"data": data}), Answer(body={"data": {}}), error_answer(404, "No.")) as server:
        api = api_of(server)
        assert [(event.id, event.message) for event in api.events("a")] == [("1", "first"), ("2", "late r")]
        assert api.events("a") == []
        assert api.events("a") == []
        assert server.requests[0].path.endswith("?limit=100")


def test_what_is_not_there_is_told_from_a_server_that_fails() -> None:
    with ChatServer(error_answer(404, "No.")) as server:
        api = api_of(server)
        for ask, says in (
            (api.require, "has no fine-tuning API"),
            (lambda: api.retrieve("a"), "not know the fine-tuning job a"),
        ):
            with pytest.raises(ModelError, match=says):
                ask()
    with ChatServer(error_answer(500, "Broken.")) as server:
        api = api_of(server)
        asks = (api.require, lambda: api.retrieve("a"), lambda: api.events("a"), lambda: api.has_file("a"))
        for ask in asks:
            with pytest.raises(ModelError, match="failed with error 500"):
                ask()
