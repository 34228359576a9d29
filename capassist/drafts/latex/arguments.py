"""Read what follows a command in masked text: stars, optional and mandatory arguments, as ranges of offsets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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
    braces = brackets = 0
    for match in _OPTION.finditer(text, position + 1):
        mark = match.group()
        braces += (mark == "{") - (mark == "}")
        if braces < 0:
            return None
        if braces == 0:
            brackets += (mark == "[") - (mark == "]")
        if brackets < 0:
            return position + 1, match.start()
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
        span = _READERS.get(kind, _group_or_token)(text, start)
        if span is not None:
            position = span[1] + (span[0] > start)  # behind its closing delimiter, where it has delimiters
        elif kind not in _OPTIONAL and not (kind == "G" and text[start : start + 1] != "{"):
            return None
        spans.append(span)
    return Arguments(tuple(spans), position)


def _star(text: str, start: int) -> Span | None:
    return (start, start + 1) if text[start : start + 1] == "*" else None


def _between(opening: str, closing: str, text: str, start: int) -> Span | None:
    close = text.find(closing, start) if text[start : start + 1] == opening else -1
    return (start + 1, close) if close >= 0 else None


def _nothing(_text: str, _start: int) -> Span | None:
    return None


def _group_or_token(text: str, start: int) -> Span | None:
    following = text[start : start + 1]
    if following == "{":
        return group(text, start)
    if following in ("", "}"):
        return None
    match = _COMMAND.match(text, start)
    return start, match.end() if match else start + 1


# How each kind of argument in a signature is read at the offset where it begins.
_READERS: dict[str, Callable[[str, int], Span | None]] = {
    "s": _star,
    "o": option,
    "d": partial(_between, "<", ">"),
    "p": partial(_between, "(", ")"),
    "n": _nothing,
    "g": group,
    "G": group,
}
_OPTIONAL = "sodpn"  # kinds that may be missing; so may G, but where its brace opens, it has to close


def closing(text: str, environment: str, start: int, limit: int) -> Span | None:
    """Return the range of the \\end{environment} that closes the one whose content begins at `start`, None when it is
    not there."""
    depth = 1
    for match in re.compile(rf"\\(begin|end)\s*\{{\s*{re.escape(environment)}\s*\}}").finditer(text, start, limit):
        depth += 1 if match.group(1) == "begin" else -1
        if depth == 0:
            return match.span()
    return None
