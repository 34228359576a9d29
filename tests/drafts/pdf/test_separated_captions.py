"""Captions on other pages than their figures."""

import pytest

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def places(draft):
    return [
        (f.number, f.page, [(i.page, tuple(round(x) for x in i.bbox)) for i in f.images])
        for f in draft.figures
        if f.kind == "figure"
    ]


def legends(paper, count):
    paper.line(72, 80, "Figure legends", font="tibo", size=14)
    for number in range(1, count + 1):
        paper.line(
            72, 120 + 60 * number, f"Figure {number}: What was read in part {number} of the season, and by whom."
        )
    return paper


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 3], ids=["fewer", "more"])
def test_pictures_are_not_given_out_where_their_number_does_not_fit(paper, read, pages):
    paper.body(y=80)
    legends(paper.new_page(), 2).new_page().body(y=80)
    for _ in range(pages):
        paper.new_page().picture(100, 100, 500, 500)
    assert places(read(paper)) == [("1", 2, []), ("2", 2, [])]


def test_a_logo_by_itself_is_no_figure(paper, read):
    paper.body(y=80)
    legends(paper.new_page(), 1).new_page().picture(250, 100, 350, 140)
    assert places(read(paper)) == [("1", 2, [])]


def test_pictures_on_pages_of_their_own_in_the_order_of_their_legends(paper, read):
    paper.body(y=80)
    legends(paper.new_page(), 2)
    for _ in range(2):
        paper.new_page().picture(100, 100, 500, 500)
    box = (100, 100, 500, 500)
    assert places(read(paper)) == [("1", 2, [(3, box)]), ("2", 2, [(4, box)])]


def test_labels_alone_at_the_pictures(paper, read):
    paper.body(y=80)
    legends(paper.new_page(), 2)
    for number in (2, 1):
        paper.new_page().line(72, 60, f"Figure {number}", font="helv", size=12).picture(100, 100, 500, 500)
    box = (100, 100, 500, 500)
    assert places(read(paper)) == [("1", 2, [(4, box)]), ("2", 2, [(3, box)])]


def test_a_caption_on_the_next_page(paper, read):
    paper.body(y=80)
    paper.new_page().picture(60, 60, 550, 720).line(230, 745, "(Caption on next page.)", size=9)
    paper.new_page().line(72, 80, "Figure 1: What was read in the season, and by whom.", size=9).body(y=120)
    paper.new_page().picture(250, 100, 350, 140)
    assert places(read(paper)) == [("1", 3, [(2, (60, 60, 550, 720))])]
