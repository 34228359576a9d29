"""Plain text in LaTeX that is never printed, and the plain text of a model that wrote LaTeX all the same."""

from hypothesis import given
from hypothesis import strategies as st

from capassist.text.escape import syntax_errors
from capassist.text.latex import to_plain
from capassist.text.plain_latex import escape_plain, without_markup


@given(st.text("abcÄß²µ… \\{}$%&#_^~\"'`[]()<>=-–", max_size=60))
def test_whatever_a_text_holds_it_is_whole_latex_without_maths(text: str) -> None:
    written = escape_plain(text)
    assert syntax_errors(written) == ()
    assert written.replace("\\$", "").count("$") == 0


@given(st.text("abc 12%&#_{}", max_size=40))
def test_what_a_reader_sees_is_the_text(text: str) -> None:
    assert to_plain(escape_plain(text)).split() == text.split()


def test_line_ends_stay_and_what_stands_for_something_is_said() -> None:
    assert escape_plain("~5 m\na/b \\ c^2") == "about 5 m\na/b / c2"


def test_the_markup_of_a_model_is_taken_away() -> None:
    assert without_markup("50% of $A_1$\n\\textbf{Both} fall.") == "50% of A₁\nBoth fall."
