"""Commands that refer: LaTeX's own and those that a draft makes of them, and the keys that their calls name."""

import pytest

from capassist.drafts.latex.references import find_references, label_commands, reference_commands
from capassist.text.latex import Macro

FIGREF = Macro("m", r"Fig.~\ref{fig:#1}")
Found = list[tuple[str, tuple[str, ...], tuple[str, ...]]]  # a call, its keys, the labels that LaTeX looks up


def found(text: str, **macros: Macro) -> Found:
    commands = reference_commands(macros)
    return [(text[r.start : r.end], r.keys, r.labels) for r in find_references(text, 0, len(text), commands)]


NONE = {
    "no command": "See figure a.",
    "another's": r"\cite{a} \label{b} \refer{c}",
    "without a key": r"\ref{} \ref{ } \cref{,}",
    "without an argument": r"\ref",
    "never closed": r"\ref{fig:a",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_refers_to_nothing(text: str) -> None:
    assert found(text) == []


def test_what_goes_on_behind_the_end_of_a_range_is_not_found() -> None:
    text = r"\ref{a} and \ref{b}"
    commands = reference_commands({})
    assert [each.keys for each in find_references(text, 0, len(text) - 1, commands)] == [("a",)]
    assert [each.keys for each in find_references(text, 1, len(text), commands)] == [("b",)]


STANDARD: dict[str, tuple[str, Found]] = {
    "ref": (r"\ref{a}", [(r"\ref{a}", ("a",), ("a",))]),
    "starred": (r"\ref*{a}.", [(r"\ref*{a}", ("a",), ("a",))]),
    "a list": (r"\cref{a, b,a}", [(r"\cref{a, b,a}", ("a", "b"), ("a", "b"))]),
    "over lines": ("\\ref{my\n  key}", [("\\ref{my\n  key}", ("my key",), ("my key",))]),
    "hyperref": (r"\hyperref[a]{Fig. 1}", [(r"\hyperref[a]{Fig. 1}", ("a",), ("a",))]),
    "hyperref without a label": (r"\hyperref{a}", []),
    "a page's number": (r"\pageref{a}", [(r"\pageref{a}", (), ("a",))]),
    "a formula's number": (r"\eqref{a}", [(r"\eqref{a}", (), ("a",))]),
}


@pytest.mark.parametrize(("text", "calls"), STANDARD.values(), ids=STANDARD)
def test_calls_of_latex_s_own(text: str, calls: Found) -> None:
    assert found(text) == calls


@pytest.mark.parametrize(
    ("text", "ranged"), [(r"\crefrange{a}{c}", True), (r"\vrefrange{a}{c}", True), (r"\cref{a,c}", False)]
)
def test_a_range_takes_in_all_between_its_keys(text: str, ranged: bool) -> None:
    [call] = find_references(text, 0, len(text), reference_commands({}))
    assert (call.keys, call.ranged) == (("a", "c"), ranged)


OWN: dict[str, tuple[dict[str, Macro], str, Found]] = {
    "a prefix": ({"fig": FIGREF}, r"\fig{a}", [(r"\fig{a}", ("fig:a",), ("fig:a",))]),
    "a prefix before a list": (
        {"figs": Macro("m", r"\cref{fig:#1}")}, r"\figs{a,b}", [(r"\figs{a,b}", ("fig:a", "fig:b"), ("fig:a", "b"))],
    ),
    "two arguments": (
        {"both": Macro("mm", r"\ref{#1} and~\ref{#2}")}, r"\both{a}{b}", [(r"\both{a}{b}", ("a", "b"), ("a", "b"))],
    ),
    "by \\let": ({"fref": Macro("", r"\ref")}, r"\fref{a}", [(r"\fref{a}", ("a",), ("a",))]),
    "by \\let, of an own one": ({"pic": FIGREF, "p": Macro("", r"\pic")}, r"\p{a}", [(r"\p{a}", ("fig:a",), ("fig:a",))]),
    "by \\let, of what does not refer": ({"name": Macro("", r"\emph")}, r"\name{a}", []),
    "an argument beside one by \\let": ({"it": Macro("m", r"\ref")}, r"\it{a}", []),
    "a key of its own": ({"main": Macro("", r"Fig.~\ref{fig:main}")}, r"\main", [(r"\main", ("fig:main",), ("fig:main",))]),
    "through each other": (
        {"a": Macro("m", r"\b{#1}"), "b": Macro("m", r"\c{#1}"), "c": FIGREF}, r"\a{x}", [(r"\a{x}", ("fig:x",), ("fig:x",))],
    ),
    "round and round": ({"a": Macro("m", r"\b{#1}"), "b": Macro("m", r"\a{#1}")}, r"\a{x}", []),
    "a default": (
        {"f": Macro("om", r"\ref{#1:#2}", ("fig",))},
        r"\f{a}\f[tab]{a}", [(r"\f{a}", ("fig:a",), ("fig:a",)), (r"\f[tab]{a}", ("tab:a",), ("tab:a",))],
    ),
    "an option without a default": (
        {"f": Macro("om", r"\ref{#2#1}", ("",))},
        r"\f{a}\f[b]{a}", [(r"\f{a}", ("a",), ()), (r"\f[b]{a}", ("ab",), ("ab",))],
    ),
    "starred by hand": (
        {"f": Macro("", r"\@ifstar{\long}{\brief}"), "long": Macro("mm", r"\ref{#1} to \ref{#2}")},
        r"\f*{a}{b}\f{a}{b}", [(r"\f*{a}{b}", ("a", "b"), ("a", "b")), (r"\f{a}{b}", ("a", "b"), ("a", "b"))],
    ),
    "starred by hand, of nothing known": ({"f": Macro("", r"\@ifstar\long\brief")}, r"\f*{a}", []),
    "asks first whether it is set": (
        {"f": Macro("m", r"\@ifundefined{r@#1}{??}{\ref{#1}}")}, r"\f{a}", [(r"\f{a}", ("a",), ())],
    ),
    "a standard one means something else": ({"cref": Macro("m", r"\emph{#1}")}, r"\cref{a}", []),
    "a page's number, by an own one": ({"p": Macro("m", r"p.~\pageref{#1}")}, r"\p{a}", [(r"\p{a}", (), ("a",))]),
}  # fmt: skip


@pytest.mark.parametrize(("macros", "text", "calls"), OWN.values(), ids=OWN)
def test_calls_of_a_draft_s_own(macros: dict[str, Macro], text: str, calls: Found) -> None:
    assert found(text, **macros) == calls


def test_a_list_that_never_ends_is_cut() -> None:
    text = rf"\cref{{{','.join(map(str, range(999)))}}}"
    [(_, keys, labels)] = found(text)
    assert keys == labels == tuple(map(str, range(40)))


def test_commands_that_only_set_a_label() -> None:
    macros = {
        "flabel": Macro("m", r"\label{fig:#1}"),
        "fl": Macro("m", r" \flabel{#1} "),
        "both": Macro("m", r"\label{#1}\caption{#1}"),
        "words": Macro("", "label"),
        "a@b": Macro("m", r"\label{#1}"),
    }
    assert label_commands(macros) == {"label", "flabel", "fl"}
    assert label_commands({}) == {"label"}
