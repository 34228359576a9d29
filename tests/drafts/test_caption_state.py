"""Placeholders are recognised, and no real caption is taken for one."""

import pytest

from capassist.drafts.caption_state import caption_state
from capassist.text.latex import to_plain

WRITTEN = """
Results.
TODO lists of users over time
Caption quality by model.
Figure of merit against temperature.
Test accuracy
Image classification
Our model
Title page of the first edition
The caption here is real.
Missing values by column.
Legend of the map: rivers and roads.
Example
XRD
Dummy variables and their weights
温度变化
Add-on packages.
No captions were used in this task
""".strip().splitlines()
PLACEHOLDERS = r"""
TODO
todo.
\textbf{TODO}
TODO: write this
[TODO] describe the setup
TBD
XXX
FIXME: numbers
Lorem ipsum dolor sit amet, consectetur.
Enter caption
Enter Caption Here
Caption here
Caption
Your caption
\emph{Your caption here.}
Figure caption
Insert caption here
Add a caption
...
\ldots
???
\todo{Say what this is}
\todo[inline]{caption}
plot_final2
plot\_final2.pdf
Placeholder caption
Caption goes here
Caption text
""".strip().splitlines()


@pytest.mark.parametrize("caption", WRITTEN)
def test_written(caption: str) -> None:
    assert caption_state(to_plain(caption), caption, ("figs/results.pdf",)) == "written"


@pytest.mark.parametrize("caption", PLACEHOLDERS)
def test_placeholder(caption: str) -> None:
    assert caption_state(to_plain(caption), caption, ("figs/plot_final2.pdf",)) == "placeholder"


def test_a_placeholder_is_known_without_its_latex() -> None:
    assert caption_state("TODO") == "placeholder"


@pytest.mark.parametrize("caption", ["", "  ", "\x1f", "~"])
def test_missing(caption: str) -> None:
    assert caption_state(to_plain(caption), caption) == "missing"
