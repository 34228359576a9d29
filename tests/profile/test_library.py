"""Earlier papers of the author: what is kept of them, and that nothing stays once they are removed."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import SettingsError, UsageError, WriteError
from capassist.files import library_file
from capassist.model import EarlierPaper
from capassist.profile.library import (
    add_paper,
    by_voice,
    earlier_papers,
    find_paper,
    find_voice,
    load_library,
    remove_papers,
)
from capassist.testing import ChatServer


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A draft without any caption of its own."""
    folder = tmp_path / "bare"
    folder.mkdir()
    source = r"\documentclass{article}\begin{document}Figure~\ref{fig:a} shows the speed of the parser in words. \begin{figure}\includegraphics{a}\label{fig:a}\end{figure}\end{document}"
    (folder / "main.tex").write_text(source)
    return folder


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", '{"schema": "other/1", "papers": []}', '{"schema": "capassist.library/1"}',
        '{"schema": "capassist.library/1", "papers": [{"name": "a"}]}',
        '{"schema": "capassist.library/1", "papers": [{"name": "a", "title": null, "added": "", "captions": [{"number": 1, "type": null, "caption": "A."}]}]}',
        '{"schema": "capassist.library/1", "papers": [{"name": "a", "title": null, "added": "", "captions": [{"number": "1", "type": "song", "caption": "A."}]}]}',
        "\x00\xff",
    ],
)  # fmt: skip
def test_a_damaged_library_is_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "library.json"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError) as raised:
        load_library(file)
    assert "damaged" in raised.value.message
    assert "capassist library add" in raised.value.hint


def test_what_is_kept_are_captions_and_nothing_else_of_the_paper(tmp_path: Path, paper: Path) -> None:
    file = tmp_path / "data" / "library.json"
    add_paper(file, open_draft(paper))
    text = file.read_text()
    assert "dashed line is quadratic" in text
    assert "square of the length" not in text  # a paragraph
    assert "TODO" not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (kept,) = load_library(file)
    assert [figure.caption for figure in kept.figures] == ["Run time against length. The dashed line is quadratic."]


def test_a_paper_is_kept_once(tmp_path: Path, paper: Path) -> None:
    file = tmp_path / "library.json"
    assert add_paper(file, open_draft(paper)) == add_paper(file, open_draft(paper))
    assert len(load_library(file)) == 1


def test_removed_without_a_trace(tmp_path: Path, paper: Path) -> None:
    file = tmp_path / "data" / "library.json"
    name = add_paper(file, open_draft(paper)).name
    assert remove_papers(file, [name]) == (name,)
    assert not file.parent.exists()


def test_a_name_that_is_not_there_removes_nothing(tmp_path: Path, paper: Path) -> None:
    file = tmp_path / "library.json"
    name = add_paper(file, open_draft(paper)).name
    with pytest.raises(UsageError, match="no paper 'other'"):
        remove_papers(file, [name, "other"])
    assert len(load_library(file)) == 1


def test_a_paper_without_captions_is_refused(tmp_path: Path, bare: Path) -> None:
    with pytest.raises(UsageError, match="no written captions"):
        add_paper(tmp_path / "library.json", open_draft(bare))
    assert not (tmp_path / "library.json").exists()


def test_what_cannot_be_read_or_written_is_one_sentence(
    tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="cannot be read: "):
        load_library(tmp_path)

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("capassist.profile.library.write_whole", full)
    with pytest.raises(WriteError, match="cannot be written: No space left on device"):
        add_paper(tmp_path / "library.json", open_draft(paper))


PAPERS = tuple(
    EarlierPaper(name, title, (), "2026-01-01", voice)
    for name, title, voice in (("a", "Growth", "Ann"), ("b", None, "ben"), ("c", None, "ANN"), ("d", None, ""))
)


def test_papers_are_kept_by_the_voice_they_were_added_as() -> None:
    assert {voice: [paper.name for paper in papers] for voice, papers in by_voice(PAPERS).items()} == {
        "Ann": ["a", "c"],
        "ben": ["b"],
    }
    assert [paper.name for paper in find_voice(PAPERS, "ann")] == ["a", "c"]
    with pytest.raises(UsageError, match="'Cy'") as raised:
        find_voice(PAPERS, "Cy")
    assert raised.value.hint == "Kept are Ann, ben."
    with pytest.raises(UsageError) as raised:
        find_voice(PAPERS[3:], "Cy")
    assert "voice train" in raised.value.hint


def test_a_paper_is_found_by_its_name() -> None:
    assert find_paper(iter(PAPERS), "b") is PAPERS[1]
    for papers, hint in ((PAPERS[:2], "It has a, b."), ((), "It is empty.")):
        with pytest.raises(UsageError, match="no paper 'x'") as raised:
            find_paper(papers, "x")
        assert raised.value.hint == hint


def test_one_of_two_papers_is_removed(tmp_path: Path, paper: Path) -> None:
    file = tmp_path / "data" / "library.json"
    first = add_paper(file, open_draft(paper)).name
    renamed = paper.rename(tmp_path / "icml24")
    add_paper(file, open_draft(renamed), "Ann")
    assert remove_papers(file, [first]) == (first,)
    (left,) = load_library(file)
    assert (left.name, left.voice) == ("icml24", "Ann")
    (file.parent / "other").touch()
    assert remove_papers(file, ["icml24"]) == ("icml24",)
    assert [path.name for path in file.parent.iterdir()] == ["other"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("icml24/main.tex", "icml24"),
        ("icml24/src/main.tex", "icml24"),
        ("icml24/growth.tex", "growth"),
        ("icml24", "icml24"),
        ("icml24/Paper/tex", "icml24"),
        ("my paper (2)/main.tex", "my-paper-2"),
    ],
)
def test_the_name_that_a_paper_is_kept_under(tmp_path: Path, paper: Path, path: str, name: str) -> None:
    draft = open_draft(paper)
    there = tmp_path / "papers" / path
    there.parent.mkdir(parents=True)
    there.touch() if there.suffix else there.mkdir()
    assert add_paper(tmp_path / "library.json", replace(draft, path=there)).name == name


def test_earlier_papers_are_those_of_another_name_and_title(tmp_path: Path, paper: Path) -> None:
    file, draft = tmp_path / "library.json", replace(open_draft(paper), title="Growth")
    add_paper(file, draft)
    other = replace(draft, path=tmp_path / "other")
    assert earlier_papers(file, draft) == ()
    assert earlier_papers(file, replace(draft, title=None)) == ()  # of the same name
    assert earlier_papers(file, other) == ()  # of the same title
    assert earlier_papers(file, replace(other, title="Decay")) == load_library(file) != ()


def test_the_commands(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.platform", "linux")
    renamed = paper.rename(tmp_path / "icml24")
    assert run("library", "list").stderr == "The library is empty. Next: capassist library add PAPER\n"
    assert run("library", "add", renamed).stderr == "icml24: 1 caption.\n"
    assert library_file().is_relative_to(tmp_path / "data")
    (row,) = json.loads(run("library", "list", "--json").stdout)["papers"]
    assert (row["name"], row["captions"]) == ("icml24", 1)
    assert "dashed line" in run("library", "show", "icml24").stdout
    assert run("library", "remove", "icml24").exit_code == 0
    assert not library_file().exists()
    assert run("library", "show", "icml24").exit_code == 2


class TestUse:
    @pytest.fixture(autouse=True)
    def _kept(self, paper: Path, tmp_path: Path) -> None:
        add_paper(library_file(), open_draft(paper.rename(tmp_path / "icml24")))

    def test_a_draft_without_captions_imitates_earlier_ones(self, bare: Path) -> None:
        (draft,) = json.loads(run("suggest", bare, "--json").stdout)["drafts"]
        assert "dashed line is quadratic" in json.dumps(draft)
        shown = run("profile", bare)
        assert "1 of your earlier papers" in shown.stdout
        assert (
            "in your earlier paper icml24" in shown.stdout or "a caption of your earlier paper icml24" in shown.stdout
        )

    def test_a_draft_with_captions_of_its_own_does_not(self, tmp_path: Path) -> None:
        floats = "".join(
            f"\\begin{{figure}}\\caption{{Speed {n} of it.}}\\label{{fig:{n}}}\\end{{figure}}" for n in range(3)
        )
        (tmp_path / "main.tex").write_text(
            f"\\documentclass{{article}}\\begin{{document}}{floats}\\begin{{figure}}\\label{{fig:x}}\\end{{figure}}\\end{{document}}"
        )
        assert "earlier" not in run("profile", tmp_path / "main.tex").stdout

    def test_nothing_of_it_leaves_without_a_server_and_it_is_announced_with_one(self, bare: Path) -> None:
        with ChatServer() as server:
            run("suggest", bare)
            assert server.requests == []
            result = run("suggest", bare, "--server", server.url, "--model", "m")
            assert "captions of your earlier papers: icml24" in result.stderr
            assert b"dashed line is quadratic" in server.requests[0].body

    def test_an_earlier_paper_is_not_used_for_itself(self, tmp_path: Path) -> None:
        assert "earlier" not in run("profile", tmp_path / "icml24").stdout
