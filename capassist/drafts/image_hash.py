"""How figures look, as 64 bits each: alike pictures differ in few of them.

The difference hash (Krawetz, "Kind of like that", 2013): scaled to 9 by 8 grey pixels, each bit says whether a pixel is
darker than its right neighbour.
"""

from itertools import pairwise

from capassist.drafts.images import DraftImages, rgb_pixels
from capassist.model import Draft, Figure

_WIDTH, _HEIGHT = 9, 8
_LARGEST_SIDE = 256  # pixels; what is drawn larger is only scaled down again


class DraftImageHasher:
    """Gives the hash of a draft's figures, each computed once."""

    def __init__(self, draft: Draft, password: str | None = None) -> None:
        self._images = DraftImages(draft, password, _LARGEST_SIDE)
        self._hashes: dict[str, int | None] = {}

    def __call__(self, figure: Figure) -> int | None:
        """Return the figure's hash; None where nothing of it can be shown."""
        if figure.id not in self._hashes:
            self._hashes[figure.id] = self._hash(figure)
        return self._hashes[figure.id]

    def _hash(self, figure: Figure) -> int | None:
        picture = self._images.load(figure)
        if picture is None:
            return None
        pixels = rgb_pixels(picture, _WIDTH, _HEIGHT)
        grey = [sum(pixels[start : start + 3]) for start in range(0, len(pixels), 3)]
        bits = 0
        for place, (one, next_one) in enumerate(pairwise(grey)):
            if (place + 1) % _WIDTH:
                bits = bits << 1 | (one < next_one)
        return bits
