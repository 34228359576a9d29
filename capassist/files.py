"""Files: how all are opened, capassist's own folder beside the draft, and contents that are there whole or not at
all."""

import contextlib
import ctypes
import errno
import io
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Literal

from capassist.errors import UsageError, WriteError

FOLDER = ".capassist"
DRAFT_FILE = "capassist.toml"  # what the draft says of captions and of how they are drafted
_ODD_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def open_file(path: Path) -> IO[bytes]:
    """Open a regular file to read its bytes; every file that somebody else may have put there is opened here.

    A named pipe would be waited for, a device may never end and a socket is no text: they are never opened. Raises
    OSError, for them and for a folder with what the path is.
    """
    try:
        _refuse_odd(path.stat(), path)
    except ValueError as error:  # a NUL
        raise OSError(errno.EINVAL, "no file can have this name", str(path)) from error
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  the caller closes it
    try:
        _refuse_odd(os.fstat(file.fileno()), path)  # another process may have put a pipe there meanwhile
    except BaseException:
        file.close()
        raise
    return file


def read_file(path: Path, most: int = -1) -> bytes:
    """Return the first `most` bytes of a regular file, or all. Raises OSError as `open_file` does."""
    with open_file(path) as file:
        return file.read(most)


def read_text(path: Path, encoding: str = "utf-8-sig") -> str:
    """Return the text of a regular file, each line end as LF. Raises OSError as `open_file` does, and UnicodeError."""
    with io.TextIOWrapper(open_file(path), encoding) as file:
        return file.read()


def file_inside(root: Path, name: str) -> Path | None:
    """Return the real path of the regular file that has this name below `root`.

    None where there is none, where links or ".." lead out of `root`, and for names that no file can have: they are too
    long, hold a NUL, or lead in a circle.
    """
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_odd(status: os.stat_result, path: Path) -> None:
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, f"it is {_ODD_KINDS.get(kind, 'no regular file')}, not a file", str(path))


def own_folder(root: Path, *parts: str) -> Path:
    """Return the folder `.capassist` of the draft in `root`, or one inside of it; make it where it is missing.

    It holds its own `.gitignore`, so that no draft's repository picks it up. Raises WriteError when it cannot be made,
    or is a link that leads out of the draft.
    """
    folder = root / FOLDER
    try:
        if not folder.resolve().is_relative_to(root.resolve()):
            raise WriteError(f"{folder} leads out of the draft, so nothing is kept there.", "Remove that link.")
        if folder.is_file():
            raise WriteError(f"{folder} is a file, so nothing can be kept there.", "Move it elsewhere.")
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            write_whole(ignore, b"*\n")
        inner = folder.joinpath(*parts)
        inner.mkdir(parents=True, exist_ok=True)
    except RuntimeError as error:  # so the older Pythons say it
        raise WriteError(f"{folder} is a link that leads in a circle.", "Remove that link.") from error
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

        Raises UsageError where it would replace something else or has no folder to go to, and WriteError for an
        impossible place.
        """
        path = self.path
        with self._as_write_error():
            if path.is_dir():
                raise UsageError(f"{path} is a folder.", f"Name a file in it with {self.option}.")
            if not path.parent.is_dir():
                raise UsageError(
                    f"There is no folder {path.parent}.", f"Make it, or name another place with {self.option}."
                )
            if path.exists() and not (path.is_file() and self.mark in read_file(path)):
                raise UsageError(
                    f"{path} is there already, and is not a {self.kind} by capassist.",
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


def library_file() -> Path:
    """Return where the captions of the author's earlier papers are kept, in the user's data folder. It need not
    exist."""
    return user_folder("data") / "library.json"


def lock(file: IO[bytes], path: Path, what: str) -> None:
    """Hold an open file as long as it is open. Raises WriteError when another capassist holds it, which is at work on
    `what`."""
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


def json_line(record: object) -> str:
    """Return a record as a line of JSON, in ASCII: no terminal or pipe can spoil it, and stray bytes are kept."""
    return json.dumps(record) + "\n"


def append_json_line(file: IO[bytes], record: object) -> None:
    """Add a record to an open file of JSON lines; it is on the disk when this returns. Raises OSError."""
    file.write(json_line(record).encode())
    file.flush()
    os.fsync(file.fileno())


def read_json_lines(lines: Iterable[bytes]) -> tuple[list[Any], int]:
    """Return the records of a file of JSON lines, and how many bytes its whole lines are.

    A last line that a killed process left half written is not whole; a line that is no JSON is passed over.
    """
    records, length = [], 0
    for line in lines:
        if not line.endswith(b"\n"):
            break
        length += len(line)
        with contextlib.suppress(ValueError, RecursionError):
            records.append(json.loads(line))
    return records, length


def recovered_json_lines(file: IO[bytes]) -> list[Any]:
    """Return the records of an open file of JSON lines from its beginning on, and cut off a last line that is not
    whole. Raises OSError."""
    file.seek(0)
    records, length = read_json_lines(file)
    if file.tell() > length:
        file.truncate(length)
    return records


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
    """Write the data to a new file in the folder of `path`, with its attributes where it exists, and return the new
    file.

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


@contextlib.contextmanager
def new_folder(output: Path, mode: int = 0o755) -> Iterator[Path]:
    """Yield an empty folder that is `output` as soon as all is written into it, and is gone where that fails.

    Raises UsageError when `output` is there already, and WriteError when it cannot be made or written.
    """
    if output.exists():
        raise UsageError(f"{output} is there already.", "Name a folder that does not exist yet.")
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
        try:
            yield folder
            folder.chmod(mode)
            folder.replace(output)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise WriteError(f"{output} cannot be written: {error.strerror or error}.") from error


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


def exchange(one: Path, other: Path) -> None:
    """Let two files of one folder change their names, at one moment where the system can: nobody's save falls in
    between.

    Elsewhere (Windows, old file systems) `other` gets the contents of `one`, and `one` those that `other` had a moment
    before.
    Raises OSError, and then both are as they were.
    """
    if _exchanged(one, other):
        return
    kept = other.with_name(f"{one.name}.kept.tmp")
    os.link(other, kept)
    one.replace(other)
    kept.replace(one)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names by the system call that does it; return whether there is one and it knows this file system."""
    if (call := _exchange_call()) is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    """Return renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) with RENAME_SWAP on macOS, None elsewhere."""
    here, flag = -100, 2  # AT_FDCWD; both flags are 2
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            call = library.renameat2
            return lambda one, other: int(call(here, one, here, other, ctypes.c_uint(flag)))
        if sys.platform == "darwin":
            call = library.renamex_np
            return lambda one, other: int(call(one, other, ctypes.c_uint(flag)))
    except (OSError, AttributeError, TypeError):  # no such library or call
        pass
    return None


def _take_over(original: Path, copy: Path) -> None:
    """Give a new file the owner, mode, access list and extended attributes of the one it replaces, or a new file's
    mode.

    Raises OSError when one of them cannot be given: the file would be open to others than before.
    """
    if not original.exists():
        umask = os.umask(0)
        os.umask(umask)
        copy.chmod(0o666 & ~umask)
        return
    status, own = original.stat(), copy.stat()
    if (status.st_uid, status.st_gid) != (own.st_uid, own.st_gid):
        os.chown(copy, status.st_uid, status.st_gid)
    _drop_attributes(copy, keep=_attributes(original))
    copy.chmod(status.st_mode & 0o7777)
    for name, value in _attributes(original).items():  # last: an access list sets the group's rights
        if _attributes(copy).get(name) != value:
            os.setxattr(copy, name, value)


def _drop_attributes(path: Path, keep: dict[str, bytes]) -> None:
    """Remove what the folder hands down to new files, such as its default access list, but not what is in `keep`."""
    for name in _attributes(path).keys() - keep.keys():
        os.removexattr(path, name)


def _attributes(path: Path) -> dict[str, bytes]:
    """Return the extended attributes, among them the access list; none where the system or file system has none."""
    if not hasattr(os, "listxattr"):
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError as error:
        if error.errno in {errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}:
            return {}
        raise
