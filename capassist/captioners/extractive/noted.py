"""What the author is told of a text made of the paper's sentences: what has to be looked at, and what of it still holds
once the text is changed."""

import re
from collections.abc import Iterable, Sequence

from capassist.captioners.extractive.statements import Statement

SEVERAL = "the text says this of several figures in one: look whether all of it is true of this one"
_QUOTED = re.compile(r"“[^”]*?(\w+)”")


def notes_on(said: Sequence[Statement], text: str) -> tuple[str, ...]:
    """Return what has to be looked at in a text of these statements: what the paper named in a sentence that the text
    does not have, and what it says of several figures in one."""
    shared = any(one.clause.shared and one.tells for one in said)
    return (*_named_before(said, text), *((SEVERAL,) if shared else ()))


def _named_before(said: Sequence[Statement], text: str) -> tuple[str, ...]:
    back = [phrase for one in said for phrase in one.clause.back]
    unnamed = [phrase for phrase in back if text.count(phrase.split()[-1]) < 2]
    if not unnamed:
        return ()
    named = " and ".join(f"“{phrase[0].lower()}{phrase[1:]}”" for phrase in unnamed)
    return (f"a sentence before it says what {named} stands for: look whether the caption's reader knows",)


def still_noted(notes: Iterable[str], text: str) -> list[str]:
    """Return what is still to be said of a text that is left of another: not of words that it does not have."""
    quoted = {note: _QUOTED.findall(note) for note in notes}
    return [note for note, ends in quoted.items() if not ends or any(end.lower() in text.lower() for end in ends)]
