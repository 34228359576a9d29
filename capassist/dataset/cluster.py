"""Work on a Ray cluster that is there already: this one is found, used and left as it was."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from capassist import __version__
from capassist.errors import SettingsError
from capassist.text.words import one_line

LONGEST_QUOTE = 160  # characters of Ray's own words

T = TypeVar("T")
R = TypeVar("R")


def on_cluster(work: Callable[[T], R], items: Sequence[T], workers: int) -> Iterator[R]:
    """Yield the result of the work for each item in the items' order, with up to `workers` of them at work at a time.

    The cluster is the one that RAY_ADDRESS names, or the one that runs on this machine. Its machines must have
    capassist, too: the work is sent to them by name, not as code. Raises SettingsError where Ray or the cluster is
    missing, or where the cluster fails.
    """
    with _connected() as ray:
        task = ray.remote(work)
        running: deque[Any] = deque()
        waiting = iter(items)
        try:
            running.extend(map(task.remote, islice(waiting, workers)))
            while running:
                result: R = ray.get(running.popleft())
                running.extend(map(task.remote, islice(waiting, 1)))
                yield result
        except ray.exceptions.RayError as error:
            raise SettingsError(
                f"The Ray cluster failed: {_said(error)}",
                f"All of its machines need the same Ray and capassist {__version__}.",
            ) from error


@contextmanager
def _connected() -> Iterator[Any]:
    """Yield Ray, connected for as long as it is used."""
    try:
        import ray
    except ImportError as error:
        raise SettingsError("--ray needs Ray.", "Install it: pip install 'capassist[ray]'.") from error
    try:
        ray.init(address="auto", log_to_driver=False, logging_level="fatal")  # RAY_ADDRESS goes before what it finds
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"No Ray cluster can be reached: {_said(error)}",
            "Name its address in RAY_ADDRESS, and its token in RAY_AUTH_TOKEN if it wants one; or start one here "
            "with `ray start --head`.",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _said(error: Exception) -> str:
    """Return the last line, which of a failed task is the error itself; the others are where it came from."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return one_line(lines[-1])[:LONGEST_QUOTE]
