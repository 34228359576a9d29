"""Line numbers: kept out of the text, whatever their spacing; other numbers stay."""

import pytest

from capassist.drafts.pdf.line_numbers import counts_on


@pytest.mark.parametrize("values", [[], [5], [5, 10], [1, 2, 3], [7, 3, 9, 1, 4], [3, 3, 3, 3]])
def test_numbers_that_count_nothing(values):
    assert not counts_on(values)


@pytest.mark.parametrize("values", [[1, 2, 3, 4], [5, 10, 15], [5, 10, 15, 20, 25], [5, 10, 15, 25, 30, 35, 40]])
def test_numbers_that_count_on(values):
    assert counts_on(values)


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, 5, 10])
def test_line_numbers_stay_out_of_mentions(paper, read, step):
    paper.plot(150, 60, 400, 200).line(150, 220, "Figure 1: The level of the tank.", size=9)
    text = "Figure 1 shows the level that was read. " + "The tank was read by two people on each of the days. " * 60
    end = paper.paragraph(100, 260, 400, text)
    for count in range(round((end - 260) / 12)):
        if (count + 1) % step == 0:
            paper.line(70, 260 + 12 * count, str(count + 1), font="helv", size=6)
    (mention,) = next(figure for figure in read(paper).figures).mentions
    assert not any(word.isdigit() and word != "1" for word in mention.text.replace(".", " ").split())


@pytest.mark.slow
def test_small_numbers_between_columns_stay_out_of_mentions(paper, read):
    """They stand close to the column on the left, in smaller type than the text."""
    paper.plot(150, 60, 400, 200).line(150, 220, "Figure 1: The level of the tank.", size=9)
    text = "Figure 1 shows the level that was read. " + "The tank was read by two people on each of the days. " * 12
    for x in (60, 322):
        paper.paragraph(x, 260, 230, text)
    for count in range(12):
        paper.line(40, 260 + 12 * 2 * count, str(5 + 5 * count), font="helv", size=4)
        paper.line(290, 260 + 12 * 2 * count, str(65 + 5 * count), font="helv", size=4)
    for mention in next(figure for figure in read(paper).figures).mentions:
        assert not any(word.isdigit() and word != "1" for word in mention.text.replace(".", " ").split())
