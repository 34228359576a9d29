"""Whether a condition in a draft holds, as far as its source decides it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from capassist.text.latex import Macro

NUMBER = r"(-?\d+|`\\?.|\\[a-zA-Z@]+)"
COMPARISON = re.compile(rf"\s*{NUMBER}\s*([<=>])\s*{NUMBER}\s*(?:\\relax)?")
COUNTER_VALUE = re.compile(r"\\(?:value|arabic)\s*\{\s*(\w+)\s*\}")
_CONSTANTS = {"z@": "0", "@ne": "1", "tw@": "2", "thr@@": "3", "m@ne": "-1"}
_UNDEFINED = frozenset(
    "undefined @undefined XeTeXversion XeTeXrevision directlua luatexversion XeTeXinterchartoks".split()
)
_EMPTY = frozenset({"empty", "@empty"})
_NOT = re.compile(r"\\(?:NOT|not)\s*(.*)", re.DOTALL)
_BOOLEAN = re.compile(r"\\boolean\s*\{([^{}]*)\}")
_EQUAL = re.compile(r"\\equal\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_IS_UNDEFINED = re.compile(r"\\isundefined\s*\{?\\([a-zA-Z@]+)\}?")


@dataclass(slots=True)
class Switches:
    """The draft's own conditionals and what they are set to."""

    flags: dict[str, bool] = field(default_factory=dict)  # by \if name: "ifdraft"
    toggles: dict[str, bool] = field(default_factory=dict)  # by the names that etoolbox and ifthen use
    numbers: dict[str, int] = field(
        default_factory=dict
    )  # of the draft's own counters, while they are only set to digits

    def let(self, name: str, original: str) -> bool:
        """Take note of \\let\\ifdraft\\iftrue; return whether it was one."""
        if name.startswith("if") and original in ("iftrue", "iffalse", *self.flags):
            self.flags[name] = original == "iftrue" or self.flags.get(original, False)
            return True
        return False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a draft's switches and commands where a condition stands. A truth that is not known is None."""

    switches: Switches
    macros: Mapping[str, Macro]

    def is_set(self, switch: str) -> bool | None:
        """Return what a toggle or boolean of etoolbox or ifthen is set to."""
        return self.switches.toggles.get(switch, self.switches.flags.get(f"if{switch}"))

    def is_defined(self, name: str) -> bool:
        """Return whether there is a command of that name."""
        return name in self.macros or (name.startswith("pdf") and name not in _UNDEFINED)

    def are_same(self, left: str, right: str) -> bool | None:
        """Return the truth of \\ifx for two tokens."""
        if left == right:
            return True
        if not all(map(_is_command, (left, right))):
            return False
        names = left[1:], right[1:]
        for name, other in (names, names[::-1]):
            if name in _UNDEFINED:
                return not self.is_defined(other)
            if name == "relax":
                return False
            if name in _EMPTY:
                return other in self.macros and not self.macros[other].body.strip()
        meanings = [self.macros.get(name) for name in names]
        return None if None in meanings else meanings[0] == meanings[1]

    def are_same_characters(self, left: str, right: str) -> bool | None:
        """Return the truth of \\if for two tokens."""
        if left == right:
            return True
        values = [self.value(token) for token in (left, right)]
        if all(len(value) == 1 for value in values):
            return values[0] == values[1]
        # "\\if 0" before what is no single character is how text is taken out.
        return False if any(token.isalnum() and len(token) == 1 for token in (left, right)) else None

    def compares(self, comparison: re.Match[str] | None) -> bool | None:
        """Return the truth of a comparison of two numbers."""
        if comparison is None:
            return None
        left, right = (self.value(comparison[side]) or "?" for side in (1, 3))
        try:
            a, b = (ord(side[-1]) if side[0] == "`" else int(_CONSTANTS.get(side[1:], side)) for side in (left, right))
        except ValueError:
            return None
        return {"<": a < b, "=": a == b, ">": a > b}[comparison[2]]

    def holds(self, test: str) -> bool | None:
        """Return the truth of an \\ifthenelse test."""
        test = self.with_counters(test.strip())
        if (match := _NOT.fullmatch(test)) is not None:
            return negated(self.holds(match[1]))
        if (match := _BOOLEAN.fullmatch(test)) is not None:
            return self.is_set(match[1])
        if (match := _EQUAL.fullmatch(test)) is not None:
            left, right = (self.value(side) for side in match.groups())
            return None if "\\" in left + right else left == right
        if (match := _IS_UNDEFINED.fullmatch(test)) is not None:
            return not self.is_defined(match[1])
        return self.compares(COMPARISON.fullmatch(test))

    def with_counters(self, condition: str) -> str:
        """Return a condition with the values of the draft's own counters."""
        return COUNTER_VALUE.sub(lambda match: str(self.switches.numbers.get(match[1], match.group())), condition)

    def value(self, token: str) -> str:
        """Return what a token stands for, where it is a command without arguments; else the token."""
        for _ in range(5):
            name = token.strip().removeprefix("\\")
            if not token.strip().startswith("\\") or name not in self.macros or self.macros[name].signature:
                break
            token = self.macros[name].body
        return token.strip()


def negated(truth: bool | None) -> bool | None:
    """Return the contrary of a truth that is known."""
    return None if truth is None else not truth


def _is_command(token: str) -> bool:
    return token[0] == "\\" and (token[1].isalpha() or token[1] == "@")
