"""Work on threads that nobody has to wait for: several pieces at once in their order, and one that may never come to an
end."""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from queue import Empty, Full, Queue, SimpleQueue
from typing import TypeVar

_PATIENCE = 0.2  # seconds; on Windows, Ctrl-C does not end a wait without a limit

_AHEAD = 16  # pieces that wait to be taken

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


def in_time(pieces: Callable[[], Generator[T]], seconds_left: Callable[[], float]) -> Iterator[T]:
    """Yield the pieces as they are made, on a thread of their own.

    Raises TimeoutError when no seconds are left and the next piece, or the end, is not there: whatever the making is
    held up by, it is left to itself then. What it raises is raised here.
    """
    made: Queue[tuple[T | None, BaseException | None]] = Queue(_AHEAD)
    stopped = threading.Event()

    def put(piece: T | None, error: BaseException | None) -> None:
        while not stopped.is_set():
            with suppress(Full):
                made.put((piece, error), timeout=_PATIENCE)
                return

    def run() -> None:
        try:
            with closing(pieces()) as making:
                for piece in making:
                    put(piece, None)
                    if stopped.is_set():
                        return
            put(None, StopIteration())
        except BaseException as error:  # noqa: BLE001  it is raised where the pieces are taken
            put(None, error)

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            piece, error = _next(made, seconds_left)
            if isinstance(error, StopIteration):
                return
            if error is not None:
                raise error
            yield piece  # type: ignore[misc]  # without an error there is a piece
    finally:
        stopped.set()


def _next(
    made: "Queue[tuple[T | None, BaseException | None]]", seconds_left: Callable[[], float]
) -> tuple[T | None, BaseException | None]:
    while (seconds := seconds_left()) > 0:
        with suppress(Empty):
            return made.get(timeout=min(seconds, _PATIENCE))
    raise TimeoutError
