"""Which model is used: only after a comparison that says so, and back to the byte; what stands in the way is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capassist.errors import SettingsError, UsageError, WriteError
from capassist.learning.event_log import EventLog
from capassist.learning.model_history import (
    note_trained,
    open_history,
    promote,
    read_history,
    required_comparison,
    rollback,
    was_trained,
)

HOST, OTHER = "http://127.0.0.1:9/v1", "http://127.0.0.1:8/v1"


@pytest.fixture
def history() -> Iterator[EventLog]:
    with open_history() as log:
        yield log


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "new" / "config.toml"


def compare(log: EventLog, first: str, second: str, server: str = HOST, *faults: str) -> None:
    log.add("compared", server=server, first=first, second=second, better=not faults, faults=list(faults))


# Which comparison counts ----------------------------------------------------------------------------------------------


def test_the_last_comparison_with_the_model_in_use_counts(history: EventLog) -> None:
    compare(history, "base", "tuned", HOST, "grounded is lower")
    compare(history, "base", "tuned")
    assert required_comparison(history, HOST, "tuned", "base")["better"] is True
    compare(history, "base", "tuned", HOST, "style is lower", "aspects is lower")
    with pytest.raises(WriteError) as caught:
        required_comparison(history, HOST, "tuned", "base")
    assert caught.value.message == ("tuned is not better than base where it counts: style is lower, aspects is lower.")


@pytest.mark.parametrize(
    ("asked", "said", "hint"),
    [
        ((HOST, "tuned", "third"), "tuned was not compared with third yet.", "compare third tuned --data DIR"),
        ((OTHER, "tuned", "base"), "tuned was not compared with base yet.", "compare base tuned --data DIR"),
        ((HOST, "base", None), "base was not compared with another model yet.", "compare OTHER base --data DIR"),
    ],
    ids=["another in use", "another server", "none in use"],
)
def test_what_was_not_compared_says_how_to_compare(
    asked: tuple[str, str, str | None], said: str, hint: str, history: EventLog
) -> None:
    compare(history, "base", "tuned")
    with pytest.raises(UsageError) as caught:
        required_comparison(history, *asked)
    assert caught.value.message == said
    assert caught.value.hint == f"Run: capassist model {hint}"


def test_where_no_model_of_the_server_is_used_any_comparison_counts(history: EventLog) -> None:
    compare(history, "base", "tuned")
    assert required_comparison(history, HOST, "tuned", None)["first"] == "base"


# There and back -------------------------------------------------------------------------------------------------------


def test_promotions_are_taken_back_one_after_the_other(history: EventLog, config: Path) -> None:
    for name in ("first", "second"):
        promote(history, config, HOST, name)
    assert 'model = "second"' in config.read_text()
    assert rollback(history)["model"] == "second"
    assert 'model = "first"' in config.read_text()
    assert rollback(history)["model"] == "first"
    assert not config.exists()
    with pytest.raises(UsageError, match="No promotion is there to take back"):
        rollback(history)
    assert [event["event"] for event in history.events] == ["promoted", "promoted", "rolled back", "rolled back"]


def test_a_settings_file_that_was_removed_since_is_not_made_again(history: EventLog, config: Path) -> None:
    config.parent.mkdir()
    config.write_text("jobs = 2\n")
    promote(history, config, HOST, "tuned")
    config.unlink()
    with pytest.raises(WriteError, match="was changed since tuned was promoted"):
        rollback(history)
    assert not config.exists()


def test_what_is_no_settings_file_is_left_as_it_is_and_nothing_noted(history: EventLog, config: Path) -> None:
    config.parent.mkdir()
    config.write_bytes(b"jobs = 2 # caf\xe9\n")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        promote(history, config, HOST, "tuned")
    assert config.read_bytes() == b"jobs = 2 # caf\xe9\n"
    config.unlink()
    config.mkdir()
    with pytest.raises(WriteError, match=r"config\.toml cannot be read: it is a folder, not a file\."):
        promote(history, config, HOST, "tuned")
    assert history.events == []


def test_a_place_that_cannot_be_written_is_named(history: EventLog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"config\.toml cannot be (read|written): Not a directory\."):
        promote(history, tmp_path / "file" / "config.toml", HOST, "tuned")


# What was trained -----------------------------------------------------------------------------------------------------


def test_a_model_is_noted_once_a_job_and_known_by_its_server_and_name(history: EventLog) -> None:
    event = {"server": HOST, "model": "ft:tuned", "base": "base", "job": "job-1"}
    note_trained(history, event)
    note_trained(history, event)
    note_trained(history, {**event, "job": "job-2"})
    assert len(read_history()) == 2
    assert was_trained(HOST, "ft:tuned")
    assert not was_trained(OTHER, "ft:tuned")
    assert not was_trained(HOST, "base")


def test_a_history_that_cannot_be_read_says_of_no_model_that_it_was_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("capassist.learning.model_history.history_file", lambda: tmp_path)
    assert not was_trained(HOST, "ft:tuned")
