"""Two pieces of the standing caption in each other's place."""

import pytest

from capassist.guards.exchanges import exchange_findings
from capassist.guards.grounding import Grounds
from capassist.model import Figure, Finding
from capassist.text.markup import LATEX


def swapped(old: str, new: str) -> list[Finding]:
    return [*exchange_findings(new, Grounds(Figure("fig:a"), (), LATEX, old, ""))]


KEPT_ORDER = {
    "beside each other": ("Runs of Rome and Oslo in May.", "Runs of Oslo and Rome in May."),
    "other case": ("Runs of the old pump in May.", "runs of the Old pump in may."),
    "a word more": ("Runs of the pump in May.", "Runs of the old pump in May."),
    "a place at the other end": ("In May the level of one tank.", "The level of one tank in May."),
    "nothing stood there": ("", "Runs of the pump in May."),
}


@pytest.mark.parametrize(("old", "new"), KEPT_ORDER.values(), ids=KEPT_ORDER)
def test_an_order_that_says_nothing_is_no_exchange(old: str, new: str) -> None:
    assert swapped(old, new) == []


CHANGED_PLACES = {
    "two words": ("Pump where the valve ends.", "Valve where the pump ends.", "pump", "valve", "Valve where the pump"),
    "words of two": ("The old pump is fed by the new valve.", "The new valve is fed by the old pump.",
                     "old pump", "new valve", "new valve is fed by the old pump"),
    "around a word that stayed": ("From the pump to the valve, in May.", "From the valve to the pump, in May.",
                                  "pump", "valve", "valve to the pump"),
    "one that went to the other side": ("Level before flow of it.", "Flow before level of it.", "level", "flow", "Flow before level"),
    "before and behind another": (
        "Runs of pump A by valve B of it.",
        "Runs of valve B by pump A of it.",
        "pump a",
        "valve b",
        "valve B by pump A",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "one", "other", "marked"), CHANGED_PLACES.values(), ids=CHANGED_PLACES)
def test_two_pieces_that_changed_places_are_named(old: str, new: str, one: str, other: str, marked: str) -> None:
    (finding,) = swapped(old, new)
    assert finding.message == f"The caption that stands there has “{one}” and “{other}” the other way round."
    assert new[slice(*finding.span or (0, 0))] == marked


def test_words_that_are_everywhere_are_compared_like_others() -> None:
    long = "the level of the tank in the city " * 30
    (finding,) = swapped(f"{long}Python red and then C blue.", f"{long}C red and then Python blue.")
    assert "“python” and “c”" in finding.message


def test_a_text_longer_than_any_caption_is_not_compared() -> None:
    for words, found in ((594, 1), (595, 0)):
        filler = "a b " * (words // 2) + "a " * (words % 2)
        assert len(swapped(f"{filler}Pump where the valve ends.", f"{filler}Valve where the pump ends.")) == found
