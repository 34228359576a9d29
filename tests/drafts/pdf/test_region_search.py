"""Regions on pages of plain values: which drawing belongs to which caption, and what keeps it from it."""

from collections.abc import Callable, Sequence

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

    def stroke(self, *boxes: Box) -> "Made":
        self.strokes += boxes
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
    "of strokes": (
        Made().caption(ONE, 275).stroke((150, 100, 450, 101), (150, 100, 151, 250), (449, 100, 450, 250), (150, 249, 450, 250)), {0: ("above", (150, 100, 450, 250))},
    ),
    "of code": (
        Made().text(*prose(60)).text(*(row("total = total + reading", 150, 200 + 11 * n, 300, font="mono", size=8) for n in range(5)))
        .caption(ONE, 265).text(*prose(300)),
        {0: ("above", (150, 192, 300, 246))},
    ),
}  # fmt: skip


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


# How far is too far: the page for a measure, and what the region is on either side of a bound
COLUMNS = [*prose(320, right=290), *prose(320, left=330)]


def label(text: str, base: float, *, middle: float = 300, width: float = 40, font: str = "helv") -> Line:
    return row(text, middle - width / 2, base, middle + width / 2, font=font)


BOUNDS: dict[str, tuple[Callable[[float], Made], float, Box | None, float, Box | None]] = {
    "large enough": (lambda x: Made().picture((200, 240, 200 + x, 260)).caption(ONE, 270), 20, (200, 240, 220, 260), 19.9, None),
    "far from the caption": (lambda x: Made().picture((200, 300, 300, 692 - x)).caption(ONE, 700), 277, (200, 300, 300, 415), 277.5, None),
    "the usual side": (
        lambda x: Made().picture((150, 100, 450, 232)).caption(ONE, 270).picture((150, 272 + x, 450, 400)), 5, (150, 100, 450, 232), 4.9, (150, 277, 450, 400),
    ),
    "above rather than beside": (
        lambda x: Made().picture((150, 100, 450, 202)).caption(ONE, 270).picture((20, 250, 150 - x, 400)), 15, (150, 100, 450, 202), 14.9, (20, 250, 135, 400),
    ),
    "above, into the caption's box": (lambda x: Made().stroke((160, 100, 440, x)).caption(ONE, 270), 267, (160, 100, 440, 267), 267.1, None),
    "below, into the caption's box": (lambda x: Made().stroke((160, x, 440, 400)).caption(ONE, 270), 267, (160, 267, 440, 400), 266.9, None),
    "left, into the caption's box": (
        lambda x: Made().picture((72, 180, x, 360)).caption(ONE, 270, left=320, right=540), 323, (72, 180, 323, 360), 323.1, None,
    ),
    "right, into the caption's box": (
        lambda x: Made().picture((x, 180, 540, 360)).caption(ONE, 270, left=72, right=292), 289, (289, 180, 540, 360), 288.9, None,
    ),
    "level with the drawing of the column": (
        lambda x: Made(TWO_COLUMNS).picture((72, 100, 290, 250), (330, x, 540, 250)).caption(ONE, 270, left=72, right=290).text(*COLUMNS),
        144, (72, 100, 540, 250), 145, (72, 100, 290, 250),
    ),
    "in the column, by most of its width": (
        lambda x: Made(TWO_COLUMNS).picture((150, 100, x, 250)).caption(ONE, 270, left=72, right=120).text(*COLUMNS), 408, (150, 100, 408, 250), 409, None,
    ),
    "over half of its caption": (
        lambda x: Made(TWO_COLUMNS).picture((x, 100, 540, 250)).caption(ONE, 270, left=72, right=290).text(*COLUMNS), 180.4, (180, 100, 540, 250), 181, None,
    ),
    "rows of a figure apart": (
        lambda x: Made().picture((150, 20, 450, x), (150, 160, 450, 250)).caption(ONE, 270), 90, (150, 20, 450, 250), 89.9, (150, 160, 450, 250),
    ),
    "but for the words between them": (
        lambda x: Made().picture((150, 20, 450, x), (150, 160, 450, 250)).text(label("By night", 120, middle=200), label("By day", 120)).caption(ONE, 270),
        80, (150, 20, 450, 250), 79.9, (150, 160, 450, 250),
    ),
    "margin over text above": (
        lambda x: Made().text(row(WORDS, 72, x, 540)).picture((200, 100, 450, 250)).caption(ONE, 270), 127.9, (200, 130, 450, 250), 128, None,
    ),
    "margin over text below": (
        lambda x: Made().caption(ONE, 100).picture((200, 120, 450, 270)).text(row(WORDS, 72, x, 540)), 248.1, (200, 120, 450, 240), 248, None,
    ),
    "text that hardly touches it": (
        lambda x: Made().text(row(WORDS, 72, x, 540)).picture((200, 100, 450, 250)).caption(ONE, 270), 101, (200, 100, 450, 250), 102, (200, 104, 450, 250),
    ),
    "text that hardly touches its side": (
        lambda x: Made().text(row(WORDS, 72, 200, x)).picture((397, 100, 540, 250)).caption(ONE, 270, left=397, right=540), 400, (397, 100, 540, 250), 400.1, None,
    ),
    "a label at its side": (lambda x: Made().picture(ABOVE).text(label("5", 200, middle=140 - x, width=20)).caption(ONE, 275), 7.9, (122, 100, 450, 250), 8, ABOVE),
    "a small label at its side": (
        lambda x: Made().picture(ABOVE).text(row("5", 130, 200, 150 - x, font="helv", size=8)).caption(ONE, 275), 6.9, (130, 100, 450, 250), 7, ABOVE,
    ),
    "the title of its axis": (lambda x: Made().picture(ABOVE).text(label("Time", 258 + x)).caption(ONE, 300), 15.9, (150, 100, 450, 276), 16, ABOVE),
    "a title beneath its middle": (lambda x: Made().picture(ABOVE).text(label("Time", 268, middle=300 + x)).caption(ONE, 300), 2.9, (150, 100, 450, 270), 3, ABOVE),
    "a title that is narrower": (lambda x: Made().picture(ABOVE).text(label("Time", 268, width=x)).caption(ONE, 300), 299, (150, 100, 450, 270), 301, ABOVE),
    "a row of subcaptions": (lambda x: Made().picture(ABOVE).text(label("(a) By night", 258 + x)).caption(ONE, 290), -3, (150, 100, 450, 257), -2.9, ABOVE),
    "a row of subcaptions beneath it": (
        lambda x: Made().picture(ABOVE).text(row("(a) By night", x - 40, 262, x, font="helv"), label("Time", 262)).caption(ONE, 290),
        150, (110, 100, 450, 264), 150.1, ABOVE,
    ),
    "a label that stands in it": (
        lambda x: Made().picture(ABOVE).text(label("5", 200, middle=x)).caption(ONE, 275), 149.9, (130, 100, 450, 250), 150, ABOVE,
    ),
    "a table's first row": (lambda x: Made().caption("Table 1: Levels.", 100).text(*table(x)), 155, (150, 147, 300, 193), 155.1, None),
    "a table's next row": (
        lambda x: Made().caption("Table 1: Levels.", 100).text(*table(116, 1), *table(x, 1)), 141, (150, 108, 300, 143), 141.1, (150, 108, 300, 118),
    ),
    "a drawing beneath a table's row": (
        lambda x: Made().caption("Table 1: Levels.", 100).text(*table(116, 1)).stroke((150, x, 300, 180)), 125.4, (150, 108, 300, 180), 125.6, (150, 108, 300, 118),
    ),
    "a table that is large enough": (lambda x: Made().caption("Table 1: Levels.", 100).text(row("tank 3.1", 150, 116, x)), 190, (150, 108, 190, 118), 189.9, None),
}  # fmt: skip


@pytest.mark.parametrize(("made", "near", "region", "far", "other"), BOUNDS.values(), ids=BOUNDS)
def test_how_far_a_region_reaches(
    made: Callable[[float], Made], near: float, region: Box, far: float, other: Box | None
) -> None:
    found = {measure: [box for _, box in made(measure).regions().values()] for measure in (near, far)}
    assert found == {near: [region], far: [other] if other else []}


def test_words_in_the_type_of_the_text_are_labels_of_strokes_alone() -> None:
    word = label("Time", 262, font="serif")
    assert Made().picture(ABOVE).text(word).caption(ONE, 285).regions() == {0: ("above", ABOVE)}
    assert Made().stroke(ABOVE).text(word).caption(ONE, 285).regions() == {0: ("above", (150, 100, 450, 264))}


def test_a_heading_alone_is_no_table() -> None:
    heading = Line((Run("Methods used", "serif", 10, bold=True),), (150, 108, 300, 118), 116)
    assert Made().caption("Table 1: Levels.", 100).text(heading).regions() == {}
    assert Made().caption("Table 1: Levels.", 100).text(heading, *table(130, 1)).regions() == {
        0: ("below", (150, 108, 300, 132))
    }


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
