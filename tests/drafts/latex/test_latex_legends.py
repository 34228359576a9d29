"""Legends in a list at the end are the captions of the figures without one."""

import pytest

from tests.drafts.latex.conftest import Read

FIGURES = r"\begin{figure}\includegraphics{a}\label{fig:a}\end{figure}\begin{figure}\includegraphics{b}\label{fig:b}\end{figure}"
LISTS = {
    "paragraphs": "\\textbf{Figure 1.} The \\emph{tank}.\n\n\\textbf{Figure 2.} The lid.\n\nNew.",
    "titles in bold": "\\noindent\\textbf{Figure 1. The} \\emph{tank}.\n\n{\\bf Fig.~2:} The lid. New.",
    "headings": "\\subsection*{Figure 1}\nThe \\emph{tank}.\n\\subsection*{Figure 2}\nThe lid. New.",
    "items": "\\begin{enumerate}\\item[Figure 1.] The \\emph{tank}.\\item[Figure 2.] The lid. New.\\end{enumerate}",
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS.keys())
def test_a_list_of_legends(read: Read, listed: str) -> None:
    text = f"See Figure~\\ref{{fig:b}}.\n\\section*{{Figure legends}}\n{listed}\n\n{FIGURES}"
    tank, lid = read(text).figures
    assert [(figure.number, figure.state, figure.caption) for figure in (tank, lid)] == [
        ("1", "written", "The tank."),
        ("2", "written", "The lid. New."),
    ]
    assert tank.slot is None
    assert "list of legends" in tank.locked
    assert [mention.text for mention in lid.mentions] == ["See Figure 2."]
    assert tank.mentions == ()


def test_short_legends_are_not_taken_for_labels(read: Read) -> None:
    listed = r"\section*{Figure legends}\begin{itemize}\item[Fig. 1] Tank.\item[Fig. 2] Lid.\end{itemize}"
    assert [figure.caption for figure in read(FIGURES + listed).figures] == ["Tank.", "Lid."]


def test_a_caption_of_its_own_is_not_replaced(read: Read) -> None:
    text = (
        r"\begin{figure}\includegraphics{a}\caption{The tank.}\end{figure}\section*{Figure legends} Figure 1. Another."
    )
    (figure,) = read(text).figures
    assert figure.caption == "The tank."
    assert figure.slot is not None


def test_legends_that_fit_no_figure_are_told_of(read: Read) -> None:
    draft = read(FIGURES + r"\section*{Figure legends} Figure 1. The tank.")
    assert [figure.state for figure in draft.figures] == ["missing", "missing"]
    assert any(problem.code == "legends" for problem in draft.problems)
