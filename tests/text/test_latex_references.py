"""What the commands that refer to labels print."""

import pytest

from capassist.text.latex_references import UNKNOWN, Target, printed_reference

ONE = Target("3b", "Figure", "fig.", "Growth")
TWO = Target("4", "Figure", "fig.", "Decay")
BARE = Target("5")
GERMAN = Target("2", "Anhänge")


@pytest.mark.parametrize(
    ("name", "targets", "printed"),
    [
        ("ref", [ONE], "3b"),
        ("ref", [ONE, TWO], "3b and 4"),
        ("labelcref", [ONE, TWO], "3b and 4"),
        ("eqref", [ONE], "(3b)"),
        ("pageref", [ONE], UNKNOWN),
        ("subref", [ONE], "b"),
        ("subref", [ONE, TWO], f"b and {UNKNOWN}"),
        ("nameref", [ONE, TWO], "Growth and Decay"),
        ("Nameref", [BARE], UNKNOWN),
        ("titleref", [TWO], "Decay"),
        ("autoref", [ONE], "Figure 3b"),
        ("Cref", [ONE, TWO], "Figures 3b and 4"),
        ("cref", [ONE], "fig. 3b"),
        ("cref", [ONE, TWO], "figs. 3b and 4"),
        ("lcref", [TWO], "fig. 4"),
        ("cref", [GERMAN, GERMAN], "Anhänge 2 and 2"),  # no plural is made up
        ("cref", [BARE, ONE], "5 and 3b"),
        ("crefrange", [ONE, TWO], "figs. 3b–4"),
        ("Crefrange", [ONE, TWO], "Figures 3b–4"),
    ],
)
def test_what_a_command_prints(name: str, targets: list[Target], printed: str) -> None:
    assert printed_reference(name, targets) == printed
