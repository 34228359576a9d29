"""What stands at the end of a macro's body and takes its arguments from behind the macro's call."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from capassist.drafts.latex.arguments import read_arguments, skip_space
from capassist.text.latex import Macro

_MAX_CHOICES = 5  # of one body, each made by what the one before has chosen
_CHOICE = re.compile(r"\\(?:(?P<secdef>secdef)|@ifstar|@ifnextchar\s*(?P<awaited>[^\s{}\\]))(?![a-zA-Z@])")
_COMMAND = re.compile(r"(?<!\\)\\([a-zA-Z@]+)\s*$")


@dataclass(frozen=True, slots=True)
class Ending:
    """A body whose last command is settled, and the range behind the call that holds the arguments of that command."""

    body: str
    start: int
    end: int


def last_command(body: str, macros: Mapping[str, Macro], text: str, position: int) -> Ending:
    """Return how a body ends whose call ends at `position`: with \\@ifstar and its like decided by what follows
    there."""
    body, position = _decided(body, text, position)
    command = _COMMAND.search(body)
    macro = macros.get(command[1]) if command else None
    found = read_arguments(text, position, macro.signature) if macro is not None and macro.signature else None
    return Ending(body, position, position if found is None else found.end)


def _decided(body: str, text: str, position: int) -> tuple[str, int]:
    """Return a body without the choices at its end, and where the arguments of its last command begin."""
    for _ in range(_MAX_CHOICES):
        choice = _last_choice(body)
        if choice is None:
            break
        match, first, second = choice
        following = skip_space(text, position)
        holds = text.startswith(match["awaited"] or "*", following)
        if holds and not match["awaited"]:
            position = following + 1
        body = body[: match.start()] + (first if holds != bool(match["secdef"]) else second)
    return body, position


def _last_choice(body: str) -> tuple[re.Match[str], str, str] | None:
    """Return the choice that ends a body, with its two ways."""
    for match in _CHOICE.finditer(body):
        ways = read_arguments(body, match.end(), "mm")
        if ways is not None and not body[ways.end :].strip():
            first, second = (body[slice(*span)] for span in ways.spans if span)
            return match, first, second
    return None
