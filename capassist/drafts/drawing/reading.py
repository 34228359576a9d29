"""Reads the drawings of a draft's figures: from the files that the source includes, else from the figures' regions.

Files are opened in a process of their own that is ended when it takes too long; what was read of a file is kept by its
bytes.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from capassist.drafts.content_cache import content_key, user_cache
from capassist.drafts.drawing import notes
from capassist.drafts.drawing.eps import EPS, as_pdf
from capassist.drafts.drawing.ink import Canvas, upright_canvas
from capassist.drafts.drawing.ocr import SIDE, is_installed, texts_in, words_only
from capassist.drafts.drawing.panels import panels_of
from capassist.drafts.drawing.pixel_shapes import Pixels, may_hold_axes, paths_in
from capassist.drafts.drawing.plot_kinds import kind_without_axes
from capassist.drafts.drawing.scale_bars import scale_bars_of
from capassist.drafts.drawing.svg import explicit
from capassist.drafts.drawing.tones import SIDE as COLOURS_SIDE
from capassist.drafts.drawing.tones import is_photograph
from capassist.drafts.images import picture_path
from capassist.drafts.pdf.page import area, overlap
from capassist.drafts.plain_values import from_json, to_json
from capassist.drafts.view_geometry import Crop, Stretch, Turn, UnclearViewError, first_crop, operations
from capassist.errors import DraftError
from capassist.model import Box, Draft, Drawing, DrawingSource, Figure, Image, PlotPanel, View

if TYPE_CHECKING:
    from capassist.drafts.pdf.mupdf import Document

LARGEST_FILE = 20_000_000  # bytes of an included file; what is larger is a bitmap or a cloud of points
MOST_PARTS = 400  # of one draft
PATIENCE = 150.0  # seconds for all drawings of a draft, on a machine that is busy
ENOUGH = 40.0  # seconds of the processor after which a process begins no further one: what was read by then is kept
SHARE = 8  # files of a process, where there are more than one
MOST_PROCESSES = 4
DRAWN = {".pdf": "pdf", ".svg": "svg"} | dict.fromkeys(EPS, "eps") | dict.fromkeys((".png", ".jpg", ".jpeg"), "ocr")
FEW = 6  # texts: a figure with fewer shows none of its own
MANY = 40  # paths, of which letters drawn as outlines have more
COVERED = 0.5  # of a figure that a picture covers
_FLOATS = frozenset({"figure", "scheme"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One graphic: what a view shows of a file, or a box on one of its pages."""

    path: Path
    page: int = 1
    box: Box | None = None
    view: View | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the parts of a file, in their order."""

    drawings: tuple[Drawing | None, ...]


def with_drawings(draft: Draft, password: str | None = None) -> Draft:
    """Return the draft with what is drawn in its figures, where that can be read. `password` opens the printed paper.

    Only files inside the draft are opened; what cannot be read has no drawing.
    """
    wanted = {figure.id: parts for figure in draft.figures if (parts := _parts(draft, figure))}
    by_file: dict[Path, list[_Part]] = {}
    for part in list(dict.fromkeys(part for parts in wanted.values() for part in parts))[:MOST_PARTS]:
        by_file.setdefault(part.path, []).append(part)
    known, unknown = _known(by_file)
    if unknown:
        with suppress(DraftError):  # a broken graphic is no reason to stop
            known |= _read_anew(draft, unknown, password)
    return replace(
        draft, figures=tuple(_with_drawing(figure, wanted.get(figure.id, ()), known) for figure in draft.figures)
    )


def _has_panels(figure: Figure) -> bool:
    return figure.drawing is not None and bool(figure.drawing.panels)


def _with_drawing(figure: Figure, parts: Sequence[_Part], read: dict[_Part, Drawing | None]) -> Figure:
    if _has_panels(figure):
        return figure
    drawings = _with_letters(figure, [read.get(part) for part in parts])
    drawing = joined([drawing for drawing in drawings if drawing is not None]) or figure.drawing
    return replace(figure, drawing=drawing)


def _with_letters(figure: Figure, drawings: Sequence[Drawing | None]) -> list[Drawing | None]:
    """Return the drawings with the letters that TeX sets below them, one for each; as they are where letters are
    drawn."""
    letters = [panel.label for panel in figure.panels]
    drawn = any(panel.label for drawing in drawings if drawing for panel in drawing.panels)
    if drawn or not len(drawings) == len(letters) > 1:
        return list(drawings)
    return [_lettered(drawing, letter) for drawing, letter in zip(drawings, letters, strict=True)]


def _lettered(drawing: Drawing | None, letter: str) -> Drawing | None:
    """Return the drawing of one panel of a figure, whose letter TeX sets, with that letter."""
    if drawing is None or len(drawing.panels) != 1:
        return drawing
    return replace(drawing, panels=(replace(drawing.panels[0], label=letter),))


def joined(drawings: Sequence[Drawing]) -> Drawing | None:
    """Return the drawings of a figure's graphics as one, in their order; None of none."""
    if len(drawings) < 2:
        return drawings[0] if drawings else None
    panels: tuple[PlotPanel, ...] = tuple(chain.from_iterable(drawing.panels for drawing in drawings))
    kinds = {drawing.kind for drawing in drawings}
    return Drawing(
        drawings[0].source,
        panels,
        tuple(node for drawing in drawings for node in drawing.nodes),
        scale_bars=tuple(_each_once(drawing.scale_bars for drawing in drawings)),
        kind=kinds.pop() if len(kinds) == 1 else None,
        note=" ".join(_each_once([drawing.note] for drawing in drawings)),
    )


def _each_once(texts: Iterable[Iterable[str]]) -> Iterable[str]:
    return dict.fromkeys(filter(None, chain.from_iterable(texts)))


def _parts(draft: Draft, figure: Figure) -> tuple[_Part, ...]:
    """Return the graphics to be read for a figure: its files if all of them are drawings, else its place in the PDF."""
    if figure.kind not in _FLOATS or _has_panels(figure):
        return ()
    named = [image for image in figure.images if image.path]
    files = [part for image in named if (part := _file(draft, image)) is not None]
    if files and len(files) == len(named):
        return tuple(files)
    return tuple(_regions(draft, figure) or files)


def _regions(draft: Draft, figure: Figure) -> list[_Part]:
    """Return the places of a figure's graphics on the pages of the PDF."""
    pdf = draft.pdf or (draft.main if draft.kind == "pdf" else None)
    placed = [(image.page, image.bbox) for image in figure.images if image.page and image.bbox]
    return [_Part(draft.root / pdf, page, box) for page, box in placed] if pdf else []


def _file(draft: Draft, image: Image) -> _Part | None:
    path = picture_path(draft, image.path or "")
    if path is None or path.suffix.lower() not in DRAWN:
        return None
    with suppress(OSError):
        if 0 < path.stat().st_size <= LARGEST_FILE:
            view = image.view or View()
            return _Part(path, view.page, view=view)
    return None


def _known(by_file: dict[Path, list[_Part]]) -> tuple[dict[_Part, Drawing | None], dict[Path, list[_Part]]]:
    """Return what was read of the same files before, and the files that are to be read."""
    known: dict[_Part, Drawing | None] = {}
    unknown = {}
    for path, parts in by_file.items():
        key = _key(path, parts)
        data = user_cache().get(key) if key else None
        try:
            known |= zip(parts, from_json(_Read, data).drawings, strict=True) if data else {}
        except ValueError:
            data = None
        if data is None:
            unknown[path] = parts
    return known, unknown


def _key(path: Path, parts: Sequence[_Part]) -> str | None:
    """Return the key of what is read of a file, by its bytes; another one where an OCR program was installed since."""
    return content_key(
        "drawing", path, path.suffix, [(part.page, part.box, part.view) for part in parts], is_installed()
    )


def _read_anew(draft: Draft, by_file: dict[Path, list[_Part]], password: str | None) -> dict[_Part, Drawing | None]:
    from capassist.drafts.sandbox import bounded_side_by_side  # multiprocessing need not be loaded for what is known

    files = list(by_file.items())
    count = min(-(-len(files) // SHARE), os.cpu_count() or 1, MOST_PROCESSES)
    shares = [dict(files[first::count]) for first in range(count)]
    read: dict[Path, _Read] = {}
    for share in bounded_side_by_side(PATIENCE, draft.path, _drawings, shares, password):
        read |= share
    if password is None:
        for path, whole in read.items():
            _keep(path, by_file[path], whole)
    return {part: drawing for path in read for part, drawing in zip(by_file[path], read[path].drawings, strict=False)}


def _keep(path: Path, parts: Sequence[_Part], read: _Read) -> None:
    """Keep what was read of a file, if it was read to its end."""
    if len(read.drawings) == len(parts) and (key := _key(path, parts)) is not None:
        user_cache().put(key, to_json(read))


def _drawings(by_file: dict[Path, list[_Part]], password: str | None) -> dict[Path, _Read]:
    """Return what is drawn in the parts of the files, as far as the time suffices."""
    end = _processor_time() + ENOUGH
    read = {}
    for path, parts in by_file.items():
        drawings: list[Drawing | None] = []
        with suppress(DraftError, TimeoutError):
            drawings.extend(_drawings_of(path, parts, password, end))  # what was read when the time is over is kept
        read[path] = _Read(tuple(drawings))
    return read


def _processor_time() -> float:
    """Return the seconds of the processor that this process and the programs it has run took, tesseract above all."""
    return sum(os.times()[:4])


def _drawings_of(path: Path, parts: Iterable[_Part], password: str | None, end: float) -> Iterator[Drawing | None]:
    """Yield what is drawn in each part. Raises DraftError, and TimeoutError where the time is over."""
    from capassist.drafts.pdf.mupdf import opened

    source: DrawingSource = DRAWN[path.suffix.lower()]  # type: ignore[assignment]
    with as_pdf(path) as made, explicit(made) as file, opened(file, password) as document:
        for part in parts:
            if _processor_time() > end:
                raise TimeoutError
            box = _shown(document, part)
            canvas = document.canvas(part.page, *box) if box else None
            if canvas is not None:
                yield _with_scale_bars(_drawing_on(document, part.page, canvas, source), canvas, source)
            else:
                yield Drawing(source, note=notes.TOO_MUCH) if box else None


def _with_scale_bars(drawing: Drawing | None, canvas: Canvas, source: DrawingSource) -> Drawing | None:
    bars = scale_bars_of(canvas)
    return replace(drawing or Drawing(source), scale_bars=bars) if bars else drawing


def _drawing_on(document: "Document", page: int, canvas: Canvas, source: DrawingSource) -> Drawing | None:
    """Return what is drawn on a canvas: axes, else what kind of picture it is, else why nothing can be said."""
    drawing = panels_of(upright_canvas(canvas))
    if drawing is not None:
        return replace(_measured(drawing, canvas, source), note=notes.of_characters(canvas))
    if _is_photograph(document, page, canvas.box):
        return Drawing(source, kind="photo")
    if _is_picture(canvas):
        note = notes.of_unread(canvas, as_outlines=len(canvas.paths) > MANY)
        return _seen(document, page, canvas) or (Drawing(source, note=note) if note else None)
    kind, note = kind_without_axes(canvas), notes.of_characters(canvas)
    return Drawing(source, kind=kind, note=note) if kind or note else None


def _shown(document: "Document", part: _Part) -> tuple[Box | None] | None:
    """Return the box of its page that a part shows, None in it for all of the page; None where that is not clear."""
    if part.view is None:
        return (part.box,)
    try:
        width, height = document.size(part.page)
        box, *steps = first_crop(operations(part.view, width, height))
    except (DraftError, UnclearViewError):
        return None
    if not all(_keeps_text(step) for step in steps):
        return None
    return (None if box is None else (box[0] * width, box[1] * height, box[2] * width, box[3] * height),)


def _measured(drawing: Drawing, canvas: Canvas, source: DrawingSource) -> Drawing:
    """Return a drawing with where it is from, how wide it is, and how large its texts are: the size that a quarter of
    them does not exceed, since a small index alone does not count."""
    sizes = sorted(text.size for text in canvas.texts if text.text.strip())
    size = sizes[len(sizes) // 4] if sizes else None
    return replace(drawing, source=source, width=canvas.box[2] - canvas.box[0], text_size=size)


def _is_picture(canvas: Canvas) -> bool:
    """Whether what is seen is a picture, or text that is drawn as outlines."""
    return len(canvas.texts) < FEW and (
        len(canvas.paths) > MANY or any(_covers(box, canvas.box) for box in canvas.images)
    )


def _covers(box: Box, whole: Box) -> bool:
    return overlap(box, whole) > COVERED * area(whole)


def _is_photograph(document: "Document", page: int, box: Box) -> bool:
    try:
        return is_photograph(document.colours(page, box, COLOURS_SIDE))
    except DraftError:
        return False


def _seen(document: "Document", page: int, canvas: Canvas) -> Drawing | None:
    """Return what an OCR program reads in the picture that a canvas shows, and what kind of figure its shapes are."""
    try:
        width, height, data = document.pixels(page, canvas.box, SIDE)
    except DraftError:
        return None
    scale = width / (canvas.box[2] - canvas.box[0])
    pixels = Pixels(width, height, data, scale, (canvas.box[0], canvas.box[1]))
    paths = canvas.paths if len(canvas.paths) > MANY else tuple(paths_in(pixels))
    seen = replace(canvas, texts=tuple(texts_in(pixels)) if may_hold_axes(paths) else (), paths=paths)
    drawing = panels_of(seen) or Drawing("ocr")
    kind = drawing.kind or kind_without_axes(seen)
    if kind == "bar chart" and not drawing.panels:
        kind = None  # boxes of a diagram whose words were not read
    return words_only(replace(drawing, source="ocr", kind=kind)) if drawing.panels or kind else None


def _keeps_text(step: Crop | Turn | Stretch) -> bool:
    """Whether a step only turns by quarters or stretches, which changes nothing of what a reader reads."""
    match step:
        case Turn(degrees):
            return degrees % 90 == 0
        case Stretch(_, across, over):
            return not across and not over
    return False
