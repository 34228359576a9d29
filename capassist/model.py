"""The nouns: frozen values without IO that every other part takes and returns.

Offsets count characters of the decoded file, from 0; lines and pages count from 1; boxes are in points (1/72 inch) from the
page's top left corner: (x0, y0, x1, y1).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Box = tuple[float, float, float, float]
Span = tuple[int, int]

DraftKind = Literal["latex", "pdf"]
FloatKind = Literal["figure", "table", "algorithm", "listing", "scheme"]  # scheme: any other float with its own number
State = Literal["missing", "placeholder", "written"]
FigureType = Literal["graph plot", "node diagram", "equation", "bar chart", "scatter plot", "photo", "table", "other"]
CandidateKind = Literal["short", "long", "style", "template"]
Verdict = Literal["accept", "edit", "skip", "reject"]
DecidedBy = Literal["review", "file"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A range of characters in a source file that holds a caption, or the empty place where one belongs.

    Writing `new` replaces `text` at [start, end) by `before + new + after`: an existing caption has neither before nor after;
    a missing one brings the `\\caption{` and `}` of its paper's other floats; a `\\label` inside the caption stays in `after`.
    """

    file: str  # relative to the draft's root, with forward slashes
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing stands in the source. In a PDF, which has no lines, `line` is the page."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Image:
    """One graphic of a figure: a file of the draft (LaTeX), a box on a page (PDF), or both."""

    path: str | None = None  # relative to the draft's root; None where TeX draws the figure itself
    page: int | None = None
    bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a figure, such as (a), with its own caption where it has one."""

    label: str
    caption: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph that mentions a figure.

    `source` is the sentence as it may stand in a caption: LaTeX on one line, without comments and labels (for a PDF the same as
    `text`). `references` are the ranges of `source` that point at this figure, each with its word: "Figure~\\ref{fig:a}b".
    """

    text: str
    source: str
    references: tuple[Span, ...] = ()
    names_others: bool = False  # it points at another figure, too or only


@dataclass(frozen=True, slots=True)
class Mention:
    """A paragraph of the body that refers to a figure or one of its panels, as a reader sees it."""

    text: str
    sentences: tuple[Sentence, ...]  # all of the paragraph, in order
    section: str | None = None
    page: int | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure (or another float, by `kind`) with its caption, its graphics and the paragraphs about it."""

    id: str  # its \label; else "main.tex#2" or "p4#1": the same on every run
    kind: FloatKind = "figure"
    number: str | None = None  # as printed: "3", "S2", "A.1", "2.4"
    labels: tuple[str, ...] = ()
    page: int | None = None
    state: State = "missing"
    caption: str | None = None  # plain text as a reader sees it, without "Figure 3:"
    caption_source: str | None = None  # the characters in the file, LaTeX only
    short_caption: str | None = None
    type: FigureType | None = None
    panels: tuple[Panel, ...] = ()
    images: tuple[Image, ...] = ()
    mentions: tuple[Mention, ...] = ()
    source: Source | None = None
    slot: Slot | None = None  # where its caption can be written; None for a PDF
    locked: str = ""  # why a LaTeX caption cannot be written, when slot is None
    drawn_text: str = ""  # the text inside the figure (axis labels, legend, TikZ nodes), where it can be read


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the draft that did not stop the reading."""

    code: str
    message: str
    hint: str = ""
    figure: str | None = None


PartKind = Literal["caption", "label", "graphic", "alt"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a float's source: a caption, a label, a graphic, or an alternative text."""

    kind: PartKind
    figure: str  # the id of the float it stands in
    text: str  # the caption or alternative text as in the file, the label's key, the graphic's name
    source: Source  # where `text` begins
    span: Span | None = None  # of `text` in the file; None where one of the draft's own commands writes it
    end: int | None = None  # in the file, behind the command around `text`
    line: str = ""  # all of the line on which a label stands alone, with its end
    panel: bool = False  # it belongs to a panel, not to the whole float
    missing: bool = False  # a graphic whose file is not in the draft
    foreign: bool = False  # set by a command that the draft does not define, which may set a label, too


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that points at floats or other parts of the paper."""

    keys: tuple[str, ...]  # labels; in a PDF, or where the number is written out, printed numbers
    figures: tuple[str, ...]  # the ids of the floats among them
    text: str  # with its word: "Fig.~\\ref{fig:a}"
    source: Source
    span: Span | None = None  # of `text` in the file
    caption_of: str | None = None  # the id of the float in whose caption it stands


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the source that speaks to capassist: "ignore C034"."""

    text: str
    source: Source
    figure: str | None = None  # the id of the float it stands in or right above
    everywhere: bool = False  # it stands in the preamble


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a draft holds besides the figures as such, for rules that look at all of it."""

    document_class: str = ""
    packages: tuple[str, ...] = ()
    options: str = ""  # of the document class
    partial: bool = False  # chapters are left out by \\includeonly
    preamble: str = ""  # LaTeX without comments
    body: str = ""  # the running text without floats: LaTeX without comments, or the paragraphs of a PDF
    parts: tuple[Part, ...] = ()  # in reading order
    labels: frozenset[str] = frozenset()  # all labels, of floats or not
    references: tuple[Reference, ...] = ()  # in reading order
    remarks: tuple[Remark, ...] = ()


Tense = Literal["present", "past"]
Voice = Literal["active", "passive", "we"]
Opening = Literal["noun phrase", "statement", "panel label"]


@dataclass(frozen=True, slots=True)
class StandingRules:
    """What the author asks of every caption. Matching ignores case and keeps to whole words."""

    call: tuple[tuple[str, str], ...] = ()  # (not like this, but like this): ("our method", "FastNet")
    always: tuple[str, ...] = ()  # texts that each caption has: "n ="
    never: tuple[str, ...] = ()  # words that no caption has

    def __bool__(self) -> bool:
        return bool(self.call or self.always or self.never)


@dataclass(frozen=True, slots=True)
class EarlierPaper:
    """An earlier paper of the author, of which the captions are kept."""

    name: str
    title: str | None
    figures: tuple[Figure, ...]  # with their captions and types; without pictures and paragraphs
    added: str = ""  # the day: "2026-11-21"


@dataclass(frozen=True, slots=True)
class Author:
    """What is known of the author besides the draft: wishes that stand for all captions, and earlier papers."""

    rules: StandingRules = StandingRules()
    style: tuple[tuple[str, object], ...] = ()  # fields of Style that the author set, with their values
    earlier: tuple[EarlierPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as it was read."""

    path: Path  # as the author named it
    root: Path  # the folder whose files belong to the draft; for a PDF the folder it lies in
    kind: DraftKind
    main: str  # the main file, relative to the root
    title: str | None = None
    abstract: str | None = None
    pages: int | None = None
    pdf: str | None = None  # the PDF that the figures' pages and boxes are of, relative to the root or absolute
    figures: tuple[Figure, ...] = ()  # all floats, in reading order
    problems: tuple[Problem, ...] = ()
    manuscript: Manuscript = field(default=Manuscript(), repr=False)
    author: Author = Author()


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
    terms: tuple[str, ...] = ()  # words that set the author's captions apart from the rest of the paper
    spellings: tuple[str, ...] = ()  # terms with capitals or hyphens as the body writes them


@dataclass(frozen=True, slots=True)
class ProfileFigure:
    """A figure of the author whose caption a draft imitates, and why it was chosen."""

    figure: Figure
    reason: str
    likeness: float  # 0 to 1
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
    rules: StandingRules = StandingRules()
    attempt: int = 0  # 0 for the first draft, 1 for the author's first "another one" …
    wanted: CandidateKind = "style"  # short and long: than the author's usual caption
    instruction: str = ""  # what the author wants changed in `current`, in the author's words
    current: str = ""  # the caption to change: a draft, or the author's own


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the paper that a draft rests on."""

    kind: Literal["mention", "profile", "drawn text", "picture"]
    text: str
    where: str  # "sections/method.tex:41", "page 3", "Figure 2"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard has to say about a text. `span` is the range of the text that it is about."""

    code: str
    message: str
    span: Span | None = None
    blocks: bool = False  # the text must not be written like this


OFFLINE = "offline"  # the captioner that works without a model
AUTHOR = "you"  # the captioner of a text that the author wrote in the review


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft, which the author may put together with those of other drafts."""

    text: str
    draft: int  # which of the figure's drafts, from 1 in the order they were made
    captioner: str  # who wrote that draft
    model: str | None = None


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
    sources: tuple["DraftSentence", ...] = ()  # where the author put it together from drafts


@dataclass(frozen=True, slots=True)
class Decision:
    """What the author decided for one figure. `text` is what shall stand in the source, for accept and edit."""

    figure: str
    verdict: Verdict
    text: str | None = None
    reason: str | None = None


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


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in a source file: what stands in the slot, and what shall."""

    figure: str
    slot: Slot
    new: str


@dataclass(frozen=True, slots=True)
class Key:
    """An API key and where it came from. Its text shows only where `reveal` is called: never in a repr or a log."""

    text: str = field(repr=False)
    source: str  # "CAPASSIST_API_KEY", "the system keyring"

    def reveal(self) -> str:
        """Return the key itself, to be sent to the server and nowhere else."""
        return self.text

    def __str__(self) -> str:
        """Enough to tell two keys apart: the last four characters of a long key, nothing of a short one."""
        return f"…{self.text[-4:]}" if len(self.text) >= 16 else "…"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure's picture, ready for a model or a terminal."""

    data: bytes = field(repr=False)  # PNG or JPEG
    media_type: Literal["image/png", "image/jpeg"]
    width: int  # pixels
    height: int


ActionName = Literal[
    "accept", "edit", "another", "refine", "short", "long", "style", "pick",
    "skip", "back", "forward", "jump", "undo", "quit",
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
    profile: Profile = Profile((), None)  # the author's figures that the drafts imitate
    sentences: tuple[DraftSentence, ...] = ()  # of all drafts so far, each once
    stops: tuple[Stop, ...] = ()  # all figures of the review, in order
    excerpt: Excerpt | None = None  # None where the text cannot be written into a source
    message: str = ""  # what came of the last action, where the figure does not show it


@dataclass(frozen=True, slots=True)
class Action:
    """What the author wants next."""

    name: ActionName
    text: str | None = None  # edit: the new text; refine: what to change, in the author's words
    figure: str | None = None  # jump: the id of the figure to go to
    picks: tuple[int, ...] = ()  # pick: indices in `ReviewItem.sentences`, in the order wanted
