"""Responses that were paid for, kept in a folder under the hash of the request, so that asking again costs nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from capassist.files import read_file, remove_leftovers, write_whole


@dataclass(frozen=True, slots=True)
class Response:
    """What a model gave, and what is to be said of it."""

    text: str
    model: str  # as the server named it
    notes: tuple[str, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()  # the text in pieces, with what was said of each


class ResponseCache:
    """The kept responses of one draft, one file each, in a folder; without a folder nothing is kept.

    A file that cannot be read counts as absent, and one that cannot be written is no loss but that of the response.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        if folder:
            remove_leftovers(folder)

    def get(self, key: str) -> Response | None:
        """Return the response that was kept under a key."""
        if self._folder is None:
            return None
        try:
            record = json.loads(read_file(self._folder / f"{key}.json"))
            notes = tuple(str(note) for note in record["notes"])
            parts = tuple((str(text), tuple(map(str, said))) for text, said in record.get("parts", ()))
            return Response(str(record["text"]), str(record["model"]), notes, parts)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, key: str, response: Response) -> None:
        """Keep a response, on the disk when this returns."""
        if self._folder:
            with suppress(OSError):
                write_whole(self._folder / f"{key}.json", json.dumps(asdict(response)).encode())


def request_key(server: str, model: str, messages: Sequence[Mapping[str, Any]], boundary: str, sample: int) -> str:
    """Return the hash of the exact request, pictures included.

    Only the boundary, which is drawn anew for each run, is left out.
    """
    record = json.dumps([server, model, messages, sample], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(record.replace(boundary, "").encode()).hexdigest()
