"""Zip archives in volumes: nothing wrong is ever read from them, and what is whole is read whatever else is missing."""

import io
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zips import write_volumes

from capassist.dataset.spanned import Archive
from capassist.errors import DraftError

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers

MOST = 1_000_000
FILES = {f"all/{number}.png": random.Random(number).randbytes(100 * number) + bytes(400) for number in range(1, 9)}
WANTED = {f"{number}.png" for number in range(1, 10)}


def content(archive: Archive) -> dict[str, bytes | None]:
    """Return what can be read of the wanted files."""
    return {name: archive.read(member, MOST) for name, member in archive.find(WANTED).items()}


def expected(files: Mapping[str, bytes] = FILES) -> dict[str, bytes]:
    return {name.removeprefix("all/"): data for name, data in files.items()}


@pytest.fixture
def volumes(tmp_path: Path) -> list[Path]:
    return write_volumes(tmp_path / "img.zip", FILES, [1000, 2500, 3000])


@pytest.mark.parametrize("damage", ["nothing", "no zip", "cut short", "without its directory", "a folder"])
def test_a_file_that_is_no_whole_archive_is_one_sentence(damage: str, tmp_path: Path, volumes: list[Path]) -> None:
    path = volumes[-1]
    if damage == "a folder":
        path.unlink()
        path.mkdir()
    else:
        whole = path.read_bytes()
        kept = {"nothing": b"", "no zip": b"<html>", "cut short": whole[:-30], "without its directory": whole[-26:]}
        path.write_bytes(kept[damage])
    with pytest.raises(DraftError, match=r"img\.zip cannot be read as a zip: "):
        content(Archive(path))


@pytest.mark.parametrize("gone", range(3), ids=["first", "middle", "last but one"])
def test_what_lies_in_the_other_volumes_is_read(gone: int, volumes: list[Path]) -> None:
    volumes[gone].unlink()
    archive = Archive(volumes[-1])
    found = content(archive)
    assert archive.missing == 1
    assert 0 < len(found) < len(FILES)
    assert found.items() <= expected().items()


def test_a_volume_cut_short_gives_nothing_wrong(volumes: list[Path]) -> None:
    volumes[1].write_bytes(volumes[1].read_bytes()[:700])
    found = content(Archive(volumes[-1]))
    read = {name: data for name, data in found.items() if data is not None}
    assert 0 < len(read) < len(FILES)
    assert read.items() <= expected().items()


def test_volumes_in_the_wrong_order_give_nothing_wrong(volumes: list[Path]) -> None:
    first, second = volumes[0].read_bytes(), volumes[1].read_bytes()
    volumes[0].write_bytes(second)
    volumes[1].write_bytes(first)
    read = {name: data for name, data in content(Archive(volumes[-1])).items() if data is not None}
    assert len(read) < len(FILES)
    assert read.items() <= expected().items()


def test_a_changed_byte_is_noticed(volumes: list[Path]) -> None:
    data = bytearray(volumes[0].read_bytes())
    data[100] ^= 1
    volumes[0].write_bytes(data)
    assert content(Archive(volumes[-1]))["1.png"] is None


@pytest.mark.parametrize("name", ["../../etc/1.png", "/1.png", "C:\\x\\1.png", "a/b/1.png"])
def test_names_are_no_paths(name: str, tmp_path: Path) -> None:
    path = write_volumes(tmp_path / "x.zip", {name: b"data"}, [])[0]
    assert content(Archive(path)) == {"1.png": b"data"}
    assert [found.name for found in tmp_path.iterdir()] == ["x.zip"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = write_volumes(tmp_path / "x.zip", {"a": b"", "1.png": bytes(50_000_000)}, [])[0]
    archive = Archive(path)
    member = archive.find(WANTED)["1.png"]
    assert member.packed < MOST
    assert archive.read(member, MOST) is None


def test_a_member_larger_than_it_says_is_not_read(tmp_path: Path) -> None:
    path = write_volumes(tmp_path / "x.zip", {"a": b"", "1.png": bytes(5000)}, [])[0]
    path.write_bytes(path.read_bytes().replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little")))
    assert content(Archive(path)) == {"1.png": None}


def test_encrypted_members_and_other_methods_are_not_there(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("1.png", b"packed" * 100, zipfile.ZIP_BZIP2)
        made.writestr("2.png", b"read")
    (tmp_path / "x.zip").write_bytes(data.getvalue())
    assert content(Archive(tmp_path / "x.zip")) == {"2.png": b"read"}


@pytest.mark.slow
@pytest.mark.parametrize("large", [False, True], ids=["small", "64 bits"])
@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cut_gives_the_same_files(data: st.DataObject, large: bool, tmp_path: Path) -> None:
    names = st.sampled_from(sorted(WANTED)).map(lambda name: f"all/{name}")
    files = data.draw(st.dictionaries(names, st.binary(max_size=300), max_size=6))
    cuts = data.draw(st.lists(st.integers(1, 2000), max_size=12))
    folder = tmp_path / os.urandom(8).hex()
    folder.mkdir()
    volumes = write_volumes(folder / "img.zip", files, cuts, large=large)
    archive = Archive(volumes[-1])
    assert archive.missing == 0
    assert content(archive) == expected(files)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 1500), byte=st.integers(0, 255), large=st.booleans())
def test_any_changed_byte_gives_the_right_file_or_none(place: int, byte: int, large: bool, tmp_path: Path) -> None:
    """But for sizes and checksums of the directory, which nothing else checks, a file is read as it was."""
    files = {"1.png": b"one" * 20, "2.png": b"two" * 50}
    path = write_volumes(tmp_path / "img.zip", files, [40, 130], large=large)[-1]
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    try:
        found = content(Archive(path))
    except DraftError:
        return
    assert {name: read for name, read in found.items() if read is not None}.items() <= files.items()


@pytest.mark.skipif(not shutil.which("zip"), reason="Info-ZIP's zip is not installed")
def test_what_zip_itself_splits_is_read(tmp_path: Path) -> None:
    files = {f"{number}.png": random.Random(number).randbytes(30_000 * number) for number in range(1, 5)}
    (tmp_path / "all").mkdir()
    for name, data in files.items():
        (tmp_path / "all" / name).write_bytes(data)
    subprocess.run(["zip", "-q", "-r", "-s", "64k", "img-split.zip", "all"], cwd=tmp_path, check=True)
    assert len(list(tmp_path.glob("img-split.z*"))) == 5
    assert content(Archive(tmp_path / "img-split.zip")) == files
