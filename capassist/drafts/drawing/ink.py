"""What is on a figure's canvas as plain values: texts, and paths sorted by what they can be of a plot.

All boxes are in points with the origin top left. A canvas turned by quarter turns is an ordinary canvas, too, so axis
labels that read upwards are found by the code that finds those that read across.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from capassist.model import Box

Colour = tuple[float, float, float]
PathKind = Literal["line", "rect", "curve", "mark"]


UNKNOWN = "□"  # stands for a character that cannot be read


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in one direction. `base` is the baseline: y for level text, x for text that stands upright."""

    text: str
    box: Box
    base: float
    size: float
    turn: int | None = 0  # quarter turns counter-clockwise from level: 1 reads upwards, 3 downwards; None: slanted
    bold: bool = False
    colour: int = 0  # 0xRRGGBB

    @property
    def centre(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def holds(box: Box, text: Text) -> bool:
    """Whether the middle of a text lies in a box."""
    x, y = text.centre
    return box[0] < x < box[2] and box[1] < y < box[3]


@dataclass(frozen=True, slots=True)
class Path:
    """One drawn path. A "line" is level or upright and straight; a "mark" is as small as a marker; the rest are
    curves."""

    kind: PathKind
    box: Box
    stroke: Colour | None = None
    fill: Colour | None = None
    dashed: bool = False
    width: float = 0.0
    clip: Box | None = None
    segments: int = 1
    stepped: bool = False  # it goes up and down in steps, from its foot to its foot: the outline of a histogram

    @property
    def colour(self) -> Colour | None:
        return self.stroke if self.stroke and self.kind != "mark" else self.fill or self.stroke


@dataclass(frozen=True, slots=True)
class Canvas:
    """The texts and paths of one figure, and the boxes of pictures placed in it."""

    box: Box
    texts: tuple[Text, ...] = ()
    paths: tuple[Path, ...] = ()
    images: tuple[Box, ...] = ()


def upright_canvas(canvas: Canvas) -> Canvas:
    """Return the canvas turned so that most of its pieces of text are level, as they are in a figure that stands
    upright."""
    count = Counter(text.turn for text in canvas.texts)
    if count[1] > 2 * count[0]:
        return turned_canvas(canvas)
    if count[3] > 2 * count[0]:
        return turned_canvas(turned_canvas(turned_canvas(canvas)))
    return canvas


def turned_canvas(canvas: Canvas) -> Canvas:
    """Return the canvas turned clockwise by a quarter, so that text that read upwards is level."""

    def turn(box: Box) -> Box:
        return (-box[3], box[0], -box[1], box[2])

    texts = tuple(
        replace(
            t,
            box=turn(t.box),
            base=t.base if t.turn in {1, 3} else -t.base,
            turn=None if t.turn is None else (t.turn - 1) % 4,
        )
        for t in canvas.texts
    )
    paths = tuple(replace(p, box=turn(p.box), clip=p.clip and turn(p.clip)) for p in canvas.paths)
    return Canvas(turn(canvas.box), texts, paths, tuple(map(turn, canvas.images)))
