"""docs/ says what the program does: its commands run, its links lead somewhere, its pictures and its list of commands are current.

`python tests/test_docs.py` writes docs/commands.md; `python tests/pictures.py` makes the pictures.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pictures
import pytest
import typer.main
from help_pages import commands
from typer.testing import CliRunner

from capassist.cli import app
from capassist.errors import EXIT_FINDINGS, EXIT_OK, WriteError
from capassist.model.review import Verdict

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS = DOCS / "commands.md"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
WIDTH = 80
_GROUP: Any = typer.main.get_command(app)
_SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_BY_HAND = {
    "voice",
    "review",
    "doctor",
    "models",
    "model",
    "key",
    "bench",
    "evaluate",
}  # need a terminal, a server, a keyring, data, or minutes


def commands_page() -> str:
    """Return docs/commands.md as it should be."""
    parts = ["# Commands\n\nWhat `--help` prints, made by `python tests/test_docs.py`.\n"]
    for path in commands(_GROUP):
        shown = (
            CliRunner()
            .invoke(app, [*path, "--help"], prog_name="capassist", env={"COLUMNS": str(WIDTH), "TERM": "dumb"})
            .stdout
        )
        lines = "\n".join(line.rstrip() for line in shown.strip().splitlines())
        parts.append(f"## {' '.join(('capassist', *path))}\n\n```text\n{lines}\n```\n")
    return "\n".join(parts)


def _lines() -> Iterator[tuple[str, str]]:
    """Yield each command line of capassist in a page, without what is piped or redirected."""
    for page in PAGES:
        for block in _SHELL.findall(page.read_text(encoding="utf-8")):
            for line in re.sub(r"\\\n\s*", " ", block).splitlines():
                command = re.split(r"\s+#\s|\s[>|]\s|\s&&\s", line.removeprefix("$ ").strip())[0]
                if command.startswith("capassist "):
                    yield page.name, command


LINES = list(dict.fromkeys(_lines()))


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line}" for page, line in LINES])
def test_a_command_of_a_page_is_one(page: str, line: str) -> None:
    assert page
    command, words = _GROUP, shlex.split(line)[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    command.make_context("capassist", words)  # raises of an option or argument that it does not have


def _runnable(line: str) -> bool:
    words = shlex.split(line)[1:]
    needs = {"--server", "--baseline", "--decisions", "--texts"}.intersection(
        words
    )  # a server, or a file that a person made
    return not (words[0] in _BY_HAND or words[0].startswith("-") or needs or "PAPER" in line)


@pytest.mark.slow
def test_the_commands_of_the_pages_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that needs no person and no server, in a folder with a paper in `paper/`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "paper", tmp_path / "paper", ignore=shutil.ignore_patterns(".capassist"))
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".capassist"))
    shutil.make_archive(str(tmp_path / "paper"), "zip", tmp_path / "paper")
    unexpected = {}
    for words in (shlex.split(line)[1:] for _, line in LINES if _runnable(line)):
        result = CliRunner().invoke(app, words)
        nothing_to_write = result.exit_code == WriteError.exit_code and words[0] in ("apply", "undo")
        if result.exit_code not in (EXIT_OK, EXIT_FINDINGS) and not nothing_to_write:
            unexpected[" ".join(words)] = result.output
    assert unexpected == {}


def test_the_commands_page_is_current() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == commands_page(), "regenerate it with: python tests/test_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if target.startswith(("http:", "https:")):
            continue
        path = page.parent / target if target else page
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            broken.append(link)
    assert broken == []


def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_each_verdict_that_a_file_of_decisions_may_have_is_told(verdict: str) -> None:
    assert f"`{verdict}`" in (DOCS / "reviewing.md").read_text(encoding="utf-8")


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"({page.name})" not in index and page.name != "README.md"] == []


@pytest.mark.slow
def test_the_pictures_show_the_program_as_it_is() -> None:
    assert pictures.REVIEW.read_text(encoding="utf-8") == pictures.review_picture(), (
        "remake it: python tests/pictures.py"
    )
    assert pictures.hash_in(pictures.REPORT) == pictures.text_hash(pictures.report_page()), (
        "remake it: python tests/pictures.py"
    )


FINDINGS = (
    "main.tex:3:12: C009 literal-number (error) “Figure 3:” is printed before the caption anyway.\n"
    "parts/a b.tex:41:1: C004 missing-label (warning) Figure 2 has no label: nothing can refer to it.\n"
)


def test_the_pattern_for_vs_code_reads_findings() -> None:
    text = (DOCS / "editors.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    pattern = json.loads(found[1])["tasks"][0]["problemMatcher"]["pattern"]
    names = ("file", "line", "column", "code", "severity")
    read = [re.match(pattern["regexp"], line) for line in FINDINGS.splitlines()]
    assert [[match[pattern[name]] for name in names] for match in read if match] == [
        ["main.tex", "3", "12", "C009", "error"],
        ["parts/a b.tex", "41", "1", "C004", "warning"],
    ]


@pytest.mark.skipif(shutil.which("vim") is None, reason="Vim is not installed")
def test_the_error_format_for_vim_reads_findings(tmp_path: Path) -> None:
    text = (DOCS / "editors.md").read_text(encoding="utf-8")
    settings = re.search(r"```vim\n(.*?)```", text, re.DOTALL)
    assert settings
    (tmp_path / "findings").write_text(FINDINGS, encoding="utf-8")
    (tmp_path / "rc.vim").write_text(
        "set nocompatible encoding=utf-8\n" + settings[1] + "cgetfile findings\n"
        "call writefile(map(getqflist(), {_, e -> bufname(e.bufnr) . '|' . e.lnum . '|' . e.col . '|' . e.text}), 'read')\nqa!\n"
    )
    command = ["vim", "-es", "-u", "NONE", "-i", "NONE", "-S", "rc.vim"]
    subprocess.run(command, cwd=tmp_path, timeout=60, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    read = (tmp_path / "read").read_text(encoding="utf-8").splitlines()
    assert [line.split("|")[:3] for line in read] == [["main.tex", "3", "12"], ["parts/a b.tex", "41", "1"]]
    assert read[0].endswith("C009 literal-number (error) “Figure 3:” is printed before the caption anyway.")


if __name__ == "__main__":
    os.chdir(ROOT)
    COMMANDS.write_text(commands_page(), encoding="utf-8", newline="\n")
    sys.exit()
