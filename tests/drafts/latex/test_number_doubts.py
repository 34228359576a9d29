"""Where the numbers of figures cannot be relied on, it is said; where they can, nothing is."""

from typing import Any

import pytest

FIGURE = r"\begin{figure}\rule{1cm}{1cm}\caption{Tank of water.}\end{figure}"
BODY = rf"\section{{A}}{FIGURE}\section{{B}}{FIGURE}"


def doubts(draft: Any) -> list[str]:
    return [problem.message for problem in draft.problems if problem.code == "unsure-numbers"]


def paper(preamble: str = "", body: str = BODY, class_: str = "article") -> str:
    return rf"\documentclass{{{class_}}}{preamble}\begin{{document}}{body}\end{{document}}"


PLAIN = {
    "a class of TeX's": {"main.tex": paper(class_="scrartcl")},
    "a journal's class": {"main.tex": paper(class_="mdpi")},
    "a class in the draft": {"main.tex": paper(class_="own"), "own.cls": r"\LoadClass{article}\newcommand\x{\setcounter{figure}{3}}"},
    "a class that a command names": {"main.tex": paper(class_="own"), "own.cls": r"\def\base{article}\LoadClass{\base}"},
    "a style that is not there": {"main.tex": paper(r"\usepackage{mystyle}")},
    "a number in another type": {"main.tex": paper(r"\renewcommand\thefigure{\textbf{S\,\arabic{figure}}}")},
    "parts of a book": {
        "main.tex": paper(body=rf"\chapter{{S}}{FIGURE}\backmatter\chapter{{T}}{FIGURE}", class_="own"),
        "own.cls": r"\LoadClass{book}\renewcommand\backmatter{\clearpage\@mainmatterfalse}",
    },
    "before the first figure": {
        "main.tex": paper(body=rf"\maketitle {BODY}", class_="own"),
        "own.cls": r"\LoadClass{article}\renewcommand\maketitle{\begingroup\setcounter{figure}{0}\endgroup}",
    },
    "a count that chapters begin anew": {
        "main.tex": paper(body=rf"\chapter{{S}}{FIGURE}\chapter{{T}}{FIGURE}", class_="own"),
        "own.cls": r"\LoadClass{report}\renewcommand\chapter{\clearpage\setcounter{figure}{0}\secdef\@chapter\@schapter}",
    },
    "a file that is only listed": {"main.tex": paper(body=rf"\includeonly{{x}}\externaldocument{{x}}{BODY}\texttt{{x.tex}}"), "x.tex": FIGURE},
    "a figure without a caption": {"main.tex": paper(body=BODY + r"\begin{figure}\captionsetup{font=small, skip=3pt}\rule{1cm}{1cm}\end{figure}")},
    "no figures": {"main.tex": paper(body="Words.", class_="unheardof")},
}  # fmt: skip


@pytest.mark.parametrize("files", PLAIN.values(), ids=PLAIN)
def test_nothing_is_said_of_numbers_that_are_followed(read: Any, files: dict[str, str]) -> None:
    assert doubts(read(files)) == []


OPEN = {
    "a class that is not there": ({"main.tex": paper(class_="unheardof")}, "unheardof"),
    "a class for theses that is not there": ({"main.tex": paper(class_="style/mythesis")}, "style/mythesis"),
    "a class that another is made from": ({"main.tex": paper(class_="own"), "own.cls": r"\LoadClass{unheardof}"}, "unheardof"),
    "an own style that is not there": ({"main.tex": paper(r"\usepackage{styles/thesis}")}, "styles/thesis.sty"),
    "headings of the draft": (
        {"main.tex": paper(r"\let\old\section\renewcommand\section[1]{\setcounter{figure}{0}\old{#1}}")}, "\\section",
    ),
    "headings of a class, through another command": (
        {
            "main.tex": paper(class_="own"),
            "own.cls": r"\LoadClass{article}\newcommand\fresh{\setcounter{figure}{0}}\renewcommand\section{\fresh\@startsection{section}{1}{0pt}{1em}{1em}{}}",
        },
        "\\section of own.cls",
    ),
    "a command in the number": ({"main.tex": paper(r"\renewcommand\thefigure{\chapsep\arabic{figure}}")}, "\\chapsep"),
    "a command that names a file": (
        {"main.tex": paper(body=rf"{FIGURE}\loadpart{{S}}{{parts}}{{x}}{FIGURE}"), "parts/x.tex": FIGURE}, "parts/x.tex",
    ),
    "a caption by a command": (
        {"main.tex": paper(body=rf"{FIGURE}\begin{{figure}}\includegraphics{{a}}\widecaption{{The level of the tank.}}\end{{figure}}")}, "\\widecaption",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "named"), OPEN.values(), ids=OPEN)
def test_what_numbers_hang_on_and_is_not_followed_is_named(read: Any, files: dict[str, str], named: str) -> None:
    (message,) = doubts(read(files))
    assert named in message


def test_numbers_that_were_compiled_are_not_doubted(read: Any) -> None:
    body = FIGURE.replace(r"\end{figure}", r"\label{a}\end{figure}")
    aux = r"\newlabel{a}{{7}{1}}"
    draft = read({"main.tex": paper(body=body, class_="unheardof"), "main.aux": aux})
    assert (draft.figures[0].number, doubts(draft)) == ("7", [])
