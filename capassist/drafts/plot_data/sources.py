"""Finds the tables behind the figures: named by pgfplots, by the script that saves the picture, or beside the
picture."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path, PurePosixPath

from capassist.drafts.figure_types import source_of
from capassist.drafts.images import picture_path
from capassist.drafts.plot_data.tables import SUFFIXES, read_table, table_of
from capassist.files import open_file
from capassist.model import Axis, DataTable, Draft, Figure, PlotPanel

MOST_TABLES = 6  # of one figure
MOST_SCRIPTS = 200
LONGEST_SCRIPT = 400_000  # bytes
SCRIPTS = (".py", ".r", ".jl", ".m", ".gp", ".gnuplot", ".plt", ".ipynb", ".rmd")
FOLDERS = (".", "data", "../data", "../results", "results")  # from the picture's
_TABLE = re.compile(r"\\addplot\+?[^;{]{0,400}?\b(?:table|file)\s*(?:\[[^\]]*\])?\s*\{([^{}\\\n]{1,200})\}")
_COORDINATES = re.compile(r"\\addplot\+?[^;{]{0,400}?\bcoordinates\s*\{([^{}]{1,20000})\}")
_POINT = re.compile(r"\(\s*([^(),]{1,40})\s*,\s*([^(),]{1,40})\s*\)")
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
        found = [*_inline(code, figure), *_read(draft, _names(draft, figure, code, scripts), read)]
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


def _names(draft: Draft, figure: Figure, code: str, scripts: Sequence[tuple[Path, str]]) -> Iterator[str]:
    """Yield the names of files that may hold the figure's data, the likeliest first."""
    yield from (match[1].strip() for match in _TABLE.finditer(code))
    pictures = [PurePosixPath(image.path) for image in figure.images if image.path]
    for picture, (script, text) in product(pictures, scripts):
        if _saves(text, picture):
            yield from _read_by(script.parent.relative_to(draft.root), text)
    for picture, folder, suffix in product(pictures, FOLDERS, SUFFIXES):
        yield str(picture.parent / folder / f"{picture.stem}{suffix}")


def _read_by(here: Path, script: str) -> Iterator[str]:
    """Yield the names of tables in a script's text, as seen from its folder, the root, and the folder above."""
    for name in _STRING.findall(script):
        yield from (str(folder / name) for folder in (here, Path(), here.parent))


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


def _inline(code: str, figure: Figure) -> Iterator[DataTable]:
    """Yield the coordinates that stand in the source of a plot; a legend entry names those of one curve."""
    curves = _COORDINATES.findall(code)
    panels = figure.drawing.panels if figure.drawing else ()
    panel = panels[0] if len(panels) == 1 else PlotPanel()
    x, y = _label(panel.x, "x"), _label(panel.y, "y")
    names = [entry.text for entry in panel.legend]
    if len(names) != len(curves):
        names = [y] * len(curves)
    file = figure.source.file if figure.source else ""
    for curve, name in zip(curves, names, strict=True):
        if (table := table_of([(x, name), *_POINT.findall(curve)], file)) is not None:
            yield table


def _label(axis: Axis | None, name: str) -> str:
    return (axis.label if axis else None) or name
