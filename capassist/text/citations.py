"""How citations are told of in plain text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from capassist.text.typeset import listed

CITATION = "[…]"  # stands for one of which nobody knows what it prints
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹^")  # what a citation in superscript begins with
CITATIONS = re.compile(r"(?:[a-zA-Z]*cite[a-zA-Z]*)$")
_IN_TEXT = re.compile(r"[cC]ite(?:t|alt|author|A|N)\*?$|[tT]extcite$|newcite$|shortciteN?$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A call of a command that cites: its name, whether it has a star, its notes as plain text, and the keys."""

    command: str
    starred: bool
    before: str
    after: str
    keys: tuple[str, ...]


Printed = Callable[[Citation], str | None]


def in_the_flow(command: str, keys: tuple[str, ...], cited: Callable[[str], str | None]) -> str:
    r"""Return the works of \citet and its like by their authors, "[…]" where one is not known, and for other
    commands."""
    works = [cited(key) for key in keys] if _IN_TEXT.match(command) else []
    known = [work for work in works if work is not None]
    if not works or len(known) < len(works):
        return CITATION
    return listed([re.sub(r" \(\d+\)$", "", work) if "author" in command else work for work in known])
