"""Sixels, read back by a decoder of the tests' own."""

import io
import re

import pytest
from PIL import Image

from capassist.model import Picture
from capassist.terminal.sixel import sixels


def encoded(raster: Image.Image) -> Picture:
    data = io.BytesIO()
    raster.save(data, "PNG")
    return Picture(data.getvalue(), "image/png", *raster.size)


def decoded(drawing: str, width: int, height: int) -> Image.Image:
    """Return the pixels of a sixel string. Every pixel must be set, once, in a colour that was defined."""
    match = re.fullmatch(r'\x1bP0;1q"1;1;(\d+);(\d+)((?:#\d+;2;\d+;\d+;\d+)*)(.*)\x1b\\', drawing)
    assert match
    assert (int(match[1]), int(match[2])) == (width, height)
    palette = {int(n): tuple(map(int, rgb)) for n, *rgb in re.findall(r"#(\d+);2;(\d+);(\d+);(\d+)", match[3])}
    pixels: dict[tuple[int, int], tuple[int, ...]] = {}
    for band, line in enumerate(match[4].split("-")):
        for run in line.split("$"):
            colour = re.match(r"#(\d+)", run)
            assert colour
            column = 0
            for length, sign in re.findall(r"(?:!(\d+))?([?-~])", run[colour.end() :]):
                for _ in range(int(length or 1)):
                    for bit in range(6):
                        if (ord(sign) - 63) >> bit & 1:
                            assert pixels.setdefault((column, 6 * band + bit), palette[int(colour[1])])
                    column += 1
    assert set(pixels) == {(x, y) for x in range(width) for y in range(height)}
    raster = Image.new("RGB", (width, height))
    for place, percent in pixels.items():
        raster.putpixel(place, tuple(round(value * 255 / 100) for value in percent))
    return raster


@pytest.mark.parametrize("size", [(1, 1), (7, 13), (40, 12), (3, 6)], ids=str)
def test_each_pixel_is_there_in_its_colour(size: tuple[int, int]) -> None:
    width, height = size
    raster = Image.new("RGB", size, (0, 0, 255))
    raster.paste((255, 0, 0), (0, 0, width // 2, height))
    raster.putpixel((width - 1, height - 1), (255, 255, 255))
    assert decoded(sixels(encoded(raster), width, height), width, height).tobytes() == raster.tobytes()


def test_a_photo_gets_no_more_colours_than_old_terminals_have() -> None:
    photo = Image.effect_noise((60, 60), 90).convert("RGB")
    drawing = sixels(encoded(photo), 30, 20)
    assert len(set(re.findall(r"#(\d+);2;", drawing))) <= 64
    assert decoded(drawing, 30, 20).size == (30, 20)
