"""Walk the flat text once, as TeX would: sections, counters, floats and labels in their order, numbered as printed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from capassist.drafts.latex import floats, loose
from capassist.drafts.latex.algorithm_lines import line_numbers
from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.caption_entries import split
from capassist.drafts.latex.caption_setup import package_numbers
from capassist.drafts.latex.captions import CAPTIONS
from capassist.drafts.latex.classes import PLAIN_EQUATIONS, class_numbers
from capassist.drafts.latex.counters import Counters
from capassist.drafts.latex.equations import DISPLAYS, display_lines
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.float_numbers import FloatNumbers
from capassist.drafts.latex.float_types import DECLARATIONS, FloatTypes
from capassist.drafts.latex.floats import Entry, Float
from capassist.drafts.latex.label_scopes import is_of_heading, numbered_spans
from capassist.drafts.latex.numbering import COMMANDS, Numbering
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.wrappers import find_wrapped
from capassist.model import Span
from capassist.text.latex import Macro, to_plain
from capassist.text.latex_references import UNKNOWN, Target

_SECTIONS = "part chapter section subsection subsubsection paragraph subparagraph".split()
_KOMA_LEVELS = {"addchap": "chapter", "addsec": "section"}  # KOMA-Script's headings without a number
_BY_CLASS = (
    "appendix appendices frontmatter mainmatter backmatter @mainmattertrue @mainmatterfalse "
    "appendixfigures appendixtables restartappendixnumbering "
    "apptablenumbers "
    "resetapptablenumbers listofappendices"
).split()
_EVENT = re.compile(
    r"\\(?:(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}|(?P<command>"
    + "|".join([*_SECTIONS, *_KOMA_LEVELS, *CAPTIONS, "label", "lstinputlisting", *_BY_CLASS, *DECLARATIONS, *COMMANDS])
    + r")(?![a-zA-Z@]))"
)
_BODY = re.compile(r"\\begin\s*\{document\}")
_CHAPTER = re.compile(r"\\chapter\s*[\[{*]")
_SECTION_NAMES = {"chapter": "Chapter", "part": "Part"}
# Of the subfloat package, and of amsmath.
_LETTERED = {"subfigures": "figure", "subtables": "table", "subequations": "equation"}
_LETTERED_WORDS = {"figure": "Figure", "table": "Table", "equation": "Equation"}
_AMBIGUOUS = frozenset("box map graph chart procedure function program".split())  # floats in some classes only
_MAX_FLOATS = 5000


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: where it begins and ends, its number and its plain title."""

    start: int
    end: int
    number: str
    title: str


@dataclass(slots=True)
class Document:
    """What the walk found."""

    floats: list[Float] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)  # by label: what references print
    begin: int = 0  # where the body begins
    unclear: frozenset[str] = frozenset()  # commands in the numbers of figures that nobody here knows
    unread: tuple[tuple[int, str], ...] = ()  # calls that may make figures, by offset and command
    troubles: dict[tuple[int, str], str] = field(default_factory=dict)  # of graphics by start and name: what is wrong


def walk(project: Project, expanded: Expanded) -> Document:
    """Return the floats, sections and labels of the flat text."""
    return _Walk(project, expanded).run()


class _Walk:
    def __init__(self, project: Project, expanded: Expanded) -> None:
        self.structure = expanded.text.structure
        self.readable = expanded.text.readable
        self.macros: dict[str, Macro] = expanded.macros
        self.document_class = expanded.document_class
        self.base_class = expanded.base_class
        rules = class_numbers(
            expanded.base_class,
            expanded.packages.get("class", ""),
            uses_chapters=_CHAPTER.search(self.structure) is not None,
        )
        self.chapters = rules.chapters
        self.counters = Counters.of_document(self.macros, expanded.switches, chapters=rules.chapters)
        self.numbering = Numbering(self.counters, rules)
        self.numbering.run(package_numbers(expanded.packages))
        self.types = FloatTypes()
        self.document = Document()
        self.float_numbers = FloatNumbers(self.numbering, expanded.packages, self.document.targets)
        self.current = ""  # what a \label points at: the printed number of the last heading
        self.current_name = "Section"
        self.before_appendix: tuple[int, str | None] = 0, None
        self.lettered: tuple[int, str] | None = None  # value and format to go back to after a subfloat environment
        body = _BODY.search(self.structure)
        self.document.begin = body.end() if body else 0
        self.packages = expanded.packages
        self.scopes = numbered_spans(self.structure, self.document.begin)
        wrapped = find_wrapped(project, self.structure, self.document.begin, self.macros)
        self.wrapped = list(wrapped.figures)
        self.unread = wrapped.unread
        self.handlers: dict[str, Callable[[re.Match[str]], int]] = {  # of commands in the body
            **dict.fromkeys((*_SECTIONS, *_KOMA_LEVELS), self._heading),
            **dict.fromkeys(filter(loose.is_outer_caption, CAPTIONS), self._loose),
            "lstinputlisting": self._listing,
            "refstepcounter": self._by_hand,
        }

    def run(self) -> Document:
        position = 0
        while (match := _EVENT.search(self.structure, position)) is not None:
            position = max(self._wrapped_before(match.start(), position) or self._event(match), position + 1)
        self._wrapped_before(len(self.structure), position)
        self.document.unclear = frozenset(self.float_numbers.unclear)
        ranges = [(found.start, found.end) for found in self.document.floats] if self.unread else []
        self.document.unread = tuple(
            (start, name) for start, name in self.unread if not any(low <= start < high for low, high in ranges)
        )
        return self.document

    def _wrapped_before(self, position: int, passed: int) -> int | None:
        """Take in the next figure of an undefined command if it begins before `position`; return its end."""
        while self.wrapped and self.wrapped[0].start < passed:  # inside another float
            self.wrapped.pop(0)
        if not self.wrapped or self.wrapped[0].start >= position:
            return None
        found = self.wrapped.pop(0)
        self._add(found)
        return found.end

    def _event(self, match: re.Match[str]) -> int:
        """Obey one command; return where to go on."""
        in_body = match.start() >= self.document.begin
        self.numbering.leave_groups(match.start())
        if match["edge"] == "begin":
            return self._environment(match["environment"].strip(), match) if in_body else match.end()
        if match["edge"] == "end":
            return self._end(match["environment"].strip(), match.end())
        if match["command"] == "label":
            return self._label(match.end())
        handler = self.handlers.get(match["command"]) if in_body else None
        return (handler or self._count)(match)

    # headings and counters

    def _heading(self, match: re.Match[str]) -> int:
        found = read_arguments(self.structure, match.end(), "sog")
        if found is None or (words := found.spans[2]) is None:
            return match.end()
        level = _KOMA_LEVELS.get(match["command"], match["command"])
        starred = self.structure.startswith("*", match.end()) or match["command"] in _KOMA_LEVELS
        number = ""
        if not starred and self._is_numbered(level):
            number = self._step_heading(level)
        elif level == "chapter" and self.numbering.rules.resets_unnumbered:
            self.counters.reset_within(level)
        title = to_plain(self.readable[slice(*words)], self.macros)
        self.document.sections.append(Section(match.start(), found.end, number, title))
        return found.end if "\\label" not in self.structure[slice(*words)] else match.end()

    def _is_numbered(self, level: str) -> bool:
        return (level != "chapter" or self.numbering.main_matter) and self.counters.numbers(level)

    def _step_heading(self, level: str) -> str:
        """Count a heading; return its number, "" below the level to which numbers are printed."""
        self.counters.step(level)
        shallow = level in ("chapter", "section", "subsection") or (level == "subsubsection" and not self.chapters)
        number = self.counters.printed(level) if shallow else ""
        self.current, self.current_name = number or self.current, _SECTION_NAMES.get(level, "Section")
        return number

    def _label(self, position: int) -> int:
        found = read_arguments(self.structure, position, "og")
        if found is None or found.spans[1] is None:
            return position
        key = self.structure[slice(*found.spans[1])].strip()
        name = self.current_name
        of_heading = name in ("Section", *_SECTION_NAMES.values())
        if self.current and (not of_heading or is_of_heading(key, position, self.scopes)):
            title = self.document.sections[-1].title if of_heading and self.document.sections else ""
            self.document.targets.setdefault(key, Target(self.current, name, title=title))
        return found.end

    def _count(self, match: re.Match[str]) -> int:
        """Obey a command that changes counters or declares a type of floats; return where it ends."""
        command = match["command"]
        if command in _BY_CLASS:
            self.numbering.by_class(command)
            return match.end()
        if command in DECLARATIONS:
            declared = self.types.declare(self.structure, command, match.end())
            if declared is None:
                return match.end()
            if declared.within:
                self.numbering.run(f"\\counterwithin{{{declared.type.counter}}}{{{declared.within}}}")
            return declared.end
        if command in (*_SECTIONS, *_KOMA_LEVELS, "lstinputlisting", *CAPTIONS):
            return match.end()
        end = self.numbering.execute(self.structure, command, match.start(), match.end(), self.document.begin)
        if command == "refstepcounter":
            counter = self.structure[match.end() : end].strip("{} \n")
            type_ = self.types.of_environment(counter)
            self.current, self.current_name = self.counters.printed(counter), type_.word if type_ else ""
        return end

    # floats

    def _environment(self, environment: str, match: re.Match[str]) -> int:
        if environment == "lstlisting":
            return self._listing(match)
        if environment in DISPLAYS:
            return self._display(environment, match.end())
        if environment in ("appendices", "appendix"):
            self._begin_appendix(environment)
        elif environment == "subappendices":
            self._begin_subappendices()
        elif environment in _LETTERED:
            self._letter(_LETTERED[environment])
        elif self.types.of_environment(environment) is not None and len(self.document.floats) < _MAX_FLOATS:
            return self._float(environment, match)
        return match.end()

    def _begin_appendix(self, environment: str) -> None:
        level = self._appendix_level
        self.before_appendix = self.counters.values.get(level, 0), self.counters.formats.get(level)
        self.numbering.by_class(environment)

    def _begin_subappendices(self) -> None:
        parent, level = ("chapter", "section") if self.chapters else ("section", "subsection")
        self.numbering.run(f"\\setcounter{{{level}}}{{0}}")
        self.numbering.run(f"\\renewcommand\\the{level}{{\\the{parent}.\\Alph{{{level}}}}}")

    def _float(self, environment: str, match: re.Match[str]) -> int:
        found = floats.read_float(self.structure, self.readable, environment, match.span(), self.types)
        if not self._shows_something(found):
            return match.end()
        self._add(found)
        return found.end

    def _shows_something(self, found: Float) -> bool:
        """Return whether a float is one to a reader, not another thing that is called so, or empty."""
        if found.captions:
            return True
        if found.environment in _AMBIGUOUS and found.environment not in self.types.own:
            return False
        return bool(found.graphics) or self._is_table(found) or (bool(found.labels) and found.type.kind == "figure")

    def _display(self, environment: str, start: int) -> int:
        """Number the lines of a displayed equation."""
        found = display_lines(self.structure, environment, start, self.macros)
        if found is None:
            return start
        lines, end = found
        for line in lines:
            if line.steps:
                self.counters.step("equation")
            number = line.tag or (self.counters.printed("equation") if line.steps else "")
            for label in line.labels:
                if number and UNKNOWN not in number and self._knows_equations:
                    self.document.targets[label] = Target(number, "Equation")
        return end

    @property
    def _knows_equations(self) -> bool:
        """Whether the printed numbers of equations are known: many classes begin them anew in appendices."""
        plain = "equation" in self.counters.formats or PLAIN_EQUATIONS.match(self.base_class)
        return not self.numbering.in_appendix or bool(plain)

    @property
    def _appendix_level(self) -> str:
        return "chapter" if self.chapters else "section"

    def _end(self, environment: str, position: int) -> int:
        """Go back to numbers after an appendices environment."""
        if environment == "appendices":
            level = self._appendix_level
            value, body = self.before_appendix
            self.counters.values[level] = value
            if body is None:
                self.counters.formats.pop(level, None)
            else:
                self.counters.formats[level] = body
        if environment in _LETTERED and self.lettered is not None:
            counter, (value, body) = _LETTERED[environment], self.lettered
            self.counters.set(counter, value)
            self.counters.formats[counter] = body
            self.lettered = None
        return position

    def _letter(self, counter: str) -> None:
        """Number the floats of a subfloat environment by letters: 2a, 2b."""
        self.counters.step(counter)
        body = self.counters.formats.get(counter, f"\\arabic{{{counter}}}")
        self.lettered = self.counters.values[counter], body
        self.current, self.current_name = self.counters.printed(counter), _LETTERED_WORDS[counter]
        self.counters.formats[counter] = f"{self.current}\\alph{{{counter}}}"
        self.counters.set(counter, 0)

    def _is_table(self, found: Float) -> bool:
        """Return whether a float without caption is a table all the same."""
        return (found.environment or "").rstrip("*") in (
            "table",
            "sidewaystable",
            "wraptable",
        ) and "tabular" in self.structure[slice(*found.content)]

    def _loose(self, match: re.Match[str]) -> int:
        views = self.structure, self.readable
        found = loose.read_caption_outside(views, match["command"], match.span(), self._last_end, self.types)
        if found is None:
            return match.end()
        self._add(found)
        return found.end

    @property
    def _last_end(self) -> int:
        """Where the last float ends, or the body begins: what comes later belongs to no float so far."""
        return self.document.floats[-1].end if self.document.floats else self.document.begin

    def _by_hand(self, match: re.Match[str]) -> int:
        """Take in a float whose caption is set without \\caption, behind a \\refstepcounter; else only count."""
        argument = read_arguments(self.structure, match.end(), "g")
        if argument is None or (counter := argument.spans[0]) is None:
            return self._count(match)
        name, place = self.structure[slice(*counter)].strip(), (match.start(), argument.end)
        found = loose.read_by_hand((self.structure, self.readable), name, place, self._last_end, self.types)
        if found is None:
            return self._count(match)
        self._add(found)
        return found.end

    def _listing(self, match: re.Match[str]) -> int:
        found = loose.read_listing(self.structure, match["environment"] or match["command"], match.span())
        if found is None:
            return match.end()
        self._add(found)
        return found.end

    def _add(self, found: Float) -> None:
        self.document.floats.append(found)
        position = found.start
        for entry in split(found):
            until = entry.caption.start if entry.caption else found.end
            self._obey_within(position, until)
            position = until
            self.float_numbers.number(entry)
            self.document.entries.append(entry)
        self._obey_within(position, found.end)
        self._number_lines(found.content)

    def _number_lines(self, span: Span) -> None:
        """Let the labels on lines of algorithms point at these."""
        for label, number in line_numbers(self.structure, span, self.packages).items():
            if number == UNKNOWN:
                self.document.targets.pop(label, None)
            else:
                self.document.targets[label] = Target(number, "Line")

    def _obey_within(self, start: int, end: int) -> None:
        """Obey the counter commands in a part of a float."""
        for match in _EVENT.finditer(self.structure, start, end):
            self.numbering.leave_groups(match.start())
            command = match["command"] or ""
            if command in COMMANDS or command.startswith("c@"):
                self._count(match)
            elif match["edge"] == "begin" and match["environment"] in DISPLAYS:
                self._display(match["environment"], match.end())
        self.numbering.leave_groups(end)
