"""What `scan --figure` shows of a figure."""

import io
from dataclasses import replace

from rich.console import Console

from capassist.model import (
    Axis,
    DataColumn,
    DataTable,
    Drawing,
    Figure,
    Image,
    LegendEntry,
    Mention,
    Panel,
    PlotPanel,
)
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


def rows(figure: Figure, caption: str | None = None) -> dict[str, list[str]]:
    """Return what stands beside each name."""
    console = Console(file=io.StringIO(), width=200, no_color=True)
    console.print(figure_facts(figure, caption))
    found: dict[str, list[str]] = {}
    for line in console.file.getvalue().splitlines()[1:]:  # type: ignore[attr-defined]
        if line.strip():
            found.setdefault(line[:11].strip(), []).append(line[11:].strip())
    return found


def test_each_fact_stands_beside_its_name_and_what_is_not_known_has_no_row() -> None:
    figure = Figure(
        "fig:a",
        page=4,
        type="graph plot",
        caption="Mine.",
        images=(Image(path="a.pdf"), Image(), Image(path="b.png")),
        panels=(Panel("(a)"), Panel("(b)")),
        mentions=(Mention("One.", ()), Mention("Two.", ())),
    )
    found = rows(figure)
    assert {name: found[name] for name in ("type", "page", "caption", "graphics", "panels", "mentions")} == {
        "type": ["graph plot"],
        "page": ["4"],
        "caption": ["Mine."],
        "graphics": ["a.pdf, b.png"],
        "panels": ["(a), (b)"],
        "mentions": ["2 paragraphs"],
    }
    bare = rows(Figure("fig:a"))
    assert list(bare) == ["caption", "mentions", "drawn"]
    assert bare["caption"] == ["missing"]
    assert rows(figure, "As the page has it.")["caption"] == ["As the page has it."]


def test_all_that_is_drawn_has_a_row() -> None:
    panel = PlotPanel(
        x=Axis("", None, ("red", "blue", "green"), "category"),
        y=Axis("Speed", None, ("7",), "linear"),
        x2=Axis("Top"),
        y2=Axis("Right"),
        legend=(LegendEntry("a", "red"), LegendEntry("b", line="dashed"), LegendEntry("c")),
        colourbar="depth (m)",
        facets=("north", "south"),
    )
    drawing = Drawing("pdf", (panel,), title="Run", note="half of it", nodes=("start", "end"), scale_bars=("5 mm",))
    found = rows(Figure("a", drawing=drawing))
    assert found == {
        "caption": ["missing"],
        "mentions": ["0 paragraphs"],
        "note": ["half of it"],
        "title": ["Run"],
        "x axis": ["no label: red, blue, green"],
        "y axis": ["Speed"],
        "top axis": ["Top"],
        "right axis": ["Right"],
        "legend": ["a (red); b (dashed); c"],
        "colours": ["depth (m)"],
        "facets": ["north; south"],
        "nodes": ["start; end"],
        "scale": ["5 mm"],
    }


def test_panels_are_named_where_there_are_several() -> None:
    one, two = PlotPanel(x=Axis("Time")), PlotPanel(label="(b)", title="Cooling", x=Axis("Depth"))
    assert rows(Figure("a", drawing=Drawing("pdf", (one, two))))["panel"] == ["1.", "(b) Cooling"]
    assert "panel" not in rows(Figure("a", drawing=Drawing("pdf", (one,))))
    assert rows(Figure("a", drawing=Drawing("pdf", (two,))))["panel"] == ["(b) Cooling"]


def test_a_table_behind_the_figure_says_how_much_of_it_was_read() -> None:
    columns = (DataColumn("epoch", ("1",), 1, 1, 1), DataColumn("loss", ("2",), 2, 2, 2))
    tables = (DataTable("a.csv", columns, 1), DataTable("b.csv", columns, 900, complete=False))
    found = rows(Figure("a", caption="Loss.", data=tables))
    assert found["data"] == ["a.csv: 1 row of epoch, loss", "b.csv: 900 rows and more of epoch, loss"]
