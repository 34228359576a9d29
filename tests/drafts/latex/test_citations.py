"""What citations in captions print, and that drafts never see it."""

from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.terminal.json_records import scan_record
from tests.drafts.latex.conftest import Read, article, write_project

BIB = r"""
@article{berg, author = {Berg, Ann}, year = 2011, title = {Wells}}
@article{two, author = {Ann Berg and Ida van der Lund}, year = {2012}}
@article{many, author = {{M{\"u}ller}, O. and {Berg}, A. and {Lund}, I. and {Foss}, E.}, year = "2013"}
@article{twin, author = {Sund, K.}, year = {2014}, title = {North}}
@article{other, author = {Sund, K.}, year = {2014}, title = {South}}
@misc{nameless, title = {Web page}, year = 2015}
@article{dateless, author = {Ness, T.}}
"""
NATBIB = r"\usepackage[round]{natbib}\bibliographystyle{plainnat}"
APJ = r"\usepackage{natbib}\bibliographystyle{apj}"
UNSORTED = r"\usepackage[numbers,sort&compress]{natbib}\bibliographystyle{unsrtnat}"
BIBLATEX = r"\usepackage[style=authoryear]{biblatex}\addbibresource{refs.bib}"
END = r"\bibliography{refs}"


def printed(caption: str, preamble: str = NATBIB, end: str = END, before: str = "") -> str:
    """Return a paper with one figure."""
    return article(rf"{before}\begin{{figure}}\includegraphics{{a}}\caption{{{caption}}}\end{{figure}}{end}", preamble)


CASES: dict[str, tuple[str, str, str]] = {  # caption, preamble, what the page has
    "in brackets": (r"Wells \citep{berg}.", NATBIB, "Wells (Berg, 2011)."),
    "in the flow": (r"Wells of \citet{many}.", NATBIB, "Wells of Müller et al. (2013)."),
    "two authors": (r"Wells \citep{two}.", NATBIB, "Wells (Berg and van der Lund, 2012)."),
    "two authors, other style": (r"Wells \citep{two}.", APJ, "Wells (Berg & van der Lund, 2012)."),
    "cite is in the flow": (r"Wells of \cite{berg}.", NATBIB, "Wells of Berg (2011)."),
    "cite with a note is not": (r"Wells \cite[p.~3]{berg}.", NATBIB, "Wells (Berg, 2011, p. 3)."),
    "both notes": (r"Wells \citep[see][p.~3]{berg}.", NATBIB, "Wells (see Berg, 2011, p. 3)."),
    "several": (r"Wells \citep{berg,many}.", NATBIB, "Wells (Berg, 2011; Müller et al., 2013)."),
    "bare": (r"Wells, \citealp{berg}, \citealt{berg}.", NATBIB, "Wells, Berg, 2011, Berg 2011."),
    "names, year": (r"\citeauthor{berg} in \citeyear{berg} \citeyearpar{berg}", NATBIB, "Berg in 2011 (2011)"),
    "square": (r"Wells \citep{berg}.", r"\usepackage[square]{natbib}\bibliographystyle{abbrvnat}", "Wells [Berg, 2011]."),
    "natbib's own for a style": (r"Wells \citep{berg}.", r"\usepackage[sort]{natbib}\bibliographystyle{plainnat}", "Wells [Berg, 2011]."),
    "natbib's own, by number": (r"W \citep{berg}.", r"\usepackage{natbib}\bibliographystyle{unsrt}", "W [1]."),
    "punctuation": (r"W \citep{berg}.", NATBIB + r"\bibpunct{[}{]}{;}{a}{}{,}", "W [Berg 2011]."),
    "by number": (r"Wells \citep{many,berg,two}, \citep{dateless}", UNSORTED, "Wells [1–3], [4]"),
    "by number in the flow": (r"Wells of \citet{many}.", UNSORTED, "Wells of Müller et al. [1]."),
    "raised": (r"Wells \citep{berg}.", r"\usepackage[super]{natbib}\bibliographystyle{naturemag}", "Wells¹."),
    "raised in the flow, and bare": (r"Wells of \citet{berg}, \citealt{berg}, as \citealp{berg}.", r"\usepackage[super]{natbib}\bibliographystyle{naturemag}", "Wells of Berg¹, Berg¹, as¹."),
    "LaTeX's own": (r"Wells~\cite{many,berg}.", r"\bibliographystyle{unsrt}", "Wells [1, 2]."),
    "cite package": (r"W \cite{berg,two,many}.", r"\usepackage{cite}\bibliographystyle{IEEEtran}", "W [1–3]."),
    "biblatex": (r"W \parencite[see][3]{two}, \cite{many}, \textcite{berg}", BIBLATEX, "W (see Berg and van der Lund 2012, 3), Müller et al. 2013, Berg (2011)"),
    "biblatex, several in the flow": (r"W of \textcite{berg,many}.", BIBLATEX, "W of Berg (2011) and Müller et al. (2013)."),
    "digits": (r"\num{123456} of \SI{1200}{\metre} \citep{berg}", NATBIB, "123 456 of 1200 m (Berg, 2011)"),
}  # fmt: skip


@pytest.mark.parametrize(("caption", "preamble", "wanted"), CASES.values(), ids=CASES.keys())
def test_is_printed(read: Read, caption: str, preamble: str, wanted: str) -> None:
    end = END if "biblatex" not in preamble else ""
    draft = read({"main.tex": printed(caption, preamble, end), "refs.bib": BIB})
    assert draft.printed_caption(draft.figures[0]) == wanted


UNKNOWN: dict[str, tuple[str, str]] = {  # caption, preamble
    "told apart by a letter": (r"W \citep{twin,other}.", NATBIB),
    "a work without authors": (r"W \citep{berg}, \citep{nameless}.", NATBIB),
    "no year": (r"W \citep{dateless}.", NATBIB),
    "key that is nowhere": (r"W \citep{nobody}.", NATBIB),
    "one of several is not known": (r"W \citep{berg,nobody}.", NATBIB),
    "style that nobody here knows": (r"W \citep{berg}.", r"\usepackage{natbib}\bibliographystyle{ourstyle}"),
    "sorted by name": (r"W \cite{many}.", r"\bibliographystyle{plain}"),
    "another package": (r"W \citep{berg}.", r"\usepackage{apacite}\bibliographystyle{apacite}"),
    "in footnotes": (r"W \footcite{berg}.", BIBLATEX),
    "in another language": (r"W \parencite{berg}.", r"\usepackage[ngerman]{babel}" + BIBLATEX),
    "list of figures first": (r"W \cite{berg}.", r"\bibliographystyle{unsrt}\listoffigures"),
    "in a command without a name for it": (r"W \cite{berg}\x.", r"\bibliographystyle{unsrt}\newcommand\x{X\cite{two}}"),
}  # fmt: skip


@pytest.mark.parametrize(("caption", "preamble"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_stays_open(read: Read, caption: str, preamble: str) -> None:
    end = END if "biblatex" not in preamble else ""
    draft = read({"main.tex": printed(caption, preamble, end), "refs.bib": BIB})
    assert draft.printed_caption(draft.figures[0]) == draft.figures[0].caption
    assert "[…]" in (draft.figures[0].caption or "")


ITEMS: dict[str, tuple[str, str, str]] = {  # a list's items, preamble, what \cite{b} prints
    "numbers": (r"\bibitem{a} A.\bibitem{b} B.", "", "[2]"),
    "labels": (r"\bibitem[Berg]{b} B.", "", "[Berg]"),
    "natbib's": (r"\bibitem[Berg et~al.(2010b)Berg, Lund]{b} B.", r"\usepackage{natbib}", "Berg et al. (2010b)"),
    "in braces, with commands": (r"\newcommand\etal{et~al.}\bibitem[{Berg \etal(2010)}]{b} B.", r"\usepackage{natbib}", "Berg et al. (2010)"),
    "by number in spite of labels": (r"\bibitem[A(2009)]{a} A.\bibitem[B(2010)]{b} B.", r"\usepackage[numbers]{natbib}", "[2]"),
    "chicago's": (r"\bibitem[\protect\citeauthoryear{Berg, Lund}{Berg et al.}{2010}]{b} B.", r"\usepackage{natbib}", "Berg et al. (2010)"),
    "astron's": (r"\bibitem[\protect\astroncite{Berg}{2010}]{b} B.", r"\usepackage{natbib}", "Berg (2010)"),
    "apalike's": (r"\bibitem[Berg et~al., 2010]{b} B.", r"\usepackage{natbib}", "Berg et al. (2010)"),
    "harvard's": (r"\harvarditem[Berg et~al.]{Berg and Lund}{2010}{b} B.", r"\usepackage{natbib}", "Berg et al. (2010)"),
}  # fmt: skip


@pytest.mark.parametrize("beside", [False, True], ids=["in the text", "in the .bbl"])
@pytest.mark.parametrize(("items", "preamble", "wanted"), ITEMS.values(), ids=ITEMS.keys())
def test_a_list_says_it(read: Read, items: str, preamble: str, wanted: str, beside: bool) -> None:
    written = rf"\begin{{thebibliography}}{{9}}{items}\end{{thebibliography}}"
    macro, items_only = r"\newcommand\etal{et~al.}", written.replace(r"\newcommand\etal{et~al.}", "")
    files = {"main.tex": printed(r"\cite{b}", preamble + macro, END if beside else items_only)}
    draft = read(files | ({"main.bbl": items_only} if beside else {}))
    assert draft.printed_caption(draft.figures[0]) == wanted


def test_a_class_of_the_draft_may_print_otherwise(read: Read) -> None:
    """natbib by the class beside the paper: how that sets it is not followed, unless the class is a known one."""
    body = r"\documentclass{CLASS}\begin{document}\begin{figure}\includegraphics{a}\caption{W \citep{b}.}\end{figure}"
    items = r"\begin{thebibliography}{1}\bibitem[B(2010)]{b} B.\end{thebibliography}\end{document}"
    code = r"\LoadClass{article}\RequirePackage{natbib}\setcitestyle{numbers}"
    own = read({"main.tex": body.replace("CLASS", "ours") + items, "ours.cls": code})
    assert own.printed_captions == {}
    known = read({"main.tex": body.replace("CLASS", "acmart") + items, "acmart.cls": code})
    assert list(known.printed_captions.values()) == ["W [1]."]


NUMBERED, ROUND = (rf"\usepackage[{option}]{{natbib}}" for option in ("numbers", "round"))
# What natbib prints of works 1 and 3 of "Berg et al." (2010, 2012) and 2 of "Sund" (2011): compiled, and read from the page.
NATBIB_PRINTS = {
    r"\citet{a,c,b}": ("Berg et al. [1, 3], Sund [2]", "Berg et al. (2010, 2012); Sund (2011)"),
    r"\citet{a,b}": ("Berg et al. [1], Sund [2]", "Berg et al. (2010); Sund (2011)"),
    r"\citet*{a}": ("Berg, Lund, and Foss [1]", "Berg, Lund, and Foss (2010)"),
    r"\citet[p.~3]{a,b}": ("Berg et al. [1], Sund [2, p. 3]", "Berg et al. (2010); Sund (2011, p. 3)"),
    r"\citet[see][p.~3]{a,b}": (
        "Berg et al. [see 1], Sund [see 2, p. 3]",
        "Berg et al. (see 2010); Sund (see 2011, p. 3)",
    ),
    r"\citealt{a,c,b}": ("Berg et al. 1, 3, Sund 2", "Berg et al. 2010, 2012; Sund 2011"),
    r"\citealt[see][p.~3]{a}": ("Berg et al. see 1, p. 3", "Berg et al. see 2010, p. 3"),
    r"\citealt[see][]{a,b}": ("Berg et al. see 1, Sund see 2", "Berg et al. see 2010; Sund see 2011"),
    r"\citealp[see][p.~3]{a,b}": ("see 1, 2, p. 3", "see Berg et al., 2010; Sund, 2011, p. 3"),
    r"\citep[see][]{a}": ("[see 1]", "(see Berg et al., 2010)"),
    r"\citeauthor{a,c,b}": ("Berg et al., Berg et al., Sund", "Berg et al.; Berg et al.; Sund"),
    r"\citeauthor[see][p.~3]{a}": ("Berg et al.", "Berg et al., p. 3"),
    r"\citeauthor*{a}": ("Berg, Lund, and Foss", "Berg, Lund, and Foss"),
    r"\citeyear{a,b}": ("2010, 2011", "2010; 2011"),
    r"\citeyear[see][p.~3]{a}": ("2010", "2010, p. 3"),
    r"\citeyearpar[see][p.~3]{a}": ("[see 2010, p. 3]", "(see 2010, p. 3)"),
}


def with_natbib(read: Read, command: str, preamble: str) -> str | None:
    names = (
        ("a", "Berg et~al.(2010)Berg, Lund, and Foss"),
        ("b", "Sund(2011)"),
        ("c", "Berg et~al.(2012)Berg, Lund, and Foss"),
    )
    items = "".join(rf"\bibitem[{label}]{{{key}}} X." for key, label in names)
    draft = read(
        {"main.tex": printed(command, preamble, rf"\begin{{thebibliography}}{{9}}{items}\end{{thebibliography}}")}
    )
    return draft.printed_captions.get(draft.figures[0].id)


@pytest.mark.parametrize(
    ("command", "numbered", "by_year"), [(c, *p) for c, p in NATBIB_PRINTS.items()], ids=NATBIB_PRINTS
)
def test_natbib_s_commands_print_what_natbib_prints(read: Read, command: str, numbered: str, by_year: str) -> None:
    assert with_natbib(read, command, NUMBERED) == numbered
    assert with_natbib(read, command, ROUND) == by_year


NOT_KNOWN = {
    "raised, with a note": (r"\citep[p.~3]{a}", r"\usepackage[super]{natbib}"),
    "raised, several in the flow": (r"\citet{a,b}", r"\usepackage[super]{natbib}"),
    "a note before numbers of the same authors": (r"\citet[see][]{a,c}", NUMBERED),
}


@pytest.mark.parametrize(("command", "preamble"), NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_what_natbib_sets_otherwise_stays_open(read: Read, command: str, preamble: str) -> None:
    assert with_natbib(read, command, preamble) is None


def test_same_authors_stand_once(read: Read) -> None:
    items = r"\bibitem[A(2010a)]{a} A.\bibitem[A(2010b)]{b} B.\bibitem[A(2012)]{c} C."
    body = printed(r"\citep{a,b,c}", NATBIB, rf"\begin{{thebibliography}}{{9}}{items}\end{{thebibliography}}")
    draft = read({"main.tex": body})
    assert draft.printed_caption(draft.figures[0]) == "(A, 2010a,b, 2012)"


def test_an_old_list_is_not_believed(read: Read) -> None:
    """The .bbl was made before something was cited: its numbers are those of another time."""
    files = {"main.tex": printed(r"W \cite{b}.", "", END, before=r"\cite{new}"), "main.bbl": r"\bibitem{b} B."}
    assert read(files).printed_captions == {}


BIBLATEX_LIST = r"""\refsection{0}
  \datalist[entry]{nty/global//global/global}
    \entry{a}{article}{}
      \name{author}{1}{}{%
        {{un=0,uniquepart=base,hash=0}{%
           family={Aas},
           familyi={A\bibinitperiod}}}%
      }
      \field{year}{2009}
    \endentry
    \entry{b}{article}{}
      \name{author}{2}{}{%
        {{un=0,hash=1}{%
           family={Berg}}}%
        {{un=0,hash=2}{%
           family={Lund}}}%
      }
      \field{extradate}{2}
      \field{year}{2010}
    \endentry
  \enddatalist
\endrefsection
"""


@pytest.mark.parametrize(
    ("options", "wanted"), [("", "[2]"), ("style=authoryear", "Berg and Lund 2010b")], ids=["number", "year"]
)
def test_biblatex_list(read: Read, options: str, wanted: str) -> None:
    preamble = rf"\usepackage[{options}]{{biblatex}}"
    draft = read({"main.tex": printed(r"\cite{b}", preamble, ""), "main.bbl": BIBLATEX_LIST})
    assert draft.printed_caption(draft.figures[0]) == wanted


def test_numbers_follow_the_text(read: Read) -> None:
    before = r"First \cite{two}, then \nocite{dateless}\cite{nobody}."
    draft = read({"main.tex": printed(r"W \cite{berg}.", r"\bibliographystyle{unsrt}", before=before), "refs.bib": BIB})
    assert draft.printed_caption(draft.figures[0]) == "W [3]."


def test_what_drafts_rest_on_stays(tmp_path: Path) -> None:
    """A draft that imitates the caption holds the command, never what it prints; scan shows the page's words."""
    files: dict[str, str | bytes] = {"main.tex": printed(r"Wells \citep{berg}."), "refs.bib": BIB, "a.png": b""}
    draft = read_latex(write_project(tmp_path, files))
    figure = draft.figures[0]
    assert (figure.caption, figure.caption_source) == ("Wells […].", r"Wells \citep{berg}.")
    assert scan_record(draft)["figures"][0]["caption"] == "Wells (Berg, 2011)."
