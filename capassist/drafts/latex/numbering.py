"""The commands that set, step, reset and format counters, obeyed where they stand."""

import re
from collections.abc import Callable

from capassist.drafts.latex.arguments import read_arguments
from capassist.drafts.latex.caption_setup import setup_options, within_code
from capassist.drafts.latex.classes import ClassNumbers
from capassist.drafts.latex.counters import Counters
from capassist.drafts.latex.definitions import Environment, read_definition
from capassist.drafts.latex.float_types import DECLARATIONS, FloatTypes
from capassist.text.latex import Macro

DEFINING_FORMATS = "renewcommand newcommand providecommand def gdef edef xdef let".split()
COMMANDS = (
    "setcounter addtocounter stepcounter refstepcounter newcounter counterwithin counterwithout numberwithin "
    "@addtoreset "
    "@removefromreset captionsetup DeclareCaptionLabelFormat c@[a-zA-Z@]+"
).split() + DEFINING_FORMATS
_COMMAND = re.compile(rf"\\({'|'.join(COMMANDS)})(?![a-zA-Z@])")
# A definition that has to do with counters of floats or headings, by what stands in its body.
NUMBERS_FLOATS = re.compile(
    r"\\(?:set|addto|(?:ref)?step)counter\s*\{(?:figure|table|(?:sub)*section|chapter)\}|\\c@(?:figure|table)"
    r"|\\the(?:figure|table)(?![a-zA-Z])"
    r"|\\(?:counterwithin|counterwithout|numberwithin|@addtoreset|@removefromreset)(?![a-zA-Z])"
)
_STYLE_TOKEN = re.compile(rf"\\({'|'.join([*COMMANDS, *DECLARATIONS])})(?![a-zA-Z@])|\\.|([{{}}])", re.DOTALL)
_GLOBAL = re.compile(r"\\global\s*(?:\\long\s*)?$")
_ADVANCE = re.compile(r"\\advance\s*$")
_GROUP = re.compile(
    r"(?P<open>\\begin\s*\{[^{}]*\}|\\(?:begingroup|bgroup)(?![a-zA-Z@])|\{)"
    r"|(?P<close>\\end\s*\{[^{}]*\}|\\(?:endgroup|egroup)(?![a-zA-Z@])|\})|\\.",
    re.DOTALL,
)


def end_of_group(structure: str, begin: int, position: int) -> int | None:
    """Return where the innermost group around `position` ends, None where no group since `begin` is open."""
    depth = 0
    for match in _GROUP.finditer(structure, begin, position):
        depth = max(depth + (match["open"] is not None) - (match["close"] is not None), 0)
    if depth == 0:
        return None
    depth = 1
    for match in _GROUP.finditer(structure, position):
        depth += (match["open"] is not None) - (match["close"] is not None)
        if depth == 0:
            return match.start()
    return None


def counter_code(structure: str) -> str:
    """Return the counter commands that stand in no braces: what a class or style file does to the numbers when it is
    read."""
    found: list[str] = []
    depth, position = 0, 0
    for match in _STYLE_TOKEN.finditer(structure):
        if match.start() < position:
            continue
        if match[2]:
            depth += 1 if match[2] == "{" else -1
        elif match[1] and depth <= 0 and (end := _end_of_command(structure, match[1], match.end())) is not None:
            found.append(structure[match.start() : end])
            position = end
    return "\n".join(found)


def _end_of_command(structure: str, name: str, end: int) -> int | None:
    if name in DECLARATIONS:
        declared = FloatTypes().declare(structure, name, end)
        return None if declared is None else declared.end
    if name in DEFINING_FORMATS:
        definition = read_definition(structure, name, end)
        return None if definition is None else definition.end
    if name.startswith("c@"):
        match = re.compile(r"\s*=?\s*(?:-?\d+|\\[a-zA-Z@]+)").match(structure, end)
        return match.end() if match else None
    found = read_arguments(structure, end, _signature(name))
    return None if found is None else found.end


def _signature(name: str) -> str:
    if name in ("setcounter", "addtocounter"):
        return "gm"
    if name in ("stepcounter", "refstepcounter"):
        return "g"
    if name in ("captionsetup", "DeclareCaptionLabelFormat"):
        return "sog" if name == "captionsetup" else "sgg"
    return "go" if name == "newcounter" else "sogg"


class Numbering:
    """Counters with the commands that change them. A format that is set in a group holds to the group's end."""

    def __init__(self, counters: Counters, rules: ClassNumbers) -> None:
        self.counters = counters
        self.rules = rules
        self.main_matter = not rules.begins_in_front
        self.in_appendix = False
        self.label_formats: dict[str, str] = {}  # declared with the caption package, by name
        self._kept: list[tuple[int, str, str | None]] = []  # formats to go back to: where, which, and what
        self._does: dict[str, Callable[[list[str]], None]] = {
            "setcounter": lambda values: counters.set(values[0], counters.amount(values[1])),
            "addtocounter": lambda values: counters.add(values[0], counters.amount(values[1])),
            "stepcounter": lambda values: counters.step(values[0]),
            "refstepcounter": lambda values: counters.step(values[0]),
            "newcounter": self._new,
            "counterwithout": self._without,
            "@removefromreset": lambda values: counters.number_without(values[-2], values[-1]),
            "@addtoreset": lambda values: counters.number_within(values[-2], values[-1]),
            "counterwithin": self._within,
            "numberwithin": self._within,
            "DeclareCaptionLabelFormat": lambda values: self.label_formats.update({values[1]: values[2]}),
        }
        self.run(rules.setup)

    def run(self, code: str) -> None:
        """Obey the counter commands of some code that stands in no group."""
        position = 0
        while (match := _COMMAND.search(code, position)) is not None:
            position = max(self.execute(code, match[1], match.start(), match.end(), None), match.end())

    def by_class(self, name: str) -> None:
        """Do what a command of the document class does to the counters."""
        if name in ("frontmatter", "mainmatter", "backmatter"):
            self.main_matter = name == "mainmatter"
            if self.main_matter:
                self.counters.set("chapter", 0)
        elif name.startswith("@mainmatter"):
            self.main_matter = name.endswith("true")
        self.in_appendix = self.in_appendix or name in ("appendix", "appendices")
        self.run(self.rules.commands.get(name, ""))

    def leave_groups(self, position: int) -> None:
        """Go back to the formats of the groups that end before `position`."""
        while self._kept and self._kept[-1][0] <= position:
            _, name, body = self._kept.pop()
            if body is None:
                self.counters.formats.pop(name, None)
            else:
                self.counters.formats[name] = body

    def execute(self, text: str, name: str, start: int, end: int, begin: int | None) -> int:
        """Obey the command \\name at [start, end) and return where it ends. `begin` is where groups are counted
        from."""
        if name in DEFINING_FORMATS:
            return self._format(text, name, start, end, begin)
        if name.startswith("c@"):
            return self._register(text, name[2:], start, end)
        if name == "captionsetup":
            return self._caption_setup(text, start, end, begin)
        found = read_arguments(text, end, _signature(name))
        if found is None:
            return end
        self._does[name]([text[slice(*span)].strip() if span else "" for span in found.spans])
        return found.end

    def _new(self, values: list[str]) -> None:
        self.counters.values.setdefault(values[0], 0)
        if values[1]:
            self.counters.number_within(values[0], values[1])

    def _within(self, values: list[str]) -> None:
        star, style, counter, parent = values
        self.counters.number_within(counter, parent)
        if not star:
            self.counters.formats[counter] = f"\\the{parent}.{style or chr(92) + 'arabic'}{{{counter}}}"

    def _without(self, values: list[str]) -> None:
        star, style, counter, parent = values
        self.counters.number_without(counter, parent)
        if not star:
            self.counters.formats[counter] = f"{style or chr(92) + 'arabic'}{{{counter}}}"

    def _register(self, text: str, counter: str, start: int, end: int) -> int:
        """Obey \\c@figure=3 or \\advance\\c@figure by 1."""
        advance = _ADVANCE.search(text, max(0, start - 12), start) is not None
        match = re.compile(r"\s*(?:=|by)?\s*(-?\s*\d+|\\[a-zA-Z@]+(?:\s*\{\w+\})?)").match(text, end)
        if match is None:
            return end
        amount = self.counters.amount(match[1])
        if advance:
            self.counters.add(counter, amount)
        elif amount is not None:  # else it was being read, not set
            self.counters.set(counter, amount)
        return match.end()

    def _format(self, text: str, command: str, start: int, end: int, begin: int | None) -> int:
        definition = read_definition(text, command, end)
        if definition is None:
            return end
        name, body = definition.name, self._body_of(definition.value)
        if name.startswith("c@"):
            self._alias(name[2:], definition.value)
        elif body is not None and name.startswith("the"):
            if not (command in ("gdef", "xdef") or _GLOBAL.search(text, max(0, start - 20), start)):
                self._keep(text, name[3:], start, begin)
            self.counters.formats[name[3:]] = self._unfolded(body) if command in ("edef", "xdef") else body
        elif body is not None:
            self.counters.copies[name] = body
        return definition.end

    def _body_of(self, value: Macro | Environment | str) -> str | None:
        """Return what a command prints from now on; of a copy, what the one that is copied prints now."""
        if isinstance(value, str):
            counter = value.removeprefix("the")
            return f"\\{value}" if counter == value else self.counters.formats.get(counter, f"\\arabic{{{counter}}}")
        return value.body if isinstance(value, Macro) else None

    def _alias(self, counter: str, value: Macro | Environment | str) -> None:
        """Take note of \\let\\c@table\\c@figure."""
        if isinstance(value, str) and value.startswith("c@"):
            self.counters.aliases[counter] = value[2:]

    def _keep(self, text: str, name: str, start: int, begin: int | None) -> None:
        """Remember a format that is about to change, to go back to it where the group around `start` ends."""
        until = end_of_group(text, begin, start) if begin is not None and start >= begin else None
        if until is not None:
            self._kept.append((until, name, self.counters.formats.get(name)))
            self._kept.sort(key=lambda kept: -kept[0])

    def _caption_setup(self, text: str, start: int, end: int, begin: int | None) -> int:
        found = read_arguments(text, end, "sog")
        if found is None or (span := found.spans[2]) is None:
            return end
        of = f" {text[slice(*found.spans[1])].strip()}" if found.spans[1] else ""
        options = setup_options(text[slice(*span)])
        self.run(within_code(options))
        set_here = {"labelformat": f"labelformat{of}", "name": f"name{of}", "figurename": "name figure"}
        for option, name in set_here.items():
            if option in options:
                self._keep(text, name, start, begin)
                self.counters.formats[name] = options[option]
        return found.end

    def _unfolded(self, body: str) -> str:
        """Return a body as \\edef keeps it: with the numbers of now, but for what \\noexpand keeps."""
        kept = re.sub(r"\\noexpand\s*\\", "\0", body)
        return self.counters.as_of_now(kept).replace("\0", "\\")
