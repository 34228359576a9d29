"""Where a content stream places images and included files.

A PDF states the exact box of every image (the unit square under the current matrix) and of every form XObject, which is
what TeX makes of an included PDF file (its /BBox), white margins and all. Operators: ISO 32000-1, 8.4.4, 8.5 and 8.8.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from capassist.drafts.pdf.page import union
from capassist.model import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
UNIT: Box = (0, 0, 1, 1)

# Text is passed over whole, strings in it with care; so is an inline image, as its data may hold anything.
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
_TOKENS = re.compile(
    rb"BT\b(?:[^()E]++|"
    + _STRING
    + rb"|E(?!T\b))*+|"
    + _STRING
    + rb"|<[0-9A-Fa-f\s]*>|%[^\r\n]*|(?P<name>/[^\s()<>\[\]{}/%]*)"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))|(?P<inline>BI\s.*?\sID\s.*?\sEI(?=\s|$))"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9]*\*?)",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Placement:
    """An XObject drawn by `Do`, or an inline image (name ""). The matrix leads from its own space to the stream's."""

    name: str
    matrix: Matrix
    clip: Box | None


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    clip: Box | None = None
    saved: list[tuple[Matrix, Box | None]] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    clips: bool = False  # the path becomes the clip when it is done

    def end_path(self) -> None:
        """Drop the path; it becomes the clip first, if it was said to."""
        if self.clips and self.path:
            self.clip = intersection(union(self.path), self.clip)
        self.path.clear()
        self.clips = False


def placements(content: bytes) -> Iterator[Placement]:
    """Yield what a content stream places, in order. Broken streams yield what can be understood."""
    state = _State()
    numbers: list[float] = []
    name = ""
    for token in _TOKENS.finditer(content):
        kind = token.lastgroup
        if kind == "number":
            numbers.append(float(token.group()))
        elif kind == "name":
            name = token.group()[1:].decode("latin-1")
        elif kind == "inline":
            yield Placement("", state.matrix, state.clip)
        elif kind == "operator":
            operator = token.group()
            if operator == b"Do":
                yield Placement(name, state.matrix, state.clip)
            else:
                _apply(state, operator, numbers)
            numbers.clear()


def _apply(state: _State, operator: bytes, numbers: list[float]) -> None:
    match operator:
        case b"q":
            state.saved.append((state.matrix, state.clip))
        case b"Q" if state.saved:
            state.matrix, state.clip = state.saved.pop()
        case b"cm" if len(numbers) >= 6:
            a, b, c, d, e, f = numbers[-6:]
            state.matrix = multiply((a, b, c, d, e, f), state.matrix)
        case b"re" if len(numbers) >= 4:
            x, y, w, h = numbers[-4:]
            state.path.append(transform((min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h)), state.matrix))
        case b"m" | b"l" | b"c" | b"v" | b"y":
            points = zip(numbers[::2], numbers[1::2], strict=False)
            state.path.extend(transform((x, y, x, y), state.matrix) for x, y in points)
        case b"W" | b"W*":
            state.clips = True
        case b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s":
            state.end_path()


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transform(box: Box, matrix: Matrix) -> Box:
    """Return the smallest upright box around the box under the matrix."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def intersection(box: Box, clip: Box | None) -> Box:
    """Return what the clip leaves of the box; it may be empty."""
    if clip is None:
        return box
    x0, y0 = max(box[0], clip[0]), max(box[1], clip[1])
    return x0, y0, max(x0, min(box[2], clip[2])), max(y0, min(box[3], clip[3]))
