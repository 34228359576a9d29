"""Running text: lines in reading order, joined to paragraphs under their section's title.

A paragraph goes on over columns, pages and floats, and over displayed formulas, for which "…" stands.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Literal

from capassist.drafts.pdf.dehyphenation import Words, join
from capassist.drafts.pdf.layout import NUMBERED, NUMBERED_BELOW, Body, gutter
from capassist.drafts.pdf.page import RAISED, Line, Page
from capassist.drafts.pdf.roles import Role, roles_of, run_in

MOST_TITLE_LINES = 4  # of a heading
ENTRIES = 0.2  # share of the lines under a heading that lead to page numbers: a list of figures or contents
SHOWN = "…"  # stands for a displayed formula

_ENDED = re.compile(r"[.!?:。！？．][\"'”’)\]]*\s*(?:\[[\d,\s–-]+\]|\d{1,3})?\s*$")
_NOTE_MARK = re.compile(r"^\s*(?:\d{1,3}(?=[^\W\d_“\"(])|[∗*†‡§¶]+)\s*")
_PAGE_NUMBER = re.compile(r".{8,}\D\s(?:\d{1,4}|[ivxl]{1,6})\s*$")
_ITEM = re.compile(r"\s*(?:[•◦▪‣∙·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")  # of a list
_MARK = re.compile(r"\s*(\d{1,3}|[∗*†‡§¶]+)\s*")  # of a footnote
_MARKED = re.compile(
    r"(?:[^\W\d_]{3}|[.,:;!?)\]\"'”’])\s*$"
)  # what a footnote's mark stands behind: a digit there is no power

_Call = tuple[int, str]  # the page that a footnote is called on, and its mark


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, with the section it stands in, the page it begins on, and its run-in heading."""

    page: int
    section: str | None
    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Set:
    """A line in its column."""

    line: Line
    role: Role
    page: int
    left: float  # where the column's text begins and ends
    right: float


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on."""

    lines: list[_Set] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    last: _Set = field(init=False)  # the line that the next one is compared with
    shown: bool = False  # a formula or code stands below its last line
    listed: bool = False  # its sentence goes on in a list

    def add(self, placed: _Set) -> None:
        item = _ITEM.match(placed.line.text) is not None
        self.listed = self.listed or (item and bool(self.lines) and not _ITEM.match(self.texts[0]))
        if self.shown and placed.page == self.lines[-1].page:
            self.texts.append(SHOWN)
        if not self.lines or placed.line.size > self.last.line.size - 1 or not _level(self.last.line, placed.line):
            self.last = placed  # not what is raised or lowered at a line's end
        self.lines.append(placed)
        self.texts.append(placed.line.text)
        self.shown = False


def paragraphs(pages: Sequence[Page], apart: Sequence[frozenset[int]], body: Body, words: Words) -> Iterator[Paragraph]:
    """Yield the body's paragraphs in reading order. `apart` holds each page's lines that are not running text."""
    called: dict[_Call, str | None] = {}
    for title, lines in _sections(_in_order(pages, apart, body)):
        if not _is_list(lines):
            yield from _paragraphs(lines, join((line.text for line in title), words) or None, called, body, words)


def _sections(placed: Iterator[_Set]) -> Iterator[tuple[list[Line], list[_Set]]]:
    """Yield each heading, of one line or more, with the lines below it."""
    title: list[_Set] = []
    lines: list[_Set] = []
    for each in _without_long_titles(placed):
        if each.role != "heading":
            lines.append(each)
        elif not lines and title and _same_heading(title[-1].line, each.line):
            title.append(each)
        else:
            if lines:
                yield [one.line for one in title], lines
            title, lines = [each], []
    if lines:
        yield [one.line for one in title], lines


def _without_long_titles(placed: Iterator[_Set]) -> Iterator[_Set]:
    """Yield the lines, those of a heading that is too long for one as text: a paragraph may be bold."""
    run: list[_Set] = []
    for each in placed:
        if run and not (each.role == "heading" and _same_heading(run[-1].line, each.line)):
            yield from _as_text(run)
            run = []
        if each.role == "heading":
            run.append(each)
        else:
            yield each
    yield from _as_text(run)


def _as_text(run: Sequence[_Set]) -> Iterator[_Set]:
    return (replace(one, role="text") if len(run) > MOST_TITLE_LINES else one for one in run)


def _same_heading(first: Line, line: Line) -> bool:
    numbered = NUMBERED.match(line.text)
    near = abs(first.size - line.size) < 0.3 and 0 <= line.base - first.base < 2 * line.size
    return near and not numbered and first.main.font == line.main.font


def _is_list(lines: Sequence[_Set]) -> bool:
    """Whether lines are a list of figures or contents: many lead to page numbers."""
    led = sum(placed.role == "entry" for placed in lines)
    ends = sum(
        bool(_PAGE_NUMBER.match(placed.line.text)) and placed.line.box[2] > placed.right - 3
        for placed in lines
        if placed.role == "text"
    )
    return led > ENTRIES * len(lines) or (led + ends >= 3 and led + ends > 2 * ENTRIES * len(lines))


def _paragraphs(
    lines: Sequence[_Set], section: str | None, called: dict[_Call, str | None], body: Body, words: Words
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a section, and the footnotes beside them.

    `called` holds the section that each footnote so far is called in, and is kept up: a footnote belongs to that one,
    not to the last on its page.
    """
    open_ones: dict[Role, _Open] = {"text": _Open(), "note": _Open()}

    def closed(role: Role) -> Paragraph:
        nonlocal section
        if role == "note":
            return _footnote(open_ones[role], section, called, words)
        paragraph = _closed(open_ones[role], section, words)
        section = paragraph.section
        called.update(dict.fromkeys(_calls(open_ones[role].lines), section))
        return paragraph

    for placed in lines:
        if placed.role in ("display", "code"):
            open_ones["text"].shown = bool(open_ones["text"].lines)
        elif placed.role in open_ones:
            if open_ones[placed.role].lines and not _same_paragraph(open_ones[placed.role], placed, body):
                yield closed(placed.role)
                open_ones[placed.role] = _Open()
            open_ones[placed.role].add(placed)
    yield from (closed(role) for role, rest in open_ones.items() if rest.lines)


def _closed(paragraph: _Open, section: str | None, words: Words) -> Paragraph:
    """Return a paragraph that is at its end, without its run-in heading: a numbered one is a section's title."""
    first, texts = paragraph.lines[0], _texts(paragraph)
    heading, rest = _parted(first.line)
    numbered = NUMBERED_BELOW.match(heading) is not None
    if not heading or (len(texts) == 1 and not numbered):
        return Paragraph(first.page, section, join(texts, words))
    text = join([rest, *texts[1:]], words)
    return Paragraph(first.page, heading, text) if numbered else Paragraph(first.page, section, text, heading)


def _footnote(note: _Open, section: str | None, called: Mapping[_Call, str | None], words: Words) -> Paragraph:
    """Return a footnote without its mark, in the section that it is called in."""
    first, *texts = _texts(note)
    page, mark = note.lines[0].page, _MARK.match(first)
    section = called.get((page, mark[1]), section) if mark else section
    return Paragraph(page, section, join([_NOTE_MARK.sub("", first), *texts], words))


def _texts(paragraph: _Open) -> list[str]:
    """Return the texts of a paragraph's lines, and a sign for the formula that ends it."""
    unended = paragraph.shown and not _ENDED.search(paragraph.texts[-1])
    return [*paragraph.texts, SHOWN] if unended else paragraph.texts


def _calls(lines: Iterable[_Set]) -> Iterator[_Call]:
    """Yield the marks in text that call a footnote: small ones behind a word or the end of a sentence."""
    for placed in lines:
        for before, run in pairwise(placed.line.runs):
            mark = _MARK.fullmatch(run.text)
            if mark and run.size < RAISED * placed.line.size and _MARKED.search(before.text):
                yield placed.page, mark[1]


def _parted(line: Line) -> tuple[str, str]:
    """Return the run-in heading of a paragraph's first line, "" without one, and the rest of the line."""
    end = run_in(line)
    if line.text[end:].lstrip().startswith("("):  # a sentence: "**The two agree.** (See Figure 3.)"
        end = 0
    return line.text[:end].strip(" .:–—"), line.text[end:]


def _in_order(pages: Sequence[Page], apart: Sequence[frozenset[int]], body: Body) -> Iterator[_Set]:
    for page, left_out in zip(pages, apart, strict=True):
        lines = [line for i, line in enumerate(page.lines) if i not in left_out and not line.turn]
        middle = gutter(lines, page.width)
        for column in _columns(lines, middle):
            left = min(line.box[0] for line in column)
            right = max(line.box[2] for line in column)
            for line, role in zip(column, roles_of(column, body), strict=True):
                yield _Set(line, role, page.number, left, right)


def _columns(lines: list[Line], middle: float | None) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order; a line across the gutter ends what stands above it."""
    rows = sorted(lines, key=lambda line: (round(line.base), line.box[0]))
    for across, between in groupby(rows, key=lambda line: _column(line, middle) == "across"):
        if across:
            yield list(between)
        else:
            block = list(between)
            sides = ([line for line in block if _column(line, middle) == side] for side in ("left", "right"))
            yield from (column for column in sides if column)


def _column(line: Line, middle: float | None) -> Literal["left", "right", "across"]:
    """Return which column a line stands in; "across" where there are none, or it runs over both."""
    if middle is None:
        return "across"
    if line.box[2] <= middle + 4:
        return "left"
    return "right" if line.box[0] >= middle - 4 else "across"


def _level(first: Line, second: Line) -> bool:
    return abs(second.base - first.base) < 0.5 * max(first.size, second.size)


def _same_paragraph(paragraph: _Open, placed: _Set, body: Body) -> bool:
    """Whether a line goes on with a paragraph."""
    previous, line = paragraph.last, placed.line
    if _beside(previous, placed):
        return True
    ended = _ENDED.search(previous.line.text) is not None
    if run_in(line) and (ended or paragraph.shown):
        return False
    gap = line.base - previous.line.base if previous.page == placed.page else math.inf
    if 0 <= gap <= 8 * body.leading:
        return _goes_on_below(paragraph, placed, ended=ended, apart=gap > 1.6 * body.leading)
    if not ended:  # in another column or on another page
        return not paragraph.shown or _behind_a_display(placed)
    return _full(previous) and not _indented(placed)


def _behind_a_display(placed: _Set) -> bool:
    """Whether a line behind a displayed formula goes on with the paragraph before it."""
    return placed.line.text[:1].islower() or not _indented(placed)


def _lists(paragraph: _Open, line: Line, *, ended: bool) -> bool:
    """Whether a line is the item of a list in which a paragraph's sentence goes on."""
    return _ITEM.match(line.text) is not None and (not ended or paragraph.listed)


def _beside(previous: _Set, placed: _Set) -> bool:
    """Whether a line stands to the right of another, on its height."""
    before, line = previous.line, placed.line
    return previous.page == placed.page and line.box[0] >= before.box[0] and _level(before, line)


def _goes_on_below(paragraph: _Open, placed: _Set, *, ended: bool, apart: bool) -> bool:
    """Whether a paragraph goes on in a line below, in the same column."""
    previous, line = paragraph.last, placed.line
    if _lists(paragraph, line, ended=ended):
        return True
    if paragraph.shown:
        return _behind_a_display(placed)
    if _smaller_or_larger(previous.line, line):
        return False
    if apart:
        return not ended
    flush = previous.line.box[0] < placed.left + 0.7 * line.size
    return not (_indented(placed) and flush) and (_full(previous) or not ended)


def _smaller_or_larger(before: Line, line: Line) -> bool:
    return abs(line.size - before.size) > 0.8 and len(line.text.strip()) > 20


def _indented(placed: _Set) -> bool:
    """Whether a line begins as far from its column's edge as a paragraph does."""
    return placed.left + 0.7 * placed.line.size < placed.line.box[0] < placed.left + 4 * placed.line.size


def _full(placed: _Set) -> bool:
    """Whether a line reaches its column's right edge."""
    return placed.line.box[2] > placed.right - 2 * placed.line.size
