"""What the author accepted, into the source, and back out of it: first a plan that can be shown, then the plan carried
out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from capassist.drafts.compiling import verify_compiles
from capassist.drafts.writeback import (
    Receipt,
    accepted,
    changed_files,
    diff,
    export_captions,
    last_apply,
    plan_edits,
    undo,
    unified_diff,
    write,
)
from capassist.errors import UsageError, WriteError
from capassist.model import Decision, Draft, Edit, Figure, Finding
from capassist.session.log import Session
from capassist.workflow.drafting import inspect


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` would do: the decisions that change something, and the diff of the files."""

    draft: Draft
    decisions: tuple[Decision, ...]
    edits: tuple[Edit, ...]  # none for a PDF, whose captions go into files of their own
    diff: str
    notes: tuple[str, ...] = ()
    warnings: tuple[
        tuple[Decision, tuple[Finding, ...]], ...
    ] = ()  # what the guards say of each text; they keep nothing back


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
    notes = [f"{name} is no longer in the draft: its caption is left out." for name in gone]
    if not reviewed:
        notes.append(f"No accepted caption waits to be written. Next: capassist review {draft.path}")
    return _plan(draft, decisions, tuple(notes))


def outdated(session: Session, figure: Figure) -> bool:
    """Tell whether the figure's caption in the source changed since it was decided on."""
    decision = session.decision(figure.id)
    return decision is not None and figure.caption_source not in (session.decided_over(figure.id), decision.text)


def plan_decided(draft: Draft, decisions: Sequence[Decision]) -> Plan:
    """Work out what decisions from elsewhere would change. Raises DraftError for a figure that the draft does not
    have."""
    return _plan(draft, decisions, ())


def _plan(draft: Draft, decisions: Sequence[Decision], notes: tuple[str, ...]) -> Plan:
    if draft.kind == "pdf":
        chosen = accepted(draft, decisions)
        return Plan(draft, chosen, (), _listed(draft, chosen), notes, _warnings(draft, chosen))
    edits = plan_edits(draft, decisions)
    changed = {edit.figure for edit in edits}
    chosen = tuple(decision for decision in decisions if decision.figure in changed)
    return Plan(draft, chosen, edits, diff(draft, edits), notes, _warnings(draft, chosen))


def _warnings(draft: Draft, decisions: Sequence[Decision]) -> tuple[tuple[Decision, tuple[Finding, ...]], ...]:
    """Return what the guards say of the texts: the author's word stands, so that none of it blocks."""
    figures = {figure.id: figure for figure in draft.figures}
    texts = {decision.figure: decision.text or "" for decision in decisions}
    found = ((d, inspect(draft, figures[d.figure], texts[d.figure], texts)) for d in decisions)
    return tuple(
        (d, tuple(replace(finding, blocks=False) for finding in findings)) for d, findings in found if findings
    )


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


def apply_plan(plan: Plan, session: Session, reread: Callable[[Path], Draft]) -> Receipt:
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


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What `undo` would do: the figures and files that the last apply wrote, and the diff back."""

    figures: tuple[str, ...]
    files: tuple[Path, ...]
    diff: str


def plan_undo(draft: Draft) -> UndoPlan:
    """Work out what taking the last apply back would change. Nothing is written.

    Raises UsageError for a PDF, and WriteError when there is no apply to take back or a file was changed since.
    """
    if draft.kind == "pdf":
        raise UsageError(
            "`undo` takes back what was written into LaTeX sources, and this draft is a PDF.",
            "`apply` writes nothing into a PDF, only captions.md and captions.json beside it: delete them if you "
            "do not want them.",
        )
    last = last_apply(draft.root)
    return UndoPlan(last.figures, tuple(draft.root / c.file for c in last.changes), unified_diff(last.changes))


def undo_apply(draft: Draft, session: Session) -> Receipt:
    """Give each file the bytes it had before the last apply; its decisions wait to be written again."""
    receipt = undo(draft.root)
    session.mark_unapplied(receipt.figures)
    return receipt
