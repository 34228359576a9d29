"""Colours of series against the legend that is drawn."""

import pytest

from capassist.guards import inspect
from capassist.model import Drawing, Figure, LegendEntry, PlotPanel

LEGEND = (LegendEntry("Python code", "red", line="solid"), LegendEntry("compiled", "blue", line="dashed"))


def codes(text: str, *panels: tuple[LegendEntry, ...]) -> list[str]:
    drawing = Drawing("pdf", tuple(PlotPanel(legend=legend) for legend in panels or (LEGEND,)))
    found = inspect(text, Figure(id="fig:a", drawing=drawing), markup="latex", old=None)
    return [finding.code for finding in found if finding.code == "look"]


TRUE = {
    "in brackets": "Time of the Python code (red) and the compiled one (blue).",
    "shown in": "The Python code is shown in red, and what is compiled as the blue line.",
    "before": "The red line is that of the Python code, the blue one that of the compiled.",
    "one of them": "The red line shows the Python code.",
    "a colour of no series": "The Python code with its error (gray).",
    "no series": "The blue line is the mean.",
    "a part of its name": "The blue line is that of Python alone.",
    "no colours": "Time of the Python code and the compiled one.",
}
FALSE = {
    "in brackets": "Time of the Python code (blue) and the compiled one (red).",
    "shown in": "The Python code is shown in blue.",
    "before": "The blue line is that of the Python code.",
    "of two lines": "The blue squares are the Python codes, and the red ones are compiled.",
    "markup": "The time of the \\emph{Python} code (\\textcolor{blue}{blue}).",
}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_what_the_legend_has_is_let_be(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE)
def test_another_series_colour_is_named(text: str) -> None:
    assert set(codes(text)) == {"look"}


def test_a_series_with_two_colours_says_nothing() -> None:
    other = (LegendEntry("Python code", "blue"), LegendEntry("compiled", "red"))
    assert codes("Time of the Python code (blue) and the compiled one (red).", LEGEND, other) == []


def test_a_legend_without_colours_says_nothing() -> None:
    assert codes("The Python code (blue).", (LegendEntry("Python code"), LegendEntry("compiled", "blue"))) == []
