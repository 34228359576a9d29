"""What was worked out from the bytes of files, kept for as long as they are the same: in the user's cache folder, for
this user alone.

The cache is never in the way: where its folder cannot be made, belongs to somebody else, or holds what is damaged,
everything is worked out anew. Its entries are named by what they were made from (the file's bytes, the program's
version), so none is ever out of date. It may be deleted at any time.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import capassist
from capassist.drafts.bounds import SKIPPED_FOLDERS
from capassist.files import open_file, read_file, user_folder

MAX_BYTES = 200_000_000  # of all entries; a paper as it was read needs about 0.3 MB, a picture 0.1
MAX_ENTRY = 20_000_000  # bytes
MAX_FOLDER = 200_000_000  # bytes of a draft's files, which are all read for its key: about half a second
MOST_FILES = 5_000
_CHUNK = 1 << 20
_DIGEST = hashlib.sha256().digest_size


class ContentCache:
    """Bytes by key in a folder that only this user can read. Without a folder it keeps nothing."""

    def __init__(self, folder: Path | None, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key; None where there is nothing, or it is not whole."""
        if self._folder is None or not self._is_own(self._folder):
            return None
        path = self._folder / key
        with suppress(OSError):
            if not stat.S_ISREG(path.lstat().st_mode) or path.lstat().st_size > MAX_ENTRY + _DIGEST:
                return None
            data = read_file(path)
            if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
                os.utime(path)  # the longest unused goes first
                return data[_DIGEST:]
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, where that is possible. What was not used for longest is removed when it gets too
        much."""
        if self._folder is None or len(data) > MAX_ENTRY:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_own(self._folder):
                return
            temporary = self._folder / f"{key}.{os.getpid()}.tmp"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            temporary.replace(self._folder / key)
            self._prune(self._folder)

    def _prune(self, folder: Path) -> None:
        with os.scandir(folder) as found:  # another run may remove one of them meanwhile
            entries = [(entry.stat(follow_symlinks=False), entry.path) for entry in found]
        total = sum(status.st_size for status, _ in entries)
        for status, path in sorted(entries, key=lambda entry: entry[0].st_mtime):
            if total <= self._max_bytes:
                return
            with suppress(OSError):
                Path(path).unlink()
            total -= status.st_size

    @staticmethod
    def _is_own(folder: Path) -> bool:
        """Return whether a folder is one of this user's, and nobody else can read or write in it."""
        try:
            status = folder.lstat()
        except OSError:
            return False
        if not hasattr(os, "getuid"):  # Windows keeps the user's folders private itself
            return stat.S_ISDIR(status.st_mode)
        return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


@cache
def user_cache() -> ContentCache:
    """Return the cache in the user's cache folder."""
    try:
        return ContentCache(user_folder("cache") / "contents")
    except (OSError, RuntimeError):  # no home folder
        return ContentCache(None)


def content_key(kind: str, path: Path, *more: object) -> str | None:
    """Return the key for what is made of a file: by its bytes, the program that makes it, and what else it depends on.

    None where the file cannot be read. `kind` names what is made: "pdf", "text".
    """
    digest = hashlib.sha256(repr((kind, _program(), more)).encode("utf-8", "surrogatepass"))
    try:
        _add_content(digest, path)
    except OSError:
        return None
    return f"{kind}-{digest.hexdigest()}"


def folder_key(kind: str, folder: Path, *more: object) -> str | None:
    """Return the key for what is made of a folder: by the name, the time and the bytes of each file in it.

    None where it holds links, which may lead to what changes elsewhere, what cannot be read, or too much to be read for
    a key.
    """
    digest = hashlib.sha256(repr((kind, _program(), more)).encode("utf-8", "surrogatepass"))
    size = 0
    try:
        for path, status in _files(folder):
            size += status.st_size
            if size > MAX_FOLDER:
                return None
            digest.update(repr((path, status.st_mtime_ns, status.st_size)).encode("utf-8", "surrogatepass"))
            _add_content(digest, Path(path))
    except OSError:
        return None
    return f"{kind}-{digest.hexdigest()}"


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder in order. Raises OSError for links and for what is neither file nor folder, or too
    much."""
    waiting = [str(folder)]
    left = MOST_FILES
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            left -= 1
            if entry.is_symlink() or left < 0:
                raise OSError(errno.ELOOP, "not looked at", entry.path)
            if not entry.is_dir():
                yield entry.path, entry.stat()
            elif entry.name not in SKIPPED_FOLDERS:
                waiting.append(entry.path)


def _add_content(digest: "hashlib._Hash", path: Path) -> None:
    with open_file(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)


@cache
def _program() -> str:
    """Return what tells this program from others: its version, when it was installed, and for those who work on it when
    its files were changed."""
    package = Path(capassist.__file__).parent
    installed = "site-packages" in package.parts
    files = [Path(__file__)] if installed else package.rglob("*.py")
    changed = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return f"{capassist.__version__} {hashlib.sha256(repr(changed).encode()).hexdigest()}"
