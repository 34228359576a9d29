r"""What \includegraphics and the boxes around it do to a picture: its page, how it is cut, turned, mirrored and sized.

What is cut away is only gone with `clip` (graphicx, adjustbox): without it TeX prints it beside the picture's frame.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from capassist.drafts.latex.arguments import closing, read_arguments
from capassist.drafts.latex.keys import key_items
from capassist.drafts.latex.own import spelled_out
from capassist.model import Measure, Span, Step, View
from capassist.text.latex import Macro
from capassist.text.latex_lengths import FIXED_UNITS, TEX_POINTS

_UNITS = {unit: points / TEX_POINTS["bp"] for unit, points in TEX_POINTS.items()} | {"px": 1.0, "": 1.0}  # PDF points
_MEASURE = re.compile(
    rf"([-+]?\s*(?:\d+[.,]?\d*|[.,]\d+)?)\s*({FIXED_UNITS}|px|\\(?:Gin@)?(?:nat)?(?:width|height"
    r"|totalheight)|)"
)
_VALUE = re.compile(r"\{[^{}]*\}|[^\s{},]+")
_NUMBER = re.compile(r"[-+]?\s*(?:\d+\.?\d*|\.\d+)")
_FORGOTTEN = frozenset(("clip", "angle", "scale"))
_BOUNDS = ("bbllx", "bblly", "bburx", "bbury")
_CONTENT = re.compile(
    r"\\(?:[a-zA-Z]*includegraphics|includesvg|epsfig|psfig|input|plotone|begin\s*\{tikzpicture)(?![a-zA-Z@])"
)
# Boxes that change what is in them: their arguments, and which of them is the content.
_BOXES = {
    "rotatebox": ("ogg", 2),
    "turnbox": ("gg", 1),
    "reflectbox": ("g", 0),
    "scalebox": ("gog", 2),
    "resizebox": ("sggg", 3),
    "adjustbox": ("gg", 1),
    "clipbox": ("sgg", 2),
}
_ENVIRONMENTS = {"adjustbox": "g", "turn": "g", "rotate": "g", "sideways": "", "clipbox": "g"}
_BOX = re.compile(
    r"\\(?:begin\s*\{(?P<environment>" + "|".join(_ENVIRONMENTS) + r")(?P<star>\*?)\}|(?P<command>" + "|".join(_BOXES)
    + r")(?![a-zA-Z@]))"
)  # fmt: skip
_TIKZ_CLIP = re.compile(r"\\(?:clip|pgfusepath\s*\{[^{}]*clip)(?![a-zA-Z@])|\bclip(?=\s*[,\]])")
_DEFAULTS = re.compile(r"\\setkeys\s*\{Gin\}\s*(?=\{)")
_EDGE = re.compile(r"\\(begin|end)(?![a-zA-Z@])|\\.|[{}]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Effect:
    """One command that changes a picture: its name, its arguments as written, and whether it has a star."""

    command: str
    arguments: tuple[str, ...]
    starred: bool = False


def effects_around(structure: str, readable: str, limits: Span, graphic: Span) -> Iterator[Effect]:
    """Yield the boxes that a graphic stands in, from the inside out. `limits` is the content of its float."""
    found = []
    for match in _BOX.finditer(structure, limits[0], graphic[0]):
        box = _box(structure, match, limits[1])
        if box is not None and box[1][0] <= graphic[0] and graphic[1] <= box[1][1]:
            arguments, content, starred = box
            command = match["command"] or match["environment"]
            written = tuple(readable[slice(*span)] if span else "" for span in arguments)
            cuts = re.search(r"clip|Clip", f"{command} {' '.join(written)}")
            if cuts and _holds_more(structure, content, graphic):
                command = "cut around more than a picture"
            found.append(Effect(command, written, starred))
    yield from reversed(found)


def _box(structure: str, match: re.Match[str], limit: int) -> tuple[list[Span | None], Span, bool] | None:
    """Return a box's arguments, the range of its content, and whether it has a star."""
    if (name := match["environment"]) is not None:
        found = read_arguments(structure, match.end(), _ENVIRONMENTS[name])
        closed = closing(structure, name + match["star"], found.end, limit) if found else None
        return (list(found.spans), (found.end, closed[0]), bool(match["star"])) if found and closed else None
    signature, content = _BOXES[match["command"]]
    found = read_arguments(structure, match.end(), signature)
    if found is None or (span := found.spans[content]) is None:
        return None
    stars = signature.count("s")
    return list(found.spans[stars:content]), span, bool(stars and found.spans[0])


def _holds_more(structure: str, content: Span, graphic: Span) -> bool:
    """Return whether there is more than the graphic in a box: then its edges are not those of the graphic."""
    rest = structure[content[0] : graphic[0]] + structure[graphic[1] : content[1]]
    return (
        _CONTENT.search(rest) is not None
        or re.search(r"[^\W\d_]{3}", re.sub(r"\\[a-zA-Z@]+|\[[^][]*\]", " ", rest)) is not None
    )


def is_cut_by_drawing(structure: str, drawing: Span) -> bool:
    r"""Return whether a drawing that TeX makes cuts what it shows: TikZ's \clip."""
    return _TIKZ_CLIP.search(structure, *drawing) is not None


@dataclass(frozen=True, slots=True)
class Scoped:
    """A setting that holds from `start` to `end` of the flat text: to where its group or environment closes."""

    start: int
    end: int
    value: str


def scope_end(structure: str, start: int) -> int:
    """Return where the group or environment that is open at `start` closes; the end of the text where none is."""
    depth = 0
    for match in _EDGE.finditer(structure, start):
        mark = match.group()
        depth += (mark == "{" or match[1] == "begin") - (mark == "}" or match[1] == "end")
        if depth < 0:
            return match.start()
    return len(structure)


def default_options(structure: str, readable: str) -> list[Scoped]:
    r"""Return the options that \setkeys{Gin}{…} sets for graphics, in order.

    Each \includegraphics begins with no clip, angle and scale of its own, whatever was set.
    """
    found = []
    for match in _DEFAULTS.finditer(structure):
        arguments = read_arguments(structure, match.end(), "g")
        if arguments is not None and arguments.spans[0]:
            low, high = arguments.spans[0]
            kept = [
                f"{name}={{{readable[slice(*span)]}}}" if span else name
                for name, span in key_items(readable, low, high)
                if name not in _FORGOTTEN
            ]
            found.append(Scoped(arguments.end, scope_end(structure, arguments.end), ",".join(kept)))
    return found


def holding(settings: list[Scoped], position: int) -> list[str]:
    """Return the settings that hold at a position, in order."""
    return [setting.value for setting in settings if setting.start <= position < setting.end]


def view_of(effects: Iterable[Effect], defaults: Sequence[str], macros: Mapping[str, Macro]) -> View | None:
    """Return what the commands around a file, from the inside out, show of it; None where it is the first page as it
    is.

    `defaults` are the options that hold for all graphics there.
    """
    state = _State()
    for effect in effects:
        written = (",".join((*defaults, *effect.arguments)),) if effect.command == "options" else effect.arguments
        arguments = tuple(spelled_out(argument.replace("\x1f", ""), macros) for argument in written)
        _apply(state, replace(effect, arguments=arguments))
    steps = tuple(_significant(state.steps))
    view = View(state.page, steps, ", ".join(dict.fromkeys(state.unclear)))
    return None if view == View() else view


def _significant(steps: list[Step]) -> Iterator[Step]:
    """Yield the steps that change what is seen: a new size alone does not, where nothing is measured in it later."""
    last = max((i for i, step in enumerate(steps) if step.kind in ("trim", "viewport")), default=-1)
    for index, step in enumerate(steps):
        if step.kind != "resize" or index < last or (step.values and _reshapes(step)):
            yield step


def _reshapes(step: Step) -> bool:
    """Return whether a new size mirrors the picture or changes its shape."""
    across, up = step.values
    scaled = across[0] == across[2] == up[0] == up[1] == 0 and across[1] == up[2] > 0
    return not scaled and any(across) and any(up)


@dataclass(slots=True)
class _State:
    page: int = 1
    steps: list[Step] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def _apply(state: _State, effect: Effect) -> None:
    arguments = effect.arguments
    match effect.command:
        case "options":
            _Keys(state, clipped=effect.starred).read(arguments[0])
        case "adjustbox":
            _Keys(state).read(arguments[0])
        case "rotatebox" | "turnbox" | "turn" | "rotate":
            _turn(state, arguments[-1])
        case "sideways":
            _turn(state, "90")
        case "reflectbox":
            _scale(state, "-1", "1")
        case "scalebox":
            _scale(state, arguments[0], arguments[1] or arguments[0])
        case "resizebox":
            _resize(state, *arguments[:2], keeps_shape=False)
        case "clipbox":
            _clip(state, effect)
        case _:
            state.unclear.append(effect.command)


class _Keys:
    """The keys of one command. graphicx cuts first, then turns and sizes in the order of the keys."""

    def __init__(self, state: _State, *, clipped: bool = False) -> None:
        self.state = state
        self.clipped = clipped
        self.frame: tuple[Literal["trim", "viewport"], str] | None = None  # the last of trim, viewport and bb
        self.later = _State()
        self.size: dict[str, str] = {}
        self.keeps_shape = False
        self.bounds: dict[str, str] = {}

    def read(self, options: str) -> None:
        items = [
            (name, options[slice(*span)].strip() if span else "") for name, span in key_items(options, 0, len(options))
        ]
        self.keeps_shape = any(name == "keepaspectratio" and value != "false" for name, value in items)
        for name, value in items:
            self._key(name, value)
        self._flush()
        if set(self.bounds) == set(_BOUNDS):
            self.frame = "viewport", " ".join(self.bounds[name] for name in _BOUNDS)
        if self.frame and self.clipped:
            _cut(self.state, *self.frame)
        self.state.steps += self.later.steps
        self.state.unclear += self.later.unclear

    def _key(self, name: str, value: str) -> None:
        match name:
            case "page":
                number = value.strip("{} ")
                if number.isdigit() and int(number):
                    self.state.page = int(number)
                else:
                    self.state.unclear.append(f"page={value}")
            case "clip":
                self.clipped = value != "false"
            case "trim" | "viewport" | "bb":
                self.frame = "trim" if name == "trim" else "viewport", value
            case "scale" | "width" | "height" | "totalheight":
                self.size[name] = value
            case _ if name in _BOUNDS:
                self.bounds[name] = value
            case _ if name.startswith("\\"):
                self.state.unclear.append(name)
            case _:
                self._key_in_order(name, value)

    def _key_in_order(self, name: str, value: str) -> None:
        """Read a key that acts on what the keys before it made of the picture."""
        if name in ("Clip", "Clip*") or (name in ("Trim", "Viewport") and self.clipped):
            self._flush()
            _cut(self.later, "trim" if name in ("Clip", "Trim") else "viewport", value)
        elif name in ("angle", "rotate", "turn"):
            self._flush()
            _turn(self.later, value)
        elif name == "reflect":
            self._flush()
            _scale(self.later, "-1", "1")
        elif name.startswith(("max ", "min ")):
            self.later.steps.append(Step("resize"))

    def _flush(self) -> None:
        size, self.size = self.size, {}
        if "scale" in size:
            factors = _VALUE.findall(size["scale"]) or [size["scale"]]
            _scale(self.later, factors[0].strip("{}"), factors[-1].strip("{}"))
        width, height = size.get("width", "!"), size.get("height", size.get("totalheight", "!"))
        if (width, height) != ("!", "!"):
            _resize(self.later, width, height, keeps_shape=self.keeps_shape)


def _turn(state: _State, angle: str) -> None:
    if _NUMBER.fullmatch(angle.strip("{} ")):
        degrees = float(angle.strip("{} ").replace(" ", "")) % 360
        state.steps += [Step("turn", ((degrees, 0.0, 0.0),))] if degrees else []
    elif angle.strip("{} "):
        state.unclear.append(f"angle={angle}")


def _scale(state: _State, across: str, up: str) -> None:
    if _NUMBER.fullmatch(across.strip()) and _NUMBER.fullmatch(up.strip()):
        factors = [float(factor.replace(" ", "")) for factor in (across, up)]
        if all(factors):
            state.steps.append(Step("resize", ((0.0, factors[0], 0.0), (0.0, 0.0, factors[1]))))
            return
    state.steps += [*_mirrored(across, up), Step("resize")]


def _resize(state: _State, width: str, height: str, *, keeps_shape: bool) -> None:
    """Add a new size. A length that is not known, such as \\textwidth, leaves the shape as it is."""
    sides = [width.strip(), height.strip()]
    known = [length for length in map(_measure, sides) if length is not None]
    state.steps += _mirrored(width, height)
    values: tuple[Measure, ...] = ()
    if len(known) == 2 and not keeps_shape and all(map(any, known)):
        values = tuple(map(_positive, known))
    elif len(known) == 1 and "!" in sides and any(known[0]):
        unset = (0.0, 0.0, 0.0)
        values = (_positive(known[0]), unset) if sides[1] == "!" else (unset, _positive(known[0]))
    state.steps.append(Step("resize", values))


def _positive(length: Measure) -> Measure:
    return abs(length[0]), abs(length[1]), abs(length[2])


def _mirrored(width: str, height: str) -> list[Step]:
    signs = [-1.0 if length.lstrip("{ ").startswith("-") else 1.0 for length in (width, height)]
    if height.strip() == "!" or width.strip() == "!":  # the other side follows, with its sign
        signs = [min(signs)] * 2
    return [] if signs == [1.0, 1.0] else [Step("resize", ((0.0, signs[0], 0.0), (0.0, 0.0, signs[1])))]


def _clip(state: _State, effect: Effect) -> None:
    r"""Obey \clipbox, whose measures are what is cut away, with a star the edges of what is kept."""
    _cut(state, "viewport" if effect.starred else "trim", effect.arguments[0])


def _cut(state: _State, kind: Literal["trim", "viewport"], value: str) -> None:
    measures = _measures(value)
    if len(measures) in (1, 2) and kind == "trim":  # adjustbox: all edges, or the two directions
        measures = (measures * 4)[:4]
    cut = tuple(measure for measure in measures if measure is not None)
    if len(measures) != 4 or len(cut) != 4:
        state.unclear.append(f"{kind}={value}")
    elif kind == "viewport" or any(map(any, cut)):
        state.steps.append(Step(kind, cut))


def _measures(value: str) -> list[Measure | None]:
    """Return the lengths of a list, which may stand in braces of its own."""
    written = _VALUE.findall(value)
    if len(written) == 1 and written[0].startswith("{"):
        written = _VALUE.findall(written[0][1:-1])
    return [_measure(text.strip("{}")) for text in written]


def _measure(text: str) -> Measure | None:
    r"""Return a length: "2cm", "10" in points, ".5\width"; None where it cannot be known here."""
    match = _MEASURE.fullmatch(text.strip("{} "))
    if match is None or not match.group():
        return None
    number = match[1].replace(" ", "").replace(",", ".")
    unit = match[2]
    if number in ("", "+", "-"):
        if not unit.startswith("\\"):
            return None
        number += "1"
    if unit in _UNITS:
        return float(number) * _UNITS[unit], 0.0, 0.0
    return (0.0, float(number), 0.0) if unit.endswith("width") else (0.0, 0.0, float(number))
