"""How fast drafts are read, and with how much memory: pages a second from PDF, papers a second from LaTeX.

    python benchmarks/reading.py PAPER.pdf FOLDER …

One process, one core. A folder without PDF of its own name is LaTeX; of a folder of folders each is one paper.
"""

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from capassist.drafts.latex import read_latex
from capassist.drafts.pdf import read_pdf
from capassist.errors import CapassistError


def papers(names: list[str]) -> Iterator[Path]:
    """Yield the PDFs and LaTeX folders named: themselves, or those in the folders named."""
    for path in map(Path, names):
        if path.is_file() or any(path.glob("*.tex")):
            yield path
        else:
            found = {*path.rglob("*.pdf"), *(tex.parent for tex in path.rglob("*.tex"))}
            yield from sorted(found)


def main() -> int:
    pages = drafts = 0
    seconds = {"pdf": 0.0, "latex": 0.0}
    for path in papers(sys.argv[1:]):
        kind = "pdf" if path.suffix == ".pdf" else "latex"
        start = time.process_time()
        try:
            draft = read_pdf(path) if kind == "pdf" else read_latex(path)
        except CapassistError as error:
            print(f"{path}: {error.message}")
            continue
        took = time.process_time() - start
        seconds[kind] += took
        pages += draft.pages or 0 if kind == "pdf" else 0
        drafts += kind == "latex"
        print(f"{path}: {len(draft.figures)} floats, {draft.pages or '–'} pages, {took:.2f} s")
    if seconds["pdf"]:
        print(f"from PDF    {pages} pages, {pages / seconds['pdf']:.1f} pages a second")
    if seconds["latex"]:
        print(f"from LaTeX  {drafts} papers, {drafts / seconds['latex']:.1f} papers a second")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
