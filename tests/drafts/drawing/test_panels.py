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
