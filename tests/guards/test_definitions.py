"""What a text defines, and which two definitions of a thing may both be true."""

import pytest

from capassist.guards.definitions import Definition, definitions


def defined(text: str) -> list[tuple[str, str, str]]:
    return [(found.kind, found.name, found.said) for found in definitions(text)]


def only(text: str) -> Definition:
    (found,) = definitions(text)
    return found


NONE = {
    "a pair of capitals that stand for nothing here": "The limits (AB) of the old pump.",
    "a place that is no abbreviation": "The level of the river (Oder) falls.",
    "letters in another order": "The flow of a level (LF).",
    "a heading with more words": "CTS: cost of two solvers in use.",
    "one capital": "A measure of heat (Mh).",
    "numbers of no named set": "It has 300 runs of 20 steps.",
    "a symbol of a compound": "The $k$-d tree is built first.",
    "a letter of a panel": "Below b denotes the noise level.",
    "a letter that is a word": "Here I denotes the noise level.",
    "on a condition": "$v$ is the tip if it ends.",
    "no more than a leaning word": "The distribution of $S$ is wide.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_nothing_is_defined(text: str) -> None:
    assert defined(text) == []


FOUND = {
    "two words behind": ("A GP (Gaussian process) is used.", ("abbreviation", "GP", "Gaussian process")),
    "two of three words behind": ("A GP (Gaussian process model) is used.", ("abbreviation", "GP", "Gaussian process")),
    "two words before": ("A Gaussian process (GP) is used.", ("abbreviation", "GP", "Gaussian process")),
    "behind a colon": ("GP: Gaussian process.", ("abbreviation", "GP", "Gaussian process")),
    "with a hyphen": ("Mean-squared error (MSE).", ("abbreviation", "MSE", "Mean-squared error")),
    "a symbol in the text's font": ("Here $v_{\\mathrm{max}}$ is the top speed.", ("symbol", "v_{\\mathrm{max}}", "the top speed")),
    "a symbol of a plain text": ("Here N denotes the noise level.", ("symbol", "N", "the noise level")),
    "a Greek one": ("Below σ: noise level of it.", ("symbol", "σ", "noise level of it")),
    "by name": ("We denote the learning rate by $r$.", ("symbol", "r", "learning rate")),
    "a colour behind": ("The red curve shows the old pump.", ("colour", "old pump", "red")),
    "a colour in brackets": ("The old pump (in dark red).", ("colour", "The old pump", "red")),
    "a set": ("FooNet-5 holds 1,234 small cells.", ("data set", "FooNet-5", "1,234 small cells")),
    "in thousands": ("The 12k images of FooNet-5.", ("data set", "FooNet-5", "12k images")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), FOUND.values(), ids=FOUND)
def test_what_is_defined(text: str, told: tuple[str, str, str]) -> None:
    assert defined(text) == [told]


BOTH = {
    "one form is longer": ("A Gaussian process (GP).", "An exact Gaussian process (GP)."),
    "one form is shorter": ("An exact Gaussian process (GP).", "A Gaussian process (GP)."),
    "a word in common": ("$N$ is the number of runs.", "$N$ denotes the kept runs."),
    "an abbreviation may be anything": ("$N$ denotes the mean DIN.", "$N$ denotes the nitrogen content."),
    "a number in two forms": ("FooNet-5 has 12k images.", "FooNet-5 has 12,000 images."),
}


@pytest.mark.parametrize(("one", "other"), BOTH.values(), ids=BOTH)
def test_both_may_be_true(one: str, other: str) -> None:
    assert only(one).key == only(other).key
    assert only(one).agrees(only(other))


ONE = {
    "other words for the same letters": ("Gross profit (GP).", "Gaussian process (GP)."),
    "a word in common is not enough for letters": ("Gaussian process (GP).", "Gaussian peak (GP)."),
    "another quantity": ("$N$ denotes the noise level.", "$N$ denotes the learning rate."),
    "another number": ("FooNet-5 has 12k images.", "FooNet-5 has 13,000 images."),
    "another colour": ("The red line is the old pump.", "The blue line is the old pump."),
}


@pytest.mark.parametrize(("one", "other"), ONE.values(), ids=ONE)
def test_only_one_of_two_can_be_true(one: str, other: str) -> None:
    assert only(one).key == only(other).key
    assert not only(one).agrees(only(other))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Here N denotes the noise level.", "N"),
        ("Here $N$ denotes the noise level.", "N"),
        ("The noise level $N$.", "N"),
    ],
)
def test_it_is_found_where_the_symbol_stands(text: str, name: str) -> None:
    assert text[slice(*only(text).span)] == name


def test_markup_and_pointers_say_nothing_of_the_paper() -> None:
    text = r"See \cite{A-Z} and \ref{fig:x}. \textbf{Mean} {squared} error~(MSE)\label{eq:a}."
    (found,) = definitions(text)
    assert found.meaning == only("Mean squared error (MSE).").meaning
    assert text[slice(*found.span)] == "MSE"
