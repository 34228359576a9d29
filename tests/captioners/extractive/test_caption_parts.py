"""Which captions begin with a heading only: not those that begin with a name of what is shown, or with a panel."""

import pytest

from capassist.captioners.extractive.caption_parts import is_headed, opening_places, sentences_of
from capassist.text.markup import LATEX


@pytest.mark.parametrize(
    ("caption", "headed"),
    [
        ("", False),
        ("Field data.", False),
        (r"{\bf Field data}.", False),
        ("Rain by month. Mean of all of the years since the dam.", False),
        ("Dot plot. The points are the means of all of the runs.", False),
        ("Both pumps. (a) Flow by hour of the day. (b) Yield.", False),
        (r"\textbf{a} Flow by hour of the day. \textbf{b} Yield.", False),
        (r"\textbf{Yield of the pump by hour.} The points are means.", False),
        ("Rain. Bars too.", False),
        ("Field data. Mean of all of the years since the dam.", True),
        (r"{\bf Field data}. The points are means.", True),
        (r"\textbf{Field data.} The points are means.", True),
        (r"\textit{Models}. Points are means.", True),
    ],
)
def test_what_only_heads_a_caption(caption: str, headed: bool) -> None:
    sentences = sentences_of(caption, LATEX)
    assert is_headed(sentences, LATEX) is headed
    assert len(opening_places(sentences, LATEX)) == 1 + headed
