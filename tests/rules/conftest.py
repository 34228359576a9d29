"""Small papers for the tests of the rules."""

from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from PIL import Image as Pillow

from capassist.drafts.latex import read_latex
from capassist.ports import Opinion
from capassist.rules import Selection, Violation, check
from capassist.workflow.checking import warnings_on


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
        return check(draft, chosen, opinions, frozenset(drafted), warnings_on(draft, chosen))

    return violations


@pytest.fixture
def broken(found: Callable[..., tuple[Violation, ...]]) -> Callable[..., list[str]]:
    """Return a function that gives the codes of what a source breaks."""
    return lambda source, *select, **selection: [v.code for v in found(source, *select, **selection)]
