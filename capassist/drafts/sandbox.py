"""Reading strangers' files in a process of its own: a parser that hangs, crashes or eats the memory takes only that
with it."""

import gc
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from capassist.errors import CapassistError, DraftError

PATIENCE = 60.0  # seconds; a 500-page thesis takes about 15 on a slow machine
MORE = 10.0  # seconds for each megabyte of the file
_READERS = ["capassist.drafts.drawing.reading", "capassist.drafts.drawn", "pymupdf"]
MEMORY = 4 * 1024**3  # bytes of address space; a 500-page thesis needs a tenth

P = ParamSpec("P")
S = TypeVar("S")
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
    result: T = _outcome(_started(read, arguments, options), seconds, path)
    return result


def bounded_side_by_side(
    seconds: float,
    path: Path,
    read: Callable[Concatenate[S, P], T],
    shares: Sequence[S],
    *arguments: P.args,
    **options: P.kwargs,
) -> list[T]:
    """Return `read(share, *arguments, **options)` for each share, all at the same time, each bounded as by `bounded`.

    What came to no end, or was refused, is left out.
    """
    running = [_started(read, (share, *arguments), options) for share in shares]
    end = time.monotonic() + seconds
    found = []
    try:
        for one in running:
            with suppress(CapassistError):
                found.append(_outcome(one, max(0.0, end - time.monotonic()), path))
    finally:
        for process, _ in running:
            process.kill()
    return found


def _started(read: Callable[..., T], arguments: tuple[Any, ...], options: dict[str, Any]) -> tuple[Any, Connection]:
    """Return the process that reads, and the end of the pipe at which its result arrives."""
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, read, arguments, options), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _context() -> Any:
    """Return the quickest safe way to start a process here.

    A forked process starts in milliseconds, but must not inherit the locks of other threads: beside those it is forked
    from a process that was started, and imported the readers, once.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    if threading.active_count() == 1:
        from capassist.drafts.pdf.mupdf import load_library

        load_library()  # once here, not once in each process that is started
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_READERS)
    return context


def _outcome(started: tuple[Any, Connection], seconds: float, path: Path) -> Any:
    """Return what a started process sends within so many seconds, and end it. Raises DraftError, and what it sent."""
    process, receiver = started
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
    return value


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
