"""The text inside PDF graphics of a LaTeX draft: axis labels, legends, panel letters."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from capassist.drafts.bounded import bounded
from capassist.errors import DraftError
from capassist.files import file_inside
from capassist.model import Draft, Figure

_LARGEST_FILE = 20_000_000  # bytes; what is larger is a bitmap or a cloud of points
_MOST_GRAPHICS = 200
_LONGEST = 4_000  # characters of one figure
_PATIENCE = 30.0  # seconds for all graphics of a draft


def with_drawn_text(draft: Draft) -> Draft:
    """Return the draft with the text of each figure's PDF graphics, where none of the figure is known yet.

    Only files inside the draft are opened, in a process of their own; what cannot be read there has no text.
    """
    wanted = {
        figure.id: paths for figure in draft.figures if not figure.drawn_text and (paths := _graphics(draft, figure))
    }
    paths = tuple(dict.fromkeys(path for found in wanted.values() for path in found))[:_MOST_GRAPHICS]
    if not paths:
        return draft
    try:
        texts = bounded(_PATIENCE, draft.path, _texts, paths)
    except DraftError:  # a broken graphic is no reason to stop
        return draft
    return replace(
        draft, figures=tuple(_with_text(figure, wanted.get(figure.id, ()), texts) for figure in draft.figures)
    )


def _with_text(figure: Figure, paths: tuple[Path, ...], texts: dict[Path, str]) -> Figure:
    text = "\n".join(filter(None, (texts.get(path) for path in paths)))[:_LONGEST]
    return replace(figure, drawn_text=text) if text else figure


def _graphics(draft: Draft, figure: Figure) -> tuple[Path, ...]:
    names = (image.path for image in figure.images if image.path and image.path.lower().endswith(".pdf"))
    paths = filter(None, (file_inside(draft.root, name) for name in names))
    return tuple(path for path in paths if 0 < path.stat().st_size <= _LARGEST_FILE)


def _texts(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the visible text on the first page of each file, a line for each of its lines."""
    from capassist.drafts.pdf.mupdf import opened

    texts = {}
    for path in paths:
        try:
            with opened(path) as document:
                texts[path] = "\n".join(document.labels(1))
        except DraftError:
            continue
    return texts
