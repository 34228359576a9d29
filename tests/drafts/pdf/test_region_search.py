"""Regions on pages of plain values: which drawing belongs to which caption, and what keeps it from it."""

from collections.abc import Sequence

import pytest

from capassist.drafts.pdf.captions import Caption
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run, union
from capassist.drafts.pdf.page_map import Sheet, sheet_of
from capassist.drafts.pdf.regions import Side, find_regions, habits_of
from capassist.model import Box
from capassist.text.float_references import label_at_start

BODY = Body("serif", 10.0, 12.0, 468.0)
TWO_COLUMNS = Body("serif", 10.0, 12.0, 218.0)
WORDS = "The level of the tank was read by two people on each of the days, and written down at once."
HABITS: dict[str, Side] = {"figure": "above", "table": "below", "algorithm": "below", "listing": "above"}


def row(text: str, x: float, base: float, right: float, *, font: str = "serif", size: float = 10.0) -> Line:
    return Line((Run(text, font, size),), (x, base - 8, right, base + 2), base)


def prose(base: float, *, left: float = 72, right: float = 540, count: int = 5) -> list[Line]:
    """Return lines of running text, the first on this base line."""
    return [row(WORDS, left, base + 12 * n, right) for n in range(count)]


class Made:
    """A page in the making, of 612 by 792 points."""

    def __init__(self, body: Body = BODY) -> None:
        self.body = body
        self.lines: list[Line] = []
        self.captions: list[Caption] = []
        self.graphics: list[Box] = []
        self.strokes: list[Box] = []

    def text(self, *lines: Line) -> "Made":
        self.lines += lines
        return self

    def caption(self, text: str, base: float, *, left: float = 150, right: float = 450) -> "Made":
        label = label_at_start(text)
        assert label is not None
        line = row(text, left, base, right, font="sans", size=9)
        self.lines.append(line)
        self.captions.append(Caption(1, label, (len(self.lines) - 1,), line.box, text, 9.0))
        return self

    def picture(self, *boxes: Box) -> "Made":
        self.graphics += boxes
        return self

    @property
    def sheet(self) -> Sheet:
        page = Page(1, 612, 792, tuple(self.lines), tuple(self.graphics), tuple(self.strokes))
        return sheet_of(page, self.captions, self.body, frozenset())

    def regions(self, habits: dict[str, Side] = HABITS) -> dict[int, tuple[Side, tuple[int, ...]]]:
        found = find_regions(self.sheet, self.captions, self.body, habits)
        return {index: (region.side, tuple(map(round, region.box))) for index, region in sorted(found.items())}


ONE = "Figure 1: The level of the tank."
TWO = "Figure 2: The flow of the river."
ABOVE, BELOW = (150.0, 100.0, 450.0, 250.0), (150.0, 300.0, 450.0, 450.0)

# What must not happen -------------------------------------------------------------------------------------------------

NONE = {
    "nothing drawn": Made().text(*prose(80)).caption(ONE, 270).text(*prose(320)),
    "running text between": Made().picture((150, 100, 450, 180)).text(*prose(200)).caption(ONE, 270).text(*prose(290)),
    "a speck": Made().text(*prose(80)).picture((200, 250, 206, 256)).caption(ONE, 270),
    "in the other column": (
        Made(TWO_COLUMNS).text(*prose(80, right=290, count=15)).caption(ONE, 270, left=72, right=290).text(*prose(290, right=290))
        .picture((330, 100, 540, 250)).text(*prose(280, left=330, count=20))
    ),
    "a word at its left": Made().text(row("x = x + 1", 60, 270, 120, font="mono")).caption(ONE, 270),
    "half a page away": Made().picture((150, 20, 450, 60)).caption(ONE, 700),
}  # fmt: skip


@pytest.mark.parametrize("made", NONE.values(), ids=NONE)
def test_a_caption_without_a_drawing(made: Made) -> None:
    assert made.regions() == {}


# Which drawing it is --------------------------------------------------------------------------------------------------

DRAWN: dict[str, tuple[Made, dict[int, tuple[Side, tuple[int, ...]]]]] = {
    "above": (Made().text(*prose(60, count=3)).picture(ABOVE).caption(ONE, 270).text(*prose(300)), {0: ("above", (150, 100, 450, 250))}),
    "below": (Made().text(*prose(60)).caption(ONE, 270).picture(BELOW).text(*prose(480)), {0: ("below", (150, 300, 450, 450))}),
    "at its left": (
        Made().text(*prose(60)).picture((72, 180, 300, 360)).caption(ONE, 270, left=320, right=540).text(*prose(390)),
        {0: ("left", (72, 180, 300, 360))},
    ),
    "at its right": (
        Made().text(*prose(60)).picture((312, 180, 540, 360)).caption(ONE, 270, left=72, right=292).text(*prose(390)),
        {0: ("right", (312, 180, 540, 360))},
    ),
    "on both sides, equally near": (Made().picture(ABOVE).caption(ONE, 275).picture((150, 290, 450, 450)), {0: ("above", (150, 100, 450, 250))}),
    "on both sides, by far nearer at the unusual one": (
        Made().picture((150, 60, 450, 180)).caption(ONE, 275).picture((150, 280, 450, 450)), {0: ("below", (150, 280, 450, 450))},
    ),
    "two above each other": (
        Made().picture((150, 60, 450, 150), (150, 160, 450, 250)).caption(ONE, 270), {0: ("above", (150, 60, 450, 250))},
    ),
    "two beside each other": (
        Made().picture((100, 100, 290, 250), (310, 100, 500, 250)).caption(ONE, 270), {0: ("above", (100, 100, 500, 250))},
    ),
    "one far above the other": (
        Made().picture((150, 20, 450, 60), (150, 160, 450, 250)).caption(ONE, 270), {0: ("above", (150, 160, 450, 250))},
    ),
    "each its own": (
        Made().picture(ABOVE).caption(ONE, 270).picture((150, 300, 450, 400)).caption(TWO, 420),
        {0: ("above", (150, 100, 450, 250)), 1: ("above", (150, 300, 450, 400))},
    ),
    "with the labels at it": (
        Made().picture(ABOVE).text(row("Time (h)", 280, 260, 320, font="helv"), row("0", 140, 240, 145, font="helv")).caption(ONE, 285),
        {0: ("above", (140, 100, 450, 262))},
    ),
    "without the words further off": (
        Made().picture(ABOVE).text(row("see below", 460, 200, 500, font="helv")).caption(ONE, 275), {0: ("above", (150, 100, 450, 250))},
    ),
    "without the captions of its panels": (
        Made().picture(ABOVE).text(row("(a) By night", 160, 262, 220, font="helv"), row("(b) By day", 320, 262, 370, font="helv")).caption(ONE, 290),
        {0: ("above", (150, 100, 450, 250))},
    ),
    "of strokes": (Made().caption(ONE, 275), {0: ("above", (150, 100, 450, 250))}),
    "of code": (
        Made().text(*prose(60)).text(*(row("total = total + reading", 150, 200 + 11 * n, 300, font="mono", size=8) for n in range(5)))
        .caption(ONE, 265).text(*prose(300)),
        {0: ("above", (150, 192, 300, 246))},
    ),
}  # fmt: skip
DRAWN["of strokes"][0].strokes = [
    (150, 100, 450, 101),
    (150, 100, 151, 250),
    (449, 100, 450, 250),
    (150, 249, 450, 250),
]


@pytest.mark.parametrize(("made", "regions"), DRAWN.values(), ids=DRAWN)
def test_the_drawing_of_a_caption(made: Made, regions: dict[int, tuple[Side, tuple[int, ...]]]) -> None:
    assert made.regions() == regions


def table(base: float, count: int = 4) -> list[Line]:
    return [row(f"tank {n}   3.1   2.7", 150, base + 12 * n, 300) for n in range(count)]


TABLES = {
    "below": (Made().caption("Table 1: Levels.", 100).text(*table(116)).text(*prose(220)), ("below", (150, 108, 300, 154))),
    "above": (Made().text(*prose(40, count=2)).text(*table(100)).caption("Table 1: Levels.", 152).text(*prose(190)), ("above", (150, 92, 300, 138))),
    "to the first gap": (
        Made().caption("Table 1: Levels.", 100).text(*table(116)).text(*table(190)), ("below", (150, 108, 300, 154)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "region"), TABLES.values(), ids=TABLES)
def test_the_rows_of_a_table(made: Made, region: tuple[Side, tuple[int, ...]]) -> None:
    assert made.regions() == {0: region}


# Where a paper's figures stand ----------------------------------------------------------------------------------------

UP = Made().picture(ABOVE).caption(ONE, 270).text(*prose(300))
DOWN = Made().text(*prose(60)).caption(ONE, 290).picture(BELOW)
BOTH = Made().picture(ABOVE).caption(ONE, 275).picture((150, 285, 450, 450))
HABIT: dict[str, tuple[Sequence[Made], Side]] = {
    "nothing is known": ([], "above"),
    "above": ([UP], "above"),
    "below": ([DOWN], "below"),
    "one each": ([UP, DOWN], "above"),
    "most below": ([UP, DOWN, DOWN], "below"),
    "drawings on both sides say less than one": ([BOTH, BOTH, UP], "above"),
    "but something": ([BOTH], "below"),
    "tables say nothing of figures": ([Made().caption("Table 1: Levels.", 290).picture(BELOW)], "above"),
}


@pytest.mark.parametrize(("made", "side"), HABIT.values(), ids=HABIT)
def test_where_most_figures_stand(made: Sequence[Made], side: Side) -> None:
    habits = habits_of([(each.sheet, each.captions) for each in made], BODY)
    assert (habits["figure"], habits["scheme"]) == (side, side)
    assert habits["listing"] == "above"


def test_tables_stand_where_tables_do() -> None:
    made = Made().picture(ABOVE).caption("Table 1: Levels.", 270).text(*prose(300))
    assert habits_of([(made.sheet, made.captions)], BODY)["table"] == "above"
    assert habits_of([], BODY)["table"] == "below"


def test_the_usual_side_decides_between_two_drawings() -> None:
    made = Made().picture(ABOVE).caption(ONE, 275).picture((150, 290, 450, 450))
    assert made.regions()[0][0] == "above"
    assert made.regions(HABITS | {"figure": "below"})[0][0] == "below"


def test_captions_above_their_drawings_where_that_is_usual() -> None:
    made = Made().caption(ONE, 90).picture((150, 110, 450, 250)).caption(TWO, 290).picture((150, 310, 450, 400))
    habits = habits_of([(made.sheet, made.captions)], BODY)
    assert made.regions(habits) == {0: ("below", (150, 110, 450, 250)), 1: ("below", (150, 310, 450, 400))}


def test_a_region_s_gap_is_from_its_caption() -> None:
    made = Made().picture(ABOVE).caption(ONE, 275)
    (region,) = find_regions(made.sheet, made.captions, BODY, HABITS).values()
    assert region.gap == pytest.approx(267 - 250)
    assert union([region.box]) == ABOVE
