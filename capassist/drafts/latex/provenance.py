"""Text that knows which file and which offset each of its characters comes from."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from capassist.drafts.latex.mask import FILL, Masked

_OF_BODY = re.compile(r"#([1-9])|##|[^#]+|#")
_WORD_BEFORE = re.compile(r"(?<!\\)\\[a-zA-Z@]+$")

Origin = tuple[str, int]  # file and offset


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `file` is None where it comes from a macro's body: no place in the draft is its own."""

    structure: str
    readable: str
    file: str | None = None
    offset: int = 0


class Text:
    """Pieces in a row, with the two views of a mask and the way back to the files."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = list(pieces)
        self.structure = "".join(piece.structure for piece in self.pieces)
        self.readable = "".join(piece.readable for piece in self.pieces)
        self._starts: list[int] = []
        start = 0
        for piece in self.pieces:
            self._starts.append(start)
            start += len(piece.structure)

    @classmethod
    def of_file(cls, masked: Masked, file: str) -> "Text":
        """Return a whole file."""
        return cls([Piece(masked.structure, masked.readable, file)])

    @classmethod
    def of_macro(cls, body: str) -> "Text":
        """Return text that stands in no file as such."""
        return cls([Piece(body, body)])

    def __len__(self) -> int:
        return len(self.structure)

    def slice(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of a range; an empty range still knows where it stands."""
        found: list[Piece] = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self.pieces) and self._starts[index] <= end:
            piece, base = self.pieces[index], self._starts[index]
            a, b = max(start - base, 0), min(end - base, len(piece.structure))
            if a < b or (start == end and a == b) or (not piece.structure and start < base < end):
                found.append(Piece(piece.structure[a:b], piece.readable[a:b], piece.file, piece.offset + a))
            index += 1
        return found

    def origin(self, position: int) -> Origin | None:
        """Return the file and offset of the character at `position`, or None where a macro wrote it."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        piece = self.pieces[index]
        inside = position - self._starts[index]
        if piece.file is None or inside >= len(piece.structure):
            return None
        return piece.file, piece.offset + inside

    def near(self, position: int) -> Origin | None:
        """Return the origin of the character at `position`, or of the nearest one that stands in a file."""
        index = bisect_right(self._starts, position) - 1
        if (exact := self.origin(position)) is not None:
            return exact
        for distance in range(len(self.pieces)):
            for other in (index - distance, index + distance):
                if 0 <= other < len(self.pieces) and (piece := self.pieces[other]).file is not None:
                    return piece.file, piece.offset + (len(piece.structure) if other <= index else 0)
        return None


def without_fill(text: str) -> str:
    """Return a view's text without the blanks of its comments."""
    return text.replace(FILL, "")


def filled(body: str, defaults: tuple[str | None, ...], values: list[list[Piece] | None]) -> list[Piece]:
    """Return a body as pieces, each #1 replaced by the pieces of its argument, and each ##1 by #1."""
    pieces: list[Piece] = []
    for part in _OF_BODY.finditer(body):
        if part[1] is None:
            written = "#" if part[0] == "##" else part[0]
            pieces.append(Piece(written, written))
            continue
        filling = _filling(int(part[1]) - 1, defaults, values)
        if _would_join(pieces, filling):
            pieces.append(Piece(" ", " "))
        pieces.extend(filling)
    return pieces


def _filling(index: int, defaults: tuple[str | None, ...], values: list[list[Piece] | None]) -> list[Piece]:
    """Return the pieces of an argument, or its default."""
    value = values[index] if index < len(values) else []
    if value is not None:
        return value
    default = (defaults[index] if index < len(defaults) else None) or ""
    return [Piece(default, default)]


def _would_join(pieces: list[Piece], filling: list[Piece]) -> bool:
    """Return whether an argument's letters would go on with a command's name: \\folder#1."""
    if not pieces or not filling:
        return False
    return filling[0].structure[:1].isalpha() and _WORD_BEFORE.search(pieces[-1].structure) is not None
