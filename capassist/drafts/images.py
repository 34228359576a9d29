"""Pictures of figures, for a model or a terminal: a region of a page, or the figure's files side by side on white."""

import io
import math
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from capassist.errors import DraftError
from capassist.files import file_inside
from capassist.model import Draft, Figure, Image, Picture

if TYPE_CHECKING:
    from PIL.Image import Image as Raster

_DRAWN = frozenset({".pdf", ".svg"})
_RASTERS = frozenset({".png", ".jpg", ".jpeg"})  # that TeX sets
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")  # Pillow would hand EPS to Ghostscript
LARGEST_FILE = 200_000_000  # bytes
# Models scale larger pictures down themselves (GPT-4o to 768 pixels on the shorter side, Claude to 1568 on the longer), and local
# ones pay for every 28 × 28 pixels (Qwen-VL): with this side it is at most 1,340 tokens a picture, and tick labels stay legible.
USEFUL_SIDE = 1024  # pixels
_LARGEST_PNG = 1_500_000  # bytes
_GAP = 16  # pixels between panels
_MOST_PANELS = 36
_JPEG_QUALITY = 90
_DAMAGED = (OSError, ValueError, ArithmeticError, SyntaxError, LookupError, MemoryError, RuntimeError)  # Pillow's
_TURN = threading.Lock()  # MuPDF must not be used by two threads at once


class DraftImages:
    """Loads the pictures of a draft's figures, none larger than `max_side` pixels; above `largest_png` bytes as JPEG.

    Each is loaded once. Several threads may ask at once.
    """

    def __init__(
        self, draft: Draft, password: str | None = None, max_side: int = USEFUL_SIDE, largest_png: int = _LARGEST_PNG
    ) -> None:
        self._draft = draft
        self._password = password
        self._max_side = max_side
        self._largest_png = largest_png
        self._loaded: dict[tuple[Image, ...], Picture | None] = {}

    def load(self, figure: Figure) -> Picture | None:
        """Return the whole figure as one picture, its panels in order; None where nothing of it can be shown.

        Where the figure's region on a page is known, that is the picture: it shows what TeX drew, too. Files outside of the
        draft, damaged ones and those that would unpack to an unreasonable size are left out.
        """
        with _TURN:
            if figure.images not in self._loaded:
                self._loaded[figure.images] = self._whole(figure)
            return self._loaded[figure.images]

    def _whole(self, figure: Figure) -> Picture | None:
        rasters = list(self._regions(figure)) or list(self._files(figure))
        return _picture(_fitted(_tiled(rasters), self._max_side), self._largest_png) if rasters else None

    def _regions(self, figure: Figure) -> "Iterator[Raster]":
        name = self._draft.pdf or (self._draft.main if self._draft.kind == "pdf" else None)
        for image in figure.images:
            if name and image.page and image.bbox:
                with suppress(DraftError):
                    yield self._rendered(self._draft.root / name, image)

    def _files(self, figure: Figure) -> "Iterator[Raster]":
        for image in figure.images[:_MOST_PANELS]:
            path = self._inside(image.path) if image.path else None
            if path is None:
                continue
            if path.suffix.lower() in _DRAWN:
                with suppress(DraftError):
                    yield self._rendered(path, Image(page=1))
            elif (raster := _decoded(path, self._max_side)) is not None:
                yield raster

    def _inside(self, name: str) -> Path | None:
        """Return where a file of the draft is, or None when it lies outside, is missing or too large."""
        path = file_inside(self._draft.root, name)
        return path if path and path.stat().st_size <= LARGEST_FILE else None

    def _rendered(self, path: Path, image: Image) -> "Raster":
        from PIL import Image as Pillow

        from capassist.drafts.pdf import render

        data = render(path, image.page or 1, image.bbox, max_side=self._max_side, password=self._password)
        return Pillow.open(io.BytesIO(data), formats=("PNG",)).convert("RGB")


def raster_width(path: Path) -> int | None:
    """Return how many pixels a PNG or JPEG is wide, from the head of its file; None for others and damaged ones."""
    if path.suffix.lower() not in _RASTERS:
        return None
    from PIL import Image as Pillow

    with warnings.catch_warnings(), suppress(*_DAMAGED, Pillow.DecompressionBombError):
        warnings.simplefilter("ignore")
        with Pillow.open(path, formats=_FORMATS) as opened:
            return opened.width
    return None


def picture_in(data: bytes) -> Picture | None:
    """Return the picture in a raster file's bytes, fitted as figures are; None when it cannot be read or its pixels are too many."""
    raster = _decoded(io.BytesIO(data), USEFUL_SIDE)
    return _picture(raster, _LARGEST_PNG) if raster else None


def _decoded(file: Path | IO[bytes], max_side: int) -> "Raster | None":
    """Return a file's first image on white; None when it cannot be read or its pixels are too many."""
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a file but did not stop Pillow
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(file, formats=_FORMATS) as opened:
                opened.draft("RGB", (max_side, max_side))  # a JPEG need not be decoded in full size
                return _on_white(_fitted(_in_eight_bits(opened), max_side))
    except _DAMAGED:
        return None
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        return None


def _in_eight_bits(raster: "Raster") -> "Raster":
    """Return the pixels in a mode that can be scaled: 16-bit and float greys stretched to what they use."""
    if raster.mode.startswith(("I", "F")):
        grey = raster.convert("F")
        extrema: Any = grey.getextrema()  # of one band: two numbers
        low, high = extrema
        scale = 255 / (high - low) if high > low else 0.0
        return grey.point(lambda value: value * scale - low * scale).convert("L")
    if raster.mode == "P" or "transparency" in raster.info:
        return raster.convert("RGBA")
    return raster if raster.mode in {"L", "LA", "RGB", "RGBA"} else raster.convert("RGB")


def _on_white(raster: "Raster") -> "Raster":
    from PIL import Image as Pillow

    if raster.mode not in {"LA", "RGBA"}:
        return raster.convert("RGB")
    raster = raster.convert("RGBA")
    white = Pillow.new("RGBA", raster.size, "white")
    return Pillow.alpha_composite(white, raster).convert("RGB")


def _fitted(raster: "Raster", max_side: int) -> "Raster":
    longer = max(raster.size)
    if longer <= max_side:
        return raster
    width, height = (max(1, round(side * max_side / longer)) for side in raster.size)
    return raster.resize((width, height))


def _tiled(rasters: "Sequence[Raster]") -> "Raster":
    """Return the panels in rows from the left, in a grid as near to a square as their shapes allow."""
    from PIL import Image as Pillow

    if len(rasters) == 1:
        return rasters[0]
    width, height = (max(sides) for sides in zip(*(raster.size for raster in rasters), strict=True))
    columns = min(len(rasters), max(1, math.ceil(math.sqrt(len(rasters) * height / width))))
    rows = math.ceil(len(rasters) / columns)
    size = (columns * (width + _GAP) - _GAP, rows * (height + _GAP) - _GAP)
    page = Pillow.new("RGB", size, "white")
    for number, raster in enumerate(rasters):
        row, column = divmod(number, columns)
        left = column * (width + _GAP) + (width - raster.width) // 2
        page.paste(raster, (left, row * (height + _GAP) + (height - raster.height) // 2))
    return page


def _picture(raster: "Raster", largest_png: int) -> Picture:
    raster.info.clear()  # Pillow would write comments and colour profiles again; only the pixels are the figure
    data = io.BytesIO()
    raster.save(data, "PNG", optimize=True)
    if data.tell() <= largest_png:
        return Picture(data.getvalue(), "image/png", *raster.size)
    data = io.BytesIO()
    raster.save(data, "JPEG", quality=_JPEG_QUALITY)
    return Picture(data.getvalue(), "image/jpeg", *raster.size)


def rgb_pixels(picture: Picture, width: int, height: int) -> bytes:
    """Return the picture scaled to width by height pixels: red, green and blue of each, row by row."""
    return _opened(picture).resize((width, height)).tobytes()


def palette_pixels(picture: Picture, width: int, height: int, colours: int) -> tuple[bytes, bytes]:
    """Return the scaled picture as one index for each pixel, and the palette's red, green and blue for each index."""
    raster = _opened(picture).resize((width, height)).quantize(colours)
    return raster.tobytes(), bytes(raster.getpalette() or ())


def small_png(picture: Picture, max_side: int) -> bytes:
    """Return the picture as PNG, no larger than `max_side` pixels."""
    data = io.BytesIO()
    _fitted(_opened(picture), max_side).save(data, "PNG")
    return data.getvalue()


def _opened(picture: Picture) -> "Raster":
    from PIL import Image as Pillow

    return Pillow.open(io.BytesIO(picture.data), formats=("PNG", "JPEG")).convert("RGB")
