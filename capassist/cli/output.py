"""What a command shows besides its result, and what it asks."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from capassist.errors import CapassistError, UsageError

if TYPE_CHECKING:
    from capassist.model import Figure, Problem


def print_json(record: dict[str, Any]) -> None:
    """Print a record on standard output, in ASCII so that no terminal or pipe can spoil it."""
    typer.echo(json.dumps(record, indent=2, ensure_ascii=True))


def say(text: str) -> None:
    """Print what is about to happen, or did, on standard error; in a pipe on one line."""
    from capassist.terminal.console import literal_line, messages

    messages().print(literal_line(text))


def warn(problems: Iterable["Problem"]) -> None:
    """Print problems on standard error."""
    from capassist.terminal import tables
    from capassist.terminal.console import messages

    for problem in problems:
        messages().print(tables.problem_line(problem))


def show(error: CapassistError, *, as_json: bool = False) -> None:
    """Print an error as one sentence with the way on; under --json as a record too."""
    from capassist.terminal.console import messages, show_error
    from capassist.terminal.records import error_record

    if as_json:
        print_json(error_record(error))
    show_error(error, messages())


def show_failures(failures: "Iterable[tuple[Figure, CapassistError]]") -> None:
    """Print what failed for which figures, an error that several have in common once."""
    from capassist.terminal.console import messages, show_error

    figures: dict[tuple[str, str], list[Figure]] = {}
    errors: dict[tuple[str, str], CapassistError] = {}
    for figure, error in failures:
        said = (error.message, error.hint)
        figures.setdefault(said, []).append(figure)
        errors[said] = error
    for said, error in errors.items():
        show_error(error, messages(), figures[said])


def require_answer(way_on: str) -> None:
    """Raise UsageError before any work when the question could not be answered."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("There is no terminal to ask in.", way_on)


def confirmed(question: str) -> bool:
    """Ask on standard error; Enter means no."""
    return bool(typer.confirm(question, default=False, err=True))
