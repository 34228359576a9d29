"""What kind of plot stands in axes, by shapes that were made by hand: first what must not be taken for another."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from capassist.drafts.drawing.ink import Canvas, Path
from capassist.drafts.drawing.paths import paths_of
from capassist.drafts.drawing.plot_kinds import kind_without_axes, plot_kind
from capassist.model import Box, FigureType
from tests.drafts.drawing.test_panels import BLACK, BLUE, RED, WHITE, line, text

FRAME = (100.0, 100.0, 500.0, 400.0)
CURVE = Path("curve", (120.0, 110.0, 480.0, 390.0), stroke=RED, segments=80)
STRAIGHT = Path("curve", (120.0, 110.0, 480.0, 390.0), stroke=BLACK, segments=1)
HEIGHTS = (120.0, 40.0, 200.0, 90.0)


def bars(left: float, gap: float, heights: tuple[float, ...], wide: float = 20.0) -> tuple[Path, ...]:
    """Return rectangles that stand side by side."""
    lefts = (left + n * (wide + gap) for n in range(len(heights)))
    return tuple(Path("rect", (x, 380.0 - h, x + wide, 380.0), fill=BLUE) for x, h in zip(lefts, heights, strict=True))


def outline(*levels: float, foot: float = 380.0) -> Path:
    """Return the path that the steps of a histogram, 20 points wide each, are drawn with."""
    points = [(120.0, foot)]
    for n, level in enumerate(levels):
        points += [(120.0 + 20 * n, level), (140.0 + 20 * n, level)]
    points.append((points[-1][0], 380.0))
    ends = pairwise(points)
    box = (120.0, min(levels), points[-1][0], 380.0)
    item = {"items": [("l", *pair) for pair in ends], "rect": box, "color": RED, "type": "s", "level": 0}
    [path] = paths_of([item], (0, 0, 600, 500))
    return path


def test_the_outline_of_a_histogram_is_bars_and_steps_of_a_curve_are_none() -> None:
    levels = (360.0, 300.0, 180.0, 120.0, 140.0, 220.0, 330.0, 370.0)
    canvas = Canvas((0, 0, 600, 500), paths=(outline(*levels),))
    assert plot_kind(canvas, [FRAME], []) == "bar chart"
    begun = Canvas((0, 0, 600, 500), paths=(outline(*levels, foot=200.0),))
    assert plot_kind(begun, [FRAME], []) == "graph plot"


def dots(count: int, sizes: tuple[float, ...] = (3.0,)) -> tuple[Path, ...]:
    """Return marks spread over the axes."""
    spread = ((120.0 + n * 37 % 350, 120.0 + n * 53 % 250, sizes[n % len(sizes)]) for n in range(count))
    return tuple(Path("mark", (x, y, x + size, y + size), fill=RED) for x, y, size in spread)


LYING = tuple(
    Path("rect", (150.0, 120.0 + 50 * n, 150.0 + h, 150.0 + 50 * n), fill=BLUE) for n, h in enumerate(HEIGHTS)
)
GROUPED = tuple(bar for n in range(3) for bar in bars(120 + 90 * n, 0, (50.0 + 31 * n, 80.0 + 20 * n)))
TILES = tuple(
    Path("rect", (x, y, x + 40, y + 30), fill=(0.1, y / 400, x / 500))
    for x in range(100, 500, 40)
    for y in range(100, 400, 30)
)
REGIONS = tuple(
    Path("curve", (150.0, 150.0, 330.0 + 20 * n, 330.0), fill=(0.2 * n, 0.1, 0.5), segments=60) for n in range(5)
)
LEGEND = Path("curve", (120.0, 110.0, 300.0, 160.0), stroke=BLACK, fill=WHITE, segments=8)

AXES: dict[str, tuple[tuple[Path, ...], FigureType | None]] = {
    "nothing": ((), None),
    "the box of a legend is no curve": ((LEGEND,), None),
    "cells of one height": (bars(120, 10, (50.0,) * 6), None),
    "two bars": (bars(120, 10, (50.0, 90.0)), None),
    "bars beside the axes": (bars(520, 10, HEIGHTS), None),
    "four marks": (dots(4), None),
    "marks of many sizes": (dots(60, (1.0, 3.0, 8.0)), None),
    "ends of error bars": (dots(60, (0.0,)), None),
    "a curve through marks": ((*dots(60), CURVE), "graph plot"),
    "a few marks on a line": ((*dots(6), STRAIGHT), "graph plot"),
    "a curve": ((CURVE,), "graph plot"),
    "marks": (dots(6), "scatter plot"),
    "marks with error bars": (
        tuple(p for d in dots(20) for p in (d, line(d.box[0] + 1, d.box[1] - 5, d.box[0] + 1, d.box[3] + 5))),
        "scatter plot",
    ),
    "marks and a line of reference": ((*dots(60), STRAIGHT), "scatter plot"),
    "bars": (bars(120, 10, HEIGHTS), "bar chart"),
    "bars in groups": (GROUPED, "bar chart"),
    "bars that lie": (LYING, "bar chart"),
    "the bars of a histogram and a curve": ((*bars(120, 0, (20.0, 90.0, 200.0, 110.0, 30.0)), CURVE), "bar chart"),
    "a map of colours": (TILES, "other"),
    "a map of contours": ((*REGIONS, *dots(40, (0.5, 3.0, 8.0))), "other"),
}


@pytest.mark.parametrize(("paths", "expected"), AXES.values(), ids=AXES)
def test_the_kind_of_plot_in_axes(paths: tuple[Path, ...], expected: FigureType | None) -> None:
    background = Path("rect", FRAME, fill=WHITE)
    assert plot_kind(Canvas((0, 0, 600, 500), (), (background, *paths)), [FRAME], []) == expected


def test_the_keys_of_a_legend_are_no_data() -> None:
    legend: Box = (110.0, 110.0, 480.0, 380.0)
    assert plot_kind(Canvas((0, 0, 600, 500), (), dots(60)), [FRAME], [legend]) is None


def test_a_picture_that_fills_the_axes_is_a_map_of_colours_and_a_smaller_one_says_nothing() -> None:
    full = Canvas((0, 0, 600, 500), images=(FRAME,))
    smaller = Canvas((0, 0, 600, 500), images=((110.0, 120.0, 490.0, 380.0),))
    assert plot_kind(full, [FRAME], []) == "other"
    assert plot_kind(smaller, [FRAME], []) is None


@pytest.mark.parametrize(("barred", "expected"), [(1, "graph plot"), (2, "bar chart")], ids=["half", "most"])
def test_bars_are_named_where_they_fill_most_of_the_axes(barred: int, expected: FigureType) -> None:
    frames: list[Box] = [(600.0 * n, 100.0, 600.0 * n + 598.0, 400.0) for n in range(barred + 1)]
    curve = Path("curve", (610.0 * barred, 110.0, 600.0 * barred + 580.0, 390.0), stroke=RED, segments=80)
    drawn = [bar for n in range(barred) for bar in bars(600.0 * n + 100, 10, HEIGHTS, wide=60)]
    assert plot_kind(Canvas((0, 0, 1800, 500), (), (*drawn, curve)), frames, []) == expected


def test_the_largest_axes_decide_and_an_inset_keeps_its_own() -> None:
    inset: Box = (300.0, 120.0, 450.0, 200.0)
    inner = Path("curve", (310.0, 130.0, 440.0, 190.0), stroke=RED, segments=40)
    outer = tuple(dot for dot in dots(60) if not (300 < dot.box[0] < 450 and 120 < dot.box[1] < 200))
    assert plot_kind(Canvas((0, 0, 600, 500), (), (*outer, inner)), [FRAME, inset], []) == "scatter plot"


BOXES = tuple(Path("rect", (x, 50.0, x + 60, 90.0), stroke=BLACK, fill=WHITE) for x in (20.0, 120.0, 220.0))
NAMES = (text("Encoder", 50, 70), text("Latent", 150, 70), text("Decoder", 250, 70))
TICKS = tuple(Path("mark", (120.0 + 9 * n, 380.0, 123.0 + 9 * n, 383.0), fill=BLACK) for n in range(40))
WITHOUT_AXES = {
    "nothing": (Canvas((0, 0, 300, 240)), None),
    "texts alone": (Canvas((0, 0, 300, 240), NAMES), None),
    "boxes alone": (Canvas((0, 0, 300, 240), (), BOXES), None),
    "a row of ticks": (Canvas((0, 0, 600, 500), (), TICKS), None),
    "a dozen marks": (Canvas((0, 0, 600, 500), (), dots(12)), None),
    "texts in boxes": (Canvas((0, 0, 300, 240), NAMES, BOXES), "node diagram"),
    "bars": (Canvas((0, 0, 600, 500), (), bars(120, 10, HEIGHTS)), "bar chart"),
    "many marks": (Canvas((0, 0, 600, 500), (), dots(60)), "scatter plot"),
}


@pytest.mark.parametrize(("canvas", "expected"), WITHOUT_AXES.values(), ids=WITHOUT_AXES)
def test_the_kind_of_figure_without_axes(canvas: Canvas, expected: FigureType | None) -> None:
    assert kind_without_axes(canvas) == expected


def wide(
    x: float,
    y: float,
    *,
    segments: int = 80,
    fill: tuple[float, ...] | None = None,
    stroke: tuple[float, ...] | None = RED,
) -> Path:
    """Return a curve from the corner of the axes, so wide and high."""
    return Path("curve", (110.0, 110.0, 110.0 + x, 110.0 + y), stroke=stroke, fill=fill, segments=segments)  # type: ignore[arg-type]


def tiles(count: int, *, columns: int = 10, high: float = 30.0) -> tuple[Path, ...]:
    return tuple(
        Path(
            "rect",
            (
                110.0 + 30 * (n % columns),
                110.0 + high * (n // columns),
                140.0 + 30 * (n % columns),
                110.0 + high * (n // columns + 1),
            ),
            fill=BLUE,
        )
        for n in range(count)
    )


Made = Callable[[float], tuple[Path, ...]]
# What is drawn in axes of 400 by 300 points for a measure, and what kind it is at two measures
BOUNDS: dict[str, tuple[Made, float, FigureType | None, float, FigureType | None]] = {
    "a wide curve": (lambda x: (wide(x, 10),), 121, "graph plot", 120, None),
    "a high curve": (lambda x: (wide(10, x),), 91, "graph plot", 90, None),
    "a filled curve of many segments": (lambda x: (wide(200, 100, segments=int(x), fill=BLUE),), 9, "graph plot", 8, None),
    "bars that are large enough": (lambda x: bars(120, 10, (40.0, 39.0, x)), 42, "bar chart", 41, None),
    "bars of two heights": (lambda x: bars(120, 10, (90.0, 90.0, x)), 80, "bar chart", 90, None),
    "eight bars of a few heights": (lambda x: bars(120, 10, (90.0, 90.0, 90.0, 80.0, 80.0, 80.0, x, x)), 70, "bar chart", 80, None),
    "bars that touch": (lambda x: bars(120, -x, (90.0, 80.0, 70.0)), 0.4, "bar chart", 0.6, None),
    "bars wider than lines": (lambda x: bars(120, 5, (270.0, 250.0, 260.0, 240.0), wide=x), 3, "bar chart", 1, None),
    "tiles": (lambda x: tiles(int(x)), 30, "other", 29, None),
    "tiles in three columns": (lambda x: tiles(30, columns=int(x), high=14.0), 3, "other", 2, None),
    "tiles that fill enough": (lambda x: tiles(30, high=x), 14, "other", 13, None),
    "areas of colour": (lambda x: REGIONS[: int(x)], 4, "other", 3, "graph plot"),
    "areas of colour with lines": (lambda x: (*REGIONS, wide(200, 100))[: int(x)], 5, "other", 6, "graph plot"),
    "marks": (lambda x: dots(int(x)), 5, "scatter plot", 4, None),
    "marks of one size": (lambda x: (*dots(6), *dots(4, (x,))), 3.0, "scatter plot", 9.0, "scatter plot"),
    "marks mostly of one size": (lambda x: (*dots(int(x)), *dots(10 - int(x), (9.0, 20.0, 0.5, 30.0))), 6, "scatter plot", 5, None),
    "marks that are more than specks": (lambda x: dots(30, (x,)), 0.31, "scatter plot", 0.29, None),
    "marks on a line": (lambda x: (*dots(int(x)), STRAIGHT), 20, "scatter plot", 19, "graph plot"),
    "marks on a bent line": (lambda x: (*dots(30), wide(300, 200, segments=int(x))), 2, "scatter plot", 3, "graph plot"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "one", "kind", "other", "rest"), BOUNDS.values(), ids=BOUNDS)
def test_the_kind_of_plot_on_both_sides_of_a_bound(
    made: Made, one: float, kind: FigureType | None, other: float, rest: FigureType | None
) -> None:
    found = [plot_kind(Canvas((0, 0, 600, 500), (), made(measure)), [FRAME], []) for measure in (one, other)]
    assert found == [kind, rest]


def test_a_picture_almost_as_large_as_the_axes() -> None:
    def kind(off: float) -> FigureType | None:
        return plot_kind(Canvas((0, 0, 600, 500), images=((100.0 + off, 100.0, 500.0, 400.0 - off),)), [FRAME], [])

    assert (kind(1.4), kind(1.5)) == ("other", None)


def node(x: float, *, wide: float = 60, high: float = 40, kind: str = "rect", segments: int = 1) -> Path:
    return Path(kind, (x, 50.0, x + wide, 50.0 + high), stroke=BLACK, fill=WHITE, segments=segments)  # type: ignore[arg-type]


ARROWS = tuple(Path("mark", (x, 68.0, x + 4, 72.0), fill=BLACK, segments=3) for x in (110.0, 210.0))
JOINTS = (line(80, 70, 110, 70), Path("curve", (180.0, 60.0, 210.0, 70.0), stroke=BLACK, segments=4))
DIAGRAMS: dict[str, tuple[tuple[Path, ...], int, FigureType | None]] = {  # the paths, and how many names
    "two nodes": (BOXES[:2], 3, "node diagram"),
    "one node": (BOXES[:1], 3, None),
    "one name": (BOXES[:2], 1, None),
    "two nodes of many sides": ((node(20, kind="curve", segments=4), node(120, kind="mark", segments=4)), 3, "node diagram"),
    "two open paths": ((node(20, kind="curve", segments=3), node(120, kind="curve", segments=3)), 3, None),
    "names beside arrows": ((*ARROWS, *JOINTS), 3, "node diagram"),
    "arrows without lines": (ARROWS, 3, None),
    "arrows and a line": ((*ARROWS, JOINTS[0]), 3, None),
    "a node, an arrow and lines": ((BOXES[0], ARROWS[0], *JOINTS), 3, "node diagram"),
    "arrowheads that are none": (tuple(Path("mark", path.box, fill=BLACK, segments=5) for path in ARROWS) + JOINTS, 3, None),
    "a box as large as the figure": ((node(1, wide=298, high=150), BOXES[1]), 3, None),
}  # fmt: skip


@pytest.mark.parametrize(("paths", "names", "kind"), DIAGRAMS.values(), ids=DIAGRAMS)
def test_diagrams_of_nodes(paths: tuple[Path, ...], names: int, kind: FigureType | None) -> None:
    assert kind_without_axes(Canvas((0, 0, 300, 240), NAMES[:names], paths)) == kind


def cloud(count: int, rows: int) -> tuple[Path, ...]:
    return tuple(
        Path("mark", (120.0 + 7 * n, 120.0 + 9 * (n % rows), 123.0 + 7 * n, 123.0 + 9 * (n % rows)), fill=RED)
        for n in range(count)
    )


def on_its_side(path: Path) -> Path:
    x0, y0, x1, y1 = path.box
    return replace(path, box=(y0, x0, y1, x1))


def test_a_cloud_of_marks() -> None:
    def kind(*paths: Path) -> FigureType | None:
        return kind_without_axes(Canvas((0, 0, 600, 500), (), paths))

    assert [kind(*cloud(count, 11)) for count in (20, 19)] == ["scatter plot", None]
    assert [kind(*cloud(20, rows)) for rows in (11, 10)] == ["scatter plot", None]
    assert [kind(*map(on_its_side, cloud(20, rows))) for rows in (11, 10)] == ["scatter plot", None]
    assert kind(*cloud(30, 20), Path("curve", (120.0, 110.0, 480.0, 390.0), stroke=RED, segments=9)) is None
    assert kind(*cloud(30, 20), Path("curve", (120.0, 110.0, 480.0, 390.0), stroke=RED, segments=8)) == "scatter plot"
