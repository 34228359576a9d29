"""The order of the steps, nothing else: which figures, a draft for each, the author's word on each, then the source."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from capassist import disclosure, guards
from capassist.disclosure import Disclosure, Policy
from capassist.drafts.compiling import verify_compiles
from capassist.drafts.writeback import (
    Receipt,
    accepted,
    changed_files,
    diff,
    export_captions,
    plan_edits,
    undo,
    write,
)
from capassist.errors import CapassistError, ModelError, UsageError, WriteError
from capassist.model import (
    AUTHOR,
    Action,
    ActionName,
    Candidate,
    CaptionRequest,
    Decision,
    Draft,
    Edit,
    Figure,
    Finding,
    Profile,
    ReviewItem,
)
from capassist.ports import Captioner, Reviewer
from capassist.preferences import preference_rows
from capassist.profile import build_profile
from capassist.session import Session, read_reviewed


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A drafted caption with what it rests on and what the guards say of it."""

    figure: Figure
    candidate: Candidate
    profile: Profile
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A figure for which there is no draft, and why."""

    figure: Figure
    error: CapassistError


@dataclass(frozen=True, slots=True)
class Desk:
    """All that drafting needs besides the figure: the paper, who drafts, how much to imitate, and the memory."""

    draft: Draft
    captioner: Captioner
    profile_size: int
    session: Session


def captioned_figures(draft: Draft) -> tuple[Figure, ...]:
    """Return the draft's figures proper, without tables, algorithms and listings."""
    return tuple(figure for figure in draft.figures if figure.kind == "figure")


def choose_figures(draft: Draft, names: Sequence[str]) -> tuple[Figure, ...]:
    """Return the named figures (by id, label or printed number), or those that lack a caption when none is named.

    Raises UsageError for a name that no figure has.
    """
    figures = captioned_figures(draft)
    if not names:
        return tuple(figure for figure in figures if figure.state != "written")
    chosen = [_named(figures, name) for name in names]
    return tuple(figure for figure in figures if figure in chosen)


def _named(figures: Sequence[Figure], name: str) -> Figure:
    for figure in figures:
        if name == figure.id or name in figure.labels:
            return figure
    for figure in figures:
        if name == figure.number:
            return figure
    known = [known for figure in figures for known in (figure.id, figure.number) if known]
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`capassist scan` lists the figures."
    raise UsageError(f"The draft has no figure {name!r}.", hint)


def suggest(desk: Desk, figures: Iterable[Figure]) -> Iterator[Suggestion | Failure]:
    """Draft each figure that has no draft in the session yet, one by one, keeping each at once.

    One figure failing does not stop the others.
    """
    for figure in figures:
        try:
            yield draft_caption(desk, figure, attempt=0)
        except ModelError as error:
            yield Failure(figure, error)


def draft_caption(desk: Desk, figure: Figure, attempt: int) -> Suggestion:
    """Return the figure's draft number `attempt` from the session, or have it drafted and keep it there.

    Raises ModelError when the captioner did not give one.
    """
    request = _request(desk, figure, attempt)
    basis = _basis(desk.captioner.name, replace(request, attempt=0))
    known = [c for c in desk.session.candidates(figure.id, basis) if c.captioner != AUTHOR]
    if attempt < len(known):
        candidate = known[attempt]
    else:
        candidate = desk.captioner.draft(request)
        desk.session.add(candidate, basis)
    return Suggestion(figure, candidate, request.profile, inspect(desk.draft, figure, candidate.text))


def drafts_so_far(desk: Desk, figure: Figure) -> tuple[Suggestion, ...]:
    """Return the figure's drafts in the session that rest on the paper as it is now, whoever drafted them. Nothing is drafted."""
    request = _request(desk, figure, attempt=0)
    captioners = dict.fromkeys(c.captioner for c in desk.session.drafts(figure.id) if c.captioner != AUTHOR)
    return tuple(
        Suggestion(figure, candidate, request.profile, inspect(desk.draft, figure, candidate.text))
        for captioner in captioners
        for candidate in desk.session.candidates(figure.id, _basis(captioner, request))
        if candidate.captioner == captioner
    )


def _request(desk: Desk, figure: Figure, attempt: int) -> CaptionRequest:
    """Return what the captioner may know: never the target's own caption."""
    blank = replace(figure, caption=None, caption_source=None, short_caption=None, slot=None, state="missing")
    return CaptionRequest(
        figure=blank,
        profile=build_profile(desk.draft, figure, desk.profile_size),
        markup=desk.draft.kind,
        title=desk.draft.title,
        abstract=desk.draft.abstract,
        attempt=attempt,
    )


def _basis(captioner: str, request: CaptionRequest) -> str:
    """Return a hash of all that a draft rests on: with another captioner or a changed paper it is drafted anew."""
    return hashlib.sha256(f"{captioner}\n{request!r}".encode("utf-8", "surrogatepass")).hexdigest()


def inspect(draft: Draft, figure: Figure, text: str) -> tuple[Finding, ...]:
    """Return what the guards say of a text for this figure; a caption that cannot be written back is said first."""
    locked = (Finding("locked", figure.locked, blocks=True),) if figure.locked else ()
    written = (
        figure.slot.text if figure.slot else figure.caption
    )  # the slot leaves out the label, which stays where it is
    old = None if figure.state == "missing" else written
    return locked + guards.inspect(text, figure, markup=draft.kind, old=old, others=draft.figures)


def undecided(session: Session, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures to ask about: those without a decision, or the skipped ones when nothing else is left."""
    decisions = {figure.id: session.decision(figure.id) for figure in figures}
    fresh = tuple(figure for figure in figures if decisions[figure.id] is None)
    skipped = (figure for figure in figures if (d := decisions[figure.id]) is not None and d.verdict == "skip")
    return fresh or tuple(skipped)


def review(desk: Desk, figures: Sequence[Figure], reviewer: Reviewer) -> None:
    """Ask the author about each figure in turn. Every decision is saved when it is made; quitting loses nothing."""
    _Review(desk, figures, reviewer).run()


class _Review:
    """Where the review stands: which figure, which of its drafts, and what the author made of them so far."""

    def __init__(self, desk: Desk, figures: Sequence[Figure], reviewer: Reviewer) -> None:
        self.desk = desk
        self.figures = figures
        self.reviewer = reviewer
        self.position = 0
        self.attempts: dict[str, int] = {}
        self.edited: dict[str, str] = {}

    def run(self) -> None:
        while self.position < len(self.figures):
            figure = self.figures[self.position]
            item = self._item(figure)
            action = self.reviewer.ask(item)
            if action.name == "quit":
                return
            self._follow(action, item)

    def _item(self, figure: Figure) -> ReviewItem:
        candidate = self._candidate(figure)
        text = self.edited.get(figure.id, candidate.text)
        actions: list[ActionName] = ["accept", "edit", "another", "skip"]
        if self.position:
            actions.append("back")
        if self.desk.session.last_decision() is not None:
            actions.append("undo")
        return ReviewItem(
            figure=figure,
            position=self.position + 1,
            total=len(self.figures),
            text=text,
            candidate=candidate,
            findings=inspect(self.desk.draft, figure, text),
            decision=self.desk.session.decision(figure.id),
            actions=(*actions, "quit"),
        )

    def _candidate(self, figure: Figure) -> Candidate:
        """Return the draft to show; where the captioner gave none, an empty one that says why, to be edited by hand."""
        try:
            return draft_caption(self.desk, figure, self.attempts.get(figure.id, 0)).candidate
        except ModelError as error:
            note = " ".join(filter(None, (error.message, error.hint)))
            return Candidate(figure.id, "", "template", self.desk.captioner.name, notes=(note,))

    def _follow(self, action: Action, item: ReviewItem) -> None:
        figure = item.figure
        match action.name:
            case "accept":
                untouched = item.text == item.candidate.text
                self._decide(item, Decision(figure.id, "accept" if untouched else "edit", item.text))
            case "skip":
                self._decide(item, Decision(figure.id, "skip"))
            case "edit":
                self.edited[figure.id] = action.text or item.text
            case "another":
                self.edited.pop(figure.id, None)
                self.attempts[figure.id] = self.attempts.get(figure.id, 0) + 1
            case "back":
                self.position -= 1
            case "undo":
                self._undo()

    def _decide(self, item: ReviewItem, decision: Decision) -> None:
        self.desk.session.decide(decision, over=item.figure.caption_source, candidate=item.candidate)
        self.position += 1

    def _undo(self) -> None:
        undone = self.desk.session.undo()
        for position, figure in enumerate(self.figures):
            if undone is not None and figure.id == undone.figure:
                self.position = position


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` would do: the decisions that change something, and the diff of the files."""

    draft: Draft
    decisions: tuple[Decision, ...]
    edits: tuple[Edit, ...]  # none for a PDF, whose captions go into files of their own
    diff: str
    notes: tuple[str, ...] = ()


def plan_reviewed(draft: Draft, session: Session) -> Plan:
    """Work out what the decisions of the review would change. Nothing is written.

    Raises WriteError for a text that must not be written, or when a caption changed since it was decided over.
    """
    figures = {figure.id: figure for figure in draft.figures}
    reviewed = session.accepted()
    gone = [decision.figure for decision in reviewed if decision.figure not in figures]
    decisions = [decision for decision in reviewed if decision.figure in figures]
    for decision in decisions:
        if outdated(session, figures[decision.figure]):
            raise WriteError(
                f"The caption of {decision.figure} changed since it was reviewed.",
                f"Look at it again: capassist review {draft.path} --figure {decision.figure}",
            )
    notes = (f"{name} is no longer in the draft: its caption is left out." for name in gone)
    return _plan(draft, decisions, tuple(notes))


def outdated(session: Session, figure: Figure) -> bool:
    """Tell whether the figure's caption in the source changed since it was decided on."""
    decision = session.decision(figure.id)
    return decision is not None and figure.caption_source not in (session.decided_over(figure.id), decision.text)


def plan_decided(draft: Draft, decisions: Sequence[Decision]) -> Plan:
    """Work out what decisions from elsewhere would change. Raises DraftError for a figure that the draft does not have."""
    return _plan(draft, decisions, ())


def _plan(draft: Draft, decisions: Sequence[Decision], notes: tuple[str, ...]) -> Plan:
    if draft.kind == "pdf":
        chosen = accepted(draft, decisions)
        return Plan(draft, chosen, (), _listed(draft, chosen), notes)
    edits = plan_edits(draft, decisions)
    changed = {edit.figure for edit in edits}
    return Plan(draft, tuple(d for d in decisions if d.figure in changed), edits, diff(draft, edits), notes)


def _listed(draft: Draft, decisions: Iterable[Decision]) -> str:
    """Return old and new captions in the form of a diff, for a draft whose source is not at hand."""
    captions = {figure.id: figure.caption for figure in draft.figures}
    lines = []
    for decision in decisions:
        old = captions[decision.figure]
        lines += [f"@@ {decision.figure} @@", *([f"-{old}"] if old else []), f"+{decision.text}"]
    return "\n".join(lines)


def verify(plan: Plan) -> tuple[str, ...]:
    """Compile the paper with TeX as it is and as the plan would make it; return what the author should know of it.

    Raises UsageError for a draft that TeX cannot compile, and WriteError when the plan breaks the document.
    """
    if plan.draft.kind == "pdf":
        raise UsageError("--verify compiles LaTeX, and this draft is a PDF.", "Go on without --verify.")
    return verify_compiles(plan.draft, changed_files(plan.draft, plan.edits)) if plan.edits else ()


def carry_out(plan: Plan, session: Session, reread: Callable[[Path], Draft]) -> Receipt:
    """Write the plan, all files or none, and note in the session what is in the source now."""
    if plan.draft.kind == "pdf":
        files = export_captions(plan.draft, plan.decisions, plan.draft.root)
        receipt = Receipt(files, tuple(decision.figure for decision in plan.decisions))
    else:
        receipt = write(plan.draft, plan.edits, reread)
    captions = {figure.id: figure.caption_source for figure in plan.draft.figures}
    for decision in plan.decisions:
        if session.decision(decision.figure) != decision:
            session.decide(decision, over=captions[decision.figure], by="file")
    session.mark_applied(receipt.figures)
    return receipt


def disclose(draft: Draft, policy: Policy | None = None) -> Disclosure:
    """Return which of the draft's captions a program drafted, and a statement in the form that the venue asks for."""
    return disclosure.disclose(draft, read_reviewed(draft.root, draft.main), policy)


def preferences(draft: Draft) -> tuple[dict[str, Any], ...]:
    """Return what the author chose over which draft."""
    return preference_rows(draft, read_reviewed(draft.root, draft.main))


def take_back(draft: Draft, session: Session) -> Receipt:
    """Give each file the bytes it had before the last apply; its decisions wait to be written again."""
    receipt = undo(draft.root)
    session.mark_unapplied(receipt.figures)
    return receipt
