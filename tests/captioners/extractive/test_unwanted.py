"""A sentence without the parts that speak of what is unwanted; nothing where the rest would say something else."""

import pytest

from capassist.captioners.extractive.unwanted import without_part
from capassist.text.markup import LATEX


@pytest.mark.parametrize(
    ("sentence", "unwanted", "left"),
    [
        ("Level of the tank.", "errors", "Level of the tank."),
        ("Errors of the tank, with the level in grey.", "errors", ""),
        ("Level of the tank (only old) and of the pump.", "old", ""),  # what restricts it stays, or all goes
        ("Level of the tank, while errors are not shown.", "errors", ""),
        ("Level of the tank, with the errors in grey.", "errors", "Level of the tank"),
        ("Level of the tank; the errors grow.", "errors", "Level of the tank"),
        ("Level of tanks, with pumps, along with their valves.", "pumps", "Level of tanks"),  # leans on what goes
        ("Level of the tank (old) and of the pump (new).", "old", "Level of the tank and of the pump (new)."),
        ("Level of tanks (with errors), pumps and valves (errors).", "errors", "Level of tanks, pumps and valves."),
        ("Level of tanks (red), pumps (blue) and valves (green).", "pumps", "Level of tanks (red) and valves (green)"),
        (r"Level of the tank~\citep{k}.", "citations", "Level of the tank."),
    ],
)
def test_what_is_left_of_a_sentence(sentence: str, unwanted: str, left: str) -> None:
    assert without_part(sentence, unwanted, LATEX) == left
