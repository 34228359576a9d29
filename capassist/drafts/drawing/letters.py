"""Finds panel letters, which follow each other from a on and stand at the upper left corners of their panels."""

import re
from collections.abc import Sequence
from dataclasses import replace

from capassist.drafts.drawing.axes import Axes
from capassist.drafts.drawing.ink import Text
from capassist.drafts.drawing.sides import outward
from capassist.drafts.pdf.page import height, overlap_x, width

BELOW = 7.0  # em between axes and a letter beneath their label


def with_letters(axes: Sequence[Axes], texts: list[Text]) -> tuple[list[Text], list[Text]]:
    """Give panel letters to their axes, where letters of one form follow each other from a on.

    Return the texts that are left, and the letters of parts that have no axes. A letter before a title is split off.
    """
    for form in (_bracketed, _bare):
        found = [(text, *parts) for text in texts if text.turn == 0 and (parts := form(text.text))]
        placed = [(text, letter, rest, _corner_of(text, axes, titled=bool(rest))) for text, letter, rest in found]
        if form is _bare:
            placed = [item for item in placed if item[3] is not None]
        else:
            middle = [(text, letter, rest, _centred_at(text, axes)) for text, letter, rest, _ in placed]
            placed = max(placed, middle, key=lambda items: len({id(one) for *_, one in items if one}))
        sequence = _sequence({letter for _, letter, _, _ in placed})
        if len(sequence) >= 2 and any(one for *_, one in placed):
            return _lettered(placed, sequence, texts)
    return texts, []


def letters_alone(texts: Sequence[Text]) -> list[Text]:
    """Return letters in brackets that follow each other from a on and stand in rows or columns, each once, in that
    order."""
    found = [(parts[0], text) for text in texts if (parts := _bracketed(text.text)) and not parts[1]]
    by_letter = dict(found)
    letters = [by_letter[letter] for letter in sorted(_sequence(set(by_letter)))]
    lined = all(any(_lined(text, other) for other in letters if other is not text) for text in letters)
    return letters if len(letters) == len(found) >= 2 and lined else []


def _lined(a: Text, b: Text) -> bool:
    """Whether two letters stand in one row or column."""
    return abs(a.base - b.base) < 0.5 * a.size or abs(a.box[0] - b.box[0]) < a.size


Placed = tuple[Text, str, str, "Axes | None"]


def _lettered(placed: list[Placed], sequence: set[str], texts: list[Text]) -> tuple[list[Text], list[Text]]:
    alone: list[Text] = []
    rest_of: dict[int, list[Text]] = {}
    for text, letter, rest, one in sorted(placed, key=lambda p: _corner(p[0], p[3]) if p[3] else 99.0):
        if letter not in sequence or (one is not None and one.letter is not None):
            continue
        sequence.discard(letter)
        label = replace(text, text=text.text[: len(text.text) - len(rest)].strip() if rest else text.text)
        if one is not None:
            one.letter = label
        else:
            alone.append(label)
        rest_of[id(text)] = [replace(text, text=rest)] if rest else []
    return [new for text in texts for new in rest_of.get(id(text), [text])], alone


def _sequence(letters: set[str]) -> set[str]:
    """Return the letters that follow each other from a on."""
    count = next((n for n in range(26) if chr(97 + n) not in letters), 26)
    return {chr(97 + n) for n in range(count)}


def _bracketed(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"[(\[]?\s*([A-Za-z])\s*[)\]](?:\s*(\S.*))?", text)
    return (match[1].lower(), match[2] or "") if match else None


def _bare(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"([A-Za-z])[.:]?(?:\s+(\S{2}.*))?", text)
    return (match[1].lower(), match[2] or "") if match else None


def _corner(text: Text, one: Axes) -> float:
    """Return how far a text stands from the upper left corner of the axes, in its own size; inside or outside."""
    x, y = (text.box[0] + 0.5 * text.size, text.centre[1])
    left = one.box[0] - one.ticks["left"].end
    dx = max(left - 5 * text.size - x, x - (one.box[0] + max(0.2 * width(one.box), 2.5 * text.size)), 0)
    dy = max(one.box[1] - 3.5 * text.size - y, y - (one.box[1] + 0.2 * height(one.box) + 1.2 * text.size), 0)
    return float(dx + dy) / text.size + 0.02 * (abs(x - one.box[0]) + abs(y - one.box[1])) / text.size


def _corner_of(text: Text, axes: Sequence[Axes], *, titled: bool) -> Axes | None:
    """Return the axes that a letter stands at the corner of, or that a lettered title stands above."""
    if titled:
        above = [
            a
            for a in axes
            if -0.5 * text.size < outward("top", a.box, text.box)[0] < 3 * text.size and overlap_x(text.box, a.box) > 0
        ]
        return min(above, key=lambda a: outward("top", a.box, text.box)[0], default=None)
    best = min(axes, key=lambda a: _corner(text, a))
    return best if _corner(text, best) < 3.5 else None


def _centred_at(text: Text, axes: Sequence[Axes]) -> Axes | None:
    """Return the axes that a letter stands in, or in the middle above or below, with the label between."""
    x, y = text.centre
    around = [a for a in axes if a.box[0] < x < a.box[2] and a.box[1] < y < a.box[3]]
    if around:
        return min(around, key=lambda a: width(a.box) * height(a.box))
    level = [a for a in axes if abs(x - (a.box[0] + a.box[2]) / 2) < 0.15 * width(a.box) + text.size]
    gaps = [(max(a.box[1] - y, y - a.box[3]), a) for a in level]
    near = [(gap, a) for gap, a in gaps if 0 <= gap < BELOW * text.size]
    return min(near, key=lambda n: n[0])[1] if near else None
