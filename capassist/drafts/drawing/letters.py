"""Finds panel letters, which follow each other from a on and stand at the upper left corners of their panels."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from capassist.drafts.drawing.axes import Axes
from capassist.drafts.drawing.ink import Text, holds
from capassist.drafts.drawing.sides import outward
from capassist.drafts.pdf.page import area, height, overlap_x, width
from capassist.model import Box

BELOW = 7.0  # em between axes and a letter beneath their label


class _Lettered(NamedTuple):
    """A text that begins with what may be a panel letter, the title after it, and the axes that it stands at."""

    text: Text
    letter: str
    title: str
    axes: Axes | None


def with_letters(axes: Sequence[Axes], texts: list[Text]) -> tuple[list[Text], list[Text]]:
    """Give panel letters to their axes, where letters of one form follow each other from a on.

    Return the texts that are left, and the letters of parts that have no axes. A letter before a title is split off.
    """
    for find in (_in_brackets, _without_brackets):
        found = find(texts, axes)
        sequence = _sequence({item.letter for item in found})
        if len(sequence) >= 2 and any(item.axes for item in found):
            return _give_letters(found, sequence, texts)
    return texts, []


def _in_brackets(texts: Iterable[Text], axes: Sequence[Axes]) -> list[_Lettered]:
    """Return letters in brackets at the corners of axes, or centred at them: as it gives more axes their letters."""
    corners = _at_corners(_bracketed, texts, axes)
    centred = [item._replace(axes=_centred_at(item.text, axes)) for item in corners]
    return max(corners, centred, key=lambda items: len({id(item.axes) for item in items if item.axes}))


def _without_brackets(texts: Iterable[Text], axes: Sequence[Axes]) -> list[_Lettered]:
    """Return bare letters at the corners of axes; elsewhere they mean something else."""
    return [item for item in _at_corners(_bare, texts, axes) if item.axes]


def _at_corners(
    form: Callable[[str], tuple[str, str] | None], texts: Iterable[Text], axes: Sequence[Axes]
) -> list[_Lettered]:
    """Return the texts of a form, each with the axes at whose corner it stands, if there are any."""
    found = [(text, *parts) for text in texts if text.turn == 0 and (parts := form(text.text))]
    return [_Lettered(text, letter, rest, _corner_of(text, axes, titled=bool(rest))) for text, letter, rest in found]


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


def _give_letters(
    found: Iterable[_Lettered], sequence: set[str], texts: Iterable[Text]
) -> tuple[list[Text], list[Text]]:
    """Give each letter of the sequence to the axes that it stands nearest to; return what is left, as `with_letters`
    does."""
    alone: list[Text] = []
    titles: dict[int, list[Text]] = {}
    for item in sorted(found, key=_off_corner):
        if item.letter not in sequence or (item.axes is not None and item.axes.letter is not None):
            continue
        sequence.discard(item.letter)
        label, titles[id(item.text)] = _split(item)
        if item.axes is not None:
            item.axes.letter = label
        else:
            alone.append(label)
    return [rest for text in texts for rest in titles.get(id(text), [text])], alone


def _off_corner(item: _Lettered) -> float:
    return _corner(item.text, item.axes) if item.axes else 99.0


def _split(item: _Lettered) -> tuple[Text, list[Text]]:
    """Return a letter as it is printed, and the title after it."""
    if not item.title:
        return item.text, []
    label = item.text.text[: -len(item.title)].strip()
    return replace(item.text, text=label), [replace(item.text, text=item.title)]


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
    around = [a for a in axes if holds(a.box, text)]
    if around:
        return min(around, key=lambda a: area(a.box))
    level = [a for a in axes if abs(text.centre[0] - (a.box[0] + a.box[2]) / 2) < 0.15 * width(a.box) + text.size]
    near = [a for a in level if 0 <= _above_or_below(text, a.box) < BELOW * text.size]
    return min(near, key=lambda a: _above_or_below(text, a.box), default=None)


def _above_or_below(text: Text, box: Box) -> float:
    """Return how far the middle of a text is above or below a box; negative inside."""
    y = text.centre[1]
    return max(box[1] - y, y - box[3])
