"""apply, undo: nothing of a hostile paper or decision file reaches the terminal or the source."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from capassist.cli import app

# Clipboard, screen, title, link, an open string, their eight-bit forms, what overwrites a line, and what turns it round.
PAYLOADS = (
    "\x1b]52;c;cm0gLXJm\x07", "\x1b[2J\x1b[H", "\x1b]0;owned\x1b\\", "\x1b]8;;http://x.example\x07y\x1b]8;;\x07", "\x1b]52;c;aa",
    "\x1bP$q\x1b\\", "\x9b2J", "\x9d0;owned\x9c", "safe\b\b\b\bdrop", "safe\rdrop", "\x07\x7f", "abc\u202edef\u2066", "\x1b[24;1H[y]es",
)  # fmt: skip
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def apply(paper: Path, *options: str, **decision: str) -> tuple[int, str]:
    """Return the exit code and all that was printed of `capassist apply` with one decision."""
    file = paper.parent / "decisions.json"
    row = {"figure": "fig:share", "verdict": "accept", "text": "Share.", **decision}
    file.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    result = CliRunner().invoke(app, ["apply", str(paper), "--decisions", str(file), *options])
    return result.exit_code, result.output


@pytest.mark.parametrize("field", ["text", "figure"])
@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_decision_with_controls_is_refused_and_named_without_them(paper: Path, payload: str, field: str) -> None:
    before = (paper / "main.tex").read_bytes()
    code, printed = apply(paper, "--yes", **{field: f"Share {payload}."})
    assert code == {"text": 6, "figure": 3}[field]
    assert not HARMFUL.search(printed)
    assert (paper / "main.tex").read_bytes() == before


@pytest.mark.parametrize("option", ["--dry-run", "--yes"])
def test_a_paper_with_controls_is_shown_without_them_and_keeps_them(paper: Path, option: str) -> None:
    main = paper / "main.tex"
    hostile = main.read_bytes().replace(b"TODO", " ".join(["TODO", *PAYLOADS]).encode())
    hostile = hostile.replace(b"  \\label{fig:share}", f"  \\label{{fig:share}} % {' '.join(PAYLOADS)}".encode())
    main.write_bytes(hostile)
    code, printed = apply(paper, option)
    assert code == 0
    assert "+  \\caption{Share.}" in printed
    assert not HARMFUL.search(printed)
    if option == "--yes":
        undone = CliRunner().invoke(app, ["undo", str(paper), "--yes"])
        assert not HARMFUL.search(undone.output)
    assert main.read_bytes() == hostile
