"""What no reader sees of a LaTeX source; and what one does, although it is white."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.invisible import LONGEST, declared_whites, invisible_spans, without_invisible

# What must stay -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        r"A \textcolor{red}{b} and {\color{blue!50} c} d.",
        r"A \colorbox{black}{\textcolor{white}{b}} mark.",
        r"A \fcolorbox{black}{blue}{\color{white} b} mark.",
        r"\tikz \node[fill=black] {\textcolor{white}{b}};",
        r"\rowcolor{gray} \textcolor{white}{Head} & b",
        r"\pagecolor{black} \textcolor{white}{b}",
        r"\documentclass[t]{beamer} \textcolor{white}{b}",
        r"{\fontsize{8}{9}\selectfont small} and {\fontsize{7pt}{8pt}\selectfont smaller}",
        r"{\color{white} \begin{figure}\end{figure}}",
        rf"{{\color{{white}} {'page ' * LONGEST}}}",
        r"The colour white, \color of it, \phantomsection and \textcolor{white} alone",
        r"\textcolor[rgb]{0.9,0.9,0.9}{grey} \textcolor[HTML]{EEEEEE}{grey} \textcolor[cmyk]{0,0,0,0.2}{grey}",
        r"\textcolor[rgb]{1,1}{",
        r"{\tiny small} \hspace{2cm}a\hspace{-1.5cm} b \vspace{-2em} c \kern1pt d \hskip 3em e \hspace{.5\textwidth} f",
        r"\raisebox{2pt}{a} \raisebox{-.5\height}{b} \raise 1ex\hbox{c} \raise 900000sp\hbox{d}",
        r"\scalebox{0.8}{a} \scalebox{.1}{\includegraphics{b}} \resizebox{\textwidth}{!}{c} \resizebox{3cm}{1cm}{d}",
        r"{\transparent{0.5}a} \texttransparent{.3}{b} \node[fill opacity=0.4] {c};",
        r"\setbox0=\hbox{a} \box0 \sbox{\note}{b}\usebox{\note} \sbox{\x}{c}\usebox\x",
        r"\begin{textblock}{4}(2,12)a\end{textblock} \begin{textblock*}{4cm}(9cm,1cm)b\end{textblock*}",
        r"\textcolor{white!50!black}{a} \textcolor{black!50}{b} \textcolor{red!20!white}{c} \textcolor{blue!80!white}{d}",
    ],
)
def test_what_can_be_seen_stays(text):
    assert without_invisible(text) == text


# What goes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (r"A \textcolor{white}{x {y} z} b", r"A \textcolor{white}{} b"),
        (r"A \textcolor [rgb] {1, 1,1} {x} b", r"A \textcolor [rgb] {1, 1,1} {} b"),
        (r"A \textcolor[RGB]{255,255,254}{x} b", r"A \textcolor[RGB]{255,255,254}{} b"),
        (r"A \textcolor[HTML]{fffffe}{x} b", r"A \textcolor[HTML]{fffffe}{} b"),
        (r"A \textcolor[gray]{.99}{x} b", r"A \textcolor[gray]{.99}{} b"),
        (r"A \textcolor[cmyk]{0,0,0,0}{x} b", r"A \textcolor[cmyk]{0,0,0,0}{} b"),
        (r"A \textcolor{black!0}{x} b", r"A \textcolor{black!0}{} b"),
        (r"A {\color{white} x \} {y} z} b", r"A {\color{white}} b"),
        (r"A \color{white} x \color{black} b", r"A \color{white}\color{black} b"),
        (r"A {\fontsize{0.5pt}{1pt}\selectfont x} b", r"A {\fontsize{0.5pt}{1pt}\selectfont} b"),
        (r"A \phantom{x}\hphantom{y} b", r"A \phantom{}\hphantom{} b"),
        (r"A \textcolor{white}{x \textcolor{white}{y}} b", r"A \textcolor{white}{} b"),
        (
            r"\definecolor{paper}{rgb}{1,1,1}A \textcolor{paper}{x} b",
            r"\definecolor{paper}{rgb}{1,1,1}A \textcolor{paper}{} b",
        ),
        (r"\colorlet{paper}{white}A \textcolor{paper}{x} b", r"\colorlet{paper}{white}A \textcolor{paper}{} b"),
        (r"A \textcolor{white}{x", r"A \textcolor{white}{"),
        (
            r"A \textcolor{white!100}{x}\textcolor{black!3!white}{y} b",
            r"A \textcolor{white!100}{}\textcolor{black!3!white}{} b",
        ),
        (r"A \textcolor{black!3}{x}\textcolor{-black}{y} b", r"A \textcolor{black!3}{}\textcolor{-black}{} b"),
        (r"A \hspace{-900cm}x\hspace{900cm} b", r"A \hspace{-900cm}\hspace{900cm} b"),
        (
            r"A \makebox[0pt][l]{\hspace*{1m x}\hspace*{100cm}x} b",
            r"A \makebox[0pt][l]{\hspace*{1m x}\hspace*{100cm}} b",
        ),
        (r"A \rlap{\kern90cm x} b", r"A \rlap{\kern90cm} b"),
        (r"A {\hskip -2000pt x} b", r"A {\hskip -2000pt} b"),
        ("A \\hspace{5\\textwidth}x\n\nb", "A \\hspace{5\\textwidth}\n\nb"),
        (r"A \raisebox{200cm}[0pt][0pt]{x} b", r"A \raisebox{200cm}[0pt][0pt]{} b"),
        (r"A \raisebox{80cc}{x} b", r"A \raisebox{80cc}{} b"),
        (r"A \raise 40in\hbox{x} b", r"A \raise 40in\hbox{} b"),
        (r"A \scalebox{0.01}{x}\scalebox{.1}[2]{y} b", r"A \scalebox{0.01}{}\scalebox{.1}[2]{} b"),
        (r"A \resizebox{0.1pt}{!}{x}\resizebox{!}{1pt}{y} b", r"A \resizebox{0.1pt}{!}{}\resizebox{!}{1pt}{} b"),
        (r"A {\transparent{0}{x}} \texttransparent{0}{y} b", r"A {\transparent{0}} \texttransparent{0}{} b"),
        (r"A \node[opacity=0] (n) {x}; b", r"A \node[opacity=0] (n) {}; b"),
        (r"A {\pdfliteral{3 Tr}x\pdfliteral{0 Tr}y} b", r"A {\pdfliteral{3 Tr}\pdfliteral{0 Tr}y} b"),
        (
            r"A \begin{textblock}{4}(200,200)x\end{textblock} b",
            r"A \begin{textblock}{4}(200,200)\end{textblock} b",
        ),
        (
            r"A \begin{textblock*}{4cm}(90cm,1cm)x\end{textblock*} b",
            r"A \begin{textblock*}{4cm}(90cm,1cm)\end{textblock*} b",
        ),
        (r"A \setbox0=\hbox{x} b", r"A \setbox0=\hbox{} b"),
        (r"A \sbox{\note}{x} b", r"A \sbox{\note}{} b"),
        (
            r"\newcommand{\hide}[1]{\textcolor{white}{#1}}A \hide{x} b",
            r"\newcommand{\hide}[1]{\textcolor{white}{}}A \hide{} b",
        ),
        (
            r"\newcommand\hide[2][c]{{\color{white}#2}}A \hide[d]{x}{y} b",
            r"\newcommand\hide[2][c]{{\color{white}}}A \hide[d]{}{y} b",
        ),
        (r"\def\hide#1#2{\phantom{#1#2}}A \hide{x}{y} b", r"\def\hide#1#2{\phantom{}}A \hide{}{} b"),
        (
            r"\newcommand{\half}[2]{#1\phantom{#2}}A \half{x}{y} b",
            r"\newcommand{\half}[2]{#1\phantom{}}A \half{x}{y} b",
        ),
    ],
)
def test_what_cannot_be_seen_goes(text, left):
    assert without_invisible(text) == left


def test_colours_of_another_file():
    assert declared_whites(r"\definecolor{a}{gray}{1}\colorlet{b}{a}\definecolor{c}{gray}{0}") == {"a", "b"}
    assert list(invisible_spans(r"\textcolor{b}{x}", {"b"})) == [(14, 15)]


PIECES = [
    r"\textcolor{white}{",
    r"{\color{white}",
    r"\phantom{",
    "{",
    "}",
    r"\}",
    "\\",
    "x",
    " ",
    r"\fontsize{1}{1}",
    r"\begin{a}",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_ranges_are_in_order_and_apart_and_hold_whole_groups(text):
    after = 0
    for start, end in invisible_spans(text):
        assert after <= start < end <= len(text)
        after = end
