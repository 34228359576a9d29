"""Answers that have to have a form: JSON of one kind, a letter in a box."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from capassist.captioners.online.answers import Answer
from capassist.captioners.online.chat import ChatModel
from capassist.captioners.online.clean import unwrapped
from capassist.captioners.online.failures import unreadable

T = TypeVar("T")


def answer_in_form(
    chat: ChatModel,
    messages: Sequence[Mapping[str, Any]],
    read: Callable[[str], T | None],
    *,
    tries: int,
    tokens: int,
    sampling: Mapping[str, float] | None = None,
) -> tuple[Answer, T]:
    """Ask until `read` returns something of the answer, at most `tries` times; return the answer and what was read.

    `tokens` and `sampling` are those of ChatModel.complete. Raises ModelError when no answer had the form, and what complete raises.
    """
    text = ""
    for variation in range(tries):
        completion = chat.complete(messages, variation, tokens, sampling)
        text = unwrapped(completion.text)
        found = read(text)
        if found is not None:
            return Answer(text, completion.model), found
    raise unreadable(chat.host, chat.model, text)
