"""What no reader sees of a LaTeX source; and what one does, although it is white."""

import pytest
from hypothesis import HealthCheck, given, settings
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


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_ranges_are_in_order_and_apart_and_hold_whole_groups(text):
    after = 0
    for start, end in invisible_spans(text):
        assert after <= start < end <= len(text)
        after = end
