"""A small picture of the figure beside its captions: by the terminal's own graphics where it is known, else in half
blocks.

Nothing is asked of the terminal, since its answer can be late or be read as keys: what it can do must be known from its
environment. Only our own pixels are sent, never the name of a file.
"""

import base64
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Literal

from capassist.drafts.images import rgb_pixels, small_png
from capassist.model import Picture
from capassist.terminal.sixel import sixels

PreviewKind = Literal["kitty", "iterm", "sixel", "blocks"]
PreviewMode = Literal["auto", "kitty", "iterm", "sixel", "blocks", "off"]

_KITTY_TERMS = frozenset(["xterm-kitty", "xterm-ghostty"])
_SIXEL_TERMS = ("foot", "mlterm", "yaft")
_PNG_SIDE = 800  # pixels: enough for sixty columns
_PIECE = 4096  # bytes of base64 in one kitty command, the most that it allows
_KITTY_ID = 0xCA9

Box = tuple[int, int]  # columns, rows


def preview_kind(mode: PreviewMode, environ: Mapping[str, str] = os.environ) -> PreviewKind | None:
    """Return how figures are shown in this terminal, or None where they are not.

    By itself, nothing is shown in tmux and screen, which hide what the terminal can do. Half blocks need 256 colours,
    and give way to NO_COLOR and to an encoding that lacks them; sixels need to know how many pixels a character has.
    """
    kind = _known_kind(environ) if mode == "auto" else mode
    if kind == "off" or environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return None
    if kind == "blocks" and (environ.get("NO_COLOR") or not _can_encode("▀")):
        return None
    return None if kind == "sixel" and cell_size() is None else kind


def _known_kind(environ: Mapping[str, str]) -> PreviewKind | Literal["off"]:
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if _multiplexed(environ):
        return "off"
    if "KITTY_WINDOW_ID" in environ or term in _KITTY_TERMS or program == "ghostty":
        return "kitty"
    if program in {"iTerm.app", "WezTerm"}:
        return "iterm"
    if term.startswith(_SIXEL_TERMS) and cell_size():
        return "sixel"
    return "blocks" if "256color" in term or has_true_colour(environ) else "off"


def _multiplexed(environ: Mapping[str, str]) -> bool:
    """Whether tmux or screen stands between the program and the terminal."""
    return "TMUX" in environ or "STY" in environ or environ.get("TERM", "").startswith(("tmux", "screen"))


def has_true_colour(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether the terminal says that it shows all colours."""
    return environ.get("COLORTERM", "") in {"truecolor", "24bit"}


def cell_size() -> Box | None:
    """Return the width and height of a character in pixels, where the terminal told the system."""
    with suppress(ImportError, OSError, ValueError, ZeroDivisionError):
        import fcntl
        import struct
        import termios

        answer = fcntl.ioctl(sys.stdout.fileno(), termios.TIOCGWINSZ, b"\0" * 8)
        rows, columns, width, height = struct.unpack("HHHH", answer)
        if width and height:
            return width // columns, height // rows
    return None


def _can_encode(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeError:
        return False
    return True


class Preview:
    """A picture and the way in which this terminal shows it."""

    def __init__(self, kind: PreviewKind, picture: Picture) -> None:
        self.kind = kind
        self.picture = picture
        self._lines: dict[Box, list[str]] = {}

    def fitted(self, columns: int, rows: int) -> Box:
        """Return the largest box inside of this one that has the picture's shape, a character being twice as high as
        wide."""
        ratio = 2 * self.picture.width / self.picture.height
        if rows * ratio <= columns:
            return max(1, round(rows * ratio)), rows
        return columns, max(1, round(columns / ratio))

    def lines(self, box: Box) -> list[str]:
        """Return what stands in the box as text: half blocks, or empty lines where the picture will be drawn over
        them."""
        if box not in self._lines:
            columns, rows = box
            self._lines[box] = _half_blocks(self.picture, box) if self.kind == "blocks" else [" " * columns] * rows
        return self._lines[box]

    def drawing(self, box: Box) -> str:
        """Return the escape sequence that draws the picture into the box whose top left corner is at the cursor."""
        match self.kind:
            case "kitty":
                return self.removal() + "".join(_kitty(small_png(self.picture, _PNG_SIDE), box))
            case "iterm":
                return _iterm(small_png(self.picture, _PNG_SIDE), box)
            case "sixel":
                size = cell_size()  # the window may have changed since
                return sixels(self.picture, box[0] * size[0], box[1] * size[1]) if size else ""
            case "blocks":
                return ""

    def removal(self) -> str:
        """Return the escape sequence that takes the picture away, where it outlives the text under it."""
        return f"\x1b_Ga=d,d=I,i={_KITTY_ID},q=2\x1b\\" if self.kind == "kitty" else ""


def _half_blocks(picture: Picture, box: Box) -> list[str]:
    """Return the picture with two pixels in each character: its upper half in the foreground, its lower in the
    background."""
    columns, rows = box
    data = rgb_pixels(picture, columns, 2 * rows)
    pixels = [";".join(map(str, data[at : at + 3])) for at in range(0, len(data), 3)]
    lines = []
    for row in range(0, 2 * rows, 2):
        upper, lower = (pixels[r * columns : (r + 1) * columns] for r in (row, row + 1))
        cells = (f"\x1b[38;2;{above};48;2;{below}m▀" for above, below in zip(upper, lower, strict=True))
        lines.append("".join(cells) + "\x1b[0m")
    return lines


def _kitty(png: bytes, box: Box) -> Iterator[str]:
    """Yield kitty's commands: the data in pieces, no answer wanted (q=2), the cursor left where it is (C=1)."""
    data = base64.b64encode(png).decode("ascii")
    first = f"a=T,f=100,t=d,C=1,i={_KITTY_ID},c={box[0]},r={box[1]},"
    for start in range(0, len(data), _PIECE):
        more = int(start + _PIECE < len(data))
        yield f"\x1b_G{'' if start else first}q=2,m={more};{data[start : start + _PIECE]}\x1b\\"


def _iterm(png: bytes, box: Box) -> str:
    data = base64.b64encode(png).decode("ascii")
    size = f"size={len(png)};width={box[0]};height={box[1]};preserveAspectRatio=1"
    return f"\x1b]1337;File=inline=1;{size};doNotMoveCursor=1:{data}\x07"
