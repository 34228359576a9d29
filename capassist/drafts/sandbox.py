"""Reading strangers' files in a process of its own: a parser that hangs, crashes or eats the memory takes only that
with it."""

import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from capassist.errors import CapassistError, DraftError

PATIENCE = 60.0  # seconds; a 500-page thesis takes about 15 on a slow machine
MORE = 10.0  # seconds for each megabyte of the file
MEMORY = 4 * 1024**3  # bytes of address space; a 500-page thesis needs a tenth

P = ParamSpec("P")
T = TypeVar("T")


def patience_for(path: Path) -> float:
    """Return how many seconds a file may take to be read."""
    return PATIENCE + MORE * path.stat().st_size / 1_000_000


def bounded(seconds: float, path: Path, read: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Return `read(*arguments, **options)`, run in a process that is ended after `seconds` or when it needs too much
    memory.

    `path` is the file that is read, for the messages. What comes back, and each error, must be picklable. Raises
    DraftError when the process did not come to an end by itself, and the errors of `read` that are capassist's own.
    """
    # A forked child starts in milliseconds, but must not inherit the locks of other threads.
    forks = sys.platform == "linux" and threading.active_count() == 1
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, read, arguments, options), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise DraftError(f"{path} took longer than {seconds:.0f} s to read, and was given up.", _WAY_ON)
        kind, value = receiver.recv()
    except EOFError:
        raise DraftError(f"{path} made the reader crash, or need too much memory.", _WAY_ON) from None
    finally:
        process.kill()
        process.join()
        receiver.close()
    if kind == "error":
        raise value
    result: T = value
    return result


_WAY_ON = "Is the file damaged? Writing it anew with another program, or giving the LaTeX source, may help."


def _run(sender: Connection, read: Callable[..., object], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # the process ends soon, and passes over millions of living objects are most of the time of a large page
    gc.disable()
    try:
        sender.send(("result", read(*arguments, **options)))
    except CapassistError as error:
        sender.send(("error", error))
    except (OSError, ValueError, LookupError, RecursionError, ArithmeticError) as error:
        sender.send(("error", error))
    except MemoryError:
        sender.close()  # the parent says what an end without a word means
