"""The cache of what was read: never of anything but the same bytes, never in the way, never for other eyes."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

import capassist
from capassist.drafts import content_cache, open_draft
from capassist.drafts.content_cache import ContentCache, content_key, folder_key, user_cache
from capassist.drafts.plain_values import from_json, to_json
from capassist.model import Draft, Figure, Image, Manuscript, Mention, Panel, Sentence, Step, View


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "contents"


def test_what_was_put_is_got(folder: Path) -> None:
    cache = ContentCache(folder)
    assert cache.get("a") is None
    cache.put("a", b"one")
    cache.put("a", b"two")
    assert (cache.get("a"), cache.get("b")) == (b"two", None)


def test_nobody_else_can_read_it(folder: Path) -> None:
    ContentCache(folder).put("a", b"one")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"one", b"\0" * 40, b"x" * 100])
def test_a_damaged_entry_is_none(folder: Path, damage: bytes) -> None:
    cache = ContentCache(folder)
    cache.put("a", b"one")
    (folder / "a").write_bytes(damage)
    assert cache.get("a") is None


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    cache = ContentCache(folder)
    cache.put("a", b"one")
    folder.chmod(0o777)
    assert cache.get("a") is None
    cache.put("b", b"two")
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.parent.mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    cache = ContentCache(folder)
    cache.put("a", b"one")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_place_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for cache in (ContentCache(tmp_path / "file" / "contents"), ContentCache(None)):
        cache.put("a", b"one")
        assert cache.get("a") is None


def test_what_was_not_used_for_longest_goes_first(folder: Path) -> None:
    cache = ContentCache(folder, max_bytes=400)
    for age, name in enumerate("abc"):
        cache.put(name, bytes(80))
        os.utime(folder / name, (age, age))
    cache.get("a")
    cache.put("d", bytes(80))
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "d"]


def test_the_largest_entry_is_kept_and_no_larger_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ContentCache(folder)
    monkeypatch.setattr(content_cache, "MAX_ENTRY", 9)
    cache.put("a", bytes(9))
    cache.put("b", bytes(10))
    assert (cache.get("a"), cache.get("b")) == (bytes(9), None)
    monkeypatch.setattr(content_cache, "MAX_ENTRY", 8)
    assert cache.get("a") is None  # what grew too large is not read


def test_what_is_no_file_is_no_entry(folder: Path, tmp_path: Path) -> None:
    cache = ContentCache(folder)
    cache.put("a", b"one")
    (folder / "b").symlink_to(folder / "a")
    (folder / "c").mkdir()
    assert (cache.get("b"), cache.get("c")) == (None, None)


@pytest.mark.parametrize(("mode", "used"), [(0o700, True), (0o701, False), (0o740, False), (0o720, False)])
def test_a_folder_that_others_may_look_into_is_not_used(folder: Path, mode: int, used: bool) -> None:
    cache = ContentCache(folder)
    cache.put("a", b"one")
    folder.chmod(mode)
    assert (cache.get("a") is not None) is used


@pytest.mark.parametrize(("most", "kept"), [(224, "abcd"), (223, "bcd"), (112, "cd"), (111, "d"), (0, "")])
def test_as_many_entries_are_kept_as_fit(folder: Path, most: int, kept: str) -> None:
    for age, name in enumerate("abc"):
        ContentCache(folder).put(name, bytes(24))  # 56 bytes with the digest
        os.utime(folder / name, (age, age))
    ContentCache(folder, most).put("d", bytes(24))
    assert "".join(sorted(path.name for path in folder.iterdir())) == kept


def test_an_entry_that_is_used_is_the_newest(folder: Path) -> None:
    ContentCache(folder).put("a", b"one")
    os.utime(folder / "a", (7, 7))
    assert ContentCache(folder).get("a") == b"one"
    assert (folder / "a").stat().st_mtime > 7


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_name: str) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(content_cache, "user_folder", homeless)
    user_cache.cache_clear()
    user_cache().put("a", b"one")
    assert user_cache().get("a") is None
    user_cache.cache_clear()


def test_the_listing_is_closed_where_another_run_removes_an_entry_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = []

    class Listing:
        """What os.scandir returns, of one file that is gone."""

        def __enter__(self) -> Iterator[Path]:
            listed.append("open")
            return iter([folder / "gone"])

        def __exit__(self, *_failure: object) -> None:
            listed.append("closed")

    monkeypatch.setattr("os.scandir", lambda _folder: Listing())
    ContentCache(folder).put("a", b"kept")
    monkeypatch.undo()
    assert listed == ["open", "closed"]
    assert ContentCache(folder).get("a") == b"kept"


def test_a_key_is_of_the_bytes_and_of_what_else_counts(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"x")
    other.write_bytes(b"x")
    assert content_key("pdf", one) == content_key("pdf", other)
    other.write_bytes(b"y")
    keys = {
        content_key("pdf", one),
        content_key("pdf", other),
        content_key("text", one),
        content_key("pdf", one, View(page=2)),
    }
    assert len(keys) == 4
    assert content_key("pdf", tmp_path / "gone") is None


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "t" / "b").mkdir(parents=True)
    for name, data in (("z", b"1234"), ("b/a", b"56789"), ("a", b"0")):
        (tmp_path / "t" / name).write_bytes(data)
    return tmp_path / "t"


def test_the_files_of_a_folder_are_in_order_and_no_more_than_can_be_looked_at(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / ".git").mkdir()
    (tree / ".git" / "config").write_bytes(b"")
    assert [path for path, _ in content_cache._files(tree)] == [str(tree / name) for name in ("a", "z", "b/a")]
    key = folder_key("latex", tree)
    for most, is_read in ((5, True), (4, False)):  # two folders and three files
        monkeypatch.setattr(content_cache, "MOST_FILES", most)
        assert folder_key("latex", tree) == (key if is_read else None)


def test_a_folder_of_too_much_has_no_key(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, is_read in ((10, True), (9, False)):
        monkeypatch.setattr(content_cache, "MAX_FOLDER", most)
        assert (folder_key("latex", tree) is not None) == is_read


@pytest.mark.parametrize("installed", [True, False])
def test_a_changed_program_is_another_one(installed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / ("site-packages" if installed else "src") / "capassist"
    package.mkdir(parents=True)
    for name in ("__init__.py", "other.py"):
        (package / name).write_bytes(b"")
    monkeypatch.setattr(capassist, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(content_cache, "__file__", str(package / "__init__.py"))

    def program() -> str:
        content_cache._program.cache_clear()
        return content_cache._program()

    first = program()
    (package / "other.py").write_bytes(b"more")
    assert (program() == first) is installed  # the files of an installed program do not change one by one
    (package / "__init__.py").write_bytes(b"new")
    assert program() != first
    assert first.startswith(capassist.__version__)
    content_cache._program.cache_clear()


# --- drafts ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    user_cache.cache_clear()
    return paper(tmp_path / "paper.pdf", "Level of the tank.")


def paper(path: Path, caption: str) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    page.draw_rect((100, 100, 400, 300), fill=(0, 0, 1))
    page.insert_text((100, 330), f"Figure 1: {caption}")
    page.insert_text((100, 400), "Figure 1 shows the level of the tank in the second year.")
    document.save(path)
    return path


def caption(path: Path) -> str | None:
    return open_draft(path).figures[0].caption


def test_a_pdf_is_read_once(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_draft(printed)
    monkeypatch.setattr("capassist.drafts.sandbox.bounded", None)  # nothing may be read again
    assert open_draft(printed) == first
    (printed.parent / "moved").mkdir()
    moved = printed.rename(printed.parent / "moved" / printed.name)
    assert (open_draft(moved).path, open_draft(moved).figures) == (moved, first.figures)


def test_a_changed_pdf_is_read_anew(printed: Path) -> None:
    assert caption(printed) == "Level of the tank."
    status = printed.stat()
    paper(printed, "Weight of the tank.")
    os.utime(printed, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert caption(printed) == "Weight of the tank."


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b'{"path": 1}', b'{"figures": 7}', b"\xff\xfe", b"[" * 100_000]
)
def test_an_entry_that_is_no_draft_is_read_anew(printed: Path, data: bytes) -> None:
    key = content_key("paper", printed, printed.name)
    assert key is not None
    user_cache().put(key, data)
    assert caption(printed) == "Level of the tank."


# --- LaTeX ----------------------------------------------------------------------------------------------------------------------

SOURCE = r"""\documentclass{article}\usepackage{graphicx}\begin{document}\input{parts/a}\end{document}"""
FLOAT = r"""\begin{figure}\includegraphics{tank}\caption{Level of the tank.}\label{fig:tank}\end{figure}"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    user_cache.cache_clear()
    folder = tmp_path / "paper"
    (folder / "parts").mkdir(parents=True)
    (folder / "paper.tex").write_text(SOURCE)
    (folder / "parts" / "a.tex").write_text(FLOAT)
    Pillow.new("RGB", (20, 10)).save(folder / "tank.png")
    return folder


def reads(monkeypatch: pytest.MonkeyPatch, folder: Path) -> bool:
    """Return whether the folder's source is read, not taken from the cache."""
    from capassist.drafts import latex

    found: list[Path] = []
    with monkeypatch.context() as patch:
        read = latex.read_latex
        patch.setattr(latex, "read_latex", lambda path: (found.append(path), read(path))[1])
        open_draft(folder)
    return bool(found)


def change_keeping_size_and_time(folder: Path) -> None:
    file = folder / "parts" / "a.tex"
    status = file.stat()
    file.write_text(FLOAT.replace("Level", "Depth"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def touch(folder: Path) -> None:
    os.utime(folder / "paper.tex", (1, 1))  # whether an .aux is older decides what it is good for


CHANGES: dict[str, Callable[[Path], object]] = {
    "a part's text, of the same size and time": change_keeping_size_and_time,
    "a time": touch,
    "a new file": lambda folder: (folder / "tank.pdf").write_bytes(b"%PDF-1.4"),
    "a picture": lambda folder: Pillow.new("RGB", (10, 20)).save(folder / "tank.png"),
    "a picture goes": lambda folder: (folder / "tank.png").unlink(),
    "a picture is renamed": lambda folder: (folder / "tank.png").rename(folder / "Tank.png"),
    "a folder becomes a link": lambda folder: (
        (folder / "parts").rename(folder / "p") and (folder / "parts").symlink_to("p")
    ),
    "the project is larger": lambda folder: (folder.parent / ".git").mkdir(),
}


def test_a_folder_is_read_once(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_draft(written)
    assert not reads(monkeypatch, written)
    assert open_draft(written) == first


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_folder_is_read_anew_after(
    change: Callable[[Path], object], written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_draft(written)
    assert not reads(monkeypatch, written)
    change(written)
    assert reads(monkeypatch, written)


def test_a_change_while_it_is_read_is_not_missed(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from capassist.drafts import latex

    read = latex.read_latex
    with monkeypatch.context() as patch:
        patch.setattr(latex, "read_latex", lambda path: (change_keeping_size_and_time(path), read(path))[1])
        open_draft(written)
    (written / "parts" / "a.tex").write_text(FLOAT)
    assert open_draft(written).figures[0].caption == "Level of the tank."


@pytest.mark.parametrize("name", ["../tank", "../figures/tank"])
def test_a_draft_that_names_files_outside_is_always_read(
    name: str, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (written / "parts" / "a.tex").write_text(FLOAT.replace("{tank}", f"{{{name}}}"))
    (written.parent / ".git").mkdir()
    waiting = (written / "tank.png").rename(written.parent / "waiting.png")
    open_draft(written)
    assert reads(monkeypatch, written)
    picture = written / f"{name}.png"
    picture.parent.mkdir(exist_ok=True)
    waiting.rename(picture)
    assert open_draft(written).figures[0].images[0].path == f"{name}.png"
    assert reads(monkeypatch, written)


def test_a_folder_with_too_much_in_it_has_no_key(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder_key("latex", written) is not None
    monkeypatch.setattr("capassist.drafts.content_cache.MOST_FILES", 3)
    assert folder_key("latex", written) is None
    monkeypatch.setattr("capassist.drafts.content_cache.MOST_FILES", 4)
    assert folder_key("latex", written) is not None
    monkeypatch.setattr("capassist.drafts.content_cache.MAX_FOLDER", 100)
    assert folder_key("latex", written) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_the_folder_is_not_waited_for(written: Path) -> None:
    os.mkfifo(written / "pipe")
    assert folder_key("latex", written) is None
    assert open_draft(written).figures


texts = st.text('aB1 \\{}"\n\x00é\u0301\u2028\ud800\U0001f600', max_size=5)
figures = st.builds(
    Figure,
    texts,
    number=st.none() | texts,
    labels=st.lists(texts, max_size=2).map(tuple),
    panels=st.lists(st.builds(Panel, texts, st.none() | texts), max_size=2).map(tuple),
    images=st.lists(
        st.builds(
            Image,
            texts,
            st.integers(1, 9),
            st.tuples(*[st.floats(0, 900)] * 4),
            st.none() | st.just(View(2, (Step("turn", ((90.0, 0.0, 0.0),)),))),
        ),
        max_size=2,
    ).map(tuple),
    mentions=st.lists(st.builds(Mention, texts, st.just((Sentence("a", "b", ((1, 2),)),))), max_size=2).map(tuple),
)


@pytest.mark.slow
@given(st.lists(figures, max_size=2).map(tuple), st.frozensets(texts))
def test_a_draft_comes_back_as_it_was(found: tuple[Figure, ...], labels: frozenset[str]) -> None:
    draft = Draft(Path("p"), Path("r"), "pdf", "m", figures=found, manuscript=Manuscript(labels=labels))
    assert from_json(Draft, to_json(draft)) == draft
