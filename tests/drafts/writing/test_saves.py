"""A second process saves while capassist writes: nothing of the author's is lost. The long run is `benchmarks/saves.py`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import programs
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed there")


def benchmark() -> ModuleType:
    path = Path(__file__).parents[3] / "benchmarks" / "saves.py"
    spec = importlib.util.spec_from_file_location("saves", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_a_save_while_files_are_replaced_is_never_lost() -> None:
    counts = benchmark().run(12, seed=11, start=lambda arguments: programs.run(arguments)[:2])
    assert counts["inside"] >= 8
    assert [counts[name] for name in ("lost", "written over", "mixed", "crashed")] == [0, 0, 0, 0]
