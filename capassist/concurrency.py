"""Several pieces of work at once, in order, on threads that nobody has to wait for."""

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

_PATIENCE = 0.2  # seconds; on Windows, Ctrl-C does not end a wait without a limit

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield the result of the work for each item in the items' order, with up to `jobs` of them at work at a time.

    What a piece of work raises is raised at once, and so are interrupts: no other item is begun then. Pieces that are
    at work are left to themselves; they do not keep the program from ending.
    """
    if jobs == 1 or len(items) < 2:
        yield from map(work, items)
        return
    results: SimpleQueue[tuple[int, R | None, BaseException | None]] = SimpleQueue()
    stopped = threading.Event()
    places = iter(range(len(items)))
    turn = threading.Lock()

    def run() -> None:
        while not stopped.is_set():
            with turn:
                place = next(places, None)
            if place is None:
                return
            try:
                results.put((place, work(items[place]), None))
            except BaseException as error:  # noqa: BLE001  it is raised where the results are taken
                results.put((place, None, error))
                return

    try:
        for _ in range(min(jobs, len(items))):
            threading.Thread(target=run, daemon=True).start()
        yield from _in_order(results, len(items))
    finally:
        stopped.set()


def _in_order(results: "SimpleQueue[tuple[int, R | None, BaseException | None]]", count: int) -> Iterator[R]:
    arrived: dict[int, R] = {}
    for place in range(count):
        while place not in arrived:
            try:
                number, result, error = results.get(timeout=_PATIENCE)
            except Empty:
                continue
            if error is not None:
                raise error
            arrived[number] = result  # type: ignore[assignment]  # without an error there is a result
        yield arrived.pop(place)
