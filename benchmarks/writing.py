"""Whether writing a caption changes anything else: captions with hard characters into copies of real papers, read again, and undone.

    python benchmarks/writing.py PAPER… [--compile]

Into every figure that has a caption a new one is written, one figure at a time. Printed for each LaTeX paper: figures with a
caption, those written, those refused (with the reason), writes that changed a byte outside of the slot (must be 0), captions that
do not read as they were written (must be 0), and undos after which any file differs (must be 0). With --compile all captions of a
paper are written at once, and it is compiled with TeX before and after: what compiled before must compile after. Some repositories
leave their journal's class out; for a few that TeX Live lacks as well, a stand-in lies in `classes`.
"""

import argparse
import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from capassist.drafts import open_draft
from capassist.drafts.compiling import Engine, compile_error, copied, working_engine
from capassist.drafts.source import decode
from capassist.drafts.writing.writeback import plan_edits, undo, write
from capassist.errors import CapassistError
from capassist.model import Decision, Draft, Edit, Figure
from capassist.text.escape import to_latex
from capassist.text.latex import to_plain
from capassist.text.words import one_line

HARD = (
    "Gain of 95% & loss in run #7 of data_set_2 at 2^10 ~ 1000, for a < b > c: “quoted”, 'so' and \"so\", 3–5 — or more, "
    r"$x_1^2 \le 5\,\%$ where ≤ 4 µm, über {all} naïve façades. No. {number}"
)
CLASSES = Path(__file__).resolve().parent / "classes"
COLUMNS = ("captions", "written", "refused", "outside", "misread", "undo")


@dataclass
class Row:
    """One paper's counts, why figures were refused, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)


def main() -> None:
    """Print a row for each paper, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    parser.add_argument("--compile", action="store_true")
    arguments = parser.parse_args()
    os.environ["TEXINPUTS"] = f"{CLASSES}{os.pathsep}{os.environ.get('TEXINPUTS', '')}"
    total: Counter[str] = Counter()
    names = [*COLUMNS, *(("before", "after") if arguments.compile else ())]
    print(f"{'paper':<24}" + "".join(f"{name:>9}" for name in names))
    for paper in arguments.papers:
        with tempfile.TemporaryDirectory() as folder:
            row = measure(writable_copy(paper, Path(folder) / "paper"))
            if arguments.compile:
                compare(writable_copy(paper, Path(folder) / "compiled"), row)
        total += row.counts
        print(f"{label(paper):<24}" + "".join(f"{row.counts[name]:>9}" for name in names), flush=True)
        print("".join(f"    {reason}\n" for reason in row.reasons), end="")
    print(f"{'all':<24}" + "".join(f"{total[name]:>9}" for name in names))


def measure(paper: Path) -> Row:
    """Write each caption alone, read it again, and take it back."""
    row = Row()
    draft = open_draft(paper)
    if draft.kind != "latex":
        return row
    before = contents(paper)
    for number, figure in enumerate(captioned(draft), 1):
        row.counts["captions"] += 1
        try:
            edits = plan_edits(draft, [decision(figure, number)])
            write(draft, edits)
        except CapassistError as error:
            row.counts["refused"] += 1
            row.reasons.append(f"{figure.id}: {error.message}")
            continue
        row.counts["written"] += 1
        row.counts["outside"] += not only_slots_changed(before, contents(paper), edits)
        row.counts["misread"] += misread(open_draft(paper), edits)
        undo(draft.root)
        if contents(paper) != before:
            row.counts["undo"] += 1
            break
    return row


def compare(paper: Path, row: Row) -> None:
    """Compile the paper in a copy as it is, and with all captions that can be written."""
    draft = open_draft(paper)
    if draft.kind != "latex":
        return
    engine, error = compiled(draft)
    if engine is None:
        row.reasons.append(f"does not compile: {error}")
        return
    row.counts["before"] += 1
    writable = [figure for figure in captioned(draft) if figure.slot]
    write(draft, plan_edits(draft, [decision(f, n) for n, f in enumerate(writable, 1)]))
    _, error = compiled(draft, engine)
    row.counts["after"] += not error
    if error:
        row.reasons.append(f"no longer compiles: {error}")


def compiled(draft: Draft, engine: Engine | None = None) -> tuple[Engine | None, str | None]:
    """Return the engine that compiles the draft, and TeX's first error where it does not."""
    with tempfile.TemporaryDirectory() as folder:
        main = copied(draft.root, Path(folder)) / draft.main
        return (engine, compile_error(main, engine)) if engine else working_engine(main)


def captioned(draft: Draft) -> list[Figure]:
    """Return the figures proper that have a caption."""
    return [figure for figure in draft.figures if figure.kind == "figure" and figure.state != "missing"]


def decision(figure: Figure, number: int) -> Decision:
    """Accept the hard caption for the figure, with its own number in it."""
    return Decision(figure.id, "accept", to_latex(HARD.replace("{number}", str(number))))


def only_slots_changed(before: dict[str, bytes], after: dict[str, bytes], edits: Iterable[Edit]) -> bool:
    """Compare all bytes but those of the slots: each file has at most one."""
    slots = {edit.slot.file: edit.slot for edit in edits}
    if before.keys() != after.keys():
        return False
    for file, old in before.items():
        if file not in slots:
            if after[file] != old:
                return False
            continue
        source, slot = decode(old), slots[file]
        head = len(source.encode(source.text[: slot.start]))
        tail = len(old) - len(source.encode(source.text[: slot.end]))
        new = after[file]
        if len(new) < head + tail or new[:head] != old[:head] or not new.endswith(old[len(old) - tail :]):
            return False
    return True


def misread(draft: Draft, edits: Iterable[Edit]) -> bool:
    """Whether a caption does not read as what was written."""
    captions = {figure.id: figure.caption or "" for figure in draft.figures}
    return any(one_line(captions.get(edit.figure, "")) != one_line(to_plain(edit.new)) for edit in edits)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file's bytes, without capassist's own."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".capassist" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def writable_copy(paper: Path, to: Path) -> Path:
    """Copy a paper's folder, or the folder of a main file, and return what to open there."""
    folder = paper if paper.is_dir() else paper.parent
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns(".capassist"))
    for path in to.rglob("*"):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    return to if paper.is_dir() else to / paper.name


def label(paper: Path) -> str:
    """Return a short name for a paper: a folder called `src` says nothing."""
    resolved = paper.resolve()
    return resolved.parent.name if resolved.name == "src" else resolved.name


if __name__ == "__main__":
    main()
