"""Works that a paper cites and nothing lists: never found where a list that was not read may have them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.rules import Violation

Found = Callable[..., tuple[Violation, ...]]
LIST = "\\begin{thebibliography}{1}\\bibitem[Harbour(2019)]{harbour2019} Tables.\\end{thebibliography}"
PAPER = "\\documentclass{article}\n%s\n\\begin{document}\n%s\n\\end{document}\n"
BIB = "@article{harbour2019, title={Tables}}  @misc{ Moon:1, ids = {moon2, moon3}}\n@string{jot = {J. of Tides}}\n"
CODES = ("C096", "C097")


@pytest.fixture
def with_bib(tmp_path: Path, found: Found) -> Found:
    (tmp_path / "tides.bib").write_text(BIB)
    return found


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        pytest.param("", "\\cite{none}", id="no list of works at all"),
        pytest.param("", f"\\cite{{harbour2019}} {LIST}", id="it is listed"),
        pytest.param("", f"\\cite{{Harbour2019}} {LIST}", id="in another case, which BibTeX takes"),
        pytest.param("", f"\\verb|\\cite{{none}}| % \\cite{{none}}\n{LIST}", id="code and a comment"),
        pytest.param("", f"\\iffalse\\cite{{none}}\\fi {LIST}", id="what is never set"),
        pytest.param("", f"\\nocite{{*}}\\setcitestyle{{numbers}}\\citestyle{{nature}}\\cite{{#1}} {LIST}", id="no keys"),
        pytest.param("\\newcommand{\\Both}[1]{\\cite{harbour#1}}", f"\\Both{{2019}} {LIST}", id="a key in two parts"),
        pytest.param("\\externalcitedocument{other}", f"\\cite{{none}} {LIST}", id="another paper's works"),
        pytest.param("", f"\\cite{{none}} \\putbib[other] {LIST}", id="a list of a chapter's own"),
        pytest.param("", f"\\cite{{none}} \\work{{none}}{{Tables}} {LIST}", id="a command that is not known may list it"),
        pytest.param("", "\\bibliography{gone}", id="nothing is cited"),
        pytest.param("", f"\\cite{{harbour2019}} \\bibliography{{gone}} {LIST}", id="the list that is there has all"),
        pytest.param("", "\\cite{none} \\bibliography{../gone}", id="a file outside of the draft"),
        pytest.param("", "\\cite{none} \\bibliography{IEEEabrv}", id="a file of every TeX"),
        pytest.param("", f"\\input{{gone}}\\cite{{none}} {LIST}", id="what was not read may list it"),
    ],
)  # fmt: skip
def test_what_is_listed_or_may_be_is_not_found(preamble: str, body: str, found: Found) -> None:
    assert found(PAPER % (preamble, body), *CODES) == ()


@pytest.mark.parametrize("key", ["harbour2019", "Moon:1", "moon3", "moon2,harbour2019"])
@pytest.mark.parametrize("names", ["\\bibliography{tides}", "\\addbibresource{tides.bib}"])
def test_what_the_bib_has_is_not_found(key: str, names: str, with_bib: Found) -> None:
    assert with_bib(PAPER % ("", f"\\cite[see][p.~3]{{{key}}} {names}"), *CODES) == ()


@pytest.mark.parametrize(
    "cites",
    [
        "\\cite",
        "\\citep*[see][]",
        "\\Citet",
        "\\textcite",
        "\\footcite[3]",
        "\\cite<e.g.,>[p.~3]",
        "\\citeyearpar",
    ],
)
def test_a_key_that_no_list_has_is_found_at_its_line_with_the_nearest(cites: str, with_bib: Found) -> None:
    source = PAPER % (
        "\\usepackage{natbib}",
        f"One.\n\nTwo {cites}{{moon2, harbor2019}}.\\bibliography{{tides}}",
    )
    (hit,) = with_bib(source, *CODES)
    assert (hit.code, hit.severity, hit.subject, hit.source.line) == ("C097", "error", "harbor2019", 6)
    assert hit.message == "No work has the key harbor2019; the nearest that there is: harbour2019."


def test_a_citation_in_a_caption_names_its_figure(found: Found) -> None:
    body = f"\\begin{{figure}}\\includegraphics{{a}}\\caption{{As in \\cite{{none}}.}}\\label{{f}}\\end{{figure}}{LIST}"
    (hit,) = found(PAPER % ("", body), *CODES)
    assert (hit.code, hit.figure) == ("C097", "f")


def test_a_missing_bib_is_found_where_it_is_named_with_what_nothing_else_lists(with_bib: Found) -> None:
    body = "\\cite{a,b,a} \\citet{c} \\citep{harbour2019,d}\n\n\\bibliography{tides, gone}"
    (hit,) = with_bib(PAPER % ("", body), *CODES)
    assert (hit.code, hit.severity, hit.subject, hit.source.line) == ("C096", "warning", "gone.bib", 6)
    assert hit.message == (
        "gone.bib is not there or cannot be read, and nothing else lists 4 cited works: a, b, c and 1 more."
    )
