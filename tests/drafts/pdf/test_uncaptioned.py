"""Pictures without captions: said, and listed where the text names them."""

import pytest

from capassist.drafts.pdf.mentions import namings_of
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
