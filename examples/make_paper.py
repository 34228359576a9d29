"""Makes the figures of the example paper, and with --compile its PDF too.

The study is simulated here from a fixed seed: beads under a microscope, a noisy camera, and a count of the beads in averaged
frames. Every number that the paper's text names is written to paper/figures/results.csv.

    pip install matplotlib pillow
    python examples/make_paper.py              # paper/figures/
    python examples/make_paper.py --compile    # paper.pdf as well; needs pdflatex
"""

import argparse
import csv
import math
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.ticker import NullFormatter, ScalarFormatter
from numpy.typing import NDArray
from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
PAPER = HERE / "paper"
FIGURES = PAPER / "figures"

SIZE = 256  # pixels along one side of the field of view
MICROMETRES = 0.1  # along one side of a pixel
BEADS = 60
READ_NOISE = 1.0  # of one frame, in units of the brightest bead
PATTERN = 0.1  # pixel offsets that are the same in every frame
FLASHES = 0.05  # share of pixels that a stray flash hits in one frame
FLASH = 4.0
THRESHOLD = 0.3
SMALLEST = 30  # pixels of a bright spot that counts as a bead
FRAMES = (1, 2, 4, 8, 16, 32, 64)
SHOWN = (1, 4, 16, 64)

COMBINE = {"mean": np.mean, "median": np.median}
COLOURS = {"mean": "#2f6690", "median": "#d1782f"}
GREY = "#777777"

Field = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Bead:
    x: float  # pixels
    y: float
    radius: float  # pixels
    brightness: float  # 1 is the brightest


@dataclass(frozen=True)
class Spot:
    """A connected group of bright pixels."""

    x: float
    y: float
    pixels: int

    @property
    def radius(self) -> float:
        return math.sqrt(self.pixels / math.pi)


def scatter_beads(rng: np.random.Generator) -> list[Bead]:
    """Return beads that neither touch each other nor the edge."""
    beads: list[Bead] = []
    while len(beads) < BEADS:
        bead = Bead(*rng.uniform(12, SIZE - 12, 2), radius=rng.uniform(4, 8), brightness=rng.uniform(0.4, 1.0))
        if all(math.hypot(bead.x - o.x, bead.y - o.y) > bead.radius + o.radius + 6 for o in beads):
            beads.append(bead)
    return beads


def scene(beads: list[Bead]) -> Field:
    """Return what a camera without noise would see: discs with soft edges on a dark ground."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    field = np.zeros((SIZE, SIZE))
    for bead in beads:
        inside = bead.radius - np.hypot(x - bead.x, y - bead.y)
        field += bead.brightness / (1 + np.exp(-2 * inside))
    return field


def record(clean: Field, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return all frames of one recording, shape (frames, SIZE, SIZE)."""
    shape = (max(FRAMES), SIZE, SIZE)
    pattern = rng.normal(0, PATTERN, (SIZE, SIZE))
    flashes = FLASH * (rng.random(shape) < FLASHES)
    return clean + pattern + rng.normal(0, READ_NOISE, shape) + flashes


def smooth(field: Field) -> Field:
    """Return the mean over 3 by 3 pixels."""
    padded = np.pad(field, 1, mode="edge")
    shifted = [padded[dy : dy + SIZE, dx : dx + SIZE] for dy in range(3) for dx in range(3)]
    return np.mean(shifted, axis=0)


def spots(mask: Mask) -> list[Spot]:
    """Return the groups of true pixels that touch along an edge and are large enough for a bead."""
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    found = []
    while left:
        group = [left.pop()]
        for y, x in group:  # grows while it is walked
            touching = {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)} & left
            left -= touching
            group.extend(sorted(touching))
        if len(group) >= SMALLEST:
            y, x = np.mean(group, axis=0)
            found.append(Spot(float(x), float(y), len(group)))
    return sorted(found, key=lambda spot: (spot.y, spot.x))


def matches(beads: list[Bead], found: list[Spot]) -> list[tuple[Bead, Spot]]:
    """Return each bead that has a spot's centre within two pixels of its own, with that spot."""
    near = ((bead, spot) for bead in beads for spot in found if math.hypot(bead.x - spot.x, bead.y - spot.y) <= 2)
    return list({bead: (bead, spot) for bead, spot in near}.values())


def save(figure: plt.Figure, name: str) -> None:
    figure.savefig(FIGURES / name, metadata={"CreationDate": None})
    plt.close(figure)


def draw_micrograph(clean: Field) -> None:
    """The noise-free field of view with a bar of 5 micrometres."""
    image = grey(clean, 0, 1.1, zoom=3)
    draw = ImageDraw.Draw(image)
    bottom, length = image.height - 24, round(5 / MICROMETRES * 3)
    draw.rectangle((24, bottom - 8, 24 + length, bottom), fill=255)
    image.save(FIGURES / "micrograph.jpg", quality=88)


def draw_medians(medians: dict[int, Field]) -> None:
    """The same quarter of the field of view in the median of 1, 4, 16 and 64 frames."""
    for count in SHOWN:
        quarter = medians[count][: SIZE // 2, : SIZE // 2]
        grey(quarter, -1, 2, zoom=2).save(FIGURES / f"median-{count:02}.png", optimize=True)


def grey(field: Field, dark: float, bright: float, zoom: int) -> Image.Image:
    scaled = np.clip((field - dark) / (bright - dark), 0, 1)
    image = Image.fromarray((255 * scaled).round().astype(np.uint8))
    return image.resize((image.width * zoom, image.height * zoom), Image.Resampling.NEAREST)


def draw_noise(noise: dict[str, dict[int, float]]) -> None:
    figure, axes = plt.subplots(figsize=(3.6, 2.2), layout="constrained")
    axes.loglog(FRAMES, [noise["mean"][1] / math.sqrt(n) for n in FRAMES], "--", color=GREY, label="square-root law")
    for method, marker in (("mean", "o"), ("median", "s")):
        values = [noise[method][n] for n in FRAMES]
        axes.loglog(FRAMES, values, f"{marker}-", color=COLOURS[method], markersize=4, label=method)
    axes.set(xlabel="frames combined", ylabel="background noise")
    for axis, ticks in ((axes.xaxis, FRAMES), (axes.yaxis, (0.2, 0.5, 1))):
        axis.set_major_formatter(ScalarFormatter())
        axis.set_minor_formatter(NullFormatter())
        axis.set_ticks(ticks)
    axes.legend(frameon=False)
    save(figure, "noise.pdf")


def draw_found(found: dict[str, dict[int, int]]) -> None:
    figure, axes = plt.subplots(figsize=(3.6, 2.2), layout="constrained")
    for method, offset in (("mean", -0.2), ("median", 0.2)):
        places = [place + offset for place in range(len(SHOWN))]
        bars = axes.bar(places, [found[method][n] for n in SHOWN], 0.36, color=COLOURS[method], label=method)
        axes.bar_label(bars, fontsize=7)
    axes.set(xlabel="frames combined", ylabel=f"beads found (of {BEADS})", ylim=(0, BEADS * 1.3))
    axes.set_xticks(range(len(SHOWN)), [str(n) for n in SHOWN])
    axes.set_yticks(range(0, BEADS + 1, 10))
    axes.legend(frameon=False, loc="upper left", ncols=2)
    save(figure, "found.pdf")


def draw_radii(pairs: list[tuple[Bead, Spot]]) -> None:
    figure, axes = plt.subplots(figsize=(3.6, 2.3), layout="constrained")
    true = np.array([bead.radius for bead, _ in pairs]) * MICROMETRES
    measured = np.array([spot.radius for _, spot in pairs]) * MICROMETRES
    bright = np.array([bead.brightness >= 0.6 for bead, _ in pairs])
    axes.plot((0.35, 0.85), (0.35, 0.85), "--", color=GREY, linewidth=1)
    axes.scatter(true[bright], measured[bright], s=16, color=COLOURS["mean"], label="bright beads")
    axes.scatter(true[~bright], measured[~bright], s=16, color=COLOURS["median"], marker="^", label="dim beads")
    axes.set(xlabel="true radius (µm)", ylabel="measured radius (µm)", aspect="equal")
    axes.legend(frameon=False)
    save(figure, "radii.pdf")


def study() -> dict[str, str]:
    """Run the study, draw its figures, and return the numbers of the text by name."""
    rng = np.random.default_rng(20)
    beads = scatter_beads(rng)
    clean = scene(beads)
    stack = record(clean, rng)
    background = clean < 0.01

    images = {method: {n: combine(stack[:n], axis=0) for n in FRAMES} for method, combine in COMBINE.items()}
    noise = {method: {n: float(images[method][n][background].std()) for n in FRAMES} for method in COMBINE}
    pairs = {
        method: {n: matches(beads, spots(smooth(images[method][n]) > THRESHOLD)) for n in SHOWN} for method in COMBINE
    }
    found = {method: {n: len(pairs[method][n]) for n in SHOWN} for method in COMBINE}
    best = pairs["median"][64]

    draw_micrograph(clean)
    draw_medians(images["median"])
    draw_noise(noise)
    draw_found(found)
    draw_radii(best)

    def error(wanted: bool) -> float:
        errors = [s.radius - b.radius for b, s in best if (b.brightness >= 0.6) is wanted]
        return float(np.mean(errors)) * MICROMETRES

    return {
        "beads": str(BEADS),
        **{f"noise, {method} of {n}": f"{noise[method][n]:.2f}" for method in COMBINE for n in FRAMES},
        "noise, square-root law at 64": f"{noise['mean'][1] / 8:.2f}",
        **{f"beads found, {method} of {n}": str(found[method][n]) for method in COMBINE for n in SHOWN},
        **{f"background level, {method} of 64": f"{images[method][64][background].mean():.2f}" for method in COMBINE},
        "bright beads": str(sum(b.brightness >= 0.6 for b, _ in best)),
        "dim beads": str(sum(b.brightness < 0.6 for b, _ in best)),
        "radius error of bright beads (um)": f"{error(True):.3f}",
        "radius error of dim beads (um)": f"{error(False):.3f}",
    }


def write_results(results: dict[str, str]) -> None:
    with (FIGURES / "results.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([("quantity", "value"), *results.items()])


def compile_paper() -> None:
    """Write paper.pdf: the same bytes from the same sources, and nothing left behind in the paper's folder."""
    fixed = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    options = ["-interaction=nonstopmode", "-halt-on-error", "-jobname=main"]
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdflatex", *options, f"-output-directory={folder}", r"\pdftrailerid{}\input{main}"]
        for _ in range(2):
            subprocess.run(command, cwd=PAPER, env=os.environ | fixed, check=True, stdout=subprocess.DEVNULL)
        (HERE / "paper.pdf").write_bytes((Path(folder) / "main.pdf").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the figures of the example paper.")
    parser.add_argument("--compile", action="store_true", help="make paper.pdf too, with pdflatex")
    arguments = parser.parse_args()

    mpl.use("pdf")
    mpl.rcParams.update({"font.size": 8, "pdf.fonttype": 42, "axes.spines.top": False, "axes.spines.right": False})
    FIGURES.mkdir(exist_ok=True)
    results = study()
    write_results(results)
    for name, value in results.items():
        print(f"{name}: {value}")
    if arguments.compile:
        compile_paper()


if __name__ == "__main__":
    main()
