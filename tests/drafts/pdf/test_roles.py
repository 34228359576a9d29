"""What the lines of a column are, by their type: in fonts that a PDF made at test time cannot have."""

import pytest

from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Run
from capassist.drafts.pdf.roles import roles_of

BODY = Body("CMR10", 10.0, 12.0, 400.0)


def _line(text, base, font="CMR10", size=10.0, across=(72.0, 472.0)):
    return Line((Run(text, font, size),), (across[0], base - 8, across[1], base + 2), base)


def _roles(*lines):
    text = "The levels were read by two of the people who lived beside it."
    return roles_of([_line(text, 100), *lines, _line(text, 160), _line(text, 172)], BODY)[1:-2]


@pytest.mark.parametrize("font", ["CMCSC10", "TeXGyreTermes-SmallCaps"])
def test_a_short_line_in_small_capitals_is_a_heading(font):
    assert _roles(_line("Performance", 130, font, 12.0, (230, 310))) == ["heading"]


@pytest.mark.parametrize(
    "line",
    [
        _line("Performance is what counts here,", 130, "CMCSC10", across=(72, 300)),
        _line("Performance", 130, across=(230, 310)),
        _line("Performance", 130, "CMCSC10", 7.0, (230, 280)),
    ],
    ids=["a sentence", "the text's type", "smaller"],
)
def test_other_lines_are_none(line):
    assert "heading" not in _roles(line)
