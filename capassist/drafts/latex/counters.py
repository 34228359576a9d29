"""The counters of a document as LaTeX steps and prints them: sections, figures and the other floats."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from capassist.text.latex import UNKNOWN, Macro, to_plain

_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
FLOAT_COUNTERS = ("figure", "table", "algorithm", "listing")
# Classes whose floats are numbered by chapter. Thesis classes are mostly made from these.
_CHAPTER_CLASSES = re.compile(
    r"^(?:report|book|scrbook|scrreprt|scrreport|memoir|extbook|extreport|amsbook|svmono|mwbk|mwrep|jsbook|jsreport|ltjsbook|ltjsreport|ujbook"
    r"|ujreport|utbook|jbook|jreport|tufte-book|kaobook|elegantbook|ctexbook|ctexrep|octavo|krantz|bookest|boek3?|rapport[13]|.*thesis.*|.*dissert.*|.*diss)$",
    re.IGNORECASE,
)
_ROMAN_TABLES = re.compile(r"^(?:IEEEtran|revtex4.*|IEEEconf|ieeeconf|ieeetran)$", re.IGNORECASE)


@dataclass(slots=True)
class Counters:
    """Values by counter name. `formats` are redefinitions of \\thefigure and the like, `within` which counter resets which."""

    chapters: bool = False
    macros: dict[str, Macro] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    within: dict[str, set[str]] = field(default_factory=dict)
    main_matter: bool = True

    @classmethod
    def of_class(cls, name: str, macros: dict[str, Macro], *, uses_chapters: bool) -> "Counters":
        """Return the counters as a document class sets them up."""
        counters = cls(uses_chapters or bool(_CHAPTER_CLASSES.match(name)), macros)
        for parent, child in pairwise(_LEVELS[1:]):
            counters.within.setdefault(parent, set()).add(child)
        if counters.chapters:
            for counter in FLOAT_COUNTERS:
                counters.number_within(counter, "chapter", prefix=False)
            counters.within.setdefault("chapter", set()).discard("algorithm")
        if name.startswith("tufte"):
            counters.values["secnumdepth"] = -1
        if _ROMAN_TABLES.match(name):
            counters.formats["table"] = "\\Roman{table}"
        return counters

    def numbers(self, level: str) -> bool:
        """Return whether headings of a level are numbered: secnumdepth counts chapters as 0, sections as 1."""
        deepest = self.values.get("secnumdepth")
        return deepest is None or _LEVELS.index(level) - 1 <= deepest

    def step(self, counter: str) -> None:
        """Add one and reset the counters within."""
        self.values[counter] = self.values.get(counter, 0) + 1
        self._reset(counter)

    def set(self, counter: str, value: int) -> None:
        """Set a value; nothing is reset by it."""
        self.values[counter] = value

    def add(self, counter: str, value: int) -> None:
        """Add to a value; nothing is reset by it."""
        self.values[counter] = self.values.get(counter, 0) + value

    def number_within(self, counter: str, parent: str, *, prefix: bool = True) -> None:
        """Reset the counter with its parent and, with `prefix`, print the parent's number before it."""
        self.within.setdefault(parent, set()).add(counter)
        if prefix:
            self.formats[counter] = f"\\the{parent}.\\arabic{{{counter}}}"

    def number_without(self, counter: str, parent: str) -> None:
        """Undo `number_within`."""
        self.within.setdefault(parent, set()).discard(counter)
        self.formats[counter] = f"\\arabic{{{counter}}}"

    def start_appendix(self) -> None:
        """Number chapters or sections by letters from here."""
        level = "chapter" if self.chapters else "section"
        self.values[level] = 0
        self._reset(level)
        self.formats[level] = f"\\Alph{{{level}}}"

    def end_appendix(self, chapter_or_section: int) -> None:
        """Go back to numbers, after an appendices environment."""
        level = "chapter" if self.chapters else "section"
        self.values[level] = chapter_or_section
        self.formats.pop(level, None)

    def printed(self, counter: str, depth: int = 0) -> str:
        """Return a counter as it is printed, "2.4" or "S1"."""
        if depth > 8:
            return UNKNOWN
        body = self.formats.get(counter)
        if body is not None:
            return self._evaluated(body, depth)
        own = str(self.values.get(counter, 0))
        if counter in FLOAT_COUNTERS:
            by_chapter = (
                self.chapters and counter in self.within.get("chapter", ()) and self.values.get("chapter", 0) > 0
            )
            return f"{self.printed('chapter', depth + 1)}.{own}" if by_chapter else own
        if counter == "subsection" or (counter == "section" and self.chapters) or counter == "subsubsection":
            parent = _LEVELS[_LEVELS.index(counter) - 1]
            return f"{self.printed(parent, depth + 1)}.{own}"
        return own

    def _reset(self, counter: str) -> None:
        for child in self.within.get(counter, ()):
            if self.values.get(child):
                self.values[child] = 0
                self._reset(child)
            elif child in _LEVELS:
                self._reset(child)

    def _evaluated(self, body: str, depth: int) -> str:
        body = re.sub(
            r"\\(arabic|alph|Alph|roman|Roman|value|@arabic|@alph|@Alph|@roman|@Roman)\s*(?:\{\s*([a-zA-Z]+)\s*\}|\\c@([a-zA-Z]+))",
            lambda match: _shown(match.group(1).lstrip("@"), self.values.get(match.group(2) or match.group(3), 0)),
            body,
        )
        body = re.sub(
            r"\\(?:the|number)\s*(?=\d)|\\(?:number|the)\s*\\c@([a-zA-Z]+)",
            lambda match: str(self.values.get(match[1], 0)) if match[1] else "",
            body,
        )
        body = re.sub(r"\\the(?!\b)([a-zA-Z]+)", lambda match: self.printed(match.group(1), depth + 1), body)
        return to_plain(re.sub(r"\\(?:ifnum.*?|else|fi)(?![a-zA-Z@])", "", body), self.macros)


def _shown(style: str, value: int) -> str:
    if style in ("alph", "Alph"):
        letter = chr(ord("a") + value - 1) if 1 <= value <= 26 else str(value)
        return letter.upper() if style == "Alph" else letter
    if style in ("roman", "Roman"):
        return roman(value) if style == "Roman" else roman(value).lower()
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
