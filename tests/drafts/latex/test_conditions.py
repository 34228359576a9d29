"""What a draft's source decides of its conditions: true, false, or not known."""

import pytest

from capassist.drafts.latex.conditions import COMPARISON, Known, Switches, negated
from capassist.text.latex import Macro

MACROS = {
    "one": Macro("", "1"), "two": Macro("", "2"), "alias": Macro("", r"\two"), "same": Macro("", "2"), "blank": Macro("", " "),
    "word": Macro("", "draft"), "taking": Macro("m", "#1"), "loop": Macro("", r"\loop"), "unknown": Macro("", r"\who"),
}  # fmt: skip
KNOWN = Known(Switches({"ifdraft": True}, {"final": False}, {"level": 2}), MACROS)

SAME: dict[tuple[str, str], bool | None] = {
    (r"\one", r"\one"): True, (r"\two", r"\same"): True, (r"\one", r"\two"): False, (r"\one", r"\who"): None, ("a", "b"): False,
    (r"\one", "a"): False, (r"\%", r"\one"): False, (r"\one", r"\undefined"): False, (r"\undefined", r"\who"): True,
    (r"\pdfoutput", r"\undefined"): False, (r"\who", r"\relax"): False, (r"\one", r"\empty"): False, (r"\@empty", r"\blank"): True,
    (r"\who", r"\empty"): False, (r"\XeTeXversion", r"\@undefined"): True,
}  # fmt: skip


@pytest.mark.parametrize(("tokens", "same"), SAME.items(), ids=map(str, SAME))
def test_two_tokens_that_mean_the_same(tokens: tuple[str, str], same: bool | None) -> None:
    assert KNOWN.are_same(*tokens) is same


CHARACTERS: dict[tuple[str, str], bool | None] = {
    ("0", "0"): True, ("0", "1"): False, (r"\one", "1"): True, (r"\one", r"\two"): False, (r"\who", "0"): False, ("0", r"\word"): False,
    (r"\who", r"\word"): None, (r"\who", r"\%"): None, ("00", r"\who"): None,
}  # fmt: skip


@pytest.mark.parametrize(("tokens", "same"), CHARACTERS.items(), ids=map(str, CHARACTERS))
def test_two_tokens_that_are_the_same_character(tokens: tuple[str, str], same: bool | None) -> None:
    assert KNOWN.are_same_characters(*tokens) is same


COMPARED: dict[str, bool | None] = {
    "1<2": True, "2<1": False, "2 < 2": False, "2=2": True, "2=3": False, "3>2": True, "2>2": False, "-1<0": True, r"\one<\two": True,
    r"\one>\z@": True, r"\m@ne=-1": True, r"\alias=2": True, r"`a=97": True, r"`\%=37": True, r"\who=1": None, r"\word=1": None,
    r"\thr@@=3": True, "a=b": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize(("comparison", "holds"), COMPARED.items())
def test_numbers_that_are_compared(comparison: str, holds: bool | None) -> None:
    assert KNOWN.compares(COMPARISON.fullmatch(comparison)) is holds


HOLDS: dict[str, bool | None] = {
    r"\boolean{draft}": True, r"\boolean{final}": False, r"\boolean{other}": None, r"\NOT \boolean{draft}": False,
    r" \not\boolean{final} ": True, r"\NOT\boolean{other}": None, r"\equal{\two}{2}": True, r"\equal{a}{b}": False,
    r"\equal{\who}{2}": None, r"\isundefined{\who}": True, r"\isundefined\one": False, r"\value{level}=2": True, r"\value{level}>2": False,
    r"\value{other}>2": None, "1>0": True, r"\lengthtest{1pt}": None,
}  # fmt: skip


@pytest.mark.parametrize(("test", "holds"), HOLDS.items())
def test_what_a_test_of_ifthen_says(test: str, holds: bool | None) -> None:
    assert KNOWN.holds(test) is holds


VALUES = {
    r"\one": "1",
    r" \alias ": "2",
    r"\taking": r"\taking",
    r"\who": r"\who",
    "one": "one",
    r"\loop": r"\loop",
    r"\unknown": r"\who",
}


@pytest.mark.parametrize(("token", "value"), VALUES.items())
def test_what_a_token_stands_for(token: str, value: str) -> None:
    assert KNOWN.value(token) == value


def test_the_contrary_of_a_truth() -> None:
    assert [negated(truth) for truth in (True, False, None)] == [False, True, None]


def test_a_switch_that_is_let_be_another() -> None:
    switches = Switches({"ifdraft": True, "iffinal": False})
    assert [
        switches.let(name, other)
        for name, other in (("ifa", "iftrue"), ("ifb", "iffalse"), ("ifc", "ifdraft"), ("ifd", "iffinal"))
    ] == [True] * 4
    assert [switches.flags[name] for name in ("ifa", "ifb", "ifc", "ifd")] == [True, False, True, False]
    assert not switches.let("ife", "ifwho")
    assert not switches.let("draft", "iftrue")
    assert not {"ife", "draft"} & switches.flags.keys()
