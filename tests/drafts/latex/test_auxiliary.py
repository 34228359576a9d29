"""Numbers, pages and authors from what lies beside the source."""

import os
from pathlib import Path
from typing import Any

import pytest

from capassist.drafts.latex import auxiliary
from capassist.drafts.latex.auxiliary import Compiled, fits, read_auxiliary
from capassist.drafts.latex.project import Project
from tests.drafts.latex.conftest import write_project

FIG = r"\begin{figure}\includegraphics{a}\caption{%s}\label{fig:%s}\end{figure}"
MAIN = (
    r"\documentclass{article}\begin{document}"
    + FIG % ("One.", "a")
    + FIG % ("Two.", "b")
    + r" See \ref{fig:b} and (\ref{eq:x}).\end{document}"
)
AUX = (
    r"\newlabel{fig:a}{{S4}{7}{One.\relax }{figure.4}{}}\newlabel{fig:b}{{S5}{ix}{}{}{}}\newlabel{eq:x}{{12}{8}{}{}{}}"
)


def test_an_aux_that_fits_gives_numbers_and_pages(read: Any) -> None:
    draft = read({"main.tex": MAIN, "main.aux": r"\relax \@input{part.aux}", "part.aux": AUX})
    assert [(figure.number, figure.page) for figure in draft.figures] == [("S4", 7), ("S5", None)]
    assert draft.figures[1].mentions[0].text == "See S5 and (12)."


@pytest.mark.parametrize(
    "aux", ["", r"\newlabel{fig:a}{{S4}{7}}", r"\newlabel{fig:old}{{9}{9}}", "\\newlabel{fig:a}{{S4", "\0\xff"]
)
def test_an_aux_of_another_state_is_left_alone(read: Any, aux: str) -> None:
    draft = read({"main.tex": MAIN, "main.aux": aux})
    assert [(figure.number, figure.page) for figure in draft.figures] == [("1", None), ("2", None)]


CITED = {
    "one": ("author = {Ann Smith}, year = 2010", "Smith (2010)"),
    "two": ("author = {Smith, Ann and von Berg, Bo}, year={2011}", "Smith and von Berg (2011)"),
    "many": ('author = "A. Smith and B. Berg and C. M{\\"u}ller", year = "1999"', "Smith et al. (1999)"),
    "others": ("author = {Smith, A. and others}, date = {2020-05}", "Smith et al. (2020)"),
    "collaboration": ("author = {{The Big Team}}, year = 2001", "The Big Team (2001)"),
    "no author": ("title = {Anon}, year = 2001", "[…]"),
}


@pytest.mark.parametrize(("entry", "shown"), CITED.values(), ids=CITED.keys())
def test_authors_in_the_flow_of_a_sentence(read: Any, entry: str, shown: str) -> None:
    body = FIG % (r"As \citet[p.~2]{key} found \citep{key}.", "a")
    draft = read(
        {
            "main.tex": rf"\documentclass{{article}}\begin{{document}}{body}\bibliography{{refs}}\end{{document}}",
            "refs.bib": f"@article{{other, author={{No One}}}}\n@article{{key,\n {entry}}}\n",
        }
    )
    assert draft.figures[0].caption == f"As {shown} found […]."


@pytest.mark.parametrize("bib", ["", "@", "@article{key", "@article{key, author = {open", "no entries"])
def test_a_broken_bibliography_knows_nobody(read: Any, bib: str) -> None:
    body = FIG % (r"By \citet{key}.", "a")
    main = rf"\documentclass{{article}}\begin{{document}}{body}\bibliography{{refs}}\end{{document}}"
    assert read({"main.tex": main, "refs.bib": bib}).figures[0].caption == "By […]."


LABEL = r"\newlabel{%s}{{%s}{%s}{}{}{}}"


def labels(tmp_path: Path, main: str = "sub/main.tex", **files: str) -> dict[str, tuple[str, int | None]]:
    write_project(tmp_path, {f"{name.replace('__', '/')}.aux": text for name, text in files.items()})
    return {key: (found.number, found.page) for key, found in read_auxiliary(Project(tmp_path), main).items()}


PRINTED: dict[str, tuple[str, dict[str, tuple[str, int | None]]]] = {
    "a number and a page": (LABEL % ("a", "3", "7"), {"a": ("3", 7)}),
    "the largest page": (LABEL % ("a", "3", "99999"), {"a": ("3", 99999)}),
    "too large a page": (LABEL % ("a", "3", "100000"), {"a": ("3", None)}),
    "no page": (LABEL % ("a", "3", "0"), {"a": ("3", None)}),
    "a Roman page": (LABEL % ("a", "3", "ix"), {"a": ("3", None)}),
    "no number": (LABEL % ("a", "", "7"), {}),
    "memoir's": (LABEL % ("a", r"\M@TitleReference {3}{Title}", "7"), {"a": ("3", 7)}),
    "the last of two": (LABEL % ("a", "3", "7") + LABEL % ("a", "4", "8"), {"a": ("4", 8)}),
    "one that is broken off": (r"\newlabel{a}{{3}" + LABEL % ("b", "4", "8"), {"b": ("4", 8)}),
}


@pytest.mark.parametrize(("text", "printed"), PRINTED.values(), ids=PRINTED)
def test_what_a_label_printed(tmp_path: Path, text: str, printed: dict[str, tuple[str, int | None]]) -> None:
    assert labels(tmp_path, sub__main=text) == printed


def test_files_that_it_brings_in_are_read_once_and_up_to_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring = r"\@input{%s.aux}"
    one = bring % "main" + bring % "gone" + bring % "two" + LABEL % ("one", "1", "1")
    files = {"sub__main": bring % "one", "sub__one": one, "two": LABEL % ("two", "2", "2")}
    assert labels(tmp_path, **files) == {"one": ("1", 1), "two": ("2", 2)}
    monkeypatch.setattr(auxiliary, "_MAX_FILES", 2)
    assert labels(tmp_path, **files) == {"one": ("1", 1)}


AGES = {"older": (-5, True), "just as old": (0, True), "as a copy may be": (2, True), "younger": (3, False)}


@pytest.mark.parametrize(("age", "expected"), AGES.values(), ids=AGES)
def test_an_aux_is_of_sources_that_are_not_younger(tmp_path: Path, age: int, expected: bool) -> None:
    project = Project(write_project(tmp_path, {"main.tex": "a", "own.sty": "", "gone.tex": "", "main.aux": ""}))
    for name in ("main.tex", "own.sty", "gone.tex"):
        project.masked(name)
    (tmp_path / "gone.tex").unlink()
    os.utime(tmp_path / "main.aux", (1000, 1000))
    os.utime(tmp_path / "main.tex", (1000 + age, 1000 + age))
    compiled = {"a": Compiled("1", 1)}
    assert fits(project, "main.tex", compiled, ["a"]) is expected
    assert not fits(project, "main.tex", compiled, ["a", "b"])
    assert not fits(project, "main.tex", compiled, [])
    (tmp_path / "main.aux").unlink()
    assert fits(project, "main.tex", compiled, ["a"])
