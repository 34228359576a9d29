"""Checking a paper: the findings, and what mends those that are safe to mend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from capassist.drafts.writeback import Receipt, diff, write
from capassist.errors import UsageError, WriteError
from capassist.model import Draft, Edit
from capassist.rules import Violation
from capassist.rules.mending import mending_edits


@dataclass(frozen=True, slots=True)
class Mending:
    """What would be mended, and the diff of the files."""

    draft: Draft
    edits: tuple[Edit, ...]
    diff: str
    notes: tuple[str, ...] = ()  # what cannot be mended, and why


def plan_mending(draft: Draft, violations: Sequence[Violation]) -> Mending:
    """Work out what mends the findings that are safe to mend. Nothing is written.

    A caption whose mended text must not be written is left as it is, with a note. Raises UsageError for a PDF or an archive.
    """
    if draft.kind == "pdf":
        raise UsageError("--fix changes LaTeX, and this draft is a PDF.", "Name the LaTeX source.")
    if not draft.path.resolve().is_relative_to(draft.root.resolve()):
        raise UsageError(f"{draft.path} is only read.", "Unpack it, and name the folder.")
    edits: list[Edit] = []
    notes: list[str] = []
    for edit in mending_edits(draft, violations):
        try:
            diff(draft, [edit])
        except WriteError as error:
            notes.append(error.message)
        else:
            edits.append(edit)
    return Mending(draft, tuple(edits), diff(draft, edits), tuple(notes))


def mend(mending: Mending, reread: Callable[[Path], Draft]) -> Receipt:
    """Write the edits, all or none; `capassist undo` takes them back."""
    return write(mending.draft, mending.edits, reread)
