"""Drafts: the only place that reads a paper's files, and the only one that writes into them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from capassist.errors import CapassistError, DraftError
from capassist.files import open_file
from capassist.model import Draft

_ARCHIVES = frozenset(("zip", "tar", "tgz", "gz", "bz2", "xz"))
SEVERAL_PAPERS = "several-main-files"  # the code of the problem that names those that were not read
_OUTSIDE = frozenset({"outside", "outside-image"})  # codes of problems
_MISSING = frozenset({"missing-image", "missing-input"})
_KINDS = "Name a LaTeX folder, a .tex file, a PDF, or a zip or tar.gz of LaTeX."


def open_draft(path: Path, *, pdf: Path | None = None, password: str | None = None) -> Draft:
    """Read a LaTeX folder or .tex file, an archive of one, or a PDF.

    For LaTeX, `pdf` is the compiled paper that gives numbers, pages and regions; without it, one found beside the main
    file does, where it fits. `password` opens an encrypted PDF.

    Raises DraftError, and nothing else, when the draft cannot be read: whatever a stranger's file does to a parser ends
    here.
    """
    require_draft(path)
    try:
        return _naming_others(_read(path, pdf, password))
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
    try:
        if not path.exists():
            raise DraftError(f"There is no {path}.", _KINDS)
        if not (_is_latex(path) or _is_pdf(path) or _is_archive(path)):
            raise DraftError(f"{path} is {_unreadable_as(path)}.", _KINDS)
    except OSError as error:
        raise DraftError(f"{error.filename or path} cannot be read: {error.strerror or error}.") from error


def _unreadable_as(path: Path) -> str:
    if not path.stat().st_size:
        return "empty"
    kind = path.suffix.lower().removeprefix(".")
    return f"no {kind}, whatever its name says" if kind in _ARCHIVES else "neither LaTeX nor a PDF"


def _naming_others(draft: Draft) -> Draft:
    """Return the draft, where its folder holds several papers with how another one is named."""
    problems = (
        replace(problem, hint=_way_to(draft, problem.subject)) if problem.code == SEVERAL_PAPERS else problem
        for problem in draft.problems
    )
    return replace(draft, problems=tuple(problems))


def _way_to(draft: Draft, other: str) -> str:
    if draft.packed:
        return f"To read another one, unpack {draft.path.name} and name its .tex file."
    return f"To read another one, name it: {draft.path / other}"


def _read(path: Path, pdf: Path | None, password: str | None) -> Draft:
    if _is_latex(path):
        return _remembered(
            _latex_key(path, pdf, password), lambda: with_pictures_read(_read_latex(path, pdf, password), password)
        )
    if _is_pdf(path):
        found = _remembered(
            _pdf_key("paper", path, password), lambda: with_pictures_read(_read_pdf(path, password), password)
        )
        return replace(found, path=path, root=path.parent)  # it may have been moved
    from capassist.drafts.archives import as_packed, unpack

    folder = unpack(path)
    try:
        return as_packed(with_pictures_read(_read_latex(folder, pdf, password), password), path)
    except DraftError as error:  # the author knows the archive, not the folder it was unpacked into
        raise DraftError(error.message.replace(str(folder), str(path)), error.hint) from error


def with_pictures_read(draft: Draft, password: str | None = None) -> Draft:
    """Return the draft with what the figures' graphics show, with the figures' types, which follow from that, and with
    the data behind the plots."""
    from capassist.drafts.drawing.reading import with_drawings
    from capassist.drafts.drawn import with_drawn_text
    from capassist.drafts.figure_types import with_types
    from capassist.drafts.plot_data.sources import with_data

    return with_data(with_types(with_drawings(with_drawn_text(draft), password)))


_Key = Callable[[], str | None]


def _remembered(key: _Key, read: Callable[[], Draft]) -> Draft:
    """Return what was read of the very same files before, else read them and keep it."""
    from capassist.drafts.content_cache import user_cache
    from capassist.drafts.plain_values import from_json, to_json

    before = key()
    if before is not None and (kept := user_cache().get(before)) is not None:
        with suppress(ValueError):
            return from_json(Draft, kept)
    draft = read()
    if before is not None and _depends_on_nothing_else(draft) and key() == before:  # unchanged while it was read
        user_cache().put(before, to_json(draft))
    return draft


def _depends_on_nothing_else(draft: Draft) -> bool:
    """Return whether a draft holds no name of a file that lies outside its folder, or that may turn up there."""
    codes = {problem.code for problem in draft.problems}
    named = (image.path for figure in draft.figures for image in figure.images if image.path)
    may_turn_up = _MISSING if draft.project else frozenset[str]()
    return codes.isdisjoint(_OUTSIDE | may_turn_up) and not any(name.startswith("../") for name in named)


def _latex_key(path: Path, pdf: Path | None, password: str | None) -> _Key:
    """Return what gives the key of a LaTeX folder. A .tex file's own folder may be another one's: it has none."""

    def key() -> str | None:
        if password is not None or not path.is_dir():
            return None
        from capassist.drafts.bounds import bounds_of
        from capassist.drafts.content_cache import content_key, folder_key

        root = path.resolve()
        compiled = content_key("pdf", pdf, str(pdf.resolve())) if pdf is not None else ""
        return (
            None if compiled is None else folder_key("latex", root, str(path), str(bounds_of(root)), str(pdf), compiled)
        )

    return key


def _pdf_key(kind: str, path: Path, password: str | None) -> _Key:
    """Return what gives the key of a PDF. What needs a password is not kept."""

    def key() -> str | None:
        from capassist.drafts.content_cache import content_key

        return content_key(kind, path, path.name) if password is None else None

    return key


def _read_latex(path: Path, pdf: Path | None, password: str | None) -> Draft:
    from capassist.drafts.latex import read_latex
    from capassist.drafts.pairing import find_pdf, pair

    latex = read_latex(path)
    if pdf is not None:
        return pair(latex, _compiled(pdf, password))
    found = find_pdf(latex)
    if found is None:
        return latex
    try:
        paired = pair(latex, _compiled(found, password))
    except DraftError:
        return latex
    # Nobody asked for this PDF: one that is broken or does not fit is not spoken of.
    return paired if paired.pdf else latex


def _compiled(path: Path, password: str | None) -> Draft:
    """Return what a source's PDF says: it often stays the same while the source changes."""
    found = _remembered(_pdf_key("pdf", path, password), lambda: _read_pdf(path, password))
    return replace(found, path=path, root=path.parent)


def _read_pdf(path: Path, password: str | None) -> Draft:
    """Read a PDF in a process of its own."""
    from capassist.drafts.pdf.reader import read_pdf
    from capassist.drafts.sandbox import bounded, patience_for

    return bounded(patience_for(path), path, read_pdf, path, password)


def _is_latex(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() in {".tex", ".ltx", ".latex"}


def _is_pdf(path: Path) -> bool:
    with open_file(path) as file:
        return b"%PDF-" in file.read(1024) or path.suffix.lower() == ".pdf"


def _is_archive(path: Path) -> bool:
    from capassist.drafts.archives import is_archive

    return is_archive(path)
