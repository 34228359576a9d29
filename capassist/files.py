"""Files that capassist writes: its own folder beside the draft, and contents that are there whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from capassist.errors import UsageError, WriteError

FOLDER = ".capassist"


def own_folder(root: Path, *parts: str) -> Path:
    """Return the folder `.capassist` of the draft in `root`, or one inside of it; make it where it is missing.

    It holds its own `.gitignore`, so that no draft's repository picks it up. Raises WriteError when it cannot be made, or is
    a link that leads out of the draft.
    """
    folder = root / FOLDER
    try:
        if not folder.resolve().is_relative_to(root.resolve()):
            raise WriteError(f"{folder} leads out of the draft, so nothing is kept there.", "Remove that link.")
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            write_whole(ignore, b"*\n")
        inner = folder.joinpath(*parts)
        inner.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"{folder} cannot be made: {error.strerror or error}.",
            "Copy the draft to a folder that you may write to, and work on the copy.",
        ) from error
    if not inner.resolve().is_relative_to(root.resolve()):
        raise WriteError(f"{inner} leads out of the draft, so nothing is kept there.", "Remove that link.")
    return inner


@dataclass(frozen=True, slots=True)
class Output:
    """A file that the author asked for by name. It replaces one that capassist wrote before, and no other.

    `kind` is what it is called, `mark` is what every one of its kind has in it, and `option` is how it was named.
    """

    path: Path
    kind: str
    mark: bytes
    option: str

    def require_place(self) -> None:
        """Check, before any work, that the file can go there.

        Raises UsageError where it would replace something else or has no folder to go to, and WriteError for an impossible place.
        """
        path = self.path
        with self._as_write_error():
            if path.is_dir():
                raise UsageError(f"{path} is a folder.", f"Name a file in it with {self.option}.")
            if not path.parent.is_dir():
                raise UsageError(
                    f"There is no folder {path.parent}.", f"Make it, or name another place with {self.option}."
                )
            if path.exists() and self.mark not in path.read_bytes():
                raise UsageError(
                    f"{path} is there already and is no {self.kind} of capassist.",
                    f"Name another file with {self.option}.",
                )

    def write(self, data: bytes) -> None:
        """Write the file. Raises as `require_place` does, and WriteError when it cannot be written."""
        self.require_place()
        with self._as_write_error():
            write_whole(self.path, data)

    @contextlib.contextmanager
    def _as_write_error(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror or error}."
            raise WriteError(message, f"Name another place with {self.option}.") from error


def user_folder(kind: Literal["cache", "config", "data"]) -> Path:
    """Return the folder of this user in which capassist keeps files of a kind, as the system has it. It is not made."""
    import platformdirs

    folders = {
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
    }
    return folders[kind]("capassist", appauthor=False)


def lock(file: IO[bytes], path: Path, what: str) -> None:
    """Hold an open file as long as it is open. Raises WriteError when another capassist holds it, which is at work on `what`."""
    try:
        import fcntl
    except ImportError:  # Windows: without it, both would write
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WriteError(f"Another capassist is at work on {what}.", f"Finish it first; it holds {path}.") from None
    except OSError:  # a file system without locks
        return


def write_whole(path: Path, data: bytes) -> None:
    """Write a file such that at any moment it has its old contents or all of the new. Raises OSError."""
    temporary = write_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_beside(path: Path, data: bytes) -> Path:
    """Write the data to a new file in the folder of `path`, with its mode and owner where it exists, and return the new file.

    The data is on the disk when this returns. Raises OSError, and leaves nothing behind then.
    """
    descriptor, name = tempfile.mkstemp(prefix=f"{FOLDER}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_over(path, Path(name))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def remove_leftovers(folder: Path) -> None:
    """Remove what `write_beside` left in a folder when the process was killed."""
    for leftover in folder.glob(f"{FOLDER}-*.tmp"):
        leftover.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the folder's entries on the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _take_over(original: Path, copy: Path) -> None:
    if not original.exists():
        umask = os.umask(0)
        os.umask(umask)
        copy.chmod(0o666 & ~umask)
        return
    status = original.stat()
    copy.chmod(status.st_mode & 0o7777)
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give files away
            os.chown(copy, status.st_uid, status.st_gid)
