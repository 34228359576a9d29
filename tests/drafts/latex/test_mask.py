r"""What TeX does not read as commands is blank in a file's structure: comments, and what \verb and its like hold."""

import pytest

from capassist.drafts.latex.mask import FILL, mask

INLINE: dict[str, str] = {  # the text -> its structure, with a dot for what is in neither view
    r"\verb|a{b|c": r"\verb|   |c",
    r"\verb*|a|c": r"\verb*| |c",
    r"\verb||c": r"\verb||c",
    r"\verb|a": r"\verb|a",
    "\\verb|a\nb|c": "\\verb|a\nb|c",
    r"\verb |a|c": r"\verb |a|c",
    r"\lstinline|a{b|c": r"\lstinline|   |c",
    r"\lstinline[language=C]|a|c": r"\lstinline[language=C]| |c",
    r"\lstinline{a}c": r"\lstinline{ }c",
    r"\mintinline{c}{a}c": r"\mintinline{c}{ }c",
    r"\mintinline[x]{c}|a|c": r"\mintinline[x]{c}| |c",
    r"\mintinline{c}": r"\mintinline{c}",
    r"\MakeShortVerb{\|}|a{|c": r"\MakeShortVerb{\|}|  |c",
    "\\MakeShortVerb{\\|}|a\n|c": "\\MakeShortVerb{\\|}|a\n|c",
    "a % b\nc": "a ....c",
    r"a \% b": r"a \% b",
    r"\begin{verbatim}a{\end{verbatim}c": r"\begin{verbatim}  \end{verbatim}c",
    r"\begin{verbatim}a{": r"\begin{verbatim}  ",
    r"\begin{comment}a\end{comment}c": "." * len(r"\begin{comment}a\end{comment}") + "c",
}


@pytest.mark.parametrize(("text", "structure"), INLINE.items())
def test_what_is_blank(text: str, structure: str) -> None:
    masked = mask(text)
    assert masked.structure.replace(FILL, ".") == structure
    assert masked.readable.replace(FILL, ".") == (structure if "." in structure else text)
