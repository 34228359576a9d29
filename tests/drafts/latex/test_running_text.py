"""What of the running text is a paragraph about a figure, how it is cut into sentences, and what is kept beside it."""

import pytest

from capassist.model import Draft, Mention
from tests.drafts.latex.conftest import Read

FIGURES = "\n".join(
    rf"\begin{{figure}}\includegraphics{{{name}}}\caption{{Tank {name}.}}\label{{fig:{name}}}\end{{figure}}"
    for name in "abcd"
)


def mentions(draft: Draft, name: str = "a") -> tuple[Mention, ...]:
    """Return the mentions of a figure by the last letter of its label."""
    return next(figure.mentions for figure in draft.figures if figure.id == f"fig:{name}")


def sentences(draft: Draft, name: str = "a") -> list[str]:
    """Return the sentences of a figure's only mention."""
    (mention,) = mentions(draft, name)
    return [sentence.text for sentence in mention.sentences]


NO_MENTION = {
    "author contributions": r"\section*{Author Contributions} AB drew Figure~\ref{fig:a}.",
    "below such a section": r"\section{Acknowledgements}\subsection{People} AB drew Figure~\ref{fig:a}.",
    "run in": r"\paragraph{Funding.} AB paid for Figure~\ref{fig:a}.",
    "in bold": r"\textbf{Data availability.} The data of Figure~\ref{fig:a} are online.",
    "in bold, alone": "\\textbf{Acknowledgments}\n\nWe thank AB for Figure~\\ref{fig:a}.",
    "German": r"\section*{Danksagung} AB danken wir für Abb.~\ref{fig:a}.",
    "environment": r"\begin{acknowledgements} We thank AB for Figure~\ref{fig:a}.\end{acknowledgements}",
    "a template's command": r"\authorcontributions{AB drew Figure~\ref{fig:a}.}",
    "a template's switch": r"\acknowledgments We thank AB for Figure~\ref{fig:a}.",
    "code": "\\begin{verbatim}\nsee Figure 1\n\\end{verbatim}",
    "another paper's figure": r"This is Figure 1 of \citet{x}, their Fig.~1, and \citep[Fig.~1]{y}.",
    "a set of figures": r"\figsetstart\figsetnum{1}\figsettitle{All}\figsetend",
}


@pytest.mark.parametrize("text", NO_MENTION.values(), ids=NO_MENTION.keys())
def test_what_is_no_paragraph_about_a_figure(read: Read, text: str) -> None:
    assert mentions(read(f"{FIGURES}\n\n{text}")) == ()


def test_what_follows_is_read_again(read: Read) -> None:
    text = r"\section*{Funding} AB paid. \section{Results} Figure~\ref{fig:a} shows it."
    assert sentences(read(f"{FIGURES}\n{text}")) == ["Figure 1 shows it."]
    text = r"\acknowledgments We thank AB. \appendix\section{More} Figure~\ref{fig:a} shows it."
    assert sentences(read(f"{FIGURES}\n{text}")) == ["Figure 1 shows it."]


HEADINGS = {
    "own macro": (r"\parahead{How deep} See Figure~\ref{fig:a}.", "How deep"),
    "own macro, named otherwise": (r"\topic{How deep} See Figure~\ref{fig:a}.", "How deep"),
    "bold with a stop inside": (r"\noindent\textbf{Depth.} See Figure~\ref{fig:a}.", "Depth"),
    "bold with a colon behind": (r"{\bf Depth}: See Figure~\ref{fig:a}.", "Depth"),
    "bold before a sentence": (r"\textbf{Depth of it} We see Figure~\ref{fig:a}.", "Depth of it"),
    "italic with a stop": (r"\emph{Depth.} See Figure~\ref{fig:a}.", "Depth"),
    "alone in its line": ("\\textbf{Depth}\n\nSee Figure~\\ref{fig:a}.", "Depth"),
    "paragraph": (r"\section{S}\paragraph{Depth.} See Figure~\ref{fig:a}.", "Depth"),
    "theorem": (r"\begin{theorem}[Depth] See Figure~\ref{fig:a}.\end{theorem}", "Depth"),
    "item": (r"\begin{description}\item[Depth] See Figure~\ref{fig:a}.\end{description}", "Depth"),
    "block": (r"\begin{block}{Depth} See Figure~\ref{fig:a}.\end{block}", "Depth"),
    "with the figure in it": (r"\textbf{It is deep (Figure~\ref{fig:a}).} We see it.", "It is deep (Figure 1)"),
    "no heading: it goes on": (r"\textbf{Depth} is in Figure~\ref{fig:a}.", None),
    "no heading: italic": (r"\emph{Depth} See Figure~\ref{fig:a}.", None),
    "no heading: options": (r"\begin{itemize}[noitemsep]\item See Figure~\ref{fig:a}.\end{itemize}", None),
}


@pytest.mark.parametrize(("text", "heading"), HEADINGS.values(), ids=HEADINGS.keys())
def test_run_in_headings_stand_in_no_sentence(read: Read, text: str, heading: str | None) -> None:
    preamble = r"\newcommand{\topic}[1]{\vspace{3pt}\noindent\textbf{#1.}}"
    (mention,) = mentions(read(f"{FIGURES}\n\n{text}", preamble))
    assert mention.heading == heading
    if heading:
        assert not mention.text.startswith(heading)


def test_the_section_is_the_one_above_the_run_in_heading(read: Read) -> None:
    (mention,) = mentions(read(FIGURES + r"\section{Tanks}\paragraph{Depth} See Figure~\ref{fig:a}."))
    assert (mention.section, mention.heading) == ("1 Tanks", "Depth")


RANGES = {
    "dashes": (r"Figures~\ref{fig:a}--\ref{fig:c} show.", "abc"),
    "the word again": (r"Fig.~\ref{fig:a}--Fig.~\ref{fig:c} show.", "abc"),
    "to": (r"Figures~\ref{fig:b} to~\ref{fig:d} show.", "bcd"),
    "through": (r"Figures \ref{fig:a} through \ref{fig:d} show.", "abcd"),
    "bis": (r"Abbildungen~\ref{fig:a} bis \ref{fig:c} zeigen.", "abc"),
    "a, Spanish": (r"Figuras~\ref{fig:a} a \ref{fig:c}.", "abc"),
    "a, Czech": (r"Obr.~\ref{fig:a} a \ref{fig:c}.", "ac"),
    "plain numbers": ("Figures 1--3 show.", "abc"),
    "plain numbers in words": ("Figs.~2 to 4.", "bcd"),
    "a list": ("Las figuras 1, 2 y 4.", "abd"),
    "copied command": (r"\manyref{fig:a}{fig:c} show.", "abc"),
    "and": (r"Figures~\ref{fig:a} and \ref{fig:d} show.", "ad"),
    "compared to": (r"We compare Figure~\ref{fig:a} to Figure~\ref{fig:d}.", "ad"),
    "words between": (r"Figure~\ref{fig:a} shows what leads to \ref{fig:c}.", "ac"),
}


@pytest.mark.parametrize(("text", "named"), RANGES.values(), ids=RANGES.keys())
def test_between_the_ends_of_a_range(read: Read, text: str, named: str) -> None:
    draft = read(f"{FIGURES}\n\n{text}", r"\usepackage{cleveref}\let\manyref\crefrange")
    assert "".join(figure.id[-1] for figure in draft.figures if figure.mentions) == named
    pointed = {figure for reference in draft.manuscript.references for figure in reference.figures}
    assert pointed == {f"fig:{name}" for name in named}


def test_tables_between_the_figures_of_a_range_are_not_meant(read: Read) -> None:
    table = r"\begin{table}\caption{T.}\label{tab:t}\end{table}"
    figures = FIGURES.replace("\n", f"\n{table}\n", 1)
    draft = read(f"{figures}\n\nFigures~\\ref{{fig:a}}--\\ref{{fig:c}} show.")
    assert [figure.id for figure in draft.figures if figure.mentions] == ["fig:a", "fig:b", "fig:c"]


def test_a_copied_command_prints_what_its_original_does(read: Read) -> None:
    draft = read(FIGURES + "\n\n" + r"\Old{fig:a} is first.", r"\let\Old\autoref")
    assert sentences(draft) == ["Figure 1 is first."]


SENTENCES = {
    "reference in brackets alone": (r"It leaks. (Figure~\ref{fig:a})", ["It leaks. (Figure 1)"]),
    "see": (r"It leaks. See Fig.~\ref{fig:a}. It is old.", ["It leaks. See Fig. 1.", "It is old."]),
    "in brackets before the next": (
        r"It leaks. (Figure~\ref{fig:a}, left) It is old.",
        ["It leaks. (Figure 1, left)", "It is old."],
    ),
    "see first": (r"See Figure~\ref{fig:a}. It is old.", ["See Figure 1.", "It is old."]),
    "number in brackets": (
        r"It leaks. (2) It is as in Figure~\ref{fig:a}.",
        ["It leaks.", "(2) It is as in Figure 1."],
    ),
    "display after a blank line": (
        "The level is:\n\n\\begin{equation} h = 1 \\end{equation}\nwhere $h$ is in Figure~\\ref{fig:a}.",
        ["The level is: h = 1 where h is in Figure 1."],
    ),
    "display before a blank line": (
        "The level \\[ h = 1 \\]\n\nwhere $h$ is in Figure~\\ref{fig:a}.",
        ["The level h = 1 where h is in Figure 1."],
    ),
    "table in a display": (
        r"They weigh (Figure~\ref{fig:a}) \[ \begin{array}{cc} \textrm{tank} & \textrm{mass} \\ \hline 1 & 2 \end{array} \] by this rule.",
        ["They weigh (Figure 1) … by this rule."],
    ),
    "code between": (
        "We fill it:\n\\begin{lstlisting}\nfill()\n\\end{lstlisting}\nThen we look at Figure~\\ref{fig:a}.",
        ["We fill it:", "Then we look at Figure 1."],
    ),
    "code within": (
        "We call\n\\begin{verbatim}\nfill()\n\\end{verbatim}\nand look at Figure~\\ref{fig:a}.",
        ["We call and look at Figure 1."],
    ),
    "braces around a sentence": (
        r"{It leaks.} {See Figure~\ref{fig:a} for it.}",
        ["It leaks.", "See Figure 1 for it."],
    ),
    "colour over sentences": (
        r"\textcolor{red}{It leaks. We drew Figure~\ref{fig:a}.} Last.",
        ["It leaks.", "We drew Figure 1.", "Last."],
    ),
    "own colour over sentences": (
        r"\rev{It leaks. We drew Figure~\ref{fig:a}.} Last.",
        ["It leaks.", "We drew Figure 1.", "Last."],
    ),
    "line break after a stop": (r"It leaks.\\[2pt] We drew Figure~\ref{fig:a}.", ["It leaks.", "We drew Figure 1."]),
    "full-width stop": (r"水箱漏水．如图~\ref{fig:a}所示．", ["水箱漏水．", "如图 1所示．"]),
    "environment's arguments": (
        r"\begin{minipage}{0.5\textwidth} We drew Figure~\ref{fig:a}.\end{minipage}",
        ["We drew Figure 1."],
    ),
    "leftover lengths": (r"\vskip 2pt plus 1fil We drew Figure~\ref{fig:a}.", ["We drew Figure 1."]),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(read: Read, text: str, expected: list[str]) -> None:
    assert sentences(read(f"{FIGURES}\n\n{text}", r"\newcommand{\rev}[1]{\textcolor{red}{#1}}")) == expected


def test_a_footnote_is_a_paragraph_of_its_own(read: Read) -> None:
    draft = read(
        FIGURES + "\n\nIt leaks.\\footnote{But see Fig.~\\ref{fig:b}. It is new.} We drew Figure~\\ref{fig:a}."
    )
    assert sentences(draft) == ["It leaks.", "We drew Figure 1."]
    (note,) = mentions(draft, "b")
    assert [sentence.text for sentence in note.sentences] == ["But see Fig. 2.", "It is new."]
    assert note.before == "It leaks. We drew Figure 1."


@pytest.mark.parametrize(
    ("body", "beside"),
    [
        ("\\section{A} Figure~\\ref{f} is full.\n\nCODE", True),
        ("\\section{A}\nCODE\n\nFigure~\\ref{f} is full.", True),
        ("Figure~\\ref{f} is full.\n\n\\section{A}\nCODE\n\nMore.", False),
        ("\\section{A} Words.\n\nCODE\n\n\\section{B} Figure~\\ref{f} is full.", False),
    ],
    ids=["last in its section", "first in its section", "of the next section", "of the section before"],
)
def test_code_at_the_edge_of_a_section(read: Read, body: str, beside: bool) -> None:
    code = "\\begin{lstlisting}[caption={Fills},label=l]\nfill(tank)\n\\end{lstlisting}"
    figure = r"\section{Z}\begin{figure}\includegraphics{a}\caption{Tank.}\label{f}\end{figure}"
    draft = read(body.replace("CODE", code) + figure)
    (mention,) = draft.figures[-1].mentions
    assert ("fill(tank)" in (mention.beside or "")) == beside


def test_what_stands_beside_a_mention_is_kept(read: Read) -> None:
    text = (
        "\\section{One}\nBefore.\n\nWe fill it as here.\n\\begin{lstlisting}\nfill(tank)\n\\end{lstlisting}\nSee Figure~\\ref{fig:a} "
        "for it.\n\nAfter.\n\\section{Two}\nFar."
    )
    (mention,) = mentions(read(f"{FIGURES}\n{text}"))
    assert (mention.before, mention.after) == ("Before.", "After.")
    assert mention.beside is not None
    assert "fill(tank)" in mention.beside


def test_neighbours_are_of_the_same_section(read: Read) -> None:
    (mention,) = mentions(read(FIGURES + "\nBefore.\n\\section{One}\nSee Figure~\\ref{fig:a}.\n\\section{Two}\nAfter."))
    assert (mention.before, mention.after, mention.beside) == (None, None, None)


def test_an_algorithm_is_kept_once(read: Read) -> None:
    text = (
        "We fill it, see Figure~\\ref{fig:a}.\n\\begin{algorithm}\\caption{Fill}\\begin{algorithmic}\\State open\\end{algorithmic}"
        "\\end{algorithm}\nThen we wait."
    )
    (mention,) = mentions(read(f"{FIGURES}\n{text}"))
    assert mention.beside is not None
    assert mention.beside.count("\\State open") == 1


GLOSSARIES: dict[str, str] = {
    "acronym": r"\newacronym{edr}{EDR}{endpoint detection}",
    "with options": r"\newacronym[plural={EDRs}]{edr}{EDR}{endpoint detection}",
    "entry": r"\newglossaryentry{edr}{name={EDR}, description={endpoint, detection}}",
    "entry with another text": r"\newglossaryentry{edr}{name={Detection}, text=EDR, description={x}}",
    "acro": r"\DeclareAcronym{edr}{short = EDR, long = {endpoint detection}}",
}


@pytest.mark.parametrize("preamble", GLOSSARIES.values(), ids=GLOSSARIES.keys())
def test_entries_of_a_glossary_print_their_words(read: Read, preamble: str) -> None:
    figure = r"\begin{figure}\includegraphics{a}\caption{Of \gls{edr}.}\label{f}\end{figure}"
    draft = read(rf"The \gls{{edr}}, \glspl{{edr}}, \gls{{cpu}} in Figure~\ref{{f}}. {figure}", preamble)
    assert [m.text for m in draft.figures[0].mentions] == ["The EDR, EDRs, cpu in Figure 1."]
    assert draft.figures[0].caption == "Of EDR."


def test_entries_in_a_file_of_their_own(read: Read) -> None:
    body = r"\documentclass{article}\loadglsentries{words}\begin{document}\begin{figure}\includegraphics{a}"
    files = {"main.tex": body + r"\caption{\Gls{well}.}\end{figure}\end{document}"}
    draft = read(files | {"words.tex": r"\newglossaryentry{well}{name=deep well,description={x}}"})
    assert draft.figures[0].caption == "Deep well."
