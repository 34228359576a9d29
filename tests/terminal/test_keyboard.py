"""What is typed while nobody reads it, at a pseudo-terminal."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from capassist.errors import UsageError
from capassist.model import Draft
from capassist.terminal.keyboard import echo, forget_typed, no_echo
from capassist.terminal.review import require_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")


@pytest.fixture
def typed_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Have a pseudo-terminal as standard input, and return the end at which is typed."""
    import pty

    outer, inner = pty.openpty()
    with os.fdopen(inner, "r") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield outer
    os.close(outer)


def is_echoed() -> bool:
    import termios

    return bool(termios.tcgetattr(sys.stdin)[3] & termios.ECHO)


def test_what_is_typed_is_off_the_screen_until_it_is_over_whatever_happens(typed_at: int) -> None:
    assert is_echoed()
    with no_echo():
        assert not is_echoed()
        with echo():
            assert is_echoed()
        assert not is_echoed()
    assert is_echoed()
    with pytest.raises(ZeroDivisionError), no_echo():
        raise ZeroDivisionError
    assert is_echoed()


def test_what_was_typed_and_not_read_is_forgotten(typed_at: int) -> None:
    os.write(typed_at, b"accept\n")
    forget_typed()
    os.write(typed_at, b"skip\n")
    assert sys.stdin.readline() == "skip\n"


def test_where_nobody_types_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").write_text("accept\n")
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        with no_echo(), echo():
            forget_typed()
        assert stream.readline() == "accept\n"


def test_both_sides_of_a_terminal_are_needed(typed_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Draft(Path("my paper"), Path("my paper"), "latex", "main.tex")
    with pytest.raises(UsageError) as caught:  # the output is none
        require_terminal(draft)
    assert "suggest 'my paper' --json" in caught.value.hint
    monkeypatch.setattr(sys, "stdout", sys.stdin)
    require_terminal(draft)
