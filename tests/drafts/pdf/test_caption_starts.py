"""What speaks for a line being a caption's first, and what against, on pages of plain values."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from capassist.drafts.pdf.captions import Caption, find_captions
from capassist.drafts.pdf.dehyphenation import words_of
from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Page, Run

BODY = Body("serif", 10.0, 12.0, 468.0)
TEXT = "The level of the tank was read by two people on each of the days and written down"


def row(
    text: str,
    base: float = 200,
    x: float = 72,
    right: float = 540,
    *,
    font: str = "serif",
    size: float = 10.0,
    turn: int = 0,
    **style: bool,
) -> Line:
    return Line((Run(text, font, size, **style),), (x, base - 8, right, base + 2), base, turn)


def small(text: str, base: float = 200, x: float = 72, right: float = 400, **made: Any) -> Line:
    """Return a line in a type that the running text has not."""
    return row(text, base, x, right, font="sans", size=9, **made)


def marked(
    label: str, rest: str, base: float = 200, right: float = 540, *, words: str = "serif", **style: bool
) -> Line:
    """Return a line of the text's type whose label is set in another style than its words."""
    return Line((Run(label, "serif", 10.0, **style), Run(rest, words, 10.0)), (72, base - 8, right, base + 2), base)


def captions(*pages: Sequence[Line], graphics: tuple = (), skip: int = 0) -> list[Caption]:
    made = [Page(number, 612, 792, tuple(lines), graphics) for number, lines in enumerate(pages, 1)]
    return find_captions(made, BODY, [frozenset(range(skip)) for _ in made], words_of(made))


def numbers(*pages: Sequence[Line], **made: Any) -> str:
    return " ".join(caption.label.number for caption in captions(*pages, **made))


ONE = "Figure 1: Levels of the tank"
BOLD = ("Figure 1:", " Levels of the tank")
CLOSED = TEXT + "."
# Lines of a page, and how much speaks for the caption among them, with 1.5 for its style; None: too little
STRENGTHS: dict[str, tuple[list[Line], float | None]] = {
    "in a type of its own": ([small(ONE)], 6.5),
    "in a size of its own": ([row(ONE, size=9.5)], 5.5),
    "in a font of its own": ([row(ONE, size=9.7, font="sans")], 5.5),
    "in the text's type": ([row(ONE)], 4.5),
    "a full stop behind the number": ([row("Figure 1. Levels of the tank")], 2),
    "a bracket behind the number": ([small("Figure 1) Levels of the tank")], 2),
    "no mark": ([row("Figure 1 Levels of the tank")], None),
    "no mark, in a type of its own": ([small("Figure 1 Levels of the tank")], 4.5),
    "a verb": ([small("Figure 1 shows levels")], None),
    "a comma": ([small("Figure 1, Levels")], None),
    "nothing but a label": ([small("Figure 1")], 5),
    "more than one, and nothing but their label": ([small("Figures 1")], None),
    "in capitals": ([row("FIGURE 1: Levels of the tank")], 5.5),
    "in two capitals": ([small("FI 1: Levels of the tank")], None),
    "glued to its label": ([row("Figure 1Levels of the tank")], 4.5),
    "bold": ([row(ONE, bold=True)], 5.5),
    "a bold label": ([marked(*BOLD, bold=True)], 6.5),
    "a label in italics": ([marked(*BOLD, italic=True)], 5.5),
    "words in another font": ([marked(*BOLD, words="sans")], 5.5),
    "in a list of figures": ([small(ONE + " . . . . . . . 7")], None),
    "turned": ([small(ONE, turn=1)], None),
    "below a sentence that goes on": ([row(TEXT, 186.9), small(ONE)], 4.5),
    "further below a sentence that goes on": ([row(TEXT, 186.7), small(ONE)], 6.5),
    "below a sentence's end": ([row(CLOSED, 188), small(ONE)], 6.5),
    "beside the edge of a sentence that goes on": ([row(TEXT, 188), small(ONE, x=74.7)], 6.5),
    "hardly beside it": ([row(TEXT, 188), small(ONE, x=74.6)], 4.5),
    "a line of its type above": ([row(CLOSED, 184.5), marked(*BOLD, bold=True)], None),
    "a line of its type further above": ([row(CLOSED, 184.3), marked(*BOLD, bold=True)], 6.5),
    "a short line of its type above": ([row(CLOSED, 188, right=370), marked(*BOLD, right=400, bold=True)], 4.5),
    "a line of its type as long above": ([row(CLOSED, 188, right=370.1), marked(*BOLD, right=400, bold=True)], None),
    "a line of its type above, indented": ([row(CLOSED, 188, 77), marked(*BOLD, bold=True)], 6.5),
    "a line of its type above, hardly indented": ([row(CLOSED, 188, 76.9), marked(*BOLD, bold=True)], None),
    "a line of another size above": ([row(CLOSED, 188, size=10.31), marked(*BOLD, bold=True)], 6.5),
    "a line of nearly its size above": ([row(CLOSED, 188, size=10.29), marked(*BOLD, bold=True)], None),
    "a line on a level with it": ([row(TEXT, 196), small(ONE)], 4.5),
    "a line more on a level with it": ([row(TEXT, 196.5), small(ONE)], 6.5),
    "a column above": ([row(TEXT, 188, right=170.4), small(ONE)], 4.5),
    "a narrow line above": ([row(TEXT, 188, 20, 89), small(ONE, right=540)], 6.5),
    "a turned line above": ([row(TEXT, 188, turn=1), small(ONE)], 6.5),
    "set closer than the text": ([small(ONE), small("as read by two people", 209.5)], 8),
    "set as close as the text": ([small(ONE), small("as read by two people", 209.7)], 6.5),
    "a piece above the next line": ([small(ONE), small("as read by two people", 207.3)], 8),
    "a piece on its level": ([small(ONE), small("as read by two people", 207.2)], 6.5),
    "the second line set closer": ([small(ONE), small("x", 201, 420), small("as read by two people", 209)], 8),
    "the third line set closer": ([small(ONE), small("x", 201, 420), small("y", 201, 430), small("as read by two", 209)], 6.5),
    "closer in another font": ([small(ONE), row("as read by two people", 209, size=9)], 6.5),
    "closer in another size": ([small(ONE), row("as read by two people", 209, font="sans", size=8.7)], 6.5),
    "closer at the same edge": ([small(ONE), small("as read by two people", 209, 107.9)], 8),
    "closer at another edge": ([small(ONE), small("as read by two people", 209, 108)], 6.5),
    "in a list of legends": ([row("Figure legends", 188), row("Figure 1. Levels of the tank")], 4),
    "in no list of legends": ([row("Figure legends, as read by all people that were there in summer", 188), row("Figure 1. Levels of the tank")], None),
    "behind a list of legends": ([row("Figure legends", 150), row("Methods", 188, bold=True), row("Figure 1. Levels of the tank")], None),
    "without a mark in a list of legends": ([row("Figure legends", 188), row("Figure 1 Levels of the tank")], None),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "strength"), STRENGTHS.values(), ids=STRENGTHS)
def test_what_speaks_for_a_caption(lines: list[Line], strength: float | None) -> None:
    assert [caption.strength for caption in captions(lines)] == ([] if strength is None else [strength])


def test_running_heads_are_no_captions() -> None:
    assert numbers([small(ONE)]) == "1"
    assert numbers([small(ONE)], skip=1) == ""


PICTURE = ((60.0, 80.0, 500.0, 210.0),)
Made = Callable[[float], str]
# name -> the numbers of the captions for a measure, and what they are at two measures
TOGETHER: dict[str, tuple[Made, float, str, float, str]] = {
    "a label in a picture that has its caption below": (
        lambda x: numbers([small(ONE), small("Figure B2: Flows", 218 + x)], graphics=PICTURE), 26.9, "B2", 27, "1 B2",
    ),
    "a label in a picture that has its caption above": (
        lambda x: numbers([small("Figure B2: Flows", 78 - x), small(ONE)], graphics=PICTURE), 0, "B2", 27, "B2 1",
    ),
    "a label in a picture, and a caption beside it": (
        lambda x: numbers([small(ONE), small("Figure B2: Flows", 230, x, 600)], graphics=PICTURE), 499, "B2", 500, "1 B2",
    ),
    "panels with captions of their own": (
        lambda x: numbers([small("Figure 5a: Levels"), small("Figure 5: Tanks", 300)][: int(x)]), 2, "5", 1, "5",
    ),
    "another of its number that is weaker": (lambda x: numbers([small(ONE)], [row(ONE, size=x)]), 10, "1", 9, "1"),
    "a second language below": (
        lambda x: numbers([small(ONE), small("Abbildung 1: Stand des Tanks", 212 + x)]), 17.9, "1", 18, "1 1",
    ),
    "a second language over it": (
        lambda x: numbers([small(ONE), small("Abbildung 1: Stand des Tanks", 212 - x, 60)]), 3.9, "1", 4, "1 1",
    ),
    "a second language beside it": (
        lambda x: numbers([small(ONE), small("Abbildung 1: Stand des Tanks", 214, x, 600)]), 399, "1", 400, "1 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "one", "found", "other", "rest"), TOGETHER.values(), ids=TOGETHER)
def test_captions_beside_others(made: Made, one: float, found: str, other: float, rest: str) -> None:
    assert (made(one), made(other)) == (found, rest)


def test_panels_on_a_page_without_the_whole_are_captions() -> None:
    panels = [small("Figure 5a: Levels"), small("Figure 5b: Flows", 300)]
    assert numbers(panels) == numbers(panels, [small("Figure 6: Tanks")])[:-2] == "5 5"
    assert numbers(panels, [small("Figure 5: Tanks")]) == "5 5 5"
    assert numbers([*panels, small("Figure 5: Tanks", 400)]) == "5"


def test_of_one_number_those_are_captions_for_which_most_speaks() -> None:
    assert numbers([small(ONE)], [small(ONE)]) == "1 1"
    assert numbers([small(ONE)], [row(ONE)]) == "1"
    assert [caption.page for caption in captions([row(ONE)], [small(ONE)])] == [2]


def test_the_style_of_most_captions_is_usual() -> None:
    """A style is usual with three of ten of the likely ones; one that is not has to have more for it."""
    usual = [[small(f"Figure {number}: Levels")] for number in range(1, 8)]
    odd = [[row(f"Figure {number}. Levels", font="sans", size=9)] for number in range(8, 11)]
    strengths = [caption.strength for caption in captions(*usual, *odd)]
    assert strengths == [6.5] * 7 + [5.5] * 3
    strengths = [caption.strength for caption in captions(*usual, *odd[:2])]
    assert strengths == [6.5] * 7 + [3.0] * 2
    assert numbers(*usual, [row("Figure 8. Levels")]) == "1 2 3 4 5 6 7"  # 2 by itself is enough, 1 is not
    assert numbers(*usual, [row("Table 1. Levels")]) == "1 2 3 4 5 6 7 1"  # tables have a style of their own


def test_numbers_that_two_words_share_are_told_apart() -> None:
    def named(*texts: str) -> list[tuple[str, str]]:
        found = captions(*([small(text)] for text in texts))
        return [(caption.label.series, caption.label.number) for caption in found]

    one = named("Imagen 1: Nivel", "Imagen 2: Caudal", "Gráfico 1: Nivel", "Gráfico 3: Caudal")
    assert [number for _, number in one] == ["1", "2", "1", "3"]
    assert [bool(series) for series, _ in one] == [False, False, True, False]
    assert [series for series, _ in named("Figure 1: Levels", "Fig. 2: Flows")] == ["", ""]


def test_a_caption_s_words_are_those_behind_its_label() -> None:
    (caption,) = captions(
        [small("Figure 1: Levels of the", right=250), small("tank", 200, 255, 300), small("in summer", 211)]
    )
    assert (caption.text, caption.lines, caption.box) == (
        "Levels of the tank in summer",
        (0, 1, 2),
        (72, 192, 400, 213),
    )
    assert (caption.key, caption.drawn, caption.page) == (("figure", "", "1"), True, 1)
    (table,) = captions([small("Table 1: Levels")])
    assert not table.drawn
