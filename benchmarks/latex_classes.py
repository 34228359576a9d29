"""In how many of the document classes that are installed the figures read have TeX's numbers: python benchmarks/latex_classes.py [CLASS…]

A paper of sections, chapters where the class has them, and appendices is compiled in each class with pdflatex, which must be installed,
and read without what the compiler wrote. Classes in which it does not compile, and those in which \\label prints no number, are left out.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from capassist.drafts import open_draft

_LABELS = "abcdef"
_NO_CHAPTERS = (
    r"\makeatletter\AtBeginDocument{\@ifundefined{chapter}{\typeout{no chapters}\def\chapter#1{}}{}}\makeatother"
)
_NEW_LABEL = re.compile(r"\\newlabel\{([a-f])\}\{\{((?:[^{}]|\{[^{}]*\})*)\}")
_AROUND = re.compile(r"\\M@TitleReference\s*|\\(?:relax|hbox|protect|unskip)(?![a-zA-Z])|^Figure\\nobreakspace|[{}\s]")


def main(names: list[str]) -> None:
    right = wrong = 0
    for name in names or _installed():
        with tempfile.TemporaryDirectory() as folder:
            printed, chapters = _printed(Path(folder), name)
        if printed is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "main.tex").write_text(_paper(name, "", chapters=chapters), "utf-8")
            read = [figure.number for figure in open_draft(Path(folder)).figures]
        right += read == printed
        wrong += read != printed
        if read != printed:
            print(f"{name}: TeX {' '.join(printed)}, here {' '.join(map(str, read))}")
    print(f"{right} of {right + wrong} classes")


def _installed() -> list[str]:
    tree = subprocess.run(["kpsewhich", "-var-value", "TEXMFDIST"], capture_output=True, text=True, check=True).stdout
    return sorted({path.stem for path in Path(tree.strip()).rglob("*.cls")})


def _paper(name: str, preamble: str, *, chapters: bool) -> str:
    a, b, c, d, e, f = (
        rf"\begin{{figure}}\rule{{1cm}}{{1cm}}\caption{{Tank {label}.}}\label{{{label}}}\end{{figure}}"
        for label in _LABELS
    )
    one, two, three = (rf"\chapter{{{title}}}" if chapters else "" for title in "STU")
    body = (one, r"\section{A}", a, r"\section{B}", b, two, r"\section{C}", c)
    appendix = (r"\appendix", three, r"\section{D}", d, e, r"\section{E}", f)
    return (
        f"\\documentclass{{{name}}}\n{preamble}\\begin{{document}}\n"
        + "\n\n".join((*body, *appendix))
        + "\n\\end{document}\n"
    )


def _printed(folder: Path, name: str) -> tuple[list[str] | None, bool]:
    """Return TeX's numbers, None where they are not known, and whether the class has chapters."""
    (folder / "main.tex").write_text(_paper(name, _NO_CHAPTERS, chapters=True), "utf-8")
    command = ["pdflatex", "-interaction=batchmode", "-draftmode", "-no-shell-escape", "main.tex"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
        aux, log = ((folder / f"main.{suffix}").read_text("utf-8", "replace") for suffix in ("aux", "log"))
    except (OSError, subprocess.SubprocessError):
        return None, False
    found = {label: _number(printed) for label, printed in _NEW_LABEL.findall(aux)}
    numbers = [found.get(label, "") for label in _LABELS]
    return (numbers if all(numbers) else None), "no chapters" not in log


def _number(printed: str) -> str:
    bare = _AROUND.sub("", printed).replace("\\textperiodcentered", "·")
    if "\\M@TitleReference" in printed:  # memoir adds the title
        bare = match.group() if (match := re.match(r"(?:[A-Z0-9]+\.)*\d+", bare)) else bare
    return bare.rstrip(".")


if __name__ == "__main__":
    main(sys.argv[1:])
