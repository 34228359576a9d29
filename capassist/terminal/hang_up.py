"""The terminal that is closed, or the system that ends a program, while something is typed: the signals of both."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable

_NAMES = ("SIGHUP", "SIGTERM")


def on_hang_up(loop: asyncio.AbstractEventLoop | None, told: Callable[[int], None]) -> None:
    """Have a function called with the number of the signal while the loop runs; one that is ignored stays so."""
    if loop is None or sys.platform == "win32":
        return
    for name in _NAMES:
        number = getattr(signal, name)
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, told, number)


def die_of(number: int) -> None:
    """End the program as the signal would have done at once."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
