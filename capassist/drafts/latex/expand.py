"""One flat text of the document: inputs spliced in, the draft's own wrappers written out, what TeX would skip left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from capassist.drafts.latex import conditionals
from capassist.drafts.latex.arguments import group, read_arguments, skip_space
from capassist.drafts.latex.conditionals import Switches
from capassist.drafts.latex.definitions import DEFINING, Environment, read_definition
from capassist.drafts.latex.mask import FILL, Masked, declared_comments, declared_verbatims
from capassist.drafts.latex.project import IMAGE_SUFFIXES, Project
from capassist.drafts.latex.provenance import Piece, Text
from capassist.errors import DraftError
from capassist.text.latex import Macro

_MAX_DEPTH = 40  # inputs and macros within each other
_MAX_EXPANSIONS = 20_000
_MAX_LENGTH = 30_000_000  # characters of the flat text

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
# Commands that make or number floats, sections or labels, or bring in files: a macro whose body has one is written out.
_STRUCTURE = re.compile(
    r"\\(?:begin|end)\s*\{(?:[a-zA-Z]*(?:[fF]igure|[tT]able|algorithm|listing|minipage|document|overpic)[a-zA-Z]*\*?|tikzpicture|center|appendices)\}"
    r"|\\(?:[a-zA-Z]*caption[a-zA-Z]*|label|[a-z]*includegraphics|includesvg|epsfig|psfig|epsfbox|plotone|plottwo|sub(?:float|figure)"
    r"|input|include|import|subimport|subfile|(?:sub)*section|chapter|appendix|setcounter|addtocounter|stepcounter|refstepcounter"
    r"|counterwithin|numberwithin|ContinuedFloat|captionsetup|item|iffalse|iftrue|fi|overpic|adjincludegraphics|graphicspath)(?![a-zA-Z@])"
)
# Never replaced by a draft's own definition, because the reader stands on their usual meaning.
_KEPT = frozenset(
    "begin end caption captionof label ref includegraphics section subsection chapter figure table input include item cite thefigure "
    "subfigure subfloat subcaptionbox autoref cref Cref vref nameref pageref eqref appendix documentclass usepackage document "
    "endfigure endtable footnote maketitle title author abstract thebibliography figurename tablename and par bibitem".split()
)
_KEPT_ENVIRONMENTS = frozenset(
    "figure figure* table table* document subfigure minipage center tabular abstract tikzpicture appendix".split()
)
_DRAWN_INPUTS = (
    ".pgf",
    ".pdf_tex",
    ".eps_tex",
    ".ps_tex",
    ".svg_tex",
    ".pstex_t",
    ".pdf_t",
    ".bbl",
    ".png",
    ".pdf",
    ".jpg",
    ".eps",
)


@dataclass(slots=True)
class Expanded:
    """The flat document and what its definitions were at the end."""

    text: Text
    macros: dict[str, Macro]
    environments: dict[str, Environment]
    packages: dict[str, str]  # name and options
    local_styles: str  # the text of the draft's own class and style files


@dataclass(slots=True)
class _State:
    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)
    switches: Switches = field(default_factory=Switches)
    verbatims: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    packages: dict[str, str] = field(default_factory=dict)
    local_styles: list[str] = field(default_factory=list)
    included_only: set[str] | None = None
    matters: dict[str, bool] = field(default_factory=dict)
    hooks: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    expansions: int = 0
    over: bool = False  # \end{document} was reached


def expand(project: Project, main: str) -> Expanded:
    """Return the flat document of a main file. Raises DraftError when the main file cannot be read."""
    state = _State()
    expander = _Expander(project, state, main)
    expander.file(main, depth=0)
    return Expanded(Text(state.pieces), state.macros, state.environments, state.packages, "\n".join(state.local_styles))


class _Expander:
    def __init__(self, project: Project, state: _State, main: str) -> None:
        self.project = project
        self.state = state
        self.home = _folder(main)
        self.bases: list[str] = [self.home]
        self.reading: list[str] = []
        self.ended = False  # \endinput was reached in the current file
        self.handlers: dict[str, Callable[[Text, int, int, int], int | None]] = {
            "begin": self._begin,
            "end": self._end,
            "input": self._input,
            "include": self._input,
            "subfile": self._input,
            "subfileinclude": self._input,
            "InputIfFileExists": self._input,
            "IfFileExists": self._if_file_exists,
            "import": self._import,
            "subimport": self._import,
            "includefrom": self._import,
            "subincludefrom": self._import,
            "inputfrom": self._import,
            "subinputfrom": self._import,
            "includeonly": self._include_only,
            "endinput": self._end_input,
            "usepackage": self._package,
            "RequirePackage": self._package,
            "documentclass": self._package,
            "LoadClass": self._package,
            "excludecomment": self._exclude,
            "AtBeginEnvironment": self._hook,
            "apptocmd": self._hook,
            "pretocmd": self._skip_hook,
            "AtEndEnvironment": self._skip_hook,
            "AtEndDocument": self._skip_hook,
            "patchcmd": self._skip_patch,
            **dict.fromkeys(DEFINING, self._define),
        }

    def file(self, file: str, depth: int) -> None:
        """Expand a whole file into the flat text."""
        masked = self.project.masked(file, self.state.verbatims, self.state.excluded)
        self.state.verbatims |= declared_verbatims(masked.structure)
        self.state.excluded |= declared_comments(masked.structure)
        text = Text.of_file(masked, file)
        if depth:
            text = _body_of(text)
        self.reading.append(file)
        ended, self.ended = self.ended, False
        self.run(text, depth)
        self.ended = ended
        self.reading.pop()

    def run(self, text: Text, depth: int) -> None:
        """Expand a text into the flat text."""
        copied = position = 0
        structure = text.structure
        while not (self.state.over or self.ended) and (match := _COMMAND.search(structure, position)) is not None:
            position = match.end()
            if match.start() and structure[match.start() - 1] == "\\" and _escaped(structure, match.start()):
                continue
            name = match.group(1)
            mark = len(self.state.pieces), self.state.length
            self._copy(text, copied, match.start())
            after = self._command(name, text, match.start(), match.end(), depth)
            if after is None:
                del self.state.pieces[mark[0] :]
                self.state.length = mark[1]
            else:
                copied = position = after
        if self.state.over or self.ended:
            return
        self._copy(text, copied, len(structure))

    def _command(self, name: str, text: Text, start: int, end: int, depth: int) -> int | None:
        """Handle one command; return where to go on, or None when it stays as it is."""
        if (handler := self.handlers.get(name)) is not None:
            return handler(text, start, end, depth)
        if (
            outcome := conditionals.step(self.state.switches, self.state.macros, text.structure, name, start, end)
        ) is not None:
            for branch in outcome.branches:
                self.run(Text(text.slice(*branch)), depth)
            return outcome.end
        if name in self.state.macros and self._matters(name):
            return self._call(name, text, end, depth)
        if name in self.state.hooks and name == "appendix":
            self._copy(text, start, end)
            self.run(Text.of_macro(self.state.hooks[name]), depth + 1)
            return end
        return None

    def _copy(self, text: Text, start: int, end: int) -> None:
        if start < end:
            self.state.pieces.extend(text.slice(start, end))
            self.state.length += end - start

    # definitions

    def _define(self, text: Text, start: int, end: int, depth: int) -> int | None:
        command = _COMMAND.match(text.structure, start)
        definition = read_definition(text.structure, command.group(1) if command else "", end)
        if definition is None:
            return None
        name, value = definition.name, definition.value
        if name.startswith("the") and len(name) > 3 and isinstance(value, Macro):
            return None  # how a counter prints: read in order with the counters themselves
        self.state.matters.clear()
        if isinstance(value, Environment):
            if name not in _KEPT_ENVIRONMENTS:
                self.state.environments[name] = value
        elif isinstance(value, str):
            self._let(name, value)
        elif name not in _KEPT and not (
            command and command.group(1).startswith("provide") and name in self.state.macros
        ):
            self.state.macros[name] = value
        return definition.end

    def _let(self, name: str, original: str) -> None:
        if self.state.switches.let(name, original) or name in _KEPT:
            return
        if original in self.state.macros:
            self.state.macros[name] = self.state.macros[original]
        elif original not in ("relax", "undefined", name):
            self.state.macros[name] = Macro("", f"\\{original}")

    def _matters(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether a macro must be written out: it makes structure, or hides one of its arguments."""
        if name in seen:
            return False
        if (known := self.state.matters.get(name)) is not None:
            return known
        macro = self.state.macros[name]
        hides = any(
            f"#{index}" not in macro.body
            for index in range(1, len(macro.signature) + 1)
            if macro.signature[index - 1] == "m"
        )
        found = bool(
            _STRUCTURE.search(macro.body)
            or (hides and macro.signature and not re.search(r"\w", re.sub(r"\\[a-zA-Z@]+", "", macro.body)))
            or any(
                self.state.switches.knows(inner)
                or (inner in self.state.macros and self._matters(inner, seen | {name}))
                or inner in ("begin", "end")
                and self._opens_own(macro.body)
                for inner in _COMMAND.findall(macro.body)
            )
        )
        if not seen:
            self.state.matters[name] = found
        return found

    def _opens_own(self, body: str) -> bool:
        return any(name in self.state.environments for name in re.findall(r"\\(?:begin|end)\s*\{([^{}]*)\}", body))

    def _call(self, name: str, text: Text, end: int, depth: int) -> int | None:
        macro = self.state.macros[name]
        if not self._may_expand(depth):
            return None
        found = read_arguments(text.structure, end, macro.signature)
        if found is None:
            return None
        pieces = _filled(
            macro.body, macro.defaults, [None if span is None else text.slice(*span) for span in found.spans]
        )
        self.run(Text(pieces), depth + 1)
        # TeX skips the space after a command without arguments.
        return found.end

    def _may_expand(self, depth: int) -> bool:
        self.state.expansions += 1
        if depth < _MAX_DEPTH and self.state.expansions < _MAX_EXPANSIONS and self.state.length < _MAX_LENGTH:
            return True
        self.project.problem(
            "too-deep", "The draft's own commands call each other without end; some were left as they are."
        )
        return False

    # environments

    def _begin(self, text: Text, start: int, end: int, depth: int) -> int | None:
        name_span = group(text.structure, skip_space(text.structure, end))
        if name_span is None:
            return None
        name = text.structure[slice(*name_span)].strip()
        after = name_span[1] + 1
        if name in self.state.excluded:
            closing = _closing(text.structure, name, after)
            return len(text) if closing is None else closing[1]
        if name in self.state.hooks:
            self._copy(text, start, after)
            self.run(Text.of_macro(self.state.hooks[name]), depth + 1)
            return after
        environment = self.state.environments.get(name)
        if environment is None or not self._may_expand(depth):
            return None
        if not environment.collects and not self._wraps(environment):
            return None
        found = read_arguments(text.structure, after, environment.signature)
        if found is None:
            return None
        values = [None if span is None else text.slice(*span) for span in found.spans]
        if environment.collects:
            return self._collect(name, environment, values, text, found.end, depth)
        self.run(Text(_filled(environment.opening, environment.defaults, values)), depth + 1)
        closing = _closing(text.structure, name, found.end)
        if closing is None:
            return found.end
        self.run(Text(text.slice(found.end, closing[0])), depth + 1)
        self.run(Text(_filled(environment.closing, environment.defaults, values)), depth + 1)
        return closing[1]

    def _wraps(self, environment: Environment) -> bool:
        both = environment.opening + environment.closing
        return bool(_STRUCTURE.search(both) or self._opens_own(both)) or any(
            inner in self.state.macros and self._matters(inner) for inner in _COMMAND.findall(both)
        )

    def _collect(
        self, name: str, environment: Environment, values: list[list[Piece] | None], text: Text, start: int, depth: int
    ) -> int:
        closing = _closing(text.structure, name, start) or (len(text), len(text))
        body = text.slice(start, closing[0])
        index = len(values) + 1
        opening = environment.opening.replace("\\BODY", f"#{index}")
        self.run(Text(_filled(opening, environment.defaults, [*values, body])), depth + 1)
        self.run(Text(_filled(environment.closing, environment.defaults, [*values, body])), depth + 1)
        return closing[1]

    def _end(self, text: Text, start: int, end: int, depth: int) -> int | None:
        if depth == 0 and re.compile(r"\s*\{\s*document\s*\}").match(text.structure, end):
            self._copy(text, start, end + len("{document}"))
            self.state.over = True
            return end
        return None

    def _exclude(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "g")
        if found is None or found.spans[0] is None:
            return None
        self.state.excluded.add(text.structure[slice(*found.spans[0])])
        return found.end

    def _hook(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "mm")
        if found is None or found.spans[0] is None or found.spans[1] is None:
            return None
        name = text.structure[slice(*found.spans[0])].strip().lstrip("\\")
        self.state.hooks[name] = self.state.hooks.get(name, "") + text.structure[slice(*found.spans[1])]
        return found.end

    def _skip_hook(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(
            text.structure, end, "m" if text.structure.startswith("AtEndDocument", start + 1) else "mm"
        )
        return found.end if found else None

    def _skip_patch(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "ommmmm")
        return found.end if found else None

    # files

    def _input(self, text: Text, start: int, end: int, depth: int) -> int | None:
        span = group(text.structure, skip_space(text.structure, end))
        if span is not None:
            name, after = text.readable[slice(*span)], span[1] + 1
        else:
            bare = re.compile(r"[ \t]+([^\s{}\\%]+)").match(text.structure, end)
            if bare is None:
                return None
            name, after = bare.group(1), bare.end()
        name = name.replace(FILL, "").strip().strip('"')
        if name.lower().endswith(_DRAWN_INPUTS):
            return None
        if text.structure.startswith("\\include", start) and not text.structure.startswith("\\includegraphics", start):
            only = self.state.included_only
            if only is not None and name.removesuffix(".tex") not in only:
                return after
        if text.structure.startswith("\\InputIfFileExists", start):
            found = read_arguments(text.structure, after, "mm")
            after = found.end if found else after
        base = self._read(
            name, depth, subfile=text.structure.startswith("\\subfile", start), command=text.structure[start:end]
        )
        return None if base is None else after

    def _import(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "sgg")
        if found is None or found.spans[1] is None or found.spans[2] is None:
            return None
        folder, name = text.readable[slice(*found.spans[1])].strip(), text.readable[slice(*found.spans[2])].strip()
        if name.lower().endswith(_DRAWN_INPUTS):
            return None
        base = self.bases[-1] if text.structure.startswith("\\sub", start) else self.home
        self.bases.append(f"{base}/{folder}" if base else folder)
        self._read(name, depth, subfile=False, command=text.structure[start:end])
        self.bases.pop()
        return found.end

    def _read(self, name: str, depth: int, *, subfile: bool, command: str) -> str | None:
        """Splice a file in; return its path, or None when the command must stay where it is."""
        if name.startswith("|"):
            self.project.problem("outside", f"\\input{{{name}}} would run a program and was skipped.")
            return ""
        folders = [self.bases[-1], self.home, *(_folder(file) for file in reversed(self.reading)), ""]
        file = self.project.find(name, folders, (".tex", "", ".tikz", ".ltx", ".latex"))
        if file is None or file.lower().endswith(IMAGE_SUFFIXES):
            if "\\" not in name and "#" not in name and not name.endswith((".aux", ".toc", ".ind", ".gls")):
                where = f" ({self.reading[-1]})" if self.reading else ""
                if not any(problem.code == "outside" and name in problem.message for problem in self.project.problems):
                    self.project.problem("missing-input", f"{command}{{{name}}} names a file that is not there{where}.")
            return ""
        if file in self.reading or len(self.reading) > _MAX_DEPTH:
            self.project.problem("too-deep", f"{file} includes itself; it was read once.")
            return ""
        if self.state.length > _MAX_LENGTH or not self._may_expand(depth):
            return ""
        if subfile:
            self.bases.append(_folder(file))
        try:
            self.file(file, depth + 1)
        except DraftError as error:
            self.project.problem("missing-input", error.message)
        if subfile:
            self.bases.pop()
        return file

    def _if_file_exists(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "mmm")
        if found is None or None in found.spans:
            return None
        name, present, absent = (span for span in found.spans if span)
        exists = self.project.find(text.structure[slice(*name)], [self.home, ""], ("", ".tex"))
        self.run(Text(text.slice(*(present if exists else absent))), depth)
        return found.end

    def _include_only(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "g")
        if found is None or found.spans[0] is None:
            return None
        names = text.structure[slice(*found.spans[0])].split(",")
        self.state.included_only = {name.strip().removesuffix(".tex") for name in names}
        return found.end

    def _end_input(self, text: Text, start: int, end: int, depth: int) -> int | None:
        self.ended = True
        return end

    def _package(self, text: Text, start: int, end: int, depth: int) -> int | None:
        found = read_arguments(text.structure, end, "og")
        if found is None or found.spans[1] is None:
            return None
        options = "" if found.spans[0] is None else text.structure[slice(*found.spans[0])]
        is_class = "lass" in text.structure[start:end]
        for name in text.structure[slice(*found.spans[1])].split(","):
            key = ("class:" if is_class and "class:" not in "".join(self.state.packages) else "") + name.strip()
            self.state.packages.setdefault(key, options)
            self._local_style(name.strip(), ".cls" if is_class else ".sty", depth)
        return None

    def _local_style(self, name: str, suffix: str, depth: int) -> None:
        """Take the definitions of a style file that lies in the draft; what it would print is left out."""
        if not re.fullmatch(r"[\w./-]+", name) or name.startswith("/") or len(self.reading) > 4:
            return
        file = self.project.find(name, [self.bases[-1], self.home], (suffix,))
        if file is None or file in self.reading:
            return
        try:
            masked: Masked = self.project.masked(file, self.state.verbatims, self.state.excluded)
        except DraftError:
            return
        self.state.local_styles.append(masked.structure)
        if (
            suffix == ".cls" or len(masked.structure) > 200_000
        ):  # a class redefines LaTeX itself; only its hints are read
            return
        pieces, length = len(self.state.pieces), self.state.length
        self.file(file, depth + 1)
        del self.state.pieces[pieces:]
        self.state.length = length


def _filled(body: str, defaults: tuple[str | None, ...], values: list[list[Piece] | None]) -> list[Piece]:
    """Return a body as pieces, each #1 replaced by the pieces of its argument."""
    pieces: list[Piece] = []
    for index, part in enumerate(re.split(r"#([1-9])", body)):
        if index % 2 == 0:
            if part:
                part = part.replace("##", "#")
                pieces.append(Piece(part, part))
            continue
        number = int(part) - 1
        value = values[number] if number < len(values) else []
        if value is not None:
            pieces.extend(value)
        elif number < len(defaults) and (default := defaults[number]):
            pieces.append(Piece(default, default))
        else:
            pieces.append(Piece("", ""))
    return pieces


def _closing(structure: str, name: str, start: int) -> tuple[int, int] | None:
    """Return the range of the \\end{name} that closes the environment whose content begins at `start`."""
    depth = 1
    for match in re.compile(rf"\\(begin|end)\s*\{{\s*{re.escape(name)}\s*\}}").finditer(structure, start):
        depth += 1 if match.group(1) == "begin" else -1
        if depth == 0:
            return match.start(), match.end()
    return None


def _body_of(text: Text) -> Text:
    """Return what a file brings when it is read into another: without the preamble and end of its own document."""
    begin = re.search(r"\\begin\s*\{document\}", text.structure)
    if begin is None:
        return text
    end = re.search(r"\\end\s*\{document\}", text.structure)
    return Text(text.slice(begin.end(), end.start() if end and end.start() > begin.end() else len(text)))


def _escaped(structure: str, position: int) -> bool:
    """Return whether an odd number of backslashes stands before `position`."""
    count = 0
    while position - count - 1 >= 0 and structure[position - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
