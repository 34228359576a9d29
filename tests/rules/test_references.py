"""References that nothing sets: through LaTeX's own commands, and through those that a draft makes of them."""

from collections.abc import Callable

import pytest

from capassist.rules import Violation

Found = Callable[..., tuple[Violation, ...]]
PAPER = (
    "\\documentclass{article}\n%s\n\\begin{document}\n%s\n"
    "\\begin{figure}\\includegraphics{a}\\caption{Tides at both piers.}\\label{fig:tides}\\end{figure}\n\\end{document}\n"
)
PREFIXED = "\\newcommand{\\Pic}[1]{Figure~\\ref{fig:#1}}"
ENTRY = "\\newcommand{\\entry}[2]{\\section{#1}\\label{sec:#2}}\\newcommand{\\In}[1]{Section~\\ref{sec:#1}}"
STEP = (
    "\\newenvironment{step}[1]{\\begin{trivlist}\\label{st:#1}}{\\end{trivlist}}\\newcommand{\\Step}[1]{\\ref{st:#1}}"
)
THEOREMS = "\\newtcbtheorem{law}{Law}{}{th}\\newcommand{\\Law}[1]{Law~\\ref{th:#1}}"


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        pytest.param(PREFIXED, "\\Pic{tides}", id="that is set"),
        pytest.param(PREFIXED, "Text.", id="defined and not used"),
        pytest.param(PREFIXED, "\\verb|\\Pic{none}| % \\Pic{none}", id="code and a comment"),
        pytest.param("\\newcommand{\\Pic}[2][fig]{\\ref{#1:#2}}", "\\Pic{tides}", id="a default makes the prefix"),
        pytest.param(
            "\\newcommand{\\Pic}[2][]{\\ref{fig:#2}\\ifx\\relax#1\\relax\\else--\\ref{fig:#1}\\fi}", "\\Pic{tides}",
            id="an argument that is left out",
        ),
        pytest.param(
            "\\newcommand{\\Pics}[1]{\\foreach \\x in {#1}{\\ref{fig:\\x}}}", "\\Pics{tides,waves}", id="a loop's own variable"
        ),
        pytest.param(
            "\\makeatletter\\newcommand{\\Pic}[1]{\\@ifundefined{r@fig:#1}{a figure}{\\ref{fig:#1}}}\\makeatother",
            "\\Pic{none}",
            id="it looks first",
        ),
        pytest.param(ENTRY, "\\entry{Piers}{piers} \\In{piers}", id="a label by a command of the draft's own"),
        pytest.param(STEP, "\\begin{step}{low}x\\end{step} \\Step{low}", id="a label by an environment of its own"),
        pytest.param(THEOREMS, "\\begin{law}{Ebb}{ebb}x\\end{law} \\Law{ebb}, \\ref{th:ebb}", id="a package's environment"),
        pytest.param("\\newcommand{\\Far}[1]{\\ref{S-#1}}\\externaldocument[S-]{supplement}", "\\Far{none}", id="another document's"),
        pytest.param("", "Figure 7 and Fig.~1", id="numbers that are typed in"),
        pytest.param("", "\\begin{equation}x\\label{eq:x}\\end{equation}\\eqref{eq:x}, \\pageref{fig:tides}", id="no figure's number"),
    ],
)  # fmt: skip
def test_what_is_set_or_may_be_is_not_found(preamble: str, body: str, found: Found) -> None:
    assert found(PAPER % (preamble, body), "C007") == ()


@pytest.mark.parametrize(
    ("preamble", "body", "keys"),
    [
        pytest.param(PREFIXED, "\\Pic{waves} and \\Pic{tides}", ["fig:waves"], id="a prefix"),
        pytest.param("\\newcommand{\\Pic}[1]{Figure~\\ref{#1}}", "\\Pic{fig:waves}", ["fig:waves"], id="the whole key"),
        pytest.param(
            "\\newcommand{\\Pics}[2]{\\ref{fig:#1} and \\ref{fig:#2}}", "\\Pics{tides}{waves}", ["fig:waves"], id="of two"
        ),
        pytest.param("\\newcommand{\\Pic}[2][fig]{\\ref{#1:#2}}", "\\Pic[tab]{tides}", ["tab:tides"], id="a default set aside"),
        pytest.param(PREFIXED + "\\newcommand{\\See}[1]{(see \\Pic{#1})}", "\\See{waves}", ["fig:waves"], id="through another"),
        pytest.param(PREFIXED + "\\let\\Bild\\Pic", "\\Bild{waves}", ["fig:waves"], id="by another name"),
        pytest.param("\\def\\Pic#1{Figure~\\ref{fig:#1}}", "\\Pic{waves}", ["fig:waves"], id="def"),
        pytest.param(
            "\\NewDocumentCommand{\\Pic}{s m}{\\IfBooleanTF{#1}{\\ref{fig:#2}}{Figure~\\ref{fig:#2}}}",
            "\\Pic*{waves}",
            ["fig:waves"],
            id="with a star",
        ),
        pytest.param("\\newcommand{\\Pics}[1]{\\cref{#1}}", "\\Pics{fig:tides,fig:waves}", ["fig:waves"], id="one of a list"),
        pytest.param("\\newcommand{\\Waves}{Figure~\\ref{fig:waves}}", "\\Waves", ["fig:waves"], id="without arguments"),
        pytest.param("", PREFIXED + "\\Pic{waves}", ["fig:waves"], id="defined in the text"),
        pytest.param(
            PREFIXED,
            "\\begin{figure}\\includegraphics{b}\\caption{As \\Pic{waves}.}\\end{figure}",
            ["fig:waves"],
            id="in a caption",
        ),
        pytest.param("", "By \\eqref{eq:ebb}, page~\\pageref{fig:waves}.", ["eq:ebb", "fig:waves"], id="an equation, a page"),
        pytest.param(ENTRY, "\\entry{Piers}{piers} \\In{gauges}", ["sec:gauges"], id="beside a label of the draft's own"),
    ],
)  # fmt: skip
def test_what_nothing_sets_is_found_through_whatever_command(
    preamble: str, body: str, keys: list[str], found: Found
) -> None:
    assert [violation.subject for violation in found(PAPER % (preamble, body), "C007")] == keys


@pytest.mark.parametrize(
    ("key", "found_keys"),
    [
        ("fig:tdies", ["fig:tdies"]),
        ("fig:tids", ["fig:tids"]),
        ("fig:tide1", []),
        ("fig:waves", []),
        ("fig:tidesb", []),
    ],
)
def test_where_a_file_is_not_there_only_a_label_mistyped_is_found(
    key: str, found_keys: list[str], found: Found
) -> None:
    violations = found(PAPER % ("", f"\\input{{nowhere}}See \\ref{{{key}}}."), "C007")
    assert [violation.subject for violation in violations] == found_keys
    assert all(v.severity == "warning" and "unless it is in what was not read" in v.message for v in violations)
