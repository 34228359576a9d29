"""What ends a macro's body and takes its arguments from behind the call."""

import pytest

from capassist.drafts.latex.last_command import last_command
from capassist.text.latex import Macro

MACROS = {"one": Macro("m", "#1"), "two": Macro("mm", "#1#2"), "none": Macro("", "x"), "star": Macro("sm", "#2")}

# body, what follows the call -> the body as it ends, what its last command takes
ENDINGS: dict[tuple[str, str], tuple[str, str]] = {
    ("x", "{a}b"): ("x", ""),
    (r"x\one", "{a}b"): (r"x\one", "{a}"),
    (r"x\one ", "{a}b"): (r"x\one ", "{a}"),
    (r"x\two", "{a}{b}c"): (r"x\two", "{a}{b}"),
    (r"x\two", "{a}"): (r"x\two", ""),
    (r"x\none", "{a}"): (r"x\none", ""),
    (r"x\who", "{a}"): (r"x\who", ""),
    (r"\one x", "{a}"): (r"\one x", ""),
    (r"x\\one", "{a}"): (r"x\\one", ""),
    (r"\@ifstar{\two}{\one}", "*{a}{b}c"): (r"\two", "{a}{b}"),
    (r"\@ifstar{\two}{\one}", "{a}{b}c"): (r"\one", "{a}"),
    (r"\@ifstar{\two}{\one}", " *{a}{b}c"): (r"\two", "{a}{b}"),
    (r"\@ifnextchar[{\none}{\one}", "[o]{a}"): (r"\none", ""),
    (r"\@ifnextchar[{\none}{\one}", "{a}b"): (r"\one", "{a}"),
    (r"\@ifnextchar *{\star}{\one}", "*{a}b"): (r"\star", "*{a}"),
    (r"x\secdef\two\one", "*{a}b"): (r"x\one", "{a}"),
    (r"x\secdef\two\one", "{a}{b}c"): (r"x\two", "{a}{b}"),
    (r"\@ifstar{\@ifstar\two\none}{\one}", "**{a}{b}"): (r"\two", "{a}{b}"),
    (r"\@ifstar{\two}{\one}x", "{a}"): (r"\@ifstar{\two}{\one}x", ""),
    (r"\@ifstar{\two}", "{a}"): (r"\@ifstar{\two}", ""),
}


@pytest.mark.parametrize(("case", "ending"), ENDINGS.items(), ids=map(str, ENDINGS))
def test_how_a_body_ends(case: tuple[str, str], ending: tuple[str, str]) -> None:
    body, following = case
    text = f"!{following}"
    found = last_command(body, MACROS, text, 1)
    assert (found.body, text[found.start : found.end]) == ending
