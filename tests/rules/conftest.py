"""Small papers for the tests of the rules."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.rules import Selection, Violation, check

Broken = Callable[..., list[str]]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Return a function that gives the codes that a body, or a whole document, breaks; only those selected."""

    def codes(source: str, *select: str, **selection: object) -> list[str]:
        return [violation.code for violation in violations(tmp_path, source, Selection(select, **selection))]

    return codes


def violations(folder: Path, source: str, selection: Selection) -> tuple[Violation, ...]:
    """Return what a LaTeX body, or a whole document, breaks; a.png and b.png lie beside it."""
    if "\\documentclass" not in source:
        source = f"\\documentclass{{article}}\n\\begin{{document}}\n{source}\n\\end{{document}}\n"
    (folder / "main.tex").write_text(source, encoding="utf-8", newline="")
    for name in ("a.png", "b.png"):
        (folder / name).write_bytes(b"")
    return check(read_latex(folder), selection)
