"""What waits for the author in a session, in words: texts that are not accepted, accepted ones that are not in the
source, and written ones that are gone from it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from capassist.drafts.archive_names import captioned_name
from capassist.drafts.text_views import with_text_views
from capassist.drafts.writing.writeback import stands
from capassist.model import AUTHOR, Draft, ExportStanding, Figure, Purpose
from capassist.session.log import Session
from capassist.wording import TEXT_NAMES, command, name_to_type, named, options_to_name
from capassist.workflow.standing import outdated, reviewed_now

_KEYS = {"edit": "e", "tell": "t"}  # of the questions that are answered by a text of the author's


def texts_not_accepted(draft: Draft, session: Session, figures: Iterable[Figure]) -> Iterator[str]:
    """Yield of each of the figures, or views of figures, for which a text of the author's own waits, what counts
    instead, and the command that shows it; and of those for which one was typed and left, how to go on."""
    for figure in figures:
        show = command("review", draft, *options_to_name(draft, figure))
        name = TEXT_NAMES[figure.purpose]
        if session.waiting_text(figure.id) is not None:
            yield f"{figure.name}: your changed {name} is not accepted. {_instead(session, figure)}. To see it: {show}"
        if key := _key_to_finish(session, figure):
            left = f"the {name} that you typed and left without Enter is kept"
            yield f"{figure.name}: {left}. To go on: {show}, then {key}"


def text_waits(draft: Draft, session: Session, figure: Figure) -> str:
    """Return that a text of the author's own waits in the review, and the command that shows it; nothing where none
    does."""
    written = any(draft.captioner == AUTHOR for draft in session.since_accepted(figure.id))
    if not (written and session.waiting_text(figure.id)) and not _key_to_finish(session, figure):
        return ""
    show = command("review", draft, *options_to_name(draft, figure))
    return f"your own {TEXT_NAMES[figure.purpose]} for it waits in the review: {show}"


def _key_to_finish(session: Session, figure: Figure) -> str:
    """Return the key of the review that brings back a text of the author's that was left; nothing where none was."""
    return next((key for question, key in _KEYS.items() if (figure.id, question) in session.unfinished), "")


def _instead(session: Session, figure: Figure) -> str:
    row = session.reviewed(figure.id)
    if not row.text:
        return "Nothing is written for it"
    if figure.id in session.gone:
        return "The one that you accepted before is gone from the source"
    return f"The one that you accepted before {'is in the source' if row.applied else 'would be written'}"


_BESIDE: Mapping[ExportStanding | None, str] = {
    None: "Accepted, and not written yet: {figures}. To write: {apply}",
    "as written": "Accepted, and written into {archive}: {figures}. To look at all of it: {check}",
    "other": "Accepted and written into {archive}, which has another text there now: {figures}. To see it: {scan}",
    "missing": "Accepted and written into {archive}, which is gone: {figures}. To write it again: {apply}",
}


def what_waits(draft: Draft, session: Session) -> tuple[str, ...]:
    """Return what a look at the figures should not pass over: accepted texts that are not written, or beside the draft,
    or over a text that changed since, or gone from the source since, and texts that are not accepted; each with the
    command that goes on.

    Raises DraftError where the session cannot be read again.
    """
    figures = with_text_views(draft).figures
    accepted = [
        figure
        for figure in _of(figures, [decision.figure for decision in session.accepted()])
        if not stands(draft, figure, session.reviewed(figure.id).text)  # else somebody copied it there
    ]
    changed = [figure for figure in accepted if outdated(session, figure)]
    gone = _of(figures, session.gone)
    return (
        *_not_in_source(draft, [figure for figure in accepted if figure not in changed]),
        *_to_review("Accepted, and the text in the source changed since", draft, changed),
        *_to_review_again(draft, gone),
        *texts_not_accepted(draft, session, figures),
    )


def _not_in_source(draft: Draft, accepted: Sequence[Figure]) -> Iterator[str]:
    """Yield which accepted texts are only beside the draft, in a new archive, and which are nowhere."""
    beside = {row.figure: row.beside for row in reviewed_now(draft)} if draft.packed and accepted else {}
    new = replace(draft, path=captioned_name(draft.path)) if draft.packed else draft
    for standing, said in _BESIDE.items():
        if found := [figure for figure in accepted if beside.get(figure.id) == standing]:
            yield said.format(
                figures=named(found),
                archive=new.path.name,
                apply=command("apply", draft),
                check=command("check", new),
                scan=command("scan", new),
            )


def _to_review(said: str, draft: Draft, figures: Sequence[Figure]) -> Iterator[str]:
    """Yield what is to be looked at again, with the command that names it: one for each kind of texts."""
    for purpose in dict.fromkeys(figure.purpose for figure in figures):
        chosen = [figure for figure in figures if figure.purpose == purpose]
        names = (word for figure in chosen for word in ("--figure", name_to_type(draft, figure)))
        again = command("review", draft, *_purpose_of(chosen), *names)
        yield f"{said}: {named(chosen)}. To look at it again: {again}"


def _to_review_again(draft: Draft, gone: Sequence[Figure]) -> Iterator[str]:
    if gone:
        yield (
            f"Accepted and written, and gone from the source since: {named(gone)}. To have it written again: "
            f"{command('review', draft, *_purpose_of(gone))}"
        )


def _of(figures: Iterable[Figure], ids: Collection[str]) -> list[Figure]:
    return [figure for figure in figures if figure.id in ids]


def _purpose_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    purposes: set[Purpose] = {figure.purpose for figure in figures}
    return ("--for", purposes.pop()) if "caption" not in purposes else ()
