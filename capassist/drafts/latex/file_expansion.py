"""The files of the document where they are read: inputs whole, class and style files for what they define and count."""

import os
import re
from pathlib import PurePosixPath

from capassist.drafts.latex.arguments import read_arguments, skip_space
from capassist.drafts.latex.calls import Call
from capassist.drafts.latex.classes import counts_by_chapter
from capassist.drafts.latex.definitions import Definition
from capassist.drafts.latex.expansion import Expansion, State, folder_of
from capassist.drafts.latex.inputs import INPUTS, TEX_SUFFIXES, Inclusion, is_left_out, read_inclusion
from capassist.drafts.latex.number_changes import changing_commands
from capassist.drafts.latex.numbering import NUMBERS_FLOATS, counter_code
from capassist.drafts.latex.own import OwnCommands, may_be_replaced, spelled_out
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Piece, Text
from capassist.errors import DraftError
from capassist.text.latex import Macro

# What packages' commands that bring in files stand for, where the files hold the text.
_PACKAGE_MACROS: dict[str, dict[str, Macro]] = {
    "chapterfolder": {
        **{
            f"cf{level}": Macro("ommm", f"\\{level}{{#2}}\\subimport{{#3/}}{{#4}}", ("", None, None, None))
            for level in ("part", "chapter", "section", "subsection")
        },
        "cfinput": Macro("m", "\\subimport{}{#1}"),
        "cffolderinput": Macro("mm", "\\subimport{#1/}{#2}"),
        "cfincludegraphics": Macro("om", "\\includegraphics[#1]{\\cfcurrentfolder figure/#2}", ("", None)),
    }
}
# Commands that stand for the place of the file that is read, and the packages that they are of.
_PLACES = {
    "cfcurrentfolder": "chapterfolder",
    **dict.fromkeys("currfiledir currfilepath currfilename currfilebase currfileext".split(), "currfile"),
}
_CHOOSES = re.compile(r"\\(?:secdef|@ifstar)(?![a-zA-Z@])")  # how headings of a class are made
_MAX_STYLE = 200_000  # characters; a longer style file is somebody else's package


class FileExpansion(Expansion):
    """Reads the files that a text brings in."""

    def __init__(self, project: Project, state: State, main: str) -> None:
        super().__init__(project, state, main)
        self.handlers |= {
            "endinput": self._end_input,
            "includeonly": self._include_only,
            "IfFileExists": self._if_file_exists,
            "CatchFileDef": self._catch_file,
            "CatchFileEdef": self._catch_file,
            "LoadClass": self._load_class,
            "LoadClassWithOptions": self._load_class,
            "subfix": self._subfix,
            **dict.fromkeys(_PLACES, self._place),
            **dict.fromkeys(INPUTS, self._include),
            **dict.fromkeys(("usepackage", "RequirePackage", "documentclass"), self._package),
        }

    def _include(self, call: Call) -> int | None:
        inclusion = read_inclusion(call.text.structure, call.text.readable, call.name, call.end)
        if inclusion is None:
            return None
        if not is_left_out(inclusion, self.state.included_only):
            base = self.bases[-1] if inclusion.relative else self.home
            folder = None if inclusion.folder is None else self._spelled_out(inclusion.folder)
            if folder is not None:
                self.bases.append(f"{base}/{folder}" if base else folder)
            self._read(inclusion, call.depth)
            if folder is not None:
                self.bases.pop()
        return inclusion.end

    def _spelled_out(self, name: str) -> str:
        """Return a file's name with the commands in it replaced by what they stand for here."""
        places = {command: Macro("", self._place_of(command)) for command in _PLACES}
        return spelled_out(name, {**self.state.own.macros, **places})

    def _place(self, call: Call) -> int | None:
        """Write out a command that stands for where the file lies that is read."""
        if _PLACES[call.name] not in self.state.packages:
            return None
        place = self._place_of(call.name)
        self.state.pieces.append(Piece(place, place))
        return skip_space(call.text.structure, call.end)

    def _place_of(self, command: str) -> str:
        """Return what a command of the packages chapterfolder and currfile stands for, relative to the main file's
        folder."""
        file = PurePosixPath(os.path.relpath(self.reading[-1], self.home or "."))
        folder = os.path.relpath(self.bases[-1] or ".", self.home or ".")
        return {
            "cfcurrentfolder": "" if folder == "." else f"{folder}/",
            "currfiledir": "" if str(file.parent) == "." else f"{file.parent}/",
            "currfilepath": str(file),
            "currfilename": file.name,
            "currfilebase": file.stem,
            "currfileext": file.suffix.lstrip("."),
        }[command]

    def _subfix(self, call: Call) -> int | None:
        """Write out the subfiles package's \\subfix: a path from the subfile's folder."""
        found = read_arguments(call.text.structure, call.end, "g")
        if found is None or (span := found.spans[0]) is None:
            return None
        self.run(Text(call.text.slice(*span)), call.depth)
        return found.end

    def _read(self, inclusion: Inclusion, depth: int) -> None:
        """Splice a file in."""
        file = self._file_of(inclusion)
        if file is None:
            return
        if file in self.reading:
            self.project.problem("too-deep", f"{file} brings in itself; it was read once.")
            return
        if not self.may_expand(depth):
            return
        if inclusion.subfile:
            self.bases.append(folder_of(file))
        try:
            self.file(file, depth + 1)
        except DraftError as error:
            self.project.problem("missing-input", error.message, error.hint)
        if inclusion.subfile:
            self.bases.pop()

    def _file_of(self, inclusion: Inclusion) -> str | None:
        """Return the file that is brought in; tell of one that is not there."""
        if inclusion.name.startswith("|"):
            self.project.problem(
                "outside", f"\\{inclusion.command}{{{inclusion.name}}} would run a program, and was skipped."
            )
            return None
        folders = [self.bases[-1], self.home, *(folder_of(file) for file in reversed(self.reading)), ""]
        found = self.project.find(self._spelled_out(inclusion.name), folders, TEX_SUFFIXES)
        if found.file is None and not found.outside and not inclusion.is_generated:
            self.project.problem(
                "missing-input",
                f"{self.reading[-1]} reads {inclusion.name}, which is not there.",
                "Add the file, or remove the line.",
            )
        return found.file

    def _if_file_exists(self, call: Call) -> int | None:
        found = read_arguments(call.text.structure, call.end, "mmm")
        if found is None:
            return None
        name, present, absent = (span for span in found.spans if span)
        exists = self.project.find(call.text.structure[slice(*name)], [self.home, ""], ("", ".tex")).file is not None
        self.run(Text(call.text.slice(*(present if exists else absent))), call.depth + 1)
        return found.end

    def _catch_file(self, call: Call) -> int | None:
        """Take in the catchfile package's commands that stand for a file's content."""
        found = read_arguments(call.text.structure, call.end, "mmm")
        if found is None or (name := found.spans[0]) is None or (path := found.spans[1]) is None:
            return None
        file = self.project.find(
            spelled_out(call.text.structure[slice(*path)], self.state.own.macros),
            [self.bases[-1], self.home, ""],
            TEX_SUFFIXES,
        ).file
        if file is not None:
            try:
                content = self.project.masked(file).structure.strip()
            except DraftError as error:
                self.project.problem("missing-input", error.message, error.hint)
                return found.end
            command = call.text.structure[slice(*name)].strip("\\ {}")
            self.state.own.define(Definition(command, Macro("", content), found.end))
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
        self.copy(call.text, call.start, after)
        for name in (name.strip() for name in names.split(",")):
            if call.name == "documentclass":
                self._class(name, options, call.depth)
            else:
                self._package_named(name, options, Call(call.text, call.name, call.start, after, call.depth))
        return after

    def _class(self, name: str, options: str, depth: int) -> None:
        self.state.document_class = self.state.document_class or name
        self.state.packages.setdefault("class", options)
        if not self._local_style(name, ".cls", depth):
            self.state.foreign_class = name

    def _package_named(self, name: str, options: str, call: Call) -> None:
        self.state.packages.setdefault(name, options)
        for command, macro in _PACKAGE_MACROS.get(name, {}).items():
            self.state.own.define(Definition(command, macro, call.end))
        if not self._local_style(name, ".sty", call.depth) and "/" in name:
            self.state.missing_styles.append(name)

    def _load_class(self, call: Call) -> int | None:
        arguments = call.arguments("og")
        if arguments is None:
            return None
        self.state.base_class = name = arguments[1].strip()
        if not self._local_style(name, ".cls", call.depth) and "\\" not in name:
            self.state.foreign_class = name
        return call.after("og")

    def _local_style(self, name: str, suffix: str, depth: int) -> bool:
        """Take from a class or style file of the draft what it defines and what it does to the counters; return whether
        there is one."""
        if not re.fullmatch(r"[\w-][\w./-]*", name) or not self.may_expand(depth):
            return False
        file = self.project.find(name, [self.bases[-1], self.home], (suffix,)).file
        if file is None or file in self.reading:
            return file is not None
        try:
            structure = self.project.masked(file).structure
        except DraftError:
            return False
        self.state.local_styles.append(structure)
        if suffix == ".cls":
            self._read_class(file, depth)
        elif len(structure) <= _MAX_STYLE:
            self._read_style(file, depth)
        return True

    def _read_style(self, file: str, depth: int) -> None:
        """Run a style file; of what it would print, only what it does to the counters stays."""
        state = self.state
        before = len(state.pieces)
        outer = state.options, state.at_end, state.deferred
        state.options, state.at_end, state.deferred = {}, [], []
        state.in_style += 1
        self.file(file, depth + 1)
        for waiting in (state.at_end, state.deferred):
            for code in waiting:
                self.run(Text.of_macro(code), depth + 1)
        state.in_style -= 1
        state.options, state.at_end, state.deferred = outer
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
        kept = _numbering_commands(of_class) | of_class.used_by(" ".join(state.parts.values()))
        for name in kept:
            own.macros.setdefault(name, of_class.macros[name])
        by_chapter = counts_by_chapter(state.base_class)
        state.unfollowed |= dict.fromkeys(changing_commands(of_class, by_chapter=by_chapter) - kept, file)
        for name, environment in of_class.environments.items():
            if NUMBERS_FLOATS.search(environment.opening):
                own.environments.setdefault(name, environment)


def _numbering_commands(commands: OwnCommands) -> set[str]:
    """Return the commands of a class that number floats, and those that choose one of these, with all that they use."""
    numbering = {name for name, macro in commands.macros.items() if NUMBERS_FLOATS.search(macro.body)}
    found = numbering | {name for name, macro in commands.macros.items() if macro.body == "\\appendices"}  # of \\let
    for name, macro in commands.macros.items():
        if _CHOOSES.search(macro.body) and may_be_replaced(name):
            used = commands.used_by(macro.body)
            found |= set() if used.isdisjoint(numbering) else {name, *used}
    return found
