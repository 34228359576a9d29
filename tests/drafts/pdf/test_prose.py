"""Paragraphs of the running text: what stands between their lines, and under which title."""

import pytest

from tests.drafts.pdf.conftest import BODY


def _mention(draft):
    (mention,) = next(figure for figure in draft.figures if figure.number == "1").mentions
    return mention


def _floated(paper):
    return paper.plot(150, 60, 400, 200).line(150, 220, "Figure 1: The level of the tank.", size=9)


def test_a_formula_and_its_number_stay_out(paper, read):
    _floated(paper)
    paper.line(
        72, 270, "The order of the readings is taken from the angle to the wall of the tank, and it is defined as"
    )
    paper.line(250, 290, "S = 3 q + 1").line(500, 290, "(4)")
    paper.line(
        72, 310, "where q, drawn in Figure 1, is the angle to the wall that was read on each of the days in May."
    )
    text = _mention(read(paper)).text
    assert "defined as … where q, drawn in Figure 1" in text
    assert "(4)" not in text


def test_a_footnote_does_not_end_the_paragraph(paper, read, new_paper):
    _floated(paper)
    end = paper.body(
        72, 270, 468, 10, "The level that is shown in Figure 1 was read by the two of them on each day and "
    )
    paper.line(80, end + 30, "1 In May it was read by three of them.", size=7)
    paper.new_page().paragraph(72, 100, 468, "on each night of the whole year.")
    text = _mention(read(paper)).text
    assert text.endswith("on each night of the whole year.")
    assert "In May" not in text


@pytest.mark.parametrize("title", ["3.2. Levels of the tank", "4.1 A second gauge"])
def test_a_numbered_heading_in_the_type_of_the_body_is_one(paper, read, title):
    _floated(paper)
    end = paper.body(72, 270, 468, 4)
    paper.line(72, end + 10, title)
    paper.paragraph(
        72, end + 28, 468, "Figure 1 shows the level of the tank over the whole of the long and dry summer."
    )
    mention = _mention(read(paper))
    assert mention.section == title
    assert mention.text.startswith("Figure 1 shows")


def test_who_did_what_is_no_mention(paper, read):
    _floated(paper)
    end = paper.body(72, 270, 468, 4)
    paper.line(72, end + 20, "Author contributions", font="tibo", size=12)
    paper.paragraph(72, end + 40, 468, "AB read the gauge and drew Figure 1, and CD wrote the text.")
    assert not next(figure for figure in read(paper).figures).mentions


def test_dots_of_a_list_of_values_are_no_leaders(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1: The level of the water.", size=9)
    paper.paragraph(
        72, 300, 468, "The states of Figure 1 are written s for each i = 1, . . . , 5, and they do not change later."
    )
    (figure,) = read(paper).figures
    assert "i = 1, . . . , 5" in figure.mentions[0].text


def test_a_short_last_line_without_a_word_belongs_to_its_paragraph(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1: The level of the water.", size=9)
    paper.body(y=300, lines=4)
    paper.line(
        84, 400, "The level of the water in Figure 1 was the highest since the readings began, as in the reports (11 to"
    )
    paper.line(72, 412, "2010).")
    paper.body(84, 424, 456, lines=5)
    (mention,) = read(paper).figures[0].mentions
    assert "(11 to 2010)." in mention.text


def test_the_second_line_of_a_title_in_italics_is_title(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1: The level of the water.", size=9)
    paper.body(y=300, lines=5)
    paper.line(72, 400, "3.1. The level of the water in the long and dry summers of", font="tiit")
    paper.line(72, 412, "both decades", font="tiit")
    paper.body(y=440, text="The level is shown in Figure 1 for both of them. ", lines=4)
    (mention,) = read(paper).figures[0].mentions
    assert mention.section == "3.1. The level of the water in the long and dry summers of both decades"


def test_a_hyphen_stays_where_the_paper_writes_such_compounds(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1: The low-level pump.", size=9)
    paper.line(72, 290, "The noise has a frequency.")
    paper.line(
        72, 320, "Figure 1 shows the readings that were taken after the first of May, in which the noise of low-"
    )
    paper.line(72, 332, "frequency does not grow, and neither does the readings' spread.")
    assert "low-frequency" in read(paper).figures[0].mentions[0].text


def test_a_paragraph_in_bold_is_no_heading(paper, read):
    paper.line(72, 90, "2 Results", font="tibo", size=12)
    y = paper.paragraph(72, 120, 468, BODY + BODY, font="tibo")
    paper.paragraph(72, y + 6, 468, f"As Figure 1 shows, the level falls. {BODY}")
    paper.plot(150, 480, 450, 640).line(150, 662, "Figure 1: The level of the tank.", size=9)
    (figure,) = read(paper).figures
    assert [mention.section for mention in figure.mentions] == ["2 Results"]


def test_a_numbered_title_in_a_type_of_its_own_may_fill_its_line(paper, read):
    paper.line(72, 90, "2 Results", font="tibo", size=12).body(y=110, lines=3)
    paper.paragraph(
        72,
        180,
        468,
        "2.1 " + "Readings of the tank that was filled over the whole of the night, " * 2 + "and after",
        font="heit",
    )
    paper.paragraph(72, 220, 468, f"As Figure 1 shows, the level falls. {BODY}")
    paper.plot(150, 480, 450, 640).line(150, 662, "Figure 1: The level of the tank.", size=9)
    (figure,) = read(paper).figures
    assert figure.mentions[0].section.startswith("2.1 Readings")
    assert figure.mentions[0].text.startswith("As Figure 1 shows")
