"""Which texts of a drawing were read whole, so that they can be said: labels of axes, names of series, letters."""

import re
from collections.abc import Sequence

from capassist.model import Drawing, PlotPanel
from capassist.text.panels import LETTERS
from capassist.text.words import one_line

LONGEST_LABEL = 70  # characters; what is longer is text that stands beside the axis
UNREADABLE = re.compile(r"\s*[□\ufffd\ue000-\uf8ff]+\s*")  # characters that the font of the drawing has no letter for
# Bits of a formula or of turned text: norms, a bar alone, letters one by one, TeX that was not typeset.
_BITS = re.compile(
    r"^[|∥‖]+\s|[|∥‖]\s*[|∥‖]|\s[|∥‖]+$|(?<!\S)[^\W_](?:\s+[^\W_]){3,}(?!\S)|\\[a-zA-Z]+|\$[^$]*\$|[_^]\{"
)
_BRACKETED = re.compile(r"\([^()]*\)")  # "P(x | θ)"
_SAYING = 0.3  # of a label's characters are letters or digits: "C++", "°C", "log₁₀(P)"


def is_readable(text: str) -> bool:
    """Tell whether a text was read whole, as far as it shows, so that it may be said: words, symbols and units, no
    characters without a meaning, no bits of a formula, not a heap of words."""
    if not text.strip() or UNREADABLE.search(text) or len(text) > LONGEST_LABEL:
        return False
    if _BITS.search(text) or _BRACKETED.sub("", text).count("|") % 2:
        return False
    written = re.sub(r"\s", "", text)
    return sum(character.isalnum() for character in written) >= _SAYING * len(written)


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
