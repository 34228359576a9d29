"""Answers that have to have a form, and what stands around them."""

import pytest
from askers import asker_of

from capassist.errors import ModelError
from capassist.llm.response_cache import Response
from capassist.llm.response_text import drop_reasoning, inside_fence, unwrapped
from capassist.llm.structured import ask_in_form, entries_in, record_in
from capassist.testing import ChatServer, chat_answer

MESSAGES = [{"role": "user", "content": "How many?"}]


def number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def test_a_form_is_asked_for_until_an_answer_has_it() -> None:
    with ChatServer(chat_answer("many"), chat_answer("<think>0 or 7?</think>\n```\n0\n```")) as server:
        response, found = ask_in_form(asker_of(server.url).client, MESSAGES, number, tries=3, tokens=5)
        assert (response, found) == (Response("0", "scripted"), 0)
        assert ["seed" in received.json() for received in server.requests] == [False, True]


def test_an_answer_without_the_form_is_quoted_at_last() -> None:
    with ChatServer(chat_answer("many"), chat_answer("so many")) as server:
        with pytest.raises(ModelError, match="did not answer as asked: “so many”"):
            ask_in_form(asker_of(server.url).client, MESSAGES, number, tries=2, tokens=5)
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("text", "record", "entries"),
    [
        ('{"doubts": [1]}', {"doubts": [1]}, [1]),
        ('{"doubts": []}', {"doubts": []}, []),
        ('{"doubts": 1}', {"doubts": 1}, None),
        ('{"doubts": [1], "more": 2}', {"doubts": [1], "more": 2}, None),
        ('{"other": [1]}', {"other": [1]}, None),
        ("{}", {}, None),
        ("[1]", None, None),
        ("no JSON", None, None),
        ("[" * 100_000, None, None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_record_and_its_entries(text: str, record: object, entries: object) -> None:
    assert record_in(text) == record
    assert entries_in(text, "doubts") == entries


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<think>Why?</think> A caption.", "A caption."),
        ("\n<THINK>Why?</Think>About <think> and </think> tags.", "About <think> and </think> tags."),
        ("Why?</think> so</think> A caption.", "A caption."),
        ("<think>without an end", ""),
        ("About <think> and </think> tags.", "About <think> and </think> tags."),
        ("A caption.", "A caption."),
    ],
)
def test_reasoning_before_an_answer_is_no_part_of_it(text: str, left: str) -> None:
    assert drop_reasoning(text).strip() == left


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Here:\n```latex\nA\nB\n```\nGood?", "A\nB\n"),
        ("```\nwithout an end", "without an end"),
        ("no fence, but a `tick`", "no fence, but a `tick`"),
        ("```\n1\n```\n```\n2\n```", "1\n"),
    ],
)
def test_what_stands_in_the_first_fence(text: str, inside: str) -> None:
    assert inside_fence(text) == inside
    assert unwrapped(f"<think>?</think>{text}") == inside.strip()
