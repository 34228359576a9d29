"""Settings: where each value may come from, and which value wins.

A flag wins over the environment (CAPASSIST_SERVER …), that over the draft's own file (capassist.toml in its root), that
over the user's file (config.toml in the user's configuration folder, or the file that CAPASSIST_CONFIG names), that
over the default. Paper folders come from co-authors and templates, so the draft's own file may set taste, never power:
no server, model or key. That nothing may leave this machine (local_only) holds as soon as any of them says so.
"""

import re
import textwrap
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from capassist.errors import SettingsError
from capassist.files import DRAFT_FILE, read_text, user_folder
from capassist.model import Problem
from capassist.settings.allowed_values import (
    MOST_CANDIDATES,
    MOST_JOBS,
    MOST_TOKENS,
    Preference,
    Prompt,
    limit,
    model_name,
    model_names,
    one_of,
    price,
    profile_size,
    seconds,
    switch,
    whole_number,
)
from capassist.settings.hosts import is_loopback
from capassist.settings.servers import WrongValueError, base_url, host_of

_TABLE_HEAD = re.compile(r"\s*\[([^\[\]]+)\]")  # of a TOML file
_ENTRY = re.compile(r"\s*([^=#\[\]{}]+?)\s*=")

TASTE = frozenset({"profile", "local_only"})  # what the draft's own file may set; local_only only takes power away
OTHER_TABLES = frozenset({"check", "rules", "style"})  # read where they are needed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A value and where it came from: "--server", "CAPASSIST_SERVER", a file's name, or "default"."""

    value: T
    source: str


def _declared(check: Callable[[object], object], default: object, says: str, example: str) -> Any:
    """Return the field of a setting: what checks its value, its default, and how `config init` writes it."""
    return field(default=Setting(default, "default"), metadata={"check": check, "says": says, "example": example})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its source. Iterating yields (name, value, source)."""

    server: Setting[str | None] = _declared(
        base_url, None,
        "The OpenAI-compatible server: its address, or openai, openrouter, gemini, ollama, lmstudio, vllm, llamacpp, "
        "azure:RESOURCE. Without server and model nothing leaves this machine.", '"ollama"',
    )  # fmt: skip
    model: Setting[str | None] = _declared(model_name, None, "The server's vision model.", '"qwen3-vl"')
    other_models: Setting[tuple[str, ...]] = _declared(
        model_names, (), "Further models of the server: each drafts, and the best draft is shown.", '["gemma3"]'
    )
    profile: Setting[int] = _declared(
        profile_size, 3, 'How many of your captions a draft imitates, or "none", "one", "all".', "3"
    )
    timeout: Setting[float] = _declared(  # a server on this machine answers one request after another
        seconds, 180.0, "How many seconds a server may take for one answer.", "180"
    )
    jobs: Setting[int] = _declared(
        whole_number(1, MOST_JOBS), 4, "How many figures are drafted at a time, by a server.", "4"
    )
    prompt: Setting[Prompt] = _declared(
        one_of(get_args(Prompt)), "own",
        'The wording of requests: "own"; "plain" for the same without what each sentence rests on, as exported rows '
        'ask for captions; "lamp-cap" for that of the paper; "content-first" asks first for what a caption has to say, '
        "and then for the caption.", '"own"',
    )  # fmt: skip
    local_only: Setting[bool] = _declared(
        switch, False, "true refuses every server but this machine; no draft and no option can overrule it.", "true"
    )
    double_check: Setting[bool] = _declared(
        switch, True,
        "false spares the second look that the model takes at each draft; true has scripts (suggest --json) ask for "
        "it, too.", "false",
    )  # fmt: skip
    candidates: Setting[int] = _declared(
        whole_number(1, MOST_CANDIDATES), 1, "How many answers a server is asked for, to show the best.", "1"
    )
    prefer: Setting[Preference] = _declared(
        one_of(get_args(Preference)), "quality",
        'Of several drafts of which the guards say equally much, the one that says most of the figure ("quality"), or '
        'the one most like your captions ("voice").', '"quality"',
    )  # fmt: skip
    max_tokens: Setting[int | None] = _declared(
        whole_number(1, MOST_TOKENS), None, "The most tokens that one command may spend.", "1000000"
    )
    max_cost: Setting[float | None] = _declared(
        limit, None, "The most that one command may cost, in the currency of the prices; needs both of them.", "1.0"
    )
    price_in: Setting[float | None] = _declared(price, None, "What a million tokens sent cost, in any currency.", "2.5")
    price_out: Setting[float | None] = _declared(price, None, "What a million tokens answered cost.", "10")
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
    other_models: Sequence[str] | None = None
    profile: str | int | None = None
    prompt: str | None = None
    double_check: bool | None = None
    candidates: int | None = None
    prefer: str | None = None
    max_tokens: int | None = None
    max_cost: float | None = None
    local_only: bool | None = None


_DECLARED = {entry.name: entry for entry in fields(Settings) if entry.metadata}
NAMES = tuple(_DECLARED)


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
    return Settings(**found, problems=tuple(problems))


def starter() -> str:
    """Return the entries of all settings as remarks to be uncommented, each with what it does."""
    entries = (
        f"{textwrap.fill(entry.metadata['says'], 118, initial_indent='# ', subsequent_indent='# ')}\n"
        f"# {name} = {entry.metadata['example']}\n"
        for name, entry in _DECLARED.items()
    )
    return "\n".join(entries)


def memory_file() -> Path:
    """Return where what was learnt of servers is remembered, in the user's cache folder. It need not exist."""
    return user_folder("cache") / "servers.json"


# Where values come from -----------------------------------------------------------------------------------------------


def _layer(entries: Iterator[tuple[str, str, object]]) -> dict[str, Setting[Any]]:
    return {name: Setting(_checked(name, value, source), source) for source, name, value in entries}


def _checked(name: str, value: object, where: str) -> object:
    try:
        check: Callable[[object], object] = _DECLARED[name].metadata["check"]
        return check(value)
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
    return "--model" if name == "other_models" else f"--{name.replace('_', '-')}"


def _variable(name: str) -> str:
    return f"CAPASSIST_{name.upper()}"


def _half(present: str, setting: Setting[str | None], missing: str) -> SettingsError:
    message = f"{setting.source} names a {present}, but no {missing} is named."
    return SettingsError(
        message, f"Name it with {_flag(missing)} or {_variable(missing)}, or leave out both to stay offline."
    )
