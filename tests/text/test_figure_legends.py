"""Lists of figure legends: their headings, and whose legend each is."""

import pytest

from capassist.text.figure_legends import Legend, find_legends, is_legend_heading, matched


@pytest.mark.parametrize("title", ["Figure 1", "Legends of the fall", "Results", "Captions we wrote", "Tables", ""])
def test_other_headings(title: str) -> None:
    assert not is_legend_heading(title)


@pytest.mark.parametrize(
    "title",
    ["Figure Legends", "FIGURE CAPTIONS", "Figures and legends to figures"[12:], "List of figure captions", "Legends", "Légendes des figures", "图注",
     "Supplementary Figure Legends", "Legends to the figures", "Figure and table legends", "Captions for figures"],
)  # fmt: skip
def test_headings(title: str) -> None:
    assert is_legend_heading(title)


def test_a_legend_takes_the_paragraphs_up_to_the_next() -> None:
    paragraphs = [
        "In order of use:",
        "Figure 1. Tanks.",
        "(a) Old, (b) new.",
        "Table 1. Masses.",
        "kg.",
        "Fig. S2 | Lids.",
        "Supplementary Figure 3. Pipes.",
    ]
    assert find_legends(paragraphs) == [Legend("1", 1, 3), Legend("S2", 5, 6), Legend("S3", 6, 7)]


ONE, TWO = Legend("1", 0, 1), Legend("2", 1, 2)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([["x.png"], ["y.png"]], {0: ONE, 1: TWO}),
        ([["Fig2.eps"], ["Fig1.eps"]], {0: TWO, 1: ONE}),
        ([["figures/fig_01.png"]], {0: ONE}),
        ([["x.png"]], {}),
        ([["x.png"], ["y.png"], ["z.png"]], {}),
        ([["fig1a.png"], ["fig1b.png"], ["z.png"]], {}),
    ],
    ids=["order", "names", "name of one", "which?", "more figures", "twice the same"],
)
def test_whose_legend_it_is(figures: list[list[str]], expected: dict[int, Legend]) -> None:
    assert matched([ONE, TWO], figures) == expected
