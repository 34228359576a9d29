"""Units behind numbers, so that 1.5 s is 1500 ms, and 5 ms is not 5 s.

Symbols and prefixes are those of the SI brochure (9th edition, tables 2, 4 and 7), and what papers use beside them.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from capassist.text.typeset import printed_unit

_PREFIXES = {"p": -12, "n": -9, "µ": -6, "m": -3, "c": -2, "d": -1, "k": 3, "M": 6, "G": 9, "T": 12, "": 0}
_PREFIXED = "s m g Hz V A W J Pa K mol L N eV B b Ω pc".split()
_WITHOUT: dict[str, tuple[str, int | Decimal]] = {  # symbol or word: the unit it is a multiple of, and how many of it
    "min": ("s", 60), "h": ("s", 3600), "hr": ("s", 3600), "d": ("s", 86400), "yr": ("s", 31557600),
    "Å": ("m", Decimal("1e-10")),
    "second": ("s", 1), "sec": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "day": ("s", 86400),
    "week": ("s", 604800),
    "year": ("s", 31557600), "month": ("s", 2629800), "millisecond": ("s", Decimal("1e-3")),
    "microsecond": ("s", Decimal("1e-6")),
    "nanosecond": ("s", Decimal("1e-9")), "metre": ("m", 1), "meter": ("m", 1), "kilometre": ("m", 1000),
    "kilometer": ("m", 1000),
    "micron": ("m", Decimal("1e-6")), "gram": ("g", 1), "kilogram": ("g", 1000), "degree": ("°", 1), "°": ("°", 1),
    "°C": ("°C", 1),
    "l": ("L", 1), "bit": ("b", 1), "byte": ("B", 1), "fps": ("fps", 1), "dB": ("dB", 1), "px": ("px", 1),
    "pixel": ("px", 1),
}  # fmt: skip
_SCALES: dict[str, tuple[str, Decimal]] = {
    **{f"{prefix}{unit}": (unit, Decimal(10) ** power) for unit in _PREFIXED for prefix, power in _PREFIXES.items()},
    **{name: (unit, Decimal(many)) for name, (unit, many) in _WITHOUT.items()},
}
_SPELLED = re.compile(r"(?:[~\s]|\\[,;:! ]|-|\$|\{|\\(?:mathrm|text|rm|unit|si|operatorname)\b\s*)*")
_SYMBOL = re.compile(r"(?:\\(?:mu|micro)\s*|[µμ])?°?[^\W\d_]{0,12}", re.ASCII)
_UNIT_ARGUMENT = re.compile(r"\}\s*(?:\[[^\]]*\])?\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a multiple of a base unit: ms is 0.001 of s."""

    base: str
    scale: Decimal


def unit_after(text: str, position: int) -> Unit | None:
    """Return the unit that a number ending at `position` has, where it is one of those known."""
    argument = _UNIT_ARGUMENT.match(text, position)  # \SI{3}{\milli\second}
    if argument:
        return unit_named(printed_unit(argument[1]))
    begin = _SPELLED.match(text, position)
    symbol = _SYMBOL.match(text, begin.end() if begin else position)
    if symbol is None or text[symbol.end() : symbol.end() + 1].isalnum():
        return None
    return unit_named(re.sub(r"\\(?:mu|micro)\s*|μ", "µ", symbol.group()))


def unit_named(symbol: str) -> Unit | None:
    """Return the unit that a symbol or word stands for, where it is one of those known."""
    symbol = symbol.strip().replace("μ", "µ")
    found = _SCALES.get(symbol) or _SCALES.get(symbol.lower().removesuffix("s") if len(symbol) > 3 else "")
    return Unit(*found) if found else None
