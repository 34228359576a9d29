"""Rules about the pictures themselves, for readers who see little or see few colours: as far as the drawing tells."""

from collections.abc import Iterator, Sequence

from capassist.model import Figure, LegendEntry
from capassist.rules.floats import inches_of
from capassist.rules.paper import Paper
from capassist.rules.rule import Hit, paper_rule

_SMALLEST = 5.0  # points
_POINTS = 72  # of PDF in an inch
_WITHOUT_HUE = {"black", "grey", "white"}  # told apart by everybody, and from any one colour


@paper_rule("C057", "series-by-colour", "info", default=False)
def series_by_colour(paper: Paper) -> Iterator[Hit]:
    r"""The series of a plot differ by colour alone.

    One man in twelve does not see red and green apart, and some readers print in grey. Dashes, marks, or names beside
    the lines help. Read from the picture's own legend, or from the source of a pgfplots plot; silent where colours or
    marks were not read for certain.

    Bad:
        \begin{figure}\begin{tikzpicture}\begin{axis}
        \addplot[red] table {a.dat};\addlegendentry{old}
        \addplot[blue] table {b.dat};\addlegendentry{new}
        \end{axis}\end{tikzpicture}\caption{Run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\begin{tikzpicture}\begin{axis}
        \addplot[red] table {a.dat};\addlegendentry{old}
        \addplot[blue,dashed] table {b.dat};\addlegendentry{new}
        \end{axis}\end{tikzpicture}\caption{Run time of both parsers.}\end{figure}

    Source: WCAG 2.2, success criterion 1.4.1; SIGACCESS, Describing Figures, read 2026-11.
    """
    for figure, legend in _legends(paper):
        colours = {entry.colour for entry in legend}
        hues = colours - _WITHOUT_HUE
        if _only_colour(legend) and None not in colours and len(colours) == len(legend) and len(hues) > 1:
            names = ", ".join(entry.text for entry in legend)
            yield Hit(
                f"The series of {paper.name(figure)} differ by colour alone: {names}.",
                paper.place_of(figure),
                figure.id,
            )


@paper_rule("C058", "red-green-series", "info", default=False)
def red_green_series(paper: Paper) -> Iterator[Hit]:
    r"""A plot has a red and a green series, and nothing else tells them apart.

    These are the colours that most colour-blind readers confuse; orange and blue can be told apart. Silent where
    the two differ by dashes or marks.

    Bad:
        \begin{figure}\begin{tikzpicture}\begin{axis}
        \addplot[red] table {a.dat};\addlegendentry{old}
        \addplot[green!60!black] table {b.dat};\addlegendentry{new}
        \end{axis}\end{tikzpicture}\caption{Run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\begin{tikzpicture}\begin{axis}
        \addplot[orange] table {a.dat};\addlegendentry{old}
        \addplot[blue] table {b.dat};\addlegendentry{new}
        \end{axis}\end{tikzpicture}\caption{Run time of both parsers.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com), read 2026-11.
    """
    for figure, legend in _legends(paper):
        pair = [next((e for e in legend if e.colour == colour), None) for colour in ("red", "green")]
        red, green = pair
        if red and green and _only_colour((red, green)):
            message = f"{paper.name(figure)} has {red.text} in red and {green.text} in green, which some see alike."
            yield Hit(message, paper.place_of(figure), figure.id)


@paper_rule("C059", "small-text", "info", default=False)
def small_text(paper: Paper) -> Iterator[Hit]:
    r"""Text in a picture is printed smaller than 5 points.

    At the width that the picture has on the page, a quarter of its texts or more are below that. Silent where the
    width is not certain, and where the picture's texts could not be read.

    Bad:
        \begin{figure}\includegraphics[width=3cm]{plot.pdf}\caption{Run time of both parsers.}\end{figure}

    Good:
        \begin{figure}\includegraphics[width=12cm]{plot.pdf}\caption{Run time of both parsers.}\end{figure}

    Source: Nature figure guide (research-figure-guide.nature.com), read 2026-11.
    """
    for figure in paper.figures:
        printed = _printed_width(paper, figure)
        drawing = figure.drawing
        if not (printed and drawing and drawing.width and drawing.text_size):
            continue
        size = drawing.text_size * printed / drawing.width
        if size < _SMALLEST:
            message = f"Text in {paper.name(figure)} is printed at {size:.1f} points, and is hard to read below 5."
            yield Hit(message, paper.place_of(figure), figure.id)


def _legends(paper: Paper) -> Iterator[tuple[Figure, Sequence[LegendEntry]]]:
    for figure in paper.figures:
        for panel in figure.drawing.panels if figure.drawing else ():
            if len(panel.legend) > 1:
                yield figure, panel.legend


def _only_colour(legend: Sequence[LegendEntry]) -> bool:
    """Tell whether the lines look the same but for their colours."""
    return not any(entry.marker for entry in legend) and len({entry.line for entry in legend} | {None}) == 2


def _printed_width(paper: Paper, figure: Figure) -> float | None:
    """Return how wide a figure's only graphic is on the page, in points; None where that is not certain."""
    if len(figure.images) != 1:
        return None
    box = figure.images[0].bbox
    if box is not None:
        return box[2] - box[0]
    widths = [part.width for part in paper.parts_of(figure, "graphic")]
    inches = inches_of(widths[0], paper.manuscript) if len(widths) == 1 else None
    return inches * _POINTS if inches else None
