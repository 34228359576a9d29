"""Which of the complete files the files that build a paper name."""

from pathlib import Path

import pytest

from capassist.drafts.latex.build_files import named_by_build_files
from capassist.drafts.latex.project import Project
from tests.drafts.latex.conftest import write_project

COMPLETE = ("main.tex", "tex/main.tex", "tex/one.tex", "one.tex", "talk/doc/two.tex")
NAMED: dict[str, tuple[dict[str, str], tuple[str, ...], set[str]]] = {
    "nothing": ({}, (), set()),
    "a run": ({"Makefile": "all:\n\tpdflatex one\n"}, (), {"one.tex"}),
    "a run with options": ({"Makefile": "all:\n\tlatexmk -pdf -f one\n"}, (), {"one.tex"}),
    "another program": ({"Makefile": "all:\n\ttectonic one\n"}, (), {"one.tex"}),
    "a variable": ({"Makefile": "PAPER ?= one\n"}, (), {"one.tex"}),
    "a product": ({"GNUmakefile": "all: one.pdf\n"}, (), {"one.tex"}),
    "a comment": ({"Makefile": "# pdflatex one\n"}, (), set()),
    "another file": ({"Makefile": "all: three.pdf\n"}, (), set()),
    "beside it first": ({"tex/Makefile": "all: one.pdf\n"}, (), {"tex/one.tex"}),
    "from the root": ({"build/Makefile": "all: one.pdf\n"}, (), {"one.tex"}),
    "from where it stands": ({"Makefile": "all: ./one.pdf\n"}, (), {"one.tex"}),
    "latexmk first": (
        {"latexmkrc": "@default_files = ('main', \"one.tex\");", "Makefile": "all: talk/doc/two.pdf"},
        (),
        {"main.tex", "one.tex"},
    ),
    "arXiv of old": ({"00README.XXX": "one.tex toplevelfile\nmain.tex ignore"}, (), {"one.tex"}),
    "arXiv now": ({"00README.json": '{"filename": "one.tex", "usage": "toplevel"}'}, (), {"one.tex"}),
    "arXiv, turned": ({"00README.yaml": "- usage: toplevel\n  filename: one.tex"}, (), {"one.tex"}),
    "below a paper in the root": ({"tex/Makefile": "all: one.pdf\n"}, ("main.tex",), set()),
    "below a paper in a folder": ({"talk/doc/Makefile": "all: two.pdf\n"}, ("talk/main.tex",), set()),
    "below a folder of no paper": ({"talk/doc/Makefile": "all: two.pdf\n"}, ("tex/main.tex",), {"talk/doc/two.tex"}),
    "beside a paper": ({"tex/Makefile": "all: one.pdf\n"}, ("tex/main.tex",), {"tex/one.tex"}),
    "the paper's own": ({"Makefile": "all: one.pdf\n"}, ("main.tex",), {"one.tex"}),
}


@pytest.mark.parametrize(("files", "papers", "named"), NAMED.values(), ids=NAMED)
def test_named(tmp_path: Path, files: dict[str, str], papers: tuple[str, ...], named: set[str]) -> None:
    assert named_by_build_files(Project(write_project(tmp_path, files)), COMPLETE, papers) == named


def test_a_build_file_that_cannot_be_read_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    outside = write_project(tmp_path / "out", {"Makefile": "all: one.pdf"})
    root = write_project(tmp_path / "in", {"tex/Makefile": "all: one.pdf"})
    (root / "Makefile").symlink_to(outside / "Makefile")
    assert named_by_build_files(Project(root), COMPLETE, ()) == {"tex/one.tex"}
