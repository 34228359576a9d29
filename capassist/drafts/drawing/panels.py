"""Puts what is on a canvas together: its axes with their labels, letters and legends, in reading order."""

import re
from collections.abc import Iterable, Sequence

from capassist.drafts.drawing.axes import Axes, axes_of, is_colour_bar
from capassist.drafts.drawing.facets import strips_of
from capassist.drafts.drawing.frames import Frame
from capassist.drafts.drawing.ink import Canvas, Text
from capassist.drafts.drawing.labels import label_axes, share_labels
from capassist.drafts.drawing.legends import legends_of
from capassist.drafts.drawing.letters import letters_alone, with_letters
from capassist.drafts.drawing.plot_kinds import plot_kind
from capassist.drafts.drawing.sides import SIDES, Side, Ticks
from capassist.drafts.drawing.units import unit_of
from capassist.drafts.pdf.page import area, height, inside, overlap, overlap_y
from capassist.model import Axis, Box, Drawing, PlotPanel


def panels_of(canvas: Canvas) -> Drawing | None:
    """Return the panels that a canvas shows, in reading order; None where no axes are certain."""
    axes = axes_of(canvas)
    if not axes:
        return _parts_with_letters(canvas)
    used = {id(t) for a in axes for ticks in a.ticks.values() for t in ticks.texts}
    free = [t for t in canvas.texts if id(t) not in used]
    bars = [a for a in axes if is_colour_bar(a, axes)]
    axes = [a for a in axes if not any(a is b for b in bars)]
    if not axes:
        return None
    strips = strips_of(canvas, [a.box for a in axes], free)
    on_strips = set(map(id, strips))
    free, alone = with_letters(axes, [t for t in free if id(t) not in on_strips])
    legends = legends_of(canvas, free)
    taken = {id(t) for legend in legends for t in legend.texts}
    free = [t for t in free if id(t) not in taken]
    label_axes(axes + bars, free)
    share_labels(axes, free, grid=bool(strips))
    for legend in legends:
        _nearest(axes, legend.box).legends.append(legend)
    for bar in bars:
        text = next(iter(bar.labels.values()), bar.title)
        if text:
            _nearest(axes, bar.box).bar = text.text
    kind = plot_kind(canvas, [a.box for a in axes], [legend.box for legend in legends])
    if strips:
        return Drawing("pdf", (_faceted(_reading_order(axes), strips),), kind=kind)
    axes += [Axes(Frame(t.box, 0.0), {side: Ticks() for side in SIDES}, letter=t) for t in alone]
    panels = tuple(_panel(a) for a in _reading_order(axes))
    return Drawing("pdf", panels, kind=kind) if any(panel != PlotPanel() for panel in panels) else None


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
    rows: list[list[Axes]] = []
    for one in sorted(axes, key=lambda a: a.box[1]):
        for row in rows:
            if overlap_y(row[0].box, one.box) > 0.5 * min(height(row[0].box), height(one.box)):
                row.append(one)
                break
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda a: a.box[0])]


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


def _axis(one: Axes, side: Side) -> Axis | None:
    label, ticks = one.labels.get(side), one.ticks[side]
    if label is None and not ticks.texts:
        return None
    names = [t.text for t in ticks.texts]
    if side in ("left", "right"):
        names.reverse()
    if ticks.numeric:
        names = _in_order(names)
    scale = None if not names else "category" if not ticks.numeric else "log" if _logarithmic(names) else "linear"
    title, unit = (label.text, unit_of(label.text)) if label else (None, None)
    return Axis(title, unit, tuple(names), scale)  # type: ignore[arg-type]


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
