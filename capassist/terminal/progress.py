"""Progress on standard error while a draft is read and figures are drafted; silent where standard error is no
terminal.

What draws it is imported where something is drawn: most commands that run in pipes draw nothing.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from capassist.terminal.streams import is_shown

if TYPE_CHECKING:
    from rich.console import Console

    from capassist.model import Figure

T = TypeVar("T")


@contextmanager
def waiting(figure: "Figure", captioner: str, console: "Console | None" = None) -> Iterator[None]:
    """Show, while the author waits for a draft in the review, for which figure and by whom."""
    from capassist.terminal.console import literal_line, messages
    from capassist.terminal.keyboard import no_echo

    console = console or messages()
    line = literal_line(f"Drafting {figure.name} ({captioner}). Ctrl-C stops; what is decided is saved.")
    if console.is_dumb_terminal or not console.is_terminal:
        console.print(line)
        yield
        return
    with console.screen(), console.status(line), no_echo():
        yield


@contextmanager
def drafting(
    total: int, captioner: str, console: "Console | None" = None, *, doing: str = "Drafting"
) -> Iterator[Callable[[T], T]]:
    """Show how many of `total` figures are drafted and by whom; what it yields counts one result and hands it on."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from capassist.terminal.console import literal_line, messages

    console = console or messages()
    if not (total and is_shown(console.file)):  # FORCE_COLOR is a wish for colour, not for movement
        yield lambda result: result
        return
    title = literal_line(f"{doing} ({captioner})").plain
    if console.is_dumb_terminal:
        console.print(f"{title}, {total} to do")
        yield lambda result: result
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total)

        def count(result: T) -> T:
            bar.advance(task)
            return result

        yield count


@contextmanager
def reading(name: str, console: "Console | None" = None) -> Iterator[None]:
    """Show that a draft is being read, for as long as it takes."""
    stream = console.file if console else sys.stderr
    if not is_shown(stream):
        yield
        return
    from capassist.terminal.console import literal_line, messages

    console = console or messages()
    if console.is_dumb_terminal:
        yield
        return
    with console.status(literal_line(f"Reading {name}")):
        yield
