"""The captions that a list of legends has for figures without one, taken from the text by itself."""

import pytest

from capassist.drafts.latex.captions import Caption
from capassist.drafts.latex.figure_legends import captions_from_lists
from capassist.drafts.latex.float_types import FIGURE, FloatType
from capassist.drafts.latex.floats import Entry, Float
from capassist.drafts.latex.graphics import Graphic
from capassist.drafts.latex.provenance import Text

TABLE = FloatType("table", "table", "Table")


def entry(*names: str, caption: str | None = None, type_: FloatType = FIGURE) -> Entry:
    """Return a float with graphics of these names; `caption` is the number of the caption that it has."""
    own = Caption("caption", type_, 0, 0, None) if caption else None
    graphics = [Graphic(0, 0, name) for name in names]
    return Entry(Float(type_, "figure", 0, 0, (0, 0)), type_, own, graphics=graphics, number=caption)


def captions(listed: str, *entries: Entry) -> dict[int, tuple[str, str]]:
    found = captions_from_lists(Text.of_macro(listed), [(0, len(listed))], entries or [entry()], {})
    return {index: (legend.number, legend.latex) for index, legend in found.items()}


LEGENDS = {
    "plain": ("Figure 1. The tank.", "The tank."),
    "without a stop": ("Figure 1 The tank.", "The tank."),
    "a tie": ("Fig.~1~The tank.", "The tank."),
    "indented": (r"\noindent Figure 1. The tank.", "The tank."),
    "bold": (r"\textbf{Figure 1.} The tank.", "The tank."),
    "bold with a bar": (r"\textbf{Figure 1} | The tank.", "The tank."),
    "bold with a colon behind": (r"{\bf Figure 1}: The tank.", "The tank."),
    "a bold title": (r"\textbf{Figure 1. The tank.} Left: it.", r"\textbf{The tank.} Left: it."),
    "in brackets": ("[Figure 1] The tank.", "The tank."),
    "an item": (r"\item[Figure 1.] The tank.", "The tank."),
    "a heading above": ("Figure 1\n\nThe tank.", "The tank."),
    "a heading in bold above": ("\\textbf{Figure 1.}\n\nThe tank.", "The tank."),
    "on two lines": ("Figure 1. The\ntank.", "The tank."),
    "two paragraphs": ("Figure 1. The tank.\n\nIt is old.", "The tank. It is old."),
    "a section": ("\\subsection*{Figure 1}\\par The tank.", "The tank."),
    "behind other words": ("All in blue.\n\nFigure 1. The tank.", "The tank."),
    "a heading behind other words": ("All in blue.\n\nOld.\n\nFigure 1\n\nThe tank.", "The tank."),
    "one letter": ("Figure 1. A", "A"),
}


@pytest.mark.parametrize(("listed", "latex"), LEGENDS.values(), ids=LEGENDS)
def test_a_legend(listed: str, latex: str) -> None:
    assert captions(listed) == {0: ("1", latex)}


def test_no_list_no_captions() -> None:
    assert captions_from_lists(Text.of_macro("Figure 1. A"), [], [entry()], {}) == {}


TWO = "Figure 1. The tank.\n\nFigure 2. The lid."
MATCHED = {
    "in order": ([entry(), entry()], {0: ("1", "The tank."), 1: ("2", "The lid.")}),
    "by the files": ([entry("fig2.eps"), entry("fig1.eps")], {0: ("2", "The lid."), 1: ("1", "The tank.")}),
    "the other has a caption": ([entry(caption="1"), entry()], {1: ("2", "The lid.")}),
    "a table has the number": ([entry(caption="1", type_=TABLE), entry(), entry()], {1: ("1", "The tank."), 2: ("2", "The lid.")}),
    "a table without a caption": ([entry(type_=TABLE), entry(), entry()], {1: ("1", "The tank."), 2: ("2", "The lid.")}),
    "too few": ([entry()], {}),
    "too many": ([entry(), entry(), entry()], {}),
    "all have captions": ([entry(caption="1"), entry(caption="2")], {}),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "found"), MATCHED.values(), ids=MATCHED)
def test_which_legend_is_of_which_figure(entries: list[Entry], found: dict[int, tuple[str, str]]) -> None:
    assert captions(TWO, *entries) == found
