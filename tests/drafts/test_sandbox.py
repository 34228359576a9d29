"""Readers that hang, crash or eat the memory, each in place of the real one."""

import gc
import os
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from capassist.drafts import sandbox
from capassist.drafts.sandbox import bounded, bounded_side_by_side, patience_for
from capassist.errors import DraftError

PAPER = Path("paper.pdf")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are spawned, and have no limit")


def hangs() -> None:
    time.sleep(600)


def crashes() -> None:
    os._exit(11)


def eats_memory() -> int:
    return len(bytearray(64 * 1024**3))


def refuses() -> None:
    raise DraftError("paper.pdf is encrypted.", "Use --password.")


def breaks() -> None:
    raise ValueError("a parser's own")


def doubled(number: int, *, by: int) -> int:
    return number * by


def test_a_reader_that_hangs_is_given_up() -> None:
    with pytest.raises(DraftError, match="took longer"):
        bounded(0.3, PAPER, hangs)


@pytest.mark.parametrize("reader", [crashes, eats_memory])
def test_a_reader_that_dies_is_one_sentence(reader: object) -> None:
    with pytest.raises(DraftError, match="made the reader crash"):
        bounded(20, PAPER, reader)  # type: ignore[arg-type]


def test_its_errors_come_back_with_their_hints() -> None:
    with pytest.raises(DraftError, match="encrypted") as caught:
        bounded(20, PAPER, refuses)
    assert caught.value.hint == "Use --password."
    with pytest.raises(ValueError, match="a parser's own"):
        bounded(20, PAPER, breaks)


def test_its_result_comes_back() -> None:
    assert bounded(20, PAPER, doubled, 21, by=2) == 42


def test_it_works_beside_other_threads() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert bounded(60, PAPER, doubled, 21, by=2) == 42
    finally:
        done.set()
        thread.join()


def only_even(number: int) -> int:
    if number == 4:
        os._exit(11)
    if number % 2:
        raise DraftError("odd")
    return number


def test_shares_side_by_side_leave_out_what_comes_to_no_good_end() -> None:
    assert bounded_side_by_side(60, PAPER, only_even, [1, 2, 3, 4, 6]) == [2, 6]
    assert bounded_side_by_side(60, PAPER, doubled, [1, 2, 3], by=3) == [3, 6, 9]


@pytest.mark.parametrize(("size", "seconds"), [(0, 60), (1_000_000, 70), (2_500_000, 85)])
def test_a_larger_file_may_take_longer(size: int, seconds: float, tmp_path: Path) -> None:
    with (tmp_path / "paper.pdf").open("wb") as file:
        file.truncate(size)
    assert patience_for(tmp_path / "paper.pdf") == seconds


def state() -> tuple[bool, int]:
    """Return whether garbage is collected, and the bytes of memory that may be used."""
    import resource

    return gc.isenabled(), resource.getrlimit(resource.RLIMIT_AS)[0]


@LINUX
def test_a_reader_passes_over_no_garbage_and_has_only_so_much_memory() -> None:
    assert bounded(20, PAPER, state) == (False, sandbox.MEMORY)


class Pipe:
    """The end of a pipe at which nothing arrives, or this."""

    def __init__(self, *arrived: object) -> None:
        self.arrived = arrived
        self.waited: list[float] = []
        self.closed = False

    def poll(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return bool(self.arrived)

    def recv(self) -> object:
        if self.arrived == (EOFError,):
            raise EOFError
        return self.arrived

    def close(self) -> None:
        self.closed = True


class Process:
    """A process that notes how it is ended."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def kill(self) -> None:
        self.calls.append("kill")

    def join(self) -> None:
        self.calls.append("join")


@pytest.mark.parametrize(
    ("arrived", "result"),
    [
        (("result", 3), 3), (("result", None), None), ((), "paper.pdf took longer than 9 s to read, and was given up."),
        ((EOFError,), "paper.pdf made the reader crash, or need too much memory."), (("error", DraftError("Broken.")), "Broken."),
    ],
)  # fmt: skip
def test_each_process_is_ended_whatever_came_of_it(arrived: tuple[object, ...], result: object) -> None:
    process, pipe = Process(), Pipe(*arrived)
    try:
        found = sandbox._outcome((process, pipe), 9.2, PAPER)  # type: ignore[arg-type]
    except DraftError as error:
        found = str(error)
    assert found == result
    assert (process.calls, pipe.waited, pipe.closed) == (["kill", "join"], [9.2], True)


def test_shares_have_the_time_that_is_left_and_all_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started = [(Process(), Pipe("result", 1)), (Process(), Pipe()), (Process(), Pipe("error", KeyError("own")))]
    waiting = iter(started)
    monkeypatch.setattr(sandbox, "_started", lambda *_: next(waiting))
    clock = iter([100.0, 102.0, 109.0, 111.0])
    monkeypatch.setattr(sandbox, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    with pytest.raises(KeyError):
        bounded_side_by_side(10, PAPER, doubled, [1, 2, 3], by=2)
    assert [pipe.waited for _, pipe in started] == [[8.0], [1.0], [0.0]]
    assert [process.calls for process, _ in started] == [["kill", "join", "kill"]] * 3


@LINUX
@pytest.mark.parametrize(
    ("system", "threads", "method"), [("linux", 1, "fork"), ("linux", 2, "forkserver"), ("darwin", 1, "spawn")]
)
def test_how_a_process_is_started(system: str, threads: int, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "sys", SimpleNamespace(platform=system))
    monkeypatch.setattr(sandbox, "threading", SimpleNamespace(active_count=lambda: threads))
    assert sandbox._context().get_start_method() == method
