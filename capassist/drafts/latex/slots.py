"""Where in the files a caption can be written."""

import re
from collections import Counter
from dataclasses import dataclass

from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Text
from capassist.drafts.source import line_end
from capassist.model import Slot, Span

_LABEL = r"\\label\s*\{[^{}]*\}"
# Kept outside the slot at the caption's beginning: they set how all of it looks, and are not its words.
_SWITCHES = (
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|sffamily|rmfamily|ttfamily|itshape|slshape|centering|raggedright|raggedleft"
    r"|justifying|noindent|sloppy|singlespacing|onehalfspacing|doublespacing|captionfont|protect\\footnotesize|sf|sl)(?![a-zA-Z@])"
)
_LEADING = re.compile(rf"(?:\s+|{_LABEL}|{_SWITCHES})*")
_LAST_LABEL = re.compile(rf"{_LABEL}$")
_MIDDLE = re.compile(_LABEL)


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


def habit_of(entries: list[Entry], kind: str) -> Habit:
    """Return the most frequent place and command of the captions of a kind; below, but for tables."""
    placed = [entry for entry in entries if entry.kind == kind and entry.caption and entry.graphics]
    above = sum(1 for entry in placed if entry.caption and entry.caption.start < entry.graphics[0].start)
    commands = Counter(
        entry.caption.command
        for entry in placed
        if entry.caption and entry.caption.command in ("caption", "captionabove", "captionbelow")
    )
    command = commands.most_common(1)[0][0] if commands else "caption"
    return Habit(command, above * 2 > len(placed) if placed else kind == "table")


def caption_slot(project: Project, text: Text, span: Span | None) -> Place:
    """Return the slot of a caption whose argument has the range `span` in the flat text."""
    if span is None:
        return Place(None, "The braces of this caption do not balance.")
    opening, closing = text.origin(span[0] - 1), text.origin(span[1])
    if opening and closing and opening[0] == closing[0] and opening[1] < closing[1]:
        return Place(_trimmed(project, opening[0], opening[1] + 1, closing[1]))
    own = [piece for piece in text.slice(*span) if piece.structure.strip() or piece.file is not None]
    written = [piece for piece in own if piece.file is not None]
    around = "".join(piece.structure for piece in own if piece.file is None)
    files = {piece.file for piece in written}
    if len(files) == 1 and not re.search(r"[^\W_]", re.sub(rf"{_LABEL}|{_SWITCHES}|\\[a-zA-Z@]+", "", around)):
        first, last = written[0], written[-1]
        end = last.offset + len(last.structure)
        file = first.file
        # Several pieces are one argument when nothing but expanded commands lies between them.
        if (
            file is not None
            and first.offset <= end
            and (len(written) == 1 or _one_argument(project, file, first.offset, end))
        ):
            return Place(_trimmed(project, file, first.offset, end))
    return Place(None, "This caption is written by a command of the draft's own, not at one place in the text.")


def _one_argument(project: Project, file: str, start: int, end: int) -> bool:
    structure = project.masked(file).structure
    inside = structure[start:end]
    return (
        structure[start - 1 : start] == "{"
        and structure[end : end + 1] == "}"
        and inside.count("{") == inside.count("}")
    )


def _trimmed(project: Project, file: str, start: int, end: int) -> Slot:
    """Return the slot without the labels, comments and white space at the argument's ends; labels inside go behind it."""
    structure = project.masked(file).structure
    leading = _LEADING.match(structure, start, end)
    first = leading.end() if leading else start
    last = _without_trailing(structure, first, end)
    labels = [match.group() for match in _MIDDLE.finditer(structure, first, last)]
    return Slot(file, first, last, project.source(file).text[first:last], after="".join(labels))


def _without_trailing(structure: str, start: int, end: int) -> int:
    """Return where the words of a caption end: before the white space, comments and labels at its end."""
    while True:
        end = start + len(structure[start:end].rstrip())
        brace = structure.rfind("\\label", start, end)
        if brace < 0 or _LAST_LABEL.match(structure, brace, end) is None:
            return end
        end = brace


def missing_slot(project: Project, text: Text, entry: Entry, habit: Habit) -> Place:
    """Return the empty slot where a float without caption should have one, as the paper's other floats do."""
    structure = text.structure
    low, high = entry.float.content
    labels = [
        label.start
        for label in entry.labels
        if not any(panel.start <= label.start < panel.end for panel in entry.panels)
    ]
    graphics = [graphic for graphic in entry.graphics if low <= graphic.start < high]
    if graphics and habit.above:
        position = _outermost(structure, low, high, graphics[0].start, graphics[0].end)[0]
    elif graphics:
        position = _outermost(structure, low, high, graphics[-1].start, graphics[-1].end)[1]
    else:
        position = high
    if entry.panels and not habit.above:
        position = max(position, entry.panels[-1].end)
    if labels and min(labels) < position:
        position = min(labels)
    origin = text.origin(position) if position < len(text) else None
    if origin is None:
        return Place(
            None, "This float is written by a command of the draft's own, so there is no one place for its caption."
        )
    return Place(_new_line(project, origin[0], origin[1], habit))


def _outermost(structure: str, low: int, high: int, start: int, end: int) -> Span:
    """Return the range of the environment or braces directly inside the float that holds [start, end), else that range."""
    depth = 0
    begun = low
    for match in re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\.|[{}]", re.DOTALL).finditer(structure, low, high):
        opens = match.group(1) == "begin" or match.group() == "{"
        closes = match.group(1) == "end" or match.group() == "}"
        if opens:
            if depth == 0:
                begun = match.start()
            depth += 1
        elif closes and depth:
            depth -= 1
            if depth == 0 and begun <= start and end <= match.end():
                command = re.compile(r"\\[a-zA-Z@]+\*?\s*(?:\[[^\]]*\]\s*|\{[^{}]*\}\s*)*$").search(
                    structure, low, begun
                )
                return (command.start() if command else begun), match.end()
    return start, end


def _new_line(project: Project, file: str, offset: int, habit: Habit) -> Slot:
    """Return an empty slot at the end or the beginning of the line at `offset`, with a caption command around it."""
    source = project.source(file).text
    structure = project.masked(file).structure
    newline = line_end(source)
    begin = max(source.rfind("\n", 0, offset), source.rfind("\r", 0, offset)) + 1
    indent = re.compile(r"[ \t]*").match(source, begin)
    space = indent.group() if indent else ""
    before_on_line = structure[begin:offset].strip()
    if not before_on_line:
        if (
            closing := re.compile(r"\\end\s*\{").match(structure, offset)
        ) is not None and not closing.group().startswith("\\end{sub"):
            inner = _indent_above(source, begin, space)
            return Slot(file, offset, offset, "", f"{inner[len(space) :]}\\{habit.command}{{", f"}}{newline}{space}")
        return Slot(file, offset, offset, "", f"\\{habit.command}{{", f"}}{newline}{space}")
    rest = re.compile(
        r"(?:[ \t]|\\\\|\\par(?![a-zA-Z])|\\hfill(?![a-zA-Z])|\\newline(?![a-zA-Z]))*(?:%[^\r\n]*)?(?=[\r\n]|$)"
    ).match(source, offset)
    inner = _line_indent(source, begin, space, before_on_line)
    if rest is not None:
        return Slot(file, rest.end(), rest.end(), "", f"{newline}{inner}\\{habit.command}{{", "}")
    return Slot(file, offset, offset, "", f"{newline}{inner}\\{habit.command}{{", f"}}{newline}{inner}")


def _line_indent(source: str, begin: int, space: str, line: str) -> str:
    return _indent_above(source, begin, space) if line.startswith("\\end{") and False else space


def _indent_above(source: str, begin: int, space: str) -> str:
    """Return the indentation of the nearest line above that has text, when it is deeper."""
    for line in reversed(source[:begin].splitlines()):
        if line.strip():
            indent = line[: len(line) - len(line.lstrip())]
            return indent if indent.startswith(space) else space
    return space
