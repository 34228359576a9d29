"""What the report says of one figure, gathered from the draft and the session."""

from collections.abc import Iterator
from dataclasses import dataclass

from capassist.drafts.writing.caption_files import caption_files
from capassist.errors import CapassistError
from capassist.model import Decision, Figure, Finding, Picture, Reviewed
from capassist.ports import ImageLoader
from capassist.text.words import one_line
from capassist.workflow.drafting import DraftingContext, Suggestion, drafts_so_far, inspect_on
from capassist.workflow.standing import outdated, standing_of

UNDECIDED = "Not decided"
GONE = "Accepted, written, and gone from the source since"
_DECIDED = {"accept": "Accepted", "edit": "Accepted as edited", "skip": "Skipped", "reject": "Rejected"}


_STATES = {
    "as accepted": "It is in the source.",
    "changed": "It was written, and changed in the source since.",
    "other": "It was written, and another text is in its place now.",
    "gone": "It was written, and is gone from the source since.",
}


@dataclass(frozen=True, slots=True)
class AuthorText:
    """A text that the author decided on or wrote, whose it is, and where it is now."""

    title: str
    state: str
    text: str
    findings: tuple[Finding, ...]  # the guards' words on it


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure with its picture, its drafts and how its decision stands."""

    figure: Figure
    picture: Picture | None
    suggestions: tuple[Suggestion, ...]
    error: CapassistError | None  # why there is no draft by the captioner that was asked
    standing: str  # how the decision stands, in words
    decision: Decision | None  # what a decision made in the page goes on from
    texts: tuple[AuthorText, ...] = ()  # those that the author decided on or wrote, beside what is in the source
    goes_on_from: str | None = None  # the text that is in the page's editor at first; None for the first draft

    @property
    def decidable(self) -> bool:
        """Whether there is something to decide, and a place to write it."""
        return bool(self.suggestions or self.error or self.decision) and not (
            self.figure.locked and not self.figure.made_from
        )


def entry_for(
    context: DraftingContext, figure: Figure, images: ImageLoader, error: CapassistError | None = None
) -> FigureEntry:
    """Return all that the report says of a figure. Nothing is drafted here; `error` is why drafting it failed."""
    standing, decision = _standing(context, figure)
    texts = tuple(_texts(context, figure))
    waiting, gone = context.session.waiting_text(figure.id), context.session.gone.get(figure.id)
    others = (waiting.text if waiting else None) or (gone.text if gone else None)
    return FigureEntry(
        figure=figure,
        picture=images.load(figure),
        suggestions=drafts_so_far(context, figure),
        error=error,
        standing=standing,
        decision=decision,
        texts=texts,
        goes_on_from=(decision.text if decision else None) or others,
    )


def _texts(context: DraftingContext, figure: Figure) -> Iterator[AuthorText]:
    """Yield what was accepted, what was written before that, and what the author wrote and did not accept."""
    session = context.session
    accepted, written, waiting = (
        session.reviewed(figure.id),
        session.written(figure.id),
        session.waiting_text(figure.id),
    )

    def named(title: str, state: str, text: str) -> AuthorText:
        return AuthorText(title, state, text, inspect_on(context, figure, text))

    if accepted.text:
        yield named("Accepted text", _state(context, figure, accepted), accepted.text)
    if written and written.text and one_line(written.text) != one_line(accepted.text):
        yield named("Text written before", _state(context, figure, written), written.text)
    if waiting:
        yield named("Your changed text", "It is not accepted.", waiting.text)


def _state(context: DraftingContext, figure: Figure, row: Reviewed) -> str:
    """Return where an accepted text is now."""
    if row.applied:
        standing = standing_of(context.draft, figure, row)
        if standing:
            return _STATES[standing]
        page, record = caption_files(context.draft)
        return f"It was written into {page.name} and {record.name}, beside the draft."
    if row.exported:
        return f"It was written into {row.exported}."
    if context.session.taken_back(figure.id):
        return "It was written, and taken back by `undo`."
    if outdated(context.session, figure):
        return "It is not written, and the caption in the source changed since."
    return "It is not written yet."


def _standing(context: DraftingContext, figure: Figure) -> tuple[str, Decision | None]:
    """Return how the figure's decision stands, and the decision where it still waits to be applied.

    One that was applied, or whose caption the author changed since, must not come back through the page's decisions.
    """
    if figure.id in context.session.gone:
        return GONE, None
    decision = context.session.decision(figure.id)
    if decision is None:
        return UNDECIDED, None
    said = ": ".join(filter(None, [_DECIDED[decision.verdict], decision.reason]))
    if decision.verdict in {"skip", "reject"}:
        return said, decision
    if decision not in context.session.accepted():
        return f"{said} (applied since)", None
    if outdated(context.session, figure):
        return f"{said} (but the caption in the source changed since)", None
    return said, decision
