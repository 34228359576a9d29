"""Settings: where each value may come from, and which value wins.

A flag wins over the environment (CAPASSIST_SERVER …), that over the draft's own file (capassist.toml in its root), that
over the user's file (config.toml in the user's configuration folder, or the file that CAPASSIST_CONFIG names), that
over the default. Paper folders come from co-authors and templates, so the draft's own file may set taste, never power:
no server, model or key. That nothing may leave this machine (local_only) holds as soon as any of them says so.
"""

import math
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args

from capassist.errors import SettingsError
from capassist.files import DRAFT_FILE, read_text, user_folder
from capassist.model import Problem
from capassist.settings.hosts import is_loopback
from capassist.settings.servers import WrongValueError, base_url, host_of

_TABLE_HEAD = re.compile(r"\s*\[([^\[\]]+)\]")  # of a TOML file
_ENTRY = re.compile(r"\s*([^=#\[\]{}]+?)\s*=")

TASTE = frozenset({"profile", "local_only"})  # what the draft's own file may set; local_only only takes power away
OTHER_TABLES = frozenset({"check", "rules", "style"})  # read where they are needed
MOST_PROFILE_FIGURES = 20
MOST_CANDIDATES = 8
MOST_JOBS = 64
MOST_TOKENS = 1_000_000_000
LONGEST_TIMEOUT = 3600.0  # seconds

Prompt = Literal["own", "lamp-cap"]
PROFILES = {"none": 0, "one": 1, "all": MOST_PROFILE_FIGURES}  # LaMP-Cap's three settings

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
    jobs: Setting[int]  # how many figures are drafted at a time, by a server
    prompt: Setting[Prompt]  # capassist's own wording, or that of LaMP-Cap
    local_only: Setting[bool]  # no server but one on this machine is asked
    double_check: Setting[bool]  # a model looks at each draft a second time
    candidates: Setting[int]  # how many answers a server is asked for, to choose from
    max_tokens: Setting[int | None]  # that one command may spend
    max_cost: Setting[float | None]  # that one command may cost, in the currency of the prices
    price_in: Setting[float | None]  # of a million tokens sent, in any currency
    price_out: Setting[float | None]  # of a million tokens answered
    problems: tuple[Problem, ...] = ()  # entries that were ignored, and why

    def __iter__(self) -> Iterator[tuple[str, object, str]]:
        for name in NAMES:
            setting: Setting[object] = getattr(self, name)
            yield name, setting.value, setting.source

    def online(self) -> tuple[str, str] | None:
        """Return the server and the model, or None when neither is named and nothing may leave the machine.

        Raises SettingsError when only one of them is named, or the server is another machine and local_only is set.
        """
        server, model = self.allowed_server(), self.model.value
        if server and model:
            return server, model
        if server:
            raise _half("server", self.server, "model")
        if model:
            raise _half("model", self.model, "server")
        return None

    def allowed_server(self) -> str | None:
        """Return the server that is named, if any. Raises SettingsError when it is another machine and local_only is
        set."""
        server = self.server.value
        if server and self.local_only.value and not is_loopback(host_of(server)):
            raise SettingsError(
                f"{self.local_only.source} allows no server but this machine, and {self.server.source} names "
                f"{host_of(server)}.",
                "Name a server on this machine, or leave out the server to draft offline.",
            )
        return server

    def prices(self) -> tuple[float, float] | None:
        """Return what a million tokens cost, sent and answered; None where neither is known.

        Raises SettingsError when a cost is set as the limit and a price is not known.
        """
        sent, answered = self.price_in.value, self.price_out.value
        if self.max_cost.value is not None and (sent is None or answered is None):
            missing = _variable("price_in" if sent is None else "price_out")
            raise SettingsError(
                f"{self.max_cost.source} limits the cost, but {missing} is not set.",
                "Look up what a million tokens cost there, sent and answered, and set both prices.",
            )
        return None if sent is None and answered is None else (sent or 0.0, answered or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """The options that name a model and limit it; None where the command line says nothing, and a setting counts.

    Each has the name of its setting. An unknown name is a TypeError, so that no misspelt option is dropped on the way.
    """

    server: str | None = None
    model: str | None = None
    profile: str | int | None = None
    prompt: str | None = None
    double_check: bool | None = None
    candidates: int | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    local_only: bool | None = None


NAMES = tuple(field.name for field in fields(Settings) if field.name != "problems")


def load_settings(options: ModelOptions, draft_root: Path | None, environ: Mapping[str, str]) -> Settings:
    """Return every setting with its source. An option that is None was not given, an empty variable is not set.

    Raises SettingsError that names the flag, the variable, or the file with its line, when a value or a key in a file
    is wrong.
    """
    problems: list[Problem] = []
    layers = [
        _layer((_flag(name), name, value) for name, value in asdict(options).items() if value is not None),
        _layer((_variable(name), name, environ[_variable(name)]) for name in NAMES if environ.get(_variable(name))),
        _draft_layer(draft_root, problems),
        _user_layer(environ),
    ]
    found: dict[str, Setting[Any]] = {}
    for layer in layers:
        found = {**layer, **found}
    for layer in reversed(layers):  # whoever says that nothing may leave this machine cannot be overruled
        if "local_only" in layer and layer["local_only"].value:
            found["local_only"] = layer["local_only"]
    return Settings(**{**_DEFAULTS, **found}, problems=tuple(problems))


def memory_file() -> Path:
    """Return where what was learnt of servers is remembered, in the user's cache folder. It need not exist."""
    return user_folder("cache") / "servers.json"


# What each value must be ----------------------------------------------------------------------------------------------


def _model(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise WrongValueError("must be a model's name")
    return value.strip()


def _prompt(value: object) -> str:
    if value not in get_args(Prompt):
        raise WrongValueError(f"must be one of {', '.join(get_args(Prompt))}")
    return str(value)


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"\d{1,12}", value, re.ASCII) else value
        if not isinstance(number, int) or isinstance(number, bool) or not lowest <= number <= highest:
            raise WrongValueError(f"must be a whole number from {lowest} to {highest}")
        return number

    return check


def _profile(value: object) -> int:
    named = PROFILES.get(value) if isinstance(value, str) else None
    try:
        return _whole(0, MOST_PROFILE_FIGURES)(value) if named is None else named
    except WrongValueError as wrong:
        raise WrongValueError(f"{wrong}, or one of {', '.join(PROFILES)}") from None


def _number(value: object) -> float:
    """Return the value as a number; -1 where it is none, which no setting allows."""
    try:
        number = float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else -1.0
    except ValueError:
        return -1.0
    return number if math.isfinite(number) else -1.0


def _timeout(value: object) -> float:
    if not 0 < (seconds := _number(value)) <= LONGEST_TIMEOUT:
        raise WrongValueError(f"must be a number of seconds, at most {LONGEST_TIMEOUT:.0f}")
    return seconds


def _price(value: object) -> float:
    if (price := _number(value)) < 0:
        raise WrongValueError("must be the price of a million tokens", "Write it as a number: 2.5")
    return price


def _limit(value: object) -> float:
    if (limit := _number(value)) <= 0:
        raise WrongValueError("must be a number above 0", "It is in the currency of your prices.")
    return limit


def _switch(value: object) -> bool:
    spoken = value.strip().lower() if isinstance(value, str) else value
    if spoken in (True, "1", "true", "yes", "on"):
        return True
    if spoken in (False, "0", "false", "no", "off"):
        return False
    raise WrongValueError("must be true or false")


_DEFAULTS: dict[str, Setting[Any]] = {
    "server": Setting(None, "default"),
    "model": Setting(None, "default"),
    "profile": Setting(3, "default"),
    "timeout": Setting(180.0, "default"),  # a server on this machine answers one request after another
    "jobs": Setting(4, "default"),
    "prompt": Setting("own", "default"),
    "local_only": Setting(False, "default"),
    "double_check": Setting(False, "default"),  # nothing is sent unasked
    "candidates": Setting(1, "default"),
    "max_tokens": Setting(None, "default"),
    "max_cost": Setting(None, "default"),
    "price_in": Setting(None, "default"),
    "price_out": Setting(None, "default"),
}
_CHECKS: dict[str, Callable[[object], object]] = {
    "server": base_url,
    "model": _model,
    "profile": _profile,
    "timeout": _timeout,
    "jobs": _whole(1, MOST_JOBS),
    "prompt": _prompt,
    "local_only": _switch,
    "double_check": _switch,
    "candidates": _whole(1, MOST_CANDIDATES),
    "max_tokens": _whole(1, MOST_TOKENS),
    "max_cost": _limit,
    "price_in": _price,
    "price_out": _price,
}


# Where values come from -----------------------------------------------------------------------------------------------


def _layer(entries: Iterator[tuple[str, str, object]]) -> dict[str, Setting[Any]]:
    return {name: Setting(_checked(name, value, source), source) for source, name, value in entries}


def _checked(name: str, value: object, where: str) -> object:
    try:
        return _CHECKS[name](value)
    except WrongValueError as wrong:
        subject = where if where in (_flag(name), _variable(name)) else f"{where}: {name}"
        raise SettingsError(f"{subject} {wrong}.", wrong.hint) from None


def _draft_layer(root: Path | None, problems: list[Problem]) -> dict[str, Setting[Any]]:
    path = root / DRAFT_FILE if root else None
    if path is None or not path.is_file():
        return {}
    text, entries = read_toml(path, DRAFT_FILE)
    for name in entries.keys() - TASTE - OTHER_TABLES:
        where = f"{DRAFT_FILE}{entry_line(text, name)}"
        tables = ", ".join(f"[{table}]" for table in sorted(OTHER_TABLES))
        hint = f"It may hold {', '.join(sorted(TASTE))}, {tables}; other settings belong into your own file."
        problems.append(Problem("settings.ignored", f"{where}: {name} is ignored in a draft's own file.", hint))
    return _layer((f"{DRAFT_FILE}{entry_line(text, name)}", name, entries[name]) for name in entries.keys() & TASTE)


def _user_layer(environ: Mapping[str, str]) -> dict[str, Setting[Any]]:
    path = user_file(environ)
    if not path.is_file():
        if environ.get("CAPASSIST_CONFIG"):
            raise SettingsError(f"CAPASSIST_CONFIG names {path}, which is not a file.")
        return {}
    text, entries = read_toml(path, str(path))
    for name in entries.keys() - set(NAMES):
        keys_elsewhere = "key" in name.lower() or "token" in name.lower()
        hint = (
            "A key never stands in a file: use `capassist key set`."
            if keys_elsewhere
            else f"Known: {', '.join(NAMES)}."
        )
        raise SettingsError(f"{path}{entry_line(text, name)}: there is no setting {name}.", hint)
    return _layer((f"{path}{entry_line(text, name)}", name, value) for name, value in entries.items())


def user_file(environ: Mapping[str, str]) -> Path:
    """Return where the user's own settings stand. The file need not exist."""
    named = environ.get("CAPASSIST_CONFIG")
    return Path(named).expanduser() if named else user_folder("config") / "config.toml"


def read_toml(path: Path, name: str) -> tuple[str, dict[str, object]]:
    """Return a file's text and its entries. Raises SettingsError, which calls the file by `name`."""
    try:
        text = read_text(path)
        return text, tomllib.loads(text)
    except OSError as exc:
        raise SettingsError(f"{name} cannot be read: {exc.strerror}.") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{name} is not UTF-8.", "Save it as UTF-8.") from exc
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(
            f"{name} is not valid TOML: {exc}.", 'Entries look like `profile = 3` or `model = "…"`.'
        ) from exc


def entry_line(text: str, name: str, table: str = "") -> str:
    """Return ":4" for the line where an entry stands, in a table where one is named; nothing where it is not found."""
    wanted, inside = (f"{table}.{name}", "") if table else (name, "")
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE_HEAD.match(line):
            written = inside = head[1].strip()
        elif key := _ENTRY.match(line):
            written = f"{inside}.{key[1]}" if inside else key[1]
        else:
            continue
        written = re.sub(r"[\"']", "", written)
        inline = table and not inside and written == table
        if inline or f"{written}.".startswith(f"{wanted}."):
            return f":{number}"
    return ""


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _variable(name: str) -> str:
    return f"CAPASSIST_{name.upper()}"


def _half(present: str, setting: Setting[str | None], missing: str) -> SettingsError:
    message = f"{setting.source} names a {present}, but no {missing} is named."
    return SettingsError(
        message, f"Name it with {_flag(missing)} or {_variable(missing)}, or leave out both to stay offline."
    )
