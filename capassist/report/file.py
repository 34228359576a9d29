"""Where the report goes: a new file, or one that was a report before, and no other."""

from hashlib import sha256
from pathlib import Path

from capassist.files import Output
from capassist.model import Draft


def generator(draft: Draft) -> str:
    """Return the element by which a report of this draft is known again, in this place of this machine."""
    of = sha256(str((draft.home / draft.name).resolve()).encode()).hexdigest()[:16]
    return f'<meta name="generator" content="capassist report {of}">'


def default_name(draft: Draft) -> Path:
    """Return the name of a draft's report, in the working folder: that of the folder or file that the draft is."""
    path = draft.path.resolve()
    return Path(f"report-{path.name if path.is_dir() else path.stem.removesuffix('.tar')}.html")


def require_place(path: Path, draft: Draft) -> None:
    """Check, before any work, that the report can go there.

    Raises UsageError where it would replace something else, or another draft's report, or has no folder to go to, and
    WriteError for an impossible place.
    """
    _output(path, draft).require_place()


def write_report(path: Path, draft: Draft, page: str) -> None:
    """Write the page. Raises as `require_place` does, and WriteError when the file cannot be written."""
    _output(path, draft).write(page.encode())


def _output(path: Path, draft: Draft) -> Output:
    return Output(path, "report of this paper", generator(draft).encode(), "--html")
