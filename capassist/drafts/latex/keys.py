"""Keys that a draft's own commands take, `\\Figure[caption={…}, width=8cm]{plot}`, as keyval and pgfkeys define
them."""

import re
from dataclasses import dataclass, field

from capassist.drafts.latex.arguments import group, read_arguments, skip_space
from capassist.drafts.latex.provenance import Piece, Text, filled
from capassist.model import Span

# How pgfkeys says what a key does: "caption/.store in=\figcaption", "caption/.code={…}".
_HANDLER = re.compile(r"(?P<key>.*?)/\.(?P<does>store in|code|cd|is family)$", re.DOTALL)
_NESTING = re.compile(r"\\.|[{},=]", re.DOTALL)


@dataclass(slots=True)
class Keys:
    """The code behind each key, by family and name."""

    code: dict[tuple[str, str], str] = field(default_factory=dict)

    def define(self, structure: str, position: int) -> int | None:
        """Take in keyval's \\define@key{family}{name}[default]{code}; return where it ends."""
        found = read_arguments(structure, position, "ggog")
        if found is None:
            return None
        family, name, _, code = (structure[slice(*span)] if span else "" for span in found.spans)
        self.code[family.strip(), name.strip()] = code
        return found.end

    def set(self, text: Text, family: str, span: Span) -> list[Piece]:
        """Return the code that a list of keys runs, in order. What pgfkeys defines in it is taken in."""
        pieces: list[Piece] = []
        for name, value in key_items(text.structure, *span):
            handler = _HANDLER.fullmatch(name)
            if handler and handler["does"] in ("store in", "code"):
                self._handle(handler, family, text.structure[slice(*value)] if value else "")
            elif handler:
                family = handler["key"].strip("/") or family
            elif name.startswith("/") and value is None:
                family = name.strip("/")
            else:
                code = self.code.get(_full_name(name, family), "")
                pieces += filled(code, (), [text.slice(*value) if value else []])
        return pieces

    def _handle(self, handler: re.Match[str], family: str, said: str) -> None:
        """Take in what a key of pgfkeys is said to do."""
        code = said if handler["does"] == "code" else f"\\def{said.strip()}{{#1}}"
        self.code[_full_name(handler["key"], family)] = code


def _full_name(key: str, family: str) -> tuple[str, str]:
    """Return the family and the name of a key, which may name a family of its own: /plots/caption."""
    own, _, name = key.rpartition("/")
    return own.strip("/") or family, name


def key_items(structure: str, start: int, end: int) -> list[tuple[str, Span | None]]:
    """Return the items of a list of keys, key=value: the name, and the range of the value without its braces."""
    items: list[tuple[str, Span | None]] = []
    begin, equals, depth = start, None, 0
    for match in _NESTING.finditer(structure, start, end):
        mark = match.group()
        depth += (mark == "{") - (mark == "}")
        if depth == 0 and mark == "=" and equals is None:
            equals = match.start()
        elif depth == 0 and mark == ",":
            items.append(_item(structure, begin, equals, match.start()))
            begin, equals = match.end(), None
    items.append(_item(structure, begin, equals, end))
    return [item for item in items if item[0]]


def _item(structure: str, begin: int, equals: int | None, end: int) -> tuple[str, Span | None]:
    name = " ".join(structure[begin : end if equals is None else equals].replace("\x1f", " ").split())
    if equals is None:
        return name, None
    low = min(skip_space(structure, equals + 1), end)
    high = low + len(structure[low:end].rstrip())
    braces = group(structure, low)
    return name, braces if braces and braces[1] + 1 == high else (low, high)
