"""Puts what is on a canvas together: which frames are axes, and which texts label them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from capassist.drafts.drawing.facets import strips_of
from capassist.drafts.drawing.frames import SMALLEST, Frame, frames_of
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.legends import Legend, legends_of
from capassist.drafts.drawing.sides import LABEL_REACH, SIDES, Side, Ticks, along, is_number, outward, reads_along, ticks_at
from capassist.drafts.drawing.text_lines import LEADING
from capassist.drafts.drawing.units import unit_of
from capassist.drafts.pdf.page import area, height, inside, overlap, overlap_x, overlap_y, width
from capassist.model import Axis, Box, Drawing, PlotPanel

OFF_CENTRE = 0.22  # of the side's length that a label may stand off its middle, if it is not flush with an end
SHORT = 6  # characters of a label that may stand at the end of its axis
NARROW = 0.22  # of its length that a colour bar is wide at most


@dataclass(slots=True)
class _Axes:
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


def panels_of(canvas: Canvas) -> Drawing | None:
    """Return the panels that a canvas shows, in reading order; None where no axes are certain."""
    axes = _axes(canvas)
    if not axes:
        return None
    used = {id(t) for a in axes for ticks in a.ticks.values() for t in ticks.texts}
    free = [t for t in canvas.texts if id(t) not in used]
    bars = [a for a in axes if _is_colour_bar(a, axes)]
    axes = [a for a in axes if not any(a is b for b in bars)]
    if not axes:
        return None
    strips = strips_of(canvas, [a.box for a in axes], free)
    on_strips = set(map(id, strips))
    free, alone = _with_letters(axes, [t for t in free if id(t) not in on_strips])
    legends = legends_of(canvas, free)
    taken = {id(t) for legend in legends for t in legend.texts}
    free = [t for t in free if id(t) not in taken]
    _label(axes + bars, free)
    for legend in legends:
        _nearest(axes, legend.box).legends.append(legend)
    for bar in bars:
        text = next(iter(bar.labels.values()), bar.title)
        if text:
            _nearest(axes, bar.box).bar = text.text
    if strips:
        return Drawing("pdf", (_faceted(_reading_order(axes), strips),))
    axes += [_Axes(Frame(t.box, 0.0), {side: Ticks() for side in SIDES}, letter=t) for t in alone]
    return Drawing("pdf", tuple(_panel(a) for a in _reading_order(axes)))


def _axes(canvas: Canvas) -> list[_Axes]:
    """Return the frames that have ticks, or labels as axes have; a frame around others goes, and one inside is kept if it has ticks."""
    found: list[_Axes] = []
    for frame in frames_of(canvas):
        texts = [t for t in canvas.texts if _near(frame.box, t)]
        ticks = {side: ticks_at(side, frame, texts) for side in SIDES}
        if _supported(frame, ticks, texts):
            found.append(_Axes(frame, ticks))
    found = [a for a in found if not _contains_others(a, found)]
    return _without_shared_ticks(_without_doubles(found))


def _near(box: Box, text: Text) -> bool:
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
    beside = any(t.turn in (1, 3) and 0 <= outward("left", frame.box, t.box)[0] < 3 * t.size and _centred("left", frame.box, t) for t in texts)
    below = any(t.turn == 0 and 0 <= outward("bottom", frame.box, t.box)[0] < 3 * t.size and _centred("bottom", frame.box, t) for t in texts)
    return beside and below


def _is_strip(frame: Frame) -> bool:
    """Whether a frame is as narrow as a colour bar and drawn all around."""
    return (frame.clipped or len(frame.sides) >= 3) and min(width(frame.box), height(frame.box)) < NARROW * max(width(frame.box), height(frame.box))


def _centred(side: Side, box: Box, text: Text, share: float = 0.25) -> bool:
    low, high = along(side, box)
    return abs(sum(along(side, text.box)) / 2 - (low + high) / 2) < share * (high - low)


def _contains_others(this: _Axes, all_axes: Sequence[_Axes]) -> bool:
    """Whether a frame is only drawn around axes: two or more stand in it, or one that fills most of it and has the ticks."""
    inner = [
        a for a in all_axes
        if a is not this and inside(a.box, this.box, 1.0) and area(a.box) < 0.95 * area(this.box) and len(a.frame.sides) >= 2
    ]
    apart = [a for a in inner if not any(b is not a and inside(a.box, b.box, 1.0) for b in inner)]
    own = sum(len(t.texts) for t in this.ticks.values())
    if sum(area(a.box) for a in apart) > 0.45 * area(this.box):
        return True
    return bool(apart) and own < max(sum(len(t.texts) for t in a.ticks.values()) for a in apart) and this.frame.weight < 4


def _without_doubles(axes: list[_Axes]) -> list[_Axes]:
    """Of frames that overlap for the most part keep the one with more ticks, then the better drawn."""
    out: list[_Axes] = []
    ranked = sorted(axes, key=lambda a: (-_tier(a.frame), -sum(bool(t.texts) for t in a.ticks.values()), -a.frame.weight))
    for one in ranked:
        if not any(overlap(one.box, other.box) > 0.3 * min(area(one.box), area(other.box)) and not _inset(one, other) for other in out):
            out.append(one)
    return out


def _tier(frame: Frame) -> int:
    """Return how well a frame is drawn: 2 with a clip and spines, 1 with most spines, 0 otherwise."""
    return 2 if frame.clipped and len(frame.sides) >= 2 else int(frame.weight >= 4)


def _inset(one: _Axes, other: _Axes) -> bool:
    small, large = sorted((one, other), key=lambda a: area(a.box))
    ticks = [t for s in SIDES for t in small.ticks[s].texts]
    shared = {id(t) for s in SIDES for t in large.ticks[s].texts}
    own = [t for t in ticks if id(t) not in shared]
    drawn = len(small.frame.sides) >= 3
    return inside(small.box, large.box, 3.0) and area(small.box) < 0.4 * area(large.box) and drawn and (len(own) >= 3 or small.frame.clipped)


def _without_shared_ticks(axes: list[_Axes]) -> list[_Axes]:
    """Give each tick label to the frame that it stands nearer to."""
    claims: dict[int, tuple[float, _Axes, Side]] = {}
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


def _is_colour_bar(this: _Axes, axes: Sequence[_Axes]) -> bool:
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


# Labels ---------------------------------------------------------------------------------------------------------------

Claim = tuple[float, Text, _Axes, str]


def _label(axes: Sequence[_Axes], texts: Sequence[Text]) -> None:
    """Give each text to the axes and the place that it fits best; each place takes one text and its further lines."""
    claims = [claim for one in axes for text in texts if _near(one.box, text) for claim in _claims(one, text, axes)]
    taken: set[int] = set()
    for _, text, one, place in sorted(claims, key=lambda c: c[0]):
        if id(text) in taken:
            continue
        if place == "title":
            if one.title is None:
                one.title = text
                taken.add(id(text))
        elif place not in one.labels:
            whole, parts = _with_further_lines(text, texts, taken, place)  # type: ignore[arg-type]
            one.labels[place] = whole  # type: ignore[index]
            taken.update(map(id, parts))


def _claims(one: _Axes, text: Text, axes: Sequence[_Axes]) -> Iterable[Claim]:
    if is_number(text.text) and len(text.text) > 1 or not any(c.isalnum() for c in text.text):
        return
    if any(_holds(other.box, text) for other in axes if other is not one and not inside(one.box, other.box, 3.0)):
        return
    em = text.size
    for side in SIDES:
        if not (reads_along(side, text) or side == "left" and _level_label(one, text)):
            continue
        begin, end = outward(side, one.box, text.box)
        beyond = _ticks_end(one, side, text)
        gap = begin - beyond
        if end < beyond:
            continue
        low, high = along(side, one.box)
        a, b = along(side, text.box)
        centre = (a + b) / 2
        if not (-0.8 * em <= gap <= LABEL_REACH * em and begin >= -0.3 * em and low - 0.5 * em <= centre <= high + 0.5 * em):
            continue
        off = abs(centre - (low + high) / 2) / max(high - low, 1)
        flush = abs(a - low) < 0.8 * em and side == "top" or abs(b - high) < 0.8 * em and side == "bottom" and len(text.text) <= SHORT
        if off > OFF_CENTRE and not flush or _between(one, side, text, axes):
            continue
        cost = max(gap, 0) / em + 4 * off * (not flush)
        if side == "top" and not one.ticks["top"].texts:
            if _narrower(text, one):
                yield cost + 0.2 - 0.4 * text.bold, text, one, "title"
        elif side == "top":
            yield cost + 0.6, text, one, "top"
            yield cost + 0.8, text, one, "title"
        elif side == "right" and not one.ticks["right"].texts:
            yield cost + 1.5, text, one, side
        else:
            yield cost + (0.0 if one.ticks[side].texts else 0.5), text, one, side


def _ticks_end(one: _Axes, side: Side, text: Text) -> float:
    """Return how far from the frame the tick labels reach that stand between it and a text."""
    low, high = along(side, text.box)
    em = text.size
    between = [t for t in one.ticks[side].texts if along(side, t.box)[0] < high + em and along(side, t.box)[1] > low - em]
    return max((outward(side, one.box, t.box)[1] for t in between or one.ticks[side].texts), default=0.0)


def _holds(box: Box, text: Text) -> bool:
    x, y = text.centre
    return box[0] < x < box[2] and box[1] < y < box[3]


def _narrower(text: Text, one: _Axes) -> bool:
    return width(text.box) < 1.6 * width(one.box) + 20


def _level_label(one: _Axes, text: Text) -> bool:
    """Whether a level text left of the ticks can be the label of the y axis: a short one in the middle or at the top."""
    return (
        text.turn == 0
        and one.ticks["left"].texts != ()
        and text.box[2] <= one.box[0] - one.ticks["left"].end + 0.5 * text.size
        and len(text.text) <= 14
        and _centred("left", one.box, text, 0.15)
    )


def _between(one: _Axes, side: Side, text: Text, axes: Sequence[_Axes]) -> bool:
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
        if other is text or id(other) in taken or other.turn != text.turn or abs(other.size - text.size) > 0.1 * text.size:
            continue
        shift = abs(_across(other) - _across(text))
        centred = abs(sum(along(side, other.box)) - sum(along(side, text.box))) / 2 < 0.6 * text.size
        if 0.8 * text.size < shift < LEADING * text.size and centred and not is_number(other.text):
            parts.append(other)
    parts.sort(key=_across, reverse=text.turn == 3)
    return replace(text, text=" ".join(p.text for p in parts)), parts


def _across(text: Text) -> float:
    return text.base


# Letters --------------------------------------------------------------------------------------------------------------


def _with_letters(axes: Sequence[_Axes], texts: list[Text]) -> tuple[list[Text], list[Text]]:
    """Give panel letters to their axes, where letters of one form follow each other from a on.

    Return the texts that are left, and the letters of parts that have no axes. A letter before a title is split off.
    """
    for form in (_BRACKETED, _BARE):
        found = [(text, *parts) for text in texts if text.turn == 0 and (parts := form(text.text))]
        placed = [(text, letter, rest, _corner_of(text, axes, titled=bool(rest))) for text, letter, rest in found]
        if form is _BARE:
            placed = [item for item in placed if item[3] is not None]
        sequence = _sequence({letter for _, letter, _, _ in placed})
        if len(sequence) >= 2 and any(one for *_, one in placed):
            return _lettered(placed, sequence, texts)
    return texts, []


Placed = tuple[Text, str, str, "_Axes | None"]


def _lettered(placed: list[Placed], sequence: set[str], texts: list[Text]) -> tuple[list[Text], list[Text]]:
    alone: list[Text] = []
    rest_of: dict[int, list[Text]] = {}
    for text, letter, rest, one in sorted(placed, key=lambda p: _corner(p[0], p[3]) if p[3] else 99.0):
        if letter not in sequence or (one is not None and one.letter is not None):
            continue
        sequence.discard(letter)
        label = replace(text, text=text.text[: len(text.text) - len(rest)].strip() if rest else text.text)
        if one is not None:
            one.letter = label
        else:
            alone.append(label)
        rest_of[id(text)] = [replace(text, text=rest)] if rest else []
    return [new for text in texts for new in rest_of.get(id(text), [text])], alone


def _sequence(letters: set[str]) -> set[str]:
    """Return the letters that follow each other from a on."""
    count = next((n for n in range(26) if chr(97 + n) not in letters), 26)
    return {chr(97 + n) for n in range(count)}


def _BRACKETED(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"[(\[]?\s*([A-Za-z])\s*[)\]](?:\s*(\S.*))?", text)
    return (match[1].lower(), match[2] or "") if match else None


def _BARE(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"([A-Za-z])[.:]?(?:\s+(\S{2}.*))?", text)
    return (match[1].lower(), match[2] or "") if match else None


def _corner(text: Text, one: _Axes) -> float:
    """Return how far a text stands from the upper left corner of the axes, in its own size; inside or outside."""
    x, y = (text.box[0] + 0.5 * text.size, text.centre[1])
    left = one.box[0] - one.ticks["left"].end
    dx = max(left - 5 * text.size - x, x - (one.box[0] + max(0.2 * width(one.box), 2.5 * text.size)), 0)
    dy = max(one.box[1] - 3.5 * text.size - y, y - (one.box[1] + 0.2 * height(one.box) + 1.2 * text.size), 0)
    return float(dx + dy) / text.size + 0.02 * (abs(x - one.box[0]) + abs(y - one.box[1])) / text.size


def _corner_of(text: Text, axes: Sequence[_Axes], *, titled: bool) -> _Axes | None:
    """Return the axes that a letter stands at the corner of, or that a lettered title stands above."""
    if titled:
        above = [a for a in axes if -0.5 * text.size < outward("top", a.box, text.box)[0] < 3 * text.size and overlap_x(text.box, a.box) > 0]
        return min(above, key=lambda a: outward("top", a.box, text.box)[0], default=None)
    best = min(axes, key=lambda a: _corner(text, a))
    return best if _corner(text, best) < 3.5 else None


# The result -----------------------------------------------------------------------------------------------------------


def _nearest(axes: Sequence[_Axes], box: Box) -> _Axes:
    """Return the axes that a legend or colour bar belongs to: those it lies in, else the nearest."""
    around = [a for a in axes if inside(box, a.box, 2.0)]
    if around:
        return min(around, key=lambda a: area(a.box))

    def distance(one: _Axes) -> float:
        dx = max(one.box[0] - box[2], box[0] - one.box[2], 0.0)
        dy = max(one.box[1] - box[3], box[1] - one.box[3], 0.0)
        return float((dx * dx + dy * dy) ** 0.5) - 0.001 * overlap(one.box, box)

    return min(axes, key=distance)


def _reading_order(axes: Sequence[_Axes]) -> list[_Axes]:
    rows: list[list[_Axes]] = []
    for one in sorted(axes, key=lambda a: a.box[1]):
        for row in rows:
            if overlap_y(row[0].box, one.box) > 0.5 * min(height(row[0].box), height(one.box)):
                row.append(one)
                break
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda a: a.box[0])]


def _panel(one: _Axes) -> PlotPanel:
    return PlotPanel(
        label=one.letter.text if one.letter else None,
        title=one.title.text if one.title else None,
        x=_axis(one, "bottom"),
        y=_axis(one, "left"),
        x2=_axis(one, "top"),
        y2=_axis(one, "right"),
        legend=tuple(entry for legend in one.legends for entry in legend.entries),
        colourbar=one.bar,
    )


def _faceted(axes: Sequence[_Axes], strips: Sequence[Text]) -> PlotPanel:
    """Return a grid of charts as one panel: its labels are those that are printed once for all."""
    panels = [_panel(one) for one in axes]

    def first(values: Iterable[Axis | None]) -> Axis | None:
        some = [value for value in values if value is not None]
        return next((value for value in some if value.label), some[0] if some else None)

    return PlotPanel(
        label=next((p.label for p in panels if p.label), None),
        title=next((p.title for p in panels if p.title), None),
        x=first(p.x for p in panels),
        y=first(p.y for p in panels),
        legend=tuple(entry for p in panels for entry in p.legend),
        colourbar=next((p.colourbar for p in panels if p.colourbar), None),
        facets=tuple(strip.text for strip in strips),
    )


def _axis(one: _Axes, side: Side) -> Axis | None:
    label, ticks = one.labels.get(side), one.ticks[side]
    if label is None and not ticks.texts:
        return None
    names = [t.text for t in ticks.texts]
    if side in ("left", "right"):
        names.reverse()
    scale = None if not names else "category" if not ticks.numeric else "log" if _logarithmic(names) else "linear"
    return Axis(label.text if label else None, unit_of(label.text) if label else None, tuple(names), scale)  # type: ignore[arg-type]


def _logarithmic(names: Sequence[str]) -> bool:
    return len(names) >= 2 and sum(bool(re.fullmatch(r"[-+−]?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", n)) for n in names) >= 2
