"""Whether what was written for a figure still stands in the source, which the author may have changed by hand since."""

from collections.abc import Iterator
from dataclasses import replace

from capassist.drafts.archives import name_before_captions
from capassist.drafts.text_views import with_text_views
from capassist.drafts.writing.writeback import stands
from capassist.model import Draft, Figure, Reviewed, Standing
from capassist.session.log import Session, read_reviewed, read_written
from capassist.text.words import one_line


def reopen_gone(draft: Draft, session: Session) -> None:
    """Have the figures open again whose text was written and is gone from the source: emptied, or an older file is back
    in its place."""
    rows = _with_standing(draft, session.applied())
    session.reopen(row for row in rows if row.standing == "gone")


def reviewed_now(draft: Draft) -> tuple[Reviewed, ...]:
    """Return what became of each figure, with how its text stands in the source now.

    Where a text stands there and the figure was decided anew since, it is the decision that is written. Raises
    DraftError where the session cannot be read.
    """
    rows = {row.figure: row for row in read_reviewed(draft.home, draft.name)}
    for row in _with_standing(draft, (*_written_before(draft), *read_written(draft.home, draft.name))):
        if _counts(row, rows.get(row.figure)):
            rows[row.figure] = row
    return tuple(rows.values())


def _written_before(draft: Draft) -> tuple[Reviewed, ...]:
    """Return what was written into the draft's archive when it was made from another one."""
    name = name_before_captions(draft)
    return read_written(draft.home, name, draft.path.name) if name else ()


def _counts(written: Reviewed, last: Reviewed | None) -> bool:
    """Whether a decision that was written says more of the paper than the last one, which may wait."""
    return last is None or last.applied or written.standing in {"as accepted", "changed"}


def _with_standing(draft: Draft, rows: tuple[Reviewed, ...]) -> Iterator[Reviewed]:
    figures = {figure.id: figure for figure in with_text_views(draft).figures} if rows else {}
    for row in rows:
        yield replace(row, standing=standing_of(draft, figures[row.figure], row)) if row.figure in figures else row


def standing_of(draft: Draft, figure: Figure, row: Reviewed) -> Standing | None:
    """Return how an applied text stands; None where `apply` put it beside a source that it cannot write."""
    text = row.decision.text if row.decision else None
    if text is None or not draft.editable or figure.made_from:
        return None
    if stands(draft, figure, text):
        return "as accepted"
    now = one_line(figure.caption_source or "")
    return "gone" if figure.state != "written" or now in map(one_line, row.before) else "changed"
