"""Readers that hang, crash or eat the memory, each in place of the real one."""

import os
import threading
import time
from pathlib import Path

import pytest

from capassist.drafts.sandbox import bounded, bounded_side_by_side
from capassist.errors import DraftError

PAPER = Path("paper.pdf")


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
