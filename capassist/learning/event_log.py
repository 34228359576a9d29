"""A file of JSON lines that only grows, held by one process at a time: what was paid for or decided is on the disk
before the next step."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from capassist.errors import WriteError
from capassist.files import append_json_line, lock, open_file, read_json_lines, recovered_json_lines

Event = Mapping[str, Any]


class EventLog:
    """The events of a file, oldest first. A context manager: while it is open no other process can add to it."""

    def __init__(self, path: Path, schema: str, what: str) -> None:
        """`what` is what another capassist is at work on when it holds the file."""
        self.path = path
        self.events: list[Event] = []
        self._schema = schema
        self._what = what
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Open the file, or begin it. Raises WriteError where it cannot be written, or is held by another process."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.path.is_symlink() or (self.path.exists() and not self.path.is_file()):
                raise WriteError(f"{self.path} is no file, so nothing is kept there.", "Remove it.")
            self._file = self.path.open("a+b")
            lock(self._file, self.path, self._what)
            self.events = _events(recovered_json_lines(self._file), self._schema)
        except OSError as error:
            self.close()
            raise WriteError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        if self._file:
            self._file.close()
            self._file = None

    def add(self, event: str, **fields: Any) -> Event:
        """Keep an event; it is on the disk when this returns. Raises WriteError, also where the file was removed
        meanwhile: nobody would find the event."""
        record = {"schema": self._schema, "event": event, "when": _now(), **fields}
        if self._file is None:
            raise ValueError(f"{self.path} is not open")
        try:
            if not os.fstat(self._file.fileno()).st_nlink:
                raise WriteError(f"{self.path} was removed meanwhile, so no more can be kept in it.", "Begin again.")
            append_json_line(self._file, record)
        except OSError as error:
            raise WriteError(f"{self.path} cannot be written: {error.strerror or error}.") from error
        self.events.append(record)
        return record


def read_events(path: Path, schema: str) -> list[Event]:
    """Return the events of a file, none where there is no file. Raises WriteError when it cannot be read."""
    try:
        with open_file(path) as file:
            return _events(read_json_lines(file)[0], schema)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WriteError(f"{path} cannot be read: {error.strerror or error}.") from error


def _events(records: Iterable[Any], schema: str) -> list[Event]:
    return [r for r in records if isinstance(r, dict) and r.get("schema") == schema and "event" in r]


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
