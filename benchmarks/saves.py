"""Whether a save of the author is ever lost, while `apply` and `undo` replace files that another process saves at any moment.

    python benchmarks/saves.py [--rounds 200] [--seed 1]

In each round a second process, the author's editor, saves one of the two files of a small paper once, in place or by rename, at
a moment drawn at random: before the first replacing, between two files, during the check, during undo. Printed: the rounds, those
in which the save fell into the command, the saves that are nowhere (must be 0), those written over (must be 0), the rounds in
which a file is neither of anybody's states (must be 0).
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FILES = ("main.tex", "part.tex")
FLOAT = "\\begin{figure}\\includegraphics{a}\\caption{Old %s.}\\label{fig:%s}\\end{figure}\n"
MAIN = "\\documentclass{article}\\begin{document}\n" + FLOAT % ("a", "a") + "\\input{part}\n\\end{document}\n"
WRONG = ("lost", "written over", "mixed", "crashed")
LINE = "%% an hour of work, %d\n"
Start = Callable[[list[str]], tuple[int, str]]  # runs Python with arguments

# The editor: waits for the number of the touch of the file system at which it saves, and answers when it has.
EDITOR = r"""
import os, sys
path, how, line = sys.argv[1:]
sys.stdin.readline()
text = open(path, "rb").read() + line.encode()
if how == "rename":
    with open(path + ".swp", "wb") as file:
        file.write(text)
    os.replace(path + ".swp", path)
else:
    with open(path, "wb") as file:
        file.write(text)
print("saved", flush=True)
"""

# The command under test: at its touch number MOMENT of the file system it lets the editor save, and goes on.
COMMAND = r"""
import itertools, subprocess, sys
from pathlib import Path
from capassist.drafts.latex import read_latex
from capassist.drafts.writing.writeback import possible_edits, undo, write_possible
from capassist.errors import CapassistError
from capassist.model import Decision

root, kind, moment, editor = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]
process = subprocess.Popen([sys.executable, "-c", *editor], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
draft = read_latex(root)
possible = possible_edits(draft, [Decision("fig:a", "accept", "New a."), Decision("fig:b", "accept", "New b.")]) if kind == "apply" else None
count, busy = itertools.count(1), False
touching = {"open", "os.rename", "os.link", "os.chmod", "os.remove", "ctypes.get_errno", "os.mkdir", "os.listdir", "shutil.rmtree"}


def save():
    process.stdin.write("\n")
    process.stdin.flush()
    process.stdout.readline()


def hook(event, args):
    global busy
    if event in touching and not busy and next(count) == moment:
        busy = True
        save()


sys.addaudithook(hook)
code = 0
try:
    write_possible(draft, possible) if possible else undo(root)
except CapassistError as error:
    print(error.message, error.hint, sep="\n")
    code = error.exit_code
inside = busy
if not busy:
    busy = True
    save()
process.wait()
print("inside" if inside else "after")
sys.exit(code)
"""


@dataclass(frozen=True)
class Save:
    """What the editor saves, how, and at which touch of the file system by the command."""

    file: str
    how: str  # "in place" or "rename"
    moment: int
    line: str


def started(arguments: list[str]) -> tuple[int, str]:
    """Run Python with the arguments; return its exit code and what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    run = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment)
    return run.returncode, run.stdout


def main() -> None:
    """Run the rounds and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts = run(arguments.rounds, arguments.seed)
    print(totals(counts))
    sys.exit(1 if any(counts[name] for name in WRONG) else 0)


def run(rounds: int, seed: int, start: Start = started) -> Counter[str]:
    """Return how many saves were lost, written over and so on, in so many rounds, each of which starts Python."""
    drawn = random.Random(seed)
    counts: Counter[str] = Counter()
    for number in range(rounds):
        kind, how = drawn.choice(("apply", "undo")), drawn.choice(("rename", "in place"))
        with tempfile.TemporaryDirectory() as folder:
            save = Save(drawn.choice(FILES), how, drawn.randint(1, 60), LINE % number)
            found = one_round(Path(folder), kind, save, start)
        counts["rounds"] += 1
        counts.update(found)
        if bad := found & {"lost", "written over", "mixed", "crashed"}:
            print(f"round {number}: {kind}, {how}: {', '.join(sorted(bad))}", flush=True)
        if counts["rounds"] % 20 == 0:  # a run that is cut short says something, too
            print(totals(counts), flush=True)
    return counts


def totals(counts: Counter[str]) -> str:
    """Return the counts so far in one line."""
    names = ("rounds", "inside", "refused", *WRONG)
    return " · ".join(f"{name} {counts[name]}" for name in names)


def one_round(root: Path, kind: str, save: Save, start: Start) -> set[str]:
    """Let a file be saved while the command runs; return what is wrong afterwards."""
    paper = {"main.tex": MAIN, "part.tex": FLOAT % ("b", "b")}
    for name, text in paper.items():
        (root / name).write_text(text)
    if kind == "undo":
        command("apply", root, Save("elsewhere", "in place", 10_000, ""), start)
    code, said = command(kind, root, save, start)
    found = {"crashed"} if code not in (0, 6) else set()
    found |= {"refused"} if code == 6 else set()
    found |= {"inside"} if said.rstrip().endswith("inside") else set()
    saved = (root / save.file).read_text()
    everywhere = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    if not any(save.line.encode() in data for data in everywhere):
        found.add("lost")
    elif save.line not in saved:
        found.add("written over")
    for name, text in paper.items():
        bare = (root / name).read_text().replace(save.line, "")
        if bare not in (text, text.replace("Old", "New")):
            found.add("mixed")
    return found


def command(kind: str, root: Path, save: Save, start: Start) -> tuple[int, str]:
    """Run apply or undo on the paper, with an editor that saves at its given touch of the file system."""
    (root / save.file).touch()
    editor = [EDITOR, str(root / save.file), save.how, save.line]
    return start(["-c", COMMAND, str(root), kind, str(save.moment), *editor])


if __name__ == "__main__":
    main()
