"""What the events of a session add up to: the drafts of each figure and what was decided."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, get_args

from capassist.model import Candidate, DecidedBy, Decision, Reviewed, SecondLook
from capassist.session.paper_mark import PaperMark, is_same_paper, mark_from
from capassist.session.serialization import Record, candidate_of, decision_of, second_look_of, text_of
from capassist.text.words import one_line

FROM_FILE = "file"  # the basis of a draft that a decisions file brought along; no paper's hash is like it


@dataclass(slots=True)
class Decided:
    decision: Decision
    over: str | None  # the caption that stood in the source
    number: int  # it grows from one decision to the next, whatever figure they are about
    by: DecidedBy | None = None
    candidate: Candidate | None = None  # the draft that was shown
    drafts: int = 0  # how many the figure had by then
    when: str | None = None
    applied: bool = False
    taken_back: bool = False  # out of the source, by `undo`
    exported: str | None = None  # the name of the new archive that it was written into
    of: str | None = None  # what its figure was known by


@dataclass(frozen=True, slots=True)
class Archive:
    """A new archive as it was written last: whose texts are in it, and the SHA-256 of its bytes."""

    figures: frozenset[str]
    digest: str


@dataclass(slots=True)
class SessionState:
    """What the events about one paper add up to."""

    paper: PaperMark | None = None  # as it was when the last event came; None where that was not recorded
    candidates: dict[str, list[tuple[str, Candidate]]] = field(default_factory=dict)  # of each figure, with their basis
    decided: dict[str, list[Decided]] = field(default_factory=dict)  # of each figure, without those taken back
    looks: dict[str, list[SecondLook]] = field(default_factory=dict)  # of each figure
    withdrawn: dict[str, set[str]] = field(default_factory=dict)  # of each figure: texts whose drafts were taken back
    # What was typed and left without Enter, by figure and question.
    unfinished: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    decisions: int = 0
    archives: dict[str, Archive] = field(default_factory=dict)  # the new archives that were written, by name

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drafted or decided."""
        return not (self.candidates or self.decided or self.looks)

    def last(self, figure: str) -> Decided | None:
        """Return what was last decided for a figure."""
        decided = self.decided.get(figure)
        return decided[-1] if decided else None

    def waiting(self, figure: str) -> Decided | None:
        """Return what was last decided for a figure and is not applied."""
        return next((decided for decided in reversed(self.decided.get(figure, ())) if not decided.applied), None)

    def drafts(self, figure: str) -> tuple[Candidate, ...]:
        """Return all drafts of a figure, whatever they rest on."""
        return tuple(candidate for _, candidate in self.candidates.get(figure, ()))

    def since_accepted(self, figure: str) -> tuple[Candidate, ...]:
        """Return the drafts made since a text was last accepted in the review, without those that were taken back or
        changed nothing of the text that they were to change.

        A decision from a file was made without the drafts that lie on the author's desk, so that it ends none of them;
        and those that it brought along never lay there.
        """
        accepted = (d.drafts for d in self.decided.get(figure, ()) if d.decision.accepts and d.by != "file")
        withdrawn = self.withdrawn.get(figure, ())
        return tuple(
            d
            for basis, d in self.candidates.get(figure, [])[max(accepted, default=0) :]
            if basis != FROM_FILE and d.text not in withdrawn and not d.changes_nothing
        )

    def reviewed(self, figure: str) -> Reviewed:
        """Return what became of a figure."""
        last = self.last(figure)
        return Reviewed(figure, self.drafts(figure)) if last is None else self._decided(last)

    def written(self, archive: str | None = None) -> tuple[Reviewed, ...]:
        """Return of each figure the decision that was last written into the source, or into a new archive of that
        name."""
        written = (
            next((each for each in reversed(decided) if (each.exported == archive if archive else each.applied)), None)
            for decided in self.decided.values()
        )
        return tuple(map(self._decided, filter(None, written)))

    def _decided(self, decided: Decided) -> Reviewed:
        figure = decided.decision.figure
        shown = self.drafts(figure)[: decided.drafts]
        return Reviewed(
            figure,
            shown,
            decided.decision,
            decided.by,
            decided.candidate,
            decided.applied,
            decided.when,
            self._before(decided),
            exported=decided.exported,
            of=decided.of,
        )

    def _before(self, last: Decided) -> tuple[str, ...]:
        """Return the texts that something was decided over up to this decision, without those that had been decided
        themselves. What a later one was made over stood in the source since."""
        every = self.decided.get(last.decision.figure, ())
        own = {one_line(decided.decision.text or "") for decided in every}
        earlier = (decided.over for decided in every if decided.number <= last.number)
        return tuple(over for over in earlier if over and one_line(over) not in own)

    def add(self, basis: str, candidate: Candidate) -> None:
        """Take in a draft; one that was taken back and is made anew counts again."""
        self.candidates.setdefault(candidate.figure, []).append((basis, candidate))
        self.withdrawn.get(candidate.figure, set()).discard(candidate.text)

    def decide(self, decided: Decided) -> None:
        """Take in a decision."""
        self.decided.setdefault(decided.decision.figure, []).append(decided)
        self.decisions += 1

    def take_back(self, figure: str) -> None:
        """Forget what was last decided for a figure and is not applied, if there is something."""
        if (undone := self.waiting(figure)) is not None:
            self.decided[figure] = [decided for decided in self.decided[figure] if decided is not undone]

    def take_text_back(self, figure: str, text: str, *, restored: bool = False) -> None:
        """Pass over the drafts of a figure with this text; `restored`: no longer."""
        texts = self.withdrawn.setdefault(figure, set())
        (texts.discard if restored else texts.add)(text)

    def take_unfinished(self, place: tuple[str, str], typed: Iterable[str]) -> None:
        """Take in what was typed and left without Enter; where that is nothing, nothing is left any more."""
        if answers := tuple(map(str, typed)):
            self.unfinished[place] = answers
        else:
            self.unfinished.pop(place, None)


def replayed(events: Iterable[Any], paper: PaperMark | None = None) -> tuple[SessionState, tuple[SessionState, ...]]:
    """Return what the events about a paper add up to, and what those about other papers do: a folder is copied to begin
    the next paper in, and an archive's name is given to another one.

    Without a `paper`, it is the one that the last events are about. Events from before papers were told apart are about
    the first one.
    """
    states = [SessionState()]
    for event in events:
        with suppress(ValueError, KeyError, TypeError, AttributeError):  # of a newer version, or damaged
            if event["event"] == "paper":
                _turn_to(states, mark_from(event["paper"]))
            else:
                take_in(states[-1], event)
    _turn_to(states, paper)
    *others, state = states
    return state, tuple(others)


def _turn_to(states: list[SessionState], paper: PaperMark | None) -> None:
    """Have the state of a paper at the end, which is where events are taken in."""
    if paper is None:
        return
    known = (each for each in reversed(states) if each.paper is None or is_same_paper(each.paper, paper))
    state = next(known, None) or SessionState()
    states[:] = [*(each for each in states if each is not state), state]
    state.paper = paper


def take_in(state: SessionState, event: Record) -> None:
    match event["event"]:
        case "drafted":
            state.add(str(event["basis"]), candidate_of(event["candidate"]))
        case "decided":
            state.decide(_decided(event, state))
        case "double-checked":
            state.looks.setdefault(str(event["figure"]), []).append(second_look_of(event["look"]))
        case "unfinished":
            state.take_unfinished((str(event["figure"]), str(event["question"])), event["typed"])
        case "undone":
            state.take_back(event["figure"])
        case "withdrawn" | "restored":
            state.take_text_back(event["figure"], event["text"], restored=event["event"] == "restored")
        case "applied" | "unapplied" as kind:
            for decided in filter(None, map(state.last, event["figures"])):
                decided.applied, decided.taken_back = kind == "applied", kind == "unapplied"
        case "exported":
            _take_export(state, event)


def _take_export(state: SessionState, event: Record) -> None:
    file, figures = str(event["file"]), event["figures"]
    for decided in filter(None, map(state.last, figures)):
        decided.exported = file
    if digest := text_of(event.get("sha256")):
        state.archives[file] = Archive(frozenset(figures), digest)


def _decided(event: Record, state: SessionState) -> Decided:
    decision, shown, by = decision_of(event["decision"]), event.get("candidate"), event.get("by")
    return Decided(
        decision,
        over=text_of(event.get("over")),
        of=text_of(event.get("of")),
        by=by if by in get_args(DecidedBy) else None,
        candidate=candidate_of(shown) if shown else None,
        number=state.decisions,
        drafts=len(state.candidates.get(decision.figure, ())),
        when=text_of(event.get("when")),
    )
