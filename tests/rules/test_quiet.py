"""What is right, though it looks wrong at first sight: no default rule says anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

SEE = "See Figure~\\ref{fig:a}.\n"
GRAPHIC = "\\includegraphics{a}\n"
LABEL = "\\label{fig:a}"
ARTICLE = "\\documentclass{article}\n%s\n\\begin{document}\n%s\n\\end{document}\n"


def figure(caption: str = "Run time of both parsers.", before: str = GRAPHIC, after: str = LABEL) -> str:
    return f"{SEE}\\begin{{figure}}\n{before}\\caption{{{caption}}}{after}\n\\end{{figure}}\n"


def article(preamble: str, body: str) -> str:
    return ARTICLE % (preamble, body)


QUIET = {
    "nothing": "Text only.",
    "slides need no captions": "\\documentclass{beamer}\\begin{document}\\begin{figure}\\includegraphics{a}\\end{figure}\\end{document}",
    "chapters left out": article("\\includeonly{one}", "See \\ref{ch:two}."),
    "labels of another document": article("\\usepackage{xr}\\externaldocument{other}", "See \\ref{other}."),
    "text that is not there may refer to it": "\\input{nowhere}\n" + figure().removeprefix(SEE),
    "a reference to an unknown prefix": "\\newcommand{\\fr}[1]{Figure~\\ref{fig:#1}}\\fr{a}\n" + figure(),
    "the class's own caption command": f"{SEE}\\begin{{figure}}{GRAPHIC}\\mycaption{{Run time.}}{LABEL}\\end{{figure}}",
    "a figure by an undefined command": "\\oneimage{Run time of both parsers.}{.9}{a.png}\n",
    "pictures that come with TeX": figure(before="\\includegraphics{example-image-a}\n"),
    "an icon in a caption": figure("Papers (\\includegraphics[height=1em]{b}) read by both parsers."),
    "an equation's label above": figure(before="\\begin{equation}\\label{eq:a}x\\end{equation}" + GRAPHIC) + "See \\ref{eq:a}.",
    "code beside a picture": figure(before="", after=LABEL).replace("\\caption", "\\begin{verbatim}\nx\n\\end{verbatim}\\caption") + GRAPHIC,
    "significance marks": figure("Run time of both parsers. * p < 0.05, ** p < 0.01, *** p < 0.001 (t-test)."),
    "quotation marks": figure("Run time of the `fast' and the ``faster'' parser, and of \"`diesem\"'."),
    "percentages": figure("Share of 50\\,\\% and 60~\\%, of 10\\%--20\\% in $[0\\%, 5\\%]$."),
    "comments at line ends": figure("Run time%\n of both parsers. % not yet of the third\nMemory too."),
    "keys with underscores": figure("Run time after \\cite{a_b}, \\url{http://x.org/a_b\\%20c\\#d} and \\ref{fig:a}."),
    "code of one's own": figure("Run time of \\code{run_all(x, y)} and \\lstinline{a_b & c}."),
    "underscores by package": article("\\usepackage{underscore}", figure("Run time of run_all by year.")),
    "maths": figure("Run time $O(n_a^2)$, \\(x_1 \\le 3\\) and $\\begin{pmatrix}a & b\\end{pmatrix}$ of both."),
    "money": figure("Costs of \\$5 and \\$6 a page, by parser."),
    "a footnote behind a short form": figure().replace("\\caption{Run", "\\caption[Run time of both]{Run\\footnote{x}"),
    "paragraphs that nothing lists": figure("Run time of both parsers.\n\nMemory of both parsers."),
    "symbols that pdfLaTeX knows": figure("Run time – “fast” … ± 5 µs × 3, 20 °C → café, naïve, Škoda."),
    "symbols of another engine": article("\\usepackage{fontspec}", figure("Papers with ≥ 3 figures and α.")),
    "symbols that were taught": article("\\DeclareUnicodeCharacter{2265}{\\geq}", figure("Papers with ≥ 3 figures.")),
    "a number that is not the figure's": figure("Figure 8 shape of the path of both wings."),
    "an enumeration, no panels": figure("Run time of (i) the old and (ii) the new parser (e.g. f(x))."),
    "panels described in their captions": figure(
        "Cost of both parsers.", "\\subfloat[Run time]{\\includegraphics{a}}\\subfloat[Memory]{\\includegraphics{b}}"
    ),
    "a figure that goes on": figure() + "\\begin{figure}\\ContinuedFloat\\includegraphics{b}\\caption{Run time of both parsers.}\\end{figure}",
    "near captions": figure("Run time on data A.") + figure("Run time on data B.", after="\\label{fig:b}") + "See \\ref{fig:b}.",
    "English that models like, too": figure("Certainly not all papers. Of course, options differ; here is where both stop."),
    "no number, no reference": "\\begin{figure}\\includegraphics{a}\\caption*{Run time of both parsers.}\\end{figure}",
    "ACM without pictures": "\\documentclass{acmart}\\begin{document}" + figure(before="\\begin{verbatim}\nx\n\\end{verbatim}") + "\\end{document}",
}  # fmt: skip


@pytest.mark.parametrize("source", list(QUIET.values()), ids=list(QUIET))
def test_nothing_is_found(source: str, broken: Callable[..., list[str]]) -> None:
    assert broken(source) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "caption",
    [
        "(a" + "-" * 5000 + "x", "(a" + " , " * 3000, "Fig. " + "1" * 5000 + "!", "**" * 4000, "`" * 5000, "a) " * 3000,
        "$" * 5000, "{" * 2000 + "}" * 2000, "\\" * 4001 + "a", "[insert " * 2000, "<" * 5000, "the red " * 500, "* p " * 2000,
        "Caption" * 1500, "\\textbf{" * 900 + "a" + "}" * 900, "_" * 3000, " " * 20000 + "x", "%\n" * 3000,
    ],
    ids=range(18),
)  # fmt: skip
def test_no_caption_takes_for_ever(caption: str, broken: Callable[..., list[str]]) -> None:
    assert isinstance(broken(figure(caption), "ALL"), list)


@pytest.mark.parametrize(
    ("code", "caption"),
    [
        ("C030", "Light curve of both stars. Error bars are measurement uncertainties."),
        ("C031", "Posterior mean of the run time. The line is the predictive median."),
        ("C031", "Average run time across 12 corpora of letters."),
        ("C031", "Spectrum at $p = 0.01$ with the moving average of the series."),
        ("C032", "Run time of both parsers ***AB: with or without the cache? ***"),
        ("C034", "Light curve of the star HBX 2041877 by night."),
    ],
)
def test_what_looks_like_statistics_or_an_abbreviation(
    code: str, caption: str, broken: Callable[..., list[str]]
) -> None:
    assert broken(figure(caption), code) == []


def test_an_abbreviation_may_be_spelled_out_beside_a_citation(broken: Callable[..., list[str]]) -> None:
    text = "Quick recursive parsers \\citep[QRPs;][]{a} are fast.\n"
    assert broken(text + figure("Run time of the QRP parser."), "C034") == []


def test_a_style_file_of_the_draft_may_bring_the_description(tmp_path: Path, broken: Callable[..., list[str]]) -> None:
    (tmp_path / "lab.sty").write_text("\\NewDocumentCommand\\Description{o m}{}\n", encoding="utf-8")
    described = figure(after=LABEL + "\\Description{Two lines.}")
    assert broken(article("\\usepackage{lab}", described), "C054") == []
    assert broken(article("", described), "C054") == ["C054"]
