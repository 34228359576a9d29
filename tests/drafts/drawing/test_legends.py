"""Words for colours: where people would differ there is none."""

import pytest

from capassist.drafts.drawing.legends import colour_word

COLOURS = {
    "#000000": "black",
    "#ffffff": "white",
    "#d62728": "red",
    "#1f77b4": "blue",
    "#2ca02c": "green",
    "#ff7f0e": "orange",
    "#9467bd": "purple",
    "#8c564b": "brown",
    "#7f7f7f": "grey",
    "#bcbd22": None,
    "#e8a0a0": None,
}


@pytest.mark.parametrize(("code", "word"), COLOURS.items())
def test_a_colour_has_its_plain_word(code: str, word: str | None) -> None:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    assert colour_word((red, green, blue)) == word
