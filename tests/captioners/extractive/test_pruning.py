"""What is left of a caption without what is not known: whole sentences that say less, or nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.captioners.extractive.compress import balanced
from capassist.captioners.extractive.confirmation import Facts
from capassist.captioners.extractive.pruning import pruned

KNOWN = frozenset("level levels tank pump pumps valve run runs city cold summer output model mean".split())
LITTLE = frozenset("the a an of in and for with by at on is are as from to show shows which its obtained".split())


def told_apart(text: str) -> Facts:
    found = re.finditer(r"\$[^$]*\$|[\w-]+", text)
    return [(m.span(), m.group().lower() in KNOWN) for m in found if m.group().lower() not in LITTLE]


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Level of the tank and the pump (red).", "Level of the tank and the pump."),
        ("Level of the tank and the pump. The model of the tank is $h$; the output of the pump is cold.", "Level of the tank and the pump."),
        ("Level of the tank and the pump. The model shows red.", "Level of the tank and the pump."),
        ("Level of the tank and the pump, obtained by the old method.", "Level of the tank and the pump."),
        ("Level of the tank and pump obtained by the model used by Smith.", "Level of the tank and pump obtained by the model."),
        ("Level of the tank and the old pump in summer.", "Level of the tank and the pump in summer."),
        ("Level of the tank and output $y$ of the pump.", "Level of the tank and output of the pump."),
        ("Tank: measured level $h$ and output of the model (red).", "Tank: level and output of the model."),
        ("Level of the tank and pump in old bins in summer.", "Level of the tank and pump."),
        ("Level of the tank and pump as inferred by Smith.", "Level of the tank and pump."),
        ("Level of the tank for the runs: R1 (old) and R2.", "Level of the tank for the runs."),
        ("Level of the tank and pump. The lines show the errors.", "Level of the tank and pump."),
        ("Level of the tank and the pump of ships.", "Level of the tank and the pump of ships."),
        ("Level of the tank and the pump of brick-ships.", "Level of the tank and the pump of brick-ships."),
        ("Old level of the tank and the pump.", "Level of the tank and the pump."),
        ("Level of the tank (old) and of the pump (city).", "Level of the tank and of the pump (city)."),
        ("Level of the tank (old, city) and of the pump.", "Level of the tank and of the pump."),
        ("Level of the upper tank and pump.", "Level of the upper tank and pump."),
        ("Level of the tank and the non-linear pump.", "Level of the tank and the non-linear pump."),
        ("Level of the tank and pump. The mean is cold.", "Level of the tank and pump. The mean is cold."),
    ],
)  # fmt: skip
def test_phrases_that_are_not_known_go(caption, expected):
    assert pruned(caption, told_apart) == expected


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param("", id="nothing"),
        pytest.param("Old ships of Norway in the winter storm.", id="all unknown"),
        pytest.param("Levels mark the ends of old times of the tank.", id="too much unknown"),
        pytest.param("The result is that the level of the tank is cold.", id="leans on what went"),
        pytest.param("The left panel and the right panel show tank and pump and valve.", id="which panel"),
        pytest.param("Level of ships.", id="too short"),
        pytest.param("Level of the tank and the pump of Oslo.", id="a name"),
        pytest.param(r"Levels of the tank and the pump between $a$ and valves.", id="a formula"),
        pytest.param("Mean between old ships and young ships for the tank and pump.", id="between what"),
        pytest.param("Level of the Old tank and the pump.", id="a name before a thing"),
        pytest.param("OLD level of the tank and pump.", id="an abbreviation at its head"),
        pytest.param("Old level, height, and output of the pump and tank.", id="an item of a list"),
    ],
)
def test_nothing_where_it_cannot_be_read_without(caption):
    assert pruned(caption, told_apart) == ""


@given(st.text(alphabet="level tank pump(red){x}$y$,.: by with the", max_size=120))
def test_no_word_is_added_and_groups_stay_whole(caption):
    left = pruned(caption, told_apart)
    assert set(re.findall(r"\w+", left.lower())) <= set(re.findall(r"\w+", caption.lower()))
    assert balanced(left) or not balanced(caption)
