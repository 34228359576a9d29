"""What the lines of a column are: running text, or what stands between: headings, formulas, code, tables, notes, lists of figures."""

import re
from collections.abc import Sequence
from statistics import median
from typing import Literal

from capassist.drafts.pdf.captions import LEADERS
from capassist.drafts.pdf.layout import Body, is_heading
from capassist.drafts.pdf.page import Line, overlap_x, overlap_y

Role = Literal["text", "heading", "display", "code", "cell", "note", "entry"]

WORDS = 0.35  # share of a line's characters that stand in words: a displayed formula has less
CELL = 30  # characters of a table's cell
STRAY = 8  # characters of what may stand by itself and be no text
SMALLER = 0.85  # of the body's size: what stands in smaller type at the foot of a column is a note

_WORD = re.compile(r"[^\W\d_]{3,}(?![\w(])")
_EQUATION_NUMBER = re.compile(r"\s*\(\s*[A-Z]?\.?\d+(?:\.\d+)*[a-z]?\s*\)\s*")
_CODE = re.compile(r"\s*(?:>>>|In \[\d+\]:|\$ )")
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)+\.?|[A-Z]\.\d+(?:\.\d+)*\.?)\s+[^\W\d_]")


def roles_of(column: Sequence[Line], body: Body) -> list[Role]:
    """Return the role of each line of a column, whose lines are given from top to bottom."""
    left, right = _edges(column)
    roles: list[Role] = [_role(line, column, left, right, body) for line in column]
    _mark_notes(column, roles, body)
    _mark_cells(column, roles)
    _mark_fragments(column, roles)
    _mark_strays(column, roles)
    return roles


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    """Return where the column's text begins and ends: as most of its longer lines do."""
    long = [line for line in column if len(line.text) > CELL] or column
    return median(line.box[0] for line in long), max(line.box[2] for line in long)


def _role(line: Line, column: Sequence[Line], left: float, right: float, body: Body) -> Role:
    text = line.text.strip()
    if LEADERS.search(text):
        return "entry"
    if line.main.mono and sum(len(run.text) for run in line.runs if run.mono) > 0.7 * len(text) or _CODE.match(text):
        return "code"
    if _EQUATION_NUMBER.fullmatch(text):
        return "display"
    alone = not any(_level(line, other) for other in column if other is not line)
    if alone and (is_heading(line, body) or _subheading(line, column, right, body)):
        return "heading"
    if line.box[0] > left + 1.2 * line.size and _formula(text):
        return "display"
    return "text"


def _level(line: Line, other: Line) -> bool:
    return abs(line.base - other.base) < 0.5 * line.size and overlap_x(line.box, other.box) < 0


def _formula(text: str) -> bool:
    """Whether a line holds more symbols than words."""
    return sum(map(len, _WORD.findall(text))) < WORDS * len(text)


def _subheading(line: Line, column: Sequence[Line], right: float, body: Body) -> bool:
    """Whether a numbered line in the body's type is a section's title: "3.2. Model fit", with room above and ending short."""
    if not _NUMBERED.match(line.text) or line.box[2] > right - line.size or len(line.text) > 100:
        return False
    above = max((other.base for other in column if other.base < line.base - 2), default=None)
    return (above is None or line.base - above > 1.25 * body.leading) and not re.search(r"[.,;:]\s*$", line.text)


def _mark_notes(column: Sequence[Line], roles: list[Role], body: Body) -> None:
    """Mark what stands in smaller type below the last line of the body's size: footnotes."""
    large = [i for i, line in enumerate(column) if line.size > SMALLER * body.size and roles[i] in ("text", "heading")]
    for index in range(large[-1] + 1 if large else len(column), len(column)):
        if roles[index] == "text":
            roles[index] = "note"


def _mark_cells(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark rows of three or more short pieces, a column of blanks between each: tables that are no floats."""
    for index, line in enumerate(column):
        row = [i for i, other in enumerate(column) if abs(other.base - line.base) < 0.35 * line.size]
        short = all(len(column[i].text) < CELL and column[i].size > 0.8 * line.size for i in row)
        if len(row) >= 3 and short and roles[index] == "text":
            for i in row:
                roles[i] = "cell"


def _mark_fragments(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark the numerators, limits and brackets that stand level with a displayed formula."""
    for _ in range(2):
        shown = [line.box for line, role in zip(column, roles, strict=True) if role == "display"]
        for index, line in enumerate(column):
            beside = any(
                overlap_y(line.box, box) > -1.5 and -4 * line.size < overlap_x(line.box, box) for box in shown
            )
            if roles[index] == "text" and beside and (len(line.text.strip()) < 8 or (len(line.text) < CELL and _formula(line.text))):
                roles[index] = "display"


def _mark_strays(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark short pieces without a word that stand level with no text: ticks of a plot, letters of panels."""
    texts = [line.box for line, role in zip(column, roles, strict=True) if role == "text" and _WORD.search(line.text)]
    for index, line in enumerate(column):
        stray = roles[index] == "text" and len(line.text.strip()) < STRAY and not _WORD.search(line.text)
        if stray and not any(overlap_y(line.box, box) > 0 for box in texts):
            roles[index] = "cell"
