"""Drafts: the only place that reads a paper's files, and the only one that writes into them."""

from pathlib import Path

from capassist.errors import CapassistError, DraftError
from capassist.model import Draft


def open_draft(path: Path, password: str | None = None) -> Draft:
    """Read a LaTeX folder, a .tex file or a PDF.

    Raises DraftError, and nothing else, when it cannot be read: whatever a stranger's file does to a parser ends here.
    """
    try:
        return _read(path, password)
    except CapassistError:
        raise
    except OSError as error:
        raise DraftError(f"{error.filename or path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, LookupError, RecursionError, MemoryError, ArithmeticError) as error:
        raise DraftError(
            f"{path} could not be understood ({type(error).__name__}).",
            "This is a fault of capassist's reader: please report it, if you can with the file.",
        ) from error


def _read(path: Path, password: str | None) -> Draft:
    if not path.exists():
        raise DraftError(f"There is no {path}.", "Name a LaTeX folder, a .tex file or a PDF.")
    if path.is_dir() or path.suffix.lower() in {".tex", ".ltx", ".latex"}:
        from capassist.drafts.latex import read_latex

        return read_latex(path)
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head or path.suffix.lower() == ".pdf":
        from capassist.drafts.pdf import read_pdf

        return read_pdf(path, password)
    raise DraftError(f"{path} is neither LaTeX nor a PDF.", "Name a LaTeX folder, a .tex file or a PDF.")
