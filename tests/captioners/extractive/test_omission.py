"""What may be left out of a caption: nothing that takes back a part of what stays, nothing that what stays leans on."""

from collections.abc import Sequence, Set

import pytest

from capassist.captioners.extractive.omission import may_go


@pytest.mark.parametrize(
    ("sentences", "kept", "may"),
    [
        (["Rats grow.", "Mice are shown."], {0}, True),
        (["Rats grow.", "Mice are shown."], {1}, True),
        (["Rats grow.", "Mice are shown."], {0, 1}, True),
        (["Rats grow.", "This holds in summer."], {1}, False),
        (["Rats grow.", "They do not in winter."], {0}, False),
        (["Rats grow.", "Only males are shown."], {0}, False),
        (["Rats grow.", "But mice fall."], {0}, False),
        (["Rats grow.", "Runs end at noon, so that no old rat is shown."], {0}, False),
        (["Rats grow.", "Only males are fed, such that more would not fit."], {0}, False),
        (["Rats grow.", "A peak is seen, such that more food would not help."], {0}, True),
        (["All rats grow.", "These are old."], {0}, False),
        (["All rats grow.", "Most rats are old."], {0}, False),
        (["All rats grow.", "Mice are old."], {0}, True),
        (["Some rats grow.", "Most rats are old."], {0}, True),
        (["Most rats are old.", "All rats grow."], {1}, True),  # what stands before restricts nothing
        (["(a) All rats grow.", "(b) Rats are old."], {0}, False),
        (["Rats grow.", "Mice fall.", "But not in summer."], {0}, True),  # what is denied goes, too
        (["Rats grow.", "Mice fall.", "Those do not in summer."], {0}, True),
        (["Rats grow.", "Mice fall.", "Only males are shown."], {0}, False),
        (["Rats grow.", "Mice fall.", "But not in summer."], {0, 1}, False),
    ],
)
def test_sentences_that_may_go(sentences: Sequence[str], kept: Set[int], may: bool) -> None:
    assert may_go(sentences, kept) is may
