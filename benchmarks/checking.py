"""How long a check takes: a made LaTeX thesis of 300 pages, and the LaTeX folders named.

    python benchmarks/checking.py [FOLDER …]

One process, one core. Reading and the rules are timed apart; the best of three runs counts.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from capassist.drafts.latex import read_latex
from capassist.rules import Selection, check

T = TypeVar("T")

CHAPTERS, FIGURES, PARAGRAPHS = 10, 15, 150  # 10 chapters with 15 figures and 150 paragraphs of 80 words: 120,000 words
WORDS_OF_A_PAGE = 400
SENTENCE = "The parser reads each page of the paper once and keeps what it has seen so far for the next one. "


def make_thesis(folder: Path) -> None:
    """Write a thesis of several files with figures, references and mathematics."""
    (folder / "a.png").write_bytes(b"")
    inputs = "".join(f"\\include{{chapter{number}}}\n" for number in range(CHAPTERS))
    (folder / "main.tex").write_text(f"\\documentclass{{book}}\n\\begin{{document}}\n{inputs}\\end{{document}}\n")
    for chapter in range(CHAPTERS):
        parts = [f"\\chapter{{Chapter {chapter}}}\\label{{ch:{chapter}}}\n"]
        for number in range(PARAGRAPHS):
            figure = number % FIGURES
            parts.append(
                f"{SENTENCE * 3}Figure~\\ref{{fig:{chapter}-{figure}}} shows it for $n={number}$. {SENTENCE}\n\n"
            )
            if number < FIGURES:
                parts.append(
                    f"\\begin{{figure}}\n\\includegraphics{{a}}\n\\caption{{Run time of parser {chapter}.{number}. (a) Old. "
                    f"(b) New. {SENTENCE}}}\n\\label{{fig:{chapter}-{number}}}\n\\end{{figure}}\n\n"
                )
        (folder / f"chapter{chapter}.tex").write_text("".join(parts))


def best(action: Callable[[], T]) -> tuple[float, T]:
    """Return the shortest of three runs in seconds, and what the action gave."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        result = action()
        seconds.append(time.process_time() - start)
    return min(seconds), result


def report(name: str, folder: Path) -> None:
    """Print the times of one paper."""
    reading, draft = best(lambda: read_latex(folder))
    rules, found = best(lambda: check(draft, Selection()))
    everything, _ = best(lambda: check(draft, Selection(("ALL",))))
    print(
        f"{name}: {len(draft.figures)} floats, read in {reading:.2f} s, "
        f"default rules {rules:.2f} s ({len(found.violations)} findings), all rules {everything:.2f} s"
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        make_thesis(Path(folder))
        words = sum(len(path.read_text().split()) for path in Path(folder).glob("*.tex"))
        report(f"thesis of {words} words ({words // WORDS_OF_A_PAGE} pages)", Path(folder))
    for name in sys.argv[1:]:
        report(name, Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
