import io

import pytest

from capassist.model import Figure
from capassist.terminal.console import console_on
from capassist.terminal.progress import drafting, reading, waiting


@pytest.mark.parametrize("variables", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "FORCE_COLOR"])
def test_it_is_silent_without_a_terminal(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    with drafting(total=2, captioner="offline", console=console_on(stream)) as progress:
        assert [progress(result) for result in "ab"] == ["a", "b"]
    assert stream.getvalue() == ""


def test_it_is_silent_when_there_is_nothing_to_draft(terminal_stream: io.StringIO) -> None:
    with drafting(total=0, captioner="offline", console=console_on(terminal_stream)):
        pass
    assert terminal_stream.getvalue() == ""


def test_a_dumb_terminal_gets_one_line(monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with drafting(total=2, captioner="offline", console=console_on(terminal_stream)) as progress:
        progress("a")
    assert terminal_stream.getvalue() == "Drafting (offline), 2 to do\n"


def test_a_terminal_sees_the_count(terminal_stream: io.StringIO) -> None:
    with drafting(
        total=2, captioner="m[b] at h" + "\x1b]52;c;cm0gLXJm\x07", console=console_on(terminal_stream, width=80)
    ) as progress:
        progress("a")
        progress("b")
    assert "Drafting (m[b] at h)" in terminal_stream.getvalue()
    assert "2/2" in terminal_stream.getvalue()
    assert "]52;" not in terminal_stream.getvalue()


def test_reading_says_nothing_where_nobody_watches() -> None:
    stream = io.StringIO()
    with reading("paper.pdf", console_on(stream)):
        pass
    assert stream.getvalue() == ""


def test_who_waits_is_told_for_what_and_by_whom_in_a_pipe_on_one_line() -> None:
    stream = io.StringIO()
    with waiting(Figure("fig:a", number="3"), "m at h", console_on(stream)):
        assert stream.getvalue() == "Drafting Figure 3 (m at h). Ctrl-C stops; what is decided is saved.\n"
    assert stream.getvalue().count("\n") == 1


def test_who_waits_at_a_dumb_terminal_is_told_once(
    monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with waiting(Figure("fig:a", number="3"), "offline", console_on(terminal_stream)):
        pass
    assert terminal_stream.getvalue() == "Drafting Figure 3 (offline). Ctrl-C stops; what is decided is saved.\n"


def test_who_waits_at_a_screen_sees_it_and_has_the_screen_back(terminal_stream: io.StringIO) -> None:
    with waiting(Figure("fig:a", number="3"), "offline", console_on(terminal_stream, width=100)):
        pass
    shown = terminal_stream.getvalue()
    assert "Drafting Figure 3 (offline)." in shown
    assert shown.index("\x1b[?1049h") < shown.index("Drafting") < shown.rindex("\x1b[?1049l")


def test_reading_is_shown_at_a_terminal_and_not_at_a_dumb_one(
    monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO
) -> None:
    with reading("paper[b].pdf", console_on(terminal_stream, width=80)):
        pass
    assert "Reading paper[b].pdf" in terminal_stream.getvalue()
    monkeypatch.setenv("TERM", "dumb")
    before = terminal_stream.getvalue()
    with reading("paper.pdf", console_on(terminal_stream, width=80)):
        pass
    assert terminal_stream.getvalue() == before


def test_what_is_done_can_be_called_otherwise(monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with drafting(total=3, captioner="m", console=console_on(terminal_stream), doing="Judging") as progress:
        assert progress("a") == "a"
    assert terminal_stream.getvalue() == "Judging (m), 3 to do\n"
