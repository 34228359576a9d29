"""Answers that have to have a form: JSON of one kind, a letter in a box."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from capassist.llm.client import ChatClient
from capassist.llm.failures import unreadable
from capassist.llm.response_cache import Response
from capassist.llm.response_text import unwrapped

T = TypeVar("T")


def ask_in_form(
    client: ChatClient,
    messages: Sequence[Mapping[str, Any]],
    read: Callable[[str], T | None],
    *,
    tries: int,
    tokens: int,
    sampling: Mapping[str, float] | None = None,
    form: Mapping[str, Any] | None = None,
) -> tuple[Response, T]:
    """Ask until `read` returns something of the answer, at most `tries` times; return the response and what was read.

    `tokens`, `sampling` and `form` are those of ChatClient.complete. Raises ModelError when no answer had the form, and
    what complete raises.
    """
    text = ""
    for sample in range(tries):
        completion = client.complete(messages, sample, tokens, sampling, form)
        text = unwrapped(completion.text)
        found = read(text)
        if found is not None:
            return Response(text, completion.model), found
    raise unreadable(client.host, client.model, text)


def record_in(text: str) -> dict[str, Any] | None:
    """Return an answer that is a JSON object; None where it is of another form."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def entries_in(text: str, name: str) -> list[Any] | None:
    """Return the entries of an answer {"name": [...]}; None where it is of another form."""
    record = record_in(text)
    entries = record[name] if record and record.keys() == {name} else None
    return entries if isinstance(entries, list) else None
