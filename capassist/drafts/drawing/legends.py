"""Finds legends: texts that stand right of (or left of) a key, which is a short line, a marker or a small patch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from capassist.drafts.drawing.grouping import groups_of
from capassist.drafts.drawing.ink import Canvas, Colour, Path, Text
from capassist.drafts.drawing.sides import is_number
from capassist.drafts.drawing.text_lines import LEADING
from capassist.drafts.pdf.page import height, union, width
from capassist.model import Box, LegendEntry

KEY_GAP = 2.4  # em between a key and its text
LONGEST_KEY = 6.5  # em
MOST_KEYS = 40  # of one text
CENTRED = 0.24  # em between the middles of a key and its text; only where nothing is so near, more
WIDE_KEY = 1.6  # em: the narrowest key that is believed alone
VIVID = 0.2  # of 1, between the strongest and the weakest part of a colour that is no grey
ROW = 12.0  # points
BRIGHT = 0.78  # of 1: below it yellow is olive, and orange is brown
GREY = 0.12  # of 1, likewise: what is less vivid is a grey, to the eye


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
    lines: tuple[Text, ...] = ()  # of an entry that is printed on two

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the texts as they are on the canvas."""
        return self.lines or (self.text,)

    @property
    def ids(self) -> set[int]:
        return {*map(id, self.texts), *map(id, self.keys)}

    @property
    def offset(self) -> float:
        """Return how far the middle of the key is from the text, in points."""
        middle = (self.key_box[0] + self.key_box[2]) / 2
        return self.text.box[0] - middle if self.left else middle - self.text.box[2]

    @property
    def key_box(self) -> Box:
        return union([k.box for k in self.keys])


def legends_of(canvas: Canvas, texts: Sequence[Text]) -> list[Legend]:
    """Return the legends of a figure. `texts` are those that are no tick labels."""
    level = [text for text in texts if text.turn == 0 and any(map(str.isalnum, text.text))]
    grid = _near_texts(filter(_can_be_key, canvas.paths), level)
    keyed = [*_all_keyed(level, grid, left=True), *_all_keyed(level, grid, left=False)]
    groups = [group for group in _groups(keyed) if _is_legend(group, canvas)]
    return [_legend(group) for group in _disjoint(groups, canvas)]


def _disjoint(groups: Iterable[list[_Keyed]], canvas: Canvas) -> Iterator[list[_Keyed]]:
    """Yield the groups, the largest first, without the texts and keys of those before: each belongs to one entry."""
    taken: set[int] = set()
    for group in sorted(groups, key=lambda group: (-len(group), not group[0].left)):
        free = [item for item in group if taken.isdisjoint(item.ids)]
        if free and (len(free) == len(group) or _is_legend(free, canvas)):
            yield free
            taken.update(*(item.ids for item in free))


def _all_keyed(texts: Sequence[Text], grid: dict[int, list[Path]], *, left: bool) -> list[_Keyed]:
    """Return the texts with a key on this side; where only two lines together have one, these as one text."""
    keyed = [k for text in texts if (k := _keyed(text, grid, left=left)) is not None]
    with_key = {id(k.text) for k in keyed}
    return keyed + _keyed_in_pairs([text for text in texts if id(text) not in with_key], grid, left=left)


def _keyed_in_pairs(lines: Iterable[Text], grid: dict[int, list[Path]], *, left: bool) -> list[_Keyed]:
    """Return pairs of lines that have a key together, as one text."""
    keyed: list[_Keyed] = []
    paired: set[int] = set()
    lines = sorted(lines, key=lambda t: (t.base, t.box[0]))
    for i, first in enumerate(lines):
        free = (t for t in lines[i + 1 :] if id(t) not in paired)
        second = next((t for t in free if _continues(first, t, left=left)), None)
        if second is None or id(first) in paired:
            continue
        whole = replace(first, text=f"{first.text} {second.text}", box=union([first.box, second.box]))
        if (item := _keyed(whole, grid, left=left)) is not None:
            keyed.append(replace(item, lines=(first, second)))
            paired |= {id(first), id(second)}
    return keyed


def _continues(first: Text, second: Text, *, left: bool) -> bool:
    """Whether a line stands below another as the second line of one entry does: flush with it at the side of the
    key."""
    em = first.size
    side = 0 if left else 2
    return (
        abs(em - second.size) < 0.08 * em
        and 0.8 * em < second.base - first.base < LEADING * em
        and abs(first.box[side] - second.box[side]) < 0.3 * em
    )


def _can_be_key(path: Path) -> bool:
    across, down = width(path.box), height(path.box)
    return across < 60 and down < 26 and (path.kind != "line" or across > down) and (across > 0.6 or down > 0.6)


def _near_texts(paths: Iterable[Path], texts: Sequence[Text]) -> dict[int, list[Path]]:
    """Return the paths beside a text, by rows of ROW points: of a plot's thousands of marks few are left."""
    zones: dict[int, list[tuple[float, float]]] = {}
    for text in texts:
        reach = (KEY_GAP + LONGEST_KEY) * text.size
        sides = [(text.box[0] - reach, text.box[0] + text.size), (text.box[2] - text.size, text.box[2] + reach)]
        for row in range(int(text.box[1] // ROW), int(text.box[3] // ROW) + 1):
            zones.setdefault(row, []).extend(sides)
    grid: dict[int, list[Path]] = {}
    for path in paths:
        row = int(_middle(path.box) // ROW)
        if any(low <= path.box[0] and path.box[2] <= high for low, high in zones.get(row, ())):
            grid.setdefault(row, []).append(path)
    return grid


def _keyed(text: Text, grid: dict[int, list[Path]], *, left: bool) -> _Keyed | None:
    """Return the text with the paths on this side of it that can be its key."""
    em, middle, edge = text.size, _middle(text.box), text.box[0] if left else text.box[2]
    fit = [path for path in _level_with(text, grid) if _fits(path, text, edge, left=left)]
    found = [path for path in fit if abs(_middle(path.box) - middle) < CENTRED * em] or fit
    if not found or min(_distance(path, edge) for path in found) > KEY_GAP * em:
        return None
    return _Keyed(text, tuple(_next_to(edge, found[:MOST_KEYS], em)), left)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _level_with(text: Text, grid: dict[int, list[Path]]) -> Iterable[Path]:
    """Return the paths in the rows around the middle of a text, each once."""
    em, middle = text.size, _middle(text.box)
    rows = range(int((middle - em) // ROW), int((middle + em) // ROW) + 1)
    return {id(path): path for row in rows for path in grid.get(row, ())}.values()


def _fits(path: Path, text: Text, edge: float, *, left: bool) -> bool:
    """Whether a path is as large as a key, level with the text, and next to this edge of it."""
    em, across, down = text.size, width(path.box), height(path.box)
    gap = edge - path.box[2] if left else path.box[0] - edge
    least = (0.09 if path.kind == "mark" else 0.25) * em
    return (
        down <= 2.1 * em
        and least <= max(across, down)
        and across <= LONGEST_KEY * em
        and abs(_middle(path.box) - _middle(text.box)) < 0.48 * em
        and -0.3 * em <= gap <= KEY_GAP * em + (1.5 * em if path.kind == "mark" else 0)
    )


def _distance(path: Path, edge: float) -> float:
    return min(abs(edge - path.box[2]), abs(path.box[0] - edge))


def _next_to(edge: float, paths: list[Path], em: float) -> Iterator[Path]:
    """Yield the paths of one key, from the text on; what stands a letter's width further off is none of it."""
    reach = KEY_GAP * em
    for path in sorted(paths, key=lambda p: _distance(p, edge)):
        nearest = _distance(path, edge)
        if nearest > reach:
            return
        reach = max(reach if nearest < 0 else 0.0, max(abs(edge - path.box[0]), abs(path.box[2] - edge)) + 0.9 * em)
        yield path


def _groups(keyed: Iterable[_Keyed]) -> list[list[_Keyed]]:
    """Group keyed texts that stand below or beside each other with keys alike."""
    downwards = sorted(keyed, key=lambda k: (k.text.base, k.text.box[0]))
    return groups_of(downwards, lambda group, item: any(_belongs(other, item) for other in group))


def _belongs(a: _Keyed, b: _Keyed) -> bool:
    em = a.text.size
    if a.left != b.left or abs(em - b.text.size) > 0.15 * em:
        return False
    (a0, _, a1, _), (b0, _, b1, _) = a.key_box, b.key_box
    aligned = abs(a0 + a1 - b0 - b1) < 0.8 * em
    stacked = (abs(_flush(a) - _flush(b)) < 0.5 * em or aligned) and 0.7 * em < abs(
        b.text.base - a.text.base
    ) < 3.2 * em
    gap = max(b.text.box[0] - a.text.box[2], a.text.box[0] - b.text.box[2])
    beside = abs(a.text.base - b.text.base) < 0.3 * em and 0 < gap < 12 * em
    similar = abs(width(a.key_box) - width(b.key_box)) < 1.6 * em or abs(a.offset - b.offset) < 0.4 * em
    return (stacked or beside) and (similar or aligned)


def _flush(item: _Keyed) -> float:
    return item.text.box[0] if item.left else item.text.box[2]


def _is_legend(group: list[_Keyed], canvas: Canvas) -> bool:
    """Whether keyed texts are a legend: several with keys that differ, in a row or column, or one in a box of its
    own."""
    boxed = _in_a_box(group, canvas.paths)
    if len(group) == 1:
        return not is_number(group[0].text.text) and (boxed or _is_drawn(group[0], canvas.paths))
    return boxed or (_differ(group) and (len(group) > 3 or _are_aligned(group)))


def _differ(group: Iterable[_Keyed]) -> bool:
    """Whether not all keys look the same."""
    keys = [key for item in group for key in item.keys]
    return len({(key.stroke, key.fill, key.dashed, key.kind, round(width(key.box))) for key in keys}) > 1


def _are_aligned(group: Sequence[_Keyed]) -> bool:
    """Whether the keys begin below each other, or all texts stand on one line, or they fill rows and columns."""
    starts = [item.key_box[0] for item in group]
    rows, columns = (len({round(item.text.base) for item in group}), len({round(start) for start in starts}))
    return max(starts) - min(starts) < 1.5 * group[0].text.size or rows == 1 or rows * columns <= len(group) + 1


def _is_drawn(item: _Keyed, paths: Iterable[Path]) -> bool:
    """Whether the one key is as wide as those of programs, and something large is drawn in its colour."""
    key, colour = item.key_box, item.keys[0].colour
    if colour is None or max(colour) - min(colour) < VIVID or width(key) < WIDE_KEY * item.text.size:
        return False
    return any(path.colour == colour and max(width(path.box), height(path.box)) > 2 * width(key) for path in paths)


def _in_a_box(group: Sequence[_Keyed], paths: Iterable[Path]) -> bool:
    """Whether a box is drawn around keys and their texts, and around little else."""
    left = min(item.key_box[0] for item in group)
    whole = union([box for item in group for box in (item.text.box, item.key_box)])
    high, wide = height(whole) + 3 * group[0].text.size, 1.5 * width(whole) + 60
    boxes = (path.box for path in paths if _can_be_box(path))
    return any(_encloses(box, left, whole) and height(box) < high and width(box) < wide for box in boxes)


def _can_be_box(path: Path) -> bool:
    """Whether a path is a rectangle, with corners that may be round."""
    return path.kind == "rect" or (path.kind == "curve" and path.segments <= 9)


def _encloses(box: Box, left: float, whole: Box) -> bool:
    """Whether a box goes around keys that begin at `left` and the texts with them; its lines may touch the texts."""
    return box[0] < left and box[2] > whole[2] - 1 and box[1] < whole[1] + 2 and box[3] > whole[3] - 2


def _legend(group: list[_Keyed]) -> Legend:
    ordered = (
        sorted(group, key=lambda k: (round(k.text.box[0] / 30), k.text.base))
        if _columns(group)
        else sorted(group, key=lambda k: (round(k.text.base), k.text.box[0]))
    )
    box = union([b for item in group for b in (item.text.box, item.key_box)])
    entries = tuple(_entry(item) for item in ordered)
    count = Counter(entry.colour for entry in entries)  # a word that two entries share tells neither
    entries = tuple(replace(entry, colour=None) if count[entry.colour] > 1 else entry for entry in entries)
    return Legend(box, entries, tuple(text for item in ordered for text in item.texts))


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


_HUES = (
    (12, "red"),
    (42, "orange"),
    (70, "yellow"),
    (165, "green"),
    (195, "cyan"),
    (258, "blue"),
    (295, "purple"),
    (335, "pink"),
    (361, "red"),
)


def colour_word(colour: Colour | None) -> str | None:
    """Return the plain word for a colour; None where people would differ."""
    if colour is None or len(colour) != 3:
        return None
    high, low = max(colour), min(colour)
    if high - low < GREY:
        return _grey_word(high, low)
    hue = _hue(colour)
    if 8 < hue < 42 and high < BRIGHT:
        return "brown"
    name = next(name for limit, name in _HUES if hue < limit)
    return None if _is_named_otherwise(name, high, low) else name


def _is_named_otherwise(name: str, high: float, low: float) -> bool:
    """Whether people would not call a colour by the name of its hue: a pale red, a dark yellow or orange."""
    return (name == "red" and low > 0.45 * high) or (name in {"yellow", "orange"} and high < BRIGHT)


def _grey_word(high: float, low: float) -> str | None:
    """Return the word for a colour without a hue by its strongest and weakest part; None between two words."""
    if high < 0.25:
        return "black"
    if low > 0.95:
        return "white"
    return "grey" if 0.35 < high < 0.85 else None


def _hue(colour: Colour) -> float:
    """Return the angle of a colour in the HSV colour wheel, in degrees from red."""
    red, green, blue = colour
    high, span = max(colour), max(colour) - min(colour)
    if high == red:
        return 60 * (((green - blue) / span) % 6)
    if high == green:
        return 60 * ((blue - red) / span + 2)
    return 60 * ((red - green) / span + 4)
