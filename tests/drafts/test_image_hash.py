"""How figures look: alike pictures differ in few bits."""

from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from capassist.drafts import image_hash
from capassist.drafts.image_hash import DraftImageHasher
from capassist.model import Draft, Figure, Image


def picture(folder: Path, name: str, *, mirrored: bool = False, shade: int = 0, size: int = 90) -> Figure:
    raster = Pillow.new("RGB", (90, 80), "white")
    pen = ImageDraw.Draw(raster)
    for step in range(8):
        pen.rectangle((0, 10 * step, 8 * step + 20, 10 * step + 9), fill=(shade + 20 * step,) * 3)
    raster = raster.transpose(Pillow.Transpose.FLIP_LEFT_RIGHT) if mirrored else raster
    raster.resize((size, size * 8 // 9)).save(folder / f"{name}.png")
    return Figure(id=name, images=(Image(path=f"{name}.png"),))


def test_alike_pictures_differ_in_few_bits(tmp_path: Path) -> None:
    look = DraftImageHasher(Draft(tmp_path, tmp_path, "latex", "main.tex"))
    one, brighter, larger, mirrored = (
        look(figure) or 0
        for figure in (
            picture(tmp_path, "one"),
            picture(tmp_path, "brighter", shade=40),
            picture(tmp_path, "larger", size=360),
            picture(tmp_path, "mirrored", mirrored=True),
        )
    )
    assert one
    assert max((one ^ brighter).bit_count(), (one ^ larger).bit_count()) <= 8
    assert (one ^ mirrored).bit_count() > 8
    assert one < 2**64


def test_what_cannot_be_shown_has_no_look(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    look = DraftImageHasher(Draft(tmp_path, tmp_path, "latex", "main.tex"))
    assert look(Figure(id="none")) is None
    assert look(Figure(id="broken", images=(Image(path="broken.png"),))) is None
    assert look(Figure(id="outside", images=(Image(path="../secret.png"),))) is None


def test_each_bit_says_whether_a_pixel_is_darker_than_its_right_neighbour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*greys: int) -> int | None:
        monkeypatch.setattr(image_hash, "rgb_pixels", lambda *_: bytes(grey for grey in greys for _ in range(3)))
        return DraftImageHasher(Draft(tmp_path, tmp_path, "latex", "main.tex"))(figure)

    figure = picture(tmp_path, "one")
    assert look(*range(72)) == 2**64 - 1
    assert look(*[7] * 72) == look(*range(72, 0, -1)) == 0
    assert look(*[0] * 7, 7, 9, *[9] * 63) == 0b11 << 56  # the last two of the first row
    assert look(*[0] * 71, 1) == 1
    assert look(*[0] * 9, *[9] * 63) == 0  # from row to row nothing is compared


def test_each_hash_is_computed_once(tmp_path: Path) -> None:
    look = DraftImageHasher(Draft(tmp_path, tmp_path, "latex", "main.tex"))
    figure = picture(tmp_path, "one")
    first = look(figure)
    (tmp_path / "one.png").unlink()
    assert look(figure) == first is not None
