"""Turns the text of a page, as the PDF library gives it character by character, into pieces of text in one font."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from capassist.drafts.drawing.ink import UNKNOWN, Path, Text
from capassist.drafts.pdf.page import union
from capassist.model import Box

GAP = 1.0  # em between two characters of one span that make two texts of it
REPEATED = (
    40  # times that a text of one or two characters may stand in a figure; what stands there more often is a marker
)
_ONE_SIZE = 0.1  # share by which the sizes of one text's parts may differ
SYMBOLS = ("dingbat", "symbol", "wingding", "marvosym", "fontawesome")
MOST_MARKS = 5_000

_TURNS = {(1, 0): 0, (0, -1): 1, (-1, 0): 2, (0, 1): 3}


def spans_of(blocks: Iterable[dict[str, Any]]) -> tuple[list[Text], list[Path]]:
    """Return the pieces of text, and as marks what only looks like text: the symbols that plots are drawn with."""
    pieces = [(piece, font) for block in blocks for line in block.get("lines", ()) for piece, font in _pieces(line)]
    count = Counter(_appearance(piece) for piece, _ in pieces)
    texts: list[Text] = []
    symbols: list[Text] = []
    for piece, font in pieces:
        repeated = count[_appearance(piece)] > REPEATED and _can_be_marker(piece.text)
        (symbols if repeated or _is_symbol(piece.text, font) else texts).append(piece)
    return texts, [_mark(piece) for piece in symbols[:MOST_MARKS]]


def _appearance(piece: Text) -> tuple[str, float]:
    return piece.text, round(piece.size, 1)


def _can_be_marker(text: str) -> bool:
    return len(text) <= 2 and not text.isdigit()


def _is_symbol(text: str, font: str) -> bool:
    return any(name in font for name in SYMBOLS) and not _is_greek(text, font)


def _is_greek(text: str, font: str) -> bool:
    """Whether a text in the font Symbol is a letter or a sign of mathematics, as it is for gnuplot and R, and no
    marker."""
    return "symbol" in font and not any(character in "●○■□▲△◆◇★•∗" for character in text)


def _mark(piece: Text) -> Path:
    colour = piece.colour
    fill = ((colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255)
    return Path("mark", piece.box, None, fill)


def _pieces(line: dict[str, Any]) -> Iterator[tuple[Text, str]]:
    x, y = line["dir"]
    turn = _TURNS.get((round(x, 2), round(y, 2)))
    for span in line["spans"] if turn is not None else _slanted(line["spans"]):
        if span.get("alpha", 255) == 0:
            continue
        font = str(span["font"])
        for text, box, origin in _words(span, turn):
            yield (
                Text(
                    text,
                    box,
                    origin[0] if turn in (1, 3) else origin[1],
                    float(span["size"]),
                    turn,
                    "bold" in font.lower() or bool(span.get("flags", 0) & 16),
                    int(span["color"]),
                ),
                font.lower(),
            )


def _slanted(spans: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the spans of a slanted line, those of one size that follow each other as one: no baseline puts the "0",
    "." and "48" of "0.48" together later."""
    joined: list[dict[str, Any]] = []
    for span in spans:
        before = joined[-1] if joined else {}
        taken_apart = span.get("chars") and before.get("chars")  # a page with too much text is not
        if taken_apart and abs(span["size"] / before["size"] - 1) < _ONE_SIZE:
            joined[-1] = {**before, "chars": [*before["chars"], *span["chars"]]}
        else:
            joined.append(span)
    return joined


Word = tuple[str, Box, tuple[float, float]]


def _words(span: dict[str, Any], turn: int | None) -> Iterator[Word]:
    """Yield what a span says, split where characters stand far apart, each with its box and the origin of its first
    letter."""
    characters = span.get("chars")
    if characters is None:  # a page with too much text to be taken apart
        if span["text"].strip():
            yield span["text"].strip(), tuple(span["bbox"]), tuple(span["origin"])
        return
    word: list[dict[str, Any]] = []
    for character in characters:
        if character["c"].isspace():
            continue
        if word and _gap(word[-1]["bbox"], character["bbox"], turn) > GAP * span["size"]:
            yield _word(word, span)
            word = []
        word.append(character)
    if word:
        yield _word(word, span)


def _gap(a: Box, b: Box, turn: int | None) -> float:
    return {0: b[0] - a[2], 1: a[1] - b[3], 2: a[0] - b[2], 3: b[1] - a[3], None: 0.0}[turn]


def _word(word: list[dict[str, Any]], span: dict[str, Any]) -> Word:
    """Return a word as it reads, where it is, and its origin; `word` are those characters of the span that leave
    ink."""
    characters = span["chars"]
    first, last = (next(i for i, c in enumerate(characters) if c is end) for end in (word[0], word[-1]))
    text = "".join(c["c"] for c in characters[first : last + 1]).replace("\ufffd", UNKNOWN)
    return " ".join(text.split()), union([c["bbox"] for c in word]), tuple(word[0]["origin"])
