"""Puts things on a canvas into groups of what belongs together."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def groups_of(items: Iterable[T], belongs: Callable[[list[T], T], bool]) -> list[list[T]]:
    """Return the items in groups: each in the first group that it belongs to, else in a new one."""
    groups: list[list[T]] = []
    for item in items:
        group = next((group for group in groups if belongs(group, item)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return groups
