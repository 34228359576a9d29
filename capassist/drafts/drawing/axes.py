"""Finds the axes of a figure: the frames that have tick labels around them, or labels as axes have."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from capassist.drafts.drawing.frames import SMALLEST, Frame, frames_of
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.legends import Legend
from capassist.drafts.drawing.sides import SIDES, Side, Ticks, along, outward, ticks_at
from capassist.drafts.pdf.page import area, height, inside, overlap, overlap_x, overlap_y, width
from capassist.model import Box

TICK = 9.0  # points: the longest tick mark
NARROW = 0.22  # of its length that a colour bar is wide at most


@dataclass(slots=True)
class Axes:
    """A frame with the tick labels around it, while its labels are looked for."""

    frame: Frame
    ticks: dict[Side, Ticks]
    labels: dict[Side, Text] = field(default_factory=dict)
    title: Text | None = None
    letter: Text | None = None
    legends: list[Legend] = field(default_factory=list)
    bar: str | None = None  # the label of a colour bar

    @property
    def box(self) -> Box:
        return self.frame.box


def axes_of(canvas: Canvas) -> list[Axes]:
    """Return the frames that have ticks, or labels as axes have.

    A frame that is drawn around others goes, and one inside another is kept if it has ticks.
    """
    found: list[Axes] = []
    short = [path.box for path in canvas.paths if path.kind == "line" and _extent(path.box) <= TICK]
    for frame in frames_of(canvas):
        texts = [t for t in canvas.texts if near(frame.box, t)]
        ticks = {side: ticks_at(side, frame, texts) for side in SIDES}
        if _supported(frame, ticks, texts) or _named(frame, ticks, short):
            found.append(Axes(frame, ticks))
    found = [a for a in found if not _contains_others(a, found)]
    found = [a for a in found if not _is_part(a, found)]
    return _without_shared_ticks(_without_doubles(found))


def _extent(box: Box) -> float:
    return max(width(box), height(box))


def _named(frame: Frame, ticks: dict[Side, Ticks], short: Sequence[Box]) -> bool:
    """Whether words stand at the tick marks of a frame, as they do at a bar chart or a matrix."""
    words = [side for side in SIDES if not ticks[side].numeric and len(ticks[side].texts) >= 2]
    drawn = [side for side in words if frame.clipped or side in frame.sides]
    return frame.weight >= 2 and any(_marks(side, frame.box, short) >= len(ticks[side].texts) for side in drawn)


def _marks(side: Side, frame: Box, short: Sequence[Box]) -> int:
    """Return how many tick marks there are at a side: short lines across it that end there."""
    low, high = along(side, frame)
    level = side in ("left", "right")
    places = {
        round(along(side, box)[0])
        for box in short
        if (width(box) > height(box)) == level
        and low - 1 <= along(side, box)[0] <= high + 1
        and any(abs(end) < 1.0 for end in outward(side, frame, box))
    }
    return len(places)


def _is_part(this: Axes, all_axes: Sequence[Axes]) -> bool:
    """Whether all the ticks of a frame are some of the ticks of another that it lies in, as those of a cell or a bar
    are."""
    own = {id(t) for ticks in this.ticks.values() for t in ticks.texts}
    for other in all_axes:
        theirs = {id(t) for ticks in other.ticks.values() for t in ticks.texts}
        if other is not this and own < theirs and inside(this.box, other.box, 1.0) and not this.frame.clipped:
            return True
    return False


def near(box: Box, text: Text) -> bool:
    reach = 8 * text.size
    return (
        box[0] - reach < text.box[2]
        and text.box[0] < box[2] + reach
        and box[1] - reach < text.box[3]
        and text.box[1] < box[3] + reach
    )


def _supported(frame: Frame, ticks: dict[Side, Ticks], texts: Sequence[Text]) -> bool:
    if min(width(frame.box), height(frame.box)) < SMALLEST:
        return _is_strip(frame) and any(len(t.texts) >= 2 for t in ticks.values())
    numeric = [side for side in SIDES if ticks[side].numeric and len(ticks[side].texts) >= 2]
    words = [side for side in SIDES if not ticks[side].numeric and len(ticks[side].texts) >= 2]
    if numeric and (frame.weight >= 2 or len(numeric) >= 2):
        return True
    if words and frame.weight >= 4 and (frame.clipped or any(ticks[s].texts for s in SIDES if s not in words)):
        return True
    if frame.clipped and len(frame.sides) >= 2:
        return True
    if frame.weight < 4:
        return False
    # Axes without ticks: a label beside and one beneath.
    beside = any(
        t.turn in (1, 3) and 0 <= outward("left", frame.box, t.box)[0] < 3 * t.size and centred("left", frame.box, t)
        for t in texts
    )
    below = any(
        t.turn == 0 and 0 <= outward("bottom", frame.box, t.box)[0] < 3 * t.size and centred("bottom", frame.box, t)
        for t in texts
    )
    return beside and below


def _is_strip(frame: Frame) -> bool:
    """Whether a frame is as narrow as a colour bar and drawn all around."""
    return (frame.clipped or len(frame.sides) >= 3) and min(width(frame.box), height(frame.box)) < NARROW * max(
        width(frame.box), height(frame.box)
    )


def centred(side: Side, box: Box, text: Text, share: float = 0.25) -> bool:
    low, high = along(side, box)
    return abs(sum(along(side, text.box)) / 2 - (low + high) / 2) < share * (high - low)


def _contains_others(this: Axes, all_axes: Sequence[Axes]) -> bool:
    """Whether a frame is only drawn around axes: two or more stand in it, or one that fills most of it and has the
    ticks."""
    inner = [
        a
        for a in all_axes
        if a is not this
        and inside(a.box, this.box, 1.0)
        and area(a.box) < 0.95 * area(this.box)
        and len(a.frame.sides) >= 2
    ]
    apart = [a for a in inner if not any(b is not a and inside(a.box, b.box, 1.0) for b in inner)]
    own = sum(len(t.texts) for t in this.ticks.values())
    if sum(area(a.box) for a in apart) > 0.45 * area(this.box):
        return True
    return (
        bool(apart) and own < max(sum(len(t.texts) for t in a.ticks.values()) for a in apart) and this.frame.weight < 4
    )


def _without_doubles(axes: list[Axes]) -> list[Axes]:
    """Of frames that overlap for the most part keep the one with more ticks, then the better drawn."""
    out: list[Axes] = []
    ranked = sorted(
        axes, key=lambda a: (-_tier(a.frame), -sum(bool(t.texts) for t in a.ticks.values()), -a.frame.weight)
    )
    for one in ranked:
        if not any(
            overlap(one.box, other.box) > 0.3 * min(area(one.box), area(other.box)) and not _inset(one, other)
            for other in out
        ):
            out.append(one)
    return out


def _tier(frame: Frame) -> int:
    """Return how well a frame is drawn: 2 with a clip and spines, 1 with most spines, 0 otherwise."""
    return 2 if frame.clipped and len(frame.sides) >= 2 else int(frame.weight >= 4)


def _inset(one: Axes, other: Axes) -> bool:
    small, large = sorted((one, other), key=lambda a: area(a.box))
    ticks = [t for s in SIDES for t in small.ticks[s].texts]
    shared = {id(t) for s in SIDES for t in large.ticks[s].texts}
    own = [t for t in ticks if id(t) not in shared]
    drawn = len(small.frame.sides) >= 3
    return (
        inside(small.box, large.box, 3.0)
        and area(small.box) < 0.4 * area(large.box)
        and drawn
        and (len(own) >= 3 or small.frame.clipped)
    )


def _without_shared_ticks(axes: list[Axes]) -> list[Axes]:
    """Give each tick label to the frame that it stands nearer to."""
    claims: dict[int, tuple[float, Axes, Side]] = {}
    for one in axes:
        for side in SIDES:
            for text in one.ticks[side].texts:
                distance = abs(outward(side, one.box, text.box)[0])
                if id(text) not in claims or distance < claims[id(text)][0]:
                    claims[id(text)] = (distance, one, side)
    for one in axes:
        for side in SIDES:
            mine = tuple(t for t in one.ticks[side].texts if claims[id(t)][1] is one and claims[id(t)][2] == side)
            end = max((outward(side, one.box, t.box)[1] for t in mine), default=0.0)
            one.ticks[side] = replace(one.ticks[side], texts=mine, end=end)
    return axes


def is_colour_bar(this: Axes, axes: Sequence[Axes]) -> bool:
    across, down = width(this.box), height(this.box)
    if min(across, down) < SMALLEST:
        return True
    if len(axes) < 2 or min(across, down) > NARROW * max(across, down):
        return False
    upright = down > across
    ticked = [side for side in SIDES if this.ticks[side].texts]
    if set(ticked) - ({"left", "right"} if upright else {"top", "bottom"}):
        return False
    others = [a for a in axes if a is not this and area(a.box) > 2 * area(this.box)]
    return any((overlap_y if upright else overlap_x)(this.box, a.box) > 0.5 * max(across, down) for a in others)
