"""Puts what is on a canvas together: its axes with their labels, letters and legends, in reading order."""

import re
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

from capassist.drafts.drawing.axes import Axes, axes_of, is_colour_bar
from capassist.drafts.drawing.facets import strips_of
from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.grouping import groups_of
from capassist.drafts.drawing.ink import Canvas, Path, Text, holds
from capassist.drafts.drawing.labels import label_axes, share_labels
from capassist.drafts.drawing.legends import Legend, legends_of
from capassist.drafts.drawing.letters import letters_alone, with_letters
from capassist.drafts.drawing.plot_kinds import plot_kind
from capassist.drafts.drawing.sides import SIDES, Side, Ticks
from capassist.drafts.drawing.units import unit_of
from capassist.drafts.pdf.page import area, height, inside, overlap, overlap_y, union
from capassist.model import Axis, Box, Drawing, PlotPanel, Scale

T = TypeVar("T")

_TALL = 2.0  # em of what is drawn through a line of text, and no part of a sign or a frame around it


def panels_of(canvas: Canvas) -> Drawing | None:
    """Return the panels that a canvas shows, in reading order; None where no axes are certain."""
    found = axes_of(canvas)
    if not found:
        return _parts_with_letters(canvas)
    bars = [one for one in found if is_colour_bar(one, found)]
    axes = _without(found, bars)
    return _drawing(canvas, axes, bars) if axes else None


def _without(items: Iterable[T], others: Iterable[T]) -> list[T]:
    """Return the items that are none of the others, though they may be equal to one."""
    ids = set(map(id, others))
    return [item for item in items if id(item) not in ids]


def _drawing(canvas: Canvas, axes: list[Axes], bars: list[Axes]) -> Drawing | None:
    """Return what is drawn at axes and colour bars. Each text has one place: at ticks, on a strip, as a panel letter,
    in a legend, or else as a label or title."""
    boxes = [one.box for one in axes]
    free = _without(canvas.texts, [text for one in (*axes, *bars) for text in one.tick_texts])
    strips = strips_of(canvas, boxes, free)
    free, alone = with_letters(axes, _without(free, strips))
    legends = legends_of(canvas, free)
    free = _without(free, [text for legend in legends for text in legend.texts])
    label_axes([*axes, *bars], free)
    share_labels(axes, free, grid=bool(strips))
    _drop_titles_in_other_drawings(axes, canvas.paths)
    _attach(legends, bars, axes)
    kind = plot_kind(canvas, boxes, [legend.box for legend in legends])
    if strips:
        return Drawing("pdf", (_faceted(_reading_order(axes), strips),), kind=kind)
    panels = tuple(map(_panel, _reading_order([*axes, *map(_lettered_part, alone)])))
    return Drawing("pdf", panels, kind=kind) if any(panel != PlotPanel() for panel in panels) else None


def _drop_titles_in_other_drawings(axes: Iterable[Axes], paths: Sequence[Path]) -> None:
    for one in axes:
        if one.title is not None and _is_drawn_beside(one.title, one.box, paths):
            one.title = None


def _is_drawn_beside(title: Text, box: Box, paths: Iterable[Path]) -> bool:
    """Whether something is drawn through the line of a title, above its axes: then it stands in another drawing."""
    _, top, _, bottom = title.box
    visible = (_visible(path) for path in paths)
    crossing = [one for one in visible if one[1] < top and bottom < one[3] and height(one) > _TALL * title.size]
    return any(one[0] <= box[2] and box[0] <= one[2] and not inside(box, one, 2.0) for one in crossing)


def _visible(path: Path) -> Box:
    """Return the part of a path's box that is not cut off."""
    (x0, y0, x1, y1), clip = path.box, path.clip or path.box
    return max(x0, clip[0]), max(y0, clip[1]), min(x1, clip[2]), min(y1, clip[3])


def _attach(legends: Iterable[Legend], bars: Iterable[Axes], axes: Sequence[Axes]) -> None:
    """Give each legend, and the label of each colour bar, to the axes that it belongs to."""
    for legend in legends:
        for part in _by_axes(legend, axes):
            _nearest(axes, part.box).legends.append(part)
    for bar in bars:
        text = next(iter(bar.labels.values()), bar.title)
        if text:
            _nearest(axes, bar.box).bar = text.text


def _by_axes(legend: Legend, axes: Sequence[Axes]) -> Iterable[Legend]:
    """Return the parts of a legend that lie in axes of their own: legends beside each other look like one."""
    homes = [next((n for n, one in enumerate(axes) if holds(one.box, text)), None) for text in legend.texts]
    if None in homes or len(set(homes)) < 2 or len(legend.texts) != len(legend.entries):
        return [legend]
    return [_part(legend, [home == one for home in homes]) for one in dict.fromkeys(homes)]


def _part(legend: Legend, chosen: Sequence[bool]) -> Legend:
    entries, texts = tuple(compress(legend.entries, chosen)), tuple(compress(legend.texts, chosen))
    return Legend(union([text.box for text in texts]), entries, texts)


def _lettered_part(letter: Text) -> Axes:
    """Return a part of a figure that has a letter and no axes."""
    return Axes(Frame(letter.box, 0.0), {side: Ticks() for side in SIDES}, letter=letter)


def _parts_with_letters(canvas: Canvas) -> Drawing | None:
    """Return the lettered parts of a figure without axes: photographs, maps, sketches. None without letters."""
    letters = letters_alone([text for text in canvas.texts if text.turn == 0])
    return Drawing("pdf", tuple(PlotPanel(label=letter.text) for letter in letters)) if letters else None


def _nearest(axes: Sequence[Axes], box: Box) -> Axes:
    """Return the axes that a legend or colour bar belongs to: those it lies in, else the nearest."""
    around = [a for a in axes if inside(box, a.box, 2.0)]
    if around:
        return min(around, key=lambda a: area(a.box))

    def distance(one: Axes) -> float:
        dx = max(one.box[0] - box[2], box[0] - one.box[2], 0.0)
        dy = max(one.box[1] - box[3], box[1] - one.box[3], 0.0)
        return float((dx * dx + dy * dy) ** 0.5) - 0.001 * overlap(one.box, box)

    return min(axes, key=distance)


def _reading_order(axes: Sequence[Axes]) -> list[Axes]:
    rows = groups_of(sorted(axes, key=lambda a: a.box[1]), lambda row, one: _are_level(row[0].box, one.box))
    return [one for row in rows for one in sorted(row, key=lambda a: a.box[0])]


def _are_level(a: Box, b: Box) -> bool:
    return overlap_y(a, b) > 0.5 * min(height(a), height(b))


def _panel(one: Axes) -> PlotPanel:
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


def _faceted(axes: Sequence[Axes], strips: Sequence[Text]) -> PlotPanel:
    """Return a grid of charts as one panel: its labels are those that are printed once for all."""
    panels = [_panel(one) for one in axes]
    return PlotPanel(
        label=_first(panel.label for panel in panels),
        title=_first(panel.title for panel in panels),
        x=_first_axis([panel.x for panel in panels]),
        y=_first_axis([panel.y for panel in panels]),
        legend=tuple(entry for panel in panels for entry in panel.legend),
        colourbar=_first(panel.colourbar for panel in panels),
        facets=tuple(strip.text for strip in strips),
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value), None)


def _first_axis(axes: Sequence[Axis | None]) -> Axis | None:
    """Return the first axis that has a label, else the first."""
    return _first(axis for axis in axes if axis and axis.label) or _first(axes)


def _axis(one: Axes, side: Side) -> Axis | None:
    label, ticks = one.labels.get(side), one.ticks[side]
    if label is None and not ticks.texts:
        return None
    names = [t.text for t in ticks.texts]
    if side in ("left", "right"):
        names.reverse()
    if ticks.numeric:
        names = _in_order(names)
    title, unit = (label.text, unit_of(label.text)) if label else (None, None)
    return Axis(title, unit, tuple(names), _scale(names, ticks))


def _scale(names: list[str], ticks: Ticks) -> Scale | None:
    if not names or ticks.rescaled:
        return None
    if not ticks.numeric:
        return "category"
    return "log" if _logarithmic(names) else "linear"


def _in_order(names: list[str]) -> list[str]:
    """Return numbers at ticks without one at an end that breaks their order: it is another axis's. None without
    order."""
    try:
        values = [float(name.replace("−", "-").replace(",", "").replace(" ", "").rstrip("%°")) for name in names]
    except ValueError:  # "10³", "5k": their order is not known
        return names
    for low, high in ((0, 0), (1, 0), (0, 1)):
        kept = values[low : len(values) - high]
        if kept in (sorted(kept), sorted(kept, reverse=True)) and len(kept) == len(set(kept)):
            return names[low : len(names) - high]
    return []


def _logarithmic(names: Sequence[str]) -> bool:
    return len(names) >= 2 and sum(bool(re.fullmatch(r"[-+−]?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", n)) for n in names) >= 2
