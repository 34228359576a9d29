"""What `history` shows of the drafts that were decided."""

from collections import Counter
from io import StringIO

import pytest
from rich.console import Console

from capassist.session.outcomes import Tally
from capassist.terminal.outcomes import outcomes_record, outcomes_tables

DECIDED = Tally(
    "m at h", Counter(accepted=3, edited=2, skipped=1, rejected=4), 12.5, Counter(longer=1, numbers=2), other_texts=2
)
UNKNOWN = Tally("", Counter(accepted=1), None, Counter())


def shown(captioners: list[Tally], months: list[Tally]) -> list[str]:
    console = Console(file=StringIO(), width=200, no_color=True)
    console.print(outcomes_tables(captioners, months))
    assert isinstance(console.file, StringIO)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines() if line.strip()]


def test_a_row_tells_how_many_of_the_decided_were_taken_as_they_were() -> None:
    lines = shown([DECIDED, UNKNOWN], [])
    assert lines[0] == "captioner decided as it was edited changed skipped rejected"
    assert lines[2:4] == ["m at h 10 3 (30%) 2 12 % 1 4", "unknown 1 1 (100%) 0 0 0"]


@pytest.mark.parametrize(("tally", "others"), [(DECIDED, 2), (UNKNOWN, 0)])
def test_other_texts_are_named_where_there_are_any(tally: Tally, others: int) -> None:
    said = " ".join(shown([tally], [tally]))
    assert "changed: the median share of words" in said
    assert (f"count as captions do: {others} of these decisions." in said) is bool(others)
    assert (said.count("Edits, m at h: numbers 2, longer 1") == 2) is bool(others)


def test_the_record_has_every_count() -> None:
    record = outcomes_record([DECIDED], [UNKNOWN])
    assert record["schema"] == "capassist.history/1"
    (row,) = record["captioners"]
    assert row == {
        "name": "m at h", "decided": 10, "accepted": 3, "edited": 2, "skipped": 1, "rejected": 4,
        "changed_percent": 12.5, "kinds": {"longer": 1, "numbers": 2}, "other_texts": 2,
    }  # fmt: skip
    assert record["months"][0]["changed_percent"] is None
