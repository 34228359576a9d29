"""One page of a PDF as plain values: lines of text, and boxes of what is drawn. All boxes are in points, origin top
left."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from capassist.model import Box

RAISED = 0.78  # share of the words' size: what is smaller is an index; TeX sets 6 to 8 points, 7 to 10, 8 to 12


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one font."""

    text: str
    font: str
    size: float  # points
    bold: bool = False
    italic: bool = False
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text as it stands on the page, in one column."""

    runs: tuple[Run, ...]
    box: Box
    base: float  # y of the baseline
    turn: int = 0  # quarter turns, clockwise, that would set it upright
    text: str = field(init=False)
    main: Run = field(init=False)  # the run that carries most of the characters on the baseline

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(run.text for run in self.runs))
        object.__setattr__(self, "main", max(_unlowered(self.runs), key=lambda run: len(run.text)))

    @property
    def size(self) -> float:
        return self.main.size


def _unlowered(runs: tuple[Run, ...]) -> Sequence[Run]:
    """Return the runs of a line without those that are small beside its words: an index can be longer than these."""
    if len(runs) == 1:
        return runs
    words = max((run.size for run in runs if sum(map(str.isalpha, run.text)) > 1), default=0.0)
    return [run for run in runs if run.size > RAISED * words]


@dataclass(frozen=True, slots=True)
class Page:
    """What is on one page. `graphics` are boxes that the PDF itself states (images, included files), `strokes` those of
    paths."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    graphics: tuple[Box, ...] = ()
    strokes: tuple[Box, ...] = ()
    papers: tuple[Box, ...] = ()  # areas filled with white: what plotting programs lay beneath a figure
    hidden: bool = False  # text was left out because no reader can see it
    scanned: bool = False  # one image covers the page; its lines, if any, are what an OCR program read


def width(box: Box) -> float:
    return box[2] - box[0]


def height(box: Box) -> float:
    return box[3] - box[1]


def area(box: Box) -> float:
    return max(0.0, width(box)) * max(0.0, height(box))


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all; there must be one at least."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def overlap(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    return max(0.0, overlap_x(a, b)) * max(0.0, overlap_y(a, b))


def overlap_x(a: Box, b: Box) -> float:
    """Return how far two boxes overlap from left to right; negative is the gap between them."""
    return min(a[2], b[2]) - max(a[0], b[0])


def overlap_y(a: Box, b: Box) -> float:
    """Return how far two boxes overlap from top to bottom; negative is the gap between them."""
    return min(a[3], b[3]) - max(a[1], b[1])


def inside(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    """Whether a box lies in another, but for `slack` points."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def turned(box: Box, turns: int, width: float, height: float) -> Box:
    """Return the box after the page of this width and height was turned clockwise by quarter turns."""
    x0, y0, x1, y1 = box
    match turns % 4:
        case 1:
            return height - y1, x0, height - y0, x1
        case 2:
            return width - x1, height - y1, width - x0, height - y0
        case 3:
            return y0, width - x1, y1, width - x0
    return box


def turned_page(page: Page, turns: int) -> Page:
    """Return the page turned clockwise by quarter turns, with the text that is upright then as its lines."""
    if turns % 4 == 0:
        return page
    swap = turns % 2 == 1

    def turn(box: Box) -> Box:
        return turned(box, turns, page.width, page.height)

    lines = []
    for line in page.lines:
        box = turn(line.box)
        lines.append(replace(line, box=box, base=box[3] - 0.22 * line.size, turn=(line.turn - turns) % 4))
    return replace(
        page,
        width=page.height if swap else page.width,
        height=page.width if swap else page.height,
        lines=tuple(lines),
        graphics=tuple(map(turn, page.graphics)),
        strokes=tuple(map(turn, page.strokes)),
        papers=tuple(map(turn, page.papers)),
    )
