"""The author's word on each draft: a walk through the figures that keeps every step in the session at once."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Literal

from capassist.captioners.extractive.told import caption_of_answers, questions_about
from capassist.drafts.excerpt import excerpt
from capassist.errors import ModelError
from capassist.model import (
    AUTHOR,
    Action,
    ActionName,
    Aspect,
    Candidate,
    Decision,
    DraftSentence,
    Figure,
    Profile,
    Reviewed,
    ReviewItem,
    Stop,
)
from capassist.ports import Reviewer
from capassist.rules import aspects_of
from capassist.session.log import Session
from capassist.session.paper_mark import figure_mark
from capassist.text.markup import markup_of
from capassist.text.sentences import caption_sentences, joined
from capassist.workflow.drafting import FIRST, DraftingContext, DraftOptions, inspect_on, kept_drafts, with_data
from capassist.workflow.drafting_ahead import DraftingAhead, Waiting

_OWN = "author"  # the basis of the author's own texts, which hold whatever becomes of the paper
ASK_ME = "The text does not say what this figure shows: press t to tell it in a few words."
GONE = "You accepted a text for this figure, and it is gone from the source since: accept it to have it written again."
VARIANTS: tuple[Literal["short", "long", "style"], ...] = ("short", "long", "style")


def undecided(session: Session, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures to ask about: those without a decision, or the skipped ones when nothing else is left."""
    decisions = {figure.id: session.decision(figure.id) for figure in figures}
    fresh = tuple(figure for figure in figures if decisions[figure.id] is None)
    skipped = (figure for figure in figures if (d := decisions[figure.id]) is not None and d.verdict == "skip")
    return fresh or tuple(skipped)


def with_waiting(session: Session, figures: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures and those of the others for which a draft waits that nobody decided on, or whose text is gone
    from the source again, in the others' order."""
    chosen = {figure.id for figure in figures}

    def waits(figure: Figure) -> bool:
        decision = session.decision(figure.id)
        undecided = decision is None or decision.verdict == "skip"
        return undecided and bool(session.drafts(figure.id) or figure.id in session.gone)

    return tuple(figure for figure in others if figure.id in chosen or waits(figure))


def review(
    context: DraftingContext,
    figures: Sequence[Figure],
    reviewer: Reviewer,
    *,
    asked: Sequence[Figure] | None = None,
    waiting: Waiting = nullcontext,
) -> None:
    """Ask the author about each of `asked` in turn; the others of `figures` can be gone to.

    Each decision, draft and edit is saved at once. While the author reads, the next figure is drafted on a thread of
    its own; `waiting` surrounds the wait for a draft.
    """
    _Review(context, figures, figures if asked is None else asked, reviewer, waiting).run()


class _Review:
    """Where the review stands: which figure, what is shown of each, and the steps so far."""

    def __init__(
        self,
        context: DraftingContext,
        figures: Sequence[Figure],
        asked: Sequence[Figure],
        reviewer: Reviewer,
        waiting: Waiting,
    ) -> None:
        self.context = context
        self.figures = figures
        self.open = [figure.id for figure in asked]
        self.reviewer = reviewer
        self.drafting = DraftingAhead(context, waiting)
        self.position = self._next_open(0)  # None when every figure is decided
        self.shown: dict[str, _Shown] = {}
        self.steps: list[_Shown | None] = []  # what was shown before a text was changed; None for a decision
        self.message = ""

    def run(self) -> None:
        while self.figures:
            item = self._end() if self.position is None else self._next_item(self.position)
            action = self.reviewer.ask(item)
            if action.name == "again":
                continue
            self.message = ""
            if action.name == "quit" or (item.ended and action.name not in item.actions):
                return
            self._follow(action, item)

    def _next_open(self, position: int) -> int | None:
        """Return where the next open figure is, from `position` on and then from the start."""
        order = [*range(position, len(self.figures)), *range(position)]
        return next((place for place in order if self.figures[place].id in self.open), None)

    # What is shown ----------------------------------------------------------------------------------------------------

    def _next_item(self, position: int) -> ReviewItem:
        figure = self.figures[position]
        if figure.id not in self.shown:
            self.shown[figure.id] = self._first_shown(figure)
        self._draft_ahead()
        return self._item(self.shown[figure.id], position)

    def _end(self) -> ReviewItem:
        """Return what is put before the author when every figure is decided. Nothing is drafted for it."""
        last = self.figures[-1]
        return ReviewItem(
            figure=last,
            position=len(self.figures),
            total=len(self.figures),
            text="",
            candidate=_no_draft(last, self.context.captioner.name),
            findings=(),
            decision=self.context.session.decision(last.id),
            actions=("undo", "jump", "quit") if self._can_undo() else ("jump", "quit"),
            stops=self._stops(),
            ended=True,
        )

    def _first_shown(self, figure: Figure) -> "_Shown":
        """Return what was shown when the author left the figure, else its first draft."""
        profile = self.context.profile(figure)
        drafts = self._drafts(figure)
        if figure.id in self.context.session.gone:
            return self._shown_again(self.context.session.gone[figure.id], figure, profile)
        mine = [d for d in drafts if d.captioner in {AUTHOR, self.context.captioner.name}]
        if mine and mine[-1].captioner == AUTHOR:
            base = self._base(figure, mine[-1])
            self.drafting.begin_look(figure, mine[-1].text)
            return _Shown(figure, profile, base, mine[-1].text, _after(base, drafts))
        if mine:
            self.drafting.begin_look(figure, mine[-1].text)
            return _Shown(figure, profile, mine[-1], mine[-1].text, _after(mine[-1], drafts))
        try:
            first = self.drafting.get(figure, FIRST)
        except ModelError as error:
            first = _no_draft(figure, self.context.captioner.name, _words_of(error))
            return _Shown(figure, profile, first, "", FIRST)
        return _Shown(figure, profile, first, first.text, replace(FIRST, attempt=1))

    def _shown_again(self, gone: Reviewed, figure: Figure, profile: Profile) -> "_Shown":
        """Return the text that was accepted before, to be accepted anew."""
        text = (gone.decision.text if gone.decision else None) or ""
        same = (draft for draft in reversed(gone.drafts) if draft.text == text and draft.captioner != AUTHOR)
        base = gone.candidate or next(same, None) or _no_draft(figure, self.context.captioner.name)
        self.drafting.begin_look(figure, text)
        return _Shown(figure, profile, base, text, _after(base, self._drafts(figure)))

    def _base(self, figure: Figure, own: Candidate) -> Candidate:
        """Return the draft that the author's own text was made of, also one of the paper as it was."""
        every = reversed(self.context.session.drafts(figure.id))
        base = next((draft for draft in every if draft.captioner != AUTHOR and draft.text == own.current), None)
        return base or _no_draft(figure, self.context.captioner.name)

    def _draft_ahead(self) -> None:
        """Have the next figure drafted meanwhile, unless the author has begun with it."""
        following = None if self.position is None else self._next_open(self.position + 1)
        if following is None:
            return
        figure = self.figures[following]
        session = self.context.session
        begun = figure.id in session.gone or any(draft.captioner == AUTHOR for draft in session.drafts(figure.id))
        if figure.id not in self.shown and not begun:
            self.drafting.begin_ahead(figure)

    def _item(self, shown: "_Shown", position: int) -> ReviewItem:
        figure = shown.figure
        sentences = self._sentences(figure)
        return ReviewItem(
            figure=figure,
            position=position + 1,
            total=len(self.figures),
            text=shown.text,
            candidate=with_data(self.context.draft, figure, shown.candidate, shown.text),
            findings=inspect_on(self.context, figure, shown.text),
            decision=self.context.session.decision(figure.id),
            actions=tuple(self._actions(shown, position, sentences)),
            profile=shown.profile,
            sentences=sentences,
            stops=self._stops(),
            excerpt=excerpt(self.context.draft, figure, shown.text),
            aspects=self._aspects(figure, shown.text),
            look=self.context.looks.at(figure, shown.text),
            looking=self.drafting.looking(figure, shown.text),
            questions=questions_about(figure, shown.profile.style),
            message=self.message or self._hint(shown),
        )

    def _hint(self, shown: "_Shown") -> str:
        hint = ASK_ME if shown.is_bare else ""
        return GONE if shown.figure.id in self.context.session.gone else hint

    def _aspects(self, figure: Figure, text: str) -> tuple[Aspect, ...]:
        plain = markup_of(self.context.draft.kind).to_plain(text)
        return aspects_of(figure, plain) if figure.place is None and plain.strip() else ()

    def _stops(self) -> tuple[Stop, ...]:
        return tuple(Stop(figure, self.context.session.decision(figure.id)) for figure in self.figures)

    def _can_undo(self) -> bool:
        return bool(self.steps or self.context.session.last_decision([figure.id for figure in self.figures]))

    def _actions(self, shown: "_Shown", position: int, sentences: Sequence[DraftSentence]) -> Iterator[ActionName]:
        """Yield what makes sense now."""
        untouched = shown.text == shown.candidate.text
        yield from ("accept", "edit", "another")
        if shown.text.strip():
            yield "refine"
        if self.context.sender and self.context.looks.mending(shown.figure, shown.text):
            yield "mend"
        if questions_about(shown.figure, shown.profile.style):
            yield "tell"
        yield from (
            wanted for wanted in VARIANTS if not (untouched and shown.another == DraftOptions(wanted, attempt=1))
        )
        if len(sentences) > 1:
            yield "pick"
        yield from self._ways_on(position)

    def _ways_on(self, position: int) -> Iterator[ActionName]:
        yield "skip"
        if position:
            yield "back"
        if position + 1 < len(self.figures):
            yield "forward"
        if len(self.figures) > 1:
            yield "jump"
        if self._can_undo():
            yield "undo"
        yield "quit"

    def _drafts(self, figure: Figure) -> tuple[Candidate, ...]:
        """Return the figure's drafts that rest on the paper as it is, and the author's own texts, in the order they
        were made."""
        kept = kept_drafts(self.context, figure)
        return tuple(d for d in self.context.session.drafts(figure.id) if d.captioner == AUTHOR or d in kept)

    def _sentences(self, figure: Figure) -> tuple[DraftSentence, ...]:
        """Return the sentences of all drafts so far, each as that of the first draft that has it."""
        found: dict[str, DraftSentence] = {}
        for number, draft in enumerate(self._drafts(figure), 1):
            for text in caption_sentences(draft.text):
                found.setdefault(text, DraftSentence(text, number, draft.captioner, draft.model))
        return tuple(found.values())

    # What the author wants --------------------------------------------------------------------------------------------

    def _follow(self, action: Action, item: ReviewItem) -> None:
        if action.name in {"undo", "back", "forward", "jump"}:
            self._go(action, item)
        else:
            self._do(action, item, self.shown[item.figure.id])

    def _do(self, action: Action, item: ReviewItem, shown: "_Shown") -> None:
        match action.name:
            case "accept":
                self._decide(item, _acceptance(item))
            case "skip":
                self._decide(item, Decision(item.figure.id, "skip"))
            case "edit":
                self._write(shown, action.text or item.text)
            case "pick":
                self._put_together(shown, item.sentences, action.picks)
            case "tell":
                self._tell(shown, action.answers)
            case _:
                self._ask(action, item, shown)

    def _ask(self, action: Action, item: ReviewItem, shown: "_Shown") -> None:
        match action.name:
            case "another":
                self._ask_for(shown, shown.another)
            case "mend":
                mending = self.context.looks.mending(shown.figure, item.text)
                self._ask_for(shown, DraftOptions(instruction=mending, current=item.text))
            case "refine":
                self._ask_for(shown, DraftOptions(instruction=action.text or "", current=item.text))
            case "short" | "long" | "style" as wanted:
                self._ask_for(shown, DraftOptions(wanted))

    def _go(self, action: Action, item: ReviewItem) -> None:
        match action.name:
            case "undo":
                self._undo()
            case "jump":
                self.position = [figure.id for figure in self.figures].index(action.figure or "")
            case _:
                self.position = item.position - 1 + (1 if action.name == "forward" else -1)

    def _decide(self, item: ReviewItem, decision: Decision) -> None:
        over, mark = item.figure.caption_source, figure_mark(item.figure)
        self.context.session.decide(decision, over, item.candidate, of=mark)
        self.steps.append(None)
        self.open = [figure for figure in self.open if figure != decision.figure]
        self.position = self._next_open(item.position)

    def _write(self, shown: "_Shown", text: str, sources: tuple[DraftSentence, ...] = ()) -> None:
        """Keep what the author made of a draft, and show it."""
        base = shown.candidate
        own = Candidate(shown.figure.id, text, base.kind, AUTHOR, current=base.text, sources=sources)
        self.context.session.add(own, _OWN)
        self.drafting.begin_look(shown.figure, text)
        self._show(replace(shown, text=text))

    def _put_together(self, shown: "_Shown", sentences: Sequence[DraftSentence], picks: Sequence[int]) -> None:
        chosen = tuple(sentences[index] for index in picks)
        self._write(shown, joined(sentence.text for sentence in chosen), chosen)

    def _tell(self, shown: "_Shown", answers: Sequence[str]) -> None:
        """Show the caption that the author's answers make; without an answer the text stays."""
        style = shown.profile.style
        if text := caption_of_answers(answers, shown.figure, style, self.context.draft.kind):
            self._write(shown, text)

    def _ask_for(self, shown: "_Shown", options: DraftOptions) -> None:
        """Show the draft for these options; where there is none, say why and leave what is shown."""
        try:
            candidate = self.drafting.get(shown.figure, options)
        except ModelError as error:
            self.message = _words_of(error)
            return
        another = replace(options, attempt=options.attempt + 1)
        self._show(replace(shown, candidate=candidate, text=candidate.text, another=another))

    def _show(self, shown: "_Shown") -> None:
        self.steps.append(self.shown[shown.figure.id])
        self.shown[shown.figure.id] = shown

    def _undo(self) -> None:
        """Take the last step back and go to its figure: a change of the text, or a decision, also an earlier one."""
        before = self.steps.pop() if self.steps else None
        ids = [figure.id for figure in self.figures]
        if before:
            self.shown[before.figure.id] = before
            self.position = ids.index(before.figure.id)
            self.message = "The last change of the text is taken back."
        elif undone := self.context.session.undo(ids):
            self.open.append(undone.figure)
            self.position = ids.index(undone.figure)
            self.message = "The decision is taken back."


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of a figure."""

    figure: Figure
    profile: Profile
    candidate: Candidate  # the draft that `text` comes from
    text: str
    another: DraftOptions  # what to ask for when the author wants another one

    @property
    def is_bare(self) -> bool:
        """Whether it is a draft with blanks, as nothing in the paper says what the figure shows."""
        return self.candidate.kind == "template" and self.text == self.candidate.text


def _acceptance(item: ReviewItem) -> Decision:
    untouched = item.text == item.candidate.text
    return Decision(item.figure.id, "accept" if untouched else "edit", item.text)


def _after(draft: Candidate, drafts: Sequence[Candidate]) -> DraftOptions:
    """Return the options for another draft in place of this one, which is the last of its kind."""
    options = DraftOptions(draft.wanted, draft.instruction, draft.current)
    same = (d for d in drafts if (d.captioner, _asked(d)) == (draft.captioner, _asked(draft)))
    return replace(options, attempt=sum(1 for _ in same))


def _asked(draft: Candidate) -> tuple[str, str, str]:
    return draft.wanted, draft.instruction, draft.current


def _no_draft(figure: Figure, captioner: str, *notes: str) -> Candidate:
    """Return an empty draft, to be written by hand."""
    return Candidate(figure.id, "", "template", captioner, notes=notes)


def _words_of(error: ModelError) -> str:
    return " ".join(filter(None, (error.message, error.hint)))
