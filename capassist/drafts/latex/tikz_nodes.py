"""Reads the texts of the nodes of a diagram from its TikZ source."""

import re
from collections.abc import Iterator

from capassist.drafts.latex.arguments import closing, group, option, skip_space
from capassist.model import Drawing
from capassist.text.latex import to_plain

FEWEST, MOST = 2, 200
WORDS = 0.5  # of the nodes that say a word: a plot that is drawn by hand has numbers
_PICTURE = re.compile(r"\\begin\s*\{\s*(tikzpicture|circuitikz)\s*\}")
_NODE = re.compile(r"\\node(?![a-zA-Z@])|(?<![\w\\])node(?=\s*[\[({a])")
_PLACE = re.compile(r"\s*(?:\([^(){};]{0,80}\)|at\s*\([^;{}]{0,80}?\)(?=\s*[\[{(]))")
_LAYOUT = re.compile(r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![a-zA-Z])")
_UNKNOWN = re.compile(r"\\(?:label|pgf|tikz|includegraphics|ref|input|x|y|i|j|k|n|name|text)(?![a-zA-Z])|#\d")


def nodes_in(readable: str, start: int, end: int) -> Drawing | None:
    """Return the texts of the nodes that a source draws between two offsets, in its order; None where it is no
    diagram."""
    texts: list[str] = []
    for match in _PICTURE.finditer(readable, start, end):
        closed = closing(readable, match[1], match.end(), end)
        if closed is not None:
            texts += _texts(readable, match.end(), closed[0])
    words = [text for text in texts if re.search(r"[^\W\d_]{2}", text)]
    if not FEWEST <= len(texts) <= MOST or len(words) < max(FEWEST, WORDS * len(texts)):
        return None
    return Drawing("tikz", nodes=tuple(texts))


def _texts(readable: str, start: int, end: int) -> Iterator[str]:
    for match in _NODE.finditer(readable, start, end):
        inner = group(readable, _after_options(readable, match.end()))
        if inner is None or inner[1] > end:
            continue
        text = readable[slice(*inner)]
        if _UNKNOWN.search(text):
            continue  # a loop's variable, or what commands do that set no words
        plain = " ".join(to_plain(_LAYOUT.sub(" ", text).replace(r"\\", " ")).split())
        if plain:
            yield plain


def _after_options(readable: str, position: int) -> int:
    """Return where the text of a node begins, after its options, its name and its place in any order."""
    while True:
        position = skip_space(readable, position)
        if (span := option(readable, position)) is not None:
            position = span[1] + 1
        elif (place := _PLACE.match(readable, position)) is not None and place.end() > position:
            position = place.end()
        else:
            return position
