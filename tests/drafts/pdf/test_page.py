"""Lines and boxes of a page: what carries a line, and where boxes lie to each other, also after the page was turned."""

import pytest

from capassist.drafts.pdf.page import Line, Page, Run, inside, overlap, turned, turned_page
from capassist.model import Box

CARRIES = {
    "the longest": ((Run("The level", "serif", 10), Run("of all tanks", "bold", 10)), "bold"),
    "the first of equals": ((Run("tank", "serif", 10), Run("pump", "bold", 10)), "serif"),
    "not a longer index": ((Run("tank", "serif", 10), Run("upper,left", "small", 7.8)), "serif"),
    "longer words that are hardly smaller": ((Run("tank", "serif", 10), Run("upper,left", "small", 7.9)), "small"),
    "a formula beside one large letter": ((Run("x", "large", 20), Run("+ yz = 12", "serif", 10)), "serif"),
    "not an index of two large letters": ((Run("xy", "large", 20), Run("+ yz = 12", "serif", 10)), "large"),
    "numbers by themselves": ((Run("1", "large", 20), Run("2 3 4", "serif", 10)), "serif"),
}


@pytest.mark.parametrize(("runs", "font"), CARRIES.values(), ids=CARRIES)
def test_the_font_that_carries_a_line(runs: tuple[Run, ...], font: str) -> None:
    line = Line(runs, (0, 0, 100, 10), 8)
    assert (line.main.font, line.size) == (font, line.main.size)
    assert line.text == runs[0].text + runs[1].text


SIDES = {"left": (-1, 0, 0, 0), "top": (0, -1, 0, 0), "right": (0, 0, 1, 0), "bottom": (0, 0, 0, 1)}


@pytest.mark.parametrize("outward", SIDES.values(), ids=SIDES)
def test_a_box_may_stand_out_by_the_slack(outward: Box) -> None:
    def grown(points: float) -> Box:
        x0, y0, x1, y1 = (edge + points * way for edge, way in zip((10, 20, 30, 40), outward, strict=True))
        return x0, y0, x1, y1

    assert [inside(grown(points), (10, 20, 30, 40)) for points in (0, 1, 1.5)] == [True, True, False]
    assert [inside(grown(points), (10, 20, 30, 40), 3) for points in (3, 3.5)] == [True, False]


def test_boxes_apart_in_both_directions_share_nothing() -> None:
    assert overlap((0, 0, 10, 10), (20, 30, 40, 40)) == 0
    assert overlap((0, 0, 10, 10), (7, 4, 40, 40)) == 18


TURNED = {0: (10, 20, 40, 30), 1: (170, 10, 180, 40), 2: (60, 170, 90, 180), 3: (20, 60, 30, 90)}


@pytest.mark.parametrize("turns", TURNED)
def test_a_page_turned_clockwise(turns: int) -> None:
    box = (10, 20, 40, 30)
    line = Line((Run("time", "serif", 10),), box, 28, turn=turns)
    page = Page(1, 100, 200, (line,), graphics=(box,), strokes=(box,), papers=(box,))
    made = turned_page(page, turns)
    assert turned(box, turns + 4, 100, 200) == TURNED[turns]
    assert (made.width, made.height) == ((200, 100) if turns % 2 else (100, 200))
    assert {*made.graphics, *made.strokes, *made.papers, made.lines[0].box} == {TURNED[turns]}
    assert made.lines[0].turn == 0
    if turns:  # the base line of what is upright then
        assert made.lines[0].base == pytest.approx(TURNED[turns][3] - 2.2)
    assert turned_page(made, -turns).lines[0].turn == turns
    assert turned_page(made, -turns).graphics == page.graphics
