"""How small pieces of a paper look in plain text."""

import pytest

from capassist.text.typeset import grouped, in_threes, inflected, listed, printed_unit, script, without_surrogates


@pytest.mark.parametrize(
    ("mark", "text", "printed"),
    [
        ("^", "2", "²"),
        ("^", "-1", "⁻¹"),
        ("_", "2", "₂"),
        ("^", "∘", "°"),
        ("_", "°", "°"),
        ("^", "", ""),
        ("^", "†", "†"),
        ("^", "Θ", "^Θ"),
        ("_", "max", "ₘₐₓ"),
        ("_", "big", "_big"),
        ("_", "b,g", "_(b,g)"),
    ],
)
def test_scripts(mark: str, text: str, printed: str) -> None:
    assert script(mark, text) == printed


@pytest.mark.parametrize(
    ("text", "printed"), [("ab", "ab"), (" 1.5 ", " 1.5 "), ("(a+b)", "(a+b)"), (" a+b ", "(a+b)"), ("", "")]
)
def test_parts_of_a_fraction(text: str, printed: str) -> None:
    assert grouped(text) == printed


@pytest.mark.parametrize(
    ("numbers", "joiner", "printed"),
    [
        (["2"], None, "2"),
        (["2", "3"], None, "2 and 3"),
        (["2", "3", "4"], None, "2, 3 and 4"),
        (["2", "4"], "–", "2–4"),
        (["2"], "–", "2"),
        ([], "–", ""),
    ],
)
def test_lists_of_numbers(numbers: list[str], joiner: str | None, printed: str) -> None:
    assert listed(numbers, joiner) == printed


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        (r"\kilo\metre", "km"),
        (r"\metre\per\second", "m/s"),
        ("m~s.kg", "m s kg"),
        (r"{\micro\metre}", "µm"),
        (r"\unknown", "unknown"),
    ],
)
def test_units(unit: str, printed: str) -> None:
    assert printed_unit(unit) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("1234", "1234"),
        ("12345", "12 345"),
        ("1234567.12345", "1 234 567.12345"),
        ("0.12345", "0.12345"),
    ],
)
def test_digits_in_threes(number: str, printed: str) -> None:
    assert in_threes(number) == printed


@pytest.mark.parametrize(
    ("command", "printed"),
    [("gls", "unit cell"), ("Gls", "Unit cell"), ("glspl", "unit cells"), ("Glspl", "Unit cells")],
)
def test_entries_of_a_glossary(command: str, printed: str) -> None:
    assert inflected(command, "unit cell") == printed


def test_stray_bytes_are_western_characters() -> None:
    assert without_surrogates("caf\udce9 \udc93x\udc94") == "café “x”"
    assert without_surrogates("\udc81") == "\ufffd"
