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
    "Rate (in km per s)": "in km per s",
    "No. of days": None,
    "MB/s": "MB/s",
    "km/x": None,
    "Price [EUR]": "EUR",
    "Size [of tanks]": "of tanks",
    "Size [of all tanks here]": None,
    "Size [of all tanks hr]": "of all tanks hr",
    "Range [0, 1]": None,
    "Range [10]": None,
    "f[s]": None,
    "Time(s)": None,
    "length / mm": "mm",
    "length / of all": None,
    "length/mm": "mm",
    "Time, s": "s",
    "mass / kg": "kg",
    "ACF / nm⁴": "nm⁴",
    "mass/kg": "kg",
    "Date / days": "days",
    "data, age": None,
    "Energy (kWh)": "kWh",
    "Energy (J/m²s⁻¹)": "J/m²s⁻¹",
    "Torque (Nm)": "Nm",
    "Signal (age)": None,
    "Flux (1/m^2 per s)": None,
    "Flux (m per s)": "m per s",
    "Flux (10^3 e-/s)": "10^3 e-/s",
    "Gain, d": None,
    "Gain, x": None,
    "Angle, °": "°",
    "Mass, kg": "kg",
    "Share %": "%",
    "%": None,
}


@pytest.mark.parametrize(("label", "unit"), LABELS.items())
def test_a_label_ends_with_its_unit(label: str, unit: str | None) -> None:
    assert unit_of(label) == unit
