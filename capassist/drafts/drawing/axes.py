"""Finds the axes of a figure: the frames that have tick labels around them, or labels as axes have."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from capassist.drafts.drawing.frames import PICTURED, SMALLEST, Frame, frames_of, is_stripe
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.legends import Legend
from capassist.drafts.drawing.sides import SIDES, Side, Ticks, along, outward, reads_along, ticks_at
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

    @property
    def tick_texts(self) -> list[Text]:
        """Return the tick labels of all sides."""
        return [text for side in SIDES for text in self.ticks[side].texts]


def axes_of(canvas: Canvas) -> list[Axes]:
    """Return the frames that have ticks, or labels as axes have.

    A frame that is drawn around others goes, and one inside another is kept if it has ticks.
    """
    found = _candidates(canvas)
    found = [a for a in found if not _is_between_lines(a, found)]
    found = [a for a in found if not _contains_others(a, found)]
    found = [a for a in found if not _is_part(a, found)]
    return _without_shared_ticks(_without_doubles(found))


def _candidates(canvas: Canvas) -> list[Axes]:
    """Return all the frames of a canvas that have ticks, or labels as axes have."""
    short = [path.box for path in canvas.paths if path.kind == "line" and _extent(path.box) <= TICK]
    found: list[Axes] = []
    for frame in frames_of(canvas):
        texts = [t for t in canvas.texts if near(frame.box, t)]
        ticks = {side: ticks_at(side, frame, texts) for side in SIDES}
        if _supported(frame, ticks, texts) or _named(frame, ticks, short):
            found.append(Axes(frame, ticks))
    return found


def _extent(box: Box) -> float:
    return max(width(box), height(box))


def _ticked(ticks: dict[Side, Ticks]) -> list[Side]:
    """Return the sides that have two or more tick labels."""
    return [side for side in SIDES if len(ticks[side].texts) >= 2]


def _with_names(ticks: dict[Side, Ticks]) -> list[Side]:
    """Return the sides that have two or more words at their ticks."""
    return [side for side in _ticked(ticks) if not ticks[side].numeric]


def _named(frame: Frame, ticks: dict[Side, Ticks], short: Sequence[Box]) -> bool:
    """Whether words stand at the tick marks of a frame, as they do at a bar chart or a matrix."""
    drawn = [side for side in _with_names(ticks) if frame.clipped or side in frame.sides]
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
    own = set(map(id, this.tick_texts))
    around = [other for other in all_axes if other is not this and inside(this.box, other.box, 1.0)]
    return not this.frame.clipped and any(own < set(map(id, other.tick_texts)) for other in around)


def _is_between_lines(this: Axes, all_axes: Sequence[Axes]) -> bool:
    """Whether a frame is the part of another one between two of its grid lines."""
    around = [other for other in all_axes if is_stripe(this.box, other.box)]
    return len(this.frame.sides) < len(SIDES) and _is_part(this, around)


def near(box: Box, text: Text) -> bool:
    reach = 8 * text.size
    return (
        box[0] - reach < text.box[2]
        and text.box[0] < box[2] + reach
        and box[1] - reach < text.box[3]
        and text.box[1] < box[3] + reach
    )


def _supported(frame: Frame, ticks: dict[Side, Ticks], texts: Sequence[Text]) -> bool:
    """Whether the texts around a frame, or the way it is drawn, say that it is the frame of axes."""
    if min(width(frame.box), height(frame.box)) < SMALLEST:
        return _is_strip(frame) and bool(_ticked(ticks))
    if frame.weight == PICTURED:
        return _is_scale(ticks)
    return _has_numbers(frame, ticks) or (
        _has_names(frame, ticks)
        or (frame.clipped and len(frame.sides) >= 2)
        or (frame.weight >= 4 and _is_labelled(frame.box, texts))
    )


def _has_numbers(frame: Frame, ticks: dict[Side, Ticks]) -> bool:
    """Whether numbers stand at a side of a frame that is well drawn, or at two sides."""
    return sum(ticks[side].numeric for side in _ticked(ticks)) >= (1 if frame.weight >= 2 else 2)


def _is_scale(ticks: dict[Side, Ticks]) -> bool:
    """Whether three numbers or more stand at a side, as they do at a scale of colours."""
    return any(side.numeric and len(side.texts) > 2 for side in ticks.values())


def _has_names(frame: Frame, ticks: dict[Side, Ticks]) -> bool:
    """Whether a well drawn frame has words at the ticks of a side, and data in it or ticks at another side."""
    names = _with_names(ticks)
    elsewhere = any(ticks[side].texts for side in SIDES if side not in names)
    return bool(names) and frame.weight >= 4 and (frame.clipped or elsewhere)


def _is_labelled(box: Box, texts: Sequence[Text]) -> bool:
    """Whether a label stands left of a frame and one beneath it, as they do at axes without ticks."""
    sides: tuple[Side, Side] = ("left", "bottom")
    return all(any(_is_label(side, box, text) for text in texts) for side in sides)


def _is_label(side: Side, box: Box, text: Text) -> bool:
    gap = outward(side, box, text.box)[0]
    return reads_along(side, text) and 0 <= gap < 3 * text.size and centred(side, box, text)


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
    apart = _outermost([other for other in all_axes if other is not this and _lies_in(other, this)])
    if sum(area(one.box) for one in apart) > 0.45 * area(this.box):
        return True
    most = max((len(one.tick_texts) for one in apart), default=0)
    return len(this.tick_texts) < most and this.frame.weight < 4


def _outermost(axes: Sequence[Axes]) -> list[Axes]:
    """Return those of the axes that lie in none of the others."""
    return [one for one in axes if not any(one is not other and inside(one.box, other.box) for other in axes)]


def _lies_in(one: Axes, other: Axes) -> bool:
    """Whether axes that are drawn at two sides or more lie in a larger frame."""
    smaller = inside(one.box, other.box) and area(one.box) < 0.95 * area(other.box)
    return smaller and len(one.frame.sides) >= 2


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
    """Whether the smaller of two frames lies in the other one and is a plot of its own."""
    small, large = sorted((one, other), key=lambda a: area(a.box))
    shared = set(map(id, large.tick_texts))
    own = [text for text in small.tick_texts if id(text) not in shared]
    smaller = inside(small.box, large.box, 3.0) and area(small.box) < 0.4 * area(large.box)
    return smaller and len(small.frame.sides) >= 3 and (len(own) >= 3 or small.frame.clipped)


def _without_shared_ticks(axes: list[Axes]) -> list[Axes]:
    """Give each tick label to the frame that it stands nearer to."""
    owners = _nearest_sides(axes)
    for one in axes:
        for side in SIDES:
            mine = tuple(text for text in one.ticks[side].texts if owners[id(text)] == (id(one), side))
            end = max((outward(side, one.box, text.box)[1] for text in mine), default=0.0)
            one.ticks[side] = replace(one.ticks[side], texts=mine, end=end)
    return axes


def _nearest_sides(axes: Sequence[Axes]) -> dict[int, tuple[int, Side]]:
    """Return the frame and the side that each tick label stands nearest to; texts and frames by their identity."""
    nearest: dict[int, tuple[float, tuple[int, Side]]] = {}
    for one in axes:
        for side in SIDES:
            for text in one.ticks[side].texts:
                distance = abs(outward(side, one.box, text.box)[0]) + _past_end(side, one.box, text)
                if id(text) not in nearest or distance < nearest[id(text)][0]:
                    nearest[id(text)] = (distance, (id(one), side))
    return {text: owner for text, (_, owner) in nearest.items()}


def _past_end(side: Side, box: Box, text: Text) -> float:
    """Return how far the middle of a text stands past an end of a side: below a corner is not beside it."""
    (low, high), middle = along(side, box), sum(along(side, text.box)) / 2
    return max(low - middle, middle - high, 0.0)


def is_colour_bar(this: Axes, axes: Sequence[Axes]) -> bool:
    """Whether axes are the narrow scale of colours beside others, with ticks at its long sides alone."""
    narrow, long = sorted((width(this.box), height(this.box)))
    if narrow < SMALLEST:
        return True
    if len(axes) < 2 or narrow > NARROW * long:
        return False
    ends: tuple[Side, Side]
    upright = height(this.box) > width(this.box)
    ends, shared = (("bottom", "top"), overlap_y) if upright else (("left", "right"), overlap_x)
    larger = [other.box for other in axes if area(other.box) > 2 * area(this.box)]
    at_ends = any(this.ticks[side].texts for side in ends)
    return not at_ends and any(shared(this.box, box) > 0.5 * long for box in larger)
