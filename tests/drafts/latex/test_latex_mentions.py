"""Mentions: which paragraphs refer to a figure, what they say, and which characters of a sentence are the reference."""

from typing import Any

import pytest

from capassist.model import Figure

FIGURES = r"""
\begin{figure}\includegraphics{a}\caption{A. Compare \ref{fig:b}.}\label{fig:a}\end{figure}
\begin{figure}\includegraphics{b}\caption{B.}\label{fig:b}\end{figure}
\begin{figure}\subfloat[P.\label{fig:c:p}]{\includegraphics{c}}\caption{C.}\label{fig:c}\end{figure}
\begin{table}\caption{T. See \ref{fig:a}.}\label{tab:t}\end{table}
"""


def mentioned(draft: Any) -> list[str]:
    """Return the labels of the figures that have a mention."""
    return [figure.id for figure in draft.figures if figure.mentions and figure.kind == "figure"]


def expressions(figure: Figure) -> list[str]:
    """Return the reference expressions of all sentences that mention the figure."""
    return [
        sentence.source[start:end]
        for mention in figure.mentions
        for sentence in mention.sentences
        for start, end in sentence.references
    ]


# id -> (paragraph, preamble, figures mentioned)
FOUND = {
    "ref": (r"See Fig.~\ref{fig:a}.", "", ["fig:a"]),
    "list": (r"\Cref{fig:a,fig:b} show.", "", ["fig:a", "fig:b"]),
    "range": (r"\crefrange{fig:a}{fig:c} show.", "", ["fig:a", "fig:b", "fig:c"]),
    "panel": (r"Panel \subref{fig:c:p} shows.", "", ["fig:c"]),
    "autoref, vref, nameref": (r"\autoref{fig:a} \vref{fig:b} \nameref{fig:c}", "", ["fig:a", "fig:b", "fig:c"]),
    "hyperref": (r"As \hyperref[fig:b]{that plot} shows.", "", ["fig:b"]),
    "own prefix": (r"See \fig{a} and \figs{b}{c}.", r"\newcommand{\fig}[1]{Fig.~\ref{fig:#1}}\newcommand{\figs}[2]{Figs.~\ref{fig:#1} and~\ref{fig:#2}}",
                   ["fig:a", "fig:b", "fig:c"]),
    "own, through another, with option": (r"See \Fig[b]{a}.", r"\newcommand{\fref}[1]{\ref{fig:#1}}\newcommand{\Fig}[2][]{Figure~\fref{#2}#1}", ["fig:a"]),
    "own, starred": (r"See \fig*{a}.", r"\NewDocumentCommand{\fig}{s m}{Fig.~\ref{fig:#2}}", ["fig:a"]),
    "own, starred by hand": (
        r"See \Fig*{a} and \Fig{b}.",
        r"\makeatletter\def\Fig{\@ifstar\Fig@long{\Fig@short}}\def\Fig@long#1{Figure~\ref{fig:#1}}\newcommand\Fig@short[1]{Fig.~\ref{fig:#1}}\makeatother",
        ["fig:a", "fig:b"],
    ),
    "undefined figref adds the prefix": (r"See \figref{a}.", "", ["fig:a"]),
    "written out": ("Figure 2 and Fig.~3(a) show.", "", ["fig:b", "fig:c"]),
    "page only": (r"See page~\pageref{fig:a}.", "", []),
    "comment": ("Text. % See \\ref{fig:a}.\nMore.", "", []),
    "other captions and tables": ("Nothing.", "", []),
    "in a list": (r"\begin{itemize}\item First. \item See \ref{fig:b}.\end{itemize}", "", ["fig:b"]),
    "in a footnote": (r"Text.\footnote{But see Fig.~\ref{fig:b}.} More.", "", ["fig:b"]),
    "number of a larger one": ("Figure 21 and Figure 2.1 of the book.", "", []),
    "verbatim": (r"\verb|\ref{fig:a}|", "", []),
}  # fmt: skip


@pytest.mark.parametrize(("paragraph", "preamble", "expected"), FOUND.values(), ids=FOUND.keys())
def test_found(read: Any, paragraph: str, preamble: str, expected: list[str]) -> None:
    assert mentioned(read(FIGURES + "\n\n" + paragraph, preamble)) == expected


EXPRESSIONS = {
    "word": (r"As Fig.~\ref{fig:a} shows.", [r"Fig.~\ref{fig:a}"]),
    "panel after": (
        r"In Figure~\ref{fig:a}(b) and Fig.\ \ref{fig:a}c it is.",
        [r"Figure~\ref{fig:a}(b)", r"Fig.\ \ref{fig:a}c"],
    ),
    "cleveref": (r"\Cref{fig:a} shows.", [r"\Cref{fig:a}"]),
    "several": (r"Figures~\ref{fig:a} and \ref{fig:b} show.", [r"Figures~\ref{fig:a}"]),
    "supplementary": (r"See Supplementary Fig.~\ref{fig:a}.", [r"Supplementary Fig.~\ref{fig:a}"]),
    "German": (r"Wie Abbildung~\ref{fig:a} zeigt.", [r"Abbildung~\ref{fig:a}"]),
    "Chinese": (r"如图~\ref{fig:a} 所示。", [r"图~\ref{fig:a}"]),
    "sentence start": (r"Figure \ref{fig:a} shows the loss of a model.", [r"Figure \ref{fig:a}"]),
    "no word": (r"It is known (\ref{fig:a}).", [r"\ref{fig:a}"]),
    "in brackets": (r"It grows (Fig.~\ref{fig:a}).", [r"Fig.~\ref{fig:a}"]),
    "written out": (r"See Figure~1(a) for it.", ["Figure~1(a)"]),
}


@pytest.mark.parametrize(("paragraph", "expected"), EXPRESSIONS.values(), ids=EXPRESSIONS.keys())
def test_expressions(read: Any, paragraph: str, expected: list[str]) -> None:
    assert expressions(read(FIGURES + "\n\n" + paragraph).figures[0]) == expected


def test_a_mention_is_the_whole_paragraph(read: Any) -> None:
    draft = read(
        {
            "main.tex": "\\documentclass{article}\n\\begin{document}\n\\section{Intro}\n\\section{Our \\emph{method}}\n\\input{sec}\n\\end{document}",
            "sec.tex": "Before.\n\nWe  train % often\n  a model\\label{x} with $x_1=3.5$ as in\n\\begin{equation} y = 2. \\end{equation}\n"
            "and it works \\cite{smith}.\\footnote{Not always.} Fig.~\\ref{f} shows e.g. this.\n"
            "\\begin{figure}\\includegraphics{a}\\caption{F.}\\label{f}\\end{figure}\nThe loss, see \\ref{g}, falls.\n\nAfter.\n"
            "\\begin{figure}\\includegraphics{b}\\caption{G.}\\label{g}\\end{figure}",
        }
    )
    (mention,) = draft.figures[0].mentions
    assert (mention.section, mention.file, mention.line) == ("2 Our method", "sec.tex", 3)
    assert [sentence.text for sentence in mention.sentences] == [
        "We train a model with x₁=3.5 as in y = 2. and it works […].",
        "Fig. 1 shows e.g. this.",
        "The loss, see 2, falls.",
    ]
    assert mention.sentences[1].source == r"Fig.~\ref{f} shows e.g. this."
    assert [sentence.names_others for sentence in mention.sentences] == [False, False, True]
    assert "\\label" not in mention.sentences[0].source
    assert mention.text == " ".join(sentence.text for sentence in mention.sentences)


BREAKS = {
    "blank line": "A.\n \t\n\\ref{fig:a}",
    "par": r"A.\par \ref{fig:a}",
    "heading": r"A. \subsection{H} \ref{fig:a}",
    "item": r"\begin{itemize}\item A. \item \ref{fig:a}\end{itemize}",
    "theorem": r"A. \begin{theorem}\ref{fig:a}\end{theorem} B.",
    "comment, then a blank line": "A. % c\n\n\\ref{fig:a}",
}


@pytest.mark.parametrize("text", BREAKS.values(), ids=BREAKS.keys())
def test_paragraphs_end(read: Any, text: str) -> None:
    (mention,) = read(FIGURES + "\n\n" + text).figures[0].mentions
    assert mention.text == "1"


def test_a_passage_in_braces_over_paragraphs_has_sentences(read: Any) -> None:
    passage = r"\revised{One is here. See Fig.~\ref{fig:a}. \emph{Two. Three} follow." + "\n\nAnother ends.}"
    figures = read(FIGURES + passage).figures
    texts = [sentence.text for mention in figures[0].mentions for sentence in mention.sentences]
    assert texts == ["One is here. See Fig. 1.", "Two. Three follow."]


def test_an_expression_ends_where_it_ends_in_a_later_sentence_too(read: Any) -> None:
    figures = read(FIGURES + "\n\n" + r"One is here. See Fig.~\ref{fig:a} for two, and three.").figures
    assert expressions(figures[0]) == [r"Fig.~\ref{fig:a}"]


def test_references_print_what_is_known(read: Any) -> None:
    draft = read(
        FIGURES + "\n\n\\section{One}\\label{sec:one}\n\n"
        r"\autoref{fig:a}, \cref{fig:a,fig:b}, \ref{tab:t}, Section~\ref{sec:one}, \ref{fig:c:p}, \ref{nowhere}, \eqref{eq:q}."
    )
    assert draft.figures[0].mentions[0].text == "Figure 1, Figures 1 and 2, 1, Section 1, 3a, …, (…)."


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_line_end_does_not_end_a_paragraph(read: Any, newline: str) -> None:
    body = FIGURES + "\nOne sentence\nover lines, see Fig.~\\ref{fig:a}.\nAnother.\n\nNext paragraph.\n"
    source = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n".replace("\n", newline)
    draft = read({"main.tex": source.encode()})
    assert [m.text for m in draft.figures[0].mentions] == ["One sentence over lines, see Fig. 1. Another."]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"Section ``\nameref{sec}'' has Figure~\ref{f}.", "Section “The tank” has Figure 1."),
        (r"Figure~\ref{f} (\nameref{f}) is full.", "Figure 1 (Level of water) is full."),
        (r"Figure~\ref{f} on page~\pageref{f} is full.", "Figure 1 on page … is full."),
    ],
)
def test_titles_and_pages_are_not_numbers(read: Any, text: str, plain: str) -> None:
    figure = r"\begin{figure}\includegraphics{a}\caption{Level of water}\label{f}\end{figure}"
    draft = read(rf"\section{{The tank}}\label{{sec}} {text} {figure}")
    assert [mention.text for mention in draft.figures[0].mentions] == [plain]
