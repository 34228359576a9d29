r"""The numbers of equations as \eqref prints them; those here were first compiled with pdflatex."""

from typing import Any

import pytest

G = r"\includegraphics{a}"
EQUATIONS: dict[str, tuple[str, str, str, str]] = {  # class, preamble, body, what \eqref{e} and \ref{e} print
    "the second": ("article", "", r"\begin{equation}x\end{equation}\begin{equation}\label{e}y\end{equation}", "(2)"),
    "starred before it": ("article", r"\usepackage{amsmath}", r"\begin{equation*}x\end{equation*}\begin{align*}x\\y\end{align*}\begin{equation}y\label{e}\end{equation}", "(1)"),
    "a line of several": ("article", r"\usepackage{amsmath}", r"\begin{align}x&=1\\y&=\begin{cases}1\\2\end{cases}\label{e}\\z\end{align}", "(2)"),
    "lines without numbers": ("article", "", r"\begin{eqnarray}x\nonumber\\y\\z\label{e}\end{eqnarray}", "(2)"),
    "behind a last line break": ("article", r"\usepackage{amsmath}", r"\begin{align}x\\[2pt]y\\ \end{align}\begin{equation}\label{e}z\end{equation}", "(4)"),
    "an own command for none": ("article", r"\newcommand\nn{\nonumber}", r"\begin{equation}\nn x\end{equation}\begin{equation}\label{e}y\end{equation}", "(1)"),
    "own commands for the display": ("article", r"\newcommand\be{\begin{equation}}\newcommand\ee{\end{equation}}", r"\be x\ee\be\label{e}y\ee", "(2)"),
    "the label before the line with a number": ("article", "", r"\begin{eqnarray}x\label{e}\nonumber\\y\nonumber\\z\end{eqnarray}", "(1)"),
    "a prefix of its own": ("article", r"\renewcommand{\eqref}[1]{(\ref{eq:#1})}", r"\begin{equation}\label{eq:e}y\end{equation}", "(1)"),
    "a tag": ("article", r"\usepackage{amsmath}", r"\begin{equation}\tag{T}\label{e}x\end{equation}", "(T)"),
    "subequations": ("article", r"\usepackage{amsmath}", r"\begin{equation}x\end{equation}\begin{subequations}\begin{align}x\\y\label{e}\end{align}\end{subequations}", "(2b)"),
    "by chapter": ("report", "", r"\chapter{S}\chapter{T}\begin{equation}\label{e}x\end{equation}", "(2.1)"),
    "by section": ("article", r"\usepackage{amsmath}\numberwithin{equation}{section}", r"\section{S}\begin{equation}\label{e}x\end{equation}", "(1.1)"),
    "in an algorithm": ("article", r"\usepackage{algorithm}", r"\begin{algorithm}\caption{F}\begin{equation}\label{e}x\end{equation}\end{algorithm}", "(1)"),
    "in an article's appendix": ("article", "", r"\begin{equation}x\end{equation}\appendix\section{S}\begin{equation}\label{e}x\end{equation}", "(2)"),
    # What a class does to equations in its appendix is not known: no number rather than a wrong one.
    "in another class's appendix": ("aastex631", "", r"\begin{equation}x\end{equation}\appendix\section{S}\begin{equation}\label{e}x\end{equation}", "(…)"),
}  # fmt: skip


@pytest.mark.parametrize(("document_class", "preamble", "body", "printed"), EQUATIONS.values(), ids=EQUATIONS.keys())
def test_equations(read: Any, document_class: str, preamble: str, body: str, printed: str) -> None:
    figure = rf"\begin{{figure}}{G}\caption{{By \eqref{{e}}.}}\label{{f}}\end{{figure}}"
    draft = read(body + figure, preamble, document_class)
    assert [f.caption for f in draft.figures if f.kind == "figure"] == [f"By {printed}."]
    assert not any({"e", "eq:e"} & set(figure.labels) for figure in draft.figures)
