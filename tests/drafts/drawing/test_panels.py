"""What is read of canvases that were made by hand: first what must not be taken for axes or labels."""

from dataclasses import replace

import pytest

from capassist.drafts.drawing.ink import Canvas, Path, Text, turned_canvas, upright_canvas
from capassist.drafts.drawing.panels import panels_of
from capassist.model import Box

BLACK, WHITE, RED, BLUE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.9, 0.1, 0.1), (0.1, 0.2, 0.8)
EM = 10.0


def text(words: str, x: float, y: float, turn: int = 0) -> Text:
    """Return a text whose middle is at (x, y)."""
    across, down = 0.5 * EM * len(words), EM
    if turn in (1, 3):
        across, down = down, across
    box = (x - across / 2, y - down / 2, x + across / 2, y + down / 2)
    return Text(words, box, base=box[3] - 2 if turn == 0 else box[2] - 2, size=EM, turn=turn)


def line(x0: float, y0: float, x1: float, y1: float, colour: tuple[float, float, float] = BLACK) -> Path:
    return Path("line", (x0, y0, x1, y1), stroke=colour, width=1)


def frame(box: Box) -> tuple[Path, ...]:
    x0, y0, x1, y1 = box
    return line(x0, y0, x1, y0), line(x0, y1, x1, y1), line(x0, y0, x0, y1), line(x1, y0, x1, y1)


def curve(box: Box) -> Path:
    return Path("curve", box, stroke=RED, clip=box, segments=80)


def ticks(box: Box, x: tuple[str, ...] = ("0", "5", "10"), y: tuple[str, ...] = ("0", "1", "2")) -> tuple[Text, ...]:
    x0, y0, x1, y1 = box
    level = [text(name, x0 + (x1 - x0) * i / (len(x) - 1), y1 + 9) for i, name in enumerate(x)]
    return *level, *(text(name, x0 - 8, y1 - (y1 - y0) * i / (len(y) - 1)) for i, name in enumerate(y))


PLOT: Box = (60.0, 40.0, 260.0, 190.0)


def canvas(texts: tuple[Text, ...], paths: tuple[Path, ...], box: Box = (0.0, 0.0, 300.0, 240.0)) -> Canvas:
    return Canvas(box, texts, paths)


def plot(*more: Text, box: Box = PLOT, paths: tuple[Path, ...] = ()) -> Canvas:
    return canvas((*ticks(box), *more), (*frame(box), curve(box), *paths))


BOXES = tuple(Path("rect", (x, 50.0, x + 60, 90.0), stroke=BLACK, fill=WHITE) for x in (20.0, 120.0, 220.0))
NOT_PLOTS = {
    "nothing": canvas((), ()),
    "a photo": Canvas((0, 0, 300, 240), (text("liver", 100, 50), text("2 cm", 250, 220)), (), ((0, 0, 300, 240),)),
    "a node diagram": canvas(
        (text("Encoder", 50, 70), text("Latent", 150, 70), text("Decoder", 250, 70)),
        (*BOXES, line(80, 70, 120, 70), line(180, 70, 220, 70)),
    ),
    "code": canvas(
        tuple(
            text(row, 100, 30 + 14 * i) for i, row in enumerate(("for i in range(10):", "total += i", "print(total)"))
        ),
        frame((10.0, 10.0, 290.0, 120.0)),
    ),
    "a table of numbers": canvas(
        tuple(text(str(7 * i + j), 40 + 60 * j, 40 + 20 * i) for i in range(5) for j in range(4)),
        (line(10, 25, 290, 25), line(10, 150, 290, 150)),
    ),
}


@pytest.mark.parametrize("case", NOT_PLOTS.values(), ids=NOT_PLOTS)
def test_what_has_no_axes_has_no_panels(case: Canvas) -> None:
    assert panels_of(case) is None


def test_a_text_in_the_plot_labels_nothing() -> None:
    drawing = panels_of(plot(text("outlier", 150, 110)))
    assert drawing is not None
    (panel,) = drawing.panels
    assert (panel.x and panel.x.label, panel.y and panel.y.label, panel.title, panel.legend) == (None, None, None, ())


def test_axes_have_their_labels_units_and_ticks() -> None:
    drawing = panels_of(
        plot(text("Time (s)", 160, 214), text("Voltage (mV)", 28, 115, turn=1), text("Discharge", 160, 30))
    )
    assert drawing is not None
    (panel,) = drawing.panels
    assert panel.x
    assert (panel.x.label, panel.x.unit, panel.x.ticks, panel.x.scale) == (
        "Time (s)",
        "s",
        ("0", "5", "10"),
        "linear",
    )
    assert panel.y
    assert (panel.y.label, panel.y.unit, panel.y.ticks) == ("Voltage (mV)", "mV", ("0", "1", "2"))
    assert panel.title == "Discharge"


KEYS = {
    "left of the texts": ((70, text("model", 108, 60)), (70, text("data", 105.5, 75))),
    "right of the texts": ((120, text("model", 102.5, 60)), (120, text("data", 105, 75))),
}


@pytest.mark.parametrize("rows", KEYS.values(), ids=KEYS)
def test_a_legend_is_read_with_its_keys(rows: tuple[tuple[float, Text], ...]) -> None:
    keys = tuple(
        line(x, t.centre[1], x + 18, t.centre[1], colour) for (x, t), colour in zip(rows, (RED, BLUE), strict=True)
    )
    drawing = panels_of(plot(*(t for _, t in rows), paths=keys))
    assert drawing is not None
    assert [(entry.text, entry.colour, entry.line) for entry in drawing.panels[0].legend] == [
        ("model", "red", "solid"),
        ("data", "blue", "solid"),
    ]


def test_a_label_printed_once_for_stacked_axes_is_that_of_all() -> None:
    above, below = (60.0, 20.0, 260.0, 100.0), (60.0, 130.0, 260.0, 210.0)
    shown = canvas(
        (*ticks(above), *ticks(below), text("Flux", 25, 115, turn=1), text("Phase", 160, 232)),
        (*frame(above), *frame(below), curve(above), curve(below)),
    )
    drawing = panels_of(shown)
    assert drawing is not None
    assert [panel.y and panel.y.label for panel in drawing.panels] == ["Flux", "Flux"]
    assert [panel.x and panel.x.label for panel in drawing.panels] == [None, "Phase"]


def test_panel_letters_stand_at_their_corners() -> None:
    left, right = (40.0, 40.0, 140.0, 140.0), (190.0, 40.0, 290.0, 140.0)
    shown = canvas(
        (*ticks(left), *ticks(right), text("(a)", 30, 25), text("(b)", 180, 25)),
        (*frame(left), *frame(right), curve(left), curve(right)),
    )
    drawing = panels_of(shown)
    assert drawing is not None
    assert [panel.label for panel in drawing.panels] == ["(a)", "(b)"]


def test_a_tick_of_another_axis_is_not_in_the_range() -> None:
    odd = tuple(replace(t, text="7") if t.text == "0" and t.centre[0] < 60 else t for t in ticks(PLOT))
    drawing = panels_of(canvas(odd, (*frame(PLOT), curve(PLOT))))
    assert drawing is not None
    assert drawing.panels[0].y
    assert drawing.panels[0].y.ticks == ("1", "2")


def test_a_plot_that_lies_on_its_side_is_read_upright() -> None:
    upright = plot(text("Time (s)", 160, 214), text("Voltage (mV)", 28, 115, turn=1))
    lying = turned_canvas(turned_canvas(turned_canvas(upright)))
    assert panels_of(upright_canvas(lying)) == panels_of(upright)


NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "rising": (("0", "5", "10"), ("0", "5", "10"), "linear"),
    "falling": (("10", "5", "0"), ("10", "5", "0"), "linear"),
    "below zero": (("−5", "0", "5"), ("−5", "0", "5"), "linear"),
    "thousands": (("0", "1,000", "2,000"), ("0", "1,000", "2,000"), "linear"),
    "per cent": (("0%", "50%", "100%"), ("0%", "50%", "100%"), "linear"),
    "the first one breaks the order": (("9", "5", "10", "15"), ("5", "10", "15"), "linear"),
    "the last one breaks the order": (("5", "10", "15", "9"), ("5", "10", "15"), "linear"),
    "one in the middle breaks it": (("5", "9", "1", "15"), (), ""),
    "one twice": (("5", "5", "10"), ("5", "10"), "linear"),
    "powers": (("10⁰", "10¹", "10²"), ("10⁰", "10¹", "10²"), "log"),
    "one power": (("1", "10¹", "20"), ("1", "10¹", "20"), "linear"),
    "names": (("dry", "wet", "mild"), ("dry", "wet", "mild"), "category"),
}


@pytest.mark.parametrize(("printed", "names", "scale"), NAMES.values(), ids=NAMES)
def test_the_ticks_of_an_axis(printed: tuple[str, ...], names: tuple[str, ...], scale: str) -> None:
    drawing = panels_of(canvas((*ticks(PLOT, x=printed), text("Time", 160, 214)), (*frame(PLOT), curve(PLOT))))
    assert drawing is not None
    axis = drawing.panels[0].x
    assert axis is not None
    assert (axis.ticks, axis.scale or "") == (names, scale)


LOWER: Box = (60.0, 260.0, 260.0, 410.0)
BESIDE: Box = (340.0, 40.0, 540.0, 190.0)


def two(*more: Text | Path, boxes: tuple[Box, ...] = (PLOT, BESIDE)) -> list[tuple[str | None, list[str], str | None]]:
    """Return the titles, legends and colour bars of two plots."""
    texts = [*(tick for box in boxes for tick in ticks(box)), *(item for item in more if isinstance(item, Text))]
    paths = [path for box in boxes for path in (*frame(box), curve(box))] + [
        item for item in more if isinstance(item, Path)
    ]
    drawing = panels_of(Canvas((0.0, 0.0, 600.0, 460.0), tuple(texts), tuple(paths)))
    assert drawing is not None
    return [(panel.title, [entry.text for entry in panel.legend], panel.colourbar) for panel in drawing.panels]


def test_panels_are_read_row_by_row() -> None:
    def titles(*boxes: Box) -> list[str | None]:
        return [
            title
            for title, _, _ in two(
                *(text(f"plot {n}", (b[0] + b[2]) / 2, b[1] - 10) for n, b in enumerate(boxes)), boxes=boxes
            )
        ]

    assert titles(PLOT, BESIDE, LOWER) == ["plot 0", "plot 1", "plot 2"]
    assert titles(LOWER, BESIDE, PLOT) == ["plot 2", "plot 1", "plot 0"]
    assert titles(PLOT, (340.0, 114.0, 540.0, 264.0)) == ["plot 0", "plot 1"]
    assert titles((340.0, 40.0, 540.0, 190.0), (60.0, 114.0, 260.0, 264.0)) == ["plot 1", "plot 0"]  # level by half
    assert titles((340.0, 40.0, 540.0, 190.0), (60.0, 116.0, 260.0, 266.0)) == ["plot 0", "plot 1"]


def legend_at(x: float, y: float) -> list[Text | Path]:
    return [
        item
        for n, (name, colour) in enumerate((("dry", RED), ("wet", BLUE)))
        for item in (line(x, y + 14 * n, x + 18, y + 14 * n, colour), text(name, x + 32, y + 14 * n))
    ]


def test_a_legend_is_that_of_the_axes_it_lies_in_or_is_near_to() -> None:
    names = ["dry", "wet"]
    assert [legend for _, legend, _ in two(*legend_at(80, 60))] == [names, []]
    assert [legend for _, legend, _ in two(*legend_at(420, 60))] == [[], names]
    assert [legend for _, legend, _ in two(*legend_at(265, 60))] == [names, []]
    assert [legend for _, legend, _ in two(*legend_at(548, 60))] == [[], names]


def test_a_scale_of_colours_names_its_axes() -> None:
    bar = (545.0, 40.0, 560.0, 190.0)
    numbers = [text(str(n), 569, 190 - 75 * n) for n in range(3)]
    label = Text("Depth", (580, 100, 590, 130), 588, 10, 1)
    found = two(*frame(bar), *numbers, label)
    assert [bar for _, _, bar in found] == [None, "Depth"]
    assert [bar for _, _, bar in two(*frame(bar), *numbers)] == [None, None]


# A title stands alone in its line ----------------------------------------------------------------------------------------

ABOVE = text("Discharge", 160, 30)
BESIDE_TITLES: dict[str, tuple[tuple[Path, ...], str | None]] = {
    "nothing": ((), "Discharge"),
    "the frame of another drawing": ((line(60, -90, 60, 36), line(260, -90, 260, 36)), None),
    "a curve of another drawing": ((Path("curve", (60, -60, 250, 36), stroke=RED, segments=80),), None),
    "a dashed line through it all": ((replace(line(100, -90, 100, 38), dashed=True),), None),
    "a page that all stands on": ((Path("rect", (0, 0, 300, 240), fill=WHITE),), "Discharge"),
    "a frame around the words": ((Path("rect", (120, 23, 200, 37), stroke=BLACK),), "Discharge"),
    "what is cut off at the axes": ((replace(curve((60, -200, 250, 90)), clip=PLOT),), "Discharge"),
    "a drawing at the left": ((line(20, -90, 20, 100),), "Discharge"),
}


@pytest.mark.parametrize(("paths", "title"), BESIDE_TITLES.values(), ids=BESIDE_TITLES)
def test_a_text_in_another_drawing_is_no_title_of_the_one_below(paths: tuple[Path, ...], title: str | None) -> None:
    drawing = panels_of(plot(ABOVE, paths=paths))
    assert drawing is not None
    assert [panel.title for panel in drawing.panels] == [title]
