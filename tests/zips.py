"""Zip archives in volumes, made byte by byte, as large ones and as damaged ones."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

FULL = 0xFFFFFFFF


def write_volumes(path: Path, files: Mapping[str, bytes], cuts: Iterable[int], *, large: bool = False) -> list[Path]:
    """Write the files, every second one deflated, and cut the archive at these offsets; `large` is with all numbers in 64 bits.

    The end of the directory stays whole, as it does in real archives. Returns the volumes in order.
    """
    data, entries = bytearray(), []
    for number, (name, content) in enumerate(files.items()):
        packed, method = (zlib.compress(content)[2:-4], 8) if number % 2 else (content, 0)
        sizes = (zlib.crc32(content), len(packed), len(content))
        entries.append((name.encode(), method, sizes, len(data)))
        data += struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, method, 0, 0, *sizes, len(name.encode()), 0)
        data += name.encode() + packed
    places = sorted({cut for cut in cuts if 0 < cut < len(data)})
    directory, start = (
        b"".join(_entry(name, method, sizes, _at(place, places), large) for name, method, sizes, place in entries),
        len(data),
    )
    data += directory
    end = _end(len(entries), len(directory), _at(start, places), _at(len(data), places), large)
    volumes = [path.with_suffix(f".z{number + 1:02d}") for number in range(len(places))] + [path]
    whole = bytes(data + end)
    for volume, begin, stop in zip(volumes, [0, *places], [*places, len(whole)], strict=True):
        volume.write_bytes(whole[begin:stop])
    return volumes


def _at(place: int, places: list[int]) -> tuple[int, int]:
    """Return the volume of a place in the whole, and the offset there."""
    volume = sum(cut <= place for cut in places)
    return volume, place - [0, *places][volume]


def _entry(name: bytes, method: int, sizes: tuple[int, int, int], at: tuple[int, int], large: bool) -> bytes:
    volume, offset = at
    crc, packed, full = sizes
    extra = b"\x99\x99\2\0ab"
    if large:
        extra += struct.pack("<2H3QI", 1, 28, full, packed, offset, volume)
        packed, full, offset, volume = FULL, FULL, FULL, 0xFFFF
    head = (b"PK\1\2", 45, 45, 0, method, 0, 0, crc, packed, full, len(name), len(extra), 3, volume, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", *head) + name + extra + b"say"


def _end(count: int, size: int, start: tuple[int, int], here: tuple[int, int], large: bool) -> bytes:
    last = here[0]
    if not large:
        return struct.pack("<4s4H2IH", b"PK\5\6", last, start[0], count, count, size, start[1], 4) + b"bye!"
    numbers = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, last, start[0], count, count, size, start[1])
    locator = struct.pack("<4sIQI", b"PK\6\7", *here, last + 1)
    return numbers + locator + struct.pack("<4s4H2IH", b"PK\5\6", last, *[0xFFFF] * 3, FULL, FULL, 4) + b"bye!"
