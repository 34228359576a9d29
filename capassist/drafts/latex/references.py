"""References to labels, through LaTeX's own commands and those that a draft defines from them."""

import re
from collections.abc import Iterable, Iterator, Mapping
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
# Those that print something else than a figure's number, so they are no mention of one.
_NO_MENTIONS = dict.fromkeys("eqref pageref cpageref labelcpageref vpageref Vpageref".split(), ("som", ("{3}",)))
_MAX_KEYS = 40
_SLOT = re.compile(r"\{([1-9])\}")  # of an argument, in a template
_ASKS = re.compile(r"\br@|@ifundefined|ifcsname|IfRefUndefined")  # whether a label is set
_COPY = re.compile(r"\s*\\([a-zA-Z@]+)\s*")  # what \let makes of a command
_CALL = re.compile(r"\\([a-zA-Z@]+)")
# What a command with a starred form of its own is made of.
_STARRED = re.compile(
    r"\s*\\@ifstar\s*(?:\{\s*\\([a-zA-Z@]+)\s*\}|\\([a-zA-Z@]+))\s*(?:\{\s*\\[a-zA-Z@]+\s*\}|\\[a-zA-Z@]+)\s*"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One call in the text that refers to labels: its range and their keys. `ranged` takes in all between the two.

    `keys` are what the author may mean; `labels` are those that LaTeX looks up, and prints "??" for where nothing sets
    them.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    ranged: bool = False
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceCommand:
    """A command that refers: its arguments with their defaults, and the keys and labels it makes of them
    ("fig:{1}")."""

    signature: str
    keys: tuple[str, ...]
    ranged: bool = False
    labels: tuple[str, ...] = ()
    defaults: tuple[str | None, ...] = ()

    def value(self, index: int, given: str | None) -> str:
        """Return what an argument (from 0) is in a call that gives this, or nothing, for it."""
        if given is not None:
            return given
        return (self.defaults[index] if index < len(self.defaults) else None) or ""


def reference_commands(macros: Mapping[str, Macro]) -> dict[str, ReferenceCommand]:
    """Return all commands that refer to labels: LaTeX's, and the draft's own as their definitions say, through each
    other."""
    known = {
        name: ReferenceCommand(signature, () if name in _NO_MENTIONS else keys, "range" in name, keys)
        for name, (signature, keys) in (_STANDARD | _NO_MENTIONS).items()
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
    return _written_out(macro, known)


def _written_out(macro: Macro, known: Mapping[str, ReferenceCommand]) -> ReferenceCommand | None:
    """Return what the references of a macro's body make of it, None where it has none."""
    found = list(find_references(macro.body, 0, len(macro.body), known))
    keys = _templates(key for reference in found for key in reference.keys)
    labels = _templates(label for reference in found for label in reference.labels)
    if not (keys or labels):
        return None
    ranged = any(reference.ranged for reference in found)
    return ReferenceCommand(macro.signature, keys, ranged, () if _ASKS.search(macro.body) else labels, macro.defaults)


def _templates(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a macro's body with slots for its arguments, each once."""
    return tuple(dict.fromkeys(re.sub(r"#([1-9])", r"{\1}", key) for key in keys))


def _shifted(command: ReferenceCommand | None) -> ReferenceCommand | None:
    """Return the command with a star before its arguments."""
    if command is None:
        return None

    def shifted(templates: Iterable[str]) -> tuple[str, ...]:
        return tuple(_SLOT.sub(lambda slot: f"{{{int(slot[1]) + 1}}}", template) for template in templates)

    return ReferenceCommand(
        f"s{command.signature}",
        shifted(command.keys),
        command.ranged,
        shifted(command.labels),
        (None, *command.defaults),
    )


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
        given = (structure[slice(*span)] if span else None for span in found.spans)
        values = [command.value(index, value) for index, value in enumerate(given)]
        keys, labels = _keys(command.keys, values), _labels(command.labels, values)
        if keys or labels:
            yield Reference(match.start(), found.end, keys, command.ranged, labels)


def _keys(templates: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    """Return the keys, one for each template, or for each item of a list such as \\cref{a,b}."""
    keys: list[str] = []
    for template in templates:
        parts = [template]
        for slot in _SLOT.findall(template):
            value = values[int(slot) - 1] if int(slot) <= len(values) else ""
            items = [re.sub(r"\s+", " ", item).strip() for item in value.split(",")] or [""]
            parts = [part.replace(f"{{{slot}}}", item) for part in parts for item in items][:_MAX_KEYS]
        keys += [part.strip() for part in ",".join(parts).split(",") if part.strip()]
    return tuple(dict.fromkeys(keys[:_MAX_KEYS]))


def _labels(templates: tuple[str, ...], values: list[str]) -> tuple[str, ...]:
    r"""Return the labels as LaTeX fills them in: of \cref{fig:#1} for "a,b", fig:a and b.

    None of a template with an argument that is left out: such a macro mostly refers to what it is given only.
    """
    labels: list[str] = []
    for template in templates:
        slots = [int(slot) - 1 for slot in _SLOT.findall(template)]
        if all(slot < len(values) and values[slot].strip() for slot in slots):
            filled = _SLOT.sub(lambda slot: values[int(slot[1]) - 1], template)
            labels += [" ".join(part.split()) for part in filled.split(",")]
    return tuple(dict.fromkeys(filter(None, labels[:_MAX_KEYS])))
