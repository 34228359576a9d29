"""The types of floats: those that LaTeX and its classes know, and those that a draft declares with a counter of their
own."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.model import FloatKind

DECLARATIONS = (
    "newfloat DeclareCaptionType DeclareFloatingEnvironment DeclareNewTOC DeclareNewFloatType trivfloat floatname "
    "newfloatcommand"
).split()
PANEL_ENVIRONMENT = re.compile(
    r"^(?:sub(?:figure|table|float|captionblock|captiongroup|algorithm|listing|floatrow))\*?$"
)
_INNER_TABLES = frozenset("threeparttable threeparttablex measuredfigure ThreePartTable tablenotes TableNotes".split())
_KINDS: tuple[tuple[re.Pattern[str], FloatKind], ...] = (
    (
        re.compile(
            r"^(?:long|sideways|wrap|floating|margin|SC|turn|rot|landscape|long)?listings?\*?$|^codelisting\*?$"
            r"|^program\*?$"
        ),
        "listing",
    ),
    (re.compile(r"^(?:algorithm2?e?|algo|procedure|function|algorithmfloat)\*?$"), "algorithm"),
    (re.compile(r"^(?:scheme|chart|graph|plate|video|map|diagram|box)\*?$"), "scheme"),
    (
        re.compile(
            r"^.*[tT]able\*?$|^(?:longtabu|xltabular|ltablex|supertabular\*?|xtabular\*?|SCtable|sidetab|tab|wraptab)$"
            r"|^.*longtblr$"
        ),
        "table",
    ),
    (re.compile(r"^.*[fF]ig(?:ure|urehere|window)?\*?$|^.*[fF]igureenv$|^wrapfloat$"), "figure"),
)
_WORDS = {"figure": "Figure", "table": "Table", "algorithm": "Algorithm", "listing": "Listing", "scheme": "Scheme"}
_OPTION = re.compile(r"(?:^|,)\s*(name|within|type|counterwithin)\s*=\s*(\{[^{}]*\}|[^,{}]*)")
# Boxes of the floatrow package, whose captions are of the type that the box names.
_BOXES = {"ffigbox": "figure", "ttabbox": "table"}


@dataclass(frozen=True, slots=True)
class FloatType:
    """What a float is: its kind, the counter that numbers it, and the word before the number."""

    kind: FloatKind
    counter: str
    word: str


FIGURE = FloatType("figure", "figure", "Figure")
LISTING = FloatType("listing", "lstlisting", "Listing")  # of the listings package


@dataclass(frozen=True, slots=True)
class Declared:
    """What a declaration says: a new type, and the counter that its own is reset by and printed with."""

    type: FloatType
    within: str
    end: int


@dataclass(slots=True)
class FloatTypes:
    """The types that are known so far, by name, and the boxes of floatrow by the type of their captions."""

    own: dict[str, FloatType] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=lambda: dict(_BOXES))

    def of_environment(self, environment: str) -> FloatType | None:
        """Return the type of the floats that an environment makes, None when it makes none."""
        if PANEL_ENVIRONMENT.match(environment) or environment in _INNER_TABLES:
            return None
        base = environment.rstrip("*")
        for name in (base, base.removeprefix("sideways"), base.removeprefix("wrap")):
            if name in self.own:
                return self.own[name]
        kind = next((kind for pattern, kind in _KINDS if pattern.match(environment)), None)
        return None if kind is None else FloatType(kind, base if kind == "scheme" else kind, _word(kind, base))

    def of_type(self, name: str) -> FloatType:
        """Return the type that \\captionof names."""
        name = name.strip().rstrip("*")
        return self.own.get(name) or self.of_environment(name) or FloatType("scheme", name, name.capitalize())

    def declare(self, structure: str, command: str, end: int) -> Declared | None:
        """Take in the declaration whose command ends at `end`; None for a form that is not understood."""
        values = _values(structure, end)
        if values is None:
            return None
        options, groups, after = values
        if command in ("newfloatcommand", "floatname") and len(groups) < 2:
            return None
        if command == "newfloatcommand":
            self.boxes[groups[0]] = groups[1]
            return Declared(self.of_type(groups[1]), "", after)
        if command == "floatname":
            known = self.of_type(groups[0])
            self.own[groups[0]] = FloatType(known.kind, known.counter, groups[1])
            return Declared(self.own[groups[0]], "", after)
        stated = _stated(command, options, groups)
        if stated is None:
            return None
        name, within, word = stated
        like = self.of_environment(name)
        self.own[name] = FloatType(like.kind if like else "scheme", name, word or name.capitalize())
        return Declared(self.own[name], "" if within == "none" else within, after)


def _word(kind: FloatKind, base: str) -> str:
    return base.capitalize() if kind == "scheme" else _WORDS[kind]


def _stated(command: str, options: list[str], groups: list[str]) -> tuple[str, str, str] | None:
    """Return the name of a declared type, the counter that it is numbered within, and its word, each "" where it is not
    stated; None where the name is not."""
    keys = _keys([*options, *groups[1:2]])
    name = keys.get("type", "") if command == "DeclareNewTOC" else groups[0]
    if not name or (command == "newfloat" and len(groups) < 3):
        return None
    within, word = keys.get("within") or keys.get("counterwithin", ""), keys.get("name", "")
    if command == "newfloat":
        return name, within or _first(str.isalpha, options), _first(_is_word, groups[2:])  # memoir: the third argument
    if command == "DeclareCaptionType":
        word = word or _first(_is_word, options)
    return name, within, word


def _keys(options: list[str]) -> dict[str, str]:
    return {key: value.strip("{} ") for key, value in _OPTION.findall(",".join(options))}


def _first(test: Callable[[str], bool], items: list[str]) -> str:
    return next(filter(test, items), "")


def _is_word(text: str) -> bool:
    """Return whether a value is the word before the number, and no key."""
    return text[:1].isupper() and "=" not in text


def _values(structure: str, position: int) -> tuple[list[str], list[str], int] | None:
    """Return the options and groups that follow a command, and where they end."""
    star = read_arguments(structure, position, "s")
    position = star.end if star else position
    options: list[str] = []
    groups: list[str] = []
    while True:
        start = skip_space(structure, position)
        if "\n\n" in structure[position:start]:
            break
        if (span := option(structure, start)) is not None:
            options.append(structure[slice(*span)].strip())
        elif (span := group(structure, start)) is not None and len(groups) < 3:
            groups.append(structure[slice(*span)].strip().lstrip("\\"))
        else:
            break
        position = span[1] + 1
    return (options, groups, position) if groups else None
