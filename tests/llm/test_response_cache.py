"""Responses that were paid for: which request each belongs to, and what is not taken for one."""

import pytest

from capassist.llm.response_cache import Response, ResponseCache, request_key

MESSAGES = [{"role": "user", "content": [{"type": "text", "text": "[quote abc]"}]}]


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


def test_only_the_boundary_of_the_run_makes_no_difference():
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


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path):
    (tmp_path / ".capassist-x.tmp").write_bytes(b"half")
    ResponseCache(tmp_path)
    assert list(tmp_path.iterdir()) == []
