"""Which figures, and a draft for each: from the session where it has one, else from the captioner, with what the guards
say of it.

Between drafting and writing stands the author's word on each draft: `review`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from capassist import guards
from capassist.concurrency import side_by_side
from capassist.errors import CapassistError, ModelError, UsageError
from capassist.guards.plot_data import data_evidence
from capassist.model import (
    AUTHOR,
    Candidate,
    CandidateKind,
    CaptionRequest,
    Draft,
    Figure,
    Finding,
    FloatKind,
    Profile,
)
from capassist.ports import Captioner, DoubleChecker
from capassist.profile import ImageHasher, Profiles, unseen
from capassist.session.log import Session
from capassist.text.float_references import label_at_start, plain_number
from capassist.text.markup import markup_of
from capassist.workflow.derived_texts import accepted_caption, inspect_derived, require_caption
from capassist.workflow.refining import nothing_changed, own_caption
from capassist.workflow.second_look import SecondLooks
from capassist.workflow.sentence_evidence import inferred_findings

if TYPE_CHECKING:
    from capassist.captioners.generative import Sender

_NEAR = 0.7  # of difflib's ratio, 0 to 1: a label or two letters of it mistyped; farther names are other figures'


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A drafted caption with what it rests on and what the guards say of it."""

    figure: Figure
    candidate: Candidate
    profile: Profile
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FailedDraft:
    """A figure for which there is no draft, and why."""

    figure: Figure
    error: CapassistError


@dataclass(frozen=True, slots=True)
class DraftingContext:
    """All that drafting needs besides the figure: the paper, who drafts, how much to imitate, and the memory."""

    draft: Draft
    captioner: Captioner
    profile_size: int
    session: Session
    jobs: int = 1  # how many figures are drafted at a time
    image_hash: ImageHasher = unseen  # how figures look, where the text around them says nothing
    sender: "Sender | None" = None  # the captioner where drafting sends anything, None where nothing leaves
    checker: DoubleChecker | None = None  # who looks at each draft a second time, where that is wanted
    looks: SecondLooks = field(init=False, repr=False, compare=False)
    _profiles: Profiles = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looks", SecondLooks(self.session, self.checker))
        object.__setattr__(self, "_profiles", Profiles(self.draft, self.image_hash))

    def profile(self, figure: Figure) -> Profile:
        """Return what the author's other figures say of how this one's caption should be; nothing for another text."""
        if figure.place is not None:
            return Profile((), None)
        return self._profiles.of(figure, self.profile_size)


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """Which draft the author asks for: the first one in the author's own style, unless it says something else."""

    wanted: CandidateKind = "style"
    instruction: str = ""  # what shall be changed in `current`
    current: str = ""
    attempt: int = 0  # counts those that were asked for in the same words


FIRST = DraftOptions()


def captioned_figures(draft: Draft) -> tuple[Figure, ...]:
    """Return the draft's figures and what else holds a picture, without tables, algorithms and listings."""
    return tuple(figure for figure in draft.figures if figure.is_picture)


def choose_figures(draft: Draft, names: Sequence[str]) -> tuple[Figure, ...]:
    """Return the named figures, or those that lack a caption when none is named.

    A name is an id, a label, the printed number or what a text calls it: "3", "Fig. 3", "Scheme 1".

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
    numbered = _numbered(figures, name)
    if len(numbered) > 1:
        raise UsageError(
            f"{len(numbered)} figures of the draft are numbered {name}: {', '.join(figure.id for figure in numbered)}.",
            "Name one of them by its label.",
        )
    if numbered:
        return numbered[0]
    raise _no_such_figure(draft, figures, name)


def _no_such_figure(draft: Draft, figures: Sequence[Figure], name: str) -> UsageError:
    other = next((other for other in draft.figures if name == other.id or name in other.labels), None)
    if other:
        return UsageError(
            f"Captions are drafted for figures, and {name} is of another kind: {other.kind}.",
            "`capassist scan` lists the figures.",
        )
    known = [known for figure in figures for known in (figure.id, figure.number) if known]
    near = get_close_matches(name, known, n=3, cutoff=_NEAR)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`capassist scan` lists the figures."
    return UsageError(f"The draft has no figure {name!r}.", hint)


def _numbered(figures: Sequence[Figure], name: str) -> list[Figure]:
    """Return the figures that have this number or this name; a bare number is a figure's before it is a scheme's."""
    if called := [figure for figure in figures if figure.name.casefold() == name.casefold()]:
        return called
    label = label_at_start(name)
    if label is not None and not name[label.end :].strip():
        return _with_number(figures, label.kind, label.number)
    return _with_number(figures, "figure", name) or _with_number(figures, "scheme", name)


def _with_number(figures: Sequence[Figure], kind: FloatKind, number: str) -> list[Figure]:
    numbered = (figure for figure in figures if figure.kind == kind and figure.number)
    return [figure for figure in numbered if plain_number(figure.number or "") == plain_number(number)]


def suggest(
    context: DraftingContext, figures: Iterable[Figure], options: DraftOptions = FIRST
) -> Iterator[Suggestion | FailedDraft]:
    """Draft each figure that has no such draft in the session yet, up to `context.jobs` at a time, keeping each when it
    arrives.

    They come in the figures' order. One figure failing does not stop the others; a wrong setting stops all. Where it is
    asked to change a caption and does not say which, it is the author's own or else the first draft.
    """
    chosen = tuple(figures)
    drafted = side_by_side(lambda figure: _drafted_or_failed(context, figure, options), chosen, context.jobs)
    for figure, result in zip(chosen, drafted, strict=True):  # what is said of one is found while others are asked for
        if isinstance(result, FailedDraft):
            yield result
        else:
            yield _suggestion(context, figure, *result)


def _drafted_or_failed(
    context: DraftingContext, figure: Figure, options: DraftOptions
) -> tuple[Candidate, Profile] | FailedDraft:
    try:
        if options.instruction and not options.current:
            options = replace(options, current=own_caption(figure) or draft_caption(context, figure).candidate.text)
        return _looked_at(context, figure, options)
    except ModelError as error:
        return FailedDraft(figure, error)


def pending(
    context: DraftingContext, figures: Iterable[Figure], options: DraftOptions = FIRST
) -> Iterator[CaptionRequest]:
    """Yield what the captioner would be asked for these figures next, without those whose drafts the session has."""
    return (request for request, kept in next_requests(context, figures, options) if not kept)


def next_requests(
    context: DraftingContext, figures: Iterable[Figure], options: DraftOptions = FIRST
) -> Iterator[tuple[CaptionRequest, bool]]:
    """Yield what a draft of each figure is asked by, and whether the session has it, so that nobody is asked."""
    for figure in figures:
        request, asked = _request(context, figure), options
        if options.instruction and not options.current:
            first = _kept(context, request, FIRST)
            current = own_caption(figure) or (first.text if first else "")
            asked = replace(options, current=current) if current else FIRST
        yield replace(request, **asdict(asked)), _kept(context, request, asked) is not None


def next_looks(
    context: DraftingContext, figures: Iterable[Figure], options: DraftOptions = FIRST
) -> Iterator[tuple[Figure, str | None]]:
    """Yield the figures whose drafts would be looked at a second time, with the draft; None where it is not there
    yet."""
    if context.checker is None:
        return
    for request, kept in next_requests(context, figures, options):
        asked = replace(options, current=request.current) if options.instruction else options
        found = _kept(context, request, asked) if kept else None
        if found is None or context.looks.wanted(request.figure, found.text):
            yield request.figure, found.text if found else None


def draft_caption(context: DraftingContext, figure: Figure, options: DraftOptions = FIRST) -> Suggestion:
    """Return the figure's draft for these options from the session, or have it drafted and keep it there; with what a
    second look says of it, where one is wanted.

    Raises ModelError when the captioner did not give one.
    """
    return _suggestion(context, figure, *_looked_at(context, figure, options))


def _looked_at(context: DraftingContext, figure: Figure, options: DraftOptions) -> tuple[Candidate, Profile]:
    """Return the figure's draft, looked at a second time where that is wanted, and what it imitates."""
    request = _request(context, figure)
    candidate = _kept(context, request, options) or _drafted(context, request, options)
    context.looks.look(figure, candidate.text)
    return candidate, request.profile


def _kept(context: DraftingContext, request: CaptionRequest, options: DraftOptions) -> Candidate | None:
    known = context.session.candidates(request.figure.id, _basis(context.captioner.name, request))
    asked = [
        c
        for c in known
        if (c.wanted, c.instruction, c.current) == (options.wanted, options.instruction, options.current)
    ]
    return asked[options.attempt] if options.attempt < len(asked) else None


def _drafted(context: DraftingContext, request: CaptionRequest, options: DraftOptions) -> Candidate:
    require_caption(request)
    asked = asdict(options)
    noted = _notes_on(options.current, context.session.drafts(request.figure.id)) if options.instruction else ()
    candidate = context.captioner.draft(replace(request, **asked, noted=noted))
    candidate = replace(candidate, wanted=options.wanted, instruction=options.instruction, current=options.current)
    if candidate.changes_nothing:
        candidate = replace(candidate, notes=(nothing_changed(candidate, request.markup), *candidate.notes))
    context.session.add(candidate, _basis(context.captioner.name, request))
    return candidate


def _notes_on(text: str, drafts: Iterable[Candidate]) -> tuple[str, ...]:
    """Return what was said of a text when it was drafted."""
    return next((draft.notes for draft in drafts if draft.text == text and not draft.changes_nothing), ())


def kept_drafts(context: DraftingContext, figure: Figure) -> tuple[Candidate, ...]:
    """Return the figure's drafts in the session that rest on the paper as it is now, whoever drafted them. Nothing is
    drafted."""
    request = _request(context, figure)
    captioners = dict.fromkeys(c.captioner for c in context.session.drafts(figure.id) if c.captioner != AUTHOR)
    return tuple(
        candidate
        for captioner in captioners
        for candidate in context.session.candidates(figure.id, _basis(captioner, request))
        if candidate.captioner == captioner
    )


def drafts_so_far(context: DraftingContext, figure: Figure) -> tuple[Suggestion, ...]:
    """Return the figure's kept drafts with what they rest on and what the guards say of them."""
    profile = context.profile(figure)
    return tuple(_suggestion(context, figure, candidate, profile) for candidate in kept_drafts(context, figure))


def _suggestion(context: DraftingContext, figure: Figure, candidate: Candidate, profile: Profile) -> Suggestion:
    findings = inspect_on(context, figure, candidate.text)
    return Suggestion(figure, with_data(context.draft, figure, candidate, candidate.text), profile, findings)


def with_data(draft: Draft, figure: Figure, candidate: Candidate, text: str) -> Candidate:
    """Return the draft of a text with the numbers of the text that the data behind the figure bear out."""
    others = tuple(piece for piece in candidate.evidence if piece.kind != "data")  # that is of another text, perhaps
    return replace(candidate, evidence=others + data_evidence(text, markup_of(draft.kind), figure))


def _request(context: DraftingContext, figure: Figure) -> CaptionRequest:
    """Return what the captioner may know: never the target's own caption."""
    blank = replace(
        figure,
        caption=None,
        caption_source=None,
        short_caption=None,
        slot=None,
        short_slot=None,
        short_state="missing",
        state="missing",
        place=figure.place and replace(figure.place, slot=None, source=None, decoration=None, caption=""),
    )
    return CaptionRequest(
        figure=blank,
        profile=context.profile(figure),
        markup=context.draft.kind,
        title=context.draft.title,
        abstract=context.draft.abstract,
        rules=context.draft.author.rules,
        accepted=accepted_caption(context.draft, context.session, figure) if figure.place else "",
    )


def _basis(captioner: str, request: CaptionRequest) -> str:
    """Return a hash of all that a draft rests on: with another captioner or a changed paper it is drafted anew."""
    return hashlib.sha256(f"{captioner}\n{request!r}".encode("utf-8", "surrogatepass")).hexdigest()


def inspect_on(context: DraftingContext, figure: Figure, text: str) -> tuple[Finding, ...]:
    """Return what the guards say of a text for this figure, beside what the session has for the others, and what was
    said of it in a second look."""
    guessed = tuple(inferred_findings(context.session.drafts(figure.id), text))
    looked = (*context.looks.findings(figure, text), *guessed)
    if figure.place is None:
        return inspect(context.draft, figure, text, context.session.texts()) + looked
    caption = accepted_caption(context.draft, context.session, figure)
    return inspect(context.draft, replace(figure, place=replace(figure.place, caption=caption)), text) + looked


def inspect(
    draft: Draft, figure: Figure, text: str, drafted: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Return what the guards say of a text for this figure; a caption that cannot be written back is said first.

    `drafted` are the texts that the draft's figures are about to get, by id.
    """
    locked = (Finding("locked", figure.locked, blocks=not figure.made_from),) if figure.locked else ()
    if figure.place is not None:
        return locked + inspect_derived(draft, figure, text, drafted)
    written = (
        figure.slot.text if figure.slot else figure.caption
    )  # the slot leaves out the label, which stays where it is
    old = None if figure.state == "missing" else written
    return locked + guards.inspect(
        text,
        figure,
        markup=draft.kind,
        old=old,
        others=tuple(other for other in draft.figures if other.place is None),
        manuscript=draft.manuscript,
        author=draft.author,
        drafted=drafted,
        unread=draft.unread,
    )
