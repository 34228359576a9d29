"""What the author alone knows: what is asked, and the caption that the answers make."""

import pytest

from capassist.captioners.extractive.told import caption_of_answers, questions_about
from capassist.model import Drawing, Figure, Panel, PlotPanel, Style

DESCRIBES = Style(captions=4, median_words=12, shortest=5, longest=30, final_period=False)
WHOLE, MESSAGE = "What is shown or compared here?", "What shall the reader see?"
TWO = Figure("fig:x", panels=(Panel("(a)"), Panel("(b)")))
DRAWN = Figure("fig:x", drawing=Drawing("pdf", (PlotPanel(label="A"), PlotPanel(label="B"))))


@pytest.mark.parametrize(
    ("figure", "style", "expected"),
    [
        pytest.param(Figure("x"), None, (WHOLE, MESSAGE), id="no-other-caption"),
        pytest.param(Figure("x"), DESCRIBES, (WHOLE,), id="author-who-describes"),
        pytest.param(
            TWO, None, (WHOLE, "What does panel a show?", "What does panel b show?", MESSAGE), id="own-panels"
        ),
        pytest.param(
            DRAWN, DESCRIBES, (WHOLE, "What does panel a show?", "What does panel b show?"), id="drawn-panels"
        ),
        pytest.param(Figure("x", panels=tuple(Panel(f"({c})") for c in "abcdefghi")), DESCRIBES, (WHOLE,), id="many"),
    ],
)
def test_questions(figure, style, expected):
    assert questions_about(figure, style) == expected


@pytest.mark.parametrize(
    ("figure", "answers", "style", "expected"),
    [
        pytest.param(
            Figure("x"),
            ("yield of two fields", "the wet one wins"),
            None,
            "Yield of two fields. The wet one wins.",
            id="both",
        ),
        pytest.param(Figure("x"), ("yield of two fields", ""), None, "Yield of two fields.", id="one-skipped"),
        pytest.param(Figure("x"), ("", "  "), None, "", id="nothing"),
        pytest.param(Figure("x"), (r"yield in 80\,\%",), DESCRIBES, r"Yield in 80\,\%", id="no-final-period"),
        pytest.param(
            TWO,
            ("two fields", "the yield.", "", "wet wins"),
            None,
            "Two fields. (a) The yield. Wet wins.",
            id="panel-skipped",
        ),
        pytest.param(TWO, ("", "the yield", "the loss"), DESCRIBES, "(a) The yield. (b) The loss", id="panels-alone"),
        pytest.param(Figure("x"), ("two\nfields", "a", "more than was asked"), None, "Two fields. A.", id="too-many"),
    ],
)
def test_the_answers_make_the_caption_and_nothing_is_added(figure, answers, style, expected):
    assert caption_of_answers(answers, figure, style, "latex") == expected
