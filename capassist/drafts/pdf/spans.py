"""The text of a page as the library gives it (blocks, lines, spans), sorted into what a reader sees and what not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from capassist.drafts.pdf.page import Line, Run, area, inside, overlap
from capassist.model import Box

SMALLEST_TEXT = 4.0  # points; smaller is not meant to be read
WHITE = 0.95  # of full, in each colour
SEEN = 25  # of 255: text more transparent than this cannot be seen

_DRAWN = 16 | 32  # char_flags of a span: filled, stroked; OCR programs lay neither over a picture

# Fonts without a table of characters (TeX's bitmap fonts) give their codes: ligatures in TeX's two text encodings, T1
# and OT1.
_LIGATURES = dict(
    zip("\x1b\x1c\x1d\x1e\x1f\x0b\x0c\x0d\x0e\x0f", ("ff", "fi", "fl", "ffi", "ffl") * 2, strict=True)
) | {
    "\x15": "–",
    "\x16": "—",
}
_LIGATURE = re.compile("(?<=[a-z])[\x0b-\x0f\x1b-\x1f]|[\x0b-\x0f\x1b-\x1f](?=[a-z])|[\x15\x16]")

# TeX's fonts of large brackets and operators (encoding OMX), code by code; a blank for parts of what is taller still.
_LARGE = re.compile("CMEX|MathExtension", re.I)
_OMX = dict(
    enumerate(
        "()[]⌊⌋⌈⌉{}⟨⟩|‖/\\"
        "()()[]⌊⌋⌈⌉{}⟨⟩/\\"
        "()[]⌊⌋⌈⌉{}⟨⟩/\\/\\"
        "()[]⌊⌋⌈⌉{}{}    "
        "    ⟨⟩⊔⊔∮∮⊙⊙⊕⊕⊗⊗"
        "∑∏∫⋃⋂⊎⋀⋁∑∏∫⋃⋂⊎⋀⋁"
        "∐∐^^^~~~[]⌊⌋⌈⌉{}"
        "√√√√    "
    )
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


def visible_lines(blocks: Sequence[dict[str, Any]], backdrops: Sequence[Box], page: Box) -> tuple[list[Line], bool]:
    """Return the pieces of lines that a reader sees, and whether readable amounts of text were left out.

    `backdrops` are the dark areas and pictures on which white text shows, and over which OCR programs lay text without
    ink.
    """
    pieces: list[Line] = []
    hidden = 0
    for line in (line for block in blocks for line in block.get("lines", ())):
        spans, words = _seen(line["spans"], backdrops, page)
        hidden += words
        inked = [span for span in spans if not span["text"].isspace()]
        if inked:
            turn = _turn(line["dir"])
            box = tuple(line["bbox"]) if turn else _around(inked)
            pieces.append(Line(tuple(_runs(spans)), box, _baseline(inked), turn))
    return pieces, hidden >= 4


def _seen(spans: Sequence[dict[str, Any]], backdrops: Sequence[Box], page: Box) -> tuple[list[dict[str, Any]], int]:
    """Return the spans of a line that a reader sees, and the number of words in those left out that nothing covers."""
    seen: list[dict[str, Any]] = []
    hidden = 0
    for span in spans:
        if _plain(span, page) or _on_backdrop(span, backdrops, page):
            seen.append(span)
        elif seen and span["text"].isspace():  # typesetters set blanks in no size at all, and they part words
            seen.append({**seen[-1], "text": " "})
        elif not any(inside(span["bbox"], backdrop) for backdrop in backdrops):
            hidden += len(span["text"].split())
    return seen, hidden


def _around(spans: Sequence[dict[str, Any]]) -> Box:
    """Return the box around the spans of a level line, which come from left to right."""
    top, bottom = min(span["bbox"][1] for span in spans), max(span["bbox"][3] for span in spans)
    return spans[0]["bbox"][0], top, spans[-1]["bbox"][2], bottom


def _baseline(spans: Sequence[dict[str, Any]]) -> float:
    """Return the y that most of a line's letters stand on: raised and lowered ones are smaller, large brackets are
    few."""
    if len({span["origin"][1] for span in spans}) == 1:
        return float(spans[0]["origin"][1])
    weights: Counter[float] = Counter()
    for span in spans:
        weights[span["origin"][1]] += len(span["text"]) * span["size"] ** 3
    return float(weights.most_common(1)[0][0])


def _plain(span: dict[str, Any], page: Box) -> bool:
    """Whether a span is ordinary text: drawn, dark enough, large enough and on the page."""
    color = span["color"]
    return (
        span["size"] >= SMALLEST_TEXT
        and span["char_flags"] & _DRAWN != 0
        and span["alpha"] >= SEEN
        and (color == 0 or min(color >> 16 & 255, color >> 8 & 255, color & 255) < 255 * WHITE)
        and _on_page(span["bbox"], page)
    )


def _on_backdrop(span: dict[str, Any], backdrops: Sequence[Box], page: Box) -> bool:
    """Whether a span that is white or has no ink lies on something that shows it, or that shows the same words."""
    box = span["bbox"]
    if span["size"] < SMALLEST_TEXT or not _on_page(box, page):
        return False
    return any(overlap(box, backdrop) > 0.5 * area(box) for backdrop in backdrops)


def _on_page(box: Box, page: Box) -> bool:
    return page[0] <= (box[0] + box[2]) / 2 <= page[2] and page[1] <= (box[1] + box[3]) / 2 <= page[3]


def _runs(spans: Sequence[dict[str, Any]]) -> Iterator[Run]:
    """Yield the runs of a line, joining spans of one type."""
    texts: list[str] = []
    for position, span in enumerate(spans):
        texts.append(span["text"])
        after = spans[position + 1] if position + 1 < len(spans) else None
        if after is None or after["font"] != span["font"] or abs(after["size"] - span["size"]) > 0.2:
            text = _readable("".join(texts), span["font"])
            bold, italic, mono = _style(span["font"], span["flags"])
            yield Run(text, span["font"], round(span["size"], 2), bold, italic, mono)
            texts.clear()


def _readable(text: str, font: str) -> str:
    """Return a span's text with the characters that its font shows for bare codes, and none that show nothing."""
    if _is_large(font):
        return text.translate(_OMX)
    if text.isprintable():
        return text if "\ufffd" not in text else text.replace("\ufffd", "")
    text = _LIGATURE.sub(lambda match: _LIGATURES[match.group()], text)
    return _CONTROL.sub("", text)


@cache
def _is_large(font: str) -> bool:
    return _LARGE.search(font) is not None


@cache
def _style(font: str, flags: int) -> tuple[bool, bool, bool]:
    """Return whether a font is bold, italic, typewriter: the flags in the file are often missing, so its name counts,
    too."""
    return (
        bool(flags & 16) or re.search(r"bold|black|heavy|-medi|cmbx|cmssbx|demi|\bbd\b|sfbx", font, re.I) is not None,
        bool(flags & 2) or re.search(r"ital|obliq|cmti|slant|sfti", font, re.I) is not None,
        bool(flags & 8) or re.search(r"mono|courier|cmtt|typewriter|consol|sftt", font, re.I) is not None,
    )


def _turn(direction: tuple[float, float]) -> int:
    """Return the quarter turns, clockwise, that set text of a writing direction upright."""
    x, y = direction
    if abs(x) >= abs(y):
        return 0 if x > 0 else 2
    return 3 if y > 0 else 1
