"""What the lines of a column are: running text, or what stands between: headings, formulas, code, tables, notes, lists of figures."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median
from typing import Literal

from capassist.drafts.pdf.captions import LEADERS
from capassist.drafts.pdf.layout import Body, is_heading
from capassist.drafts.pdf.page import Line, overlap_x, overlap_y
from capassist.model import Box

Role = Literal["text", "heading", "display", "code", "cell", "note", "entry"]

WORDS = 0.35  # share of a line's characters that stand in words: a displayed formula has less
CELL = 30  # characters of a table's cell
LEVEL = 0.5  # ems between the baselines of lines on one height
STRAY = 8  # characters of what may stand by itself and be no text
SMALLER = 0.85  # of the body's size: what stands in smaller type at the foot of a column is a note

_WORD = re.compile(r"[^\W\d_]{3,}(?![\w(])")
_EQUATION_NUMBER = re.compile(r"\s*\(\s*[A-Z]?\.?\d+(?:\.\d+)*[a-z]?\s*\)\s*")
_CODE = re.compile(r"\s*(?:>>>|In \[\d+\]:|\$ )")
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)+\.?|[A-Z]\.\d+(?:\.\d+)*\.?)\s+[^\W\d_]")


def roles_of(column: Sequence[Line], body: Body) -> list[Role]:
    """Return the role of each line of a column, whose lines are given from top to bottom."""
    edges = _edges(column)
    rows = _rows(column)
    roles: list[Role] = [
        _role(line, column, edges, body, alone=len(row) == 1) for line, row in zip(column, rows, strict=True)
    ]
    _mark_notes(column, roles, body)
    _mark_cells(column, rows, roles)
    _mark_fragments(column, roles)
    _mark_strays(column, roles)
    return roles


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    """Return where the column's text begins and ends: as most of its longer lines do."""
    long = [line for line in column if len(line.text) > CELL] or column
    return median(line.box[0] for line in long), max(line.box[2] for line in long)


def _rows(column: Sequence[Line]) -> list[range]:
    """Return for each line the lines that stand on its height, itself among them; lines come from top to bottom."""
    bases = [line.base for line in column]
    return [
        range(bisect_left(bases, line.base - LEVEL * line.size), bisect_right(bases, line.base + LEVEL * line.size))
        for line in column
    ]


def _role(line: Line, column: Sequence[Line], edges: tuple[float, float], body: Body, *, alone: bool) -> Role:
    text = line.text.strip()
    left, right = edges
    if LEADERS.search(text):
        return "entry"
    if (line.main.mono and sum(len(run.text) for run in line.runs if run.mono) > 0.7 * len(text)) or _CODE.match(text):
        return "code"
    if _EQUATION_NUMBER.fullmatch(text):
        return "display"
    if alone and (is_heading(line, body) or _subheading(line, column, right, body)):
        return "heading"
    if line.box[0] > left + 1.2 * line.size and _formula(text):
        return "display"
    return "text"


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


def _mark_cells(column: Sequence[Line], rows: Sequence[range], roles: list[Role]) -> None:
    """Mark rows of three or more short pieces, a column of blanks between each: tables that are no floats."""
    for line, row, role in zip(column, rows, list(roles), strict=True):
        short = len(row) >= 3 and all(len(column[i].text) < CELL and column[i].size > 0.8 * line.size for i in row)
        if short and role == "text":
            for i in row:
                roles[i] = "cell"


def _mark_fragments(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark the numerators, limits and brackets that stand level with a displayed formula."""
    for _ in range(2):
        shown = [line.box for line, role in zip(column, roles, strict=True) if role == "display"]
        for index, line in enumerate(column) if shown else ():
            short = len(line.text.strip()) < STRAY or (len(line.text) < CELL and _formula(line.text))
            if roles[index] == "text" and short and any(_touches(line, box) for box in shown):
                roles[index] = "display"


def _touches(line: Line, box: Box) -> bool:
    return overlap_y(line.box, box) > -1.5 and overlap_x(line.box, box) > -4 * line.size


def _mark_strays(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark short pieces without a word that stand level with no text: ticks of a plot, letters of panels."""
    strays = [
        index
        for index, line in enumerate(column)
        if roles[index] == "text" and len(line.text.strip()) < STRAY and not _WORD.search(line.text)
    ]
    texts = [line.box for line, role in zip(column, roles, strict=True) if role == "text" and len(line.text) > STRAY]
    for index in strays:
        if not any(overlap_y(column[index].box, box) > 0 for box in texts):
            roles[index] = "cell"
