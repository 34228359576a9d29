"""How lines become paragraphs: where one ends, what heads it, and what is none of the body's text."""

from collections.abc import Callable

import pytest

from capassist.drafts.pdf.dehyphenation import words_of
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.drafts.pdf.prose import Paragraph, paragraphs

BODY = Body("serif", 10.0, 12.0, 400.0)
LEFT, RIGHT = 72.0, 472.0
LONG = "The level of the tank was read by two people on each of the days"
Told = list[tuple[str | None, str | None, str]]  # section, heading, text


def row(
    text: str, base: float, *, left: float = LEFT, right: float = RIGHT, font: str = "serif", size: float = 10.0
) -> Line:
    return Line((Run(text, font, size, bold="bold" in font),), (left, base - 8, right, base + 2), base)


def headed(heading: str, text: str, base: float) -> Line:
    """Return a line that begins in bold."""
    runs = (Run(heading, "bold", 10.0, bold=True), Run(text, "serif", 10.0))
    return Line(runs, (LEFT, base - 8, RIGHT, base + 2), base)


def title(text: str, base: float) -> Line:
    return row(text, base, right=LEFT + 6 * len(text), font="bold", size=12.0)


def rows(*texts: str, base: float = 100, left: float = LEFT, right: float = RIGHT) -> list[Line]:
    """Return lines below each other; one that begins with a blank is indented, one that ends with a bar is short."""
    made = []
    for number, text in enumerate(texts):
        begin = left + 12 if text.startswith(" ") else left
        end = begin + 100 if text.endswith("|") else right
        made.append(row(text.strip(" |"), base + 12 * number, left=begin, right=end))
    return made


def read(*pages: list[Line]) -> list[Paragraph]:
    made = [Page(number, 612, 792, tuple(lines)) for number, lines in enumerate(pages, 1)]
    return list(paragraphs(made, [frozenset()] * len(made), BODY, words_of(made)))


def told(*pages: list[Line]) -> Told:
    return [(each.section, each.heading, each.text) for each in read(*pages)]


ONE: dict[str, list[str]] = {
    "lines below each other": [LONG, "and written down at once.|"],
    "a word broken at a line's end": [LONG + " of the sea-", "son, and written down at once.|"],
    "a sentence that ends at a line's end": [LONG + ".", "It was written down at once.|"],
    "a short line in the middle of a sentence": [LONG, "that is,|", "at noon.|"],
}


@pytest.mark.parametrize("texts", ONE.values(), ids=ONE)
def test_lines_of_one_paragraph(texts: list[str]) -> None:
    (paragraph,) = read(rows(*texts))
    assert paragraph.text == " ".join(text.strip("|") for text in texts).replace("- ", "")
    assert (paragraph.page, paragraph.section, paragraph.heading) == (1, None, None)


TWO: dict[str, list[Line]] = {
    "the second indented": rows(LONG + ".", " It was written down", "at once.|"),
    "the first ends short": rows(LONG, "at noon.|", "It was written down", "at once.|"),
    "far apart": [*rows(LONG, LONG + "."), *rows("It was written down", "at once.|", base=160)],
    "the second in smaller type": [
        *rows(LONG + "."), row("It was written down, and kept for the year.", 112, size=8.0),
    ],
    "the second with a heading of its own": [
        *rows(LONG + "."), headed("Keeping.", " It was written down", 112), *rows("at once.|", base=124),
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", TWO.values(), ids=TWO)
def test_lines_of_two_paragraphs(lines: list[Line]) -> None:
    first, second = read(lines)
    assert first.text.startswith("The level")
    assert second.text.startswith("It was")


def test_a_paragraph_goes_on_over_pages_and_begins_on_the_first() -> None:
    (paragraph,) = read(rows(LONG, "and kept for a"), rows("year of their own, as all were.|"))
    assert paragraph.page == 1
    assert paragraph.text == f"{LONG} and kept for a year of their own, as all were."


def test_a_sentence_that_ends_with_its_page_goes_on_where_the_next_line_is_not_indented() -> None:
    assert len(read(rows(LONG, LONG + "."), rows("It was kept for", "a year.|"))) == 1
    assert len(read(rows(LONG, LONG + "."), rows(" It was kept for", "a year.|"))) == 2
    assert len(read(rows(LONG, "at noon.|"), rows("It was kept for", "a year.|"))) == 2


def test_columns_are_read_one_after_the_other() -> None:
    left = rows("In the left column of the page", *[f"a text goes on in line {n} as" for n in "abcdefghi"], right=290)
    right = rows(
        "it does in the right column of",
        *[f"this page to line {n} of it" for n in "klmnopqr"],
        "it.|",
        left=320,
        right=540,
    )
    (paragraph,) = read([line for pair in zip(left, right, strict=True) for line in pair])
    assert paragraph.text == " ".join(line.text for line in (*left, *right))


SECTIONS: dict[str, tuple[list[Line], Told]] = {
    "a title": (
        [title("2 Readings", 80), *rows(LONG + ".")], [("2 Readings", None, LONG + ".")],
    ),
    "a title of two lines": (
        [title("2 Readings by night and by", 68), title("day of all the tanks", 82), *rows(LONG + ".")],
        [("2 Readings by night and by day of all the tanks", None, LONG + ".")],
    ),
    "two titles, one right below the other": (
        [title("2 Readings", 68), title("2.1 By night", 82), *rows(LONG + ".")], [("2.1 By night", None, LONG + ".")],
    ),
    "text before the first title": (
        [*rows(LONG + "."), title("2 Readings", 130), *rows("All were kept.|", base=150)],
        [(None, None, LONG + "."), ("2 Readings", None, "All were kept.")],
    ),
    "a paragraph all in bold": (
        [row(LONG, 100 + 12 * n, font="bold") for n in range(6)], [(None, None, " ".join([LONG] * 6))],
    ),
    "a heading run in": ([headed("Depth.", " It is low in", 100), *rows("summer.|", base=112)], [(None, "Depth", "It is low in summer.")]),
    "a numbered heading run in": (
        [headed("2.1 Depth.", " It is low in", 100), *rows("summer.|", base=112)], [("2.1 Depth", None, "It is low in summer.")],
    ),
    "a heading run in, with nothing below": ([headed("Depth.", " It is low.", 100)], [(None, None, "Depth. It is low.")]),
    "bold words before an aside": (
        [headed("It is deep.", " (See the well in", 100), *rows("the town.)|", base=112)], [(None, None, "It is deep. (See the well in the town.)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "found"), SECTIONS.values(), ids=SECTIONS)
def test_what_heads_a_paragraph(lines: list[Line], found: Told) -> None:
    assert [(section, heading, text.strip()) for section, heading, text in told(lines)] == found


def entry(text: str, number: str, base: float, *, right: float = RIGHT) -> Line:
    return row(f"{text}  {number}", base, right=right)


def test_a_list_of_figures_is_no_text() -> None:
    listed = [entry(f"{n} The level of the tank in summer", str(10 + n), 100 + 12 * n) for n in range(5)]
    assert told([title("List of Figures", 80), *listed, title("1 Readings", 200), *rows(LONG + ".", base=220)]) == [
        ("1 Readings", None, LONG + ".")
    ]


def test_text_that_ends_in_numbers_here_and_there_is_text() -> None:
    lines = rows(LONG + " of 2011", LONG, LONG + " to 14", LONG, LONG, "in the town.|")
    assert len(told([title("1 Readings", 80), *lines])) == 1


def test_a_footnote_is_a_paragraph_of_its_own_without_its_mark() -> None:
    text = rows(LONG, LONG, LONG, "and so on, until the page ends, as it", "does in the middle of")
    note = row("3But not by night, when nobody was there.", 700, size=8.0)
    found = told([*text, note], rows("a sentence.|"))
    assert sorted(text[:4] for _, _, text in found) == ["But ", "The "]
    assert "middle of a sentence." in next(text for _, _, text in found if text.startswith("The"))


ENDED, REST = LONG + ".", "It was written down at once."
Set = Callable[[float], list[Line]]
# The lines of a page for a measure, and how many paragraphs they are at two measures
PARTED: dict[str, tuple[Set, float, int, float, int]] = {
    "close below": (lambda x: [row(ENDED, 100), row(REST, 100 + x)], 19.1, 1, 19.3, 2),
    "far below in one sentence": (lambda x: [row(LONG, 100), row("and written down at once.", 100 + x)], 19.3, 1, 95, 1),
    "in smaller type": (lambda x: [row(ENDED, 100), row(REST, 112, size=x)], 9.3, 1, 9.1, 2),
    "a few words in smaller type": (lambda x: [row(ENDED, 100), row("a" * int(x), 112, size=9.1)], 20, 1, 21, 2),
    "indented": (lambda x: [row(ENDED, 100), row(REST, 112, left=LEFT + x), row(LONG, 124)], 7, 1, 7.1, 2),
    "indented by far": (lambda x: [row(ENDED, 100), row(REST, 112, left=LEFT + x), row(LONG, 124)], 40, 1, 39.9, 2),
    "below an indented line": (lambda x: [row(LONG, 88), row(ENDED, 100, left=LEFT + x), row(REST, 112, left=LEFT + 10)], 7, 1, 6.9, 2),
    "below a full line": (lambda x: [row(ENDED, 100, right=RIGHT - x), row(LONG, 112), row(REST, 124)], 19.9, 1, 20, 2),
    "beside": (lambda x: [row("The level", 100, right=200), row("of it.", 100 + x, left=210, right=300), row(LONG, 130)], 4, 1, 8, 1),
}  # fmt: skip


@pytest.mark.parametrize(("made", "one", "count", "other", "rest"), PARTED.values(), ids=PARTED)
def test_where_a_paragraph_ends(made: Set, one: float, count: int, other: float, rest: int) -> None:
    assert (len(told(made(one))), len(told(made(other)))) == (count, rest)


def heads(*bases: float, size: float = 12.0) -> list[Line]:
    """Return a heading of lines at these heights, and a paragraph below."""
    lines = [
        row(f"Levels part {'abcdef'[n]}", base, right=200, font="bold", size=12.0 if n == 0 else size)
        for n, base in enumerate(bases)
    ]
    return [*lines, row(LONG, bases[-1] + 20), row(REST, bases[-1] + 32)]


def test_a_heading_of_several_lines() -> None:
    def section(*bases: float, size: float = 12.0) -> str | None:
        return told(heads(*bases, size=size))[-1][0]

    assert section(100, 123.9) == "Levels part a Levels part b"
    assert section(100, 124) == "Levels part b"
    assert section(100, 114, size=11.75) == "Levels part a Levels part b"
    assert section(100, 114, size=11.65) == "Levels part b"
    assert section(100, 114, 128, 142) == "Levels part a Levels part b Levels part c Levels part d"
    assert section(100, 114, 128, 142, 156) is None  # a paragraph may be bold


def listed(entries: int, ends: int, others: int) -> list[Line]:
    """Return a heading, and lines that lead to a page by dots, that end with a page number, and others."""
    texts = [f"Levels of the tanks {'. ' * 8}{n}" for n in range(entries)]
    texts += [f"Flows of all the rivers {n}" for n in range(ends)]
    texts += [LONG + "."] * others
    return [title("List of figures", 80), *(row(text, 100 + 12 * n) for n, text in enumerate(texts))]


LISTS = {"none": (0, 0, 3, False), "a fifth leads": (1, 0, 4, False), "more leads": (1, 0, 3, True), "three end": (0, 3, 4, True),
         "too few of them end": (0, 3, 5, False), "two end": (0, 2, 1, False), "both": (1, 2, 4, True)}  # fmt: skip


@pytest.mark.parametrize(("entries", "ends", "others", "is_list"), LISTS.values(), ids=LISTS)
def test_lines_that_lead_to_pages_are_a_list(entries: int, ends: int, others: int, is_list: bool) -> None:
    assert (told(listed(entries, ends, others)) == []) is is_list


def test_a_page_number_in_the_middle_of_a_column_ends_no_entry() -> None:
    lines = listed(0, 3, 4)
    short = [
        Line(line.runs, (line.box[0], line.box[1], RIGHT - 3, line.box[3]), line.base)
        if "rivers" in line.text
        else line
        for line in lines
    ]
    assert told(lines) == []
    assert told(short) != []


def noted(size: float, before: str = "The level of the tank", mark: str = "1") -> list[Line]:
    """Return a text that calls a footnote with a mark of a size, another section, and the note."""
    call = Line(
        (Run(before, "serif", 10.0), Run(mark, "serif", size), Run(" was read twice.", "serif", 10.0)),
        (LEFT, 112, RIGHT, 122),
        120,
    )
    return [
        title("Levels", 100),
        call,
        title("Flows", 150),
        row(LONG + ".", 170),
        row("1By two people.", 700, size=8.0),
    ]


def test_a_footnote_belongs_to_the_section_that_calls_it() -> None:
    def section(**call: str | float) -> str | None:
        return next(each.section for each in read(noted(**call)) if each.text == "By two people.")  # type: ignore[arg-type]

    assert section(size=7.7) == "Levels"
    assert section(size=7.9) == "Flows"  # as large as the words
    assert section(size=6, before="The level 10") == "Flows"  # a power
    assert section(size=6, before="The level.") == "Levels"
    assert section(size=6, mark="2") == "Flows"


def test_a_line_over_both_columns_ends_them() -> None:
    def column(word: str, left: float, right: float, *bases: float) -> list[Line]:
        return [row(f"The {word} of the tank was read by", base, left=left, right=right) for base in bases]

    def order(across: float) -> list[str]:
        left, right = column("level", 60, 290, 112, 124, 136, 148), column("flow", 320, 550, 112, 124, 136, 148)
        last = row("The end of the tank was read by all.", 160, left=60, right=across)
        texts = " ".join(each.text for each in read([*left, *right, last]))
        return sorted(("level", "flow", "end"), key=lambda word: texts.rindex(f"The {word}"))

    assert order(290) == ["level", "end", "flow"]  # it ends the left column
    assert order(500) == ["level", "flow", "end"]  # it runs over both
