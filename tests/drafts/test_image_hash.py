"""How figures look: alike pictures differ in few bits."""

from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw

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
