"""What the author accepted, into the source: first a plan that can be shown, then the plan carried out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from capassist.model import Decision, Draft, Figure, Finding, Purpose, TextPlace
from capassist.session.log import Session
from capassist.session.paper_mark import figure_mark, is_same_figure
from capassist.text.keys import pointer_keys
from capassist.text.words import one_line
from capassist.wording import command, named
from capassist.workflow.drafting import choose_figures, inspect
from capassist.workflow.second_look import SecondLooks
from capassist.workflow.waiting import options_to_name

_NEEDS_TAGGING = (
    "LaTeX passes over alt= unless the paper is tagged; arXiv's HTML and other converters read it. To have these texts "
    "in the PDF, put \\DocumentMetadata{lang=…, tagging=on} before \\documentclass and use LuaLaTeX of 2025 or later. "
    "capassist does not insert it."
)
_NEEDS_NEW_TEX = (
    "artifact, which marks a graphic as decoration, is known to LaTeX of 2025 and later; an older one stops at it: "
    "“artifact undefined”. With --verify you see whether yours does."
)
_AGAIN = "`undo` took these back, and they are written again: {}."

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
    # What the guards say of each text; they keep nothing back.
    warnings: tuple[tuple[Decision, tuple[Finding, ...]], ...] = ()
    refused: tuple[Refusal, ...] = ()  # what keeps all from being written, until it is left out

    @property
    def written(self) -> tuple[Figure, ...]:
        """The figures, and views of figures for other texts, that get a text."""
        decided = {decision.figure for decision in self.decisions}
        return tuple(figure for figure in self.draft.figures if figure.id in decided)


def plan_reviewed(draft: Draft, session: Session, skip: Collection[str] = (), purpose: Purpose | None = None) -> Plan:
    """Work out what the decisions of the review would change, but those for the figures in `skip`. Nothing is written.

    With a purpose, it is only the captions, or the alternative texts, or the short titles.

    What changed since it was decided over is refused. Raises UsageError for a figure in `skip` that is not there.
    """
    draft = with_text_views(draft)
    figures = {figure.id: figure for figure in draft.figures}
    reviewed = [d for d in session.accepted() if purpose in {None, _purpose(figures, d)}]
    decisions = [_as_decided(session, decision) for decision in reviewed if decision.figure in figures]
    notes = _notes(draft, reviewed, _gone(figures, session, purpose))
    plan = _plan(draft, decisions, tuple(notes), skip, SecondLooks(session))
    again = [figure for figure in plan.written if session.taken_back(figure.id)]
    return replace(plan, notes=(*plan.notes, _AGAIN.format(named(again)))) if again else plan


def _gone(figures: Mapping[str, Figure], session: Session, purpose: Purpose | None) -> tuple[Figure, ...]:
    """Return the figures whose text was written and is gone from the source again."""
    return tuple(figures[name] for name in session.gone if purpose in {None, figures[name].purpose})


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


def _purpose(figures: Mapping[str, Figure], decision: Decision) -> Purpose:
    return figures[decision.figure].purpose if decision.figure in figures else "caption"


def plan_decided(
    draft: Draft,
    decisions: Sequence[Decision],
    skip: Collection[str] = (),
    purpose: Purpose | None = None,
    looks: SecondLooks | None = None,
) -> Plan:
    """Work out what decisions from elsewhere would change, but those for the figures in `skip` or of another purpose.

    What changed since it was decided over is refused. `looks` are the second looks at the draft's texts.

    Raises DraftError for a figure that the draft does not have, UsageError for one in `skip`.
    """
    draft = with_text_views(draft)
    figures = {figure.id: figure for figure in draft.figures}
    plan = _plan(draft, [d for d in decisions if purpose in {None, _purpose(figures, d)}], (), skip, looks)
    return replace(plan, notes=(*plan.notes, *_unseen(figures, plan.decisions)))


def _unseen(figures: Mapping[str, Figure], decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield which written texts are replaced by a decision that does not say that it was made over them."""
    for decision in decisions:
        if decision.over is None and figures[decision.figure].state == "written":
            yield (
                f"The {text_name(decision.figure)} was written already, and is replaced: no "
                '"over" in the decisions says what it was decided over.'
            )


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
    whether
    it was taken for it."""
    return one_line(over) in {one_line(figure.standing_caption), one_line(figure.caption_source or "")}


def _plan(
    draft: Draft,
    decisions: Sequence[Decision],
    notes: tuple[str, ...],
    skip: Collection[str],
    looks: SecondLooks | None = None,
) -> Plan:
    figures = {figure.id: figure for figure in draft.figures}
    chosen = _without_skipped(draft, decisions, skip)
    wanted = accepted(draft, chosen)  # before they are parted: what is wrong with any of them is said first
    changed_since = tuple(_changed_since(draft, wanted))
    wanted = _left_of(wanted, changed_since)
    beside = [decision for decision in wanted if _goes_beside(draft, figures[decision.figure])]
    possible = possible_edits(draft, [decision for decision in wanted if decision not in beside])
    refused = changed_since + possible.refused + _blank(beside)
    exported = _left_of(beside, refused)
    changed = {edit.figure for edit in possible.edits} | {decision.figure for decision in exported}
    planned = tuple(decision for decision in wanted if decision.figure in changed)
    diff = "\n".join(filter(None, (unified_diff(possible.changes), listed(draft, exported))))
    return Plan(
        draft,
        planned,
        possible,
        exported,
        diff,
        (*notes, *_made(figures, exported), *_of_alternatives(draft, planned), *_of_works(draft, planned)),
        _warnings(draft, planned, looks),
        refused,
    )


def _goes_beside(draft: Draft, figure: Figure) -> bool:
    """Whether a figure's caption goes into captions.md and captions.json, because its source cannot be written."""
    return bool(not draft.editable or figure.made_from)


def _blank(decisions: Sequence[Decision]) -> tuple[Refusal, ...]:
    """Return the refusals of the decisions that leave nothing of a caption."""
    refusals = (refused_blank(decision.figure, decision.text or "") for decision in decisions)
    return tuple(filter(None, refusals))


def _left_of(decisions: Iterable[Decision], refused: Iterable[Refusal]) -> tuple[Decision, ...]:
    left_out = {refusal.figure for refusal in refused}
    return tuple(decision for decision in decisions if decision.figure not in left_out)


def _made(figures: Mapping[str, Figure], decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return why the captions of figures that a program makes are not written, each reason once."""
    decided = (figures[decision.figure] for decision in decisions)
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


def _without_skipped(draft: Draft, decisions: Sequence[Decision], skip: Collection[str]) -> list[Decision]:
    skipped = _ids_of(draft, skip)
    return [decision for decision in decisions if decision.figure not in skipped]


def _ids_of(draft: Draft, names: Collection[str]) -> frozenset[str]:
    """Return the ids of the figures, or views of figures, that are named as `choose_figures` knows them.

    Raises UsageError for a name that none has, and for a number that several have.
    """
    ids = {figure.id for figure in draft.figures}
    others = [name for name in names if name not in ids]
    chosen = choose_figures(draft, others) if others else ()
    return frozenset({figure.id for figure in chosen} | (ids & set(names)))


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


def apply_plan(plan: Plan, session: Session) -> Receipt:
    """Write the plan, all files or none, and note in the session what is in the source now.

    Raises WriteError when a caption of it cannot be written, or a file.
    """
    if plan.refused:
        raise refusal_of_all(plan.refused, others=bool(plan.decisions))
    receipt = _carried_out(plan, session)
    figures = {figure.id: figure for figure in plan.draft.figures}
    for decision in plan.decisions:
        if session.decision(decision.figure) != decision:
            figure = figures[decision.figure]
            session.decide(decision, over=figure.caption_source, by="file", of=figure_mark(figure))
    _mark_written(plan, receipt, session)
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
        files = export_captions(plan.draft, plan.exported, plan.draft.home)
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
        f"{plan.draft.path.name} stays as it is. Changed in {written.name}: {changed}. Upload it, or paste these files."
    )
    figures = tuple(dict.fromkeys(edit.figure for edit in plan.possible.edits))
    return Receipt((written,), figures, (*notes_on(plan.draft, plan.possible.edits), note))
