"""Where sentences end, which words are one, and capital first letters."""

import pytest

from capassist.text.words import capitalised, is_abbreviation, sentence_spans, sentences, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A well-known 3.5 don't.", ["A", "well-known", "3.5", "don't"]),
        ("a_b (c), d–e", ["a", "b", "c", "d", "e"]),
        ("…", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  One.  Two! ", ["One.", "Two!"]),
        ("See Fig. 3 and Eq. (2). Then.", ["See Fig. 3 and Eq. (2).", "Then."]),
        ("As Smith et al. show. Next.", ["As Smith et al. show.", "Next."]),
        ("As Smith et al. (2020) show.", ["As Smith et al. (2020) show."]),
        ("As Smith et al. [3] show.", ["As Smith et al. [3] show."]),
        ("By Smith et al. 2020 it was.", ["By Smith et al. 2020 it was."]),
        ("Red, blue, etc. The rest.", ["Red, blue, etc.", "The rest."]),
        ("J. Smith knew.", ["J. Smith knew."]),
        ("For all Q. From here on.", ["For all Q.", "From here on."]),
        ("For all q. Smith knew.", ["For all q.", "Smith knew."]),
        ("A test. the rest.", ["A test. the rest."]),
        ("It is 3.5. Then.", ["It is 3.5.", "Then."]),
        ("(It falls.) Then.", ["(It falls.)", "Then."]),
        ("What? Yes.", ["What?", "Yes."]),
        ("结果。另一。", ["结果。", "另一。"]),
    ],
)
def test_where_a_sentence_ends(text: str, found: list[str]) -> None:
    assert sentences(text) == found
    assert [text[start:end] for start, end in sentence_spans(text)] == found


@pytest.mark.parametrize(("word", "is_one"), [("Fig", True), ("e.g", True), ("figure", False), ("", False)])
def test_abbreviations(word: str, is_one: bool) -> None:
    assert is_abbreviation(word) is is_one


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("growth of", "Growth of"),
        ("(growth) of", "(Growth) of"),
        ("(a) raw image", "(a) Raw image"),
        ("(a) (b) raw", "(a) (b) Raw"),
        ("über alles", "Über alles"),
        ("iPhone sales", "iPhone sales"),
        ("p53 level", "p53 level"),
        ("p_a level", "p_a level"),
        ("x-axis", "x-axis"),
        ("growth-rate", "Growth-rate"),
        (r"\emph{growth}", r"\emph{growth}"),
        ("$x$ of", "$x$ of"),
        ("Growth", "Growth"),
        ("", ""),
    ],
)
def test_a_capital_first_letter(text: str, written: str) -> None:
    assert capitalised(text) == written
