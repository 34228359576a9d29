"""What labels point at, and what the commands that refer to them print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from capassist.text.typeset import listed

UNKNOWN = "…"  # stands for a number that only a compiled paper knows


@dataclass(frozen=True, slots=True)
class Target:
    """What a label points at: "Figure" and "3". The name is empty where it is not known."""

    number: str
    name: str = ""
    short: str = ""  # what \cref prints, where that is another word: "fig."
    title: str = ""  # what \nameref prints: the heading, or the caption's words


def printed_reference(name: str, targets: Sequence[Target]) -> str:
    r"""Return what a command such as \cref prints for its labels."""
    joined = listed([target.number for target in targets], "–" if name.endswith("range") else None)
    if name == "subref":
        letters = [re.search(r"[a-zA-Z]+$", target.number) for target in targets]
        return listed([letter.group() if letter else UNKNOWN for letter in letters])
    if name in ("nameref", "Nameref", "titleref"):
        return listed([target.title or UNKNOWN for target in targets])
    if name == "pageref":  # pages are the compiler's
        return UNKNOWN
    if name in ("eqref", "labelcref", "ref"):
        return f"({joined})" if name == "eqref" else joined
    if not targets[0].name:
        return joined
    word = (targets[0].short if name.startswith(("cref", "lcref")) else "") or targets[0].name
    if len(targets) > 1 and word.isascii():
        word = f"{word[:-1]}s." if word.endswith(".") else f"{word}s"
    return f"{word} {joined}"
