import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.settings.values import NAMES, user_file


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def uncomment(path: Path) -> list[str]:
    """Take the remark signs away before entries, and return their names."""
    text = path.read_text()
    path.write_text(re.sub(r"(?m)^# (?=[\w-]+ = )", "", text))
    return re.findall(r"(?m)^# ([\w-]+) = ", text)


def test_a_file_that_is_there_stays_as_it_is(paper: Path) -> None:
    (paper / "capassist.toml").write_text("profile = 1\n")
    code, _, err = run("config", "init", paper)
    assert code == 2
    assert "is there already" in err
    assert (paper / "capassist.toml").read_text() == "profile = 1\n"


@pytest.mark.parametrize("place", ["nowhere", "paper.txt"])
def test_no_file_is_written_beside_what_is_no_draft(tmp_path: Path, place: str) -> None:
    (tmp_path / "paper.txt").write_text("no draft")
    assert run("config", "init", tmp_path / place)[0] == 3
    assert not list(tmp_path.glob("**/capassist.toml"))


def test_a_new_file_changes_nothing_until_it_is_edited(paper: Path) -> None:
    before = run("config", paper)
    assert run("config", "init", paper)[0] == 0
    assert run("config", "init")[0] == 0
    assert run("config", paper) == before


def test_every_entry_of_the_draft_s_file_can_be_taken_as_it_stands(paper: Path) -> None:
    run("config", "init", paper)
    names = uncomment(paper / "capassist.toml")
    code, out, err = run("config", "show", paper)
    assert (code, err) == (0, "")
    shown = [line.split()[0].rpartition(".")[2] for line in out.splitlines() if "capassist.toml:" in line]
    assert sorted(shown) == sorted(names)
    assert not re.search(r"(style|rules|check)\.\S+ .* default", out)


def test_every_setting_stands_in_the_user_s_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPASSIST_CONFIG", str(tmp_path / "new" / "config.toml"))
    run("config", "init")
    path = user_file({"CAPASSIST_CONFIG": str(tmp_path / "new" / "config.toml")})
    assert sorted(uncomment(path)) == sorted(NAMES)
    code, out, _ = run("config")
    assert code == 0
    assert " default" not in out


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CAPASSIST_CONFIG", str(tmp_path / "file" / "config.toml"))
    code, _, err = run("config", "init")
    assert code == 6
    assert "cannot be written" in err
