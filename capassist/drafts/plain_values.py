"""The model's frozen values as plain JSON, and back: nothing that is read can run or be of another type than it says."""

import json
import types
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> bytes:
    """Return a dataclass of the model as JSON."""
    return json.dumps(asdict(value), default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def from_json(kind: type[T], data: bytes) -> T:
    """Return the value of this class that the JSON holds. Raises ValueError where it holds anything else."""
    try:
        return cast("T", _value(kind, json.loads(data.decode("utf-8", "surrogatepass"))))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no {kind.__name__}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def _value(kind: Any, data: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _value(next(a for a in arguments if a is not type(None)), data)
    if origin is Literal:
        if data not in arguments:
            raise ValueError(data)
        return data
    if origin is tuple:
        inner = [arguments[0]] * len(data) if arguments[-1] is ... else arguments
        return tuple(_value(a, item) for a, item in zip(inner, data, strict=True))
    if origin is frozenset:
        return frozenset(_value(arguments[0], item) for item in data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        if set(data) - set(hints):
            raise ValueError(sorted(data))
        return cast("Any", kind)(**{name: _value(hints[name], item) for name, item in data.items()})
    if kind is Path:
        return Path(data)
    if kind is float and isinstance(data, int):
        return float(data)
    if kind is object or type(data) is kind:
        return data
    raise ValueError(f"{data!r} is no {kind}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
