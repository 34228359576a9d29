"""Answers that were paid for, kept beside the draft under the hash of the request, so that asking again costs nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from capassist.files import read_file, remove_leftovers, write_whole


@dataclass(frozen=True, slots=True)
class Answer:
    """A caption that a model gave."""

    text: str
    model: str  # as the server named it
    notes: tuple[str, ...] = ()


class Answers:
    """The kept answers of one draft, one file each, in a folder; without a folder nothing is kept.

    A file that cannot be read counts as absent, and one that cannot be written is no loss but that of the answer.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        if folder:
            remove_leftovers(folder)

    def get(self, key: str) -> Answer | None:
        """Return the answer that was kept under a key."""
        if self._folder is None:
            return None
        try:
            record = json.loads(read_file(self._folder / f"{key}.json"))
            notes = tuple(str(note) for note in record["notes"])
            return Answer(str(record["text"]), str(record["model"]), notes)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, on the disk when this returns."""
        if self._folder:
            with suppress(OSError):
                write_whole(self._folder / f"{key}.json", json.dumps(asdict(answer)).encode())


def request_key(server: str, model: str, messages: Sequence[Mapping[str, Any]], mark: str, variation: int) -> str:
    """Return the hash of the exact request, pictures included; only the mark, which is drawn anew for each run, is left out."""
    record = json.dumps([server, model, messages, variation], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(record.replace(mark, "").encode()).hexdigest()
