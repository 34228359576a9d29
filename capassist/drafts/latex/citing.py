"""Where a paper cites works, by the commands of LaTeX, natbib, biblatex and apacite, and where it names its .bib
files."""

import re
from collections.abc import Iterator

from capassist.drafts.latex.bibliography import RESOURCES
from capassist.model import Span

# Without what others make of these names: \setcitestyle, \citesetup, \newcites have no keys, \nocite prints nothing.
_COMMANDS = (
    "[Cc]ite(?:p|t|alp|alt|author|year|yearpar|title|num|online|fullauthor)?",
    "(?:[Pp]aren|[Tt]ext|[Aa]uto|[Ff]oot|[Ss]mart|super|full|footfull|online|short)cite",
    "footcitetext|(?:short)?cite(?:A|N|NP|ANP)",
)
_CITES = re.compile(
    rf"\\(?:{'|'.join(_COMMANDS)})(?![a-zA-Z@])\*?\s*(?:<[^<>]*>\s*){{0,2}}(?:\[[^\[\]]*\]\s*){{0,2}}\{{([^{{}}]+)\}}"
)
_KEY = re.compile(r"[^\\#~\s*][^\\#~\s]*")  # none that a macro, an argument or a loop makes


def citing_places(structure: str, start: int, end: int) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the ranges of commands that cite, in order, with the keys that are written there."""
    for match in _CITES.finditer(structure, start, end):
        keys = map(str.strip, match[1].split(","))
        yield match.span(), tuple(key for key in keys if _KEY.fullmatch(key))


def bibliography_places(structure: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the ranges of commands that name .bib files, in order, with the names of those files."""
    for match in RESOURCES.finditer(structure):
        names = (name.strip().removesuffix(".bib") for name in match[1].split(","))
        yield match.span(), tuple(f"{name}.bib" for name in names if name)
