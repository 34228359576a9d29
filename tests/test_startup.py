"""`capassist --help` answers at once: it loads none of the libraries that only some commands need.

Which modules are loaded is the same on every machine; how long that takes is for benchmarks/startup.py.
"""

import subprocess
import sys

import pytest

HEAVY = [
    "PIL", "httpx2", "keyring", "matplotlib", "nltk", "numpy", "openai", "platformdirs", "prompt_toolkit", "pylatexenc", "pymupdf", "rich",
    "rouge_score",
]  # fmt: skip

LIST_MODULES = """
import sys
from capassist.__main__ import main
OWN = lambda name: name.startswith("capassist.")
sys.argv = ["capassist", *sys.argv[1:]]
try:
    main()
finally:
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}), *filter(OWN, sys.modules))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["--version"]], ids=" ".join)
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIST_MODULES, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    answer, _, loaded = done.stdout.partition("loaded:")
    assert "capassist" in answer
    assert "typer" in loaded.split()
    assert not set(HEAVY) & set(loaded.split())
    own = {name.split(".")[1] for name in loaded.split() if name.startswith("capassist.")}
    assert own <= {"__main__", "cli", "errors"}
