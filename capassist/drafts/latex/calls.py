"""One command where it stands in a text, with what follows it."""

from dataclasses import dataclass

from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.provenance import Text


@dataclass(frozen=True, slots=True)
class Call:
    """One command as it stands in a text: \\name at [start, end)."""

    text: Text
    name: str
    start: int
    end: int
    depth: int

    def arguments(self, signature: str) -> list[str] | None:
        """Return the arguments' structure, "" for those left out; None when a mandatory one is missing."""
        found = read_arguments(self.text.structure, self.end, signature)
        return None if found is None else [self.text.structure[slice(*span)] if span else "" for span in found.spans]

    def after(self, signature: str) -> int:
        """Return where the arguments end."""
        found = read_arguments(self.text.structure, self.end, signature)
        return self.end if found is None else found.end


def escaped(structure: str, position: int) -> bool:
    """Return whether an odd number of backslashes stands before `position`."""
    before = position
    while before and structure[before - 1] == "\\":
        before -= 1
    return (position - before) % 2 == 1
