"""Line numbers in the margins of reviewers' copies: of every line or every fifth, on every page or few."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from capassist.drafts.pdf.page import Line, Page, union

FEWEST = 4  # numbers that count on in equal steps are no accident
ROUND = 5  # a step: one number less is enough where all are its multiples
EVEN = 0.7  # share of the steps that must be equal: a number may be missing or stand alone on a page
LONG = 25  # characters of a line that shows where the text begins and ends

_NUMBER = re.compile(r"\s*(\d{1,5})\s*")


class _Number(NamedTuple):
    page: int  # its place among the pages
    line: int  # its place among the lines of the page
    base: float
    value: int


def line_numbers(pages: Sequence[Page], middle_of: Callable[[Page], float | None]) -> list[frozenset[int]]:
    """Return for each page the indices of its line numbers. `middle_of` returns the x between a page's columns.

    They stand in a margin or between two columns, each level with a line of text, and count on in equal steps.
    """
    found: list[set[int]] = [set() for _ in pages]
    sides: dict[str, list[_Number]] = {}
    for place, page in enumerate(pages):
        for side, number in _candidates(place, page, middle_of):
            sides.setdefault(side, []).append(number)
    for numbers in sides.values():
        if counts_on(number.value for number in sorted(numbers, key=lambda number: (number.page, number.base))):
            for number in numbers:
                found[number.page].add(number.line)
    return [frozenset(indices) for indices in found]


def counts_on(values: Iterable[int]) -> bool:
    """Whether numbers, in their order, count on in equal steps."""
    known = list(values)
    steps = Counter(following - value for value, following in pairwise(known))
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    round_ones = step >= ROUND and all(value % step == 0 for value in known)
    return step > 0 and len(known) >= FEWEST - round_ones and count >= EVEN * sum(steps.values())


def aligned_numbers(pieces: Sequence[Line]) -> set[int]:
    """Return the pieces of lines on a page, by index, that are numbers one below the other and count on."""
    columns: dict[tuple[str, int], list[tuple[float, int, int]]] = {}
    for index, piece in enumerate(pieces):
        match = None if piece.main.bold else _NUMBER.fullmatch(piece.text)  # bold ones number sections
        if match:
            for side, x in (("left", piece.box[0]), ("right", piece.box[2])):
                columns.setdefault((side, round(x / 2)), []).append((piece.base, int(match[1]), index))
    return {
        index
        for column in columns.values()
        if counts_on(value for _, value, _ in sorted(column))
        for _, _, index in column
    }


def _candidates(place: int, page: Page, middle_of: Callable[[Page], float | None]) -> Iterator[tuple[str, _Number]]:
    """Yield the numbers that stand beside a page's lines of text, each with its side."""
    numbers = list(_numbers(page))
    text = _text_of(page, middle_of) if numbers else None
    if text is None:
        return
    for index, line, value in numbers:
        if side := text.side_of(line):
            yield side, _Number(place, index, line.base, value)


def _numbers(page: Page) -> Iterator[tuple[int, Line, int]]:
    """Yield a page's lines that are a number and nothing else: their place, the line, its value."""
    for index, line in enumerate(page.lines):
        match = None if line.turn else _NUMBER.fullmatch(line.text)
        if match:
            yield index, line, int(match[1])


class _Text(NamedTuple):
    """Where a page's text stands: its edges, the x between its columns, and the heights of its lines."""

    left: float
    right: float
    middle: float | None
    levels: frozenset[int]
    size: float  # of its type, in points

    def side_of(self, line: Line) -> str:
        """Return on which side of the text a line stands, level with one of its lines; "" where it stands on none."""
        if not any(round(line.base) + near in self.levels for near in (-1, 0, 1)):
            return ""
        if line.box[2] < self.left:
            return "left"
        if line.box[0] > self.right:
            return "right"
        centre = (line.box[0] + line.box[2]) / 2
        return "middle" if self.middle is not None and abs(centre - self.middle) < self.size * 2 else ""


def _text_of(page: Page, middle_of: Callable[[Page], float | None]) -> _Text | None:
    """Return where a page's text stands; None on a page without long lines."""
    upright = [line for line in page.lines if not line.turn]
    long = [line for line in upright if len(line.text) > LONG]
    if not long:
        return None
    x0, _, x1, _ = union([line.box for line in long])
    levels = frozenset(round(line.base) for line in upright if not _NUMBER.fullmatch(line.text))
    return _Text(x0, x1, middle_of(page), levels, median(line.size for line in long))
