"""Checking a paper: what a model says of its pictures, and what mends the findings that are safe to mend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from capassist.concurrency import side_by_side
from capassist.drafts.writing.writeback import Receipt, diff, write
from capassist.errors import ModelError, UsageError, WriteError
from capassist.model import Draft, Edit, Figure, Finding
from capassist.ports import Opinion, Verifier
from capassist.rules import Selection, Violation
from capassist.rules.fixes import fix_edits
from capassist.workflow.drafting import captioned_figures, inspect
from capassist.workflow.form import form_findings


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a figure that a model was to look at."""

    figure: Figure
    opinions: tuple[Opinion, ...] = ()
    unseen: bool = False  # it has no picture that can be shown
    error: ModelError | None = None  # why the model did not say anything


def faults_to_judge(selection: Selection) -> dict[str, str]:
    """Return what a model is asked for the selected rules: what each fault is, by the rule's name."""
    return {rule.name: rule.page.what for rule in selection.rules() if rule.judged}


def warnings_on(draft: Draft, selection: Selection) -> dict[str, tuple[Finding, ...]]:
    """Return what the guards say of the captions that stand in the paper, by figure; nothing where no selected rule
    passes it on.

    Each caption is compared with the rest of the paper: it is no evidence for itself.
    """
    if not any(rule.warnings for rule in selection.rules()):
        return {}
    return {
        figure.id: (
            *inspect(draft, _without_caption(figure), figure.slot.text if figure.slot else figure.caption or ""),
            *form_findings(draft, figure),
        )
        for figure in captioned_figures(draft)
        if figure.state == "written"
    }


def _without_caption(figure: Figure) -> Figure:
    return replace(figure, caption=None, caption_source=None, slot=None, state="missing")


def judge(figures: Sequence[Figure], verifier: Verifier, faults: dict[str, str], jobs: int) -> Iterator[Judgement]:
    """Have each figure judged, up to `jobs` at a time, in their order. One figure failing does not stop the others."""

    def judged(figure: Figure) -> Judgement:
        try:
            opinions = verifier.judge(figure, faults)
        except ModelError as error:
            return Judgement(figure, error=error)
        return Judgement(figure, opinions or (), unseen=opinions is None)

    return side_by_side(judged, figures, jobs)


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What would be mended, and the diff of the files."""

    draft: Draft
    edits: tuple[Edit, ...]
    diff: str
    notes: tuple[str, ...] = ()  # what cannot be mended, and why


def plan_fixes(draft: Draft, violations: Sequence[Violation]) -> FixPlan:
    """Work out what mends the findings that are safe to mend. Nothing is written.

    A caption whose mended text must not be written is left as it is, with a note. Raises UsageError for a PDF or an
    archive.
    """
    if not draft.editable:
        raise UsageError("--fix changes LaTeX, and this draft has none.", "Name the LaTeX source.")
    if draft.packed:
        raise UsageError(f"{draft.path} is only read.", "Unpack it, and name the folder.")
    edits: list[Edit] = []
    notes: list[str] = []
    for edit in fix_edits(draft, violations):
        try:
            diff(draft, [edit])
        except WriteError as error:
            notes.append(error.message)
        else:
            edits.append(edit)
    return FixPlan(draft, tuple(edits), diff(draft, edits), tuple(notes))


def apply_fixes(plan: FixPlan) -> Receipt:
    """Write the edits, all or none; `capassist undo` takes them back."""
    return write(plan.draft, plan.edits)
