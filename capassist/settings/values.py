"""Settings: where each value may come from, and which value wins.

A flag wins over the environment (CAPASSIST_SERVER …), that over the draft's own file (capassist.toml in its root), that over the
user's file (config.toml in the user's configuration folder, or the file that CAPASSIST_CONFIG names), that over the default.
Paper folders come from co-authors and templates, so the draft's own file may set taste, never power: no server, model or key.
"""

import ipaddress
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from capassist.errors import SettingsError
from capassist.model import Problem

DRAFT_FILE = "capassist.toml"
TASTE = frozenset({"profile"})  # what the draft's own file may set
MOST_PROFILE_FIGURES = 20
LONGEST_TIMEOUT = 3600.0  # seconds

_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")  # plain letters only: others can look like them

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A value and where it came from: "--server", "CAPASSIST_SERVER", a file's name, or "default"."""

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its source. Iterating yields (name, value, source)."""

    server: Setting[str | None]  # base URL of an OpenAI-compatible server
    model: Setting[str | None]
    profile: Setting[int]  # how many of the author's other figures a draft imitates
    timeout: Setting[float]  # seconds that a server may take for one answer
    problems: tuple[Problem, ...] = ()  # entries that were ignored, and why

    def __iter__(self) -> Iterator[tuple[str, object, str]]:
        for name in NAMES:
            setting: Setting[object] = getattr(self, name)
            yield name, setting.value, setting.source

    def online(self) -> tuple[str, str] | None:
        """Return the server and the model, or None when neither is named and nothing may leave the machine.

        Raises SettingsError when only one of them is named.
        """
        if self.server.value and self.model.value:
            return self.server.value, self.model.value
        if self.server.value:
            raise _half("server", self.server, "model")
        if self.model.value:
            raise _half("model", self.model, "server")
        return None


NAMES = tuple(field.name for field in fields(Settings) if field.name != "problems")


def load_settings(flags: Mapping[str, object], draft_root: Path | None, environ: Mapping[str, str]) -> Settings:
    """Return every setting with its source. A flag that is None was not given, an empty variable is not set.

    Raises SettingsError that names the flag, the variable, or the file with its line, when a value or a key in a file is wrong.
    """
    problems: list[Problem] = []
    layers = [
        _layer((f"--{name}", name, flags[name]) for name in NAMES if flags.get(name) is not None),
        _layer((_variable(name), name, environ[_variable(name)]) for name in NAMES if environ.get(_variable(name))),
        _draft_layer(draft_root, problems),
        _user_layer(environ),
    ]
    found: dict[str, Setting[Any]] = {}
    for layer in layers:
        found = {**layer, **found}
    return Settings(**{**_DEFAULTS, **found}, problems=tuple(problems))


def host_of(server: str) -> str:
    """Return the host of a base URL, with its port where it names one: "api.openai.com", "localhost:11434".

    Raises SettingsError when the text cannot be a server's address.
    """
    try:
        return urlsplit(_server(server)).netloc.lower()
    except _WrongValueError as wrong:
        raise SettingsError(f"The server's address {wrong}.", wrong.hint) from None


def is_loopback(host: str) -> bool:
    """Tell whether the host, with or without a port, is this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


# What each value must be --------------------------------------------------------------------------------------------------


class _WrongValueError(ValueError):
    """What is wrong with a value, and the way on."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def _server(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongValueError("must be a text")
    example = "Write it like https://api.openai.com/v1 or http://localhost:11434/v1."
    try:
        url = urlsplit(value.strip())
        host, _ = url.hostname, url.port  # a port that is no number is noticed here
    except ValueError:
        raise _WrongValueError("is not a web address", example) from None
    if "@" in url.netloc:
        raise _WrongValueError("holds a user name or password", "Leave it out; store a key with `capassist key set`.")
    if url.scheme not in ("http", "https") or not host or not (_HOST.fullmatch(host) or ":" in host):
        raise _WrongValueError("is not a web address", example)
    if not re.fullmatch(r"[\x21-\x7e]*", url.path):
        raise _WrongValueError("is not a web address", example)
    if url.query or url.fragment:
        raise _WrongValueError("has a part after ? or #", example)
    if url.scheme == "http" and not is_loopback(url.netloc):
        raise _WrongValueError(f"would send the paper to {host} unencrypted", "Use https:// for any other machine.")
    return url.geturl().rstrip("/")


def _model(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _WrongValueError("must be a model's name")
    return value.strip()


def _profile(value: object) -> int:
    number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,4}", value, re.ASCII) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_PROFILE_FIGURES:
        raise _WrongValueError(f"must be a whole number from 0 to {MOST_PROFILE_FIGURES}")
    return number


def _timeout(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else 0.0
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise _WrongValueError(f"must be a number of seconds, at most {LONGEST_TIMEOUT:.0f}")
    return seconds


_DEFAULTS: dict[str, Setting[Any]] = {
    "server": Setting(None, "default"),
    "model": Setting(None, "default"),
    "profile": Setting(3, "default"),
    "timeout": Setting(60.0, "default"),
}
_CHECKS: dict[str, Callable[[object], object]] = {
    "server": _server,
    "model": _model,
    "profile": _profile,
    "timeout": _timeout,
}


# Where values come from ---------------------------------------------------------------------------------------------------


def _layer(entries: Iterator[tuple[str, str, object]]) -> dict[str, Setting[Any]]:
    return {name: Setting(_checked(name, value, source), source) for source, name, value in entries}


def _checked(name: str, value: object, where: str) -> object:
    try:
        return _CHECKS[name](value)
    except _WrongValueError as wrong:
        subject = where if where in (f"--{name}", _variable(name)) else f"{where}: {name}"
        raise SettingsError(f"{subject} {wrong}.", wrong.hint) from None


def _draft_layer(root: Path | None, problems: list[Problem]) -> dict[str, Setting[Any]]:
    path = root / DRAFT_FILE if root else None
    if path is None or not path.is_file():
        return {}
    text, entries = _read(path, DRAFT_FILE)
    for name in entries.keys() - TASTE:
        where = f"{DRAFT_FILE}{_line(text, name)}"
        hint = f"{', '.join(sorted(TASTE))} may stand there; the rest belongs in your own settings."
        problems.append(Problem("settings.ignored", f"{where}: {name} is ignored in a draft's own file.", hint))
    return _layer((f"{DRAFT_FILE}{_line(text, name)}", name, entries[name]) for name in entries.keys() & TASTE)


def _user_layer(environ: Mapping[str, str]) -> dict[str, Setting[Any]]:
    named = environ.get("CAPASSIST_CONFIG")
    path = Path(named).expanduser() if named else _user_file()
    if not path.is_file():
        if named:
            raise SettingsError(f"CAPASSIST_CONFIG names {path}, which is not a file.")
        return {}
    text, entries = _read(path, str(path))
    for name in entries.keys() - set(NAMES):
        keys_elsewhere = "key" in name.lower() or "token" in name.lower()
        hint = (
            "A key never stands in a file: use `capassist key set`."
            if keys_elsewhere
            else f"Known: {', '.join(NAMES)}."
        )
        raise SettingsError(f"{path}{_line(text, name)}: there is no setting {name}.", hint)
    return _layer((f"{path}{_line(text, name)}", name, value) for name, value in entries.items())


def _user_file() -> Path:
    import platformdirs

    return platformdirs.user_config_path("capassist", appauthor=False) / "config.toml"


def _read(path: Path, name: str) -> tuple[str, dict[str, object]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as exc:
        raise SettingsError(f"{name} cannot be read: {exc.strerror}.") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{name} is not UTF-8.", "Save it as UTF-8.") from exc
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(
            f"{name} is not valid TOML: {exc}.", 'Entries look like `profile = 3` or `model = "…"`.'
        ) from exc


def _line(text: str, name: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""", line):
            return f":{number}"
    return ""


def _variable(name: str) -> str:
    return f"CAPASSIST_{name.upper()}"


def _half(present: str, setting: Setting[str | None], missing: str) -> SettingsError:
    message = f"{setting.source} names a {present}, but no {missing} is named."
    return SettingsError(
        message, f"Name it with --{missing} or {_variable(missing)}, or leave out both to stay offline."
    )
