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


def test_names_at_ticks() -> None:
    drawing = axes(r"\begin{axis}[ybar, symbolic x coords={red,green,blue}, ylabel=Share]\addplot{x};\end{axis}")
    assert drawing is not None
    assert drawing.panels[0].x is not None
    assert (drawing.panels[0].x.ticks, drawing.panels[0].x.scale) == (("red", "green", "blue"), "category")


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
