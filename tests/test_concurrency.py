"""Work side by side: what stops it, in which order results come, and how many are at work at a time."""

import threading

import pytest

from capassist.concurrency import in_time, side_by_side


class Counted:
    """Work that notes how many were at it at once; all of `jobs` meet before any goes on."""

    def __init__(self, jobs: int) -> None:
        self.meeting = threading.Barrier(jobs, timeout=60)
        self.turn = threading.Lock()
        self.now = self.most = 0

    def __call__(self, item: int) -> int:
        with self.turn:
            self.now += 1
            self.most = max(self.most, self.now)
        self.meeting.wait()
        with self.turn:
            self.now -= 1
        return -item


def test_an_error_is_raised_at_once_and_no_other_item_is_begun():
    begun = []
    waiting = threading.Event()

    def work(item: int) -> int:
        begun.append(item)
        if item == 1:
            raise ValueError(item)
        waiting.wait(5)
        return item

    with pytest.raises(ValueError, match="1"):
        list(side_by_side(work, range(50), 2))
    waiting.set()
    assert sorted(begun)[:2] == [0, 1]
    assert len(begun) == 2


def test_who_takes_no_more_results_has_no_more_work_begun():
    begun = []
    results = side_by_side(lambda item: begun.append(item) or item, range(1000), 2)
    assert next(results) == 0
    held = threading.Event()
    results.close()
    held.wait(0.05)
    after = len(begun)
    held.wait(0.05)
    assert len(begun) == after


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_results_come_in_the_items_order_and_at_most_so_many_are_at_work(jobs):
    work = Counted(jobs)
    assert list(side_by_side(work, range(8), jobs)) == [-item for item in range(8)]
    assert work.most == jobs


def test_a_slow_first_item_does_not_hold_up_the_others():
    done = threading.Semaphore(0)

    def work(item: int) -> int:
        if item == 0:
            for _ in range(9):
                assert done.acquire(timeout=60)
        else:
            done.release()
        return item

    assert list(side_by_side(work, range(10), 2)) == list(range(10))


@pytest.mark.parametrize("items", [[], [3]])
def test_few_items_need_no_threads(items):
    threads = []
    assert list(side_by_side(lambda item: threads.append(threading.current_thread()) or item, items, 8)) == items
    assert set(threads) <= {threading.current_thread()}


@pytest.mark.parametrize("left", [5, 0.01])
def test_what_is_made_in_time_comes_in_order(left):
    assert list(in_time(lambda: (n for n in range(100)), lambda: left)) == list(range(100))


def test_what_the_making_raises_is_raised_after_what_was_made():
    def pieces():
        yield 1
        raise ValueError("two")

    made = in_time(pieces, lambda: 5)
    assert next(made) == 1
    with pytest.raises(ValueError, match="two"):
        next(made)


def test_a_making_that_hangs_is_left_to_itself():
    held = threading.Event()
    left = iter([5.0, 5.0, 0.05, 0.0])

    def pieces():
        yield from (0, 1)
        held.wait(30)
        yield 2

    made = in_time(pieces, lambda: next(left))
    assert [next(made), next(made)] == [0, 1]
    with pytest.raises(TimeoutError):
        next(made)
    held.set()


def test_no_time_at_all_is_too_little():
    with pytest.raises(TimeoutError):
        next(in_time(lambda: (n for n in range(3)), lambda: 0.0))


def test_who_takes_no_more_pieces_has_the_making_closed():
    closed = threading.Event()

    def pieces():
        try:
            yield from range(10_000)
        finally:
            closed.set()

    made = in_time(pieces, lambda: 5)
    assert next(made) == 0
    made.close()
    assert closed.wait(5)
