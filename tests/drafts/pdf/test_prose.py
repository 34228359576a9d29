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


def _set(paper, y, *pieces, x=72, size=10):
    """Set pieces of one line in fonts of their own."""
    for font, text in pieces:
        paper.line(x, y, text, font=font, size=size)
        x += paper.library.Font(font).text_length(text, size)
    return paper


def test_a_run_in_heading_is_the_paragraphs_and_not_the_sections(paper, read):
    _floated(paper).line(72, 250, "2 Readings", font="tibo", size=12)
    _set(
        paper, 275, ("tibo", "Levels by night."), ("tiro", " Figure 1 has the levels that were read by night, each of")
    )
    y = paper.paragraph(72, 287, 468, "them twice. " + BODY)
    paper.paragraph(84, y, 456, "By day, they are as high as Figure 1 has them by night. " + BODY)
    first, second = next(figure for figure in read(paper).figures).mentions
    assert (first.section, first.heading) == ("2 Readings", "Levels by night")
    assert first.text.startswith("Figure 1 has the levels")
    assert (second.section, second.heading) == ("2 Readings", None)


def test_bold_words_before_an_aside_are_its_sentence(paper, read):
    _floated(paper).line(72, 250, "2 Readings", font="tibo", size=12)
    y = paper.paragraph(72, 275, 468, BODY)
    _set(paper, y + 8, ("tibo", "The sum of two levels is a level."), ("tiro", " (See Figure 1a)"))
    paper.line(250, y + 30, "a + b = 3 c").line(500, y + 30, "(4)")
    paper.line(100, y + 50, "The third level c is given by").line(250, y + 70, "c = 3 a").line(500, y + 70, "(5)")
    _set(paper, y + 95, ("tibo", "The mean of two levels is a level."), ("tiro", " (See Figure 1b)"))
    paper.line(250, y + 117, "a = 3 c").line(500, y + 117, "(6)")
    mentions = next(figure for figure in read(paper).figures).mentions
    assert [mention.section for mention in mentions] == ["2 Readings"] * 2
    assert [mention.text for mention in mentions] == [
        "The sum of two levels is a level. (See Figure 1a) …",
        "The mean of two levels is a level. (See Figure 1b) …",
    ]


@pytest.mark.parametrize("font", ["heit", "tibo", "tiit"])
def test_a_numbered_title_in_its_texts_first_line_is_the_sections(paper, read, font):
    _floated(paper).line(72, 250, "2.1 Readings", font="tibo", size=12)
    _set(paper, 275, (font, "2.1.1 Levels by night."), ("tiro", " The levels were read by night by two of the people"))
    y = paper.paragraph(72, 287, 468, "who lived there. " + BODY)
    y = paper.paragraph(84, y, 456, "As Figure 1 has them, the levels fall. " + BODY)
    paper.line(72, y + 20, "2.2 Summary", font="tibo", size=12)
    paper.paragraph(72, y + 40, 468, "The levels of Figure 1 are those of all tanks in the town. " + BODY)
    first, second = next(figure for figure in read(paper).figures).mentions
    assert (first.section, first.heading) == ("2.1.1 Levels by night", None)
    assert second.section == "2.2 Summary"


def test_a_sentence_goes_on_in_a_list(paper, read):
    _floated(paper)
    y = paper.paragraph(84, 275, 456, BODY)
    y = paper.paragraph(84, y, 456, "In short, a day's work at the tank (Figure 1) may consist of")
    for item in ("- reading its level in the morning,", "- keeping what was read. Some do not.", "- going home."):
        y = paper.line(84, y + 4, item) and y + 16
    paper.paragraph(84, y + 6, 456, "The days after are alike. " + BODY)
    (mention,) = next(figure for figure in read(paper).figures).mentions
    assert mention.text.endswith(
        "may consist of - reading its level in the morning, - keeping what was read. Some do not. - going home."
    )


def test_a_list_below_a_whole_sentence_is_not_its_end(paper, read):
    _floated(paper)
    y = paper.paragraph(84, 275, 456, BODY)
    y = paper.paragraph(84, y, 456, "A day's work at the tank has these parts, drawn in Figure 1.")
    for item in ("- The level is read in the morning.", "- What was read is kept."):
        y = paper.line(84, y + 4, item) and y + 16
    (mention,) = next(figure for figure in read(paper).figures).mentions
    assert mention.text.endswith("drawn in Figure 1.")


@pytest.mark.parametrize(("power", "section"), [("", "2.1 Readings"), ("10", "2.2 Summary")])
def test_a_footnote_stands_in_the_section_that_calls_it(paper, read, power, section):
    """And not in the last of its page; a power of ten calls none."""
    _floated(paper).line(72, 250, "2.1 Readings", font="tibo", size=12)
    y = paper.body(72, 275, 468, 5)
    end = f"They were about {power}" if power else "All were read twice."
    _set(paper, y, ("tiro", end))
    paper.line(72 + paper.library.Font("tiro").text_length(end, 10), y - 3, "3", size=6)
    paper.line(72, y + 30, "2.2 Summary", font="tibo", size=12)
    paper.paragraph(72, y + 50, 468, BODY)
    paper.line(72, 700, "3", size=5).line(75, 702, "By night, too, see Figure 1.", size=8)
    (mention,) = next(figure for figure in read(paper).figures).mentions
    assert mention.section == section
    assert mention.text == "By night, too, see Figure 1."


def test_a_bold_sentence_at_a_paragraphs_end_is_no_heading(paper, read):
    _floated(paper).line(72, 250, "2 Readings", font="tibo", size=12)
    y = paper.paragraph(72, 275, 468, BODY)
    _set(paper, y, ("tiro", "They fail at night. "), ("tibo", "Note that the shape of the line below the middle of it"))
    paper.line(72, y + 12, "is due to the number of people who were there", font="tibo")
    paper.paragraph(84, y + 24, 456, "The levels of Figure 1 are those of all tanks in the town. " + BODY)
    (mention,) = next(figure for figure in read(paper).figures).mentions
    assert mention.section == "2 Readings"
