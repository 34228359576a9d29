"""What the author accepted, into the source: first a plan that can be shown, then the plan carried out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from capassist.drafts.archive_names import captioned_name
from capassist.drafts.archives import digest_of, write_captioned
from capassist.drafts.compiling import verify_compiles
from capassist.drafts.text_views import DECORATIVE, with_text_views
from capassist.drafts.writing.caption_files import listed
from capassist.drafts.writing.writeback import (
    Possible,
    Receipt,
    Refusal,
    accepted,
    export_captions,
    notes_on,
    possible_edits,
    refusal_of_all,
    refused_blank,
    text_name,
    unified_diff,
    write_possible,
)
from capassist.errors import UsageError, WriteError
from capassist.model import Decision, Draft, Figure, Finding, TextPlace
from capassist.session.decisions import unknown_drafts
from capassist.session.log import Session
from capassist.session.paper_mark import figure_mark, is_same_figure
from capassist.text.keys import pointer_keys
from capassist.text.words import one_line
from capassist.wording import command, named, options_to_name
from capassist.workflow.choosing import EVERYTHING, Selection, selected, selected_decisions
from capassist.workflow.drafting import inspect
from capassist.workflow.second_look import SecondLooks

_NEEDS_TAGGING = (
    "LaTeX passes over alt= unless the paper is tagged; arXiv's HTML and other converters read it. To have these texts "
    "in the PDF, put \\DocumentMetadata{lang=…, tagging=on} before \\documentclass and use LuaLaTeX of 2025 or later. "
    "capassist does not insert it."
)
_NEEDS_NEW_TEX = (
    "artifact, which marks a graphic as decoration, is known to LaTeX of 2025 and later; an older one stops at it: "
    "“artifact undefined”. With --verify you see whether yours does."
)
_AGAIN = "Taken back by `undo` since they were last written: {}."

_OTHER_FIGURE = "it has no label, and another figure has its place now than when it was decided on"


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` would do: the decisions that change something, and the diff of the files."""

    draft: Draft
    decisions: tuple[Decision, ...]
    possible: Possible  # what is written into the source
    exported: tuple[
        Decision, ...
    ]  # those that go into captions.md and captions.json: of a PDF, or of a file that is made
    diff: str
    notes: tuple[str, ...] = ()
    standing: tuple[Decision, ...] = ()  # whose text the source has already
    declined: tuple[Decision, ...] = ()  # those that keep a text out, which the session keeps
    # What the guards say of each text; they keep nothing back.
    warnings: tuple[tuple[Decision, tuple[Finding, ...]], ...] = ()
    refused: tuple[Refusal, ...] = ()  # what keeps all from being written, until it is left out

    def is_empty(self, session: Session) -> bool:
        """Tell whether nothing is to be written, and nothing to be kept in the session."""
        return not (self.decisions or self.declined or any(_untold(self.standing, session)))

    @property
    def unchanged(self) -> tuple[Figure, ...]:
        """The figures, and views of figures, that have their text already."""
        return _figures_of(self.draft, self.standing)

    @property
    def written(self) -> tuple[Figure, ...]:
        """The figures, and views of figures for other texts, that get a text."""
        return _figures_of(self.draft, self.decisions)


def plan_reviewed(draft: Draft, session: Session, selection: Selection = EVERYTHING) -> Plan:
    """Work out what the selected decisions of the review would change. Nothing is written.

    What changed since it was decided over is refused. Raises UsageError for a selected figure that is not there.
    """
    draft = with_text_views(draft)
    reviewed = selected_decisions(draft, session.accepted(), selection)
    known = {figure.id for figure in draft.figures}
    decisions = [_as_decided(session, decision) for decision in reviewed if decision.figure in known]
    gone = [figure for figure in selected(draft, selection) if figure.id in session.gone]
    plan = _plan(draft, decisions, tuple(_notes(draft, reviewed, gone)), SecondLooks(session))
    again = [figure for figure in plan.written if session.taken_back(figure.id)]
    return replace(plan, notes=(*plan.notes, _AGAIN.format(named(again)))) if again else plan


def _notes(draft: Draft, reviewed: Sequence[Decision], gone: Iterable[Figure]) -> Iterator[str]:
    """Yield what is said before a plan: whose figures or texts are gone, and that there is nothing to write."""
    figures = {figure.id for figure in draft.figures}
    for name in (decision.figure for decision in reviewed):
        if name not in figures:
            yield f"{name} is no longer in the draft: its {text_name(name).split(' of ')[0]} is left out."
    for figure in gone:
        again = command("review", draft, *options_to_name(draft, figure))
        yield f"The {text_name(figure.id)} was written, and is gone from the source since. To have it back: {again}"
    if not reviewed:
        yield f"No accepted caption waits to be written. Next: {command('review', draft)}"


def _as_decided(session: Session, decision: Decision) -> Decision:
    """Return a decision with what it was made over and on."""
    over, of = session.decided_over(decision.figure), session.decided_of(decision.figure)
    return replace(decision, over=over or "", of=of)


def plan_decided(
    draft: Draft,
    decisions: Sequence[Decision],
    selection: Selection = EVERYTHING,
    looks: SecondLooks | None = None,
) -> Plan:
    """Work out what the selected ones of decisions from elsewhere would change.

    What changed since it was decided over is refused. `looks` are the second looks at the draft's texts.

    Raises DraftError for a figure that the draft does not have, UsageError for a selected one.
    """
    draft = with_text_views(draft)
    figures = {figure.id: figure for figure in draft.figures}
    plan = _plan(draft, selected_decisions(draft, decisions, selection), (), looks)
    return replace(plan, notes=(*plan.notes, *_unseen(figures, plan.decisions), *_of_declined(figures, plan.declined)))


def _unseen(figures: Mapping[str, Figure], decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield which written texts are replaced by a decision that does not say that it was made over them."""
    for decision in decisions:
        if decision.over is None and figures[decision.figure].state == "written":
            yield (
                f"The {text_name(decision.figure)} was written already, and is replaced: no "
                '"over" in the decisions says what it was decided over.'
            )


def _of_declined(figures: Mapping[str, Figure], decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield whose texts are kept out of the paper by a decision."""
    for verdict, word in (("skip", "Skipped"), ("reject", "Rejected")):
        if declined := [figures[d.figure] for d in decisions if d.verdict == verdict]:
            yield f"{word}, so not written: {named(declined)}."


def _changed_since(draft: Draft, decisions: Iterable[Decision]) -> Iterator[Refusal]:
    """Yield the refusals of decisions that were made over another text than stands in the source now."""
    figures = {figure.id: figure for figure in draft.figures}
    for decision in decisions:
        figure = figures[decision.figure]
        same = is_same_figure(figure, decision.of)
        if same and (decision.over is None or _stands_in(figure, decision.over)):
            continue
        possible = possible_edits(draft, [decision])
        if possible.edits or possible.refused:  # else the new text is there already: an apply of the same file
            show = command("review", draft, *options_to_name(draft, figure))
            reason = "it changed in the source since it was decided on" if same else _OTHER_FIGURE
            yield Refusal(decision.figure, reason, f"Look at it again: {show}")


def _stands_in(figure: Figure, over: str) -> bool:
    """Tell whether a figure has the caption that was decided over; of a label in a missing one it does not matter
    whether it was taken for it."""
    return one_line(over) in {one_line(figure.standing_caption), one_line(figure.caption_source or "")}


def _plan(
    draft: Draft,
    decisions: Sequence[Decision],
    notes: tuple[str, ...],
    looks: SecondLooks | None = None,
) -> Plan:
    wanted = accepted(draft, decisions)  # before they are parted: what is wrong with any of them is said first
    possible, exported, refused = _parted(draft, wanted)
    changed = {edit.figure for edit in possible.edits} | {decision.figure for decision in exported}
    planned = tuple(decision for decision in wanted if decision.figure in changed)
    left_out = {refusal.figure for refusal in refused} | changed
    return Plan(
        draft,
        planned,
        possible,
        exported,
        diff="\n".join(filter(None, (unified_diff(possible.changes), listed(draft, exported)))),
        notes=(*notes, *_made(draft, exported), *_of_alternatives(draft, planned), *_of_works(draft, planned)),
        standing=tuple(decision for decision in wanted if decision.figure not in left_out),
        declined=tuple(_declined(draft, decisions)),
        warnings=_warnings(draft, planned, looks),
        refused=refused,
    )


def _parted(draft: Draft, wanted: tuple[Decision, ...]) -> tuple[Possible, tuple[Decision, ...], tuple[Refusal, ...]]:
    """Return what is possible in the source, what goes beside it, and what is refused."""
    figures = {figure.id: figure for figure in draft.figures}
    changed_since = tuple(_changed_since(draft, wanted))
    unchanged = _left_of(wanted, changed_since)
    beside = [decision for decision in unchanged if _goes_beside(draft, figures[decision.figure])]
    possible = possible_edits(draft, [decision for decision in unchanged if decision not in beside])
    refused = changed_since + possible.refused + _blank(draft, beside)
    return possible, _left_of(beside, refused), refused


def _figures_of(draft: Draft, decisions: Iterable[Decision]) -> tuple[Figure, ...]:
    decided = {decision.figure for decision in decisions}
    return tuple(figure for figure in draft.figures if figure.id in decided)


def _declined(draft: Draft, decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Yield the decisions that keep a text out of the paper, but those that were made on another figure."""
    figures = {figure.id: figure for figure in draft.figures}
    return (d for d in decisions if not d.accepts and is_same_figure(figures[d.figure], d.of))


def _goes_beside(draft: Draft, figure: Figure) -> bool:
    """Whether a figure's caption goes into captions.md and captions.json, because its source cannot be written."""
    return bool(not draft.editable or figure.made_from)


def _blank(draft: Draft, decisions: Sequence[Decision]) -> tuple[Refusal, ...]:
    """Return the refusals of the decisions that leave nothing of a caption."""
    figures = {figure.id: figure for figure in draft.figures}
    refusals = (refused_blank(draft, figures[decision.figure], decision.text or "") for decision in decisions)
    return tuple(filter(None, refusals))


def _left_of(decisions: Iterable[Decision], refused: Iterable[Refusal]) -> tuple[Decision, ...]:
    left_out = {refusal.figure for refusal in refused}
    return tuple(decision for decision in decisions if decision.figure not in left_out)


def _made(draft: Draft, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return why the captions of figures that a program makes are not written, each reason once."""
    decided = _figures_of(draft, decisions)
    return tuple(dict.fromkeys(figure.locked or "" for figure in decided if figure.made_from))


def _of_alternatives(draft: Draft, decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield what alt= and artifact need beyond the paper's own text, where they are its first."""
    places = _alternative_places(draft)
    texts = {d.figure: (d.text or "").strip() for d in decisions if d.figure in places}
    if set(texts.values()) - {DECORATIVE} and not _is_tagged(draft, places.values()):
        yield _NEEDS_TAGGING
    if DECORATIVE in texts.values() and not any(place.decorative for place in places.values()):
        yield _NEEDS_NEW_TEX


def _of_works(draft: Draft, decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield which works the texts cite that cannot be looked up, because no list of works was read."""
    manuscript = draft.manuscript
    if not manuscript.cited.is_unknown:
        return
    pointers = (p for d in decisions for p in pointer_keys(d.text or "", manuscript.reference_commands))
    if keys := dict.fromkeys(pointer.key for pointer in pointers if pointer.kind == "citation"):
        files = ", ".join(manuscript.cited.unread)
        yield f"Whether {files} has {', '.join(keys)} is not known: it could not be read."


def _alternative_places(draft: Draft) -> dict[str, TextPlace]:
    return {figure.id: figure.place for figure in draft.figures if figure.place and figure.place.form == "alt"}


def _is_tagged(draft: Draft, places: Iterable[TextPlace]) -> bool:
    return any(place.source for place in places) or "DocumentMetadata" in draft.manuscript.commands


def _warnings(
    draft: Draft, decisions: Sequence[Decision], looks: SecondLooks | None
) -> tuple[tuple[Decision, tuple[Finding, ...]], ...]:
    """Return what the guards say of the texts, and what was said in second looks: the author's word stands, so that
    none of it blocks."""
    figures = {figure.id: figure for figure in draft.figures}
    texts = {decision.figure: decision.text or "" for decision in decisions}

    def said(decision: Decision) -> tuple[Finding, ...]:
        figure, text = figures[decision.figure], texts[decision.figure]
        return inspect(draft, figure, text, texts) + (looks.findings(figure, text) if looks else ())

    found = ((decision, said(decision)) for decision in decisions)
    return tuple(
        (d, tuple(replace(finding, blocks=False) for finding in findings)) for d, findings in found if findings
    )


def verify(plan: Plan) -> tuple[str, ...]:
    """Compile the paper with TeX as it is and as the plan would make it; return what the author should know of it.

    Raises UsageError for a draft that TeX cannot compile, and WriteError when the plan breaks the document.
    """
    if plan.draft.kind != "latex":
        raise UsageError("--verify compiles LaTeX, and this draft has none.", "Go on without --verify.")
    return verify_compiles(plan.draft, plan.possible.changes) if plan.possible.changes else ()


def refusal_of(plan: Plan, *options: str) -> WriteError:
    """Return what is raised when captions of the plan cannot be written, and so none is. It names the command that
    writes the others, with the `options` that `apply` was given."""
    skip = (word for refusal in plan.refused for word in ("--skip", refusal.figure))
    others = command("apply", plan.draft, *options, *skip) if plan.decisions else ""
    return refusal_of_all(plan.refused, f"To write the others: {others}" if others else "")


def _untold(standing: Iterable[Decision], session: Session) -> Iterator[Decision]:
    """Yield the decisions on texts in the source that the session does not know, as they were made in another copy of
    the paper."""
    for decision in standing:
        known = session.decision(decision.figure)
        if known is None or one_line(known.text or "") != one_line(decision.text or ""):
            yield decision


def apply_plan(plan: Plan, session: Session) -> Receipt:
    """Write the plan, all files or none, and note in the session what was decided and what is in the source now.

    Raises WriteError when a caption of it cannot be written, or a file.
    """
    if plan.refused:
        raise refusal_of(plan)
    receipt = _carried_out(plan, session)
    figures = {figure.id: figure for figure in plan.draft.figures}
    untold = tuple(_untold(plan.standing, session))
    for decision in (*plan.decisions, *plan.declined, *untold):
        if session.decision(decision.figure) != decision:
            figure = figures[decision.figure]
            for draft in tuple(unknown_drafts(decision, session.drafts(figure.id))):
                session.add_from_file(draft)
            session.decide(decision, over=figure.caption_source, by="file", of=figure_mark(figure))
    _mark_written(plan, receipt, session)
    session.mark_applied(decision.figure for decision in untold)
    return receipt


def _mark_written(plan: Plan, receipt: Receipt, session: Session) -> None:
    """Note where the texts are now. An archive itself stays as it is, so that they can be written again."""
    packed = {edit.figure for edit in plan.possible.edits} if plan.draft.packed else set()
    if packed:
        written = captioned_name(plan.draft.path)
        session.mark_exported(sorted(packed), written.name, digest_of(written))
    session.mark_applied(figure for figure in receipt.figures if figure not in packed)


def _carried_out(plan: Plan, session: Session) -> Receipt:
    """Write what goes into the source, then what goes beside it."""
    inside = beside = Receipt((), ())
    if plan.possible.edits:
        inside = _pack(plan, session) if plan.draft.packed else write_possible(plan.draft, plan.possible)
    if plan.exported:
        files = export_captions(plan.draft, plan.exported)
        beside = Receipt(files, tuple(decision.figure for decision in plan.exported))
    return Receipt(inside.files + beside.files, inside.figures + beside.figures, inside.notes + beside.notes)


def _pack(plan: Plan, session: Session) -> Receipt:
    """Write an archive with the new captions beside the draft's own, which stays as it is. One that was written before
    is replaced, unless it was changed since or has captions that the plan has not."""
    changes, target = plan.possible.changes, captioned_name(plan.draft.path)
    before = session.archive(target.name)
    if before and target.exists() and (dropped := before.figures - {edit.figure for edit in plan.possible.edits}):
        raise WriteError(
            f"{target} has the texts of {', '.join(sorted(dropped))}, which would not be in the new one.",
            "Move it elsewhere first, or decide on those again.",
        )
    written = write_captioned(plan.draft.path, changes, before.digest if before else None)
    changed = ", ".join(change.file for change in changes)
    note = (
        f"{plan.draft.path.name} stays as it is. Changed in {written.name}: {changed}. "
        "Use these files of it in place of yours, or all of it."
    )
    figures = tuple(dict.fromkeys(edit.figure for edit in plan.possible.edits))
    return Receipt((written,), figures, (*notes_on(plan.draft, plan.possible.edits), note))
