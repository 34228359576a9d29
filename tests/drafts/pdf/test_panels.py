"""Panels that a caption tells apart."""

import pytest

from capassist.drafts.pdf.panels import panels_of


@pytest.mark.parametrize(
    "caption",
    [
        "The sum of the first (a) and the second (b) summer.",
        "Readings of type (a) only.",
        "The model (see also (c) and (d)).",
        "A plain caption.",
        "",
    ],
)
def test_unclear_ones_have_none(caption):
    assert panels_of(caption) == ()


@pytest.mark.parametrize(
    ("caption", "panels"),
    [
        ("Two summers. (a) The first. (b) The second.", [("a", "The first."), ("b", "The second.")]),
        ("(A) The first; (B) the second; (C) both.", [("A", "The first"), ("B", "the second"), ("C", "both.")]),
        ("Two summers. a, The first. b, The second.", [("a", "The first."), ("b", "The second.")]),
        ("a) The first. b) The second.", [("a", "The first."), ("b", "The second.")]),
    ],
)
def test_panels(caption, panels):
    assert [(panel.label, panel.caption) for panel in panels_of(caption)] == panels
