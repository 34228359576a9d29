"""What is asked of a captioner, and what it gives."""

from dataclasses import dataclass, field
from typing import Literal

from capassist.model.draft import DraftKind, Figure, Opening, Span, StandingRules, Tense, Voice

CandidateKind = Literal["short", "long", "style", "template"]


@dataclass(frozen=True, slots=True)
class Style:
    """The shape of the author's captions, as far as it was measured. Lengths are in words of the plain text."""

    captions: int  # how many captions it rests on
    median_words: int
    shortest: int
    longest: int
    final_period: bool
    panel_form: str | None = None  # "(a)", "(A)", "a)", "left/right"; None when no caption names panels
    panel_bold: bool = False  # panel labels are wrapped in \textbf
    title_sentence: bool = False  # opens with a noun phrase as a title, then goes on
    opening: Opening | None = None  # of the first sentence
    tense: Tense | None = None  # None where the captions have no verbs, or too few
    voice: Voice | None = None
    figure_word: str | None = None  # "Fig." or "Figure", where captions name other figures
    colours: bool = False  # most captions name colours
    takeaway: bool = False  # most captions say what the reader should see
    vocabulary: tuple[str, ...] = ()  # words that set the captions apart from the rest of the paper
    most_words: int | None = None  # that the venue lets a caption have
    unsure: tuple[str, ...] = ()  # the traits above that fewer than four of five captions have


@dataclass(frozen=True, slots=True)
class ProfileFigure:
    """A figure of the author whose caption a draft imitates, and why it was chosen."""

    figure: Figure
    reason: str
    similarity: float  # 0 to 1
    paper: str = ""  # the earlier paper it is of; empty for a figure of the draft


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the author's captions for one target figure: other figures in ranked order, and their style."""

    figures: tuple[ProfileFigure, ...]
    style: Style | None  # None where the draft has no other caption


@dataclass(frozen=True, slots=True)
class CaptionRequest:
    """All that a captioner may know of its target. The target's own caption is not among it."""

    figure: Figure  # its caption fields are blank
    profile: Profile
    markup: DraftKind  # the draft's kind: "latex" asks for text that may stand in the .tex
    title: str | None = None
    abstract: str | None = None
    rules: StandingRules = field(default_factory=StandingRules)
    attempt: int = 0  # 0 for the first draft, 1 for the author's first "another one" …
    wanted: CandidateKind = "style"  # short and long: than the author's usual caption
    instruction: str = ""  # what the author wants changed in `current`, in the author's words
    current: str = ""  # the caption to change: a draft, or the author's own
    noted: tuple[str, ...] = field(default=(), repr=False)  # what the author was told of `current`
    accepted: str = (
        ""  # where another text than the caption is asked for: the caption that it is derived from, as plain text
    )


EvidenceKind = Literal["mention", "profile", "drawn text", "picture", "data", "caption"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the paper that a draft rests on."""

    kind: EvidenceKind
    text: str
    where: str  # "sections/method.tex:41", "page 3", "Figure 2"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard has to say about a text. `span` is the range of the text that it is about."""

    code: str
    message: str
    span: Span | None = None
    blocks: bool = False  # the text must not be written like this


DoubtKind = Literal["swapped", "axis", "colour", "trend", "number", "name", "opposite", "not-shown"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement of a text that a model says is wrong."""

    words: str  # of the text
    kind: DoubtKind
    reason: str  # one sentence, in the model's words
    proof: str = ""  # words of the paper that contradict it; empty where the picture does


WORST_RATING, BEST_RATING = 1, 6  # as SciCapenter rates (Hsu et al., 2024)


@dataclass(frozen=True, slots=True)
class Rating:
    """How well a text helps the readers of its figure, by a model's word."""

    value: int  # from WORST_RATING to BEST_RATING
    reason: str  # one sentence, in the model's words


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a model said of a text beside its figure, without the conversation that wrote it."""

    text: str
    by: str  # the model and the host it runs on
    doubts: tuple[Doubt, ...] = ()
    unproven: int = 0  # doubts left out, as their words do not stand in the text, or their proof not in the paper
    rating: Rating | None = None  # None where the model gave none that could be read


AspectState = Literal["there", "missing", "not applicable"]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the things that a caption can tell of its figure, and whether this one does."""

    name: str
    state: AspectState
    words: tuple[str, ...] = ()  # of the caption, that show it
    sentence: str | None = None  # of the paper, that would add it
    reason: str = ""  # why it is not applicable


OFFLINE = "offline"  # the captioner that works without a model
AUTHOR = "you"  # the captioner of a text that the author wrote in the review


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft, which the author may put together with those of other drafts."""

    text: str
    draft: int  # which of the figure's drafts, from 1 in the order they were made
    captioner: str  # who wrote that draft
    model: str | None = None


INFERRED = "inferred"  # what a sentence rests on for which nothing that was sent speaks


@dataclass(frozen=True, slots=True)
class GroundedSentence:
    """A sentence of a draft with what it rests on, as the model says: "picture", "paragraph 2" (of those that were
    sent), "data" (read from the figure's own graphics), "context" (else of the paper), "inferred".

    The texts of all sentences put together are the draft: the space between two belongs to the first.
    """

    text: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What one of several drafts is ranked by."""

    blocking: int  # findings of the guards by which it could not be written
    warnings: int  # the others
    coverage: float  # 0 to 1: how much of what is drawn in the figure and told of it the draft names
    habits: float  # 0 to 1: how many of the author's habits it keeps to
    similarity: float  # 0 to 1: how like its words are to those of the captions that it imitates

    @property
    def quality(self) -> float:
        """How much the draft says, 0 to 1, less with each warning; nothing where it could not be written."""
        return 0.0 if self.blocking else self.coverage / (1 + self.warnings)

    @property
    def likeness(self) -> float:
        """How like the author's captions the draft is, 0 to 1."""
        return (self.habits + self.similarity) / 2


@dataclass(frozen=True, slots=True)
class RankedDraft:
    """One of several drafts that were made at a time, with its score."""

    text: str
    by: str  # the model that wrote it, and the host it runs on
    score: Score


@dataclass(frozen=True, slots=True)
class Candidate:
    """A drafted caption for one figure: `text` is LaTeX as it would stand in the source (plain text for a PDF)."""

    figure: str
    text: str
    kind: CandidateKind
    captioner: str  # what wrote it, as shown to the author: "offline", "gpt-4o at api.openai.com"
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()  # what the author should know of how it came about
    model: str | None = None  # the model as the server named it in its answer; None where no model was asked
    wanted: CandidateKind = "style"  # what it was asked to be; `kind` is what it is
    instruction: str = ""  # what the author wanted changed, where it is a changed caption
    current: str = ""  # the caption that was changed then
    sources: tuple[DraftSentence, ...] = ()  # where the author put it together from drafts
    sentences: tuple[GroundedSentence, ...] = ()  # with what each rests on, where the model said it of each
    ranking: tuple[RankedDraft, ...] = ()  # of several drafts made at a time, the best first, which is this one

    @property
    def changes_nothing(self) -> bool:
        """Whether it was to be `current` changed, and has the same words: then it is nobody's but who wrote those."""
        return bool(self.instruction) and self.text.split() == self.current.split()


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure's picture, ready for a model or a terminal."""

    data: bytes = field(repr=False)  # PNG or JPEG
    media_type: Literal["image/png", "image/jpeg"]
    width: int  # pixels
    height: int
    blank: bool = False  # all of one colour
    glanced_at: bool = False  # it stands beside another one that is asked about: one look at all of it is enough
