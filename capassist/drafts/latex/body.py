"""The running text in paragraphs: without floats, code, tables, bibliography and back matter, each with the headings
above it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group, read_arguments, skip_space
from capassist.drafts.latex.document import Document, Section
from capassist.drafts.latex.provenance import Text, without_fill
from capassist.model import Span
from capassist.text.back_matter import is_back_matter, sets_back_matter
from capassist.text.latex import Macro, to_plain
from capassist.text.latex_groups import group_end
from capassist.text.latex_symbols import ENVIRONMENT_ARGUMENTS

GAP = "\x1d"  # in place of a float: white space that is no blank line
BLOCK = "\x1e"  # in place of code or a table within a paragraph

_BREAK = re.compile(
    r"(?P<blank>(?:\r\n|\r(?!\n)|\n)[ \t\x1f]*(?:\r\n|\r|\n))|\\(?:par|item|newpage|clearpage|cleardoublepage"
    r"|pagebreak|bigskip|medskip|smallskip"
    r"|maketitle|tableofcontents|listoffigures|appendix|part|chapter|(?:sub)*section|(?:sub)?paragraph|bibitem"
    r"|addcontentsline)(?![a-zA-Z@])"
    r"|\\(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}"
)
# Environments that stand within a paragraph.
_DISPLAYS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|subequations|split|cases|aligned"
    "|gathered|array|[bpvVB]?matrix"
    "|smallmatrix|dmath|dgroup|empheq|IEEEeqnarray"
)
_INLINE_ENVIRONMENT = re.compile(
    rf"^(?:{_DISPLAYS}|linenomath|small|footnotesize|large|sloppypar|spacing|singlespace|otherlanguage|CJK)\*?$"
)
_DISPLAY_NEXT = re.compile(rf"\s*(?:\\begin\s*\{{(?:{_DISPLAYS})\*?\}}|\\\[|\$\$)")
_DISPLAY_LAST = re.compile(rf"(?:\\end\s*\{{(?:{_DISPLAYS})\*?\}}|\\\]|\$\$)$")
_ENDED = re.compile(r"[.!?。．！？][\s\x1f}'”’)]*$")
_CODE = (
    "verbatim|Verbatim|lstlisting|minted|algorithmic|alltt|code|Code|pseudocode|algorithm2e|CodeChunk|CodeInput"
    "|CodeOutput|Sinput|Soutput"
)
_UNREAD = re.compile(
    rf"^(?:(?P<code>(?:{_CODE})\*?)|thebibliography|tabular[x*]?|tabulary|tabu|longtable|xltabular|tikzpicture"
    rf"|pspicture|comment|filecontents\*?"
    r"|CJKfilltwosides|titlepage|keywords?|IEEEkeywords|CCSXML)$"
)
_LISTS = re.compile(
    r"^(?:itemize|enumerate|description|compactitem|compactenum|inparaenum|list|center|flush\w+|minipage|multicols"
    r"|adjustwidth|quot\w+)\*?$"
)
_TITLED = frozenset("block alertblock exampleblock frame".split())  # beamer
_OVERLAY = re.compile(r"\s*<[\d,+.|:a-z-]*>")
_OPTION = re.compile(r"\s*\[([^\[\]]*)\]")
_BEGIN = re.compile(r"\\begin\s*\{([^{}]*)\}")
_TEMPLATE = re.compile(r"\\([a-zA-Z]{3,})\*?(?![a-zA-Z@])\s*(?:\[[^\[\]]*\]\s*)?(\{)?")
_FOOTNOTE = re.compile(
    r"\\(?:footnote(?:text)?|endnote|sidenote|marginpar|thanks)(?![a-zA-Z@])\s*(?:\[[^\[\]]*\]\s*)*(?=\{)"
)
_LEVELS = {
    name: level
    for level, name in enumerate("part chapter section subsection subsubsection paragraph subparagraph".split())
}
_LEVEL = re.compile(r"\\(?:add)?(part|chap|chapter|sec|(?:sub)*section|(?:sub)?paragraph)(?![a-zA-Z])")
_AFTER_BACK_MATTER = re.compile(
    r"\\(?:appendix|appendices|bibliography|printbibliography)(?![a-zA-Z])|\\begin\s*\{(?:thebibliography|appendi)"
)

# What may stand before a run-in heading, and how it ends.
_LEADING = re.compile(
    r"(?:[\s\x1f~]|\\(?:noindent|indent|(?:small|med|big)skip|par|ignorespaces|leavevmode|hfill|centering"
    r"|raggedright)(?![a-zA-Z@])"
    r"|\\[vh]space\*?\s*\{[^{}]*\}|\\(?:vskip|hskip)\s*-?[\d.]+\s*[a-z]{2}|\{\})*"
)
_SET_APART = re.compile(
    r"\\(?P<command>textbf|textit|textsc|textsl|textsf|emph|underline|uline)\s*(?=\{)"
    r"|(?P<group>\{)\s*\\(?P<switch>bf|bfseries|it|itshape|em|sc|scshape|sl|sf|sffamily)(?![a-zA-Z@])"
    r"|\\(?P<own>[a-zA-Z@]+)\*?\s*(?:\[[^\[\]]*\]\s*)?(?=\{)"
)
_HEADING_MACRO = re.compile(
    r"\\(?:textbf|bfseries|bf|textit|itshape|emph|textsc|scshape|underline|(?:sub)?paragraph|(?:sub)*section"
    r"|textsf)(?![a-zA-Z@])"
)
_HEADING_NAME = re.compile(
    r"(?:my|run|run[iI]n|bold|small|mini|tiny|par|para|vs|no)*(?:[pP]ara(?:graph)?s?|[hH]ead(?:ing|er)?|[tT]itle"
    r"|[tT]opic)\w{0,3}"
)
_CLOSING = re.compile(
    r"(?P<mark>\s*(?:[.:—–?!。：]|---?))?(?P<space>(?:[\s\x1f~}]|\\\\|\\(?:quad|qquad|enspace|newline|,|;"
    r"|xspace)(?![a-zA-Z])|\\hspace\*?\{[^{}]*\})*)"
)
_STRONG = ("textbf", "bf", "bfseries")
_MOST_WORDS = 15


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a range of the flat text. `words` is where it begins after its run-in heading."""

    start: int
    end: int
    words: int
    heading: str = ""
    section: Section | None = None
    footnote_of: int | None = None  # the index of the paragraph that a footnote stands in


class Body:
    """The flat text with what is no prose blanked at the same offsets, and its paragraphs."""

    def __init__(
        self, text: Text, document: Document, macros: Mapping[str, Macro], legends: Iterable[Span] = ()
    ) -> None:
        self.text = text
        self.document = document
        self.macros = macros
        self.original = text.readable
        self._starts = [section.start for section in document.sections]
        unread = list(_unread(text.structure, document.begin))
        self.code = list(_outer([*((start, end) for start, end, code in unread if code), *_listings(document)]))
        blank = [(start, end, BLOCK) for start, end, _ in unread]
        blank += _without_prose(text.structure, document, legends)
        self.footnotes = list(_footnotes(_blanked(text.structure, blank), document.begin))
        notes = [(start, end, "\x1f") for start, _, end in self.footnotes]
        self.structure = _blanked(text.structure, blank)
        self.readable = _blanked(text.readable, blank)
        self.without_notes = _blanked(self.structure, notes)
        self.readable_without_notes = _blanked(self.readable, notes)

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in order, those of footnotes at the end."""
        found: list[Paragraph] = []
        heading, above = "", None
        for start, end, title in self._ranges():
            section = self._section(start)
            if section is not above:
                heading, above = "", section
            words, own = (start, title) if title else self._heading(start, end)
            heading = own or heading
            if not self.without_notes[words:end].strip():
                continue  # a heading in its own line: the next paragraph's
            if not is_back_matter(heading):
                found.append(Paragraph(start, end, words, heading or self._run_in_title(section), section))
            heading = ""
        return [*found, *self._notes(found)]

    def _run_in_title(self, section: Section | None) -> str:
        """Return the title of a section that LaTeX sets in the first line of its text; "" of others."""
        if section is None or self._level(section) < _LEVELS["paragraph"]:
            return ""
        return section.title.rstrip(" .:—–")

    def _notes(self, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Yield the footnotes that stand in one of the paragraphs."""
        starts = [paragraph.start for paragraph in paragraphs]
        for call, start, end in self.footnotes:
            index = bisect_right(starts, call) - 1
            if index >= 0 and call < paragraphs[index].end:
                yield Paragraph(start, end - 1, start, "", paragraphs[index].section, index)

    def section_title(self, paragraph: Paragraph) -> str | None:
        """Return the heading of the section that a paragraph stands in, with its number: "2 Method"."""
        index = bisect_right(self._starts, paragraph.start) - 1
        while index >= 0 and self._level(self.document.sections[index]) >= _LEVELS["paragraph"]:
            index -= 1
        if index < 0:
            return None
        section = self.document.sections[index]
        return f"{section.number} {section.title}".strip() or None

    def _section(self, position: int) -> Section | None:
        index = bisect_right(self._starts, position) - 1
        return self.document.sections[index] if index >= 0 else None

    def _level(self, section: Section) -> int:
        return _level(self.text.structure, section)

    def _ranges(self) -> Iterator[tuple[int, int, str]]:
        """Yield the range of each paragraph, with the title that its environment or item gives it."""
        structure = self.without_notes
        start, title = self.document.begin, ""
        for match in _BREAK.finditer(structure, start):
            if match.start() < start or self._stands_inside(match, start):
                continue
            if structure[start : match.start()].strip():
                yield start, match.start(), title
            start, title = match.end(), ""
            if match["edge"] == "begin" or match.group() == "\\item":
                start, title = self._title(match.end(), (match["environment"] or "").strip())
        if structure[start:].strip():
            yield start, len(structure), title

    def _stands_inside(self, match: re.Match[str], start: int) -> bool:
        """Whether a break parts no paragraphs: a formula in the one that begins at `start`, or a blank line beside
        it."""
        if (name := (match["environment"] or "").strip()) and _INLINE_ENVIRONMENT.match(name):
            return True
        return match["blank"] is not None and self._goes_on(start, match.start(), match.end())

    def _goes_on(self, start: int, end: int, after: int) -> bool:
        """Whether a sentence goes on over a blank line into a display, or out of one."""
        last = self.without_notes[max(start, end - _FAR) : end].rstrip()
        if not last:
            return False
        if _DISPLAY_NEXT.match(self.without_notes, after):
            return not _ENDED.search(last[-_NEAR:])
        following = self.without_notes[after : after + _NEAR].lstrip()
        return following[:1].islower() and _DISPLAY_LAST.search(last[-_NEAR:]) is not None

    def _title(self, position: int, environment: str) -> tuple[int, str]:
        """Return where the text of an item or environment begins behind its arguments, and the title among them."""
        text = self.without_notes
        overlay = _OVERLAY.match(text, position)
        position = overlay.end() if overlay else position
        if (signature := ENVIRONMENT_ARGUMENTS.get(environment)) is not None:
            found = read_arguments(text, position, signature)
            return (found.end if found else position), ""
        title, option = "", _OPTION.match(text, position)
        if option is not None:
            plain = "=" in option[1] or (environment and _LISTS.match(environment))
            title = "" if plain else self._plain(option.start(1), option.end(1))
            position = option.end()
        if environment in _TITLED and (braces := group(text, skip_space(text, position))) is not None:
            return braces[1] + 1, self._plain(*braces)
        return position, title

    def _plain(self, start: int, end: int) -> str:
        return self._as_read(start, end).rstrip(" .:—–")

    def _as_read(self, start: int, end: int) -> str:
        return to_plain(without_fill(self.readable[start:end]), self.macros, self.document.targets)

    def _heading(self, start: int, end: int) -> tuple[int, str]:
        """Return where a paragraph's words begin, and its run-in heading."""
        apart = self._set_apart(start, end)
        if apart is None:
            return start, ""
        opening, close = apart
        title = self._as_read(opening.end() if opening["group"] else opening.end() + 1, close)
        behind = _CLOSING.match(self.without_notes, close + 1, end)
        after = behind.end() if behind else close + 1
        ended = title[-1:] in tuple(".:—–?!。：") or bool(behind and (behind["mark"] or "\\" in behind["space"]))
        if not _reads_like_a_title(title) or not (ended or self._stands_alone(opening, after, end)):
            return start, ""
        return after, title.rstrip(" .:—–")

    def _set_apart(self, start: int, end: int) -> tuple[re.Match[str], int] | None:
        """Return the opening of the first words where they are set apart, as in bold type, and their closing brace."""
        structure = self.without_notes
        leading = _LEADING.match(structure, start, end)
        position = leading.end() if leading else start
        opening = _SET_APART.match(structure, position, end)
        if opening is None or (opening["own"] is not None and not self._makes_heading(opening["own"])):
            return None
        close = group_end(structure, opening.end() if opening["group"] is None else position)
        return None if close is None or close >= end else (opening, close)

    def _stands_alone(self, opening: re.Match[str], after: int, end: int) -> bool:
        """Return whether words in bold type are a heading without a mark at its end: no sentence goes on with them."""
        strong = opening["own"] is not None or (opening["command"] or opening["switch"]) in _STRONG
        following = self.without_notes[after : min(end, after + 1)]
        return strong and not following.islower() and following not in tuple(",;)(-'")

    def _makes_heading(self, name: str) -> bool:
        macro = self.macros.get(name)
        if macro is None:
            return _HEADING_NAME.fullmatch(name) is not None
        return "m" in macro.signature and _HEADING_MACRO.search(macro.body) is not None


_NEAR = 40
_FAR = 400


def _level(structure: str, section: Section) -> int:
    match = _LEVEL.match(structure, section.start)
    name = {"chap": "chapter", "sec": "section"}.get(match[1], match[1]) if match else "section"
    return _LEVELS.get(name, _LEVELS["section"])


def _reads_like_a_title(words: str) -> bool:
    return 0 < len(words.split()) <= _MOST_WORDS and re.search(r"[^\W\d_]", words) is not None


def _listings(document: Document) -> Iterator[Span]:
    return ((found.start, found.end) for found in document.floats if found.type.kind in ("listing", "algorithm"))


def _without_prose(structure: str, document: Document, legends: Iterable[Span]) -> list[tuple[int, int, str]]:
    """Return the ranges without running text: floats, headings, back matter, legends and what follows the document,
    each with the character that stands in its place."""
    found = [(one.start, one.end, GAP) for one in document.floats]
    found += [(start, end, "\n") for start, end in (*_back_matter(structure, document), *legends)]
    found += [(section.start, section.end, "\n") for section in document.sections]  # a paragraph ends there
    limit = structure.find("\\end{document}", document.begin)
    return [*found, (limit, len(structure), "\n")] if limit >= 0 else found


def _unread(structure: str, begin: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the ranges of the body that are no prose, and whether they are code."""
    position = begin
    for match in _BEGIN.finditer(structure, begin):
        if match.start() < position or not (kind := _UNREAD.match(match[1])):
            continue
        position = _end_of_environment(structure, match)
        yield match.start(), position, kind["code"] is not None


def _end_of_environment(structure: str, begin: re.Match[str]) -> int:
    """Return where an environment ends, by the first \\end of its name; the end of the text where there is none."""
    end = structure.find(f"\\end{{{begin[1]}}}", begin.end())
    return len(structure) if end < 0 else end + len(f"\\end{{{begin[1]}}}")


def _footnotes(structure: str, begin: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each footnote's command begins, where its words do, and where it ends."""
    position = begin
    for match in _FOOTNOTE.finditer(structure, begin):
        if (
            match.start() < position
            or (close := group_end(structure[match.end() : match.end() + _LONGEST_NOTE], 0)) is None
        ):
            continue
        position = match.end() + close + 1
        yield match.start(), match.end() + 1, position


_LONGEST_NOTE = 5000


def _back_matter(structure: str, document: Document) -> Iterator[Span]:
    """Yield what stands under headings such as "Author contributions", and what templates' commands set as such."""
    yield from _back_matter_sections(structure, document.sections)
    for match in _BEGIN.finditer(structure, document.begin):
        if sets_back_matter(match[1]):
            yield match.start(), _end_of_environment(structure, match)
    for match in _TEMPLATE.finditer(structure, document.begin):
        if sets_back_matter(match[1]) and match[1] != "thanks":
            yield from _set_by_command(structure, match, document.sections)


def _back_matter_sections(structure: str, sections: Sequence[Section]) -> Iterator[Span]:
    for index, section in enumerate(sections):
        if is_back_matter(section.title):
            level = _level(structure, section)
            later = (other.start for other in sections[index + 1 :] if _level(structure, other) <= level)
            yield section.start, _end_of_back_matter(structure, section.end, next(later, len(structure)))


def _set_by_command(structure: str, match: re.Match[str], sections: Sequence[Section]) -> Iterator[Span]:
    """Yield the range of a template's command for back matter: with its argument, else up to the next heading."""
    if not match[2]:
        until = next((section.start for section in sections if section.start > match.start()), len(structure))
        yield match.start(), _end_of_back_matter(structure, match.end(), until)
    elif (close := group_end(structure, match.end() - 1)) is not None:
        yield match.start(), close + 1


def _end_of_back_matter(structure: str, start: int, end: int) -> int:
    stop = _AFTER_BACK_MATTER.search(structure, start, end)
    return stop.start() if stop else end


def _outer(ranges: list[Span]) -> Iterator[Span]:
    """Yield the ranges that lie in no other one."""
    reached = -1
    for start, end in sorted(ranges, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


def _blanked(text: str, ranges: list[tuple[int, int, str]]) -> str:
    """Return the text, as long as it was, with each range filled with its character."""
    pieces, position = [], 0
    for start, end, filling in sorted(ranges):
        if end <= position:
            continue
        pieces += [text[position : max(start, position)], filling * (end - max(start, position))]
        position = end
    return "".join([*pieces, text[position:]])
