"""Where a caption ends: on pages of plain values, on both sides of what its lines may have between them."""

from collections.abc import Callable
from typing import Any

import pytest

from capassist.drafts.pdf.extent import followed
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.text.float_references import label_at_start

BODY = Body("serif", 10.0, 12.0, 468.0)
LEFT, RIGHT = 150.0, 450.0  # of the caption
FIRST = "Figure 1: The level of the tank as two people read it"


def row(
    text: str,
    base: float,
    x: float = LEFT,
    right: float = RIGHT,
    *,
    size: float = 9.0,
    font: str = "sans",
    **style: Any,
) -> Line:
    turn = style.pop("turn", 0)
    return Line((Run(text, font, size, **style),), (x, base - 8, right, base + 2), base, turn)


def lines_of(*lines: Line, graphics: tuple = (), strokes: tuple = (), others: int = 0, stop: int = 0) -> str:
    """Return which lines, by their places behind the first one, follow it as a caption. The last ones begin other
    captions, or
    may not belong to one."""
    label = label_at_start(lines[0].text)
    assert label is not None
    page = Page(1, 612, 792, lines, graphics, strokes)
    last = frozenset(range(len(lines) - others - stop, len(lines)))
    found = followed(page, 0, label, BODY, last if stop else frozenset(), others=last if others else frozenset())
    return "".join(str(index) for index in found if index)


Made = Callable[[float], str]
FULL = row(FIRST, 100)
# Two lines whose leading is 11 and which are justified, but for the label's line
TWO = (FULL, row("on each day of the summer, at the door of the house", 111))
SAMPLE = ((460.0, 95.0, 470.0, 96.0),)

# name -> the caption's further lines for a measure, the measures at which they follow and at which they do not, what
# follows
FOLLOWED: dict[str, tuple[Made, float, float, str]] = {
    "a piece behind a wide blank": (lambda x: lines_of(row("Figure 1: The", 100, right=200), row("level", 100, 200 + x, 240)), 7.1, 7.3, "1"),
    "a title behind its label": (lambda x: lines_of(row("Figure 1:", 100, right=200), row("Levels", 100, 200 + x, 300)), 26.9, 27, "1"),
    "a piece on the base line": (lambda x: lines_of(row("Figure 1: The", 100, right=200), row("level", 100 + x, 203, 240)), 3.1, 3.2, "1"),
    "a raised piece": (lambda x: lines_of(row("Figure 1: The", 100, right=200), row("two", 105, 203, 215, size=x)), 7.6, 7.7, "1"),
    "a raised piece in the row": (lambda x: lines_of(row("Figure 1: The", 100, right=200), row("two", 100 + x, 203, 215, size=6)), 7.9, 8, "1"),
    "the sign of a root": (lambda x: lines_of(row("Figure 1: The", 100, right=200), row("√", 100 - x, 203, 215)), 9.9, 10, "1"),
    "behind the sample of a line": (
        lambda x: lines_of(FULL, row("is black", 100, 450 + x, 540), strokes=SAMPLE), 44.9, 45, "1",
    ),
    "behind a sample that stands in the gap": (
        lambda x: lines_of(FULL, row("is black", 100, 480, 540), strokes=((x, 95, 470, 96),)), 447.1, 447, "1",
    ),
    "behind a sample that ends in the gap": (
        lambda x: lines_of(FULL, row("is black", 100, 480, 540), strokes=((460, 95, x, 96),)), 482.9, 483, "1",
    ),
    "behind a sample at its height": (lambda x: lines_of(FULL, row("is black", 100, 480, 540), strokes=((460, x, 470, 96),)), 92.1, 92, "1"),
    "behind a sample at its depth": (lambda x: lines_of(FULL, row("is black", 100, 480, 540), strokes=((460, 95, 470, x),)), 101.9, 102, "1"),
    "a line below": (lambda x: lines_of(FULL, row("in summer", 100 + x, font="italic")), 13.1, 13.2, "1"),
    "a line far enough below to be one": (lambda x: lines_of(FULL, row("in summer", 100 + x)), 5.4, 5.3, "1"),
    "a line below it": (lambda x: lines_of(FULL, row("in summer", 111, 350, 350 + x)), 199, 201, "1"),
    "a third line, led as the second": (lambda x: lines_of(*TWO, row("in Summer.", 111 + x)), 13.7, 22.1, "12"),
    "a last line that ends the sentence": (lambda x: lines_of(FULL, row("in summer.", 102 + 8 + x)), 8.1, 8.2, "1"),
    "a line below a label alone": (lambda x: lines_of(row("Figure 1", 100, right=190), row("Levels of the tank", 100 + x, right=300)), 23.3, 23.5, "1"),
    "a line in the text's type below a label alone": (
        lambda x: lines_of(row("Figure 1", 100, right=190), row("Levels of the tank", 100 + x, right=300, font="serif", size=10)), 13, 13.2, "1",
    ),
    "a larger title below its label": (
        lambda x: lines_of(row("Figure 1", 100, right=190), row("Levels of the tank", 112, right=300, size=9 + x)), 3.9, 4, "1",
    ),
    "a line of its size": (lambda x: lines_of(FULL, row("in summer, or so", 111, size=9 + x)), 0.6, 0.61, "1"),
    "a formula's piece": (lambda x: lines_of(FULL, row("x" * int(x), 111, size=7)), 5, 6, "1"),
    "small capitals at its end": (lambda x: lines_of(FULL, row("A" * int(x), 111, size=7)), 29, 30, "1"),
    "small capitals that are large enough": (lambda x: lines_of(FULL, row("SUMMER OF LOVE", 111, size=x)), 6.4, 6.3, "1"),
    "its second line, set further left": (lambda x: lines_of(FULL, row("in summer, at the door of the house by two", 111, LEFT - x, 250)), 36, 36.1, "1"),
    "its second line in another font": (
        lambda x: lines_of(FULL, row("in summer, at the door of the house by two", 111, LEFT - x, 250, font="italic")), 13.5, 13.6, "1",
    ),
    "a centred line": (lambda x: lines_of(FULL, row("in summer, at the door of the house", 111, 100, 500 + x)), 17.9, 18, "1"),
    "bold text below a bold caption": (
        lambda x: lines_of(row(FIRST, 100, size=9.6, bold=True), row("The level of the tank", 100 + x, font="serif", size=9.9)), 12.8, 13, "1",
    ),
    "a column at its right": (
        lambda x: lines_of(FULL, row("in summer", 111, 150, 300), row("and then", 111, x, 520), row("Figure 2: The flow", 100, 460, 560), others=1),
        306, 456, "12",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "near", "far", "lines"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_follows_in_a_caption(made: Made, near: float, far: float, lines: str) -> None:
    assert (made(near), made(far)) == (lines, lines[:-1])


NOT_FOLLOWED: dict[str, tuple[str, str]] = {
    "nothing below": (lines_of(FULL), ""),
    "a turned line": (lines_of(FULL, row("in summer", 111, turn=1)), ""),
    "a line that may not belong to it": (lines_of(FULL, row("in summer", 111), stop=1), ""),
    "the next caption": (lines_of(row(FIRST + ".", 100), row("Figure 2: The flow", 111)), ""),
    "a reference in its sentence": (lines_of(FULL, row("Figure 2: it was", 111)), "1"),
    "a reference without a mark": (lines_of(row(FIRST + ".", 100), row("Figure 2 says more", 111)), "1"),
    "the same in another language": (lines_of(FULL, row("Abbildung 1: Der Stand", 111)), ""),
    "a bold title of a section": (lines_of(FULL, row("2 Methods", 111, bold=True)), ""),
    "a bold sentence": (lines_of(FULL, row("Methods", 111, bold=True)), "1"),
    "a number and a word": (lines_of(FULL, row("2 Methods", 111)), "1"),
    "a bold number and word below a bold line": (lines_of(row(FIRST, 100, bold=True), row("2 Methods", 111, bold=True)), "1"),
    "a line in a picture": (lines_of(FULL, row("Time", 111), graphics=((140.0, 102.5, 460.0, 300.0),)), ""),
    "both in a picture": (lines_of(FULL, row("Time", 111), graphics=((140.0, 80.0, 460.0, 300.0),)), "1"),
    "an index over a numerator": (lines_of(row("Figure 1: by", 100, right=200), row("n", 96, 203, 240, size=6), row("k", 100, 210, 250)), "12"),
    "pieces out of order": (lines_of(FULL, row("of summer", 111, 300), row("on a day", 111, 150, 298)), "21"),
    "a piece in its box": (lines_of(*TWO, row("abc", 106, 200, 220)), "12"),
}  # fmt: skip


@pytest.mark.parametrize(("found", "lines"), NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_may_stand_below_a_caption(found: str, lines: str) -> None:
    assert found == lines


def rows(*ends: float, remark: tuple[float, float], last: str = "by two people.") -> str:
    """Return what follows of justified rows, the last of which ends its sentence, and a remark below."""
    made = [
        row("on each day of the summer, at the door of the house", 100 + 11 * n, right=end)
        for n, end in enumerate(ends, 1)
    ]
    base = 100 + 11 * (len(ends) + 1)
    return lines_of(FULL, *made, row(last, base, right=300), row("Read at noon", base + 11, *remark))


REMARKS = {
    "centred": (rows(RIGHT, remark=(250, 350)), "12"),
    "not justified": (rows(RIGHT - 2, remark=(250, 350)), "123"),
    "below one line alone": (rows(remark=(250, 350)), "12"),
    "not centred": (rows(RIGHT, remark=(250, 352)), "123"),
    "hardly off the middle": (rows(RIGHT, remark=(250, 351.9)), "12"),
    "as wide": (rows(RIGHT, remark=(151.7, 448.3)), "123"),
    "hardly narrower": (rows(RIGHT, remark=(151.9, 448.1)), "12"),
    "in a sentence": (rows(RIGHT, remark=(250, 350), last="by two people"), "123"),
}


@pytest.mark.parametrize(("found", "lines"), REMARKS.values(), ids=REMARKS)
def test_a_remark_below_justified_lines(found: str, lines: str) -> None:
    assert found == lines
