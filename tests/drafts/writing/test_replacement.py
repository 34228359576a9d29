"""Replacing files: attributes stay, a save of somebody else stays, and a backup goes only when it is not needed."""

import errno
import json
import os
import re
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from capassist import files
from capassist.drafts.writing import replacement
from capassist.drafts.writing.replacement import (
    Change,
    last_apply,
    read_writable,
    refuse_conflict,
    replace_files,
    undo,
    writable_file,
)
from capassist.errors import WriteError


def changes(root: Path, *names: str) -> list[Change]:
    for name in names:
        (root / name).write_bytes(b"old " + name.encode())
    return [Change(name, root / name, b"old " + name.encode(), b"new " + name.encode()) for name in names]


def texts(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(root.iterdir()) if path.is_file()}


def backups(root: Path) -> list[str]:
    return sorted(path.name for path in (root / ".capassist" / "backups").iterdir())


@pytest.mark.parametrize("exchanges", [True, False], ids=["at one moment", "in steps"])
@pytest.mark.parametrize("how", ["in place", "by rename"])
@pytest.mark.parametrize("before", [True, False], ids=["before the exchange", "after it"])
def test_what_somebody_else_saves_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool, how: str, before: bool
) -> None:
    """The second of two files is saved right at its replacing: it stays as saved, and the first is put back."""
    if not exchanges:
        monkeypatch.setattr(files, "_exchanged", lambda one, other: False)
    planned = changes(tmp_path, "a.tex", "b.tex")
    exchange = replacement.exchange

    def saved(one: Path, other: Path) -> None:
        save = other.name == "b.tex" and not (tmp_path / "done").exists()
        if not (save and before):
            exchange(one, other)
        if save:
            (tmp_path / "done").touch()
            if how == "in place":
                (tmp_path / "b.tex").write_bytes(b"saved")
            else:
                (tmp_path / "swap").write_bytes(b"saved")
                (tmp_path / "swap").replace(tmp_path / "b.tex")
            if before:
                exchange(one, other)

    monkeypatch.setattr(replacement, "exchange", saved)
    with pytest.raises(WriteError, match="changed since it was read") as caught:
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"saved", "done": b""}
    assert "a.tex: what it had before" in caught.value.message
    assert "b.tex: what was saved there since" in caught.value.message
    (backup,) = (tmp_path / ".capassist" / "backups").iterdir()
    assert str(backup) in caught.value.hint
    assert (backup / "1-b.tex").read_bytes() == b"old b.tex"


def test_the_backup_stays_when_a_file_cannot_be_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = changes(tmp_path, "a.tex", "b.tex")
    exchange, calls = replacement.exchange, []

    def failing(one: Path, other: Path) -> None:
        calls.append(other.name)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error", str(other))
        exchange(one, other)

    monkeypatch.setattr(replacement, "exchange", failing)
    with pytest.raises(
        WriteError, match=r"a\.tex: the text that capassist wrote; b\.tex: what it had before"
    ) as caught:
        replace_files(tmp_path, ["fig:a"], planned)
    (backup,) = (tmp_path / ".capassist" / "backups").iterdir()
    assert (backup / "0-a.tex").read_bytes() == b"old a.tex"
    assert str(backup) in caught.value.hint
    monkeypatch.undo()
    undo(tmp_path)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}


def test_nothing_is_left_when_all_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = changes(tmp_path, "a.tex", "b.tex")

    def full(path: Path, data: bytes) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(replacement, "write_beside", full)
    with pytest.raises(WriteError, match="No space left"):
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}
    assert backups(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes")
def test_attributes_and_access_lists_are_kept(tmp_path: Path) -> None:
    planned = changes(tmp_path, "a.tex")
    entries = ((1, 6, 2**32 - 1), (2, 6, 1234), (4, 4, 2**32 - 1), (16, 6, 2**32 - 1), (32, 0, 2**32 - 1))
    access = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(tmp_path / "a.tex", "system.posix_acl_access", access)
        os.setxattr(tmp_path / "a.tex", "user.note", b"mine")
    except OSError:
        pytest.skip("the file system knows no access lists")
    mode = (tmp_path / "a.tex").stat().st_mode
    replace_files(tmp_path, [], planned)
    assert os.getxattr(tmp_path / "a.tex", "system.posix_acl_access") == access
    assert os.getxattr(tmp_path / "a.tex", "user.note") == b"mine"
    assert (tmp_path / "a.tex").stat().st_mode == mode


def test_a_file_whose_attributes_cannot_be_kept_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = changes(tmp_path, "a.tex")

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", "a.tex")

    monkeypatch.setattr(files, "_take_over", lambda original, copy: refused())
    with pytest.raises(WriteError, match="not permitted"):
        replace_files(tmp_path, [], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex"}


def test_a_file_with_another_name_is_refused(tmp_path: Path) -> None:
    changes(tmp_path, "a.tex")
    os.link(tmp_path / "a.tex", tmp_path / "other.tex")
    with pytest.raises(WriteError, match="hard link"):
        writable_file(tmp_path, "a.tex")


@pytest.mark.parametrize("name", ["a\0.tex", "x" * 400 + ".tex", "../a.tex", "gone.tex", "."])
def test_a_name_that_is_no_file_of_the_draft_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError):
        writable_file(tmp_path, name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs")
def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.tex")
    with pytest.raises(WriteError):
        writable_file(tmp_path, "a.tex")
    with pytest.raises(OSError, match="it is a named pipe"):
        files.read_file(tmp_path / "a.tex")


def test_the_last_apply_is_the_last_though_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(replacement.datetime):
        hours = iter((12, 9))

        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls(2026, 11, 29, next(cls.hours))

    monkeypatch.setattr(replacement, "datetime", Clock)
    replace_files(tmp_path, ["first"], changes(tmp_path, "a.tex"))
    replace_files(tmp_path, ["second"], [Change("a.tex", tmp_path / "a.tex", b"new a.tex", b"newer")])
    assert last_apply(tmp_path).figures == ("second",)
    undo(tmp_path)
    assert undo(tmp_path).figures == ("first",)
    assert texts(tmp_path) == {"a.tex": b"old a.tex"}


def test_a_backup_of_an_older_version_is_found(tmp_path: Path) -> None:
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
    (backup,) = (tmp_path / ".capassist" / "backups").iterdir()
    backup.rename(backup.with_name(backup.name.partition("-")[2]))
    assert undo(tmp_path).figures == ("fig:a",)


def _spoil(**values: object) -> Callable[[Path], object]:
    def spoil(backup: Path) -> None:
        manifest = json.loads((backup / "manifest.json").read_text())
        for name, value in values.items():
            (manifest if name in manifest else manifest["files"][0])[name] = value
        (backup / "manifest.json").write_text(json.dumps(manifest))

    return spoil


DAMAGES: dict[str, Callable[[Path], object]] = {
    "copy gone": lambda backup: (backup / "0-a.tex").unlink(),
    "copy cut": lambda backup: (backup / "0-a.tex").write_bytes(b"ol"),
    "copy a folder": lambda backup: ((backup / "0-a.tex").unlink(), (backup / "0-a.tex").mkdir()),
    "copy a FIFO": lambda backup: ((backup / "0-a.tex").unlink(), os.mkfifo(backup / "0-a.tex")),
    "manifest no JSON": lambda backup: (backup / "manifest.json").write_bytes(b"{"),
    "manifest a list": lambda backup: (backup / "manifest.json").write_bytes(b"[]"),
    "manifest nested": lambda backup: (backup / "manifest.json").write_bytes(b"[" * 100_000),
    "manifest bytes": lambda backup: (backup / "manifest.json").write_bytes(b"\xff\xfe\0"),
    "manifest a folder": lambda backup: (
        (backup / "manifest.json").unlink(),
        (backup / "manifest.json").mkdir(),
    ),
    "no files": _spoil(files=[]),
    "files a number": _spoil(files=7),
    "figures a number": _spoil(figures=7),
    "a figure is a number": _spoil(figures=[7]),
    "file a number": _spoil(file=7),
    "file with NUL": _spoil(file="a\0.tex"),
    "file outside": _spoil(file="../a.tex"),
    "file too long": _spoil(file="a" * 5000),
    "copy a number": _spoil(copy=7),
    "copy nothing": _spoil(copy=""),
    "copy a parent": _spoil(copy=".."),
    "digest a number": _spoil(before=7),
    "digest of another": _spoil(before="0" * 64),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_said_and_changes_nothing(tmp_path: Path, damage: str) -> None:
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
    (backup,) = (tmp_path / ".capassist" / "backups").iterdir()
    DAMAGES[damage](backup)
    with pytest.raises(WriteError) as caught:
        undo(tmp_path)
    assert caught.value.exit_code == 6
    assert texts(tmp_path) == {"a.tex": b"new a.tex"}


def test_where_one_file_was_changed_since_none_is_taken_back_and_the_way_for_the_others_is_said(tmp_path: Path) -> None:
    replace_files(tmp_path, ["fig:a", "fig:b"], changes(tmp_path, "a.tex", "b.tex"))
    (tmp_path / "a.tex").write_bytes(b"by hand")
    with pytest.raises(WriteError) as caught:
        undo(tmp_path)
    assert texts(tmp_path) == {"a.tex": b"by hand", "b.tex": b"new b.tex"}
    assert "a.tex was changed after capassist wrote it" in caught.value.message
    said = re.search(
        r"To have the other files taken back: move yours away, copy (\S+) in its place, and undo", caught.value.hint
    )
    assert said
    shutil.copy(said[1], tmp_path / "a.tex")  # as it says
    assert undo(tmp_path).figures == ("fig:a", "fig:b")
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}


def test_a_save_while_the_folder_is_synced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After all files are replaced, each is looked at once more."""
    planned = changes(tmp_path, "a.tex", "b.tex")
    monkeypatch.setattr(replacement, "sync_folder", lambda folder: (tmp_path / "a.tex").write_bytes(b"saved"))
    with pytest.raises(WriteError, match=r"a\.tex changed since it was read"):
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"saved", "b.tex": b"old b.tex"}


def test_what_is_written_into_the_displaced_file_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that had the old file open writes into it after the exchange: all is put back, with what it wrote."""
    planned = changes(tmp_path, "a.tex")
    exchange = replacement.exchange

    def exchanged(one: Path, other: Path) -> None:
        exchange(one, other)
        if other.read_bytes().startswith(b"new"):
            one.write_bytes(b"saved")

    monkeypatch.setattr(replacement, "exchange", exchanged)
    with pytest.raises(WriteError):
        replace_files(tmp_path, ["fig:a"], planned)
    assert b"saved" in {path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_what_a_killed_apply_left_beside_the_files_is_removed(tmp_path: Path) -> None:
    planned = changes(tmp_path, "a.tex")
    left = files.write_beside(tmp_path / "a.tex", b"half")
    replace_files(tmp_path, ["fig:a"], planned)
    assert not left.exists()
    assert texts(tmp_path) == {"a.tex": b"new a.tex"}


def test_backups_count_from_one(tmp_path: Path) -> None:
    for number in (1, 2):
        replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
        assert [name[:7] for name in backups(tmp_path)] == [f"{n:06d}-" for n in range(1, number + 1)]


def test_undo_says_where_every_file_had_its_old_contents_already(tmp_path: Path) -> None:
    """As after an apply that was killed before its first file was replaced."""
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
    (tmp_path / "a.tex").write_bytes(b"old a.tex")
    receipt = undo(tmp_path)
    assert (receipt.files, receipt.figures) == ((), ("fig:a",))
    assert receipt.notes == ("Every file had its old contents already.",)
    with pytest.raises(WriteError, match="already taken back"):
        undo(tmp_path)


def test_undo_says_nothing_more_where_it_put_files_back(tmp_path: Path) -> None:
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
    receipt = undo(tmp_path)
    assert ([path.name for path in receipt.files], receipt.notes) == (["a.tex"], ())


def test_the_files_after_one_that_was_saved_are_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned, exchanged = changes(tmp_path, "a.tex", "b.tex"), []

    def saving(one: Path, other: Path) -> None:
        exchanged.append(other.name)
        files.exchange(one, other)
        other.write_bytes(b"saved")

    monkeypatch.setattr(replacement, "exchange", saving)
    with pytest.raises(WriteError):
        replace_files(tmp_path, ["fig:a"], planned)
    assert exchanged == ["a.tex"]
    assert texts(tmp_path) == {"a.tex": b"saved", "b.tex": b"old b.tex"}


@pytest.mark.parametrize(
    ("file", "named"), [("b.tex", "b.tex"), (None, "a.tex")], ids=["the file that it is of", "the first where none is"]
)
def test_why_a_file_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str | None, named: str
) -> None:
    planned = changes(tmp_path, "a.tex", "b.tex")

    def full(path: Path, data: bytes) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", file)

    monkeypatch.setattr(replacement, "write_beside", full)
    with pytest.raises(WriteError) as caught:
        replace_files(tmp_path, ["fig:a"], planned)
    assert caught.value.message == f"{named} cannot be written: No space left on device."


def test_why_a_backup_cannot_be_renamed_after_undo_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"))
    backup = tmp_path / ".capassist" / "backups" / backups(tmp_path)[0]

    def refused(self: Path, target: Path) -> Path:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(WriteError) as caught:
        undo(tmp_path)
    assert caught.value.message == (
        f"The files have their old contents, but {backup} cannot be renamed: Permission denied."
    )
    assert texts(tmp_path) == {"a.tex": b"old a.tex"}


@pytest.mark.parametrize(
    "data", [b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n", b"x\r\n<<<<<<< ours\r\ny\r\n=======\r\n>>>>>>> z\r\n"]
)
def test_a_file_in_the_middle_of_a_merge_is_refused(data: bytes) -> None:
    with pytest.raises(WriteError, match="conflict"):
        refuse_conflict("a.tex", data)
    refuse_conflict("a.tex", b"no conflict\n")


def test_a_file_that_its_owner_cannot_write_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes(b"text")
    (tmp_path / "a.tex").chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        writable_file(tmp_path, "a.tex")


def test_a_file_that_is_gone_since_is_said_to_be_gone(tmp_path: Path) -> None:
    planned = changes(tmp_path, "a.tex")
    (tmp_path / "a.tex").unlink()
    with pytest.raises(WriteError, match=r"a\.tex is gone since it was read"):
        replace_files(tmp_path, ["fig:a"], planned)
    assert not (tmp_path / "a.tex").exists()


@pytest.mark.parametrize("saved_one", ["a.tex", "b.tex"])
def test_an_apply_that_wrote_nothing_leaves_nothing_to_take_back(tmp_path: Path, saved_one: str) -> None:
    """What somebody saves before its turn keeps all from being written: there is no apply, and no text of this."""
    planned = changes(tmp_path, "a.tex", "b.tex")
    (tmp_path / saved_one).write_bytes(b"saved")
    before = texts(tmp_path)
    with pytest.raises(WriteError, match=r"changed since it was read.* Nothing was written\.") as caught:
        replace_files(tmp_path, ["fig:a"], planned)
    assert ".capassist" not in caught.value.hint
    assert texts(tmp_path) == before
    assert backups(tmp_path) == []
    with pytest.raises(WriteError, match=r"(?i)no(thing| apply).* to take back"):
        last_apply(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        read_writable("sec/a.tex", tmp_path / "gone.tex")
    assert caught.value.message == "sec/a.tex cannot be read: No such file or directory."


def test_where_no_backup_can_be_written_nothing_is_and_no_part_of_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = changes(tmp_path, "a.tex", "b.tex")
    whole, written = replacement.write_whole, []

    def full(path: Path, data: bytes) -> None:
        written.append(path.name)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(path, data)

    monkeypatch.setattr(replacement, "write_whole", full)
    with pytest.raises(WriteError, match=r"No backup could be written to .*: No space left on device\."):
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}
    assert backups(tmp_path) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError], ids=["interrupted", "out of memory"])
def test_what_stops_before_the_first_file_is_raised_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    planned = changes(tmp_path, "a.tex", "b.tex")

    def stopped(path: Path, data: bytes) -> Path:
        raise error

    monkeypatch.setattr(replacement, "write_beside", stopped)
    with pytest.raises(error):
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}
    assert backups(tmp_path) == []


def test_what_cannot_be_moved_into_the_backup_is_no_rubbish_beside_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the backup lies on another file system."""

    move = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.suffix == ".displaced":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return move(self, target)

    planned = changes(tmp_path, "a.tex", "b.tex")
    monkeypatch.setattr(Path, "replace", refused)
    replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"new a.tex", "b.tex": b"new b.tex"}


@pytest.mark.parametrize("exchanges", [True, False], ids=["at one moment", "in steps"])
def test_a_failure_at_the_second_file_puts_the_first_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr(files, "_exchanged", lambda one, other: False)
    planned = changes(tmp_path, "a.tex", "b.tex")
    exchange = replacement.exchange

    def failing(one: Path, other: Path) -> None:
        if other.name == "b.tex":
            raise OSError(errno.EIO, "Input/output error", "b.tex")
        exchange(one, other)

    monkeypatch.setattr(replacement, "exchange", failing)
    with pytest.raises(WriteError, match=r"b\.tex cannot be written: Input/output error"):
        replace_files(tmp_path, ["fig:a"], planned)
    assert texts(tmp_path) == {"a.tex": b"old a.tex", "b.tex": b"old b.tex"}


def test_nothing_to_take_back_is_said_before_and_after_the_folder_is_there(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(WriteError, match="nothing to take back: capassist has not written into this draft"):
            last_apply(tmp_path)
        (tmp_path / ".capassist" / "backups").mkdir(parents=True, exist_ok=True)


def test_an_apply_of_another_paper_in_the_folder_is_not_taken_back(tmp_path: Path) -> None:
    replace_files(tmp_path, ["fig:a"], changes(tmp_path, "a.tex"), "a.tex")
    replace_files(tmp_path, ["fig:b"], changes(tmp_path, "b.tex"), "b.tex")
    assert last_apply(tmp_path, "a.tex").figures == ("fig:a",)
    assert last_apply(tmp_path, "b.tex").figures == last_apply(tmp_path).figures == ("fig:b",)
    with pytest.raises(WriteError, match="nothing to take back"):
        last_apply(tmp_path, "c.tex")
    (tmp_path / "b.tex").rename(tmp_path / "renamed.tex")
    with pytest.raises(WriteError, match=r"b\.tex is no longer there"):
        last_apply(tmp_path, "renamed.tex")


NAMES = {
    "outside": ("../x.tex", r"\.\./x\.tex leads out of the draft, to "),
    "a folder": ("folder", "folder is no longer there"),
    "gone": ("gone.tex", r"gone\.tex is no longer there"),
    "a name too long": ("x" * 300, "cannot be looked up|is no longer there"),
    "a null": ("a\0b", "cannot be looked up"),
}


@pytest.mark.parametrize(("name", "message"), NAMES.values(), ids=NAMES)
def test_why_a_file_is_not_written_into_is_said_in_a_line(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "draft" / "folder").mkdir(parents=True)
    (tmp_path / "x.tex").touch()
    with pytest.raises(WriteError, match=message) as caught:
        writable_file(tmp_path / "draft", name)
    assert len(caught.value.message) < 200 + len(str(tmp_path))
