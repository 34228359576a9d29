"""The chat client against a real server on this machine: what it makes of answers, and when it asks again."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from capassist.errors import ModelError
from capassist.llm import client as client_module
from capassist.llm.budget import Budget
from capassist.llm.capabilities import ANSWER_LIMITS
from capassist.llm.client import LONGEST_MODEL_NAME, MOST_TOKENS, ChatClient, read_json
from capassist.model import Key
from capassist.testing import Answer, ChatServer, chat_answer, error_answer, models_answer

KEY = Key("sk-of-the-tests-alone", "a test")
MESSAGES = [{"role": "user", "content": "Say a caption."}]


def chat(server: ChatServer, sleep: Callable[[float], None] = lambda _: None, **options: Any) -> ChatClient:
    return ChatClient(server.url, "eyes", options.pop("key", None), 5, sleep, **options)


def offline() -> ChatClient:
    return ChatClient("http://127.0.0.1:9/v1", "eyes", None, 5)


def raised_limits(server: ChatServer) -> list[int]:
    return [received.json()["max_tokens"] for received in server.requests]


def test_an_answer_cut_at_its_limit_is_asked_for_once_more_with_the_larger_one() -> None:
    with ChatServer(chat_answer("Acc", "length"), chat_answer("Accuracy.")) as server:
        asked = chat(server)
        assert asked.complete(MESSAGES).text == "Accuracy."
        asked.complete(MESSAGES)
        assert raised_limits(server) == [ANSWER_LIMITS[0], ANSWER_LIMITS[-1], ANSWER_LIMITS[-1]]
    with ChatServer(chat_answer("Acc", "length")) as server:
        with pytest.raises(ModelError, match="filled its whole answer before"):
            chat(server).complete(MESSAGES)
        assert raised_limits(server) == [*ANSWER_LIMITS]


def test_an_empty_answer_is_one_and_the_next_has_more_room() -> None:
    with ChatServer(chat_answer(" \n")) as server:
        asked = chat(server)
        assert not asked.complete(MESSAGES).text.strip()
        asked.complete(MESSAGES)
        assert raised_limits(server) == [*ANSWER_LIMITS]


def test_what_may_pass_is_tried_again_after_longer_and_longer_waits() -> None:
    waits: list[float] = []
    with ChatServer(error_answer(503, "Loading.")) as server:
        with pytest.raises(ModelError, match="failed with error 503: Loading"):
            chat(server, waits.append).complete(MESSAGES)
        assert len(server.requests) == client_module.TRIES
    assert waits == pytest.approx([1, 2, 4], abs=0.9)
    with ChatServer(error_answer(400, "No.")) as server:
        with pytest.raises(ModelError, match="did not accept the request: No"):
            chat(server).complete(MESSAGES)
        assert len(server.requests) == 1


@pytest.mark.parametrize(("asked", "tries"), [("60", 2), ("61", 1), ("31", 2), ("20", 4)])
def test_all_waits_together_have_a_limit(asked: str, tries: int) -> None:
    with ChatServer(error_answer(429, "Slow down.", headers={"Retry-After": asked})) as server:
        with pytest.raises(ModelError, match=f"asks to wait {asked} s"):
            chat(server).complete(MESSAGES)
        assert len(server.requests) == tries


def test_what_a_server_lists_as_models() -> None:
    with ChatServer(models_answer("eyes", {"id": "large", "context": 5}, {"id": 7}, {"name": "nameless"})) as server:
        assert [model["id"] for model in chat(server).models()] == ["eyes", "large"]
    for body in ({"data": {"id": "eyes"}}, ["eyes"], {"models": ["eyes"]}):
        with ChatServer(Answer(body=body)) as server, pytest.raises(ModelError, match="not answer like an OpenAI"):
            chat(server).models()


def content(client: Any) -> Any:
    return client.files.with_streaming_response.content("file-1")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"one\ntwo\n", [b"one", b"two"]),
        (b"one\n\ntwo", [b"one", b"", b"two"]),
        (b"", []),
        (b"the key is sk-of-the-tests-alone\nsk-of-the-tests-alone", [b"the key is [key]", b"[key]"]),
    ],
)
def test_a_file_is_read_line_by_line_without_the_key(body: bytes, lines: list[bytes]) -> None:
    for drip in (0.0, 1e-6):
        with ChatServer(Answer(body=body, drip=drip)) as server:
            assert [*chat(server, key=KEY).lines(content)] == lines


def test_neither_an_answer_nor_a_line_may_be_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "LARGEST_ANSWER", 12)
    with ChatServer(Answer(body=b"twelve bytes")) as server:
        assert [*chat(server).lines(content)] == [b"twelve bytes"]
    with ChatServer(Answer(body=b"one\ntwo\nthree\nfour")) as server:
        assert len([*chat(server).lines(content)]) == 4
    with ChatServer(Answer(body=b"one\nthirteen byte")) as server, pytest.raises(ModelError, match="not answer like"):
        list(chat(server).lines(content))
    with ChatServer(Answer(body=b'"ten bytes"')) as server:
        assert chat(server).record(content) == "ten bytes"
    with ChatServer(Answer(body=b'"more of them"')) as server, pytest.raises(ModelError, match="not answer like"):
        chat(server).record(content)


def test_a_server_s_no_is_a_sentence_wherever_it_is_asked() -> None:
    asks: tuple[Callable[[ChatClient], Any], ...] = (
        lambda client: list(client.lines(content)),
        lambda client: client.record(content),
        ChatClient.models,
    )
    for ask in asks:
        with ChatServer(error_answer(418, "A teapot.")) as server:
            with pytest.raises(ModelError, match="refused the request with error 418: A teapot"):
                ask(chat(server))
            assert len(server.requests) == 1


def test_of_the_headers_only_those_that_are_needed_leave_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-program")
    for key in (KEY, None):
        with ChatServer() as server:
            chat(server, key=key).complete(MESSAGES)
        sent = dict(server.requests[0].headers)
        assert sent.get("authorization") == (f"Bearer {KEY.reveal()}" if key else None)
        assert sent["user-agent"].startswith("capassist/")
        assert sent["content-type"] == "application/json"
        assert not [name for name in sent if "openai" in name or name.startswith("x-stainless-os")]


def test_a_body_is_what_is_sent() -> None:
    with ChatServer() as server:
        asked = chat(server)
        asked.complete(MESSAGES, 1)
        assert asked.body(MESSAGES, 1) == server.requests[0].json()
        assert asked.body(MESSAGES)["model"] == "eyes"
        assert "seed" not in asked.body(MESSAGES)


def record(**fields: object) -> dict[str, object]:
    message = {"content": fields.pop("content", "Accuracy.")} | {
        name: fields.pop(name) for name in ("refusal",) if name in fields
    }
    choice = {"message": message, "finish_reason": fields.pop("finish_reason", "stop")}
    return {"choices": [choice], "model": "eyes-2", **fields}


@pytest.mark.parametrize(
    ("count", "kept"), [(1, 1), (MOST_TOKENS, MOST_TOKENS), (MOST_TOKENS + 1, None), (0, None), (True, None)]
)
def test_a_count_of_tokens_is_a_number_that_can_be(count: object, kept: int | None) -> None:
    completion = offline().completion(record(usage={"prompt_tokens": count, "total_tokens": count}))
    assert (completion.prompt_tokens, completion.tokens) == (kept, kept)
    assert offline().completion(record(usage=[5])).tokens is None


@pytest.mark.parametrize(
    ("named", "model"),
    [("seer-3", "seer-3"), ("", "eyes"), (None, "eyes"), ("m" * 300, "m" * LONGEST_MODEL_NAME), ("a\nb", "a b")],
)
def test_the_model_is_called_as_the_server_calls_it(named: object, model: str) -> None:
    assert offline().completion(record(model=named)).model == model


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Accuracy.", "Accuracy."),
        ([{"type": "text", "text": "Accu"}, "odd", {"type": "image"}, {"text": "racy."}], "Accuracy."),
        (None, ""),
        (5, ""),
    ],
)
def test_an_answer_may_come_in_parts(content: object, text: str) -> None:
    assert offline().completion(record(content=content)).text == text


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"error": {"message": "Out of memory."}}, "gave no answer: Out of memory."),
        ({"error": "Out of memory."}, "gave no answer: Out of memory."),
        ({"choices": []}, "gave no answer: its answer was empty."),
        ({"choices": None, "error": {"message": ""}}, "gave no answer: its answer was empty."),
        ({"choices": [{"message": "text"}]}, "gave no answer: its answer was empty."),
        ({"status": "ok"}, "does not answer like an OpenAI-compatible server"),
        (["Accuracy."], "does not answer like an OpenAI-compatible server"),
        (record(finish_reason="content_filter"), "content filter of 127.0.0.1:9 refused"),
        (record(refusal="I cannot see."), "gave no answer: I cannot see."),
    ],
)
def test_what_is_no_answer_says_why(answer: object, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        offline().completion(answer)


@pytest.mark.parametrize("usage", [(100, 20), None])
def test_what_an_answer_took_is_counted_or_estimated(usage: tuple[int, int] | None) -> None:
    budget = Budget()
    with ChatServer(chat_answer("Accuracy" * 10, usage=usage)) as server:
        chat(server, budget=budget).complete(MESSAGES, tokens=50)
    assert budget.tokens == (120 if usage else 50 + 80 // client_module.CHARACTERS_A_TOKEN)


def all_digits(counts: Iterable[int]) -> list[Any]:
    return [read_json(b"9" * count) for count in counts]


def test_a_number_of_absurd_length_is_infinite_and_no_error() -> None:
    assert all_digits((1, 19)) == [9, 10**19 - 1]
    assert all_digits((20, 5_000)) == [float("inf")] * 2
