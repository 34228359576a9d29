"""Find the floats of the flat text, and in each the captions, labels, panels and graphics, as ranges."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import closing, group, option, read_arguments, skip_space
from capassist.drafts.latex.captions import CAPTION_ENVIRONMENTS, CAPTIONS, Caption, read_caption
from capassist.drafts.latex.equations import DISPLAYS
from capassist.drafts.latex.float_types import FIGURE, PANEL_ENVIRONMENT, FloatType, FloatTypes
from capassist.drafts.latex.graphics import Graphic, find_graphics
from capassist.drafts.latex.numbering import end_of_group
from capassist.model import FloatKind, Span

# Panels made by commands: their arguments, which of them is the caption and which the content.
_PANEL_COMMANDS: dict[str, tuple[str, tuple[int, ...], int]] = {
    "subfigure": ("oog", (1, 0), 2),
    "subfloat": ("oog", (1, 0), 2),
    "subtable": ("oog", (1, 0), 2),
    "sidesubfloat": ("oog", (1, 0), 2),
    "subbottom": ("oog", (1, 0), 2),
    "subtop": ("oog", (1, 0), 2),
    "subcaptionbox": ("sogoog", (2,), 5),
}
_PANEL_BEGIN = re.compile(r"\\begin\s*\{(sub(?:figure|table|captionblock|algorithm|listing|float)\*?)\}")
_PANEL_CAPTION = re.compile(r"\\(?:sub)?caption(?![a-zA-Z@])")
_SUPPLEMENT = FloatType("scheme", "figsupp", "Figure supplement")
# What says that captions from here to the end of the group are of another type.
_TYPE_SET = re.compile(r"\s*(?:\}\s*)?\{(\w+)\}")
_SETUP_TYPE = re.compile(r"\s*\{[^{}]*\btype\*?\s*=\s*(\w+)")
_SILENT = re.compile(r"\s*(?:\[[^\]]*\])?\s*\{[^{}]*labelformat\s*=\s*(?:empty|no)")  # after \captionsetup
_PLAIN_MINIPAGE = re.compile(r"\\minipage(?![a-zA-Z]).*?\\endminipage(?![a-zA-Z])", re.DOTALL)  # without \begin
# JMLR's \floatconts takes the label first, then the caption.
_LABEL = re.compile(r"\\(?:label|floatconts)\s*(?:\[[^\]]*\]\s*)?\{([^{}]*)\}")
_UNCLOSED_END = re.compile(
    r"\\(?:begin\s*\{(?:figure|table)\*?\}|(?:(?:sub)*section|chapter)(?![a-zA-Z@])|end\s*\{document\})"
)
_OTHER_COMMANDS = "subcaption phantomsubcaption label floatconts ContinuedFloat captionsetup @captype figsupp".split()
_ITEM = re.compile(
    r"\\(?:(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}"
    r"|(?P<command>"
    + "|".join([*CAPTIONS, *_PANEL_COMMANDS, *_OTHER_COMMANDS])
    + r")(?![a-zA-Z@]))"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """One \\label: its range and its key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class PanelRange:
    """One panel: its range, and its caption's."""

    start: int
    end: int
    caption: Span | None
    lettered: bool = True


@dataclass(slots=True)
class Float:
    """One float, or a caption that stands outside any. A float with several captions has an entry for each."""

    type: FloatType
    environment: str | None
    start: int
    end: int
    content: Span
    captions: list[Caption] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    panels: list[PanelRange] = field(default_factory=list)
    graphics: list[Graphic] = field(default_factory=list)
    groups: list[Span] = field(default_factory=list)  # environments and braces inside, when there are several captions
    continued: bool = False
    silent: bool = False  # its captions print no "Figure 3:"
    closed: bool = True


@dataclass(slots=True)
class Entry:
    """One figure: a float, or the part of it that belongs to one of its captions."""

    float: Float
    type: FloatType
    caption: Caption | None
    labels: list[Label] = field(default_factory=list)
    panels: list[PanelRange] = field(default_factory=list)
    graphics: list[Graphic] = field(default_factory=list)
    number: str | None = None
    prefix: str = ""  # what captions print before the counter: "S"; part of the number, but references lack it

    @property
    def kind(self) -> FloatKind:
        """Return the kind of its type."""
        return self.type.kind


def read_float(structure: str, readable: str, environment: str, begin: Span, types: FloatTypes) -> Float:
    """Return the float whose \\begin{environment} has the range `begin`. Unclosed, it ends at the next float or
    section."""
    start, content = begin
    closed = closing(structure, environment, content, len(structure))
    if closed is None:
        stop = _UNCLOSED_END.search(structure, content)
        end = stop.start() if stop else len(structure)
        closed = end, end
    found = Float(
        types.of_environment(environment) or FIGURE,
        environment,
        start,
        closed[1],
        (content, closed[0]),
        closed=closed[0] < closed[1],
    )
    if environment == "wrapfloat" and (type_ := group(structure, skip_space(structure, content))):
        found.type = types.of_type(structure[slice(*type_)])
    if environment == "figwindow":
        _read_window(structure, found)
    _Content(structure, found, types).read()
    found.graphics = list(find_graphics(structure, readable, *found.content))
    return found


class _Content:
    """Reads a float's content from its beginning to its end."""

    def __init__(self, structure: str, found: Float, types: FloatTypes) -> None:
        self.structure = structure
        self.found = found
        self.types = types
        self.typed = list(_boxes(structure, found.content, types))  # where captions are of another type
        self.open: list[tuple[str, int]] = []  # environments: name and start
        self.closed: list[Span] = []
        self.panel_end = -1  # of the last panel made by a command
        self.handlers: dict[str, Callable[[re.Match[str]], None]] = {  # of the commands that set no caption
            **dict.fromkeys(_PANEL_COMMANDS, self._panel_command),
            "phantomsubcaption": self._phantom_panel,
            **dict.fromkeys(("label", "floatconts"), self._label),
            "ContinuedFloat": self._continued,
            **dict.fromkeys(("captionsetup", "@captype"), self._setup),
        }

    def read(self) -> None:
        low, high = self.found.content
        position = low
        while (match := _ITEM.search(self.structure, position, high)) is not None:
            position = max(self._item(match), match.end())
        self.found.panels += _panel_environments(self.structure, low, high, self.types)
        self.found.panels.sort(key=lambda panel: panel.start)
        if len(self.found.captions) > 1:
            plain = (match.span() for match in _PLAIN_MINIPAGE.finditer(self.structure, low, high))
            boxes = [(caption.start, caption.end) for caption in self.found.captions if caption.boxed]
            boxes += [span for span, _ in self.typed]
            self.found.groups = [*self.closed, *plain, *boxes, *_brace_groups(self.structure, low, high)]

    def _item(self, match: re.Match[str]) -> int:
        """Take in a command or an edge of an environment; return where to go on."""
        command = match["command"]
        if command is None:
            self._edge(match)
            if match["edge"] == "begin" and match["environment"] in CAPTION_ENVIRONMENTS:
                return self._caption(match, match["environment"])
            return match.end()
        if command == "figsupp":
            return self._supplement(match)
        if command not in self.handlers:
            return self._caption(match, command)
        self.handlers[command](match)
        return match.end()

    def _panel_command(self, match: re.Match[str]) -> None:
        panel = _panel_command(self.structure, match, self.found.content[1])
        if panel is not None:
            self.found.panels.append(panel)
            self.panel_end = max(self.panel_end, panel.end)

    def _label(self, match: re.Match[str]) -> None:
        if not any(name in DISPLAYS for name, _ in self.open):
            self.found.labels += labels_in(self.structure, match.start(), self.found.content[1], only_first=True)

    def _continued(self, match: re.Match[str]) -> None:
        self.found.continued = self.structure[match.end() : match.end() + 1] != "*"

    def _setup(self, match: re.Match[str]) -> None:
        """Take in what \\captionsetup or \\@captype says of the captions that follow."""
        self.found.silent = self.found.silent or _SILENT.match(self.structure, match.end()) is not None
        type_ = _SETUP_TYPE if match["command"] == "captionsetup" else _TYPE_SET
        self._set_type(type_.match(self.structure, match.end()))

    def _edge(self, match: re.Match[str]) -> None:
        if match["edge"] == "begin":
            self.open.append((match["environment"], match.start()))
            return
        while self.open:
            name, start = self.open.pop()
            if name == match["environment"]:
                self.closed.append((start, match.end()))
                return

    def _caption(self, match: re.Match[str], command: str) -> int:
        """Take in one caption and return where to go on: behind it, with the labels inside taken along."""
        type_ = self._type_at(match.start())
        caption = read_caption(self.structure, command, match.span(), type_, self.types)
        if caption is None:
            return match.end()
        in_panel = match.start() < self.panel_end or any(PANEL_ENVIRONMENT.match(name) for name, _ in self.open)
        if command == "subcaption":
            if not in_panel:
                self.found.panels.append(self._panel_around(caption))
        elif not in_panel:
            self.found.captions.append(caption)
        if caption.boxed is not None:
            self.found.labels += labels_in(self.structure, caption.start, caption.boxed[0])
            return caption.boxed[0]
        self.found.labels += labels_in(self.structure, caption.start, caption.end)
        if caption.key is not None:
            self.found.labels.append(Label(*caption.key, self.structure[slice(*caption.key)].strip()))
        return caption.end

    def _phantom_panel(self, match: re.Match[str]) -> None:
        """Take in a panel that only steps the letter, in the group that it stands in; one in an environment is found as
        such."""
        if any(PANEL_ENVIRONMENT.match(name) for name, _ in self.open):
            return
        low, high = self.found.content
        end = end_of_group(self.structure, low, match.start())
        following = self.structure.find("\\phantomsubcaption", match.end(), high)
        end = min(position for position in (end or high, following, high) if position >= 0)
        self.found.panels.append(PanelRange(match.start(), end, None))

    def _supplement(self, match: re.Match[str]) -> int:
        r"""Take in eLife's \figsupp[short]{caption}{content}."""
        found = read_arguments(self.structure, match.end(), "ogg")
        if found is None or (content := found.spans[2]) is None:
            return match.end()
        short, span, _ = found.spans
        self.found.captions.append(
            Caption("figsupp", _SUPPLEMENT, match.start(), found.end, span, short, boxed=content)
        )
        self.found.labels += labels_in(self.structure, match.start(), content[0])
        return content[0]

    def _set_type(self, match: re.Match[str] | None) -> None:
        """Let captions be of the type that is set here, to the end of the group."""
        if match is None:
            return
        low, high = self.found.content
        end = end_of_group(self.structure, low, match.start())
        self.typed.append(((match.end(), high if end is None else end), self.types.of_type(match[1])))

    def _type_at(self, position: int) -> FloatType:
        """Return the type of a caption: that of the smallest box or float around it, else what the float itself is."""
        inner = [
            ((start, position + 1), found) for name, start in self.open if (found := self.types.of_environment(name))
        ]
        around = [item for item in (*self.typed, *inner) if item[0][0] <= position < item[0][1]]
        return max(around, key=lambda item: item[0][0])[1] if around else self.found.type

    def _panel_around(self, caption: Caption) -> PanelRange:
        """Return the panel whose caption is a \\subcaption: the minipage or other environment around it."""
        if not self.open:
            return PanelRange(caption.start, caption.end, caption.span)
        name, start = self.open[-1]
        closed = closing(self.structure, name, caption.end, self.found.content[1])
        return PanelRange(start, closed[1] if closed else caption.end, caption.span)


def _boxes(structure: str, content: Span, types: FloatTypes) -> Iterator[tuple[Span, FloatType]]:
    """Yield the boxes of floatrow in a float, each with the type of its caption."""
    names = "|".join(map(re.escape, types.boxes))
    for match in re.compile(rf"\\({names}|floatbox)(?![a-zA-Z@])").finditer(structure, *content):
        found = read_arguments(structure, match.end(), "gooogg" if match[1] == "floatbox" else "ooogg")
        if found is not None and found.end <= content[1]:
            named = (
                structure[slice(*found.spans[0])]
                if match[1] == "floatbox" and found.spans[0]
                else types.boxes[match[1]]
            )
            yield (match.start(), found.end), types.of_type(named)


def _panel_environments(structure: str, low: int, high: int, types: FloatTypes) -> Iterator[PanelRange]:
    for match in _PANEL_BEGIN.finditer(structure, low, high):
        closed = closing(structure, match.group(1), match.end(), high)
        end = closed[1] if closed else high
        caption: Span | None = None
        lettered = "\\phantom" in structure[match.end() : end]
        for inner in _PANEL_CAPTION.finditer(structure, match.end(), end):
            read = read_caption(structure, "caption", inner.span(), FIGURE, types)
            if read is not None:
                caption, lettered = read.span, read.numbered
        yield PanelRange(match.start(), end, caption, lettered)


def _panel_command(structure: str, match: re.Match[str], limit: int) -> PanelRange | None:
    signature, captions, content = _PANEL_COMMANDS[match["command"]]
    found = read_arguments(structure, match.end(), signature)
    if found is None or found.end > limit or found.spans[content] is None:
        return None
    caption = next((found.spans[index] for index in captions if found.spans[index] is not None), None)
    return PanelRange(match.start(), found.end, caption, caption is not None)


def _read_window(structure: str, found: Float) -> None:
    """Read picinpar's [lines, place, {graphics}, {caption}]."""
    options = option(structure, skip_space(structure, found.content[0]))
    if options is None:
        return
    position, parts = options[0], []
    while (brace := structure.find("{", position, options[1])) >= 0 and (span := group(structure, brace)) is not None:
        parts.append(span)
        position = span[1] + 1
    if len(parts) >= 2:
        found.captions.append(Caption("figwindow", FIGURE, parts[-1][0] - 1, parts[-1][1] + 1, parts[-1]))


def labels_in(structure: str, start: int, end: int, *, only_first: bool = False) -> list[Label]:
    """Return the labels of a range."""
    found = []
    for match in _LABEL.finditer(structure, start, end):
        found.append(Label(match.start(), match.end(), match.group(1).replace("\x1f", "").strip()))
        if only_first:
            break
    return found


def _brace_groups(structure: str, low: int, high: int) -> Iterator[Span]:
    opened: list[int] = []
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(structure, low, high):
        if match.group() == "{":
            opened.append(match.start())
        elif match.group() == "}" and opened:
            yield opened.pop(), match.end()


def panel_letter(index: int) -> str:
    """Return the letter of the panel with this position, from 1; beyond z its number."""
    return chr(ord("a") + index - 1) if 1 <= index <= 26 else str(index)
