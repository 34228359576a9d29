"""Numbers with their noun."""

import pytest

from capassist.text.words import counted


@pytest.mark.parametrize(("number", "said"), [(0, "0 places"), (1, "1 place"), (2, "2 places")])
def test_the_noun_fits_the_number(number: int, said: str) -> None:
    assert counted(number, "place") == said
