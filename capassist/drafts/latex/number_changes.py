"""Commands that change how figures are counted or printed."""

import re
from collections.abc import Collection, Mapping

from capassist.drafts.latex.own import OwnCommands

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_CHANGES = re.compile(
    r"\\(?:set|addto|step)counter\s*\{figure\}|\\(?:advance\s*)?\\c@figure\s*(?:=|by|-?\d)|\\global\s*\\c@figure"
    r"|\\(?:re)?newcommand\*?\s*\{?\s*\\thefigure|\\[gex]?def\s*\\thefigure"
    r"|\\(?:counterwithin|counterwithout|numberwithin|@addtoreset|@removefromreset)\s*\*?\s*\{figure\}"
)
_TO_ZERO = re.compile(r"\\setcounter\s*\{figure\}\s*\{\s*0\s*\}|\\c@figure\s*=?\s*(?:0|\\z@)")  # as new chapters do
# How a number is set, which says nothing of what it is.
_FORM = frozenset(
    (
        "relax protect ensuremath text textnormal textrm textsf textup textbf textit mbox hbox hspace kern nobreak "
        "space unskip ignorespaces string bfseries itshape upshape rmfamily sffamily mdseries normalfont selectfont "
        "thinspace textendash textemdash textperiodcentered cdot noexpand expandafter unexpanded leavevmode hskip z@ "
        "nobreakspace penalty"
    ).split()
)


def changing_commands(commands: OwnCommands, *, by_chapter: bool = False) -> set[str]:
    """Return the commands that change how figures are counted or printed, by themselves or through others.

    Where the count begins anew `by_chapter` anyway, that alone is no change.
    """
    bodies = {name: macro.body for name, macro in (*commands.macros.items(), *commands.passed_over.items())}
    changing = {name for name, body in bodies.items() if _changes(body, by_chapter=by_chapter)}
    return changing | _callers(bodies, changing) if changing else changing


def _changes(body: str, *, by_chapter: bool) -> bool:
    return _CHANGES.search(_TO_ZERO.sub("", body) if by_chapter else body) is not None


def _callers(bodies: Mapping[str, str], called: Collection[str]) -> set[str]:
    """Return the commands whose bodies call some of those, directly or through others."""
    calls = {name: set(_COMMAND.findall(body)) & bodies.keys() for name, body in bodies.items()}
    found: set[str] = set()
    while more := {name for name, inner in calls.items() if inner & {*called, *found}} - found:
        found |= more
    return found


def unclear_commands(body: str, known: Collection[str]) -> set[str]:
    """Return the commands in what a counter prints that nobody here knows."""
    return set(_COMMAND.findall(body)) - _FORM - set(known) if "\\" in body else set()
