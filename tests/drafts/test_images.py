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

from capassist.drafts import images
from capassist.drafts.images import PROFILE_SIDE, DraftImages, GlancedPictures, raster_width
from capassist.drafts.pdf import mupdf
from capassist.drafts.view_geometry import Crop, Operation, Stretch, Turn
from capassist.model import Box, Draft, Figure, Image, Picture, View

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


# --- pixels -------------------------------------------------------------------------------------------------------------------


def grey(*rows: bytes, mode: str = "L") -> Pillow.Image:
    return Pillow.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).convert(mode)


@pytest.mark.parametrize(
    ("box", "size", "left"),
    [
        ((0, 0, 1, 1), (10, 4), 0), ((0.2, 0.5, 0.5, 1), (3, 2), 2), ((0.5, 0.5, 0.5, 0.5), (1, 1), 5),
        ((0.34, 0, 0.66, 1), (4, 4), 3), ((0.9, 0, 1, 0.1), (1, 1), 9),
    ],
)  # fmt: skip
def test_a_crop_is_rounded_to_pixels_and_holds_one_at_least(box: Box, size: tuple[int, int], left: int) -> None:
    part = images._cropped(grey(*[bytes(range(10))] * 4), box)
    assert (part.size, part.getpixel((0, 0))) == (size, left)


@pytest.mark.parametrize(
    ("size", "shape", "made"),
    [
        ((100, 50), 2.0, (100, 50)), ((100, 50), 2.01, (100, 50)), ((201, 100), 2.0, (201, 100)), ((102, 50), 2.0, (100, 50)),
        ((100, 50), 1.0, (50, 50)), ((100, 50), 4.0, (100, 25)), ((9, 3), 0.01, (1, 3)), ((3, 9), 100, (3, 1)),
    ],
)  # fmt: skip
def test_the_side_that_is_too_long_for_a_shape_is_made_shorter(
    size: tuple[int, int], shape: float, made: tuple[int, int]
) -> None:
    assert images._shaped(Pillow.new("L", size), shape).size == made


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((50, 20), (50, 20)), ((51, 20), (50, 20)), ((100, 40), (50, 20)), ((40, 100), (20, 50)), ((500, 1), (50, 1))],
)
def test_the_longer_side_fits(size: tuple[int, int], fitted: tuple[int, int]) -> None:
    assert images._fitted(Pillow.new("L", size), 50).size == fitted


@pytest.mark.parametrize(
    ("step", "pixels"),
    [
        (Turn(90), [20, 40, 10, 30]),
        (Turn(180), [40, 30, 20, 10]),
        (Stretch(1.0), [10, 20, 30, 40]),
        (Stretch(1.0, across=True), [20, 10, 40, 30]),
        (Stretch(1.0, over=True), [30, 40, 10, 20]),
        (Crop((0.5, 0.0, 1.0, 1.0)), [20, 40]),
    ],
)
def test_what_is_cut_turned_and_mirrored(step: Operation, pixels: list[int]) -> None:
    raster = images._changed(grey(b"\x0a\x14", b"\x1e\x28", mode="RGB"), [step])
    assert list(raster.convert("L").tobytes()) == pixels


def test_the_corners_that_turning_leaves_free_are_white() -> None:
    raster = images._changed(Pillow.new("RGB", (20, 20)), [Turn(45)])
    assert (raster.getpixel((0, 0)), raster.getpixel((14, 14))) == (WHITE, (0, 0, 0))


@pytest.mark.parametrize(("mode", "half"), [("RGBA", (0, 0, 0, 128)), ("LA", (0, 128))])
def test_what_is_half_transparent_is_pale(mode: str, half: tuple[int, ...]) -> None:
    assert images._on_white(Pillow.new(mode, (1, 1), half)).getpixel((0, 0)) == (127,) * 3


@pytest.mark.parametrize(
    ("mode", "info", "made"),
    [
        ("L", {}, "L"), ("LA", {}, "LA"), ("RGB", {}, "RGB"), ("RGBA", {}, "RGBA"), ("P", {}, "RGBA"), ("CMYK", {}, "RGB"),
        ("1", {}, "RGB"), ("RGB", {"transparency": (0, 0, 0)}, "RGBA"), ("F", {}, "L"), ("I", {}, "L"),
    ],
)  # fmt: skip
def test_the_pixels_of_each_mode(mode: str, info: dict[str, object], made: str) -> None:
    raster = Pillow.new(mode, (2, 2))
    raster.info.update(info)
    assert images._in_eight_bits(raster).mode == made


@pytest.mark.parametrize(
    ("values", "shown"), [((7.0, 7.0), [0, 0]), ((-1.0, 1.0), [0, 255]), ((0.0, 100.0, 50.0), [0, 255, 127])]
)
def test_greys_of_many_bits_are_stretched(values: tuple[float, ...], shown: list[int]) -> None:
    raster = Pillow.new("F", (len(values), 1))
    for x, value in enumerate(values):
        raster.putpixel((x, 0), value)
    assert list(images._in_eight_bits(raster).tobytes()) == shown


@pytest.mark.parametrize(
    ("dots", "size"),
    [
        (None, (144, 72)), ((144, 72), (72, 72)), ((72, 144), (144, 36)), ((0, 0), (144, 72)), ((0.5, 1), (144, 5184)),
        ((36, 36, 9), (288, 144)),
    ],
)  # fmt: skip
def test_the_natural_size_of_a_raster(dots: tuple[float, ...] | None, size: tuple[float, float]) -> None:
    raster = Pillow.new("L", (144, 72))
    raster.info.update({"dpi": dots} if dots else {})
    assert images._natural_size(raster) == size


def test_panels_of_several_sizes_stand_in_the_middle_of_their_places() -> None:
    panels = [Pillow.new("RGB", size, "red") for size in ((40, 20), (20, 10), (40, 20))]
    tiled = images._tiled(panels)
    assert tiled.size == (96, 56)
    reds = tiled.split()[1].point(lambda value: 255 - value)  # white has green, red has none
    assert [reds.crop(box).getbbox() for box in ((0, 0, 40, 20), (56, 0, 96, 20), (0, 36, 40, 56))] == [
        (0, 0, 40, 20), (10, 5, 30, 15), (0, 0, 40, 20),
    ]  # fmt: skip
    assert images._tiled([Pillow.new("RGB", (300, 30))] * 3).size == (300, 122)  # wide ones below each other
    assert images._tiled([Pillow.new("RGB", (30, 300))] * 3).size == (122, 300)  # narrow ones beside each other
    assert images._tiled(panels[:1]) is panels[0]


@pytest.mark.parametrize(("values", "blank"), [(b"\x05\x05", True), (b"\x00\x08", True), (b"\x00\x09", False)])
def test_what_jpeg_makes_of_one_colour_is_blank(values: bytes, blank: bool) -> None:
    assert images._picture(grey(values), 9999).blank is images._is_blank(grey(values)) is blank


def test_the_largest_png_is_one_and_nothing_but_pixels_is_sent() -> None:
    raster = grey(b"\x00\x80", mode="RGB")
    raster.info["comment"] = b"by Ann"
    jpeg, png = images._picture(raster, 0), images._picture(raster, 9999)
    assert b"Ann" not in jpeg.data
    assert (png.width, png.height, jpeg.width, jpeg.height) == (2, 1, 2, 1)
    size = len(png.data)
    assert [images._picture(raster, most).media_type for most in (size, size - 1)] == ["image/png", "image/jpeg"]


# --- for terminals --------------------------------------------------------------------------------------------------------------


def test_pixels_for_terminals() -> None:
    picture = images._picture(grey(b"\x00\xff", b"\xff\x00", mode="RGB"), 9999)
    black, white = bytes(3), b"\xff" * 3
    assert images.rgb_pixels(picture, 2, 2) == black + white + white + black
    assert len(images.rgb_pixels(picture, 5, 3)) == 45
    indices, palette = images.palette_pixels(picture, 2, 2, 8)
    assert [palette[3 * index : 3 * index + 3] for index in indices] == [black, white, white, black]
    assert (images.quarter_turned(2, 1, b"ab"), images.quarter_turned(1, 2, b"ab")) == (b"ab", b"ba")
    assert Pillow.open(io.BytesIO(images.small_png(picture, 1))).size == (1, 1)


@pytest.mark.parametrize(
    ("pixels", "differences"),
    [
        ([(0, 0, 0), (0, 0, 0), (0, 0, 0)], {0: 2}),
        ([(0, 0, 0), (9, 3, 1), (9, 3, 1)], {0: 1, 9: 1}),
        ([(0, 0, 0), (1, 7, 3), (1, 7, 8)], {7: 1, 5: 1}),
    ],
)
def test_how_much_neighbours_differ(pixels: list[tuple[int, ...]], differences: dict[int, int]) -> None:
    found = images.neighbour_differences(3, 1, b"".join(map(bytes, pixels)))
    assert {value: count for value, count in enumerate(found) if count} == differences


# --- files ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "turn", "turned"),
    [
        ("a.jpg", 1, False), ("a.jpg", 2, True), ("a.JPEG", 8, True), ("a.jpg", 9, False), ("a.jpg", None, False),
        ("a.tif", 6, False), ("gone.jpg", None, False),
    ],
)  # fmt: skip
def test_a_photograph_that_was_turned(name: str, turn: int | None, turned: bool, tmp_path: Path) -> None:
    exif = Pillow.Exif()
    if turn is not None:
        exif[274] = turn
    if name != "gone.jpg":
        Pillow.new("L", (4, 4)).save(tmp_path / name, exif=exif)
    assert images.is_turned_by_exif(tmp_path / name) is turned


@pytest.mark.parametrize(
    ("name", "size", "view", "shown"),
    [
        ("a.png", 61, None, True), ("a.png", 60, None, False), ("a.PDF", 61, View(), True), ("a.eps", 99, None, False),
        ("a.svg", 61, View(unclear="why"), False), ("gone.png", 0, None, False), ("", 0, None, False),
    ],
)  # fmt: skip
def test_what_looks_as_if_it_could_be_shown(
    name: str, size: int, view: View | None, shown: bool, tmp_path: Path
) -> None:
    if size:
        (tmp_path / name).write_bytes(bytes(size))
    found = DraftImages(Draft(tmp_path, tmp_path, "latex", "main.tex")).can_show(Image(name, view=view))
    assert found is shown


def test_a_file_of_the_project_is_inside_and_the_largest_one_is_not_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paper").mkdir()
    Pillow.new("RGB", (8, 8)).save(tmp_path / "a.png")
    draft = Draft(tmp_path / "paper", tmp_path / "paper", "latex", "main.tex", project=tmp_path)
    image, size = Image("../a.png"), (tmp_path / "a.png").stat().st_size
    assert images.picture_path(draft, "../a.png") == tmp_path.resolve() / "a.png"
    for most, is_shown in ((size, True), (size - 1, False)):
        monkeypatch.setattr(images, "LARGEST_FILE", most)
        assert DraftImages(draft).can_show(image) is is_shown


def test_a_picture_is_loaded_once(tmp_path: Path) -> None:
    Pillow.new("RGB", (8, 8)).save(tmp_path / "a.png")
    loader = DraftImages(Draft(tmp_path, tmp_path, "latex", "main.tex"))
    figure = Figure("a", images=(Image("a.png"),))
    first = loader.load(figure)
    (tmp_path / "a.png").unlink()
    assert loader.load(figure) is first is not None
    assert GlancedPictures(loader).load(Figure("b")) is None


@pytest.mark.parametrize(
    ("size", "sent"), [((1000, 800), (640, 512)), ((1000, 200), (1000, 200)), ((512, 1024), (512, 1024))]
)
def test_the_shorter_side_fits_a_request(size: tuple[int, int], sent: tuple[int, int], tmp_path: Path) -> None:
    Pillow.new("RGB", size).save(tmp_path / "a.png")
    loaders = images.request_images(Draft(tmp_path, tmp_path, "latex", "main.tex"))
    asked, imitated = (loader.load(Figure("a", images=(Image("a.png"),))) for loader in loaders)
    assert asked is not None
    assert imitated is not None
    assert ((asked.width, asked.height), asked.glanced_at) == (sent, False)
    assert (max(imitated.width, imitated.height), imitated.glanced_at) == (512, True)


def test_a_page_is_drawn_once_and_kept_unless_it_needs_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(tmp_path / "a.pdf")
    draft, figure = Draft(tmp_path, tmp_path, "latex", "main.tex"), Figure("a", images=(Image("a.pdf"),))
    drawn: list[str | None] = []
    render = mupdf.render

    def kept(*at: object, password: str | None, max_side: int) -> bytes:
        drawn.append(password)
        return render(*at, max_side=max_side)

    monkeypatch.setattr(mupdf, "render", kept)
    for password in (None, None, "x", "x"):
        assert DraftImages(draft, password).load(figure) is not None
    assert drawn == [None, "x", "x"]


def test_the_picture_in_bytes() -> None:
    data = io.BytesIO()
    Pillow.new("RGB", (2048, 20)).save(data, "PNG")
    picture = images.picture_in(data.getvalue())
    assert picture is not None
    assert (picture.width, picture.height) == (1024, 10)
    assert images.picture_in(b"none") is None
