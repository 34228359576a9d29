"""One flat text of the document: inputs spliced in, the draft's own wrappers written out, what TeX would skip left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from capassist.drafts.latex import conditionals
from capassist.drafts.latex.arguments import closing, group, read_arguments, skip_space
from capassist.drafts.latex.calls import Call, escaped
from capassist.drafts.latex.conditionals import Switches
from capassist.drafts.latex.definitions import DEFINING, Definition, Environment, read_definition
from capassist.drafts.latex.inputs import INPUTS, TEX_SUFFIXES, Inclusion, body_of, is_left_out, read_inclusion
from capassist.drafts.latex.keys import Keys
from capassist.drafts.latex.mask import declared_comments, declared_verbatims
from capassist.drafts.latex.numbering import NUMBERS_FLOATS, counter_code, end_of_group
from capassist.drafts.latex.own import OwnCommands, spelled_out
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Piece, Text, filled
from capassist.drafts.latex.revisions import DELETED_FROM, Revisions
from capassist.errors import DraftError
from capassist.text.latex import Macro

_MAX_DEPTH = 40  # inputs and macros within each other
_MAX_EXPANSIONS = 20_000
_MAX_LENGTH = 30_000_000  # characters of the files, each as often as it is read
_MAX_WRITTEN = 2_000_000  # characters that the draft's own commands stand for, all calls together
_MAX_PIECES = 500  # of one call, its arguments' included
_MAX_STYLE = 200_000  # characters; a longer style file is somebody else's package

_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_BEGIN_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_OWN_APPENDIX = "@@appendix"  # the class's, under another name
_COUNTERS = "part chapter section subsection subsubsection paragraph subparagraph figure table algorithm equation page listing lstlisting footnote".split()
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

    `document_class` is empty for a fragment, `base_class` the one that a class in the draft is made from, else the same.
    `local_styles` is the text of the class and style files that lie in the draft.
    """

    text: Text
    macros: dict[str, Macro]
    switches: Switches
    document_class: str
    base_class: str
    packages: dict[str, str]
    local_styles: str


@dataclass(slots=True)
class _State:
    own: OwnCommands = field(default_factory=OwnCommands)
    verbatims: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)  # environments of the comment package
    document_class: str = ""
    base_class: str = ""
    packages: dict[str, str] = field(default_factory=dict)
    local_styles: list[str] = field(default_factory=list)
    included_only: set[str] | None = None
    hooks: dict[str, str] = field(default_factory=dict)  # code that runs after \appendix or \begin{name}
    stored: dict[str, list[Piece]] = field(default_factory=dict)  # what \def inside of an own command keeps for later
    keys: Keys = field(default_factory=Keys)
    counters: set[str] = field(default_factory=lambda: set(_COUNTERS))
    revisions: Revisions = field(default_factory=Revisions)
    appendix: str | None = None  # what the draft or its class makes of \appendix
    deferred: list[str] = field(default_factory=list)  # what a style file runs at the document's beginning
    in_style: int = 0  # how many class and style files are being read
    in_body: bool = False
    meanings: dict[str, set[Macro]] = field(default_factory=dict)  # of the commands that are defined in the body
    changed: set[str] = field(default_factory=set)  # commands that have two meanings or more
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0  # characters of files so far
    written: int = 0  # characters of the own commands' bodies so far
    expansions: int = 0
    over: bool = False  # \end{document} was reached


def expand(project: Project, main: str) -> Expanded:
    """Return the flat document of a main file. Raises DraftError when the main file cannot be read.

    A command that is defined anew in the body is written out where it stands, so that each place has its meaning.
    """
    state = _State()
    _Expander(project, state, main).file(main, depth=0)
    if state.changed:
        state = _State(own=OwnCommands(redefined=frozenset(state.changed)))
        _Expander(project, state, main).file(main, depth=0)
    _tell_what_was_left_out(project, state.revisions)
    return Expanded(
        Text(state.pieces),
        state.own.macros,
        state.own.switches,
        state.document_class,
        state.base_class or state.document_class,
        state.packages,
        "\n".join(state.local_styles),
    )


def _tell_what_was_left_out(project: Project, revisions: Revisions) -> None:
    if not revisions.left_out:
        return
    names = ", ".join(f"\\{name} ({count})" for name, count in revisions.left_out.most_common(6))
    more = " and others" if len(revisions.left_out) > 6 else ""
    project.problem(
        "revision-marks",
        f"The text holds deleted words or remarks of the authors, which were left out: {names}{more}.",
        "Remove them before the paper is printed.",
    )


class _Expander:
    def __init__(self, project: Project, state: _State, main: str) -> None:
        self.project = project
        self.state = state
        self.home = _folder(main)
        self.bases: list[str] = [self.home]  # the folders that names are relative to, by \import
        self.reading: list[str] = []
        self.ended = False  # \endinput was reached in the current file
        # Where groups of the text that is run end, and what a command meant before.
        self.restores: list[tuple[int, str, Macro]] = []
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
            _OWN_APPENDIX: self._class_appendix,
            "AddToHook": self._new_hook,
            "AtBeginDocument": self._at_begin_document,
            "LoadClass": self._load_class,
            "LoadClassWithOptions": self._load_class,
            "newcounter": self._new_counter,
            "@ifnextchar": self._if_next,
            **dict.fromkeys(DELETED_FROM, self._delete),
            **dict.fromkeys(("gappto", "appto", "g@addto@macro"), self._hook),
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
        """Expand a text into the flat text. What is defined in a group of it holds to the group's end."""
        copied = position = 0
        structure = text.structure
        outer, self.restores = self.restores, []
        while (match := _COMMAND.search(structure, position)) is not None:
            position = match.end()
            if escaped(structure, match.start()):
                continue
            if self.restores:
                self._leave_groups(match.start())
            mark = len(self.state.pieces)
            self._copy(text, copied, match.start())
            after = self._command(Call(text, match.group(1), match.start(), match.end(), depth))
            if self.state.over or self.ended:
                self.restores = outer
                return
            if after is None:
                del self.state.pieces[mark:]
            else:
                copied = position = after
        self._copy(text, copied, len(structure))
        self._leave_groups(len(structure) + 1)
        self.restores = outer

    def _leave_groups(self, position: int) -> None:
        """Give the commands of the groups that end before `position` back their meaning."""
        while self.restores and self.restores[-1][0] < position:
            _, name, macro = self.restores.pop()
            self.state.own.restore(name, macro)
            self.state.stored.pop(name, None)

    def _command(self, call: Call) -> int | None:
        """Handle one command; return where to go on, or None when it stays as it is."""
        if (handler := self.handlers.get(call.name)) is not None:
            return handler(call)
        if (kept := self.state.stored.get(call.name)) is not None and self._may_expand(call.depth):
            self.run(Text(kept), call.depth + 1)
            return call.end
        own = self.state.own
        mark = self.state.revisions.mark(call.name, own.macros, self.state.packages)
        if mark is not None and not self.state.in_style and (end := self._revised(mark, call)) is not None:
            return end
        outcome = conditionals.step(own.switches, own.macros, call.text.structure, call.name, call.end)
        if outcome is not None and self._may_expand(call.depth):
            for branch in outcome.branches:
                self.run(Text(call.text.slice(*branch)), call.depth + 1)
            return outcome.end
        if call.name in own.macros and own.is_written_out(call.name) and self._may_expand(call.depth):
            macro = own.macros[call.name]
            return self._write_out(macro, call)
        return None

    def _revised(self, mark: Macro, call: Call) -> int | None:
        """Write out what stays of the arguments of a revision mark or a remark."""
        if not self.state.in_body or not self._may_expand(call.depth):
            return None
        if "#" not in mark.body or len(mark.signature.strip("so")) > 1:
            self.state.revisions.left_out[call.name] += 1
        return self._write_out(mark, call)

    def _delete(self, call: Call) -> int | None:
        """Leave out what latexdiff marks as deleted."""
        end = call.text.structure.find(f"\\{DELETED_FROM[call.name]}", call.end)
        if end < 0:
            return None
        self.state.revisions.left_out[call.name] += 1
        return end

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
        structure = call.text.structure
        definition = read_definition(structure, call.name, call.end)
        if definition is None:
            return None
        name, value = definition.name, definition.value
        if name == "@captype":
            return None  # makes the next \\caption one of that type
        if _is_format(name, self.state.counters) or (isinstance(value, str) and _is_format(value, self.state.counters)):
            return None  # how a counter prints: read in order with the counters themselves
        if name == "appendix" and isinstance(value, Macro):
            self.state.appendix = value.body
            return definition.end
        if value == "appendix":
            value = Macro("", self.state.appendix if self.state.appendix is not None else f"\\{_OWN_APPENDIX}")
        elif isinstance(value, Macro):
            value = replace(value, body=_readable_body(call.text, value, definition.end))
        before = self.state.own.macros.get(name)
        self._keep_for_the_group(name, call)
        self.state.own.define(replace(definition, value=value), only_new=call.name.lower().startswith("provide"))
        self._note_meaning(name, before)
        self._store(definition, call)
        return definition.end

    def _keep_for_the_group(self, name: str, call: Call) -> None:
        """Remember what a command means until the end of the group that defines it anew."""
        structure = call.text.structure
        if (
            not self.state.in_body
            or call.name in ("gdef", "xdef")
            or structure[: call.start].rstrip().endswith("\\global")
        ):
            return
        begin = _BEGIN_DOCUMENT.search(structure)
        end = end_of_group(structure, begin.end() if begin else 0, call.start)
        before = self.state.own.macros.get(name)
        if end is not None and before is not None:
            self.restores.append((end, name, before))
            self.restores.sort(key=lambda kept: -kept[0])

    def _note_meaning(self, name: str, before: Macro | None) -> None:
        """Remember a command that is defined in the body with more than one meaning."""
        macro = self.state.own.macros.get(name)
        if macro is None or not self.state.in_body:
            return
        meanings = self.state.meanings.setdefault(name, set())
        meanings |= {macro} if before is None else {macro, before}
        if len(meanings) > 1:
            self.state.changed.add(name)

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
        if name == "document":
            self.state.in_body = True
            hook = self.state.hooks.pop(name, None)
            if hook is None:
                return None
            self.run(Text.of_macro(hook), call.depth + 1)
            self._copy(call.text, call.start, after)
            return after
        alias = self.state.own.macros.get(name)
        if alias is not None and re.fullmatch(r"\\appendices", alias.body):
            self._copy(Text.of_macro("\\begin{appendices}"), 0, 18)
            return after
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
        scoped = NUMBERS_FLOATS.search(opening) is not None  # what it sets for the counters ends with it
        self._copy(Text.of_macro("\\begingroup "), 0, 12 * scoped)
        for pieces in parts:
            self.run(Text(pieces), call.depth + 1)
        self._copy(Text.of_macro("\\endgroup "), 0, 10 * scoped)
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

    def _new_hook(self, call: Call) -> int | None:
        """Take in \\AddToHook{env/appendices/begin}{…} and the like."""
        arguments = call.arguments("gog")
        if arguments is None:
            return None
        place = arguments[0].strip()
        match = re.fullmatch(r"env/(.*)/begin|cmd/(.*)/(?:before|after)|begindocument.*", place)
        if match is not None:
            name = (match[1] or match[2] or "document").strip()
            self.state.hooks[name] = self.state.hooks.get(name, "") + arguments[2]
        return call.after("gog")

    def _at_begin_document(self, call: Call) -> int | None:
        arguments = call.arguments("g")
        if arguments is None:
            return None
        if self.state.in_style:
            self.state.deferred.append(arguments[0])
        else:
            self.state.hooks["document"] = self.state.hooks.get("document", "") + arguments[0]
        return call.after("g")

    def _appendix(self, call: Call) -> int | None:
        if self.state.in_style:
            return None
        hook = self.state.hooks.get("appendix", "")
        if self.state.appendix is None:
            self._copy(call.text, call.start, call.end)
        elif self._may_expand(call.depth):
            self.run(Text.of_macro(self.state.appendix), call.depth + 1)
        if hook:
            self.run(Text.of_macro(hook), call.depth + 1)
        return call.end

    def _class_appendix(self, call: Call) -> int | None:
        """Write what \\appendix means to the class, where the draft has made another command of it."""
        self.state.pieces.append(Piece("\\appendix ", "\\appendix "))
        return call.end

    def _if_next(self, call: Call) -> int | None:
        """Take the second way of \\@ifnextchar: what follows the command is not seen from here."""
        found = read_arguments(call.text.structure, call.end, "mmm")
        if found is None or (span := found.spans[2]) is None or not self._may_expand(call.depth):
            return None
        self.run(Text(call.text.slice(*span)), call.depth + 1)
        return found.end

    def _new_counter(self, call: Call) -> int | None:
        if (arguments := call.arguments("g")) is not None:
            self.state.counters.add(arguments[0].strip())
        return None

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
        after = call.after("og")
        self._copy(call.text, call.start, after)
        for name in (name.strip() for name in names.split(",")):
            if call.name == "documentclass":
                self.state.document_class = self.state.document_class or name
                self.state.packages.setdefault("class", options)
            else:
                self.state.packages.setdefault(name, options)
            self._local_style(name, ".cls" if call.name == "documentclass" else ".sty", call.depth)
        return after

    def _load_class(self, call: Call) -> int | None:
        arguments = call.arguments("og")
        if arguments is None:
            return None
        self.state.base_class = name = arguments[1].strip()
        self._local_style(name, ".cls", call.depth)
        return call.after("og")

    def _local_style(self, name: str, suffix: str, depth: int) -> None:
        """Take from a class or style file of the draft what it defines and what it does to the counters."""
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
        if suffix == ".cls":
            self._read_class(file, depth)
        elif len(structure) <= _MAX_STYLE:
            self._read_style(file, depth)

    def _read_style(self, file: str, depth: int) -> None:
        """Run a style file; of what it would print, only what it does to the counters stays."""
        state = self.state
        before = len(state.pieces)
        deferred, state.deferred = state.deferred, []
        state.in_style += 1
        self.file(file, depth + 1)
        for code in state.deferred:
            self.run(Text.of_macro(code), depth + 1)
        state.in_style -= 1
        state.deferred = deferred
        code = counter_code(Text(state.pieces[before:]).structure)
        del state.pieces[before:]
        if code:
            state.pieces.append(Piece(f"{code}\n", f"{code}\n"))

    def _read_class(self, file: str, depth: int) -> None:
        """Run a class file. It defines LaTeX itself anew, so only what has to do with counters is kept of it."""
        state, problems = self.state, len(self.project.problems)
        own, state.own = state.own, OwnCommands()
        self._read_style(file, depth)
        of_class, state.own = state.own, own
        self.project.forget_problems_since(problems)
        own.switches.flags |= of_class.switches.flags
        for name, macro in of_class.macros.items():
            if NUMBERS_FLOATS.search(macro.body) or name in of_class.used_by(state.appendix or ""):
                own.macros.setdefault(name, macro)
        for name, environment in of_class.environments.items():
            if NUMBERS_FLOATS.search(environment.opening):
                own.environments.setdefault(name, environment)


def _is_format(name: str, counters: set[str]) -> bool:
    return name.startswith("the") and name[3:] in counters


def _readable_body(text: Text, macro: Macro, end: int) -> str:
    """Return a macro's body with the verbatim text in it, which its definition as structure has not."""
    last = end - 1
    first = last - len(macro.body)
    return text.readable[first:last] if text.structure[first:last] == macro.body else macro.body


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
