"""How long `capassist --help` takes, beside the --help of an empty Typer app with two commands in the same environment.

    python benchmarks/startup.py [RUNS]

Whole processes, started in turn, so that a busy moment of the machine meets both; medians of their wall times. An
editable install is never compiled by pip, so capassist is compiled first. Both print plain help: help drawn by rich
would make the empty app twice as slow, and the ratio look better. The goal is a ratio of at most 1.4.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import capassist

RUNS = 30

EMPTY_APP = """
import typer

app = typer.Typer(rich_markup_mode=None)

@app.command()
def one() -> None:
    pass

@app.command()
def two() -> None:
    pass

def main() -> None:
    app(prog_name="empty")
"""


def seconds(module: str, environment: dict[str, str]) -> float:
    """Return the wall time of one process that imports the module's main and asks it for help."""
    code = f"import sys; sys.argv = ['x', '--help']; from {module} import main; main()"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print both medians and their ratio."""
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    compileall.compile_dir(Path(capassist.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "empty_app.py").write_text(EMPTY_APP)
        compileall.compile_dir(folder, quiet=1)
        environment = os.environ | {"PYTHONPATH": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        modules = ("empty_app", "capassist.__main__")
        times: dict[str, list[float]] = {module: [] for module in modules}
        for run in range(runs + 1):
            for module in modules:
                taken = seconds(module, environment)
                if run:  # the first of each warms the disk cache
                    times[module].append(taken)
    empty, ours = (statistics.median(times[module]) for module in modules)
    print(f"empty Typer app   {1000 * empty:4.0f} ms\ncapassist --help  {1000 * ours:4.0f} ms")
    print(f"ratio             {ours / empty:.2f}   (medians of {runs} runs, goal at most 1.4)")


if __name__ == "__main__":
    main()
