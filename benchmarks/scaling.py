"""How the time of scan, check and offline suggest grows with each size of a paper.

    python benchmarks/scaling.py [--only NAME] [--repeat 3]

A paper is made in which one thing is n, 2n, 4n, 8n and 16n large and all else small, and each command is run on it as from the
command line, in this process, and the processor's time is taken. From each time that of the smallest paper is taken off, and the exponent is the slope of a line laid
by least squares through the logarithms of size and time: 1 is linear, 2 is quadratic. At last, 1,000 figures beside 100. The goals:
no exponent above 1.15, and 1,000 figures scanned in at most 10 times the time of 100.
"""

import argparse
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pymupdf
from typer.testing import CliRunner

from capassist.cli import app

MOST = 1.15
COMMANDS = ("scan", "check", "suggest")
DOUBLINGS = 5
FIGURE = "\\begin{figure}\n\\includegraphics{level}\n\\caption{%s}\n\\label{fig:%s}\n\\end{figure}\n"
MENTION = "Figure~\\ref{fig:%s} shows the level of the tank after %d days of rain, as e.g. Smith et al. say. It doubles there."
CAPTION = "Level of the tank over time"
Make = Callable[[int, Path], Path]


def latex(body: str, folder: Path, *, lines: bool = True) -> Path:
    """Write a paper and return its folder."""
    body = f"\\section{{Results}}\n{body}\n\n{FIGURE % ('', 'drawn')}\n{MENTION % ('drawn', 3)}\n"
    text = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    (folder / "main.tex").write_text(text if lines else " ".join(text.replace("\n\n", "\\par ").split()))
    return folder


def sentences(number: int) -> str:
    """Return so many sentences, no two of them equal."""
    return " ".join(f"The level of the tank (in m) rises on day {i}, i.e. by {i}.5 cm." for i in range(number))


def paragraph(size: int, folder: Path) -> Path:
    """One paragraph of so many sentences about a figure."""
    return latex(f"{FIGURE % (CAPTION, 'a')}\n{MENTION % ('a', 1)} {sentences(size)}\n", folder)


def word(size: int, folder: Path) -> Path:
    """One word of so many characters in the paragraph about a figure."""
    return latex(f"{FIGURE % (CAPTION, 'a')}\n{MENTION % ('a', 1)} So {'wo.rd-' * (size // 6)} is.\n", folder)


def formula(size: int, folder: Path) -> Path:
    """One formula of so many terms in the paragraph about a figure."""
    return latex(f"{FIGURE % (CAPTION, 'a')}\n{MENTION % ('a', 1)} So ${'a_{1}+' * size}b$ is.\n", folder)


def references(size: int, folder: Path) -> Path:
    """So many references to a figure in one paragraph."""
    return latex(f"{FIGURE % (CAPTION, 'a')}\n{' '.join(MENTION % ('a', i) for i in range(size))}\n", folder)


def mentions(size: int, folder: Path) -> Path:
    """So many paragraphs about one figure."""
    return latex(FIGURE % (CAPTION, "a") + "\n" + "\n\n".join(MENTION % ("a", i) for i in range(size)), folder)


def figures(size: int, folder: Path) -> Path:
    """So many figures, every second one without a caption, each with a paragraph."""
    captions = (f"{CAPTION} on day {i}." if i % 2 else "" for i in range(size))
    floats = (f"{FIGURE % (caption, i)}\n{MENTION % (i, i)}\n" for i, caption in enumerate(captions))
    return latex("\n".join(floats), folder)


def caption(size: int, folder: Path) -> Path:
    """A caption of so many sentences."""
    return latex(f"{FIGURE % (sentences(size), 'a')}\n{MENTION % ('a', 1)}\n", folder)


def one_line(size: int, folder: Path) -> Path:
    """A paper of so many sentences on one line, as latexpand and exports write it."""
    return latex(f"{FIGURE % (CAPTION, 'a')}\n\n{MENTION % ('a', 1)} {sentences(size)}", folder, lines=False)


def paths(size: int, folder: Path) -> Path:
    """A PDF with so many paths in the drawing of its one figure."""
    document = pymupdf.open()
    page = document.new_page()
    shape = page.new_shape()
    for i in range(size):
        x, y = 100 + i * 300 / size, 150 + 80 * math.sin(i / 50)
        shape.draw_line((x, y), (x + 2, y + 5))
        shape.finish(width=0.5)
    shape.commit()
    page.insert_text((100, 270), f"Figure 1: {CAPTION}.", fontsize=10)
    for line in range(8):
        page.insert_text(
            (72, 320 + 14 * line), "Figure 1 shows the level of the tank after some days of rain.", fontsize=10
        )
    document.save(folder / "paper.pdf")
    return folder / "paper.pdf"


SIZES: dict[str, tuple[Make, int]] = {
    "paragraph": (paragraph, 250),
    "word": (word, 5_000),
    "formula": (formula, 2_000),
    "references": (references, 200),
    "mentions": (mentions, 50),
    "figures": (figures, 25),
    "caption": (caption, 50),
    "one_line": (one_line, 250),
    "paths": (paths, 4_000),
}


def seconds(command: str, make: Make, size: int, repeat: int) -> float:
    """Return the least processor time of a command on a paper of that size."""
    best = math.inf
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            draft = make(size, Path(folder))
            start = _used()
            result = CliRunner().invoke(app, [command, str(draft), "--json"])
            best = min(best, _used() - start)
            assert result.exit_code in (0, 1), result.output
            shutil.rmtree(Path(folder, ".capassist"), ignore_errors=True)
    return best


def _used() -> float:
    """Return the processor's time that this process and its ended children have used: others on the machine change it little."""
    return sum(os.times()[:4])


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms, by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(max(time, 1e-6)) for time in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def measured(name: str, repeat: int) -> Iterable[bool]:
    """Print a line for each command, and yield whether it meets the goal."""
    make, smallest = SIZES[name]
    sizes = [smallest * 2**doubling for doubling in range(DOUBLINGS)]
    for command in COMMANDS:
        seconds(command, make, 2, 1)  # imports, and patterns that are compiled once
        idle = seconds(command, make, 2, repeat)
        times = [seconds(command, make, size, repeat) for size in sizes]
        slope = exponent(sizes, [max(time - idle, 1e-3) for time in times])
        shown = "  ".join(f"{time:6.2f}" for time in times)
        print(f"{name:11} {command:8} {sizes[0]:6} to {sizes[-1]:6}  {shown} s  exponent {slope:5.2f}", flush=True)
        yield slope <= MOST


def main() -> int:
    """Print all measures; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=SIZES)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    met = [good for name in ([options.only] if options.only else SIZES) for good in measured(name, options.repeat)]
    if options.only in (None, "figures"):
        few, many = (seconds("scan", figures, number, options.repeat) for number in (100, 1_000))
        print(f"1,000 figures take {many / few:.1f} times the time of 100 ({many:.2f} s, {few:.2f} s)")
        met.append(many <= 10 * few)
    print(f"{met.count(True)} of {len(met)} goals met")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
