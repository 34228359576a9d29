"""Which of the texts in a picture may be said in a draft."""

import pytest

from capassist.captioners.drawing.labels import is_readable
from capassist.captioners.drawing.phrases import axis_name, printed, series_names
from capassist.captioners.drawing.sentences import node_names
from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.model import Axis, CaptionRequest, Drawing, Figure, LegendEntry, PlotPanel, Profile
from capassist.text.markup import LATEX

WORDS = ("time [s]", "σ/μ", "°C", "log₁₀(P)", "x", "y − x", "Flux (10⁻³ e⁻ s⁻¹)", "|error|", "P(x | θ)", "C++", "T₁, T₂",
         "Zeit in Tagen", "时间", "10 %", "Δν [μHz]", "a, b, c", "sampling; t = p * 0.01")  # fmt: skip
BITS = ("| | K −1 | |", "||K⁻¹ y − z||_∞", "|| K⁻¹ ||", "K −1 |", "T i m e", "□ Hz", r"$\alpha$ [s]", r"\frac{a}{b}", "x_{1}", "− · (", "", "  ",
        "‖ r ‖ ‖", "( ) = ,", "w" * 90)  # fmt: skip


@pytest.mark.parametrize("text", BITS)
def test_bits_of_formulas_and_what_was_not_read_whole_are_not_said(text: str) -> None:
    assert not is_readable(text)
    assert axis_name(Axis(text)) in ("", "Hz")  # of a label that was read in part, what was read
    assert series_names(PlotPanel(legend=(LegendEntry("model"), LegendEntry(text or "□")))) in ((), ("model",))


@pytest.mark.parametrize("text", WORDS)
def test_words_symbols_and_units_are_said(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize("text", [text for text in BITS if text.strip()])
def test_no_template_has_them(text: str) -> None:
    panel = PlotPanel(title=text, x=Axis("time"), y=Axis(text), legend=(LegendEntry(text), LegendEntry("model")))
    for drawing in (
        Drawing("pdf", panels=(panel,), title=text),
        Drawing("pdf", nodes=(text, "pump", "tank"), title=text),
    ):
        figure = Figure(id="fig:a", number="1", state="missing", drawing=drawing, type="graph plot")
        draft = ExtractiveCaptioner().draft(CaptionRequest(figure, Profile((), None), "latex")).text
        assert not any(
            mark in draft.removesuffix(".") for mark in ("|", "‖", "□", "$", "\\", "− ·", "T i m e", "w" * 90)
        ), draft


def test_formulas_that_touch_are_printed_as_one() -> None:
    assert printed("x²θ≤", LATEX).count("$$") == 0
    assert printed("costs 3$", LATEX) == r"costs 3\$"


def test_an_accent_before_its_letter_is_over_it() -> None:
    nodes = ("˜P(tau)", "˜ P(tau)", "Level ˆx")
    shown = Figure("fig:a", drawing=Drawing(source="pdf", nodes=nodes), type="node diagram")
    assert node_names(shown) == ["P\u0303(tau)", "Level x\u0302"]
