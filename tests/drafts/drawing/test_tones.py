"""Photographs and drawings told apart by pixels that are made here."""

import io
import math

import pytest
from PIL import Image, ImageDraw, ImageFilter

from capassist.drafts.drawing import tones
from capassist.drafts.drawing.tones import Colours, is_photograph

SIZE = (320, 240)


def plot() -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 20, 300, 200), outline="black")
    points = [(40 + x, 110 - 60 * math.sin(x / 20)) for x in range(0, 260, 2)]
    draw.line(points, fill="blue", width=2)
    draw.text((120, 210), "Time (s)", fill="black")
    return picture


def flat() -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    for i, colour in enumerate(("orange", "green", "navy", "grey")):
        draw.rectangle((20 + 70 * i, 40, 80 + 70 * i, 160), fill=colour)
    return picture


def as_jpeg(picture: Image.Image) -> Image.Image:
    """Return the picture with the noise that JPEG leaves around edges."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=75)
    return Image.open(data).convert("RGB")


def shaded() -> Image.Image:
    """Return a lit ball on black, as renderings are."""
    picture = Image.new("RGB", SIZE)
    for y in range(SIZE[1]):
        for x in range(SIZE[0]):
            far = math.hypot(x - 160, y - 120) / 90
            if far < 1:
                picture.putpixel((x, y), (0, int(255 * math.sqrt(1 - far * far)), 40))
    return picture


def scene() -> Image.Image:
    """Return noise made soft, which has the statistics of a photograph."""
    return Image.effect_noise(SIZE, 90).filter(ImageFilter.GaussianBlur(2)).convert("RGB")


DRAWINGS = {"white": Image.new("RGB", SIZE, "white"), "plot": plot(), "JPEG of a plot": as_jpeg(plot()), "flat": flat()}
PHOTOGRAPHS = {"rendering": shaded(), "scene": scene()}


def colours(picture: Image.Image) -> Colours:
    return Colours(picture.width, picture.height, picture.tobytes())


@pytest.mark.parametrize("picture", DRAWINGS.values(), ids=DRAWINGS)
def test_drawings_are_no_photographs(picture: Image.Image) -> None:
    assert not is_photograph(colours(picture))


@pytest.mark.parametrize("picture", PHOTOGRAPHS.values(), ids=PHOTOGRAPHS)
def test_photographs_are_known(picture: Image.Image) -> None:
    assert is_photograph(colours(picture))


def test_one_pixel_is_no_photograph() -> None:
    assert not is_photograph(Colours(1, 1, b"\x80\x80\x80"))


# Of 1,000 neighbours so many differ softly, and so many sharply.
SHARES = {
    "shaded": (169, 72, True),
    "hardly shaded": (168, 72, False),
    "on less": (168, 71, False),
    "a gradient": (46, 5, True),
    "on next to nothing": (46, 4, False),
    "not so smooth": (54, 6, False),
    "nothing": (0, 0, False),
    "all of it": (1000, 0, True),
}


@pytest.mark.parametrize(("soft", "sharp", "photograph"), SHARES.values(), ids=SHARES)
def test_the_shares_of_soft_changes(soft: int, sharp: int, photograph: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [1000 - soft - sharp, soft - soft // 2, *[0] * 22, soft // 2, sharp, *[0] * 230]
    monkeypatch.setattr(tones, "neighbour_differences", lambda *_: counts)
    assert is_photograph(Colours(1, 1, b"")) is photograph
