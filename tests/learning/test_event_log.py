"""What was paid for or decided is kept in a file of its own, or it is said that it is not."""

import os
from pathlib import Path

import pytest

from capassist.errors import WriteError
from capassist.learning.event_log import EventLog, read_events


def log(path: Path) -> EventLog:
    return EventLog(path, "test/1", "this test")


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("precious")
    (tmp_path / "log.jsonl").symlink_to(other)
    with pytest.raises(WriteError, match="is no file"), log(tmp_path / "log.jsonl"):
        pass
    assert other.read_text() == "precious"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.jsonl")
    with pytest.raises(WriteError, match="is no file"), log(tmp_path / "log.jsonl"):
        pass


def test_what_goes_into_a_removed_file_is_not_called_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with log(path) as opened:
        opened.add("begun")
        path.unlink()
        with pytest.raises(WriteError, match="was removed meanwhile"):
            opened.add("paid")
        assert [event["event"] for event in opened.events] == ["begun"]


def test_events_are_read_again(tmp_path: Path) -> None:
    with log(tmp_path / "log.jsonl") as opened:
        opened.add("begun", name="a")
    assert [event["name"] for event in read_events(tmp_path / "log.jsonl", "test/1")] == ["a"]
