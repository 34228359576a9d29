"""TeX's units of length; what its own assignments take after their command without braces, which nobody reads."""

import re
from types import MappingProxyType

TEX_POINTS = MappingProxyType(
    {
        "pt": 1.0,
        "pc": 12.0,
        "in": 72.27,
        "bp": 72.27 / 72,
        "cm": 72.27 / 2.54,
        "mm": 72.27 / 25.4,
        "dd": 1238 / 1157,
        "cc": 12 * 1238 / 1157,
        "sp": 1 / 65536,
    }
)
"""How many points of TeX each of its fixed units has (Knuth, The TeXbook, chapter 10)."""
FIXED_UNITS = "|".join(TEX_POINTS)  # as a pattern

_UNITS = rf"(?:\\[a-zA-Z@]+|(?:true\s*)?(?:{FIXED_UNITS}|em|ex|mu|fil+))(?![a-zA-Z])"
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
