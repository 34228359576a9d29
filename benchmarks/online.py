"""Fifty figures drafted by a server that takes one second for an answer, eight at a time; then the same command again.

    python benchmarks/online.py

Each run is a whole process of `capassist suggest --json`, compiled as an installed one is. Printed for each: seconds, seconds of the
processor, requests that arrived, drafts. Seven rounds of one second cannot be undercut by the first run; the second has to ask
nothing.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import capassist
from capassist.llm.probe import made_up_picture
from capassist.testing import ChatServer, chat_answer

FIGURES, AT_A_TIME, SECONDS = 50, 8, 1.0


def main() -> None:
    """Print a row for each run."""
    compileall.compile_dir(Path(capassist.__file__).parent, quiet=1)
    answer = chat_answer("Samples by number. The dashed line is their mean.", usage=(900, 12), delay=SECONDS)
    with tempfile.TemporaryDirectory() as folder, ChatServer(answer) as server:
        paper = write_paper(Path(folder) / "paper")
        print(f"{'run':<8}{'seconds':>8}{'processor':>11}{'requests':>10}{'drafts':>8}")
        for name in ("first", "again"):
            before, start, used = len(server.requests), time.perf_counter(), processor()
            drafts = suggest(paper, server.url, Path(folder))
            seconds, asked = time.perf_counter() - start, len(server.requests) - before
            print(f"{name:<8}{seconds:>8.2f}{processor() - used:>11.2f}{asked:>10}{drafts:>8}")


def processor() -> float:
    """Return the seconds of the processor that ended child processes have used."""
    times = os.times()
    return times.children_user + times.children_system


def write_paper(folder: Path) -> Path:
    """Write a paper whose figures have a picture and a paragraph each, and no caption."""
    folder.mkdir()
    body = "\n\n".join(
        rf"Figure~\ref{{fig:{n}}} shows sample {n}. Its mean is {n / 10}."
        "\n\n"
        rf"\begin{{figure}}\includegraphics{{p{n}}}\label{{fig:{n}}}\end{{figure}}"
        for n in range(FIGURES)
    )
    (folder / "main.tex").write_text(f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n")
    for n in range(FIGURES):
        (folder / f"p{n}.png").write_bytes(made_up_picture().data)
    return folder


def suggest(paper: Path, url: str, home: Path) -> int:
    """Draft all figures and return how many drafts there are."""
    command = [sys.executable, "-m", "capassist", "suggest", str(paper), "--json", "--server", url, "--model", "eyes"]
    environ = {**os.environ, "CAPASSIST_JOBS": str(AT_A_TIME), "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run(command, env=environ, capture_output=True, check=True)
    return len(json.loads(done.stdout)["drafts"])


if __name__ == "__main__":
    main()
