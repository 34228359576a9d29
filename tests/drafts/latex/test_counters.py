"""Counters as LaTeX steps, adds and prints them."""

import pytest

from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.counters import Counters, roman
from capassist.text.latex import Macro
from capassist.text.latex_references import UNKNOWN


def of_document(*, chapters: bool = False, **macros: str) -> Counters:
    return Counters.of_document({name: Macro("", body) for name, body in macros.items()}, Switches(), chapters=chapters)


ROMAN = {1: "I", 3: "III", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 49: "XLIX", 90: "XC", 400: "CD", 999: "CMXCIX", 2026: "MMXXVI",
         3999: "MMMCMXCIX", 4000: "4000", 0: "0", -1: "-1"}  # fmt: skip


def test_roman_numerals() -> None:
    assert {value: roman(value) for value in ROMAN} == ROMAN


PRINTED: dict[str, list[str]] = {  # the format -> how 1, 3, 26, 27, 28 and 29 are printed
    r"\arabic{n}": ["1", "3", "26", "27", "28", "29"],
    r"\alph{n}": ["a", "c", "z", "27", "28", "29"],
    r"\Alph{n}": ["A", "C", "Z", "27", "28", "29"],
    r"\roman{n}": ["i", "iii", "xxvi", "xxvii", "xxviii", "xxix"],
    r"\Roman{ n }": ["I", "III", "XXVI", "XXVII", "XXVIII", "XXIX"],
    r"\Asbuk{n}": ["А", "В", "Э", "Ю", "Я", "29"],
    r"\asbuk{n}": ["а", "в", "э", "ю", "я", "29"],
    r"\two@digits\c@n": ["01", "03", "26", "27", "28", "29"],
    r"\@arabic\c@n": ["1", "3", "26", "27", "28", "29"],
    r"S\number\value{n}": ["S1", "S3", "S26", "S27", "S28", "S29"],
}


@pytest.mark.parametrize(("body", "printed"), PRINTED.items())
def test_how_a_counter_is_printed(body: str, printed: list[str]) -> None:
    found = []
    for value in (1, 3, 26, 27, 28, 29):
        counters = of_document()
        counters.formats["n"] = body
        counters.set("n", value)
        found.append(counters.printed("n"))
    assert found == printed


AMOUNTS: dict[str, int | None] = {
    "7": 7, "-2": -2, "+3": 3, " 1 + 2 - 4 ": -1, "2*3+1": 7, "1-2*3": -5, r"\value{n}": 5, r"\c@n+1": 6, r"\numexpr\value{n}*2\relax": 10,
    r"\z@": 0, r"\@ne": 1, r"\tw@": 2, r"\thr@@": 3, r"\m@ne": -1, r"{4}": 4, r"\own": 8, r"\owner": None, r"\other": None, "": None,
    "a": None, "1+": None, r"\the\value{n}": 5,
}  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_a_number_as_tex_reads_it(text: str, amount: int | None) -> None:
    counters = of_document(own=r"\value{n}+3")
    counters.set("n", 5)
    assert counters.amount(text) == amount


def test_headings_count_within_each_other() -> None:
    counters = of_document()
    for level in ("section", "section", "subsection", "subsection", "subsubsection"):
        counters.step(level)
    assert [counters.printed(level) for level in ("section", "subsection", "subsubsection")] == ["2", "2.2", "2.2.1"]
    counters.step("section")
    assert [counters.printed(level) for level in ("section", "subsection", "subsubsection")] == ["3", "3.0", "3.0.0"]
    counters.step("part")
    assert (counters.printed("part"), counters.printed("section")) == ("I", "3")


def test_a_chapter_resets_what_is_below_even_where_a_level_was_left_out() -> None:
    counters = of_document(chapters=True)
    for level in ("chapter", "subsection"):
        counters.step(level)
    counters.step("chapter")
    assert counters.printed("section") == "2.0"
    assert counters.values["subsection"] == 0
    assert of_document().printed("section") == "0"


def test_what_is_counted_within_another_and_no_longer() -> None:
    counters = of_document()
    counters.number_within("figure", "section")
    counters.set("figure", 3)
    counters.step("section")
    assert counters.printed("figure") == "0"
    counters.set("figure", None)
    assert counters.printed("figure") == UNKNOWN
    counters.step("section")
    assert counters.printed("figure") == "0"
    counters.number_without("figure", "section")
    counters.add("figure", 2)
    counters.step("section")
    assert counters.printed("figure") == "2"


def test_what_cannot_be_known_stays_so_until_it_is_set() -> None:
    counters = of_document()
    counters.add("figure", None)
    counters.step("figure")
    counters.formats["figure"] = r"\thesection.\arabic{figure}"
    assert counters.printed("figure") == UNKNOWN
    counters.set("figure", 4)
    assert counters.printed("figure") == "0.4"
    counters.set("section", None)
    assert counters.printed("figure") == f"{UNKNOWN}.4"


def test_a_counter_under_a_second_name() -> None:
    counters = of_document()
    counters.aliases["table"] = "figure"
    counters.step("table")
    counters.add("table", 2)
    assert (counters.printed("figure"), counters.values) == ("3", {"figure": 3})
    counters.set("table", 7)
    assert counters.printed("figure") == "7"


def test_headings_are_numbered_down_to_a_level() -> None:
    counters = of_document()
    assert counters.numbers("paragraph")
    counters.set("secnumdepth", 1)
    assert [counters.numbers(level) for level in ("chapter", "section", "subsection")] == [True, True, False]


def test_counters_that_print_each_other_come_to_an_end() -> None:
    counters = of_document()
    counters.formats |= {"one": r"\thetwo", "two": r"\theone"}
    assert counters.printed("one") == UNKNOWN


def test_what_prints_a_counter_as_of_now() -> None:
    counters = of_document()
    counters.step("section")
    kept = counters.as_of_now(r"\thesection.\arabic{figure}")
    counters.step("section")
    assert kept == "1.0"


def test_a_format_by_a_conditional_and_a_command_of_the_draft() -> None:
    counters = of_document(theorem="Satz")
    counters.formats["figure"] = r"\ifnum\value{figure}>1 B\else A\fi\arabic{figure}"
    printed = []
    for _ in range(2):
        counters.step("figure")
        printed.append(counters.printed("figure"))
    assert printed == ["A1", "B2"]
    counters.formats["figure"] = r"\theorem\arabic{figure}"
    assert counters.printed("figure") == "Satz2"
    counters.formats["figure"] = r"\foo\arabic{figure}"
    counters.printed("figure")
    assert counters.unclear == {"foo"}
