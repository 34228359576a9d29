"""Papers, archives and decisions as they come: a sentence that names the file, the documented exit code, nothing lost."""

import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app

DECIDED = "Share of the corpora that were read."


def run(*arguments: object) -> tuple[int, str]:
    """Return the exit code and what was said on one line."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, " ".join(result.output.split())


def decisions_for(path: Path) -> Path:
    """Accept a text for one figure by a file that `suggest` wrote, and return it."""
    arguments = ["suggest", str(path), "--figure", "fig:share", "--json"]
    record = json.loads(CliRunner().invoke(app, arguments).stdout)
    record["drafts"][0] |= {"verdict": "edit", "text": DECIDED}
    file = path.parent / "entscheidungen für später.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    return file


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*.tex")}


# Decisions ------------------------------------------------------------------------------------------------------------


def later(record: dict[str, Any]) -> None:
    record["schema"] = "capassist.drafts/2"


def doubled(record: dict[str, Any]) -> None:
    record["drafts"].append(record["drafts"][0] | {"text": "Another."})


def no_list(record: dict[str, Any]) -> None:
    record["drafts"] = {"fig:share": record["drafts"][0]}


def no_figure(record: dict[str, Any]) -> None:
    record["drafts"][0]["figure"] = "fig:none"


def other_words(record: dict[str, Any]) -> None:
    record["paper"]["sketch"] = ["00000000"] * len(record["paper"]["sketch"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (later, "was written by a later version of capassist (capassist.drafts/2). Update capassist"),
        (doubled, "has two decisions for fig:share. Leave one of them."),
        (no_list, "is not a decisions file."),
        (no_figure, "The draft has no figure 'fig:none'"),
        (other_words, "holds decisions for another paper, main.tex; this one has another text. Nothing was written."),
    ],
)
def test_decisions_that_do_not_fit_are_refused_by_name(change: Callable[[Any], None], said: str, paper: Path) -> None:
    file, before = decisions_for(paper), files(paper)
    record = json.loads(file.read_text(encoding="utf-8"))
    change(record)
    file.write_text(json.dumps(record), encoding="utf-8")
    code, output = run("apply", paper, "--decisions", file, "--yes")
    assert (code, said in output, files(paper)) == (3, True, before)


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-60], lambda data: b"", lambda data: b"\xff" + data, lambda data: data.replace(b'"', b"'")],
    ids=["cut short", "empty", "no text", "no JSON"],
)
def test_a_damaged_file_of_decisions_is_named(damage: Callable[[bytes], bytes], paper: Path) -> None:
    file, before = decisions_for(paper), files(paper)
    file.write_bytes(damage(file.read_bytes()))
    code, output = run("apply", paper, "--decisions", file, "--yes")
    assert (code, files(paper)) == (3, before)
    assert "entscheidungen für später.json is not a decisions file." in output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_decisions_are_read_as_windows_writes_them(encoding: str, paper: Path) -> None:
    file = decisions_for(paper)
    file.write_text(file.read_text(encoding="utf-8"), encoding=encoding)
    assert run("apply", paper, "--decisions", file, "--yes")[0] == 0
    assert DECIDED in (paper / "main.tex").read_text()


# Folders --------------------------------------------------------------------------------------------------------------


def test_a_paper_whose_names_have_blanks_and_accents_is_written_and_taken_back(paper: Path) -> None:
    (paper / "main.tex").rename(paper / "Entwurf (3) für Ömer.tex")
    folder = paper.rename(paper.with_name("Über uns & mehr"))
    file, before = decisions_for(folder), files(folder)
    code, output = run("apply", folder, "--decisions", file, "--yes")
    assert code == 0
    assert f"capassist undo '{folder}'" in output
    assert run("undo", folder, "--yes")[0] == 0
    assert files(folder) == before


def test_a_paper_with_line_ends_of_windows_keeps_them(paper: Path) -> None:
    main = paper / "main.tex"
    before = main.read_bytes().replace(b"\n", b"\r\n")
    main.write_bytes(before)
    assert run("apply", paper, "--decisions", decisions_for(paper), "--yes")[0] == 0
    after = main.read_bytes()
    assert after == before.replace(b"TODO", DECIDED.encode())
    main.write_bytes(after.replace(b"Each arrow", b"Every arrow"))
    code, output = run("undo", paper, "--yes")
    assert (code, "What was changed elsewhere in main.tex since stays." in output) == (0, True)
    assert main.read_bytes() == before.replace(b"Each arrow", b"Every arrow")


def test_a_folder_whose_state_has_no_place_says_what_is_in_the_way(paper: Path) -> None:
    file, before = decisions_for(paper), files(paper)
    for path in sorted((paper / ".capassist").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (paper / ".capassist").rmdir()
    (paper / ".capassist").write_text("mine")
    code, output = run("apply", paper, "--decisions", file, "--yes")
    assert (code, files(paper)) == (6, before)
    assert ".capassist is a file, so nothing can be kept there. Move it elsewhere." in output
    assert (paper / ".capassist").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_left(paper: Path) -> None:
    file = decisions_for(paper)
    paper.chmod(0o500)
    try:
        code, output = run("apply", paper, "--decisions", file, "--yes")
    finally:
        paper.chmod(0o700)
    assert (code, "cannot be" in output) == (6, True)


def test_a_file_that_may_not_be_written_is_named_with_the_way_on(paper: Path) -> None:
    file, before = decisions_for(paper), files(paper)
    (paper / "main.tex").chmod(0o400)
    code, output = run("apply", paper, "--decisions", file, "--yes")
    assert (code, files(paper)) == (6, before)
    assert "main.tex is read-only. Allow writing first: chmod u+w" in output


def test_a_main_file_that_lies_elsewhere_is_read_where_it_is(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    (folder / "main.tex").symlink_to(paper / "main.tex")
    code, output = run("scan", folder)
    assert (code, "main.tex leads out of the draft." in output) == (3, True)
    assert "name it where it is" in output
    assert run("apply", folder / "main.tex", "--decisions", decisions_for(folder / "main.tex"), "--yes")[0] == 0
    assert (folder / "main.tex").is_symlink()
    assert DECIDED in (paper / "main.tex").read_text()


def test_a_link_to_the_paper_beside_it_is_no_other_paper(paper: Path) -> None:
    (paper / "main.tex").rename(paper / "text.tex")
    (paper / "main.tex").symlink_to("text.tex")
    assert "other complete documents" not in run("scan", paper)[1]


def test_undo_takes_back_what_was_written_into_the_paper_that_is_named(paper: Path) -> None:
    source = (paper / "main.tex").read_text()
    (paper / "zweites.tex").write_text(source.replace("the run time", "the time"))
    first, second = paper / "main.tex", paper / "zweites.tex"
    for path in (first, second):
        assert run("apply", path, "--decisions", decisions_for(path), "--yes")[0] == 0
    assert run("undo", first, "--yes")[0] == 0
    assert first.read_text() == source
    assert DECIDED in second.read_text()
    code, output = run("undo", first, "--yes")
    assert (code, "nothing to take back" in output or "already taken back" in output) == (6, True)
    assert run("undo", second, "--yes")[0] == 0


def test_undo_finds_what_was_written_before_the_main_file_had_another_name(paper: Path) -> None:
    source = (paper / "main.tex").read_text()
    _, figure, end = source.partition("\\begin{figure}\n  \\includegraphics{share}")
    figure += end.partition("\\end{figure}")[0] + "\\end{figure}\n"
    (paper / "part.tex").write_text(figure)
    (paper / "main.tex").write_text(source.replace(figure, "\\input{part}\n"))
    assert run("apply", paper, "--decisions", decisions_for(paper), "--yes")[0] == 0
    (paper / "main.tex").rename(paper / "paper.tex")
    assert run("undo", paper, "--yes")[0] == 0
    assert (paper / "part.tex").read_text() == figure


# Archives -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def packed(paper: Path, tmp_path: Path) -> Path:
    """Return an archive beside a folder of its name."""
    path = tmp_path / "paper.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(paper / "main.tex", "main.tex")
    return path


def test_an_archive_is_not_taken_for_the_folder_of_its_name(packed: Path, paper: Path) -> None:
    before = files(paper)
    code, output = run("apply", packed, "--decisions", decisions_for(packed), "--yes")
    assert (code, files(paper)) == (0, before)
    assert f"capassist check {packed.with_name('paper-captioned.zip')}" in output or "capassist review" in output


@pytest.mark.parametrize("kind", ["folder", "link", "file"])
def test_what_is_in_the_place_of_the_new_archive_stays(kind: str, packed: Path) -> None:
    target = packed.with_name("paper-captioned.zip")
    if kind == "folder":
        target.mkdir()
    elif kind == "link":
        target.symlink_to("nowhere")
    else:
        target.write_bytes(b"mine")
    code, output = run("apply", packed, "--decisions", decisions_for(packed), "--yes")
    assert (code, "is there already, so it is left as it is. Move it elsewhere" in output) == (6, True)
    assert target.is_dir() or target.is_symlink() or target.read_bytes() == b"mine"


def test_a_second_apply_replaces_its_own_archive_and_no_changed_one(packed: Path) -> None:
    file, target = decisions_for(packed), packed.with_name("paper-captioned.zip")
    assert run("apply", packed, "--decisions", file, "--yes")[0] == 0
    file.write_text(file.read_text(encoding="utf-8").replace(DECIDED, "Other words."), encoding="utf-8")
    assert run("apply", packed, "--decisions", file, "--yes")[0] == 0
    assert b"Other words." in zipfile.ZipFile(target).read("main.tex")
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("notes.txt", "mine")
    changed = target.read_bytes()
    code, output = run("apply", packed, "--decisions", file, "--yes")
    assert (code, target.read_bytes()) == (6, changed)
    assert "was changed since it was written, so it is left as it is" in output


def test_a_new_archive_never_drops_a_caption_that_the_last_one_has(packed: Path) -> None:
    file, target = decisions_for(packed), packed.with_name("paper-captioned.zip")
    assert run("apply", packed, "--decisions", file, "--yes")[0] == 0
    before = target.read_bytes()
    rows = [{"figure": "fig:states", "verdict": "edit", "text": "States.", "over": ""}]
    file.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": rows}), encoding="utf-8")
    code, output = run("apply", packed, "--decisions", file, "--yes")
    assert (code, target.read_bytes()) == (6, before)
    assert "has the texts of fig:share, which would not be in the new one" in output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty."),
        (b"PK\3\4 and no more", "cannot be unpacked"),
        (b"words", "is no zip, whatever its name says."),
    ],
)
def test_an_archive_that_is_none_is_named(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.zip"
    path.write_bytes(content)
    for command in ("scan", "suggest", "apply", "disclose", "undo"):
        code, output = run(command, path)
        assert (code, f"paper.zip {said}" in output) == (3, True), output


# Options --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", ["", "  "], ids=["nothing", "spaces"])
def test_an_empty_instruction_is_no_instruction_forgotten(tmp_path: Path, empty: str) -> None:
    code, said = run("suggest", tmp_path, "--instruction", empty)
    assert code == 2
    assert "--instruction is empty. Say what shall be changed" in said
