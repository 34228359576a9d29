"""The only module that knows the PDF library: it turns pages into plain values, and regions into pixels.

Whatever the library raises becomes a DraftError here. Streams that would unpack to more than a page can need are never
handed to it (measured without being unpacked whole); large included files are left out: their boxes are known.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from capassist.drafts.drawing.ink import Canvas
from capassist.drafts.drawing.paths import paths_of
from capassist.drafts.drawing.spans import spans_of
from capassist.drafts.drawing.text_lines import drawn_characters, text_lines
from capassist.drafts.drawing.tones import Colours
from capassist.drafts.pdf import page_paths
from capassist.drafts.pdf.content import IDENTITY, UNIT, Matrix, intersection, multiply, placements, transform
from capassist.drafts.pdf.lines import evened, joined_lines
from capassist.drafts.pdf.page import Page, area, inside, turned_page
from capassist.drafts.pdf.raster import SCALE, dark_boxes
from capassist.drafts.pdf.spans import visible_lines
from capassist.errors import DraftError
from capassist.model import Box

MAX_FILE = 1_000_000_000  # bytes
MAX_PAGES = 5_000
MAX_SIDE = 14_400  # points, 200 inches: the largest page of PDF 1.x
MAX_CONTENT = 20_000_000  # bytes unpacked; a page that is drawn with more is not read
HEAVY_FORM = 600_000  # bytes unpacked: an included file as large as this is drawing, its text is not read
LARGE_FORM = 50_000  # bytes unpacked: the paths of an included file as large as this are not needed, its box is known
LARGE_CONTENT = 2_000_000  # bytes unpacked: above this, the page's own stream is not searched for included files
MAX_CHARACTERS = 20_000  # in a figure; where there are more, most are markers and are not looked at one by one
BESIDE = 30.0  # points left of a region in which the label of its y axis is looked for
MAX_DEPTH = 3  # forms in forms
MAX_INNER = 50  # forms in a form that are weighed
KEPT = 16  # pages after which the library forgets fonts and pictures: most pages share their fonts with the ones before
SCAN = 0.7  # share of the page: an image as large as this is a scan
WRAPPER = 0.85  # share of the page: a form as large as this wraps the page's own content (stamps, imposed pages)


class Document:
    """An open PDF. Pages are read one at a time and not kept."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    @property
    def pages(self) -> int:
        return int(self._handle.page_count)

    @property
    def title(self) -> str | None:
        """The title in the file's metadata; few authors set it."""
        return (self._handle.metadata or {}).get("title") or None

    def page(self, number: int) -> Page | None:
        """Read one page, counted from 1; None when it is too large or too broken to be read."""
        try:
            page = _read(self._handle, number)
        except Exception:  # noqa: BLE001 the library raises what it likes; the caller names the page in a problem
            page = None
        if number % KEPT == 0 or page is None or page.scanned:
            load_library().TOOLS.store_shrink(100)
        return page

    def size(self, number: int) -> tuple[float, float]:
        """Return the width and height of a page in points, as TeX includes it: its crop box. Raises DraftError."""
        if not 1 <= number <= self.pages:
            raise DraftError(f"There is no page {number}.", f"The file has {self.pages}.")
        try:
            box = self._handle[number - 1].rect
        except Exception as error:
            raise DraftError(f"Page {number} cannot be read.", "Is the file damaged?") from error
        if box.is_empty:
            raise DraftError(f"Page {number} is empty.")
        return float(box.width), float(box.height)

    def labels(self, number: int, part: Box) -> tuple[str, ...]:
        """Return the lines of text in a `part` of a page, in shares of its sides, as on white paper; () when it fails.

        Without the page's drawings this is much faster, for graphics.
        """
        try:
            sheet = self._handle[number - 1]
            if _content_size(self._handle, sheet) > LARGE_CONTENT:
                return ()
            blocks = sheet.get_text("dict", flags=_text_flags())["blocks"]
            page = (0.0, 0.0, float(sheet.rect.width), float(sheet.rect.height))
            pieces, _ = visible_lines(blocks, [], page)
            kept = (part[0] * page[2], part[1] * page[3], part[2] * page[2], part[3] * page[3])
            pieces = [piece for piece in pieces if inside(piece.box, kept, 1)]
            return tuple(line.text.strip() for line in joined_lines(pieces, *page[2:]) if line.text.strip())
        except Exception:  # noqa: BLE001 the library raises what it likes
            return ()
        finally:
            load_library().TOOLS.store_shrink(100)

    def canvas(self, number: int, region: Box | None = None) -> Canvas | None:
        """Return what is drawn in a region of a page (counted from 1), or on all of it; None when it is too much to be
        read."""
        try:
            if not self._handle.is_pdf:  # an SVG; only the pages of a PDF can be asked what is drawn on them
                self._handle = load_library().open("pdf", self._handle.convert_to_pdf())
            sheet = self._handle[number - 1]
            sheet.set_rotation(0)
            page = (0.0, 0.0, float(sheet.rect.width), float(sheet.rect.height))
            if max(page) > MAX_SIDE or _content_size(self._handle, sheet) > MAX_CONTENT:
                return None
            return _canvas(sheet, region or page)
        except Exception:  # noqa: BLE001 the library raises what it likes
            return None
        finally:
            load_library().TOOLS.store_shrink(100)

    def colours(self, number: int, box: Box, side: int) -> Colours:
        """Return a box of a page in colours, its longer side of this many pixels. Raises DraftError."""
        return Colours(*self._pixels(number, box, side, load_library().csRGB))

    def pixels(self, number: int, box: Box, side: int) -> tuple[int, int, bytes]:
        """Return a box of a page in greys, as `colours` does: width, height, row by row. Raises DraftError."""
        return self._pixels(number, box, side, load_library().csGRAY)

    def _pixels(self, number: int, box: Box, side: int, space: Any) -> tuple[int, int, bytes]:
        try:
            zoom = side / max(box[2] - box[0], box[3] - box[1])
            matrix = load_library().Matrix(zoom, zoom)
            drawn = self._handle[number - 1].get_pixmap(matrix=matrix, clip=box, colorspace=space, alpha=False)
            return drawn.width, drawn.height, bytes(drawn.samples)
        except Exception as error:
            raise DraftError(f"Page {number} could not be drawn.", "Is the file damaged?") from error


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[Document]:
    """Open a PDF. Raises DraftError for what is not one, is damaged beyond reading, too large, or encrypted."""
    handle = _handle(path, password)
    try:
        yield Document(handle)
    finally:
        handle.close()


def page_size(path: Path, page: int, password: str | None = None) -> tuple[float, float]:
    """Return the width and height of a page (counted from 1) in points. Raises DraftError."""
    with opened(path, password) as document:
        return document.size(page)


def render(path: Path, page: int, bbox: Box | None, *, max_side: int, password: str | None = None) -> bytes:
    """Return a PNG of a page (counted from 1) or of a region of it, its longer side at most `max_side` pixels.

    Works for all that the library opens as pages, SVG too. Raises DraftError.
    """
    library = load_library()
    handle = _handle(path, password)
    try:
        if not 1 <= page <= handle.page_count:
            raise DraftError(f"{path.name} has no page {page}.", f"It has {handle.page_count}.")
        sheet = handle[page - 1]
        region = (library.Rect(bbox) if bbox else sheet.rect) & sheet.rect
        if region.is_empty or max(region.width, region.height) > MAX_SIDE:
            raise DraftError(f"Page {page} of {path.name} cannot be shown: its region is empty or too large.")
        zoom = min(max_side / max(region.width, region.height), 300 / 72)
        pixels = sheet.get_pixmap(matrix=library.Matrix(zoom, zoom), clip=region, alpha=False)
        return bytes(pixels.tobytes("png"))
    except DraftError:
        raise
    except Exception as error:
        raise DraftError(f"Page {page} of {path.name} could not be drawn.", "Is the file damaged?") from error
    finally:
        handle.close()


def load_library() -> Any:
    """Import and return the PDF library. It takes as long as a short paper: a process forked from this one has it."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    return pymupdf


def _handle(path: Path, password: str | None) -> Any:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DraftError(f"{path} cannot be opened: {error.strerror}.", "Is the name right?") from error
    if not 0 < size <= MAX_FILE:
        raise DraftError(f"{path.name} is empty." if not size else f"{path.name} is larger than 1 GB.")
    try:
        handle = load_library().open(str(path))
    except Exception as error:
        raise DraftError(
            f"{path.name} is not a readable PDF.", "Is the file damaged, or only half downloaded?"
        ) from error
    try:
        _check(handle, path, password)
    except DraftError:
        handle.close()
        raise
    return handle


def _check(handle: Any, path: Path, password: str | None) -> None:
    if handle.needs_pass and not handle.authenticate(password or ""):
        if password is None:
            raise DraftError(f"{path.name} is encrypted.", "Give its password with --password.")
        raise DraftError(f"The password for {path.name} is wrong.", "Give the right one with --password.")
    if not handle.page_count:
        raise DraftError(
            f"{path.name} is damaged: it has no pages.", "Is it there in full? Download or compile it again."
        )
    if handle.page_count > MAX_PAGES:
        raise DraftError(f"{path.name} has {handle.page_count} pages.", f"At most {MAX_PAGES} can be read.")


def _read(handle: Any, number: int) -> Page | None:
    sheet = handle[number - 1]
    turns = sheet.rotation // 90
    sheet.set_rotation(0)  # the library's boxes are those of the page as it lies in the file
    page = (0.0, 0.0, float(sheet.rect.width), float(sheet.rect.height))
    size = _content_size(handle, sheet)
    if max(page) > MAX_SIDE or size > MAX_CONTENT:
        return None
    placed = _Placed(handle, page)
    if size > LARGE_CONTENT:
        placed.images += [tuple(image["bbox"]) for image in sheet.get_image_info()]
    else:
        placed.collect(sheet.read_contents(), _xobjects(handle, sheet.xref), tuple(sheet.transformation_matrix))
    placed.blank(HEAVY_FORM)
    blocks = handle[number - 1].get_text("dict", flags=_text_flags())["blocks"]
    placed.blank(LARGE_FORM)
    drawings = list(page_paths.clipped(handle[number - 1].get_cdrawings(extended=True), page))
    return turned_page(_page(sheet, number, blocks, drawings, placed), turns)


def _canvas(sheet: Any, box: Box) -> Canvas:
    """Return what is drawn in a box of a page."""
    wider = (max(box[0] - BESIDE, 0.0), *box[1:])
    text = sheet.get_textpage(clip=load_library().Rect(wider), flags=_text_flags())
    form = text.extractRAWDICT() if len(text.extractText()) <= MAX_CHARACTERS else text.extractDICT()
    texts, marks = spans_of(form["blocks"])
    texts = [piece for piece in texts if piece.turn == 1 or piece.box[2] > box[0]]
    paths = [*paths_of(sheet.get_cdrawings(extended=True), box), *marks]
    placed = bool(sheet.get_images()) or b"BI" in sheet.read_contents()  # to look where runs the page once more
    images = tuple(tuple(image["bbox"]) for image in sheet.get_image_info()) if placed else ()
    return Canvas(box, tuple(text_lines([*texts, *drawn_characters(texts, paths)])), tuple(paths), images)


def _page(
    sheet: Any, number: int, blocks: list[dict[str, Any]], drawings: list[page_paths.Drawing], placed: "_Placed"
) -> Page:
    pieces, hidden = visible_lines(blocks, page_paths.backdrops(drawings, placed.boxes), placed.page)
    lines = joined_lines(pieces, *placed.page[2:])
    graphics = placed.graphics()
    strokes = page_paths.strokes(drawings, graphics)
    if placed.scanned and lines:
        lines = evened(lines)
        strokes += _drawn_on(sheet, [line.box for line in lines])
    return Page(
        number=number,
        width=placed.page[2],
        height=placed.page[3],
        lines=tuple(lines),
        graphics=tuple(graphics),
        strokes=tuple(strokes),
        papers=tuple(page_paths.papers(drawings)),
        hidden=hidden,
        scanned=placed.scanned,
    )


def _text_flags() -> int:
    library = load_library()
    return int(library.TEXT_PRESERVE_WHITESPACE | library.TEXT_MEDIABOX_CLIP | library.TEXT_CID_FOR_UNKNOWN_UNICODE)


class _Placed:
    """The forms (with their object numbers) and the images that a page places, in points of the page."""

    def __init__(self, handle: Any, page: Box) -> None:
        self.handle = handle
        self.page = page
        self.forms: list[tuple[int, Box]] = []
        self.images: list[Box] = []

    @property
    def boxes(self) -> list[Box]:
        """The boxes of all forms and images."""
        return [box for _, box in self.forms] + self.images

    @property
    def scanned(self) -> bool:
        """Whether one of the images is a scan of the page."""
        return any(map(self._covers, self.images))

    def graphics(self) -> list[Box]:
        """Return the boxes of what is a drawing: not a scan of the page, and no speck."""
        scanned = self.scanned
        return [box for box in self.boxes if area(box) > 4 and not (scanned and self._covers(box))]

    def _covers(self, box: Box) -> bool:
        return area(box) > SCAN * area(self.page)

    def collect(self, content: bytes, names: dict[str, int], matrix: Matrix, depth: int = 0) -> None:
        """Add what a content stream places. `names` are its XObjects; the matrix leads from its space to the page's."""
        if not names and b"BI" not in content:
            return
        for placement in placements(content):
            xref = names.get(placement.name)
            clip = intersection(transform(placement.clip, matrix), self.page) if placement.clip else self.page
            if xref is not None and self.handle.xref_get_key(xref, "Subtype")[1] == "/Form":
                self._add_form(xref, multiply(placement.matrix, matrix), clip, depth)
            elif xref is not None or not placement.name:
                self.images.append(intersection(transform(UNIT, multiply(placement.matrix, matrix)), clip))

    def _add_form(self, xref: int, matrix: Matrix, clip: Box, depth: int) -> None:
        bounds = _numbers(self.handle, xref, "BBox")
        if len(bounds) != 4:
            return
        own = multiply(_matrix(self.handle, xref), matrix)
        box = intersection(transform((bounds[0], bounds[1], bounds[2], bounds[3]), own), clip)
        wraps = area(box) > WRAPPER * area(self.page)
        if wraps and depth < MAX_DEPTH and _unpacked(self.handle, xref) < LARGE_CONTENT:
            self.collect(self.handle.xref_stream(xref), _xobjects(self.handle, xref), own, depth + 1)
        else:
            self.forms.append((xref, box))

    def blank(self, size: int) -> None:
        """Empty the forms that are larger than this, with all they place, in memory: their boxes are all that is
        needed."""
        for xref, _ in self.forms:
            if _weight(self.handle, xref) > size:
                self.handle.update_stream(xref, b" ")


def _weight(handle: Any, xref: int, depth: int = 0) -> int:
    """Return the bytes of a form once unpacked, with the forms that it places."""
    size = _unpacked(handle, xref)
    if depth < MAX_DEPTH and size <= HEAVY_FORM:
        inner = [
            other for other in _xobjects(handle, xref).values() if handle.xref_get_key(other, "Subtype")[1] == "/Form"
        ]
        size += sum(_weight(handle, other, depth + 1) for other in inner[:MAX_INNER])
    return size


def _xobjects(handle: Any, xref: int) -> dict[str, int]:
    """Return the XObjects that an object's resources name, looking up the page tree where it has none of its own."""
    for _ in range(20):
        kind, value = handle.xref_get_key(xref, "Resources/XObject")
        if kind == "xref":
            value = handle.xref_object(int(value.split()[0]))
        if kind in ("xref", "dict"):
            return {name: int(number) for name, number in re.findall(r"/([^\s/<>]+)\s+(\d+)\s+\d+\s+R", value)}
        kind, value = handle.xref_get_key(xref, "Parent")
        if kind != "xref":
            break
        xref = int(value.split()[0])
    return {}


def _matrix(handle: Any, xref: int) -> Matrix:
    values = _numbers(handle, xref, "Matrix")
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else IDENTITY


def _numbers(handle: Any, xref: int, key: str) -> list[float]:
    kind, value = handle.xref_get_key(xref, key)
    if kind == "xref":
        value = handle.xref_object(int(value.split()[0]))
    return [float(number) for number in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)", value or "")]


def _content_size(handle: Any, sheet: Any) -> int:
    """Return the size of what a page is drawn with once unpacked, in bytes."""
    return sum(_unpacked(handle, xref) for xref in sheet.get_contents())


def _unpacked(handle: Any, xref: int) -> int:
    """Return the size of a stream once unpacked, in bytes, never unpacking more than MAX_CONTENT of it."""
    raw = handle.xref_stream_raw(xref) or b""
    filters = re.findall(r"/(\w+)", handle.xref_get_key(xref, "Filter")[1] or "")
    for name in filters:
        if name not in ("FlateDecode", "Fl"):
            return len(raw) * 4
        try:
            raw = zlib.decompressobj().decompress(raw, MAX_CONTENT + 1)
        except zlib.error:
            return len(raw) * 4
    return len(raw)


def _drawn_on(scan: Any, text: list[Box]) -> list[Box]:
    library = load_library()
    picture = scan.get_pixmap(matrix=library.Matrix(SCALE, SCALE), colorspace=library.csGRAY, alpha=False)
    return list(dark_boxes(picture.samples, picture.width, picture.height, picture.stride, text))
