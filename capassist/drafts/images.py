"""Pictures of figures, for a model or a terminal: a region of a page, or the figure's files side by side on white."""

import io
import math
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from capassist.drafts.view_geometry import Crop, Operation, Stretch, Turn, UnclearViewError, first_crop, operations
from capassist.errors import DraftError
from capassist.files import open_file, read_file
from capassist.model import Box, Draft, Figure, Image, Picture, View

if TYPE_CHECKING:
    from PIL.Image import Image as Raster

    from capassist.ports import ImageLoader

_DRAWN = frozenset({".pdf", ".svg"})
_SHOWN = _DRAWN | {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp"}
_SMALLEST_FILE = 60  # bytes; what is smaller is no picture
_RASTERS = frozenset({".png", ".jpg", ".jpeg"})  # that TeX sets
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")  # Pillow would hand EPS to Ghostscript
LARGEST_FILE = 200_000_000  # bytes
# Models scale larger pictures down themselves (GPT-4o to 768 pixels on the shorter side, Claude to 1568 on the longer),
# and local ones pay for every 28 × 28 pixels (Qwen-VL): with this side it is at most 1,340 tokens a picture, and tick
# labels stay legible.
USEFUL_SIDE = 1024  # pixels
# Models that count pictures in tiles of 512 pixels scale the shorter side to 768 and pay for two rows of tiles above
# 512,
# twice the tokens. Of 22 pictures that differ in it, OCR read 121 words of 177 at 768 and 122 at 512.
USEFUL_SHORT_SIDE = 512  # pixels
PROFILE_SIDE = 512  # pixels of a figure that is only imitated: one tile of the models that count pictures in tiles
_LARGEST_PNG = 1_500_000  # bytes
_NOISE = 8  # of 255: what JPEG makes of one colour
_GAP = 16  # pixels between panels
_MOST_PANELS = 36
_JPEG_QUALITY = 90
_SAME_SHAPE = 0.01  # as a share: what rounding to pixels makes of a shape
_ORIENTATION = 274  # the EXIF tag
_HEAD = 1 << 12  # bytes of a JPEG, in which EXIF begins
_DAMAGED = (OSError, ValueError, ArithmeticError, SyntaxError, LookupError, MemoryError, RuntimeError)  # Pillow's
_PLAIN = View()  # all of the first page
_TURN = threading.Lock()  # MuPDF must not be used by two threads at once


class DraftImages:
    """Loads the pictures of a draft's figures, none larger than `max_side` pixels, nor than `max_short_side` on the
    shorter side; above `largest_png` bytes as JPEG.

    Each is loaded once. Several threads may ask at once.
    """

    def __init__(
        self,
        draft: Draft,
        password: str | None = None,
        max_side: int = USEFUL_SIDE,
        largest_png: int = _LARGEST_PNG,
        max_short_side: int | None = None,
    ) -> None:
        self._draft = draft
        self._password = password
        self._max_side = max_side
        self._largest_png = largest_png
        self._max_short_side = max_short_side or max_side
        self._loaded: dict[tuple[Image, ...], Picture | None] = {}

    def load(self, figure: Figure) -> Picture | None:
        """Return the whole figure as one picture, its panels in order; None where nothing of it can be shown.

        Where the figure's region on a page is known, that is the picture: it shows what TeX drew, too. Files outside of
        the draft, damaged ones and those that would unpack to an unreasonable size are left out.
        """
        with _TURN:
            if figure.images not in self._loaded:
                self._loaded[figure.images] = self._whole(figure)
            return self._loaded[figure.images]

    def can_show(self, image: Image) -> bool:
        """Return whether a graphic's file looks as if it could be shown. It is not decoded."""
        path = self._inside(image.path) if image.path else None
        if path is None or (image.view is not None and image.view.unclear):
            return False
        return path.suffix.lower() in _SHOWN and path.stat().st_size > _SMALLEST_FILE

    def _whole(self, figure: Figure) -> Picture | None:
        rasters = list(self._regions(figure)) or list(self._files(figure))
        if not rasters:
            return None
        whole = _fitted(_tiled(rasters), self._max_side)
        longest = max(whole.size) * self._max_short_side // min(whole.size)  # at which the shorter side fits
        picture = _picture(_fitted(whole, min(self._max_side, longest)), self._largest_png)
        return replace(picture, glanced_at=self._max_side <= PROFILE_SIDE)

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
            with suppress(DraftError, UnclearViewError):
                if path.suffix.lower() in _DRAWN:
                    yield self._viewed(path, image.view or _PLAIN)
                elif (raster := _decoded(path, self._max_side, image.view or _PLAIN)) is not None:
                    yield raster

    def _viewed(self, path: Path, view: View) -> "Raster":
        """Return what a view shows of a drawing. Raises DraftError and UnclearViewError."""
        from capassist.drafts.pdf.mupdf import page_size

        width, height = page_size(path, view.page) if view.steps else (1.0, 1.0)
        box, *steps = first_crop(operations(view, width, height))
        region = None if box is None else (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
        raster = self._rendered(path, Image(page=view.page, bbox=region))
        return _fitted(_changed(raster, steps), self._max_side)

    def _inside(self, name: str) -> Path | None:
        path = picture_path(self._draft, name)
        return path if path is not None and path.stat().st_size <= LARGEST_FILE else None

    def _rendered(self, path: Path, image: Image) -> "Raster":
        from PIL import Image as Pillow

        from capassist.drafts.content_cache import content_key, user_cache

        page, password = image.page or 1, self._password  # what needs a password is not kept
        key = content_key("page", path, page, image.bbox, self._max_side) if password is None else None
        data = user_cache().get(key) if key else None
        if data is None:
            from capassist.drafts.pdf.mupdf import render

            data = render(path, page, image.bbox, max_side=self._max_side, password=password)
            if key:
                user_cache().put(key, data)
        return Pillow.open(io.BytesIO(data), formats=("PNG",)).convert("RGB")


def picture_path(draft: Draft, name: str) -> Path | None:
    """Return where a picture of the draft is, links followed; None when it is no file, or lies outside of draft and
    project."""
    try:
        if not (draft.root / name).is_file():  # most names that are tried are none, and to follow links costs more
            return None
        path = (draft.root / name).resolve()
        return path if path.is_relative_to((draft.project or draft.root).resolve()) else None
    except (OSError, ValueError, RuntimeError):  # a loop of links, a NUL in the name
        return None


def raster_width(path: Path) -> int | None:
    """Return how many pixels a PNG or JPEG is wide, from the head of its file; None for others and damaged ones."""
    if path.suffix.lower() not in _RASTERS:
        return None
    from PIL import Image as Pillow

    with warnings.catch_warnings(), suppress(*_DAMAGED, Pillow.DecompressionBombError):
        warnings.simplefilter("ignore")
        with open_file(path) as file, Pillow.open(file, formats=_FORMATS) as opened:
            return opened.width
    return None


def is_turned_by_exif(path: Path) -> bool:
    """Return whether a JPEG says that the camera was turned: viewers turn the picture back, TeX prints it as it lies in
    the file."""
    if not _has_exif(path):  # the library need not be loaded
        return False
    from PIL import Image as Pillow

    with warnings.catch_warnings(), suppress(*_DAMAGED, Pillow.DecompressionBombError):
        warnings.simplefilter("ignore")
        with Pillow.open(path, formats=("JPEG",)) as opened:
            return opened.getexif().get(_ORIENTATION, 1) in range(2, 9)
    return False


def _has_exif(path: Path) -> bool:
    if path.suffix.lower() not in _RASTERS:
        return False
    with suppress(OSError):
        head = read_file(path, _HEAD)
        return head.startswith(b"\xff\xd8") and b"Exif\0\0" in head
    return False


def picture_in(data: bytes) -> Picture | None:
    """Return the picture in a raster file's bytes, fitted as figures are; None when it cannot be read or its pixels are
    too many."""
    raster = _decoded(io.BytesIO(data), USEFUL_SIDE)
    return _picture(raster, _LARGEST_PNG) if raster else None


def _decoded(file: Path | IO[bytes], max_side: int, view: View = _PLAIN) -> "Raster | None":
    """Return what a view shows of a file's first image, on white; None when it cannot be read or its pixels are too
    many.

    An EXIF mark that the camera was turned is not obeyed: TeX does not know it. Raises UnclearViewError.
    """
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a file but did not stop Pillow
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(file, formats=_FORMATS) as opened:
                box, *steps = first_crop(operations(view, *_natural_size(opened)))
                if box is None:
                    opened.draft("RGB", (max_side, max_side))  # a JPEG need not be decoded in full size
                raster = _in_eight_bits(opened)
                raster = _fitted(raster if box is None else _cropped(raster, box), max_side)
                return _fitted(_changed(_on_white(raster), steps), max_side)
    except UnclearViewError:
        raise
    except _DAMAGED:
        return None
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        return None


def _natural_size(raster: "Raster") -> tuple[float, float]:
    """Return the size in points at which TeX sets a raster by itself: 72 dots an inch where the file gives no
    resolution."""
    dots = raster.info.get("dpi", (72, 72))
    across, up = (float(value) if float(value) >= 1 else 72.0 for value in dots[:2])
    return raster.width * 72 / across, raster.height * 72 / up


def _cropped(raster: "Raster", box: Box) -> "Raster":
    """Return the part of a raster that a box holds, its edges given as shares of the sides."""
    left, top, right, bottom = box
    edges = (left * raster.width, top * raster.height, right * raster.width, bottom * raster.height)
    x0, y0, x1, y1 = (round(edge) for edge in edges)
    return raster.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))


def _changed(raster: "Raster", steps: Iterable[Operation]) -> "Raster":
    """Return the raster cut, turned and stretched."""
    from PIL import Image as Pillow

    for step in steps:
        match step:
            case Crop(box):
                raster = _cropped(raster, box)
            case Turn(degrees):
                smooth = Pillow.Resampling.NEAREST if degrees % 90 == 0 else Pillow.Resampling.BICUBIC
                raster = raster.rotate(degrees, smooth, expand=True, fillcolor="white")
            case Stretch(shape, across, over):
                raster = raster.transpose(Pillow.Transpose.FLIP_LEFT_RIGHT) if across else raster
                raster = raster.transpose(Pillow.Transpose.FLIP_TOP_BOTTOM) if over else raster
                raster = _shaped(raster, shape)
    return raster


def _shaped(raster: "Raster", shape: float) -> "Raster":
    """Return the raster with that width divided by height, the side that is too long for it made shorter."""
    width, height = raster.width, raster.height
    if abs(width / height / shape - 1) <= _SAME_SHAPE:
        return raster
    size = (width, width / shape) if width / height < shape else (height * shape, height)
    return raster.resize((max(1, round(size[0])), max(1, round(size[1]))))


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


def _is_blank(raster: "Raster") -> bool:
    grey = raster.convert("L").tobytes()
    return max(grey) - min(grey) <= _NOISE


def _picture(raster: "Raster", largest_png: int) -> Picture:
    raster.info.clear()  # Pillow would write comments and colour profiles again; only the pixels are the figure
    data = io.BytesIO()
    raster.save(data, "PNG", optimize=True)
    if data.tell() <= largest_png:
        return Picture(data.getvalue(), "image/png", *raster.size, blank=_is_blank(raster))
    data = io.BytesIO()
    raster.save(data, "JPEG", quality=_JPEG_QUALITY)
    return Picture(data.getvalue(), "image/jpeg", *raster.size, blank=_is_blank(raster))


def rgb_pixels(picture: Picture, width: int, height: int) -> bytes:
    """Return the picture scaled to width by height pixels: red, green and blue of each, row by row."""
    return _opened(picture).resize((width, height)).tobytes()


def palette_pixels(picture: Picture, width: int, height: int, colours: int) -> tuple[bytes, bytes]:
    """Return the scaled picture as one index for each pixel, and the palette's red, green and blue for each index."""
    raster = _opened(picture).resize((width, height)).quantize(colours)
    return raster.tobytes(), bytes(raster.getpalette() or ())


def quarter_turned(width: int, height: int, grey: bytes) -> bytes:
    """Return grey values, row by row, of the picture turned clockwise by a quarter."""
    from PIL import Image as Pillow

    return Pillow.frombytes("L", (width, height), grey).transpose(Pillow.Transpose.ROTATE_270).tobytes()


def request_images(draft: Draft, password: str | None = None) -> tuple[DraftImages, DraftImages]:
    """Return what loads the picture of the figure that a request asks about, and those of figures that it imitates."""
    return DraftImages(draft, password, max_short_side=USEFUL_SHORT_SIDE), DraftImages(draft, password, PROFILE_SIDE)


class GlancedPictures:
    """Pictures of another loader as they are sent of figures that are only imitated: small, and looked at once."""

    def __init__(self, images: "ImageLoader") -> None:
        self._images = images

    def load(self, figure: Figure) -> Picture | None:
        """Return a figure's picture, no larger than PROFILE_SIDE pixels; None when there is none that can be shown."""
        picture = self._images.load(figure)
        if picture is None:
            return None
        return replace(_picture(_fitted(_opened(picture), PROFILE_SIDE), _LARGEST_PNG), glanced_at=True)


def neighbour_differences(width: int, height: int, data: bytes) -> list[int]:
    """Return how many pixels differ from the one to their right by 0, 1, … 255 in the channel that differs most.

    `data` is red, green and blue of each pixel, row by row.
    """
    from PIL import Image as Pillow
    from PIL import ImageChops

    raster = Pillow.frombytes("RGB", (width, height), data)
    left, right = raster.crop((0, 0, width - 1, height)), raster.crop((1, 0, width, height))
    red, green, blue = ImageChops.difference(left, right).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()


def small_png(picture: Picture, max_side: int) -> bytes:
    """Return the picture as PNG, no larger than `max_side` pixels."""
    data = io.BytesIO()
    _fitted(_opened(picture), max_side).save(data, "PNG")
    return data.getvalue()


def _opened(picture: Picture) -> "Raster":
    from PIL import Image as Pillow

    return Pillow.open(io.BytesIO(picture.data), formats=("PNG", "JPEG")).convert("RGB")
