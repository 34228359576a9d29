"""Which lines are captions, and where they end."""

import pytest

from tests.drafts.pdf.conftest import BODY

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def figures(draft):
    return [(f.number, f.caption) for f in draft.figures if f.kind == "figure"]


def with_figure(paper, caption="Figure 1: The temperature over the day.", **options):
    """A plot with its caption, and running text below."""
    paper.plot(150, 80, 450, 240).line(150, 262, caption, **options)
    return paper


def test_running_text_that_begins_like_a_caption_is_none(paper, read):
    with_figure(paper).body(y=300, lines=4)
    paper.body(
        y=400, text="Figure 1 shows that the temperature rises in the morning and falls again at night. ", lines=5
    )
    assert figures(read(paper)) == [("1", "The temperature over the day.")]


def test_a_line_of_a_paragraph_that_begins_with_a_reference_is_none(paper, read):
    with_figure(paper)
    y = paper.paragraph(
        72,
        320,
        468,
        "The readings of the second summer are drawn in another colour, as can be seen in the right half of",
    )
    y = paper.paragraph(
        72, y, 468, "Figure 1. They lie below those of the first summer in all but two of the weeks that were compared."
    )
    paper.body(y=y + 24)
    assert figures(read(paper)) == [("1", "The temperature over the day.")]


@pytest.mark.slow
def test_a_list_of_figures_counts_for_nothing(paper, read):
    for row in range(4):
        paper.line(
            72,
            120 + 20 * row,
            f"Figure 1.{row + 1}: What was measured in the part {row + 1} " + ". " * 30 + str(row + 2),
        )
    for row in range(4):
        paper.new_page()
        with_figure(paper, f"Figure 1.{row + 1}: What was measured in the part {row + 1}").body(y=320)
    found = [f for f in read(paper).figures if f.kind == "figure"]
    assert [(f.number, f.page) for f in found] == [("1.1", 2), ("1.2", 3), ("1.3", 4), ("1.4", 5)]


def test_tables_algorithms_and_listings_are_not_figures(paper, read):
    with_figure(paper)
    for kind, y in (("Table 1: Values.", 320), ("Algorithm 1: Search.", 420), ("Listing 1: Code.", 520)):
        paper.line(72, y, kind)
        paper.line(72, y + 16, "a   1.0   2.0").line(72, y + 28, "b   3.0   4.0")
    paper.body(y=620)
    assert [f.kind for f in read(paper).figures] == ["figure", "table", "algorithm", "listing"]


@pytest.mark.parametrize(
    ("caption", "font", "expected"),
    [
        ("Fig. 3. The temperature over the day.", "tiro", ("3", "The temperature over the day.")),
        ("FIG. 3. The temperature over the day.", "tiro", ("3", "The temperature over the day.")),
        ("Fig. 3 | The temperature over the day.", "hebo", ("3", "The temperature over the day.")),
        ("Figure S2: The temperature over the day.", "tiro", ("S2", "The temperature over the day.")),
        ("Abbildung 3: Die Temperatur über den Tag.", "tiro", ("3", "Die Temperatur über den Tag.")),
        ("Figura 3. La temperatura durante el día.", "tiro", ("3", "La temperatura durante el día.")),
        ("Рис. 3. Температура в течение дня.", "china-s", ("3", "Температура в течение дня.")),
        ("图 3 一天中的温度变化", "china-s", ("3", "一天中的温度变化")),
        ("图3一天中的温度变化", "china-s", ("3", "一天中的温度变化")),
        ("図3．一日の温度の変化", "japan", ("3", "一日の温度の変化")),
    ],
)
def test_styles_and_languages(paper, read, caption, font, expected):
    with_figure(paper, caption, font=font, size=9).body(y=300)
    assert figures(read(paper)) == [expected]


def test_a_bold_label_without_a_mark(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Fig. 1", font="tibo", size=9).line(
        177, 262, "The temperature over the day", size=9
    )
    paper.body(y=300)
    assert figures(read(paper)) == [("1", "The temperature over the day")]


def test_a_caption_ends_before_the_text_below(paper, read):
    paper.plot(72, 80, 540, 240)
    y = paper.paragraph(
        72,
        260,
        468,
        "Figure 1: The temperature over the day, with the first summer drawn in black and the second "
        "in grey; the shaded band holds nine tenths of all readings.",
    )
    paper.body(y=y + 20)
    ((_, caption),) = figures(read(paper))
    assert caption.startswith("The temperature")
    assert caption.endswith("nine tenths of all readings.")


def test_captions_side_by_side_stay_apart(paper, read):
    paper.plot(72, 80, 295, 240).plot(315, 80, 540, 240)
    paper.paragraph(
        72, 260, 220, "Figure 1: The temperature over the day, as it was read by two people in the first summer."
    )
    paper.paragraph(
        315, 260, 220, "Figure 2: The pressure over the day, as it was read by two people in the second summer."
    )
    paper.body(y=320)
    first, second = figures(read(paper))
    assert first == ("1", "The temperature over the day, as it was read by two people in the first summer.")
    assert second == ("2", "The pressure over the day, as it was read by two people in the second summer.")


def test_captions_side_by_side_stay_apart_however_narrow_the_room_between(paper, read):
    left = "Figure 1. The temperature of the tank over the day, read at the bottom and at the top of it."
    right = "Figure 2. The level of the same tank, as the gauge showed it on the wall beside the door."
    paper.plot(72, 80, 190, 180).plot(196, 80, 320, 180)
    end = paper.paragraph(72, 200, 122, left, size=9, leading=11)
    paper.paragraph(196, 200, 122, right, size=9, leading=11)
    paper.body(y=end + 40)
    assert figures(read(paper)) == [("1", left[10:]), ("2", right[10:])]


def test_an_index_longer_than_the_words_of_its_line_does_not_end_a_caption(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 1. The tanks that hold fewer than", size=9)
    paper.line(150, 273, "some N", size=9).line(177, 275, "litresOfBrinePerTankAndHour", size=6)
    paper.line(150, 284, "are drawn in another colour.", size=9).body(y=330)
    assert figures(read(paper)) == [
        (
            "1",
            "The tanks that hold fewer than some NlitresOfBrinePerTankAndHour are drawn in another colour.",
        )
    ]


def test_a_short_title_does_not_go_on_in_the_paragraph_below(paper, read):
    """Without a full stop, and with the room of wide leading below."""
    for page in range(2):
        if page:
            paper.new_page()
        y = paper.paragraph(72, 90, 468, BODY, leading=18)
        paper.plot(150, y, 450, y + 160).line(200, y + 180, f"Figure {page + 1}: The temperature over the day")
        paper.paragraph(
            72, y + 210, 468, f"The tank of figure {page + 1} was filled in the morning. {BODY}", leading=18
        )
    found = read(paper)
    assert figures(found) == [("1", "The temperature over the day"), ("2", "The temperature over the day")]
    assert all(figure.mentions for figure in found.figures)


def test_captions_in_two_columns(paper, read):
    paper.plot(60, 80, 295, 220)
    y = paper.paragraph(
        60, 240, 235, "Figure 1. The temperature over the day, as it was read by two people.", size=8, leading=9.5
    )
    paper.body(60, y + 20, 235, lines=30)
    paper.body(315, 90, 235, lines=12)
    paper.plot(315, 300, 550, 450)
    y = paper.paragraph(
        315, 470, 235, "Figure 2. The pressure over the day, as it was read by two people.", size=8, leading=9.5
    )
    paper.body(315, y + 20, 235, lines=12)
    assert figures(read(paper)) == [
        ("1", "The temperature over the day, as it was read by two people."),
        ("2", "The pressure over the day, as it was read by two people."),
    ]


def test_hyphens_at_line_ends(paper, read):
    paper.plot(72, 80, 540, 240)
    paper.line(72, 260, "Figure 1: The tempera-").line(72, 272, "ture and the time-").line(
        72, 284, "dependent pressure."
    )
    paper.body(y=330)
    paper.body(y=500, text="A time-dependent pressure is one that changes. ", lines=4)
    assert figures(read(paper)) == [("1", "The temperature and the time-dependent pressure.")]


def test_ids_are_stable(paper, read):
    with_figure(paper).body(y=300)
    assert [f.id for f in read(paper).figures] == [f.id for f in read(paper).figures] == ["p1#1"]


def test_a_sentence_without_spaces_after_its_label_is_no_caption(paper, read):
    with_figure(paper, "图1 一天中的温度变化", font="china-s", size=9)
    for row in range(6):
        paper.line(
            72, 300 + 18 * row, "图1给出了一天中的温度变化，测量由两个人在整个季节里每天进行两次", font="china-s"
        )
    assert figures(read(paper)) == [("1", "一天中的温度变化")]


def test_a_caption_does_not_go_on_in_the_picture_below(paper, read):
    """The label stands by itself, its title below, then the figure: words in the picture are not the title's."""
    library = paper.library
    inner = library.open()
    page = inner.new_page(width=300, height=150)
    page.insert_text((10, 14), "The Waves", fontname="tiit", fontsize=10)
    page.draw_rect((10, 20, 290, 140))
    paper.line(72, 90, "Figure 1", font="tibo").line(72, 102, "The temperature over the day", font="tiit")
    paper.page.show_pdf_page(library.Rect(72, 104, 372, 254), inner, 0)
    paper.body(y=300)
    assert figures(read(paper)) == [("1", "The temperature over the day")]


@pytest.mark.slow
def test_captions_at_one_height_on_every_page_are_no_running_heads(paper, read):
    for number in (1, 2, 3):
        if number > 1:
            paper.new_page()
        paper.line(72, 60, f"Figure {number}", font="tibo").line(72, 80, "The temperature over the day", font="tiit")
        paper.plot(72, 100, 400, 300).body(y=340)
    assert [number for number, _ in figures(read(paper))] == ["1", "2", "3"]


@pytest.mark.slow
def test_a_title_two_lines_beneath_its_label(paper, read):
    paper.line(72, 90, "Figure 1", font="tibo").line(72, 114, "The temperature over the day as two people", font="tiit")
    paper.line(72, 126, "read it in the first summer", font="tiit").plot(72, 140, 400, 300).body(y=340)
    assert figures(read(paper)) == [("1", "The temperature over the day as two people read it in the first summer")]


@pytest.mark.slow
def test_a_label_without_a_title_takes_nothing_of_the_text_below(paper, read):
    paper.plot(72, 80, 400, 240).line(72, 262, "Figure 1", font="tibo").body(y=286)
    ((_, caption),) = figures(read(paper))
    assert caption is None


@pytest.mark.slow
def test_a_caption_in_two_languages_is_one(paper, read):
    for number in (1, 2):
        if number > 1:
            paper.new_page()
        paper.plot(150, 80, 450, 240)
        paper.line(200, 258, f"图 2-{number} 一天中的温度变化", font="china-s", size=9)
        paper.line(200, 272, f"Fig. 2-{number} The temperature over the day", size=9).body(y=310)
    assert figures(read(paper)) == [("2-1", "一天中的温度变化"), ("2-2", "一天中的温度变化")]


def test_the_sample_of_a_line_does_not_end_a_caption(paper, read):
    paper.plot(150, 80, 450, 300)
    paper.line(100, 330, "Figure 1: The temperature:", size=9).line(
        236, 330, "measured, and as the model has it.", size=9
    )
    shape = paper.page.new_shape()
    shape.draw_line((210, 327), (230, 327))
    shape.finish(color=(1, 0, 0))
    shape.commit()
    paper.body(y=400)
    (figure,) = read(paper).figures
    assert figure.caption == "The temperature: measured, and as the model has it."


def test_legends_in_a_list_are_captions_of_the_plates_that_follow(paper, read):
    paper.body(lines=20)
    paper.line(72, 400, "Figure Legends", font="tibo", size=13)
    paper.line(72, 420, "Figure 1. The level of the water over the course of one long and rather dry summer, read at")
    paper.line(72, 432, "noon.")
    paper.line(72, 444, "Figure 2. The same for the basin, where the readings were taken twice a day by the two who")
    paper.line(72, 456, "read the level, too.")
    for _ in range(2):
        paper.new_page().picture(100, 100, 500, 400)
    found = [(figure.number, figure.images[0].page, figure.caption[-5:]) for figure in read(paper).figures]
    assert found == [("1", 2, "noon."), ("2", 3, " too.")]


def test_a_draft_s_empty_frame_is_no_picture(paper, read):
    paper.page.draw_rect((150, 80, 450, 240))
    paper.line(260, 160, "Figure2.png", font="cour").line(150, 262, "Figure 1: The level of the water.", size=9)
    paper.body(y=300)
    draft = read(paper)
    (figure,) = draft.figures
    assert figure.caption == "The level of the water."
    assert figure.images[0].bbox is None
    assert [(problem.code, problem.subject) for problem in draft.problems] == [("missing-image", "Figure2.png")]


def test_text_in_the_boxes_of_a_form_is_text(paper, read):
    for top in (60, 140):
        paper.page.draw_rect((60, top, 552, top + 70))
        paper.paragraph(
            72,
            top + 15,
            468,
            "The level of the water is shown in Figure 1, and we describe it here in some more words than are needed. "
            * 3,
        )
    paper.picture(150, 240, 450, 400).line(150, 420, "Figure 1: The level of the water.", size=9)
    (figure,) = read(paper).figures
    assert figure.images[0].bbox == (150, 240, 450, 400)
    assert len(figure.mentions) == 2


def test_a_caption_glued_to_its_label(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Fig.1Rate of the flow below the weir.", size=10)
    paper.body(y=300)
    (figure,) = read(paper).figures
    assert (figure.number, figure.caption) == ("1", "Rate of the flow below the weir.")


def test_plain_text_close_below_a_bold_caption_is_not_its_legend(paper, read):
    with_figure(paper, "Figure 1: The temperature over the whole day.", font="tibo")
    paper.body(x=150, y=277, width=300)
    assert figures(read(paper)) == [("1", "The temperature over the whole day.")]


def test_the_legend_below_its_bold_title_is_the_caption_s(paper, read):
    with_figure(paper, "Figure 1: The temperature over the whole day.", font="tibo")
    paper.line(150, 274, "Each curve is the mean of three days in May.")
    paper.body(x=72, y=320)
    assert figures(read(paper)) == [
        ("1", "The temperature over the whole day. Each curve is the mean of three days in May.")
    ]


def test_a_caption_in_the_text_s_own_type_ends_before_a_sentence_that_goes_on_below(paper, read):
    caption = "The temperature over the whole of a day in the middle of May in the north"
    paper.plot(150, 80, 450, 240).line(80, 262, f"Figure 1: {caption}")
    paper.body(x=72, y=284, text="of the valley, as was said before. " + BODY)
    assert figures(read(paper)) == [("1", caption)]


def test_the_sign_of_a_root_does_not_end_a_caption(paper, read):
    with_figure(paper, "Figure 1: The temperature of the samples in the north, and")
    paper.line(150, 284, "beside it").line(190, 274, "/").line(194, 284, "n, the error that is to be expected")
    paper.line(150, 306, "for each of the days.")
    paper.paragraph(72, 350, 468, BODY * 3, leading=22)
    assert figures(read(paper))[0][1].endswith("the error that is to be expected for each of the days.")


@pytest.mark.parametrize(("words", "index"), [(7.97, 5.98), (10, 7), (9, 6)])
def test_indices_that_outnumber_the_words_of_a_last_line(paper, read, words, index):
    with_figure(paper, "Figure 1: The temperature of the samples for several values", size=words)
    x = 150 + paper.library.Font("tiro").text_length("of T", words)
    paper.line(150, 262 + 1.2 * words, "of T", size=words).line(x, 262 + 1.2 * words + 1, "maximal", size=index)
    paper.body(y=320)
    assert figures(read(paper)) == [("1", "The temperature of the samples for several values of Tmaximal")]


def test_a_line_goes_on_below_an_index_over_another(paper, read):
    x = 150 + paper.library.Font("tiro").text_length("Figure 1: The temperature T", 10)
    with_figure(paper, "Figure 1: The temperature T").line(x, 257, "highest", size=7).line(x, 265, "all", size=7)
    paper.line(x + 10, 262, "of the samples in the north of the valley")
    paper.body(y=320)
    assert figures(read(paper))[0][1].endswith("of the samples in the north of the valley")


def test_the_panels_of_a_figure_with_its_number_are_no_figures(paper, read):
    for letter, x in zip("abc", (80, 240, 400), strict=True):
        paper.plot(x, 80, x + 120, 200).line(x, 215, f"Figure 1{letter}: In {letter.upper()}.", size=9)
    paper.line(80, 240, "Figure 1: The temperature of the samples in three valleys over a year.", font="tibo", size=9)
    paper.body(y=290)
    assert figures(read(paper)) == [("1", "The temperature of the samples in three valleys over a year.")]


def test_captions_set_closer_than_the_text_need_no_mark_behind_their_label(paper, read):
    for number in (1, 2, 3):
        if number > 1:
            paper.new_page()
        paper.plot(150, 80, 450, 240).line(72, 262, f"Figure {number} Temperature of the samples in valley {number},")
        paper.line(72, 274, "as it was measured over the year, and the mean of all.")
        y = paper.paragraph(72, 310, 468, BODY * 2, leading=22)
        paper.paragraph(
            72, y, 468, f"Figure {number} Temperature is a word that a reader can get wrong. " * 3, leading=22
        )
    expected = "Temperature of the samples in valley {}, as it was measured over the year, and the mean of all."
    assert figures(read(paper)) == [(str(number), expected.format(number)) for number in (1, 2, 3)]


def test_a_last_line_in_small_capitals_is_the_caption_s(paper, read):
    with_figure(paper, "Figure 1: The temperature of the samples in the north and in")
    paper.line(150, 274, "VALLEY", size=8)
    paper.body(y=320)
    assert figures(read(paper)) == [("1", "The temperature of the samples in the north and in VALLEY")]


def _justified(paper, x, y, rows, right):
    """Set lines that all end at the right edge but the last."""
    font = paper.library.Font("tiro")
    for row, text in enumerate(rows):
        words, free = text.split(), right - x - font.text_length(text.replace(" ", ""), 10)
        gap = free / (len(words) - 1) if row < len(rows) - 1 else font.text_length(" ", 10)
        at = x
        for word in words:
            paper.line(at, y, word)
            at += font.text_length(word, 10) + gap
        y += 12
    return y


CAPTION = (
    "Figure 1: The temperature over the day, as it was read by both of the people on the roof of the house in",
    "the summer, with the line of the first year drawn above that of the second one, and with those of the",
    "years before in grey.",
)


@pytest.mark.parametrize("remark", ["Can we have the numbers of the year before in this one, too?", "Larger letters!"])
def test_a_remark_centred_below_a_caption_is_none_of_its_lines(paper, read, remark):
    paper.plot(150, 80, 450, 240)
    y = _justified(paper, 72, 262, CAPTION, 540)
    paper.line(306 - paper.library.Font("tiro").text_length(remark, 10) / 2, y, remark).body(y=y + 60)
    ((_, caption),) = figures(read(paper))
    assert caption.endswith("years before in grey.")


def test_a_centred_last_line_is_the_captions(paper, read):
    """And so is a line that is indented below an end: a paragraph of the caption."""
    paper.plot(150, 80, 450, 240)
    y = _justified(paper, 72, 262, CAPTION[:2], 540)
    last = "years before in grey."
    paper.line(306 - paper.library.Font("tiro").text_length(last, 10) / 2, y - 0, last).body(y=y + 60)
    ((_, caption),) = figures(read(paper))
    assert caption.endswith(last)


def test_a_label_that_a_picture_brings_along_is_none(paper, read):
    """A picture made for another paper holds "Figure 2" and ticks below."""
    paper.picture(150, 80, 450, 240)
    paper.line(200, 100, "Figure 2", font="helv", size=12).line(204, 112, "35", font="helv", size=7)
    paper.line(72, 258, "Figure B-2: The temperature over the day, as it was read by both of them.").body(y=300)
    assert figures(read(paper)) == [("B-2", "The temperature over the day, as it was read by both of them.")]


def test_a_caption_that_its_picture_holds_is_one(paper, read):
    paper.picture(150, 80, 450, 260).line(160, 250, "Figure 1: The temperature over the day.", size=9)
    paper.body(y=320)
    assert figures(read(paper)) == [("1", "The temperature over the day.")]


def test_the_last_line_of_a_paragraph_set_wide_is_no_caption(paper, read):
    paper.plot(150, 80, 450, 240).line(150, 262, "Figure 2: The temperature over the day.")
    y = 300
    for _ in range(8):
        y = paper.paragraph(72, y, 468, BODY.split(". ")[0] + " as far as these were there.", leading=17)
    text = "The two of them do not agree on what the level of the water was by night, as is to be seen in the right"
    y = paper.paragraph(72, y, 468, text + " half of", leading=17)
    paper.line(72, y, "Figure 1.3b.", font="heit")
    assert figures(read(paper)) == [("2", "The temperature over the day.")]
