"""Where quoted words stand in a text."""

import pytest

from capassist.text.quotations import quotation_span

TEXT = "The level \\emph{rises} by 3.5~m\nin pump~A (red), not in B."
FOUND = {
    "level rises": "level \\emph{rises",
    "The level \\emph{rises} by": "The level \\emph{rises} by",
    "rises by 3.5 m in pump A (red)": "rises} by 3.5~m\nin pump~A (red",
    "RISES": "rises",
}
MISSING = ["", "…", "level falls", "leve", "vel rises", "emph", "pump B", "m in B", "(.*)"]


@pytest.mark.parametrize(("quotation", "found"), FOUND.items())
def test_words_are_found_whatever_stands_between_them(quotation: str, found: str) -> None:
    span = quotation_span(quotation, TEXT)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize("quotation", MISSING)
def test_what_the_text_does_not_say_is_not_found(quotation: str) -> None:
    assert quotation_span(quotation, TEXT) is None
