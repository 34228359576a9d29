"""What is typed while nobody reads it: kept off the screen, or forgotten. Where no terminal is typed at, nothing is
done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def no_echo() -> Iterator[None]:
    """Keep what is typed off the screen; Ctrl-C still interrupts."""
    with _with_echo(wanted=False):
        yield


@contextmanager
def echo() -> Iterator[None]:
    """Show what is typed, for another program that reads it."""
    with _with_echo(wanted=True):
        yield


@contextmanager
def _with_echo(*, wanted: bool) -> Iterator[None]:
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin)
    changed = [*before]
    changed[3] = changed[3] | termios.ECHO if wanted else changed[3] & ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, changed)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def forget_typed() -> None:
    """Forget the lines that were typed and not read yet."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        return
    import termios

    termios.tcflush(sys.stdin, termios.TCIFLUSH)
