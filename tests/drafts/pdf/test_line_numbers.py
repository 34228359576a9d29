"""Line numbers: kept out of the text, whatever their spacing; other numbers stay."""

import pytest

from capassist.drafts.pdf.line_numbers import aligned_numbers, counts_on, line_numbers
from capassist.drafts.pdf.page import Line, Page, Run

NO_COUNT = {
    "none": [],
    "one": [5],
    "two": [5, 10],
    "three of every line": [1, 2, 3],
    "three of every fourth": [4, 8, 12],
    "three fives that are off": [6, 11, 16],
    "in no order": [7, 3, 9, 1, 4],
    "one again and again": [3, 3, 3, 3],
    "one round number again and again": [10, 10, 10, 10],
    "down": [9, 8, 7, 6, 5],
    "mostly by chance": [1, 2, 3, 4, 9, 20, 33],
}


@pytest.mark.parametrize("values", NO_COUNT.values(), ids=NO_COUNT)
def test_numbers_that_count_nothing(values):
    assert not counts_on(values)


@pytest.mark.parametrize(
    "values",
    [
        [1, 2, 3, 4],
        [5, 10, 15],
        [10, 20, 30],
        [5, 10, 15, 20, 25],
        [5, 10, 15, 25, 30, 35, 40],
        [97, 98, 99, 1, 2, 3, 4, 5],
    ],
)
def test_numbers_that_count_on(values):
    assert counts_on(values)


def row(text, x, base, *, right=None, bold=False, turn=0):
    """Return a line of text from x to `right`, as wide as it has characters unless told otherwise."""
    right = x + 5 * len(text) if right is None else right
    return Line((Run(text, "serif", 10.0, bold=bold),), (x, base - 8, right, base + 2), base, turn)


WORDS = "The level of the tank was read by two people on each day."


def rows(x=100, right=500, count=6):
    return [row(WORDS, x, 100 + 12 * n, right=right) for n in range(count)]


def column(x, values, *, right=None, first=0, off=0.0, turn=0):
    """Return numbers below each other, each level with a line of text but for `off` points."""
    return [row(str(value), x, 100 + 12 * (first + n) + off, right=right, turn=turn) for n, value in enumerate(values)]


def found(*pages, middle=None):
    """Return the values of the numbers that are found on pages of these lines."""
    made = [Page(number, 612, 792, tuple(lines)) for number, lines in enumerate(pages, 1)]
    indices = line_numbers(made, lambda page: middle)
    return [[int(page.lines[index].text) for index in sorted(each)] for page, each in zip(made, indices, strict=True)]


NO_NUMBERS = {
    "labels beside a plot, level with nothing": [*rows(count=2), *column(60, range(4), first=20)],
    "numbers within the text": [*rows(), *column(200, range(1, 7))],
    "turned ones": [*rows(), *column(60, range(1, 7), turn=1)],
    "numbers beside short lines alone": [row("Levels", 100, 100 + 12 * n) for n in range(6)] + column(60, range(1, 7)),
    "in the gap, off its middle": [*rows(right=290), *rows(x=380), *column(340, range(1, 7))],
    "too few": [*rows(), *column(60, range(1, 4))],
    "two in each margin, which count on together": [*rows(), *column(60, (1, 2)), *column(520, (3, 4), first=2)],
}


@pytest.mark.parametrize("lines", NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_no_line_numbers(lines):
    assert found(lines, middle=310.0) == [[]]


NUMBERED = {
    "left": ([*rows(), *column(60, range(1, 7))], [[1, 2, 3, 4, 5, 6]]),
    "right": ([*rows(), *column(520, range(1, 7))], [[1, 2, 3, 4, 5, 6]]),
    "between the columns": ([*rows(right=290), *rows(x=330), *column(305, range(1, 7), right=315)], [[1, 2, 3, 4, 5, 6]]),
    "a point lower": ([*rows(), *column(60, range(1, 7), off=1.0)], [[1, 2, 3, 4, 5, 6]]),
    "a point higher": ([*rows(), *column(60, range(1, 7), off=-1.0)], [[1, 2, 3, 4, 5, 6]]),
    "every fifth": ([*rows(count=16), *(row(str(n), 60, 100 + 12 * n) for n in (5, 10, 15))], [[5, 10, 15]]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "values"), NUMBERED.values(), ids=NUMBERED)
def test_line_numbers(lines, values):
    assert found(lines, middle=310.0) == values


def test_a_number_of_a_short_last_page_counts_on_from_the_page_before():
    pages = [*rows(), *column(60, range(1, 7))], [*rows(count=2), *column(60, (7, 8))], rows()
    assert found(*pages) == [[1, 2, 3, 4, 5, 6], [7, 8], []]


ALIGNED = {
    "one below the other": (column(60, range(1, 5)), {0, 1, 2, 3}),
    "flush left": ([row(str(n), 60, 12 * n) for n in range(8, 12)], {0, 1, 2, 3}),
    "flush right": ([row(str(n), 60 if n > 9 else 65, 12 * n) for n in range(8, 12)], {0, 1, 2, 3}),
    "in no order on the page": (column(60, range(1, 5))[::-1], {0, 1, 2, 3}),
    "two columns": ([*column(60, range(1, 5)), *column(300, range(5, 9))], set(range(8))),
    "beside words": ([*rows(count=4), *column(60, range(1, 5))], {4, 5, 6, 7}),
    "words with numbers": ([row(f"{n} tanks", 60, 12 * n) for n in range(6)], set()),
    "bold, as a section's": ([row(str(n), 60, 12 * n, bold=True) for n in range(6)], set()),
    "here and there": ([row(str(n), 60 + 20 * n, 12 * n) for n in range(6)], set()),
    "counting down": (column(60, range(9, 4, -1)), set()),
}


@pytest.mark.parametrize(("pieces", "indices"), ALIGNED.values(), ids=ALIGNED)
def test_numbers_below_each_other(pieces, indices):
    assert aligned_numbers(pieces) == indices


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
