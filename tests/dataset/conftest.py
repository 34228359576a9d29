"""Papers to build a data set of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str, int], Path]:
    """Write a paper with so many captioned figures."""

    def paper(name: str, figures: int) -> Path:
        folder = tmp_path / "papers" / name
        folder.mkdir(parents=True)
        floats = "".join(
            f"In Figure~\\ref{{f{n}}} the run time of {name} is shown. It grows.\n\n\\begin{{figure}}\\includegraphics{{p{n}}}"
            f"\\caption{{Run time number {n} of {name}.}}\\label{{f{n}}}\\end{{figure}}\n\n"
            for n in range(figures)
        )
        text = f"\\documentclass{{article}}\\usepackage{{graphicx}}\\begin{{document}}\n{floats}\\end{{document}}\n"
        (folder / "main.tex").write_text(text, encoding="utf-8")
        for n in range(figures):
            Image.new("RGB", (30 + n, 20), (n, 90, 90)).save(folder / f"p{n}.png")
        return folder

    return paper


@pytest.fixture
def papers(made: Callable[[str, int], Path]) -> list[Path]:
    counts = {"ash": 6, "birch": 2, "cedar": 1, "date": 3, "elm": 4, "fir": 2}
    return [made(name, count) for name, count in counts.items()]
