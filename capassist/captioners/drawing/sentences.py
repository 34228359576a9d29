"""What a figure shows, in words: its kind, axes and series, as they were read from its drawing.

Said in the way of Lundgard and Satyanarayan (2022): level 1 is what kind of picture, which axes, which series. Nothing
is said that the drawing leaves open: a range of values only where its tick labels go evenly from one to the other, and
no count of panels.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from capassist.captioners.drawing.labels import is_readable, legend_texts, panel_letters, without_half_bracket
from capassist.captioners.drawing.words import ENGLISH, DescriptionWords, description_words, paper_language
from capassist.model import Axis, CaptionRequest, Drawing, Figure, PlotPanel
from capassist.text.words import one_line
from capassist.text.words import words as words_in

_LONGEST_NAME = 40  # of a series
_LONGEST_NODE = 60
_MOST_NAMES = 8  # series that are named
_LONG_NUMBER = re.compile(r"\d[.,]\d{5}")  # what a program printed, not an author
_NUMBER = re.compile(r"([-−–+]?\d+(?:[.,]\d+)?)")
_POWER = re.compile(r"([-−]?)10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_CUT = re.compile(r"[-−]?0\d")  # "05" is the end of "0.05"
_ACCENTS = {"˜": "\u0303", "ˆ": "\u0302", "¯": "\u0304", "˙": "\u0307", "¨": "\u0308"}
_BEFORE_LETTER = re.compile(r"([˜ˆ¯˙¨])\s?([^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{4}")
_TOLERANCE = 0.02  # of a step, for tick labels that are rounded


def request_words(request: CaptionRequest) -> DescriptionWords:
    """Return the words in the language of the request's paper."""
    return description_words(paper_language(request))


def kind_of(figure: Figure, words: DescriptionWords = ENGLISH) -> str:
    """Return what kind of picture a figure is: "Line plot", "Bar chart"; nothing where that is not known."""
    drawing = figure.drawing
    if drawing and drawing.kind and drawing.kind != "graph plot":
        return words.kinds.get(drawing.kind, "")
    if figure.type == "graph plot" and drawing and any(e.line for p in drawing.panels for e in p.legend):
        return words.line_plot
    return words.kinds.get(figure.type, "") if figure.type else ""


def panel_clauses(drawing: Drawing, *, ranges: bool, words: DescriptionWords = ENGLISH) -> list[str]:
    """Return what the panels show, one clause for each that says anything, without those that say the same again.

    `ranges` adds the first and last value of each axis.
    """
    lettered = panel_letters(drawing)
    clauses = []
    for panel, letter in zip(drawing.panels, lettered, strict=True):
        said = list(_panel(_without_doubtful(panel, drawing), words, ranges=ranges))
        if said or letter:
            clauses.append(" ".join(filter(None, (letter, "; ".join(said)))))
    return [clause for clause in dict.fromkeys(clauses) if not re.fullmatch(r"\(\w\)", clause)]


def drawing_sentences(figure: Figure, words: DescriptionWords = ENGLISH) -> list[str]:
    """Return all that the drawing says of a figure, one sentence a panel; nothing where it says nothing."""
    drawing = figure.drawing
    title = drawing.title if drawing and drawing.title and is_readable(drawing.title) else ""
    clauses = panel_clauses(drawing, ranges=True, words=words) if drawing else []
    names = node_names(figure)
    return [
        *([words.title.format(one_line(title))] if title else ()),
        *(f"{clause[:1].upper()}{clause[1:]}." for clause in clauses),
        *([words.parts.format(", ".join(names))] if names else ()),
    ]


def node_names(figure: Figure) -> list[str]:
    """Return the words in a picture of which no axis and no series was read, in reading order: of the nodes of a
    diagram, or what TeX or a program writes into it."""
    drawing = figure.drawing
    if drawing and (drawing.source == "ocr" or panel_clauses(drawing, ranges=False)):
        names: Sequence[str] = drawing.nodes
    elif figure.type in {"node diagram", "graph plot"}:
        names = (drawing and drawing.nodes) or figure.drawn_text.splitlines()
    else:
        return []
    told = (_with_accent(one_line(name)) for name in _whole_names(names))
    return list(dict.fromkeys(name for name in told if _is_word(name)))


def _with_accent(name: str) -> str:
    """Return a name with each accent over its letter, which a PDF has as a character of its own before it: "˜P" """
    return _BEFORE_LETTER.sub(lambda match: match[2] + _ACCENTS[match[1]], name)


def _whole_names(names: Iterable[str]) -> Iterator[str]:
    """Yield names with those joined that a bracket holds together: "(at known", "density)"."""
    begun = ""
    for name in names:
        begun = f"{begun} {name}" if begun else name
        if begun.count("(") <= begun.count(")"):
            yield begun
            begun = ""


def _without_doubtful(panel: PlotPanel, drawing: Drawing) -> PlotPanel:
    """Return the panel without axes that may be other text.

    Those are labels that lack ticks where other panels' have some; at the top and at the right, what is the label of a
    panel next to it; names of bars of which some are written on two lines, as none of them is told from the next; and
    of what a program read from pixels all that is no word.
    """
    across = [other.x for other in drawing.panels if other.x]
    upright = [other.y for other in drawing.panels if other.y]
    labels = {axis.label for axis in (*across, *upright)}
    has_ticks = {"x": any(axis.ticks for axis in across), "y": any(axis.ticks for axis in upright)}

    def told(name: str) -> Axis | None:
        axis: Axis | None = getattr(panel, name)
        if axis is None or not _is_told(axis, from_pixels=drawing.source == "ocr"):
            return None
        is_loose = has_ticks.get(name, axis.label in labels)
        return None if is_loose and not axis.ticks else axis

    return replace(panel, x=told("x"), y=told("y"), x2=told("x2"), y2=told("y2"))


def _is_told(axis: Axis, *, from_pixels: bool) -> bool:
    """Tell whether an axis was read for certain, as far as it shows."""
    if from_pixels and axis.label and not _WORD.search(axis.label):
        return False
    if axis.scale != "category":
        return True
    capitals = {tick[:1].isupper() for tick in axis.ticks if tick[:1].isalpha()}
    return len(set(axis.ticks)) == len(axis.ticks) and not (len(capitals) > 1 and any(" " in t for t in axis.ticks))


def _is_word(name: str) -> bool:
    told = len(name) <= _LONGEST_NODE and name.count("(") == name.count(")") and is_readable(name)
    return told and not re.fullmatch(r"\W*\w\W*|[\W\d]+(?:e\W?\d+)?", name)


def _panel(panel: PlotPanel, words: DescriptionWords, *, ranges: bool) -> Iterator[str]:
    if panel.title and is_readable(panel.title) and not _LONG_NUMBER.search(panel.title):
        yield words.titled.format(one_line(panel.title))
    yield from _axes(panel, words, ranges=ranges)
    if panel.colourbar and is_readable(panel.colourbar):
        yield f"{words.colour_scale}{words.colon}{panel.colourbar}"
    yield from filter(None, (_series(panel, words),))
    if panel.facets:
        yield words.facets.format(", ".join(panel.facets[:_MOST_NAMES]))


def _axes(panel: PlotPanel, words: DescriptionWords, *, ranges: bool) -> Iterator[str]:
    """Yield what is said of the axes; a text at the top or at the right without ticks is not called an axis."""
    axes = (
        (words.x_axis, panel.x),
        (words.y_axis, panel.y),
        (words.top_axis, panel.x2),
        (words.right_axis, panel.y2),
    )
    for name, axis in axes:
        said = _axis(axis, panel, words, ranges=ranges) if axis else ""
        if axis and said:
            is_text = not axis.ticks and axis in (panel.x2, panel.y2)
            yield words.marked.format(said) if is_text else f"{name}{words.colon}{said}"


def _axis(axis: Axis, panel: PlotPanel, words: DescriptionWords, *, ranges: bool) -> str:
    label = axis.label if axis.label and is_readable(axis.label) and not _is_made_of_names(axis.label, panel) else ""
    if label != (whole := without_half_bracket(label)):
        return whole  # where half a unit was read, what the values mean is not known
    extent = _bars(axis)
    if ranges and label and not extent and (ends := tick_range(axis)):
        extent = words.extent.format(*ends) + (f", {words.logarithmic}" if axis.scale == "log" else "")
    return ", ".join(filter(None, (label, extent)))


def _bars(axis: Axis) -> str:
    """Return the names along an axis that has names instead of values; nothing where not all can be named."""
    named = axis.scale == "category" and 1 < len(axis.ticks) <= _MOST_NAMES and all(map(is_readable, axis.ticks))
    return ", ".join(axis.ticks) if named else ""


def tick_range(axis: Axis) -> tuple[str, str] | None:
    """Return the lowest and highest tick label; None where the labels may not have been read whole, or are not the
    values."""
    values = [_value(tick) for tick in axis.ticks]
    numbers = [value for value in values if value is not None]
    if len(values) < 3 or len(numbers) < len(values) or any(map(_CUT.match, axis.ticks)):
        return None
    steps = [after - before for before, after in pairwise(numbers)]
    if not _go_evenly(steps, axis):
        return None
    ends = (axis.ticks[0], axis.ticks[-1])
    return ends if steps[0] > 0 else (ends[1], ends[0])


def _go_evenly(steps: Sequence[float], axis: Axis) -> bool:
    """Tell whether ticks go one way, on a linear axis by the same step; not where their scale is not known."""
    if axis.scale == "linear" and any(abs(step - steps[0]) > _TOLERANCE * abs(steps[0]) for step in steps):
        return False
    return axis.scale is not None and all(step * steps[0] > 0 for step in steps)


def _value(tick: str) -> float | None:
    if power := _POWER.fullmatch(tick):
        exponent = int(power[2].translate(_RAISED))
        return (-1 if power[1] else 1) * 10.0**exponent if abs(exponent) < 300 else None
    number = _NUMBER.fullmatch(tick.strip())
    return float(re.sub("[−–]", "-", number[1]).replace(",", ".")) if number else None


def _is_made_of_names(label: str, panel: PlotPanel) -> bool:
    """Tell whether a label only strings together the names of the series: turned tick labels that were read as one."""
    said = {word.lower() for entry in panel.legend for word in words_in(entry.text)}
    own = [word.lower() for word in words_in(label)]
    return len(own) > 1 and sum(word in said for word in own) * 2 > len(own)


def _series(panel: PlotPanel, words: DescriptionWords) -> str:
    entries = list(legend_texts(panel))
    names = [name for name in entries if _can_be_named(name)]
    if panel.x and tuple(names) == panel.x.ticks:
        return ""  # they stand at the axis already
    listed = _listed(names[:_MOST_NAMES], words)
    if len(names) < 2:
        return words.series.format(listed) if names == entries != [] else ""
    if len(names) < len(entries):
        return words.some_series.format(listed)
    form = words.more_series if len(names) > _MOST_NAMES else words.several_series
    return form.format(len(names), listed)


def _can_be_named(series: str) -> bool:
    return len(series) <= _LONGEST_NAME and is_readable(series)


def _listed(names: Iterable[str], words: DescriptionWords) -> str:
    """Return names with commas between them, in quotation marks where they have commas of their own."""
    return ", ".join(words.quoted.format(name) if "," in name else name for name in names)
