"""References to labels, through LaTeX's own commands and those that a draft defines from them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from capassist.drafts.latex.arguments import read_arguments
from capassist.text.latex import Macro

_STANDARD = {
    **dict.fromkeys(
        "ref autoref cref Cref vref Vref fref Fref nameref labelcref subref fullref namecref nameCref titleref "
        "figref figureref Figref zcref lcnamecref cvref prettyref Autoref ccref threfs tref".split(),
        ("som", ("{3}",)),
    ),
    **dict.fromkeys("crefrange Crefrange vrefrange".split(), ("smm", ("{2}", "{3}"))),
    "hyperref": ("om", ("{1}",)),
    "vrefrange": ("omm", ("{2}", "{3}")),
}
_MAX_KEYS = 40
_COPY = re.compile(r"\s*\\([a-zA-Z@]+)\s*")  # what \let makes of a command
_CALL = re.compile(r"\\([a-zA-Z@]+)")
# What a command with a starred form of its own is made of.
_STARRED = re.compile(
    r"\s*\\@ifstar\s*(?:\{\s*\\([a-zA-Z@]+)\s*\}|\\([a-zA-Z@]+))\s*(?:\{\s*\\[a-zA-Z@]+\s*\}|\\[a-zA-Z@]+)\s*"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One call in the text that refers to labels: its range and their keys. `ranged` takes in all between the two."""

    start: int
    end: int
    keys: tuple[str, ...]
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceCommand:
    """A command that refers: its arguments, and the keys it makes of them ("fig:{1}")."""

    signature: str
    keys: tuple[str, ...]
    ranged: bool = False


def reference_commands(macros: Mapping[str, Macro]) -> dict[str, ReferenceCommand]:
    """Return all commands that refer to labels: LaTeX's, and the draft's own as their definitions say, through each
    other."""
    known = {
        name: ReferenceCommand(signature, keys, "range" in name)
        for name, (signature, keys) in _STANDARD.items()
        if name not in macros or name == "ref"
    }
    for _ in range(6):  # macros upon macros
        learned = {
            name: found
            for name, macro in macros.items()
            if name not in known and (found := _learn(macro, known)) is not None
        }
        if not learned:
            break
        known |= learned
    return known


def label_commands(macros: Mapping[str, Macro]) -> set[str]:
    """Return the commands that do nothing but set a label: \\label and the draft's own, through each other."""
    names = {"label"}
    while True:
        only = re.compile(rf"\s*\\(?:{'|'.join(names)})\s*\{{[^{{}}]*\}}\s*")
        more = {name for name, macro in macros.items() if name.isalpha() and only.fullmatch(macro.body)} - names
        if not more:
            return names
        names |= more


def _learn(macro: Macro, known: Mapping[str, ReferenceCommand]) -> ReferenceCommand | None:
    if not macro.signature and (starred := _STARRED.fullmatch(macro.body)):
        return _shifted(known.get(starred[1] or starred[2]))
    if not macro.signature and (copied := _COPY.fullmatch(macro.body)):
        return known.get(copied[1])
    keys: list[str] = []
    ranged = False
    for reference in find_references(macro.body, 0, len(macro.body), known):
        ranged = ranged or reference.ranged
        keys += [re.sub(r"#([1-9])", r"{\1}", key) for key in reference.keys]
    return ReferenceCommand(macro.signature, tuple(dict.fromkeys(keys)), ranged) if keys else None


def _shifted(command: ReferenceCommand | None) -> ReferenceCommand | None:
    """Return the command with a star before its arguments."""
    if command is None:
        return None
    keys = (re.sub(r"\{(\d)\}", lambda slot: f"{{{int(slot[1]) + 1}}}", key) for key in command.keys)
    return ReferenceCommand(f"s{command.signature}", tuple(keys), command.ranged)


def find_references(
    structure: str, start: int, end: int, commands: Mapping[str, ReferenceCommand]
) -> Iterator[Reference]:
    """Yield the references of a range, in order."""
    for match in _CALL.finditer(structure, start, end):
        command = commands.get(match.group(1))
        if command is None:
            continue
        found = read_arguments(structure, match.end(), command.signature)
        if found is None or found.end > end:
            continue
        values = [structure[slice(*span)] if span else "" for span in found.spans]
        keys = _keys(command.keys, values)
        if keys:
            yield Reference(match.start(), found.end, keys, command.ranged)


def _keys(templates: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    """Return the keys, one for each template, or for each item of a list such as \\cref{a,b}."""
    keys: list[str] = []
    for template in templates:
        slots = re.findall(r"\{(\d)\}", template)
        parts = [template]
        for slot in slots:
            value = values[int(slot) - 1] if int(slot) <= len(values) else ""
            items = [re.sub(r"\s+", " ", item).strip() for item in value.split(",")] or [""]
            parts = [part.replace(f"{{{slot}}}", item) for part in parts for item in items][:_MAX_KEYS]
        keys += [part.strip() for part in ",".join(parts).split(",") if part.strip()]
    return tuple(dict.fromkeys(keys[:_MAX_KEYS]))
