"""The paragraphs of the body that refer to a figure, and their sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from capassist.drafts.latex.body import BLOCK, Body, Paragraph
from capassist.drafts.latex.mask import FILL
from capassist.drafts.latex.pointers import Names, Pointer, find_pointers
from capassist.drafts.latex.provenance import without_fill
from capassist.drafts.latex.referred import References, cited_keys
from capassist.model import Mention, Sentence, Span
from capassist.text.asides import with_asides
from capassist.text.latex import Macro
from capassist.text.latex_groups import group_end
from capassist.text.words import one_line, sentence_spans

_DISPLAY = re.compile(
    r"\\begin\{(?P<name>[a-zA-Z]+\*?)\}.*?(?P<end>\\end\{(?P=name)\})|\\\[.*?(?P<close>\\\])|\$\$.*?(?P<dollars>\$\$)"
)
_CITED_AFTER_STOP = re.compile(r"(?<=[.!?])(?:~?\\cite[a-zA-Z]*\s*(?:\[[^\]]*\])*\{)")
_LINE_BREAK_AFTER_STOP = re.compile(r"(?<=[.!?])(?:\\\\\*?(?:\[[^\[\]]*\])?|\\(?:newline|linebreak)(?![a-zA-Z]))")
_GROUP_REST = re.compile(r"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_NOT_SHOWN = re.compile(r"\\label\s*\{[^{}]*\}|\\index\s*\{[^{}]*\}")
# A table that is set as a formula: rules or words between its columns.
_TABLE_IN_DISPLAY = re.compile(
    r"\\begin\{(array|tabular)\}(?:(?!\\end\{\1\}).)*?(?:\\hline|\\text|\\mbox)(?:(?!\\end\{\1\}).)*\\end\{\1\}"
)
_COLOURED = re.compile(
    r"\\textcolor\s*\{[^{}]*\}\s*\{|(?P<switch>\{)\s*\\color\s*\{[^{}]*\}\s*|\\(?P<own>[a-zA-Z@]+)\s*\{"
)
_COLOURS = re.compile(
    r"\s*(?:\\textcolor\s*\{[^{}]*\}\s*\{\s*#1\s*\}|\{?\s*\\(?:color\s*\{[^{}]*\}|leavevmode)\s*\{?\s*#1\s*\}?\s*\}?"
    r"|\{?\s*#1\s*\}?)\s*"
)
# Sentences in braces that set nothing: "{Note that it grows. It stops.}"
_BARE_GROUP = re.compile(
    r"(^| )\{((?!\s*\\(?:bf|it|em|sc|sf|tt|rm|sl|color|[a-z]*(?:series|shape|family|size|tiny|small"
    r"|large)))[^{}\\]*(?:\\.[^{}\\]*|\{[^{}]*\}[^{}\\]*)*[.!?]\s*)\}"
)
_LONGEST_CODE = 4000  # characters of a listing beside a mention
_NEIGHBOURS = 2  # paragraphs on each side of a mention


@dataclass(frozen=True, slots=True)
class _Near:
    """What stands around a paragraph in its section, the code beside it, and what the paragraphs around it cite."""

    before: str | None
    after: str | None
    beside: str | None
    cited: tuple[str, ...] = ()


def mentions(body: Body, names: Names) -> dict[int, list[Mention]]:
    """Return the paragraphs that refer to each figure, by the figure's index."""
    return _Mentions(body, names).found()


class _Mentions:
    def __init__(self, body: Body, names: Names) -> None:
        self.body = body
        self.names = names
        self.paragraphs = body.paragraphs()
        self.running = sum(paragraph.footnote_of is None for paragraph in self.paragraphs)
        self._plain: dict[int, str] = {}
        self.references = References(body.readable, names.macros, names.plain)

    def found(self) -> dict[int, list[Mention]]:
        structure = self.body.structure
        pointers = find_pointers(structure, self.body.document.begin, len(structure), self.names)
        starts = [pointer.start for pointer in pointers]
        found: list[tuple[int, int, Mention]] = []  # place, figure, mention
        for index, paragraph in enumerate(self.paragraphs):
            low, high = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
            inside = self._own(pointers[low:high], paragraph)
            pointed = {figure for pointer in inside for figure in pointer.figures}
            if pointed:
                written = _Written(self.body, paragraph, self.names, self.references)
                near = self._near(index)
                found += [(paragraph.start, figure, written.mention(figure, near)) for figure in pointed]
        mentions: dict[int, list[Mention]] = {}
        for _, figure, mention in sorted(found, key=lambda placed: placed[:2]):
            mentions.setdefault(figure, []).append(mention)
        return mentions

    def _own(self, inside: list[Pointer], paragraph: Paragraph) -> list[Pointer]:
        """Return the pointers of a paragraph that do not stand in its footnotes."""
        if paragraph.footnote_of is not None:
            return inside
        blank = self.body.without_notes
        return [pointer for pointer in inside if blank[pointer.end - 1] != FILL]

    def _near(self, index: int) -> _Near:
        paragraph = self.paragraphs[index]
        if paragraph.footnote_of is not None:
            return _Near(self._text(paragraph.footnote_of), None, None)
        before = self._of_section(range(max(0, index - _NEIGHBOURS), index), paragraph)
        after = self._of_section(range(index + 1, min(self.running, index + 1 + _NEIGHBOURS)), paragraph)
        low = self.paragraphs[before[-1]].end if before else self._section_of(paragraph)[0]
        high = self.paragraphs[after[0]].start if after else self._section_of(paragraph)[1]
        sources = (_source(self.body, self.paragraphs[near])[0] for near in (*before, *after))
        return _Near(
            "\n".join(map(self._text, before)) or None,
            "\n".join(map(self._text, after)) or None,
            self._code(low, high),
            cited_keys(" ".join(sources)),
        )

    def _of_section(self, places: range, paragraph: Paragraph) -> list[int]:
        """Return which of the places hold paragraphs of the same section."""
        return [place for place in places if self.paragraphs[place].section is paragraph.section]

    def _section_of(self, paragraph: Paragraph) -> Span:
        """Return where the section of a paragraph begins, below its heading, and where the next one does."""
        sections = self.body.document.sections
        following = next((each.start for each in sections if each.start >= paragraph.end), len(self.body.structure))
        return min(paragraph.section.end if paragraph.section else self.body.document.begin, paragraph.start), following

    def _text(self, index: int) -> str:
        if index not in self._plain:
            source, _ = _source(self.body, self.paragraphs[index])
            self._plain[index] = self.names.plain(_TABLE_IN_DISPLAY.sub("…", source))
        return self._plain[index]

    def _code(self, low: int, high: int) -> str | None:
        """Return the listings and algorithms between two places, as they are written."""
        code = self.body.code
        first, last = bisect_left(code, (low, 0)), bisect_left(code, (high, 0))
        texts = (without_fill(self.body.original[start:end]).strip()[:_LONGEST_CODE] for start, end in code[first:last])
        return "\n".join(texts) or None


class _Written:
    """A paragraph with its sentences, written once for all the figures it refers to."""

    def __init__(self, body: Body, paragraph: Paragraph, names: Names, references: References) -> None:
        self.names = names
        self.source, segments = _source(body, paragraph)
        pointers = find_pointers(self.source, 0, len(self.source), names)
        spans = [span for segment in segments for span in _sentences(self.source, segment)]
        self.spans = list(with_asides(self.source, spans, [(pointer.start, pointer.end) for pointer in pointers]))
        self.pointers = _by_sentence(pointers, self.spans)
        self.plain = [names.plain(_TABLE_IN_DISPLAY.sub("…", self.source[slice(*span)])) for span in self.spans]
        self.definitions = references.definitions(self.source)
        self.section = body.section_title(paragraph)
        self.heading = paragraph.heading or None
        raw = body.structure[paragraph.words : paragraph.end]
        self.origin = body.text.near(paragraph.words + len(raw) - len(raw.lstrip()))

    def mention(self, figure: int, near: _Near) -> Mention:
        """Return the paragraph as it mentions one figure. `line` holds the offset, which the caller's line tables
        translate."""
        sentences = []
        for span, pointers, plain in zip(self.spans, self.pointers, self.plain, strict=True):
            if not re.search(r"\w", plain):
                continue
            here = tuple(
                (pointer.start - span[0], min(pointer.end, span[1]) - span[0])
                for pointer in pointers
                if figure in pointer.figures
            )
            others = any(set(pointer.figures) - {figure} for pointer in pointers)
            sentences.append(Sentence(plain, self.source[slice(*span)], here, others))
        file, offset = self.origin if self.origin else (None, None)
        return Mention(
            " ".join(sentence.text for sentence in sentences),
            tuple(sentences),
            self.section,
            file=file,
            line=offset,
            heading=self.heading,
            before=near.before,
            after=near.after,
            beside=near.beside,
            definitions=self.definitions,
            cited_near=near.cited,
        )


def _source(body: Body, paragraph: Paragraph) -> tuple[str, list[Span]]:
    """Return a paragraph's LaTeX on one line, and the ranges of it that no sentence reaches across: code stands between
    them."""
    readable = body.readable if paragraph.footnote_of is not None else body.readable_without_notes
    raw = readable[paragraph.words : paragraph.end].replace(FILL, "")
    parts = (one_line(_NOT_SHOWN.sub("", part)) for part in re.split(f"{BLOCK}+", raw))
    pieces = [_BARE_GROUP.sub(r"\1\2", _uncoloured(part, body.macros)) for part in parts if part]
    source = " ".join(pieces)
    segments: list[Span] = []
    end = 0
    for index, piece in enumerate(pieces):
        start = end + 1 if index else 0
        end = start + len(piece)
        if segments and piece[0].islower() and not pieces[index - 1].endswith((".", "!", "?", ":")):
            segments[-1] = (segments[-1][0], end)
        else:
            segments.append((start, end))
    return source, segments


def _uncoloured(source: str, macros: Mapping[str, Macro]) -> str:
    """Return the text without the colours that are set on several sentences at once, as revisions are marked."""
    pieces, position = [], 0
    for match in _COLOURED.finditer(source):
        if match.start() < position:
            continue
        name = match["own"]
        if name is not None and (name not in macros or not _COLOURS.fullmatch(macros[name].body)):
            continue
        start = match.start() if match["switch"] else match.end() - 1
        close = group_end(source, start)
        if close is not None and re.search(r"[.!?]\s+\S", source[match.end() : close]):
            pieces += [source[position : match.start()], source[match.end() : close].lstrip()]
            position = close + 1
    return "".join([*pieces, source[position:]])


def _by_sentence(pointers: Sequence[Pointer], sentences: Sequence[Span]) -> list[list[Pointer]]:
    """Return the pointers that begin in each of the sentences."""
    found: list[list[Pointer]] = [[] for _ in sentences]
    for pointer in pointers:
        index = bisect_right(sentences, pointer.start, key=itemgetter(0)) - 1
        if index >= 0 and pointer.start < sentences[index][1]:
            found[index].append(pointer)
    return found


def _sentences(source: str, segment: Span) -> Iterator[Span]:
    start = segment[0]
    for first, last in sentence_spans(_shadow(source[slice(*segment)])):
        yield start + first, start + last


def _shadow(source: str) -> str:
    """Return the text, as long as it was, with the full stops inside mathematics and braces hidden from sentence
    splitting."""
    hidden = list(source)
    for stop in _inner_stops(source):
        hidden[stop] = "x"
    for match in _DISPLAY.finditer(source):
        ended = source[: match.start(match.lastgroup or 0)].rstrip()[-1:] == "."
        hidden[match.start() : match.end()] = "x" * (match.end() - match.start() - 1) + ("." if ended else "x")
    for match in _LINE_BREAK_AFTER_STOP.finditer(source):
        hidden[match.start() : match.end()] = " " * (match.end() - match.start())
    for match in _CITED_AFTER_STOP.finditer(source):
        end = _GROUP_REST.match(source, match.end())
        if end is not None:
            hidden[match.start() : end.end()] = " " * (end.end() - match.start())
    return "".join(hidden)


def _inner_stops(source: str) -> Iterator[int]:
    """Yield the places of the full stops inside mathematics and braces, but for one at the end of a group's words.

    A brace that is closed in another paragraph, as by a macro that marks a passage, hides nothing.
    """
    stops: list[int] = []
    opened: list[int] = []
    math = False
    for match in re.finditer(r"\\.|[{}$.!?]", source):
        mark = match.group()
        if mark == "{":
            opened.append(len(stops))
        elif mark == "}" and opened:
            first = opened.pop()
            ended = len(stops) > first and not source[stops[-1] + 1 : match.start()].strip()
            last = len(stops) - ended  # \revised{One sentence.} Another.
            yield from stops[first:last]
            del stops[first:last]
        elif mark == "$":
            math = not math
        elif mark in ".!?" and math:
            yield match.start()
        elif mark in ".!?":
            stops.append(match.start())
