"""Finds legends: texts that stand right of (or left of) a key, which is a short line, a marker or a small patch."""

from collections.abc import Sequence
from dataclasses import dataclass

from capassist.drafts.drawing.ink import Canvas, Colour, Path, Text
from capassist.drafts.drawing.sides import is_number
from capassist.drafts.pdf.page import height, union, width
from capassist.model import Box, LegendEntry

KEY_GAP = 2.4  # em between a key and its text
LONGEST_KEY = 6.5  # em
MOST_KEYS = 4_000


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries of one legend in printed order, with the texts they were read from."""

    box: Box
    entries: tuple[LegendEntry, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Keyed:
    text: Text
    keys: tuple[Path, ...]
    left: bool  # the key stands left of the text

    @property
    def key_box(self) -> Box:
        return union([k.box for k in self.keys])


def legends_of(canvas: Canvas, texts: Sequence[Text], frames: Sequence[Box]) -> list[Legend]:
    """Return the legends of a figure. `texts` are those that are no tick labels; `frames` the axes."""
    keys = [p for p in canvas.paths if _can_be_key(p)]
    if len(keys) > MOST_KEYS:
        keys = _thinned(keys)
    grid: dict[int, list[Path]] = {}
    for key in keys:
        for cell in range(int(key.box[1]) // 12, int(key.box[3]) // 12 + 1):
            grid.setdefault(cell, []).append(key)
    keyed = [k for text in texts if text.turn == 0 and (k := _keyed(text, grid)) is not None]
    groups = _groups(keyed)
    return [_legend(group) for group in groups if _is_legend(group, canvas, frames, texts)]


def _can_be_key(path: Path) -> bool:
    across, down = width(path.box), height(path.box)
    return across < 60 and down < 26 and (path.kind != "line" or across > down) and (across > 0.6 or down > 0.6)


def _thinned(keys: list[Path]) -> list[Path]:
    """Drop the marks that repeat by hundreds: they are data, and a key that looks like them is found in what is left."""
    count: dict[tuple[object, ...], int] = {}
    out = []
    for key in keys:
        look = (round(width(key.box), 1), round(height(key.box), 1), key.stroke, key.fill)
        count[look] = count.get(look, 0) + 1
        if count[look] <= 40 or key.kind != "mark":
            out.append(key)
    return out[:MOST_KEYS]


def _keyed(text: Text, grid: dict[int, list[Path]]) -> _Keyed | None:
    """Return the text with the paths that can be its key, on the left if there are any."""
    em = text.size
    middle = (text.box[1] + text.box[3]) / 2
    near = {id(p): p for cell in (int(middle) // 12 - 1, int(middle) // 12, int(middle) // 12 + 1) for p in grid.get(cell, ())}
    for left in (True, False):
        edge = text.box[0] if left else text.box[2]
        found = []
        for path in near.values():
            gap = edge - path.box[2] if left else path.box[0] - edge
            fits = height(path.box) <= 2.1 * em and 0.25 * em <= max(width(path.box), height(path.box)) and width(path.box) <= LONGEST_KEY * em
            level = abs((path.box[1] + path.box[3]) / 2 - middle) < 0.48 * em
            if fits and level and -0.3 * em <= gap <= KEY_GAP * em + (1.5 * em if path.kind == "mark" else 0):
                found.append(path)
        if found and min(abs(edge - p.box[2]) if left else abs(p.box[0] - edge) for p in found) <= KEY_GAP * em:
            return _Keyed(text, tuple(found), left)
    return None


def _groups(keyed: list[_Keyed]) -> list[list[_Keyed]]:
    """Group keyed texts that stand below or beside each other with keys alike."""
    groups: list[list[_Keyed]] = []
    for item in sorted(keyed, key=lambda k: (k.text.base, k.text.box[0])):
        for group in groups:
            if any(_belongs(other, item) for other in group):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def _belongs(a: _Keyed, b: _Keyed) -> bool:
    em = a.text.size
    if a.left != b.left or abs(em - b.text.size) > 0.15 * em:
        return False
    stacked = abs(_flush(a) - _flush(b)) < 0.5 * em and 0.7 * em < abs(b.text.base - a.text.base) < 3.2 * em
    gap = b.text.box[0] - a.text.box[2]
    beside = abs(a.text.base - b.text.base) < 0.3 * em and 0 < gap < 12 * em
    similar = abs(width(a.key_box) - width(b.key_box)) < 1.6 * em
    return (stacked or beside) and similar


def _flush(item: _Keyed) -> float:
    return item.text.box[0] if item.left else item.text.box[2]


def _is_legend(group: list[_Keyed], canvas: Canvas, frames: Sequence[Box], texts: Sequence[Text]) -> bool:
    if all(is_number(k.text.text) for k in group) and len(group) < 2:
        return False
    looks = {(k.stroke, k.fill, k.dashed, k.kind, round(width(k.box))) for item in group for k in item.keys}
    if len(group) >= 2:
        aligned = max(i.key_box[0] for i in group if True) - min(i.key_box[0] for i in group) < 1.5 * group[0].text.size
        beside = len({round(i.text.base) for i in group}) == 1
        return len(looks) > 1 and (aligned or beside or len(group) > 3)
    item = group[0]
    boxed = any(
        p.kind == "rect" and p.box[0] < item.key_box[0] and p.box[2] > item.text.box[2] - 1 and p.box[1] < item.text.box[1] + 2
        and p.box[3] > item.text.box[3] - 2 and height(p.box) < 4 * item.text.size and width(p.box) < 3 * width(item.text.box) + 60
        for p in canvas.paths
    ) or any(
        p.kind == "curve" and p.segments <= 9 and p.box[0] < item.key_box[0] and p.box[2] > item.text.box[2] - 1
        and p.box[1] < item.text.box[1] + 2 and p.box[3] > item.text.box[3] - 2 and height(p.box) < 4 * item.text.size
        for p in canvas.paths
    )
    return boxed and not is_number(item.text.text)


def _legend(group: list[_Keyed]) -> Legend:
    ordered = sorted(group, key=lambda k: (round(k.text.box[0] / 30), k.text.base)) if _columns(group) else sorted(
        group, key=lambda k: (round(k.text.base), k.text.box[0])
    )
    box = union([b for item in group for b in (item.text.box, item.key_box)])
    return Legend(box, tuple(_entry(item) for item in ordered), tuple(item.text for item in ordered))


def _columns(group: list[_Keyed]) -> bool:
    """Whether a legend in several columns is read downwards, as programs fill them."""
    rows = len({round(k.text.base / 3) for k in group})
    return rows > 1


def _entry(item: _Keyed) -> LegendEntry:
    colours = {c for k in item.keys if (c := colour_word(k.colour)) is not None}
    lines = [k for k in item.keys if k.kind == "line"]
    return LegendEntry(
        text=item.text.text,
        colour=colours.pop() if len(colours) == 1 else None,
        marker=any(k.kind == "mark" for k in item.keys),
        line=("dashed" if lines[0].dashed or len(lines) > 2 else "solid") if lines else None,
    )


_HUES = ((12, "red"), (42, "orange"), (70, "yellow"), (165, "green"), (195, "cyan"), (258, "blue"), (295, "purple"), (335, "pink"), (361, "red"))


def colour_word(colour: Colour | None) -> str | None:
    """Return the plain word for a colour; None where people would differ."""
    if colour is None or len(colour) != 3:
        return None
    high, low = max(colour), min(colour)
    if high - low < 0.12:
        return "black" if high < 0.25 else "white" if low > 0.95 else "grey" if 0.35 < high < 0.85 else None
    red, green, blue = colour
    span = high - low
    if high == red:
        hue = 60 * (((green - blue) / span) % 6)
    elif high == green:
        hue = 60 * ((blue - red) / span + 2)
    else:
        hue = 60 * ((red - green) / span + 4)
    for limit, name in _HUES:
        if hue < limit:
            return "brown" if name == "orange" and high < 0.65 else name
    return None
