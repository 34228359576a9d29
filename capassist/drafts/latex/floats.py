"""Find the floats of the flat text, and in each the captions, labels, panels and graphics, as ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import closing, group, option, read_arguments, skip_space
from capassist.drafts.latex.graphics import Graphic, find_graphics
from capassist.model import FloatKind, Span

_PANEL_ENVIRONMENT = re.compile(r"^(?:sub(?:figure|table|float|captionblock|captiongroup|algorithm|listing))\*?$")
_INNER_TABLES = frozenset("threeparttable threeparttablex measuredfigure ThreePartTable tablenotes TableNotes".split())
_KINDS: tuple[tuple[re.Pattern[str], FloatKind], ...] = (
    (
        re.compile(
            r"^(?:long|sideways|wrap|floating|margin|SC|turn|rot|landscape|long)?listings?\*?$|^codelisting\*?$|^program\*?$"
        ),
        "listing",
    ),
    (re.compile(r"^(?:algorithm2?e?|algo|procedure|function|algorithmfloat)\*?$"), "algorithm"),
    (re.compile(r"^(?:scheme|chart|graph|plate|video|map|diagram|box)\*?$"), "scheme"),
    (
        re.compile(
            r"^.*[tT]able\*?$|^(?:longtabu|xltabular|ltablex|supertabular\*?|xtabular\*?|SCtable|sidetab|tab|wraptab)$|^.*longtblr$"
        ),
        "table",
    ),
    (re.compile(r"^.*[fF]ig(?:ure|urehere|window)?\*?$|^.*[fF]igureenv$|^wrapfloat$"), "figure"),
)
_TYPES: dict[str, FloatKind] = {
    "figure": "figure", "table": "table", "algorithm": "algorithm", "listing": "listing", "lstlisting": "listing", "figure*": "figure",
    "table*": "table", "scheme": "scheme", "chart": "scheme",
}  # fmt: skip
CAPTIONS = (
    "captionof captionaboveof captionbelowof captionabove captionbelow caption figcaption tabcaption tablecaption topcaption bottomcaption "
    "bicaption fcaption tcaption"
).split()
FIXED_TYPES: dict[str, FloatKind] = {"figcaption": "figure", "fcaption": "figure", "tabcaption": "table", "tablecaption": "table", "tcaption": "table",
                                      "topcaption": "table", "bottomcaption": "table"}  # fmt: skip
CAPTION_ENVIRONMENTS = frozenset(("captionbeside", "captionofbeside"))  # KOMA-Script's: the graphics stand inside
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
_SILENT = re.compile(r"\s*(?:\[[^\]]*\])?\s*\{[^{}]*labelformat\s*=\s*(?:empty|no)")  # after \captionsetup
_PLAIN_MINIPAGE = re.compile(r"\\minipage(?![a-zA-Z]).*?\\endminipage(?![a-zA-Z])", re.DOTALL)  # without \begin
_LABEL = re.compile(r"\\label\s*(?:\[[^\]]*\]\s*)?\{([^{}]*)\}")
_UNCLOSED_END = re.compile(
    r"\\(?:begin\s*\{(?:figure|table)\*?\}|(?:sub)*section|chapter|end\s*\{document\})(?![a-zA-Z@])"
)
_ITEM = re.compile(
    r"\\(?:(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}"
    r"|(?P<command>" + "|".join([*CAPTIONS, *_PANEL_COMMANDS, "subcaption", "label", "ContinuedFloat", "captionsetup"])
    + r")(?![a-zA-Z@]))"
)  # fmt: skip


# What no caption holds; where its braces have it in them all the same, one of them is missing.
_FOREIGN = re.compile(
    r"\\(?:(?:begin|end)\s*\{(?P<environment>[^{}]*)\}|(?:part|chapter|(?:sub){0,2}section|caption|captionof|subcaption|appendix"
    r"|bibliography|maketitle)(?![a-zA-Z@]))|(?P<paragraph>\n[ \t\x1f]*\r?\n|\r[ \t\x1f]*\r)"
)
_NEVER_INSIDE = frozenset("document abstract thebibliography".split())
_MAX_PARAGRAPHS = 5  # the longest captions with a short title have four


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: the range of its command, of its argument, and of its short form."""

    command: str
    kind: FloatKind
    start: int
    end: int
    span: Span | None  # None where the argument never closes
    short: Span | None = None
    numbered: bool = True


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
    """One float, or a caption that stands outside any. A float with several captions is split into `entries`."""

    kind: FloatKind
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
    kind: FloatKind
    caption: Caption | None
    labels: list[Label] = field(default_factory=list)
    panels: list[PanelRange] = field(default_factory=list)
    graphics: list[Graphic] = field(default_factory=list)
    number: str | None = None


def float_kind(environment: str) -> FloatKind | None:
    """Return the kind of float an environment makes, None when it makes none."""
    if _PANEL_ENVIRONMENT.match(environment) or environment in _INNER_TABLES:
        return None
    return next((kind for pattern, kind in _KINDS if pattern.match(environment)), None)


def caption_kind(name: str) -> FloatKind:
    """Return the kind for the type that \\captionof names."""
    return _TYPES.get(name.strip(), "scheme")


def read_float(structure: str, readable: str, environment: str, begin: Span) -> Float:
    """Return the float whose \\begin{environment} has the range `begin`. Unclosed, it ends at the next float or section."""
    start, content = begin
    closed = closing(structure, environment, content, len(structure))
    if closed is None:
        stop = _UNCLOSED_END.search(structure, content)
        end = stop.start() if stop else len(structure)
        closed = end, end
    found = Float(
        float_kind(environment) or "figure",
        environment,
        start,
        closed[1],
        (content, closed[0]),
        closed=closed[0] < closed[1],
    )
    if environment == "wrapfloat" and (type_ := group(structure, skip_space(structure, content))):
        found.kind = caption_kind(structure[slice(*type_)])
    if environment == "figwindow":
        _read_window(structure, found)
    _Content(structure, found).read()
    found.graphics = list(find_graphics(structure, readable, *found.content))
    return found


def split(found: Float) -> list[Entry]:
    """Return one entry for each caption of a float; one without caption where it has none."""
    if len(found.captions) <= 1:
        caption = found.captions[0] if found.captions else None
        kind = caption.kind if caption else found.kind
        return [Entry(found, kind, caption, found.labels, found.panels, found.graphics)]
    entries = [Entry(found, caption.kind, caption) for caption in found.captions]
    graphics_first = bool(found.graphics) and found.graphics[0].start < found.captions[0].start
    for label in found.labels:
        _owner(entries, found.groups, label.start, label.end, later=False).labels.append(label)
    for panel in found.panels:
        _owner(entries, found.groups, panel.start, panel.end, later=graphics_first).panels.append(panel)
    for graphic in found.graphics:
        _owner(entries, found.groups, graphic.start, graphic.end, later=graphics_first).graphics.append(graphic)
    return entries


def _owner(entries: list[Entry], groups: list[Span], start: int, end: int, *, later: bool) -> Entry:
    """Return the entry that a thing at [start, end) belongs to: the caption in the smallest group around it, else the nearest.

    `later` prefers the caption that follows: graphics above their captions.
    """
    for entry in entries:
        if entry.caption and entry.caption.start <= start and end <= entry.caption.end:
            return entry
    for low, high in sorted(groups, key=lambda span: span[1] - span[0]):
        if low <= start and end <= high:
            inside = [entry for entry in entries if entry.caption and low <= entry.caption.start < high]
            if inside:
                return _nearest(inside, start, later=later)
    return _nearest(entries, start, later=later)


def _nearest(entries: list[Entry], start: int, *, later: bool) -> Entry:
    before = [entry for entry in entries if entry.caption and entry.caption.start < start]
    after = [entry for entry in entries if entry.caption and entry.caption.start >= start]
    if later:
        return after[0] if after else before[-1]
    return before[-1] if before else after[0]


class _Content:
    """Reads a float's content from its beginning to its end."""

    def __init__(self, structure: str, found: Float) -> None:
        self.structure = structure
        self.found = found
        self.open: list[tuple[str, int]] = []  # environments: name and start
        self.closed: list[Span] = []
        self.panel_end = -1  # of the last panel made by a command

    def read(self) -> None:
        low, high = self.found.content
        position = low
        while (match := _ITEM.search(self.structure, position, high)) is not None:
            position = max(self._item(match), match.end())
        self.found.panels += _panel_environments(self.structure, low, high, self.found.kind)
        self.found.panels.sort(key=lambda panel: panel.start)
        if len(self.found.captions) > 1:
            plain = (match.span() for match in _PLAIN_MINIPAGE.finditer(self.structure, low, high))
            self.found.groups = [*self.closed, *plain, *_brace_groups(self.structure, low, high)]

    def _item(self, match: re.Match[str]) -> int:
        command = match["command"]
        if command is None:
            self._edge(match)
            if match["edge"] == "begin" and match["environment"] in CAPTION_ENVIRONMENTS:
                return self._caption(match, match["environment"])
        elif command in _PANEL_COMMANDS:
            panel = _panel_command(self.structure, match, self.found.content[1])
            if panel is not None:
                self.found.panels.append(panel)
                self.panel_end = max(self.panel_end, panel.end)
        elif command == "label":
            self.found.labels += labels_in(self.structure, match.start(), self.found.content[1], only_first=True)
        elif command == "ContinuedFloat":
            self.found.continued = True
        elif command == "captionsetup":
            self.found.silent = self.found.silent or _SILENT.match(self.structure, match.end()) is not None
        else:
            return self._caption(match, command)
        return match.end()

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
        caption = read_caption(self.structure, command, match.start(), match.end(), self.found.kind)
        if caption is None:
            return match.end()
        in_panel = match.start() < self.panel_end or any(_PANEL_ENVIRONMENT.match(name) for name, _ in self.open)
        if command == "subcaption":
            if not in_panel:
                self.found.panels.append(self._panel_around(caption))
        elif not in_panel:
            self.found.captions.append(caption)
        self.found.labels += labels_in(self.structure, caption.start, caption.end)
        return caption.end

    def _panel_around(self, caption: Caption) -> PanelRange:
        """Return the panel whose caption is a \\subcaption: the minipage or other environment around it."""
        if not self.open:
            return PanelRange(caption.start, caption.end, caption.span)
        name, start = self.open[-1]
        closed = closing(self.structure, name, caption.end, self.found.content[1])
        return PanelRange(start, closed[1] if closed else caption.end, caption.span)


def _panel_environments(structure: str, low: int, high: int, kind: FloatKind) -> Iterator[PanelRange]:
    for match in _PANEL_BEGIN.finditer(structure, low, high):
        closed = closing(structure, match.group(1), match.end(), high)
        end = closed[1] if closed else high
        caption: Span | None = None
        lettered = "\\phantom" in structure[match.end() : end]
        for inner in _PANEL_CAPTION.finditer(structure, match.end(), end):
            read = read_caption(structure, "caption", inner.start(), inner.end(), kind)
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


def read_caption(structure: str, command: str, start: int, end: int, kind: FloatKind) -> Caption | None:
    """Return the caption whose command has the range [start, end), in a float of the kind; None when no argument follows."""
    position = end
    starred = structure[position : position + 1] == "*"
    position += starred
    kind = FIXED_TYPES.get(command, kind)
    if "of" in command:
        type_ = group(structure, skip_space(structure, position))
        if type_ is None:
            return None
        kind = caption_kind(structure[slice(*type_)])
        position = type_[1] + 1
        if structure[position : position + 1] == "*":
            starred, position = True, position + 1
    position = skip_space(structure, position)
    short = option(structure, position)
    if short is not None:
        position = skip_space(structure, short[1] + 1)
    if structure[position : position + 1] != "{":
        return None
    span = group(structure, position)
    if span and foreign_part(structure, *span) is not None:
        span = None
    if command == "bicaption":
        return _bilingual(structure, start, position, short, kind)
    return Caption(command, kind, start, position + 1 if span is None else span[1] + 1, span, short, not starred)


def foreign_part(structure: str, start: int, end: int) -> int | None:
    """Return where in a caption's argument something begins that no caption holds: the float's end, a heading, other text."""
    paragraphs = 0
    for match in _FOREIGN.finditer(structure, start, end):
        name = match["environment"]
        if match["paragraph"] is not None:
            paragraphs += 1
            if paragraphs >= _MAX_PARAGRAPHS:
                return match.start()
        elif name is None or name in _NEVER_INSIDE or float_kind(name) is not None or _PANEL_ENVIRONMENT.match(name):
            return match.start()
    return None


def _bilingual(structure: str, start: int, position: int, short: Span | None, kind: FloatKind) -> Caption | None:
    """Read \\bicaption{…}{…}, or with short forms in braces as ccaption has it; the first language's text is the caption."""
    spans: list[Span] = []
    while (span := group(structure, position)) is not None:
        spans.append(span)
        position = skip_space(structure, span[1] + 1)
        if (second := option(structure, position)) is not None:
            position = skip_space(structure, second[1] + 1)
    if not spans:
        return None
    return Caption("bicaption", kind, start, spans[-1][1] + 1, spans[1] if len(spans) >= 4 else spans[0], short)


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
        found.captions.append(Caption("figwindow", "figure", parts[-1][0] - 1, parts[-1][1] + 1, parts[-1]))


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
