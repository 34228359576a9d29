"""The session: nothing decided is lost, nothing half written is believed, nothing leaves the draft's folder."""

import json
import os
import reprlib
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capassist.errors import DraftError, UsageError, WriteError
from capassist.model import AUTHOR, Candidate, Decision, DraftSentence, Evidence, Reviewed
from capassist.session import serialization
from capassist.session.decisions import read_decisions
from capassist.session.log import Session, read_reviewed, read_written
from capassist.session.paper_mark import PaperMark
from capassist.session.state import Archive

DRAFT = Candidate(
    "fig:a", r"Loss $L$ — 5\%.", "style", "offline", (Evidence("mention", "It falls.", "main.tex:3"),), ("short",)
)
ACCEPT = Decision("fig:a", "accept", r"Loss $L$ — 5\%.")
EDIT = Decision("fig:b", "edit", "Mine.", "shorter")
SKIP = Decision("fig:c", "skip")


def log(root: Path) -> Path:
    (path,) = (root / ".capassist" / "sessions").glob("*.jsonl")
    return path


def test_a_link_out_of_the_draft_is_refused(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "paper", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / ".capassist").symlink_to(elsewhere)
    with pytest.raises(WriteError, match="leads out of the draft"):
        Session.open(root, "main.tex")
    assert list(elsewhere.iterdir()) == []


def test_a_link_inside_the_folder_is_refused_too(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "paper", tmp_path / "elsewhere"
    (root / ".capassist").mkdir(parents=True)
    elsewhere.mkdir()
    (root / ".capassist" / "sessions").symlink_to(elsewhere)
    with pytest.raises(WriteError, match="leads out of the draft"):
        Session.open(root, "main.tex")


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_folder_that_is_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".capassist").symlink_to(".capassist")
    with pytest.raises(WriteError, match=r"circle|cannot be made"):
        Session.open(tmp_path, "main.tex")
    with pytest.raises(DraftError, match=r"circle|cannot be read"):
        Session.read(tmp_path, "main.tex")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / ".capassist").write_text("a file of that name")
    with pytest.raises(WriteError) as caught:
        Session.open(tmp_path, "main.tex")
    assert caught.value.exit_code == 6
    assert "is a file" in caught.value.message
    assert caught.value.hint == "Move it elsewhere."


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_two_sessions_at_once_are_refused(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex"), pytest.raises(WriteError, match="at work on this draft"):
        Session.open(tmp_path, "main.tex")
    Session.open(tmp_path, "main.tex").close()


def test_a_session_that_is_only_read_writes_nothing_and_needs_no_lock(tmp_path: Path) -> None:
    with Session.read(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        assert session.drafts("fig:a") == (DRAFT,)
    assert list(tmp_path.iterdir()) == []
    with Session.open(tmp_path, "main.tex") as running:
        running.decide(ACCEPT, over=None)
        with log(tmp_path).open("ab") as file:
            file.write(b'{"event": "deci')
        before = log(tmp_path).read_bytes()
        with Session.read(tmp_path, "main.tex") as session:
            session.decide(EDIT, over=None)
            assert session.accepted() == (ACCEPT, EDIT)
        assert log(tmp_path).read_bytes() == before


@pytest.mark.parametrize(
    "torn",
    [b'{"event": "deci', b"\xff\xfe", b'{"event": "decided", "decision": {"figure": "fig:a", "verdict": "skip"}}'],
)
def test_a_torn_last_line_is_dropped(tmp_path: Path, torn: bytes) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
    with log(tmp_path).open("ab") as file:
        file.write(torn)
    with Session.open(tmp_path, "main.tex") as session:
        assert session.decision("fig:a") == ACCEPT
        session.decide(EDIT, over=None)
    with Session.open(tmp_path, "main.tex") as session:
        assert session.accepted() == (ACCEPT, EDIT)


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "null",
        "{}",
        "not JSON",
        '{"event": "from the future", "x": 1}',
        '{"event": "decided", "decision": {"figure": 1, "verdict": "accept"}}',
        '{"event": "decided", "decision": {"figure": "fig:a", "verdict": "explode"}}',
        '{"event": "drafted", "basis": "b", "candidate": {"figure": "fig:a"}}',
        '{"event": "undone", "figure": "fig:z"}',
        '{"event": "applied"}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_says_nothing_is_passed_over(tmp_path: Path, line: str) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
    with log(tmp_path).open("a") as file:
        file.write(line + "\n")
    with Session.open(tmp_path, "main.tex") as session:
        assert session.accepted() == (ACCEPT,)


def test_unknown_fields_are_passed_over(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "basis")
        session.decide(ACCEPT, over="old", candidate=DRAFT)
    events = [json.loads(line) for line in log(tmp_path).read_text().splitlines()]
    for event in events:
        event["new"] = 1
        for part in ("candidate", "decision"):
            if event.get(part):
                event[part]["new"] = [1]
    log(tmp_path).write_text("".join(json.dumps(event) + "\n" for event in events))
    with Session.open(tmp_path, "main.tex") as session:
        assert session.candidates("fig:a", "basis") == (DRAFT,)
        assert session.decision("fig:a") == ACCEPT


def test_everything_is_there_after_reopening(tmp_path: Path) -> None:
    stray = Decision("fig:d", "edit", "stray \udce9 byte")
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        for decision in (ACCEPT, EDIT, SKIP, stray):
            session.decide(decision, over="old")
    with Session.open(tmp_path, "main.tex") as session:
        assert session.candidates("fig:a", "one") == (DRAFT,)
        assert session.accepted() == (ACCEPT, EDIT, stray)
        assert session.decision("fig:c") == SKIP
        assert (session.decided_over("fig:c"), session.decided_over("fig:z")) == ("old", None)
    assert (tmp_path / ".capassist" / ".gitignore").read_text() == "*\n"


def test_drafts_of_another_basis_are_not_shown(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        assert session.candidates("fig:a", "two") == ()
        assert session.candidates("fig:b", "one") == ()


def test_main_files_have_their_own_sessions(tmp_path: Path) -> None:
    with Session.open(tmp_path, "a/main.tex") as one, Session.open(tmp_path, "a-main.tex") as other:
        one.decide(ACCEPT, over=None)
        assert other.decision("fig:a") is None


def test_undo_takes_back_what_is_not_applied(tmp_path: Path) -> None:
    again, both = Decision("fig:a", "edit", "Second thought."), ["fig:a", SKIP.figure]
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
        session.mark_applied(["fig:a"])
        assert session.last_decision(both) is None
        session.decide(again, over=None)
        session.decide(SKIP, over=None)
        assert [session.undo(both), session.undo(both), session.undo(both)] == [SKIP, again, None]
        assert session.decision("fig:a") == ACCEPT
        assert session.accepted() == ()
    with Session.open(tmp_path, "main.tex") as session:
        assert session.decision("fig:a") == ACCEPT
        assert session.accepted() == ()


def test_what_each_figure_would_get_is_its_last_draft_or_what_was_decided(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        assert session.texts() == {}
        session.add(replace(DRAFT, figure="fig:a", text="First."), "basis")
        session.add(replace(DRAFT, figure="fig:a", text="Second."), "basis")
        session.add(replace(DRAFT, figure=SKIP.figure, text="Third."), "basis")
        assert session.texts() == {"fig:a": "Second.", SKIP.figure: "Third."}
        session.decide(ACCEPT, over=None)
        session.decide(SKIP, over=None)
        assert session.texts() == {"fig:a": ACCEPT.text}


def test_undo_takes_back_no_decision_about_another_figure(tmp_path: Path) -> None:
    other = Decision("fig:other", "accept", "Later.")
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
        session.decide(other, over=None)
        assert [session.undo(["fig:a"]), session.undo(["fig:a"])] == [ACCEPT, None]
        assert session.accepted() == (other,)


def test_what_was_taken_back_from_the_source_waits_again(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
        session.mark_applied(["fig:a", "fig:unknown"])
        session.mark_unapplied(["fig:a"])
        assert session.accepted() == (ACCEPT,)


def test_a_later_skip_takes_an_acceptance_back(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
        session.decide(Decision("fig:a", "skip"), over=None)
        assert session.accepted() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_session_keeps_what_it_said_was_kept(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from capassist.model import Decision\n"
        "from capassist.session.log import Session\n"
        "session = Session.open(pathlib.Path(sys.argv[1]), 'main.tex')\n"
        "for number in range(10**6):\n"
        "    session.decide(Decision(f'fig:{number}', 'accept', 'x' * 1000), over=None)\n"
        "    print(number, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    bound = threading.Timer(60, process.kill)  # a child that says nothing must not hold the tests
    bound.start()
    kept = [process.stdout.readline() for _ in range(5)]
    bound.cancel()
    os.kill(process.pid, signal.SIGKILL)
    kept += process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    whole = [int(line) for line in kept if line.endswith("\n")]
    assert len(whole) >= 5
    with Session.open(tmp_path, "main.tex") as session:
        assert [session.decision(f"fig:{number}") is not None for number in whole] == [True] * len(whole)


def test_a_decisions_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    rows = [
        {"figure": "fig:a", "verdict": "accept", "text": "A.", "new": 1},
        {"figure": "fig:b", "verdict": "skip"},
        {"figure": "fig:c", "text": "not decided"},
    ]
    for schema, name in (("capassist.decisions/1", "decisions"), ("capassist.drafts/1", "drafts")):
        path.write_text("\ufeff" + json.dumps({"schema": schema, name: rows}), encoding="utf-8")
        assert read_decisions(path) == (Decision("fig:a", "accept", "A."), Decision("fig:b", "skip"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"schema": "capassist.scan/1", "figures": []}',
        '{"schema": "capassist.decisions/1"}',
        '{"schema": "capassist.decisions/1", "decisions": {"a": 1}}',
        '{"schema": "capassist.decisions/1", "decisions": [{"figure": "a", "verdict": "yes"}]}',
        '{"schema": "capassist.decisions/1", "decisions": [{"verdict": "accept"}]}',
        '{"schema": "capassist.decisions/1", "decisions": [{"verdict": "maybe"}]}',
        '{"schema": "capassist.decisions/1", "decisions": [{"figure": "a", "verdict": {"b": []}}]}',
        '{"schema": "capassist.decisions/1", "decisions": [{"figure": "a", "verdict": "accept", "text": 5}]}',
        '{"schema": ["capassist.decisions/1"], "decisions": []}',
        "[" * 100_000,
    ],
    ids=lambda content: content[:50],
)
def test_what_is_no_decisions_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(content)
    with pytest.raises(DraftError, match=r"decisions\.json"):
        read_decisions(path)


@pytest.mark.parametrize("rows", [[], [{"figure": "fig:a", "text": "A."}], [{"figure": "fig:a", "verdict": None}]])
def test_a_file_in_which_nothing_is_decided_is_wrong_usage(tmp_path: Path, rows: list[object]) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps({"schema": "capassist.drafts/1", "drafts": rows}))
    with pytest.raises(UsageError, match=r"No draft in .*d\.json has a verdict") as caught:
        read_decisions(path)
    assert "accept, edit, skip" in caught.value.hint


@pytest.mark.parametrize(
    "verdict", ["maybe", "Accept", "", 1, True, ["accept"], "x" * 10_000], ids=lambda v: repr(v)[:9]
)
def test_a_wrong_verdict_is_named_with_its_entry_and_the_allowed_words(tmp_path: Path, verdict: object) -> None:
    path = tmp_path / "d.json"
    rows = [{"figure": "fig:a", "verdict": "skip"}, {"figure": "fig:b", "verdict": verdict, "text": "B."}]
    path.write_text(json.dumps({"schema": "capassist.drafts/1", "drafts": rows}))
    with pytest.raises(DraftError, match=r"entry 2 in .*d\.json, fig:b, is ") as caught:
        read_decisions(path)
    assert reprlib.repr(verdict) in caught.value.message
    assert caught.value.hint == "It can be accept, edit, skip, reject."


def test_a_decisions_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="cannot be read"):
        read_decisions(tmp_path / "none.json")


# What became of the drafts ------------------------------------------------------------------------------------------------


def test_reading_what_was_reviewed_writes_and_locks_nothing(tmp_path: Path) -> None:
    assert read_reviewed(tmp_path, "main.tex") == ()
    assert list(tmp_path.iterdir()) == []
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        with log(tmp_path).open("ab") as file:
            file.write(b'{"event": "deci')
        before = log(tmp_path).read_bytes()
        assert read_reviewed(tmp_path, "main.tex") == (Reviewed("fig:a", (DRAFT,)),)
        assert log(tmp_path).read_bytes() == before


def test_a_session_behind_a_link_out_of_the_draft_is_not_read(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "paper", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with Session.open(elsewhere, "main.tex") as session:
        session.add(DRAFT, "one")
    root.mkdir()
    (root / ".capassist").symlink_to(elsewhere / ".capassist")
    with pytest.raises(DraftError, match="leads out of the draft"):
        read_reviewed(root, "main.tex")


def test_a_reviewed_figure_has_its_draft_decision_and_time(tmp_path: Path) -> None:
    later = replace(DRAFT, text="Drafted after the decision.", model="seer-2026-11-01")
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        session.decide(ACCEPT, over=None, candidate=DRAFT)
        session.add(later, "two")
        session.add(replace(later, figure="fig:c"), "two")
        session.decide(EDIT, over=None, by="file")
        session.mark_applied(["fig:b"])
    one, other, by_file = read_reviewed(tmp_path, "main.tex")
    assert (one.figure, one.drafts, one.decision, one.candidate) == ("fig:a", (DRAFT,), ACCEPT, DRAFT)
    assert (one.by, one.applied) == ("review", False)
    assert one.when is not None
    assert datetime.fromisoformat(one.when).tzinfo is not None
    assert other == Reviewed("fig:c", (replace(later, figure="fig:c"),))
    assert (by_file.decision, by_file.by, by_file.candidate, by_file.applied) == (EDIT, "file", None, True)


def test_how_an_older_version_s_decision_was_made_is_unknown(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
    event = json.loads(log(tmp_path).read_text())
    del event["by"], event["when"]
    log(tmp_path).write_text(json.dumps(event) + "\n")
    (reviewed,) = read_reviewed(tmp_path, "main.tex")
    assert (reviewed.decision, reviewed.by, reviewed.when) == (ACCEPT, None, None)


# Odd places, large and damaged files --------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name, and links")
@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "loop"])
def test_a_session_s_place_that_is_taken_by_something_else_is_refused(tmp_path: Path, kind: str) -> None:
    Session.open(tmp_path, "main.tex").close()
    path, outside = log(tmp_path), tmp_path / "outside"
    path.unlink()
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "link":
            outside.write_text("mine")
            path.symlink_to(outside)
        case "loop":
            path.symlink_to(path.name)
    with pytest.raises(WriteError, match="is no file, so nothing is kept there"):
        Session.open(tmp_path, "main.tex")
    if kind != "link":  # which leads to a file of the draft
        with pytest.raises(DraftError, match="cannot be read"):
            Session.read(tmp_path, "main.tex")
    assert kind != "link" or outside.read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_session_that_is_removed_while_it_is_open_is_not_written_into_nothing(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(ACCEPT, over=None)
        log(tmp_path).unlink()
        with pytest.raises(WriteError, match="was removed meanwhile"):
            session.decide(EDIT, over=None)
        assert session.accepted() == (ACCEPT,)


def test_a_session_of_another_user_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Session.open(tmp_path, "main.tex").close()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("capassist.session.log.open_file", refuse)
    with pytest.raises(DraftError, match="Permission denied") as caught:
        Session.read(tmp_path, "main.tex")
    assert "another user's" in caught.value.hint


def test_a_long_session_is_read_in_one_pass(tmp_path: Path) -> None:
    """Looking through all events for each of them would take hours."""
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        session.decide(ACCEPT, over=None, candidate=DRAFT)
        session.undo(["fig:a"])
    many = 3_000
    log(tmp_path).write_bytes(log(tmp_path).read_bytes() * many)
    reviewed = read_reviewed(tmp_path, "main.tex")
    assert [(row.figure, len(row.drafts), row.decision) for row in reviewed] == [("fig:a", many, None)]


def test_the_last_of_several_figures_decisions_is_taken_back_first(tmp_path: Path) -> None:
    other = Decision("fig:b", "skip")
    with Session.open(tmp_path, "main.tex") as session:
        for decision in (ACCEPT, other, EDIT):
            session.decide(decision, over=None)
        taken = [session.undo(["fig:a", "fig:b", EDIT.figure]) for _ in range(4)]
    assert taken == [EDIT, other, ACCEPT, None]
    assert read_reviewed(tmp_path, "main.tex") == ()


def test_a_draft_that_comes_after_a_decision_is_not_among_those_it_was_made_on(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "one")
        session.decide(ACCEPT, over=None, candidate=DRAFT)
        session.add(replace(DRAFT, text="Later."), "one")
    (row,) = read_reviewed(tmp_path, "main.tex")
    assert row.drafts == (DRAFT,)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10) | st.integers(-(10**30), 10**30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: object) -> list[tuple[Any, Any]]:
    """Return every container in a JSON value with each key or index in it."""
    if isinstance(value, dict):
        return [(value, key) for key in value] + [place for inner in value.values() for place in places(inner)]
    if isinstance(value, list):
        return [(value, i) for i in range(len(value))] + [place for inner in value for place in places(inner)]
    return []


EVENTS = [
    {
        "event": "drafted",
        "basis": "b",
        "candidate": asdict(replace(DRAFT, notes=("A note.",), sources=(DraftSentence("One.", 1, "offline"),))),
    },
    {
        "event": "decided",
        "decision": asdict(ACCEPT),
        "over": "Old.",
        "candidate": asdict(DRAFT),
        "by": "review",
        "when": "now",
    },
    {"event": "undone", "figure": "fig:a"},
    {"event": "decided", "decision": asdict(EDIT), "over": None, "candidate": None, "by": "decisions"},
    {"event": "applied", "figures": ["fig:a", EDIT.figure]},
    {"event": "unapplied", "figures": [EDIT.figure]},
]


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@given(which=st.integers(0, 5), place=st.integers(0, 100), value=JSON, cut=st.none() | st.integers(0, 400))
def test_a_damaged_session_is_read_as_far_as_it_makes_sense(
    which: int, place: int, value: object, cut: int | None
) -> None:
    events = json.loads(json.dumps(EVENTS))
    found = places(events[which])
    container, key = found[place % len(found)]
    container[key] = value
    lines = [json.dumps(event).encode() for event in events]
    lines[which] = lines[which][:cut]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        Session.open(root, "main.tex").close()
        log(root).write_bytes(b"\n".join(lines) + b"\n")
        rows = read_reviewed(root, "main.tex")
        with Session.open(root, "main.tex") as session:
            session.accepted(), session.texts(), session.last_decision(["fig:a"]), session.candidates("fig:a", "b")
            session.decide(ACCEPT, over=None)
            assert session.decision("fig:a") == ACCEPT
    for row in rows:
        for draft in row.drafts:
            said = [draft.figure, draft.text, draft.captioner, *draft.notes, draft.instruction, draft.current]
            said += [part for piece in draft.evidence for part in (piece.kind, piece.text, piece.where)]
            said += [sentence.text for sentence in draft.sources]
            assert all(isinstance(text, str) for text in said)


@pytest.mark.slow
@given(place=st.integers(0, 100), value=JSON, cut=st.none() | st.integers(0, 400))
def test_a_damaged_decisions_file_is_decisions_or_a_sentence(place: int, value: object, cut: int | None) -> None:
    content = {"schema": "capassist.decisions/1", "decisions": [asdict(ACCEPT), asdict(EDIT)]}
    found = places(content)
    container, key = found[place % len(found)]
    container[key] = value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "decisions.json")
        path.write_bytes(json.dumps(content).encode()[:cut])
        try:
            decisions = read_decisions(path)
        except (DraftError, UsageError) as error:
            assert str(path) in error.message  # noqa: PT017  either is right
        else:
            assert all(isinstance(decision.figure, str) for decision in decisions)


@pytest.mark.parametrize("draft", [True, "1", 1.0, None], ids=repr)
def test_a_sentence_of_a_draft_that_is_no_number_is_damage(draft: object) -> None:
    good = {"text": "One.", "draft": 1, "captioner": "offline"}
    assert serialization._sentence(good) == DraftSentence("One.", 1, "offline")
    with pytest.raises(ValueError, match=r"One\."):
        serialization._sentence(good | {"draft": draft})


def test_a_session_says_whether_what_is_added_is_kept(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        assert session.is_kept
    assert not Session.read(tmp_path, "main.tex").is_kept


def test_why_a_decisions_file_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(DraftError) as caught:
        read_decisions(tmp_path / "gone.json")
    assert caught.value.message == f"{tmp_path / 'gone.json'} cannot be read: No such file or directory."


# Several papers under one name ----------------------------------------------------------------------------------------

ONE, OTHER = PaperMark("main.tex", "One", ("1",)), PaperMark("main.tex", "Other", ("2",))


def test_a_session_says_which_paper_it_is_about_before_its_first_event_and_once(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex", ONE) as session:
        (log,) = (tmp_path / ".capassist" / "sessions").iterdir()
        assert log.read_text() == ""
        session.decide(Decision("fig:a", "skip"), over=None)
        session.decide(Decision("fig:b", "skip"), over=None)
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert [event["event"] for event in events] == ["paper", "decided", "decided"]
    assert events[0]["paper"] == {"main": "main.tex", "title": "One", "sketch": ["1"]}
    assert {event["schema"] for event in events} == {"capassist.session/1"}


def test_what_another_paper_had_under_this_name_is_left_out_and_said_until_this_one_has_something(
    tmp_path: Path,
) -> None:
    with Session.open(tmp_path, "main.tex", ONE) as session:
        session.decide(Decision("fig:a", "accept", "A."), over=None)
    for opened in (Session.open, Session.read):
        with opened(tmp_path, "main.tex", OTHER) as session:
            assert (session.accepted(), session.left_out) == ((), (ONE,))
        with opened(tmp_path, "main.tex", ONE) as session:
            assert (len(session.accepted()), session.left_out) == (1, ())
    assert read_reviewed(tmp_path, "main.tex", OTHER) == ()
    assert [row.figure for row in read_reviewed(tmp_path, "main.tex", ONE)] == ["fig:a"]
    with Session.open(tmp_path, "main.tex", OTHER) as session:
        session.decide(Decision("fig:b", "accept", "B."), over=None)
        assert session.left_out == ()
    assert [row.figure for row in read_reviewed(tmp_path, "main.tex", OTHER)] == ["fig:b"]
    assert [row.figure for row in read_reviewed(tmp_path, "main.tex", ONE)] == ["fig:a"]


def test_what_was_written_for_another_paper_is_not_read(tmp_path: Path) -> None:
    with Session.open(tmp_path, "p.zip/main.tex", ONE) as session:
        session.decide(Decision("fig:a", "accept", "A."), over=None)
        session.mark_exported(["fig:a"], "p-captioned.zip", "0" * 64)
        assert session.archive("p-captioned.zip") == Archive(frozenset({"fig:a"}), "0" * 64)
        assert session.archive("other.zip") is None
    for paper, found in ((ONE, 1), (OTHER, 0)):
        assert len(read_written(tmp_path, "p.zip/main.tex", "p-captioned.zip", paper)) == found
        assert read_written(tmp_path, "p.zip/main.tex", paper=paper) == ()


def test_what_a_figure_was_known_by_is_kept_with_its_decision(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.decide(Decision("main.tex#2", "skip"), over=None, of="12345678")
        assert session.decided_of("main.tex#1") is None
    with Session.read(tmp_path, "main.tex") as session:
        assert session.decided_of("main.tex#2") == "12345678"


def test_only_what_was_withdrawn_is_restored(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.add(DRAFT, "basis")
        session.restore("fig:a", DRAFT.text)
        session.withdraw("fig:a", DRAFT.text)
        session.restore("fig:a", "Another text.")
        session.restore("fig:a", DRAFT.text)
        session.restore("fig:a", DRAFT.text)
    (log,) = (tmp_path / ".capassist" / "sessions").iterdir()
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events == ["drafted", "withdrawn", "restored"]


OWN = replace(DRAFT, text="My own words.", captioner=AUTHOR)


@pytest.mark.parametrize(
    ("drafts", "decision", "own", "waiting"),
    [
        ([], None, None, None),
        ([DRAFT], None, None, None),
        ([DRAFT, OWN], None, OWN, OWN),
        ([DRAFT, replace(DRAFT, instruction="shorter")], None, replace(DRAFT, instruction="shorter"), ...),
        ([OWN, replace(OWN, text="Newer.")], None, replace(OWN, text="Newer."), ...),
        ([replace(OWN, text=" ")], None, None, None),
        ([OWN], Decision("fig:a", "accept", "My  own words."), None, None),
        ([OWN], Decision("fig:a", "skip"), OWN, None),
        ([OWN], Decision("fig:a", "reject"), OWN, None),
    ],
    ids=["none", "a program's", "own", "instructed", "the last", "blank", "accepted", "skipped", "rejected"],
)
def test_an_own_text_waits_until_it_was_decided_on(
    drafts: list[Candidate], decision: Decision | None, own: Candidate | None, waiting: Any, tmp_path: Path
) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        for draft in drafts:
            session.add(draft, "basis")
        if decision:
            session.decide(decision, over=None)
        assert session.own_text("fig:a") == own
        assert session.waiting_text("fig:a") == (own if waiting is ... else waiting)


def test_an_own_text_by_another_decision_waits_still(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        session.add(OWN, "basis")
        session.decide(Decision("fig:a", "accept", "By a file."), over=None, by="file")
        assert (session.own_text("fig:a"), session.waiting_text("fig:a")) == (OWN, OWN)
        session.decide(Decision("fig:a", "accept", "In the review."), over=None)
        assert (session.own_text("fig:a"), session.since_accepted("fig:a")) == (None, ())
        session.add(OWN, "basis")
        assert session.since_accepted("fig:a") == (OWN,)
        session.withdraw("fig:a", OWN.text)
        assert (session.since_accepted("fig:a"), session.drafts("fig:a")) == ((), (OWN, OWN))
        session.add(OWN, "basis")  # made anew, it counts again
        assert session.since_accepted("fig:a") == (OWN, OWN)


def test_what_was_written_taken_back_and_lost_is_told_figure_by_figure(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        for decision in (ACCEPT, EDIT, SKIP):
            session.decide(decision, over="old", of="known")
        assert (session.written("fig:a"), session.applied(), session.taken_back("fig:a")) == (None, (), False)
        session.mark_applied(["fig:a", "fig:b"])
        session.decide(Decision("fig:a", "edit", "Later."), over=ACCEPT.text)
        written = session.written("fig:a")
        assert written is not None
        assert (written.decision, session.written("fig:c")) == (ACCEPT, None)
        assert [row.figure for row in session.applied()] == ["fig:b"]
        session.mark_unapplied(["fig:b"])
        assert [session.taken_back(name) for name in ("fig:a", "fig:b", "fig:z")] == [False, True, False]
        assert (session.decided_of("fig:b"), session.decided_of("fig:z")) == ("known", None)
        session.reopen([written])
        assert (session.decision("fig:a"), session.reviewed("fig:a").text, [*session.gone]) == (
            None,
            "Later.",
            ["fig:a"],
        )
        session.decide(ACCEPT, over=None)
        assert (session.decision("fig:a"), [*session.gone]) == (ACCEPT, [])
        session.mark_exported(["fig:b"], "p-captioned.zip", "abc")
        assert session.archive("p-captioned.zip") == Archive(frozenset({"fig:b"}), "abc")
        assert session.archive("p.zip") is None


def test_a_figure_would_get_its_decided_text_or_its_last_draft(tmp_path: Path) -> None:
    with Session.open(tmp_path, "main.tex") as session:
        for text in ("One.", "Two."):
            session.add(replace(DRAFT, text=text), "basis")
            session.add(replace(DRAFT, figure="fig:b", text=text), "basis")
            session.add(replace(DRAFT, figure="fig:c", text=text), "basis")
        session.decide(EDIT, over=None)
        session.decide(SKIP, over=None)
        assert session.texts() == {"fig:a": "Two.", "fig:b": "Mine."}
        session.withdraw("fig:a", "Two.")
        assert [draft.text for draft in session.since_accepted("fig:a")] == ["One."]
        session.restore("fig:a", "Two.")
        assert [draft.text for draft in session.since_accepted("fig:a")] == ["One.", "Two."]
        session.keep_unfinished("fig:a", "edit", ["Half"])
        assert session.unfinished == {("fig:a", "edit"): ("Half",)}
        session.keep_unfinished("fig:a", "edit", [])
        assert session.unfinished == {}
