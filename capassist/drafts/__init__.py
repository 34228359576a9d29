"""Drafts: the only place that reads a paper's files, and the only one that writes into them."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from capassist.errors import CapassistError, DraftError
from capassist.files import open_file
from capassist.model import Draft

_KINDS = "Name a LaTeX folder, a .tex file, a PDF, or a zip or tar.gz of LaTeX."


def open_draft(path: Path, *, pdf: Path | None = None, password: str | None = None) -> Draft:
    """Read a LaTeX folder or .tex file, an archive of one, or a PDF.

    For LaTeX, `pdf` is the compiled paper that gives numbers, pages and regions; without it, one found beside the main file does,
    where it fits. `password` opens an encrypted PDF.

    Raises DraftError, and nothing else, when the draft cannot be read: whatever a stranger's file does to a parser ends here.
    """
    require_draft(path)
    try:
        return _read(path, pdf, password)
    except CapassistError:
        raise
    except OSError as error:
        raise DraftError(f"{error.filename or path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, LookupError, RecursionError, MemoryError, ArithmeticError) as error:
        raise DraftError(
            f"{path} could not be understood ({type(error).__name__}).",
            "This is a fault of capassist's reader: please report it, if you can with the file.",
        ) from error


def require_draft(path: Path) -> None:
    """Check by its name and its first bytes that the path is what `open_draft` reads. Raises DraftError."""
    from capassist.drafts.archives import is_archive

    try:
        if not path.exists():
            raise DraftError(f"There is no {path}.", _KINDS)
        if not (_is_latex(path) or _is_pdf(path) or is_archive(path)):
            raise DraftError(f"{path} is neither LaTeX nor a PDF.", _KINDS)
    except OSError as error:
        raise DraftError(f"{error.filename or path} cannot be read: {error.strerror or error}.") from error


def _read(path: Path, pdf: Path | None, password: str | None) -> Draft:
    from capassist.drafts.drawn import with_drawn_text
    from capassist.drafts.figure_types import with_types

    if _is_latex(path):
        return with_types(with_drawn_text(_read_latex(path, pdf, password)))
    if _is_pdf(path):
        return with_types(_read_pdf(path, password))
    from capassist.drafts.archives import as_packed, unpack

    folder = unpack(path)
    try:
        return as_packed(with_types(with_drawn_text(_read_latex(folder, pdf, password))), path)
    except DraftError as error:  # the author knows the archive, not the folder it was unpacked into
        raise DraftError(error.message.replace(str(folder), str(path)), error.hint) from error


def _read_latex(path: Path, pdf: Path | None, password: str | None) -> Draft:
    from capassist.drafts.latex import read_latex
    from capassist.drafts.pairing import find_pdf, pair

    latex = read_latex(path)
    if pdf is not None:
        return pair(latex, _read_pdf(pdf, password))
    found = find_pdf(latex)
    if found is None:
        return latex
    try:
        paired = pair(latex, _read_pdf(found, password))
    except DraftError:
        return latex
    # Nobody asked for this PDF: one that is broken or does not fit is not spoken of.
    return paired if paired.pdf else latex


def _read_pdf(path: Path, password: str | None) -> Draft:
    """Read a PDF, or take what was read of its very bytes before. What needs a password is not kept."""
    from capassist.drafts.content_cache import content_key, user_cache
    from capassist.drafts.plain_values import from_json, to_json

    key = content_key("pdf", path, path.name) if password is None else None
    if key is not None and (kept := user_cache().get(key)) is not None:
        with suppress(ValueError):
            return replace(from_json(Draft, kept), path=path, root=path.parent)
    from capassist.drafts.pdf import read_pdf
    from capassist.drafts.sandbox import bounded, patience_for

    draft = bounded(patience_for(path), path, read_pdf, path, password)
    if key is not None:
        user_cache().put(key, to_json(draft))
    return draft


def _is_latex(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in {".tex", ".ltx", ".latex"}


def _is_pdf(path: Path) -> bool:
    with open_file(path) as file:
        return b"%PDF-" in file.read(1024) or path.suffix.lower() == ".pdf"
