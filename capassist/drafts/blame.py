"""Who wrote which caption, where the draft is under git: the blame of the caption's lines, offline.

A stranger's repository may name programs in its configuration. None is run: what is asked is the blame of the last
commit, never of the working files (which would go through filters), without textconv, hooks, monitors and lazy fetches.
"""

import os
import shutil
import subprocess
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from capassist.files import read_file
from capassist.model import Draft

_PATIENCE = 60.0  # seconds for one file; a thesis of a thousand commits takes about two
_LARGEST = 5_000_000  # bytes of a file
_SAFE = (
    "--no-pager --no-optional-locks --no-replace-objects -c core.fsmonitor=false -c core.hooksPath=/dev/null "
    "-c blame.ignoreRevsFile= -c protocol.allow=never"
).split()
_QUIET = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def caption_writers(draft: Draft) -> dict[str, str]:
    """Return who wrote each figure's caption, "Name <mail>", by the figure's id: the person with the most characters of
    its lines in the last commit.

    Captions that were never committed are left out; nothing is there where there is no git or no repository.
    """
    lines: dict[str, dict[int, str]] = {}
    found: dict[str, str] = {}
    for part in draft.manuscript.parts:
        if part.kind != "caption" or part.panel:
            continue
        file = part.source.file
        if file not in lines:
            lines[file] = _writers_of_lines(draft.root, file)
        last = part.source.line + part.text.count("\n")
        shares = Counter[str]()
        for number, line in zip(range(part.source.line, last + 1), part.text.split("\n"), strict=True):
            if writer := lines[file].get(number):
                shares[writer] += len(line.strip())
        if shares:
            found.setdefault(part.figure, shares.most_common(1)[0][0])
    return found


def _writers_of_lines(root: Path, file: str) -> dict[int, str]:
    """Return who wrote each line of a file as it is now, from 1; lines that were never committed are left out."""
    committed = _blame(root, file)
    if not committed:
        return {}
    try:
        now = read_file(root / file, _LARGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return {}
    before = [line for _, line in committed]
    matched = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return {there + n + 1: committed[here + n][0] for here, there, size in matched for n in range(size)}


def _blame(root: Path, file: str) -> list[tuple[str, str]]:
    """Return the writer and the text of each line in the last commit; nothing where git does not know."""
    program = shutil.which("git")
    if program is None:
        return []
    command = [program, "-C", str(root), *_SAFE, "blame", "--no-textconv", "--line-porcelain", "HEAD", "--", file]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _QUIET
    try:
        run = subprocess.run(  # noqa: S603  git with fixed words and a file of the draft
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return []
    return _read(run.stdout.decode("utf-8", "replace")) if run.returncode == 0 else []


def _read(porcelain: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    name = mail = ""
    for line in porcelain.split("\n"):
        if line.startswith("author "):
            name = line.removeprefix("author ")
        elif line.startswith("author-mail "):
            mail = line.removeprefix("author-mail ")
        elif line.startswith("\t"):
            found.append((f"{name} {mail}", line[1:].removesuffix("\r")))
    return found
