"""Regions: all that was drawn for a figure and nothing else."""

import pytest

from capassist.drafts.pdf.page import area, overlap, union

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def boxes(draft):
    return {f.number: f.images[0].bbox for f in draft.figures if f.kind == "figure" and f.images}


def likeness(a, b):
    """Intersection over union."""
    return overlap(a, b) / (area(a) + area(b) - overlap(a, b))


def test_a_figure_of_text_takes_nothing_of_the_body(paper, read):
    paper.body(y=90, lines=6)
    for row in range(4):
        paper.line(150, 220 + 11 * row, "total = total + reading", font="cour", size=8)
    paper.line(150, 280, "Figure 1: The loop.", size=9)
    paper.body(y=330)
    box = boxes(read(paper))["1"]
    assert 205 < box[1] < 225
    assert 250 < box[3] < 270


def test_a_plot_with_its_tick_labels(paper, read):
    paper.body(y=90, lines=6)
    paper.plot(150, 220, 450, 400).line(150, 425, "Figure 1: The temperature.", size=9)
    paper.body(y=460)
    assert likeness(boxes(read(paper))["1"], (150, 220, 450, 400)) > 0.93


@pytest.mark.slow
def test_the_running_head_and_the_neighbour_stay_out(paper, read):
    for number in range(1, 5):
        if number > 1:
            paper.new_page()
        paper.line(72, 40, f"The Journal of Readings    {number}", size=8)
        paper.plot(150, 60, 450, 200).line(150, 222, f"Figure {2 * number - 1}: The temperature.", size=9)
        paper.plot(150, 250, 450, 400).line(150, 422, f"Figure {2 * number}: The pressure.", size=9)
        paper.body(y=470)
    found = boxes(read(paper))
    assert len(found) == 8
    for number in range(1, 5):
        assert likeness(found[str(2 * number - 1)], (150, 60, 450, 200)) > 0.93
        assert likeness(found[str(2 * number)], (150, 250, 450, 400)) > 0.93


@pytest.mark.slow
def test_captions_above(paper, read):
    for number in (1, 2):
        top = 80 + 220 * (number - 1)
        paper.line(150, top, f"Figure {number}: The temperature.", size=9).plot(150, top + 12, 450, top + 180)
    paper.body(y=540)
    found = boxes(read(paper))
    assert likeness(found["1"], (150, 92, 450, 260)) > 0.93
    assert likeness(found["2"], (150, 312, 450, 480)) > 0.93


def test_a_caption_beside_its_figure(paper, read):
    paper.body(y=80, lines=5)
    paper.picture(72, 180, 330, 360)
    paper.paragraph(
        345,
        200,
        190,
        "Figure 1: The square on the day of the first reading, seen from the tower of the town hall.",
        size=9,
    )
    paper.body(y=400)
    assert likeness(boxes(read(paper))["1"], (72, 180, 330, 360)) > 0.98


@pytest.mark.slow
def test_a_figure_over_both_columns(paper, read):
    paper.plot(60, 80, 300, 240).plot(310, 80, 550, 240)
    paper.line(60, 262, "Figure 1: The temperature (left) and the pressure (right) over the day.", size=9)
    paper.body(60, 300, 235, lines=30)
    paper.body(315, 300, 235, lines=30)
    assert likeness(boxes(read(paper))["1"], (60, 80, 550, 240)) > 0.93


def test_many_panels_are_one_figure(paper, read):
    for row in range(3):
        for column in range(3):
            paper.picture(80 + 150 * column, 80 + 100 * row, 210 + 150 * column, 165 + 100 * row)
    paper.line(80, 385, "Figure 1: Nine squares.", size=9)
    paper.body(y=420)
    assert likeness(boxes(read(paper))["1"], (80, 80, 510, 365)) > 0.98


def test_subcaptions_below_are_no_part_of_the_picture(paper, read):
    paper.picture(80, 80, 290, 240).picture(310, 80, 520, 240)
    paper.line(150, 255, "(a) The first summer", size=9).line(380, 255, "(b) The second summer", size=9)
    paper.line(80, 280, "Figure 1: Two summers.", size=10)
    paper.body(y=320)
    assert likeness(boxes(read(paper))["1"], (80, 80, 520, 240)) > 0.98


@pytest.mark.slow
def test_an_included_file_has_its_stated_box(paper, read):
    """White margins and all: that is what TeX placed."""
    library = paper.library
    inner = library.open()
    inner.new_page(width=200, height=100).draw_line((60, 50), (140, 50))
    paper.page.show_pdf_page(library.Rect(100, 80, 500, 280), inner, 0)
    paper.line(100, 300, "Figure 1: A line.", size=9)
    paper.body(y=340)
    assert likeness(boxes(read(paper))["1"], (100, 80, 500, 280)) > 0.99


def test_a_table_is_not_taken_for_the_figure_below_it(paper, read):
    paper.line(150, 80, "Table 1: Values.", size=9)
    for row in range(5):
        paper.line(150, 100 + 12 * row, f"reading {row}      1.{row}     2.{row}", size=9)
    paper.plot(150, 190, 450, 330).line(150, 352, "Figure 1: The temperature.", size=9)
    paper.body(y=400)
    assert likeness(boxes(read(paper))["1"], (150, 190, 450, 330)) > 0.93


@pytest.mark.parametrize("rotate", [90, 270])
def test_text_turned_on_the_page(paper, read, rotate):
    """A sideways figure: the caption runs up or down the page, and boxes are those of the page as it is shown."""
    paper.picture(100, 100, 420, 700)
    x = 445 if rotate == 90 else 80
    paper.line(
        x, 600 if rotate == 90 else 150, "Figure 1: The square on the day of the first reading.", size=9, rotate=rotate
    )
    paper.new_page().body(y=80)
    assert likeness(boxes(read(paper))["1"], (100, 100, 420, 700)) > 0.98


def test_a_page_that_is_shown_turned(paper, read):
    paper.picture(100, 100, 420, 700)
    paper.line(445, 600, "Figure 1: The square on the day of the first reading.", size=9, rotate=90)
    paper.page.set_rotation(90)
    paper.new_page().body(y=80)
    draft = read(paper)
    assert [f.number for f in draft.figures] == ["1"]
    assert likeness(boxes(draft)["1"], (92, 100, 692, 420)) > 0.98


def test_drawn_text(paper, read):
    paper.body(y=90, lines=6)
    paper.plot(150, 220, 450, 400).line(260, 300, "warm", font="helv", size=8).line(
        150, 425, "Figure 1: The temperature.", size=9
    )
    paper.body(y=460)
    (figure,) = read(paper).figures
    assert "warm" in figure.drawn_text
    assert "readings" not in figure.drawn_text
    assert union([figure.images[0].bbox, (260, 290, 280, 300)]) == figure.images[0].bbox


def test_a_drawing_wider_than_its_caption_in_the_margin(paper, read):
    paper.picture(72, 72, 540, 180)
    paper.paragraph(
        400, 196, 140, "Figure 1: The temperature over the day, in the shade of the tower.", size=8, leading=9
    )
    paper.body(72, 200, 300, lines=30)
    assert likeness(boxes(read(paper))["1"], (72, 72, 540, 180)) > 0.98


def test_the_upper_of_two_drawings_is_not_the_neighbours(paper, read):
    paper.picture(60, 60, 295, 160).picture(60, 165, 295, 370)
    paper.line(60, 392, "Figure 1: The square by day and by night.", size=9)
    paper.picture(315, 60, 550, 190).line(315, 204, "Figure 2: The tower.", size=9)
    paper.body(60, 440, 235, lines=20)
    paper.body(315, 230, 235, lines=30)
    found = boxes(read(paper))
    assert likeness(found["1"], (60, 60, 295, 370)) > 0.98
    assert likeness(found["2"], (315, 60, 550, 190)) > 0.98


def test_bars_that_run_off_a_slide_are_no_drawing(paper, read):
    for number in (1, 2, 3):
        if number > 1:
            paper.new_page()
        paper.page.draw_rect((0, 0, 612, 60), color=None, fill=(0.2, 0.2, 0.7))
        paper.line(20, 40, ("Setup", "Readings by day", "Errors")[number - 1], font="helv", size=20)
        paper.plot(150, 80, 450, 400).line(150, 425, f"Figure {number}: The temperature.", size=9)
        paper.body(y=460, lines=5)
    found = boxes(read(paper))
    assert all(likeness(found[number], (150, 80, 450, 400)) > 0.9 for number in "123")


def test_the_title_of_an_axis_in_the_body_type_is_no_running_text(paper, read):
    paper.plot(90, 80, 310, 200)
    title = "Number of sensors along the northern wall"
    paper.line(210 - paper.library.Font("tiro").text_length(title, 10) / 2, 216, title, size=10)
    paper.paragraph(72, 250, 235, "Figure 1: The error of the mean for as many sensors as were at hand.", size=9)
    paper.body(72, 300, 235, lines=30)
    paper.body(320, 80, 235, lines=50)
    box = boxes(read(paper))["1"]
    assert box[1] < 85
    assert 210 < box[3] < 225


def test_the_shaded_title_of_a_slide_is_no_drawing(paper, read):
    paper.picture(0, 10, 612, 60).line(20, 40, "Readings", font="helv", size=20)
    paper.picture(150, 90, 450, 400).line(150, 425, "Figure 1: The temperature.", size=9)
    assert likeness(boxes(read(paper))["1"], (150, 90, 450, 400)) > 0.98


def test_the_title_of_an_axis_may_stand_off(paper, read):
    for left, right in ((100, 280), (330, 510)):
        paper.page.draw_rect((left, 100, right, 220))
        title = "hours"
        middle = (left + right - paper.library.Font("tiro").text_length(title, 10)) / 2
        paper.line(middle, 240, title, size=10)
    paper.line(150, 280, "Figure 1: The temperature indoors and out.", size=9)
    paper.body(y=320)
    box = boxes(read(paper))["1"]
    assert likeness(box, (100, 100, 510, 242)) > 0.95


def framed(paper, x0, y0, x1, y1):
    """Draw a frame as TeX does: four rules."""
    shape = paper.page.new_shape()
    for ends in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
        shape.draw_line(*ends)
        shape.finish(width=0.4)
    shape.commit()
    return paper


def test_a_frame_as_wide_as_the_text_is_a_drawing_s(paper, read):
    framed(paper, 72, 80, 540, 400).line(80, 240, "Tank", font="helv").line(72, 425, "Figure 1: The level.", size=9)
    paper.body(y=460)
    assert likeness(boxes(read(paper))["1"], (72, 80, 540, 400)) > 0.97


def test_a_frame_around_the_page_or_its_text_is_none(paper, read):
    framed(paper, 40, 40, 572, 752).body(y=90, lines=4)
    paper.plot(150, 220, 450, 400).line(150, 425, "Figure 1: The temperature.", size=9)
    framed(paper, 60, 460, 552, 640).body(y=480, lines=12)
    found = read(paper)
    assert likeness(boxes(found)["1"], (150, 220, 450, 400)) > 0.93
    assert "The samples were kept" in found.manuscript.body


def test_a_logo_in_the_running_head_is_no_drawing(paper, read):
    for number in (1, 2, 3):
        if number > 1:
            paper.new_page()
        paper.picture(72, 24, 180, 48).picture(150, 75, 450, 300)
        paper.line(150, 318, f"Figure {number}: The temperature in valley {number}.", size=9)
        paper.body(y=350)
    found = boxes(read(paper))
    assert all(likeness(found[str(number)], (150, 75, 450, 300)) > 0.98 for number in (1, 2, 3))


def test_a_running_head_that_looks_like_a_label_takes_nothing(paper, read):
    for number in (1, 2, 3):
        if number > 1:
            paper.new_page()
        paper.line(72, 50, "Algorithms 2023", font="tibi", size=8).line(136, 50, "1, 0", size=8)
        paper.picture(150, 75, 450, 300)
        paper.line(150, 318, f"Figure {number}: The temperature in valley {number}.", size=9)
        paper.body(y=350)
    draft = read(paper)
    assert [figure.kind for figure in draft.figures] == ["figure"] * 3
    assert all(likeness(box, (150, 75, 450, 300)) > 0.98 for box in boxes(draft).values())


def test_a_graphic_that_reaches_under_its_caption_ends_above_it(paper, read):
    paper.picture(150, 80, 450, 330).line(150, 318, "Figure 1: The temperature of the samples in the north", size=9)
    paper.line(150, 329, "of the valley.", size=9).line(150, 340, "Each is a mean.", size=9)
    paper.body(y=380)
    box = boxes(read(paper))["1"]
    assert box[:3] == pytest.approx((150, 80, 450), abs=1)
    assert 300 < box[3] < 318


def test_a_long_subcaption_does_not_part_the_rows_of_a_figure(paper, read):
    paper.picture(100, 60, 240, 180)
    for row in range(7):
        paper.line(100, 192 + 9 * row, "(a) the first valley" if row == 0 else "and what was seen in it", size=8)
    paper.picture(100, 262, 240, 380).line(100, 392, "(b) the second valley", size=8)
    paper.line(72, 412, "Figure 1: The temperature of the samples in two valleys.", size=9)
    paper.body(y=450)
    assert likeness(boxes(read(paper))["1"], (100, 60, 240, 380)) > 0.97
