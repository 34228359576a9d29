"""What TeX's own assignments take after their command without braces: lengths and numbers, which nobody reads."""

import re

_UNITS = r"(?:\\[a-zA-Z@]+|(?:true\s*)?(?:pt|em|ex|mu|cm|mm|in|pc|bp|sp|dd|cc|fil+))(?![a-zA-Z])"
_LENGTH = re.compile(
    rf"\s*=?\s*[-+]?\s*(?:\d*[.,]?\d*\s*{_UNITS})(?:\s*(?:plus|minus)\s*[-+]?\s*\d*[.,]?\d*\s*{_UNITS})*"
)
_NUMBER = re.compile(r"\s*=?\s*[-+]?\s*(?:\d+|\\@[mM]+)")
_ADVANCED = re.compile(rf"\s*\\[a-zA-Z@]+\s*(?:by)?\s*(?:[-+]?\s*\d*[.,]?\d*\s*{_UNITS}|[-+]?\d+)")
GLUE = frozenset("hskip vskip kern mkern mskip".split())
_LENGTHS = GLUE | frozenset(
    "parskip parindent baselineskip lineskip leftskip rightskip parfillskip hsize vsize hangindent hoffset "
    "voffset topskip tabcolsep columnsep abovecaptionskip belowcaptionskip abovedisplayskip belowdisplayskip "
    "floatsep textfloatsep intextsep emergencystretch itemsep parsep topsep partopsep arraycolsep fboxsep "
    "fboxrule oddsidemargin topmargin".split()
)
_NUMBERS = frozenset(
    "penalty looseness hangafter tolerance pretolerance hbadness vbadness clubpenalty widowpenalty "
    "interlinepenalty brokenpenalty exhyphenpenalty hyphenpenalty displaywidowpenalty binoppenalty relpenalty".split()
)


def assigned_end(name: str, text: str, position: int) -> int | None:
    r"""Return where the value ends that the command `name`, which ends at `position`, takes; None for other commands.

    "\hskip 0pt plus 1fil", "\parindent=0pt", "\penalty-100", "\advance\leftskip by 2pt".
    """
    if name == "advance":
        match = _ADVANCED.match(text, position)
    elif name in _LENGTHS:
        match = _LENGTH.match(text, position)
    elif name in _NUMBERS:
        match = _NUMBER.match(text, position)
    else:
        return None
    return match.end() if match else position
