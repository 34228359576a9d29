"""Find the floats of the flat text, and in each the captions, labels, panels and graphics, as ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.drafts.latex.graphics import Graphic, find_graphics
from capassist.model import FloatKind, Span

_PANEL_ENVIRONMENT = re.compile(
    r"^(?:sub(?:figure|table|float|captionblock|captiongroup|algorithm|listing)|subfloatrow@)\*?$"
)
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
_CAPTIONS = (
    "captionof captionaboveof captionbelowof captionabove captionbelow caption figcaption tabcaption tablecaption topcaption bottomcaption "
    "bicaption fcaption tcaption"
).split()
_FIXED_TYPES: dict[str, FloatKind] = {"figcaption": "figure", "fcaption": "figure", "tabcaption": "table", "tablecaption": "table", "tcaption": "table",
                                      "topcaption": "table", "bottomcaption": "table"}  # fmt: skip
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
_ITEM = re.compile(
    r"\\(?:(?P<edge>begin|end)\s*\{(?P<environment>[^{}]*)\}"
    r"|(?P<command>" + "|".join([*_CAPTIONS, *_PANEL_COMMANDS, "subcaption", "label", "ContinuedFloat", "lstinputlisting", "captionsetup"])
    + r")(?![a-zA-Z@]))"
)  # fmt: skip


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


def read_float(structure: str, readable: str, environment: str, start: int, content: int, limit: int) -> Float:
    """Return the float whose \\begin stands at [start, content). Unclosed, it ends at the next float or section."""
    kind = float_kind(environment) or "figure"
    closed = closing(structure, environment, content, limit)
    if closed is None:
        stop = re.compile(
            r"\\(?:begin\s*\{(?:figure|table)\*?\}|(?:sub)*section|chapter|end\s*\{document\})(?![a-zA-Z@])"
        ).search(structure, content, limit)
        end = stop.start() if stop else limit
        found = Float(kind, environment, start, end, (content, end), closed=False)
    else:
        found = Float(kind, environment, start, closed[1], (content, closed[0]))
    if environment == "wrapfloat" and (type_ := group(structure, skip_space(structure, content))):
        found.kind = caption_kind(structure[slice(*type_)])
    if environment == "figwindow":
        _read_window(structure, found)
    _read_content(structure, found)
    found.graphics = list(find_graphics(structure, readable, *found.content))
    return found


def read_loose(
    structure: str, start: int, end: int, command: str, limit: int, kind: FloatKind | None = None
) -> Float | None:
    """Return the float that a caption outside any environment makes: it reaches over the group or minipage around it."""
    caption = _read_caption(structure, command, start, end, kind or "figure")
    if caption is None:
        return None
    found = Float(caption.kind, None, caption.start, caption.end, (caption.start, caption.end), [caption])
    label = re.compile(r"\s*\\label\s*\{([^{}]*)\}").match(structure, caption.end, limit)
    inner = labels_in(structure, caption.start, caption.end)
    if label is not None:
        inner.append(Label(label.start(), label.end(), label.group(1).strip()))
        found.end = label.end()
    found.labels = inner
    return found


def is_outer_caption(command: str) -> bool:
    """Return whether a command makes a caption that may stand outside a float."""
    return command in _CAPTIONS and (command in _FIXED_TYPES or "of" in command)


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


def _read_content(structure: str, found: Float) -> None:
    low, high = found.content
    inner: list[tuple[str, int, int]] = []  # open environments: name, start, content
    groups: list[Span] = []
    panel_end = -1
    position = low
    while (match := _ITEM.search(structure, position, high)) is not None:
        position = match.end()
        if match["edge"] == "begin":
            inner.append((match["environment"], match.start(), match.end()))
        elif match["edge"] == "end":
            while inner:
                name, start, _ = inner.pop()
                if name == match["environment"]:
                    groups.append((start, match.end()))
                    break
        elif match["command"] in _PANEL_COMMANDS:
            panel = _panel_command(structure, match, high)
            if panel is not None:
                found.panels.append(panel)
                panel_end = max(panel_end, panel.end)
        elif match["command"] == "label":
            found.labels += labels_in(structure, match.start(), match.end() + 200, only_first=True)
        elif match["command"] == "ContinuedFloat":
            found.continued = True
        elif match["command"] == "captionsetup":
            options = read_arguments(structure, position, "sog")
            if (
                options
                and options.spans[2]
                and re.search(r"labelformat\s*=\s*empty|labelformat\s*=\s*no", structure[slice(*options.spans[2])])
            ):
                found.silent = True
        elif match["command"] != "lstinputlisting":
            position = _content_caption(structure, found, match, inner, panel_end)
    found.panels += _panel_environments(structure, low, high, found)
    found.panels.sort(key=lambda panel: panel.start)
    if len(found.captions) > 1:
        found.groups = [*groups, *_brace_groups(structure, low, high)]


def _content_caption(
    structure: str, found: Float, match: re.Match[str], inner: list[tuple[str, int, int]], panel_end: int
) -> int:
    """Take in one caption of a float's content and return where to go on."""
    in_panel = match.start() < panel_end or any(_PANEL_ENVIRONMENT.match(name) for name, _, _ in inner)
    caption = _read_caption(structure, match["command"], match.start(), match.end(), found.kind)
    if caption is None:
        return match.end()
    if match["command"] == "subcaption" and not in_panel:
        around = inner[-1][1] if inner else caption.start
        found.panels.append(PanelRange(around, caption.end, caption.span))
    elif not in_panel and match["command"] != "subcaption":
        found.captions.append(caption)
    # Labels inside a caption are found on the way; nothing else of it is looked at.
    found.labels += labels_in(structure, caption.start, caption.end)
    return caption.end


def _panel_environments(structure: str, low: int, high: int, found: Float) -> Iterator[PanelRange]:
    for match in re.compile(r"\\begin\s*\{(sub(?:figure|table|captionblock|algorithm|listing|float)\*?)\}").finditer(
        structure, low, high
    ):
        stop = closing(structure, match.group(1), match.end(), high)
        end = stop[1] if stop else high
        caption: Span | None = None
        lettered = False
        for inner in re.compile(r"\\(?:sub)?caption(?![a-zA-Z@])").finditer(structure, match.end(), end):
            read = _read_caption(structure, "caption", inner.start(), inner.end(), found.kind)
            if read is not None:
                caption, lettered = read.span, read.numbered
        yield PanelRange(match.start(), end, caption, lettered or "\\phantom" in structure[match.end() : end])


def _panel_command(structure: str, match: re.Match[str], limit: int) -> PanelRange | None:
    signature, captions, content = _PANEL_COMMANDS[match["command"]]
    found = read_arguments(structure, match.end(), signature)
    if found is None or found.end > limit or found.spans[content] is None:
        return None
    caption = next((found.spans[index] for index in captions if found.spans[index] is not None), None)
    return PanelRange(match.start(), found.end, caption, caption is not None)


def _read_caption(structure: str, command: str, start: int, end: int, kind: FloatKind) -> Caption | None:
    position = end
    starred = structure[position : position + 1] == "*"
    position += starred
    kind = _FIXED_TYPES.get(command, kind)
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
    if command == "bicaption":
        return _bilingual(structure, start, position, short, kind)
    return Caption(command, kind, start, position + 1 if span is None else span[1] + 1, span, short, not starred)


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
    for match in re.compile(r"\\label\s*(?:\[[^\]]*\]\s*)?\{([^{}]*)\}").finditer(structure, start, end):
        found.append(Label(match.start(), match.end(), match.group(1).replace("\x1f", "").strip()))
        if only_first:
            break
    return found


def closing(structure: str, name: str, start: int, limit: int) -> Span | None:
    """Return the range of the \\end{name} that closes the environment whose content begins at `start`."""
    depth = 1
    for match in re.compile(rf"\\(begin|end)\s*\{{\s*{re.escape(name)}\s*\}}").finditer(structure, start, limit):
        depth += 1 if match.group(1) == "begin" else -1
        if depth == 0:
            return match.span()
    return None


def _brace_groups(structure: str, low: int, high: int) -> Iterator[Span]:
    opened: list[int] = []
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(structure, low, high):
        if match.group() == "{":
            opened.append(match.start())
        elif match.group() == "}" and opened:
            yield opened.pop(), match.end()
