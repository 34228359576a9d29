"""What is put before the author, and what the author decides."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from capassist.model.draft import Figure, Span
from capassist.model.drafting import Aspect, Candidate, DraftSentence, Finding, Profile, SecondLook

Verdict = Literal["accept", "edit", "skip", "reject"]
DecidedBy = Literal["review", "file"]
# Of a text that was written, in the source as it is now; "other": another text is in its place.
Standing = Literal["as accepted", "changed", "other", "gone"]
# Of a text that was written into a file beside the draft: it stands there, another one does, or the file is not there.
ExportStanding = Literal["as written", "other", "missing"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the author decided for one figure. `text` is what shall stand in the source, for accept and edit.

    `over` is what a decisions file says of the caption that stood in the source then: "" for none, None where it does
    not say; `of` what it says that the figure is known by; and `drafts` what it says that programs drafted for the
    figure, the text among it. What the review decides over is in the session, as are its drafts.
    """

    figure: str
    verdict: Verdict
    text: str | None = None
    reason: str | None = None
    over: str | None = field(default=None, compare=False)
    of: str | None = field(default=None, compare=False)
    drafts: tuple[Candidate, ...] = field(default=(), compare=False)

    @property
    def accepts(self) -> bool:
        """Whether the text is wanted in the source."""
        return self.verdict in {"accept", "edit"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of a figure's drafts."""

    figure: str
    drafts: tuple[Candidate, ...]  # in the order they were made; of a decided figure, those made before the decision
    decision: Decision | None = None
    by: DecidedBy | None = None  # None where it was not recorded
    candidate: Candidate | None = None  # the draft that the review showed when the author decided
    applied: bool = False  # the decision's text was written into the source, and not taken back
    when: str | None = None  # of the decision, in UTC: "2026-11-21T12:30:00Z"
    before: tuple[str, ...] = ()  # the author's own texts that stood in the source when something was decided
    standing: Standing | None = None  # None where it was not written into a source
    exported: str | None = None  # the new archive that it was written into, beside the draft's own
    beside: ExportStanding | None = None  # of what was written beside the draft; None where nothing was
    beside_in: str = ""  # the file that it was written into there
    of: str | None = None  # what the figure was known by when it was decided

    @property
    def text(self) -> str:
        """The text that was accepted; empty where none was."""
        return (self.decision.text if self.decision and self.decision.accepts else None) or ""


ActionName = Literal[
    "accept", "edit", "another", "refine", "mend", "tell", "short", "long", "style", "pick",
    "skip", "back", "forward", "jump", "undo", "again", "quit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines around a caption in the source as they would be once it is written."""

    file: str
    line: int  # of the first of `lines`
    lines: tuple[str, ...]
    caption: Span  # which of `lines` hold the caption


@dataclass(frozen=True, slots=True)
class Stop:
    """A figure of the review, where one may jump to, and what was decided for it."""

    figure: Figure
    decision: Decision | None
    waits: bool = False  # the author's own text for it, which nobody decided on


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One figure as it is put before the author."""

    figure: Figure
    position: int  # from 1
    total: int
    text: str  # what would be written if accepted: the draft, or what the author made of it
    candidate: Candidate  # the draft that `text` started from
    findings: tuple[Finding, ...]  # the guards' words on `text`
    decision: Decision | None  # what was decided for this figure before, if anything
    actions: tuple[ActionName, ...]  # those that make sense now
    profile: Profile = field(default_factory=lambda: Profile((), None))  # the author's figures that the drafts imitate
    sentences: tuple[DraftSentence, ...] = ()  # of all drafts so far, each once
    stops: tuple[Stop, ...] = ()  # all figures of the review, in order
    excerpt: Excerpt | None = None  # None where the text cannot be written into a source
    aspects: tuple[Aspect, ...] = ()  # what `text` tells of the figure, where it is a caption
    look: SecondLook | None = None  # what a model said of this very text
    looking: Future[None] | None = None  # a look at it that has not come back: then it can be asked "again"
    questions: tuple[str, ...] = ()  # that the author may answer to have the caption put together from the answers
    message: str = ""  # what came of the last action, where the figure does not show it
    own: str = ""  # the author's own text that `candidate` is by an instruction; empty where it is of none
    ended: bool = False  # every figure is decided: nothing is asked about this one, but whether to leave


@dataclass(frozen=True, slots=True)
class Action:
    """What the author wants next."""

    name: ActionName
    text: str | None = None  # edit: the new text; refine: what to change, in the author's words
    figure: str | None = None  # jump: the id of the figure to go to
    answers: tuple[str, ...] = ()  # tell: to `ReviewItem.questions`, in their order; an empty one says nothing
    picks: tuple[int, ...] = ()  # pick: indices in `ReviewItem.sentences`, in the order wanted
    leaves: bool = False  # the author is gone, the terminal with them: do this and quit
