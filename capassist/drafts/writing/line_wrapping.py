r"""Lines as the author breaks them: a caption that is written into a source whose lines have an end gets lines, too.

To TeX the end of a line is a space, so that only a text in which it is none stays on one line: with a remark, or with
what stands for itself (\verb).
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from capassist.model import Slot

NARROWEST = 50  # columns; what is narrower is verse, a list or a table
WIDEST = 120  # columns; whoever writes longer lines does not break them
_FEWEST = 5  # lines that say how wide the lines are
_MOST = 0.9  # of the lines; some of any paper stick out
_LITERAL = re.compile(r"(?<!\\)%|\\(?:verb|lstinline|mintinline)(?![a-zA-Z])")
_SPACE = re.compile(r"(?<!\\) +")  # "\ " is a space of its own
_PROSE = re.compile(r"\s*[^\W\d_][^&\\]*\s[^&]*")  # begins with words, and is no row of a table
# The words come with the brace that opens the argument.
_TWO_LINES = re.compile(
    r"^(?P<first>[ \t]*)\\(?:fig)?caption\*?(?:\[[^\]\n]*\])?(?P<words>\{[^\n%]*[^\s%{}])"
    r"[ \t]*\r?\n(?P<second>[ \t]*)(?=\w)",
    re.MULTILINE,
)
_END = re.compile(r"[.!?:;}]$")


def as_source_lines(new: str, slot: Slot, text: str) -> str:
    r"""Return a text as it goes into the slot of a file's `text`: broken into lines where the file's prose is.

    Its lines are as wide as the file's, and begin where those of the old text did, or else as far from the command as
    the second lines of the file's other captions. A text with line ends of its own stays as it is, and so does one
    whose predecessor was a long line: then that is the author's habit.
    """
    width = line_width(text)
    start = text.rfind("\n", 0, slot.start) + 1
    before = (text[start : slot.start] + slot.before).rpartition("\n")[2]  # a new caption begins a line of its own
    column = len(before)
    if width is None or column + len(new) <= width or "\n" in new or _LITERAL.search(new):
        return new
    old = slot.text.splitlines()
    if len(old) < 2 and column + len(slot.text) > width:
        return new
    first = old[1] if len(old) > 1 else before
    indent = re.match(r"[ \t]*", first)[0]  # type: ignore[index]  # it matches anywhere
    if len(old) < 2:
        indent += _hanging_indent(text)
    return _filled(_SPACE.split(new), column, indent, width)


def _hanging_indent(text: str) -> str:
    """Return by how much most captions of a file that go on in a second line indent it more than their command."""
    found: Counter[str] = Counter()
    for match in _TWO_LINES.finditer(text):
        if match["words"].count("{") > match["words"].count("}") and match["second"].startswith(match["first"]):
            found[match["second"].removeprefix(match["first"])] += 1
    return found.most_common(1)[0][0] if found else ""


def line_width(text: str) -> int | None:
    """Return how wide the lines of a file's prose are, in columns; None where it is not broken into lines of one width.

    What counts are lines in the middle of a sentence: there it was the width that ended them, and not the thought.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    prose = [len(line) for line in lines if _PROSE.fullmatch(line)]
    broken = sorted(_widths_in_sentences(lines))
    if len(broken) < _FEWEST:
        return None
    width = broken[int(_MOST * (len(broken) - 1))]
    longer = sum(length > width for length in prose)
    return width if NARROWEST <= width <= WIDEST and longer <= (1 - _MOST) * len(prose) else None


def _widths_in_sentences(lines: list[str]) -> Iterator[int]:
    for line, following in pairwise(lines):
        if _PROSE.fullmatch(line) and _PROSE.fullmatch(following) and not _END.search(line):
            yield len(line)


def _filled(words: list[str], column: int, indent: str, width: int) -> str:
    """Return the words in lines of at most `width` columns where they fit, the first of which begins at a column."""
    lines, line, room = [], "", width - column
    for word in words:
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, width - len(indent)
        else:
            line = f"{line} {word}" if line else word
    return f"\n{indent}".join([*lines, line])
