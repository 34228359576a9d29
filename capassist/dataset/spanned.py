"""Zip archives in one file or in volumes (x.z01, x.z02, …, x.zip), read one member at a time; `zipfile` reads no
volumes.

The fields are those of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.5. A place in an archive is a volume's number
and an offset in it, so that what lies in one volume is read whether or not the others are there. Nothing is written,
and a member's name is no path.
"""

import io
import re
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from capassist.errors import DraftError

_END = struct.Struct("<4s4H2IH")  # the end of the central directory
_LOCATOR = struct.Struct("<4sIQI")  # where the end of a large archive's directory is
_LARGE_END = struct.Struct("<4sQ2H2I4Q")
_ENTRY = struct.Struct("<4s6H3I5H2I")  # an entry of the central directory
_HEAD = struct.Struct("<4s5H3I2H")  # before each member's data
_LONGEST_COMMENT = 0xFFFF
_MOST_VOLUMES = 0xFFFF
_ELSEWHERE = 0xFFFFFFFF  # the field is too small; the number stands in the entry's extra field
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `size` is in bytes, as the directory says."""

    name: bytes
    volume: int  # where its head is
    offset: int
    packed: int  # bytes in the archive
    size: int
    crc: int
    method: int


class Archive:
    """A zip archive by the path of its last volume, the one that ends in .zip. Several threads may read at once."""

    def __init__(self, path: Path) -> None:
        """Find the archive's directory. Raises DraftError when it is not there: the file is no zip, or was cut
        short."""
        self.path = path
        try:
            end = _End.read(path)
            self._volumes = (*(path.with_suffix(f".z{n:02d}") for n in range(1, end.last + 1)), path)
            self._end = end.large(self._volumes)
            self._sizes = tuple(volume.stat().st_size if volume.is_file() else 0 for volume in self._volumes)
        except _DAMAGED as error:
            raise self._damaged(error) from error

    @property
    def missing(self) -> int:
        """How many volumes are not there."""
        return self._sizes.count(0)

    def find(self, names: Collection[str]) -> dict[str, Member]:
        """Return the members of these base names whose data is there, as far as can be told without reading it.

        Raises DraftError when the directory is damaged.
        """
        try:
            with _opened(self._volumes, self._end.volume, self._end.offset) as file:
                found = [(name, m) for m in _members(file, self._end.size) if (name := _base(m.name)) in names]
        except _DAMAGED as error:
            raise self._damaged(error) from error
        return {name: member for name, member in reversed(found) if self._holds(member)}

    def read(self, member: Member, most: int) -> bytes | None:
        """Return a member's data; None when it is not all there, damaged, or larger than `most` bytes."""
        if member.size > most:
            return None
        try:
            with self._data(member) as file:
                data = _unpacked(file, member)
        except _DAMAGED:
            return None
        return data if len(data) == member.size and zlib.crc32(data) == member.crc else None

    def _holds(self, member: Member) -> bool:
        """Tell whether a member's head is where it should be, and as much data behind it as it takes."""
        place, left = member.offset + _HEAD.size + len(member.name) + member.packed, 0
        for size in self._sizes[member.volume :]:
            if not size:
                return False
            left = place - size
            if left <= 0:
                break
            place = left
        try:
            self._data(member).close()
        except _DAMAGED:
            return False
        return left <= 0

    def _data(self, member: Member) -> "IO[bytes]":
        """Return a file that stands before a member's data."""
        file = _opened(self._volumes, member.volume, member.offset)
        head = _HEAD.unpack(_exactly(file, _HEAD.size))
        if head[0] != b"PK\3\4" or _exactly(file, head[-2]) != member.name:
            file.close()
            raise _DamagedError("a member is not where the directory says")
        _exactly(file, head[-1])
        return file

    def _damaged(self, error: Exception) -> DraftError:
        reason = getattr(error, "strerror", None) or error
        hint = "It may have been downloaded in part. All volumes (.z01, .z02, …) lie beside the .zip."
        return DraftError(f"{self.path} cannot be read as a zip: {reason}.", hint)


class _DamagedError(Exception):
    """Something is not where it should be."""


_DAMAGED = (_DamagedError, OSError, ValueError, EOFError, zlib.error, struct.error)


@dataclass(frozen=True, slots=True)
class _End:
    """What an archive's end says of its directory."""

    last: int  # the number of the last volume, from 0
    volume: int  # where the directory begins
    offset: int
    size: int
    locator: bytes

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the end of the last volume."""
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(max(0, size - _LOCATOR.size - _END.size - _LONGEST_COMMENT))
            tail = file.read()
        place = len(tail)
        while (place := tail.rfind(b"PK\5\6", 0, place)) >= 0:
            if place + _END.size <= len(tail):
                _, last, volume, _, _, length, offset, comment = _END.unpack_from(tail, place)
                if place + _END.size + comment <= len(tail):
                    return cls(last, volume, offset, length, tail[max(0, place - _LOCATOR.size) : place])
        raise _DamagedError("it has no directory")

    def large(self, volumes: tuple[Path, ...]) -> "_End":
        """Return what the end of a large archive says in more bits, where there is one."""
        if len(self.locator) < _LOCATOR.size or not self.locator.startswith(b"PK\6\7"):
            return self
        _, volume, offset, _ = _LOCATOR.unpack(self.locator)
        with _opened(volumes, volume, offset) as file:
            magic, *_, begins, _, _, size, start = _LARGE_END.unpack(_exactly(file, _LARGE_END.size))
        if magic != b"PK\6\6":
            raise _DamagedError("its directory is not where its end says")
        return _End(self.last, begins, start, size, b"")


def _opened(volumes: Sequence[Path], volume: int, offset: int) -> "IO[bytes]":
    """Return a file that stands at an offset in a volume, and goes on in the volumes after it."""
    if volume >= len(volumes):
        raise _DamagedError("there are not so many volumes")
    if offset > volumes[volume].stat().st_size:
        raise EOFError("it is cut short")
    file = volumes[volume].open("rb")
    file.seek(offset)
    return io.BufferedReader(_Volumes(file, volumes[volume + 1 :]))


class _Volumes(io.RawIOBase):
    """An open volume, and the volumes after it as one file with it."""

    def __init__(self, file: "IO[bytes]", others: Sequence[Path]) -> None:
        self._file = file
        self._others = iter(others)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not (data := self._file.read(len(buffer))):
            following = next(self._others, None)
            if following is None:
                return 0
            self._file.close()
            self._file = following.open("rb")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _members(file: "IO[bytes]", size: int) -> Iterator[Member]:
    """Yield the directory's entries that can be read: whole files, stored or deflated, and not encrypted."""
    while size > 0:
        entry = _ENTRY.unpack(_exactly(file, _ENTRY.size))
        magic, _, _, flags, method, _, _, crc, packed, full, names, extras, comments, volume, _, _, offset = entry
        if magic != b"PK\1\2":
            raise _DamagedError("its directory is broken")
        name, extra, _ = (_exactly(file, length) for length in (names, extras, comments))
        size -= _ENTRY.size + names + extras + comments
        full, packed, offset, volume = _in_more_bits(extra, full, packed, offset, volume)
        if method in {_STORED, _DEFLATED} and not flags & _ENCRYPTED:
            yield Member(name, volume, offset, packed, full, crc, method)


def _in_more_bits(extra: bytes, full: int, packed: int, offset: int, volume: int) -> tuple[int, int, int, int]:
    """Return the numbers of an entry, those from its extra field that are too large for their own."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            held = io.BytesIO(extra[place + 4 : place + 4 + length])
            full, packed, offset = (_wide(held, "<Q") if n == _ELSEWHERE else n for n in (full, packed, offset))
            return full, packed, offset, _wide(held, "<I") if volume == _MOST_VOLUMES else volume
        place += 4 + length
    return full, packed, offset, volume


def _wide(held: io.BytesIO, form: str) -> int:
    number: int = struct.unpack(form, held.read(struct.calcsize(form)))[0]
    return number


def _unpacked(file: "IO[bytes]", member: Member) -> bytes:
    """Return a member's data, no more than one byte too many of it."""
    if member.method == _STORED:
        return _exactly(file, min(member.packed, member.size + 1))
    inflate, data, left = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), member.packed
    while left and not inflate.eof and len(data) <= member.size:
        chunk = _exactly(file, min(left, _CHUNK))
        left -= len(chunk)
        data += inflate.decompress(chunk, member.size + 1 - len(data))
    return bytes(data)


def _exactly(file: "IO[bytes]", count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError("it is cut short")
    return data


def _base(name: bytes) -> str:
    return re.split(rb"[/\\]", name)[-1].decode("utf-8", "replace")
