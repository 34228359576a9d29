"""What lies on the author's desk: the text that the review begins with for a figure, and the draft that it comes
from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from capassist.errors import ModelError
from capassist.model import AUTHOR, Candidate, DraftSentence, Figure, Profile
from capassist.text.sentences import caption_sentences
from capassist.workflow.drafting import FIRST, DraftingContext, DraftOptions, kept_drafts
from capassist.workflow.drafting_ahead import DraftingAhead
from capassist.workflow.refining import own_text_behind
from capassist.workflow.sentence_evidence import placed_now

ASK_ME = "The text does not say what this figure shows: press t to tell it in a few words."
GONE = "You accepted a text for this figure, and it is gone from the source since: accept it to have it written again."
NOT_ACCEPTED = "This text is not accepted: until it is, the one that you accepted before counts. u shows that one."
OTHER_GONE = (
    "This text is not accepted, and the one that you accepted before is gone from the source. u shows that one."
)
OF_ANOTHER_PAPER = "This text was made from the paper as it was before."


@dataclass(frozen=True, slots=True)
class Shown:
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


class Desk:
    """Lays out the figures of a review: the author's own word first, then what was accepted, then drafts."""

    def __init__(self, context: DraftingContext, drafting: DraftingAhead) -> None:
        self.context = context
        self.drafting = drafting

    def first_shown(self, figure: Figure) -> Shown:
        """Return the author's own text that waits; else what was accepted, or the last draft since; else a first draft.

        Nothing that the author wrote lies below a draft that a program made afterwards.
        """
        session = self.context.session
        if own := session.own_text(figure.id):
            return self._own(own, figure)
        if figure.id in session.gone:
            return self._accepted(figure)
        if since := self._since_accepted(figure):
            return self._shown(figure, since, since.text)
        return self._accepted(figure) if session.reviewed(figure.id).text else self._first_draft(figure)

    def below(self, figure: Figure) -> Shown | None:
        """Return the accepted text that lies below a newer one of the author's own; None where that is not so."""
        session = self.context.session
        return self._accepted(figure) if session.own_text(figure.id) and session.reviewed(figure.id).text else None

    def begun(self, figure: Figure) -> bool:
        """Whether the author's own or an accepted text is shown first, so that no draft has to be made for it."""
        session = self.context.session
        return bool(figure.id in session.gone or session.own_text(figure.id) or session.reviewed(figure.id).text)

    def hint(self, shown: Shown) -> str:
        """Return what to say of the text that is shown: what it is, or what is to be done."""
        session, figure = self.context.session, shown.figure.id
        own = session.own_text(figure)
        if own and own.text == shown.text:
            accepted = session.reviewed(figure).text and (NOT_ACCEPTED if figure not in session.gone else OTHER_GONE)
            return " ".join(filter(None, (self._of_another_paper(own, shown.figure), accepted)))
        if figure in session.gone:
            return GONE
        return ASK_ME if shown.is_bare else ""

    def evidence_now(self, figure: Figure, candidate: Candidate) -> Candidate:
        """Return a draft of the paper as it was with the places of now for what it rests on."""
        if candidate in kept_drafts(self.context, figure):
            return candidate
        return replace(candidate, evidence=tuple(placed_now(piece, figure.mentions) for piece in candidate.evidence))

    def drafts(self, figure: Figure) -> tuple[Candidate, ...]:
        """Return the figure's drafts that rest on the paper as it is, and the author's own texts, in the order they
        were made."""
        kept = kept_drafts(self.context, figure)
        return tuple(d for d in self.context.session.drafts(figure.id) if d.captioner == AUTHOR or d in kept)

    def sentences(self, figure: Figure) -> tuple[DraftSentence, ...]:
        """Return the sentences of all drafts so far, each as that of the first draft that has it."""
        found: dict[str, DraftSentence] = {}
        drafts = (draft for draft in self.drafts(figure) if not draft.changes_nothing)
        for number, draft in enumerate(drafts, 1):
            for text in caption_sentences(draft.text):
                found.setdefault(text, DraftSentence(text, number, draft.captioner, draft.model))
        return tuple(found.values())

    def own_text_behind(self, shown: Shown) -> str:
        """Return the author's own text that the draft is by an instruction; empty where it is of none."""
        return own_text_behind(shown.figure, shown.candidate, self.context.session.drafts(shown.figure.id))

    def refining(self, shown: Shown, instruction: str) -> DraftOptions:
        """Return the options that change the shown text; where a model changed nothing by the same words before, those
        that ask it once more."""
        options = DraftOptions(instruction=instruction, current=shown.text)
        vain = (
            draft
            for draft in kept_drafts(self.context, shown.figure)
            if draft.changes_nothing and _asked(draft) == (options.wanted, instruction, shown.text)
        )
        return replace(options, attempt=sum(1 for _ in vain)) if self.context.sender else options

    def _since_accepted(self, figure: Figure) -> Candidate | None:
        """Return the captioner's last draft since a text was accepted, in the review or by a file; None where there is
        none."""
        session, kept = self.context.session, kept_drafts(self.context, figure)
        row = session.reviewed(figure.id)
        older = row.drafts if row.text else ()  # a file's decision ends no text of the author's own, but these
        since = (d for d in reversed(session.since_accepted(figure.id)) if d in kept and d not in older)
        return next((d for d in since if d.captioner == self.context.captioner.name), None)

    def _own(self, own: Candidate, figure: Figure) -> Shown:
        """Return the author's own text, with the draft that it was made of, also one of the paper as it was."""
        if own.captioner != AUTHOR:
            return self._shown(figure, own, own.text)
        every = (draft for draft in reversed(self.context.session.drafts(figure.id)) if not draft.changes_nothing)
        base = next((draft for draft in every if draft.captioner != AUTHOR and draft.text == own.current), None)
        return self._shown(figure, base or self._no_draft(figure), own.text)

    def _accepted(self, figure: Figure) -> Shown:
        """Return the text that was accepted, as it was accepted."""
        row = self.context.session.reviewed(figure.id)
        same = (draft for draft in reversed(row.drafts) if draft.text == row.text and draft.captioner != AUTHOR)
        return self._shown(figure, row.candidate or next(same, None) or self._no_draft(figure), row.text)

    def _first_draft(self, figure: Figure) -> Shown:
        try:
            first = self.drafting.get(figure, FIRST)
        except ModelError as error:
            return Shown(figure, self.context.profile(figure), self._no_draft(figure, words_of(error)), "", FIRST)
        return Shown(figure, self.context.profile(figure), first, first.text, replace(FIRST, attempt=1))

    def _shown(self, figure: Figure, base: Candidate, text: str) -> Shown:
        self.drafting.begin_look(figure, text)
        return Shown(figure, self.context.profile(figure), base, text, _after(base, self.drafts(figure)))

    def _no_draft(self, figure: Figure, *notes: str) -> Candidate:
        return no_draft(figure, self.context.captioner.name, *notes)

    def _of_another_paper(self, own: Candidate, figure: Figure) -> str:
        drafted = own.captioner != AUTHOR
        return OF_ANOTHER_PAPER if drafted and own not in kept_drafts(self.context, figure) else ""


def no_draft(figure: Figure, captioner: str, *notes: str) -> Candidate:
    """Return an empty draft, to be written by hand."""
    return Candidate(figure.id, "", "template", captioner, notes=notes)


def words_of(error: ModelError) -> str:
    """Return why there is no draft, and the way on."""
    return " ".join(filter(None, (error.message, error.hint)))


def _after(draft: Candidate, drafts: Sequence[Candidate]) -> DraftOptions:
    """Return the options for another draft in place of this one, which is the last of its kind."""
    options = DraftOptions(draft.wanted, draft.instruction, draft.current)
    same = (d for d in drafts if (d.captioner, _asked(d)) == (draft.captioner, _asked(draft)))
    return replace(options, attempt=sum(1 for _ in same))


def _asked(draft: Candidate) -> tuple[str, str, str]:
    return draft.wanted, draft.instruction, draft.current
