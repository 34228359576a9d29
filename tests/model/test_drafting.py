"""What a captioner is asked with."""

import types
import typing
from collections.abc import Iterator, Set
from dataclasses import fields, is_dataclass

from capassist.model import CaptionRequest


def reached(kind: object, seen: set[object]) -> Iterator[object]:
    """Yield all types that values of a type are made of."""
    if isinstance(kind, types.GenericAlias | types.UnionType) or typing.get_origin(kind):
        yield typing.get_origin(kind)
        for argument in typing.get_args(kind):
            yield from reached(argument, seen)
        return
    yield kind
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            yield from reached(hints[field.name], seen)


def test_nothing_in_a_request_has_another_order_in_another_process() -> None:
    """Drafts are found again by a hash of the request's words, and Python orders a set of texts anew in each run."""
    every = list(reached(CaptionRequest, set()))
    assert str in every
    assert not {set, frozenset, Set} & {kind for kind in every if isinstance(kind, type)}
