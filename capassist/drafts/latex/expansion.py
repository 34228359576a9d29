"""Running a text into the flat text: the commands in their order, the draft's own written out, conditionals decided."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from capassist.drafts.latex import conditionals
from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.calls import Call, escaped
from capassist.drafts.latex.inputs import body_of
from capassist.drafts.latex.keys import Keys
from capassist.drafts.latex.last_command import last_command
from capassist.drafts.latex.mask import declared_comments, declared_verbatims
from capassist.drafts.latex.numbering import NUMBERS_FLOATS
from capassist.drafts.latex.own import OwnCommands
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Piece, Text, filled
from capassist.drafts.latex.revisions import DELETED_FROM, Revisions
from capassist.drafts.source import line_number
from capassist.text.latex import Macro

_MAX_DEPTH = 40  # inputs and macros within each other
_MAX_EXPANSIONS = 20_000
_MAX_LENGTH = 30_000_000  # characters of the files, each as often as it is read
_MAX_WRITTEN = 2_000_000  # characters that the draft's own commands stand for, all calls together
_MAX_PIECES = 500  # of one call, its arguments' included
_COMMAND = re.compile(r"\\([a-zA-Z@]+)")
_NUMBERED = re.compile(rf"\\(?:begin\s*\{{(?:figure|table)\*?\}}|caption(?![a-zA-Z]))|{NUMBERS_FLOATS.pattern}")
_COUNTERS = (
    "part chapter section subsection subsubsection paragraph subparagraph figure table algorithm equation page "
    "listing lstlisting footnote"
).split()


@dataclass(slots=True)
class State:
    own: OwnCommands = field(default_factory=OwnCommands)
    verbatims: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)  # environments of the comment package
    document_class: str = ""
    base_class: str = ""
    packages: dict[str, str] = field(default_factory=dict)
    local_styles: list[str] = field(default_factory=list)
    unfollowed: dict[str, str] = field(default_factory=dict)  # commands that change numbers, by their file
    foreign_class: str = ""  # that is not in the draft
    missing_styles: list[str] = field(default_factory=list)  # in folders of the draft, but not there
    included_only: set[str] | None = None
    hooks: dict[str, str] = field(default_factory=dict)  # code that runs after \appendix or \begin{name}
    stored: dict[str, list[Piece]] = field(default_factory=dict)  # what \def inside of an own command keeps for later
    keys: Keys = field(default_factory=Keys)
    counters: set[str] = field(default_factory=lambda: set(_COUNTERS))
    revisions: Revisions = field(default_factory=Revisions)
    parts: dict[str, str] = field(default_factory=dict)  # what the draft or its class makes of \appendix, \mainmatter
    hooks_before: dict[str, str] = field(
        default_factory=dict
    )  # code that runs before a command that is not the draft's own
    options: dict[str, str] = field(
        default_factory=dict
    )  # what the style file that is read does for each of its options
    at_end: list[str] = field(default_factory=list)  # what a style file runs at its own end
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


class Expansion:
    """Runs texts into the flat text, command by command. `handlers` say what is done for a command, where it is not
    left as it is."""

    def __init__(self, project: Project, state: State, main: str) -> None:
        self.project = project
        self.state = state
        self.home = folder_of(main)
        self.bases: list[str] = [self.home]  # the folders that names are relative to, by \import
        self.reading: list[str] = []
        self.ended = False  # \endinput was reached in the current file
        # Where groups of the text that is run end, and what a command meant before.
        self.restores: list[tuple[int, str, Macro]] = []
        self.handlers: dict[str, Callable[[Call], int | None]] = dict.fromkeys(DELETED_FROM, self._delete)

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
            self.copy(text, copied, match.start())
            after = self._command(Call(text, match.group(1), match.start(), match.end(), depth))
            if self.state.over or self.ended:
                self.restores = outer
                return
            if after is None:
                del self.state.pieces[mark:]
            else:
                copied = position = after
        self.copy(text, copied, len(structure))
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
        if (kept := self.state.stored.get(call.name)) is not None and self.may_expand(call.depth):
            return self._write_stored(kept, call)
        if (end := self._revised(call)) is not None or (end := self._choose(call)) is not None:
            return end
        own = self.state.own
        if call.name in own.macros and own.is_written_out(call.name) and self.may_expand(call.depth):
            return self._write_out(own.macros[call.name], call)
        return self._run_hook_before(call)

    def _choose(self, call: Call) -> int | None:
        """Run the branches that a conditional takes."""
        own = self.state.own
        outcome = conditionals.step(own.switches, own.macros, call.text.structure, call.name, call.end)
        if outcome is None or not self.may_expand(call.depth):
            return None
        if not outcome.decided:
            self._tell_of_undecided(call, outcome.end)
        for branch in outcome.branches:
            self.run(Text(call.text.slice(*branch)), call.depth + 1)
        return outcome.end

    def _run_hook_before(self, call: Call) -> int | None:
        hook = self.state.hooks_before.get(call.name)
        if hook is None or self.state.in_style or not self.may_expand(call.depth):
            return None
        self.run(Text.of_macro(hook), call.depth + 1)
        self.copy(call.text, call.start, call.end)
        return call.end

    def _tell_of_undecided(self, call: Call, end: int) -> None:
        """Say that a conditional which only TeX can decide stands around figures, or around what numbers them."""
        near = call.text.near(call.start)
        if near is None or self.state.in_style or _NUMBERED.search(call.text.structure, call.start, end) is None:
            return
        file, offset = near
        line = line_number(self.project.source(file).text, offset)
        self.project.problem(
            "undecided",
            f"{file}, line {line}: what \\{call.name} chooses here is not known from the source, and figures or their "
            f"numbers depend on it.",
            "Compile the paper: the numbers of its .aux file are taken then.",
        )

    def _revised(self, call: Call) -> int | None:
        """Write out what stays of the arguments of a revision mark or a remark."""
        mark = self.state.revisions.mark(call.name, self.state.own.macros, self.state.packages)
        if mark is None or self.state.in_style or not self.state.in_body or not self.may_expand(call.depth):
            return None
        if "#" not in mark.body or len(mark.signature.strip("so")) > 1:
            self.state.revisions.left_out[call.name] += 1
        if "#" not in mark.body:
            self.state.revisions.remarks[call.name] = mark.signature
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
        ending = last_command(macro.body, self.state.own.macros, call.text.structure, found.end)
        pieces = filled(ending.body, macro.defaults, values) + call.text.slice(ending.start, ending.end)
        self.state.written += len(macro.body)
        if len(pieces) > _MAX_PIECES or self.state.written > _MAX_WRITTEN:
            self.too_deep()
            return None
        state = self.state
        before = (dict(state.stored), dict(state.own.macros)) if "keys" in macro.body else None
        self.run(Text(pieces), call.depth + 1)
        if before is not None:  # what one call's keys have set is not the next one's
            state.stored, state.own.macros = before
        return ending.end

    def _write_stored(self, kept: list[Piece], call: Call) -> int:
        structure = Text(kept).structure
        ending = last_command(structure, self.state.own.macros, call.text.structure, call.end)
        body = kept if ending.body == structure else [Piece(ending.body, ending.body)]
        self.run(Text([*body, *call.text.slice(ending.start, ending.end)]), call.depth + 1)
        return ending.end

    def copy(self, text: Text, start: int, end: int) -> None:
        if start < end:
            self.state.pieces.extend(text.slice(start, end))

    def may_expand(self, depth: int) -> bool:
        self.state.expansions += 1
        if depth < _MAX_DEPTH and self.state.expansions < _MAX_EXPANSIONS and self.state.length < _MAX_LENGTH:
            return True
        self.too_deep()
        return False

    def too_deep(self) -> None:
        self.project.problem(
            "too-deep", "The draft's own commands call each other without end; some were left as they are."
        )


def folder_of(file: str) -> str:
    return file.rpartition("/")[0]
