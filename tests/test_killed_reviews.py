"""kill -9 at random moments of reviews with a server: nothing decided is lost, asked twice, or paid for twice."""

import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pytest

from capassist.drafts import open_draft
from capassist.model import AUTHOR
from capassist.session.log import Session, read_reviewed
from capassist.testing import Answer, ChatServer, Received, chat_answer
from capassist.workflow.drafting import captioned_figures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9"),
]
Decided = dict[str, list[str | None]]  # by figure: the verdict and the text
DraftOptions = tuple[str, str]  # a figure, and what shall be changed in its caption
SCRIPT = Path(__file__).with_name("killed_reviews.py")
KILLS = int(os.environ.get("CAPASSIST_KILLS", "24"))  # benchmarks/kills.py wants more
FIGURES = 8
FIGURE = r"""
As Figure~\ref{fig:f%(n)d} shows, effect %(n)d grows with time. It ends where the food of kind %(n)d does.
\begin{figure}
  \includegraphics{f%(n)d}
  \label{fig:f%(n)d}
\end{figure}
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    body = "".join(FIGURE % {"n": n} for n in range(1, FIGURES + 1))
    (folder / "main.tex").write_text(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}")
    return folder


class Reviews:
    """Reviews that run in processes of their own."""

    def __init__(self, paper: Path, url: str, said: Path) -> None:
        command = [sys.executable, str(SCRIPT), str(paper), url, str(said)]
        self.said = said
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.bound = threading.Timer(240, self.process.kill)  # a review that hangs must not hold the tests
        self.bound.start()

    def killed(self, seed: int, lines: int, delay: float) -> list[dict[str, Any]]:
        """Begin a review, kill it so many seconds after it said so many lines, and return what it said."""
        assert self.process.stdin
        assert self.process.stdout
        self.said.write_text("")
        print(seed, file=self.process.stdin, flush=True)
        child = int(self.process.stdout.readline())
        while alive(child) and self.said.read_text().count("\n") < lines:
            time.sleep(0.002)
        time.sleep(delay)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        assert self.process.stdout.readline() == "ended\n"
        return [json.loads(line) for line in self.said.read_text().splitlines() if line.endswith("}")]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.bound.cancel()
        self.process.kill()
        self.process.communicate()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def decided(paper: Path) -> Decided:
    rows = read_reviewed(paper, "main.tex")
    return {row.figure: [row.decision.verdict, row.decision.text] for row in rows if row.decision}


def paid(paper: Path) -> set[DraftOptions]:
    """Return what was asked of the server and is kept."""
    with Session.open(paper, "main.tex") as session:
        return {
            (figure.id, draft.instruction)
            for figure in captioned_figures(open_draft(paper))
            for draft in session.drafts(figure.id)
            if draft.captioner != AUTHOR
        }


def asked(received: Received) -> DraftOptions:
    """Return which figure a request is about, and what shall be changed."""
    text = received.body.decode()
    figure = re.search(r"effect (\d) grows", text)
    instruction = re.search(r"refine 0\.\d+(?:e-\d+)?", text)
    assert figure
    return f"fig:f{figure[1]}", instruction[0] if instruction else ""


def test_nothing_is_lost_asked_twice_or_paid_for_twice(paper: Path, tmp_path: Path) -> None:
    dice = random.Random(7)
    numbers = itertools.count(1)

    def answer(_: Received) -> Answer:
        number = next(numbers)
        return chat_answer(f"Growth {number} over time. End {number} of food.", delay=dice.random() * 0.03)

    lines = 0
    with ChatServer(answer) as server, Reviews(paper, server.url, tmp_path / "said") as reviews:
        for seed in range(KILLS):
            before, known, count = decided(paper), paid(paper), len(server.requests)
            events = reviews.killed(seed, dice.randrange(25), dice.random() * 0.05)
            if events and len(before) < FIGURES:
                assert events[0]["asked"] not in before
            assert_kept(events, before, decided(paper))
            assert not known & {asked(received) for received in server.requests[count:]}
            lines += len(events)
    assert lines > 4 * KILLS  # the reviews did something


def assert_kept(events: list[dict[str, Any]], before: Decided, after: Decided) -> None:
    """Nothing acknowledged is lost: what stands now is what was last said, but for what was being done then."""
    known = next((event["decisions"] for event in reversed(events) if "asked" in event), before)
    changed = {figure for figure in {*known, *after} if known.get(figure) != after.get(figure)}
    last = events[-1] if events and "action" in events[-1] else {"action": "nothing"}
    match last["action"]:
        case "accept" | "skip" as verdict:
            assert changed <= {last["figure"]}
            (kept,) = {*map(tuple, [after[figure] for figure in changed])} or {None}
            assert kept in (None, (verdict, None), ("accept", last["text"]), ("edit", last["text"]))
        case "undo":
            assert len(changed) <= 1
        case _:
            assert not changed
