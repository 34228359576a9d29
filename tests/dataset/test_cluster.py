"""Reading on a Ray cluster: what is missing there is one sentence, and the same papers make the same bytes as here."""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app
from capassist.dataset.build import build

pytestmark = pytest.mark.slow


# Ray as far as it is used, whose one machine sees no papers; CLUSTER names another way to fail.
RAY = """
import os
from types import SimpleNamespace

class RayError(Exception):
    pass

exceptions = SimpleNamespace(RayError=RayError)

def init(**how):
    assert how["address"] == "auto"
    if os.environ.get("CLUSTER") == "missing":
        raise ConnectionError("Could not find any running Ray instance.")

def shutdown():
    print("disconnected")

def remote(work):
    return SimpleNamespace(remote=lambda item: item)

def get(item):
    if os.environ.get("CLUSTER") == "broken":
        raise RayError("traceback ...\\nModuleNotFoundError: No module named 'capassist'")
"""

# A cluster of this machine's own, until standard input ends.
CLUSTER = """
import ray, sys
ray.init(num_cpus=2, include_dashboard=False, object_store_memory=100_000_000, log_to_driver=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def ray_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put another Ray before the one that may be installed, and return its file."""
    module = tmp_path / "modules" / "ray.py"
    module.parent.mkdir()
    module.write_text(RAY)
    monkeypatch.syspath_prepend(module.parent)
    monkeypatch.delitem(sys.modules, "ray", raising=False)
    return module


FAILURES = {
    "missing": (4, "No Ray cluster can be reached: Could not find any running Ray instance."),
    "broken": (4, "The Ray cluster failed: ModuleNotFoundError: No module named 'capassist'"),
    "sees no papers": (3, "ash is not there on a machine of the cluster."),
    "not installed": (4, "--ray needs Ray."),
}


@pytest.mark.parametrize("how", FAILURES)
def test_what_is_missing_is_one_sentence_and_nothing_is_written(
    how: str, papers: list[Path], tmp_path: Path, ray_stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, sentence = FAILURES[how]
    monkeypatch.setenv("CLUSTER", how)
    if how == "not installed":
        ray_stand_in.write_text("raise ImportError")
    result = CliRunner().invoke(app, ["dataset", "build", *map(str, papers), "-o", str(tmp_path / "set"), "--ray"])
    monkeypatch.delitem(sys.modules, "ray", raising=False)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["modules", "papers"]
    assert ("disconnected" in result.stdout) is (how in {"broken", "sees no papers"})


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start Ray on this machine and yield the environment in which it is found."""
    environment = {**os.environ, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "of-this-test-alone-" + "0" * 32}
    with tempfile.TemporaryDirectory(prefix="ray-") as short, (tmp_path / "cluster.log").open("wb") as log:
        environment |= {
            "RAY_USAGE_STATS_ENABLED": "0",
            "RAY_TMPDIR": short,
        }  # sockets lie in it, whose paths must be short
        started = subprocess.Popen(
            [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment
        )
        assert started.stdin
        assert started.stdout
        try:
            address = started.stdout.readline().decode().strip()
            assert address, (tmp_path / "cluster.log").read_text()
            yield environment | {"RAY_ADDRESS": address}
        finally:
            started.stdin.close()
            started.stdout.close()
            started.wait()


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("ray"), reason="Ray is not installed: pip install 'capassist[ray]'")
def test_a_real_cluster_makes_the_same_bytes(papers: list[Path], tmp_path: Path, cluster: dict[str, str]) -> None:
    gone = tmp_path / "papers" / "gone"
    here = build([*papers, gone], tmp_path / "here")
    for workers in ("1", "2"):
        there = tmp_path / f"there {workers}"
        command = [sys.executable, "-m", "capassist", "dataset", "build", *map(str, reversed(papers)), str(gone)]
        done = subprocess.run(
            [*command, "--ray", "--workers", workers, "-o", str(there)],
            env=cluster,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "gone: " + here.left_out["gone"] in done.stderr
        assert contents(there) == contents(tmp_path / "here")


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
