"""What the author is told of a text made of the paper's sentences: what has to be looked at, and what of it still holds
once the text is changed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from capassist.captioners.extractive.statements import Statement

SEVERAL = "the text says this of several figures in one: look whether all of it is true of this one"
_QUOTED = re.compile(r"“[^”]*?(\w+)”")


def notes_on(said: Sequence[Statement]) -> tuple[str, ...]:
    """Return what has to be looked at in a text of these statements: what the paper named in a sentence that the text
    does not have, what restricts the things shown, and what it says of several figures in one."""
    shared = any(one.clause.shared and one.tells for one in said)
    return (*_named_before(said), *_restricted(said), *((SEVERAL,) if shared else ()))


def _named_before(said: Sequence[Statement]) -> tuple[str, ...]:
    unnamed: list[str] = []
    so_far = ""
    for one in said:
        so_far = f"{so_far} {one.plain}"
        unnamed += (phrase for phrase in one.clause.back if not _is_named(phrase.split()[-1], so_far))
    if not unnamed:
        return ()
    named = " and ".join(f"“{phrase[0].lower()}{phrase[1:]}”" for phrase in unnamed)
    return (f"a sentence before it says what {named} stands for: look whether the caption's reader knows",)


def _is_named(noun: str, said: str) -> bool:
    """Tell whether a text, which points back with a noun, has that noun once more."""
    return len(re.findall(rf"\b{re.escape(noun)}", said)) > 1


def _restricted(said: Sequence[Statement]) -> Iterator[str]:
    """Yield what restricts the things shown and is not among what is said: "Only a part of the test set is shown." """
    texts = {one.sentence for one in said}
    for one in said:
        if one.tells and one.restriction and one.restriction not in texts:
            yield f"the next sentence of the text restricts what is shown: “{one.restriction}”"


def still_noted(notes: Iterable[str], text: str) -> list[str]:
    """Return what is still to be said of a text that is left of another: not of words that it does not have."""
    quoted = {note: _QUOTED.findall(note) for note in notes}
    return [note for note, ends in quoted.items() if not ends or any(end.lower() in text.lower() for end in ends)]
