"""Which figures of a paper are of one series: the same plot of other data, whose captions the author writes alike.

What tells it is not the text around them, which differs as the data do, but what is drawn in both, what the author
calls their files and labels, and that the text names them in one breath. Thresholds: read off the pairs of figures in
19 public papers, where 27 of 35 captions taken over from a sibling came nearer to the author's than sentences of the
text, and 5 did not.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from capassist.captioners.extractive.salience import stems
from capassist.model import Figure, ProfileFigure

_DRAWN_ALIKE = 0.5  # of the words in both pictures (Jaccard)
_FEWEST_DRAWN = 4  # words in each picture: two that both say "time" need not be alike
_NAMED_ALIKE = 0.8  # of the letters of their labels or file names (Ratcliff-Obershelp)
_TOLD_ALIKE = 0.45  # of the text around figures that one sentence names
# "figure_5", "img2" say nothing of what is in them.
_NO_NAME = re.compile(r"(?:fig(?:ure)?s?|image|img|plot|panel)?[\W_\d]*", re.IGNORECASE)


def is_sibling(target: Figure, chosen: ProfileFigure) -> bool:
    """Tell whether a figure of the profile is of one series with the target."""
    return looks_like_sibling(target, chosen.figure) or (
        chosen.similarity >= _TOLD_ALIKE and _named_together(target, chosen.figure)
    )


def looks_like_sibling(target: Figure, other: Figure) -> bool:
    """Tell whether two figures are of one series by what is drawn in them or by their own names.

    A diagram of a method and a plot of its results share words, and are of no series.
    """
    if target.type and other.type and target.type != other.type:
        return False
    return drawn_likeness(target, other) >= _DRAWN_ALIKE or _name_likeness(target, other) >= _NAMED_ALIKE


def drawn_likeness(one: Figure, other: Figure) -> float:
    """Return the share of the words in two pictures of one type that stand in both; 0 where either has hardly any."""
    if one.type != other.type:
        return 0.0  # a diagram of the steps has the words of their plots, too
    first, second = stems(drawn_words(one)), stems(drawn_words(other))
    if min(len(first), len(second)) < _FEWEST_DRAWN:
        return 0.0
    return len(first & second) / len(first | second)


def drawn_words(figure: Figure) -> str:
    """Return the texts that stand in a picture: titles, axes and legends."""
    panels = figure.drawing.panels if figure.drawing else ()
    read = [text for p in panels for text in (p.title, p.x and p.x.label, p.y and p.y.label) if text]
    return " ".join((figure.drawn_text, *read, *(entry.text for p in panels for entry in p.legend)))


def axis_labels(figure: Figure) -> set[str]:
    """Return the labels of the axes in a figure's plots."""
    panels = figure.drawing.panels if figure.drawing else ()
    return {axis.label for p in panels for axis in (p.x, p.y) if axis and axis.label}


def _name_likeness(one: Figure, other: Figure) -> float:
    alike = (SequenceMatcher(None, name, another).ratio() for name in _names(one) for another in _names(other))
    return max(alike, default=0.0)


def _names(figure: Figure) -> Iterator[str]:
    files = (PurePosixPath(image.path).stem for image in figure.images if image.path)
    for name in (*(label.rpartition(":")[2] for label in figure.labels), *files):
        if not _NO_NAME.fullmatch(name):
            yield name.lower()


def _named_together(one: Figure, other: Figure) -> bool:
    told = {s.text for mention in other.mentions for s in mention.sentences if s.references}
    return any(s.references and s.text in told for mention in one.mentions for s in mention.sentences)
