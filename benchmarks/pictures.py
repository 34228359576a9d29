"""Whether what would be sent of a figure is what its page prints: every figure of the corpus that has a file.

    python benchmarks/pictures.py CORPUS [--misses FOLDER] [--from files|paired]

For each figure, the picture that `DraftImages` gives is compared with the boxes of its graphics on the compiled page (gold.json),
what is drawn in both scaled to 128 by 128 grey pixels and blurred, by the correlation of their pixels. With several graphics each is compared with its own file. A graphic that is trimmed but not clipped is printed
beyond its box: those are misses of the measure.
Another page or figure is sent where the picture is more like the graphic of another figure than like its own. --misses keeps the
two pictures of each figure below ALIKE side by side. "files" leaves the compiled PDF aside, "paired" takes it as users do.
"""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pymupdf
from PIL import Image as Pillow
from PIL import ImageFilter, ImageOps

from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.drafts.latex import read_latex
from capassist.errors import CapassistError
from capassist.model import Draft, Figure, Image

SIDE = 128  # pixels
ALIKE = 0.9  # correlation; one picture rendered twice has .95 and more, two plots of one kind .3 to .7
DPI = 150


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", type=Path)
    parser.add_argument("--from", dest="source", choices=("files", "paired"), default="files")
    options = parser.parse_args()
    total = alike = others = none = 0
    for gold in sorted(options.corpus.glob("*/gold.json")):
        shown = dict(gold_pictures(gold))
        for name, figure, sent in sent_pictures(gold, options.source, shown):
            total += 1
            if sent is None:
                none += 1
                print(f"{gold.parent.name} {name} {figure}: nothing would be sent")
                continue
            own = likeness(sent, shown[name])
            best = max(shown, key=lambda other: likeness(sent, shown[other]))
            alike += own >= ALIKE
            others += own < ALIKE and best.partition(":")[0] != name.partition(":")[0]
            if own < ALIKE:
                print(
                    f"{gold.parent.name} {name} {figure}: {own:.2f} alike, {likeness(sent, shown[best]):.2f} like {best}"
                )
                if options.misses:
                    keep(
                        options.misses / f"{gold.parent.name}-{name.replace(':', '-').replace('/', '-')}.png",
                        sent,
                        shown[name],
                    )
    print(f"{total} graphics: {alike} alike ({alike / total:.3f}), {others} more like another figure, {none} not sent")
    return 0


def gold_pictures(gold: Path) -> Iterator[tuple[str, Pillow.Image]]:
    """Yield the graphics of the compiled pages: "label:index" and the pixels in their boxes."""
    folder = gold.parent
    with pymupdf.open(folder / f"{folder.name}.pdf") as document:
        for position, figure in enumerate(json.loads(gold.read_text())["figures"]):
            if figure["kind"] != "figure":
                continue
            for index, graphic in enumerate(figure.get("graphics") or ()):
                if not graphic.get("file") or not graphic.get("bbox") or not graphic.get("page"):
                    continue
                page = document[graphic["page"] - 1]
                box = pymupdf.Rect(graphic["bbox"]) & page.rect
                if box.width < 10 or box.height < 10:
                    continue
                pixels = page.get_pixmap(dpi=DPI, clip=box, alpha=False)
                raster = Pillow.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
                yield f"{(figure['labels'] or [position])[0]}:{index}", raster


def sent_pictures(
    gold: Path, source: str, wanted: dict[str, Pillow.Image]
) -> Iterator[tuple[str, str, Pillow.Image | None]]:
    """Yield for each graphic of the gold that the draft has: its name, its file, and what would be sent of it."""
    try:
        draft = (
            read_latex(gold.parent / "src")
            if source == "files"
            else open_draft(gold.parent / "src", pdf=gold.parent / f"{gold.parent.name}.pdf")
        )
    except (CapassistError, IndexError):
        return
    images = DraftImages(draft)
    by_label = {label: figure for figure in draft.figures for label in figure.labels}
    for name in wanted:
        label, _, index = name.rpartition(":")
        figure = by_label.get(label)
        files = [image for image in figure.images if image.path] if figure else []
        if figure is None or int(index) >= len(files):
            continue
        yield name, files[int(index)].path or "", picture_of(images, draft, figure, files[int(index)])


def picture_of(images: DraftImages, draft: Draft, figure: Figure, image: Image) -> Pillow.Image | None:
    """Return what would be sent of one graphic: the figure's region where it is its only one, else its own file."""
    alone = replace(figure, images=(image,))
    picture = images.load(alone if draft.pdf is None or len(figure.images) > 1 else figure)
    return Pillow.open(io.BytesIO(picture.data)).convert("RGB") if picture else None


def likeness(one: Pillow.Image, other: Pillow.Image) -> float:
    """Return the correlation of the grey pixels of what is drawn in two pictures, both scaled to one size and blurred alike."""
    a, b = (np.asarray(_normalised(raster), dtype=float).ravel() for raster in (one, other))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size else float(not a.any() and not b.any())


def _normalised(raster: Pillow.Image) -> Pillow.Image:
    grey = raster.convert("L")
    inked = ImageOps.invert(grey).point(lambda value: 255 if value > 16 else 0).getbbox()
    return grey.crop(inked).resize((SIDE, SIDE), Pillow.Resampling.BOX).filter(ImageFilter.GaussianBlur(1.5))


def keep(path: Path, one: Pillow.Image, other: Pillow.Image) -> None:
    """Write two pictures side by side."""
    path.parent.mkdir(parents=True, exist_ok=True)
    height = 400
    pair = [raster.resize((max(1, raster.width * height // raster.height), height)) for raster in (one, other)]
    page = Pillow.new("RGB", (sum(raster.width for raster in pair) + 20, height), "gray")
    page.paste(pair[0], (0, 0))
    page.paste(pair[1], (pair[0].width + 20, 0))
    page.save(path)


if __name__ == "__main__":
    sys.exit(main())
