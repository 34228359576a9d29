"""The one place that has results printed and turns errors into exit codes."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import typer

from capassist.cli.output import Result, begin, print_result, show
from capassist.cli.plain_options import PlainGroup
from capassist.errors import EXIT_BUG, EXIT_INTERRUPTED, CapassistError

_KEEPING = ("suggest", "review", "apply")  # commands that go on from what they kept


class Commands(PlainGroup):
    """The command group whose `invoke` is the one place that has results printed and turns errors into exit codes.

    Plain Typer exits with 1 for crashes and for Ctrl-D, which would look like findings of `check`.
    """

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own Context, by its public name
        """Run the command and print its result; show an error as one sentence with the way on."""
        begin()
        try:
            result = super().invoke(ctx)
            if isinstance(result, Result):
                print_result(result)
        except typer.TyperException as error:
            _clear(error)
            raise
        except typer.Exit:
            raise
        except CapassistError as error:
            show(error, as_json=ctx.meta.get("json", False))
            raise typer.Exit(error.exit_code) from error
        except (KeyboardInterrupt, EOFError, typer.Abort) as error:
            kept = " Decisions and drafts made so far are kept." if ctx.invoked_subcommand in _KEEPING else ""
            typer.echo(f"\nInterrupted.{kept}", err=True)
            raise typer.Exit(EXIT_INTERRUPTED) from error
        except BrokenPipeError as error:  # `capassist scan | head`: the reader has what it wants
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error
        except Exception as error:
            typer.echo(f"capassist: a bug, sorry ({type(error).__name__}). The traceback is in {_log()}", err=True)
            raise typer.Exit(EXIT_BUG) from error


def _clear(error: typer.TyperException) -> None:
    """Take away what the library that looks at options puts before its words."""
    if hasattr(error, "message"):
        error.message = error.message.removeprefix("Value error, ")


class WithDefault(PlainGroup):
    """A group whose first command is meant where none is named: "config paper/" is "config show paper/"."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # as above
        """Put the first command's name before arguments that name none."""
        if not args or args[0] not in (*self.commands, *ctx.help_option_names):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


def _log() -> Path:
    """Write the current traceback, without values of variables and keys, into a new file that only the user can
    read."""
    import tempfile
    import traceback

    descriptor, name = tempfile.mkstemp(prefix="capassist-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(
            f"capassist {' '.join(sys.argv[1:])}\nPython {sys.version}\n\n{_without_keys(traceback.format_exc())}"
        )
    return Path(name)


def _without_keys(text: str) -> str:
    """Return the text without what looks like a key: some HTTP libraries name a header in their errors."""
    return re.sub(r"(?i)\bbearer\s+[\x21-\x7e]+|\bsk-[\w-]{8,}", "[key]", text)
