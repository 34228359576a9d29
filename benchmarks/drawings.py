"""What the drawings of a paper with 30 figures cost: python benchmarks/drawings.py

Makes a folder with 30 plots (PDF, about 1,000 paths each), reads their drawings with an empty cache and again with a full one,
and prints the processor's seconds, those of processes of its own included. The goal is 1.5 s, and nothing the second time.
"""

import math
import os
import resource
import tempfile
import time
from pathlib import Path

import pymupdf

from capassist.drafts.drawing.reading import with_drawings
from capassist.drafts.latex import read_latex

FIGURES = 30
MARKS = 1_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        paper = Path(folder) / "paper"
        paper.mkdir()
        for number in range(FIGURES):
            plot(paper / f"plot{number}.pdf", number)
        floats = (
            f"\\begin{{figure}}\\includegraphics{{plot{n}}}\\caption{{Plot {n}.}}\\end{{figure}}"
            for n in range(FIGURES)
        )
        source = "\\documentclass{article}\\usepackage{graphicx}\\begin{document}\n%s\n\\end{document}"
        (paper / "main.tex").write_text(source % "\n".join(floats))
        measure(paper)


def measure(paper: Path) -> None:
    draft = read_latex(paper)
    for run in ("first run", "second run"):
        started, own = processor(), time.process_time()
        read = with_drawings(draft)
        drawn = sum(figure.drawing is not None for figure in read.figures)
        print(
            f"{run:11} {processor() - started:.2f} s of the processor, {time.process_time() - own:.2f} s here; {drawn} drawings"
        )


def processor() -> float:
    """Return the seconds of the processor that this process and those it has waited for took."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def plot(path: Path, number: int) -> None:
    """Draw axes with ticks, labels, a legend and a cloud of marks."""
    document = pymupdf.open()
    page = document.new_page(width=320, height=240)
    page.draw_rect((50, 20, 300, 190), color=(0, 0, 0), width=0.5)
    for i in range(6):
        page.insert_text((47 + 50 * i, 204), str(i * 10), fontsize=9)
        page.insert_text((30, 193 - 34 * i), str(i), fontsize=9)
    marks = page.new_shape()
    for i in range(MARKS):
        x, y = 52 + 246 * i / MARKS, 105 - 80 * math.sin(i / (7 + number)) * math.exp(-i / MARKS)
        marks.draw_circle((x, y), 1.2)
        marks.finish(color=None, fill=(0.1, 0.4, 0.8))
    marks.commit()
    page.insert_text((150, 225), "Time (s)", fontsize=10)
    page.insert_text((18, 130), "Height (m)", fontsize=10, rotate=90)
    page.draw_line((220, 32), (240, 32), color=(0.8, 0.2, 0.1))
    page.insert_text((245, 35), "model", fontsize=9)
    page.draw_line((220, 44), (240, 44), color=(0.1, 0.4, 0.8))
    page.insert_text((245, 47), "data", fontsize=9)
    document.save(path)


if __name__ == "__main__":
    main()
