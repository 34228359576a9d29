"""LaTeX to plain text: what a reader of the paper sees, on one line."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from capassist.text.citations import CITATIONS, RAISED, Citation, Printed, in_the_flow
from capassist.text.latex_groups import drawing_end, group_end, optional_end, verbatim_command_end
from capassist.text.latex_lengths import GLUE, assigned_end
from capassist.text.latex_references import UNKNOWN, Target, printed_reference
from capassist.text.latex_symbols import (
    ACCENTS,
    ARGUMENTS,
    CONTROL_SYMBOLS,
    DOUBLE_STRUCK,
    ENTRY,
    ENVIRONMENT_ARGUMENTS,
    GLOSSARY_COMMANDS,
    MARKS,
    RELATIONS,
    UNITS,
    accent_of,
    symbols,
)
from capassist.text.typeset import grouped, in_threes, inflected, printed_unit, script, without_surrogates
from capassist.text.words import one_line

_MAX_DEPTH = 12  # of macros within macros
_MAX_EXPANSIONS = 2000
_GAP = "\x1e"  # left by \xspace, for a space where a word follows


@dataclass(frozen=True, slots=True)
class Macro:
    """A command that the draft defines: its arguments (s star, o optional, m mandatory) with their defaults, and its
    body."""

    signature: str = ""
    body: str = ""
    defaults: tuple[str | None, ...] = ()

    def default(self, index: int) -> str:
        """Return what stands for the argument (from 0) when the call has none."""
        return (self.defaults[index] if index < len(self.defaults) else None) or ""


_TOKEN = re.compile(
    r"(?P<text>[^\\{}$~&^_%`'\-?!#\x1f]+)"
    r"|\\(?P<word>[a-zA-Z@]+)(?P<space>[\s\x1f]*)"
    r"|\\(?P<symbol>.)"
    r"|(?P<comment>%[^\n]*\n?[ \t]*)"
    r"|(?P<mark>---?|``|''|\?`|!`|\$\$|.)",
    re.DOTALL,
)
_REFERENCES = re.compile(r"(?:eq|page|name|auto|full|[cCvVfF]|label(?:c)?|sub|title)?ref(?:range)?$|ref$")
_VERBATIM = frozenset({"verb", "lstinline", "mintinline", "Verb"})
_PRESENCE = re.compile(r"If(NoValue|Value|Boolean|Blank)(T|F|TF)")
_COPY = re.compile(r"\\([a-zA-Z@]+)")  # what \let makes of a command: the arguments are its own
_ABSENT = "\x00"  # an optional argument that the call does not give
_SPACE = re.compile(r"[\s\x1f]*")
_SKIPPED_ENVIRONMENTS = ("tikzpicture", "pspicture", "asy")


def to_plain(
    latex: str,
    macros: Mapping[str, Macro] | None = None,
    labels: Mapping[str, Target] | None = None,
    cited: Callable[[str], str | None] = lambda _: None,
    *,
    printed: Printed | None = None,
) -> str:
    """Return what a reader sees of some LaTeX, on one line.

    Accents and symbols become Unicode, mathematics stays readable, formatting and labels go, citations become "[…]".
    `macros` are the draft's own commands (by name, without backslash; glossary entries behind ENTRY); `labels` gives
    the numbers that references print, else "…"; `cited` what a citation in the sentence's flow prints, "Smith et al.
    (2010)". With `printed`, which tells what any citation prints, the text is as the page has it: the digits of
    siunitx' numbers stand in threes.
    """
    reader = _Reader(macros or {}, labels or {}, cited, printed)
    text = reader.render(latex.replace("\x1f", ""))
    text = text.replace(_ABSENT, "")
    text = re.sub(_GAP + r"(?=[\w(\[“‘\"$])", " ", text).replace(_GAP, "")
    return one_line(unicodedata.normalize("NFC", without_surrogates(text)))


@dataclass(slots=True)
class _Reader:
    macros: Mapping[str, Macro]
    labels: Mapping[str, Target]
    cited: Callable[[str], str | None]
    printed: Printed | None = None
    expansions: int = 0
    depth: int = 0
    math: bool = False
    display: bool = False
    _symbols: dict[str, str] = field(default_factory=symbols)

    def render(self, text: str) -> str:
        out: list[str] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:  # cannot be: the last alternative matches anything
                break
            position = match.end()
            kind = match.lastgroup
            if kind == "text":
                out.append(match.group())
            elif kind == "space":
                position = self._command(match["word"], text, position, out, spaced=bool(match["space"]))
            elif kind == "symbol":
                position = self._symbol(match["symbol"], text, position, out)
            elif kind == "mark":
                position = self._mark(match["mark"], text, position, out)
        return "".join(out)

    def _mark(self, mark: str, text: str, position: int, out: list[str]) -> int:
        if mark in "{}#":
            return position
        if mark in ("$", "$$"):
            self._switch_maths(mark)
        elif mark in ("^", "_") and (self.math or mark == "^"):
            raised, position = self._argument(text, position)
            out.append(script(mark, self._inner(raised).strip()))
        elif mark == "'" and self.math:
            out.append("′")
        elif mark == "-" and self.math:
            out.append("−")
        else:
            out.append(MARKS.get(mark, mark))
        return position

    def _switch_maths(self, mark: str) -> None:
        """Begin or end a formula at $ or $$; a $$ in a formula of one $ ends it and begins another."""
        if mark == "$" or self.math == self.display:
            self.math = not self.math
            self.display = self.math and mark == "$$"

    def _symbol(self, symbol: str, text: str, position: int, out: list[str]) -> int:
        if symbol in "([":
            self.math = True
        elif symbol in ")]":
            self.math = False
        if symbol in ACCENTS and not self.math:
            return self._accent(ACCENTS[symbol], text, position, out)
        if symbol == "\\" and (match := re.compile(r"\*?\s*\[[^\]\[{}\n]*\]").match(text, position)):
            position = match.end()
        out.append(CONTROL_SYMBOLS.get(symbol, symbol))
        return position

    def _command(self, name: str, text: str, position: int, out: list[str], *, spaced: bool) -> int:
        if (macro := self._macro(name)) is not None:
            if copied := self._copied(macro):
                return self._command(copied, text, position, out, spaced=spaced)
            return self._own(macro, text, position, out)
        if name.partition("@")[0] in _VERBATIM:
            return verbatim_command_end(name, text, position, out)
        if name in ARGUMENTS:
            return self._shown_argument(name, text, position, out)
        if accent := accent_of(name):
            return self._accent(accent, text, position, out)
        if name in self._symbols:
            self._print(self._symbols[name], text[position : position + 1], out)
            return position
        if _REFERENCES.search(name):
            return self._reference(name, text, position, out)
        if CITATIONS.match(name):
            return self._cite(name, text, position, out)
        return self._special(name, text, position, out, spaced=spaced)

    def _macro(self, name: str) -> Macro | None:
        """Return the paper's own macro of that name, unless too much was expanded already."""
        return self.macros.get(name) if self.depth < _MAX_DEPTH and self.expansions < _MAX_EXPANSIONS else None

    def _shown_argument(self, name: str, text: str, position: int, out: list[str]) -> int:
        signature, shown = ARGUMENTS[name]
        values, position = self._arguments(signature, text, position)
        if name in GLOSSARY_COMMANDS and (entry := self.macros.get(f"{ENTRY}{values[2]}")) is not None:
            out.append(inflected(name, self._inner(entry.body)))
            return position
        out.append(self._inner(values[int(shown) - 1] or "") if shown else "")
        return position

    def _copied(self, macro: Macro) -> str:
        """Return the command of LaTeX that a macro is another name for; "" where it is none."""
        copied = None if macro.signature else _COPY.fullmatch(macro.body)
        return copied[1] if copied and copied[1] not in self.macros else ""

    def _print(self, symbol: str, following: str, out: list[str]) -> None:
        """Print a symbol; in mathematics with the space that TeX sets around relations and names such as log."""
        if self.math and symbol in RELATIONS:
            symbol = f" {symbol} "
        elif self.math and len(symbol) > 1 and symbol.isalpha():
            before = out[-1][-1:] if out else ""
            symbol = (
                (" " if before.isalnum() else "") + symbol + (" " if following.isalnum() or following == "\\" else "")
            )
        out.append(symbol)

    def _special(self, name: str, text: str, position: int, out: list[str], *, spaced: bool) -> int:
        if (end := assigned_end(name, text, position)) is not None:
            out.append(" " if name in GLUE and not name.endswith("kern") else "")
            return end
        if (present := _PRESENCE.fullmatch(name)) is not None:
            return self._conditional(present, text, position, out)
        if (read := _COMMANDS.get(name)) is not None:
            return read(self, name, text, position, out)
        if not spaced and (match := re.compile(r"\*?(?:\[[^\]]*\])+(?=\{)|\*(?=\{)").match(text, position)):
            return match.end()  # the options of a command we don't know
        return position

    def _gap(self, _name: str, _text: str, position: int, out: list[str]) -> int:
        out.append(_GAP)
        return position

    def _space(self, _name: str, text: str, position: int, out: list[str]) -> int:
        out.append(" ")
        return self._arguments("sm", text, position)[1]

    def _drawing(self, _name: str, text: str, position: int, _out: list[str]) -> int:
        return drawing_end(text, position)

    def _fraction(self, _name: str, text: str, position: int, out: list[str]) -> int:
        (above, below), position = self._arguments("mm", text, position)
        out.append(f"{grouped(self._inner(above or ''))}/{grouped(self._inner(below or ''))}")
        return position

    def _root(self, _name: str, text: str, position: int, out: list[str]) -> int:
        (_, value), position = self._arguments("om", text, position)
        out.append("√" + grouped(self._inner(value or "")))
        return position

    def _double_struck(self, _name: str, text: str, position: int, out: list[str]) -> int:
        (value,), position = self._arguments("m", text, position)
        out.append(self._inner(value or "").translate(DOUBLE_STRUCK))
        return position

    def _raised(self, name: str, text: str, position: int, out: list[str]) -> int:
        (value,), position = self._arguments("m", text, position)
        out.append(script("^" if name == "textsuperscript" else "_", self._inner(value or "")))
        return position

    def _styled(self, name: str, text: str, position: int, out: list[str]) -> int:
        if text[position : position + 1] == "*":
            position += 1
        value, position = self._argument(text, position)
        was, self.math = self.math, name in ("mathrm", "ensuremath", "operatorname")
        out.append(self._inner(value))
        self.math = was
        return position

    def _conditional(self, found: re.Match[str], text: str, position: int, out: list[str]) -> int:
        """Read the one arm of \\IfNoValueTF and its like that holds."""
        (asked, *arms), position = self._arguments("m" + "m" * len(found[2]), text, position)
        given = (asked or "").strip()
        holds = {"NoValue": given == _ABSENT, "Value": given != _ABSENT, "Boolean": given == "*"}.get(
            found[1], given in ("", _ABSENT)
        )
        chosen = dict(zip(found[2], arms, strict=True)).get("T" if holds else "F")
        out.append(self._inner(chosen or ""))
        return position

    def _inner(self, text: str) -> str:
        self.depth += 1
        try:
            return self.render(text) if self.depth < 100 else text
        finally:
            self.depth -= 1

    def _own(self, macro: Macro, text: str, position: int, out: list[str]) -> int:
        self.expansions += 1
        values, position = self._arguments(macro.signature, text, position)
        filled = [value if value is not None else macro.default(index) or _ABSENT for index, value in enumerate(values)]
        filled += [""] * 9
        out.append(self._inner(re.sub(r"#([1-9])", lambda match: filled[int(match.group(1)) - 1], macro.body)))
        return position

    def _environment(self, name: str, text: str, position: int, out: list[str]) -> int:
        environment, position = self._argument(text, position)
        if name == "begin":
            if environment.startswith(_SKIPPED_ENVIRONMENTS):
                end = text.find(f"\\end{{{environment}}}", position)
                return len(text) if end < 0 else end
            _, position = self._arguments(ENVIRONMENT_ARGUMENTS.get(environment, ""), text, position)
        out.append(" ")
        return position

    def _accent(self, combining: str, text: str, position: int, out: list[str]) -> int:
        base, position = self._argument(text, position)
        rendered = self._inner(base)
        plain = rendered.replace("ı", "i").replace("ȷ", "j")
        out.append(
            unicodedata.normalize("NFC", plain[0] + combining) + plain[1:] if plain and len(plain) < 3 else rendered
        )
        return position

    def _reference(self, name: str, text: str, position: int, out: list[str]) -> int:
        if name == "hyperref":
            (_, shown), position = self._arguments("om", text, position)
            out.append(self._inner(shown or ""))
            return position
        (_, _, value), position = self._arguments("som", text, position)
        keys = [key.strip() for key in (value or "").split(",")]
        if name.endswith("range"):
            last, position = self._argument(text, position)
            keys = [keys[0], last.strip()]
        out.append(printed_reference(name, [self.labels.get(key, Target(UNKNOWN)) for key in keys]))
        return position

    def _cite(self, name: str, text: str, position: int, out: list[str]) -> int:
        (star, first, second, value), position = self._arguments("soom", text, position)
        before, after = (first, second) if second is not None else ("", first)
        keys = tuple(key.strip() for key in (value or "").split(","))
        citation = Citation(name, star is not None, self._note(before), self._note(after), keys)
        shown = self.printed(citation) if self.printed else None
        if shown is not None and out and shown[0] in RAISED:
            out[-1] = out[-1].rstrip()
        out.append(in_the_flow(name, keys, self.cited) if shown is None else shown)
        return position

    def _note(self, latex: str | None) -> str:
        """Return a note of a citation as plain text, if citations are printed at all."""
        return self._inner(latex or "").strip() if self.printed else ""

    def _quantity(self, name: str, text: str, position: int, out: list[str]) -> int:
        ranged = name.endswith("range")
        signature = "o" + "m" * ((2 if ranged else 1) + (name in ("SI", "qty", "SIrange", "qtyrange")))
        (_, *values), position = self._arguments(signature, text, position)
        parts = [value or "" for value in values]
        unit = (
            printed_unit(self._unit_names(parts.pop()))
            if name in ("SI", "qty", "SIrange", "qtyrange", "si", "unit")
            else ""
        )
        number = "–".join(map(self._number, parts))
        out.append(f"{number}°" if name == "ang" else f"{number} {unit}".strip())
        return position

    def _number(self, latex: str) -> str:
        """Return a number of siunitx, its digits as the page has them if that is asked for."""
        number = re.sub(r"e([+-]?\d+)$", r"×10^\1", self._inner(latex).strip())
        return in_threes(number) if self.printed else number

    def _unit_names(self, text: str) -> str:
        return re.sub(
            r"\\([a-zA-Z]+)\s*", lambda match: f"\\{match[1]} " if match[1] in UNITS else self._inner(match[0]), text
        )

    def _arguments(self, signature: str, text: str, position: int) -> tuple[list[str | None], int]:
        """Return the arguments that the signature asks for, and where they end: s a star, o optional, m mandatory.

        d, p and G are optional in angle brackets, parentheses and braces; n is never there.
        """
        values: list[str | None] = []
        for kind in signature:
            if kind not in "sodpGn":
                value, position = self._argument(text, position)
                values.append(value)
                continue
            start = _SPACE.match(text, position).end()  # type: ignore[union-attr]
            end = optional_end(kind, text, start)
            values.append(None if end is None else "*" if kind == "s" else text[start + 1 : end - 1])
            position = position if end is None else end
        return values, position

    def _argument(self, text: str, position: int) -> tuple[str, int]:
        """Return the group, command or character that follows, without its braces, and where it ends."""
        while position < len(text) and text[position] in " \t\n\r\x1f":
            position += 1
        if position >= len(text):
            return "", position
        if text[position] == "{":
            end = group_end(text, position)
            return (text[position + 1 :], len(text)) if end is None else (text[position + 1 : end], end + 1)
        if text[position] == "\\" and (match := re.compile(r"\\(?:[a-zA-Z@]+|.)", re.DOTALL).match(text, position)):
            return match.group(), match.end()
        if text[position] == "}":
            return "", position
        return text[position], position + 1


_COMMANDS = {
    "begin": _Reader._environment,
    "end": _Reader._environment,
    "tikz": _Reader._drawing,
    "xspace": _Reader._gap,
    "sqrt": _Reader._root,
    **dict.fromkeys("hspace mspace".split(), _Reader._space),
    **dict.fromkeys("frac dfrac tfrac nicefrac sfrac cfrac".split(), _Reader._fraction),
    **dict.fromkeys("mathbb mathds Bbb".split(), _Reader._double_struck),
    **dict.fromkeys("textsuperscript textsubscript".split(), _Reader._raised),
    **dict.fromkeys("SI qty si unit num ang SIrange qtyrange numrange".split(), _Reader._quantity),
    **dict.fromkeys(
        "text textrm mbox textnormal mathrm ensuremath operatorname textit textbf emph".split(), _Reader._styled
    ),
}
