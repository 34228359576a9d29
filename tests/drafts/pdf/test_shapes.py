"""Shapes that give a kind of plot away."""

import pytest

from capassist.drafts.pdf.page import Shapes
from capassist.drafts.pdf.shapes import drawn_type

FIGURE = (100.0, 100.0, 500.0, 400.0)
CURVE = (120.0, 110.0, 480.0, 390.0)


def bars(left, gap, heights, wide=20.0):
    """Rectangles that stand side by side."""
    return tuple(
        (left + n * (wide + gap), 380.0 - h, left + n * (wide + gap) + wide, 380.0) for n, h in enumerate(heights)
    )


def dots(count, size=3.0):
    """Marks spread over the figure."""
    spread = ((120 + n * 37 % 350, 120 + n * 53 % 250) for n in range(count))
    return tuple((float(x), float(y), x + size, y + size) for x, y in spread)


HEIGHTS = (120.0, 40.0, 200.0, 90.0)
GROUPED = tuple(box for n in range(3) for box in bars(120 + 90 * n, 0, (50.0 + 31 * n, 80.0 + 20 * n)))
LYING = tuple((150.0, 120.0 + 50 * n, 150.0 + h, 150.0 + 50 * n) for n, h in enumerate(HEIGHTS))

SHAPES = {
    "nothing": (Shapes(), None),
    "a curve over bars": (Shapes(bars(120, 10, HEIGHTS), (), (CURVE,)), None),
    "a curve through marks": (Shapes((), dots(60), (CURVE,)), None),
    "the bars of a histogram": (Shapes(bars(120, 0, (20.0, 90.0, 200.0, 110.0, 30.0))), None),
    "cells of one height": (Shapes(bars(120, 10, (50.0,) * 6)), None),
    "two bars": (Shapes(bars(120, 10, (50.0, 90.0))), None),
    "bars beside the figure": (Shapes(bars(520, 10, HEIGHTS)), None),
    "a few marks": (Shapes((), dots(12)), None),
    "ticks along an axis": (Shapes((), tuple((120.0 + 9 * n, 380.0, 123.0 + 9 * n, 383.0) for n in range(40))), None),
    "error bars": (Shapes((), dots(60), (), tuple((x, y - 5, x, y + 5) for x, y, *_ in dots(60))), None),
    "bars": (Shapes(bars(120, 10, HEIGHTS)), "bar chart"),
    "bars in groups": (Shapes(GROUPED), "bar chart"),
    "bars that lie": (Shapes(LYING), "bar chart"),
    "marks": (Shapes((), dots(60)), "scatter plot"),
    "marks and the arrow of a note": (Shapes((), dots(60), ((200.0, 200.0, 215.0, 205.0),)), "scatter plot"),
}


@pytest.mark.parametrize(("shapes", "expected"), SHAPES.values(), ids=SHAPES)
def test_drawn_type(shapes, expected):
    assert drawn_type(shapes, FIGURE) == expected


def test_bars_of_an_included_file(paper, read):
    inner = paper.library.open()
    page = inner.new_page(width=400, height=300)
    for n, high in enumerate(HEIGHTS):
        page.draw_rect((40 + 60 * n, 280 - high, 80 + 60 * n, 280), color=None, fill=(0.2, 0.3, 0.6))
    paper.page.show_pdf_page(paper.library.Rect(100, 80, 500, 380), inner, 0)
    paper.line(100, 400, "Figure 1: The four groups.", size=9).body(y=440)
    (figure,) = read(paper).figures
    assert figure.type == "bar chart"
