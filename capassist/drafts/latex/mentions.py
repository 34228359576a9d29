"""The paragraphs of the body that refer to a figure, and their sentences."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from capassist.drafts.latex.document import Document
from capassist.drafts.latex.mask import FILL
from capassist.drafts.latex.provenance import Text
from capassist.drafts.latex.references import Reference, ReferenceCommand, find_references
from capassist.model import Mention, Sentence, Span
from capassist.text.words import one_line, sentence_spans

_BREAK = re.compile(
    r"(?:\r\n|\r(?!\n)|\n)[ \t\x1f]*(?:\r\n|\r|\n)|\\(?:par|item|newpage|clearpage|bigskip|medskip|smallskip|maketitle|tableofcontents|appendix"
    r"|part|chapter|(?:sub)*section|(?:sub)?paragraph|bibitem|addcontentsline)(?![a-zA-Z@])"
    r"|\\(?:begin|end)\s*\{(?P<environment>[^{}]*)\}"
)
# Environments that stand within a paragraph.
_INLINE_ENVIRONMENT = re.compile(
    r"^(?:equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|subequations|split|cases|aligned|gathered|array|[bpvVB]?matrix"
    r"|smallmatrix|dmath|dgroup|empheq|IEEEeqnarray|linenomath|small|footnotesize|large|sloppypar|spacing|singlespace|otherlanguage|CJK)\*?$"
)
_UNREAD = re.compile(
    r"^(?:thebibliography|tabular[x*]?|tabu|longtable|tikzpicture|verbatim|Verbatim|lstlisting|minted|algorithmic|comment|filecontents\*?|CJKfilltwosides)$"
)
WORD_BEFORE = re.compile(
    r"(?:\b(?:(?:[Ss]up(?:pl(?:ementary|emental|\.)?|porting)?|[Ee]xtended [Dd]ata|[Aa]ppendix|[Oo]nline)[~\s]+)??"
    r"(?:[Ff]igs?|[Ff]igures?|FIGURES?|FIGS?|[Ff]iguras?|[Ff]igur(?:en)?|[Ff]igg|Abb(?:ildung(?:en)?)?|Bild(?:er)?|[Рр]ис(?:унк\w*)?|[Pp]lots?|[Pp]anels?|[Rr]ys(?:unek)?"
    r"|[Oo]br(?:\xe1z\w*)?|[Tt]ab(?:les?|s)?|TABLES?|Tabellen?|[Aa]lgorithms?|[Ll]istings?|[Ss]chemes?)\b\.?\\?@?|图|圖|図|표|그림)(?:~|\s|\\[ ,;]|\\nobreakspace|\{\}|\(|\x1f)*$"
)
WORD_REACH = 80  # characters before a reference, in which its word begins
PART_AFTER = re.compile(
    r"(?:\{\})?(?:\\[,;]|~| )?(?:\((?:[a-z](?![a-z])|[ivx]+)(?:\s*(?:[,–-]|--|and|to)\s*[a-z])*\)|\\?textit\{[a-zA-Z]\}|\\textbf\{[a-zA-Z]\}|(?<![ ~])[a-zA-Z](?:\s*(?:,|--?|–)\s*[a-z])*(?![\w{]))"
)
_DISPLAY = re.compile(
    r"\\begin\{(?P<name>[a-zA-Z]+\*?)\}.*?(?P<end>\\end\{(?P=name)\})|\\\[.*?(?P<close>\\\])|\$\$.*?(?P<dollars>\$\$)"
)
_GAP = "\x1d"  # in place of a float: white space that is no blank line
_NOT_SHOWN = re.compile(r"\\label\s*\{[^{}]*\}|\\index\s*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body as a range of the flat text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """What references point at: which figure has a label, and what is printed for it."""

    figures: Mapping[str, int]  # label -> index of the figure
    numbers: Mapping[str, int]  # "3" -> index of the figure, where numbers are certain
    commands: Mapping[str, ReferenceCommand]
    plain: Callable[[str], str]  # from LaTeX to what a reader sees


class Body:
    """The running text: the flat text without floats, bibliography and what is no prose, at the same offsets."""

    def __init__(self, text: Text, document: Document) -> None:
        self.text = text
        self.document = document
        blank = [(found.start, found.end, _GAP) for found in document.floats]
        blank += [(start, end, _GAP) for start, end in _unread(text.structure, document.begin)]
        blank += [(section.start, section.end, "\n") for section in document.sections]  # a paragraph ends there
        self.structure = _blanked(text.structure, blank)
        self.readable = _blanked(text.readable, blank)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in order."""
        start = self.document.begin
        for match in _BREAK.finditer(self.structure, start):
            if (name := match["environment"]) is not None and _INLINE_ENVIRONMENT.match(name.strip()):
                continue
            if self.structure[start : match.start()].strip():
                yield Paragraph(start, match.start())
            start = match.end()
        if self.structure[start:].strip():
            yield Paragraph(start, len(self.structure))


def mentions(body: Body, names: Names) -> dict[int, list[Mention]]:
    """Return the paragraphs that refer to each figure, by the figure's index."""
    references = list(find_references(body.structure, body.document.begin, len(body.structure), names.commands))
    starts = [reference.start for reference in references]
    literal = literal_references(names)
    found: dict[int, list[Mention]] = {}
    for paragraph in body.paragraphs():
        low, high = bisect_right(starts, paragraph.start - 1), bisect_right(starts, paragraph.end)
        inside = references[low:high]
        pointed = {index for reference in inside for index in _indices(reference, names)}
        if literal is not None:
            pointed |= {
                names.numbers[match[2]] for match in literal.finditer(body.structure, paragraph.start, paragraph.end)
            }
        if not pointed:
            continue
        written = _Paragraph(body, paragraph, names, literal)
        for index in sorted(pointed):
            found.setdefault(index, []).append(written.mention(index))
    return found


class _Paragraph:
    """A paragraph with its sentences, written once for all the figures it refers to."""

    def __init__(self, body: Body, paragraph: Paragraph, names: Names, literal: re.Pattern[str] | None) -> None:
        self.names = names
        raw = body.readable[paragraph.start : paragraph.end]
        self.source = one_line(_NOT_SHOWN.sub("", raw.replace(FILL, "")))
        shadow = _shadow(self.source)
        self.spans = list(sentence_spans(shadow))
        self.references = [list(find_references(self.source, *span, names.commands)) for span in self.spans]
        self.literal = literal
        self.plain = [names.plain(self.source[slice(*span)]) for span in self.spans]
        self.section = body.document.section_at(paragraph.start)
        first = paragraph.start + len(raw) - len(raw.lstrip())
        self.origin = body.text.near(first)

    def mention(self, index: int) -> Mention:
        """Return the paragraph as it mentions one figure. File and line are filled in by the caller's line tables."""
        sentences = []
        for span, references, plain in zip(self.spans, self.references, self.plain, strict=True):
            if not plain:
                continue
            source = self.source[slice(*span)]
            own = tuple(self._expressions(source, span[0], references, index))
            others = any(set(_indices(reference, self.names)) - {index} for reference in references)
            others = others or any(self.names.numbers[match[2]] != index for match in self._literals(source))
            sentences.append(Sentence(plain, source, own, others))
        file, offset = self.origin if self.origin else (None, None)
        return Mention(
            " ".join(sentence.text for sentence in sentences), tuple(sentences), self.section, file=file, line=offset
        )

    def _literals(self, source: str) -> list[re.Match[str]]:
        return list(self.literal.finditer(source)) if self.literal else []

    def _expressions(self, source: str, base: int, references: list[Reference], index: int) -> Iterator[Span]:
        for reference in references:
            if index in _indices(reference, self.names):
                start, end = reference.start - base, reference.end - base
                before = WORD_BEFORE.search(source, max(0, start - WORD_REACH), start)
                after = PART_AFTER.match(source, end)
                yield (before.start() if before else start), (after.end() if after else end)
        for match in self._literals(source):
            if self.names.numbers[match[2]] == index:
                yield match.span()


def _indices(reference: Reference, names: Names) -> list[int]:
    """Return the figures that a reference points at; all between the two ends of a range."""
    found = [names.figures[key] for key in reference.keys if key in names.figures]
    if reference.ranged and len(found) == 2:
        low, high = sorted(found)
        return list(range(low, high + 1))
    return found


def literal_references(names: Names) -> re.Pattern[str] | None:
    """Return the pattern of references that are written out: "Fig.~3"."""
    if not names.numbers:
        return None
    numbers = "|".join(re.escape(number) for number in sorted(names.numbers, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w\\:])((?:[Ff]ig(?:ure|ures|s)?|FIG(?:URE)?|Abb(?:ildung)?|[Рр]ис(?:унок|унке)?)(?:\.|(?=[~\s\\]))|图|圖|図)(?:~|\s|\\,|\\ )*({numbers})(?![\w.]*\d|[\w])(?:\s?\([a-z]\))?"
    )


def _shadow(source: str) -> str:
    """Return the text, as long as it was, with the full stops inside mathematics and braces hidden from sentence splitting.

    A brace that is closed in another paragraph, as by a macro that marks a passage, hides nothing.
    """
    hidden = list(source)
    stops: list[int] = []
    opened: list[int] = []
    math = False
    for match in re.finditer(r"\\.|[{}$.!?]", source):
        mark = match.group()
        if mark == "{":
            opened.append(len(stops))
        elif mark == "}" and opened:
            first = opened.pop()
            for stop in stops[first:]:
                hidden[stop] = "x"
            del stops[first:]
        elif mark == "$":
            math = not math
        elif mark in ".!?":
            if math:
                hidden[match.start()] = "x"
            else:
                stops.append(match.start())
    for match in _DISPLAY.finditer(source):
        ended = source[: match.start(match.lastgroup or 0)].rstrip()[-1:] == "."
        hidden[match.start() : match.end()] = "x" * (match.end() - match.start() - 1) + ("." if ended else "x")
    for match in re.finditer(
        r"(?<=[.!?])(?:~?\\(?:footnote|cite[a-zA-Z]*|footnotemark|thanks)\s*(?:\[[^\]]*\])*\{)", source
    ):
        end = re.compile(r"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}").match(source, match.end())
        if end is not None:
            hidden[match.start() : end.end()] = " " * (end.end() - match.start())
    return "".join(hidden)


def _unread(structure: str, begin: int) -> Iterator[Span]:
    """Yield the ranges of the body that are no prose."""
    position = begin
    for match in re.compile(r"\\begin\s*\{([^{}]*)\}").finditer(structure, begin):
        if match.start() < position or not _UNREAD.match(match.group(1)):
            continue
        end = structure.find(f"\\end{{{match.group(1)}}}", match.end())
        position = len(structure) if end < 0 else end + len(match.group(1)) + 6
        yield match.start(), position
    end = structure.find("\\end{document}", begin)
    if end >= 0:
        yield end, len(structure)


def _blanked(text: str, ranges: list[tuple[int, int, str]]) -> str:
    """Return the text, as long as it was, with each range filled with its character."""
    pieces, position = [], 0
    for start, end, filling in sorted(ranges):
        if end <= position:
            continue
        pieces += [text[position : max(start, position)], filling * (end - max(start, position))]
        position = end
    return "".join([*pieces, text[position:]])
