"""Which figures have one number, in the order in which they print it."""

from pathlib import Path

import pytest

from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.float_types import FIGURE, FloatType
from capassist.drafts.latex.floats import Entry, Float
from capassist.drafts.latex.project import Project
from capassist.drafts.latex.shared_numbers import tell_of_shared_numbers
from capassist.model import Figure

SCHEME = FloatType("figure", "scheme", "Scheme")
HINT = (
    "Call them by their labels. If the paper prints other numbers: compile the paper: the numbers of its .aux file are "
    "taken then."
)
CONTINUED = Caption("ContinuedFloat", FIGURE, 0, 1, None, continued=True)
PLAIN = Caption("caption", FIGURE, 0, 1, None)


def said(tmp_path: Path, *floats: tuple[str | None, Entry]) -> list[str]:
    project = Project(tmp_path)
    figures = [Figure(f"f{index}", number=number) for index, (number, _) in enumerate(floats, 1)]
    tell_of_shared_numbers(project, [entry for _, entry in floats], figures)
    assert {(problem.code, problem.hint) for problem in project.problems} <= {("shared-number", HINT)}
    return [problem.message for problem in project.problems]


def entry(
    caption: Caption | None = PLAIN,
    environment: str | None = "figure",
    *,
    continued: bool = False,
    type_: FloatType = FIGURE,
) -> Entry:
    return Entry(Float(type_, environment, 0, 1, (0, 1), continued=continued), type_, caption)


SECONDS = {  # of a figure with the number of the one before it: whether that is said
    "another figure": (entry(), True),
    "another without a caption": (entry(None), True),
    "the same, continued": (entry(continued=True), False),
    "the same, continued without a caption": (entry(None, continued=True), False),
    "the same by its caption": (entry(CONTINUED), False),
    "by a caption outside of floats": (entry(CONTINUED, None), True),
    "a plain caption outside of floats": (entry(environment=None), True),
    "of another type": (entry(type_=SCHEME), False),
}


@pytest.mark.parametrize(("second", "shared"), SECONDS.values(), ids=SECONDS)
def test_a_number_of_two(tmp_path: Path, second: Entry, shared: bool) -> None:
    message = "Figure 1 is the number of several: f1, f2."
    assert said(tmp_path, ("1", entry()), ("1", second)) == [message] * shared


def test_no_number_is_not_shared(tmp_path: Path) -> None:
    assert said(tmp_path, (None, entry()), (None, entry()), ("1", entry()), ("2", entry())) == []


@pytest.mark.parametrize("count", [3, 4])
def test_many_are_not_all_named(tmp_path: Path, count: int) -> None:
    numbers = [str(number) for number in range(1, count + 1)] * 2
    more = " So it is with 4 numbers." if count > 3 else ""
    assert said(tmp_path, *((number, entry()) for number in numbers)) == [
        f"Figure {number} is the number of several: f{number}, f{number + count}.{more}" for number in (1, 2, 3)
    ]
