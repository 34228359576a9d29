"""Where groups, options, drawings and verbatim text end; what never ends is not read over."""

from collections.abc import Callable

import pytest

from capassist.text.latex_groups import (
    bracket_end,
    drawing_end,
    group_end,
    optional_end,
    verbatim_command_end,
    verbatim_end,
)


@pytest.mark.parametrize(
    ("end", "text", "inside"),
    [
        (group_end, "{a} b}", "a"),
        (group_end, "{a {b} c} d}", "a {b} c"),
        (group_end, r"{a \} b} c", r"a \} b"),
        (group_end, r"{a \\} b}", r"a \\"),
        (group_end, "{a {b} c", None),
        (bracket_end, "[a] b]", "a"),
        (bracket_end, "[{a]}, b] c]", "{a]}, b"),
        (bracket_end, r"[a \] b] c", r"a \] b"),
        (bracket_end, "[{{a]}]} b] c]", "{{a]}]} b"),
        (bracket_end, "[a} b]", None),  # the group around it ends first
        (bracket_end, "[a {b]", None),
        (bracket_end, "[a", None),
    ],
)
def test_what_closes_a_group_or_options(end: Callable[[str, int], int | None], text: str, inside: str | None) -> None:
    for before in ("", "x "):
        found = end(before + text, len(before))
        assert (None if found is None else (before + text)[len(before) + 1 : found]) == inside


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        (r"\draw (0,0) -- (1,0); it", " it"),
        ("[red, {a]}]{\\draw (0,0); \\fill;} it", " it"),
        ("[red] \\draw (0,0); it", " it"),
        (" {\\draw;} it", " it"),
        ("[red it; x", " x"),  # the bracket never ends
        ("{\\draw it", "{\\draw it"),
        ("no end", "no end"),
        ("", ""),
    ],
)
def test_a_drawing_is_a_group_or_reaches_its_semicolon(text: str, behind: str) -> None:
    head = r"\tikz"
    assert (head + text)[drawing_end(head + text, len(head)) :] == behind


@pytest.mark.parametrize(
    ("name", "text", "printed", "behind"),
    [
        ("verb", "|a{b| c", "a{b", " c"),
        ("verb", "*|a b| c", "a b", " c"),
        ("verb", "[a[ c", "a", " c"),  # a bracket is a delimiter like another
        ("verb", "|a c", "", "|a c"),
        ("verb", "", "", ""),
        ("lstinline", "[language=C]|a| c", "a", " c"),
        ("lstinline", "{a{b}} c", "a{b}", " c"),
        ("lstinline", "{a c", "", "{a c"),
        ("mintinline", "[x=1]{python}|a| c", "a", " c"),
        ("mintinline", "{python}{a} c", "a", " c"),
        ("verb@", "a@ c", "a", " c"),
    ],
)
def test_verbatim_text_is_printed_as_it_stands(name: str, text: str, printed: str, behind: str) -> None:
    head, out = f"x \\{name}", list[str]()
    end = verbatim_command_end(name, head + text, len(head), out)
    assert ("".join(out), (head + text)[end:]) == (printed, behind)
    if "@" not in name:
        assert verbatim_end(name, text, 0, []) == end - len(head)


@pytest.mark.parametrize(
    ("kind", "text", "behind"),
    [
        ("s", "*a", "a"),
        ("s", "a", None),
        ("o", "[a]b", "b"),
        ("o", "{a}b", None),
        ("o", "[a", None),
        ("d", "<1->b", "b"),
        ("d", "<1", None),
        ("p", "(1,2)b", "b"),
        ("p", "(1", None),
        ("G", "{a}b", "b"),
        ("G", "{a", None),
        ("n", "*[a]", None),
    ],
)
def test_an_argument_that_may_be_there(kind: str, text: str, behind: str | None) -> None:
    end = optional_end(kind, "xy" + text, 2)
    assert (None if end is None else ("xy" + text)[end:]) == behind
