"""What a figure shows, in words: its kind, axes and series, as they were read from its drawing.

Said in the way of Lundgard and Satyanarayan (2022): level 1 is what kind of picture, which axes, which series. Nothing
is said that the drawing leaves open: a range of values only where its tick labels go evenly from one to the other, and
no count of panels.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from capassist.model import Axis, Drawing, Figure, FigureType, LegendEntry, PlotPanel
from capassist.text.panels import LETTERS
from capassist.text.words import one_line, words

_KINDS: dict[FigureType, str] = {
    "graph plot": "Plot",
    "bar chart": "Bar chart",
    "scatter plot": "Scatter plot",
    "node diagram": "Diagram",
    "photo": "Photograph",
    "equation": "Equations",
    "table": "Table",
}
_LONGEST_LABEL = 70  # characters; what is longer is text that stands beside the axis
_LONGEST_NAME = 40
_MOST_NAMES = 8  # series that are named
_NUMBER = re.compile(r"([-−–+]?\d+(?:[.,]\d+)?)")
_POWER = re.compile(r"([-−]?)10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_CUT = re.compile(r"[-−]?0\d")  # "05" is the end of "0.05"
_UNREAD = re.compile("[□\ufffd\ue000-\uf8ff]")  # characters that the font of the drawing has no letter for
_TOLERANCE = 0.02  # of a step, for tick labels that are rounded


def kind_of(figure: Figure) -> str:
    """Return what kind of picture a figure is: "Line plot", "Bar chart"; nothing where that is not known."""
    drawing = figure.drawing
    if drawing and drawing.kind:
        return _KINDS[drawing.kind]
    if figure.type == "graph plot" and drawing and any(e.line for p in drawing.panels for e in p.legend):
        return "Line plot"
    return _KINDS.get(figure.type, "") if figure.type else ""


def panel_clauses(drawing: Drawing, *, ranges: bool) -> list[str]:
    """Return what the panels show, one clause for each that says anything, without those that say the same again.

    `ranges` adds the first and last value of each axis.
    """
    lettered = _letters(drawing)
    clauses = []
    for panel, letter in zip(drawing.panels, lettered, strict=True):
        said = list(_panel(_without_loose_labels(panel, drawing), ranges=ranges))
        if said or letter:
            clauses.append(" ".join(filter(None, (letter, "; ".join(said)))))
    return [clause for clause in dict.fromkeys(clauses) if not re.fullmatch(r"\(\w\)", clause)]


def drawing_sentences(figure: Figure) -> list[str]:
    """Return all that the drawing says of a figure, one sentence a panel; nothing where it says nothing."""
    drawing = figure.drawing
    if drawing is None:
        return [f"The parts are labelled {', '.join(names)}." for names in [node_names(figure)] if names]
    title = [f"The title is {_quoted(drawing.title)}."] if drawing.title and _is_readable(drawing.title) else []
    sentences = [f"{clause[:1].upper()}{clause[1:]}." for clause in panel_clauses(drawing, ranges=True)]
    names = node_names(figure)
    return [*title, *sentences, *([f"The parts are labelled {', '.join(names)}."] if names else [])]


def node_names(figure: Figure) -> list[str]:
    """Return the words in a diagram, in reading order: of its nodes, or what TeX or a program writes into it."""
    drawing = figure.drawing
    if drawing and (drawing.panels or drawing.nodes):
        names: Sequence[str] = drawing.nodes
    elif figure.type == "node diagram":
        names = figure.drawn_text.splitlines()
    else:
        return []
    told = (one_line(name) for name in names)
    return list(dict.fromkeys(name for name in told if _is_word(name)))


def _without_loose_labels(panel: PlotPanel, drawing: Drawing) -> PlotPanel:
    """Return the panel without axis labels that lack ticks where other panels' have some: they may be other text."""
    x_ticks = any(other.x and other.x.ticks for other in drawing.panels)
    y_ticks = any(other.y and other.y.ticks for other in drawing.panels)
    x = None if panel.x and not panel.x.ticks and x_ticks else panel.x
    y = None if panel.y and not panel.y.ticks and y_ticks else panel.y
    return replace(panel, x=x, y=y)


def _is_word(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and any(c.isalpha() for c in name) and _is_readable(name)


def _letters(drawing: Drawing) -> list[str]:
    """Return the letter of each panel in the form "(a)", where all letters that were read follow each other."""
    bare = [(panel.label or "").strip("(). ").lower() for panel in drawing.panels]
    told = [letter for letter in bare if letter]
    if told != list(LETTERS[: len(told)]):
        return ["" for _ in bare]
    return [f"({letter})" if letter else "" for letter in bare]


def _panel(panel: PlotPanel, *, ranges: bool) -> Iterator[str]:
    if panel.title and _is_readable(panel.title):
        yield f"titled {_quoted(panel.title)}"
    for name, axis in (("x axis", panel.x), ("y axis", panel.y), ("top axis", panel.x2), ("right axis", panel.y2)):
        if axis and (said := _axis(axis, panel, ranges=ranges)):
            yield f"{name}: {said}"
    if panel.colourbar and _is_readable(panel.colourbar):
        yield f"colour scale: {panel.colourbar}"
    if series := _series(panel.legend):
        yield series
    if panel.facets:
        yield f"small charts for {', '.join(panel.facets[:_MOST_NAMES])}"


def _axis(axis: Axis, panel: PlotPanel, *, ranges: bool) -> str:
    label = axis.label if axis.label and _is_readable(axis.label) and not _is_made_of_names(axis.label, panel) else ""
    extent = ""
    if axis.scale == "category" and 1 < len(axis.ticks) <= _MOST_NAMES:
        extent = ", ".join(axis.ticks) if all(map(_is_readable, axis.ticks)) and len(axis.ticks) <= _MOST_NAMES else ""
    elif ranges and label and (ends := tick_range(axis)):
        extent = f"{ends[0]} to {ends[1]}" + (", logarithmic" if axis.scale == "log" else "")
    return ", ".join(filter(None, (label, extent)))


def tick_range(axis: Axis) -> tuple[str, str] | None:
    """Return the lowest and highest tick label; None where the labels may not have been read whole."""
    values = [_value(tick) for tick in axis.ticks]
    if len(values) < 3 or None in values or any(map(_CUT.match, axis.ticks)):
        return None
    numbers = [value for value in values if value is not None]
    steps = [after - before for before, after in pairwise(numbers)]
    if axis.scale == "linear" and any(abs(step - steps[0]) > _TOLERANCE * abs(steps[0]) for step in steps):
        return None
    if any(step * steps[0] <= 0 for step in steps):
        return None
    ends = (axis.ticks[0], axis.ticks[-1])
    return ends if steps[0] > 0 else (ends[1], ends[0])


def _value(tick: str) -> float | None:
    if power := _POWER.fullmatch(tick):
        exponent = int(power[2].translate(_RAISED))
        return (-1 if power[1] else 1) * 10.0**exponent if abs(exponent) < 300 else None
    number = _NUMBER.fullmatch(tick.strip())
    return float(re.sub("[−–]", "-", number[1]).replace(",", ".")) if number else None


def _is_made_of_names(label: str, panel: PlotPanel) -> bool:
    """Tell whether a label only strings together the names of the series: turned tick labels that were read as one."""
    said = {word.lower() for entry in panel.legend for word in words(entry.text)}
    own = [word.lower() for word in words(label)]
    return len(own) > 1 and sum(word in said for word in own) * 2 > len(own)


def _series(legend: Sequence[LegendEntry]) -> str:
    names = [entry.text for entry in legend if _is_readable(entry.text) and len(entry.text) <= _LONGEST_NAME]
    names = list(dict.fromkeys(names))
    if not names or len(names) != len(legend):
        return f"series, among them {', '.join(names[:_MOST_NAMES])}" if len(names) > 1 else ""
    if len(names) == 1:
        return f"series: {names[0]}"
    if len(names) > _MOST_NAMES:
        return f"{len(names)} series, among them {', '.join(names[:_MOST_NAMES])}"
    return f"{len(names)} series: {', '.join(names)}"


def _is_readable(text: str) -> bool:
    """Tell whether a text was read whole, as far as it shows: no characters without a meaning, not a heap of words."""
    return bool(text.strip()) and not _UNREAD.search(text) and len(text) <= _LONGEST_LABEL


def _quoted(text: str) -> str:
    return f"“{one_line(text)}”"
