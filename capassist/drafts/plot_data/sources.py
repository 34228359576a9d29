"""Finds the tables behind the figures: named by pgfplots, by the script that saves the picture, or beside the
picture."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from capassist.drafts.figure_types import source_of
from capassist.drafts.images import picture_path
from capassist.drafts.plot_data.addplots import Curve, curves_of, inline_tables, labelled, written_table
from capassist.drafts.plot_data.table_files import SUFFIXES, read_table
from capassist.files import open_file
from capassist.model import DataTable, Draft, Figure

MOST_TABLES = 6  # of one figure
MOST_SCRIPTS = 200
LONGEST_SCRIPT = 400_000  # bytes
SCRIPTS = (".py", ".r", ".jl", ".m", ".gp", ".gnuplot", ".plt", ".ipynb", ".rmd")
FOLDERS = (".", "data", "../data", "../results", "results")  # from the picture's
_STRING = re.compile(r"""["']([^"'\n]{1,200}\.(?:csv|tsv|dat|txt|json))["']""", re.IGNORECASE)


def with_data(draft: Draft) -> Draft:
    """Return the draft with the tables behind its figures. Only files inside the draft are opened, and none is run."""
    if draft.kind != "latex":
        return draft
    scripts = list(_scripts(draft.root))
    read: dict[Path, DataTable | None] = {}
    sources: dict[str, list[str]] = {}
    figures = []
    for figure in draft.figures:
        code = source_of(draft, figure, sources) if figure.kind == "figure" else ""
        curves = curves_of(code, figure)
        files = _read(draft, _names(draft, figure, curves, scripts), read)
        found = [*inline_tables(curves, figure), *_written(curves, figure, sources), *_labelled(files, curves, draft)]
        figures.append(replace(figure, data=tuple(found[:MOST_TABLES])) if found else figure)
    return replace(draft, figures=tuple(figures))


def _read(draft: Draft, names: Iterator[str], read: dict[Path, DataTable | None]) -> Iterator[DataTable]:
    seen: set[Path] = set()
    for name in names:
        path = picture_path(draft, name)
        if path is None or path in seen or path.suffix.lower() not in SUFFIXES:
            continue
        seen.add(path)
        if path not in read:
            read[path] = None
            with suppress(OSError, ValueError):
                read[path] = read_table(path, _relative(draft, path))
        if (table := read[path]) is not None:
            yield table


def _relative(draft: Draft, path: Path) -> str:
    root = draft.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _labelled(tables: Iterator[DataTable], curves: Sequence[Curve], draft: Draft) -> Iterator[DataTable]:
    """Yield the tables of files with what the plot calls their columns."""
    for table in tables:
        own = [curve for curve in curves if not curve.is_inline and _file_of(draft, curve) == table.file]
        yield labelled(table, own) if own else table


def _file_of(draft: Draft, curve: Curve) -> str | None:
    path = picture_path(draft, curve.body.strip())
    return None if path is None else _relative(draft, path)


def _written(curves: Sequence[Curve], figure: Figure, sources: dict[str, list[str]]) -> Iterator[DataTable]:
    """Yield the tables that the figure's own file writes when TeX runs."""
    file = figure.source.file if figure.source else ""
    for curve in curves:
        if not curve.is_inline and (table := written_table(curve.body.strip(), sources.get(file, ()), file)):
            yield labelled(table, [curve])


def _names(draft: Draft, figure: Figure, curves: Sequence[Curve], scripts: Sequence[tuple[Path, str]]) -> Iterator[str]:
    """Yield the names of files that may hold the figure's data, the likeliest first."""
    yield from (curve.body.strip() for curve in curves if not curve.is_inline)
    pictures = [PurePosixPath(image.path) for image in figure.images if image.path]
    for picture in pictures:
        yield from _named_by_scripts(picture, draft, scripts)
    for picture in pictures:
        yield from (
            str(picture.parent / folder / f"{picture.stem}{suffix}") for folder in FOLDERS for suffix in SUFFIXES
        )


def _named_by_scripts(picture: PurePosixPath, draft: Draft, scripts: Sequence[tuple[Path, str]]) -> Iterator[str]:
    """Yield the names of tables in the scripts that name the picture, from the script's folder and the draft's."""
    for path, text in scripts:
        if _saves(text, picture):
            here = path.parent.relative_to(draft.root)
            yield from (str(folder / name) for name in _STRING.findall(text) for folder in (here, Path(), here.parent))


def _saves(script: str, picture: PurePosixPath) -> bool:
    """Whether a script names the picture."""
    return re.search(rf"[\"'/]{re.escape(picture.stem)}(?:\.\w{{2,4}})?[\"']", script) is not None


def _scripts(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the scripts of a draft with their text."""
    found = 0
    for pattern in ("*", "*/*", "*/*/*"):
        for path in sorted(root.glob(pattern)):
            if path.suffix.lower() not in SCRIPTS or path.is_symlink() or not path.is_file():
                continue
            found += 1
            if found > MOST_SCRIPTS:
                return
            with suppress(OSError), open_file(path) as file:
                yield path, file.read(LONGEST_SCRIPT).decode("utf-8", "replace")
