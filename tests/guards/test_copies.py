"""A caption that is another figure's."""

import pytest

from capassist.guards.copies import copy_findings, draft_copy_findings
from capassist.model import Figure, Mention
from capassist.text.markup import PLAIN

TEN = "Level of the tank over time for pumps and valves"  # words
OTHER = Figure(id="fig:b", number="2", caption=TEN)
LONG = " ".join(f"the {number}th level of the tank" for number in range(60))


@pytest.mark.parametrize(
    ("text", "theirs", "is_copied"),
    [
        (TEN, TEN, True),
        (TEN.upper(), TEN, True),
        (TEN, TEN.replace("pumps", "gates"), True),  # 9 of 10 words
        (TEN, TEN.replace("pumps", "gates").replace("time", "age"), False),
        (TEN, f"{TEN} in Rome", False),  # 20 of 22 words, but one in ten is more
        (f"{TEN} in Rome", f"{TEN} in", True),
        (TEN, "", False),
        ("Level of the tank over time for", "Level of the tank over time for", False),  # seven words
        ("Level of the tank over time for pumps", "Level of the tank over time for pumps", True),
        (TEN, " ".join(reversed(TEN.split())), False),
        (LONG, LONG.replace("17th", "x"), True),  # words that are everywhere count, too
    ],
)
def test_nearly_the_same_words_are_a_copy(text: str, theirs: str, is_copied: bool) -> None:
    other = Figure(id="fig:b", number="2", caption=theirs)
    assert len(TEN.split()) == 10
    assert bool([*copy_findings(text, PLAIN, Figure(id="fig:a"), [other])]) is is_copied
    assert bool([*draft_copy_findings(text, PLAIN, [other], {"fig:b": theirs})]) is is_copied


@pytest.mark.parametrize(
    "own",
    [
        Figure(id="fig:gates"),
        Figure(id="fig:a", drawn_text="Gates"),
        Figure(id="fig:a", mentions=(Mention("Of the Gates.", ()),)),
    ],
    ids=["id", "drawn", "said"],
)
def test_a_changed_word_of_the_figure_makes_it_its_own(own: Figure) -> None:
    text = TEN.replace("pumps", "gates")
    assert [*copy_findings(text, PLAIN, own, [OTHER])] == []
    (found,) = copy_findings(TEN, PLAIN, own, [Figure(id="fig:c", caption="Else"), OTHER, OTHER])
    assert "Figure 2" in found.message


def test_a_draft_with_blanks_is_no_copy() -> None:
    text = f"{TEN} of [what is shown]"
    assert [*draft_copy_findings(text, PLAIN, [OTHER], {"fig:b": text})] == []
    assert [*draft_copy_findings(TEN, PLAIN, [OTHER], {"fig:c": TEN})] == []
    (found,) = draft_copy_findings(TEN, PLAIN, [OTHER, OTHER], {"fig:b": TEN})
    assert "the draft of Figure 2" in found.message
