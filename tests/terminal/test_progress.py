import io

import pytest

from capassist.terminal.console import console_on
from capassist.terminal.progress import drafting, reading


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
