"""Files that capassist writes: its own folder beside the draft, and contents that are there whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from capassist.errors import WriteError

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
