"""Hostile and broken sources: nothing outside the draft is read, nothing but a DraftError leaves, offsets always fit."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.drafts.latex import read_latex
from capassist.drafts.latex.mask import mask
from capassist.drafts.source import read_source
from capassist.errors import DraftError

SECRET = "ZEBRA-17"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.tex").write_text(rf"\begin{{figure}}\caption{{{SECRET}}}\end{{figure}}")
    (folder / "secret.png").write_bytes(b"")
    return folder


@pytest.mark.parametrize(
    "call",
    [
        r"\input{../outside/secret}",
        r"\input{OUT/secret.tex}",
        r"\include{../outside/secret}",
        r"\import{../outside/}{secret}",
        r"\subimport{../}{outside/secret}",
        r"\subfile{../outside/secret}",
        r"\input{link}",
        r"\input{folder/secret}",
        r"\input{|cat ../outside/secret.tex}",
        r"\input{~/secret}",
        r"\begin{figure}\includegraphics{../outside/secret.png}\caption{x y}\end{figure}",
        r"\begin{figure}\includegraphics{OUT/secret}\caption{x y}\end{figure}",
    ],
)
def test_nothing_outside_is_read(tmp_path: Path, outside: Path, call: str) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    (root / "link.tex").symlink_to(outside / "secret.tex")
    (root / "folder").symlink_to(outside)
    (root / "main.tex").write_text(
        rf"\documentclass{{article}}\begin{{document}}{call.replace('OUT', str(outside))}\end{{document}}"
    )
    draft = read_latex(root)
    assert SECRET not in repr(draft)
    assert any(problem.code.startswith("outside") for problem in draft.problems)


def test_no_file_is_a_draft_error(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match=r"no \.tex file"):
        read_latex(tmp_path)


def test_a_draft_without_figures_is_fine(read: Any) -> None:
    draft = read("Only words.")
    assert draft.figures == ()
    assert [problem.code for problem in draft.problems] == ["no-figures"]


def test_missing_files_are_problems(read: Any) -> None:
    draft = read(r"\input{gone}\begin{figure}\includegraphics{lost}\caption{F.}\label{f}\end{figure}")
    assert [(problem.code, problem.figure) for problem in draft.problems] == [
        ("missing-input", None),
        ("missing-image", "f"),
    ]


def test_unbalanced_braces_name_their_line(read: Any) -> None:
    draft = read("One.\n\n\\begin{figure}\\caption{Open\n\\end{figure}\n\\begin{figure}\\caption{Fine.}\\end{figure}")
    assert [figure.caption for figure in draft.figures][1:] == ["Fine."]
    assert any(problem.code == "unbalanced" and "main.tex, line 6" in problem.message for problem in draft.problems)


@pytest.mark.parametrize(
    "preamble",
    [
        r"\newcommand{\a}{\b}\newcommand{\b}{\a\begin{figure}\end{figure}}",
        r"\newcommand{\a}{\a\a\label{x}}",
        r"\newcommand{\a}{\label{x}\b\b\b\b}\newcommand{\b}{\c\c\c\c\label{y}}\newcommand{\c}{\d\d\d\d\d\label{z}}\newcommand{\d}{\a\a\a}",
        r"\newenvironment{e}{\begin{e}\caption{x}}{\end{e}}\newcommand{\a}{\begin{e}\end{e}}",
        r"\newcommand{\a}[1]{\label{#1}\a{#1#1}}",
    ],
)
def test_endless_definitions_end(read: Any, preamble: str) -> None:
    assert "too-deep" in {problem.code for problem in read(r"\a{x} \a", preamble).problems}


WORDS = r"""\begin{figure} \end{figure} \begin{subfigure} \end{subfigure} \caption{ \caption[ \captionof{figure}{ \label{a} \ref{a} \cref{a,b} \includegraphics{a}
\newcommand{\x}[2][d]{ \newenvironment{e}[1]{ }{ \def\y#1{ \x{a}{b} \y{ \begin{e}{a} \end{e} \ifx\a\b \else \fi \iffalse \newif\ifz \ztrue \ifz { } [ ] $ % \verb|
\begin{verbatim} \end{verbatim} \begin{comment} \end{comment} \input{main} \input{other} \section{ \subfloat[ \ContinuedFloat \begin{tikzpicture} \node { \end{document}
\begin{document} \documentclass{article} \setcounter{figure}{ \renewcommand{\thefigure}{ \\ \{ \} #1 \begin{table} \end{table} \item \footnote{ \verb \begin{
\bicaption{ \frac{ ^ _ & ~ \'e \SI{1}{\m} \Figure{a.png}{Some words} . word Fig.~1 \r \begin{lstlisting}[caption= \end{lstlisting}""".split()


@pytest.mark.slow
@given(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(["\n", "\n\n", "\r\n", " "]), st.text(max_size=5)),
        max_size=50,
    )
)
def test_no_text_breaks_the_reader(parts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.png").write_bytes(b"")
        (folder / "main.tex").write_bytes("".join(parts).encode("utf-8", "replace"))
        (folder / "other.tex").write_bytes("".join(reversed(parts)).encode("utf-8", "replace"))
        draft = read_latex(folder)
        for figure in draft.figures:
            assert (figure.slot is None) == bool(figure.locked)
            if figure.slot is not None:
                text = read_source(draft.root / figure.slot.file).text
                assert text[figure.slot.start : figure.slot.end] == figure.slot.text
            for mention in figure.mentions:
                for sentence in mention.sentences:
                    assert all(0 <= start < end <= len(sentence.source) for start, end in sentence.references)


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(["\n", " "]), st.text(max_size=5)), max_size=60).map(
        "".join
    )
)
def test_the_mask_keeps_every_offset(text: str) -> None:
    masked = mask(text)
    assert len(masked.structure) == len(masked.readable) == len(text)
    assert [i for i, c in enumerate(masked.readable) if c != "\x1f" and c != text[i]] == []


def test_links_inside_the_draft_are_fine(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(r"\documentclass{article}\begin{document}\input{link}\end{document}")
    (tmp_path / "real.tex").write_text(r"\begin{figure}\caption{F.}\end{figure}")
    (tmp_path / "link.tex").symlink_to("real.tex")
    assert [figure.caption for figure in read_latex(tmp_path).figures] == ["F."]


ODD = ("notes.tex", "main.aux", "refs.bib", "own.sty", "a.png", "b.pdf", "main.pdf", "latexmkrc", "capassist.toml")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name")
@pytest.mark.parametrize("name", [*ODD, "main.tex"])
def test_a_pipe_in_a_file_s_place_is_not_waited_for(tmp_path: Path, name: str) -> None:
    body = (
        r"\documentclass{article}\usepackage{own}\begin{document}\input{notes}By \citet{x}, Figure~\ref{f} shows it."
        r"\begin{figure}\includegraphics[width=1cm]{a}\includegraphics{b.pdf}\caption{One two.}\label{f}\end{figure}"
        r"\bibliography{refs}\end{document}"
    )
    for file in ("main.tex", "other.tex"):
        (tmp_path / file).write_text(body)
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    draft = open_draft(tmp_path)
    assert len(draft.figures) == 1
    DraftImages(draft).load(draft.figures[0])
    told = [problem.message for problem in draft.problems if problem.code == "missing-input"]
    pipes = [message for message in told if message.endswith("cannot be read: it is a named pipe, not a file.")]
    assert len(pipes) == (name in ("notes.tex", "main.tex"))
    with pytest.raises(DraftError, match=r"named pipe|not readable|is empty"):
        open_draft(tmp_path / name)


@pytest.mark.parametrize("name", ["long " * 67, "x" * 300, "d/" * 2100, "a\0b", "%s/../" % ("y" * 260)])
def test_a_picture_s_name_that_no_file_can_have_is_one_missing_picture(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.png").write_bytes(b"")
    (tmp_path / "main.tex").write_text(
        rf"\documentclass{{article}}\begin{{document}}\input{{{name}}}"
        rf"\begin{{figure}}\includegraphics[width=1cm]{{{name}.pdf}}\caption{{One.}}\end{{figure}}"
        rf"\begin{{figure}}\includegraphics{{{name}}}\includegraphics{{good}}\caption{{Two.}}\end{{figure}}\end{{document}}"
    )
    draft = open_draft(tmp_path)
    assert [figure.caption for figure in draft.figures] == ["One.", "Two."]
    assert "good.png" in [image.path for image in draft.figures[1].images]
    DraftImages(draft).load(draft.figures[0])


@pytest.mark.parametrize("root", ["x" * 300, "..", ".", "a\0b", "/", "../" * 2000])
def test_the_main_file_that_a_comment_names_may_be_no_file_s_name(tmp_path: Path, root: str) -> None:
    (tmp_path / "part.tex").write_text(f"% !TEX root = {root}\n\\begin{{figure}}\\caption{{One.}}\\end{{figure}}")
    assert [figure.caption for figure in open_draft(tmp_path / "part.tex").figures] == ["One."]


def test_a_caption_that_several_figures_have_because_their_file_is_read_twice_is_locked(tmp_path: Path) -> None:
    (tmp_path / "figa.tex").write_text(r"\begin{figure}\includegraphics{a}\caption{One.}\label{f}\end{figure}")
    own = r"\begin{figure}\includegraphics{b}\caption{Two.}\end{figure}"
    (tmp_path / "main.tex").write_text(
        rf"\documentclass{{article}}\begin{{document}}\input{{figa}} {own} \input{{figa}}\end{{document}}"
    )
    figures = open_draft(tmp_path).figures
    assert [(figure.caption, figure.slot is None) for figure in figures] == [
        ("One.", True),
        ("Two.", False),
        ("One.", True),
    ]
    assert {figure.locked for figure in figures if not figure.slot} == {
        "figa.tex is read more than once, so this is the caption of several figures."
    }
