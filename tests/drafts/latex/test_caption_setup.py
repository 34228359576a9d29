"""What the caption package and the like are told about numbers."""

import pytest

from capassist.drafts.latex.caption_setup import package_numbers, printed_prefix, setup_options, within_code
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.counters import Counters

PACKAGES = {
    "caption": ({"caption": "figurewithin=section"}, r"\captionsetup{figurewithin=section}"),
    "caption3": ({"caption3": "a=b"}, r"\captionsetup{a=b}"),
    "algorithm": ({"algorithm": "ruled, section"}, r"\counterwithin{algorithm}{section}"),
    "algorithm2e": ({"algorithm2e": "algochapter,ruled"}, r"\counterwithin{algorithm}{chapter}"),
    "algorithm by itself": ({"algorithm": "ruled"}, ""),
    "another": ({"float": "section"}, ""),
    "two": ({"caption": "", "algorithm": "section"}, r"\captionsetup{}\counterwithin{algorithm}{section}"),
}


@pytest.mark.parametrize(("packages", "code"), PACKAGES.values(), ids=PACKAGES)
def test_what_options_of_packages_say_of_numbers(packages: dict[str, str], code: str) -> None:
    assert package_numbers(packages) == code


def test_the_options_of_a_setup() -> None:
    assert setup_options(r"font=small, labelformat = {own}, name={a {b, c}},justified") == {
        "font": "small",
        "labelformat": "own",
        "name": "a {b, c}",
    }
    assert setup_options("") == {}


def test_what_resets_the_count() -> None:
    assert within_code({"figurewithin": "section"}) == r"\counterwithin{figure}{section}"
    assert within_code({"tablewithin": "none"}) == r"\counterwithout{table}{chapter}\counterwithout{table}{section}"
    assert (
        within_code({"figurewithin": "chapter", "tablewithin": "section"})
        == r"\counterwithin{figure}{chapter}\counterwithin{table}{section}"
    )
    assert within_code({"font": "small"}) == ""


# What says how labels are set: formats of counters, copies, declared label formats -> the capitals before the number
PREFIXES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str], str]] = {
    "nothing": ({}, {}, {}, ""),
    "the word": ({"name figure": "Figure S"}, {}, {}, "S"),
    "the word with a hyphen": ({"name figure": "Fig. SI-"}, {}, {}, "SI-"),
    "a word of letters": ({"name figure": "FigureS"}, {}, {}, ""),
    "three capitals": ({"name figure": "Figure SUP"}, {}, {}, ""),
    "a lower-case letter": ({"name figure": "Figure s"}, {}, {}, ""),
    "a copied word": ({}, {"figurename": "Figure S"}, {}, "S"),
    "the declared word before the copied one": ({"name figure": "Figure A"}, {"figurename": "Figure S"}, {}, "A"),
    "fnum": ({}, {"fnum@figure": r"\figurename~S\thefigure"}, {}, "S"),
    "KOMA's format": ({}, {"figureformat": r"\figurename~S.\thefigure"}, {}, "S."),
    "a label format": ({"labelformat": "own"}, {}, {"own": "#1 S#2"}, "S"),
    "a label format of figures": (
        {"labelformat figure": "mine", "labelformat": "own"},
        {},
        {"own": "#1 S#2", "mine": "#1 X#2"},
        "X",
    ),
    "one that nobody declared": ({"labelformat": "simple"}, {"fnum@figure": r"S\thefigure"}, {}, "S"),
    "before another counter": ({}, {"fnum@figure": r"S\thefigures"}, {}, ""),
}


@pytest.mark.parametrize(("formats", "copies", "declared", "prefix"), PREFIXES.values(), ids=PREFIXES)
def test_capitals_before_a_number(
    formats: dict[str, str], copies: dict[str, str], declared: dict[str, str], prefix: str
) -> None:
    counters = Counters({}, Switches(), formats=formats, copies=copies)
    assert printed_prefix(counters, "figure", declared) == prefix
