"""kill -9 at random moments of `apply`, `undo`, `suggest` with a server and `review`: what is mixed or lost.

    python benchmarks/kills.py [ROUNDS]

For suggest, each round begins the command on one paper in a process of its own and kills it at a random moment, then looks: the
sources have the same bytes, each line of the session but the last is whole, each kept draft is what the server answered for that
figure, and no answer that is kept was asked for again. For apply and undo, each round writes two files of a paper and is killed at a
touch of the file system drawn at random, temporary files already there: each file is the old or the new one, byte for byte, and
undo gives the old bytes back. Reviews are killed by tests/test_killed_reviews.py, with as many rounds.
"""

import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts.latex import read_latex
from capassist.drafts.writing.writeback import possible_edits, undo, write_possible
from capassist.errors import WriteError
from capassist.model import Decision
from capassist.session.log import read_reviewed
from capassist.testing import Answer, ChatServer, Received, chat_answer

ROUNDS = 200
FIGURES = 8
LONGEST = 0.6  # seconds until the kill
FIGURE = "\nAs Figure~\\ref{fig:f%(n)d} shows, effect %(n)d grows.\n\\begin{figure}\\includegraphics{f}\\label{fig:f%(n)d}\\end{figure}\n"
TESTS = Path(__file__).parents[1] / "tests"


def begin(paper: Path, url: str) -> int:
    """Begin suggest in a forked process, which has everything imported, and return its id."""
    if child := os.fork():
        return child
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        app(["suggest", str(paper), "--server", url, "--model", "m", "--no-double-check"])
    finally:
        os._exit(0)


def warm_up(folder: Path, url: str) -> None:
    """Have everything imported by a suggest that is not killed, so that the others are killed at work."""
    (folder / "main.tex").write_text(
        f"\\documentclass{{article}}\\begin{{document}}{FIGURE % {'n': 0}}\\end{{document}}"
    )
    CliRunner().invoke(app, ["suggest", str(folder / "main.tex"), "--server", url, "--model", "m", "--no-double-check"])
    (folder / "main.tex").unlink()


def faults(paper: Path, source: bytes, answered: dict[str, str]) -> list[str]:
    """Return what is mixed or lost now."""
    found = [] if (paper / "main.tex").read_bytes() == source else ["the source differs"]
    for log in (paper / ".capassist" / "sessions").glob("*.jsonl"):
        for line in log.read_bytes().split(b"\n")[:-1]:
            try:
                json.loads(line)
            except ValueError:
                found.append(f"a line is torn: {line[:60]!r}")
    for row in read_reviewed(paper, "main.tex"):
        found += [f"{row.figure} has {draft.text}" for draft in row.drafts if answered.get(draft.text) != row.figure]
    return found


def killed_suggests(rounds: int) -> list[str]:
    """Kill so many suggests, one of their papers after the other, and return what was mixed or lost."""
    dice, numbers, answered, lock = random.Random(11), itertools.count(1), {}, threading.Lock()
    asked: Counter[str] = Counter()

    def answer(received: Received) -> Answer:
        figure = re.search(rb"effect (\d+) grows", received.body)
        assert figure
        with lock:
            text = f"Growth {next(numbers)} over time."
            asked[f"fig:f{figure[1].decode()}"] += 1
            answered[text] = f"fig:f{figure[1].decode()}"
        return chat_answer(text, delay=dice.random() * 0.05)

    found: list[str] = []
    killed = complete = 0
    with tempfile.TemporaryDirectory() as folder, ChatServer(answer) as server:
        warm_up(Path(folder), server.url)
        while killed < rounds:
            paper = Path(folder) / str(killed)
            paper.mkdir()
            body = "".join(FIGURE % {"n": n} for n in range(1, FIGURES + 1))
            source = f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}".encode()
            (paper / "main.tex").write_bytes(source)
            kept: set[str] = set()
            while len(kept) < FIGURES and killed < rounds:
                before = Counter(asked)
                child = begin(paper, server.url)
                time.sleep(dice.random() * LONGEST)
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                killed += 1
                if killed % 20 == 0:  # a run that is cut short says something, too
                    print(f"suggest: {killed} kills, {len(found)} mixed or lost", flush=True)
                found += faults(paper, source, answered)
                found += [f"{figure} was asked for again" for figure in kept if asked[figure] > before[figure]]
                kept = {row.figure for row in read_reviewed(paper, "main.tex") if row.drafts}
            complete += len(kept) == FIGURES
    print(f"suggest: {killed} kills, {complete} papers drafted whole in spite of them, {len(found)} mixed or lost")
    return found


TOUCHES = 60  # of the file system, in an apply or undo of two files; a moment beyond the last is no kill
TOUCHING = frozenset(
    "open os.rename os.link os.mkdir os.remove os.chmod os.chown shutil.rmtree ctypes.get_errno".split()
)
PART = b"\\begin{figure}\\includegraphics{f}\\caption{Old two.}\\label{fig:b}\\end{figure}\n"
MAIN = (
    b"\\documentclass{article}\\begin{document}\n"
    + PART.replace(b"two", b"one").replace(b"fig:b", b"fig:a")
    + b"\\input{part}\n"
    b"\\end{document}\n"
)


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Do the work in a forked process that is killed at its touch number `moment`; return whether it was."""
    if not (child := os.fork()):
        count = itertools.count(1)
        sys.addaudithook(
            lambda event, _: (
                os.kill(os.getpid(), signal.SIGKILL) if event in TOUCHING and next(count) == moment else None
            )
        )
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def killed_writes(kind: str, rounds: int) -> list[str]:
    """Kill so many applies, or undos, and return what was mixed or lost."""
    dice, found, killed = random.Random(5), [], 0
    decisions = [Decision("fig:a", "accept", "New one."), Decision("fig:b", "accept", "New two.")]
    old = {"main.tex": MAIN, "part.tex": PART}
    states = {name: {data, data.replace(b"Old ", b"New ")} for name, data in old.items()}
    while killed < rounds:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, data in old.items():
                (root / name).write_bytes(data)
            draft = read_latex(root)
            possible = possible_edits(draft, decisions)
            if kind == "undo":
                write_possible(draft, possible)
            work = partial(undo, root) if kind == "undo" else partial(write_possible, draft, possible)
            if not killed_at(dice.randint(1, TOUCHES), work):
                continue
            killed += 1
            now = {name: (root / name).read_bytes() for name in old}
            found += [f"{kind}: {name} is {data!r}" for name, data in now.items() if data not in states[name]]
            with suppress(WriteError):  # all of it, or nothing, was written before the kill
                undo(root)
            after = {name: (root / name).read_bytes() for name in old}
            found += [f"{kind}: undo leaves {name} as {data!r}" for name, data in after.items() if data != old[name]]
    print(f"{kind}: {killed} kills, {len(found)} mixed or lost", flush=True)
    return found


def main() -> int:
    """Print what was found; return 1 where it is something."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    found = [*killed_writes("apply", rounds), *killed_writes("undo", rounds), *killed_suggests(rounds)]
    print(*found[:20], sep="\n", end="\n" if found else "")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", str(TESTS / "test_killed_reviews.py")]
    review = subprocess.run(command, env=os.environ | {"CAPASSIST_KILLS": str(rounds)}, check=False, cwd=TESTS.parent)
    print(f"review: {rounds} kills, {'nothing' if not review.returncode else 'something'} mixed or lost")
    return 1 if found or review.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
