"""Pictures without captions: said, and listed where the text names them."""

import pytest

from capassist.drafts.pdf import uncaptioned
from capassist.drafts.pdf.mentions import namings_of
from capassist.drafts.pdf.page import Line, Page, Run
from capassist.drafts.pdf.prose import Paragraph
from capassist.drafts.pdf.uncaptioned import unnamed_numbers


@pytest.mark.parametrize(
    "text",
    ["See Figure 2 of Smith (2013).", "It is in their Figure 2.", "See Table 2.", "See Figure 9.", "Figure S2 shows"],
)
def test_figures_of_other_papers_are_not_missing(text):
    assert unnamed_numbers(namings_of([Paragraph(4, None, text)], {"1"}), {"1"}) == []


def test_a_number_without_caption_is_named_with_its_page():
    assert unnamed_numbers(namings_of([Paragraph(4, None, "Figure 2 shows the level.")], {"1", "3"}), {"1", "3"}) == [
        ("2", 4)
    ]


def test_a_figure_of_the_text_without_caption_is_listed_as_missing(paper, read):
    end = paper.body(lines=6)
    paper.picture(150, end + 20, 400, end + 180)
    paper.paragraph(
        72, end + 220, 468, "Figure 1 shows the level of the water in the basin over all of the long summer."
    )
    (figure,) = read(paper).figures
    assert (figure.number, figure.state, figure.caption) == ("1", "missing", None)
    assert figure.images[0].bbox == pytest.approx((150, end + 20, 400, end + 180), abs=2)
    assert len(figure.mentions) == 1


def test_slides_are_said_to_have_no_captions(paper, read):
    paper.line(60, 60, "What we have found", size=28).picture(100, 100, 600, 350)
    draft = read(paper)
    assert draft.figures == ()
    assert [problem.code for problem in draft.problems] == ["pictures-without-captions"]


PICTURES = {
    "large enough": ((100, 100, 170.1, 300), True),
    "too narrow": ((100, 100, 170, 300), False),
    "too low": ((100, 100, 300, 170), False),
    "at the top": ((100, 10, 300, 95.9), False),
    "below the top": ((100, 10, 300, 96), True),
    "at the bottom": ((100, 720.1, 300, 799), False),
    "above the bottom": ((100, 720, 300, 799), True),
}


@pytest.mark.parametrize(("box", "picture"), PICTURES.values(), ids=PICTURES)
def test_where_a_picture_stands(box, picture):
    assert uncaptioned._picture(box, Page(1, 600, 800)) is picture


@pytest.mark.parametrize(
    ("text", "picture"),
    [("a b c d e f " * 33 + "abc", True), ("a b c d e f " * 33 + "abcd", False), ("a b c d e " + "f" * 500, True)],
)
def test_no_running_text_is_in_a_picture(text, picture):
    box = (100.0, 100.0, 300.0, 300.0)
    line = Line((Run(text, "serif", 10),), (110, 110, 290, 120), 118)
    assert uncaptioned._picture(box, Page(1, 600, 800, (line,))) is picture


@pytest.mark.parametrize(("right", "taken"), [(121, True), (120, False)])
def test_a_fifth_of_a_picture_in_a_region(right, taken):
    assert uncaptioned._taken((100, 100, 200, 200), [(0, 0, 50, 50), (100, 100, right, 200)]) is taken
