"""Facts about servers, kept from one run to the next."""

import json
import time

import pytest

from capassist.llm.capabilities import ANSWER_LIMITS, LONGEST_MEMORY, CapabilityStore, ServerCapabilities

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
