"""Limits of what is unpacked, and where members lie: without archives of that size."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from capassist.drafts import archives
from capassist.errors import DraftError


def target(folder: Path, packed: int = 100) -> archives._Target:
    (folder / "a.tar").write_bytes(bytes(packed))
    return archives._Target(folder / "a.tar", folder / "out")


@pytest.mark.parametrize(
    ("packed", "size", "message"),
    [
        (100, 1_000_000, ""), (100, 1_000_001, "100 times its size"), (20_000, 2_000_000, ""), (20_000, 2_000_001, "100 times its size"),
        (6_000_000, 500_000_000, ""), (6_000_000, 500_000_001, "more than 500 MB"),
    ],
)  # fmt: skip
def test_how_many_bytes_may_be_unpacked(packed: int, size: int, message: str, tmp_path: Path) -> None:
    made = target(tmp_path)
    made.packed = packed
    if message:
        with pytest.raises(DraftError, match=message):
            made.check(size)
    else:
        made.check(size)


def test_two_thousand_files_are_not_too_many(tmp_path: Path) -> None:
    made = target(tmp_path)
    for _ in range(2000):
        made._count()
    with pytest.raises(DraftError, match="more than 2,000 files"):
        made._count()


def test_a_decompressed_tar_is_metered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    made = target(tmp_path)
    monkeypatch.setattr(made, "check", asked.append)
    metered = archives._Metered(io.BytesIO(bytes(5000)), made)
    assert (len(metered.read(512)), metered.tell(), asked) == (512, 512, [512])
    assert metered.seek(4000) == 4000
    assert metered.seek(-1000, io.SEEK_END) == 4000
    assert metered.seek(archives._MAX_BYTES) == archives._MAX_BYTES
    assert asked == [512]
    metered.seek(archives._MAX_BYTES + 1)
    assert asked[1:] == [archives._MAX_BYTES + 1]
    assert (metered.read(0), metered.read(1 << 20)) == (b"", b"")
    for size in (-1, (1 << 20) + 1):
        with pytest.raises(tarfile.ReadError, match="too long"):
            metered.read(size)


NAMES: dict[str, list[str] | str] = {
    "a/b.tex": ["a", "b.tex"],
    "./a\\b.tex": ["a", "b.tex"],
    "a//b/": ["a", "b"],
    "": [],
    ".": [],
    "/etc/a": "outside",
    "\\a": "outside",
    "C:a": "outside",
    "a/../b": "outside",
    "..": "outside",
    "a\0b": "outside",
    "a..b": ["a..b"],
    "ab:c": ["ab:c"],
}


@pytest.mark.parametrize(("name", "parts"), NAMES.items(), ids=map(repr, NAMES))
def test_where_a_member_lies(name: str, parts: list[str] | str, tmp_path: Path) -> None:
    if isinstance(parts, str):
        with pytest.raises(DraftError, match=parts):
            target(tmp_path)._parts(name)
    else:
        assert target(tmp_path)._parts(name) == parts


def test_members_in_folders_that_have_no_entry_of_their_own(tmp_path: Path) -> None:
    made = target(tmp_path)
    for name in ("a/b/c.tex", "a/b/d.tex", "a/e.tex"):
        made.write(name, io.BytesIO(name.encode()))
    made.make_folder("f/g")
    made.make_folder("a/b")
    found = sorted(path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*.tex"))
    assert found == ["a/b/c.tex", "a/b/d.tex", "a/e.tex"]
    assert (made.folder / "f" / "g").is_dir()


@pytest.mark.parametrize("filler", [0, 200_000])
def test_the_checksum_at_the_end_of_a_compressed_tar_is_looked_at(filler: int, tmp_path: Path) -> None:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as made:
        made.addfile(tarfile.TarInfo("main.tex"))
    packed = gzip.compress(plain.getvalue() + bytes(filler))
    damaged = packed[:-8] + bytes(4) + packed[-4:]
    with gzip.open(io.BytesIO(packed)) as file:
        archives._unpack_tar(file, target(tmp_path))  # type: ignore[arg-type]
    again = archives._Target(tmp_path / "a.tar", tmp_path / "again")
    with gzip.open(io.BytesIO(damaged)) as file, pytest.raises(gzip.BadGzipFile):
        archives._unpack_tar(file, again)  # type: ignore[arg-type]
