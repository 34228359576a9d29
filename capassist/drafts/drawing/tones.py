"""Tells photographs and renderings from drawings by their pixels: shades that pass into each other, against lines and
flat areas."""

from dataclasses import dataclass

from capassist.drafts.images import neighbour_differences

SIDE = 400  # pixels of the longer side: strokes of a drawing are still sharp, and reading them takes a few milliseconds
_SOFT = 24  # of 255: two neighbours that differ by no more are two shades of one thing
# Shares of the changes between neighbours that are soft, and of the neighbours that differ at all. Photographs and
# shaded
# renderings have 0.75 or more, on a quarter of the picture or more; plots, diagrams and screens 0.3 to 0.65, logos
# more on less.
_SHADED, _BUSY = 0.7, 0.24
_SMOOTH, _ANY = 0.9, 0.05  # one shape with a gradient, on a plain ground


@dataclass(frozen=True, slots=True)
class Colours:
    """Red, green and blue of each pixel, row by row."""

    width: int
    height: int
    data: bytes


def is_photograph(picture: Colours) -> bool:
    """Return whether the pixels are those of a photograph, or of a rendering with shades."""
    counts = neighbour_differences(picture.width, picture.height, picture.data)
    changed = sum(counts[1:])
    soft, busy = sum(counts[1 : _SOFT + 1]) / max(1, changed), changed / max(1, sum(counts))
    return (soft > _SHADED and busy > _BUSY) or (soft > _SMOOTH and busy > _ANY)
