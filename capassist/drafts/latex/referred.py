"""What a paragraph refers to besides figures: equations, the author's macros that stand for numbers, cited sources."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from capassist.text.commands import commands_in
from capassist.text.latex import Macro
from capassist.text.words import one_line

_EQUATION = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|flalign|gather|multline|eqnarray|dmath)\*?)\}"
    r"(?P<math>.*?)\\end\{(?P=name)\}",
    re.DOTALL,
)
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_ARGUMENT = re.compile(r"(?<!\\)\{([^{}]+)\}")
_CITED = re.compile(r"\\[a-zA-Z]*[cC]ite[a-zA-Z]*\*?\s*(?:\[[^\]]*\]\s*)*\{([^{}]+)\}")
_PREFIXES = ("", "eq:", "eqn:", "equation:", "e:")  # that macros for references put before a label
_LONGEST_EQUATION = 400  # characters
_LONGEST_VALUE = 40


class References:
    """The equations and the number macros of a draft, for what its paragraphs refer to.

    `readable` is the LaTeX of the draft without comments, `plain` turns LaTeX into what a reader sees.
    """

    def __init__(self, readable: str, macros: Mapping[str, Macro], plain: Callable[[str], str]) -> None:
        self._readable = readable
        self._macros = macros
        self._plain = plain

    def definitions(self, source: str) -> tuple[str, ...]:
        r"""Return the equations that a paragraph refers to and the values of its number macros, one a text: "eq:mean:
        m = …", "\runs = 120"."""
        return (*dict.fromkeys(self._referred(source)), *dict.fromkeys(self._values(source)))

    def _referred(self, source: str) -> Iterator[str]:
        for argument in _ARGUMENT.findall(source):
            for name in argument.split(","):
                labels = (f"{prefix}{name.strip()}" for prefix in _PREFIXES)
                if label := next((label for label in labels if label in self._equations), None):
                    yield f"{label}: {self._equations[label]}"

    def _values(self, source: str) -> Iterator[str]:
        for name, _, _ in commands_in(source):
            macro = self._macros.get(name)
            if macro is None or macro.signature or not re.search(r"\d", macro.body):
                continue
            value = one_line(self._plain(macro.body))
            if re.search(r"\d", value) and len(value) <= _LONGEST_VALUE:
                yield f"\\{name} = {value}"

    @cached_property
    def _equations(self) -> dict[str, str]:
        """The equations by their labels, on one line; one that is long is no help to a reader of a caption."""
        found: dict[str, str] = {}
        for match in _EQUATION.finditer(self._readable):
            math = one_line(_LABEL.sub("", match["math"]))
            if len(math) <= _LONGEST_EQUATION:
                found |= dict.fromkeys(map(str.strip, _LABEL.findall(match["math"])), math)
        return found


def cited_keys(source: str) -> tuple[str, ...]:
    """Return the keys that a text cites, each once."""
    keys = (key.strip() for keys in _CITED.findall(source) for key in keys.split(","))
    return tuple(dict.fromkeys(filter(None, keys)))
