"""The author's word on each draft: a walk through the figures that keeps every step in the session at once."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
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
    ReviewItem,
    Stop,
)
from capassist.ports import Reviewer
from capassist.rules import aspects_of
from capassist.session.log import Session
from capassist.session.paper_mark import figure_mark
from capassist.text.markup import markup_of
from capassist.text.sentences import joined
from capassist.text.words import capitalised
from capassist.workflow.desk import Desk, Shown, no_draft, words_of
from capassist.workflow.drafting import DraftingContext, DraftOptions, inspect_on, with_data
from capassist.workflow.drafting_ahead import DraftingAhead, Waiting

SKIPPED = "%s is left for later, and the text that you accepted for it before is not written. u takes that back."
SAME_TEXTS = {
    "short": "There is no other short draft: it is this text.",
    "long": "There is no other long draft: it is this text.",
    "style": "There is no other draft in the shape of your captions: it is this text.",
}
SAME_TEXT = "The next draft is this very text."
_OWN = "author"  # the basis of the author's own texts, which hold whatever becomes of the paper
VARIANTS: tuple[Literal["short", "long", "style"], ...] = ("short", "long", "style")


def undecided(session: Session, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures to ask about: those without a decision, or with a text of the author's own that is newer;
    the skipped ones when nothing else is left."""
    decisions = {figure.id: session.decision(figure.id) for figure in figures}
    fresh = tuple(figure for figure in figures if decisions[figure.id] is None or session.waiting_text(figure.id))
    skipped = (figure for figure in figures if (d := decisions[figure.id]) is not None and d.verdict == "skip")
    return fresh or tuple(skipped)


def with_waiting(session: Session, figures: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures and those of the others for which a draft or a text of the author's own waits that nobody
    decided on, or whose text is gone from the source again, in the others' order."""
    chosen = {figure.id for figure in figures}

    def waits(figure: Figure) -> bool:
        decision = session.decision(figure.id)
        if decision is not None and decision.verdict != "skip":
            return session.waiting_text(figure.id) is not None
        return bool(session.drafts(figure.id) or figure.id in session.gone)

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
        self.reopened: set[str] = set()  # decided ones that are open only since the author wrote another text
        self.reviewer = reviewer
        self.drafting = DraftingAhead(context, waiting)
        self.desk = Desk(context, self.drafting)
        self.position = self._next_open(0)  # None when every figure is decided
        self.shown: dict[str, Shown] = {}
        self.steps: list[Shown | None] = []  # what was shown before a text was changed; None for a decision
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
            if action.leaves:
                self.drafting.end()
            self._follow(action, item)
            if action.leaves:
                return

    def _next_open(self, position: int) -> int | None:
        """Return where the next open figure is, from `position` on and then from the start."""
        order = [*range(position, len(self.figures)), *range(position)]
        return next((place for place in order if self.figures[place].id in self.open), None)

    # What is shown ----------------------------------------------------------------------------------------------------

    def _next_item(self, position: int) -> ReviewItem:
        figure = self.figures[position]
        if figure.id not in self.shown:
            self.shown[figure.id] = self.desk.first_shown(figure)
            if below := self.desk.below(figure):
                self.steps.insert(0, below)  # the change was made in an earlier review
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
            candidate=no_draft(last, self.context.captioner.name),
            findings=(),
            decision=self.context.session.decision(last.id),
            actions=("undo", "jump", "quit") if self._can_undo() else ("jump", "quit"),
            stops=self._stops(),
            ended=True,
        )

    def _draft_ahead(self) -> None:
        """Have the next figure drafted meanwhile, unless the author has begun with it."""
        following = None if self.position is None else self._next_open(self.position + 1)
        if following is None:
            return
        figure = self.figures[following]
        if figure.id not in self.shown and not self.desk.begun(figure):
            self.drafting.begin_ahead(figure)

    def _item(self, shown: Shown, position: int) -> ReviewItem:
        figure = shown.figure
        sentences = self.desk.sentences(figure)
        candidate = self.desk.evidence_now(figure, shown.candidate)
        return ReviewItem(
            figure=figure,
            position=position + 1,
            total=len(self.figures),
            text=shown.text,
            candidate=with_data(self.context.draft, figure, candidate, shown.text),
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
            own=self.desk.own_text_behind(shown),
            questions=questions_about(figure, shown.profile.style),
            message=self.message or self.desk.hint(shown),
        )

    def _aspects(self, figure: Figure, text: str) -> tuple[Aspect, ...]:
        plain = markup_of(self.context.draft.kind).to_plain(text)
        return aspects_of(figure, plain) if figure.place is None and plain.strip() else ()

    def _stops(self) -> tuple[Stop, ...]:
        session = self.context.session
        return tuple(
            Stop(figure, session.decision(figure.id), waits=session.waiting_text(figure.id) is not None)
            for figure in self.figures
        )

    def _can_undo(self) -> bool:
        return bool(self.steps or self.context.session.last_decision([figure.id for figure in self.figures]))

    def _actions(self, shown: Shown, position: int, sentences: Sequence[DraftSentence]) -> Iterator[ActionName]:
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

    # What the author wants --------------------------------------------------------------------------------------------

    def _follow(self, action: Action, item: ReviewItem) -> None:
        if action.name in {"undo", "back", "forward", "jump"}:
            self._go(action, item)
        else:
            self._do(action, item, self.shown[item.figure.id])

    def _do(self, action: Action, item: ReviewItem, shown: Shown) -> None:
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

    def _ask(self, action: Action, item: ReviewItem, shown: Shown) -> None:
        match action.name:
            case "another":
                self._ask_for(shown, shown.another)
            case "mend":
                mending = self.context.looks.mending(shown.figure, item.text)
                self._ask_for(shown, self.desk.refining(shown, mending))
            case "refine":
                self._ask_for(shown, self.desk.refining(shown, action.text or ""))
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
        if decision.verdict == "skip" and item.decision in self.context.session.accepted():
            self.message = SKIPPED % item.figure.name
        over, mark = item.figure.caption_source, figure_mark(item.figure)
        self.context.session.decide(decision, over, item.candidate, of=mark)
        self.steps.append(None)
        self.open = [figure for figure in self.open if figure != decision.figure]
        self.reopened.discard(decision.figure)
        self.position = self._next_open(item.position)

    def _write(self, shown: Shown, text: str, sources: tuple[DraftSentence, ...] = ()) -> None:
        """Keep what the author made of a draft, and show it."""
        base = shown.candidate
        own = Candidate(shown.figure.id, text, base.kind, AUTHOR, current=base.text, sources=sources)
        self.context.session.add(own, _OWN)
        self.drafting.begin_look(shown.figure, text)
        self._show(replace(shown, text=text))

    def _put_together(self, shown: Shown, sentences: Sequence[DraftSentence], picks: Sequence[int]) -> None:
        chosen = tuple(sentences[index] for index in picks)
        self._write(shown, joined(sentence.text for sentence in chosen), chosen)

    def _tell(self, shown: Shown, answers: Sequence[str]) -> None:
        """Show the caption that the author's answers make; without an answer the text stays."""
        style = shown.profile.style
        if text := caption_of_answers(answers, shown.figure, style, self.context.draft.kind):
            self._write(shown, text)

    def _ask_for(self, shown: Shown, options: DraftOptions) -> None:
        """Show the draft for these options; where there is none, say why and leave what is shown."""
        try:
            candidate = self.drafting.get(shown.figure, options)
        except ModelError as error:
            self.message = words_of(error)
            return
        another = replace(options, attempt=options.attempt + 1)
        if candidate.changes_nothing:
            self.message = " ".join(f"{capitalised(note).rstrip('.')}." for note in candidate.notes)
            return
        self.context.session.restore(shown.figure.id, candidate.text)
        drafted = replace(shown, candidate=candidate, text=candidate.text, another=another)
        if candidate.text != shown.text:
            self._show(drafted)
        else:
            self.shown[shown.figure.id] = drafted
            self.message = SAME_TEXT if options.instruction or options.attempt else SAME_TEXTS[options.wanted]

    def _show(self, shown: Shown) -> None:
        self.steps.append(self.shown[shown.figure.id])
        self.shown[shown.figure.id] = shown
        self._ask_about(shown.figure)

    def _ask_about(self, figure: Figure) -> None:
        """Have a decided figure asked about before the end while a text of the author's own waits for it."""
        waits = self.context.session.waiting_text(figure.id) is not None
        if waits and figure.id not in self.open:
            self.open.append(figure.id)
            self.reopened.add(figure.id)
        elif not waits and figure.id in self.reopened:
            self.open.remove(figure.id)
            self.reopened.remove(figure.id)

    def _undo(self) -> None:
        """Take the last step back and go to its figure: a change of the text, or a decision, also an earlier one."""
        before = self.steps.pop() if self.steps else None
        ids = [figure.id for figure in self.figures]
        if before:
            self._take_back(self.shown[before.figure.id].text, before)
            self.position = ids.index(before.figure.id)
            self.message = "The last change of the text is taken back."
        elif undone := self.context.session.undo(ids):
            self.open.append(undone.figure)
            self.position = ids.index(undone.figure)
            self.message = "The decision is taken back."

    def _take_back(self, text: str, before: Shown) -> None:
        """Show again what was shown before a text."""
        if text != before.text:
            self.context.session.withdraw(before.figure.id, text)
        self.shown[before.figure.id] = before
        self._ask_about(before.figure)


def _acceptance(item: ReviewItem) -> Decision:
    untouched = item.text == item.candidate.text
    return Decision(item.figure.id, "accept" if untouched else "edit", item.text)
