"""The number in a cell of a table."""

import pytest

from capassist.text.cells import value_of

NUMBERS = {"1": 1, "-2.5": -2.5, "−3": -3, "1e3": 1000, "1.5D2": 150, "12%": 12, "0,5": 0.5, ".5": 0.5}
NO_NUMBERS = ["", "x", "nan", "inf", "1e999", "1,2,3", "1-2", "9" * 50]


@pytest.mark.parametrize(("cell", "value"), NUMBERS.items())
def test_a_cell_has_a_number(cell: str, value: float) -> None:
    assert value_of(cell) == value


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_a_cell_has_none(cell: str) -> None:
    assert value_of(cell) is None
