"""Commands that bring in another file: which file, where they end, and what of the file comes in."""

import pytest

from capassist.drafts.latex.inputs import Inclusion, body_of, is_left_out, read_inclusion
from capassist.drafts.latex.mask import FILL
from capassist.drafts.latex.provenance import Text

# the command, what follows it (up to a bar: what it takes), and the inclusion without command and end
INCLUSIONS: dict[str, tuple[str, str, dict[str, object] | None]] = {
    "input": ("input", "{a}|b", {"name": "a"}),
    "bare": ("input", "  a.tex|{b}", {"name": "a.tex"}),
    "in quotes": ("input", '{ "a b" }|', {"name": "a b"}),
    "a comment inside": ("input", f"{{{FILL}{FILL}a}}|", {"name": "a"}),
    "no name": ("input", "|", None),
    "directly behind": ("input", "a|", None),
    "a picture": ("input", "{a.PGF}|", None),
    "a list of works": ("input", "{a.bbl}|", None),
    "include": ("include", "{a}|", {"name": "a"}),
    "with branches": ("InputIfFileExists", "{a}{yes}{no}|x", {"name": "a"}),
    "without branches": ("InputIfFileExists", "{a}|", {"name": "a"}),
    "no branches of input": ("input", "{a}|{yes}{no}", {"name": "a"}),
    "a subfile": ("subfile", "{a/b}|", {"name": "a/b", "subfile": True}),
    "import": ("import", "{f/}{a}|", {"name": "a", "folder": "f/"}),
    "import, starred": ("import", "*{f/}{a}|", {"name": "a", "folder": "f/"}),
    "subimport": ("subimport", "{f/}{a}|", {"name": "a", "folder": "f/", "relative": True}),
    "inputfrom": ("inputfrom", "{f/}{a}|", {"name": "a", "folder": "f/"}),
    "subincludefrom": ("subincludefrom", "{f/}{a}|", {"name": "a", "folder": "f/", "relative": True}),
    "import without a file": ("import", "{f/}|", None),
    "import without a folder": ("import", "|", None),
    "import of a picture": ("import", "{f/}{a.pdf_tex}|", None),
}


@pytest.mark.parametrize(("command", "behind", "expected"), INCLUSIONS.values(), ids=INCLUSIONS)
def test_an_inclusion(command: str, behind: str, expected: dict[str, object] | None) -> None:
    taken, _, rest = behind.partition("|")
    text = f"\\{command}{taken}{rest}"
    found = read_inclusion(text, text, command, len(command) + 1)
    whole = {"folder": None, "relative": False, "subfile": False}
    end = len(command) + 1 + len(taken)
    assert found == (Inclusion(command, end=end, **{**whole, **expected}) if expected else None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "generated"), [("a.toc", True), (r"\jobname.x", True), ("#1", True), ("a", False), ("toc", False)]
)
def test_what_tex_writes_may_be_missing(name: str, generated: bool) -> None:
    assert Inclusion("input", name, 0).is_generated is generated


LEFT_OUT = {
    "no list": ("include", "a", None, False),
    "in the list": ("include", "a.tex", {"a"}, False),
    "not in it": ("include", "a", {"b"}, True),
    "an empty one": ("include", "a", set(), True),
    "input": ("input", "a", {"b"}, False),
}


@pytest.mark.parametrize(("command", "name", "only", "expected"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_includeonly(command: str, name: str, only: set[str] | None, expected: bool) -> None:
    assert is_left_out(Inclusion(command, name, 0), only) is expected


BODIES = {
    "none of its own": ("a", "a"),
    "its own": (r"x\begin{document}a\end{document}y", "a"),
    "not ended": (r"x\begin {document}a", "a"),
    "ended alone": (r"a\end{document}", r"a\end{document}"),
}


@pytest.mark.parametrize(("text", "body"), BODIES.values(), ids=BODIES)
def test_the_body_of_a_document(text: str, body: str) -> None:
    assert body_of(Text.of_macro(text)).structure == body
