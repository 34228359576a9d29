"""What the shell completes, asked for as a shell does: by the environment, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from capassist.cli import completion

pytestmark = pytest.mark.slow  # whole pages, terminals, browsers or papers


def completed(line: str, folder: Path) -> list[str]:
    """Return what bash is offered for the last word of the line."""
    words = line.split(" ")
    asked = {"_CAPASSIST_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['capassist']; from capassist.__main__ import main; main()"],
        env=os.environ | asked, cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("capassist suggest nowhere --figure ", [], id="no draft there"),
        pytest.param("capassist suggest --figure ", [], id="no draft named"),
        pytest.param("capassist suggest broken.pdf --figure ", [], id="a draft that cannot be read"),
        pytest.param("capassist suggest paper --figure fig:s", ["fig:share", "fig:states"], id="figures"),
        pytest.param("capassist review paper --figure fig:t", ["fig:time"], id="another command"),
        pytest.param("capassist check paper --venue ac", ["acm", "acl", "acs"], id="venues"),
        pytest.param("capassist key show op", ["openai", "openrouter"], id="servers"),
    ],
)
def test_completion_offers_what_fits_and_says_nothing_else(line: str, words: list[str], paper: Path) -> None:
    (paper.parent / "broken.pdf").write_bytes(b"%PDF-1.7 no more")
    assert completed(line, paper.parent) == words


def test_of_several_rules_the_last_is_completed() -> None:
    assert completion.rules("C001,C00")[0][0] == "C001,C001"
    assert completion.rules("missing-cap") == [("missing-caption", "C001")]
    assert all(said != name for name, said in completion.rules(""))
