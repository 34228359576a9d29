"""Small LaTeX projects for the tests of the reader."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from capassist.drafts.latex import read_latex
from capassist.model import Draft

Read = Callable[..., Draft]
IMAGES = ("a.png", "b.pdf", "c.jpg", "d.eps")


def write_project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files below the folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def article(body: str, preamble: str = "", document_class: str = "article") -> str:
    """Return a document around a body."""
    return f"\\documentclass{{{document_class}}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a body, or a mapping of files, with four images beside it."""

    def reader(source: str | Mapping[str, str | bytes], preamble: str = "", document_class: str = "article") -> Draft:
        files: dict[str, str | bytes] = dict.fromkeys(IMAGES, b"")
        files |= {"main.tex": article(source, preamble, document_class)} if isinstance(source, str) else source
        return read_latex(write_project(tmp_path / "paper", files))

    return reader
