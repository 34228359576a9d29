"""What follows a command: stars, options and arguments as ranges, and what is left alone when it never closes."""

import pytest

from capassist.drafts.latex.arguments import closing, group, option, read_arguments, skip_space

SKIPPED = {"": 0, "a": 0, "  \n\t a": 5, "   ": 3}


@pytest.mark.parametrize(("text", "end"), SKIPPED.items())
def test_space_is_skipped(text: str, end: int) -> None:
    assert skip_space(text, 0) == end


OPTIONS: dict[str, str | None] = {
    "[a]": "a", "[]": "", "[a[b]c]d]": "a[b]c", "[{]}]": "{]}", "[{[}]": "{[}", r"[\]]": r"\]", r"[\{]": r"\{",
    "[a": None, "a]": None, "": None, "[a}]": None, "[{a]": None, "{[a]}": None, "[[a]": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "inner"), OPTIONS.items())
def test_an_option(text: str, inner: str | None) -> None:
    span = option(text, 0)
    assert (span and text[slice(*span)]) == inner


GROUPS: dict[str, str | None] = {
    "{a}": "a",
    "{}": "",
    "{a{b}}c": "a{b}",
    r"{\}}": r"\}",
    "{a": None,
    "a}": None,
    "": None,
    "[a]": None,
}


@pytest.mark.parametrize(("text", "inner"), GROUPS.items())
def test_a_group(text: str, inner: str | None) -> None:
    span = group(text, 0)
    assert (span and text[slice(*span)]) == inner


Read = tuple[list[str | None], str]  # the arguments, and what is left of the text
# signature and text -> what is read; None: a mandatory argument is missing
READ: dict[tuple[str, str], Read | None] = {
    ("", "rest"): ([], "rest"),
    ("s", "* rest"): (["*"], " rest"),
    ("s", "rest"): ([None], "rest"),
    ("sm", " * {a}rest"): (["*", "a"], "rest"),
    ("o", "[a]rest"): (["a"], "rest"),
    ("o", " rest"): ([None], " rest"),
    ("o", "[rest"): ([None], "[rest"),
    ("d", "<1>rest"): (["1"], "rest"),
    ("d", "<rest"): ([None], "<rest"),
    ("d", "(1)rest"): ([None], "(1)rest"),
    ("p", "(1,2)rest"): (["1,2"], "rest"),
    ("p", "<1>rest"): ([None], "<1>rest"),
    ("n", "{a}rest"): ([None], "{a}rest"),
    ("g", " {a}rest"): (["a"], "rest"),
    ("g", "a"): None,
    ("g", "{a"): None,
    ("G", "{a}rest"): (["a"], "rest"),
    ("G", "rest"): ([None], "rest"),
    ("G", "{a"): None,
    ("m", "{a}rest"): (["a"], "rest"),
    ("m", " ab"): (["a"], "b"),
    ("m", r"\foo bar"): ([r"\foo"], " bar"),
    ("m", r"\%bar"): ([r"\%"], "bar"),
    ("m", ""): None,
    ("m", "}"): None,
    ("m", "{a"): None,
    ("mm", "ab"): (["a", "b"], ""),
    ("mm", "a"): None,
    ("om", "[x]{a}rest"): (["x", "a"], "rest"),
    ("om", "{a}[x]"): ([None, "a"], "[x]"),
    ("som", "*{}rest"): (["*", None, ""], "rest"),
    ("mo", "{a}  rest"): (["a", None], "  rest"),
    ("Gm", "a"): ([None, "a"], ""),
}


@pytest.mark.parametrize(("case", "read"), READ.items(), ids=map(str, READ))
def test_arguments_by_their_signature(case: tuple[str, str], read: Read | None) -> None:
    signature, text = case
    found = read_arguments(text, 0, signature)
    assert read == (found and ([span and text[slice(*span)] for span in found.spans], text[found.end :]))


CLOSED: dict[str, str | None] = {
    r"a\end{e}b": r"a", r"\begin{e}\end{e}a\end {e}": r"\begin{e}\end{e}a", r"\begin { e }\end{ e }": None,
    r"a\end{f}": None, r"a\end{ee}": None, r"a": None, r"a\end{e*}\end{e}": r"a\end{e*}",
}  # fmt: skip


@pytest.mark.parametrize(("text", "content"), CLOSED.items())
def test_the_end_of_an_environment(text: str, content: str | None) -> None:
    found = closing(text, "e", 0, len(text))
    assert (found and text[: found[0]]) == content
    assert found is None or text[slice(*found)].startswith(r"\end")
    assert closing(text, "e", 0, len(text) - 2) is None or content == "a"  # the end lies beyond the limit
