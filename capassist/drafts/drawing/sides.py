"""The texts along one side of a frame: tick labels next to it, the axis label beyond them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Text
from capassist.model import Box

Side = Literal["bottom", "left", "top", "right"]
SIDES: tuple[Side, ...] = ("bottom", "left", "top", "right")

REACH = 3.2  # em between a frame and its tick labels
LABEL_REACH = 4.2  # em between the tick labels (or the frame) and the axis label

NUMBER = re.compile(
    r"""[~<>≤≥±$]?\s*[-+−–]?\s*(
        \d[\d.,\u2009 ]*(\s?[%°kKMGBmµu])?          # 1,000  0.5  25%  10k
      | \d*\.\d+
      | \d+(\.\d+)?\s*([×x·]\s*10|e)\^?[-+−⁻⁰¹²³⁴⁵⁶⁷⁸⁹\d]*  # 1×10³  1e-05
      | \d*\s*[π]\s*(/\s*\d+)?                         # π/2
      | [∞]
    )[⁻⁰¹²³⁴⁵⁶⁷⁸⁹+\d^−-]*""",
    re.VERBOSE,
)

LETTER = re.compile(r"\(?[A-Za-z]\)")  # of a panel
MULTIPLIER = re.compile(
    r"[×x·⋅*]?\s*(10|1e)\s?\^?[-+−⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹\d]+|[/^_×·⋅].*"
)  # at the end of an axis: "×10⁴", "1e-3"


def is_number(text: str) -> bool:
    """Whether a text can be a number at a tick: "0.5", "10⁻³", "1,000", "25%", "π/2"."""
    return bool(NUMBER.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Ticks:
    """The tick labels at one side of a frame. `end` is how far from the frame they reach, in points."""

    texts: tuple[Text, ...] = ()
    end: float = 0.0
    numeric: bool = False


def outward(side: Side, frame: Box, box: Box) -> tuple[float, float]:
    """Return how far from a side of the frame a box begins and ends; negative inside the frame."""
    match side:
        case "bottom":
            return box[1] - frame[3], box[3] - frame[3]
        case "top":
            return frame[1] - box[3], frame[1] - box[1]
        case "left":
            return frame[0] - box[2], frame[0] - box[0]
        case "right":
            return box[0] - frame[2], box[2] - frame[2]


def along(side: Side, box: Box) -> tuple[float, float]:
    """Return where a box begins and ends along a side."""
    return (box[0], box[2]) if side in ("bottom", "top") else (box[1], box[3])


def reads_along(side: Side, text: Text) -> bool:
    """Whether the text is set in the direction of the side, as axis labels are."""
    return text.turn == 0 if side in ("bottom", "top") else text.turn in (1, 3)


def ticks_at(side: Side, frame: Frame, texts: Sequence[Text]) -> Ticks:
    """Return the tick labels of a side: numbers in a row, else two or more words in a row that stand apart."""
    low, high = along(side, frame.box)
    near = []
    for text in texts:
        begin, end = outward(side, frame.box, text.box)
        em = text.size
        centre = sum(along(side, text.box)) / 2
        if -0.6 * em <= begin <= REACH * em and low - 1.2 * em <= centre <= high + 1.2 * em:
            near.append((begin, end, text))
    numbers = [item for item in near if is_number(item[2].text)]
    row = _row(side, numbers)
    words = _words(side, near) if side in ("bottom", "left") else []
    if words and row and words[0][0] + 0.5 * words[0][2].size < row[0][0]:
        row = []  # the numbers stand beyond the names: they are a legend's
    if len(row) >= 2 or (row and not words and side in ("bottom", "left")):
        return Ticks(tuple(t for _, _, t in row), max(end for _, end, _ in row), numeric=True)
    if words:
        return Ticks(tuple(t for _, _, t in words), max(end for _, end, _ in words))
    return Ticks()


Near = tuple[float, float, Text]


def _row(side: Side, near: list[Near]) -> list[Near]:
    """Return the texts of the row next to the frame, in order along it."""
    if not near:
        return []
    # The row with most texts among those near, the nearest of equals: a stray number may stand nearer.
    rows: list[list[Near]] = []
    for item in sorted(near, key=lambda n: n[0]):
        for row in rows:
            if abs(item[0] - row[0][0]) < 0.55 * item[2].size and _alike(row[0][2], item[2]):
                row.append(item)
                break
        else:
            rows.append([item])
    best = max(rows, key=lambda row: (min(len(row), 3), -row[0][0]))
    return sorted(best, key=lambda n: along(side, n[2].box))


def _alike(a: Text, b: Text) -> bool:
    return abs(a.size - b.size) < 0.2 * max(a.size, b.size)


def _words(side: Side, near: list[Near]) -> list[Near]:
    """Return words that can be names at ticks: two or more beside each other in one row, or slanted, or set across the
    side."""
    words = [n for n in near if not is_number(n[2].text) and not LETTER.fullmatch(n[2].text)]
    slanted = [n for n in words if n[2].turn is None]
    if len(slanted) >= 2:
        return sorted(slanted, key=lambda n: along(side, n[2].box))
    across = [n for n in words if n[2].turn is not None and not reads_along(side, n[2])]
    if side in ("left", "right"):
        row = _row_of_names(side, across)
        return row if len(row) >= 2 else _distinct(_row_of_names(side, [n for n in words if _reads_at_tick(side, n)]))
    upright = _row_of_names(side, across)
    if len(upright) >= 2:
        return upright
    level = _row_of_names(side, [n for n in words if reads_along(side, n[2])])
    return _distinct(level)


def _distinct(row: list[Near]) -> list[Near]:
    return row if len(row) >= 2 and len({n[2].text for n in row}) > 1 else []


def _reads_at_tick(side: Side, item: Near) -> bool:
    """Whether a text that is set along an upright side stands as near to it as names at ticks do."""
    return reads_along(side, item[2]) and item[0] < item[2].size


def _row_of_names(side: Side, near: list[Near]) -> list[Near]:
    """Return the names next to the frame that end (or begin) at one depth; lines of one paragraph are no names."""
    if not near:
        return []
    nearest = min(n[0] for n in near)
    row = [n for n in near if n[0] - nearest < 0.6 * n[2].size and _alike(n[2], near[0][2])]
    row.sort(key=lambda n: along(side, n[2].box))
    gaps = [along(side, b[2].box)[0] - along(side, a[2].box)[1] for a, b in itertools.pairwise(row)]
    return row if all(gap > -0.2 * row[0][2].size for gap in gaps) else []
