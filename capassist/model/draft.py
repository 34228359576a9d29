"""A paper as it was read: its figures, the paragraphs that mention them, what else rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from capassist.model.drawing import Drawing, FigureType
from capassist.model.image import Image
from capassist.model.key_set import KeySet
from capassist.model.plot_data import DataTable
from capassist.model.source import Source

Span = tuple[int, int]
DraftKind = Literal["latex", "pdf"]
FloatKind = Literal["figure", "table", "algorithm", "listing", "scheme"]  # scheme: any other float with its own number
State = Literal["missing", "placeholder", "written"]
Purpose = Literal["caption", "alt", "short", "slide", "abstract"]
TextForm = Literal["", "description", "alt", "short"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A range of characters in a source file that holds a caption, or the empty place where one belongs.

    Writing `new` replaces `text` at [start, end) by `before + new + after`: an existing caption has neither of these, a
    missing one brings `\\caption{` and `}` as its paper's other floats have them; a `\\label` in it stays in `after`.
    """

    file: str  # relative to the draft's root, with forward slashes
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text of a figure besides its caption stands or belongs: an alternative text, a short title.

    `form` is how it is written: \\Description[short]{long}, alt={…} among the options of a graphic, the short title of
    a caption; empty for a draft that has no source.
    """

    purpose: Purpose
    figure: str  # the id of the figure
    form: TextForm = ""
    slot: Slot | None = None
    locked: str = ""  # why it cannot be written, when slot is None
    made_from: str = ""
    source: str | None = None  # the characters in the file; None where there is no such text yet
    graphic: int | None = None  # which of the figure's included files it is for, from 1, where each has one of its own
    graphic_path: str | None = None
    decorative: bool = False  # it says that the graphic is decoration
    decoration: Slot | None = None  # where `artifact` says so
    caption: str = ""  # the figure's own caption as a reader sees it, where it is written


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a figure, such as (a), with its own caption where it has one."""

    label: str
    caption: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph that mentions a figure.

    `source` is the sentence as it may stand in a caption: LaTeX on one line, without comments and labels (for a PDF the
    same as `text`). `references` are the ranges of `source` that point at this figure, each with its word:
    "Figure~\\ref{fig:a}b".
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
    heading: str | None = None  # the paragraph's own, set before its first sentence: "Filling in parallel."
    before: str | None = None  # the two paragraphs before it in its section, a line each, as a reader sees them
    after: str | None = None
    beside: str | None = None  # listings and algorithms before, in or after it, as the source has them
    definitions: tuple[
        str, ...
    ] = ()  # equations that it refers to and what its number macros stand for: "\\runs = 120"
    cited_near: tuple[str, ...] = ()  # the keys that the paragraphs around it cite


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
    remarks: tuple[str, ...] = ()  # passages of it that no reader will see: what the authors say to each other
    short_caption: str | None = None
    type: FigureType | None = None
    panels: tuple[Panel, ...] = ()
    images: tuple[Image, ...] = ()
    mentions: tuple[Mention, ...] = ()
    source: Source | None = None
    slot: Slot | None = None  # where its caption can be written; None for a PDF
    locked: str = ""  # why a LaTeX caption cannot be written, when slot is None
    short_slot: Slot | None = None  # the short title with its brackets: "[Run time]"
    short_state: State = "missing"
    made_from: str = ""  # the file that a program makes this source from, which is to be edited instead
    drawing: Drawing | None = None  # what is drawn in it, as far as it can be read
    data: tuple[DataTable, ...] = ()  # behind its plots, as far as the draft has it
    drawn_text: str = ""  # the text inside the figure (axis labels, legend, TikZ nodes), where it can be read
    alternative: str = ""  # its alternative text as in the source, short and long a line each; none of a graphic's own
    word: str = ""  # what its caption calls it, where that is not its kind's word: "Photo", "Map"
    place: TextPlace | None = None  # where this is the view of a figure whose caption fields are another text of it

    @property
    def printed_text(self) -> str:
        """What is printed in it, a label a line: the text inside it, and what was only read of its data or pixels."""
        read = self.drawing.texts if self.drawing else ()
        return "\n".join(filter(None, (self.drawn_text, *(text for text in read if text not in self.drawn_text))))

    @property
    def standing_caption(self) -> str:
        """The characters of its caption in the file; empty where none is written there, though a label may stand in its
        place."""
        return "" if self.state == "missing" else self.caption_source or ""

    @property
    def caption_latex(self) -> str | None:
        """Return the caption's source without the remarks in it: what may be imitated, compared and sent."""
        return self.caption_source and self.without_remarks(self.caption_source)

    def without_remarks(self, source: str) -> str:
        """Return the source of its caption, or a part of it, without the remarks in it."""
        for remark in self.remarks:
            source = source.replace(remark, "")
        return source.rstrip() if self.remarks else source

    @property
    def name(self) -> str:
        """Return what a sentence for the author calls it: "Figure 3", "Photo 1", or its id where it has no number."""
        graphic = f", graphic {self.place.graphic}" if self.place and self.place.graphic else ""
        return f"{self.float_word} {self.number}{graphic}" if self.number else self.id

    @property
    def float_word(self) -> str:
        """The word before its number: the paper's own, else "Figure" or another one for its kind."""
        return self.word or self.kind.capitalize()

    @property
    def purpose(self) -> Purpose:
        """What the text in its caption fields is."""
        return self.place.purpose if self.place else "caption"

    @property
    def is_picture(self) -> bool:
        """Whether captions are drafted for it: figures, and floats of the author's own types that hold a picture."""
        return self.kind == "figure" or (self.kind == "scheme" and bool(self.images))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the draft that did not stop the reading."""

    code: str
    message: str  # for people: nothing is decided by its words
    hint: str = ""
    figure: str | None = None
    subject: str = ""  # what it is about, for programs: the name of a graphic, "caption"


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
    written: str = ""  # of a label: the \label as it stands there, with all of its line where it stands alone
    panel: bool = False  # it belongs to a panel, not to the whole float
    trouble: str = ""  # what is wrong with a graphic's file: a sentence
    foreign: bool = False  # set by a command that the draft does not define, which may set a label, too
    width: str = ""  # of a graphic, as written, where it is the width on the page: "8cm", ".5\\textwidth"
    pixels: int | None = None  # the width of its raster


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that points at floats or other parts of the paper."""

    keys: tuple[str, ...]  # of labels; in a PDF, or where the number is written out, printed numbers
    figures: tuple[str, ...]  # the ids of the floats among them
    text: str  # with its word: "Fig.~\\ref{fig:a}"
    source: Source
    span: Span | None = None  # of `text` in the file
    caption_of: str | None = None  # the id of the float in whose caption it stands
    labels: tuple[str, ...] = ()  # that LaTeX looks up, and prints "??" for where they are not set


@dataclass(frozen=True, slots=True)
class Suppression:
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
    citations: tuple[Reference, ...] = ()  # of works, by their keys
    bibliographies: tuple[Reference, ...] = ()  # where .bib files are named, by the names of these
    suppressions: tuple[Suppression, ...] = ()
    commands: frozenset[str] = frozenset()  # all that the source defines or uses, without backslash
    cited: KeySet = field(default=KeySet())  # what citations may point at
    glossary: KeySet = field(default=KeySet())  # what \\gls, \\ac and their kind may point at
    hidden: tuple[tuple[str, Span], ...] = ()  # what no reader sees, with the file
    label_commands: frozenset[str] = frozenset({"label"})  # those that only set a label
    reference_commands: frozenset[str] = frozenset()  # those that refer to labels: LaTeX's, and the draft's own


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
    voice: str = ""  # whose captions they are, where that was said


@dataclass(frozen=True, slots=True)
class Author:
    """What is known of the author besides the draft: wishes that stand for all captions, and earlier papers."""

    rules: StandingRules = StandingRules()
    style: tuple[tuple[str, object], ...] = ()  # fields of Style that the author set, with their values
    earlier: tuple[EarlierPaper, ...] = ()
    foreign: frozenset[str] = frozenset()  # the draft's figures whose captions another person wrote: not to imitate
    drafted: frozenset[str] = frozenset()  # those whose captions stand as a program drafted them: nobody's style


UNREAD_FIGURE = "unread-figure"  # the code of a problem: there may be a figure that was not read
# The codes of problems that hide something of the paper.
_HIDING = frozenset(("missing-input", "outside", "too-deep", "unreadable-page", "scanned", UNREAD_FIGURE))


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
    packed: bool = False  # `path` is an archive, and `root` the folder that it was unpacked into for now
    project: Path | None = None  # the folder around the root that pictures may come from, too
    places: tuple[TextPlace, ...] = field(default=(), repr=False)  # of the texts besides captions
    printed_captions: Mapping[str, str] = field(default_factory=dict, repr=False)  # where citations print more

    def printed_caption(self, figure: Figure) -> str | None:
        """Return a figure's caption as its page has it, for who reads it; drafts rest on `Figure.caption`."""
        return self.printed_captions.get(figure.id, figure.caption)

    @property
    def editable(self) -> bool:
        """Whether captions are written into the draft's own files; else they are exported beside it."""
        return self.kind == "latex"

    @property
    def unread(self) -> tuple[str, ...]:
        """Why not all of the paper was read, a sentence each; without any, what was not found is not there."""
        reasons = [problem.message for problem in self.problems if problem.code in _HIDING]
        if self.kind == "latex" and not self.manuscript.document_class:
            reasons.append(f"{self.main} is only a part of a paper: it has no \\documentclass.")
        if self.manuscript.partial:
            reasons.append("\\includeonly leaves out parts of the paper.")
        return tuple(reasons)

    @property
    def may_have_more_figures(self) -> bool:
        """Whether something in it may set a figure that was not read."""
        return any(problem.code == UNREAD_FIGURE for problem in self.problems)

    @property
    def home(self) -> Path:
        """The folder that lasts: where what is kept of the draft lies."""
        return self.path.parent if self.packed else self.root

    @property
    def name(self) -> str:
        """The main file, relative to `home`; of an archive with the archive's name before it."""
        return f"{self.path.name}/{self.main}" if self.packed else self.main


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in a source file: what stands in the slot, and what shall."""

    figure: str
    slot: Slot
    new: str
