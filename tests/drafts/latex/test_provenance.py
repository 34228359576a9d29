"""Every character of the flat text knows where it stands, however often it was cut and joined."""

from hypothesis import given
from hypothesis import strategies as st

from capassist.drafts.latex.provenance import Piece, Text

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


def test_an_empty_argument_still_stands_somewhere() -> None:
    text = Text([Piece("a{}b", "a{}b", "main.tex", 10)])
    assert text.slice(2, 2) == [Piece("", "", "main.tex", 12)]


def test_near_finds_the_closest_place_in_a_file() -> None:
    text = Text([Piece("abc", "abc", "main.tex", 5), Piece("made up", "made up")])
    assert text.near(6) == ("main.tex", 8)
    assert Text([Piece("made up", "made up")]).near(0) is None
