"""Packed drafts: nothing gets out of the folder, nothing fills the disk, and honest archives open like folders."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capassist.drafts.archives import as_packed, digest_of, is_archive, unpack, write_captioned
from capassist.drafts.writing.replacement import Change
from capassist.errors import DraftError, WriteError
from capassist.model import Draft

pytestmark = pytest.mark.slow


PAPER = b"\\documentclass{article}\\begin{document}Hi\\end{document}\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary folders, so that a test can see what is left there and beside it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def zip_of(path: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def zip_entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


@dataclass
class Entry:
    name: str
    content: bytes = b""
    type: bytes = tarfile.REGTYPE
    link: str = ""


def tar_of(path: Path, entries: list[Entry], mode: str = "w", **options: str) -> Path:
    with tarfile.open(path, mode, **options) as archive:  # type: ignore[call-overload]
        for entry in entries:
            info = tarfile.TarInfo(entry.name)
            info.size, info.type, info.linkname = len(entry.content), entry.type, entry.link
            archive.addfile(info, io.BytesIO(entry.content))
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ESCAPING_NAMES = [
    "../evil.tex",
    "a/../../evil.tex",
    "/evil.tex",
    "\\evil.tex",
    "..\\evil.tex",
    "C:\\evil.tex",
    "c:evil.tex",
    "//host/share/evil.tex",
]


@pytest.mark.parametrize("name", ESCAPING_NAMES)
@pytest.mark.parametrize("pack", ["zip", "tar"])
def test_no_name_climbs_out(name: str, pack: str, tmp_path: Path, temporary: Path) -> None:
    before = set(tmp_path.iterdir())
    if pack == "zip":
        archive = zip_of(tmp_path / "a.zip", [("main.tex", PAPER), (name, b"evil")])
    else:
        archive = tar_of(tmp_path / "a.tar", [Entry("main.tex", PAPER), Entry(name, b"evil")])
    with pytest.raises(DraftError, match="outside the draft's folder"):
        unpack(archive)
    assert set(tmp_path.iterdir()) - before == {archive}
    assert not list(temporary.iterdir())


SPECIAL = {
    "symbolic link": Entry("out", type=tarfile.SYMTYPE, link="/etc"),
    "symbolic link inside": Entry("out", type=tarfile.SYMTYPE, link="main.tex"),
    "hard link": Entry("out", type=tarfile.LNKTYPE, link="main.tex"),
    "character device": Entry("out", type=tarfile.CHRTYPE),
    "block device": Entry("out", type=tarfile.BLKTYPE),
    "pipe": Entry("out", type=tarfile.FIFOTYPE),
}


@pytest.mark.parametrize("entry", SPECIAL.values(), ids=SPECIAL)
def test_tar_holds_nothing_but_files_and_folders(entry: Entry, tmp_path: Path, temporary: Path) -> None:
    archive = tar_of(tmp_path / "a.tar.gz", [Entry("main.tex", PAPER), entry, Entry("out/passwd", b"evil")], "w:gz")
    with pytest.raises(DraftError, match="'out' in it is a link, a device"):
        unpack(archive)
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_zip_holds_nothing_but_files_and_folders(kind: int, tmp_path: Path, temporary: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    link = (zip_entry("out", kind | 0o777), str(outside).encode())
    archive = zip_of(tmp_path / "a.zip", [("main.tex", PAPER), link, ("out/written.tex", b"evil")])
    with pytest.raises(DraftError, match="'out' in it is a link or a device"):
        unpack(archive)
    assert not list(outside.iterdir())
    assert not list(temporary.iterdir())


BOMB = bytes(1 << 20)


def zip_bomb(path: Path, size: int = 200) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("main.tex", "w") as file:
        for _ in range(size):
            file.write(BOMB)
    return path


def lying_zip_bomb(path: Path) -> Path:
    """A bomb whose directory says that it is small."""
    zip_bomb(path, size=20)
    data = path.read_bytes()
    return replaced(path, data, (20 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def replaced(path: Path, data: bytes, old: bytes, new: bytes) -> Path:
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def compressed_bomb(path: Path) -> Path:
    with gzip.open(path, "wb") as file:
        for _ in range(20):
            file.write(BOMB)
    return path


def tar_bomb(path: Path) -> Path:
    with tarfile.open(path, "w:xz", preset=0) as archive:
        info = tarfile.TarInfo("main.tex")
        info.size = 30 << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    return path


def skipped_tar_bomb(path: Path) -> Path:
    """A bomb in an entry whose content no reader would look at."""
    with gzip.open(path, "wb") as file:
        folder = tarfile.TarInfo("folder")
        folder.type, folder.size = tarfile.REGTYPE, 20 << 20
        file.write(folder.tobuf())
        for _ in range(20):
            file.write(BOMB)
    return path


def header_bomb(path: Path) -> Path:
    """A tar whose name, by its header, is 8 GB long."""
    with gzip.open(path, "wb") as file:
        name = tarfile.TarInfo("././@LongLink")
        name.type, name.size = tarfile.GNUTYPE_LONGNAME, 8 << 30
        file.write(name.tobuf(tarfile.GNU_FORMAT) + bytes(4096))
    return path


def sparse_bomb(path: Path) -> Path:
    """A file of one hole, 100 GB wide."""
    info = tarfile.TarInfo("main.tex")
    info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.size": str(10**11), "GNU.sparse.map": f"{10**11},0"}
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
    return path


BOMBS: list[tuple[Callable[[Path], Path], str]] = [
    (zip_bomb, "more than 100 times its size"),
    (lying_zip_bomb, "damaged"),
    (compressed_bomb, "more than 100 times its size"),
    (tar_bomb, "more than 100 times its size"),
    (skipped_tar_bomb, "more than 100 times its size"),
    (header_bomb, "damaged"),
    (sparse_bomb, "with holes"),
]


@pytest.mark.parametrize(("make", "message"), BOMBS, ids=lambda value: getattr(value, "__name__", ""))
def test_bombs_are_not_unpacked(make: Callable[[Path], Path], message: str, tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(DraftError, match=message):
        unpack(make(tmp_path / "bomb"))
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("pack", ["zip", "tar"])
def test_too_many_files(pack: str, tmp_path: Path, temporary: Path) -> None:
    names = [f"{number}.tex" for number in range(3000)]
    if pack == "zip":
        archive = zip_of(tmp_path / "a.zip", [(name, b"") for name in names])
    else:
        archive = tar_of(tmp_path / "a.tar", [Entry(name) for name in names])
    with pytest.raises(DraftError, match="more than 2,000 files"):
        unpack(archive)
    assert not list(temporary.iterdir())


TWINS = {
    "twice": ("main.tex", "main.tex"),
    "case": ("Figs/a.pdf", "figs/A.pdf"),
    "accent": ("caf\u00e9.tex", "cafe\u0301.tex"),
    "detour": ("a.tex", "./a.tex"),
    "slash": ("figs/a.tex", "figs\\a.tex"),
}


@pytest.mark.parametrize("names", TWINS.values(), ids=TWINS)
def test_no_file_hides_another(names: tuple[str, str], tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "a.tar", [Entry(name, PAPER) for name in names])
    with pytest.raises(DraftError, match="is there twice"):
        unpack(archive)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="cannot be unpacked"):
        unpack(tar_of(tmp_path / "a.tar", [Entry("a", b"x"), Entry("a/b.tex", PAPER)]))


def test_encrypted_zip(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", [("main.tex", PAPER)])
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    archive.write_bytes(data)
    with pytest.raises(DraftError, match="is encrypted"):
        unpack(archive)


def test_zip_with_an_uncommon_method(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("main.tex", PAPER * 50)
    with pytest.raises(DraftError, match="method that capassist does not read"):
        unpack(archive)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.tex.gz"])
def test_truncated_archives(name: str, share: float, tmp_path: Path, temporary: Path) -> None:
    archive = packed(tmp_path / name)
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DraftError, match="cannot be unpacked"):
        unpack(archive)
    assert not list(temporary.iterdir())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.zip", "a.tar", "a.tar.gz"]),
    damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
)
def test_damage_is_only_ever_a_draft_error(name: str, damage: list[tuple[float, int]], tmp_path: Path) -> None:
    archive = packed(tmp_path / name)
    data = bytearray(archive.read_bytes())
    for place, byte in damage:
        data[int(place * (len(data) - 1))] = byte
    archive.write_bytes(data)
    try:
        unpack(archive)
    except DraftError as error:
        assert error.hint  # noqa: PT017


# --- what opens -----------------------------------------------------------------------------------------------------------------

CONTENT = {
    "main.tex": PAPER,
    "figs/Übersicht 1.png": bytes(range(256)) * 20,
    "figs/inner.zip": b"PK\x03\x04 stays packed",
}


def packed(path: Path) -> Path:
    if path.name.endswith(".zip"):
        return zip_of(path, list(CONTENT.items()))
    if path.name.endswith(".tex.gz"):
        path.write_bytes(gzip.compress(PAPER))
        return path
    mode = {"tar": "w", "gz": "w:gz", "tgz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}[path.name.rpartition(".")[2]]
    return tar_of(path, [Entry(name, content) for name, content in CONTENT.items()], mode)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_archives_open_like_folders(name: str, tmp_path: Path, temporary: Path) -> None:
    archive = packed(tmp_path / name)
    assert is_archive(archive)
    folder = unpack(archive)
    assert files(folder) == CONTENT
    assert folder.parent == temporary
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.tar.gz").rename(tmp_path / "2101.00001.gz")
    assert files(unpack(archive)) == CONTENT


@pytest.mark.parametrize(
    ("name", "compress", "inside"),
    [
        ("paper.tex.gz", gzip.compress, "paper.tex"),
        ("2101.00001.gz", gzip.compress, "2101.00001.tex"),
        ("2101.00001", gzip.compress, "2101.00001.tex"),
        ("paper.tex.bz2", bz2.compress, "paper.tex"),
        ("paper.tex.xz", lzma.compress, "paper.tex"),
    ],
)
def test_one_compressed_file(name: str, compress: Callable[[bytes], bytes], inside: str, tmp_path: Path) -> None:
    archive = tmp_path / name
    archive.write_bytes(compress(PAPER))
    assert is_archive(archive)
    assert files(unpack(archive)) == {inside: PAPER}


def test_the_only_folder_is_the_draft(tmp_path: Path) -> None:
    folder = unpack(zip_of(tmp_path / "a.zip", [("paper/", b""), ("paper/main.tex", PAPER)]))
    assert folder.name == "paper"
    assert files(folder) == {"main.tex": PAPER}


def test_folders_may_be_empty_and_named_twice(tmp_path: Path) -> None:
    folders = [
        Entry("./", type=tarfile.DIRTYPE),
        Entry("figs", type=tarfile.DIRTYPE),
        Entry("figs/", type=tarfile.DIRTYPE),
    ]
    folder = unpack(tar_of(tmp_path / "a.tar", [*folders, Entry("main.tex", PAPER)]))
    assert (folder / "figs").is_dir()
    assert files(folder) == {"main.tex": PAPER}


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    archive = tar_of(tmp_path / "a.tar", [Entry("größe.tex", PAPER)], encoding="latin-1", format=tarfile.GNU_FORMAT)  # type: ignore[arg-type]
    assert list(files(unpack(archive)).values()) == [PAPER]


def test_what_macos_adds_is_left_out(tmp_path: Path) -> None:
    archive = zip_of(tmp_path / "a.zip", [("main.tex", PAPER), ("__MACOSX/._main.tex", b"x"), ("._main.tex", b"x")])
    assert files(unpack(archive)) == {"main.tex": PAPER}


def test_modes_are_not_taken_over(tmp_path: Path) -> None:
    folder = unpack(zip_of(tmp_path / "a.zip", [(zip_entry("main.tex", stat.S_IFREG | 0o6777), PAPER)]))
    assert stat.S_IMODE((folder / "main.tex").stat().st_mode) & 0o7111 == 0


@pytest.mark.parametrize("data", [b"", b"\\documentclass{article}", b"%PDF-1.5\n", bytes(1024), b"\x89PNG\r\n"])
def test_other_files_are_no_archives(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    assert not is_archive(file)


def test_what_is_kept_of_a_packed_draft_lies_beside_the_archive() -> None:
    draft = as_packed(Draft(Path("/tmp/x"), Path("/tmp/x"), "latex", "main.tex"), Path("papers/paper.zip"))
    assert (draft.path, draft.home, draft.name) == (Path("papers/paper.zip"), Path("papers"), "paper.zip/main.tex")


# Written anew -------------------------------------------------------------------------------------------------------------

SOURCE = b"\\documentclass{article}\\begin{document}\\begin{figure}\\includegraphics{a}\\caption{Old.}\\end{figure}\\end{document}"
NEW = SOURCE.replace(b"Old.", b"New.")
MEMBERS = {"paper/b.png": b"\x89PNG", "paper/main.tex": SOURCE, "paper/old/main.tex": SOURCE, "paper/a.txt": b"a\r\n"}


def as_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = b"of the author"
        for number, (name, data) in enumerate(MEMBERS.items()):
            info = zipfile.ZipInfo(name, (2020, 1, 1 + number, 12, 0, 2 * number))
            info.external_attr = (stat.S_IFREG | 0o640) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED)


def as_tar(mode: str) -> Callable[[Path], None]:
    def pack(path: Path) -> None:
        with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
            for number, (name, data) in enumerate(MEMBERS.items()):
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(data), 1_600_000_000 + number, 0o640
                archive.addfile(info, io.BytesIO(data))

    return pack


def listed(path: Path) -> list[tuple[object, ...]]:
    """Return name, date, rights and contents of each member, in order."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return [
                (m.filename, m.date_time, m.external_attr, m.compress_type, archive.read(m)) for m in archive.infolist()
            ]
    with tarfile.open(path) as packed:
        return [(m.name, m.mtime, m.mode, packed.extractfile(m).read()) for m in packed]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "written", "pack"),
    [
        ("paper.zip", "paper-captioned.zip", as_zip),
        ("my.paper.ZIP", "my.paper-captioned.ZIP", as_zip),
        ("paper.tar.gz", "paper-captioned.tar.gz", as_tar("w:gz")),
        ("paper.tgz", "paper-captioned.tgz", as_tar("w:gz")),
        ("paper.tar.xz", "paper-captioned.tar.xz", as_tar("w:xz")),
        ("paper.tar", "paper-captioned.tar", as_tar("w")),
        ("2101.00001", "2101.00001-captioned", as_tar("w:gz")),
    ],
)
def test_a_new_archive_differs_in_the_captions_alone(
    tmp_path: Path, name: str, written: str, pack: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    pack(path)
    before = path.read_bytes()
    new = write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)])
    assert new == tmp_path / written
    assert path.read_bytes() == before
    wanted = [(*row[:-1], NEW if row[0] == "paper/main.tex" else row[-1]) for row in listed(path)]
    assert listed(new) == wanted
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == sorted([name, written])


def test_a_paper_of_one_compressed_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "paper.tex.gz"
    path.write_bytes(gzip.compress(SOURCE))
    new = write_captioned(path, [Change("paper.tex", Path("x"), SOURCE, NEW)])
    assert (new.name, gzip.decompress(new.read_bytes())) == ("paper-captioned.tex.gz", NEW)


def test_what_was_written_before_is_replaced_while_it_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "paper.zip"
    as_zip(path)
    new = write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)])
    own = digest_of(new)
    with pytest.raises(WriteError, match=r"is there already, so it is left as it is\."):
        write_captioned(path, [Change("main.tex", Path("x"), SOURCE, b"newer")])
    assert digest_of(new) == own
    write_captioned(path, [Change("main.tex", Path("x"), SOURCE, b"newer")], own)
    assert zipfile.ZipFile(new).read("paper/main.tex") == b"newer"
    with pytest.raises(WriteError, match=r"was changed since it was written, so it is left as it is\."):
        write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)], own)
    assert zipfile.ZipFile(new).read("paper/main.tex") == b"newer"
    moved = new.rename(tmp_path / "elsewhere.zip")
    write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)], own)
    new.unlink()
    new.symlink_to(moved)
    with pytest.raises(WriteError, match="was changed since"):
        write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)], digest_of(moved))
    assert not [*tmp_path.glob("*.tmp")]


@pytest.mark.parametrize("kind", ["file", "link to nowhere"])
def test_no_file_is_written_over(tmp_path: Path, kind: str) -> None:
    path, there = tmp_path / "paper.zip", tmp_path / "paper-captioned.zip"
    as_zip(path)
    there.write_bytes(b"mine") if kind == "file" else there.symlink_to("nowhere")
    with pytest.raises(WriteError, match="is there already"):
        write_captioned(path, [Change("main.tex", Path("x"), SOURCE, NEW)])
    assert there.is_symlink() or there.read_bytes() == b"mine"


@pytest.mark.parametrize(
    "change", [Change("main.tex", Path("x"), b"else", NEW), Change("gone.tex", Path("x"), SOURCE, NEW)]
)
def test_an_archive_that_changed_is_left(tmp_path: Path, change: Change) -> None:
    as_zip(tmp_path / "paper.zip")
    with pytest.raises(WriteError):
        write_captioned(tmp_path / "paper.zip", [change])
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["paper.zip"]
