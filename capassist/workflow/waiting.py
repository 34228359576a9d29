"""What waits for the author in a session, in words: texts that are not accepted, accepted ones that are not written,
and written ones that are gone from the source."""

from collections.abc import Collection, Iterable, Iterator

from capassist.drafts.text_views import with_text_views
from capassist.model import AUTHOR, Draft, Figure, Purpose
from capassist.session.log import Session
from capassist.session.paper_mark import is_same_figure
from capassist.text.words import one_line
from capassist.wording import TEXT_NAMES, command, name_to_type, named

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


def outdated(session: Session, figure: Figure) -> bool:
    """Tell whether the figure's caption in the source changed since it was decided on, or it is another figure now."""
    decision = session.decision(figure.id)
    if decision is None:
        return False
    if not is_same_figure(figure, session.decided_of(figure.id)):
        return True
    known = (session.decided_over(figure.id), decision.text)
    return figure.caption_source not in known and one_line(figure.caption_source or "") != one_line(decision.text or "")


def what_waits(draft: Draft, session: Session) -> tuple[str, ...]:
    """Return what a look at the figures should not pass over: accepted texts that are not written, or can no longer be,
    or are gone from the source since, and texts that are not accepted; each with the command that goes on."""
    figures = with_text_views(draft).figures
    unwritten = _of(figures, [decision.figure for decision in session.accepted()])
    accepted = [figure for figure in unwritten if not outdated(session, figure)]
    gone = _of(figures, session.gone)
    lines = []
    if accepted:
        lines.append(f"Accepted, and not written yet: {named(accepted)}. To write: {command('apply', draft)}")
    for figure in unwritten:
        if figure not in accepted:
            changed = f"its {TEXT_NAMES[figure.purpose]} changed in the source since you accepted another"
            again = command("review", draft, *options_to_name(draft, figure))
            lines.append(f"{figure.name}: {changed}. To look again: {again}")
    if gone:
        lines.append(
            f"Accepted and written, and gone from the source since: {named(gone)}. To have it written again: "
            f"{command('review', draft, *_purpose_of(gone))}"
        )
    return (*lines, *texts_not_accepted(draft, session, figures))


def _of(figures: Iterable[Figure], ids: Collection[str]) -> list[Figure]:
    return [figure for figure in figures if figure.id in ids]


def _purpose_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    purposes: set[Purpose] = {figure.purpose for figure in figures}
    return ("--for", purposes.pop()) if "caption" not in purposes else ()


def options_to_name(draft: Draft, figure: Figure) -> tuple[str, ...]:
    """Return the options that name the text of a figure to the review."""
    purpose = ("--for", figure.purpose) if figure.place else ()
    return (*purpose, "--figure", name_to_type(draft, figure))
