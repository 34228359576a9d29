"""The help of every command: it fits a narrow terminal, says what it says to the end, and shows by example."""

import pytest
import typer.main
from help_pages import commands
from typer.testing import CliRunner

from capassist.cli import app

WIDTH = 80


@pytest.mark.parametrize("command", [*commands(typer.main.get_command(app))], ids=" ".join)
def test_the_help_of_a_command(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": str(WIDTH)})
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert [line for line in lines if line.endswith("...") and not line.startswith("Usage:")] == []
    assert "[[" not in result.stdout
    assert "Example:" in result.stdout or "Examples:" in result.stdout
    assert f"  capassist {' '.join(command)}" in result.stdout
