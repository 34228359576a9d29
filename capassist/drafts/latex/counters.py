"""The counters of a document as LaTeX steps and prints them: sections, figures and the other floats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from capassist.drafts.latex import conditionals
from capassist.drafts.latex.conditions import Switches
from capassist.drafts.latex.number_changes import unclear_commands
from capassist.text.latex import Macro, to_plain
from capassist.text.latex_references import UNKNOWN

LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
_MAX_DEPTH = 8  # of counters that print each other
_CONSTANTS = {"z@": "0", "@ne": "1", "tw@": "2", "thr@@": "3", "m@ne": "-1"}
_STYLE = re.compile(
    r"\\@?(?P<style>arabic|alph|Alph|asbuk|Asbuk|roman|Roman|value|two@digits)(?![a-zA-Z@])\s*"
    r"(?:\{\s*(?:\\c@)?(?P<name>[a-zA-Z@]+)\s*\}|\\c@(?P<register>[a-zA-Z@]+))"
)
_REGISTER = re.compile(r"\\c@([a-zA-Z@]+)")
_CONSTANT = re.compile(r"\\(z@|@ne|tw@|thr@@|m@ne)(?![a-zA-Z@])")
_SUM = re.compile(r"\s*[+-]?\s*\d+(?:\s*[-+*]\s*\d+)*\s*")
_CONDITIONAL = re.compile(r"\\(if[a-zA-Z@]*)(?![a-zA-Z@])")


@dataclass(slots=True)
class Counters:
    """Values by counter name. `formats` are the bodies of \\thefigure and the like, `within` which counter resets
    which.

    `copies` are formats that \\let has kept under another name. A counter that was set to what cannot be known is
    `unknown`.
    """

    macros: Mapping[str, Macro] = field(default_factory=dict)
    switches: Switches = field(default_factory=Switches)
    values: dict[str, int] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    within: dict[str, set[str]] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)  # commands in what was printed that nobody here knows
    aliases: dict[str, str] = field(default_factory=dict)  # counters that are another one under a second name

    @classmethod
    def of_document(cls, macros: Mapping[str, Macro], switches: Switches, *, chapters: bool) -> "Counters":
        """Return the counters of the headings, as all classes have them."""
        counters = cls(macros, switches, formats={"part": "\\Roman{part}"})
        for parent, child in pairwise(LEVELS[1:]):
            counters.within.setdefault(parent, set()).add(child)
            if parent in ("section", "subsection") or (parent == "chapter" and chapters):
                counters.formats[child] = f"\\the{parent}.\\arabic{{{child}}}"
        return counters

    def numbers(self, level: str) -> bool:
        """Return whether headings of a level are numbered: secnumdepth counts chapters as 0, sections as 1."""
        deepest = self.values.get("secnumdepth")
        return deepest is None or LEVELS.index(level) - 1 <= deepest

    def step(self, counter: str) -> None:
        """Add one and reset the counters within."""
        counter = self.aliases.get(counter, counter)
        self.values[counter] = self.values.get(counter, 0) + 1
        self.reset_within(counter)

    def set(self, counter: str, value: int | None) -> None:
        """Set a value, None for one that cannot be known; nothing is reset by it."""
        counter = self.aliases.get(counter, counter)
        self.values[counter] = value or 0
        (self.unknown.add if value is None else self.unknown.discard)(counter)

    def add(self, counter: str, value: int | None) -> None:
        """Add to a value; nothing is reset by it."""
        counter = self.aliases.get(counter, counter)
        if value is None:
            self.unknown.add(counter)
        else:
            self.values[counter] = self.values.get(counter, 0) + value

    def number_within(self, counter: str, parent: str) -> None:
        """Reset the counter with its parent."""
        self.within.setdefault(parent, set()).add(counter)

    def number_without(self, counter: str, parent: str) -> None:
        """Undo `number_within`."""
        self.within.setdefault(parent, set()).discard(counter)

    def amount(self, text: str) -> int | None:
        """Return a number as TeX reads it: digits, other counters, their sums; None for anything else."""
        text = self._with_values(text)
        for _ in range(_MAX_DEPTH):
            match = re.search(r"\\([a-zA-Z@]+)\s*", text)
            if match is None:
                break
            macro = self.macros.get(match[1])
            if macro is None and match[1] not in ("numexpr", "relax", "number", "the"):
                return None
            text = self._with_values(text[: match.start()] + (macro.body if macro else "") + text[match.end() :])
        text = re.sub(r"[{}\s]", "", text)
        if _SUM.fullmatch(text) is None:
            return None
        return sum(_product(term) for term in re.findall(r"[+-]?\d+(?:\*\d+)*", text))

    def printed(self, counter: str, depth: int = 0) -> str:
        """Return a counter as it is printed, "2.4" or "S1"; with `UNKNOWN` in it where that cannot be known."""
        if depth > _MAX_DEPTH or counter in self.unknown:
            return UNKNOWN
        return self._evaluated(self.formats.get(counter, f"\\arabic{{{counter}}}"), depth)

    def as_of_now(self, body: str) -> str:
        """Return what prints counters with the numbers that they have now."""
        return self._with_values(re.sub(r"\\the([a-zA-Z]+)", lambda match: self.printed(match[1]), body))

    def reset_within(self, counter: str) -> None:
        """Set the counters that are counted within another one to 0."""
        for child in self.within.get(counter, ()):
            self.unknown.discard(child)
            if self.values.get(child):
                self.values[child] = 0
                self.reset_within(child)
            elif child in LEVELS:
                self.reset_within(child)

    def _with_values(self, text: str) -> str:
        """Return a text with each counter that is shown or compared as its number."""
        text = _STYLE.sub(lambda match: self._shown(match["style"], match["name"] or match["register"]), text)
        text = _REGISTER.sub(lambda match: self._shown("arabic", match[1]), text)
        text = _CONSTANT.sub(lambda match: _CONSTANTS[match[1]], text)
        return re.sub(r"\\(?:the|number)\s*(?=-?\d)", "", text)

    def _shown(self, style: str, counter: str) -> str:
        counter = self.aliases.get(counter, counter)
        return UNKNOWN if counter in self.unknown else _shown(style, self.values.get(counter, 0))

    def _evaluated(self, body: str, depth: int) -> str:
        if self.copies:
            names = "|".join(map(re.escape, self.copies))
            body = re.sub(rf"\\({names})(?![a-zA-Z@])\s*", lambda match: self.copies[match[1]], body)
        body = self._decided(self._with_values(body))
        sums = re.sub(
            r"\\numexpr((?:[^\\]|\\value)*)(?:\\relax)?", lambda match: str(self.amount(match[1]) or ""), body
        )
        plain = re.sub(
            r"\\the(?!\b)([a-zA-Z]+)", lambda match: self._the(match, depth), re.sub(r"\\the(?=-?\d)", "", sums)
        )
        self.unclear |= unclear_commands(plain, self.macros)
        return to_plain(plain, self.macros)

    def _the(self, match: re.Match[str], depth: int) -> str:
        """Return what \\thefigure prints; the command itself where it is one of the draft's, or no counter's."""
        counter = match[1]
        known = counter in self.formats or counter in self.values or counter in LEVELS
        return match.group() if not known and match.group()[1:] in self.macros else self.printed(counter, depth + 1)

    def _decided(self, body: str) -> str:
        """Return the body with the branches of its conditionals that hold."""
        for _ in range(_MAX_DEPTH):
            match = _CONDITIONAL.search(body)
            outcome = match and conditionals.step(self.switches, self.macros, body, match[1], match.end())
            if match is None or outcome is None:
                break
            kept = "".join(body[slice(*branch)] for branch in outcome.branches)
            body = body[: match.start()] + kept + body[outcome.end :]
        return re.sub(r"\\(?:if[a-zA-Z@]*|else|fi)(?![a-zA-Z@])", "", body)


def _product(term: str) -> int:
    result = 1
    for factor in term.split("*"):
        result *= int(factor)
    return result


def _shown(style: str, value: int) -> str:
    if style in ("alph", "Alph"):
        letter = chr(ord("a") + value - 1) if 1 <= value <= 26 else str(value)
        return letter.upper() if style == "Alph" else letter
    if style in ("asbuk", "Asbuk") and 1 <= value <= len(_CYRILLIC):  # babel's, of Russian
        letter = _CYRILLIC[value - 1]
        return letter if style == "Asbuk" else letter.lower()
    if style in ("roman", "Roman"):
        return roman(value) if style == "Roman" else roman(value).lower()
    if style == "two@digits":
        return f"{value:02}"
    return str(value)


def roman(value: int) -> str:
    """Return a Roman numeral; the plain number beyond their range."""
    if not 0 < value < 4000:
        return str(value)
    out = ""
    for amount, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True
    ):
        out += letters * (value // amount)
        value %= amount
    return out
