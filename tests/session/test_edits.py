"""What became of drafts: where a caption started, how far it was changed and how, and the counts of it."""

import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from papers_to_learn import decide
from rich.console import Console
from typer.testing import CliRunner

from capassist.cli import app
from capassist.model import AUTHOR, OFFLINE, Candidate, Decision, Reviewed
from capassist.session.edits import changed_share, edit_kinds, is_own, kept_share
from capassist.session.outcomes import Outcome, by_captioner, by_month, outcomes
from capassist.terminal.outcomes import outcomes_tables


def draft(text: str, captioner: str = "m at example.org") -> Candidate:
    return Candidate("fig:a", text, "long", captioner)


def row(verdict: str, text: str | None, *drafts: Candidate, when: str | None = "2026-11-21T12:30:00Z") -> Reviewed:
    shown = drafts[-1] if drafts else None
    return Reviewed("fig:a", drafts, Decision("fig:a", verdict, text), "review", shown, when=when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Run time.", "Run  time.", ()),
        ("Run time", "Run time.", ("punctuation",)),
        ("Run time of FastNet.", r"Run time of \emph{FastNet}.", ("punctuation",)),
        ("Run time, in seconds", "Run time in Seconds", ("punctuation",)),
        ("Run time on 12 corpora.", "Run time on 13 corpora.", ("numbers",)),
        ("Run time on the corpora here.", "Run time on the texts here.", ("wording",)),
        ("Run time.", "Run time on all of our corpora.", ("longer",)),
        ("Run time on all of our 3 corpora.", "Run time.", ("numbers", "shorter")),
        ("Same words 3 4", "Same words 4 3", ("wording",)),
    ],
)
def test_the_kinds_of_an_edit(old: str, new: str, kinds: tuple[str, ...]) -> None:
    assert edit_kinds(old, new) == kinds


def test_what_no_program_drafted_or_nobody_decided_is_not_counted() -> None:
    own = row("edit", "Mine.", draft("Its own.", AUTHOR))
    assert [*outcomes([own, Reviewed("fig:a", (draft("Open."),)), row("accept", "Mine.")])] == []


def test_drafts_are_counted_by_captioner_and_month() -> None:
    found = [
        *outcomes(
            [
                row("accept", "As it was.", draft("As it was.")),
                row("edit", "As it was.", draft("As it was.")),
                row("edit", "Not as it was at all.", draft("As it was."), when="2026-12-01T00:00:00Z"),
                row("reject", None, draft("No.")),
                row("skip", None, draft("Later.", "offline"), when=None),
            ]
        )
    ]
    model, offline = by_captioner(found)
    assert (model.name, offline.name) == ("m at example.org", "offline")
    assert model.verdicts == Counter(accepted=2, edited=1, rejected=1)
    assert (model.decided, model.untouched, model.changed) == (4, 0.5, 83)
    assert [tally.name for tally in by_month(found)] == ["", "2026-11", "2026-12"]


@pytest.mark.parametrize(
    ("decided", "verdict", "changed", "kinds"),
    [
        (row("accept", "As it was.", draft("As it was.")), "accepted", 0, ()),
        (row("edit", "As  it\nwas.", draft("As it was.")), "accepted", 0, ()),
        (row("edit", "As it is.", draft("As it was.")), "edited", 33, ("wording",)),
        (row("skip", None, draft("As it was.")), "skipped", 0, ()),
        (row("reject", None, draft("As it was.")), "rejected", 0, ()),
        (row("reject", "Something else.", draft("As it was.")), "rejected", 0, ()),
    ],
    ids=["accepted", "other blanks", "edited", "skipped", "rejected", "rejected with a text"],
)
def test_what_became_of_one_draft(decided: Reviewed, verdict: str, changed: int, kinds: tuple[str, ...]) -> None:
    (found,) = outcomes([decided])
    assert (found.verdict, found.changed, found.kinds) == (verdict, changed, kinds)
    assert (found.captioner, found.month, found.other_text) == ("m at example.org", "2026-11", False)


@pytest.mark.parametrize(
    ("figure", "other"),
    [("fig:a@alt", True), ("fig:a@alt2", True), ("fig:a@short", True), ("fig:a@long", False), ("fig@alt:a", False)],
)
def test_other_texts_are_told_by_the_end_of_their_name(figure: str, other: bool) -> None:
    (found,) = outcomes([replace(row("accept", "As it was.", draft("As it was.")), figure=figure)])
    assert found.other_text is other


def test_the_median_is_that_of_the_edited_and_none_where_none_was_edited() -> None:
    edited = [Outcome("m", "2026-11", "edited", changed) for changed in (10, 20, 90)]
    (tally,) = by_captioner([*edited, *[Outcome("m", "2026-11", "accepted")] * 5])
    assert (tally.changed, tally.decided, tally.untouched) == (20, 8, 5 / 8)
    (untouched,) = by_captioner([Outcome("m", "2026-11", "skipped")])
    assert (untouched.changed, untouched.untouched) == (None, 0)


def test_the_command_prints_them(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    before = CliRunner().invoke(app, ["history", str(paper)])
    assert (before.exit_code, before.stdout) == (0, "")
    assert f"No draft was decided yet. Next: capassist review {paper}\n" in before.stderr
    decide(
        paper,
        ("fig:share", "edit", ["Share of corpora."], "Share of 12 corpora."),
        ("fig:states", "reject", ["S."], ""),
    )
    record = json.loads(CliRunner().invoke(app, ["history", str(paper), "--json"]).stdout)
    (tally,) = record["captioners"]
    assert (tally["decided"], tally["edited"], tally["rejected"], tally["kinds"]) == (
        2,
        1,
        1,
        {"numbers": 1, "longer": 1},
    )
    shown = CliRunner().invoke(app, ["history", str(paper)]).stdout
    assert "m at example.org" in shown
    assert "25 %" in shown


@pytest.mark.parametrize("width", [80, 120])
def test_no_heading_is_broken_and_no_name_lost(width: int) -> None:
    stream = io.StringIO()
    found = [
        Outcome("m-large at http://127.0.0.1:8000/v1", "2026-11", "edited", 33, ("numbers", "punctuation")),
        Outcome("offline", "2026-12", "accepted"),
    ]
    console = Console(file=stream, width=width)
    console.print(outcomes_tables(by_captioner(found * 30), by_month(found * 30)))
    shown = stream.getvalue()
    headings = "decided as it was edited changed skipped rejected"
    assert [" ".join(line.split()) for line in shown.splitlines() if "decided" in line] == [
        f"captioner {headings}",
        f"month {headings}",
    ]
    assert "Edits, m-large at http://127.0.0.1:8000/v1: numbers 30, punctuation 30" in " ".join(shown.split())
    assert "lternative texts" not in shown


def test_decisions_on_other_texts_than_captions_are_said_apart(paper: Path) -> None:
    decide(
        paper,
        ("fig:share", "edit", ["Share of corpora."], "Share of 12 corpora."),
        ("fig:share@alt", "edit", ["Bars."], "Three bars."),
        ("fig:states@short2", "reject", ["S."], ""),
    )
    record = json.loads(CliRunner().invoke(app, ["history", str(paper), "--json"]).stdout)
    assert [(tally["decided"], tally["other_texts"]) for tally in record["captioners"]] == [(3, 2)]
    shown = " ".join(CliRunner().invoke(app, ["history", str(paper)]).stdout.split())
    assert "Alternative texts and short titles count as captions do: 2 of these decisions." in shown


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("a b c d", "a b c d", 100),
        ("a b c d", "a b", 100),
        ("a b", "x a y b z", 100),
        ("a b c d", "d c b a", 25),
        ("a b c d", "a x c y", 50),
        ("a b c", "x y z", 0),
        ("a b c", "a y z", 33),
        ("", "a", 0),
        ("", "", 0),
    ],
)
def test_what_is_kept_is_the_share_of_the_shorter_text_in_order(old: str, new: str, kept: int) -> None:
    assert kept_share(old, new) == kept_share(old, new) == kept
    assert kept_share(f"{old}\n", f" {new}") == kept


MINE = Candidate("fig:a", "Loss of the model over ten epochs.", "style", AUTHOR)
SHORTENED = Candidate("fig:a", "Loss over ten epochs.", "style", OFFLINE, current=MINE.text)
SAME_WORDS = Candidate("fig:a", MINE.text, "style", "a model")


@pytest.mark.parametrize(
    ("drafts", "own"),
    [
        ((MINE, SHORTENED), True),
        ((MINE,), True),
        ((MINE, SHORTENED, SAME_WORDS), True),
        ((SAME_WORDS, SHORTENED), False),
        ((SAME_WORDS,), False),
    ],
    ids=["the author's", "not kept", "a model's later", "a model's before", "a model's, not kept"],
)
def test_a_shortened_text_is_the_author_s_unless_a_program_wrote_it_before(
    drafts: tuple[Candidate, ...], own: bool
) -> None:
    assert is_own(SHORTENED, drafts) == own


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("a b c", "b c", 33),
        ("a b c", "a b", 33),
        ("a b c d", "c d", 50),
        ("b c", "a b c", 33),
        ("a b c", "a x c", 33),
        ("a b c", "", 100),
        ("", "a", 100),
        ("", "", 0),
        (" ".join("a" * 300), " ".join("a" * 299 + "b"), 1),
    ],
)
def test_the_changed_share_counts_words_put_in_taken_out_and_replaced(old: str, new: str, changed: int) -> None:
    assert changed_share(old, new) == changed
