"""Gives the texts around axes their places: labels of the four sides, and titles."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from capassist.drafts.drawing.axes import Axes, centred, near
from capassist.drafts.drawing.grouping import groups_of
from capassist.drafts.drawing.ink import Text, holds
from capassist.drafts.drawing.sides import (
    LABEL_REACH,
    MULTIPLIER,
    NAMED,
    SIDES,
    Side,
    along,
    is_number,
    outward,
    reads_along,
)
from capassist.drafts.drawing.text_lines import LEADING
from capassist.drafts.pdf.page import inside, union, width
from capassist.model import Box

OFF_CENTRE = 0.22  # of the side's length that a label may stand off its middle, if it is not flush with an end
OFF_BETWEEN = (
    0.14  # likewise of a title, and of a label between two axes: what stands further off is a remark between them
)
SHARED = 0.06  # likewise of a label that is shared by axes beside each other
SHORT = 6  # characters of a label that may stand at the end of its axis

# "2D_C", "σ₁": a symbol with an index is a quantity that is drawn there, at an arrow perhaps, and no title.
_QUANTITY = re.compile(r"[\d\s.]*[^\W\d_]{1,2}(?:_\S+|[₀-₉ₐ-ₜ]+)")

Place = Side | Literal["title"]


class _Claim(NamedTuple):
    """A place at axes that a text can have, and what speaks against it."""

    cost: float
    text: Text
    axes: Axes
    place: Place

    @property
    def is_open(self) -> bool:
        """Whether the place is not taken."""
        return self.axes.title is None if self.place == "title" else self.place not in self.axes.labels


def label_axes(axes: Sequence[Axes], texts: Sequence[Text]) -> None:
    """Give each text to the axes and the place that it fits best; each place takes one text and its further lines."""
    claims = [claim for one in axes for text in texts if near(one.box, text) for claim in _claims(one, text, axes)]
    taken: set[int] = set()
    for claim in sorted(claims, key=lambda claim: claim.cost):
        if id(claim.text) not in taken and claim.is_open:
            taken |= _grant(claim, claims, texts, taken)


def _grant(claim: _Claim, claims: Iterable[_Claim], texts: Sequence[Text], taken: set[int]) -> set[int]:
    """Put a text, with its further lines, in the place that it claims; return the ids of these lines."""
    one, place = claim.axes, claim.place
    if place == "title":
        elsewhere = {id(other.text) for other in claims if other.axes is not one}  # the label of axes above
        one.title, lines = _with_further_lines(claim.text, texts, taken | elsewhere, "top")
    else:
        one.labels[place], lines = _with_further_lines(claim.text, texts, taken, place)
    return set(map(id, lines))


def share_labels(axes: Sequence[Axes], texts: Sequence[Text], *, grid: bool = False) -> None:
    """Give a label that is printed once for axes in a row or column to all of them: it stands in the middle of them
    all.

    In a grid of small charts, of which the last row may be short, it stands in the middle of the grid.
    """
    free = _without_place(texts, axes)
    for side in NAMED:
        for group in [list(axes)] if grid else _aligned(axes, side):
            whole = union([one.box for one in group])
            if side == "left" or not any(_beyond(side, whole, one) for one in axes):
                _share(side, whole, group, free)


def _without_place(texts: Iterable[Text], axes: Iterable[Axes]) -> list[Text]:
    """Return the texts that are no labels of axes."""
    placed = {id(label) for one in axes for label in one.labels.values()}
    return [text for text in texts if id(text) not in placed]


def _share(side: Side, whole: Box, group: Sequence[Axes], texts: list[Text]) -> None:
    """Give the one label in the middle of a row or column to all its axes, and take it off the texts that are free."""
    label = _shared_label(side, whole, group, texts)
    if label is not None:
        for one in group:
            one.labels[side] = label
        texts[:] = [text for text in texts if text is not label]


def _shared_label(side: Side, whole: Box, group: Sequence[Axes], texts: Sequence[Text]) -> Text | None:
    """Return the one label that a row or column of axes has, or that stands free beside it; None where there is none in
    its middle, or more than one."""
    own = [one.labels[side] for one in group if side in one.labels]
    labels = own or [text for text in texts if _labels(side, whole, group, text)]
    return labels[0] if len(labels) == 1 and centred(side, whole, labels[0], SHARED) else None


def _aligned(axes: Sequence[Axes], side: Side) -> Iterable[list[Axes]]:
    """Yield the axes that stand in one column (for the left side) or row, two or more of equal extent."""
    across: Side = "bottom" if side == "left" else "left"

    def have_one_extent(group: list[Axes], one: Axes) -> bool:
        ends = zip(along(across, group[0].box), along(across, one.box), strict=True)
        return all(abs(a - b) < 2.0 for a, b in ends)

    return (group for group in groups_of(axes, have_one_extent) if len(group) > 1)


def _beyond(side: Side, box: Box, other: Axes) -> bool:
    """Whether other axes stand further out at this side of a row or column: what is between them is no label of it."""
    (low, high), (a, b) = along(side, box), along(side, other.box)
    return outward(side, box, other.box)[0] > -1 and min(b, high) - max(a, low) > 0


def _labels(side: Side, box: Box, group: Sequence[Axes], text: Text) -> bool:
    """Whether a text can be the one label of a row or column of axes, which spans this box."""
    end = max(one.ticks[side].end for one in group)
    gap = outward(side, box, text.box)[0] - end
    words = any(c.isalpha() for c in text.text) and not is_number(text.text)
    return words and reads_along(side, text) and -0.8 * text.size <= gap <= LABEL_REACH * text.size


def _says_something(text: str) -> bool:
    """Whether a text can be a label or a title: neither a number of several digits nor the multiplier of an axis."""
    number = is_number(text) and len(text) > 1
    return not number and not MULTIPLIER.fullmatch(text) and any(c.isalnum() for c in text)


def _claims(one: Axes, text: Text, axes: Sequence[Axes]) -> Iterable[_Claim]:
    """Yield the places at axes that a text can have, with what speaks against each."""
    if not _says_something(text.text) or _stands_in_others(text, one, axes):
        return
    for side in SIDES:
        gap = _gap(one, side, text)
        if gap is not None and _is_centred(one, side, text, axes) and not _between(one, side, text, axes):
            cost = max(gap, 0) / text.size + 4 * _off_centre(one, side, text) * (not _is_flush(one, side, text))
            yield from (_Claim(cost + more, text, one, place) for place, more in _places(one, side, text))


def _stands_in_others(text: Text, one: Axes, axes: Iterable[Axes]) -> bool:
    """Whether a text stands in other axes, unless those are around these."""
    others = (other for other in axes if other is not one and not inside(one.box, other.box, 3.0))
    return any(holds(other.box, text) for other in others)


def _gap(one: Axes, side: Side, text: Text) -> float | None:
    """Return how far a text stands from the ticks of a side, in points; None where that is no place for a label."""
    if not (reads_along(side, text) or (side == "left" and _level_label(one, text))):
        return None
    em = text.size
    begin, end = outward(side, one.box, text.box)
    beyond = _ticks_end(one, side, text)
    low, high = along(side, one.box)
    beside = low - 0.5 * em <= sum(along(side, text.box)) / 2 <= high + 0.5 * em
    near_by = -0.8 * em <= begin - beyond <= LABEL_REACH * em and begin >= -0.3 * em
    return begin - beyond if near_by and beside and end >= beyond else None


def _off_centre(one: Axes, side: Side, text: Text) -> float:
    """Return how far a text stands off the middle of a side, as a share of its length."""
    low, high = along(side, one.box)
    return abs(sum(along(side, text.box)) / 2 - (low + high) / 2) / max(high - low, 1)


def _is_flush(one: Axes, side: Side, text: Text) -> bool:
    """Whether a text is flush with an end of a side, as titles of R and short labels of gnuplot are."""
    (low, high), (a, b), em = along(side, one.box), along(side, text.box), text.size
    if side == "top":
        return abs(a - low) < 0.8 * em
    return side == "bottom" and abs(b - high) < 0.8 * em and len(text.text) <= SHORT


def _is_centred(one: Axes, side: Side, text: Text, axes: Sequence[Axes]) -> bool:
    """Whether a text stands in the middle of a side, or flush with an end; exactly so where other axes are beyond."""
    if _is_flush(one, side, text):
        return True
    crowded = any(_beyond(side, one.box, other) for other in axes if other is not one)
    return _off_centre(one, side, text) <= (OFF_BETWEEN if crowded else OFF_CENTRE)


def _places(one: Axes, side: Side, text: Text) -> Iterable[tuple[Place, float]]:
    """Yield what a text at a side can be, and what speaks against each."""
    if side == "top":
        yield from _places_above(one, text)
    elif side == "right" and not one.ticks["right"].texts:
        yield side, 1.5
    else:
        yield side, 0.0 if one.ticks[side].texts else 0.5


def _places_above(one: Axes, text: Text) -> Iterable[tuple[Place, float]]:
    if one.ticks["top"].texts:
        yield "top", 0.6
        yield "title", 0.8
        return
    exact = _is_flush(one, "top", text) or _off_centre(one, "top", text) <= OFF_BETWEEN
    if exact and _narrower(text, one) and len(text.text) > 1 and not _QUANTITY.fullmatch(text.text):
        yield "title", 0.2 - 0.4 * text.bold


def _ticks_end(one: Axes, side: Side, text: Text) -> float:
    """Return how far from the frame the tick labels reach that stand between it and a text."""
    low, high = along(side, text.box)
    em = text.size

    def extent(tick: Text) -> tuple[float, float]:
        ends = along(side, tick.box)
        return (sum(ends) / 2, sum(ends) / 2) if tick.turn is None else ends  # a slanted one fills its box nowhere

    between = [t for t in one.ticks[side].texts if extent(t)[0] < high + em and extent(t)[1] > low - em]
    return max((outward(side, one.box, t.box)[1] for t in between or one.ticks[side].texts), default=0.0)


def _narrower(text: Text, one: Axes) -> bool:
    return width(text.box) < 1.6 * width(one.box) + 20


def _level_label(one: Axes, text: Text) -> bool:
    """Whether a level text left of the ticks can be the label of the y axis: a short one in the middle or at the
    top."""
    return (
        text.turn == 0
        and one.ticks["left"].texts != ()
        and text.box[2] <= one.box[0] - one.ticks["left"].end + 0.5 * text.size
        and len(text.text) <= 14
        and centred("left", one.box, text, 0.15)
    )


def _between(one: Axes, side: Side, text: Text, axes: Sequence[Axes]) -> bool:
    """Whether other axes lie between a side and the text."""
    low, high = along(side, one.box)
    begin = outward(side, one.box, text.box)[0]
    for other in axes:
        if other is one or inside(one.box, other.box, 1.0):
            continue
        a, b = along(side, other.box)
        start = outward(side, one.box, other.box)[0]
        if min(b, high) - max(a, low) > 0.1 * (high - low) and -1 <= start < begin - 0.2 * text.size:
            return True
    return False


def _with_further_lines(text: Text, texts: Sequence[Text], taken: set[int], side: Side) -> tuple[Text, list[Text]]:
    """Return a label with the lines above or below it that continue it."""
    parts = [text]
    for other in texts:
        if (
            other is text
            or id(other) in taken
            or other.turn != text.turn
            or abs(other.size - text.size) > 0.1 * text.size
        ):
            continue
        shift = abs(_across(other) - _across(text))
        centred = abs(sum(along(side, other.box)) - sum(along(side, text.box))) / 2 < 0.6 * text.size
        if 0.8 * text.size < shift < LEADING * text.size and centred and not is_number(other.text):
            parts.append(other)
    parts.sort(key=_across, reverse=text.turn == 3)
    return replace(text, text=" ".join(p.text for p in parts)), parts


def _across(text: Text) -> float:
    return text.base
