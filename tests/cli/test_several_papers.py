"""Which of several papers is read is said by every command, and what was decided for one is written into no other."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app

FIGURE = "\\begin{figure}\n\\includegraphics{%s}\n%s\\label{fig:%s}\n\\end{figure}\n"
BODIES = {
    "Parsers": "Figure~\\ref{fig:speed} shows the run time of the parser against the number of words in a sentence. It "
    "grows with the square of the length, and it never takes more than a second on our machine.",
    "Whales": "The songs of whales were heard in every bay of the northern coast. Figure~\\ref{fig:speed} tells how fast "
    "they swim in spring and in autumn, as we measured it from a boat.",
}


def source(title: str, caption: str = "", label: str = "speed") -> str:
    body = BODIES[title].replace("fig:speed", f"fig:{label}")
    return (
        f"\\documentclass{{article}}\n\\title{{{title}}}\n\\begin{{document}}\n\\maketitle\n{body}\n"
        + FIGURE % (title, f"\\caption{{{caption}}}\n" if caption else "", label)
        + "\\end{document}\n"
    )


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, " ".join(result.stderr.split())


def decisions_for(path: Path, text: str = "Decided.") -> Path:
    """Draft the figures, accept a text for each by a file, and return that."""
    record = json.loads(run("suggest", path, "--json")[1])
    for draft in record["drafts"]:
        draft |= {"verdict": "edit", "text": text}
    file = path.parent / "decisions.json"
    file.write_text(json.dumps(record))
    return file


def changed(file: Path, change: Callable[[Any], object]) -> Path:
    record = json.loads(file.read_text())
    change(record)
    file.write_text(json.dumps(record))
    return file


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a folder with two papers whose figures have the same label: paper.tex is read."""
    folder = tmp_path / "two papers"
    folder.mkdir()
    (folder / "paper.tex").write_text(source("Parsers"))
    (folder / "whales.tex").write_text(source("Whales"))
    return folder


@pytest.fixture
def parsers(tmp_path: Path) -> Path:
    folder = tmp_path / "parsers"
    folder.mkdir()
    (folder / "main.tex").write_text(source("Parsers"))
    return folder


@pytest.fixture
def whales(tmp_path: Path) -> Path:
    folder = tmp_path / "whales"
    folder.mkdir()
    (folder / "main.tex").write_text(source("Whales"))
    return folder


# Which paper was read -------------------------------------------------------------------------------------------------

COMMANDS = ["scan", "suggest", "check", "disclose", "apply", "profile", "history", "report", "undo", "library add"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_once_which_paper_was_read_and_how_another_is(command: str, two: Path) -> None:
    options = {"apply": ["--yes"], "undo": ["--yes"], "report": ["--html", str(two.parent / "r.html")]}
    _, stdout, stderr = run(*command.split(), two, *options.get(command, []))
    assert stderr.count("paper.tex was read, but there are other complete documents: whales.tex.") == 1
    assert f"name it: {two / 'whales.tex'}" in stderr
    assert "complete documents" not in stdout


@pytest.mark.parametrize("command", ["scan", "suggest", "check", "disclose", "apply", "profile", "history"])
def test_a_record_has_it_among_its_problems(command: str, two: Path) -> None:
    _, stdout, _ = run(command, two, "--json")
    codes = [problem["code"] for problem in json.loads(stdout)["problems"]]
    assert codes.count("several-main-files") == 1


def test_a_log_in_another_form_has_no_fields_of_ours(two: Path) -> None:
    _, stdout, stderr = run("check", two, "--format", "sarif")
    assert "problems" not in json.loads(stdout)
    assert "whales.tex" in stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_of_a_paper_that_is_named_nothing_is_said(command: str, two: Path) -> None:
    options = ["--html", two.parent / "r.html"] if command == "report" else []
    assert "complete documents" not in run(*command.split(), two / "whales.tex", *options)[2]


def test_of_an_archive_it_is_said_that_it_has_to_be_unpacked(two: Path) -> None:
    path = two.parent / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in two.glob("*.tex"):
            archive.write(file, file.name)
    _, _, stderr = run("suggest", path)
    assert "whales.tex" in stderr
    assert "unpack two.zip and name its .tex file" in stderr


# Which paper was decided on -------------------------------------------------------------------------------------------


def test_decisions_for_another_paper_with_the_same_labels_are_refused(parsers: Path, whales: Path) -> None:
    file, before = decisions_for(parsers), (whales / "main.tex").read_bytes()
    code, _, stderr = run("apply", whales, "--decisions", file, "--yes")
    assert code == 3
    assert "holds decisions for another paper, “Parsers” (main.tex); this one is “Whales” (main.tex)" in stderr
    assert (whales / "main.tex").read_bytes() == before
    assert run("apply", parsers, "--decisions", file, "--yes")[0] == 0


def test_decisions_for_another_main_file_of_the_folder_are_refused_with_the_command_for_it(two: Path) -> None:
    (two / "whales.tex").write_text(source("Parsers"))  # another version of the same text
    file = decisions_for(two / "whales.tex")
    code, _, stderr = run("apply", two, "--decisions", file, "--yes")
    assert code == 3
    assert f"capassist apply '{two / 'whales.tex'}' --decisions" in stderr
    assert run("apply", two / "whales.tex", "--decisions", file, "--yes")[0] == 0
    assert (two / "paper.tex").read_text() == source("Parsers")


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("paper"),
        lambda record: record.update(paper=None),
        lambda record: record.update(paper={"main": "main.tex"}),
    ],
    ids=["missing", "null", "unfinished"],
)
def test_decisions_that_do_not_say_what_they_are_for_are_written(change: Any, parsers: Path, whales: Path) -> None:
    file = changed(decisions_for(parsers), change)
    assert run("apply", whales, "--decisions", file, "--yes")[0] == 0
    assert "Decided." in (whales / "main.tex").read_text()


def revise(folder: Path) -> Path:
    main = folder / "main.tex"
    main.write_text(main.read_text().replace("title{Parsers}", "title{Fast parsers}").replace("It grows", "Time grows"))
    return folder


def rename(folder: Path) -> Path:
    return folder.rename(folder.with_name("Ümlaut und mehr"))


def copy(folder: Path) -> Path:
    return Path(shutil.copytree(folder, folder.with_name("copy")))


def rename_main(folder: Path) -> Path:
    (folder / "main.tex").rename(folder / "paper.tex")
    return folder


@pytest.mark.parametrize("change", [revise, rename, copy, rename_main])
def test_decisions_hold_for_the_paper_wherever_it_is_and_however_it_was_revised(
    change: Callable[[Path], Path], parsers: Path
) -> None:
    file = decisions_for(parsers)
    folder = change(parsers)
    assert run("apply", folder, "--decisions", file, "--yes")[0] == 0
    assert "Decided." in next(folder.glob("*.tex")).read_text()


def test_another_caption_than_was_decided_over_is_refused_also_with_yes(parsers: Path) -> None:
    file = decisions_for(parsers)
    (parsers / "main.tex").write_text(source("Parsers", "Mine."))
    code, _, stderr = run("apply", parsers, "--decisions", file, "--yes")
    assert code == 6
    assert "changed in the source since it was decided on" in stderr
    assert "Mine." in (parsers / "main.tex").read_text()


def without_labels(*graphics: str) -> str:
    figures = "".join(FIGURE.replace("\\label{fig:%s}\n", "") % (graphic, "") for graphic in graphics)
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{BODIES['Parsers']}\n{figures}\\end{{document}}\n"


@pytest.mark.parametrize("by_file", [True, False])
def test_a_caption_goes_to_no_figure_that_was_put_before_the_one_that_was_decided_on(
    parsers: Path, by_file: bool
) -> None:
    from capassist.cli.wiring import open_session
    from capassist.drafts import open_draft
    from capassist.model import Decision
    from capassist.session.paper_mark import figure_mark

    main = parsers / "main.tex"
    main.write_text(without_labels("one", "two"))
    file = changed(decisions_for(parsers), lambda record: record["drafts"].pop(0))
    if not by_file:
        draft = open_draft(parsers)
        with open_session(draft) as session:
            session.decide(Decision("main.tex#2", "edit", "Decided."), over=None, of=figure_mark(draft.figures[1]))
    main.write_text(without_labels("new", "one", "two"))
    code, _, stderr = run("apply", parsers, *(["--decisions", file] if by_file else []), "--yes")
    assert code == 6
    assert "another figure has its place now" in stderr
    assert "Decided." not in main.read_text()


# Sessions -------------------------------------------------------------------------------------------------------------


def decide(path: Path, text: str) -> None:
    """Decide on the figure as the review does; it waits to be written."""
    from capassist.cli.wiring import open_session
    from capassist.drafts import open_draft
    from capassist.model import Decision

    draft = open_draft(path)
    with open_session(draft) as session:
        session.decide(Decision("fig:speed", "edit", text), over=draft.figures[0].caption_source)


def test_two_papers_of_a_folder_have_a_session_each(two: Path) -> None:
    decide(two / "paper.tex", "Of parsers.")
    decide(two / "whales.tex", "Of whales.")
    assert run("apply", two / "whales.tex", "--yes")[0] == 0
    assert (two / "paper.tex").read_text() == source("Parsers")
    assert run("apply", two, "--yes")[0] == 0
    assert "Of parsers." in (two / "paper.tex").read_text()


def test_what_waits_in_a_paper_goes_into_none_that_was_begun_from_a_copy(parsers: Path) -> None:
    decide(parsers, "Of parsers.")
    following = copy(parsers)
    (following / "main.tex").write_text(source("Whales"))
    code, _, stderr = run("apply", following, "--yes")
    assert (code, stderr.count("was for another paper, “Parsers” (main.tex)")) == (0, 1)
    assert (following / "main.tex").read_text() == source("Whales")
    decide(following, "Of whales.")
    assert "another paper" not in run("apply", following, "--yes")[2]
    assert "Of whales." in (following / "main.tex").read_text()
    (following / "main.tex").write_text(source("Parsers"))  # the first paper again
    assert run("apply", following, "--yes")[0] == 0
    assert "Of parsers." in (following / "main.tex").read_text()


def test_what_waits_for_an_archive_goes_into_no_other_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "paper.zip"

    def pack(title: str) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("main.tex", source(title))

    pack("Parsers")
    decide(path, "Of parsers.")
    pack("Whales")
    assert "another paper" in run("apply", path, "--yes")[2]
    assert not (tmp_path / "paper-captioned.zip").exists()
    pack("Parsers")
    assert run("apply", path, "--yes")[0] == 0
    assert b"Of parsers." in zipfile.ZipFile(tmp_path / "paper-captioned.zip").read("main.tex")


@pytest.mark.parametrize("change", [revise, rename, copy])
def test_what_waits_is_kept_wherever_the_paper_is_and_however_it_was_revised(
    change: Callable[[Path], Path], parsers: Path
) -> None:
    decide(parsers, "Of parsers.")
    folder = change(parsers)
    code, _, stderr = run("apply", folder, "--yes")
    assert (code, "another paper" in stderr) == (0, False)
    assert "Of parsers." in (folder / "main.tex").read_text()


def test_a_session_from_before_papers_were_told_apart_counts(parsers: Path) -> None:
    decide(parsers, "Of parsers.")
    (log,) = (parsers / ".capassist" / "sessions").iterdir()
    lines = log.read_text().splitlines(keepends=True)
    log.write_text("".join(line for line in lines if '"event": "paper"' not in line))
    assert run("apply", parsers, "--yes")[0] == 0
    assert "Of parsers." in (parsers / "main.tex").read_text()


@pytest.mark.parametrize("name", [".", "paper.tex", "./", "../here"])
@pytest.mark.parametrize("when", ["accepted", "written"])
def test_the_folder_that_one_stands_in_is_read_by_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "paper.tex").write_text(source("Whales"))
    (folder / "Whales.png").write_bytes(b"")
    monkeypatch.chdir(folder)
    assert run("apply", name, "--decisions", decisions_for(Path(name)), "--yes")[0] == 0
    if when == "accepted":
        assert run("undo", name, "--yes")[0] == 0
    for command in ("scan", "suggest", "check", "profile", "disclose", "history", "report"):
        code, _, said = run(command, name)
        assert code in {0, 1}, f"{command}: {said}"
    assert "Decided." in (folder / "paper.tex").read_text() or when == "accepted"
