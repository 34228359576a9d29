"""One flat text of the document: inputs spliced in, the draft's own wrappers written out, what TeX would skip left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from capassist.drafts.latex import conditionals
from capassist.drafts.latex.arguments import closing, group, read_arguments, skip_space
from capassist.drafts.latex.calls import Call, escaped
from capassist.drafts.latex.definitions import DEFINING, Definition, Environment, read_definition
from capassist.drafts.latex.inputs import INPUTS, TEX_SUFFIXES, Inclusion, body_of, is_left_out, read_inclusion
from capassist.drafts.latex.keys import Keys
from capassist.drafts.latex.mask import declared_comments, declared_verbatims
from capassist.drafts.latex.own import OwnCommands, spelled_out
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Piece, Text, filled
from capassist.errors import DraftError
from capassist.text.latex import Macro

_MAX_DEPTH = 40  # inputs and macros within each other
_MAX_EXPANSIONS = 20_000
_MAX_LENGTH = 30_000_000  # characters of the files, each as often as it is read
_MAX_WRITTEN = 2_000_000  # characters that the draft's own commands stand for, all calls together
_MAX_PIECES = 500  # of one call, its arguments' included
_MAX_STYLE = 200_000  # characters; a longer style file is somebody else's package

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_END_DOCUMENT = re.compile(r"\\end\s*\{document\}")
# Hooks and patches whose code does not run where it stands.
_POSTPONED = {
    "pretocmd": "mm",
    "AtEndEnvironment": "mm",
    "AtEndDocument": "m",
    "patchcmd": "ommmmm",
    "AtEndOfClass": "m",
}


@dataclass(frozen=True, slots=True)
class Expanded:
    """The flat document, the draft's macros as they were at its end, and its packages with their options.

    `document_class` is empty for a fragment. `local_styles` is the text of the class and style files that lie in the draft.
    """

    text: Text
    macros: dict[str, Macro]
    document_class: str
    packages: dict[str, str]
    local_styles: str


@dataclass(slots=True)
class _State:
    own: OwnCommands = field(default_factory=OwnCommands)
    verbatims: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)  # environments of the comment package
    document_class: str = ""
    packages: dict[str, str] = field(default_factory=dict)
    local_styles: list[str] = field(default_factory=list)
    included_only: set[str] | None = None
    hooks: dict[str, str] = field(default_factory=dict)  # code that runs after \appendix or \begin{name}
    stored: dict[str, list[Piece]] = field(default_factory=dict)  # what \def inside of an own command keeps for later
    keys: Keys = field(default_factory=Keys)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0  # characters of files so far
    written: int = 0  # characters of the own commands' bodies so far
    expansions: int = 0
    over: bool = False  # \end{document} was reached


def expand(project: Project, main: str) -> Expanded:
    """Return the flat document of a main file. Raises DraftError when the main file cannot be read."""
    state = _State()
    _Expander(project, state, main).file(main, depth=0)
    return Expanded(
        Text(state.pieces), state.own.macros, state.document_class, state.packages, "\n".join(state.local_styles)
    )


class _Expander:
    def __init__(self, project: Project, state: _State, main: str) -> None:
        self.project = project
        self.state = state
        self.home = _folder(main)
        self.bases: list[str] = [self.home]  # the folders that names are relative to, by \import
        self.reading: list[str] = []
        self.ended = False  # \endinput was reached in the current file
        self.handlers: dict[str, Callable[[Call], int | None]] = {
            "begin": self._begin,
            "end": self._end,
            "endinput": self._end_input,
            "includeonly": self._include_only,
            "IfFileExists": self._if_file_exists,
            "excludecomment": self._exclude,
            "AtBeginEnvironment": self._hook,
            "apptocmd": self._hook,
            "appendix": self._appendix,
            "define@key": self._define_key,
            **dict.fromkeys(("setkeys", "pgfkeys", "pgfqkeys"), self._set_keys),
            **dict.fromkeys(_POSTPONED, self._postpone),
            **dict.fromkeys(INPUTS, self._include),
            **dict.fromkeys(("usepackage", "RequirePackage", "documentclass"), self._package),
            **dict.fromkeys(DEFINING, self._define),
        }

    def file(self, file: str, depth: int) -> None:
        """Expand a whole file into the flat text."""
        masked = self.project.masked(file, self.state.verbatims, self.state.excluded)
        self.state.verbatims |= declared_verbatims(masked.structure)
        self.state.excluded |= declared_comments(masked.structure)
        text = Text.of_file(masked, file)
        self.state.length += len(text)
        self.reading.append(file)
        ended, self.ended = self.ended, False
        self.run(body_of(text) if depth else text, depth)
        self.ended = ended
        self.reading.pop()

    def run(self, text: Text, depth: int) -> None:
        """Expand a text into the flat text."""
        copied = position = 0
        structure = text.structure
        while (match := _COMMAND.search(structure, position)) is not None:
            position = match.end()
            if escaped(structure, match.start()):
                continue
            mark = len(self.state.pieces)
            self._copy(text, copied, match.start())
            after = self._command(Call(text, match.group(1), match.start(), match.end(), depth))
            if self.state.over or self.ended:
                return
            if after is None:
                del self.state.pieces[mark:]
            else:
                copied = position = after
        self._copy(text, copied, len(structure))

    def _command(self, call: Call) -> int | None:
        """Handle one command; return where to go on, or None when it stays as it is."""
        if (handler := self.handlers.get(call.name)) is not None:
            return handler(call)
        if (kept := self.state.stored.get(call.name)) is not None and self._may_expand(call.depth):
            self.run(Text(kept), call.depth + 1)
            return call.end
        own = self.state.own
        outcome = conditionals.step(own.switches, own.macros, call.text.structure, call.name, call.end)
        if outcome is not None and self._may_expand(call.depth):
            for branch in outcome.branches:
                self.run(Text(call.text.slice(*branch)), call.depth + 1)
            return outcome.end
        if call.name in own.macros and own.is_written_out(call.name) and self._may_expand(call.depth):
            macro = own.macros[call.name]
            return self._write_out(macro, call)
        return None

    def _write_out(self, macro: Macro, call: Call) -> int | None:
        found = read_arguments(call.text.structure, call.end, macro.signature)
        if found is None:
            return None
        values = [None if span is None else call.text.slice(*span) for span in found.spans]
        pieces = filled(macro.body, macro.defaults, values)
        self.state.written += len(macro.body)
        if len(pieces) > _MAX_PIECES or self.state.written > _MAX_WRITTEN:
            self._too_deep()
            return None
        state = self.state
        before = (dict(state.stored), dict(state.own.macros)) if "keys" in macro.body else None
        self.run(Text(pieces), call.depth + 1)
        if before is not None:  # what one call's keys have set is not the next one's
            state.stored, state.own.macros = before
        return found.end

    def _copy(self, text: Text, start: int, end: int) -> None:
        if start < end:
            self.state.pieces.extend(text.slice(start, end))

    def _may_expand(self, depth: int) -> bool:
        self.state.expansions += 1
        if depth < _MAX_DEPTH and self.state.expansions < _MAX_EXPANSIONS and self.state.length < _MAX_LENGTH:
            return True
        self._too_deep()
        return False

    def _too_deep(self) -> None:
        self.project.problem(
            "too-deep", "The draft's own commands call each other without end; some were left as they are."
        )

    def _define(self, call: Call) -> int | None:
        definition = read_definition(call.text.structure, call.name, call.end)
        if definition is None:
            return None
        if definition.name == "@captype":
            return None  # makes the next \\caption one of that type
        if definition.name.startswith("the") and len(definition.name) > 3 and isinstance(definition.value, Macro):
            return None  # how a counter prints: read in order with the counters themselves
        self.state.own.define(definition, only_new=call.name.lower().startswith("provide"))
        self._store(definition, call)
        return definition.end

    def _store(self, definition: Definition, call: Call) -> None:
        """Keep \\def\\words{#1} that an own command or environment makes of its argument, with the place of each character."""
        self.state.stored.pop(definition.name, None)
        value = definition.value
        if isinstance(value, Macro) and not value.signature and call.text.origin(call.start) is None:
            end = definition.end - 1  # the body's closing brace
            self.state.stored[definition.name] = call.text.slice(end - len(value.body), end)

    def _define_key(self, call: Call) -> int | None:
        return self.state.keys.define(call.text.structure, call.end)

    def _set_keys(self, call: Call) -> int | None:
        found = read_arguments(call.text.structure, call.end, "g" if call.name == "pgfkeys" else "gg")
        if found is None or not (first := found.spans[0]) or not (span := found.spans[-1]):
            return None
        family = "" if call.name == "pgfkeys" else call.text.structure[slice(*first)].strip("/ ")
        if family == "Gin":  # options for all graphics: read where the graphics are
            return None
        if pieces := self.state.keys.set(call.text, family, span):
            self.run(Text(pieces), call.depth + 1)
        return found.end

    # environments

    def _begin(self, call: Call) -> int | None:
        structure = call.text.structure
        span = group(structure, skip_space(structure, call.end))
        if span is None:
            return None
        name, after = structure[slice(*span)].strip(), span[1] + 1
        if name in self.state.excluded:
            close = closing(structure, name, after, len(structure))
            return len(structure) if close is None else close[1]
        if name in self.state.hooks:
            self._copy(call.text, call.start, after)
            self.run(Text.of_macro(self.state.hooks[name]), call.depth + 1)
            return after
        environment = self.state.own.environments.get(name)
        if environment is None or not self.state.own.wraps(environment) or not self._may_expand(call.depth):
            return None
        return self._own_environment(name, environment, call, after)

    def _own_environment(self, name: str, environment: Environment, call: Call, start: int) -> int | None:
        found = read_arguments(call.text.structure, start, environment.signature)
        if found is None:
            return None
        close = closing(call.text.structure, name, found.end, len(call.text))
        end, after = close or (found.end, found.end)
        content = call.text.slice(found.end, end)
        values = [None if span is None else call.text.slice(*span) for span in found.spans]
        opening = environment.opening
        if environment.collects:
            opening = opening.replace("\\BODY", f"#{len(values) + 1}")
            values.append(content)
            content = []
        parts = (
            filled(opening, environment.defaults, values),
            content,
            filled(environment.closing, environment.defaults, values),
        )
        for pieces in parts:
            self.run(Text(pieces), call.depth + 1)
        return after

    def _end(self, call: Call) -> int | None:
        if (match := _END_DOCUMENT.match(call.text.structure, call.start)) is not None:
            self._copy(call.text, call.start, match.end())
            self.state.over = True
        return None

    def _exclude(self, call: Call) -> int | None:
        arguments = call.arguments("g")
        if arguments is not None:
            self.state.excluded.add(arguments[0])
        return call.after("g")

    # hooks

    def _hook(self, call: Call) -> int | None:
        arguments = call.arguments("mm")
        if arguments is None:
            return None
        name = arguments[0].strip().lstrip("\\")
        self.state.hooks[name] = self.state.hooks.get(name, "") + arguments[1]
        return call.after("mm")

    def _postpone(self, call: Call) -> int | None:
        return call.after(_POSTPONED[call.name])

    def _appendix(self, call: Call) -> int | None:
        if "appendix" not in self.state.hooks:
            return None
        self._copy(call.text, call.start, call.end)
        self.run(Text.of_macro(self.state.hooks["appendix"]), call.depth + 1)
        return call.end

    # files

    def _include(self, call: Call) -> int | None:
        inclusion = read_inclusion(call.text.structure, call.text.readable, call.name, call.end)
        if inclusion is None:
            return None
        if not is_left_out(inclusion, self.state.included_only):
            base = self.bases[-1] if inclusion.relative else self.home
            folder = None if inclusion.folder is None else spelled_out(inclusion.folder, self.state.own.macros)
            if folder is not None:
                self.bases.append(f"{base}/{folder}" if base else folder)
            self._read(inclusion, call.depth)
            if folder is not None:
                self.bases.pop()
        return inclusion.end

    def _read(self, inclusion: Inclusion, depth: int) -> None:
        """Splice a file in."""
        if inclusion.name.startswith("|"):
            self.project.problem(
                "outside", f"\\{inclusion.command}{{{inclusion.name}}} would run a program, and was skipped."
            )
            return
        folders = [self.bases[-1], self.home, *(_folder(file) for file in reversed(self.reading)), ""]
        found = self.project.find(spelled_out(inclusion.name, self.state.own.macros), folders, TEX_SUFFIXES)
        if found.file is None:
            if not found.outside and not inclusion.is_generated:
                where = self.reading[-1]
                self.project.problem(
                    "missing-input",
                    f"{where} reads {inclusion.name}, which is not there.",
                    "Add the file, or remove the line.",
                )
            return
        if found.file in self.reading:
            self.project.problem("too-deep", f"{found.file} brings in itself; it was read once.")
            return
        if not self._may_expand(depth):
            return
        if inclusion.subfile:
            self.bases.append(_folder(found.file))
        try:
            self.file(found.file, depth + 1)
        except DraftError as error:
            self.project.problem("missing-input", error.message, error.hint)
        if inclusion.subfile:
            self.bases.pop()

    def _if_file_exists(self, call: Call) -> int | None:
        found = read_arguments(call.text.structure, call.end, "mmm")
        if found is None:
            return None
        name, present, absent = (span for span in found.spans if span)
        exists = self.project.find(call.text.structure[slice(*name)], [self.home, ""], ("", ".tex")).file is not None
        self.run(Text(call.text.slice(*(present if exists else absent))), call.depth + 1)
        return found.end

    def _include_only(self, call: Call) -> int | None:
        arguments = call.arguments("g")
        if arguments is not None:
            self.state.included_only = {name.strip().removesuffix(".tex") for name in arguments[0].split(",")}
        return call.after("g")

    def _end_input(self, call: Call) -> int | None:
        self.ended = True
        return call.end

    def _package(self, call: Call) -> int | None:
        arguments = call.arguments("og")
        if arguments is None:
            return None
        options, names = arguments
        for name in (name.strip() for name in names.split(",")):
            if call.name == "documentclass":
                self.state.document_class = self.state.document_class or name
                self.state.packages.setdefault("class", options)
            else:
                self.state.packages.setdefault(name, options)
            self._local_style(name, ".cls" if call.name == "documentclass" else ".sty", call.depth)
        return None

    def _local_style(self, name: str, suffix: str, depth: int) -> None:
        """Take the definitions of a style file that lies in the draft; what it would print is left out."""
        if not re.fullmatch(r"[\w-][\w./-]*", name) or not self._may_expand(depth):
            return
        file = self.project.find(name, [self.bases[-1], self.home], (suffix,)).file
        if file is None or file in self.reading:
            return
        try:
            structure = self.project.masked(file).structure
        except DraftError:
            return
        self.state.local_styles.append(structure)
        if suffix == ".cls" or len(structure) > _MAX_STYLE:  # a class redefines LaTeX itself; only its hints are read
            return
        before = len(self.state.pieces)
        self.file(file, depth + 1)
        del self.state.pieces[before:]


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
