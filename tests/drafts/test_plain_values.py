"""Values of the model as JSON, and back: never of another type than they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from capassist.drafts.plain_values import from_json, to_json


@dataclass(frozen=True)
class Inner:
    name: str
    sizes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Outer:
    number: int = 1
    is_open: bool = False
    path: Path = Path("a")
    kind: Literal["one", "two"] = "one"
    inner: Inner | None = None
    pair: tuple[int, str] = (1, "a")
    names: frozenset[str] = frozenset()
    counts: Mapping[str, int] | None = None
    anything: object = None


VALUES = {
    "as it is": Outer(),
    "all": Outer(2, True, Path("/b"), "two", Inner("é\ud800", (1.5, 2.0)), (3, ""), frozenset("ab"), {"x": 1}, "any"),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_comes_back(value: Outer) -> None:
    assert from_json(Outer, to_json(value)) == value


def test_sets_are_in_order_and_whole_numbers_may_be_floats() -> None:
    assert b'["a", "b", "c"]' in to_json(Outer(names=frozenset("cab")))
    assert from_json(Inner, b'{"name": "a", "sizes": [1]}').sizes == (1.0,)


WRONG = {
    "of another type": b'{"number": "1"}',
    "a float for a whole number": b'{"number": 1.5}',
    "a truth for a number": b'{"number": true}',
    "a number for a truth": b'{"is_open": 1}',
    "no such choice": b'{"kind": "three"}',
    "no such name": b'{"other": 1}',
    "a list": b"[]",
    "nothing": b"null",
    "a short pair": b'{"pair": [1]}',
    "a long pair": b'{"pair": [1, "a", "b"]}',
    "a missing name": b'{"inner": {}}',
    "a text for a mapping": b'{"counts": "x"}',
    "a text for a number in a mapping": b'{"counts": {"x": "1"}}',
    "a number in a set of texts": b'{"names": [1]}',
    "a number for a path": b'{"path": 1}',
    "no JSON": b"{",
}


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_what_is_of_another_type_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(Outer, data)


def test_only_what_json_has_a_form_for_is_written() -> None:
    with pytest.raises(TypeError, match="complex"):
        to_json(Outer(anything=1j))
