"""The title and the abstract of a paper, on both sides of what makes them such."""

import pytest

from capassist.drafts.pdf import front_matter
from capassist.drafts.pdf.dehyphenation import words_of
from capassist.drafts.pdf.front_matter import abstract_of, title_of
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.drafts.pdf.prose import Paragraph

BODY = Body("serif", 10.0, 12.0, 468.0)


def row(text: str, base: float = 100, *, size: float = 16.0, turn: int = 0) -> Line:
    return Line((Run(text, "serif", size),), (72, base - 8, 540, base + 2), base, turn)


def title(*pages: list[Line], skip: int = 0) -> str | None:
    made = [Page(number, 612, 792, tuple(lines)) for number, lines in enumerate(pages, 1)]
    return title_of(made, [frozenset(range(skip)) for _ in made], BODY, words_of(made))


AUTHORS = row("Ann Berg", 150, size=12)
TITLES: dict[str, tuple[list[Line], str | None]] = {
    "none": ([], None),
    "the largest": ([row("The level of tanks"), AUTHORS], "The level of tanks"),
    "large enough": ([row("The level of tanks", size=10.9)], "The level of tanks"),
    "no larger than the text": ([row("The level of tanks", size=10.8)], None),
    "of two lines": ([row("The level", 100), row("of tanks", 118, size=15.5), AUTHORS], "The level of tanks"),
    "not of a smaller one": ([row("The level", 100), row("of tanks", 118, size=15.4), AUTHORS], "The level"),
    "of five lines at most": ([row(f"part {word}", 100 + 18 * n) for n, word in enumerate("one two three four five six".split())], "part one part two part three part four part five"),
    "in the upper part": ([row("The level of tanks", 483.1)], "The level of tanks"),
    "in the lower part": ([row("The level of tanks", 483.3)], None),
    "turned": ([row("The level of tanks", turn=1)], None),
    "no words": ([row("12 + 4", 80, size=20), row("The level of tanks")], "The level of tanks"),
    "two letters": ([row("AB", 80, size=20), row("The level of tanks")], "The level of tanks"),
    "a heading": ([row("Introduction", 80, size=20), row("The level of tanks")], "The level of tanks"),
    "above the first section": ([row("The level of tanks"), row("1 Introduction", 200, size=18), row("Of Tanks", 230, size=18)], "The level of tanks"),
    "three letters": ([row("The")], None),
    "four letters": ([row("Tank")], "Tank"),
    "as long as a title": ([row("a" * 399)], "a" * 399),
    "too long": ([row("a" * 400)], None),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "found"), TITLES.values(), ids=TITLES)
def test_the_title(lines: list[Line], found: str | None) -> None:
    assert title(lines) == found


def test_the_title_of_the_first_page_with_words() -> None:
    lines = [row("The level of tanks")]
    assert title([], [], lines) == "The level of tanks"
    assert title([], [], [], lines) is None
    assert title([row("small", size=10)], lines) is None
    assert title([row("A large running head", size=20), *lines], skip=1) == "The level of tanks"


LONG = "The level of the tank was read by two people on each of the days, and written down. "
TEXT = (LONG * 2).strip()


def told(*paragraphs: tuple[str | None, str | None, str]) -> str | None:
    return abstract_of([Paragraph(1, section, text, heading) for section, heading, text in paragraphs])


ABSTRACTS: dict[str, tuple[list[tuple[str | None, str | None, str]], str | None]] = {
    "none": ([(None, None, TEXT)], None),
    "under its heading": ([("Abstract", None, TEXT), ("1 Introduction", None, "More.")], TEXT),
    "of two paragraphs": ([("Summary", None, LONG.strip()), ("Summary", None, TEXT), ("Methods", None, "More.")], f"{LONG}{TEXT}"),
    "behind a heading in the line": ([(None, "Abstract", TEXT)], TEXT),
    "below the word": ([(None, None, "Abstract"), (None, None, TEXT)], TEXT),
    "behind the word": ([(None, None, f"Abstract. {TEXT}")], TEXT),
    "behind the word, short": ([(None, None, "Abstract: " + "a" * 140)], None),
    "behind the word, long enough": ([(None, None, "Abstract: " + "a" * 141)], "a" * 141),
    "a word that begins like it": ([(None, None, f"Abstraction. {TEXT}")], None),
    "before the keywords": ([("Abstract", None, f"{TEXT} Keywords: tanks")], TEXT),
    "that names keywords early": ([("Abstract", None, f"Keywords matter. {TEXT}")], f"Keywords matter. {TEXT}"),
    "too short": ([("Abstract", None, "a" * 60)], None),
    "hardly long enough": ([("Abstract", None, "a" * 61)], "a" * 61),
    "the last word": ([(None, None, "Abstract")], None),
}  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "abstract"), ABSTRACTS.values(), ids=ABSTRACTS)
def test_the_abstract(paragraphs: list[tuple[str | None, str | None, str]], abstract: str | None) -> None:
    assert told(*paragraphs) == abstract


def test_an_abstract_stands_at_the_front() -> None:
    others: list[tuple[str | None, str | None, str]] = [(None, None, "One.")] * 59
    assert told(*others, ("Abstract", None, TEXT)) == TEXT
    assert told(*others, (None, None, "One."), ("Abstract", None, TEXT)) is None


@pytest.mark.parametrize(
    ("text", "top", "leads"),
    [("Tanks", 479.9, True), ("Tanks", 480, False), ("a b c", 100, True), ("a b 12", 100, False)],
)
def test_lines_in_the_upper_part_of_a_page(text: str, top: float, leads: bool) -> None:
    line = Line((Run(text, "serif", 16),), (100, top, 200, top + 16), top + 14)
    assert front_matter._leads(line, Page(1, 600, 800)) is leads
