import io
import re
from collections.abc import Callable

import pytest

from capassist.terminal.console import console_on
from capassist.terminal.diff import file_diff, word_diff
from capassist.terminal.tables import changes


def test_differences_carry_no_controls(payload: str, assert_harmless: Callable[[str], None]) -> None:
    assert_harmless(word_diff(f"a {payload}", f"{payload} b").plain)
    assert_harmless(file_diff(f"--- a\n+++ b\n-{payload}\n+{payload}").plain)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It runs slowly.", "It runs fast.", "It runs [-slowly-]{+fast+}."),
        ("It runs.", "It runs.", "It runs."),
        ("Of $n=3$ mice.", "Of $n=4$ mice.", "Of [-$n=3$-]{+$n=4$+} mice."),
        (r"As in \cite{a}.", r"As in \cite[p.~3]{b}.", r"As in [-\cite{a}-]{+\cite[p.~3]{b}+}."),
        (r"\textbf{a \emph{b}} c", r"\textbf{a \emph{d}} c", r"[-\textbf{a \emph{b}}-]{+\textbf{a \emph{d}}+} c"),
        (r"50\% of it", r"60\% of it", r"[-50-]{+60+}\% of it"),
        ("one two end", "three four end", "[-one two-]{+three four+} end"),
        ("", "All new", "{+All new+}"),
        ("a b", "a [b] c", "a {+[+}b{+] c+}"),
    ],
    ids=["word", "same", "formula", "macro", "nested macro", "escape", "neighbours joined", "all new", "markup"],
)
def test_the_marks_say_everything(old: str, new: str, shown: str) -> None:
    assert word_diff(old, new).plain == shown


def test_a_file_diff_in_a_pipe_is_the_diff() -> None:
    diff = "--- a/x.tex\n+++ b/x.tex\n@@ -1 +1 @@\n-\\caption{" + "old " * 60 + "}\n+\\caption{[b]new[/b]}\n"
    stream = io.StringIO()
    console_on(stream, width=80).print(file_diff(diff))
    assert stream.getvalue() == diff


def test_a_file_diff_in_a_terminal_has_colour(terminal_stream: io.StringIO) -> None:
    console_on(terminal_stream, width=80).print(file_diff("@@ -1 +1 @@\n-old\n+new"))
    assert "\x1b[31m-old" in terminal_stream.getvalue()
    assert "\x1b[32m+new" in terminal_stream.getvalue()


def test_what_is_wrapped_begins_no_line_like_a_removal(terminal_stream: io.StringIO) -> None:
    line = "+The marginal likelihood of all of the data that are seen here was $\\ln(Z) = -232.1$ in the end.\n"
    console_on(terminal_stream, width=80).print(changes(f"@@ -1 +1 @@\n \n-old\n{line}"))
    shown = re.sub(r"\x1b\[[\d;]*m", "", terminal_stream.getvalue()).splitlines()
    assert [row[:1] for row in shown] == ["@", " ", "-", "+", " "]
    stream = io.StringIO()
    console_on(stream, width=80).print(changes(line))
    assert stream.getvalue() == line
