"""The numbers of the lines of algorithms, which labels on them point at."""

import re
from collections.abc import Iterator, Mapping

from capassist.drafts.latex.arguments import closing
from capassist.model import Span
from capassist.text.latex_references import UNKNOWN

_OPENING = (
    "State|If|ElsIf|Else|For|ForAll|While|Repeat|Until|Loop|Procedure|Function|LComment"  # algorithmicx
    "|STATE|IF|ELSIF|ELSE|FOR|FORALL|WHILE|REPEAT|UNTIL|LOOP|PRINT|RETURN"  # algorithmic
)
_CLOSING = "End(?:If|For|While|Loop|Procedure|Function)|END(?:IF|FOR|WHILE|LOOP)"
_LINE = re.compile(
    rf"\\(?:(?P<open>{_OPENING})|(?P<close>{_CLOSING})|(?P<label>label)\s*\{{(?P<key>[^{{}}]*)\}})(?![a-zA-Z@])"
)
_BEGIN = re.compile(r"\\begin\s*\{algorithmic\}")
# Of algorithm2e: a line ends, or a block begins.
_SET_LINE = re.compile(r"\\;|\\(?:If|uIf|lIf|eIf|ElseIf|For|ForEach|ForAll|While|Repeat|Begin|Switch|Fn|Function)\s*\{")
_SET_LABEL = re.compile(r"\\(?:nl)?label\s*\{([^{}]*)\}")
_AFTER_CAPTION = re.compile(r"\\caption\s*(?:\[[^\[\]]*\])?\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\s*$")
# What makes lines of other commands, or counts from another number on.
_OWN_LINES = re.compile(r"\\(?:alg(?:block|def|loop|set|store|restore|newcommand|cblock)|setcounter\s*\{AL[GC]@line)")
_PACKAGES = ("algpseudocode", "algorithmicx", "algorithmic", "algcompatible", "algpascal")


def line_numbers(structure: str, span: Span, packages: Mapping[str, str]) -> dict[str, str]:
    """Return the number of the line that each label on an algorithm's line points at; `UNKNOWN` where it cannot be
    told."""
    found: dict[str, str] = {}
    for begin in _BEGIN.finditer(structure, *span):
        closed = closing(structure, "algorithmic", begin.end(), span[1])
        found |= dict(_numbered(structure, (begin.end(), closed[0] if closed else span[1]), packages))
    if not found and "algorithm2e" in packages:
        found = dict.fromkeys(_set_labels(structure, span), UNKNOWN)
    return found


def _numbered(structure: str, span: Span, packages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    known = _OWN_LINES.search(structure, 0, span[1]) is None
    counts = _prints_ends(packages)
    number = 0
    for match in _LINE.finditer(structure, *span):
        if match["label"]:
            yield match["key"].strip(), str(number) if known and number else UNKNOWN
        elif match["open"] or counts:
            number += 1


def _prints_ends(packages: Mapping[str, str]) -> bool:
    """Return whether the ends of blocks are lines of their own."""
    if (options := packages.get("algpseudocodex")) is not None:
        return re.search(r"noEnd\s*=\s*false", options) is not None
    return not any("noend" in packages.get(name, "") for name in _PACKAGES)


def _set_labels(structure: str, span: Span) -> Iterator[str]:
    """Yield the labels on the lines of an algorithm2e, where it can be told that they are no algorithm's."""
    first = _SET_LINE.search(structure, *span)
    for match in _SET_LABEL.finditer(structure, first.start() if first else span[1], span[1]):
        if _AFTER_CAPTION.search(structure, span[0], match.start()) is None:
            line = structure[structure.rfind("\n", span[0], match.start()) + 1 : match.start()]
            if line.strip() or "nl" in match.group()[:3]:
                yield match[1].strip()
