"""What the lines of a column are: running text, or what stands between: headings, formulas, code, tables, notes, lists
of figures."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from capassist.drafts.pdf.captions import LEADERS
from capassist.drafts.pdf.layout import NUMBERED_BELOW, SMALL_CAPITALS, Body, is_heading
from capassist.drafts.pdf.page import Line, Run, height, overlap_x, overlap_y
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


def roles_of(column: Sequence[Line], body: Body) -> list[Role]:
    """Return the role of each line of a column, whose lines are given from top to bottom."""
    edges = _edges(column)
    rows = _rows(column)
    roles: list[Role] = [
        _role(line, column, edges, body, alone=len(row) == 1) for line, row in zip(column, rows, strict=True)
    ]
    _mark_emphasis(column, roles)
    _mark_headings(column, roles, body)
    _mark_levels(column, rows, roles)
    _mark_notes(column, roles, body)
    _mark_cells(column, rows, roles)
    _mark_fragments(column, roles)
    _mark_strays(column, roles, edges[1])
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
    if _is_entry(text):
        return "entry"
    if _is_code(line):
        return "code"
    if _EQUATION_NUMBER.fullmatch(text):
        return "display"
    if alone and _titled(line, column, right, body):
        return "heading"
    return "display" if line.box[0] > left + 1.2 * line.size and _formula(text) else "text"


def _is_entry(text: str) -> bool:
    """Whether dots lead from a line to its page."""
    return (".." in text or ". ." in text) and LEADERS.search(text) is not None


def _is_code(line: Line) -> bool:
    """Whether most of a line is set in typewriter type, or a prompt begins it."""
    text = line.text.strip()
    if _CODE.match(text):
        return True
    return line.main.mono and sum(len(run.text) for run in line.runs if run.mono) > 0.7 * len(text)


def _formula(text: str) -> bool:
    """Whether a line holds more symbols than words."""
    return sum(map(len, _WORD.findall(text))) < WORDS * len(text)


def run_in(line: Line) -> int:
    """Return where a heading ends that begins a paragraph in its first line; 0 where there is none.

    It is bold, "Data. We read …", or numbered and in other letters than the text: "3.5.1 Levels. We read …".
    """
    bold = _heading_end(line, lambda run: run.bold)
    if bold or not NUMBERED_BELOW.match(line.text):
        return bold
    first, last = line.runs[0], line.runs[-1]
    if (first.font, first.italic) == (last.font, last.italic):
        return 0
    return _heading_end(line, lambda run: (run.font, run.italic) == (first.font, first.italic))


def _heading_end(line: Line, belongs: Callable[[Run], bool]) -> int:
    """Return where the runs end that may be a heading at a line's beginning, when it ends as one and text follows."""
    end = 0
    for run in line.runs:
        if run.text.strip() and not belongs(run):
            break
        end += len(run.text)
    head = line.text[:end].strip()
    titled = head[:1].isalnum() and head[-1] in ".:" and re.search(r"[^\W\d_]{3}", head)
    return end if titled and end < len(line.text.rstrip()) else 0


def _titled(line: Line, column: Sequence[Line], right: float, body: Body) -> bool:
    """Whether a line is a section's title."""
    return is_heading(line, body) or _small_capitals(line, body) or _subheading(line, column, right, body)


def _small_capitals(line: Line, body: Body) -> bool:
    """Whether a short line is set in a font of small capitals, at least as large as the text."""
    fonts = {run.font for run in line.runs if run.text.strip()}
    titled = re.search(r"[^\W\d_]{3}", line.text) and not line.text.rstrip().endswith((".", ",", ";"))
    return (
        bool(titled)
        and len(line.text) < 60
        and line.size > body.size - 0.3
        and body.font not in fonts
        and all(SMALL_CAPITALS.search(font) for font in fonts)
    )


def _subheading(line: Line, column: Sequence[Line], right: float, body: Body) -> bool:
    """Whether a numbered line is a section's title: "3.2. Model fit", with room above, and ending short where it is in
    the body's type."""
    if not NUMBERED_BELOW.match(line.text) or run_in(line) or _is_full(line, right, body) or len(line.text) > 100:
        return False
    above = max((other.base for other in column if other.base < line.base - 2), default=None)
    return (above is None or line.base - above > 1.25 * body.leading) and not re.search(r"[.,;:]\s*$", line.text)


def _is_full(line: Line, right: float, body: Body) -> bool:
    """Whether a line in the body's type goes on to the column's right edge."""
    fonts = {run.font for run in line.runs if run.text.strip()}
    return line.box[2] > right - line.size and body.font in fonts


def _mark_emphasis(column: Sequence[Line], roles: list[Role]) -> None:
    """Mark as text what goes on with words in its own type at the end of the line above: a bold sentence."""
    for index, (above, line) in enumerate(pairwise(column)):
        last = next(run for run in reversed(above.runs) if run.text.strip() or run is above.runs[0])
        near = 0 < line.base - above.base < 1.4 * line.size
        if (roles[index], roles[index + 1]) == ("text", "heading") and near and last.font == line.main.font:
            roles[index + 1] = "text"


def _mark_headings(column: Sequence[Line], roles: list[Role], body: Body) -> None:
    """Mark the second line of a section's title that is set in a type of its own."""
    for index, (line, after) in enumerate(pairwise(column)):
        if roles[index] != "heading" or roles[index + 1] != "text" or line.main.font == body.font:
            continue
        fonts = {run.font for run in after.runs if run.text.strip()}
        if (
            fonts == {line.main.font}
            and abs(line.size - after.size) < 0.3
            and after.base - line.base < 1.5 * after.size
        ):
            roles[index + 1] = "heading"


def _mark_levels(column: Sequence[Line], rows: Sequence[range], roles: list[Role]) -> None:
    """Mark what stands level with a formula's number as formula, and what stands level with a line of text as text."""
    for index, line in enumerate(column):
        if roles[index] == "text" and len(line.text) < CELL:
            if _numbered([column[i] for i in rows[index] if i != index]):
                roles[index] = "display"
        elif roles[index] == "display" and len(line.text) < STRAY:
            roles[index] = "text" if _in_text(line, column[max(0, index - 2) : index + 3]) else "display"


def _numbered(level: Sequence[Line]) -> bool:
    """Whether one of the lines on a height is the number of a formula."""
    return any(_EQUATION_NUMBER.fullmatch(line.text) for line in level)


def _in_text(piece: Line, lines: Sequence[Line]) -> bool:
    """Whether a short piece stands level with a long line."""
    long = (line.box for line in lines if len(line.text) > 1.5 * CELL)
    return any(overlap_y(box, piece.box) > LEVEL * height(piece.box) for box in long)


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
            if roles[index] == "text" and len(line.text) < CELL and _fragment(line, shown):
                roles[index] = "display"


def _fragment(line: Line, shown: Sequence[Box]) -> bool:
    """Whether a short line belongs to a display: it touches one with few words, or stands right above it."""
    touches = len(line.text.strip()) < STRAY or _formula(line.text)
    return any(_touches(line, box) if touches else _heads(line, box) for box in shown)


def _touches(line: Line, box: Box) -> bool:
    return overlap_y(line.box, box) > -1.5 and overlap_x(line.box, box) > -4 * line.size


def _heads(line: Line, box: Box) -> bool:
    """Whether a line stands in the middle right above a display, as the names of a table's columns do."""
    centred = abs(line.box[0] + line.box[2] - box[0] - box[2]) < line.size
    return centred and 0 < box[1] - line.box[3] < LEVEL * line.size


def _mark_strays(column: Sequence[Line], roles: list[Role], right: float) -> None:
    """Mark short pieces without a word that stand level with no text: ticks of a plot, letters of panels."""
    running = [index for index, role in enumerate(roles) if role == "text"]
    texts = [column[index].box for index in running if len(column[index].text) > STRAY]
    for index in filter(lambda index: _stray(column[index]), running):
        level = any(overlap_y(column[index].box, box) > 0 for box in texts)
        if not level and not _ends(column, index, roles, right):
            roles[index] = "cell"


def _stray(line: Line) -> bool:
    return len(line.text.strip()) < STRAY and not _WORD.search(line.text)


def _ends(column: Sequence[Line], index: int, roles: Sequence[Role], right: float) -> bool:
    """Whether a line is the short end of the paragraph above: "2010)."."""
    line, above = column[index], column[index - 1]
    return (
        index > 0
        and roles[index - 1] == "text"
        and above.main.font == line.main.font
        and abs(above.size - line.size) < 0.3
        and above.box[2] > right - 2 * line.size
        and line.box[0] < above.box[0] + line.size
        and line.base - above.base < 1.6 * line.size
    )
