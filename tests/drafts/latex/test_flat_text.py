"""The flat text: what a draft's own definitions, environments and hooks make of its body."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.drafts.latex.expand import Expanded, expand
from capassist.drafts.latex.project import Project
from tests.drafts.latex.conftest import write_project

Flat = Callable[..., Expanded]


@pytest.fixture
def flat(tmp_path: Path) -> Flat:
    """Return a function that reads a preamble and a body, with other files beside it."""

    def read(preamble: str, body: str, **files: str) -> Expanded:
        main = f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\\end{{document}} No more."
        folder = write_project(tmp_path, {"main.tex": main, **{f"{name}.tex": text for name, text in files.items()}})
        return expand(Project(folder), "main.tex")

    return read


def body_of(expanded: Expanded) -> str:
    """Return what is read of the body, without the comments' blanks."""
    return expanded.text.readable.replace("\x1f", "").partition(r"\begin{document}")[2]


FIG = r"\newenvironment{fig}[2][t]{\begin{figure}[#1]\caption{#2}}{\end{figure}}"
BODIES: dict[str, tuple[str, str, str]] = {  # preamble, body, what is read of it
    "nothing of its own": ("", "A tank.", "A tank."),
    "an environment of words stays": (r"\newenvironment{hint}{<}{>}", r"a\begin{hint}b\end{hint}c", r"a\begin{hint}b\end{hint}c"),
    "an environment with a float": (FIG, r"a\begin{fig}{F.}b\end{fig}c", r"a\begin{figure}[t]\caption{F.}b\end{figure}c"),
    "its option": (FIG, r"a\begin{fig}[h]{F.}b\end{fig}c", r"a\begin{figure}[h]\caption{F.}b\end{figure}c"),
    "one that never ends": (FIG, r"a\begin{fig}{F.}b", r"a\begin{figure}[t]\caption{F.}\end{figure}b"),
    "one in another": (
        r"\newenvironment{in}{\caption{F.}}{}\newenvironment{out}{\begin{figure}}{\end{figure}}",
        r"\begin{out}a\begin{in}b\end{in}c\end{out}", r"\begin{figure}a\caption{F.}bc\end{figure}",
    ),
    "a collected body": (
        r"\NewEnviron{shot}[1]{\begin{figure}\BODY\caption{#1}\end{figure}}",
        r"a\begin{shot}{F.}b\end{shot}c", r"a\begin{figure}b\caption{F.}\end{figure}c",
    ),
    "what it does to a counter ends with it": (
        r"\newenvironment{supp}{\setcounter{figure}{0}}{\par}",
        r"a\begin{supp}b\end{supp}c", r"a\begingroup \setcounter{figure}{0}b\par\endgroup c",
    ),
    "the appendix under another name": (
        r"\usepackage{appendix}\let\app\appendices\let\endapp\endappendices",
        r"a\begin{app}b\end{app}c", r"a\begin{appendices}b\end{appendices}c",
    ),
    "the appendix' command under another name": (r"\let\app\appendix", r"a\app b", r"a\appendix  b"),
    "an appendix of its own": (
        r"\let\old\appendix\renewcommand\appendix{\old\setcounter{figure}{0}}", r"a\appendix b", r"a\appendix \setcounter{figure}{0} b",
    ),
    "code at the beginning of an environment": (
        r"\AtBeginEnvironment{figure}{\small}", r"\begin{figure}a\end{figure}", r"\begin{figure}\smalla\end{figure}",
    ),
    "a caption without the option that it may have": (
        r"\makeatletter\newcommand\cap{\@ifnextchar[{\long}{\brief}}\newcommand\brief[1]{\caption{#1}}", r"\cap{F.}", r"\caption{F.}",
    ),
    "a word that changes": (
        r"\newcommand\town{Bonn}", r"\town\renewcommand\town{Rome} in \town", r"Bonn in Rome",
    ),
    "a word that changes in a group": (
        r"\newcommand\town{Bonn}", r"\town{\renewcommand\town{Rome}\town}\town", r"Bonn{Rome}Bonn",
    ),
    "a word that a command changes in a group": (
        r"\newcommand\town{Bonn}\newcommand\move[1]{\def\town{#1}}", r"\town{\def\town{Ulm}\move{Rome}\town}\town", r"Bonn{Rome}Bonn",
    ),
    "a word that changes for all": (r"\newcommand\town{Bonn}", r"\town{\gdef\town{Rome}}\town", r"Bonn{}Rome"),
    "a word that is only provided": (r"\newcommand\town{Bonn}\providecommand\town{Rome}", r"in \town\renewcommand\town{Ulm}", "in Bonn"),
    "a hidden environment": (r"\excludecomment{draft}", r"a\begin{draft}b\end{draft}c", "ac"),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "body", "read"), BODIES.values(), ids=BODIES)
def test_a_body_is_read_as_its_definitions_say(flat: Flat, preamble: str, body: str, read: str) -> None:
    assert body_of(flat(preamble, body)) == rf"{read}\end{{document}}"


HIDDEN = {
    "that ends": (r"a\begin{draft}b\end{draft}c", r"ac\end{document}"),
    "in another file": (r"a\input{part}c", r"ac\end{document}"),
    "that never ends": (r"a\begin{draft}b", "a"),
}


@pytest.mark.parametrize(("body", "read"), HIDDEN.values(), ids=HIDDEN)
def test_an_environment_that_another_file_hides(flat: Flat, body: str, read: str) -> None:
    expanded = flat(r"\input{setup}", body, setup=r"\excludecomment{draft}", part=r"\begin{draft}b\end{draft}")
    assert body_of(expanded) == read


def test_code_for_the_document_s_beginning_stands_before_it(flat: Flat) -> None:
    expanded = flat(r"\AtBeginDocument{\setcounter{figure}{3}}", "a")
    assert r"\setcounter{figure}{3}\begin{document}a\end{document}" in expanded.text.structure


def test_each_character_of_an_own_environment_knows_its_place(flat: Flat) -> None:
    text = flat(FIG, r"a\begin{fig}{Full.}body\end{fig}c").text
    main = rf"\documentclass{{article}}{FIG}\begin{{document}}a\begin{{fig}}{{Full.}}body\end{{fig}}c"
    for word in ("Full.", "body"):
        assert text.origin(text.structure.index(word)) == ("main.tex", main.index(word))
    assert text.origin(text.structure.index(r"\end{figure}")) is None


SEEN = {f"mark{letter}": rf"\newcommand\mark{letter}[1]{{\textcolor{{red}}{{[JD: #1]}}}}" for letter in "abcdefg"}


@pytest.mark.parametrize(("count", "others"), [(6, False), (7, True)])
def test_the_commonest_marks_of_a_revision_are_named(tmp_path: Path, count: int, others: bool) -> None:
    names = list(SEEN)[:count]
    calls = "".join(rf"\{name}{{x}}" * (9 - number) for number, name in enumerate(names))
    main = rf"\documentclass{{article}}{''.join(SEEN.values())}\begin{{document}}{calls}\end{{document}}"
    project = Project(write_project(tmp_path, {"main.tex": main}))
    expand(project, "main.tex")
    (problem,) = project.problems
    named = ", ".join(rf"\{name} ({9 - number})" for number, name in enumerate(names[:6]))
    assert problem.message.endswith(f"left out: {named}{' and others' if others else ''}.")
