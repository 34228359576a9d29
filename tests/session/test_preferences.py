"""Preference rows: of decisions only, none with equal sides but untouched acceptances, into a private file of its own."""

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from capassist.errors import WriteError
from capassist.model import AUTHOR, Candidate, Decision, Draft, Figure, Image, Mention, Reviewed
from capassist.session import preferences
from capassist.session.preferences import as_lines, preference_rows, write_rows

FIGURE = Figure("fig:a", images=(Image("plots/a.pdf"),), mentions=(Mention("It\nfalls.", ()),))
PAPER = Draft(Path("paper"), Path("paper"), "latex", "main.tex", figures=(FIGURE, Figure("fig:b")))


def draft(text: str, figure: str = "fig:a") -> Candidate:
    return Candidate(figure, text, "long", "offline")


def reviewed(text: str | None, *drafts: Candidate, verdict: str = "edit", figure: str = "fig:a") -> Reviewed:
    return Reviewed(figure, drafts, Decision(figure, verdict, text), "review")  # type: ignore[arg-type]


def sides(*rows: Reviewed) -> list[tuple[str, str, str]]:
    return [(row["chosen"], row["rejected"], row["pair"]) for row in preference_rows(PAPER, rows)]


# What must not happen -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        Reviewed("fig:a", (draft("Draft."),)),
        reviewed(None, draft("Draft."), verdict="skip"),
        reviewed("Draft.", draft("Draft."), verdict="reject"),
        reviewed("Mine."),
        reviewed("Mine.", replace(draft("Its own."), captioner=AUTHOR)),
        reviewed("Mine.", draft(" ")),
        reviewed("Mine.", draft("Run time against [what is on the x axis].")),
        reviewed("Mine.", draft("Run time of [both parsers?].")),
        reviewed("Mine.", draft("Draft.", "fig:gone"), figure="fig:gone"),
    ],
    ids=[
        "undecided",
        "skipped",
        "rejected",
        "no draft",
        "author's own",
        "empty draft",
        "template",
        "unconfirmed",
        "figure gone",
    ],
)
def test_no_pair_without_a_choice_between_texts(row: Reviewed) -> None:
    assert sides(row) == []


def test_no_two_rows_are_the_same() -> None:
    row = reviewed("Mine.", draft("One."), draft("One."), draft("One.\n"))
    assert sides(row, row) == [("Mine.", "One.", "q-a-c")]


@pytest.mark.parametrize("there", ["file", "link"])
def test_what_is_there_is_not_written_over(tmp_path: Path, there: str) -> None:
    paper, path = tmp_path / "main.tex", tmp_path / "out.jsonl"
    paper.write_text("the paper")
    path = paper if there == "file" else path
    if there == "link":
        path.symlink_to(paper)
    with pytest.raises(WriteError, match="is there already"):
        write_rows([{"id": 0}], path)
    assert paper.read_text() == "the paper"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        write_rows([], tmp_path / "nowhere" / "out.jsonl")


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_only_the_user_can_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_rows([{"id": 0}], tmp_path / "out.jsonl")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == 0o600


# What should --------------------------------------------------------------------------------------------------------------


def test_an_edit_is_chosen_over_every_draft_that_was_shown() -> None:
    assert sides(reviewed("Mine.", draft("One."), draft("Two."))) == [
        ("Mine.", "One.", "q-a-c"),
        ("Mine.", "Two.", "q-a-c"),
    ]


def test_an_untouched_acceptance_is_an_unchanged_pair_and_is_chosen_over_the_others() -> None:
    rows = reviewed("Two.", draft("One."), draft("Two."), verdict="accept")
    assert sides(rows) == [("Two.", "One.", "q-a-c"), ("Two.", "Two.", "q-c-c")]


def test_a_row_has_the_fields_of_the_data_set() -> None:
    (row,) = preference_rows(PAPER, [reviewed("It falls\nby 5\\,\\%.", draft("It falls."))])
    human, gpt = row["conversations"]
    assert human == {"from": "human", "value": "<image>\n" + row["prompt"]}
    assert gpt == {"from": "gpt", "value": r"It falls by 5\,\%."} == {"from": "gpt", "value": row["chosen"]}
    assert row["prompt"].startswith("You are a multimodal aligner, and your task is to transform the existing caption")
    assert (
        "author of the paper would. The paper says about it: It falls.'.The existing caption is: 'It falls.'. You"
        in row["prompt"]
    )
    assert (row["id"], row["image"], row["figure"], row["decided_by"]) == (0, "plots/a.pdf", "fig:a", "review")


def test_a_change_that_was_asked_for_is_the_requirement() -> None:
    shorter = replace(draft("Short."), instruction="shorter,\nplease", current="A long one.")
    row = replace(reviewed("Short.", draft("A long one."), shorter, draft("Other.")), candidate=shorter)
    asked = [
        "The author asks for this change: shorter, please." in row["prompt"] for row in preference_rows(PAPER, [row])
    ]
    assert asked == [True, False, False]


def test_a_figure_without_a_file_has_no_image() -> None:
    (row,) = preference_rows(PAPER, [reviewed("Mine.", draft("One.", "fig:b"), figure="fig:b")])
    assert "image" not in row
    assert row["conversations"][0]["value"] == row["prompt"]


def test_the_lines_are_json_that_no_terminal_can_be_moved_by() -> None:
    text = as_lines(preference_rows(PAPER, [reviewed("\x1b[2J ≤ \udce9", draft("One."))]))
    assert text.isascii()
    assert "\x1b" not in text
    assert [json.loads(line)["chosen"] for line in text.splitlines()] == ["\x1b[2J ≤ \udce9"]


def test_rows_that_find_no_room_leave_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_rows: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(preferences, "as_lines", full)
    with pytest.raises(WriteError, match="cannot be written: No space left on device") as caught:
        write_rows((), tmp_path / "out.jsonl")
    assert caught.value.hint == "Make room on the disk."
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WriteError, match="cannot be written: No such file or directory"):
        write_rows((), tmp_path / "no" / "out.jsonl")
