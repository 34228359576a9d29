r"""What paragraphs refer to besides figures: equations, values of macros, cited sources, two paragraphs a side."""

import pytest

from capassist.drafts.latex.referred import References, cited_keys
from capassist.text.latex import Macro

EQUATIONS = (
    r"""\begin{equation} m = \frac{1}{n} \label{eq:mean} \end{equation}
\begin{align} a &= b, \label{eq:a} \\ c &= d \label{c} \end{align}
\begin{equation}\label{eq:long} """
    + "x + " * 200
    + r"\end{equation}"
)
MACROS = {
    "runs": Macro(body="120"),
    "rate": Macro(body="$10^{-3}$"),
    "ours": Macro(body="FastNet"),
    "f": Macro("m", "#1 1"),
    "longest": Macro(body="1" * 40),
    "longer": Macro(body="1" * 41),
}


@pytest.fixture
def references() -> References:
    return References(EQUATIONS, MACROS, lambda source: source.strip("$"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"by \eqref{eq:mean}", (r"eq:mean: m = \frac{1}{n}",)),
        (r"by \Eq{mean} and \ref{eq:mean}", (r"eq:mean: m = \frac{1}{n}",)),
        (r"by \cref{eq:a,c}", (r"eq:a: a &= b, \\ c &= d", r"c: a &= b, \\ c &= d")),
        (r"by \eqref{eq:long}, \eqref{eq:none}, \ref{fig:a}", ()),
        (r"\runs{} runs of \ours at \rate, \runs in all", (r"\runs = 120", r"\rate = 10^{-3}")),
        (r"\f{x} of \unknown", ()),
        (r"\longest of \longer", (r"\longest = " + "1" * 40,)),
        ("", ()),
    ],
    ids=[
        "equation",
        "a macro with a prefix",
        "two at a time",
        "long or none",
        "numbers",
        "no number",
        "the longest",
        "nothing",
    ],
)
def test_definitions_are_of_what_the_paragraph_refers_to(references, source, said):
    assert references.definitions(source) == said


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        (r"\citep[see][p.~2]{a, b} and \citet{a}", ("a", "b")),
        (r"\parencite{c}\Citeauthor{d}", ("c", "d")),
        (r"\cite{} and \ref{x}", ()),
    ],
)
def test_cited_keys_are_named_once(source, keys):
    assert cited_keys(source) == keys


def test_a_mention_has_two_paragraphs_a_side_of_its_section_and_what_they_cite(read):
    draft = read(
        r"\section{One}Elsewhere \cite{no}. \section{Two}First \cite{far}."
        "\n\n"
        r"Second \citep{one}."
        "\n\n"
        r"Third."
        "\n\n"
        r"See \ref{fig:a}: \count{}."
        "\n\n"
        r"Fourth."
        "\n\n"
        r"Fifth \citet{two}."
        "\n\nSixth.\n\n"
        r"\begin{figure}\includegraphics{a}\caption{}\label{fig:a}\end{figure}",
        preamble=r"\newcommand{\count}{17 runs}",
    )
    (mention,) = draft.figures[0].mentions
    assert mention.before == "Second […].\nThird."
    assert mention.after == "Fourth.\nFifth […]."
    assert mention.cited_near == ("one", "two")
    assert mention.definitions == (r"\count = 17 runs",)
