"""Every character of the flat text knows where it stands, however often it was cut and joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.latex.provenance import Piece, Text, filled

pieces = st.lists(
    st.builds(
        lambda text, file, offset: Piece(text, text, file, offset),
        st.text("abc{}", max_size=4),
        st.sampled_from([None, "a.tex", "b.tex"]),
        st.integers(0, 99),
    ),
    max_size=8,
)


@given(pieces, st.data())
def test_a_slice_keeps_text_and_origins(parts: list[Piece], data: st.DataObject) -> None:
    text = Text(parts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = Text(text.slice(start, end))
    assert cut.structure == text.structure[start:end]
    assert [cut.origin(index) for index in range(len(cut))] == [text.origin(start + index) for index in range(len(cut))]


MADE = Piece("made up", "made up")
ONE, TWO = Piece("abc", "abc", "one.tex", 5), Piece("defg", "defg", "two.tex", 20)
EMPTY = Piece("", "", "main.tex", 12)
SLICES: dict[str, tuple[list[Piece], int, int, list[Piece]]] = {
    "an empty argument": ([Piece("a{}b", "a{}b", "main.tex", 10)], 2, 2, [EMPTY]),
    "all": ([ONE, TWO], 0, 7, [ONE, TWO]),
    "one of two": ([ONE, TWO], 0, 3, [ONE]),
    "the other": ([ONE, TWO], 3, 7, [TWO]),
    "parts of both": ([ONE, TWO], 2, 4, [Piece("c", "c", "one.tex", 7), Piece("d", "d", "two.tex", 20)]),
    "an empty one between": ([ONE, EMPTY, TWO], 2, 4, [Piece("c", "c", "one.tex", 7), EMPTY, Piece("d", "d", "two.tex", 20)]),
    "an empty one at an end": ([ONE, EMPTY, TWO], 0, 3, [ONE]),
    "an empty one at the beginning": ([ONE, EMPTY, TWO], 3, 7, [TWO]),
}  # fmt: skip


@pytest.mark.parametrize(("pieces", "start", "end", "cut"), SLICES.values(), ids=SLICES)
def test_a_slice(pieces: list[Piece], start: int, end: int, cut: list[Piece]) -> None:
    assert Text(pieces).slice(start, end) == cut


NEAR: dict[str, tuple[list[Piece], int, tuple[str, int] | None]] = {
    "nothing": ([], 0, None),
    "only what a macro wrote": ([MADE], 3, None),
    "in a file": ([ONE, TWO], 4, ("two.tex", 21)),
    "at a file's first character": ([MADE, TWO], 7, ("two.tex", 20)),
    "after a file": ([ONE, MADE], 6, ("one.tex", 8)),
    "before a file": ([MADE, TWO], 3, ("two.tex", 20)),
    "between two files": ([ONE, MADE, TWO], 5, ("one.tex", 8)),
    "nearer to the second": ([ONE, MADE, MADE, TWO], 12, ("two.tex", 20)),
    "at the end of all": ([ONE, TWO], 7, ("two.tex", 24)),
}


@pytest.mark.parametrize(("pieces", "position", "place"), NEAR.values(), ids=NEAR)
def test_near_finds_the_closest_place_in_a_file(
    pieces: list[Piece], position: int, place: tuple[str, int] | None
) -> None:
    assert Text(pieces).near(position) == place


def test_what_a_macro_wrote_stands_in_no_file() -> None:
    text = Text([ONE, MADE, TWO])
    assert [text.origin(position) for position in (-1, 2, 3, 9, 10, 13, 14)] == [
        None, ("one.tex", 7), None, None, ("two.tex", 20), ("two.tex", 23), None,
    ]  # fmt: skip


ARGUMENT = [Piece("x", "x", "main.tex", 30)]
FILLED: dict[str, tuple[str, tuple[str | None, ...], list[list[Piece] | None], str]] = {
    "no arguments": ("Fig.", (), [], "Fig."),
    "one": ("Fig.~#1.", (), [ARGUMENT], "Fig.~x."),
    "twice": ("#1 and #1", (), [ARGUMENT], "x and x"),
    "the second": ("#2", (), [ARGUMENT, [Piece("y", "y", "main.tex", 33)]], "y"),
    "one that the call has not": ("a#2b", (), [ARGUMENT], "ab"),
    "left out": ("a#1b", ("d",), [None], "adb"),
    "left out, without a default": ("a#1b", (None,), [None], "ab"),
    "left out, and nothing said of defaults": ("a#1b", (), [None], "ab"),
    "a sign for a macro within": ("##1", (), [ARGUMENT], "#1"),
    "letters behind a command": (r"\folder#1", (), [ARGUMENT], r"\folder x"),
    "a digit behind a command": (r"\folder#1", (), [[Piece("3", "3", "main.tex", 30)]], r"\folder3"),
    "letters behind a line's end": (r"\\#1", (), [ARGUMENT], r"\\x"),
    "at the beginning": ("#1b", (), [ARGUMENT], "xb"),
}


@pytest.mark.parametrize(("body", "defaults", "values", "text"), FILLED.values(), ids=FILLED)
def test_a_body_is_filled_with_its_arguments(
    body: str, defaults: tuple[str | None, ...], values: list[list[Piece] | None], text: str
) -> None:
    made = Text(filled(body, defaults, values))
    assert made.structure == made.readable == text
    for position, character in enumerate(text):
        assert (made.origin(position) == ("main.tex", 30)) == (character in "x3")
