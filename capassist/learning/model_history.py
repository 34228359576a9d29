"""Which models were trained, compared and promoted on this machine, and the way back from each promotion.

The history is a file in the user's data folder. A promotion keeps the bytes of the settings file before it is changed,
so that it can be taken back byte for byte.
"""

import base64
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from capassist.errors import SettingsError, UsageError, WriteError
from capassist.files import read_file, user_folder, write_whole
from capassist.learning.event_log import Event, EventLog, read_events
from capassist.settings.editing import with_entries

SCHEMA = "capassist.model-history/1"


def history_file() -> Path:
    """Return where the history is kept. It need not exist."""
    return user_folder("data") / "models.jsonl"


def read_history() -> list[Event]:
    """Return all events, oldest first. Raises WriteError when the file cannot be read."""
    return read_events(history_file(), SCHEMA)


def open_history() -> EventLog:
    """Return the history to add to, as a context manager."""
    return EventLog(history_file(), SCHEMA, "the history of models")


def was_trained(server: str, model: str) -> bool:
    """Return whether capassist had a server train this model on exported rows; where that cannot be read, it counts as
    not."""
    with suppress(WriteError):
        wanted = "trained", server, model
        return any((event["event"], event.get("server"), event.get("model")) == wanted for event in read_history())
    return False


def note_trained(log: EventLog, event: Mapping[str, Any]) -> None:
    """Keep a model that was trained, once."""
    if not any(e["event"] == "trained" and e.get("job") == event["job"] for e in log.events):
        log.add("trained", **event)


def required_comparison(log: EventLog, server: str, model: str, current: str | None) -> Event:
    """Return the last comparison of a model with the one in use, or with any where none of that server is.

    Raises UsageError where there is none, and WriteError where the model was not better.
    """
    found = [
        event
        for event in log.events
        if (event["event"], event.get("server"), event.get("second")) == ("compared", server, model)
        and current in {None, event.get("first")}
    ]
    first = current or "OTHER"
    if not found:
        raise UsageError(
            f"{model} was not compared with {current or 'another model'} yet.",
            f"Run: capassist model compare {first} {model} --data DIR",
        )
    if not found[-1].get("better"):
        faults = ", ".join(map(str, found[-1].get("faults") or ()))
        raise WriteError(
            f"{model} is not better than {found[-1].get('first')} where it counts: {faults}.",
            "Nothing was changed. Train it on more, or compare it on more papers.",
        )
    return found[-1]


def promote(log: EventLog, path: Path, server: str, model: str) -> None:
    """Make a model of a server the one that is used, in the user's settings file.

    What the file was is on the disk before it is changed. Raises SettingsError where it cannot be changed safely, and
    WriteError where it cannot be written.
    """
    before = _content(path)
    try:
        text = (before or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8.", "Save it as UTF-8.") from error
    after = with_entries(text, {"server": server, "model": model}, str(path)).encode()
    kept = None if before is None else base64.b64encode(before).decode("ascii")
    log.add("promoted", server=server, model=model, file=str(path), before=kept, after=_hash(after))
    _write(path, after)


def rollback(log: EventLog) -> Event:
    """Take the last promotion back, byte for byte, and return it.

    Raises UsageError where there is none, and WriteError where the file was changed since then.
    """
    promotion = _last_promotion(log)
    path = Path(str(promotion["file"]))
    before = None if promotion["before"] is None else base64.b64decode(promotion["before"])
    current = _content(path)
    if current != before:  # else the promotion was killed before it changed anything
        if current is None or _hash(current) != promotion["after"]:
            raise WriteError(
                f"{path} was changed since {promotion['model']} was promoted, so it is not put back.",
                "Name the model that you want in it by hand.",
            )
        _write(path, before)
    log.add("rolled back", model=promotion["model"], server=promotion["server"], file=str(path))
    return promotion


def _last_promotion(log: EventLog) -> Event:
    """Return the last promotion that was not taken back."""
    standing: list[Event] = []
    for event in log.events:
        if event["event"] == "promoted":
            standing.append(event)
        elif event["event"] == "rolled back" and standing:
            standing.pop()
    if not standing:
        raise UsageError("No promotion is there to take back.", "`capassist model history` lists what was done.")
    return standing[-1]


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteError(f"{path} cannot be read: {error.strerror or error}.") from error


def _write(path: Path, data: bytes | None) -> None:
    try:
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
