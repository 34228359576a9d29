"""Replacing files of a draft all together or not at all, with a backup that `undo` goes back to.

Every apply leaves a folder `.capassist/backups/<UTC time>/` with the files' old bytes and `manifest.json`, which names each file
with the SHA-256 of its old and new bytes. It is on the disk before the first file is replaced, and each file is replaced by one
rename: killed at any moment, every file is the old or the new one, and `undo` takes back those that are new.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from capassist.errors import WriteError
from capassist.files import FOLDER, own_folder, remove_leftovers, sync_folder, write_beside, write_whole

_SCHEMA = "capassist.backup/1"
_MANIFEST = "manifest.json"
_UNDONE = ".undone"  # ends the name of a backup that was gone back to
_CONFLICT = re.compile(rb"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written: the files, the figures, and what the author should know of it."""

    files: tuple[Path, ...]
    figures: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A file's old and new bytes."""

    file: str  # relative to the draft's root
    path: Path  # where its bytes are: links followed
    old: bytes = field(repr=False)
    new: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Applied:
    """An apply that can be taken back: its backup, its figures, and the changes that give the files their old bytes."""

    backup: Path
    figures: tuple[str, ...]
    changes: tuple[Change, ...]


def writable_file(root: Path, file: str) -> Path:
    """Return where a file of the draft really is.

    Raises WriteError when it lies outside of the draft, is not a file, or may not be written: not even for root, since who made
    it read-only meant it.
    """
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise WriteError(f"{file} leads out of the draft, to {path}.", "Put the file itself into the draft's folder.")
    if not path.is_file():
        raise WriteError(f"{file} is no longer there.", "Run `capassist review` again.")
    if not path.stat().st_mode & 0o200:
        raise WriteError(f"{file} is read-only.", f"Allow writing first: chmod u+w {root / file}")
    return path


def refuse_conflict(file: str, data: bytes) -> None:
    """Raise WriteError for a file in the middle of a merge."""
    if _CONFLICT.search(data):
        raise WriteError(f"{file} has merge conflict markers.", "Resolve the conflict first.")


def replace_files(root: Path, figures: Sequence[str], changes: Sequence[Change], verify: Callable[[], None]) -> None:
    """Back the files up and replace them all; put every one back when one fails, `verify` raises, or the author interrupts.

    Raises WriteError when a file cannot be written or changed meanwhile, and what `verify` raises.
    """
    backup = _back_up(root, figures, changes)
    try:
        _replace_all(changes, verify)
    except BaseException as error:
        if all(change.path.read_bytes() == change.old for change in changes):
            shutil.rmtree(backup, ignore_errors=True)
        if isinstance(error, OSError):
            raise WriteError(f"{error.filename or root} cannot be written: {error.strerror or error}.") from error
        raise


def last_apply(root: Path) -> Applied:
    """Return what `undo` would take back. Raises WriteError when there is no apply to take back or a file was changed since."""
    backup = _last_backup(root)
    changes = (_reversed(root, backup, saved) for saved in backup.files)
    return Applied(backup.folder, backup.figures, tuple(change for change in changes if change.old != change.new))


def undo(root: Path) -> Receipt:
    """Put back the bytes that the files had before the last apply.

    Raises WriteError, and changes nothing, when there is no apply to take back or a file was changed since.
    """
    last = last_apply(root)
    try:
        _replace_all(last.changes, verify=lambda: None)
        last.backup.rename(last.backup.with_name(last.backup.name + _UNDONE))
    except OSError as error:
        raise WriteError(f"{error.filename or root} cannot be written: {error.strerror or error}.") from error
    notes = () if last.changes else ("Every file had its old contents already.",)
    return Receipt(tuple(root / change.file for change in last.changes), last.figures, notes)


def _reversed(root: Path, backup: "_Backup", saved: "_Saved") -> Change:
    """Return the change that takes one file back; from where it is already old, after an apply that was killed, to the same."""
    path = writable_file(root, saved.file)
    copy = backup.folder / Path(saved.copy).name
    now, old = path.read_bytes(), copy.read_bytes()
    if _digest(old) != saved.before:
        raise WriteError(f"The backup of {saved.file} in {copy} is damaged.", "Take the file from your own backup.")
    if _digest(now) not in {saved.before, saved.after}:
        raise WriteError(f"{saved.file} was changed after capassist wrote it.", f"Its old contents are in {copy}.")
    return Change(saved.file, path, old=now, new=old)


def _replace_all(changes: Sequence[Change], verify: Callable[[], None]) -> None:
    temporary: list[Path] = []
    replaced: list[Change] = []
    try:
        for folder in {change.path.parent for change in changes}:
            remove_leftovers(folder)
        temporary.extend(write_beside(change.path, change.new) for change in changes)
        for change, new in zip(changes, temporary, strict=True):
            if change.path.read_bytes() != change.old:
                raise WriteError(f"{change.file} was changed this very moment.", "Run the same command again.")
            replaced.append(change)
            new.replace(change.path)
        for folder in {change.path.parent for change in changes}:
            sync_folder(folder)
        verify()
    except BaseException:
        for change in replaced:
            write_whole(change.path, change.old)
        raise
    finally:
        for path in temporary:
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Saved:
    """One file in a backup: where it belongs, the name of its copy, the SHA-256 of its old and new bytes."""

    file: str
    copy: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Backup:
    folder: Path
    figures: tuple[str, ...]
    files: tuple[_Saved, ...]


def _back_up(root: Path, figures: Sequence[str], changes: Sequence[Change]) -> Path:
    folder = own_folder(root, "backups", datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ"))
    saved = [
        _Saved(change.file, f"{number}-{Path(change.file).name}", _digest(change.old), _digest(change.new))
        for number, change in enumerate(changes)
    ]
    try:
        for change, file in zip(changes, saved, strict=True):
            write_whole(folder / file.copy, change.old)
        manifest = {"schema": _SCHEMA, "figures": list(figures), "files": [asdict(file) for file in saved]}
        write_whole(folder / _MANIFEST, json.dumps(manifest, indent=1).encode())
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise WriteError(f"No backup could be written to {folder}: {error.strerror or error}.") from error
    return folder


def _last_backup(root: Path) -> _Backup:
    if not (root / FOLDER / "backups").is_dir():
        raise _nothing_written()
    backups = own_folder(root, "backups")
    folders = sorted(path.parent for path in backups.glob(f"*Z/{_MANIFEST}"))
    if not folders and any(backups.glob(f"*Z{_UNDONE}")):
        raise WriteError("The last apply is already taken back.", "`capassist apply` writes accepted captions again.")
    if not folders:
        raise _nothing_written()
    try:
        manifest = json.loads((folders[-1] / _MANIFEST).read_bytes())
        files = tuple(_Saved(**file) for file in manifest["files"])
        return _Backup(folders[-1], tuple(manifest["figures"]), files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WriteError(f"The backup {folders[-1]} cannot be read.", "Take the files from your own backup.") from error


def _nothing_written() -> WriteError:
    return WriteError("There is nothing to take back: capassist has not written into this draft.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
