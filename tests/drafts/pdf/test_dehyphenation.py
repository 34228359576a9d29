"""Words across line ends: what a paper writes itself decides which hyphens stay."""

import pytest

from capassist.drafts.pdf.dehyphenation import ideographic, join, words_of
from capassist.drafts.pdf.page import Line, Page, Run


def written(*lines: str) -> list[Page]:
    """Return a page of these lines."""
    runs = ((Run(line, "serif", 10.0),) for line in lines)
    return [
        Page(1, 612, 792, tuple(Line(run, (72, 12 * n, 300, 12 * n + 10), 12 * n + 8) for n, run in enumerate(runs)))
    ]


KNOWN = words_of(written("Of Low-noise readings,", "a two-way street, and noise at 3 a.m. in the well-known town"))


def test_the_words_of_a_paper_are_those_within_its_lines() -> None:
    assert {"low-noise", "low-", "two-way", "two-", "well-", "noise", "readings", "street", "m"} <= KNOWN
    assert not KNOWN & {"Of", "Low-noise", "3", "low", "way", "known", "noise-", "readings-"}


JOINED: dict[str, tuple[list[str], str]] = {
    "nothing": ([], ""),
    "blank lines": (["", "  ", "\t"], ""),
    "one": (["  A  tank "], "A tank"),
    "two": (["A tank", "in town"], "A tank in town"),
    "a blank one between": (["A tank", "", "in town"], "A tank in town"),
    "a broken word": (["We repro-", "duce it"], "We reproduce it"),
    "broken twice": (["in-", "ter-", "national"], "international"),
    "a soft hyphen": (["repro\u00ad", "duce"], "reproduce"),
    "a hyphen of its own sign": (["repro\u2010", "duce"], "reproduce"),
    "a compound the paper writes": (["a low-", "noise tank"], "a low-noise tank"),
    "one at the sentence's begin": (["Low-", "noise tanks"], "Low-noise tanks"),
    "a compound of such halves": (["a well-", "noise tank"], "a well-noise tank"),
    "half a compound": (["a low-", "level tank"], "a lowlevel tank"),
    "the joined word is written, too": (["a read-", "ings"], "a readings"),
    "a name": (["by Smith-", "Jones"], "by Smith-Jones"),
    "a number": (["the 3-", "day week"], "the 3-day week"),
    "a range": (["in 1999-", "2001"], "in 1999-2001"),
    "a name with a number": (["COVID-19-", "related"], "COVID-19-related"),
    "a dash": (["tanks -", "and wells"], "tanks - and wells"),
    "a sign after a broken word": (["non-", "(linear)"], "non-(linear)"),
    "Chinese": (["水位的", "读数"], "水位的读数"),
    "Chinese after English": (["level", "水位"], "level 水位"),
    "English after Chinese": (["水位", "level"], "水位 level"),
    "Japanese": (["タンクの", "水位"], "タンクの水位"),
    "wide forms": (["水位（", "ｃｍ）"], "水位（ｃｍ）"),
}


@pytest.mark.parametrize(("lines", "text"), JOINED.values(), ids=JOINED)
def test_lines_become_one_text(lines: list[str], text: str) -> None:
    assert join(lines, KNOWN) == text


def test_a_word_that_the_paper_writes_both_ways_is_joined() -> None:
    words = words_of(written("a low-noise tank and a lownoise one"))
    assert join(["a low-", "noise tank"], words) == "a lownoise tank"


@pytest.mark.parametrize("character", ["\u2e80", "水", "\u9fff", "の", "\uff00", "ｃ", "\uffef"])
def test_scripts_without_spaces(character: str) -> None:
    assert ideographic(character)


@pytest.mark.parametrize("character", ["", "a", "é", "я", "א", "\u2e7f", "\ua000", "한", "\ufeff", "\ufff0"])
def test_scripts_with_spaces(character: str) -> None:
    assert not ideographic(character)
