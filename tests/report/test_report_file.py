"""Where the report goes, and the command: nothing else is ever overwritten, and nothing is drafted for a page that has no place."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import open_draft
from capassist.errors import UsageError, WriteError
from capassist.model import Draft
from capassist.report import default_name, require_place, write_report
from capassist.report.file import generator
from capassist.testing import ChatServer, chat_answer

DRAFT = Draft(Path("paper"), Path("paper"), "latex", "main.tex")
PAGE = f"<!doctype html>\n{generator(DRAFT)}\n"


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of `capassist report`."""
    result = CliRunner().invoke(app, ["report", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


# What must not happen -----------------------------------------------------------------------------------------------------


def source(folder: Path) -> Path:
    path = folder / "main.tex"
    path.write_text("\\documentclass{article}")
    return path


def link(folder: Path) -> Path:
    path = folder / "report.html"
    path.symlink_to(source(folder))
    return path


@pytest.mark.parametrize(
    "place",
    [source, link, lambda folder: folder, lambda folder: folder / "nowhere" / "report.html"],
    ids=["a source", "a link to a source", "a folder", "a folder that is not there"],
)
def test_no_other_file_is_overwritten(place: Callable[[Path], Path], tmp_path: Path) -> None:
    path = place(tmp_path)
    with pytest.raises(UsageError, match=r"report\.html|main\.tex|folder"):
        write_report(path, DRAFT, PAGE)
    assert {file.read_text() for file in tmp_path.iterdir()} <= {"\\documentclass{article}"}


def test_each_paper_has_a_report_of_its_own_name(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = shutil.copytree(paper, tmp_path / "other")
    monkeypatch.chdir(tmp_path)
    assert run(paper)[0] == run(other)[0] == 0
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["report-other.html", "report-paper.html"]


@pytest.mark.parametrize(
    ("name", "page"),
    [("ms.tex", "report-ms.html"), ("v1.2.pdf", "report-v1.2.html"), ("p.tar.gz", "report-p.html"), (".", None)],
)
def test_a_report_is_named_for_its_paper(
    name: str, page: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert default_name(replace(DRAFT, path=Path(name))) == Path(page or f"report-{tmp_path.name}.html")


def test_another_paper_s_report_is_not_replaced(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    other = shutil.copytree(paper, tmp_path / "b" / "paper")
    monkeypatch.chdir(tmp_path)
    assert run(paper)[0] == 0
    first = Path("report-paper.html").read_bytes()
    code, _, err = run(other)
    assert code == 2
    assert "report-paper.html is there already, and is not a report of this paper" in err
    assert Path("report-paper.html").read_bytes() == first
    assert run(paper)[0] == 0


def test_a_place_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / f"{'long' * 100}.html"
    with pytest.raises(WriteError, match="cannot be written"):
        write_report(path, DRAFT, PAGE)


def test_the_command_does_no_work_for_a_page_without_a_place(paper: Path) -> None:
    before = (paper / "main.tex").read_bytes()
    code, _, err = run(paper, "--html", paper / "main.tex")
    assert code == 2
    assert "--html" in err
    assert (paper / "main.tex").read_bytes() == before
    assert not (paper / ".capassist").exists()


def test_a_server_s_failure_is_exit_code_5_and_the_page_is_there(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPASSIST_JOBS", "1")
    path = tmp_path / "report.html"
    with ChatServer(chat_answer(None), chat_answer(None), chat_answer("States of the parser.")) as server:
        code, _, err = run(paper, "--html", path, "--server", server.url, "--model", "m")
    assert code == 5
    assert "Figure 2" in err
    assert "No draft:" in path.read_text(encoding="utf-8")


# What should --------------------------------------------------------------------------------------------------------------


def test_a_report_is_replaced_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(path, DRAFT, PAGE + "one")
    require_place(path, DRAFT)
    write_report(path, DRAFT, PAGE + "two")
    assert path.read_text() == PAGE + "two"


def test_the_command_drafts_what_lacks_a_caption_and_shows_all_figures(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    code, out, err = run(paper, "--html", path)
    page = path.read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert "report.html" in err
    assert page.count("<article") == 3
    assert page.count("drafted offline, ") == 2
    assert generator(open_draft(paper)) in page


def test_a_named_figure_is_drafted_anew_and_stands_alone(paper: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert run(paper, "--html", path, "--figure", "fig:time")[0] == 0
    page = path.read_text(encoding="utf-8")
    assert page.count("<article") == 1
    assert "Changes to the current caption" in page
