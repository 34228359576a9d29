"""The displayed equations of the flat text: which of their lines have numbers, and which labels stand there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from capassist.drafts.latex.arguments import closing
from capassist.model import Span
from capassist.text.latex import Macro

_SINGLE = frozenset(("equation", "multline", "dmath"))
_ROWS = frozenset(("align", "gather", "flalign", "alignat", "eqnarray", "IEEEeqnarray"))
DISPLAYS = _SINGLE | _ROWS
_TOKEN = re.compile(r"\\(?:(begin|end)\s*\{[^{}]*\}|\\(?:\s*\[[^\[\]]*\])?|.)|[{}]", re.DOTALL)
_UNNUMBERED = "notag|nonumber|IEEEnonumber"
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a display: whether its counter is stepped, the number that \\tag gives it instead, and its labels."""

    steps: bool
    tag: str
    labels: tuple[str, ...]


def display_lines(
    structure: str, environment: str, start: int, macros: Mapping[str, Macro]
) -> tuple[list[Line], int] | None:
    """Return the lines of the display whose content begins at `start`, and where it ends; None where it never does."""
    closed = closing(structure, environment, start, len(structure))
    if closed is None:
        return None
    rows = list(_rows(structure, (start, closed[0]))) if environment in _ROWS else [(start, closed[0])]
    own = (name for name, macro in macros.items() if re.search(rf"\\(?:{_UNNUMBERED})(?![a-zA-Z])", macro.body))
    unnumbered = re.compile(rf"\\(?:{'|'.join([_UNNUMBERED, *map(re.escape, own)])})(?![a-zA-Z@])")
    lines = [_line(structure[slice(*row)], unnumbered) for row in rows]
    return list(_carried(lines)) if environment == "eqnarray" else lines, closed[1]


def _carried(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines with the labels of one without number at the next that has one: eqnarray's counter stands at
    that number already."""
    waiting: tuple[str, ...] = ()
    for line in lines:
        waiting += line.labels
        numbered = line.steps or bool(line.tag)
        yield Line(line.steps, line.tag, waiting if numbered else ())
        waiting = () if numbered else waiting


def _line(text: str, unnumbered: re.Pattern[str]) -> Line:
    tag = _TAG.search(text)
    labels = tuple(label.strip() for label in _LABEL.findall(text))
    return Line(tag is None and unnumbered.search(text) is None, tag[1] if tag else "", labels)


def _rows(structure: str, content: Span) -> Iterator[Span]:
    """Yield the lines that \\\\ ends, not those of what is nested inside."""
    start, depth = content[0], 0
    for match in _TOKEN.finditer(structure, *content):
        if match.group() == "{" or match[1] == "begin":
            depth += 1
        elif match.group() == "}" or match[1] == "end":
            depth -= 1
        elif depth == 0 and match.group().startswith("\\\\"):
            yield start, match.start()
            start = match.end()
    yield start, content[1]
