"""The commands of the program, for tests of their help."""

from collections.abc import Iterator
from typing import Any


def commands(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each command and group, the program itself first."""
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *path, name)
