"""Packed drafts: zip and tar as Overleaf and arXiv give them, opened like folders, and written anew beside the given
one.

An archive from a stranger may try to write elsewhere or to fill the disk. Nothing is taken from it but plain files and
folders, which are written here one by one: no links, no modes, no owners, so `tarfile`'s extraction and its filters are
not needed.
"""

import atexit
import bz2
import gzip
import hashlib
import io
import lzma
import os
import re
import shutil
import stat
import struct
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from capassist.drafts.archive_names import captioned_name, tex_name
from capassist.drafts.writing.replacement import Change
from capassist.errors import DraftError, WriteError
from capassist.files import FOLDER, open_file, read_file
from capassist.model import Draft

_Reader = gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile | IO[bytes]


# Overleaf stops at 2,000 files too. A hundredfold is what text hardly reaches and a decompression bomb always does.
_MAX_FILES = 2_000
_MAX_BYTES = 500_000_000
_MAX_RATIO = 100
_RATIO_FROM = 1_000_000  # bytes; small archives of blank pictures may be denser
_CHUNK = 1 << 16
_MAX_HEADER = 1 << 20  # bytes of one tar header with its long names

_COMPRESSIONS: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DAMAGED = (  # what the standard library raises on broken archives
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
)


def is_archive(path: Path) -> bool:
    """Return whether the file is a zip, a tar, or something gzip, bzip2 or xz made, by its first bytes."""
    head = _head(path)
    return head.startswith((*_ZIP, *_COMPRESSIONS)) or _is_tar(head)


def unpack(path: Path) -> Path:
    """Return a folder with the archive's files, which only this user can read and which is gone when the process ends.

    The one folder at the archive's top, where everything lies in one, is the folder returned. A compressed file that is
    no tar becomes a single .tex file, as arXiv serves papers of one file. Archives within the archive stay packed.

    Raises DraftError when the archive is damaged or encrypted, passes the limits, or holds anything but plain files in
    folders.
    """
    folder = Path(tempfile.mkdtemp(prefix="capassist-"))
    try:
        _unpack(path, _Target(path, folder))
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, _DAMAGED):
            reason = getattr(error, "strerror", None) or "it is damaged or cut short"
            raise DraftError(f"{path} cannot be unpacked: {reason}.", "Get the archive again.") from error
        raise
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _only_folder(folder)


def as_packed(draft: Draft, path: Path) -> Draft:
    """Return a draft read from an unpacked archive as the draft at `path`; captions are written into a new archive
    beside it."""
    return replace(draft, path=path, packed=True)


def write_captioned(path: Path, changes: Sequence[Change], own: str | None = None) -> Path:
    """Write a new archive beside the given one, with the changed files in it and all others as they are, and return it.

    Members keep their order, names, dates and rights. What was written there before, and has the SHA-256 `own` still,
    is replaced. Raises WriteError when there is another file of that name, the archive changed since it was read, or
    the new one cannot be written; then what is there stays.
    """
    target = captioned_name(path)
    _require_free(target, own)
    handle, name = tempfile.mkstemp(prefix=f"{FOLDER}-", suffix=".tmp", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _Repacking(path, changes).write(file)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode & 0o7777)
        if _require_free(target, own):
            os.link(new, target)  # which, unlike renaming, writes over nothing
        else:
            new.replace(target)
    except _DAMAGED as error:
        reason = getattr(error, "strerror", None) or error
        raise WriteError(f"{target} cannot be written: {reason}.", "Copy the archive to another folder.") from error
    finally:
        new.unlink(missing_ok=True)
    return target


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(read_file(path)).hexdigest()


def _require_free(target: Path, own: str | None) -> bool:
    """Return whether there is no file of that name. Raises WriteError where there is one that has not the SHA-256
    `own`."""
    if not os.path.lexists(target):
        return True
    if own is None or target.is_symlink() or not target.is_file() or digest_of(target) != own:
        was = "was changed since it was written" if own else "is there already"
        raise WriteError(f"{target} {was}, so it is left as it is.", "Move it elsewhere, or delete it.")
    return False


class _Repacking:
    """Copies an archive with some of its files changed."""

    def __init__(self, path: Path, changes: Sequence[Change]) -> None:
        self.path = path
        self.changes = {change.file: change for change in changes}

    def write(self, file: IO[bytes]) -> None:
        head = _head(self.path)
        if head.startswith(_ZIP):
            self._zip(file)
            return
        for magic, compressed in _COMPRESSIONS.items():
            if head.startswith(magic):
                with compressed(self.path) as packed, compressed(file, "wb") as repacked:
                    if _is_tar(packed.read(tarfile.BLOCKSIZE)):
                        packed.seek(0)
                        self._tar(packed, repacked)
                    else:
                        packed.seek(0)
                        repacked.write(self._contents(tex_name(self.path), packed.read()))
                return
        with open_file(self.path) as packed:
            self._tar(packed, file)

    def _zip(self, file: IO[bytes]) -> None:
        with zipfile.ZipFile(self.path) as old, zipfile.ZipFile(file, "w") as new:
            new.comment = old.comment
            members = self._members([member.filename for member in old.infolist()])
            for member in old.infolist():
                data = old.read(member)
                new.writestr(member, self._contents(members.get(member.filename), data))

    def _tar(self, packed: _Reader, repacked: _Reader) -> None:
        with (
            tarfile.open(fileobj=packed, mode="r:") as old,
            tarfile.open(fileobj=repacked, mode="w:", format=tarfile.PAX_FORMAT) as new,
        ):
            members = self._members([member.name for member in old.getmembers()])
            for member in old.getmembers():
                content = old.extractfile(member) if member.isreg() else None
                data = self._contents(members.get(member.name), content.read()) if content else b""
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))

    def _members(self, names: Sequence[str]) -> dict[str, str]:
        """Return by member which changed file it is: the paper lies in the outermost folder that holds all of them."""
        found: dict[str, str] = {}
        for file in self.changes:
            ending = [name for name in names if f"/{_normal(name)}".endswith(f"/{file}")]
            if not ending:
                raise WriteError(f"{file} is no longer in {self.path}.", "Run the same command again.")
            found[min(ending, key=lambda name: len(_normal(name)))] = file
        return found

    def _contents(self, file: str | None, data: bytes) -> bytes:
        """Return a member's new bytes. Raises WriteError when it is not what was read."""
        if file is None or file not in self.changes:
            return data
        change = self.changes[file]
        if data != change.old:
            raise WriteError(f"{self.path} changed since it was read.", "Run the same command again.")
        return change.new


def _normal(name: str) -> str:
    """Return a member's name with forward slashes and without "./"."""
    return "/".join(part for part in re.split(r"[/\\]", name) if part not in {"", "."})


def _unpack(path: Path, target: "_Target") -> None:
    head = _head(path)
    if head.startswith(_ZIP):
        _unpack_zip(path, target)
        return
    for magic, compressed in _COMPRESSIONS.items():
        if head.startswith(magic):
            with compressed(path) as file:
                tar = _is_tar(file.read(tarfile.BLOCKSIZE))
                file.seek(0)
                if tar:
                    _unpack_tar(file, target)
                else:
                    target.write(tex_name(path), file)
            return
    with open_file(path) as file:
        _unpack_tar(file, target)


def _unpack_zip(path: Path, target: "_Target") -> None:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            mode = member.external_attr >> 16
            if member.flag_bits & 0x1:
                raise DraftError(f"{path} is encrypted.", "Unpack it yourself and name the folder.")
            if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
                raise target.refusal(member.filename, "is a link or a device")
            if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise target.refusal(member.filename, "is packed by a method that capassist does not read")
            if member.filename.endswith(("/", "\\")):
                target.make_folder(member.filename)
                continue
            with archive.open(member) as file:
                target.write(member.filename, file)


def _unpack_tar(file: _Reader, target: "_Target") -> None:
    metered = _Metered(file, target)
    with tarfile.open(fileobj=metered, mode="r:") as archive:
        for member in archive:
            if member.isdir():
                target.make_folder(member.name)
            elif not member.isreg() or member.issparse():
                raise target.refusal(member.name, "is a link, a device or a file with holes")
            elif (content := archive.extractfile(member)) is not None:
                target.write(member.name, content)
    while metered.read(_CHUNK):  # the checksum of a compressed file stands at its end
        pass


@dataclass
class _Target:
    """The fresh folder that an archive is unpacked into, and how much of the limits is used up."""

    archive: Path
    folder: Path
    entries: int = 0
    written: int = 0

    def __post_init__(self) -> None:
        self.packed = self.archive.stat().st_size
        self.seen: set[str] = set()

    def refusal(self, name: str, reason: str) -> DraftError:
        return DraftError(
            f"{self.archive} was not unpacked: {name!r} in it {reason}.", "Unpack it yourself and name the folder."
        )

    def make_folder(self, name: str) -> None:
        self._count()
        if parts := self._parts(name):
            self.folder.joinpath(*parts).mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: _Reader) -> None:
        self._count()
        parts = self._parts(name)
        if not parts:
            raise self.refusal(name, "has no name")
        if parts[0] == "__MACOSX" or parts[-1].startswith(
            "._"
        ):  # what macOS keeps beside each file, no file of the draft
            return
        # Some systems hold names that differ in case, or in how an accent is coded, for the same file.
        key = unicodedata.normalize("NFC", "/".join(parts)).casefold()
        if key in self.seen:
            raise self.refusal(name, "is there twice, or differs from another name in case only")
        self.seen.add(key)
        place = self.folder.joinpath(*parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            while chunk := content.read(_CHUNK):
                self.written += len(chunk)
                self.check(self.written)
                file.write(chunk)

    def check(self, size: int) -> None:
        """Raise DraftError when this many unpacked bytes are too many."""
        if size > _MAX_BYTES:
            raise DraftError(
                f"{self.archive} holds more than {_MAX_BYTES // 1_000_000} MB.", "Leave out what the paper needs not."
            )
        if size > max(_RATIO_FROM, _MAX_RATIO * self.packed):
            raise DraftError(
                f"{self.archive} unpacks to more than {_MAX_RATIO} times its size.",
                "Unpack it yourself, if you trust it.",
            )

    def _count(self) -> None:
        self.entries += 1
        if self.entries > _MAX_FILES:
            raise DraftError(
                f"{self.archive} holds more than {_MAX_FILES:,} files.", "Leave out what the paper needs not."
            )

    def _parts(self, name: str) -> list[str]:
        """Return a member's path below the folder. A backslash separates too, as in archives made on Windows."""
        parts = re.split(r"[/\\]", name)
        if (not parts[0] and name) or re.match(r"[A-Za-z]:", name) or ".." in parts or "\0" in name:
            raise self.refusal(name, "would lie outside the draft's folder")
        return [part for part in parts if part not in {"", "."}]


class _Metered(io.RawIOBase):
    """A decompressed tar that stops its reader at the limits, whatever the headers make it ask for."""

    def __init__(self, file: _Reader, target: _Target) -> None:
        self._file = file
        self._target = target

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MAX_HEADER:
            raise tarfile.ReadError("a header is too long")
        data = self._file.read(size)
        self._target.check(self._file.tell())
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset > _MAX_BYTES:  # seeking in a compressed file is decompressing
            self._target.check(offset)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _head(path: Path) -> bytes:
    try:
        return read_file(path, tarfile.BLOCKSIZE)
    except OSError as error:
        raise DraftError(f"{path} cannot be read: {error.strerror or error}.") from error


def _is_tar(head: bytes) -> bool:
    """Return whether this is a tar header; its checksum decides, as the oldest form has no other mark."""
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True


def _only_folder(folder: Path) -> Path:
    entries: Iterator[Path] = folder.iterdir()
    only = next(entries, None)
    return _only_folder(only) if only is not None and only.is_dir() and next(entries, None) is None else folder
