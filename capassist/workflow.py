"""The order of the steps, nothing else: which figures, a draft for each, then what the author accepted into the source.

Between the last two stands the author's word on each: `reviewing`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
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
    last_apply,
    plan_edits,
    undo,
    unified_diff,
    write,
)
from capassist.errors import CapassistError, ModelError, UsageError, WriteError
from capassist.jobs import side_by_side
from capassist.model import (
    AUTHOR,
    Candidate,
    CandidateKind,
    CaptionRequest,
    Decision,
    Draft,
    Edit,
    Figure,
    Finding,
    Profile,
)
from capassist.ports import Captioner
from capassist.preferences import preference_rows
from capassist.profile import Look, build_profile, unseen
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
    jobs: int = 1  # how many figures are drafted at a time
    look: Look = unseen  # how figures look, where the text around them says nothing


@dataclass(frozen=True, slots=True)
class Wish:
    """Which draft the author asks for: the first one in the author's own style, unless it says something else."""

    wanted: CandidateKind = "style"
    instruction: str = ""  # what shall be changed in `current`
    current: str = ""
    attempt: int = 0  # counts those that were asked for in the same words


FIRST = Wish()


def captioned_figures(draft: Draft) -> tuple[Figure, ...]:
    """Return the draft's figures proper, without tables, algorithms and listings."""
    return tuple(figure for figure in draft.figures if figure.kind == "figure")


def choose_figures(draft: Draft, names: Sequence[str]) -> tuple[Figure, ...]:
    """Return the named figures (by id, label or printed number), or those that lack a caption when none is named.

    Raises UsageError for a name that no figure has, and for a number that several have.
    """
    figures = captioned_figures(draft)
    if not names:
        return tuple(figure for figure in figures if figure.state != "written")
    chosen = [_named(draft, figures, name) for name in names]
    return tuple(figure for figure in figures if figure in chosen)


def _named(draft: Draft, figures: Sequence[Figure], name: str) -> Figure:
    for figure in figures:
        if name == figure.id or name in figure.labels:
            return figure
    numbered = [figure for figure in figures if name == figure.number]
    if len(numbered) > 1:
        raise UsageError(
            f"{len(numbered)} figures of the draft are numbered {name}: {', '.join(figure.id for figure in numbered)}.",
            "Name one of them by its label.",
        )
    if numbered:
        return numbered[0]
    other = next((other for other in draft.figures if name == other.id or name in other.labels), None)
    if other:
        raise UsageError(
            f"Captions are drafted for figures, and {name} is of another kind: {other.kind}.",
            "`capassist scan` lists the figures.",
        )
    known = [known for figure in figures for known in (figure.id, figure.number) if known]
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`capassist scan` lists the figures."
    raise UsageError(f"The draft has no figure {name!r}.", hint)


def suggest(desk: Desk, figures: Iterable[Figure], wish: Wish = FIRST) -> Iterator[Suggestion | Failure]:
    """Draft each figure that has no such draft in the session yet, up to `desk.jobs` at a time, keeping each when it arrives.

    They come in the figures' order. One figure failing does not stop the others; a wrong setting stops all. Where the wish is
    to change a caption and does not say which, it is the author's own or else the first draft.
    """
    return side_by_side(lambda figure: _suggested(desk, figure, wish), tuple(figures), desk.jobs)


def _suggested(desk: Desk, figure: Figure, wish: Wish) -> Suggestion | Failure:
    try:
        if wish.instruction and not wish.current:
            wish = replace(wish, current=_own_caption(figure) or draft_caption(desk, figure).candidate.text)
        return draft_caption(desk, figure, wish)
    except ModelError as error:
        return Failure(figure, error)


def pending(desk: Desk, figures: Iterable[Figure], wish: Wish = FIRST) -> Iterator[CaptionRequest]:
    """Yield what the captioner would be asked for these figures next, without those whose drafts the session has."""
    for figure in figures:
        request, asked = _request(desk, figure), wish
        if wish.instruction and not wish.current:
            first = _kept(desk, request, FIRST)
            current = _own_caption(figure) or (first.text if first else "")
            asked = replace(wish, current=current) if current else FIRST
        if _kept(desk, request, asked) is None:
            yield replace(request, **asdict(asked))


def _own_caption(figure: Figure) -> str:
    """Return the author's own caption as it stands in the source; nothing where it is missing or a placeholder."""
    if figure.state != "written":
        return ""
    return figure.slot.text if figure.slot else figure.caption_source or figure.caption or ""


def draft_caption(desk: Desk, figure: Figure, wish: Wish = FIRST) -> Suggestion:
    """Return the figure's draft for this wish from the session, or have it drafted and keep it there.

    Raises ModelError when the captioner did not give one.
    """
    request = _request(desk, figure)
    candidate = _kept(desk, request, wish) or _drafted(desk, request, wish)
    return Suggestion(figure, candidate, request.profile, inspect_on(desk, figure, candidate.text))


def _kept(desk: Desk, request: CaptionRequest, wish: Wish) -> Candidate | None:
    known = desk.session.candidates(request.figure.id, _basis(desk.captioner.name, request))
    asked = [c for c in known if (c.wanted, c.instruction, c.current) == (wish.wanted, wish.instruction, wish.current)]
    return asked[wish.attempt] if wish.attempt < len(asked) else None


def _drafted(desk: Desk, request: CaptionRequest, wish: Wish) -> Candidate:
    asked = asdict(wish)
    candidate = desk.captioner.draft(replace(request, **asked))
    candidate = replace(candidate, wanted=wish.wanted, instruction=wish.instruction, current=wish.current)
    desk.session.add(candidate, _basis(desk.captioner.name, request))
    return candidate


def kept_drafts(desk: Desk, figure: Figure) -> tuple[Candidate, ...]:
    """Return the figure's drafts in the session that rest on the paper as it is now, whoever drafted them. Nothing is drafted."""
    request = _request(desk, figure)
    captioners = dict.fromkeys(c.captioner for c in desk.session.drafts(figure.id) if c.captioner != AUTHOR)
    return tuple(
        candidate
        for captioner in captioners
        for candidate in desk.session.candidates(figure.id, _basis(captioner, request))
        if candidate.captioner == captioner
    )


def drafts_so_far(desk: Desk, figure: Figure) -> tuple[Suggestion, ...]:
    """Return the figure's kept drafts with what they rest on and what the guards say of them."""
    profile = build_profile(desk.draft, figure, desk.profile_size, desk.look)
    return tuple(
        Suggestion(figure, candidate, profile, inspect_on(desk, figure, candidate.text))
        for candidate in kept_drafts(desk, figure)
    )


def _request(desk: Desk, figure: Figure) -> CaptionRequest:
    """Return what the captioner may know: never the target's own caption."""
    blank = replace(figure, caption=None, caption_source=None, short_caption=None, slot=None, state="missing")
    return CaptionRequest(
        figure=blank,
        profile=build_profile(desk.draft, figure, desk.profile_size, desk.look),
        markup=desk.draft.kind,
        title=desk.draft.title,
        abstract=desk.draft.abstract,
        rules=desk.draft.author.rules,
    )


def _basis(captioner: str, request: CaptionRequest) -> str:
    """Return a hash of all that a draft rests on: with another captioner or a changed paper it is drafted anew."""
    return hashlib.sha256(f"{captioner}\n{request!r}".encode("utf-8", "surrogatepass")).hexdigest()


def inspect_on(desk: Desk, figure: Figure, text: str) -> tuple[Finding, ...]:
    """Return what the guards say of a text for this figure, beside what the session has for the others."""
    return inspect(desk.draft, figure, text, desk.session.texts())


def inspect(
    draft: Draft, figure: Figure, text: str, drafted: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Return what the guards say of a text for this figure; a caption that cannot be written back is said first.

    `drafted` are the texts that the draft's figures are about to get, by id.
    """
    locked = (Finding("locked", figure.locked, blocks=True),) if figure.locked else ()
    written = (
        figure.slot.text if figure.slot else figure.caption
    )  # the slot leaves out the label, which stays where it is
    old = None if figure.state == "missing" else written
    return locked + guards.inspect(
        text,
        figure,
        markup=draft.kind,
        old=old,
        others=draft.figures,
        body=draft.manuscript.body,
        author=draft.author,
        commands=draft.manuscript.commands,
        drafted=drafted,
    )


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
    """Work out what decisions from elsewhere would change. Raises DraftError for a figure that the draft does not have."""
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
            "`apply` writes nothing into a PDF, only captions.md and captions.json beside it: delete them if you do not want them.",
        )
    last = last_apply(draft.root)
    return UndoPlan(last.figures, tuple(draft.root / c.file for c in last.changes), unified_diff(last.changes))


def take_back(draft: Draft, session: Session) -> Receipt:
    """Give each file the bytes it had before the last apply; its decisions wait to be written again."""
    receipt = undo(draft.root)
    session.mark_unapplied(receipt.figures)
    return receipt
