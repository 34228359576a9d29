"""Rules that compare a caption with what is drawn in the figure: the letters of its panels, the names of its axes."""

import re
from collections.abc import Iterator

from capassist.model import Axis, Figure, PlotPanel
from capassist.rules.paper import Caption, Paper
from capassist.rules.rule import Hit, at_caption, caption_rule
from capassist.text.panels import LETTERS, named_panels

_TICKS = 3  # numbers along an axis that make it one


@caption_rule("C026", "drawn-panels", "warning")
def drawn_panels(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""The letters in the picture and those in the caption are not the same.

    A panel was added to the picture, or left out, and the caption is that of the version before. Letters are read from
    drawings whose text is text; a caption that names no panel at all is left alone.

    Bad:
        % a picture with the letters (a) and (b)
        \begin{figure}\includegraphics{panels.pdf}\caption{Cost. (a) Run time. (b) Memory. (c) Errors.}\end{figure}

    Good:
        % the same picture
        \begin{figure}\includegraphics{panels.pdf}\caption{Cost. (a) Run time. (b) Memory.}\end{figure}

    Source: reviewers' complaint that caption and figure do not match, read 2026-11.
    """
    drawn = _drawn_letters(caption.figure)
    named = named_panels(caption.plain, caption.text)
    if len(drawn) < 2 or "a" not in named:
        return
    unnamed, beyond = sorted(drawn - named), sorted(named - drawn)
    if unnamed and len(unnamed) < len(drawn):
        yield at_caption(caption, f"The picture has {_listed(unnamed)}, which the caption does not name.")
    if beyond and LETTERS.index(beyond[0]) == len(drawn):
        yield at_caption(caption, f"The caption describes {_listed(beyond)}, and the picture ends with {_last(drawn)}.")


@caption_rule("C039", "axis-unnamed", "info", default=False)
def axis_unnamed(caption: Caption, _paper: Paper) -> Iterator[Hit]:
    r"""An axis of the one plot in a figure has numbers, and no name.

    Numbers along an axis mean nothing by themselves. Only drawings whose text is text are looked at, and figures of one
    plot: plots beside each other may share a name.

    Bad:
        % a plot with numbers along both axes, and no names
        \begin{figure}\includegraphics{bare.pdf}\caption{Level of the river over one day.}\end{figure}

    Good:
        % a plot whose axes are named "time (h)" and "level (m)"
        \begin{figure}\includegraphics{plot.pdf}\caption{Level of the river over one day.}\end{figure}

    Source: style guides of the natural sciences, read 2026-11.
    """
    drawing = caption.figure.drawing
    if drawing is None or drawing.source == "ocr" or len(drawing.panels) != 1 or drawing.kind == "other":
        return
    [panel] = drawing.panels
    bare = _bare_axes(panel)
    if bare and not panel.facets:
        axes = f"{bare[0]} axis has" if len(bare) == 1 else "x and y axes have"
        yield at_caption(caption, f"The {axes} numbers, and no name.")


def _bare_axes(panel: PlotPanel) -> list[str]:
    """Return the axes of a plot that have numbers, and no name: "x", "y"."""
    sides = {"x": (panel.x, panel.x2), "y": (panel.y, panel.y2)}
    return [name for name, axes in sides.items() if any(map(_is_numbered, axes)) and not any(map(_is_named, axes))]


def _drawn_letters(figure: Figure) -> set[str]:
    """Return the letters that are printed in a figure, where they follow each other from a on."""
    panels = figure.drawing.panels if figure.drawing and figure.drawing.source != "ocr" else ()
    found = {re.sub(r"[\W_]", "", panel.label).lower() for panel in panels if panel.label}
    return found if found == set(LETTERS[: len(found)]) else set()


def _is_numbered(axis: Axis | None) -> bool:
    return axis is not None and axis.scale in ("linear", "log") and len(axis.ticks) >= _TICKS


def _is_named(axis: Axis | None) -> bool:
    return axis is not None and axis.label is not None


def _listed(letters: list[str]) -> str:
    return ", ".join(f"({letter})" for letter in letters)


def _last(letters: set[str]) -> str:
    return f"({max(letters)})"
