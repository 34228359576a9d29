"""Plots as programs draw them that differ from matplotlib: keys beside names, grids without a frame, names at tick marks."""

from dataclasses import replace

from capassist.drafts.drawing.ink import Canvas, Path, Text
from capassist.drafts.drawing.panels import panels_of
from capassist.drafts.drawing.text_lines import text_lines
from capassist.model import PlotPanel
from tests.drafts.drawing.test_panels import BLUE, PLOT, RED, canvas, curve, frame, line, plot, text, ticks

GREY, GREEN = (0.85, 0.85, 0.85), (0.1, 0.7, 0.2)


def only(drawn: Canvas) -> PlotPanel:
    drawing = panels_of(drawn)
    assert drawing is not None
    [panel] = drawing.panels
    return panel


def legend(drawn: Canvas) -> list[str]:
    return [entry.text for entry in only(drawn).legend]


def swatch(x: float, y: float, colour: tuple[float, float, float]) -> Path:
    return Path("rect", (x - 9, y - 2, x + 9, y + 2), stroke=None, fill=colour)


BELOW = PLOT[3] + 45


def test_keys_right_of_names_in_one_row_whatever_the_noise_of_their_baselines() -> None:
    names = (text("price", 80, BELOW + 0.002), text("volume", 160, BELOW))
    assert legend(plot(*names, paths=(line(97, BELOW, 115, BELOW, RED), line(180, BELOW, 198, BELOW, BLUE)))) == [
        "price",
        "volume",
    ]


def test_keys_that_look_alike_are_a_legend_in_a_box_only() -> None:
    names = (text("d = 2", 300, 60), text("d = 3", 300, 74))
    keys = (line(262, 60, 282, 60), line(262, 74, 282, 74))
    box = Path("rect", (258, 50, 318, 84), stroke=(0.0, 0.0, 0.0))
    wide = (0.0, 0.0, 340.0, 240.0)
    drawn = plot(*names, paths=(*keys, box))
    assert legend(Canvas(wide, drawn.texts, drawn.paths)) == ["d = 2", "d = 3"]
    assert legend(Canvas(wide, drawn.texts, drawn.paths[:-1])) == []


def test_an_entry_on_two_lines_is_one() -> None:
    texts = (text("data", 290, 60), text("fit", 287.5, 80), text("(least)", 297.5, 92))
    drawn = plot(*texts, paths=(line(260, 60, 276, 60, RED), line(260, 86, 276, 86, BLUE)))
    assert legend(drawn) == ["data", "fit (least)"]


def test_one_key_alone_is_believed_where_something_is_drawn_in_its_colour() -> None:
    bars = tuple(Path("rect", (x, 100, x + 40, 190), fill=BLUE) for x in (80.0, 180.0))
    assert legend(plot(text("sales", 110, BELOW), paths=(*bars, swatch(138, BELOW, BLUE)))) == ["sales"]
    assert legend(plot(text("sales", 110, BELOW), paths=(*bars, swatch(138, BELOW, GREEN)))) == []
    assert legend(plot(text("sales", 110, BELOW), paths=(*bars, swatch(138, BELOW, GREY)))) == []


def test_grid_lines_alone_are_axes_where_numbers_stand_at_them() -> None:
    x0, y0, x1, y1 = PLOT
    rules = tuple(line(x0, y1 - (y1 - y0) * i / 4, x1, y1 - (y1 - y0) * i / 4, GREY) for i in range(5))
    numbers = tuple(text(str(20 * i), x0 - 14, y1 - (y1 - y0) * i / 4) for i in range(5))
    years = tuple(text(year, x, y1 + 10) for year, x in (("2018", 90), ("2019", 160), ("2020", 230)))
    labels = (text("Year", 160, y1 + 26), text("Turnover (EUR)", 20, 115, turn=1))
    panel = only(canvas((*numbers, *years, *labels), rules))
    assert panel.x is not None
    assert panel.x.label == "Year"
    assert panel.y is not None
    assert (panel.y.label, panel.y.unit) == ("Turnover (EUR)", "EUR")
    assert panels_of(canvas(labels, rules)) is None


def _matrix(*, marks: bool) -> Canvas:
    """Return a framed matrix with names at both sides and a number in each cell."""
    x0, y0, _x1, y1 = box = (90.0, 20.0, 240.0, 170.0)
    middles = [x0 + 25 + 50 * i for i in range(3)]
    names = ("cat", "dog", "owl")
    level = [text(name, x, y1 + 12) for name, x in zip(names, middles, strict=True)]
    upright = [text(name, x0 - 13, y0 + x - x0) for name, x in zip(names, middles, strict=True)]
    cells = [text(str(int(x + y) % 90), x, y0 + y - x0) for x in middles for y in middles]
    lines = [line(x, y1, x, y1 + 3) for x in middles] + [line(x0 - 3, y0 + x - x0, x0, y0 + x - x0) for x in middles]
    labels = [text("Predicted", 165, y1 + 28), text("True", 55, 95, turn=1)]
    return canvas((*level, *upright, *cells, *labels), (*frame(box), *(lines if marks else ())))


def test_names_at_tick_marks_make_a_frame_axes() -> None:
    panel = only(_matrix(marks=True))
    assert panel.x is not None
    assert (panel.x.label, panel.x.ticks) == ("Predicted", ("cat", "dog", "owl"))
    assert panel.y is not None
    assert panel.y.label == "True"


def test_names_nearer_than_numbers_are_the_ticks() -> None:
    x0, _, x1, y1 = PLOT
    names = tuple(text(name, x, y1 + 9) for name, x in (("red", x0 + 40), ("green", (x0 + x1) / 2), ("blue", x1 - 40)))
    years = (text("2019", 140, y1 + 28), text("2020", 200, y1 + 28))
    left = tuple(t for t in ticks(PLOT) if t.box[2] < x0)
    keys = (swatch(120, y1 + 28, RED), swatch(180, y1 + 28, BLUE))
    panel = only(canvas((*left, *names, *years), (*frame(PLOT), *keys)))
    assert panel.x is not None
    assert panel.x.ticks == ("red", "green", "blue")
    assert [entry.text for entry in panel.legend] == ["2019", "2020"]


def _two(*letters: Text) -> tuple[str | None, ...]:
    boxes = ((60.0, 20.0, 160.0, 120.0), (240.0, 20.0, 340.0, 120.0))
    paths = tuple(path for box in boxes for path in frame(box))
    drawn = Canvas((0, 0, 360, 200), (*(t for box in boxes for t in ticks(box)), *letters), paths)
    drawing = panels_of(drawn)
    assert drawing is not None
    return tuple(panel.label for panel in drawing.panels)


def test_letters_beneath_or_in_any_corner_are_those_of_their_panels() -> None:
    assert _two(text("(a)", 110, 160), text("(b)", 290, 160)) == ("(a)", "(b)")
    assert _two(text("a)", 150, 30), text("b)", 330, 30)) == ("a)", "b)")
    assert _two(text("(a)", 110, 12), text("(b)", 290, 12)) == ("(a)", "(b)")
    assert _two(text("(b)", 110, 160), text("(c)", 290, 160)) == (None, None)


def test_a_multiplier_at_the_end_of_an_axis_is_no_title() -> None:
    for multiplier in ("×10⁴", "1e-3", "·10⁻²"):
        assert only(plot(text(multiplier, PLOT[0] + 10, PLOT[1] - 10))).title is None
    assert only(plot(text("10 runs", 160, PLOT[1] - 10))).title == "10 runs"


def test_a_text_that_is_set_twice_is_read_once() -> None:
    title = text("Beam", 160, PLOT[1] - 10)
    assert [line.text for line in text_lines([title, replace(title, colour=0xFFFFFF)])] == ["Beam"]


def test_letters_stand_for_parts_without_axes_if_they_are_in_rows() -> None:
    drawing = panels_of(canvas((text("(a)", 20, 20), text("(b)", 160, 20), text("liver", 90, 90)), ()))
    assert drawing is not None
    assert [panel.label for panel in drawing.panels] == ["(a)", "(b)"]
    assert panels_of(canvas((text("(a)", 20, 20), text("(b)", 160, 95)), ())) is None
    assert panels_of(canvas((text("(a)", 20, 20), text("(a)", 160, 20), text("(b)", 160, 20)), ())) is None
    assert panels_of(canvas((text("(b)", 20, 20), text("(c)", 160, 20)), ())) is None


UPPER, LOWER = (60.0, 30.0, 260.0, 100.0), (60.0, 150.0, 260.0, 220.0)


def two_rows(*more: Text) -> Canvas:
    shapes = (*frame(UPPER), *frame(LOWER), curve(UPPER), curve(LOWER))
    return canvas((*ticks(UPPER), *ticks(LOWER), *more), shapes, (0.0, 0.0, 320.0, 260.0))


def test_a_remark_between_two_axes_is_neither_label_nor_title() -> None:
    drawing = panels_of(two_rows(text("Convolution", 190, 132)))
    assert drawing is not None
    assert [panel.title for panel in drawing.panels] == [None, None]
    assert [panel.x.label if panel.x else None for panel in drawing.panels] == [None, None]


def test_a_title_on_two_lines_is_one() -> None:
    lines = (text("Fraction of", 160, 12), text("molecules", 160, 24))
    assert only(plot(*lines)).title == "Fraction of molecules"


def test_three_entries_in_two_columns_are_a_legend() -> None:
    names = (text("north", 100, 30), text("second run", 112, 44), text("with cache", 202, 30))
    keys = (line(62, 30, 80, 30, RED), line(62, 44, 80, 44, BLUE), line(152, 30, 170, 30, GREEN))
    assert legend(plot(*names, paths=keys)) == ["north", "second run", "with cache"]


def test_legends_of_axes_beside_each_other_are_apart() -> None:
    boxes = ((60.0, 20.0, 160.0, 120.0), (200.0, 20.0, 300.0, 120.0))
    paths = [path for box in boxes for path in frame(box)]
    texts = [t for box in boxes for t in ticks(box)]
    for x0, _, _, _ in boxes:
        for row, colour in enumerate((RED, BLUE)):
            paths.append(line(x0 + 30, 34 + 14 * row, x0 + 50, 34 + 14 * row, colour))
            texts.append(text(f"run {x0:.0f} {row}", x0 + 76, 34 + 14 * row))
    drawing = panels_of(Canvas((0, 0, 340, 200), tuple(texts), tuple(paths)))
    assert drawing is not None
    assert [[entry.text for entry in panel.legend] for panel in drawing.panels] == [
        ["run 60 0", "run 60 1"],
        ["run 200 0", "run 200 1"],
    ]
