"""What holds for a whole paper: its body type, heads and feet, the columns of a page, titles of sections."""

from collections.abc import Callable

import pytest

from capassist.drafts.pdf.layout import Body, body_of, furniture, gutter, is_heading, without_ornaments
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.model import Box

WORDS = "The level of the tank was read twice."  # 37 characters
BODY = Body("serif", 10.0, 12.0, 468.0)


def row(
    text: str, base: float, x: float = 72, right: float = 472, *, font: str = "serif", size: float = 10.0, turn: int = 0
) -> Line:
    return Line((Run(text, font, size),), (x, base - 8, right, base + 2), base, turn)


def page(*lines: Line, number: int = 1, graphics: tuple[Box, ...] = ()) -> Page:
    return Page(number, 612, 792, lines, graphics)


# The body type --------------------------------------------------------------------------------------------------------

BODIES: dict[str, tuple[list[Line], Body]] = {
    "nothing": ([], Body("", 10, 12, 400)),
    "turned lines alone": ([row(WORDS, 100, turn=1)], Body("", 10, 12, 400)),
    "one line": ([row(WORDS, 100)], Body("serif", 10, 12, 400)),
    "short lines alone": ([row("tank " * 6, 100), row("tank " * 6, 113)], Body("serif", 10, 12, 400)),
    "the type of most": ([row(WORDS * 3, 100, font="sans"), row(WORDS, 113, size=11)], Body("sans", 10, 12, 400)),
    "the larger of half as many": ([row("a" * 80, 100, 72, 372), row("b" * 40, 113, 72, 272, size=11)], Body("serif", 11, 13.2, 200)),
    "not of fewer": ([row("a" * 80, 100, 72, 372), row("b" * 39, 113, 72, 272, size=11)], Body("serif", 10, 12, 300)),
    "the width of most characters": (
        [row("a" * 50, 100, 72, 272), row("b" * 50, 114, 72, 273), row("c" * 90, 128, 72, 472)], Body("serif", 10, 14, 200),
    ),
    "not of turned lines": ([row("a" * 50, 100, 72, 272), row("c" * 90, 114, 72, 472, turn=1)], Body("serif", 10, 12, 200)),
    "widths of lines of nearly its size": ([row("a" * 70, 100, 72, 272), row("c" * 40, 114, 72, 472, size=9.8), row("c" * 40, 128, 72, 472, size=9.8, font="sans")], Body("serif", 10, 14, 400)),
    "from one line to the next": ([row(WORDS, 100), row(WORDS, 109.1), row(WORDS, 139), row(WORDS, 150)], Body("serif", 10, 11, 400)),
    "not to one level with it, or far below": ([row(WORDS, 100), row(WORDS, 109), row(WORDS, 139)], Body("serif", 10, 12, 400)),
    "not to a short one": ([row(WORDS, 100), row("tank " * 6, 111), row(WORDS, 124)], Body("serif", 10, 13, 400)),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "body"), BODIES.values(), ids=BODIES)
def test_the_body_type(lines: list[Line], body: Body) -> None:
    found = body_of([page(*lines)])
    assert (found.font, found.size, found.column) == (body.font, body.size, body.column)
    assert found.leading == pytest.approx(body.leading)


# Heads and feet -------------------------------------------------------------------------------------------------------

ROMAN = ("", "xxxix", "xl", "xli")
# Lines of each page (by its number) that are, on all of so many pages, heads and the like or are none
RUNNING: dict[str, tuple[Callable[[int], list[Line]], int, bool]] = {
    "on one page": (lambda _: [row("Of tanks", 60)], 1, False),
    "on two pages": (lambda _: [row("Of tanks", 60)], 2, True),
    "but for its number": (lambda n: [row(f"Of tanks {n}", 60)], 2, True),
    "on two of eight": (lambda n: [row("Of tanks", 60)] if n <= 2 else [], 8, True),
    "on two of nine": (lambda n: [row("Of tanks", 60)] if n <= 2 else [], 9, False),
    "on three of twenty": (lambda n: [row("Of tanks", 60)] if n <= 3 else [], 20, True),
    "a little lower": (lambda n: [row("Of tanks", 57 + 3 * n)], 2, True),
    "at another height": (lambda n: [row("Of tanks", 54 + 6 * n)], 2, False),
    "as low as a head": (lambda _: [row("Of tanks", 116.7)], 2, True),
    "lower than a head": (lambda _: [row("Of tanks", 116.9)], 2, False),
    "as high as a foot": (lambda _: [row("Of tanks", 681.3)], 2, True),
    "higher than a foot": (lambda _: [row("Of tanks", 681.1)], 2, False),
    "two letters": (lambda _: [row("ab", 60)], 2, True),
    "no word": (lambda _: [row("a+", 60)], 2, False),
    "captions": (lambda n: [row(f"Figure {n}: Levels of the tanks.", 60)], 2, False),
    "a head like a caption": (lambda _: [row("Figure 7: Levels of the tanks.", 60)], 2, True),
    "page numbers": (lambda n: [row(str(n + 4), 60)], 2, True),
    "at the foot": (lambda n: [row(f"– {n + 4} –", 760)], 2, True),
    "in words": (lambda n: [row(f"Page {n} of 9", 760)], 2, True),
    "in Roman ones": (lambda n: [row(ROMAN[n], 60)], 3, True),
    "a number again and again": (lambda _: [row("7", 60)], 2, False),
    "numbers below other lines": (lambda n: [row(str(n + 4), 80), row("abc"[n:] * 3, 67.9)], 2, False),
    "numbers next to other lines": (lambda n: [row(str(n + 4), 60, 300), row("abc"[n:] * 3, 60)], 2, True),
    "numbers above other lines at the foot": (lambda n: [row(str(n + 4), 740), row("abc"[n:] * 3, 752.1)], 2, False),
    "beside a head": (lambda n: [row("Of tanks", 60), row("abc"[n:] * 3, 61.9)], 2, True),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "count", "running"), RUNNING.values(), ids=RUNNING)
def test_heads_and_feet(lines: Callable[[int], list[Line]], count: int, running: bool) -> None:
    pages = [page(*lines(n), number=n) for n in range(1, count + 1)]
    found = furniture(pages)
    assert found[0] == (frozenset(range(len(pages[0].lines))) if running else frozenset())


def test_a_line_near_a_head_and_a_caption_beside_it_are_none() -> None:
    pages = [
        page(row("Of tanks", 60), row("abc"[n:] * 3, 62), row(f"Figure {n}: Levels.", 60), number=n) for n in (1, 2)
    ]
    assert furniture(pages) == [{0}, {0}]


def test_what_stands_in_a_picture_is_no_head() -> None:
    picture = (60.0, 40.0, 500.0, 100.0)
    assert furniture([page(row("Of tanks", 60), graphics=(picture,), number=n) for n in (1, 2)]) == [frozenset()] * 2


LOGO, LOW = (72.0, 20.0, 100.0, 118.0), (72.0, 674.0, 100.0, 780.0)
ORNAMENTS: dict[str, tuple[Box, int, int, bool]] = {
    "at the head of two pages": (LOGO, 2, 2, True),
    "at the foot of two pages": (LOW, 2, 2, True),
    "of one page": (LOGO, 1, 1, False),
    "of two pages of nine": (LOGO, 2, 9, False),
    "of three pages of twenty": (LOGO, 3, 20, True),
    "as high as the text": ((72.0, 20.0, 100.0, 119.0), 2, 2, False),
    "as low as the text": ((72.0, 673.0, 100.0, 780.0), 2, 2, False),
}


@pytest.mark.parametrize(("box", "count", "pages", "ornament"), ORNAMENTS.values(), ids=ORNAMENTS)
def test_pictures_beside_heads(box: Box, count: int, pages: int, ornament: bool) -> None:
    figure = (100.0, 300.0, 300.0, 400.0)
    made = [page(number=n, graphics=(figure, box) if n <= count else (figure,)) for n in range(1, pages + 1)]
    assert without_ornaments(made)[0].graphics == ((figure,) if ornament else (figure, box))
    assert without_ornaments(made)[pages - 1].graphics[0] == figure


# Columns --------------------------------------------------------------------------------------------------------------


def lines(
    left: int, right: int, across: int = 0, *, ends: float = 280, begins: float = 320, text: str = WORDS, turn: int = 0
) -> list[Line]:
    """Return so many lines in the left column, in the right one, and over both."""
    edges = [(20, ends)] * left + [(begins, 580)] * right + [(20, 580)] * across
    return [row(text, 100 + 12 * n, x, end, turn=turn) for n, (x, end) in enumerate(edges)]


GUTTERS: dict[str, tuple[list[Line], float | None]] = {
    "four lines each": (lines(4, 4), 300),
    "three at the left": (lines(3, 5), None),
    "three at the right": (lines(5, 3), None),
    "few across": (lines(4, 4, 2), 300),
    "more across": (lines(4, 4, 3), None),
    "longer than labels": (lines(4, 4, text="a" * 21), 300),
    "labels": (lines(4, 4, text="a" * 20), None),
    "turned": (lines(4, 4, turn=1), None),
    "a narrow one": (lines(4, 4, ends=301, begins=299), 300),
    "none at all": (lines(4, 4, ends=302, begins=298), None),
    "right of the middle": (lines(4, 4, ends=303, begins=303), 302),
    "left of the middle": (lines(4, 4, ends=180, begins=185), 186),
    "too far left": (lines(4, 4, ends=160, begins=177), None),
    "too far right": (lines(4, 4, ends=421, begins=440), None),
    "where fewest lines run over it": ([*lines(4, 4, ends=250, begins=350), row(WORDS, 300, 280, 580)], 280),
}


@pytest.mark.parametrize(("lines", "gutter_at"), GUTTERS.values(), ids=GUTTERS)
def test_the_gutter_between_columns(lines: list[Line], gutter_at: float | None) -> None:
    assert gutter(lines, 600) == gutter_at


# Titles of sections ---------------------------------------------------------------------------------------------------


def title(*pieces: str | Run, size: float = 10.0, bold: bool = False, font: str = "serif", turn: int = 0) -> Line:
    runs = tuple(piece if isinstance(piece, Run) else Run(piece, font, size, bold) for piece in pieces)
    return Line(runs, (72, 100, 172, 110), 108, turn)


ITALIC = Run("Methods", "serif", 10.0, italic=True)
TITLES: dict[str, tuple[Line, bool]] = {
    "plain": (title("Methods used"), False),
    "larger": (title("Methods used", size=10.9), True),
    "hardly larger": (title("Methods used", size=10.8), False),
    "larger, as long as a title": (title("a" * 120, size=12), True),
    "larger, longer than a title": (title("a" * 121, size=12), False),
    "turned": (title("Methods used", size=12, turn=1), False),
    "three letters": (title("Aim", size=12), True),
    "two letters": (title("Ai 12", size=12), False),
    "bold": (title("Methods used", bold=True), True),
    "bold, hardly smaller": (title("Methods used", bold=True, size=9.7), True),
    "bold and smaller": (title("Methods used", bold=True, size=9.6), False),
    "in capitals, bold and smaller": (title("METHODS USED", bold=True, size=8.5), True),
    "in small print": (title("METHODS USED", bold=True, size=8.4), False),
    "in capitals alone": (title("METHODS USED"), False),
    "bold but for a space": (title(Run("Methods", "serif", 10.0, bold=True), " "), True),
    "partly bold": (title(Run("Methods", "serif", 10.0, bold=True), " used"), False),
    "a bold sentence": (title("Methods were used.", bold=True), False),
    "bold, before a comma": (title("Methods,", bold=True), False),
    "bold, before a semicolon": (title("Methods;", bold=True), False),
    "bold and numbered, with a full stop": (title("2. Methods.", bold=True), True),
    "numbered": (title("2.1 Methods used"), False),
    "numbered, in capitals": (title("2 AIM"), True),
    "numbered, in italics": (title("2.1 ", ITALIC), True),
    "numbered, half in italics": (title("2.1 Used ", ITALIC), False),
    "numbered, its number in italics": (title(Run("2.1 ", "serif", 10.0, italic=True), "Methods"), False),
    "in italics": (title(ITALIC), False),
    "numbered, in small capitals": (title("2.1 Methods used", font="CMCSC10"), True),
}


@pytest.mark.parametrize(("line", "heading"), TITLES.values(), ids=TITLES)
def test_what_looks_like_a_title(line: Line, heading: bool) -> None:
    assert is_heading(line, BODY) is heading
