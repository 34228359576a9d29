"""README.md and the pages of settings and exit codes say what the program does: the run is a real run, the tables are its own.

`python tests/test_readme.py` writes the run's real output into README.md.
"""

import os
import re
import shlex
import shutil
from pathlib import Path

import pexpect
import pytest
from terminals import Terminal

from capassist import errors
from capassist.settings.values import NAMES

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MOST_LINES = 150
_RUN = re.compile(r"(?<=<!-- run -->\n```console\n).*?(?=```\n)", re.DOTALL)


def _replayed(block: str, folder: Path) -> str:
    """Return the block with each command's output on a terminal of 100 columns as it is now, run in a folder that holds the examples."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns(".capassist"))
    environ = os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "TERM": "dumb"}
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        program, *rest = shlex.split(command)
        assert program == "capassist"
        child = Terminal(["-m", program, *rest], cwd=str(folder), env=environ, dimensions=(50, 100), timeout=60)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0, child.before
        shown = "\n".join(line.rstrip() for line in child.before.splitlines()).strip("\n")
        lines.append(f"$ {command}\n{shown}\n")
    return "\n".join(lines)


def test_the_run_in_the_readme_is_what_the_program_prints(tmp_path: Path) -> None:
    found = _RUN.search(README.read_text(encoding="utf-8"))
    assert found
    block = found.group()
    assert block == _replayed(block, tmp_path), "regenerate it with: python tests/test_readme.py"


def test_the_readme_stays_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_exit_code_is_described() -> None:
    described = {int(code) for code in re.findall(r"^\| (\d+) \|", _page("exit-codes"), re.MULTILINE)}
    owned = {error.exit_code for error in (errors.CapassistError, *errors.CapassistError.__subclasses__())}
    assert described == owned | {errors.EXIT_OK, errors.EXIT_FINDINGS, errors.EXIT_RUNNING, errors.EXIT_INTERRUPTED}


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_described(name: str) -> None:
    assert f"`CAPASSIST_{name.upper()}`" in _page("settings")


def _page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(_RUN.sub(lambda found: _replayed(found.group(), Path(folder)), text), encoding="utf-8")
