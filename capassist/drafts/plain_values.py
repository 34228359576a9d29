"""The model's frozen values as plain JSON, and back: nothing that is read can run or be of another type than it
says."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]  # makes a value of what JSON holds


def to_json(value: Any) -> bytes:
    """Return a dataclass of the model as JSON."""
    return json.dumps(asdict(value), default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def from_json(kind: type[T], data: bytes) -> T:
    """Return the value of this class that the JSON holds. Raises ValueError where it holds anything else."""
    try:
        return cast("T", _reader(cast("Any", kind))(json.loads(data.decode("utf-8", "surrogatepass"))))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no {kind.__name__}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


@cache
def _reader(kind: Any) -> _Reader:
    """Return what makes a value of this type of JSON. It raises ValueError, or what a wrong type leads to."""
    if (composed := _COMPOSED.get(get_origin(kind))) is not None:
        return composed(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return partial(_dataclass, kind, {name: _reader(hint) for name, hint in get_type_hints(kind).items()})
    if kind is Path:
        return Path
    return partial(_plain_value, kind)


def _optional(arguments: tuple[Any, ...]) -> _Reader:
    given = _reader(next(argument for argument in arguments if argument is not type(None)))
    return lambda data: None if data is None else given(data)


def _one_of(choices: tuple[Any, ...]) -> _Reader:
    def read(data: Any) -> Any:
        if data not in choices:
            raise ValueError(data)
        return data

    return read


def _tuple(arguments: tuple[Any, ...]) -> _Reader:
    if arguments[-1] is ...:
        item = _reader(arguments[0])
        return lambda data: tuple(map(item, data))
    items = [_reader(argument) for argument in arguments]
    return lambda data: tuple(read(value) for read, value in zip(items, data, strict=True))


def _frozenset(arguments: tuple[Any, ...]) -> _Reader:
    item = _reader(arguments[0])
    return lambda data: frozenset(map(item, data))


def _mapping(arguments: tuple[Any, ...]) -> _Reader:
    name, item = map(_reader, arguments)
    return lambda data: {name(key): item(value) for key, value in data.items()}


_COMPOSED: dict[Any, Callable[[tuple[Any, ...]], _Reader]] = {
    Union: _optional,
    types.UnionType: _optional,
    Literal: _one_of,
    tuple: _tuple,
    frozenset: _frozenset,
    Mapping: _mapping,
}


def _dataclass(kind: type, readers: dict[str, _Reader], data: dict[str, Any]) -> Any:
    return kind(**{name: readers[name](value) for name, value in data.items()})


def _plain_value(kind: Any, data: Any) -> Any:
    if type(data) is kind or kind is object:
        return data
    if kind is float and isinstance(data, int):
        return float(data)
    raise ValueError(f"{data!r} is no {kind}")
