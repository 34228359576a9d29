"""Axes in the source of plots that pgfplots draws."""

from pathlib import Path

import pytest

from capassist.drafts import open_draft
from capassist.drafts.latex.pgfplots import axes_in
from capassist.model import Drawing, LegendEntry


def axes(source: str) -> Drawing | None:
    return axes_in(source, 0, len(source))


NO_AXES = {
    "nothing": "",
    "nodes": r"\begin{tikzpicture}\node {Encoder};\end{tikzpicture}",
    "axes that never end": r"\begin{axis}[xlabel=Time]",
    "a command alike": r"\begin{axisworld}[xlabel=Time]\end{axisworld}",
}


@pytest.mark.parametrize("source", NO_AXES.values(), ids=NO_AXES)
def test_where_no_axes_are_none_are_read(source: str) -> None:
    assert axes(source) is None


def test_a_label_that_a_command_sets_is_not_guessed() -> None:
    drawing = axes(r"\begin{axis}[xlabel={\ref{unit}}]\addplot{x};\end{axis}")
    assert drawing is not None
    assert drawing.panels[0].x is None


def test_labels_title_legend_and_scale() -> None:
    drawing = axes(
        r"\begin{semilogyaxis}[xlabel={Time, $t$ (s)}, ylabel=Error (\%), title={Runs}]"
        r"\addplot{x};\addlegendentry{first, second};\addplot{x};\addlegendentry[red]{$p=2$}\end{semilogyaxis}"
    )
    assert drawing is not None
    assert drawing.source == "tikz"
    (panel,) = drawing.panels
    assert panel.x is not None
    assert panel.y is not None
    assert (panel.x.label, panel.x.unit) == ("Time, t (s)", "s")
    assert (panel.y.label, panel.y.unit, panel.y.scale) == ("Error (%)", "%", "log")
    assert panel.title == "Runs"
    assert [entry.text for entry in panel.legend] == ["first, second", "p=2"]


LEGENDS = {
    "a list": r"\begin{axis}\addplot{x};\legend{before,{a, b}, $n=3$}\end{axis}",
    "a key": r"\begin{axis}[legend entries={before,{a, b}, $n=3$}]\addplot{x};\end{axis}",
}


@pytest.mark.parametrize("source", LEGENDS.values(), ids=LEGENDS)
def test_a_legend_is_a_list(source: str) -> None:
    drawing = axes(source)
    assert drawing is not None
    assert drawing.panels[0].legend == (LegendEntry("before"), LegendEntry("a, b"), LegendEntry("n=3"))


LOOKS: dict[str, tuple[str | None, bool, str | None]] = {  # options: colour, markers, line
    "": (None, False, None),
    "red": ("red", False, "solid"),
    "color=blue, dashed": ("blue", False, "dashed"),
    "draw=blue, densely dotted": ("blue", False, "dashed"),
    "dash pattern=on 1pt, mark=*": (None, True, "dashed"),
    "mark=none, thick": (None, False, "solid"),
    "only marks": (None, True, None),
}


@pytest.mark.parametrize(("options", "looks"), LOOKS.items())
def test_how_a_curve_looks(options: str, looks: tuple[str | None, bool, str | None]) -> None:
    drawing = axes(rf"\begin{{axis}}[xlabel=n]\addplot[{options}]{{x}};\addlegendentry{{a}}\end{{axis}}")
    assert drawing is not None
    (entry,) = drawing.panels[0].legend
    assert (entry.colour, entry.marker, entry.line) == looks


def test_names_at_ticks() -> None:
    drawing = axes(r"\begin{axis}[ybar, symbolic x coords={red,green,blue}, ylabel=Share]\addplot{x};\end{axis}")
    assert drawing is not None
    assert drawing.panels[0].x is not None
    assert (drawing.panels[0].x.ticks, drawing.panels[0].x.scale) == (("red", "green", "blue"), "category")


AXIS = r"\begin{axis}[%s]\addplot{x};\end{axis}"
KINDS = {  # the source of a plot, and what is read of its first panel: x, y, legend, scale of colours
    "bars": (AXIS % r"ybar, symbolic x coords={a,b}, xlabel={Site}, ylabel={Yield (t)}", "Site", "Yield (t)", (), None),
    "level bars": (AXIS % r"xbar, symbolic y coords={a,b}, xlabel={Yield (t)}", "Yield (t)", None, (), None),
    "a scale of colours": (
        AXIS % r"colorbar, colorbar style={ylabel={Depth (m)}}, xlabel=East, ylabel=North", "East", "North", (), "Depth (m)"
    ),
    "a style for all": (
        r"\pgfplotsset{every axis/.append style={xlabel=Load, width=5cm}}" + AXIS % "ylabel=Delay (ms)",
        "Load", "Delay (ms)", (), None,
    ),
    "a style by its name": (
        r"\pgfplotsset{load plot/.style={xlabel={Load (\%)},ylabel=Delay}}" + AXIS % "load plot", "Load (%)", "Delay", (), None
    ),
    "a style that is overridden": (
        r"\tikzset{mine/.style={xlabel=Load}}" + AXIS % "mine, xlabel=Users", "Users", None, (), None
    ),
    "axes in the middle": (AXIS % r"axis lines=middle, xlabel=$t$, ylabel=$y$", "t", "y", (), None),
    "boxes": (AXIS % r"boxplot/draw direction=y, xtick={1,2}, xticklabels={old,new}, ylabel=Time", None, "Time", (), None),
    "a legend elsewhere": (
        r"\begin{axis}[xlabel=$n$, legend to name=shared]\addplot{x};\addlegendentry{serial}\end{axis}",
        "n", None, ("serial",), None,
    ),
    "bars in groups": (
        r"\begin{axis}[ybar, ylabel=Share]\addplot coordinates {(1,2)};\addplot coordinates {(1,3)};"
        r"\legend{2021,2022}\end{axis}",
        None, "Share", ("2021", "2022"), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "x", "y", "legend", "bar"), KINDS.values(), ids=KINDS)
def test_each_kind_of_plot_is_read(
    source: str, x: str | None, y: str | None, legend: tuple[str, ...], bar: str | None
) -> None:
    drawing = axes_in(source, source.index(r"\begin"), len(source))
    assert drawing is not None
    panel = drawing.panels[0]
    assert (panel.x and panel.x.label, panel.y and panel.y.label) == (x, y)
    assert (tuple(entry.text for entry in panel.legend), panel.colourbar) == (legend, bar)


def test_each_plot_of_a_group_is_a_panel() -> None:
    drawing = axes(
        r"\begin{groupplot}[xlabel=$n$]\nextgroupplot[title={(a) small},ylabel=Time]\addplot{x};"
        r"\nextgroupplot[title={(b) large}]\addplot{x};\end{groupplot}"
    )
    assert drawing is not None
    assert [(panel.label, panel.title, panel.x and panel.x.label) for panel in drawing.panels] == [
        ("(a)", "small", "n"),
        ("(b)", "large", "n"),
    ]


def test_axes_over_others_are_their_right_axis() -> None:
    drawing = axes(
        r"\begin{axis}[xlabel=Day,ylabel=Load (MW)]\addplot{x};\end{axis}"
        r"\begin{axis}[axis y line*=right,axis x line=none,ylabel=Price (EUR)]\addplot{x};\end{axis}"
    )
    assert drawing is not None
    (panel,) = drawing.panels
    assert (panel.y and panel.y.label, panel.y2 and panel.y2.label) == ("Load (MW)", "Price (EUR)")


def test_a_plot_in_a_file_of_its_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "plot.tikz").write_text(
        "\\begin{tikzpicture}\n\\begin{axis}[xlabel=Time (s)]\\addplot{x};\\end{axis}\n\\end{tikzpicture}\n"
    )
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\n\\usepackage{pgfplots}\n\\begin{document}\n"
        "\\begin{figure}\\input{plot.tikz}\\caption{A.}\\end{figure}\n\\end{document}\n"
    )
    (figure,) = open_draft(tmp_path).figures
    assert figure.drawing is not None
    assert figure.drawing.panels[0].x is not None
    assert figure.drawing.panels[0].x.label == "Time (s)"
