r"""Keys of \ref, \citep and \gls in a new caption, against a draft that is really read."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.model import Draft
from capassist.workflow.drafting import inspect

MAIN = r"""\documentclass{article}
\usepackage{glossaries}
PREAMBLE
\begin{document}
We follow \citet{Moss1998}. Figure~\ref{fig:tank} shows the level. \gls{cpu} and \section{Pump}\label{sec:pump}
\begin{algorithm}{alg:walk}\end{algorithm}
\begin{figure}\includegraphics{a}\caption{TODO}\label{fig:tank}\end{figure}
END
\end{document}
"""
BIB = "@article{Moss1998,\n author = {Moss, A.}}\n@book{Tern2004, ids = {tern, other:key}, title = {T}}\n"
FILES = {"refs.bib": BIB}


def read(
    folder: Path, preamble: str = "", end: str = r"\bibliography{refs}", files: Mapping[str, str] = FILES
) -> Draft:
    """Return the draft of a paper with these files."""
    main = MAIN.replace("PREAMBLE", preamble or r"\newacronym{cpu}{CPU}{central unit}").replace("END", end)
    for name, content in {"main.tex": main, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return read_latex(folder)


def said(draft: Draft, text: str) -> list[str]:
    """Return what is said of the keys of a text for the paper's figure."""
    (figure,) = draft.figures
    return [finding.message for finding in inspect(draft, figure, text) if finding.code == "key"]


@pytest.mark.parametrize(
    "text",
    [
        r"Level, after \citep{Moss1998}.",
        r"Level, after \citep[see][p.~3]{Moss1998, Tern2004}.",
        r"Level, after \cites{Moss1998}{tern}.",
        r"Level, after \citeauthor*{other:key}.",
        r"Level of Section~\ref{sec:pump} and \ref{pump}.",
        r"Level of \cref{sec:pump,fig:tank}.",
        r"Level of \hyperref[sec:pump]{the pump}.",
        r"Level, \href{fig:no}{\emph{there}}.",
        r"Level after \ref{alg:walk}.",
        r"Level on one \gls{cpu} and two \Glspl{cpu}.",
        "Level. % \\ref{fig:none}\n",
        r"Level \label{fig:new} of \ref{fig:new}.",
        r"Level, \citetext{no key}.",
        r"Level, \cite{#1}.",
        r"Level, \ac{none} as the paper's own macro.",
        "Level, 100\\% of \\cite{Moss1998}.",
    ],
)
def test_of_a_key_that_is_set_nothing_is_said(text: str, tmp_path: Path) -> None:
    preamble = r"\newcommand{\ac}[1]{acceleration #1}"
    draft = read(tmp_path, r"\newacronym{cpu}{CPU}{central unit}" + preamble * (r"\ac" in text))

    assert [message for message in said(draft, text) if r"\ac" not in text or "none" not in message] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"See \ref{fig:tanks}.", r"\ref{fig:tanks}: no label fig:tanks is set. Did you mean fig:tank?"),
        (r"See \autoref{tab:zzz}.", r"\autoref{tab:zzz}: no label tab:zzz is set."),
        (r"After \citep[p.~3]{Moss1989}.", "Moss1989 is not in the bibliography. Did you mean Moss1998?"),
        (r"After \citep{Moss1998,Vole}.", "Vole is not in the bibliography."),
        (r"After \cites{Moss1998}{Vole}.", "Vole is not in the bibliography."),
        (r"On a \gls{cpus}.", r"\gls{cpus}: cpus is not in the glossary. Did you mean cpu?"),
        (r"On a \acrlong{gpu}.", "gpu is not in the glossary."),
        (r"See \ref{}.", r"\ref{} names nothing."),
        (r"See \cref{fig:tank,fig:zzz}.", "no label fig:zzz is set."),
        (r"See \hyperref[fig:zzz]{it}.", "no label fig:zzz is set."),
    ],
)
def test_a_key_that_nothing_sets_is_named(text: str, message: str, tmp_path: Path) -> None:
    (found,) = said(read(tmp_path), text)
    assert found.endswith(message)


def test_each_key_has_a_finding_at_its_command(tmp_path: Path) -> None:
    draft = read(tmp_path)
    text = r"Levels, \citep{Vole, Shrew} in \ref{tab:none}."
    found = [finding for finding in inspect(draft, draft.figures[0], text) if finding.code == "key"]
    assert [text[slice(*finding.span)] for finding in found if finding.span] == [
        r"\citep{Vole, Shrew}", r"\citep{Vole, Shrew}", r"\ref{tab:none}"
    ]  # fmt: skip
    assert not any(finding.blocks for finding in found)


@pytest.mark.parametrize(
    ("end", "files", "key"),
    [
        (r"\bibliography{refs}", {"refs.bib": BIB}, "Tern2004"),
        (r"\bibliography{IEEEabrv,refs}", {"refs.bib": BIB}, "Tern2004"),
        (r"\addbibresource[location=local]{refs.bib}\printbibliography", {"refs.bib": BIB}, "Tern2004"),
        (r"\begin{thebibliography}{9}\bibitem[{A {\it et al.}}(2004)]{Tern2004} T.\end{thebibliography}", {}, "Tern2004"),
        (r"\bibliography{x}\bibliographystyle{plain}", {"x.bib": BIB, "main.bbl": r"\bibitem{Vole} V."}, "Vole"),
        (r"\printbibliography\bibliography{x}", {"x.bib": "", "main.bbl": r"\entry{Vole}{article}{}"}, "Vole"),
        ("\\begin{filecontents*}[overwrite]{own.bib}\n" + BIB + "\\end{filecontents*}\\bibliography{own}", {}, "Tern2004"),
    ],
    ids=["bib", "with IEEE's names of journals", "biblatex", "items", "compiled", "compiled by biber", "written by LaTeX"],
)  # fmt: skip
def test_where_works_may_stand(end: str, files: dict[str, str], key: str, tmp_path: Path) -> None:
    draft = read(tmp_path, end=end, files=files)
    assert said(draft, rf"After \cite{{{key}}}.") == []
    assert said(draft, r"After \cite{Zzz}.") == [r"\cite{Zzz}: Zzz is not in the bibliography."]


@pytest.mark.parametrize(
    ("preamble", "files"),
    [
        (r"\newglossaryentry{cpu}{name=CPU}", {}),
        (r"\longnewglossaryentry*{cpu}{name=CPU}{x}", {}),
        (r"\usepackage{acro}\DeclareAcronym{cpu}{short=CPU}", {}),
        (r"\usepackage{acronym}\acrodef{cpu}{central}", {}),
        (r"\newabbreviation[description={x}]{cpu}{CPU}{central}", {}),
        (r"\newcommand{\abk}[2]{\newacronym{#1}{#2}{#2}}\abk{cpu}{CPU}", {}),
        (r"\loadglsentries{terms}", {"terms.tex": r"\newglossaryentry{cpu}{name=CPU}"}),
        (r"\input{terms}", {"terms.tex": r"\newacronym{cpu}{CPU}{central}"}),
        (r"\usepackage{glossaries-extra}\GlsXtrLoadResources[src={terms}]", {"terms.bib": "@acronym{cpu,\n short={CPU}}"}),
    ],
    ids=["entry", "long entry", "acro", "acronym", "extra", "own command", "loaded", "input", "bib2gls"],
)  # fmt: skip
def test_where_terms_may_stand(preamble: str, files: dict[str, str], tmp_path: Path) -> None:
    draft = read(tmp_path, preamble, files={**FILES, **files})
    assert said(draft, r"On a \gls{cpu}.") == []
    (found,) = said(draft, r"On a \gls{zzz}.")
    assert found.startswith(r"\gls{zzz}: zzz is not in the glossary")
    assert ("cannot be known" in found) == (r"\abk" in preamble)  # what the own command does is not followed


class TestWhatIsNotKnown:
    def test_of_a_bib_file_that_is_not_there_it_is_said(self, tmp_path: Path) -> None:
        draft = read(tmp_path, files={})
        assert said(draft, r"After \citet{Moss1998}.") == []  # the paper cites it itself
        (found,) = said(draft, r"After \cite{Moss1989}.")
        assert "cannot be known, as refs.bib could not be read." in found
        assert found.endswith("Did you mean Moss1998?")

    def test_one_that_is_too_large_or_no_text_is_not_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("capassist.drafts.latex.project._MAX_FILE", 600)
        draft = read(tmp_path, files={"refs.bib": BIB + " " * 1000})
        assert re.search(r"cannot be known, as refs\.bib could not be read", *said(draft, r"\cite{Moss1989}."))

    def test_a_bib_file_outside_of_the_draft_is_neither_read_nor_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "outside.bib").write_text("@book{Vole,}")
        draft = read(tmp_path / "paper", end=r"\bibliography{../outside}")
        assert "../outside.bib could not be read" in said(draft, r"After \cite{Moss1989}.")[0]
        assert not [problem for problem in draft.problems if problem.code == "outside"]

    def test_where_nothing_of_the_bibliography_could_be_read_that_is_said_once(self, tmp_path: Path) -> None:
        draft = read(tmp_path, files={})
        assert said(draft, r"After \cite{Vole}.") == []
        (problem,) = (problem for problem in draft.problems if problem.code == "missing-bibliography")
        assert problem.message == "main.tex cites from refs.bib, which could not be read."

    @pytest.mark.parametrize("files", [FILES, {"main.bbl": r"\bibitem{Moss1998} M."}], ids=["read", "compiled"])
    def test_where_works_are_known_no_such_thing_is_said(self, files: dict[str, str], tmp_path: Path) -> None:
        draft = read(tmp_path, files=files)
        assert not [problem for problem in draft.problems if problem.code == "missing-bibliography"]
        assert len(said(draft, r"After \cite{Vole}.")) == 1

    def test_a_label_may_be_in_a_chapter_that_is_not_there(self, tmp_path: Path) -> None:
        draft = read(tmp_path, end=r"\input{chapter}\bibliography{refs}")
        (found,) = said(draft, r"See \ref{tab:x}.")
        assert "cannot be known, as main.tex reads chapter, which is not there." in found

    def test_terms_that_are_not_there(self, tmp_path: Path) -> None:
        draft = read(tmp_path, r"\loadglsentries{terms}")
        assert said(draft, r"On a \gls{cpu}.") == []
        assert "terms could not be read" in said(draft, r"On a \gls{gpu}.")[0]

    def test_a_paper_that_names_no_bibliography(self, tmp_path: Path) -> None:
        draft = read(tmp_path, end="")
        assert said(draft, r"After \citet{Moss1998}.") == []
        assert "none was found, although the paper points into one" in said(draft, r"After \citet{Zzz}.")[0]

    def test_a_term_may_be_in_a_chapter_that_is_not_there(self, tmp_path: Path) -> None:
        draft = read(tmp_path, end=r"\input{chapter}\bibliography{refs}")
        assert "cannot be known, as main.tex reads chapter" in said(draft, r"On a \gls{gpu}.")[0]
        assert "cannot be known" not in said(draft, r"After \cite{Zzz}.")[0]

    def test_labels_of_other_documents(self, tmp_path: Path) -> None:
        draft = read(tmp_path, r"\usepackage{xr}\externaldocument{other}")
        assert said(draft, r"See \ref{tab:x}.") == []
