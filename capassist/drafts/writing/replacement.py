"""Replacing files of a draft all together or not at all, with a backup that `undo` goes back to.

Every apply leaves a folder `.capassist/backups/<number>-<UTC time>/` with the files' old bytes and `manifest.json`,
which names each file with the SHA-256 of its old and new bytes. It is on the disk before the first file is replaced,
and each file is replaced at one moment: killed at any time, every file is the old or the new one, and `undo` takes back
those that are new.

An editor or a syncing folder may save a file at any of these moments. A file is replaced only while it holds what was
read, and put back only while it holds what was written here; what was displaced is looked at once more, and is kept in
the backup.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from capassist.drafts.writing.merging import taken_back
from capassist.errors import WriteError
from capassist.files import (
    FOLDER,
    exchange,
    own_folder,
    read_file,
    remove_leftovers,
    sync_folder,
    write_beside,
    write_whole,
)

_SCHEMA = "capassist.backup/1"
_MANIFEST = "manifest.json"
_WRITTEN = ".written"  # ends the name of the copy of a file as it was written
_UNDONE = ".undone"  # ends the name of a backup that was gone back to
_NUMBERED = re.compile(r"(\d{1,9})-")  # begins its name: a clock may be set back between two
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
    merged: tuple[str, ...] = ()  # the files that were changed elsewhere since, which stays


def writable_file(root: Path, file: str) -> Path:
    """Return where a file of the draft really is.

    Raises WriteError when it lies outside of the draft, is not a file, has another name elsewhere, or may not be
    written: not even for root, since who made it read-only meant it.
    """
    try:
        path = (root / file).resolve()
        if not path.is_relative_to(root.resolve()):
            raise WriteError(
                f"{file} leads out of the draft, to {path}.", "Put the file itself into the draft's folder."
            )
        if not path.is_file():
            raise WriteError(f"{file} is no longer there.", "Run `capassist review` again.")
        status = path.stat()
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WriteError(f"{file[:80]!r} cannot be looked up: {reason}.", "Is that a file of the draft?") from error
    if not status.st_mode & 0o200:
        raise WriteError(f"{file} is read-only.", f"Allow writing first: chmod u+w {root / file}")
    if status.st_nlink > 1:
        raise WriteError(
            f"{file} has another name elsewhere (a hard link), which would keep the old text.",
            f"Give the draft a file of its own: cp {file} copy.tex && mv copy.tex {file}",
        )
    return path


def read_writable(file: str, path: Path) -> bytes:
    """Return the bytes of a file that is to be written. Raises WriteError when it cannot be read."""
    try:
        return read_file(path)
    except OSError as error:
        raise WriteError(f"{file} cannot be read: {error.strerror or error}.") from error


def refuse_conflict(file: str, data: bytes) -> None:
    """Raise WriteError for a file in the middle of a merge."""
    if _CONFLICT.search(data):
        raise WriteError(f"{file} has merge conflict markers.", "Resolve the conflict first.")


def replace_files(root: Path, figures: Sequence[str], changes: Sequence[Change], main: str = "") -> None:
    """Back the files up and replace them all; put every one back when one fails or the author interrupts. `main` is the
    main file of the paper that they belong to: a folder may hold several.

    The backup goes only when nothing of this is in any file. Raises WriteError when a file cannot be written, or
    somebody else saved one meanwhile: what they saved stays.
    """
    backup = _back_up(root, figures, changes, main)
    replacing = _Replacing(changes, backup)
    try:
        replacing.run()
    except BaseException:
        if replacing.left_nothing() and not any(backup.glob("*.saved")):
            shutil.rmtree(backup, ignore_errors=True)
        raise


def last_apply(root: Path, main: str = "") -> Applied:
    """Return what `undo` would take back: of the paper with this main file, where one is named. Raises WriteError when
    there is no apply to take back or a file was changed since."""
    backup = _last_backup(root, main)
    changes = [_reversed(root, backup, saved) for saved in backup.files]
    before = {saved.file: saved.before for saved in backup.files}
    merged = tuple(change.file for change in changes if _digest(change.new) != before[change.file])
    return Applied(
        backup.folder, backup.figures, tuple(change for change in changes if change.old != change.new), merged
    )


def undo(root: Path, main: str = "") -> Receipt:
    """Put back the bytes that the files had before the last apply; where other lines of a file were changed since, the
    lines that the apply wrote.

    Raises WriteError, and changes nothing, when there is no apply to take back, its backup is damaged, or what it wrote
    was changed since.
    """
    last = last_apply(root, main)
    _Replacing(last.changes, last.backup).run()
    try:
        last.backup.rename(last.backup.with_name(last.backup.name + _UNDONE))
    except OSError as error:
        raise WriteError(
            f"The files have their old contents, but {last.backup} cannot be renamed: {error.strerror or error}.",
            f"Rename it yourself to {last.backup.name}{_UNDONE}.",
        ) from error
    notes = () if last.changes else ("Every file had its old contents already.",)
    stays = tuple(f"What was changed elsewhere in {file} since stays." for file in last.merged)
    return Receipt(tuple(root / change.file for change in last.changes), last.figures, notes + stays)


def _reversed(root: Path, backup: "_Backup", saved: "_Saved") -> Change:
    """Return the change that takes one file back, what was changed elsewhere in it left as it is; from where it is
    already old, after an apply that was killed, to the same."""
    path = writable_file(root, saved.file)
    copy = backup.folder / Path(saved.copy).name
    now = read_writable(saved.file, path)
    try:
        old = read_file(copy)
    except (OSError, ValueError) as error:
        raise WriteError(
            f"The backup of {saved.file} cannot be read from {copy}: {getattr(error, 'strerror', None) or error}.",
            "Take the file from your own backup.",
        ) from error
    if _digest(old) != saved.before:
        raise WriteError(f"The backup of {saved.file} in {copy} is damaged.", "Take the file from your own backup.")
    if _digest(now) in {saved.before, saved.after}:
        return Change(saved.file, path, old=now, new=old)
    written = backup.folder / f"{copy.name}{_WRITTEN}"
    merged = _merged(written, saved, old, now)
    if merged is None:
        others = f" To have the other files taken back: move yours away, copy {written} in its place, and undo again."
        raise WriteError(
            f"{saved.file} was changed after capassist wrote it, in the lines that it wrote, so it is left as it is.",
            f"Nothing was taken back. Its contents from before are in {copy}. Compare the two, and take back by hand "
            "what you want: whoever copies it back loses what was changed since."
            + (others if len(backup.files) > 1 and written.is_file() else ""),
        )
    return Change(saved.file, path, old=now, new=merged)


def _merged(copy: Path, saved: "_Saved", old: bytes, now: bytes) -> bytes | None:
    """Return what a file holds now without the lines that were written into it; None where these are not as they were,
    or the backup does not have them."""
    try:
        written = read_file(copy)
    except OSError:  # of an older version
        return None
    return taken_back(old, written, now) if _digest(written) == saved.after else None


class _Replacing:
    """Files on their way from their old bytes to the new, beside somebody who may save any of them at any moment.

    `beside` are files in the folders of the originals: first with the new bytes; after the exchange the displaced ones.
    """

    def __init__(self, changes: Sequence[Change], backup: Path) -> None:
        self.changes = changes
        self.backup = backup
        self.beside: dict[Change, Path] = {}
        self.replaced: list[Change] = []

    def run(self) -> None:
        """Replace all. Raises WriteError, and what interrupts, when each file is put back that still holds what was
        written."""
        try:
            for folder in {change.path.parent for change in self.changes}:
                remove_leftovers(folder)
            for change in self.changes:
                self.beside[change] = write_beside(change.path, change.new)
            for change in self.changes:
                self._replace(change)
            for folder in {change.path.parent for change in self.changes}:
                sync_folder(folder)
            for change in self.changes:
                self._require(change)
        except BaseException as error:  # noqa: BLE001  raised again
            self._put_back()
            self._raise_of(error)
        finally:
            self._clear()

    def left_nothing(self) -> bool:
        """Whether each file has its old bytes, or never had others of this: what somebody else saved before its turn
        is theirs alone."""
        return all(change not in self.replaced or _holds(change.path, change.old) for change in self.changes)

    def _replace(self, change: Change) -> None:
        if not _holds(change.path, change.old):
            raise _saved_meanwhile(change)
        self.replaced.append(change)
        exchange(self.beside[change], change.path)
        self._require(change)

    def _require(self, change: Change) -> None:
        """Raise WriteError unless the file holds the new bytes, and the displaced one still those that were read."""
        if not (_holds(change.path, change.new) and _holds(self.beside[change], change.old)):
            raise _saved_meanwhile(change)

    def _put_back(self) -> None:
        """Give each file what it had, where nobody else saved it since."""
        for change in reversed(self.replaced):
            with suppress(OSError):
                if not _holds(change.path, change.new):
                    continue
                if not self.beside[change].exists():  # interrupted on a system that exchanges in steps
                    self.beside[change] = write_beside(change.path, change.old)
                exchange(self.beside[change], change.path)
                if not _holds(self.beside[change], change.new):  # saved between the look and the exchange
                    exchange(self.beside[change], change.path)

    def _clear(self) -> None:
        """Move what lies beside the files into the backup: an editor that had one open, and saves only now, writes
        there."""
        for number, change in enumerate(self.changes):
            if (path := self.beside.get(change)) is not None:
                name = "displaced" if _holds(path, change.old) else "new" if _holds(path, change.new) else "saved"
                try:
                    path.replace(self.backup / f"{number}-{change.path.name}.{name}")
                except OSError:  # gone, or the backup is on another file system
                    if name != "saved":
                        path.unlink(missing_ok=True)

    def _raise_of(self, error: BaseException) -> None:
        """Raise the error; where a file is not as it was, one that says of each what is in it."""
        states = [f"{change.file}: {self._state(change)}" for change in self.changes]
        if self.left_nothing():
            if isinstance(error, OSError):
                name = error.filename or self.changes[0].file
                raise WriteError(f"{name} cannot be written: {error.strerror or error}.") from error
            if isinstance(error, WriteError):
                raise WriteError(f"{error.message} Nothing was written.", error.hint) from error
            raise error
        reason = error.message if isinstance(error, WriteError) else f"It stopped: {error or type(error).__name__}."
        raise WriteError(
            f"{reason} Now in the files: {'; '.join(states)}.",
            f"The files as they were before are in {self.backup}. Run the same command again.",
        ) from error

    def _state(self, change: Change) -> str:
        if _holds(change.path, change.old):
            return "what it had before"
        return "the text that capassist wrote" if _holds(change.path, change.new) else "what was saved there since"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_file(path) == data
    except OSError:
        return False


def _saved_meanwhile(change: Change) -> WriteError:
    """Return what is raised where a file is not what it was: nobody knows who saved it, nor when since it was read."""
    what = "changed since it was read" if change.path.exists() else "is gone since it was read"
    return WriteError(
        f"{change.file} {what}: an editor or a syncing folder may have saved it.", "Run the same command again."
    )


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
    main: str  # of the paper; empty in one of an older version


def _back_up(root: Path, figures: Sequence[str], changes: Sequence[Change], main: str) -> Path:
    number = 1 + max((_number(path.name) for path in own_folder(root, "backups").iterdir()), default=0)
    folder = own_folder(root, "backups", f"{number:06d}-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S.%fZ')}")
    saved = [
        _Saved(change.file, f"{number}-{Path(change.file).name}", _digest(change.old), _digest(change.new))
        for number, change in enumerate(changes)
    ]
    try:
        for change, file in zip(changes, saved, strict=True):
            write_whole(folder / file.copy, change.old)
            write_whole(folder / f"{file.copy}{_WRITTEN}", change.new)
        files = [asdict(file) for file in saved]
        manifest = {"schema": _SCHEMA, "figures": list(figures), "files": files, "main": main}
        write_whole(folder / _MANIFEST, json.dumps(manifest, indent=1).encode())
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise WriteError(f"No backup could be written to {folder}: {error.strerror or error}.") from error
    return folder


def _last_backup(root: Path, main: str) -> _Backup:
    """Return the last backup that is not of another paper than that with this main file, where one is named."""
    if not (root / FOLDER / "backups").is_dir():
        raise _nothing_written()
    backups = own_folder(root, "backups")
    folders = sorted(
        (path.parent for path in backups.glob(f"*Z/{_MANIFEST}")), key=lambda path: (_number(path.name), path.name)
    )
    try:
        for folder in reversed(folders):
            backup = _read_manifest(folder)
            if not main or backup.main in {"", main} or not (root / backup.main).is_file():
                return backup
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise WriteError(f"The backup {folder} cannot be read.", "Take the files from your own backup.") from error
    if any(backups.glob(f"*Z{_UNDONE}")):
        raise WriteError("The last apply is already taken back.", "`capassist apply` writes accepted captions again.")
    raise _nothing_written()


def _read_manifest(folder: Path) -> _Backup:
    """Return what the manifest of a backup says. Raises OSError, ValueError, KeyError or TypeError when it is
    damaged."""
    manifest = json.loads(read_file(folder / _MANIFEST))
    figures = tuple(manifest["figures"])
    files = tuple(_Saved(**file) for file in manifest["files"])
    texts = [*figures, *(getattr(file, name.name) for file in files for name in fields(file))]
    if not files or not all(isinstance(text, str) and text and "\0" not in text for text in texts):
        raise ValueError("a name in it is none")
    return _Backup(folder, figures, files, str(manifest.get("main", "")))


def _number(name: str) -> int:
    """Return the number that a backup's name begins with, 0 for those of versions that named them by the time alone."""
    match = _NUMBERED.match(name)
    return int(match.group(1)) if match else 0


def _nothing_written() -> WriteError:
    return WriteError("There is nothing to take back: capassist has not written into this draft.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
