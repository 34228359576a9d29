"""What was typed and left without Enter, in the session."""

from pathlib import Path

import pytest

from capassist.model import Decision
from capassist.session.log import Session
from capassist.session.unfinished import Unfinished

EDIT, TELL = ("fig:a", "edit"), ("fig:b", "tell")


def test_it_is_there_in_the_next_session_and_gone_once_it_is_taken_out(tmp_path: Path) -> None:
    with Session.open(tmp_path, "paper.tex") as session:
        kept = Unfinished(session)
        kept[EDIT] = ("My own wörds.",)
        kept[TELL] = ("Fields", "")
        assert dict(kept) == {EDIT: ("My own wörds.",), TELL: ("Fields", "")}
    with Session.open(tmp_path, "paper.tex") as session:
        kept = Unfinished(session)
        assert (dict(kept), len(kept)) == ({EDIT: ("My own wörds.",), TELL: ("Fields", "")}, 2)
        assert kept.pop(EDIT) == ("My own wörds.",)
        assert EDIT not in kept
    assert dict(Session.read(tmp_path, "paper.tex").unfinished) == {TELL: ("Fields", "")}


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    with Session.open(tmp_path, "paper.tex") as session:
        kept = Unfinished(session)
        kept[EDIT] = ("Mine.",)
        [file] = (tmp_path / ".capassist" / "sessions").iterdir()
        before = file.read_bytes()
        kept[EDIT] = ("Mine.",)
        assert kept.pop(TELL, None) is None
        with pytest.raises(KeyError):
            del kept[TELL]
        assert file.read_bytes() == before


def test_it_is_no_text_that_waits_and_no_decision(tmp_path: Path) -> None:
    with Session.open(tmp_path, "paper.tex") as session:
        Unfinished(session)[EDIT] = ("Mine.",)
        assert session.waiting_text("fig:a") is None
        assert session.texts() == {}
        session.decide(Decision("fig:a", "accept", "Of a file."), None, by="file")
        assert session.unfinished == {EDIT: ("Mine.",)}  # what lies on the author's desk is not touched by a file
