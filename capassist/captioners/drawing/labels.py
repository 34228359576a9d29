"""Which texts of a drawing were read whole, so that they can be said: labels of axes, names of series, letters."""

import re
from collections.abc import Sequence

from capassist.model import Drawing, PlotPanel
from capassist.text.panels import LETTERS
from capassist.text.words import one_line

LONGEST_LABEL = 70  # characters; what is longer is text that stands beside the axis
UNREADABLE = re.compile(r"\s*[□\ufffd\ue000-\uf8ff]+\s*")  # characters that the font of the drawing has no letter for


def is_readable(text: str) -> bool:
    """Tell whether a text was read whole, as far as it shows: no characters without a meaning, not a heap of words."""
    return bool(text.strip()) and not UNREADABLE.search(text) and len(text) <= LONGEST_LABEL


def without_half_bracket(label: str) -> str:
    """Return a label without a bracket that was read in part: "SAP flux (10⁶e" has half a unit."""
    return label[: label.rfind("(")].rstrip() if label.count("(") != label.count(")") else label


def legend_texts(panel: PlotPanel) -> tuple[str, ...]:
    """Return the texts of a panel's legend, each once, without what ends or begins a list."""
    names = dict.fromkeys(one_line(entry.text).strip(" :;,") for entry in panel.legend)
    return tuple(name for name in names if name)


def panel_letters(drawing: Drawing) -> Sequence[str]:
    """Return the letter of each panel in the form "(a)", where all letters that were read follow each other."""
    bare = [(panel.label or "").strip("(). ").lower() for panel in drawing.panels]
    told = [letter for letter in bare if letter]
    if told != list(LETTERS[: len(told)]):
        return ["" for _ in bare]
    return [f"({letter})" if letter else "" for letter in bare]
