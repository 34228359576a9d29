"""The texts of a diagram's nodes: first what is no diagram."""

import pytest

from capassist.drafts.latex.tikz_nodes import nodes_in


def picture(body: str) -> str:
    return f"\\begin{{tikzpicture}}[scale=2]{body}\\end{{tikzpicture}}"


NO_DIAGRAMS = {
    "no nodes": picture("\\draw (0,0) -- (1,1);"),
    "one node": picture("\\node {Encoder};"),
    "the ticks of a plot": picture("".join(f"\\node at (0,{i}) {{${i}$}};" for i in range(5)) + "\\node {Time};"),
    "nodes of a loop": picture("\\foreach \\x in {1,2} \\node at (\\x,0) {\\x};"),
    "nodes that say nothing": picture("\\node (a) {}; \\node (b) {};"),
    "no picture": "\\node {Encoder}; \\node {Decoder};",
    "a picture without an end": "\\begin{tikzpicture}\\node {Encoder};\\node {Decoder};",
}


@pytest.mark.parametrize("source", NO_DIAGRAMS.values(), ids=NO_DIAGRAMS)
def test_what_is_no_diagram_has_no_nodes(source: str) -> None:
    assert nodes_in(source, 0, len(source)) is None


DIAGRAMS = {
    "named and placed": "\\node[draw] (a) at (0,0) {Encoder}; \\node (b) [right=of a] {Decoder};",
    "in a path": "\\draw (0,0) node[left] {Encoder} -- (1,0) node {Decoder};",
    "of two lines and a size": "\\node {\\small Encoder}; \\node[align=center] {Decoder};",
}


@pytest.mark.parametrize("body", DIAGRAMS.values(), ids=DIAGRAMS)
def test_nodes_have_their_texts(body: str) -> None:
    source = picture(body)
    drawing = nodes_in(source, 0, len(source))
    assert drawing is not None
    assert drawing.nodes == ("Encoder", "Decoder")
    assert drawing.panels == ()


def test_lines_and_maths_are_read_as_a_reader_sees_them() -> None:
    source = picture("\\node {Latent\\\\space}; \\node {$\\alpha$ decay};")
    drawing = nodes_in(source, 0, len(source))
    assert drawing is not None
    assert drawing.nodes == ("Latent space", "α decay")
