"""Which commands LaTeX has: none that an author may well write is called unknown."""

import pytest

from capassist.text.commands import commands_in, is_known

USUAL = (
    "alpha Gamma leq longrightarrow mapsto bigcup langle mathbb mathrm mathscr frac dfrac hat widehat operatorname text bigl "
    "textbf textsc textsuperscript textdegree emph underline footnotesize bfseries it "
    "ref eqref Cref autoref subref labelcref cite citep Citet textcite parencite autocite gls Glspl ac acp acrshort "
    "SI si num qty unit micro degreeCelsius kHz per ce nicefrac textcolor hl href url ensuremath xspace ldots quad "
    "o ss AA i LaTeX enquote protect label footnote verb begin end"
).split()


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_command_is_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("name", ["foo", "alpah", "txtbf", "ours", "figs"])
def test_a_slip_and_an_own_command_are_not(name: str) -> None:
    assert not is_known(name)


def test_commands_have_their_places_and_a_line_break_is_none() -> None:
    text = r"A\\foo and \bar{x}, \\\baz\% \'e"
    assert commands_in(text) == [("bar", 11, 15), ("baz", 22, 26)]
    assert text[slice(*commands_in(text)[1][1:])] == r"\baz"
