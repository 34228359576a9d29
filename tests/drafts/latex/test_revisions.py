"""Which commands are marks of a revision or remarks, and what a reader sees of them."""

import pytest

from capassist.drafts.latex.revisions import Revisions, is_remark
from capassist.text.latex import Macro

RED = r"\textcolor{red}{%s}"
IN_PRINT: dict[str, tuple[str, Macro]] = {  # what must not be left out
    "new words in colour": ("rev", Macro("m", RED % "#1")),
    "new words in colour and bold": ("rev", Macro("m", RED % r"\textbf{#1}")),
    "new words in a box of colour": ("rev", Macro("m", r"\colorbox{yellow}{#1}")),
    "a note without colour": ("note", Macro("m", r"\emph{Note: #1}")),
    "initials without colour": ("jd", Macro("m", "[JD: #1]")),
    "no arguments": ("note", Macro("", RED % "Note")),
    "two arguments": ("note", Macro("mm", RED % "#1: #2")),
    "a star": ("note", Macro("sm", RED % "#2")),
    "its option in colour alone": ("note", Macro("om", RED % "#1")),
    "a word of its own behind": ("unit", Macro("m", RED % "#1 metres of water")),
    "a sentence before it": ("where", Macro("m", RED % "at the town of #1")),
    "a word that ends otherwise": ("noted", Macro("m", RED % "#1")),
}


@pytest.mark.parametrize(("name", "macro"), IN_PRINT.values(), ids=IN_PRINT)
def test_what_a_draft_prints_is_no_remark(name: str, macro: Macro) -> None:
    assert not is_remark(name, macro)
    assert Revisions().mark(name, {name: macro}, {}) is None


REMARKS: dict[str, tuple[str, Macro]] = {
    "initials before": ("jd", Macro("m", RED % "[JD: #1]")),
    "initials in brackets": ("jd", Macro("m", RED % "(JD) #1")),
    "initials behind": ("jd", Macro("m", RED % "#1 -- JD")),
    "in brackets": ("jd", Macro("m", RED % "[#1]")),
    "in bold": ("jd", Macro("m", r"{\color{blue}\textbf{JD: #1}}")),
    "a box of colour": ("jd", Macro("m", r"\colorbox{yellow}{JD: #1}")),
    "a framed box of colour": ("jd", Macro("m", r"\fcolorbox{red}{yellow}{JD: #1}")),
    "to be done": ("x", Macro("m", RED % "TODO #1")),
    "by its name": ("mynote", Macro("m", RED % "#1")),
    "by a name in capitals": ("FIXME", Macro("m", RED % "#1")),
    "by a name of several": ("jdcomments", Macro("m", RED % "#1")),
    "in the margin": ("x", Macro("m", r"\marginpar{#1}")),
    "in a note of todonotes": ("x", Macro("m", r"\todo[inline]{#1}")),
    "with an option": ("jd", Macro("om", RED % "[JD: #2]")),
}


@pytest.mark.parametrize(("name", "macro"), REMARKS.values(), ids=REMARKS)
def test_a_remark_leaves_nothing(name: str, macro: Macro) -> None:
    assert is_remark(name, macro)
    assert Revisions().mark(name, {name: macro}, {}) == Macro(macro.signature, "")


# command, packages -> what a reader sees of the arguments "one", "two", "three"; None where the command is no mark
MARKS: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "an unknown command": ("emph", (), None),
    "soul's without soul": ("st", (), None),
    "soul's": ("st", ("soul",), ""),
    "soul's, by the package for Unicode": ("st", ("graphicx", "soulutf8"), ""),
    "easyReview's replaced words": ("replace", ("easyReview",), "two"),
    "easyReview's remark keeps what it is on": ("comment", ("easyReview",), "one"),
    "a remark of changes": ("comment", ("changes",), ""),
    "whichever package comes first": ("comment", ("easyReview", "changes"), "one"),
    "trackchanges' change": ("change", ("trackchanges",), "three"),
    "trackchanges' new words": ("add", ("trackchanges",), "two"),
    "new words of easyReview": ("add", ("easyReview",), "one"),
    "marks that many know": ("added", (), "two"),
    "deleted words": ("deleted", (), ""),
    "struck words": ("sout", (), ""),
    "latexdiff's new words": ("DIFadd", (), "one"),
    "latexdiff's deleted words in a float": ("DIFdelFL", (), ""),
}


@pytest.mark.parametrize(("name", "packages", "seen"), MARKS.values(), ids=MARKS)
def test_what_a_reader_sees_of_a_mark(name: str, packages: tuple[str, ...], seen: str | None) -> None:
    macro = Revisions().mark(name, {}, dict.fromkeys(packages, ""))
    if seen is None:
        assert macro is None
    else:
        assert macro is not None
        words = iter(("one", "two", "three"))
        body = macro.body
        for slot in range(1, len(macro.signature) + 1):
            body = body.replace(f"#{slot}", next(words))
        assert body == seen


def test_a_mark_that_the_draft_defines_itself_is_what_the_draft_says() -> None:
    own = {"added": Macro("m", r"\emph{#1}"), "DIFdel": Macro("m", "#1")}
    assert Revisions().mark("added", own, {}) is None
    assert Revisions().mark("DIFdel", own, {}) == Macro("m", "")  # latexdiff's, whatever the preamble makes of it
