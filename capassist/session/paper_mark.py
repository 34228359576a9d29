"""Which paper, and which of its figures, something was decided for: so that it is not written into another one.

A paper's folder is renamed and copied, its title and its main file get other names, and a paper is copied to begin the
next one with. So a paper is known by its text: by a bottom-k MinHash sketch of its word 5-grams (Broder 1997, On the
resemblance and containment of documents).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Any

from capassist.model import Draft, Figure
from capassist.text.words import one_line, words

_GRAM = 5  # words
_KEPT = 64  # of the smallest hashes
_DIGEST = 4  # bytes of each
# The least resemblance of a paper to what it was. Of two papers of the same authors it is below .01; of one that grew
# tenfold .1.
_SAME = 0.05


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What a paper is known by: its main file, its title, and the sketch of its text."""

    main: str
    title: str
    sketch: tuple[str, ...]

    @property
    def named(self) -> str:
        """What a sentence calls it: “On Parsers” (main.tex)."""
        return f"“{self.title}” ({self.main})" if self.title else self.main


def mark_of(draft: Draft) -> PaperMark:
    """Return what the draft is known by."""
    sketch = _sketch(f"{draft.abstract or ''} {draft.manuscript.body}")
    return PaperMark(draft.main, one_line(draft.title or ""), sketch)


@lru_cache(maxsize=4)  # a command asks several times, and a long paper takes some hundredths of a second
def _sketch(text: str) -> tuple[str, ...]:
    said = [word.lower() for word in words(text)]
    grams = {" ".join(said[start : start + _GRAM]) for start in range(max(len(said) - _GRAM + 1, 0))}
    return tuple(nsmallest(_KEPT, map(_hash, grams)))


def mark_from(record: object) -> PaperMark | None:
    """Return the mark in a record of it; None where it holds none."""
    if not isinstance(record, Mapping):
        return None
    main, title, sketch = (record.get(name) for name in ("main", "title", "sketch"))
    if not (isinstance(main, str) and isinstance(title, str) and isinstance(sketch, list | tuple)):
        return None
    return PaperMark(main, title, tuple(sketch)) if all(isinstance(gram, str) for gram in sketch) else None


def mark_record(mark: PaperMark) -> dict[str, Any]:
    """Return the record of a mark."""
    return {**asdict(mark), "sketch": list(mark.sketch)}


def is_same_paper(one: PaperMark, other: PaperMark) -> bool:
    """Tell whether two marks are of the same paper, however it was revised between them; also where nothing tells."""
    if one.title and one.title == other.title:
        return True
    if one.sketch and other.sketch:
        return resemblance(one, other) >= _SAME
    return not (one.title and other.title)


def resemblance(one: PaperMark, other: PaperMark) -> float:
    """Return an estimate of the share of their word 5-grams that two papers have in common (Jaccard), from 0 to 1."""
    both = set(one.sketch) & set(other.sketch)
    smallest = nsmallest(_KEPT, {*one.sketch, *other.sketch})
    return sum(gram in both for gram in smallest) / len(smallest) if smallest else 0.0


def figure_mark(figure: Figure) -> str:
    """Return what a figure is known by besides its id: its graphics, else what is drawn in it, else what is said of it;
    empty where there is nothing of that."""
    graphics = ", ".join(image.path for image in figure.images if image.path)
    seen = graphics or one_line(figure.drawn_text) or "".join(mention.text for mention in figure.mentions[:1])
    return _hash(seen) if seen else ""


def is_same_figure(figure: Figure, mark: str | None) -> bool:
    """Tell whether it is the figure with this mark; also where nothing tells. A label is a figure's own; without one it
    is counted, and another one may have its number now."""
    return "#" not in figure.id or not mark or figure_mark(figure) in {mark, ""}


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
