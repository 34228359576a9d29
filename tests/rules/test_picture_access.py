"""What is found in the picture itself: only what a reader with few colours, or little sight, would meet for certain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.model import Draft, Drawing, Figure, Image
from capassist.rules import Selection, check

Broken = Callable[..., list[str]]
PLOT = (
    "\\begin{figure}\\begin{tikzpicture}\\begin{axis}\n%s\n\\end{axis}\\end{tikzpicture}\\caption{Time.}\\end{figure}"
)


def plots(*options: str, legend: str = "") -> str:
    """Return a plot with a series for each of the options; `legend` names them all at once instead of each."""
    curves = [f"\\addplot{option} table {{a.dat}};" for option in options]
    if not legend:
        curves = [f"{curve}\\addlegendentry{{s{number}}}" for number, curve in enumerate(curves)]
    return PLOT % "\n".join([*curves, legend])


@pytest.mark.parametrize(
    "source",
    [
        plots("[red]"),
        plots("", ""),
        plots("+[red]", "+[green]"),
        plots("[red]", "[blue]", "[ocre]"),
        plots("[red,mark=x]", "[blue,mark=o]"),
        plots("[red,only marks]", "[blue,only marks]"),
        plots("[red]", "[blue,dashed]"),
        plots("[red]", "[blue,densely dotted]"),
        plots("[red]", "[red]"),
        plots("[red]", "[black]"),
        plots("[red!30!yellow]", "[blue!50!green]"),
        plots("[red]", "[green]", "[blue]", legend="\\legend{a,b}"),
        PLOT % "\\addplot[red] {x};\\addplot[green] {2*x};",
    ],
    ids=[
        "one", "pgfplots' own", "added to pgfplots' own", "a colour of the paper's", "marks", "marks alone", "dashed", "dotted",
        "the same colour", "one colour and black", "mixed", "other names than curves", "no legend",
    ],
)  # fmt: skip
def test_nothing_is_found_where_anything_else_may_tell_them_apart(source: str, broken: Broken) -> None:
    assert broken(source, "C057", "C058") == []


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (plots("[red]", "[blue]"), ["C057"]),
        (plots("[color=red,thick]", "[draw=blue!80!black, thick]"), ["C057"]),
        (plots("[red,dashed]", "[green,dashed]"), ["C057", "C058"]),
        (plots("[red]", "[green]", legend="\\legend{old,new}"), ["C057", "C058"]),
        (plots("[red,mark=none]", "[black]", "[green]"), ["C057", "C058"]),
        (plots("[red]", "[green]", "[densely dashed]"), ["C058"]),
    ],
)
def test_series_by_colour_alone_are_found(source: str, codes: list[str], broken: Broken) -> None:
    assert broken(source, "C057", "C058") == codes


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("[width=5cm]", ["C059"]),
        ("[width=12cm]", []),
        ("", []),
        ("[width=5cm,angle=90]", []),
        ("[width=.5\\mywidth]", []),
    ],
    ids=["small", "large", "as it is", "turned", "a width of the paper's own"],
)
def test_the_size_of_text_is_that_on_the_page(options: str, codes: list[str], broken: Broken) -> None:
    source = f"\\begin{{figure}}\\includegraphics{options}{{plot.pdf}}\\caption{{Time.}}\\end{{figure}}"
    assert broken(source, "C059") == codes
    assert "C059" not in broken(source)  # nobody asked


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("\\begin{figure}\\includegraphics{a}\\caption{Time.}\\end{figure}", ["C050"]),
        ("\\begin{figure}\\includegraphics[alt={Two lines}]{a}\\caption{Time.}\\end{figure}", []),
        ("\\begin{figure}\\includegraphics[artifact]{a}\\caption{Time.}\\end{figure}", []),
    ],
    ids=["missing", "there", "decoration"],
)
def test_a_paper_that_is_to_be_tagged_needs_alternative_texts(source: str, codes: list[str], broken: Broken) -> None:
    paper = f"%s\\documentclass{{article}}\n\\begin{{document}}\n{source}\n\\end{{document}}\n"
    assert broken(paper % "\\DocumentMetadata{lang=en, tagging=on}\n", "C050") == codes
    assert broken(paper % "", "C050") == []


@pytest.mark.parametrize(
    ("figure", "codes"),
    [
        ("\\includegraphics[alt={Image of two lines}]{a}\\caption{Time.}", ["C055"]),
        ("\\includegraphics[alt={Time}]{a}\\caption{Time.}", ["C051"]),
        ("\\includegraphics[width=2cm,alt={Two lines of $\\alpha$}]{a}\\caption{Time.}", ["C053"]),
        ("\\includegraphics[alt={A line that falls to 77 m}]{a}\\caption{Time.}", ["C056"]),
    ],
)
def test_alternative_texts_in_an_included_file_are_checked(
    figure: str, codes: list[str], broken: Broken, tmp_path: Path
) -> None:
    (tmp_path / "chapter.tex").write_text(f"\\begin{{figure}}{figure}\\end{{figure}}")
    assert broken("\\input{chapter}", "C05") == codes


@pytest.mark.parametrize(
    ("images", "found"),
    [
        ((Image(page=1, bbox=(100, 0, 150, 40)),), ["C059"]),  # text of 8 points at an eighth of its width
        ((Image(page=1, bbox=(100, 0, 350, 40)),), []),  # exactly 5 points
        ((Image(page=1, bbox=(100, 0, 349, 40)),), ["C059"]),
        ((Image(page=1, bbox=(100, 0, 150, 40)),) * 2, []),  # which of them it was read from is not known
        ((Image(page=1),), []),
    ],
)
def test_text_of_a_picture_on_a_page_is_measured_by_its_box(images: tuple[Image, ...], found: list[str]) -> None:
    drawing = Drawing("pdf", width=400, text_size=8)
    figure = Figure(id="Figure 1", number="1", state="written", caption="Time.", page=1, images=images, drawing=drawing)
    draft = Draft(Path("paper.pdf"), Path(), "pdf", "paper.pdf", figures=(figure,))
    assert [violation.code for violation in check(draft, Selection(("C059",))).violations] == found
