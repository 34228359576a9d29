"""Numbers, pages and authors from what lies beside the source."""

from typing import Any

import pytest

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
