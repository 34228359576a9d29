"""Read what follows a command in masked text: stars, optional and mandatory arguments, as ranges of offsets."""

import re
from dataclasses import dataclass

from capassist.model import Span
from capassist.text.latex_groups import group_end

_SPACE = re.compile(r"\s*")
_OPTION = re.compile(r"\\.|[{}\[\]]", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[a-zA-Z@]+|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The inner ranges of a command's arguments, None for one that is not there, and where the last one ends."""

    spans: tuple[Span | None, ...]
    end: int


def skip_space(text: str, position: int) -> int:
    """Return the offset of the next character that is neither white space nor a blanked comment."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def option(text: str, position: int) -> Span | None:
    """Return the inner range of the [...] at `position`, or None where there is none."""
    if text[position : position + 1] != "[":
        return None
    depth = square = 0
    for match in _OPTION.finditer(text, position + 1):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and mark == "[":
            square += 1
        elif depth == 0 and mark == "]":
            if square == 0:
                return position + 1, match.start()
            square -= 1
    return None


def group(text: str, position: int) -> Span | None:
    """Return the inner range of the {...} at `position`, or None where there is none or it never closes."""
    if text[position : position + 1] != "{":
        return None
    end = group_end(text, position)
    return None if end is None else (position + 1, end)


def read_arguments(text: str, position: int, signature: str) -> Arguments | None:
    """Return the arguments at `position` by signature: s star, o [optional], d <overlay>, m {mandatory} or one token, g
    {only in braces}.

    G {optional in braces}, p (optional in parentheses), n nothing.

    None when a mandatory one is missing.
    """
    spans: list[Span | None] = []
    for kind in signature:
        start = skip_space(text, position)
        span: Span | None = None
        following = text[start : start + 1]
        if kind == "s":
            span = (start, start + 1) if following == "*" else None
            position = start + 1 if span else position
        elif kind == "o":
            span = option(text, start)
            position = span[1] + 1 if span else position
        elif kind == "n" or (kind == "G" and following != "{"):
            span = None
        elif kind in ("d", "p"):
            close = text.find(">)"[kind == "p"], start) if following == "<("[kind == "p"] else -1
            span = (start + 1, close) if close >= 0 else None
            position = close + 1 if span else position
        elif following == "{":
            if (span := group(text, start)) is None:
                return None
            position = span[1] + 1
        elif kind == "g" or following in ("", "}"):
            return None
        else:
            match = _COMMAND.match(text, start)
            span = (start, match.end() if match else start + 1)
            position = span[1]
        spans.append(span)
    return Arguments(tuple(spans), position)


def closing(text: str, environment: str, start: int, limit: int) -> Span | None:
    """Return the range of the \\end{environment} that closes the one whose content begins at `start`, None when it is
    not there."""
    depth = 1
    for match in re.compile(rf"\\(begin|end)\s*\{{\s*{re.escape(environment)}\s*\}}").finditer(text, start, limit):
        depth += 1 if match.group(1) == "begin" else -1
        if depth == 0:
            return match.span()
    return None
