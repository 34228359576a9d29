"""How captions are written: comments, foreign names and what is no word, each by what a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.markup import LATEX, PLAIN, markup_of, visible_text

KEPT = {
    "an escaped per cent sign": "Share of 50\\% of both.",
    "behind a line break": "Share\\\\\\% of both.",
    "an address": "As at \\url{http://x.org/a%20b} for both.",
    "a link": "As \\href{http://x.org/a%20b}{here} for both.",
    "none at all": "Share of both.",
    "nothing": "",
}


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_what_is_no_comment_stays(source: str) -> None:
    assert LATEX.without_comments(source) == source


GONE = {
    "at the end of a line": ("Level % of the old tank\n  and flow.", "Level and flow."),
    "at the beginning": ("% of the old tank\nLevel.", "Level."),
    "at the end of all": ("Level.% of the old tank", "Level."),
    "behind an escaped per cent sign": ("A share of 50\\% holds. % why?\nLevel.", "A share of 50\\% holds. Level."),
    "behind an address": ("At \\url{x.org/a%b}. % why?\nLevel.", "At \\url{x.org/a%b}. Level."),
    "behind a line break": ("Level\\\\% why?\nFlow.", "Level\\\\Flow."),
    "in a formula": ("Level $h% why?\n_1$.", "Level $h_1$."),
    "with another sign and a macro in it": ("Level % 5 % of \\ref{x}\nof both.", "Level of both."),
    "one below the other": ("% one\n% two\nLevel.", "Level."),
}


@pytest.mark.parametrize(("source", "left"), GONE.values(), ids=GONE)
def test_a_comment_goes_with_its_line_end(source: str, left: str) -> None:
    assert LATEX.without_comments(source) == left


def test_in_a_pdf_all_of_a_text_is_words() -> None:
    text = "The \\level of $x$ {is} 50 % of it"
    assert [text[part.start : part.end] for part in PLAIN.segments(text) if part.kind == "text"] == [text]
    assert visible_text(text, PLAIN) == PLAIN.to_plain(text) == PLAIN.to_source(text) == PLAIN.literal(text) == text
    assert (*PLAIN.faults(text), *PLAIN.hidden(text)) == ()


def test_in_a_pdf_a_per_cent_sign_begins_nothing() -> None:
    assert PLAIN.without_comments("50 % of both") == "50 % of both"
    assert (markup_of("pdf"), markup_of("latex")) == (PLAIN, LATEX)


@given(st.text("ab 5\\{}$%&#_^~", max_size=30))
def test_a_foreign_name_is_shown_and_does_nothing(name: str) -> None:
    written = LATEX.literal(name)
    assert LATEX.faults(written) == ()
    assert LATEX.to_plain(written).split() == name.translate(dict.fromkeys(map(ord, "\\^~"), " ")).split()


def test_of_a_source_the_words_are_left_in_their_places() -> None:
    source = r"\textbf{Red} line at $x^2$ of \cite{old} in \textcolor{blue}{ours} and \colorbox[rgb]{1,0,0}{theirs}."
    seen = visible_text(source, LATEX)
    assert len(seen) == len(source)
    assert seen.translate(dict.fromkeys(map(ord, "{}"), " ")).split() == "Red line at of in ours and theirs .".split()
    assert seen.index("theirs") == source.index("theirs")
    assert visible_text("Level \\textcolor{blue}{x}", PLAIN) == "Level \\textcolor{blue}{x}"
