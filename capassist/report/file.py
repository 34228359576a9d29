"""Where the report goes: a new file, or one that was a report before, and no other."""

from pathlib import Path

from capassist.files import Output

GENERATOR = '<meta name="generator" content="capassist report">'


def require_place(path: Path) -> None:
    """Check, before any work, that the report can go there.

    Raises UsageError where it would replace something else or has no folder to go to, and WriteError for an impossible
    place.
    """
    _output(path).require_place()


def write_report(path: Path, page: str) -> None:
    """Write the page. Raises as `require_place` does, and WriteError when the file cannot be written."""
    _output(path).write(page.encode())


def _output(path: Path) -> Output:
    return Output(path, "report", GENERATOR.encode(), "--html")
