"""Where the report goes: a new file, or one that was a report before, and no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from capassist.errors import UsageError, WriteError
from capassist.files import write_whole

GENERATOR = '<meta name="generator" content="capassist report">'
_HEAD = 1000  # bytes in which a report says what made it


def require_place(path: Path) -> None:
    """Check, before any work, that the report can go there.

    Raises UsageError where it would replace something else or has no folder to go to, and WriteError for an impossible place.
    """
    with _as_write_error(path):
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", f"Name a file in it: --html {path / 'report.html'}")
        if not path.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent}.", "Make it, or name another place with --html.")
        if path.exists() and not _is_report(path):
            raise UsageError(
                f"{path} is there already and is no report of capassist.", "Name another file with --html."
            )


def write_report(path: Path, page: str) -> None:
    """Write the page. Raises as `require_place` does, and WriteError when the file cannot be written."""
    require_place(path)
    with _as_write_error(path):
        write_whole(path, page.encode())


def _is_report(path: Path) -> bool:
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD)


@contextmanager
def _as_write_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"{path} cannot be written: {error.strerror or error}.", "Name another place with --html."
        ) from error
