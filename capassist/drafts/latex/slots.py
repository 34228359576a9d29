"""Where in the files a caption can be written."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Text
from capassist.drafts.source import line_end
from capassist.model import Slot, Span

# Kept outside the slot at the caption's beginning: they set how all of it looks, and are not its words.
_SWITCHES = (
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|sffamily|rmfamily|ttfamily|itshape|slshape|centering|raggedright|raggedleft"
    r"|justifying|noindent|sloppy|singlespacing|onehalfspacing|doublespacing|captionfont|sf|sl)(?![a-zA-Z@])"
)
_CAPTION_COMMANDS = ("caption", "captionabove", "captionbelow")


_CAPTION = re.compile(r"\\caption(?![a-zA-Z@])")
_NESTING = re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\.|[{}]", re.DOTALL)
_COMMAND_BEFORE = re.compile(r"\\[a-zA-Z@]+\*?\s*(?:\[[^\]]*\]\s*|\{[^{}]*\}\s*)*$")
# What may follow on the line of a graphic without being moved: line breaks, glue, a comment.
_REST_OF_LINE = re.compile(
    r"(?:[ \t]|\\\\|\\par(?![a-zA-Z])|\\hfill(?![a-zA-Z])|\\newline(?![a-zA-Z]))*(?:%[^\r\n]*)?(?=[\r\n]|$)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A slot, or the sentence that says why there is none."""

    slot: Slot | None
    locked: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the floats of one kind in this paper place their captions."""

    command: str = "caption"
    above: bool = False


class Slots:
    """Finds the slots of a document. `labels` are the commands that only set a label."""

    def __init__(self, project: Project, text: Text, labels: Collection[str]) -> None:
        self.project = project
        self.text = text
        label = rf"\\(?:{'|'.join(sorted(labels))})(?![a-zA-Z@])\s*\{{[^{{}}]*\}}"
        self._leading = re.compile(rf"(?:\s+|{label}|{_SWITCHES})*")
        self._label = re.compile(label)
        self._last_label = re.compile(rf"{label}$")

    def of_caption(self, span: Span | None) -> Place:
        """Return the slot of a caption whose argument has the range `span` in the flat text."""
        if span is None:
            return Place(None, "The braces of this caption do not balance.")
        opening, end = self.text.origin(span[0] - 1), self.text.origin(span[1])
        if opening and end and opening[0] == end[0] and opening[1] < end[1]:
            return Place(self._slot(opening[0], opening[1] + 1, end[1]))
        return self._of_argument(span)

    def _of_argument(self, span: Span) -> Place:
        """Return the slot of a caption that a macro writes around one of its arguments."""
        low, high = self._words(self.text.structure, *span)
        pieces = [piece for piece in self.text.slice(low, high) if piece.structure or low == high]
        first, last = (pieces[0], pieces[-1]) if pieces else (None, None)
        if first is not None and last is not None and first.file is not None and first.file == last.file:
            end = last.offset + len(last.structure)
            if len(pieces) == 1 or _is_one_argument(self.project.masked(first.file).structure, first.offset, end):
                return Place(self._slot(first.file, first.offset, end))
        return Place(None, "This caption is written by a command of the draft's own, not at one place in the text.")

    def _slot(self, file: str, start: int, end: int) -> Slot:
        """Return the slot without what stands at the argument's ends; labels in its middle go behind it."""
        structure = self.project.masked(file).structure
        first, last = self._words(structure, start, end)
        labels = [match.group() for match in self._label.finditer(structure, first, last)]
        return Slot(file, first, last, self.project.source(file).text[first:last], after="".join(labels))

    def _words(self, structure: str, start: int, end: int) -> Span:
        """Return the range without the labels, comments, white space and switches at its ends."""
        leading = self._leading.match(structure, start, end)
        start = leading.end() if leading else start
        while True:
            end = start + len(structure[start:end].rstrip())
            if structure[end - 1 : end] != "}" or end <= start:
                return start, end
            command = structure.rfind("\\", start, end)
            if command < 0 or self._last_label.match(structure, command, end) is None:
                return start, end
            end = command

    def of_missing(self, entry: Entry, habit: Habit) -> Place:
        """Return the empty slot where a float without caption should have one, as the paper's other floats do."""
        if _CAPTION.search(self.text.structure, *entry.float.content) and not entry.panels:
            return Place(None, "This float has a caption command without braces, so its text cannot be told.")
        position = _place(self.text.structure, entry, habit)
        origin = self.text.origin(position) if position < len(self.text) else None
        if origin is None:
            return Place(
                None, "This float is written by a command of the draft's own, so there is no one place for its caption."
            )
        return Place(self._new_line(origin[0], origin[1], habit))

    def _new_line(self, file: str, offset: int, habit: Habit) -> Slot:
        """Return an empty slot with a caption command around it, on a line of its own at the offset."""
        source = self.project.source(file).text
        structure = self.project.masked(file).structure
        newline = line_end(source)
        begin = max(source.rfind("\n", 0, offset), source.rfind("\r", 0, offset)) + 1
        indent = _indent(source, begin)
        opening = f"\\{habit.command}{{"
        if not structure[begin:offset].strip():
            inner = _indent_above(source, begin, indent) if structure.startswith("\\end", offset) else indent
            return Slot(file, offset, offset, "", inner[len(indent) :] + opening, f"}}{newline}{indent}")
        rest = _REST_OF_LINE.match(source, offset)
        if rest is not None:
            return Slot(file, rest.end(), rest.end(), "", f"{newline}{indent}{opening}", "}")
        return Slot(file, offset, offset, "", f"{newline}{indent}{opening}", f"}}{newline}{indent}")


def habit_of(entries: list[Entry], kind: str) -> Habit:
    """Return the most frequent place and command of the captions of a kind; below, but for tables."""
    placed = [
        (entry.caption, entry.graphics[0])
        for entry in entries
        if entry.kind == kind and entry.caption and entry.graphics
    ]
    above = sum(caption.start < graphic.start for caption, graphic in placed)
    commands = Counter(caption.command for caption, _ in placed if caption.command in _CAPTION_COMMANDS)
    command = commands.most_common(1)[0][0] if commands else "caption"
    return Habit(command, above * 2 > len(placed) if placed else kind == "table")


def _place(structure: str, entry: Entry, habit: Habit) -> int:
    """Return where a caption goes: by the graphics as the habit is, but before the float's own label."""
    low, high = entry.float.content
    position = high
    if entry.graphics and habit.above:
        position = _outermost(structure, low, high, (entry.graphics[0].start, entry.graphics[0].end))[0]
    elif entry.graphics:
        position = _outermost(structure, low, high, (entry.graphics[-1].start, entry.graphics[-1].end))[1]
    if entry.panels:
        position = min(position, entry.panels[0].start) if habit.above else max(position, entry.panels[-1].end)
    own = [
        label.start
        for label in entry.labels
        if not any(panel.start <= label.start < panel.end for panel in entry.panels)
    ]
    return min([position, *own])


def _outermost(structure: str, low: int, high: int, inside: Span) -> Span:
    """Return the range of the environment or command directly inside the float that holds a range, else the range itself."""
    depth = 0
    begun = low
    for match in _NESTING.finditer(structure, low, high):
        if match.group(1) == "begin" or match.group() == "{":
            begun = match.start() if depth == 0 else begun
            depth += 1
        elif (match.group(1) == "end" or match.group() == "}") and depth:
            depth -= 1
            if depth == 0 and begun <= inside[0] and inside[1] <= match.end():
                command = _COMMAND_BEFORE.search(structure, max(low, begun - 200), begun)
                return (command.start() if command else begun), match.end()
    return inside


def _is_one_argument(structure: str, start: int, end: int) -> bool:
    """Return whether a range is all that stands in one pair of braces."""
    inside = structure[start:end]
    return (
        structure[start - 1 : start] == "{"
        and structure[end : end + 1] == "}"
        and inside.count("{") == inside.count("}")
    )


def _indent(source: str, begin: int) -> str:
    line = source[begin : begin + 200]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _indent_above(source: str, begin: int, indent: str) -> str:
    """Return the indentation of the nearest line above that has text, when it goes on from the given one."""
    for line in reversed(source[max(0, begin - 4000) : begin].splitlines()):
        if line.strip():
            above = _indent(line, 0)
            return above if above.startswith(indent) else indent
    return indent
