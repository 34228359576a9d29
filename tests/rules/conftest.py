"""Small papers for the tests of the rules."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image as Pillow

from capassist.drafts.drawing.reading import with_drawings
from capassist.drafts.latex import read_latex
from capassist.model import Author, StandingRules
from capassist.ports import Opinion
from capassist.rules import Selection, Violation, check
from capassist.workflow.checking import warnings_on

RULES = StandingRules(never=("groundbreaking",), call=(("our contraption", "FastNet"),))  # of the author


def _axes(page: pymupdf.Page, left: float, *names: str) -> None:
    """Draw a line over axes of 320 by 230 points with ticks, and a name along and one beside them where they are given."""
    right = left + 320
    page.draw_rect((left, 20, right, 250))
    page.draw_polyline([(left, 240), (left + 140, 120), (right, 60)], color=(0, 0, 1))
    for number in range(5):
        x, y = left + 80 * number, 250 - 57.5 * number
        page.draw_line((x, 250), (x, 245))
        page.draw_line((left, y), (left + 5, y))
        page.insert_text((x - 4, 262), str(10 * number), fontsize=8)
        page.insert_text((left - 14, y + 3), str(number), fontsize=8)
    if names:
        page.insert_text((left + 140, 280), names[0], fontsize=8)
        page.insert_text((left - 30, 150), names[1], fontsize=8, rotate=90)


def _plot(path: Path) -> None:
    """Draw a plot with names in 8 points, 400 points wide; one without names as bare.pdf, two with letters as panels.pdf."""
    letters = "ab" if path.name == "panels.pdf" else ""
    names = () if path.name == "bare.pdf" else ("time (h)", "level (m)")
    document = pymupdf.open()
    page = document.new_page(width=400 * max(1, len(letters)), height=300)
    for number, letter in enumerate(letters or " "):
        _axes(page, 60 + 400 * number, *names)
        page.insert_text((30 + 400 * number, 14), f"({letter})" if letters else "", fontsize=10)
    document.save(path)


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., tuple[Violation, ...]]:
    """Return a function that gives what a LaTeX body, or a whole document, breaks; a.png (300 pixels wide) and b.png (3000) lie beside it.

    The options are those of Selection.
    """

    def violations(
        source: str,
        *select: str,
        opinions: tuple[Opinion, ...] = (),
        drafted: Collection[str] = (),
        **selection: object,
    ) -> tuple[Violation, ...]:
        if "\\documentclass" not in source:
            source = f"\\documentclass{{article}}\n\\begin{{document}}\n{source}\n\\end{{document}}\n"
        (tmp_path / "main.tex").write_text(source, encoding="utf-8", newline="")
        for name, width in (("a.png", 300), ("b.png", 3000)):
            Pillow.new("1", (width, 10)).save(tmp_path / name)
        draft, chosen = read_latex(tmp_path), Selection(select, **selection)
        draft = replace(draft, author=Author(RULES))
        for name in ("plot.pdf", "bare.pdf", "panels.pdf"):
            if name in source:
                _plot(tmp_path / name)
                draft = with_drawings(draft)
        return check(draft, chosen, opinions, frozenset(drafted), warnings_on(draft, chosen)).violations

    return violations


@pytest.fixture
def broken(found: Callable[..., tuple[Violation, ...]]) -> Callable[..., list[str]]:
    """Return a function that gives the codes of what a source breaks."""
    return lambda source, *select, **selection: [v.code for v in found(source, *select, **selection)]
