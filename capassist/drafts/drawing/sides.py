"""The texts along one side of a frame: tick labels next to it, the axis label beyond them."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.grouping import groups_of
from capassist.drafts.drawing.ink import Text
from capassist.model import Box

Side = Literal["bottom", "left", "top", "right"]
SIDES: tuple[Side, ...] = ("bottom", "left", "top", "right")

NAMED: tuple[Side, ...] = ("left", "bottom")  # sides whose ticks may have names instead of numbers

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


# What is added to all values: "+1", "+2.45e6", "1e-7-3"; "-3" alone may be a tick of other axes.
_OFFSET = re.compile(r"(1e[-+−]?\d+\s*[-+−]|\+)\s?\d[\d.,]*(e[-+−]?\d+)?")
_END_REACH = 4.0  # em from the end of an axis, in which its multiplier or offset stands


def is_number(text: str) -> bool:
    """Whether a text can be a number at a tick: "0.5", "10⁻³", "1,000", "25%", "π/2"."""
    return bool(NUMBER.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Ticks:
    """The tick labels at one side of a frame. `end` is how far from the frame they reach, in points; `rescaled` tells
    that the values are other ones: all are multiplied, or something is added to them."""

    texts: tuple[Text, ...] = ()
    end: float = 0.0
    numeric: bool = False
    rescaled: bool = False


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


class _Near(NamedTuple):
    """A text near a side of a frame, and how far from it the text begins and ends."""

    begin: float
    end: float
    text: Text


def ticks_at(side: Side, frame: Frame, texts: Sequence[Text]) -> Ticks:
    """Return the tick labels of a side: numbers in a row, else two or more words in a row that stand apart."""
    near = _near(side, frame.box, texts)
    numbers = _row(side, [item for item in near if is_number(item.text.text)])
    names = _names(side, near) if side in NAMED else []
    if _are_of_a_legend(numbers, names):
        numbers = []
    if len(numbers) >= 2 or (numbers and not names and side in NAMED):
        ticks = _ticks(numbers, numeric=True)
        return replace(ticks, rescaled=any(_rescales(text, side, frame.box, ticks) for text in texts))
    return _ticks(names, numeric=False)


def _rescales(text: Text, side: Side, frame: Box, ticks: Ticks) -> bool:
    """Tell whether a text is the multiplier or the offset of an axis: it stands at its end and is none of its ticks."""
    if text in ticks.texts or not (MULTIPLIER.fullmatch(text.text) or _OFFSET.fullmatch(text.text)):
        return False
    x, y = text.centre
    reach = _END_REACH * text.size
    if side in ("left", "right"):
        return -reach <= frame[1] - y <= reach and abs(x - frame[0 if side == "left" else 2]) <= reach
    begin, _ = outward(side, frame, text.box)
    return begin <= ticks.end + reach and -reach <= x - frame[2] <= reach and begin > 0


def _near(side: Side, box: Box, texts: Iterable[Text]) -> list[_Near]:
    """Return the texts that stand where the tick labels of a side do."""
    low, high = along(side, box)
    near = []
    for text in texts:
        begin, end = outward(side, box, text.box)
        em, centre = text.size, sum(along(side, text.box)) / 2
        if -0.6 * em <= begin <= REACH * em and low - 1.2 * em <= centre <= high + 1.2 * em:
            near.append(_Near(begin, end, text))
    return near


def _are_of_a_legend(numbers: Sequence[_Near], names: Sequence[_Near]) -> bool:
    """Whether numbers stand beyond the names at ticks, as those of a legend do."""
    return bool(names and numbers) and names[0].begin + 0.5 * names[0].text.size < numbers[0].begin


def _ticks(row: Sequence[_Near], *, numeric: bool) -> Ticks:
    return Ticks(tuple(item.text for item in row), max((item.end for item in row), default=0.0), numeric)


def _row(side: Side, near: Sequence[_Near]) -> list[_Near]:
    """Return the texts of the row next to the frame, in order along it: of the row with most of them, the nearest of
    equals, since a stray number may stand nearer."""
    rows = groups_of(sorted(near, key=lambda n: n.begin), _is_in_row)
    best = max(rows, key=lambda row: (min(len(row), 3), -row[0].begin), default=[])
    return _in_order(side, best)


def _is_in_row(row: Sequence[_Near], item: _Near) -> bool:
    return abs(item.begin - row[0].begin) < 0.55 * item.text.size and _alike(row[0].text, item.text)


def _in_order(side: Side, row: Iterable[_Near]) -> list[_Near]:
    return sorted(row, key=lambda n: along(side, n.text.box))


def _alike(a: Text, b: Text) -> bool:
    return abs(a.size - b.size) < 0.2 * max(a.size, b.size)


def _names(side: Side, near: Sequence[_Near]) -> list[_Near]:
    """Return the words that can be names at the ticks of a side: slanted, or set across the side, or in one row along
    it."""
    words = [n for n in near if not is_number(n.text.text) and not LETTER.fullmatch(n.text.text)]
    return _slanted(side, words) or _set_across(side, words) or _set_along(side, words)


def _slanted(side: Side, words: Sequence[_Near]) -> list[_Near]:
    slanted = [n for n in words if n.text.turn is None]
    return _in_order(side, slanted) if len(slanted) >= 2 else []


def _set_across(side: Side, words: Sequence[_Near]) -> list[_Near]:
    row = _row_of_names(side, [n for n in words if n.text.turn is not None and not reads_along(side, n.text)])
    return row if len(row) >= 2 else []


def _set_along(side: Side, words: Sequence[_Near]) -> list[_Near]:
    """Return two or more different words along a side; along an upright one only those that stand as near to it as
    names at ticks do."""
    row = _row_of_names(side, [n for n in words if reads_along(side, n.text) and (side == "bottom" or _is_close(n))])
    return row if len(row) >= 2 and len({n.text.text for n in row}) > 1 else []


def _is_close(item: _Near) -> bool:
    return item.begin < item.text.size


def _row_of_names(side: Side, near: Sequence[_Near]) -> list[_Near]:
    """Return the names next to the frame that end (or begin) at one depth; lines of one paragraph are no names."""
    nearest = min((n.begin for n in near), default=0.0)
    level = [n for n in near if n.begin - nearest < 0.6 * n.text.size and _alike(n.text, near[0].text)]
    row = _in_order(side, level)
    gaps = [along(side, b.text.box)[0] - along(side, a.text.box)[1] for a, b in itertools.pairwise(row)]
    return row if all(gap > -0.2 * row[0].text.size for gap in gaps) else []
