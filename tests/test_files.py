"""Files that capassist writes: whole or not at all, with the mode they had."""

import os
import sys
from pathlib import Path

import pytest

from capassist.files import own_folder, remove_leftovers, write_beside, write_whole


def test_a_failing_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(folder, b"new")
    assert list(tmp_path.iterdir()) == [folder]


def test_leftovers_of_a_killed_write_are_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    own_folder(tmp_path)
    (tmp_path / "notes.tmp").write_text("mine")
    write_beside(tmp_path / "main.tex", b"half")
    remove_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".capassist", "notes.tmp"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    old, new = tmp_path / "old.tex", tmp_path / "new.tex"
    old.write_bytes(b"old")
    old.chmod(0o604)
    umask = os.umask(0o027)
    try:
        write_whole(old, b"newer")
        write_whole(new, b"new")
    finally:
        os.umask(umask)
    assert [path.stat().st_mode & 0o777 for path in (old, new)] == [0o604, 0o640]
    assert old.read_bytes() == b"newer"
