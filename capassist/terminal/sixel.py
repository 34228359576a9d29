"""Sixels, the pictures of the DEC VT340: six rows of pixels in one line of characters, one line for each colour."""

from collections.abc import Iterator

from capassist.drafts.images import palette_pixels
from capassist.model import Picture

_COLOURS = 64  # a plot has fewer


def sixels(picture: Picture, width: int, height: int) -> str:
    """Return the picture as sixels: bands of six rows, in each band one line for each of its colours."""
    indices, palette = palette_pixels(picture, width, height, _COLOURS)
    colours = "".join(
        f"#{number};2;" + ";".join(str(round(value * 100 / 255)) for value in palette[3 * number : 3 * number + 3])
        for number in range(min(_COLOURS, len(palette) // 3))
    )
    rows = [indices[start : start + width] for start in range(0, len(indices), width)]
    bands = "-".join(_band(rows[top : top + 6]) for top in range(0, height, 6))
    return f'\x1bP0;1q"1;1;{width};{height}{colours}{bands}\x1b\\'


def _band(rows: list[bytes]) -> str:
    """Return up to six rows of pixels: for each colour, which of the six pixels of every column have it."""
    lines = []
    for colour in sorted(set().union(*rows)):
        columns = [0] * len(rows[0])
        for bit, row in enumerate(rows):
            for column, value in enumerate(row):
                if value == colour:
                    columns[column] |= 1 << bit
        lines.append(f"#{colour}" + "".join(_run_lengths(columns)))
    return "$".join(lines)


def _run_lengths(columns: list[int]) -> Iterator[str]:
    start = 0
    for end in range(1, len(columns) + 1):
        if end == len(columns) or columns[end] != columns[start]:
            sign, length = chr(63 + columns[start]), end - start
            yield f"!{length}{sign}" if length > 3 else sign * length
            start = end
