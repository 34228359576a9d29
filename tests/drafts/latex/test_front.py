"""The title and the abstract, as commands and environments have them."""

from pathlib import Path

import pytest

from capassist.drafts.latex.expand import expand
from capassist.drafts.latex.front import read_abstract, read_title
from capassist.drafts.latex.project import Project
from tests.drafts.latex.conftest import article, write_project

FRONTS: dict[str, tuple[str, tuple[str | None, str | None]]] = {
    "none": ("Text.", (None, None)),
    "a title": (r"\title{On \emph{lakes}}", ("On lakes", None)),
    "a short one before it": (r"\title[Lakes]{On lakes}", ("On lakes", None)),
    "with thanks": (r"\title{On lakes\thanks{To all.}}", ("On lakes", None)),
    "empty": (r"\title{}", (None, None)),
    "without its argument, then another": (r"\title \title{On lakes}", ("On lakes", None)),
    "an abstract": (r"\begin{abstract}We \emph{swim}.\end{abstract}", (None, "We swim.")),
    "an empty one": (r"\begin{abstract} \end{abstract}", (None, None)),
    "by a command": (r"\abstract{We swim.}", (None, "We swim.")),
    "by a command without its argument": (r"\abstract We swim.", (None, None)),
    "not closed, and one by a command": (r"\begin{abstract}We \abstract{We swim.}", (None, "We swim.")),
}


@pytest.mark.parametrize(("body", "front"), FRONTS.values(), ids=FRONTS)
def test_front(tmp_path: Path, body: str, front: tuple[str | None, str | None]) -> None:
    expanded = expand(Project(write_project(tmp_path, {"main.tex": article(body)})), "main.tex")
    assert (read_title(expanded), read_abstract(expanded)) == front
