"""Which words are the author's own, and how terms are spelled."""

from dataclasses import replace
from pathlib import Path

import pytest

from capassist.model import Draft, Manuscript
from capassist.profile.lexicon import MOST_WORDS, characteristic_words, spelled_terms


def paper(body: str, *labels: str) -> Draft:
    manuscript = Manuscript(body=body, labels=frozenset(labels))
    return Draft(Path("p"), Path("p"), "latex", "main.tex", manuscript=manuscript)


# How often a word that all of the text has, and one that no other text has, stand in captions; words of the text; which
# comes first, by TF-IDF with smoothed document frequencies where 300 words of the text are one document.
WEIGHED = {
    "four to three, a short text": (4, 3, 300, "speed"),
    "three to two, a short text": (3, 2, 300, "mass"),
    "three to two, one word more": (3, 2, 301, "speed"),
    "eight to three, ten documents": (8, 3, 3000, "speed"),
    "nine to three, ten documents": (9, 3, 3000, "mass"),
    "no text": (3, 2, 0, "mass"),
}


@pytest.mark.parametrize(("everywhere", "own", "length", "first"), WEIGHED.values(), ids=WEIGHED)
def test_a_word_that_the_text_has_everywhere_must_stand_in_more_captions(
    everywhere: int, own: int, length: int, first: str
) -> None:
    captions = [["mass"]] * everywhere + [["speed"]] * own
    assert characteristic_words(paper("mass " * length), captions)[0] == first


def test_a_word_of_one_caption_alone_is_none_however_often_it_stands_there() -> None:
    captions = [["mass", "mass", "mass"], ["speed", "tank"], ["tank"]]
    assert characteristic_words(paper(""), captions) == ("tank",)


def test_words_that_weigh_the_same_come_in_their_order_and_the_first_dozen_only() -> None:
    names = [f"{letter}ank" for letter in "zyxwvutsrqponm"]
    assert characteristic_words(paper(""), [names, names]) == tuple(sorted(names))[:MOST_WORDS]


def test_of_a_word_in_two_captions_each_time_counts() -> None:
    captions = [["mass", "mass", "mass"], ["mass", "tank"], ["tank"], ["tank"]]
    assert characteristic_words(paper(""), captions) == ("mass", "tank")


SPELLED = {
    "once is no habit": ("A ConvNet.", ()),
    "the more frequent form": ("ConvNet, ConvNet, Convnet; BERTs, BERTs", ("ConvNet", "BERTs")),
    "forms with and without a hyphen are one": ("a NetLab, the NetLab; Net-Lab, Net-Lab, Net-Lab", ("Net-Lab",)),
    "a command and a plain word are none": ("\\ConvNet \\ConvNet level level A A", ()),
}


@pytest.mark.parametrize(("body", "terms"), SPELLED.values(), ids=SPELLED)
def test_terms_are_spelled_as_the_text_does(body: str, terms: tuple[str, ...]) -> None:
    assert spelled_terms(paper(body)) == terms


def test_terms_of_labels_are_names_of_the_source_and_a_dozen_is_enough() -> None:
    body = "big-plot, big-plot, bigger-plot, bigger-plot"
    assert spelled_terms(paper(body, "fig:big-plot")) == ("bigger-plot",)
    many = " ".join(f"Net{letter} Net{letter}" for letter in "ABCDEFGHIJKLMN")
    assert len(spelled_terms(replace(paper(many)))) == MOST_WORDS
