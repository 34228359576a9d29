"""What a page of a PDF places, by stand-ins for the library: forms, images, what they weigh and what they name."""

import zlib

import pytest

from capassist.drafts.pdf import mupdf
from capassist.drafts.pdf.content import IDENTITY
from capassist.model import Box


class Objects:
    """The objects of a PDF: keys and streams by number."""

    def __init__(self, keys: dict[tuple[int, str], tuple[str, str]], streams: dict[int, bytes] | None = None) -> None:
        self.keys = keys
        self.streams = streams or {}
        self.objects: dict[int, str] = {}

    def xref_get_key(self, xref: int, key: str) -> tuple[str, str]:
        return self.keys.get((xref, key), ("null", "null"))

    def xref_object(self, xref: int) -> str:
        return self.objects[xref]

    def xref_stream_raw(self, xref: int) -> bytes | None:
        return self.streams.get(xref)

    def xref_stream(self, xref: int) -> bytes | None:
        return self.streams.get(xref)

    def update_stream(self, xref: int, data: bytes) -> None:
        self.streams[xref] = data


FORM, IMAGE = ("name", "/Form"), ("name", "/Image")
PAGE = (0.0, 0.0, 100.0, 100.0)


def form(xref: int, bbox: str, *, kind: tuple[str, str] = FORM, **more: str) -> dict[tuple[int, str], tuple[str, str]]:
    keys = {(xref, "Subtype"): kind, (xref, "BBox"): ("array", bbox)}
    return keys | {(xref, key): ("dict" if "/" in value else "array", value) for key, value in more.items()}


PLACED: dict[str, tuple[bytes, dict[str, int], list[tuple[int, Box]], list[Box]]] = {
    "a form": (b"/A Do", {"A": 5}, [(5, (10, 10, 30, 30))], []),
    "a form that is moved and scaled": (b"2 0 0 1 5 0 cm /A Do", {"A": 5}, [(5, (25, 10, 65, 30))], []),
    "with a matrix of its own": (b"/M Do", {"M": 6}, [(6, (20, 20, 60, 60))], []),
    "partly beyond the page": (b"1 0 0 1 85 0 cm /A Do", {"A": 5}, [(5, (95, 10, 100, 30))], []),
    "clipped": (b"0 0 20 15 re W n /A Do", {"A": 5}, [(5, (10, 10, 20, 15))], []),
    "an image": (b"q 40 0 0 30 5 6 cm /I Do Q", {"I": 7}, [], [(5, 6, 45, 36)]),
    "an image that is clipped": (b"0 0 20 15 re W n 40 0 0 30 5 6 cm /I Do", {"I": 7}, [], [(5, 6, 20, 15)]),
    "one that is in the stream": (b"q 9 0 0 8 5 6 cm BI /W 1 /H 1 ID x EI Q", {}, [], [(5, 6, 14, 14)]),
    "a name of nothing": (b"/B Do", {"A": 5}, [], []),
    "a form without a box": (b"/N Do", {"N": 8}, [], []),
    "a form around the page": (b"/W Do", {"W": 9}, [(5, (10, 10, 30, 30))], []),
    "as large as a wrapper, not larger": (b"/E Do", {"E": 10}, [(10, (0, 0, 85, 100))], []),
    "a form around the page of too much": (b"/H Do", {"H": 11}, [(11, (0, 0, 100, 100))], []),
    "one that places itself": (b"/R Do", {"R": 12}, [(12, (0, 0, 100, 100))], []),
}
OBJECTS = (
    form(5, "[10 10 30 30]") | form(6, "[10 10 30 30]", Matrix="[2 0 0 2 0 0]") | form(7, "", kind=IMAGE) | form(8, "[1 2]")
    | form(9, "[0 0 100 100]") | {(9, "Resources/XObject"): ("dict", "<</A 5 0 R>>")} | form(10, "[0 0 85 100]")
    | {(10, "Resources/XObject"): ("dict", "<</A 5 0 R>>")} | form(11, "[0 0 100 100]")
    | form(12, "[0 0 100 100]") | {(12, "Resources/XObject"): ("dict", "<</R 12 0 R>>")}
)  # fmt: skip
STREAMS = {9: b"/A Do", 10: b"/A Do", 11: b"0123456789", 12: b"/R Do"}


@pytest.mark.parametrize(("content", "names", "forms", "images"), PLACED.values(), ids=PLACED)
def test_what_a_content_places(
    content: bytes,
    names: dict[str, int],
    forms: list[tuple[int, Box]],
    images: list[Box],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mupdf, "LARGE_CONTENT", 10)
    placed = mupdf._Placed(Objects(OBJECTS, dict(STREAMS)), PAGE)
    placed.collect(content, names, IDENTITY)
    assert (placed.forms, placed.images) == (forms, images)


def test_graphics_are_no_specks_and_no_scan() -> None:
    placed = mupdf._Placed(None, PAGE)
    speck, drawing, most, scan = (0, 0, 2, 2), (0, 0, 2, 3), (0, 0, 70, 100), (0, 0, 71, 100)
    placed.forms = [(1, speck), (2, drawing)]
    placed.images = [most]
    assert (placed.scanned, placed.graphics()) == (False, [drawing, most])
    placed.images = [most, scan]
    assert (placed.scanned, placed.graphics()) == (True, [drawing, most])
    placed.forms, placed.images = [(1, scan)], []
    assert (placed.scanned, placed.graphics()) == (False, [scan])


def test_forms_that_are_larger_with_all_they_place_are_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = form(1, "") | form(2, "") | form(3, "", kind=IMAGE)
    keys |= {(1, "Resources/XObject"): ("dict", "<</B 2 0 R /I 3 0 R>>")}
    handle = Objects(keys, {1: b"12345", 2: b"67890", 3: bytes(99)})
    assert (mupdf._weight(handle, 1), mupdf._weight(handle, 2)) == (10, 5)
    placed = mupdf._Placed(handle, PAGE)
    placed.forms = [(1, PAGE), (2, PAGE)]
    placed.blank(10)
    assert handle.streams[1] == b"12345"
    placed.blank(9)
    assert (handle.streams[1], handle.streams[2]) == (b" ", b"67890")
    handle.streams[1] = b"12345"
    monkeypatch.setattr(mupdf, "HEAVY_FORM", 5)
    assert mupdf._weight(handle, 1) == 10
    monkeypatch.setattr(mupdf, "HEAVY_FORM", 4)
    assert mupdf._weight(handle, 1) == 5  # is heavy enough by itself


@pytest.mark.parametrize(("inner", "weight"), [(1, 2), (50, 51), (51, 51)])
def test_no_more_than_fifty_forms_of_a_form_are_weighed(inner: int, weight: int) -> None:
    keys = {key: value for xref in range(2, inner + 2) for key, value in form(xref, "").items()}
    keys |= {(1, "Resources/XObject"): ("dict", " ".join(f"/F{xref} {xref} 0 R" for xref in range(2, inner + 2)))}
    assert mupdf._weight(Objects(keys, dict.fromkeys(range(1, inner + 2), b"x")), 1) == weight


def test_forms_in_forms_are_weighed_three_deep() -> None:
    keys = {key: value for xref in range(1, 9) for key, value in form(xref, "").items()}
    keys |= {(xref, "Resources/XObject"): ("dict", f"<</F {xref + 1} 0 R>>") for xref in range(1, 8)}
    assert mupdf._weight(Objects(keys, dict.fromkeys(range(1, 9), b"x")), 1) == 4


RESOURCES: dict[str, tuple[dict[tuple[int, str], tuple[str, str]], dict[str, int]]] = {
    "none": ({}, {}),
    "of its own": ({(1, "Resources/XObject"): ("dict", "<</A 5 0 R/B 12 0 R>>")}, {"A": 5, "B": 12}),
    "in an object": ({(1, "Resources/XObject"): ("xref", "77 0 R")}, {"C": 3}),
    "of a parent": ({(1, "Parent"): ("xref", "2 0 R"), (2, "Resources/XObject"): ("dict", "/D 4 0 R")}, {"D": 4}),
    "of a parent that is none": ({(1, "Parent"): ("int", "2"), (2, "Resources/XObject"): ("dict", "/D 4 0 R")}, {}),
    "of its own before a parent": (
        {(1, "Resources/XObject"): ("dict", "<<>>"), (1, "Parent"): ("xref", "2 0 R"), (2, "Resources/XObject"): ("dict", "/D 4 0 R")},
        {},
    ),
    "parents in a circle": ({(1, "Parent"): ("xref", "1 0 R")}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "found"), RESOURCES.values(), ids=RESOURCES)
def test_what_resources_name(keys: dict[tuple[int, str], tuple[str, str]], found: dict[str, int]) -> None:
    handle = Objects(keys)
    handle.objects[77] = "<</C 3 0 R>>"
    assert mupdf._xobjects(handle, 1) == found


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        (("array", "[1 -2.5 +.5 3.]"), [1, -2.5, 0.5, 3]), (("null", "null"), []), (("xref", "7 0 R"), [1, 2]),
        (("array", ""), []),
    ],
)  # fmt: skip
def test_numbers_of_a_key(value: tuple[str, str], numbers: list[float]) -> None:
    handle = Objects({(1, "BBox"): value, (1, "Matrix"): value})
    handle.objects[7] = "[1 2]"
    assert mupdf._numbers(handle, 1, "BBox") == numbers
    assert mupdf._matrix(handle, 1) == IDENTITY


def test_a_stream_is_unpacked_as_often_as_it_was_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zlib.compress(bytes(500))

    def size(filters: str, stream: bytes | None) -> int:
        return mupdf._unpacked(Objects({(1, "Filter"): ("name", filters)}, {1: stream} if stream else {}), 1)

    assert size("null", b"abc") == 3
    assert size("null", None) == 0
    assert (size("/FlateDecode", data), size("/Fl", data)) == (500, 500)
    assert size("[/FlateDecode/FlateDecode]", zlib.compress(data)) == 500
    assert size("[/FlateDecode/DCTDecode]", data) == 4 * 500
    assert size("/LZWDecode", b"abc") == 12
    monkeypatch.setattr(mupdf, "MAX_CONTENT", 99)
    assert size("/FlateDecode", data) == 100  # no more is unpacked than tells that it is too much
