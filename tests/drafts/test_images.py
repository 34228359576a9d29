"""Pictures of figures: never from outside of the draft, never an explosion, and on white."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PIL import Image as Pillow

from capassist.drafts.images import PROFILE_SIDE, DraftImages, GlancedPictures, raster_width
from capassist.model import Draft, Figure, Image, Picture

WHITE = (255, 255, 255)


def load(root: Path, *paths: str, **options: int) -> Picture | None:
    draft = Draft(root, root, "latex", "main.tex")
    return DraftImages(draft, **options).load(Figure("fig:a", images=tuple(Image(path) for path in paths)))


def opened(picture: Picture | None) -> Pillow.Image:
    assert picture is not None
    raster = Pillow.open(io.BytesIO(picture.data))
    assert raster.size == (picture.width, picture.height)
    assert Pillow.MIME[raster.format or ""] == picture.media_type
    return raster


def bomb(path: Path) -> None:
    """Write a PNG of 50,000 by 50,000 pixels in a few hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(6251) * 5_000)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


BROKEN: dict[str, Callable[[Path], object]] = {
    "bomb.png": bomb,
    "empty.png": lambda path: path.write_bytes(b""),
    "text.png": lambda path: path.write_text("not a picture"),
    "eps.png": lambda path: path.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n"),
    "figure.eps": lambda path: path.write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n"),
    "cut.png": lambda path: (Pillow.new("RGB", (64, 64)).save(path), path.write_bytes(path.read_bytes()[:60])),
    "cut.jpg": lambda path: (Pillow.new("RGB", (64, 64)).save(path), path.write_bytes(path.read_bytes()[:80])),
    "cut.tif": lambda path: (Pillow.new("RGB", (64, 64)).save(path), path.write_bytes(path.read_bytes()[:40])),
    "broken.pdf": lambda path: path.write_bytes(b"%PDF-1.7\nnothing"),
    "broken.svg": lambda path: path.write_text("<svg"),
    "folder.png": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_shown_is_left_out(tmp_path: Path, name: str) -> None:
    BROKEN[name](tmp_path / name)
    assert load(tmp_path, name) is None


@pytest.mark.parametrize(
    "name", ["../outside.png", "link.png", "folder/outside.png", "missing.png", "a\0b.png", "loop.png"]
)
def test_nothing_comes_from_outside_of_the_draft(tmp_path: Path, name: str) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    Pillow.new("RGB", (8, 8)).save(tmp_path / "outside.png")
    (root / "link.png").symlink_to(tmp_path / "outside.png")
    (root / "folder").symlink_to(tmp_path)
    (root / "loop.png").symlink_to(root / "loop.png")
    assert load(root, name) is None
    assert load(root, str(tmp_path / "outside.png")) is None


def test_a_figure_that_tex_draws_has_no_picture_without_a_page(tmp_path: Path) -> None:
    draft = Draft(tmp_path, tmp_path, "latex", "main.tex")
    assert DraftImages(draft).load(Figure("fig:a", images=(Image(), Image(page=1, bbox=(0, 0, 9, 9))))) is None
    assert DraftImages(draft).load(Figure("fig:a")) is None


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white(tmp_path: Path, mode: str) -> None:
    if mode == "P":
        raster = Pillow.new("P", (8, 8), 0)
        raster.putpalette([0, 0, 0, 9, 9, 9])
        raster.save(tmp_path / "a.png", transparency=0)
    else:
        Pillow.new(mode, (8, 8)).save(tmp_path / "a.png")
    assert opened(load(tmp_path, "a.png")).convert("RGB").getpixel((4, 4)) == WHITE


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.jpg", "CMYK"),
        ("a.jpg", "L"),
        ("a.gif", "P"),
        ("a.tif", "F"),
        ("a.png", "I;16"),
        ("a.png", "1"),
        ("a.webp", "RGB"),
    ],
)
def test_every_usual_form_is_read(tmp_path: Path, name: str, mode: str) -> None:
    Pillow.new(mode, (20, 10)).save(tmp_path / name)
    assert opened(load(tmp_path, name)).size == (20, 10)


def test_a_grey_image_of_sixteen_bits_is_stretched_to_what_it_uses(tmp_path: Path) -> None:
    raster = Pillow.new("I;16", (2, 1))
    raster.putpixel((0, 0), 1000)
    raster.putpixel((1, 0), 1200)
    raster.save(tmp_path / "a.png")
    shown = opened(load(tmp_path, "a.png"))
    assert [shown.getpixel((x, 0)) for x in (0, 1)] == [(0, 0, 0), WHITE]


def test_a_large_picture_is_scaled_down(tmp_path: Path) -> None:
    Pillow.new("RGB", (3000, 1500)).save(tmp_path / "a.jpg")
    assert opened(load(tmp_path, "a.jpg", max_side=500)).size == (500, 250)


def test_a_figure_that_is_imitated_is_small_and_glanced_at(tmp_path: Path) -> None:
    Pillow.new("RGB", (1000, 500), "red").save(tmp_path / "a.png")
    draft, figure = Draft(tmp_path, tmp_path, "latex", "main.tex"), Figure("a", images=(Image("a.png"),))
    whole = DraftImages(draft)
    seen = whole.load(figure)
    assert seen is not None
    assert not seen.glanced_at
    for small in (DraftImages(draft, max_side=PROFILE_SIDE), GlancedPictures(whole)):
        picture = small.load(figure)
        assert picture is not None
        assert (picture.width, picture.height, picture.glanced_at) == (512, 256, True)


def test_panels_stand_in_order_on_white(tmp_path: Path) -> None:
    for name, colour in (("a.png", "red"), ("b.png", "lime"), ("c.png", "blue")):
        Pillow.new("RGB", (100, 100), colour).save(tmp_path / name)
    shown = opened(load(tmp_path, "a.png", "gone.png", "b.png", "c.png"))
    assert shown.size == (216, 216)
    pixels = [shown.getpixel(at) for at in ((50, 50), (166, 50), (50, 166), (166, 166), (108, 108))]
    assert pixels == [(255, 0, 0), (0, 255, 0), (0, 0, 255), WHITE, WHITE]


def test_many_panels_are_still_one_picture(tmp_path: Path) -> None:
    Pillow.new("RGB", (400, 300)).save(tmp_path / "a.png")
    assert max(opened(load(tmp_path, *["a.png"] * 100)).size) == 1024


@pytest.mark.parametrize(("side", "options"), [(1000, {}), (100, {"largest_png": 20_000})], ids=["as it is", "lower"])
def test_a_noisy_photo_above_the_largest_png_goes_as_jpeg(tmp_path: Path, side: int, options: dict[str, int]) -> None:
    noise = random.Random(1).randbytes(side * side * 3)
    Pillow.frombytes("RGB", (side, side), noise).save(tmp_path / "a.png", compress_level=0)
    picture = load(tmp_path, "a.png", **options)
    opened(picture)
    assert picture is not None
    assert picture.media_type == "image/jpeg"


def page(path: Path) -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=200, height=300)
    sheet.draw_rect((0, 0, 200, 300), fill=(0, 0, 1))
    sheet.draw_rect((50, 50, 150, 100), fill=(1, 0, 0), color=(1, 0, 0))
    document.save(path)


def test_a_region_of_a_page(tmp_path: Path) -> None:
    page(tmp_path / "paper.pdf")
    draft = Draft(tmp_path / "paper.pdf", tmp_path, "pdf", "paper.pdf")
    shown = opened(DraftImages(draft).load(Figure("p1#1", images=(Image(page=1, bbox=(50, 50, 150, 100)),))))
    assert shown.width == pytest.approx(2 * shown.height, abs=2)
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == (255, 0, 0)


def test_the_region_goes_before_the_files(tmp_path: Path) -> None:
    page(tmp_path / "paper.pdf")
    Pillow.new("RGB", (10, 10), "lime").save(tmp_path / "a.png")
    draft = Draft(tmp_path, tmp_path, "latex", "main.tex", pdf="paper.pdf")
    figure = Figure("fig:a", images=(Image(page=1, bbox=(50, 50, 150, 100)), Image("a.png")))
    shown = opened(DraftImages(draft).load(figure))
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == (255, 0, 0)


def test_the_files_stand_in_where_the_page_cannot_be_drawn(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"gone")
    Pillow.new("RGB", (10, 10), "lime").save(tmp_path / "a.png")
    draft = Draft(tmp_path, tmp_path, "latex", "main.tex", pdf="paper.pdf")
    figure = Figure("fig:a", images=(Image("a.png", page=1, bbox=(50, 50, 150, 100)),))
    assert opened(DraftImages(draft).load(figure)).size == (10, 10)


def test_drawings_in_files_are_drawn(tmp_path: Path) -> None:
    page(tmp_path / "a.pdf")
    (tmp_path / "b.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60" fill="#0f0"/></svg>'
    )
    assert opened(load(tmp_path, "a.pdf", max_side=300)).size == (200, 300)
    assert opened(load(tmp_path, "b.svg")).getpixel((5, 5)) == (0, 255, 0)


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.png", {}), ("a.PNG", {}), ("a.jpg", {}), ("a.jpeg", {"progressive": True, "comment": b"x" * 9000})],
)
def test_the_width_of_a_raster(name: str, options: dict[str, object], tmp_path: Path) -> None:
    Pillow.new("RGB", (321, 17)).save(tmp_path / name, **options)
    assert raster_width(tmp_path / name) == 321


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("none.png", None),
        ("empty.png", b""),
        ("text.png", b"not a picture"),
        ("half.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
        ("half.jpg", b"\xff\xd8\xff\xe0\x00"),
        ("script.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        ("drawn.pdf", b"%PDF-1.7"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_raster_has_no_width(name: str, data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert raster_width(tmp_path / name) is None


def test_a_raster_too_large_to_be_one_has_no_width(tmp_path: Path) -> None:
    header = b"IHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00"
    chunk = (13).to_bytes(4) + header + zlib.crc32(header).to_bytes(4)
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT" + b"\x00" * 9)
    assert raster_width(tmp_path / "bomb.png") is None


@pytest.mark.parametrize(("name", "blank"), [("white.png", True), ("grey.jpg", True), ("dot.png", False)])
def test_a_picture_of_one_colour_is_blank(tmp_path: Path, name: str, blank: bool) -> None:
    raster = Pillow.new("RGB", (90, 60), "white" if name == "white.png" else "#778899")
    if not blank:
        raster.putpixel((4, 5), (0, 0, 0))
    raster.save(tmp_path / name)

    picture = load(tmp_path, name)

    assert picture is not None
    assert picture.blank is blank
