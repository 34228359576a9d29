"""What the guards say of an alternative text or a short title, and that they say nothing of a good one."""

from dataclasses import replace

import pytest

from capassist.guards.derived import derived_findings
from capassist.model import Figure, Purpose, TextPlace
from capassist.text.markup import markup_of

CAPTION = "Level of tank A and tank B over 30 hours, with the pump off."
ENGLISH = "We measure the level of the tanks and the flow that is in each of them for hours."
GERMAN = "Wir messen den Pegel der Tanks und die Menge, die mit der Pumpe und von der Quelle kommt."
GOOD = "Two falling lines; the dashed one is steeper at the end."


def found(text: str, purpose: Purpose = "alt", paper: str = ENGLISH) -> list[str]:
    view = Figure("fig:a@x", place=TextPlace(purpose, "fig:a", "alt"))
    return [finding.code for finding in derived_findings(text, view, markup_of("latex"), CAPTION, paper)]


@pytest.mark.parametrize(
    ("text", "purpose", "paper"),
    [
        (GOOD, "alt", ENGLISH),
        (f"{GOOD}\n{GOOD} {GOOD}", "alt", ENGLISH),
        ("Line plot with 50\\% of A\\_1 \\& more.", "alt", ENGLISH),
        ("Zwei fallende Linien.", "alt", GERMAN),
        ("Two lines.", "alt", GERMAN),  # too few words to tell
        ("Level of both tanks", "slide", ENGLISH),
        ("Level of tank A and tank B", "short", ENGLISH),
        ("Figured bass and images of saints in two rows.", "alt", ENGLISH),
    ],
)
def test_nothing_is_said_of_a_good_text(text: str, purpose: Purpose, paper: str) -> None:
    assert found(text, purpose, paper) == []


@pytest.mark.parametrize(
    ("text", "purpose", "code"),
    [
        ("A line " * 40, "alt", "alt-length"),
        (f"{GOOD}\n{'A line falls. ' * 200}", "alt", "alt-length"),
        (CAPTION, "alt", "alt-caption"),
        (f"{GOOD}\n{CAPTION}", "alt", "alt-caption"),
        ("An image of two falling lines.", "alt", "alt-opening"),
        ("Picture showing two falling lines.", "alt", "alt-opening"),
        ("plot_final2.png", "alt", "alt-opening"),
        ("Velocity of both tanks", "short", "short-words"),
    ],
)
def test_what_is_wrong_is_said(text: str, purpose: Purpose, code: str) -> None:
    assert found(text, purpose) == [code]


@pytest.mark.parametrize("purpose", ["alt", "short", "slide", "abstract"])
def test_another_language_than_the_paper_s_is_said(purpose: Purpose) -> None:
    text = "Die Linien sind von links mit der Zeit und auf die Hälfte gefallen."
    assert "language" in found(text, purpose)
    assert "language" not in found(text, purpose, GERMAN)
    assert "language" not in found(text, purpose, "")


def test_a_limit_is_of_what_is_read_not_of_the_source() -> None:
    text = "Two lines of 50\\% and 60\\% \\& more. " * 8
    assert len(text) > 250
    assert found(text.strip()[:262]) == []


def test_the_span_of_an_opening_is_that_of_the_text() -> None:
    view = replace(Figure("fig:a@alt"), place=TextPlace("alt", "fig:a", "alt"))
    text = "A picture of two lines."
    (finding,) = derived_findings(text, view, markup_of("pdf"), CAPTION, ENGLISH)
    assert finding.span is not None
    assert text[slice(*finding.span)] == "A picture of"
