"""Where a label in running text points at something else than the heading above it: items, theorems and the like."""

import re
from collections.abc import Collection

from capassist.model import Span

_DECLARED = re.compile(
    r"\\(?:newtheorem|spnewtheorem|newdefinition|newproof|declaretheorem|newmdtheoremenv|newtcbtheorem)\s*\*?"
    r"\s*(?:\[[^\[\]]*\]\s*)?\{([^{}]*)\}"
)
_USUAL = (
    "enumerate theorem thm lemma lem proposition prop corollary cor definition defn defi remark rem example exmp claim "
    "conjecture assumption observation fact property problem exercise question hypothesis axiom criterion"
).split()
_OF_OTHERS = re.compile(r"(?:eq|eqn|eqs|thm|lem|def|alg|lst|tab|fig|prop|cor|rem|ass|it|item|step|line|ln)[:.\-_]")


def numbered_spans(structure: str, begin: int) -> list[Span]:
    """Return the ranges of the environments in the body whose items or beginnings have numbers of their own."""
    names = {name.strip() for name in (*_USUAL, *_DECLARED.findall(structure)) if name.strip()}
    edge = re.compile(rf"\\(begin|end)\s*\{{(?:{'|'.join(map(re.escape, sorted(names)))})\*?\}}")
    spans: list[Span] = []
    depth = 0
    for match in edge.finditer(structure, begin):
        depth += 1 if match[1] == "begin" else -1
        if depth == 1 and match[1] == "begin":
            start = match.end()
        elif depth == 0:
            spans.append((start, match.start()))
        depth = max(depth, 0)
    return spans


def is_of_heading(key: str, position: int, spans: Collection[Span]) -> bool:
    """Return whether a label behind a heading points at that heading, by its name and where it stands."""
    return _OF_OTHERS.match(key) is None and not any(start <= position < end for start, end in spans)
