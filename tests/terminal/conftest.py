import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from capassist.model import (
    Candidate,
    Evidence,
    Figure,
    Finding,
    Mention,
    ReviewItem,
    Sentence,
    Source,
)

OLD = r"Growth of the colony for $n=3$ plates, as in \cite{mueller2019}."
NEW = r"Growth of the colony over twelve days for $n=3$ plates [1]; [b]thick[/b] lines are means."
ACTIONS = ("accept", "edit", "another", "skip", "back", "undo", "quit")

# What a hostile paper or model could send: clipboard and title writes, links, cursor moves, 8-bit forms, bidi controls, a prompt
# that looks like ours.
PAYLOADS = {
    "clear screen": "\x1b[2J\x1b[H",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "title": "\x1b]0;owned\x1b\\",
    "link": "\x1b]8;;http://x.example\x07click\x1b]8;;\x07",
    "unterminated string": "\x1b]52;c;aaaa",
    "device control": "\x1bP$q\x1b\\",
    "eight-bit CSI": "\x9b2J",
    "eight-bit OSC": "\x9d0;owned\x9c",
    "carriage return": "safe\rdrop",
    "backspaces": "safe\b\b\b\bdrop",
    "bell and delete": "\x07\x7f",
    "bidi": "abc\u202edef\u2066",
    "fake key line": "\x1b[24;1H[y]es",
}


class TerminalStream(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal_stream() -> TerminalStream:
    return TerminalStream()


@pytest.fixture
def figure() -> Figure:
    sentence = "As Figure 3 shows, the colony grows for twelve days."
    return Figure(
        id="fig:growth",
        number="3",
        labels=("fig:growth",),
        page=4,
        state="written",
        caption="Growth of the colony for n=3 plates, as in [2].",
        caption_source=OLD,
        type="graph plot",
        mentions=(Mention(sentence, (Sentence(sentence, sentence),), "2 Plates", None, "sections/plates.tex", 41),),
        source=Source("paper.tex", 88),
    )


@pytest.fixture
def candidate() -> Candidate:
    evidence = (
        Evidence("mention", "The colony grows for twelve days.", "sections/plates.tex:41"),
        Evidence("profile", "Decay of the colony for $n=3$ plates.", "Figure 2"),
    )
    return Candidate("fig:growth", NEW, "short", "offline", evidence, ("Drafted without a model.",))


@pytest.fixture
def item(figure: Figure, candidate: Candidate) -> ReviewItem:
    findings = (Finding("number", "The number 12 is in neither figure nor text."),)
    return ReviewItem(figure, 2, 7, candidate.text, candidate, findings, None, ACTIONS)


@pytest.fixture
def blocked_item(item: ReviewItem) -> ReviewItem:
    return replace(item, findings=(*item.findings, Finding("braces", "A brace is not closed.", (4, 5), blocks=True)))


@pytest.fixture(params=PAYLOADS.values(), ids=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def assert_harmless() -> Callable[[str], None]:
    """Return a function that finds no control but line breaks and tabs, no 8-bit control, no invisible direction mark."""

    def check(text: str) -> None:
        harmful = [
            c for c in text if (ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F or c in "\u202e\u2066"
        ]
        assert not harmful

    return check


@pytest.fixture
def decay_editor(tmp_path: Path) -> str:
    """Return the command of an editor that turns Growth into Decay."""
    script = tmp_path / "decay editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text('utf-8').replace('Growth', 'Decay'), 'utf-8')\n"
    )
    return f'"{sys.executable}" "{script}"'
