"""How often figures read from LaTeX have the number, caption and label that TeX gives them: python benchmarks/latex_numbers.py [NAME…]

The papers stand in benchmarks/latex_papers/papers.txt; each is compiled twice with pdflatex, which must be installed, and read without
what the compiler wrote. Numbers and captions are those of the .lof file, the number with what is printed right before it ("S1");
labels and their numbers those of the .aux file. A caption is near when its words overlap with those of the list by an F1 of 0.9.
"""

import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from capassist.drafts import open_draft
from capassist.model import Draft, Figure

PAPERS = Path(__file__).parent / "latex_papers" / "papers.txt"
_FIGURE = re.compile(r"\[\[(?P<name>\w+)(?:\|(?P<caption>[^|\]]*))?(?:\|(?P<environment>\w+))?\]\]")
_ACCENT = re.compile(r"\\(?:[`'^\"~=.]|[cvHuk](?![a-zA-Z]))\s*\{?(\w)\}?")
_NOT_WORDS = re.compile(
    r"\\href\s*\{[^{}]*\}|\\subref\s*\*?\s*\{[^{}]*\}|\\[cC]ref(?:range)?\s*(?:\{[^{}]*\})+|\\todo\s*\{[^{}]*\}|\\(?:ignorespaces|relax|protect|[a-zA-Z@]+\*?)"
)


@dataclass(frozen=True)
class Printed:
    """What TeX printed: the numbers and captions of the figures in order, and the number of each label."""

    figures: list[tuple[str, list[str]]]
    labels: dict[str, str]


@dataclass
class Tally:
    """How much there was and how much of it was right; what was wrong, in words."""

    wanted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, holds: bool, fault: str) -> None:
        """Count one thing, and keep what is wrong with it."""
        self.wanted[what] += 1
        self.right[what] += holds
        if not holds:
            self.faults.append(f"{what}: {fault}")


def main(names: list[str]) -> None:
    total = Tally()
    for name, files in papers(PAPERS.read_text("utf-8")):
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            printed = compiled(Path(folder), files)
            tally = Tally()
            if printed is None:
                tally.count("compiled", False, "pdflatex made no PDF")
            else:
                compare(printed, open_draft(Path(folder)), tally)
        print(name, *(tally.faults or ["right"]), sep="\n    " if tally.faults else " ")
        total.wanted += tally.wanted
        total.right += tally.right
    for what, count in total.wanted.items():
        print(f"{what:8} {total.right[what]:4} of {count:4}  {total.right[what] / count:.3f}")


def papers(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the papers with their files by path."""
    found = []
    for paper in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        first, *others = re.split(r"^\+\+\+ ", paper, flags=re.MULTILINE)
        head, _, rest = first.partition("\n")
        name, class_, *options = head.split(maxsplit=2)
        preamble, _, body = rest.partition("---\n")
        begin = rf"\documentclass[{''.join(options)}]{{{class_}}}"
        files = {"main.tex": f"{begin}\n{preamble}\\begin{{document}}\n{written(body)}\\end{{document}}\n"}
        files |= {path: written(content) for path, _, content in (other.partition("\n") for other in others)}
        found.append((name, files))
    return found


def written(text: str) -> str:
    """Return the text with its [[figures]] written out."""

    def figure(match: re.Match[str]) -> str:
        name, caption = match["name"], match["caption"] or f"Tank {match['name']} of water"
        environment = match["environment"] or "figure"
        inner = rf"\rule{{1cm}}{{1cm}}\caption{{{caption}}}\label{{f:{name}}}"
        return f"\n\\begin{{{environment}}}{inner}\\end{{{environment}}}\n"

    return _FIGURE.sub(figure, text)


def compiled(folder: Path, files: dict[str, str]) -> Printed | None:
    """Write the files, compile them, take away what TeX wrote, and return what it printed; None if it made no PDF."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    for _ in range(2):
        command = ["pdflatex", "-interaction=nonstopmode", "main.tex"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    if not (folder / "main.pdf").exists():
        return None
    text = subprocess.run(["pdftotext", "main.pdf", "-"], cwd=folder, capture_output=True, check=False).stdout.decode()
    aux = "\n".join(
        path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.aux"), key=lambda p: p.name != "main.aux")
    )
    for made in folder.iterdir():
        if made.is_file() and made.name not in files:
            made.unlink()
    return Printed([(_with_prefix(number, words, text), words) for number, words in _listed(aux)], _labels(aux))


def _listed(aux: str) -> list[tuple[str, list[str]]]:
    found = []
    for match in re.finditer(r"\\@writefile\{lof\}\{", aux):
        line = _group(aux, match.end() - 1)
        number = re.search(r"\\numberline\s*\{", line)
        if number is None or not re.search(r"\\contentsline\s*\{figure\}", line):
            continue
        printed = _group(line, number.end() - 1)
        caption = line[number.end() + len(printed) + 1 :]
        caption = _group(caption, 0) if caption.startswith("{") else caption.partition("}{")[0]
        found.append((_bare(printed), _words(caption)))
    return found


def _labels(aux: str) -> dict[str, str]:
    labels = {}
    for match in re.finditer(r"\\newlabel\{([^{}]*)\}\{(?=\{)", aux):
        number = _group(aux, match.end())
        number = re.sub(r"\\M@TitleReference \{([^{}]*)\}\{[^{}]*\}", r"\1", number)
        if not re.search(r"@cref$|^sub@|^tocindent|^LastPage|^TotPages", match[1]):
            labels[match[1]] = _bare(number)
    return labels


def _group(text: str, brace: int) -> str:
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text[brace:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return text[brace + 1 : brace + match.start()]
    return text[brace + 1 :]


def _bare(number: str) -> str:
    return re.sub(r"\\(?:relax|hbox|protect)|[{}\s]", "", number).replace("--", "–").rstrip(".")


def _with_prefix(number: str, caption: list[str], page: str) -> str:
    """Return the number with the capitals that are printed before it."""
    start = r"\W+".join(map(re.escape, caption[:3]))
    match = re.search(rf"(?<![^\W\d_])([A-Z]{{1,2}}) ?{re.escape(number)}\W+{start}", page)
    return match[1] + number if match else number


def _words(text: str) -> list[str]:
    """Return the words of LaTeX or of plain text, without accents."""
    text = _NOT_WORDS.sub(" ", _ACCENT.sub(r"\1", text))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def compare(printed: Printed, draft: Draft, tally: Tally) -> None:
    """Count what the draft's figures have of what was printed."""
    figures = [figure for figure in draft.figures if figure.number and figure.kind == "figure"]
    for number, words in printed.figures:
        figure = max(figures, key=lambda figure: (overlap(words, figure), figure.number == number), default=None)
        found = figure.number if figure else None
        tally.count("number", found == number, f"TeX {number}, here {found}: {' '.join(words)!r}")
        here = figure.caption if figure else None
        tally.count(
            "caption", figure is not None and overlap(words, figure) >= 0.9, f"TeX {' '.join(words)!r}, here {here!r}"
        )
    by_label = {label: figure.number for figure in draft.figures for label in figure.labels}
    panels = {label for figure in draft.figures for panel in figure.panels for label in panel.labels}
    for label, number in printed.labels.items():
        if label not in panels:
            here = by_label.get(label)
            prefixed = {listed for listed, _ in printed.figures if listed.endswith(number)}  # \\ref prints no prefix
            tally.count("label", here in {number, *prefixed}, f"{label} is {number!r} for TeX, here {here!r}")


def overlap(words: list[str], figure: Figure) -> float:
    """Return the F1 of these words and those of the caption, or of its short form that the list has instead."""
    mine = _words(figure.short_caption or figure.caption or "")
    common = sum((Counter(words) & Counter(mine)).values())
    return 2 * common / max(1, len(words) + len(mine))


if __name__ == "__main__":
    main(sys.argv[1:])
