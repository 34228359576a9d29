"""The API key: from the environment or the system's keyring, never from a flag or a file.

A keyring can be missing, locked behind a prompt that nobody sees, or forget what it is given, so each call runs in a
thread of its own with a time limit, and what was stored is read back.
"""

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import TypeVar

from capassist.errors import SettingsError
from capassist.model import Key
from capassist.settings.hosts import is_loopback
from capassist.settings.servers import host_of, name_of

KEYRING = "the system keyring"
SERVICE = "capassist"
PATIENCE = 3.0  # seconds; a locked keyring without a prompter never answers

_OPENAI = "api.openai.com"
_OTHER_WAY = "Set the key in the environment instead: CAPASSIST_API_KEY."
_PROBE = "probe"
_KEY = re.compile(r"[\x21-\x7e]+")  # what may stand in an HTTP header

T = TypeVar("T")


def find_key(host: str, environ: Mapping[str, str]) -> Key | None:
    """Return the key for a server's host: CAPASSIST_API_KEY, then OPENAI_API_KEY, then the keyring's entry for the
    host.

    OPENAI_API_KEY is for OpenAI's own host only, so that it is never sent to another. Raises SettingsError when the
    keyring does not work, or the key cannot be one.
    """
    return _environment_key(host, environ) or _stored_key(host)


def needed_key(server: str, environ: Mapping[str, str]) -> Key | None:
    """Return the key to send to a server; None for a server on this machine that has none.

    Raises SettingsError when there is no key for a server elsewhere.
    """
    host = host_of(server)
    if not is_loopback(host):
        return required_key(host, environ)
    if key := _environment_key(host, environ):
        return key
    with suppress(SettingsError):  # a local server rarely wants a key, so it shall not need a keyring
        return _stored_key(host)
    return None


def required_key(host: str, environ: Mapping[str, str]) -> Key:
    """Return the key for a server's host as `find_key`. Raises SettingsError when there is none: also where the keyring
    does not work, since it is the key that is missing."""
    if key := _environment_key(host, environ):
        return key
    try:
        stored = _stored_text(host)
    except SettingsError as error:
        raise missing_key(host, _continued(error.message)) from error
    if not stored:
        raise missing_key(host)
    return _key(stored, KEYRING)


def missing_key(host: str, keyring: str = "") -> SettingsError:
    """Return the error that says that there is no key for a host, and where one may stand: where the `keyring` does not
    work, for which this says why, in the environment only."""
    variables = "OPENAI_API_KEY or CAPASSIST_API_KEY" if host == _OPENAI else "CAPASSIST_API_KEY"
    if keyring:
        return SettingsError(
            f"The API key for {host} is missing.", f"Set {variables} in the environment. It cannot be stored: {keyring}"
        )
    return SettingsError(
        f"The API key for {host} is missing.",
        f"Set {variables} in the environment, or store it in the keyring: capassist key set {name_of(host)}",
    )


def require_keyring() -> None:
    """Raise SettingsError unless the keyring keeps what it is given, before the author is asked for a key: a keyring of
    nothing answers, too."""

    def keep(keyring: ModuleType) -> bool:
        keyring.set_password(SERVICE, _PROBE, _PROBE)
        kept: bool = keyring.get_password(SERVICE, _PROBE) == _PROBE
        if kept:
            keyring.delete_password(SERVICE, _PROBE)
        return kept

    if not _ask_keyring(keep):
        raise SettingsError("The system keyring keeps nothing on this machine.", _OTHER_WAY)


def store_key(host: str, text: str) -> Key:
    """Store the key for a host in the keyring and return it. Raises SettingsError when it is empty or not kept."""
    if not text.strip():
        raise SettingsError("No key was given.", "Type or paste it when asked, or pass it on standard input.")
    key = _key(text, KEYRING)

    def store(keyring: ModuleType) -> str | None:
        keyring.set_password(SERVICE, host, key.reveal())
        kept: str | None = keyring.get_password(SERVICE, host)
        return kept

    if _ask_keyring(store) != key.reveal():
        raise SettingsError("The system keyring did not keep the key.", _OTHER_WAY)
    return key


def delete_key(host: str) -> None:
    """Delete the host's key from the keyring. Raises SettingsError when there is none, or it stays."""

    def delete(keyring: ModuleType) -> bool | None:
        if keyring.get_password(SERVICE, host) is None:
            return None
        keyring.delete_password(SERVICE, host)
        return keyring.get_password(SERVICE, host) is None

    gone = _ask_keyring(delete)
    if gone is None:
        raise SettingsError(f"The system keyring holds no key for {host}.")
    if not gone:
        raise SettingsError(
            f"The system keyring still holds the key for {host}.", "Delete it in the keyring's own program."
        )


def _environment_key(host: str, environ: Mapping[str, str]) -> Key | None:
    variables = ("CAPASSIST_API_KEY", "OPENAI_API_KEY") if host == _OPENAI else ("CAPASSIST_API_KEY",)
    return next((_key(environ[name], name) for name in variables if environ.get(name, "").strip()), None)


def _stored_key(host: str) -> Key | None:
    text = _stored_text(host)
    return _key(text, KEYRING) if text else None


def _stored_text(host: str) -> str | None:
    text: str | None = _ask_keyring(lambda keyring: keyring.get_password(SERVICE, host))
    return text


def _continued(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _key(text: str, source: str) -> Key:
    text = text.strip()
    if not _KEY.fullmatch(text):
        raise SettingsError(
            f"The key from {source} holds characters that no key has.", "Copy it again, without spaces."
        )
    return Key(text, source)


def _ask_keyring(work: Callable[[ModuleType], T]) -> T:
    answers: SimpleQueue[T | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            import keyring

            answers.put(work(keyring))
        except BaseException as exc:  # noqa: BLE001  a panic in a backend of Rust is no Exception
            answers.put(exc)

    threading.Thread(target=run, daemon=True, name="keyring").start()
    try:
        answer = answers.get(timeout=PATIENCE)
    except Empty:
        raise SettingsError(f"The system keyring did not answer within {PATIENCE:.0f} s.", _OTHER_WAY) from None
    if isinstance(answer, BaseException):
        raise SettingsError("The system keyring does not work on this machine.", _OTHER_WAY) from answer
    return answer
