"""Files: only regular ones are opened; those that capassist writes are whole or not there, with the mode they had."""

import os
import socket
import sys
from pathlib import Path

import pytest

from capassist.files import file_inside, open_file, own_folder, read_file, remove_leftovers, write_beside, write_whole


def make_odd(kind: str, path: Path) -> Path:
    """Put something at the path that is no regular file, and return where it is."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(path))
        case "folder":
            path.mkdir()
        case "link to a pipe":
            os.mkfifo(path.with_name("pipe"))
            path.symlink_to("pipe")
        case "device":
            path.symlink_to("/dev/zero")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name, sockets and devices")
@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "link to a pipe", "device"])
def test_what_is_no_regular_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    path = make_odd(kind, tmp_path / "notes.tex")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(OSError, match=r"it is a .*, not a file") as caught:
        read_file(path)
    assert caught.value.filename == str(path)
    assert file_inside(tmp_path, "notes.tex") is None


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name")
def test_a_pipe_that_takes_a_file_s_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "notes.tex", os.open
    path.write_text("text")

    def swapped(name: str, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(name, flags)

    monkeypatch.setattr(os, "open", swapped)
    with pytest.raises(OSError, match="it is a named pipe, not a file"):
        open_file(path)


@pytest.mark.parametrize(
    "name", ["n" * 300, "d/" * 3000, "a\0b", "../secret", "/etc/passwd", "loop", "away", "gone", ""]
)
def test_names_that_no_file_of_the_draft_can_have(tmp_path: Path, name: str) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    (tmp_path / "secret").write_text("secret")
    (root / "loop").symlink_to("loop")
    (root / "away").symlink_to(tmp_path / "secret")
    assert file_inside(root, name) is None


@pytest.mark.parametrize("name", ["n" * 300, "d/" * 3000, "a\0b", "gone"])
def test_what_cannot_be_opened_is_an_error_of_the_system_s_kind(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"too long|no file can have this name|No such file"):
        read_file(tmp_path / name)


def test_a_file_below_the_root_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.tex").write_text("text")
    (tmp_path / "b.tex").symlink_to("in/a.tex")
    for name in ("in/a.tex", "in/../in/a.tex", "b.tex", "./in//a.tex"):
        assert file_inside(tmp_path, name) == (tmp_path / "in" / "a.tex").resolve()


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
