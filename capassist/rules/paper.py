"""A draft as rules look at it: its figures, their captions with places, and the paper's own habits."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from capassist.model import Draft, Figure, Finding, Manuscript, Part, Reference, Source, Span
from capassist.ports import Opinion
from capassist.rules.venues import ANY, Venue
from capassist.text.invisible import hidden_passages, is_passage
from capassist.text.latex import to_plain
from capassist.text.words import sentences, words

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)(%[^\r\n]*)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_ENDS = (".", "!", "?", "…", "。", "．", "！", "？", ".)", ".”", ".’", '."', ".]")
_SLIDES = frozenset("beamer slides seminar powerdot prosper beamerposter tikzposter a0poster baposter".split())
MOST = 2 / 3  # of the captions that have a habit in common: then the others are exceptions
LEAST_CAPTIONS = 3  # that a habit is read from


class NotWhole(Exception):  # noqa: N818 - no error: the rule has nothing to say
    """A finding would rest on what was not read: on a label that is set nowhere else, a mention that was not found."""


@dataclass(frozen=True, slots=True, eq=False)
class Caption:
    """One written caption of a figure or panel. `text` is as long as `raw`; in a PDF both are the plain text."""

    figure: Figure
    raw: str  # as it stands in the file
    text: str  # with comments blanked
    plain: str  # as a reader sees it
    source: Source
    base: int | None = None  # the offset of `raw` in the file, where it stands there
    panel: bool = False

    def source_at(self, offset: int) -> Source:
        """Return the place of a character of `text`."""
        if self.base is None:
            return self.source
        before = [match.end() for match in _LINE_END.finditer(self.raw, 0, offset)]
        if not before:
            return replace(self.source, column=self.source.column + offset)
        return Source(self.source.file, self.source.line + len(before), offset - before[-1] + 1)

    @property
    def end(self) -> int:
        """Return where its last word ends in `text`: before white space and labels."""
        slot = self.figure.slot
        if slot and not self.panel and self.base is not None and slot.file == self.source.file:
            return min(slot.end - self.base, len(self.text.rstrip()))
        return len(self.text.rstrip())

    def is_writable(self, start: int, end: int) -> bool:
        """Return whether a range of `text` may be replaced: of a figure's caption only what is in its slot."""
        slot = self.figure.slot
        if self.panel or self.base is None:
            return self.panel
        return slot is not None and slot.start <= self.base + start and self.base + end <= slot.end

    @property
    def sentences(self) -> list[str]:
        """The plain text's sentences."""
        return sentences(self.plain)

    @property
    def words(self) -> int:
        """The number of words a reader sees."""
        return len(words(self.plain))

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.plain.rstrip().endswith(_ENDS)


@dataclass(eq=False)
class Paper:
    """A draft with what several rules need of it, each found once."""

    draft: Draft
    venue: Venue = field(default=ANY)
    opinions: tuple[Opinion, ...] = ()  # of a model that looked at the pictures
    drafted: frozenset[str] = frozenset()  # the ids of the figures whose captions a model drafted
    warnings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)  # of the guards, by figure

    @property
    def manuscript(self) -> Manuscript:
        """What the draft holds besides its figures."""
        return self.draft.manuscript

    @property
    def is_latex(self) -> bool:
        """Whether the draft is LaTeX, not a PDF."""
        return self.draft.kind == "latex"

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What captions are drafted for, without tables, algorithms and listings; none of slides, which need none."""
        if self.manuscript.document_class in _SLIDES:
            return ()
        return tuple(figure for figure in self.draft.figures if figure.is_picture)

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """All floats by their id."""
        return {figure.id: figure for figure in self.draft.figures}

    @cached_property
    def parts(self) -> dict[str, list[Part]]:
        """The parts of each float by its id, in the order of the source."""
        found: dict[str, list[Part]] = defaultdict(list)
        for part in self.manuscript.parts:
            found[part.figure].append(part)
        return found

    def parts_of(self, figure: Figure, kind: str, *, panels: bool = True) -> list[Part]:
        """Return a figure's parts of a kind, in order; without `panels` only those of the whole figure."""
        return [part for part in self.parts[figure.id] if part.kind == kind and (panels or not part.panel)]

    @cached_property
    def captions(self) -> tuple[Caption, ...]:
        """The written captions of figures and, in LaTeX, of their panels."""
        return tuple(caption for figure in self.figures for caption in self._captions_of(figure))

    def _captions_of(self, figure: Figure) -> Iterator[Caption]:
        parts = self.parts_of(figure, "caption")
        own = figure.caption if figure.state == "written" else None
        if own and all(part.panel for part in parts):
            yield Caption(figure, own, own, own, self.place_of(figure))
        for part in parts:
            text = _COMMENT.sub(lambda match: match[1] + " " * len(match[2]), part.text)
            plain = _plain(text) if part.panel else own
            if plain:
                base = part.span[0] if part.span else None
                yield Caption(figure, part.text, text, plain, part.source, base, part.panel)

    @cached_property
    def main_captions(self) -> tuple[Caption, ...]:
        """The written captions of whole figures."""
        return tuple(caption for caption in self.captions if not caption.panel)

    def place_of(self, figure: Figure) -> Source:
        """Return where a figure's caption, or else the figure, begins."""
        for part in self.parts_of(figure, "caption", panels=False):
            return part.source
        return figure.source or Source(self.draft.main, figure.page or 1)

    @staticmethod
    def slot_offset(caption: Caption) -> int:
        """Return where in a caption's text its figure's slot begins, which is what the guards look at."""
        slot = caption.figure.slot
        return slot.start - caption.base if slot and caption.base is not None else 0

    def hidden_in(self, caption: Caption) -> tuple[Span, ...]:
        """Return the ranges of a caption's text that no reader sees: those that the reader of the draft left out,
        too."""
        if caption.base is None:
            return tuple(hidden_passages(caption.text)) if self.is_latex else ()
        low, high = caption.base, caption.base + len(caption.text)
        inside = (
            (s - low, e - low)
            for file, (s, e) in self.manuscript.hidden
            if file == caption.source.file and low <= s and e <= high
        )
        return tuple(span for span in inside if is_passage(caption.text[slice(*span)]))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The references of the running text: those in captions do not lead a reader to a figure."""
        return tuple(reference for reference in self.manuscript.references if reference.caption_of is None)

    def goes_on(self, figure: Figure) -> bool:
        """Tell whether a figure continues an earlier one, whose number it has."""
        first = next((other for other in self.figures if other.number == figure.number), figure)
        return figure.number is not None and first is not figure

    def is_captioned(self, figure: Figure) -> bool:
        """Tell whether a figure as a whole has a caption, be it empty."""
        return bool(self.parts_of(figure, "caption", panels=False)) or figure.caption_source is not None

    def is_foreign(self, figure: Figure) -> bool:
        """Tell whether a command that the draft does not define makes the figure: its label cannot be seen."""
        return any(part.foreign for part in self.parts_of(figure, "caption"))

    @property
    def unread(self) -> tuple[str, ...]:
        """Why not all of the paper was read, a sentence each."""
        return self.draft.unread

    def require_whole(self) -> None:
        """Raise NotWhole unless all of the paper was read."""
        if self.unread:
            raise NotWhole

    def name(self, figure: Figure) -> str:
        """Return what the author calls a figure: "Figure 3 (fig:latency)"."""
        label = figure.labels[0] if figure.labels else ""
        if figure.number is None:
            return label or "This figure"
        return f"{figure.name} ({label})" if label else figure.name

    @cached_property
    def mixed_case(self) -> dict[str, str]:
        """Names with a capital inside, as the text mostly writes them, by their letters in lower case."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for word in re.findall(r"(?<!\\)\b[A-Za-z][\w-]*[a-z][A-Z]\w*\b", self.manuscript.body):
            counts[word.replace("-", "").lower()][word] += 1
        return {key: found.most_common(1)[0][0] for key, found in counts.items() if found.total() >= LEAST_CAPTIONS}

    # habits

    @cached_property
    def final_period(self) -> bool | None:
        """Whether captions end with a full stop: as the venue says, or as most captions do; None where neither says."""
        if self.venue.final_period is not None:
            return self.venue.final_period
        return majority(caption.stops for caption in self.main_captions)


def majority(habits: Iterable[bool]) -> bool | None:
    """Return what most do; None where there are too few of them, or no side has most."""
    return {"True": True, "False": False, None: None}[most_frequent(map(str, habits))]


def most_frequent(habits: Iterable[str]) -> str | None:
    """Return what most do of several ways; None where there are too few of them, or no way has most."""
    counts = Counter(habits)
    if counts.total() < LEAST_CAPTIONS:
        return None
    habit, count = counts.most_common(1)[0]
    return habit if count >= MOST * counts.total() else None


def _plain(latex: str) -> str:
    return to_plain(_LABEL.sub("", latex))
