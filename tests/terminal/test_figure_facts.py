"""What `scan --figure` shows of a figure."""

import io
from dataclasses import replace

from rich.console import Console

from capassist.model import Axis, DataColumn, DataTable, Drawing, Figure, LegendEntry, PlotPanel
from capassist.terminal.figure_facts import figure_facts


def shown(figure: Figure) -> str:
    console = Console(file=io.StringIO(), width=100, no_color=True)
    console.print(figure_facts(figure))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_nothing_is_made_up_where_nothing_was_read() -> None:
    text = shown(Figure("fig:a", number="3", state="missing"))
    assert "nothing that could be read" in text
    assert "axis" not in text


def test_text_from_the_figure_is_no_markup_and_no_control() -> None:
    text = shown(Figure("a", drawing=Drawing("pdf", (PlotPanel(x=Axis("[bold]Time[/bold] \x1b[31m(s)")),))))
    assert "[bold]Time[/bold]" in text
    assert "\x1b" not in text


def test_axes_with_ticks_and_legend_are_named() -> None:
    panel = PlotPanel(
        label="(a)",
        title="Cooling",
        x=Axis("Time (s)", "s", ("0", "5", "10"), "linear"),
        y=Axis("Error", None, ("10⁻¹", "10⁰"), "log"),
        legend=(LegendEntry("model", "red", line="dashed"), LegendEntry("data")),
    )
    text = shown(Figure("a", drawing=Drawing("pdf", (panel,))))
    for line in ("(a) Cooling", "Time (s): 0 to 10", "Error: 10⁻¹ to 10⁰, logarithmic", "model (red dashed); data"):
        assert line in text


def test_a_number_of_the_caption_stands_beside_its_place_in_the_data() -> None:
    columns = (DataColumn("epoch", ("10", "20"), 10, 20, 15), DataColumn("loss", ("0.912", "0.534"), 0.534, 0.912, 0.7))
    figure = Figure("a", caption="The loss after 20 epochs is 0.534.", data=(DataTable("loss.csv", columns, 2),))
    assert "0.534: loss.csv, row 2, column loss" in " ".join(shown(figure).split())
    wrong = replace(figure, caption="The loss after 20 epochs is 0.912.")
    assert "differs 0.912: loss.csv, row 2, column loss, has 0.534" in " ".join(shown(wrong).split())
