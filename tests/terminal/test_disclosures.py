"""What `disclose` shows: the list, the statement to copy, and where to look up what is asked."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest

from capassist.session.disclosure import Disclosure
from capassist.session.drafted_text import DraftedText
from capassist.session.policies import POLICIES
from capassist.terminal.console import console_on
from capassist.terminal.disclosures import disclosure_record, disclosure_report

ENTRY = DraftedText(
    figure="fig:a", of="fig:a", purpose="caption", name="Figure 1", word="Figure", cited="1",
    drafted_by=("offline", "m at example.org"), generated=True, given=("mention",), outcome="edited", changed=12,
    by="review", in_paper=True, changed_since=False, gone=False, replaced=False, exported=False, lost=False,
    beside="captions.md", archive=None, missing=False, when="2026-11-21T12:00:00Z",
)  # fmt: skip
WHOLE = Disclosure((ENTRY,), "The statement.", ("A note.", "Another."), POLICIES["acm"])


class TerminalStream(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(disclosure: Disclosure) -> list[str]:
    stream = io.StringIO()
    console_on(stream, width=300).print(disclosure_report(disclosure))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "yes"),
        ({"in_paper": False}, "no"),
        ({"in_paper": False, "exported": True}, "exported"),
        ({"in_paper": False, "changed_since": True}, "no"),
    ],
)
def test_each_text_is_a_row_with_who_drafted_it_what_became_of_it_and_where_it_is(
    changes: dict[str, Any], place: str
) -> None:
    changed = replace(ENTRY, **changes)
    lines = shown(replace(WHOLE, entries=(changed,)))
    (row,) = (line for line in lines if line.strip().startswith("Figure 1"))
    assert row.split() == f"Figure 1 offline and m at example.org {changed.status} {place}".split()


def test_what_was_changed_since_is_not_called_as_it_was() -> None:
    changed = replace(ENTRY, changed_since=True)
    row = next(line for line in shown(replace(WHOLE, entries=(changed,))) if line.strip().startswith("Figure 1"))
    assert row.split()[-1] == "changed"


def test_a_narrow_terminal_gets_the_same_one_below_the_other() -> None:
    stream = TerminalStream()
    console_on(stream, width=40).print(disclosure_report(replace(WHOLE, statement="", policy=None)))
    text = " ".join(re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()).split())
    assert text.startswith(
        "Figure 1 drafted by offline and m at example.org, edited, 12 % of its words in the paper: yes"
    )


def test_the_statement_stands_alone_to_be_copied() -> None:
    lines = shown(WHOLE)
    place = lines.index("The statement.")
    assert lines[place - 2 : place + 2] == ["To copy, nothing is inserted:", "", "The statement.", ""]
    assert not any("To copy" in line for line in shown(replace(WHOLE, statement="")))


def test_a_venue_says_what_it_asks_where_and_where_to_look_it_up() -> None:
    policy = POLICIES["acm"]
    lines = shown(WHOLE)
    assert f"{policy.name}, as we read it. {policy.asks}" in lines
    assert f"Where: {policy.place}." in lines
    assert f"Check the venue's current page: {policy.address} ({policy.seen})" in lines
    assert "Where:" not in " ".join(shown(replace(WHOLE, policy=None)))


def test_notes_come_last_each_with_its_mark() -> None:
    assert shown(WHOLE)[-2:] == ["! A note.", "! Another."]


def test_without_any_draft_there_is_no_table() -> None:
    assert shown(Disclosure((), "", ("A note.",), None)) == ["! A note."]


def test_the_record_has_all_of_it() -> None:
    record = disclosure_record(WHOLE)
    assert (record["schema"], record["statement"], record["notes"]) == (
        "capassist.disclosure/1",
        "The statement.",
        ["A note.", "Another."],
    )
    assert record["venue"]["address"] == POLICIES["acm"].address
    assert record["captions"] == [
        {
            "figure": "fig:a", "text": "caption", "drafted_by": ["offline", "m at example.org"], "generated": True,
            "outcome": "edited", "words_changed_percent": 12, "decided_by": "review",
            "decided": "2026-11-21T12:00:00Z", "in_paper": True, "changed_since": False, "replaced": False,
            "exported": False, "lost": False, "archive": None, "status": "edited, 12 % of its words",
        }
    ]  # fmt: skip
    packed = replace(WHOLE, entries=(replace(ENTRY, beside="p-captioned.zip", archive="p-captioned.zip"),), policy=None)
    assert disclosure_record(packed)["captions"][0]["archive"] == "p-captioned.zip"
    assert disclosure_record(packed)["venue"] is None
