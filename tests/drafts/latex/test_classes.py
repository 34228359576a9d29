"""What document classes do with the numbers, by their names and options."""

import pytest

from capassist.drafts.latex.classes import class_numbers, counts_by_chapter, is_known_class

RESET = r"\@addtoreset{figure}{chapter}"
# name, options, whether the text has chapters: whether the class has them, and whether figures are counted in each
CHAPTERS = {
    "article": ("article", "", False, (False, False)),
    "article of a text with chapters": ("article", "", True, (True, True)),
    "report": ("report", "", False, (True, True)),
    "a thesis": ("my-dissertation", "", False, (True, True)),
    "through the whole document": ("octavo", "", False, (True, False)),
    "of a text with chapters, through the whole document": ("llncs", "", True, (True, False)),
    "memoir": ("memoir", "a4paper", False, (True, True)),
    "memoir as an article": ("memoir", "a4paper,article", False, (True, False)),
    "another as an article": ("book", "article", False, (True, True)),
}


@pytest.mark.parametrize(("name", "options", "uses", "expected"), CHAPTERS.values(), ids=CHAPTERS)
def test_chapters(name: str, options: str, uses: bool, expected: tuple[bool, bool]) -> None:
    numbers = class_numbers(name, options, uses_chapters=uses)
    assert (numbers.chapters, RESET in numbers.setup) == expected
    assert ("mainmatter" in numbers.commands) == (name == "memoir" and expected[1])
    level = "chapter" if expected[0] else "section"
    assert numbers.commands["appendix"].startswith(rf"\setcounter{{{level}}}{{0}}")


SETUPS = {
    "by section": ("cc", r"\counterwithin{figure}{section}", "article"),
    "supplements": ("elife-1.0", r"\newcounter{figsupp}[figure]", "life"),
    "Tufte's": ("tufte-handout", r"\setcounter{secnumdepth}{-1}", "my-tufte"),
    "Roman tables": ("IEEEtran", r"\renewcommand\thetable{\Roman{table}}", "myIEEEtran"),
    "a number with its chapter": ("book", r"\ifnum\c@chapter>0 \thechapter.\fi", "amsbook"),
}


@pytest.mark.parametrize(("name", "code", "without"), SETUPS.values(), ids=SETUPS)
def test_what_a_class_sets_up(name: str, code: str, without: str) -> None:
    assert code in class_numbers(name, "", uses_chapters=False).setup
    assert code not in class_numbers(without, "", uses_chapters=False).setup


def test_appendices() -> None:
    commands = {
        name: class_numbers(name, "", uses_chapters=False).commands
        for name in ("article", "ndsu-thesis", "mnras", "sn-jnl")
    }
    assert commands["ndsu-thesis"]["appendix"] == ""
    letters = commands["article"]["appendix"]
    assert letters.endswith(r"\renewcommand\thesection{\Alph{section}}")
    assert commands["mnras"]["appendix"].startswith(letters + r"\@addtoreset{figure}{section}")
    assert commands["article"]["appendices"] == commands["sn-jnl"]["appendix"] == letters
    assert r"\renewcommand\thefigure{\Alph{section}\arabic{figure}}" in commands["sn-jnl"]["appendices"]


@pytest.mark.parametrize(
    ("name", "resets"), [("scrbook", True), ("scrreprt", True), ("book", False), ("scrartcl", False)]
)
def test_headings_without_a_number(name: str, resets: bool) -> None:
    assert class_numbers(name, "", uses_chapters=False).resets_unnumbered is resets


@pytest.mark.parametrize(("name", "begins"), [("yathesis", True), ("book", False)])
def test_a_class_may_begin_in_the_front(name: str, begins: bool) -> None:
    assert class_numbers(name, "", uses_chapters=False).begins_in_front is begins


KNOWN = {"article": (True, False), "book": (True, True), "limap": (True, False), "octavo": (True, False)}
KNOWN |= {"aastex63": (True, False), "mythesis": (False, True), "myown": (False, False), "xbook": (False, False)}


@pytest.mark.parametrize(("name", "expected"), KNOWN.items(), ids=KNOWN)
def test_known_classes(name: str, expected: tuple[bool, bool]) -> None:
    assert (is_known_class(name), counts_by_chapter(name)) == expected
