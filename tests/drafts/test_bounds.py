"""How far a project reaches, and what leads into a folder."""

from pathlib import Path

import pytest

from capassist.drafts.bounds import bounds_of, is_narrow, is_within


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path.resolve()


BOUNDS = {
    "nothing": ([], "work/paper/text"),
    "a repository": (["work/.git"], "work"),
    "one in one": (["work/.git", "work/paper/.hg"], "work/paper"),
    "itself": (["work/paper/text/.svn"], "work/paper/text"),
    "a build": (["work/latexmkrc"], "work"),
    "a repository before a nearer build": (["work/.git", "work/paper/00README"], "work"),
    "the home": ([".git"], "work/paper/text"),
}


@pytest.mark.parametrize(("marks", "bounds"), BOUNDS.values(), ids=BOUNDS)
def test_the_folder_of_a_project(home: Path, marks: list[str], bounds: str) -> None:
    root = home / "work" / "paper" / "text"
    root.mkdir(parents=True)
    for mark in marks:
        (home / mark).touch()
    assert bounds_of(root) == home / bounds


def test_what_holds_all_that_a_machine_has_is_no_project(home: Path) -> None:
    assert [is_narrow(path) for path in (home / "a", home, home.parent, Path("/"), Path("/mnt"), Path("/mnt/a"))] == [
        True, False, False, False, False, True,
    ]  # fmt: skip


def test_what_leads_into_a_folder(home: Path) -> None:
    (home / "in").mkdir()
    (home / "in" / "out").symlink_to(home)
    (home / "link").symlink_to(home / "in")
    (home / "loop").symlink_to(home / "loop")
    names = ("in", "in/a", "link", "link/a", "in/out", "inner", "a\0b", "loop")
    assert [is_within(home / name, home / "in") for name in names] == [True] * 4 + [False] * 4
