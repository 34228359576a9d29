"""A place in a draft."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing stands in the source. In a PDF, which has no lines, `line` is the page."""

    file: str
    line: int
    column: int = 1
