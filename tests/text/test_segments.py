"""LaTeX cut into parts: in order, without gaps, none empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capassist.text.segments import segments


@given(st.text(st.sampled_from(r"ab \{}[]$%*,_^&()" + "\n"), max_size=40))
def test_the_parts_are_the_text(text: str) -> None:
    parts = [(segment.start, segment.end) for segment in segments(text)]
    assert all(start < end for start, end in parts)
    assert "".join(text[start:end] for start, end in parts) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("a b", [("text", "a b")]),
        (r"a $x$ b", [("text", "a "), ("maths", "$x$"), ("text", " b")]),
        (r"$$x$$", [("display", "$$x$$")]),
        (r"\(x\)\[y\]", [("maths", r"\(x\)"), ("display", r"\[y\]")]),
        ("a $ b", [("text", "a "), ("lone", "$"), ("text", " b")]),
        (r"{a}", [("open", "{"), ("text", "a"), ("close", "}")]),
        (r"\ref{a_b}", [("macro", r"\ref"), ("key", "{a_b}")]),
        (r"\cite[p.~3]{a}", [("macro", r"\cite"), ("text", "[p.~3]"), ("key", "{a}")]),
        (r"\emph{a}", [("macro", r"\emph"), ("open", "{"), ("text", "a"), ("close", "}")]),
        (r"50\% it", [("text", "50"), ("macro", r"\%"), ("text", " it")]),
    ],
)
def test_the_kinds_of_parts(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(segment.kind, text[segment.start : segment.end]) for segment in segments(text)] == parts
