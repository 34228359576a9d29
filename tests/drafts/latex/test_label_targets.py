"""What labels point at that are no float's: lines of algorithms, items, theorems."""

from typing import Any

import pytest

STEPS = r"""\begin{algorithm}\caption{Search.}\label{alg}\begin{algorithmic}[1]
\Require $x$
\Procedure{Find}{$x$}
\State go\label{go}
\For{each $i$}\label{loop}
\State step \Comment{again\label{step}}
\EndFor
\Statex nothing
\State \Return $y$\label{end}
\EndProcedure
\end{algorithmic}\end{algorithm}"""
UPPER = (
    STEPS.replace(r"\Statex nothing", "")
    .replace("Require", "REQUIRE")
    .replace("State", "STATE")
    .replace(r"\For", r"\FOR")
)
UPPER = UPPER.replace("EndFor", "ENDFOR").replace(r"\Procedure{Find}{$x$}", r"\STATE").replace(r"\EndProcedure", "")

LINES = {
    "algpseudocode": (r"\usepackage{algorithm,algpseudocode}", STEPS, "2 3 4 6"),
    "without the ends of blocks": (r"\usepackage[noend]{algpseudocode}", STEPS, "2 3 4 5"),
    "algpseudocodex": (r"\usepackage{algpseudocodex}", STEPS, "2 3 4 5"),
    "algorithmic": (r"\usepackage{algorithmic}", UPPER, "2 3 4 6"),
    "commands of its own": (r"\usepackage{algpseudocode}\algloop{Each}", STEPS, "… … … …"),
    "goes on from another": (r"\usepackage{algpseudocode}", STEPS.replace("[1]", r"[1]\algrestore{a}"), "… … … …"),
    "algorithm2e": (
        r"\usepackage{algorithm2e}",
        r"\begin{algorithm}\caption{Search.}\label{alg}go\;\label{go}" "\n" r"\For{a}{ b\label{loop}\;" "\n" r"c\nllabel{step}\;}"
        "\nd\\label{end}\\;\n\\end{algorithm}",
        "… … … …",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("package", "algorithm", "numbers"), LINES.values(), ids=LINES)
def test_a_line_of_an_algorithm_is_called_by_its_own_number(
    read: Any, package: str, algorithm: str, numbers: str
) -> None:
    caption = r"Lines \ref{go} \ref{loop} \ref{step} \ref{end} of \ref{alg}."
    figure = rf"\begin{{figure}}\rule{{1cm}}{{1cm}}\caption{{{caption}}}\end{{figure}}"
    draft = read(rf"\section{{A}}{algorithm}{figure}", package)
    assert draft.figures[1].caption == f"Lines {numbers} of 1."


OTHERS = {
    "an item": r"\begin{enumerate}\item Fill.\label{x}\end{enumerate}",
    "an item within": r"\begin{enumerate}\item\begin{enumerate}\item Fill.\end{enumerate}\label{x}\end{enumerate}",
    "a theorem": r"\begin{theorem}\label{x}Tanks fill.\end{theorem}",
    "what the draft declares": r"\newtheorem{law}{Law}\begin{law}\label{x}Tanks fill.\end{law}",
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_no_section_s_number_for_what_is_none(read: Any, body: str) -> None:
    figure = r"\begin{figure}\rule{1cm}{1cm}\caption{See \ref{x} in \ref{here}.}\end{figure}"
    draft = read(rf"\section{{A}}\section{{B}}{body} Words.\label{{here}} {figure}", r"\usepackage{amsthm}")
    assert draft.figures[0].caption == "See … in 2."
