"""What an instruction says shall stay, and whether a changed caption still has it."""

import pytest

from capassist.captioners.kept import found_of_kind, has_kept, kept_thing
from capassist.text.markup import LATEX

THINGS = {
    "keep BIC": "BIC",
    "keep 'the old pump' as it is": "the old pump",
    "please do not lose the numbers": "numbers",
    "without losing the maths": "maths",
    "leave the colours alone": "colours",
    "the citations must stay": "citations",
    "behalte die Zahlen": "Zahlen",
    "die Farben beibehalten": "Farben",
    "mention the old pump in the caption": "old pump",
    "shorter": "",
    "lose the numbers": "",
    "": "",
}


@pytest.mark.parametrize(("part", "thing"), THINGS.items(), ids=THINGS)
def test_what_shall_stay(part: str, thing: str) -> None:
    assert kept_thing(part) == thing


BEFORE = r"Flow of 7 basins over 2.5 years \citep{rain}. (a) In \textbf{red}. (b) $Q_1$ in blue."
KEPT = {
    "the rest": ("rest", "Flow.", True),
    "style": ("style", "Flow.", True),
    "a word": ("basins", "Old basins.", True),
    "a word in a longer one": ("in", "Basins.", False),
    "a word in bold": ("In red", r"In \textbf{red}.", True),
    "words over a tie": ("7 basins", "The 7~basins.", True),
    "all numbers": ("numbers", "7 of 2.5", True),
    "one number less": ("numbers", "7 of 2", False),
    "all citations": ("citations", r"\citep{rain}", True),
    "another citation": ("references", r"\citep{snow}", False),
    "maths": ("maths", "Only $Q_1$.", True),
    "other maths": ("formulas", "Only $Q_2$.", False),
    "colours": ("colours", "Red and Blue.", True),
    "one colour": ("colours", "Red.", False),
    "panels": ("panel letters", "(a), (b)", True),
    "one panel": ("panels", "(a)", False),
    "the first sentence": ("first sentence", r"Flow of 7 basins over 2.5 years \citep{rain}. More.", True),
    "another first sentence": ("beginning", "More. " + BEFORE, False),
}


@pytest.mark.parametrize(("thing", "text", "kept"), KEPT.values(), ids=KEPT)
def test_whether_it_stayed(thing: str, text: str, kept: bool) -> None:
    assert has_kept(thing, text, BEFORE, LATEX) == kept


def test_what_is_no_kind_of_things_is_told_from_a_kind_that_is_not_there() -> None:
    assert found_of_kind("numbers", BEFORE, LATEX) == {"7", "2.5"}
    assert found_of_kind("colours", "Flow.", LATEX) == set()
    assert found_of_kind("basins", BEFORE, LATEX) is None
