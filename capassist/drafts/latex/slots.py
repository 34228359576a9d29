"""Where in the files a caption can be written."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, partial

from capassist.drafts.latex.arguments import group
from capassist.drafts.latex.captions import CAPTIONS, Caption, foreign_part
from capassist.drafts.latex.floats import Entry
from capassist.drafts.latex.generated import made_from
from capassist.drafts.latex.inputs import INPUTS
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.provenance import Text
from capassist.drafts.source import line_end, line_number
from capassist.model import Slot, Span

# Kept outside the slot at the caption's beginning: they set how all of it looks, and are not its words.
_SWITCHES = (
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|sffamily|rmfamily|ttfamily|itshape|slshape|centering"
    r"|raggedright|raggedleft"
    r"|justifying|noindent|sloppy|singlespacing|onehalfspacing|doublespacing|captionfont|sf|sl)(?![a-zA-Z@])"
)
_CAPTION_COMMANDS = ("caption", "captionabove", "captionbelow")


# Commands and environments with "caption" in their name that set none.
_NO_CAPTION = re.compile(
    r"(?:caption(?:setup|font|size|width|style|skip|sep|delim|type|name)|(?:above|below)captionskip|clearcaptionsetup"
    r"|captions?english"
    r"|phantomcaption|phantomsubcaption|DeclareCaption\w*|setcaption\w*|captionlistentry|sub\w*|nocaption|captiondelim"
    r"|captionnamefont"
    r"|captiontitlefont|changecaption\w*|precaption|postcaption|normalcaption\w*|hangcaption|indentcaption"
    r"|raggedcaption|\w*captionrule)"
)
_ANY_CAPTION = re.compile(
    r"\\(?:begin\s*\{(?P<environment>[a-zA-Z]*caption[a-zA-Z]*)\*?\}|(?P<command>[a-zA-Z@]*caption[a-zA-Z@]*))", re.I
)
_NO_WORDS = re.compile(
    r"\\(?:item|bibitem|includegraphics|includesvg|tikz|hline)(?![a-zA-Z@])|\\(?:begin|end)\s*\{(?!math|\w*matrix"
    r"|cases|array)"
)
_DECIDES = re.compile(
    r"\\((?:un)?if(?!f(?![a-zA-Z@]))[a-zA-Z@]*|iftoggle|" + "|".join(sorted(INPUTS)) + r")(?![a-zA-Z@])"
)
_NESTING = re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\.|[{}]", re.DOTALL)
_COMMAND_BEFORE = re.compile(r"\\[a-zA-Z@]+\*?\s*(?:\[[^\]]*\]\s*|\{[^{}]*\}\s*)*$")
# What may follow on the line of a graphic without being moved: line breaks, glue, a comment.
_REST_OF_LINE = re.compile(
    r"(?:[ \t]|\\\\|\\par(?![a-zA-Z])|\\hfill(?![a-zA-Z])|\\newline(?![a-zA-Z]))*(?:%[^\r\n]*)?(?=[\r\n]|$)"
)


@dataclass(frozen=True, slots=True)
class SlotOrReason:
    """A slot, or the sentence that says why there is none; of a file that a program makes, with what it makes it
    from."""

    slot: Slot | None
    locked: str = ""
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the floats of one kind in this paper place their captions."""

    command: str = "caption"
    above: bool = False


class Slots:
    """Finds the slots of a document. `labels` are the commands that only set a label, `captions` all of the document:
    where one holds only its label, its text comes before or behind that as most others have it."""

    def __init__(self, project: Project, text: Text, labels: Collection[str], captions: Sequence[Caption] = ()) -> None:
        self.project = project
        self.text = text
        self._made_from = cache(partial(made_from, self.project))  # files have many captions
        label = rf"\\(?:{'|'.join(sorted(labels))})(?![a-zA-Z@])\s*\{{[^{{}}]*\}}"
        self._leading = re.compile(rf"(?:\s+|{label}|{_SWITCHES})*")
        self._switched = re.compile(rf"\s*{_SWITCHES}(?:\s+|{label}|{_SWITCHES})*")
        self._label = re.compile(label)
        self._last_label = re.compile(rf"{label}$")
        self._before_label = self._habit_before_labels(captions)

    def of_caption(self, caption: Caption) -> SlotOrReason:
        """Return the slot of a caption."""
        if caption.span is None:
            return SlotOrReason(None, self.unbalanced(caption))
        place = self._of_span(caption.span)
        return self._unless_made(self._only_words(place.slot, caption.span) if place.slot else place)

    def _unless_made(self, place: SlotOrReason) -> SlotOrReason:
        """Return the place, unless a program makes the file that it is in."""
        if place.slot is None:
            return place
        made = self._made_from(place.slot.file)
        return SlotOrReason(None, made.locked(place.slot.file), made.source) if made else place

    def of_short_title(self, caption: Caption) -> Slot | None:
        """Return the slot of a caption's short title with its brackets; None where there is none, or it is not at one
        place."""
        if caption.short is None:
            return None
        opening, end = self.text.origin(caption.short[0] - 1), self.text.origin(caption.short[1])
        if not (opening and end and opening[0] == end[0] and opening[1] < end[1]):
            return None
        first, last = opening[1], end[1] + 1
        return Slot(opening[0], first, last, self.project.source(opening[0]).text[first:last])

    def unbalanced(self, caption: Caption) -> str:
        """Say where a caption's closing brace seems to be missing."""
        stop = foreign_part(self.text.structure, caption.end, len(self.text))
        origin = self.text.near(caption.end if stop is None else stop)
        if origin is None:
            return "The braces of this caption do not balance."
        line = line_number(self.project.source(origin[0]).text, origin[1])
        place = "in" if stop is None else "before"
        return f"The braces of this caption do not balance: one seems to be missing {place} line {line} of {origin[0]}."

    def _only_words(self, slot: Slot, span: Span) -> SlotOrReason:
        """Return the slot where all in it is a caption's words, else the reason why not."""
        inside = self.project.masked(slot.file).structure[slot.start : slot.end]
        if (found := _DECIDES.search(inside)) is not None:
            what = "is brought in by" if found.group(1) in INPUTS else "depends on"
            return SlotOrReason(
                None, f"What this caption says {what} \\{found.group(1)}, so it is not at one place in the text."
            )
        if (found := _NO_WORDS.search(inside)) is not None or foreign_part(inside, 0, len(inside)) is not None:
            what = f" ({found.group().strip()})" if found else ""
            return SlotOrReason(None, f"This caption holds more than words{what}, which a new text would take away.")
        if any(piece.file is None and _DECIDES.search(piece.structure) for piece in self.text.slice(*span)):
            return SlotOrReason(None, "What this caption says is decided in a command of the draft's own.")
        return SlotOrReason(slot)

    def _of_span(self, span: Span) -> SlotOrReason:
        opening, end = self.text.origin(span[0] - 1), self.text.origin(span[1])
        if opening and end and opening[0] == end[0] and opening[1] < end[1]:
            return SlotOrReason(self._slot(opening[0], opening[1] + 1, end[1]))
        return self._of_argument(span)

    def _of_argument(self, span: Span) -> SlotOrReason:
        """Return the slot of a caption that a macro writes around one of its arguments."""
        low, high = self._words(self.text.structure, *span)
        pieces = [piece for piece in self.text.slice(low, high) if piece.structure or low == high]
        file = pieces[0].file if pieces else None
        if file is not None and file == pieces[-1].file:
            start, end = pieces[0].offset, pieces[-1].offset + len(pieces[-1].structure)
            if len(pieces) == 1 or _is_one_argument(self.project.masked(file).structure, start, end):
                return SlotOrReason(self._slot(file, start, end))
        return SlotOrReason(
            None, "This caption is written by a command of the draft's own, not at one place in the text."
        )

    def _slot(self, file: str, start: int, end: int) -> Slot:
        """Return the slot without what stands at the argument's ends; labels in its middle go behind it."""
        structure = self.project.masked(file).structure
        first, last = self._words(structure, start, end)
        if first == last and self._before_label is not None:
            label = self._label.search(structure, start, end)
            if label and not structure[start : label.start()].strip() and not structure[label.end() : end].strip():
                return Slot(file, label.start(), label.start(), "", after=self._before_label)
        labels = [match.group() for match in self._label.finditer(structure, first, last)]
        return Slot(file, first, last, self.project.source(file).text[first:last], after="".join(labels))

    def _habit_before_labels(self, captions: Sequence[Caption]) -> str | None:
        """Return what stands between the words of most captions and the label behind them; None where most captions
        with a label begin with it, or none has one."""
        behind: Counter[str] = Counter()
        first = 0
        for inside in (self.text.structure[slice(*caption.span)] for caption in captions if caption.span):
            text = inside.rstrip()
            start = self._label_at_end(text, 0, len(text))
            words = text[:start].rstrip() if start is not None else ""
            if start is not None and self._leading.sub("", words, 1):
                behind[text[len(words) : start]] += 1
            else:
                first += self._label.match(inside.lstrip()) is not None and bool(self._leading.sub("", inside, 1))
        return behind.most_common(1)[0][0] if behind.total() > first else None

    def _words(self, structure: str, start: int, end: int) -> Span:
        """Return the range without the labels, comments, white space and switches at its ends."""
        leading = self._leading.match(structure, start, end)
        start = leading.end() if leading else start
        while True:
            end = _stripped_end(structure, start, end)
            if (inner := self._switched_group(structure, start, end)) is not None:
                start, end = inner[0], _stripped_end(structure, *inner)
            before = self._label_at_end(structure, start, end)
            if before is None:
                return start, end
            end = before

    def _switched_group(self, structure: str, start: int, end: int) -> Span | None:
        """Return the range of the words where all of a range is a group with a switch: {\\small The words.}"""
        inner = group(structure, start)
        if inner is None or inner[1] + 1 != end:
            return None
        switch = self._switched.match(structure, *inner)
        return (switch.end(), inner[1]) if switch else None

    def _label_at_end(self, structure: str, start: int, end: int) -> int | None:
        """Return where the label begins that ends a range."""
        command = structure.rfind("\\", start, end) if structure[start:end].endswith("}") else -1
        return command if command >= 0 and self._last_label.match(structure, command, end) else None

    def of_missing(self, entry: Entry, habit: Habit) -> SlotOrReason:
        """Return the empty slot where a float without caption should have one, as the paper's other floats do."""
        if unknown := _unknown_caption(self.text.structure, entry):
            why = "without braces" if unknown.lstrip("\\") in CAPTIONS else "which is not understood"
            return SlotOrReason(None, f"This float has {unknown}, {why}, so its caption cannot be told.")
        position = _place(self.text.structure, entry, habit)
        origin = self.text.origin(position) if position < len(self.text) else None
        if origin is None:
            return SlotOrReason(
                None, "This float is written by a command of the draft's own, so there is no one place for its caption."
            )
        return self._unless_made(SlotOrReason(self._new_line(origin[0], origin[1], habit)))

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
    return _outside_arguments(structure, low, min([position, *own]))


def _unknown_caption(structure: str, entry: Entry) -> str:
    """Return the first command or environment of a float without caption that may set one all the same."""
    for match in _ANY_CAPTION.finditer(structure, *entry.float.content):
        name = match["environment"] or match["command"]
        in_panel = any(panel.start <= match.start() < panel.end for panel in entry.panels)
        if not (in_panel or _NO_CAPTION.fullmatch(name)):
            return match.group()
    return ""


def _outside_arguments(structure: str, low: int, position: int) -> int:
    """Return the position, or that of the outermost command in whose argument it stands."""
    opened: list[int] = []
    for match in _NESTING.finditer(structure, low, position):
        if match.group() == "{":
            opened.append(match.start())
        elif match.group() == "}" and opened:
            opened.pop()
    begins = ((_begin_of_command(structure, low, brace), brace) for brace in opened)
    return next((begin for begin, brace in begins if begin != brace), position)


def _outermost(structure: str, low: int, high: int, inside: Span) -> Span:
    """Return the range of the environment or command directly inside the float that holds a range, else the range
    itself."""
    depth = 0
    begun = low
    for match in _NESTING.finditer(structure, low, high):
        mark = match.group(1) or match.group()
        if mark in ("begin", "{"):
            begun = match.start() if depth == 0 else begun
            depth += 1
        elif depth and mark in ("end", "}"):
            depth -= 1
            if depth == 0 and begun <= inside[0] and inside[1] <= match.end():
                return _begin_of_command(structure, low, begun), match.end()
    return inside


def _begin_of_command(structure: str, low: int, brace: int) -> int:
    """Return where the command begins whose argument opens at `brace`; `brace` itself where there is none."""
    command = _COMMAND_BEFORE.search(structure, max(low, brace - 200), brace)
    return command.start() if command else brace


def _stripped_end(structure: str, start: int, end: int) -> int:
    return start + len(structure[start:end].rstrip())


def _is_one_argument(structure: str, start: int, end: int) -> bool:
    """Return whether a range is all that stands in one pair of braces."""
    return group(structure, start - 1) == (start, end)


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
