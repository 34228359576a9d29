"""Differences as an author reads them: word by word for captions, line by line for files.

The marks say everything; colour only repeats it: [-old-] {+new+}, as `git diff --word-diff` prints them.
"""

from rich.text import Text

from capassist.terminal.console import literal
from capassist.text.word_diff import word_changes

_STYLES = {"old": "red", "new": "green"}
_MARKS = {"old": ("[-", "-]"), "new": ("{+", "+}")}
_LINE_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def word_diff(old: str, new: str) -> Text:
    """Return the new text with what went and what came: "runs [-on one core-]{+on two cores+}."."""
    result = Text()
    for kind, piece in word_changes(old, new):
        if kind == "same":
            result.append_text(literal(piece))
        else:
            start, end = _MARKS[kind]
            result.append_text(literal(f"{start}{piece}{end}", _STYLES[kind]))
    return result


def file_diff(diff: str) -> Text:
    """Return a unified diff, coloured by the first character of each line."""
    lines = diff.rstrip("\n").split("\n")
    return Text("\n").join(literal(line, _line_style(line)) for line in lines)


def _line_style(line: str) -> str:
    return "bold" if line.startswith(("--- ", "+++ ")) else _LINE_STYLES.get(line[:1], "")
