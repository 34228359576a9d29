"""Units at the end of axis labels."""

import pytest

from capassist.drafts.drawing.units import unit_of

LABELS = {
    "Accuracy": None,
    "f(x)": None,
    "S(t)": None,
    "Number of nodes (n)": None,
    "Time (s)": "s",
    "Energy [keV]": "keV",
    "lag time / ns": "ns",
    "Power, dB": "dB",
    "Speed (m s⁻¹)": "m s⁻¹",
    "Share (%)": "%",
    "Rate (per day)": "per day",
}


@pytest.mark.parametrize(("label", "unit"), LABELS.items())
def test_a_label_ends_with_its_unit(label: str, unit: str | None) -> None:
    assert unit_of(label) == unit
