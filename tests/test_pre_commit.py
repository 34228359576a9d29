"""The hook of .pre-commit-hooks.yaml does what the README says: pre-commit itself runs it, in a repository of its own.

Only how the program is installed is replaced, by this interpreter: installing it would need a package index.
"""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install -e '.[dev]'")
HOOKS = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
PAPER = "\\documentclass{article}\n\\begin{document}\n%s\n\\begin{figure}\\includegraphics{a}\n\\caption{Run time of both parsers.}\\label{fig:a}\\end{figure}\n\\end{document}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    hook = HOOKS.read_text(encoding="utf-8")
    hook = hook.replace("language: python", "language: system")
    hook = hook.replace("entry: capassist", f"entry: {shlex.quote(sys.executable)} -m capassist")
    config = "repos:\n- repo: local\n  hooks:\n" + "".join(f"  {line}\n" for line in hook.splitlines())
    (tmp_path / ".pre-commit-config.yaml").write_text(config)
    (tmp_path / "a.png").write_bytes(b"")
    run(tmp_path, "git", "init", "-q")
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.parametrize(("sentence", "passes"), [("No reference.", False), ("See Figure~\\ref{fig:a}.", True)])
def test_the_hook_stops_a_commit_with_an_error(
    repository: Path, sentence: str, passes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(repository / ".git" / "pre-commit"))
    (repository / "main.tex").write_text(PAPER % sentence)
    run(repository, "git", "add", ".")
    done = run(repository, sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert (done.returncode == 0) is passes, done.stdout + done.stderr
    assert ("main.tex:5:10: C005 unreferenced-figure" in done.stdout) is not passes
