"""What servers were found to accept, and the memory of it from one run to the next.

Only facts about servers are remembered, under their address and the model's name: never a key, never text of a paper.
"""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from capassist.files import read_file, write_whole
from capassist.llm.messages import text_part

ANSWER_LIMITS = (4096, 16384)  # tokens for an answer; reasoning models spend most of it before the first word
RESPONSE_FORMAT = "response_format"  # the parameter that holds an answer to a JSON schema
SYSTEM_ROLE = "system role"  # what a server refuses that has no place for a system message
LONGEST_MEMORY = 7 * 24 * 3600.0  # seconds; servers are updated, and a wrong fact costs one refused request to find out
MOST_REMEMBERED = 200  # servers and models


@dataclass(frozen=True, slots=True)
class ServerCapabilities:
    """The optional parameters that a server and model were found to accept."""

    limit_names: tuple[str, ...] = ("max_tokens", "max_completion_tokens")  # the first is sent
    answer_limit: int = ANSWER_LIMITS[0]
    sampling_names: tuple[str, ...] = ("temperature", "top_p", "seed")
    most_pictures: int | None = None  # in one request; None where no limit is known
    structured_output: bool = True  # answers are held to a JSON schema where one is given
    system_role: bool = True  # the chat templates of Gemma, PaliGemma and LLaVA have none

    def arguments(
        self, sample: int, sampling: Mapping[str, float] | None = None, form: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the parameters to send; `sample` above 0 asks for another answer than the usual one.

        `sampling` is the temperature, and what else it sets, where that is prescribed; `form` the JSON schema that the
        answer shall have.
        """
        varied = ({"temperature": 1.0, "seed": sample} if sample else {}) | dict(sampling or {})
        limit = {self.limit_names[0]: self.answer_limit} if self.limit_names else {}
        wanted = {RESPONSE_FORMAT: _response_format(form)} if form and self.structured_output else {}
        return limit | {name: value for name, value in varied.items() if name in self.sampling_names} | wanted

    def messages(self, messages: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """Return the messages to send: without a system role, its text stands before the user's first words."""
        first, *others = messages
        if self.system_role or first["role"] != "system" or not others:
            return messages
        user, *rest = others
        parts = user["content"] if isinstance(user["content"], list) else [text_part(user["content"])]
        return [{**user, "content": [text_part(first["content"]), *parts]}, *rest]

    def without(self, refused: str) -> "ServerCapabilities":
        """Return the capabilities after a server refused a parameter, or the system role."""
        if refused == SYSTEM_ROLE:
            return replace(self, system_role=False)
        if refused == RESPONSE_FORMAT:
            return replace(self, structured_output=False)
        if refused in self.sampling_names:
            return replace(self, sampling_names=tuple(name for name in self.sampling_names if name != refused))
        return replace(self, limit_names=tuple(name for name in self.limit_names if name != refused))


class CapabilityStore:
    """The capabilities by server and model, kept in a JSON file where there is one.

    A file that cannot be read or written is no loss.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._turn = threading.Lock()

    def recall(self, server: str, model: str) -> ServerCapabilities:
        """Return what is known of a server and model; the usual capabilities where that is nothing, or too old."""
        entry = self._read().get(_name(server, model))
        return _capabilities(entry) if entry else ServerCapabilities()

    def keep(self, server: str, model: str, capabilities: ServerCapabilities) -> None:
        """Remember what a server and model accept from now on."""
        if self._path is None:
            return
        with self._turn, suppress(OSError):
            entries = self._read() | {_name(server, model): {**asdict(capabilities), "learnt": time.time()}}
            newest = sorted(entries.items(), key=lambda item: item[1]["learnt"])[-MOST_REMEMBERED:]
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(dict(newest), indent=1).encode())

    def _read(self) -> dict[str, Mapping[str, Any]]:
        try:
            entries = json.loads(read_file(self._path)) if self._path else {}
            since = time.time() - LONGEST_MEMORY
            return {name: entry for name, entry in entries.items() if entry["learnt"] > since}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}


def _response_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameter as OpenAI documents it ("Structured model outputs", platform.openai.com)."""
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}


def _name(server: str, model: str) -> str:
    return f"{server} {model}"


def _capabilities(entry: Mapping[str, Any]) -> ServerCapabilities:
    """Return the capabilities of an entry, as far as it makes sense: the file may be of another version, or damaged."""
    usual = ServerCapabilities()
    known = {
        field: tuple(name for name in getattr(usual, field) if name in entry.get(field, ()))
        for field in ("limit_names", "sampling_names")
        if isinstance(entry.get(field), list)
    }
    pictures = entry.get("most_pictures")
    return ServerCapabilities(
        **known,
        answer_limit=entry["answer_limit"] if entry.get("answer_limit") in ANSWER_LIMITS else usual.answer_limit,
        most_pictures=pictures if isinstance(pictures, int) and pictures >= 0 else None,
        structured_output=entry.get("structured_output") is not False,
        system_role=entry.get("system_role") is not False,
    )
