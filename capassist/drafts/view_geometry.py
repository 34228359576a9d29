"""How a view of a file is cut, turned and stretched, worked out from the size that the file has by itself."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from capassist.model import Box, Measure, Step, View


@dataclass(frozen=True, slots=True)
class Crop:
    """Keep this box; its edges are shares of the width and height, from the top left corner."""

    box: Box


@dataclass(frozen=True, slots=True)
class Turn:
    """Turn counterclockwise; the new picture is the box around the turned one."""

    degrees: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Give the picture this shape, its width divided by its height, mirrored first where asked."""

    shape: float
    across: bool = False  # left and right change places
    over: bool = False  # top and bottom change places


WHOLE: Box = (0.0, 0.0, 1.0, 1.0)

Operation = Crop | Turn | Stretch


class UnclearViewError(ValueError):
    """What of a file is shown cannot be worked out."""


def operations(view: View, width: float, height: float) -> Iterator[Operation]:
    """Yield what is to be done to the page of a file of this size, in points, so that it shows what TeX prints.

    Raises UnclearViewError where that cannot be worked out, or nothing is left of the picture.
    """
    if view.unclear:
        raise UnclearViewError(view.unclear)
    known = True  # whether the size is TeX's, or only the shape
    for step in view.steps:
        if step.kind == "turn":
            degrees = step.values[0][0]
            width, height = _turned(width, height, degrees)
            yield Turn(degrees)
        elif step.kind == "resize" and not step.values:
            known = False
        elif step.kind == "resize":
            new = _lengths(step, width, height, known=True)
            known = known or _is_in_points(step)
            if 0 in new:  # one side follows the other
                width, height = _scaled(width, height, new[0] / width or new[1] / height)
                continue
            yield Stretch(abs(new[0] / new[1]), across=new[0] < 0, over=new[1] < 0)
            width, height = abs(new[0]), abs(new[1])
        else:
            kept = _kept_box(step, width, height, known=known)
            width, height = (kept[2] - kept[0]) * width, (kept[3] - kept[1]) * height
            yield Crop(kept)


def _kept_box(step: Step, width: float, height: float, *, known: bool) -> Box:
    """Return what a trim or a viewport leaves of the page, in shares of it. Raises UnclearViewError where it is
    nothing."""
    left, low, right, high = _lengths(step, width, height, known=known)
    if step.kind == "trim":
        right, high = width - right, height - high
    box = (left / width, 1 - high / height, right / width, 1 - low / height)
    inner = (max(box[0], 0.0), max(box[1], 0.0), min(box[2], 1.0), min(box[3], 1.0))
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        raise UnclearViewError("nothing is left of the picture")
    return inner


def _is_in_points(step: Step) -> bool:
    return any(points for points, _, _ in step.values)


def _scaled(width: float, height: float, scale: float) -> tuple[float, float]:
    return width * scale, height * scale


def first_crop(steps: Iterable[Operation]) -> tuple[Box | None, *tuple[Operation, ...]]:
    """Return the box of a crop that comes first, None where none does, and the other operations."""
    found = tuple(steps)
    return (found[0].box, *found[1:]) if found and isinstance(found[0], Crop) else (None, *found)


def _lengths(step: Step, width: float, height: float, *, known: bool) -> list[float]:
    return [_length(measure, width, height, known=known) for measure in step.values]


def _length(measure: Measure, width: float, height: float, *, known: bool) -> float:
    points, of_width, of_height = measure
    if points and not known:
        raise UnclearViewError("it is cut by a length of the page, at a size that only TeX knows")
    return points + of_width * width + of_height * height


def _turned(width: float, height: float, degrees: float) -> tuple[float, float]:
    cosine, sine = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    return width * cosine + height * sine, width * sine + height * cosine
