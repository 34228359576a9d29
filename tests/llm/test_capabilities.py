"""Facts about servers, kept from one run to the next."""

import json
import time
from dataclasses import replace

import pytest

from capassist.llm import capabilities
from capassist.llm.capabilities import (
    ANSWER_LIMITS,
    LONGEST_MEMORY,
    RESPONSE_FORMAT,
    SYSTEM_ROLE,
    CapabilityStore,
    ServerCapabilities,
)
from capassist.llm.messages import text_part

FOUND = ServerCapabilities(
    limit_names=("max_completion_tokens",), answer_limit=ANSWER_LIMITS[1], sampling_names=(), most_pictures=1
)


def test_facts_are_remembered_by_server_and_model_and_are_nothing_but_facts(tmp_path):
    path = tmp_path / "cache" / "servers.json"
    CapabilityStore(path).keep("https://a.example/v1", "m", FOUND)
    again = CapabilityStore(path)
    assert again.recall("https://a.example/v1", "m") == FOUND
    assert again.recall("https://a.example/v1", "n") == ServerCapabilities()
    (entry,) = json.loads(path.read_text()).values()
    facts = {"limit_names", "answer_limit", "sampling_names", "most_pictures", "structured_output", "system_role"}
    assert set(entry) == {*facts, "learnt"}


@pytest.mark.parametrize(
    "entry",
    [
        {"learnt": time.time() - LONGEST_MEMORY - 60, "answer_limit": ANSWER_LIMITS[1]},
        {"learnt": "today", "answer_limit": ANSWER_LIMITS[1]},
        {"answer_limit": ANSWER_LIMITS[1]},
        {"learnt": time.time() + 60, "answer_limit": 3, "limit_names": "max", "most_pictures": "none"},
        3,
    ],
    ids=["old", "no time", "undated", "nonsense", "no entry"],
)
def test_what_is_old_or_makes_no_sense_is_forgotten(tmp_path, entry):
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"s m": entry}))
    assert CapabilityStore(path).recall("s", "m") == ServerCapabilities()


@pytest.mark.parametrize("content", [b"", b"[]", b"[" * 5000, b"\xff"])
def test_a_damaged_memory_is_begun_anew(tmp_path, content):
    path = tmp_path / "servers.json"
    path.write_bytes(content)
    CapabilityStore(path).keep("s", "m", FOUND)
    assert CapabilityStore(path).recall("s", "m") == FOUND


USUAL = ServerCapabilities()


@pytest.mark.parametrize(
    ("refused", "left"),
    [
        ("temperature", replace(USUAL, sampling_names=("top_p", "seed"))),
        ("max_tokens", replace(USUAL, limit_names=("max_completion_tokens",))),
        (RESPONSE_FORMAT, replace(USUAL, structured_output=False)),
        (SYSTEM_ROLE, replace(USUAL, system_role=False)),
        ("nothing of ours", USUAL),
    ],
)
def test_what_a_server_refused_and_nothing_else_is_left_out_from_then_on(refused, left):
    assert USUAL.without(refused) == left


def test_what_is_sent_is_what_was_asked_for_as_far_as_it_is_accepted():
    limit = {"max_tokens": ANSWER_LIMITS[0]}
    assert USUAL.arguments(0) == limit
    assert USUAL.arguments(2) == {**limit, "temperature": 1.0, "seed": 2}
    assert USUAL.arguments(1, {"temperature": 0.0, "top_k": 5.0}) == {**limit, "temperature": 0.0, "seed": 1}
    assert replace(USUAL, limit_names=()).arguments(0) == {}
    schema = {"type": "object"}
    form = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
    assert USUAL.arguments(0, form=schema) == {**limit, RESPONSE_FORMAT: form}
    assert replace(USUAL, structured_output=False).arguments(0, form=schema) == limit


def test_without_a_system_role_its_text_stands_before_the_user_s():
    none = replace(USUAL, system_role=False)
    system, user = {"role": "system", "content": "Rules."}, {"role": "user", "content": "Hello."}
    later = {"role": "assistant", "content": "Yes."}
    both = {"role": "user", "content": [text_part("Rules."), text_part("Hello.")]}
    assert none.messages([system, user, later]) == [both, later]
    parts = {"role": "user", "content": [text_part("Hello.")]}
    assert none.messages([system, parts]) == [both]
    for kept in ([user, later], [system]):
        assert none.messages(kept) == kept
    assert USUAL.messages([system, user]) == [system, user]


def test_only_the_newest_are_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(capabilities, "MOST_REMEMBERED", 2)
    store = CapabilityStore(tmp_path / "new" / "servers.json")
    for model in ("a", "b", "c"):
        store.keep("s", model, replace(USUAL, most_pictures=0))
    assert [store.recall("s", model).most_pictures for model in ("a", "b", "c")] == [None, 0, 0]
    CapabilityStore().keep("s", "a", USUAL)


@pytest.mark.parametrize(("days", "pictures"), [(6.9, 0), (7.1, None)])
def test_a_fact_is_remembered_for_a_week(tmp_path, days, pictures):
    path = tmp_path / "servers.json"
    path.write_text(json.dumps({"s m": {"learnt": time.time() - days * 24 * 3600, "most_pictures": 0}}))
    assert CapabilityStore(path).recall("s", "m").most_pictures == pictures
