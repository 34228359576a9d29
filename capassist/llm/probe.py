"""Whether a server can be worked with: reachable, key, model, pictures, limits.

It is sent one made-up picture, nothing else.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from capassist.errors import CapassistError, ModelError, SettingsError
from capassist.llm.budget import request_tokens
from capassist.llm.capabilities import ServerCapabilities
from capassist.llm.client import ChatClient
from capassist.llm.failures import PicturesRefusedError
from capassist.llm.messages import image_part, text_part
from capassist.llm.response_text import unwrapped
from capassist.model import Picture
from capassist.text.words import one_line

SIDE = 64  # pixels of the test picture; some models take none below 28
LEAST_CONTEXT = 8_000  # tokens; a request with three profile figures and long paragraphs takes about six thousand

QUESTION = "What colour is the square in this picture? Answer with one word."
_COLOUR = re.compile(r"\bred\b", re.IGNORECASE)
# Where servers tell the context: OpenRouter, vLLM, LM Studio, llama.cpp (in "meta"), Groq.
_CONTEXT = ("context_length", "max_model_len", "max_context_length", "n_ctx", "n_ctx_train", "context_window")

State = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `error` is what stands in the way, where it failed."""

    name: str
    state: State
    message: str
    hint: str = ""
    error: CapassistError | None = None


def examine(client: ChatClient) -> Iterator[Check]:
    """Yield what is found, step by step; the first failure is the last.

    What was remembered of the server is learnt anew.
    """
    client.learn(ServerCapabilities())
    try:
        listed = client.models()
    except SettingsError as error:
        yield _failed("key", error)
        return
    except ModelError as error:
        yield from _unlisted(client, error)
        return
    yield Check("server", "ok", f"{client.host} answers and takes the key, if it wants one.")
    if not client.model:
        return
    if listed:
        yield _known(client.model, listed)
    yield from _sees(client)
    yield from _limits(client.model, listed)


def _unlisted(client: ChatClient, error: ModelError) -> Iterator[Check]:
    """Yield what is found where the models are not listed: no obstacle if the model answers.

    The same obstacle is named once.
    """
    if not client.model:
        yield _failed("server", error)
        return
    seen = list(_sees(client))
    if all(check.message != error.message for check in seen):
        yield Check("server", "warning", f"It does not list its models: {error.message}", error.hint)
    yield from seen


def made_up_picture() -> Picture:
    """Return a red square on white, made without an image library."""
    inside = range(SIDE // 4, SIDE - SIDE // 4)
    rows = b"".join(
        b"\0" + b"".join(b"\xd0\0\0" if x in inside and y in inside else b"\xff\xff\xff" for x in range(SIDE))
        for y in range(SIDE)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return Picture(data, "image/png", SIDE, SIDE)


def context_of(entry: Mapping[str, Any]) -> int | None:
    """Return how many tokens a listed model can read at once, where the server says so."""
    meta = entry.get("meta")
    said = {**(meta if isinstance(meta, dict) else {}), **entry}
    return next((said[name] for name in _CONTEXT if isinstance(said.get(name), int)), None)


def _known(model: str, listed: Sequence[Mapping[str, Any]]) -> Check:
    if _entry(model, listed):
        return Check("model", "ok", f"{model} is one of its {len(listed)} models.")
    near = get_close_matches(model, [entry["id"] for entry in listed], n=3, cutoff=0.3)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return Check("model", "warning", f"{model} is not one of its models.", f"{hint}`capassist models` lists them.")


def _entry(model: str, listed: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the model's entry; Gemini lists "models/x" for x, Ollama "x:latest"."""
    names = {model, f"models/{model}", f"{model}:latest"}
    return next((entry for entry in listed if entry["id"] in names), None)


def _sees(client: ChatClient) -> Iterator[Check]:
    picture = made_up_picture()
    messages = [{"role": "user", "content": [text_part(QUESTION), image_part(picture)]}]
    try:
        answer = client.complete(messages, tokens=request_tokens(messages, [picture]))
    except PicturesRefusedError as error:
        yield _failed("pictures", error)
        return
    except CapassistError as error:
        yield _failed("answer", error)
        return
    said = one_line(unwrapped(answer.text))
    yield Check("answer", "ok", f"{answer.model} answers: “{said[:80]}”")
    if _COLOUR.search(said):
        yield Check("pictures", "ok", "It sees the test picture.")
    else:
        yield Check(
            "pictures",
            "warning",
            "It takes pictures, but did not see that the square is red.",
            "Its drafts may rest on the text alone; a larger vision model sees more.",
        )


def _limits(model: str, listed: Sequence[Mapping[str, Any]]) -> Iterator[Check]:
    context = context_of(_entry(model, listed) or {})
    if context is None:
        return
    message = f"It reads up to {context} tokens at once."
    if context < LEAST_CONTEXT:
        yield Check("limits", "warning", message, "Give it a larger context, or send fewer figures along: --profile 1.")
    else:
        yield Check("limits", "ok", message)


def _failed(name: str, error: CapassistError) -> Check:
    return Check(name, "failed", error.message, error.hint, error)
