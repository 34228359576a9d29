"""What is drawn on a scanned page: the dark areas of its picture that are not its lines of text."""

import re
from collections.abc import Iterator, Sequence

from capassist.model import Box

SCALE = 0.5  # pixels a point: enough to tell figures from paper
DARKER = 30  # of 255: how much darker than the paper something drawn is; thin lines are pale at this scale

_DARK_RUN = re.compile(rb"\x01+")


def dark_boxes(pixels: bytes, width: int, height: int, stride: int, text: Sequence[Box]) -> Iterator[Box]:
    """Yield the boxes, in points, of the dark runs of a grey picture of a page, but for its lines of text.

    `pixels` are `height` rows of `stride` bytes, SCALE pixels a point.
    """
    paper = max(range(100, 256), key=pixels.count)
    bits = bytes(value < paper - DARKER for value in range(256))
    masks: dict[int, list[tuple[int, int]]] = {}
    for box in text:
        span = (max(0, int(box[0] * SCALE) - 1), min(width, int(box[2] * SCALE) + 2))
        for y in range(max(0, int(box[1] * SCALE) - 1), min(height, int(box[3] * SCALE) + 2)):
            masks.setdefault(y, []).append(span)
    for y in range(height):
        row = bytearray(pixels[y * stride : y * stride + width].translate(bits))
        for start, end in masks.get(y, ()):
            row[start:end] = bytes(max(0, end - start))
        for run in _DARK_RUN.finditer(row):
            yield run.start() / SCALE, y / SCALE, run.end() / SCALE, (y + 1) / SCALE
