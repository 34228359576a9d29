"""What was paid for or decided is kept in a file of its own, or it is said that it is not."""

import os
import re
import stat
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


def test_what_is_no_event_of_this_kind_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with log(path) as opened:
        opened.add("begun")
    lines = ['{"schema": "test/1"}', '{"schema": "other/1", "event": "ended"}', "[1]", '{"event": "ended"}', "no json"]
    path.write_text("\n".join([*lines, path.read_text().strip(), ""]))
    assert [event["event"] for event in read_events(path, "test/1")] == ["begun"]
    with log(path) as opened:
        assert [event["event"] for event in opened.events] == ["begun"]
        opened.add("paid")
    assert [event["event"] for event in read_events(path, "test/1")] == ["begun", "paid"]


def test_each_event_says_when_it_was_and_is_returned(tmp_path: Path) -> None:
    with log(tmp_path / "log.jsonl") as opened:
        event = opened.add("paid", cost=3)
    assert (event["schema"], event["event"], event["cost"]) == ("test/1", "paid", 3)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", event["when"])


def test_without_a_file_there_are_no_events(tmp_path: Path) -> None:
    assert read_events(tmp_path / "none.jsonl", "test/1") == []


def test_what_cannot_be_read_or_written_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match=r"folder cannot be read: it is a folder, not a file\.$"):
        read_events(tmp_path / "folder", "test/1")
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"log\.jsonl cannot be written: (Not a directory|File exists)\.$"):
        log(tmp_path / "file" / "log.jsonl").__enter__()


def test_two_at_once_are_refused_and_one_after_the_other_are_not(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with log(path), pytest.raises(WriteError, match="this test"), log(path):
        pass
    with log(path) as again:  # also after the one that was refused
        again.add("begun")


def test_a_log_that_was_let_go_takes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with log(path) as opened:
        opened.add("begun")
    opened.close()  # once more does no harm
    with pytest.raises(ValueError, match="is not open"):
        opened.add("paid")
    assert len(read_events(path, "test/1")) == 1


@pytest.mark.parametrize(
    ("error", "reason"),
    [(OSError(28, "No space left on device"), "No space left on device"), (OSError("it is gone"), "it is gone")],
    ids=["of the system", "of our own"],
)
def test_an_event_that_is_not_kept_is_said_not_to_be_and_is_none_of_the_log(
    error: OSError, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise error

    with log(tmp_path / "log.jsonl") as opened:
        monkeypatch.setattr("capassist.learning.event_log.append_json_line", full)
        with pytest.raises(WriteError) as caught:
            opened.add("paid")
        assert opened.events == []
    assert caught.value.message == f"{tmp_path / 'log.jsonl'} cannot be written: {reason}."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_folder_that_is_made_for_it_is_the_user_s_alone(tmp_path: Path) -> None:
    with log(tmp_path / "new" / "log.jsonl"):
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
