"""What is kept from one run to the next: answers by request, and facts about servers; and the count of tokens."""

import json
import threading
import time

import pytest

from capassist.errors import SettingsError
from capassist.llm.budget import Budget, Prices, picture_tokens, request_tokens
from capassist.llm.capabilities import ANSWER_LIMITS, LONGEST_MEMORY, CapabilityStore, ServerCapabilities
from capassist.llm.response_cache import Response, ResponseCache, request_key
from capassist.model import Picture

MESSAGES = [{"role": "user", "content": [{"type": "text", "text": "[quote abc]"}]}]


# Responses ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        ("https://b.example/v1", "m", MESSAGES, "abc", 0),
        ("https://a.example/v1", "n", MESSAGES, "abc", 0),
        ("https://a.example/v1", "m", [*MESSAGES, *MESSAGES], "abc", 0),
        ("https://a.example/v1", "m", MESSAGES, "abc", 1),
    ],
    ids=["server", "model", "messages", "attempt"],
)
def test_another_request_has_another_key(other):
    assert request_key(*other) != request_key("https://a.example/v1", "m", MESSAGES, "abc", 0)


def test_only_the_mark_of_the_run_makes_no_difference():
    drawn_anew = [{"role": "user", "content": [{"type": "text", "text": "[quote xyz]"}]}]
    assert request_key("s", "m", MESSAGES, "abc", 0) == request_key("s", "m", drawn_anew, "xyz", 0)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"{}", b'{"text": "A", "model": "m", "notes": 3}'])
def test_a_damaged_answer_counts_as_absent(tmp_path, content):
    if content is not None:
        (tmp_path / "key.json").write_bytes(content)
    assert ResponseCache(tmp_path).get("key") is None


def test_an_answer_is_kept(tmp_path):
    answer = Response("Größe — \udce9", "m-2", ("a note",))
    ResponseCache(tmp_path).keep("key", answer)
    assert ResponseCache(tmp_path).get("key") == answer
    assert ResponseCache().get("key") is None


def test_an_answer_that_cannot_be_kept_is_no_error(tmp_path):
    ResponseCache(tmp_path / "absent").keep("key", Response("A.", "m"))


# Facts about servers ------------------------------------------------------------------------------------------------------


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
    assert set(entry) == {"limit_names", "answer_limit", "sampling_names", "most_pictures", "learnt"}


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


# Tokens -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "tokens"),
    [
        ((512, 512), 255),
        ((1024, 1024), 765),
        ((2048, 4096), 1105),
        ((1, 1), 255),
    ],  # the documented examples, and the smallest
)
def test_pictures_are_counted_as_documented(size, tokens):
    assert picture_tokens(Picture(b"", "image/png", *size)) == tokens


def test_text_and_pictures_of_a_request_add_up():
    messages = [{"role": "system", "content": "abcdef"}, *MESSAGES]
    assert request_tokens(messages, [Picture(b"", "image/png", 8, 8)]) == 6 + 255


@pytest.mark.parametrize(
    ("budget", "says"),
    [
        (Budget(100), "may take 60 tokens, and 50 of at most 100 are spent"),
        (Budget(None, 0.0001, Prices(1.0, 1.0)), r"may cost 0\.0001, and 0\.0001 of at most 0\.0001 are spent"),
        (Budget(None, 0.0004, Prices(0.0, 5.0)), r"may cost 0\.0003, and 0\.0002 of at most 0\.0004 are spent"),
    ],
    ids=["tokens", "cost", "cost of answers"],
)
def test_no_request_begins_that_could_exceed_a_limit(budget, says):
    with budget.reserved(10, 50):
        budget.spend(10, 40)
    with pytest.raises(SettingsError, match=says) as caught, budget.reserved(10, 50):
        pass
    assert "--max-" in caught.value.hint
    with budget.reserved(10, 30):
        pass


def test_without_limits_everything_is_counted():
    budget = Budget(prices=Prices(2.0, 10.0))
    with budget.reserved(10**9, 10**9):
        budget.spend(1_000_000, 500_000)
    assert (budget.tokens, budget.cost) == (1_500_000, 7.0)


def test_a_request_waits_for_those_that_may_take_less_than_they_reserve():
    budget = Budget(100)
    begun = threading.Event()

    def second() -> None:
        with budget.reserved(30, 30):
            begun.set()

    with budget.reserved(30, 30):
        thread = threading.Thread(target=second)
        thread.start()
        assert not begun.wait(0.05)
        budget.spend(5, 5)
    thread.join()
    assert begun.is_set()
