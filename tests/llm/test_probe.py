"""The doctor: it sends nothing of a paper, stops at the first failure, and says what is in the way."""

import base64
import io

import pytest

from capassist.llm.capabilities import CapabilityStore, ServerCapabilities
from capassist.llm.client import ChatClient
from capassist.llm.probe import LEAST_CONTEXT, QUESTION, SIDE, context_of, examine, made_up_picture
from capassist.testing import Answer, ChatServer, chat_answer, error_answer, models_answer

RED = chat_answer("It is red.")


def findings(*script: Answer, model: str = "eyes", **options) -> tuple[list[tuple[str, str]], ChatServer]:
    with ChatServer(*script) as server:
        chat = ChatClient(server.url, model, None, 5, lambda _: None, **options)
        return [(check.name, check.state) for check in examine(chat)], server


def test_the_picture_is_a_red_square_and_the_only_thing_sent():
    from PIL import Image

    _, server = findings(models_answer("eyes"), RED)
    (_, asked) = server.requests
    (user,) = asked.json()["messages"]
    text, picture = user["content"]
    assert text["text"] == QUESTION
    data = base64.b64decode(picture["image_url"]["url"].removeprefix("data:image/png;base64,"))
    assert data == made_up_picture().data
    raster = Image.open(io.BytesIO(data))
    assert raster.size == (SIDE, SIDE)
    quarter = SIDE // 4
    corners = [(quarter, quarter), (SIDE // 2, SIDE // 2), (SIDE - quarter - 1, SIDE - quarter - 1)]
    beside = [
        (0, 0),
        (quarter - 1, SIDE // 2),
        (SIDE // 2, quarter - 1),
        (SIDE - quarter, SIDE // 2),
        (SIDE - 1, SIDE - 1),
    ]
    assert {raster.getpixel(place) for place in corners} == {(208, 0, 0)}
    assert {raster.getpixel(place) for place in beside} == {(255, 255, 255)}


@pytest.mark.parametrize(
    ("script", "model", "found"),
    [
        ([error_answer(401, "no")], "eyes", [("key", "failed")]),
        ([error_answer(403, "no")], "eyes", [("key", "failed")]),
        ([models_answer("eyes"), RED], "eyes", ["server", "model", "answer", "pictures"]),
        ([models_answer("models/eyes"), RED], "eyes", ["server", "model", "answer", "pictures"]),
        ([models_answer("eyes:latest"), RED], "eyes", ["server", "model", "answer", "pictures"]),
        ([models_answer("eyes")], "", ["server"]),
        (
            [models_answer("ears"), RED],
            "eyes",
            ["server", ("model", "warning"), "answer", "pictures"],
        ),
        (
            [error_answer(404, "no list"), RED],
            "eyes",
            [("server", "warning"), "answer", "pictures"],
        ),
        (
            [models_answer("eyes"), chat_answer("A circle.")],
            "eyes",
            ["server", "model", "answer", ("pictures", "warning")],
        ),
        (
            [models_answer("eyes"), error_answer(500, "image input is not supported")],
            "eyes",
            ["server", "model", ("pictures", "failed")],
        ),
        ([models_answer("eyes"), error_answer(404, "no")], "eyes", ["server", "model", ("answer", "failed")]),
        (
            [models_answer({"id": "eyes", "context_length": 4096}), RED],
            "eyes",
            ["server", "model", "answer", "pictures", ("limits", "warning")],
        ),
        (
            [models_answer({"id": "eyes", "meta": {"n_ctx": 32768}}), RED],
            "eyes",
            ["server", "model", "answer", "pictures", "limits"],
        ),
    ],
)
def test_what_is_found(script, model, found):
    assert findings(*script, model=model)[0] == [
        entry if isinstance(entry, tuple) else (entry, "ok") for entry in found
    ]


def test_nothing_answers():
    chat = ChatClient("http://127.0.0.1:9/v1", "eyes", None, 1, lambda _: None)
    checks = list(examine(chat))
    assert [(check.name, check.state) for check in checks] == [("answer", "failed")]
    assert "Nothing answers" in checks[-1].message
    assert checks[-1].error


def test_what_stands_in_the_way_is_said_once_and_without_a_model_it_is_a_failure_too():
    wrong = error_answer(404, "no such page")
    assert findings(wrong, wrong)[0] == [("answer", "failed")]
    assert findings(wrong, error_answer(402, "pay"))[0] == [("server", "warning"), ("answer", "failed")]
    assert findings(wrong, model="")[0] == [("server", "failed")]


def test_what_was_remembered_is_learnt_anew(tmp_path):
    """A model that takes pictures now is seen to, although it did not before."""
    with ChatServer(models_answer("eyes"), RED) as server:
        capability_store = CapabilityStore(tmp_path / "servers.json")
        capability_store.keep(server.url, "eyes", ServerCapabilities(most_pictures=0, limit_names=()))
        list(examine(ChatClient(server.url, "eyes", None, 5, capability_store=capability_store)))
        assert capability_store.recall(server.url, "eyes") == ServerCapabilities()


@pytest.mark.parametrize(
    ("entry", "context"),
    [({}, None), ({"max_model_len": 8}, 8), ({"meta": {"n_ctx": 4}}, 4), ({"meta": "x", "context_window": "9"}, None)],
)
def test_where_servers_say_how_much_a_model_reads(entry, context):
    assert context_of(entry) == context


@pytest.mark.parametrize(
    ("listed", "hint"),
    [(("eye", "ears"), "Did you mean eye"), (("0000",), "`capassist models`")],
)
def test_a_model_that_is_not_listed_is_told_from_one_that_is_nearly_so(listed, hint):
    with ChatServer(models_answer(*listed), chat_answer("Red. " + "word " * 40)) as server:
        found = {c.name: c for c in examine(ChatClient(server.url, "eyes", None, 5, lambda _: None))}
    assert found["model"].hint.startswith(hint)
    assert found["answer"].message.count("word") < 20


@pytest.mark.parametrize(("context", "state"), [(LEAST_CONTEXT, "ok"), (LEAST_CONTEXT - 1, "warning")])
def test_a_context_is_large_enough_from_the_least_one_on(context, state):
    found, _ = findings(models_answer({"id": "eyes", "context_window": context}), RED)
    assert found[-1] == ("limits", state)
