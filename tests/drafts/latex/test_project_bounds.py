"""Pictures beside the draft's folder: from its own project, through whichever part it is named, and from nowhere else."""

from pathlib import Path

import pytest
from PIL import Image as Pillow

from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.model import Draft

FIGURE = r"\begin{figure}\includegraphics{%s}\caption{A picture.}\end{figure}"


def project(root: Path, line: str = "../img/a.png", preamble: str = "", mark: str = ".git") -> Path:
    """Write a project with its source in src/ and a picture in img/, and return its folder."""
    for name in ("src", "img"):
        (root / name).mkdir(parents=True)
    Pillow.new("RGB", (40, 20), "lime").save(root / "img" / "a.png")
    source = f"\\documentclass{{article}}{preamble}\n\\begin{{document}}\n{FIGURE % line}\n\\end{{document}}\n"
    (root / "src" / "main.tex").write_text(source)
    if mark:
        (root / mark).mkdir() if mark == ".git" else (root / mark).write_text("")
    return root


def sent(draft: Draft) -> bool:
    return DraftImages(draft).load(draft.figures[0]) is not None


NAMED = {
    "the main file": ("src/main.tex", ".git"),
    "its folder": ("src", ".git"),
    "the folder above": ("", ".git"),
    "the folder above of no repository": ("", ""),
    "with a latexmkrc above": ("src", "latexmkrc"),
    "a worktree, whose .git is a file": ("src", ".hg"),
}


@pytest.mark.parametrize(("named", "mark"), NAMED.values(), ids=NAMED)
@pytest.mark.parametrize(
    ("line", "preamble"),
    [("../img/a.png", ""), ("../img/a", ""), ("a", r"\graphicspath{{../img/}}"), (r"\pics/a", r"\def\pics{../img}")],
)
def test_the_picture_is_found_through_any_part_of_the_project(
    tmp_path: Path, named: str, mark: str, line: str, preamble: str
) -> None:
    draft = open_draft(project(tmp_path / "home" / "paper", line, preamble, mark) / named)
    assert sent(draft)
    assert not draft.problems or [p.code for p in draft.problems] == ["main-file-below"]


def test_a_link_of_the_draft_into_the_project_is_followed(tmp_path: Path) -> None:
    root = project(tmp_path / "home" / "paper", "figs/a.png")
    (root / "src" / "figs").symlink_to(root / "img")
    assert sent(open_draft(root / "src"))


ELSEWHERE = {
    "no mark of a project": ("../img/a.png", ""),
    "out of the repository": ("../../secret.png", ".git"),
    "a link out of the repository": ("../img/link.png", ".git"),
    "a linked folder out of the repository": ("../img/linked/secret.png", ".git"),
    "an absolute name": ("ABSOLUTE/secret.png", ".git"),
    "the home folder's sign": ("~/secret.png", ".git"),
}


@pytest.mark.parametrize(("line", "mark"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_nothing_comes_from_outside_of_the_project(tmp_path: Path, line: str, mark: str) -> None:
    home = tmp_path / "home"
    root = project(home / "paper", line.replace("ABSOLUTE", str(home)), mark=mark)
    Pillow.new("RGB", (40, 20), "red").save(home / "secret.png")
    (root / "img" / "link.png").symlink_to(home / "secret.png")
    (root / "img" / "linked").symlink_to(home)
    draft = open_draft(root / "src")
    assert not sent(draft)
    assert "outside-image" in [problem.code for problem in draft.problems]
    assert draft.figures[0].images[0].trouble


@pytest.mark.parametrize("above", [False, True], ids=["the home folder", "above the home folder"])
def test_a_home_folder_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: bool) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home / "me" if above else home))
    draft = open_draft(project(home) / "src")
    assert not sent(draft)


def test_the_folder_to_name_is_said(tmp_path: Path) -> None:
    root = project(tmp_path / "home" / "paper", mark="")
    (problem,) = open_draft(root / "src").problems
    assert (problem.code, f"Name {root}," in problem.hint) == ("outside-image", True)
