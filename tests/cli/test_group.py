"""How commands end: every error with its exit code, a bug with its traceback in a private file and no key in it."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.commands import scan, suggest
from capassist.errors import DraftError, WriteError


def run(monkeypatch: pytest.MonkeyPatch, command: Any, error: BaseException, *options: str) -> tuple[int, str, str]:
    def fail(*_: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(command, "open_paper", fail)
    name = command.__name__.rpartition(".")[2]
    result = CliRunner().invoke(app, [name, "paper", *options])
    return result.exit_code, result.stdout, result.stderr


def test_a_bug_leaves_its_traceback_in_a_private_file_without_keys(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    error = RuntimeError("Authorization: Bearer abc.def, and sk-0123456789")
    code, out, err = run(monkeypatch, scan, error)
    assert (code, out) == (70, "")
    (log,) = tmp_path.glob("capassist-*.log")
    assert err == f"capassist: a bug, sorry (RuntimeError). The traceback is in {log}\n"
    text = log.read_text()
    assert "in fail\n" in text
    assert re.search(r"RuntimeError: Authorization: \[key\] and \[key\]", text)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize(("command", "kept"), [(suggest, True), (scan, False)])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_an_interrupt_is_130_and_says_what_is_kept(
    command: Any, kept: bool, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, err = run(monkeypatch, command, error)
    assert code == 130
    assert err.strip() == "Interrupted." + kept * " Decisions and drafts made so far are kept."


@pytest.mark.parametrize("error", [DraftError("No paper.", "Name one."), WriteError("No room.", "Make some.")])
def test_an_expected_error_is_a_sentence_with_its_exit_code(
    error: DraftError | WriteError, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(monkeypatch, scan, error)
    assert (code, out) == (error.exit_code, "")
    assert error.message in err
    assert error.hint in err
    code, out, _ = run(monkeypatch, scan, error, "--json")
    assert (code, f'"exit_code": {error.exit_code}' in out, error.message in out) == (error.exit_code, True, True)
