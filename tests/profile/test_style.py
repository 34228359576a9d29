"""The shape of the author's captions."""

import pytest

from capassist.model import Figure
from capassist.profile import measure_style
from capassist.profile.style import shape_of


def figures(*captions: str, sources: tuple[str, ...] = ()) -> list[Figure]:
    sources = sources or captions
    return [
        Figure(id=str(n), state="written", caption=caption, caption_source=source)
        for n, (caption, source) in enumerate(zip(captions, sources, strict=True))
    ]


def test_no_caption_no_style() -> None:
    assert measure_style([]) is None
    assert measure_style([Figure(id="a"), Figure(id="b", caption="  ")]) is None


def test_lengths_are_in_words() -> None:
    style = measure_style(figures("One two three.", "One.", "One two, three four-five 6.5 seven."))
    assert style is not None
    assert (style.captions, style.shortest, style.median_words, style.longest) == (3, 1, 3, 6)


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (("Ends so.", "Ends so.", "Does not"), True),
        (("Does not", "Does not", "Ends so."), False),
        (("Ends so.", "Does not"), True),
    ],
    ids=["mostly", "rarely", "half"],
)
def test_final_period(captions: tuple[str, ...], expected: bool) -> None:
    style = measure_style(figures(*captions))
    assert style is not None
    assert style.final_period is expected


@pytest.mark.parametrize(
    ("caption", "source", "form", "bold"),
    [
        ("Speed (a) and mass (b).", r"Speed (a) and mass (b).", "(a)", False),
        ("(a,b) Speed. (c) Mass.", r"\textbf{(a,b)} Speed. \textbf{(c)} Mass.", "(a)", True),
        ("(A) Speed. (B) Mass.", "(A) Speed. (B) Mass.", "(A)", False),
        ("a) Speed. b) Mass.", "a) Speed. b) Mass.", "a)", False),
        ("a Speed. b Mass.", r"\textbf{a} Speed. \textbf{b} Mass.", "a", True),
        ("A, speed. B, mass.", r"{\bf A}, speed. {\bf B}, mass.", "A", True),
        ("Left: speed. Right: mass.", "Left: speed. Right: mass.", "left/right", False),
        ("(left) Speed.", r"\emph{(left)} Speed.", "left/right", False),
        ("The left panel shows speed.", "The left panel shows speed.", "left/right", False),
        ("The function f(a) of time.", "The function $f(a)$ of time.", None, False),
        ("The car turns left and then right.", "The car turns left and then right.", None, False),
        ("Speed of a car.", r"Speed of \textbf{a car}.", None, False),
    ],
)
def test_panel_form(caption: str, source: str, form: str | None, bold: bool) -> None:
    style = measure_style(figures(caption, sources=(source,)))
    assert style is not None
    assert (style.panel_form, style.panel_bold) == (form, bold)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Speed of the car. The line is the mean.", True),
        ("Speed of the car.", False),
        ("The speed is constant. The line is the mean.", False),
    ],
    ids=["title and more", "only a title", "two statements"],
)
def test_title_sentence(caption: str, expected: bool) -> None:
    style = measure_style(figures(caption))
    assert style is not None
    assert style.title_sentence is expected


@pytest.mark.parametrize(
    ("caption", "known"),
    [
        ("Growth of rats.", {"opening": "noun phrase"}),  # no verb, no voice
        ("We show (left) that rats grow in Fig. 3.", {"opening": "statement", "tense": "present", "voice": "we"}),
    ],
)
def test_a_shape_has_the_habits_that_can_be_told(caption: str, known: dict[str, str]) -> None:
    (figure,) = figures(caption)
    shape = shape_of(figure)
    assert shape is not None
    assert shape.habits.items() >= known.items()
    assert None not in shape.habits.values()
    assert ("tense" in shape.habits) is ("tense" in known)
    assert shape.panel_form == ("left/right" if "left" in caption else None)
