"""Walk the flat text once, as TeX would: sections, counters, floats and labels in their order, numbered as printed."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from capassist.drafts.latex import floats, loose
from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.counters import Counters
from capassist.drafts.latex.definitions import read_definition
from capassist.drafts.latex.expand import Expanded
from capassist.drafts.latex.floats import Entry, Float, Label, float_kind, panel_letter, split
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.wrappers import find_wrapped
from capassist.text.latex import Macro, Target, to_plain

_SECTIONS = "part chapter section subsection subsubsection paragraph subparagraph".split()
_EVENT = re.compile(
    r"\\(?:(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}|(?P<command>"
    + "|".join(_SECTIONS)
    + r"|addchap|addsec|captionof|captionaboveof|captionbelowof|figcaption|tabcaption|caption|label|appendix|appendices|frontmatter|mainmatter|backmatter"
    r"|setcounter|addtocounter|stepcounter|refstepcounter|counterwithin|counterwithout|numberwithin|@addtoreset|renewcommand|def|gdef"
    r"|appendixfigures|appendixtables|lstinputlisting)(?![a-zA-Z@]))"
)
_BODY = re.compile(r"\\begin\s*\{document\}")
_CHAPTER = re.compile(r"\\chapter\s*[\[{*]")
_LOADED = re.compile(r"\\LoadClass(?:WithOptions)?\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}")
_NAMES = {"figure": "Figure", "table": "Table", "algorithm": "Algorithm", "listing": "Listing", "scheme": "Scheme"}
_SECTION_NAMES = {"chapter": "Chapter", "part": "Part"}
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
    troubles: dict[tuple[int, str], str] = field(default_factory=dict)  # of graphics by start and name: what is wrong

    def section_at(self, position: int) -> str | None:
        """Return the heading above a position, with its number: "2 Method"."""
        index = bisect_right([section.start for section in self.sections], position) - 1
        if index < 0:
            return None
        section = self.sections[index]
        return f"{section.number} {section.title}".strip() or None


def walk(project: Project, expanded: Expanded) -> Document:
    """Return the floats, sections and labels of the flat text."""
    return _Walk(project, expanded).run()


class _Walk:
    def __init__(self, project: Project, expanded: Expanded) -> None:
        self.structure = expanded.text.structure
        self.readable = expanded.text.readable
        self.macros: dict[str, Macro] = expanded.macros
        self.document_class = expanded.document_class
        loaded = _LOADED.search(expanded.local_styles)
        self.counters = Counters.of_class(
            loaded.group(1) if loaded else self.document_class,
            self.macros,
            uses_chapters=_CHAPTER.search(self.structure) is not None,
        )
        self._style_hints(expanded.local_styles)
        self.document = Document()
        self.current = ""  # what a \label points at: the printed number of the last heading
        self.current_name = "Section"
        self.before_appendix = 0
        body = _BODY.search(self.structure)
        self.document.begin = body.end() if body else 0
        self.wrapped = list(find_wrapped(project, self.structure, self.document.begin, self.macros))

    def run(self) -> Document:
        position = 0
        while (match := _EVENT.search(self.structure, position)) is not None:
            position = max(self._wrapped_before(match.start(), position) or self._event(match), position + 1)
        self._wrapped_before(len(self.structure), position)
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

    def _style_hints(self, style: str) -> None:
        """Take over how a class or style file of the draft numbers figures and tables."""
        for match in re.finditer(
            r"\\(?:counterwithin|numberwithin|@addtoreset)\*?\s*\{(figure|table)\}\s*\{(\w+)\}", style
        ):
            self.counters.number_within(match.group(1), match.group(2), prefix="@addtoreset" not in match.group())
        for match in re.finditer(r"\\(renewcommand|def|gdef)\s*\{?\s*\\the(?:figure|table)(?![a-zA-Z])", style):
            self._format(style, match.group(1), match.end(1))

    def _event(self, match: re.Match[str]) -> int:
        environment, command = match["environment"], match["command"]
        in_body = match.start() >= self.document.begin
        if match["edge"] == "begin":
            return self._environment(environment.strip(), match) if in_body else match.end()
        if match["edge"] == "end":
            if environment in ("appendices", "subappendices"):
                self.counters.end_appendix(self.before_appendix)
            return match.end()
        if command in _SECTIONS or command in ("addchap", "addsec"):
            return self._heading(command, match.end(), match.start()) if in_body else match.end()
        if command == "label":
            return self._label(match.end())
        if loose.is_outer_caption(command):
            return self._loose(command, match) if in_body else match.end()
        if command == "lstinputlisting":
            return self._listing(match) if in_body else match.end()
        return self._count(command, match.end())

    # headings and counters

    def _heading(self, command: str, position: int, start: int) -> int:
        starred = self.structure[position : position + 1] == "*" or command.startswith("add")
        found = read_arguments(self.structure, position, "sog")
        if found is None or found.spans[2] is None:
            return position
        title = to_plain(self.readable[slice(*found.spans[2])], self.macros)
        level = {"addchap": "chapter", "addsec": "section"}.get(command, command)
        number = ""
        if not starred and (level != "chapter" or self.counters.main_matter) and self.counters.numbers(level):
            self.counters.step(level)
            shallow = level in ("chapter", "section", "subsection") or (
                level == "subsubsection" and not self.counters.chapters
            )
            number = self.counters.printed(level) if shallow else ""
            self.current, self.current_name = number or self.current, _SECTION_NAMES.get(level, "Section")
        self.document.sections.append(Section(start, found.end, number, title))
        return found.end if "\\label" not in self.structure[slice(*found.spans[2])] else position

    def _label(self, position: int) -> int:
        found = read_arguments(self.structure, position, "og")
        if found is None or found.spans[1] is None:
            return position
        key = self.structure[slice(*found.spans[1])].strip()
        name = self.current_name
        if self.current and not re.match(r"(?:eq|eqn|eqs|thm|lem|def|alg|lst|tab|fig|prop|cor|rem|ass|it)[:.\-_]", key):
            self.document.targets.setdefault(key, Target(self.current, name))
        return found.end

    def _count(self, command: str, position: int) -> int:
        if command in ("renewcommand", "def", "gdef"):
            return self._format(self.structure, command, position)
        if command in ("appendix", "appendices"):
            self.counters.start_appendix()
            if self.document_class == "elsarticle":  # prints A.1, and goes on counting
                for counter in ("figure", "table"):
                    self.counters.formats[counter] = f"\\Alph{{section}}.\\arabic{{{counter}}}"
            return position
        if command in ("frontmatter", "backmatter", "mainmatter"):
            self.counters.main_matter = command == "mainmatter"
            if command == "mainmatter":
                self.counters.set("chapter", 0)
            return position
        if command in ("appendixfigures", "appendixtables"):  # Copernicus: A1, A2
            counter = command.removeprefix("appendix").removesuffix("s")
            self.counters.set(counter, 0)
            self.counters.formats[counter] = f"\\Alph{{section}}\\arabic{{{counter}}}"
            return position
        return self._set(command, position)

    def _set(self, command: str, position: int) -> int:
        found = read_arguments(self.structure, position, "gm" if command in ("setcounter", "addtocounter") else "g")
        if command in ("counterwithin", "counterwithout", "numberwithin", "@addtoreset"):
            found = read_arguments(self.structure, position, "sogg")
        if found is None:
            return position
        values = [self.structure[slice(*span)].strip() for span in found.spans if span]
        if command in ("stepcounter", "refstepcounter"):
            self.counters.step(values[0])
        elif command in ("setcounter", "addtocounter"):
            amount = self._amount(values[1])
            if amount is not None:
                (self.counters.set if command == "setcounter" else self.counters.add)(values[0], amount)
        elif command == "counterwithout":
            self.counters.number_without(values[-2], values[-1])
        else:
            bare = command == "@addtoreset" or values[0] == "*"
            self.counters.number_within(values[-2], values[-1], prefix=not bare)
        return found.end

    def _amount(self, text: str) -> int | None:
        text = re.sub(
            r"\\(?:value\s*\{(\w+)\}|c@(\w+))",
            lambda match: str(self.counters.values.get(match[1] or match[2], 0)),
            text,
        )
        if re.fullmatch(r"-?\s*\d+", text):
            return int(text.replace(" ", ""))
        if (total := re.fullmatch(r"(?:\\numexpr)?\s*(\d+)\s*([+-])\s*(\d+)\s*(?:\\relax)?", text)) is not None:
            return int(total[1]) + int(total[2] + total[3])
        return None

    def _format(self, text: str, command: str, position: int) -> int:
        definition = read_definition(text, command, position)
        if definition is None or not definition.name.startswith("the") or not isinstance(definition.value, Macro):
            return position
        self.counters.formats[definition.name[3:]] = definition.value.body
        return definition.end

    # floats

    def _environment(self, environment: str, match: re.Match[str]) -> int:
        if environment in ("appendices", "appendix", "subappendices"):
            self.before_appendix = self.counters.values.get("chapter" if self.counters.chapters else "section", 0)
            return self._count("appendix", match.end())
        if environment == "lstlisting":
            return self._listing(match)
        if float_kind(environment) is None or len(self.document.floats) >= _MAX_FLOATS:
            return match.end()
        found = floats.read_float(self.structure, self.readable, environment, match.span())
        if environment in ("box", "map", "graph", "chart", "procedure", "function", "program") and not found.captions:
            return match.end()
        if (
            not found.captions
            and not found.graphics
            and not self._is_table(found)
            and not (found.labels and found.kind == "figure")
        ):
            return match.end()
        self._add(found)
        return found.end

    def _is_table(self, found: Float) -> bool:
        """Return whether a float without caption is a table all the same."""
        return (found.environment or "").rstrip("*") in (
            "table",
            "sidewaystable",
            "wraptable",
        ) and "tabular" in self.structure[slice(*found.content)]

    def _loose(self, command: str, match: re.Match[str]) -> int:
        after = self.document.floats[-1].end if self.document.floats else self.document.begin
        found = loose.read_caption_outside(self.structure, self.readable, command, match.span(), after)
        if found is None:
            return match.end()
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
        entries = split(found)
        position = found.start
        for entry in entries:
            until = entry.caption.start if entry.caption else found.end
            for match in _EVENT.finditer(self.structure, position, until):
                if match["command"] in (
                    "setcounter",
                    "addtocounter",
                    "stepcounter",
                    "refstepcounter",
                    "renewcommand",
                    "def",
                    "gdef",
                ):
                    self._count(match["command"], match.end())
            position = until
            self._number(found, entry)
            self.document.entries.append(entry)
        for match in _EVENT.finditer(self.structure, position, found.end):
            if match["command"] in ("setcounter", "addtocounter", "stepcounter", "refstepcounter"):
                self._count(match["command"], match.end())

    def _number(self, found: Float, entry: Entry) -> None:
        caption = entry.caption
        if caption is not None and caption.numbered:
            counter = entry.kind
            if not (found.continued and self.counters.values.get(counter)):
                self.counters.step(counter)
            entry.number = None if found.silent else self.counters.printed(counter)
        if entry.number is not None:
            for label in entry.labels:
                self.document.targets[label.key] = Target(self._panel_number(entry, label), _NAMES[entry.kind])

    def _panel_number(self, entry: Entry, label: Label) -> str:
        lettered = 0
        for panel in entry.panels:
            lettered += panel.lettered
            if panel.start <= label.start < panel.end:
                return f"{entry.number}{panel_letter(lettered)}" if panel.lettered else entry.number or ""
        return entry.number or ""
