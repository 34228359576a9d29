"""The two consoles, and the one way by which untrusted text reaches them.

Standard output carries results only; progress, questions and warnings go to standard error. Text of the paper, of a
model or of a file name is printed as `literal(...)`, never as markup: captions contain "[1]" and "[b]".
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderableType, RenderResult
from rich.measure import Measurement
from rich.text import Text

from capassist.errors import CapassistError
from capassist.model import Figure
from capassist.terminal.streams import is_shown, read_by_emacs
from capassist.text.safe import safe_text
from capassist.text.words import one_line
from capassist.wording import named, place_of

Printable = RenderableType  # what a console prints, for those who have no business with rich

_SHORTEST_LABEL = 12  # columns: "fig:l…tency" is still told from its neighbours


def output() -> Console:
    """Return the console for results."""
    return console_on(sys.stdout)


def messages() -> Console:
    """Return the console for progress, questions and warnings."""
    return console_on(sys.stderr)


def console_on(stream: TextIO, width: int | None = None) -> Console:
    """Return a console that interprets no markup in what it prints, and leaves out all styles where colour is not
    wanted.

    NO_COLOR, FORCE_COLOR and TERM=dumb are honoured. A character that the stream's encoding lacks is replaced, not a
    crash.
    """
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Console(
        file=stream,
        width=width,
        force_terminal=False if read_by_emacs() else None,
        soft_wrap=not is_shown(stream),  # in a pipe, running text and diffs stay unbroken
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )


def literal(text: str, style: str = "") -> Text:
    """Return untrusted text as it is, without terminal controls."""
    return Text(safe_text(text), style)


def literal_line(text: str, style: str = "") -> Text:
    """Return untrusted text on one line."""
    return literal(one_line(text), style)


class Hanging:
    """Running text beside a label, with as much space before its other lines; `shortened` to one line where it is too
    long.

    The space is that of `before` columns where it is named.
    """

    def __init__(self, label: Text, text: Text, *, shortened: bool = False, before: int | None = None) -> None:
        self.label = label
        self.text = text
        self.shortened = shortened
        self.before = label.cell_len if before is None else before

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        fits = self.label.cell_len + self.text.cell_len <= options.max_width and "\n" not in self.text.plain
        if fits or options.no_wrap:  # in a pipe
            yield Text().append_text(self.label).append_text(self.text)
            return
        width = max(1, options.max_width - max(self.label.cell_len, self.before))
        overflow: OverflowMethod = "ellipsis" if self.shortened else "fold"
        lines = self.text.wrap(console, width, overflow=overflow, no_wrap=self.shortened)
        for number, line in enumerate(lines):
            before = Text(" " * self.before) if number else self.label
            yield Text().append_text(before).append_text(line)  # `+` would give the line the label's style


class Shortened:
    """A text on one line that gives way in its middle: the ends of a label tell figures apart."""

    def __init__(self, text: str) -> None:
        self.text = safe_text(one_line(text))

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(_shorten(self.text, options.max_width), no_wrap=True)

    def __rich_measure__(self, _console: Console, _options: ConsoleOptions) -> Measurement:
        length = cell_len(self.text)
        return Measurement(min(length, _SHORTEST_LABEL), length)


def _shorten(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    head = (width - 1) // 2
    tail = width - 1 - head
    start, end = set_cell_size(text, head), set_cell_size(text[::-1], tail)[::-1]
    return f"{start}…{end}"


def indented(text: Text) -> Hanging:
    """Return running text with two columns of space before each line."""
    return Hanging(Text("  "), text)


def show_error(error: CapassistError, console: Console, figures: Sequence[Figure] = ()) -> None:
    """Print an expected failure: which figures have it, what is wrong, and on the next lines the ways on."""
    about = f"{named(figures)}: " if figures else ""
    console.print(Hanging(Text("capassist: ", "bold red"), literal_line(about + error.message)))
    for line in filter(None, error.hint.split("\n")):
        console.print(indented(literal(line)))


def headline(figure: Figure) -> str:
    """Return its name, label and place on one line: "Figure 3 · fig:latency · paper.tex:88"."""
    parts = [figure.name]
    if figure.number and figure.labels:
        parts.append(figure.labels[0])
    return " · ".join(filter(None, [*parts, place_of(figure)]))
