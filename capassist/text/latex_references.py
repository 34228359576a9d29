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
    match name:
        case "subref":
            return listed([_letter(target) for target in targets])
        case "nameref" | "Nameref" | "titleref":
            return listed(_titles(targets))
        case "pageref":  # pages are the compiler's
            return UNKNOWN
        case "eqref":
            return f"({joined})"
        case "labelcref" | "ref":
            return joined
    word = _word(targets, abbreviated=name.startswith(("cref", "lcref")))
    return f"{word} {joined}" if word else joined


def _titles(targets: Sequence[Target]) -> list[str]:
    return [target.title or UNKNOWN for target in targets]


def _letter(target: Target) -> str:
    """Return the letter that ends a number: "b" of "3b"."""
    letter = re.search(r"[a-zA-Z]+$", target.number)
    return letter.group() if letter else UNKNOWN


def _word(targets: Sequence[Target], *, abbreviated: bool) -> str:
    """Return the word before the numbers, in the plural where there are more than one; "" for targets without one."""
    name = targets[0].name
    if not name:
        return ""
    word = (targets[0].short if abbreviated else "") or name
    if len(targets) == 1 or not word.isascii():
        return word
    return f"{word[:-1]}s." if word.endswith(".") else f"{word}s"
