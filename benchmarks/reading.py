"""How fast drafts are read, and with how much memory, beside pdftotext, pandoc and pylatexenc on the same files in one run.

    python benchmarks/reading.py PAPER.pdf FOLDER …

A folder without PDF of its own name is LaTeX; of a folder of folders each is one paper. Seconds are those of the processor, of a
process and its children. First in this process, then as whole processes, each once before it counts (so that bytecode and files
are there): capassist without its cache ("cold") and with what it kept ("warm"). Programs that are not installed are left out.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from capassist.drafts.latex import read_latex
from capassist.drafts.pdf.reader import read_pdf
from capassist.errors import CapassistError

_WALKER = (
    "import sys; from pylatexenc.latexwalker import LatexWalker;"
    "LatexWalker(open(sys.argv[1], errors='replace').read()).get_latex_nodes()"
)


def papers(names: list[str]) -> Iterator[Path]:
    """Yield the PDFs and LaTeX folders named: themselves, or those in the folders named."""
    for path in map(Path, names):
        if path.is_file() or any(path.glob("*.tex")):
            yield path
        else:
            found = {*path.rglob("*.pdf"), *(tex.parent for tex in path.rglob("*.tex"))}
            yield from sorted(found)


def whole_processes(paper: Path, main: Path, home: Path) -> Iterator[tuple[str, float, int]]:
    """Yield the name of each program that reads a paper, its seconds, and its memory in KiB."""
    scan = [sys.executable, "-m", "capassist", "scan", str(paper), "--json"]
    yield "capassist cold", *spent(scan, XDG_CACHE_HOME="/dev/null")
    yield "capassist warm", *spent(scan, XDG_CACHE_HOME=str(home))
    if paper.suffix == ".pdf":
        others = {"pdftotext": ["pdftotext", "-bbox-layout", str(paper), os.devnull]}
    else:
        others = {"pandoc": ["pandoc", "-f", "latex", "-t", "json", str(main)]}
        yield "pylatexenc", *spent([sys.executable, "-c", _WALKER, str(main)])
    for name, command in others.items():
        if shutil.which(command[0]):
            yield name, *spent(command)


def spent(command: list[str], **environment: str) -> tuple[float, int]:
    """Return the seconds and the memory of a command's second run."""
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | environment,
            cwd=Path(command[-1]).parent if Path(command[-1]).is_file() else None,
        )
        _, _, own = os.wait4(process.pid, 0)
        process.returncode = 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, own.ru_maxrss


def in_process(read: Callable[[Path], object], path: Path) -> float | None:
    """Return the seconds that a reader takes in this process; None where it cannot read the paper."""
    start = time.process_time()
    try:
        read(path)
    except CapassistError as error:
        print(f"{path}: {error.message}")
        return None
    return time.process_time() - start


def main() -> int:
    seconds: dict[str, dict[str, float]] = {"pdf": defaultdict(float), "latex": defaultdict(float)}
    memory: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as home:
        for path in papers([str(Path(name).resolve()) for name in sys.argv[1:]]):
            kind = "pdf" if path.suffix == ".pdf" else "latex"
            took = in_process(read_pdf if kind == "pdf" else read_latex, path)
            if took is None:
                continue
            main_file = path if kind == "pdf" else path / read_latex(path).main
            seconds[kind]["in process"] += took
            line = [f"in process {took:.2f}"]
            for name, taken, kibibytes in whole_processes(path, main_file, Path(home)):
                seconds[kind][name] += taken
                memory[name] = max(memory[name], kibibytes)
                line.append(f"{name} {taken:.2f}")
            print(f"{path}: {', '.join(line)} s", flush=True)
    for kind, totals in seconds.items():
        for name, total in totals.items():
            print(f"{kind:6}{name:16}{total:8.2f} s")
    print("peak memory", ", ".join(f"{name} {size / 1024:.0f} MiB" for name, size in memory.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
