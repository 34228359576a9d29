"""The last apply, taken back out of the source: first a plan that can be shown, then the plan carried out."""

from dataclasses import dataclass
from pathlib import Path

from capassist.drafts.archive_names import captioned_from, captioned_name
from capassist.drafts.writing.caption_files import caption_files
from capassist.drafts.writing.replacement import Receipt, last_apply, undo
from capassist.drafts.writing.splicing import unified
from capassist.errors import UsageError
from capassist.model import Draft
from capassist.session.log import Session


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What `undo` would do: the figures and files that the last apply wrote, and the diff back."""

    figures: tuple[str, ...]
    files: tuple[Path, ...]
    diff: str


def plan_undo(draft: Draft) -> UndoPlan:
    """Work out what taking the last apply back would change. Nothing is written.

    Raises UsageError for a PDF or an archive, and WriteError when there is no apply to take back or a file was changed
    since.
    """
    if draft.packed:
        raise _left_as_it_is(draft, _written_beside(draft.path))
    if not draft.editable:
        raise _left_as_it_is(draft, *caption_files(draft))
    last = last_apply(draft.root, draft.main)
    return UndoPlan(
        last.figures,
        tuple(draft.root / c.file for c in last.changes),
        "\n".join(line for change in last.changes for line in unified(change)),
    )


def _left_as_it_is(draft: Draft, *beside: Path) -> UsageError:
    """Return what is raised for a draft that `apply` leaves as it is and writes these files beside."""
    written = [str(path) for path in beside if path.exists()]
    return UsageError(
        f"`undo` takes back what was written into LaTeX sources. `apply` leaves {draft.path.name} as it is, so there "
        "is nothing to take back in it.",
        f"Delete what it wrote beside it, if you do not want it: {' '.join(written)}"
        if written
        else f"It wrote nothing beside it, or that is gone: there is no {beside[0].name}.",
    )


def _written_beside(archive: Path) -> Path:
    """Return the archive that `apply` wrote; the given one itself, where that is what it wrote."""
    beside = captioned_name(archive)
    return archive if captioned_from(archive) and not beside.exists() else beside


def undo_apply(draft: Draft, session: Session) -> Receipt:
    """Give each file the bytes it had before the last apply; its decisions wait to be written again."""
    receipt = undo(draft.root, draft.main)
    session.mark_unapplied(receipt.figures)
    return receipt
