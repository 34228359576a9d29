r"""Each command of a conditional by itself: what is read of its branches, where it ends, whether the source decides it."""

import pytest

from capassist.drafts.latex.conditionals import is_conditional, step
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.definitions import NO_VALUE
from capassist.text.latex import Macro

Outcome = tuple[list[str], str, bool] | None  # what is read, what stands behind, and whether it is decided


def stepped(text: str, switches: Switches | None = None, **macros: str) -> Outcome:
    """Return what becomes of the command at the beginning of a text."""
    name = text.split("{", maxsplit=1)[0].split("\\")[1].split(" ", maxsplit=1)[0].split("[", maxsplit=1)[0]
    known = {key: Macro("", body) for key, body in macros.items()}
    found = step(switches or Switches(), known, text, name, len(name) + 1)
    return (
        None if found is None else ([text[slice(*span)] for span in found.branches], text[found.end :], found.decided)
    )


STEPS: dict[str, tuple[str, Outcome]] = {
    "TeX's, true": (r"\iftrue a\else b\fi c", ([" a"], " c", True)),
    "TeX's, false": (r"\iffalse a\else b\fi c", ([" b"], " c", True)),
    "without an else": (r"\iffalse a\fi c", ([""], " c", True)),
    "one inside": (r"\iffalse a\iftrue x\else y\fi\else b\fi c", ([" b"], " c", True)),
    "not closed": (r"\iftrue a\else b", None),
    "characters": (r"\if {}a\else b\fi", ([" b"], "", True)),
    "of a package, in braces": (r"\ifpackage{a}{b}", None),
    "no conditional": (r"\section{a}", None),
    "the third case": (r"\ifcase 2 a\or b\or c\else d\fi e", ([" c"], " e", True)),
    "the first case": (r"\ifcase 0 a\or b\else d\fi e", (["a"], " e", True)),
    "beyond the cases": (r"\ifcase 2 a\or b\else d\fi e", ([" d"], " e", True)),
    "a negative case": (r"\ifcase -1 a\or b\else d\fi e", ([" d"], " e", True)),
    "both arms, given": (r"\IfNoValueTF{x}{a}{b}c", (["b"], "c", True)),
    "both arms, not given": (rf"\IfNoValueTF{{{NO_VALUE}}}{{a}}{{b}}c", (["a"], "c", True)),
    "one arm that is read": (r"\IfValueT{x}{a}c", (["a"], "c", True)),
    "one arm that is not": (r"\IfValueF{x}{a}c", ([], "c", True)),
    "a star": (r"\IfBooleanTF{*}{a}{b}", (["a"], "", True)),
    "no star": (r"\IfBooleanTF{x}{a}{b}", (["b"], "", True)),
    "an arm is missing": (r"\IfValueTF{x}{a}", None),
    "equal strings": (r"\ifstrequal{a}{ a }{b}{c}d", (["b"], "d", True)),
    "other strings": (r"\ifstrequal{a}{x}{b}{c}d", (["c"], "d", True)),
    "a string is missing": (r"\ifstrequal{a}{x}{b}", None),
    "blank": (r"\ifblank{ }{a}{b}", (["a"], "", True)),
    "not blank": (r"\ifstrempty{x}{a}{b}", (["b"], "", True)),
    "equal numbers": (r"\ifnumequal{2}{2}{a}{b}", (["a"], "", True)),
    "not less": (r"\ifnumless{2}{2}{a}{b}", (["b"], "", True)),
    "not more": (r"\ifnumgreater{2}{2}{a}{b}", (["b"], "", True)),
    "more": (r"\ifnumgreater{3}{2}{a}{b}", (["a"], "", True)),
    "a number is missing": (r"\ifnumequal{2}{2}{a}", None),
    "defined": (r"\ifdef{\own}{a}{b}", (["a"], "", True)),
    "not undefined": (r"\ifundef{\own}{a}{b}", (["b"], "", True)),
    "perhaps LaTeX's own": (r"\@ifundefined{other}{a}{b}", (["a"], "", False)),
    "LaTeX's test of one's own": (r"\@ifundefined{own}{a}{b}", (["b"], "", True)),
}


@pytest.mark.parametrize(("text", "outcome"), STEPS.values(), ids=STEPS)
def test_a_step(text: str, outcome: Outcome) -> None:
    assert stepped(text, own="x") == outcome


def test_a_switch_is_made_set_and_read() -> None:
    switches = Switches()
    assert stepped(r"\newif\ifdraft x", switches) == ([], "x", True)
    assert stepped(r"\newif x", switches) is None
    assert is_conditional(switches, "ifdraft")
    assert not is_conditional(switches, "ifother")
    assert stepped(r"\ifdraft{a}\else b\fi", switches) == ([" b"], "", True)
    assert stepped(r"\drafttrue x", switches) == ([], " x", True)
    assert stepped(r"\ifdraft{a}\else b\fi", switches) == (["{a}"], "", True)
    assert stepped(r"\draftfalse x", switches) == ([], " x", True)
    assert switches.flags["ifdraft"] is False
    assert stepped(r"\othertrue x", switches) is None


TOGGLES = {  # of two commands: whether the toggle holds behind the second
    "set": ([r"\settoggle{draft}{true}"], True),
    "set false": ([r"\toggletrue{draft}", r"\settoggle{draft}{false}"], False),
    "toggled": ([r"\toggletrue{draft}"], True),
    "toggled back": ([r"\toggletrue{draft}", r"\togglefalse{draft}"], False),
    "a boolean": ([r"\setbool{draft}{true}"], True),
    "a boolean that is true": ([r"\booltrue{ draft }"], True),
}


@pytest.mark.parametrize(("commands", "holds"), TOGGLES.values(), ids=TOGGLES)
def test_a_toggle(commands: list[str], holds: bool) -> None:
    switches = Switches()
    for command in commands:
        assert stepped(f"{command}x", switches) == ([], "x", True)
    assert switches.toggles == {"draft": holds}
    assert switches.flags.get("ifdraft") == (holds if "bool" in commands[-1] else None)
    name = "bool" if "bool" in commands[-1] else "toggle"
    assert stepped(rf"\if{name}{{draft}}{{a}}{{b}}", switches) == (["a" if holds else "b"], "", True)
    assert stepped(rf"\not{name}{{draft}}{{a}}{{b}}", switches) == (["b" if holds else "a"], "", True)


def test_setting_a_toggle_without_its_name_is_nothing() -> None:
    assert stepped(r"\toggletrue x", Switches()) is None
