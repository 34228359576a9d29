import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.text import Text

from capassist.errors import SettingsError
from capassist.model import Draft, Figure, Problem, Source
from capassist.rules import Violation
from capassist.terminal.console import Hanging, Shortened, console_on, headline, literal, literal_line, show_error
from capassist.terminal.findings import finding_line
from capassist.terminal.progress import reading
from capassist.terminal.tables import problem_line

MARKUP = "[b]x[/b] [1] [link=http://x.example]y[/link] :smile: [/]"


def test_no_payload_reaches_the_terminal(
    payload: str, monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO, assert_harmless: Callable[[str], None]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    console = console_on(terminal_stream, width=80)
    console.print(literal(f"a{payload}b", "bold red"))
    show_error(SettingsError(f"wrong{payload}", f"do{payload}"), console)
    assert_harmless(terminal_stream.getvalue())


def test_markup_in_untrusted_text_prints_verbatim() -> None:
    stream = io.StringIO()
    console_on(stream, width=80).print(literal(MARKUP))
    assert stream.getvalue() == MARKUP + "\n"


def test_an_encoding_that_lacks_a_character_is_no_crash() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    console_on(stream, width=80).print(literal("Größe · λ"))
    stream.flush()
    assert raw.getvalue() == b"Gr??e ? ?\n"


@pytest.mark.parametrize(
    ("variables", "styled"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
    ids=["terminal", "NO_COLOR", "NO_COLOR over FORCE_COLOR", "dumb"],
)
def test_styles_follow_the_environment(
    variables: dict[str, str], styled: bool, monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    console_on(terminal_stream, width=80).print(literal("x", "bold red"))
    assert ("\x1b" in terminal_stream.getvalue()) is styled


def test_running_text_stays_unbroken_in_a_pipe_and_is_wrapped_in_a_terminal(terminal_stream: io.StringIO) -> None:
    pipe, text = io.StringIO(), "word " * 40
    console_on(pipe, width=80).print(literal_line(text))
    console_on(terminal_stream, width=80).print(literal_line(text))
    assert pipe.getvalue().count("\n") == 1
    assert max(map(len, terminal_stream.getvalue().splitlines())) <= 80


def test_no_line_that_commands_print_breaks_inside_a_word(
    monkeypatch: pytest.MonkeyPatch, terminal_stream: io.StringIO
) -> None:
    message = "The quick brown caption jumps over seventeen lazy figures, and then it goes on for some more words."
    violation = Violation("C001", "missing-caption", "error", message, Source("main.tex", 3))
    draft = Draft(Path("paper"), Path("paper"), "latex", "main.tex")
    monkeypatch.setenv("NO_COLOR", "1")
    console = console_on(terminal_stream, width=40)
    console.print(finding_line(draft, violation))
    console.print(problem_line(Problem("x", message, message)))
    show_error(SettingsError(message, message), console)
    lines = terminal_stream.getvalue().splitlines()
    assert max(map(len, lines)) <= 40
    known = set(message.split())
    printed = {word for line in lines for word in line.split() if word.isalpha()}
    assert {word for word in printed if word.lower() == word} <= known | {"error"}


def test_an_error_is_a_sentence_and_the_way_on() -> None:
    stream = io.StringIO()
    show_error(
        SettingsError("There is no key.", "Set OPENAI_API_KEY."), console_on(stream), [Figure("fig:a", number="3")]
    )
    assert stream.getvalue() == "capassist: Figure 3: There is no key.\n  Set OPENAI_API_KEY.\n"


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (Figure("fig:a", number="3", labels=("fig:a",), source=Source("a.tex", 7)), "Figure 3 · fig:a · a.tex:7"),
        (Figure("fig:a", labels=("fig:a",), source=Source("a.tex", 7)), "fig:a · a.tex:7"),
        (Figure("a.tex#2", source=Source("a.tex", 7)), "a.tex#2 · a.tex:7"),
        (Figure("p4#1", number="S2", page=4), "Figure S2 · page 4"),
        (Figure("tab:a", kind="table", number="1"), "Table 1"),
    ],
    ids=["all", "no number", "no label", "pdf", "nothing else"],
)
def test_a_figure_is_named_as_its_author_names_it(figure: Figure, line: str) -> None:
    assert headline(figure) == line
    assert line.startswith(figure.name)


def test_emacs_reads_plain_whole_lines(terminal_stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIDE_EMACS", "29.1,compile")
    line = f"a.tex:1:2: C001 {'word ' * 40}end"
    console = console_on(terminal_stream)
    console.print(literal_line(line, "bold red"))
    with reading("paper", console):
        pass
    assert terminal_stream.getvalue() == f"{line}\n"


def test_what_fits_on_one_line_beside_its_label_is_not_wrapped_for_the_space_before_other_lines(
    terminal_stream: io.StringIO,
) -> None:
    fits, longer = "x " * 39 + "x", "y " * 39 + "yy"
    console = console_on(terminal_stream, width=80)
    console.print(Hanging(Text("+"), Text(fits), before=6))
    console.print(Hanging(Text("+"), Text(longer), before=6))
    first, *others = terminal_stream.getvalue().splitlines()
    assert first == f"+{fits}"
    assert len(others) == 2
    assert others[1].startswith("      y")
    assert max(map(len, others)) <= 80


@pytest.mark.parametrize(
    ("width", "shown"),
    [(11, "fig:a-label"), (10, "fig:…label"), (9, "fig:…abel"), (4, "f…el"), (1, "…")],
)
def test_a_label_gives_way_in_its_middle(width: int, shown: str) -> None:
    stream = io.StringIO()
    console_on(stream, width=width).print(Shortened("fig:a-label"))
    assert stream.getvalue() == f"{shown}\n"


def test_wide_characters_of_a_label_count_twice() -> None:
    stream = io.StringIO()
    console_on(stream, width=7).print(Shortened("中文中文中文"))
    assert stream.getvalue() == "中 … 文\n"


def test_running_text_goes_on_under_its_first_word(terminal_stream: io.StringIO) -> None:
    console_on(terminal_stream, width=14).print(Hanging(Text("note  "), Text("one two three four")))
    lines = [line.rstrip() for line in terminal_stream.getvalue().splitlines()]
    assert lines == ["note  one two", "      three", "      four"]


def test_running_text_that_is_shortened_stays_on_its_line(terminal_stream: io.StringIO) -> None:
    console_on(terminal_stream, width=14).print(Hanging(Text("12  "), Text("one two three four"), shortened=True))
    (line,) = terminal_stream.getvalue().splitlines()
    assert line == "12  one two t…"


def test_a_text_that_just_fits_is_not_wrapped_and_one_of_two_lines_hangs_nevertheless(
    terminal_stream: io.StringIO,
) -> None:
    console = console_on(terminal_stream, width=12)
    console.print(Hanging(Text("a "), Text("b" * 10)))
    console.print(Hanging(Text("a "), Text("b\nc")))
    assert terminal_stream.getvalue().splitlines() == ["a " + "b" * 10, "a b", "  c"]


def test_beside_a_label_of_almost_the_whole_width_one_column_is_left(terminal_stream: io.StringIO) -> None:
    console_on(terminal_stream, width=5).print(Hanging(Text("abcd"), Text("xyz")))
    assert terminal_stream.getvalue().splitlines() == ["abcdx", "    y", "    z"]
