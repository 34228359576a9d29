"""The text inside PDF graphics of a LaTeX draft: axis labels, legends, panel letters."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from capassist.drafts.content_cache import content_key, user_cache
from capassist.drafts.images import picture_path
from capassist.drafts.view_geometry import WHOLE, Crop, UnclearViewError, first_crop, operations
from capassist.errors import DraftError
from capassist.model import Draft, Figure, View

_LARGEST_FILE = 20_000_000  # bytes; what is larger is a bitmap or a cloud of points
_MOST_GRAPHICS = 200
_LONGEST = 4_000  # characters of one figure
_PATIENCE = 30.0  # seconds for all graphics of a draft
_Graphic = tuple[Path, View]


def with_drawn_text(draft: Draft) -> Draft:
    """Return the draft with the text of each figure's PDF graphics, where none of the figure is known yet.

    It is the text of what is printed of them: of the page and the part that the source names.

    Only files inside the draft are opened, in a process of their own; what cannot be read there has no text.
    """
    wanted = {
        figure.id: found for figure in draft.figures if not figure.drawn_text and (found := _graphics(draft, figure))
    }
    graphics = tuple(dict.fromkeys(graphic for found in wanted.values() for graphic in found))[:_MOST_GRAPHICS]
    texts = _known(graphics)
    with suppress(DraftError):  # a broken graphic is no reason to stop
        texts |= _read(draft.path, tuple(graphic for graphic in graphics if graphic not in texts))
    return replace(
        draft, figures=tuple(_with_text(figure, wanted.get(figure.id, ()), texts) for figure in draft.figures)
    )


def _known(graphics: Iterable[_Graphic]) -> dict[_Graphic, str]:
    """Return the texts that were read of the same files before."""
    keys = {graphic: _key(graphic) for graphic in graphics}
    kept = {graphic: user_cache().get(key) for graphic, key in keys.items() if key}
    return {graphic: text.decode("utf-8", "replace") for graphic, text in kept.items() if text is not None}


def _read(draft: Path, graphics: tuple[_Graphic, ...]) -> dict[_Graphic, str]:
    if not graphics:
        return {}
    from capassist.drafts.sandbox import bounded  # multiprocessing need not be loaded for what is known

    texts = bounded(_PATIENCE, draft, _texts, graphics)
    for graphic, text in texts.items():
        if (key := _key(graphic)) is not None:
            user_cache().put(key, text.encode("utf-8", "replace"))
    return texts


def _key(graphic: _Graphic) -> str | None:
    path, view = graphic
    return content_key("text", path, view)


def _with_text(figure: Figure, graphics: tuple[_Graphic, ...], texts: dict[_Graphic, str]) -> Figure:
    text = "\n".join(filter(None, (texts.get(graphic) for graphic in graphics)))[:_LONGEST]
    return replace(figure, drawn_text=text) if text else figure


def _graphics(draft: Draft, figure: Figure) -> tuple[_Graphic, ...]:
    named = ((image.path, image.view or View()) for image in figure.images if image.path)
    graphics = ((picture_path(draft, name), view) for name, view in named if name.lower().endswith(".pdf"))
    return tuple((path, view) for path, view in graphics if path is not None and _is_fit(path))


def _is_fit(path: Path) -> bool:
    try:
        return 0 < path.stat().st_size <= _LARGEST_FILE
    except OSError:
        return False


def _texts(graphics: Iterable[_Graphic]) -> dict[_Graphic, str]:
    """Return the visible text that each view shows of its file, a line for each of its lines."""
    from capassist.drafts.pdf.mupdf import opened

    texts = {}
    for path, view in graphics:
        with suppress(DraftError, UnclearViewError), opened(path) as document:
            box, *steps = first_crop(operations(view, *document.size(view.page)))
            if not any(isinstance(step, Crop) for step in steps):
                texts[path, view] = "\n".join(document.labels(view.page, box or WHOLE))
    return texts
