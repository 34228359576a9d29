"""The result of a command and the one place that prints it; what a command says before it has one, and what it asks."""

import json
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from capassist.errors import CapassistError, UsageError

_told: "ContextVar[tuple[Problem, ...]]" = ContextVar("told", default=())  # by the command that runs

if TYPE_CHECKING:
    from capassist.model import Figure, Problem
    from capassist.terminal.console import Printable


@dataclass(frozen=True)
class Result:
    """What a command found or did, in the form that was asked for, and how the command ends.

    `shown` goes to standard output: a record as JSON, a text as it is, or parts for people. On standard error follow
    `said`, then the `failures`, of which the first with an exit code gives it. An `error` ended the work early: what
    there is until then is shown, and then the error is raised.
    """

    shown: "dict[str, Any] | str | Iterable[Printable]" = ()
    said: "Iterable[str | Printable]" = ()
    failures: "Sequence[tuple[Figure | None, CapassistError]]" = ()
    exit_code: int = 0
    error: CapassistError | KeyboardInterrupt | None = None


def print_result(result: Result) -> None:
    """Print a result. Raises its error, or typer.Exit for another exit code than 0."""
    if not (
        isinstance(result.shown, dict) and isinstance(result.error, CapassistError)
    ):  # that is printed as JSON, too
        _print(result.shown)
    for line in result.said:
        say(line)
    if result.error:
        raise result.error
    if result.failures:
        _show_failures(result.failures)
    codes = [error.exit_code for _, error in result.failures]
    if code := next(filter(None, codes), 0) if codes else result.exit_code:
        raise typer.Exit(code)


def _print(shown: "dict[str, Any] | str | Iterable[Printable]") -> None:
    if isinstance(shown, dict):
        _print_json(shown)
    elif isinstance(shown, str):
        typer.echo(shown, nl=False)
    else:
        from capassist.terminal.console import output

        for part in shown:
            output().print(part)


def _print_json(record: dict[str, Any]) -> None:
    """Print a record on standard output, in ASCII so that no terminal or pipe can spoil it."""
    typer.echo(json.dumps(_with_told(record), indent=2, ensure_ascii=True))


def say(said: "str | Printable") -> None:
    """Print what is about to happen, or did, on standard error; a text in a pipe on one line."""
    from capassist.terminal.console import literal_line, messages

    messages().print(literal_line(said) if isinstance(said, str) else said)


def warn(problems: Iterable["Problem"]) -> None:
    """Print problems on standard error."""
    from capassist.terminal import tables

    for problem in problems:
        say(tables.problem_line(problem))


def warn_once(problem: "Problem") -> None:
    """Print a problem, which a command may come to several times, once; with --json it is in the record, too."""
    if problem not in _told.get():
        _told.set((*_told.get(), problem))
        warn([problem])


def begin() -> None:
    """Begin a command, which has told nothing yet."""
    _told.set(())


def _with_told(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record of ours with the problems that were told on the way."""
    from capassist.terminal.json_records import problem_records

    told = problem_records(_told.get())
    if not told or not str(record.get("schema", "")).startswith("capassist."):
        return record
    known = record.get("problems", [])
    return {**record, "problems": [*known, *(problem for problem in told if problem not in known)]}


def show(error: CapassistError, *, as_json: bool = False) -> None:
    """Print an error as one sentence with the way on; under --json as a record too."""
    from capassist.terminal.console import messages, show_error
    from capassist.terminal.json_records import error_record

    if as_json:
        _print_json(error_record(error))
    show_error(error, messages())


def _show_failures(failures: "Iterable[tuple[Figure | None, CapassistError]]") -> None:
    """Print what failed, for which figures where it is for some; an error that several have in common once."""
    from capassist.terminal.console import messages, show_error

    figures: dict[tuple[str, str], list[Figure]] = {}
    errors: dict[tuple[str, str], CapassistError] = {}
    for figure, error in failures:
        said = (error.message, error.hint)
        figures.setdefault(said, []).extend([figure] if figure else [])
        errors[said] = error
    for said, error in errors.items():
        show_error(error, messages(), figures[said])


def require_answer(way_on: str) -> None:
    """Raise UsageError before any work when the question could not be answered."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("There is no terminal to ask in.", way_on)


def confirmed(question: str) -> bool:
    """Ask on standard error; Enter means no. Keys that were typed before the question was there do not answer it."""
    from capassist.terminal.keyboard import forget_typed

    forget_typed()
    return bool(typer.confirm(question, default=False, err=True))
