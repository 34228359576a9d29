"""Files: only regular ones are opened; those that capassist writes are whole or not there, with the mode they had."""

import ctypes
import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from capassist import files
from capassist.errors import UsageError, WriteError
from capassist.files import (
    FOLDER,
    Output,
    append_json_line,
    exchange,
    file_inside,
    lock,
    new_folder,
    open_file,
    own_folder,
    read_file,
    read_json_lines,
    read_text,
    recovered_json_lines,
    remove_leftovers,
    write_beside,
    write_whole,
)


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


def test_text_has_one_kind_of_line_end_and_no_mark_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(tmp_path / "a.tex") == "one\ntwo\nthree\n"
    assert read_file(tmp_path / "a.tex", 5) == b"\xef\xbb\xbfon"
    (tmp_path / "a.tex").write_bytes(b"\xff")
    with pytest.raises(UnicodeError):
        read_text(tmp_path / "a.tex")


def test_own_folder_is_made_once_and_kept_out_of_repositories(tmp_path: Path) -> None:
    inner = own_folder(tmp_path, "log", "kept")
    assert inner == tmp_path / FOLDER / "log" / "kept"
    assert inner.is_dir()
    assert (tmp_path / FOLDER / ".gitignore").read_bytes() == b"*\n"
    (tmp_path / FOLDER / ".gitignore").write_bytes(b"# mine\n")
    assert own_folder(tmp_path, "log", "kept") == inner
    assert (tmp_path / FOLDER / ".gitignore").read_bytes() == b"# mine\n"


@pytest.mark.parametrize(
    ("parts", "kind", "message"),
    [
        ((), "link out", "leads out of the draft"),
        ((), "file", "is a file"),
        ((), "loop", "leads in a circle|cannot be made: Too many levels"),
        (("inner",), "link out", "leads out of the draft"),
        (("inner",), "file", "cannot be made: File exists"),
    ],
)
def test_own_folder_is_never_elsewhere(tmp_path: Path, parts: tuple[str, ...], kind: str, message: str) -> None:
    root, away = tmp_path / "paper", tmp_path / "away"
    away.mkdir()
    place = root.joinpath(FOLDER, *parts)
    place.parent.mkdir(parents=True)
    if kind == "file":
        place.write_bytes(b"mine")
    else:
        place.symlink_to(away if kind == "link out" else place.name)
    with pytest.raises(WriteError, match=message):
        own_folder(root, *parts)
    assert list(away.iterdir()) == []


def report(path: Path) -> Output:
    return Output(path, "report", b"by capassist", "-o")


def test_a_file_by_capassist_is_replaced_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    for data in (b"by capassist: one", b"by capassist: two"):
        report(path).write(data)
        assert path.read_bytes() == data
    path.write_bytes(b"somebody's work")
    with pytest.raises(UsageError, match="is there already, and is not a report by capassist") as caught:
        report(path).write(b"by capassist: three")
    assert caught.value.hint == "Name another file with -o."
    assert path.read_bytes() == b"somebody's work"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name")
@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("folder", UsageError, "is a folder"),
        ("nowhere/report.html", UsageError, "There is no folder"),
        ("pipe", UsageError, "is there already"),
        ("n" * 300, WriteError, "cannot be written: File name too long"),
    ],
)
def test_where_no_file_can_go_is_said_before_any_work(
    tmp_path: Path, name: str, error: type[Exception], message: str
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(error, match=message):
        report(tmp_path / name).require_place()
    report(tmp_path / "new.html").require_place()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]


def test_json_lines_are_read_up_to_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("wb+") as file:
        append_json_line(file, {"text": "é\udcff"})
        assert path.read_bytes().isascii()
        file.write(b"no json\n")
        append_json_line(file, [2])
        whole = file.tell()
        file.write(b'{"half"')
        file.flush()
        records = [{"text": "é\udcff"}, [2]]
        assert read_json_lines(path.read_bytes().splitlines(keepends=True)) == (records, whole)
        assert read_json_lines([b"1\n", b"2", b"3\n"]) == ([1], 2)
        for _ in range(2):
            assert recovered_json_lines(file) == records
            assert path.stat().st_size == whole
    assert read_json_lines([b"[" * 100_000 + b"\n", b"1\n"])[0] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="locks")
def test_a_file_that_is_held_is_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "log"
    with path.open("wb") as first, path.open("wb") as second:
        lock(first, path, "this paper")
        with pytest.raises(WriteError, match="Another capassist is at work on this paper") as caught:
            lock(second, path, "this paper")
        assert str(path) in caught.value.hint
        first.close()
        lock(second, path, "this paper")


def test_a_new_folder_is_there_when_all_is_in_it(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with new_folder(output, 0o750) as folder:
        (folder / "a").write_text("a")
        assert not output.exists()
    assert [path.name for path in output.iterdir()] == ["a"]
    assert output.stat().st_mode & 0o777 == 0o750
    with pytest.raises(UsageError, match="is there already"), new_folder(output):
        pytest.fail("it was yielded")
    with pytest.raises(KeyError), new_folder(tmp_path / "failed") as folder:
        raise KeyError
    with pytest.raises(WriteError, match="cannot be written: No such file"), new_folder(tmp_path / "no" / "out"):
        pytest.fail("it was yielded")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("has_call", [True, False])
def test_two_files_change_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_call: bool) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("2")
    if not has_call:
        monkeypatch.setattr(files, "_exchange_call", lambda: None)
    exchange(one, other)
    assert (one.read_text(), other.read_text()) == ("2", "1")
    assert len([*tmp_path.iterdir()]) == 2
    with pytest.raises(OSError, match="No such file"):
        exchange(one, tmp_path / "gone")
    assert one.read_text() == "2"


@pytest.mark.parametrize(("number", "known"), [(errno.EINVAL, True), (errno.ENOSYS, True), (errno.EACCES, False)])
def test_a_file_system_that_cannot_exchange_is_told_from_one_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, known: bool
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("2")

    def call(_one: bytes, _other: bytes) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(files, "_exchange_call", lambda: call)
    if known:
        exchange(one, other)
        assert (one.read_text(), other.read_text()) == ("2", "1")
    else:
        with pytest.raises(PermissionError):
            exchange(one, other)
        assert (one.read_text(), other.read_text()) == ("1", "2")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes")
def test_a_file_s_own_attributes_and_no_others_go_to_what_replaces_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "main.tex"
    path.write_bytes(b"old")
    held: dict[str, dict[str, bytes]] = {str(path): {"user.mine": b"1"}}
    new: dict[str, bytes] = {"user.handed-down": b"2"}
    of = lambda name: held.get(str(name), new)  # noqa: E731
    monkeypatch.setattr(os, "listxattr", lambda name: [*of(name)])
    monkeypatch.setattr(os, "getxattr", lambda name, key: of(name)[key])
    monkeypatch.setattr(os, "setxattr", lambda name, key, value: of(name).__setitem__(key, value))
    monkeypatch.setattr(os, "removexattr", lambda name, key: of(name).pop(key))
    write_beside(path, b"new")
    assert new == {"user.mine": b"1"}
    write_whole(tmp_path / "other.tex", b"a new file takes what the folder hands down")


@pytest.mark.skipif(not hasattr(os, "listxattr"), reason="extended attributes")
@pytest.mark.parametrize(("number", "fails"), [(errno.ENOTSUP, False), (errno.EACCES, True)])
def test_a_file_system_without_attributes_is_told_from_one_that_hides_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fails: bool
) -> None:
    def listed(_path: Path) -> list[str]:
        raise OSError(number, "No.")

    path = tmp_path / "main.tex"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "listxattr", listed)
    if fails:
        with pytest.raises(PermissionError):
            write_whole(path, b"new")
    else:
        write_whole(path, b"new")
    assert path.read_bytes() == (b"old" if fails else b"new")
    assert [*tmp_path.iterdir()] == [path]
