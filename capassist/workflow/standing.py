"""Whether what was written for a figure still stands, in the source or in the file beside it: both may have been
changed by hand since, replaced or deleted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from capassist.drafts import open_draft
from capassist.drafts.archive_names import name_before_captions
from capassist.drafts.text_views import with_text_views
from capassist.drafts.writing.caption_files import caption_files, exported_texts
from capassist.drafts.writing.writeback import stands
from capassist.errors import DraftError
from capassist.model import Draft, ExportStanding, Figure, Reviewed, Standing
from capassist.session.edits import kept_share, starting_draft
from capassist.session.log import Session, read_written, reviewed_of
from capassist.session.paper_mark import is_same_figure, mark_of
from capassist.text.safe import safe_text
from capassist.text.words import one_line

_PART = 50  # percent of the words that two texts have in common where one was made from the other


def reopen_gone(draft: Draft, session: Session) -> None:
    """Have the figures open again whose text was written and is gone from the source: emptied, or an older file is back
    in its place."""
    rows = _with_standing(draft, session.applied())
    session.reopen(row for row in rows if row.standing == "gone")


def reviewed_now(draft: Draft) -> tuple[Reviewed, ...]:
    """Return what became of each figure, with how its text stands now, in the source or in the file beside it.

    Where a text stands there and the figure was decided anew since, it is the decision that is written. Raises
    DraftError where the session cannot be read.
    """
    figures = _figures(draft)
    rows = {row.figure: row for row in (_renamed(draft, figures, row) for row in reviewed_of(draft))}
    written = (*_written_before(draft), *read_written(draft.home, draft.name, paper=mark_of(draft)))
    for row in _with_standing(draft, written):
        if _counts(row, rows.get(row.figure)):
            rows[row.figure] = row
    return tuple(_with_exports(draft, rows.values()))


def with_drafted(draft: Draft) -> Draft:
    """Return the draft with what its author has not worded: the captions that were accepted as a program drafted them,
    and stand so now. Where the session cannot be read, nothing is known of that."""
    try:
        rows = reviewed_now(draft)
    except DraftError:
        return draft
    figures = {figure.id: figure for figure in draft.figures}
    drafted = frozenset(
        row.figure for row in rows if row.figure in figures and _stands_as_drafted(draft, figures[row.figure], row)
    )
    return replace(draft, author=replace(draft.author, drafted=drafted)) if drafted else draft


def _stands_as_drafted(draft: Draft, figure: Figure, row: Reviewed) -> bool:
    text = one_line(row.text)
    start = starting_draft(row, text) if text and figure.state == "written" else None
    return start is not None and text == one_line(start.text) and stands(draft, figure, row.text)


def _written_before(draft: Draft) -> tuple[Reviewed, ...]:
    """Return what was written into the draft's archive when it was made from another one."""
    name = name_before_captions(draft)
    return read_written(draft.home, name, draft.path.name, mark_of(draft)) if name else ()


def _counts(written: Reviewed, last: Reviewed | None) -> bool:
    """Whether a decision that was written says more of the paper than the last one, which may wait."""
    return last is None or last.applied or written.standing in {"as accepted", "changed"}


def _with_standing(draft: Draft, rows: Iterable[Reviewed]) -> Iterator[Reviewed]:
    rows = tuple(rows)
    figures = _figures(draft) if rows else {}
    for row in (_renamed(draft, figures, row) for row in rows):
        figure = figures.get(row.figure)
        yield replace(row, standing=standing_of(draft, figure, row)) if figure else row


def _figures(draft: Draft) -> dict[str, Figure]:
    return {figure.id: figure for figure in with_text_views(draft).figures}


def _renamed(draft: Draft, figures: Mapping[str, Figure], row: Reviewed) -> Reviewed:
    """Return the row under the id that its figure has now, where that is told by the text that stands there."""
    known = figures.get(row.figure)
    text = _text(row)
    if (known and is_same_figure(known, row.of)) or not text:
        return row
    having = [figure.id for figure in figures.values() if stands(draft, figure, text)]
    return replace(row, figure=having[0]) if len(having) == 1 else row


def _text(row: Reviewed) -> str | None:
    return row.decision.text if row.decision else None


def outdated(session: Session, figure: Figure) -> bool:
    """Tell whether the figure's text in the source changed since it was decided on, or it is another figure now."""
    decision = session.decision(figure.id)
    if decision is None:
        return False
    if not is_same_figure(figure, session.decided_of(figure.id)):
        return True
    known = (session.decided_over(figure.id), decision.text)
    return one_line(figure.caption_source or "") not in {one_line(text or "") for text in known}


def standing_of(draft: Draft, figure: Figure, row: Reviewed) -> Standing | None:
    """Return how an applied text stands; None where `apply` put it beside a source that it cannot write."""
    text = _text(row)
    if text is None or not draft.editable or figure.made_from:
        return None
    if stands(draft, figure, text):
        return "as accepted"
    return _standing_of_another_text(figure, row, text) if is_same_figure(figure, row.of) else "other"


def _standing_of_another_text(figure: Figure, row: Reviewed, text: str) -> Standing:
    now = one_line(figure.caption_source or "")
    if figure.state != "written" or now in map(one_line, row.before):
        return "gone"
    return "changed" if kept_share(text, now) >= _PART else "other"


# Beside the draft -----------------------------------------------------------------------------------------------------


def _with_exports(draft: Draft, rows: Iterable[Reviewed]) -> Iterator[Reviewed]:
    """Yield the rows; those of texts that were written beside the draft with how they stand there, or in the draft
    where it was replaced by what was written."""
    files: dict[str | None, Mapping[str, Figure] | Mapping[str, str] | None] = {}
    for row in rows:
        if row.standing is not None or not (row.applied or row.exported) or not row.decision:
            yield row
            continue
        (now,) = _with_standing(draft, [row])
        if now.standing not in {None, "gone"}:  # an archive that stays as it is has the old text
            yield now
            continue
        if row.exported not in files:
            files[row.exported] = _exported(draft, row.exported)
        beside = _standing_beside(draft, row, files[row.exported])
        yield replace(row, beside=beside, beside_in=row.exported or caption_files(draft)[0].name)


def _exported(draft: Draft, archive: str | None) -> Mapping[str, Figure] | Mapping[str, str] | None:
    """Return what stands in a new archive of that name, or else in the record of the captions beside the draft; None
    where there is no such file."""
    if archive is None:
        return exported_texts(draft)
    path = draft.home / archive
    try:
        return _figures(open_draft(path)) if path.exists() else None
    except DraftError:
        return {}


def _standing_beside(
    draft: Draft, row: Reviewed, found: Mapping[str, Figure] | Mapping[str, str] | None
) -> ExportStanding:
    if found is None:
        return "missing"
    text = _text(row) or ""
    there = found.get(row.figure)
    if isinstance(there, Figure):
        return "as written" if stands(draft, there, text) else "other"
    return "as written" if there == safe_text(text) else "other"
