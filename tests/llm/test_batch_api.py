"""The Batch API as providers have it, and what a server can get wrong about it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_server import BatchProvider

from capassist.errors import ModelError
from capassist.llm import listings
from capassist.llm.batch_api import BatchApi, request_line
from capassist.llm.client import ChatClient
from capassist.testing import Answer, ChatServer, chat_answer, error_answer


def api_of(server: ChatServer) -> BatchApi:
    return BatchApi(ChatClient(server.url, "eyes", None, 5, lambda _: None))


@pytest.fixture
def provider() -> BatchProvider:
    return BatchProvider()


@pytest.fixture
def api(provider: BatchProvider) -> Iterator[BatchApi]:
    with ChatServer(provider) as server:
        yield api_of(server)


def test_a_batch_from_its_file_to_its_answers(api: BatchApi, provider: BatchProvider, tmp_path: Path) -> None:
    requests = tmp_path / "requests"
    requests.write_bytes(b"".join(request_line(name, {"model": "eyes", "text": "é"}) for name in ("a", "b", "c")))
    api.require()
    assert api.find("first") is None
    begun = api.begin(api.upload(requests), "first")
    api.begin("file-1", "second")
    assert (begun.id, begun.status, begun.total, begun.completed, begun.failed) == ("batch_1", "in_progress", 3, 1, 0)
    assert begun.runs
    assert begun.files == ()
    assert provider.asked[:3] == ["a", "b", "c"]
    provider.run(lambda line: {"a": chat_answer("A."), "b": error_answer(500, "No.")}.get(line["custom_id"]))
    for ended in (api.find("first"), api.retrieve("batch_1")):
        assert ended is not None
        assert (ended.id, ended.runs, len(ended.files), ended.reason) == ("batch_1", False, 2, "")
        answers = dict(api.answers(ended))
        assert {name: answers[name]["response"]["status_code"] for name in answers} == {"a": 200, "b": 500}
    del provider.files[ended.files[0]]
    assert [name for name, _ in api.answers(ended)] == ["b"]
    assert api.find("third") is None


def test_a_batch_that_was_not_run_says_why(api: BatchApi, provider: BatchProvider, tmp_path: Path) -> None:
    (tmp_path / "requests").write_bytes(request_line("a", {}))
    api.begin(api.upload(tmp_path / "requests"), "first")
    provider.fail("No\ncredit.")
    failed = api.retrieve("batch_1")
    assert (failed.runs, failed.reason) == (False, "No credit.")


def test_lines_that_are_no_answers_are_passed_over(api: BatchApi, provider: BatchProvider, tmp_path: Path) -> None:
    (tmp_path / "requests").write_bytes(request_line("a", {}))
    begun = api.begin(api.upload(tmp_path / "requests"), "first")
    provider.run()
    ended = api.retrieve(begun.id)
    provider.files[ended.files[0]] = b'\n{"custom_id"\n[1]\n{"response": 1}\n{"custom_id": "a", "response": 2}\n7'
    assert [*api.answers(ended)] == [("a", {"custom_id": "a", "response": 2})]


@pytest.mark.parametrize("answer", [error_answer(404, "No."), error_answer(405, "No."), Answer(body={"data": 1})])
def test_a_server_without_the_api_is_told_from_one_that_fails(answer: Answer) -> None:
    with ChatServer(answer) as server, pytest.raises(ModelError, match="has no Batch API"):
        api_of(server).require()
    with ChatServer(error_answer(500, "Broken.")) as server, pytest.raises(ModelError, match="error 500: Broken"):
        api_of(server).require()


@pytest.mark.parametrize(("status", "says"), [(404, "does not know the batch batch_7"), (500, "failed with error 500")])
def test_a_batch_that_is_gone_is_told_from_a_server_that_fails(status: int, says: str) -> None:
    with ChatServer(error_answer(status, "No.")) as server, pytest.raises(ModelError, match=says):
        api_of(server).retrieve("batch_7")


def test_answers_that_cannot_be_fetched_now_are_no_answers_that_are_gone() -> None:
    batch = Answer(body={"id": "batch_1", "status": "completed", "output_file_id": "file-1", "errors": {"data": [5]}})
    with ChatServer(batch, error_answer(500, "Broken.")) as server:
        api = api_of(server)
        ended = api.retrieve("batch_1")
        assert (ended.files, ended.reason, ended.total) == (("file-1",), "", 0)
        with pytest.raises(ModelError, match="error 500"):
            list(api.answers(ended))


Record = dict[str, Any]


def listed(pages: Callable[[int], Record]) -> tuple[list[Record], list[str]]:
    """Return what a listing of these pages yields, and what was asked for."""
    with ChatServer(lambda _: Answer(body=pages(len(server.requests) - 1))) as server:
        client = ChatClient(server.url, "eyes", None, 5)
        listing = listings.Listing(
            client, lambda c, where: c.batches.with_streaming_response.list(**where), ModelError("None.")
        )
        return [dict(record) for record in listing], [received.path for received in server.requests]


def test_a_list_is_read_page_by_page_to_its_end() -> None:
    pages: list[Record] = [{"data": [{"id": "a"}, 5, {"id": "b"}], "has_more": True}, {"data": [{"id": "c"}]}]
    records, paths = listed(lambda number: pages[number])
    assert [record["id"] for record in records] == ["a", "b", "c"]
    assert [path.partition("?")[2] for path in paths] == ["limit=100", "after=b&limit=100"]
    assert listed(lambda _: {"data": [], "has_more": True})[0] == []
    with pytest.raises(ModelError, match="not answer like"):
        listed(lambda _: {"data": [{"id": ""}], "has_more": True})


def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "_MOST_PAGES", 3)
    assert len(listed(lambda number: {"data": [{"id": str(number)}], "has_more": number < 2})[0]) == 3
    with pytest.raises(ModelError, match="lists too many"):
        listed(lambda number: {"data": [{"id": str(number)}], "has_more": True})


@pytest.mark.parametrize(("value", "count"), [(3, 3), (1, 1), (0, 0), (-1, 0), ("3", 0), (None, 0)])
def test_a_count_is_a_number_above_zero(value: object, count: int) -> None:
    assert listings.count_of(value) == count
