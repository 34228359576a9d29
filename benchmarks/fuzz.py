"""Whether any damage to a paper, an archive, a decisions file, a session or a backup makes capassist crash or change other bytes.

    python benchmarks/fuzz.py PAPER… [--minutes 20] [--seed 1] [--inputs 500]

Papers are mutated (pieces cut out, doubled, swapped, braces and backslashes put in or taken out, bytes flipped, other encodings and
line ends), and each is read, checked, drafted, written and undone in a process of its own; until the minutes are over. Then as many
`--inputs` of the other kinds are damaged and given to `apply` and `undo`. Printed: cases, crashes (exit 70, must be 0), those over
20 s and over 1 GiB (must be 0), those with a byte changed outside of a caption (must be 0), and refusals.
"""

import argparse
import functools
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.drafts import open_draft
from capassist.drafts.source import decode
from capassist.drafts.writing.writeback import possible_edits, undo, write_possible
from capassist.errors import CapassistError
from capassist.model import Decision
from capassist.rules import Selection, check
from capassist.session.decisions import read_decisions
from capassist.session.log import Session
from capassist.workflow.drafting import DraftingContext, suggest
from capassist.workflow.writing import plan_decided

SECONDS, BYTES = 20, 1 << 30
TOKENS: list[str] = [*"{}\\%$&#[]\n\0\r", "\\caption{", "\\end{figure}", "\\begin{figure}", "\\if", "\\fi", "\\else", "\\input{main}", "\ufeff", "\\verb|", "\\label{x}"]  # fmt: skip
PAPER = (
    b"\\documentclass{article}\\begin{document}Figure~\\ref{f} shows a line.\n"
    b"\\begin{figure}\\includegraphics{a}\\caption{Old.}\\label{f}\\end{figure}\\end{document}\n"
)
DECISIONS = {
    "schema": "capassist.decisions/1",
    "decisions": [{"figure": "f", "verdict": "accept", "text": "New words.", "reason": None}],
}


def main() -> None:
    """Print what came of the cases; exit with 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=500)
    arguments = parser.parse_args()
    papers = _shown("papers", run_papers(arguments.papers, arguments.minutes * 60, arguments.seed))
    inputs = _shown("inputs", run_inputs(arguments.inputs, arguments.seed))
    sys.exit(
        1 if any(counts[key] for counts in (papers, inputs) for key in ("crash", "slow", "large", "changed")) else 0
    )


def _shown(name: str, counts: Counter[str]) -> Counter[str]:
    """Print the counts, at once, and return them."""
    keys = ("cases", "crash", "slow", "large", "changed", "refused")
    print(name, " · ".join(f"{key} {counts[key]}" for key in keys), flush=True)
    return counts


def run_papers(papers: Iterable[Path], seconds: float, seed: int) -> Counter[str]:
    """Mutate the papers in turn and work on each until the CPU seconds are over."""
    drawn, counts, used = random.Random(seed), Counter[str](), 0.0
    sources = list(papers)
    while used < seconds:
        paper = drawn.choice(sources)
        with tempfile.TemporaryDirectory() as folder:
            root = writable_copy(paper, Path(folder) / "paper")
            case = f"{paper.name}, case {counts['cases']} of seed {seed}"
            mutate_paper(root, drawn)
            used += judge(case, functools.partial(work, root), counts)
    return counts


def writable_copy(paper: Path, place: Path) -> Path:
    """Return a copy of a paper's folder that can be written, whatever the modes of the original are."""
    shutil.copytree(paper, place, copy_function=shutil.copyfile)
    for folder in (place, *(path for path in place.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    return place


def run_inputs(number: int, seed: int) -> Counter[str]:
    """Damage an archive, a decisions file, a session or a backup so many times, and apply or undo."""
    drawn, counts = random.Random(seed), Counter[str]()
    kinds = (damaged_archive, damaged_decisions, damaged_session, damaged_backup)
    for index in range(number):
        with tempfile.TemporaryDirectory() as folder:
            action = kinds[index % len(kinds)](Path(folder), drawn)
            judge(f"{kinds[index % len(kinds)].__name__}, case {index} of seed {seed}", action, counts)
    return counts


# One case -----------------------------------------------------------------------------------------------------------------


def judge(case: str, action: Callable[[], str], counts: Counter[str]) -> float:
    """Run an action in a process of its own, count what came of it, and return the CPU seconds it took."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 3, SECONDS * 3))
        os.write(writing, outcome(action).encode()[-2000:])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode() or "crash killed"
    usage = os.wait4(pid, 0)[2]
    seconds = usage.ru_utime + usage.ru_stime
    counts["cases"] += 1
    counts["slow"] += seconds > SECONDS
    counts["large"] += usage.ru_maxrss * 1024 > BYTES
    counts[said.split()[0]] += 1
    if said.split()[0] in {"crash", "changed"} or seconds > SECONDS:
        print(f"{case}: {seconds:.1f} s: {said}", flush=True)
    return seconds


def outcome(action: Callable[[], str]) -> str:
    """Return "done", "refused", "changed …" or "crash …"."""
    try:
        return action()
    except CapassistError:
        return "refused"
    except BaseException:  # noqa: BLE001  that is what is looked for
        return f"crash {traceback.format_exc()[-1500:]}"


def work(root: Path) -> str:
    """Read, check, draft, write and undo; return whether bytes outside of captions changed."""
    draft = open_draft(root)
    check(draft, Selection())
    with Session.read(draft.home, draft.name) as session:
        desk = DraftingContext(draft, ExtractiveCaptioner(), 5, session)
        list(suggest(desk, [figure for figure in draft.figures if figure.kind == "figure"][:3]))
    before = contents(root)
    decisions = [Decision(figure.id, "accept", f"New words, number {n}.") for n, figure in enumerate(draft.figures)]
    possible = possible_edits(draft, decisions)
    write_possible(draft, possible)
    allowed = {change.path.relative_to(draft.root).as_posix(): change.new for change in possible.changes}
    for name, data in contents(root).items():
        if data != allowed.get(name, before[name]):
            return f"changed {name}"
    for change in possible.changes:
        if outside(change.old, [(e.slot.start, e.slot.end) for e in possible.edits if e.slot.file == change.file]) > (
            len(change.new)
        ):
            return f"changed {change.file}"
    if possible.changes:
        undo(draft.root)
    return "done" if contents(root) == before else "changed after undo"


def outside(old: bytes, spans: list[tuple[int, int]]) -> int:
    """Return how many bytes must be left of a file when the spans of its text are taken out."""
    source = decode(old)
    text, kept, position = source.text, [], 0
    for start, end in sorted(spans):
        kept.append(text[position:start])
        position = end
    return len(source.encode("".join((*kept, text[position:]))))


def contents(root: Path) -> dict[str, bytes]:
    """Return the bytes of the files that are not capassist's own."""
    paths = (path for path in sorted(root.rglob("*")) if ".capassist" not in path.parts and path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


# What is damaged ----------------------------------------------------------------------------------------------------------


def mutate_paper(root: Path, drawn: random.Random) -> None:
    """Mutate one to three of the paper's sources."""
    sources = sorted(
        path for path in root.rglob("*") if path.suffix in {".tex", ".bib", ".aux", ".sty"} and path.is_file()
    )
    for path in drawn.sample(sources, min(len(sources), drawn.randint(1, 3))):
        data = path.read_bytes()
        for _ in range(drawn.randint(1, 6)):
            data = mutated(data, drawn)
        path.write_bytes(data)


def mutated(data: bytes, drawn: random.Random) -> bytes:
    """Return the data with one change."""
    size = len(data)
    a, b = sorted((drawn.randint(0, size), drawn.randint(0, size)))
    b = min(b, a + drawn.choice((1, 5, 80, 2000)))
    kind = drawn.randrange(8)
    if kind == 0:
        return data[:a] + data[b:]
    if kind == 1:
        return data[:b] + data[a:b] * drawn.randint(1, 20) + data[b:]
    if kind == 2:
        return data[:a] + drawn.choice(TOKENS).encode() + data[a:]
    if kind == 3:
        return data[:a] + drawn.randbytes(drawn.randint(1, 9)) + data[b:]
    if kind == 4:
        return data.replace(drawn.choice(TOKENS).encode(), drawn.choice(TOKENS).encode(), drawn.randint(1, 9))
    if kind == 5:
        return data.replace(b"\n", drawn.choice((b"\r\n", b"\r", b"", b"\n\n")))
    if kind == 6:
        return data.decode("latin-1").encode(drawn.choice(("utf-16", "utf-8", "utf-8-sig"))) if size < 200_000 else data
    return data[:a] + data[b:] + data[a:b]


def small_paper(folder: Path) -> Path:
    """Return a paper with one figure."""
    root = folder / "paper"
    root.mkdir()
    (root / "main.tex").write_bytes(PAPER)
    return root


def unchanged(root: Path, action: Callable[[], object], allowed: tuple[bytes, ...] = (PAPER,)) -> str:
    """Run the action, and return whether the paper is one of those allowed."""
    said = "done"
    try:
        action()
    except CapassistError:
        said = "refused"
    return said if (root / "main.tex").read_bytes() in allowed else "changed main.tex"


def damaged_archive(folder: Path, drawn: random.Random) -> Callable[[], str]:
    """Return opening a damaged zip or tar.gz."""
    root = small_paper(folder)
    kind = drawn.choice(("zip", "gztar"))
    path = Path(shutil.make_archive(str(folder / "packed"), kind, root))
    path.write_bytes(mutated(path.read_bytes(), drawn))
    if kind == "zip" and drawn.random() < 0.2:
        with zipfile.ZipFile(folder / "odd.zip", "w") as archive:
            archive.writestr(drawn.choice(("../x.tex", "/x.tex", "a" * 300 + ".tex", "a\0.tex", "C:x.tex")), PAPER)
        path = folder / "odd.zip"
    before = path.read_bytes()

    def action() -> str:
        open_draft(path)
        return "done" if path.read_bytes() == before else "changed the archive"

    return action


def damaged_decisions(folder: Path, drawn: random.Random) -> Callable[[], str]:
    """Return planning from a damaged decisions file."""
    root, path = small_paper(folder), folder / "decisions.json"
    path.write_bytes(mutated(json.dumps(spoiled(DECISIONS, drawn)).encode(), drawn))
    return lambda: unchanged(root, lambda: plan_decided(open_draft(root), read_decisions(path)))


def damaged_session(folder: Path, drawn: random.Random) -> Callable[[], str]:
    """Return going on with a damaged session."""
    root = small_paper(folder)
    draft = open_draft(root)
    with Session.open(draft.home, draft.name) as session:
        session.decide(Decision("f", "accept", "New words."), over="Old.")
    (path,) = (root / ".capassist" / "sessions").glob("*.jsonl")
    path.write_bytes(mutated(path.read_bytes(), drawn))
    return lambda: unchanged(root, lambda: Session.open(draft.home, draft.name).close())


def damaged_backup(folder: Path, drawn: random.Random) -> Callable[[], str]:
    """Return undoing with a damaged manifest or copy."""
    root = small_paper(folder)
    draft = open_draft(root)
    write_possible(draft, possible_edits(draft, [Decision("f", "accept", "New words.")]))
    written = (root / "main.tex").read_bytes()
    path = drawn.choice(sorted(path for path in (root / ".capassist" / "backups").rglob("*") if path.is_file()))
    data = path.read_bytes()
    if path.suffix == ".json" and drawn.random() < 0.5:
        path.write_text(json.dumps(spoiled(json.loads(data), drawn)))
    else:
        path.write_bytes(mutated(data, drawn))
    return lambda: unchanged(root, lambda: undo(root), (PAPER, written))


def spoiled(value: object, drawn: random.Random) -> object:
    """Return the JSON value with one or several of its parts of another type."""
    if drawn.random() < 0.08:
        return drawn.choice((None, 7, -1.5, True, "", "\0", [], {}, "x" * 5000, [[]]))
    if isinstance(value, dict):
        return {key: spoiled(inner, drawn) for key, inner in value.items() if drawn.random() > 0.03}
    return [spoiled(inner, drawn) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
