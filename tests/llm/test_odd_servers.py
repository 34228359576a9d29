"""Servers that refuse what is usual, and answers whose fields are anything: the real SDK against a real server on this machine."""

import json

import pytest
from askers import asker_of
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.generative.captioner import GenerativeCaptioner
from capassist.errors import CapassistError, ModelError
from capassist.llm.budget import Budget, Prices
from capassist.llm.capabilities import CapabilityStore
from capassist.llm.client import ChatClient, read_json
from capassist.model import CaptionRequest, Figure, Mention, Profile, ProfileFigure, Sentence
from capassist.testing import Answer, ChatServer, chat_answer, error_answer

GOOD = chat_answer("Accuracy over training time.")


class NoPictures:
    def load(self, figure: Figure) -> None:
        return None


def request(attempt: int = 0) -> CaptionRequest:
    return CaptionRequest(Figure(id="fig:new", number="7"), Profile((), None), markup="latex", attempt=attempt)


def captioner(server: ChatServer, **options) -> GenerativeCaptioner:
    return GenerativeCaptioner(asker_of(server.url, "seer", sleep=lambda _: None, **options), NoPictures())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "System role not supported"),
        (500, "Jinja Exception: System role not supported"),
        (400, "This model does not support system messages."),
        (400, "Conversation roles must alternate user/assistant/user/assistant/..."),
        (422, "Developer instruction is not enabled for models/gemma-3-27b-it"),
    ],
)
def test_a_server_without_a_system_role_gets_its_text_before_the_user_s_from_then_on(tmp_path, status, words):
    def answer(received):
        roles = [message["role"] for message in received.json()["messages"]]
        return error_answer(status, words) if "system" in roles else GOOD

    with ChatServer(answer) as server:
        for attempt in (0, 1):
            options = {"capability_store": CapabilityStore(tmp_path / "servers.json")}
            drafted = captioner(server, **options).draft(request(attempt))
            assert drafted.text == "Accuracy over training time."
    refused, merged, _ = (received.json()["messages"] for received in server.requests)
    assert [message["role"] for message in merged] == ["user"]
    assert merged[0]["content"][0]["text"] == refused[0]["content"]
    assert len(merged[0]["content"]) == 1 + len(refused[1]["content"])


def test_a_server_that_refuses_the_system_role_whatever_is_sent_is_given_up():
    refusal = error_answer(400, "System role not supported")
    with ChatServer(refusal) as server, pytest.raises(ModelError, match="System role not supported"):
        captioner(server).draft(request())
    assert len(server.requests) == 2


NONSENSE = (
    "9" * 4_000,
    "9" * 5_000,
    "-1",
    "1e400",
    "1.5",
    "NaN",
    "true",
    '"12"',
    "[1]",
    "null",
    "99999999999999999999",
)


@pytest.mark.parametrize("count", NONSENSE, ids=lambda count: count[:20])
def test_a_token_count_that_makes_no_sense_is_none_and_the_draft_stays(count):
    answer = json.dumps(chat_answer("Accuracy over training time.").body)
    usage = f'"usage": {{"prompt_tokens": {count}, "completion_tokens": {count}, "total_tokens": {count}}}'
    budget = Budget(max_cost=1.0, prices=Prices(1.0, 1.0))
    with ChatServer(Answer(body=f"{answer[:-1]}, {usage}}}".encode())) as server:
        assert captioner(server, budget=budget).draft(request()).text == "Accuracy over training time."
    assert 0 < budget.tokens < 10_000
    assert 0 < budget.cost < 1


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.integers(-(10**400), 10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("id", "model", "choices", "usage", "error", "finish_reason", "message", "content", "refusal", "text")


@given(
    field=st.sampled_from(FIELDS),
    inner=st.sampled_from(("", "choice", "message", "usage")),
    value=JSON,
)
def test_whatever_stands_in_a_field_of_an_answer_ends_in_a_caption_or_a_sentence(field, inner, value):
    record = json.loads(json.dumps(chat_answer("Accuracy over training time.", usage=(5, 5)).body))
    places = {"": record, "choice": record["choices"][0], "message": record["choices"][0]["message"]}
    places.get(inner, record["usage"])[field] = value
    chat = ChatClient("http://127.0.0.1:9/v1", "seer", None, 1.0)
    try:
        completion = chat.completion(read_json(json.dumps(record).encode()))
    except CapassistError:
        return
    assert isinstance(completion.text, str)
    assert completion.tokens is None or completion.tokens < 10**9


@pytest.mark.parametrize(
    "words",
    [
        "try again in " + "9" * 5_000 + "h",
        "retry after 1.2.3.4 s",
        "try again in ....s",
        "at most " + "9" * 5_000 + " images",
    ],
    ids=["hours", "dots", "only dots", "images"],
)
@pytest.mark.parametrize("status", [400, 429])
def test_no_number_in_a_server_s_words_is_too_odd(status, words):
    answer = error_answer(status, words, headers={"Retry-After": "Mon, 01 Jan 0001 00:00:00 GMT"})
    with ChatServer(answer) as server, pytest.raises(ModelError):
        captioner(server).draft(request())


def test_names_of_files_in_a_paragraph_or_caption_are_not_sent():
    def named(words):
        return rf"{words}, as \verbatiminput{{/home/someone/secret-notes}} says."

    mention = Mention(named("It grows"), (Sentence(named("It grows"), named("It grows")),), file="main.tex", line=1)
    target = Figure(id="fig:new", number="7", mentions=(mention,))
    shown = Figure(id="fig:1", number="1", caption="Two.", caption_source=named("Two"))
    profile = Profile((ProfileFigure(shown, "same type", 0.5),), None)
    with ChatServer(GOOD) as server:
        captioner(server).draft(CaptionRequest(target, profile, markup="latex"))
    sent = server.requests[0].body.decode()
    assert ("It grows, as  says." in sent, "Two, as says." in sent, "secret" in sent) == (True, True, False)
