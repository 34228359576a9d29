"""What the report says of one figure, gathered from the draft and the session."""

from dataclasses import dataclass

from capassist.errors import CapassistError
from capassist.model import Decision, Figure, Finding, Picture
from capassist.ports import ImageLoader
from capassist.workflow.drafting import DraftingContext, Suggestion, drafts_so_far, inspect_on
from capassist.workflow.writing import outdated

UNDECIDED = "Not decided"
GONE = "Accepted, written, and gone from the source since"
_DECIDED = {"accept": "Accepted", "edit": "Accepted as edited", "skip": "Skipped", "reject": "Rejected"}


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure with its picture, its drafts and how its decision stands."""

    figure: Figure
    picture: Picture | None
    suggestions: tuple[Suggestion, ...]
    error: CapassistError | None  # why there is no draft by the captioner that was asked
    standing: str  # how the decision stands, in words
    decision: Decision | None  # what a decision made in the page goes on from
    findings: tuple[Finding, ...]  # the guards' words on the decision's text

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
    text = decision.text if decision else None
    return FigureEntry(
        figure=figure,
        picture=images.load(figure),
        suggestions=drafts_so_far(context, figure),
        error=error,
        standing=standing,
        decision=decision,
        findings=inspect_on(context, figure, text) if text else (),
    )


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
