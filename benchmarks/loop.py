"""The whole way on copies of real papers, offline: suggest, review through a pseudo-terminal, apply, scan, undo.

    python benchmarks/loop.py PAPER…

Every captioned figure with a mention is drafted anew and accepted where the guards let it. Printed for each paper: figures accepted,
files that differ outside of the captions' slots (must be 0), captions that do not scan to what was accepted (must be 0), and files
that undo did not give back (must be 0).
"""

import json
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pexpect

from capassist.drafts import open_draft
from capassist.drafts.source import decode
from capassist.model import Draft

PATIENCE = 4  # seconds, after which a draft was not accepted
CAPASSIST = [sys.executable, "-m", "capassist"]


def main() -> None:
    """Print a row for each paper."""
    print(f"{'paper':<24}{'figures':>8}{'accepted':>9}{'outside':>8}{'captions':>9}{'undo':>6}")
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            paper = Path(folder) / "paper"
            shutil.copytree(name, paper, ignore=shutil.ignore_patterns(".capassist"))
            for path in paper.rglob("*"):
                path.chmod(path.stat().st_mode | stat.S_IWUSR)
            row = measure(paper)
        print(
            f"{Path(name).resolve().parent.name:<24}"
            + "".join(f"{n:>{w}}" for n, w in zip(row, (8, 9, 8, 9, 6), strict=True))
        )


def measure(paper: Path) -> tuple[int, int, int, int, int]:
    """Return the figures asked about, those accepted, and the three counts of damage."""
    before, draft = contents(paper), open_draft(paper)
    figures = [figure for figure in draft.figures if figure.kind == "figure" and figure.slot and figure.mentions]
    names = [figure.id for figure in figures if figure.caption]
    options = [option for name in names for option in ("--figure", name)]
    drafted = {row["figure"]: row["text"] for row in run("suggest", str(paper), "--json", *options)["drafts"]}
    review(paper, options)
    plan = run("apply", str(paper), "--yes", "--json")
    after, again = contents(paper), open_draft(paper)
    accepted = set(plan["figures"])
    outside = sum(
        surroundings(draft, before, file, accepted) != surroundings(again, after, file, accepted) for file in before
    )
    captions = {figure.id: " ".join((figure.caption_source or "").split()) for figure in again.figures}
    wrong = sum(drafted.get(figure, "") not in captions[figure] for figure in accepted)
    if accepted:
        run("undo", str(paper), "--yes", "--json")
    return (
        len(names),
        len(accepted),
        outside,
        wrong,
        sum(before[file] != data for file, data in contents(paper).items()),
    )


def review(paper: Path, options: list[str]) -> None:
    """Accept each draft that can be accepted, and skip the others, one key each."""
    terminal = pexpect.spawn(
        CAPASSIST[0],
        [*CAPASSIST[1:], "review", str(paper), *options],
        dimensions=(40, 120),
        timeout=60,
        encoding="utf-8",
    )
    answered = 0
    seen = [r"(\d+) of \d+ · [\s\S]*?\[\?\]", pexpect.TIMEOUT, "All figures are decided", pexpect.EOF]
    while (shown := terminal.expect(seen, timeout=PATIENCE if answered else 60)) < 2:
        if shown == 1:
            terminal.send("s")
        elif (current := int(terminal.match.group(1))) > answered:  # and not the same figure, drawn once more
            terminal.send("a")
            answered = current
    if shown == 2:
        terminal.expect(r"\[\?\]")
        terminal.send("q")
        terminal.expect(pexpect.EOF)
    terminal.close()


def surroundings(draft: Draft, files: dict[str, bytes], file: str, figures: set[str]) -> list[str]:
    """Return the file's text around the slots of the figures."""
    slots = sorted(
        (f.slot.start, f.slot.end) for f in draft.figures if f.slot and f.slot.file == file and f.id in figures
    )
    edges = [0, *(edge for slot in slots for edge in slot), None]
    text = decode(files[file]).text
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file's bytes, without capassist's own."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".capassist" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def run(*arguments: str) -> dict[str, Any]:
    """Return a command's JSON."""
    done = subprocess.run([*CAPASSIST, *arguments], stdout=subprocess.PIPE, check=True)
    record: dict[str, Any] = json.loads(done.stdout)
    return record


if __name__ == "__main__":
    main()
