"""A paper's title and abstract."""

import re

from capassist.drafts.latex.arguments import closing, read_arguments
from capassist.drafts.latex.expand import Expanded
from capassist.text.latex import to_plain

_TITLE = re.compile(r"\\(?:title|Title|ctitle|thesistitle|icmltitle|zhtitle)(?![a-zA-Z@])")
_THANKS = re.compile(r"\\(?:thanks|footnote|footnotemark)\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}")
_ABSTRACT = re.compile(r"\\begin\s*\{(abstract\*?|onecolabstract|cabstract|eabstract|abstractEN|Abstract)\}")
_ABSTRACT_COMMAND = re.compile(r"\\(?:abstract|Abstract|abst|IEEEtitleabstractindextext)(?![a-zA-Z@])")


def read_title(expanded: Expanded) -> str | None:
    """Return the title as plain text."""
    for match in _TITLE.finditer(expanded.text.structure):
        found = read_arguments(expanded.text.structure, match.end(), "sog")
        if found is not None and found.spans[2] is not None:
            title = _THANKS.sub("", expanded.text.readable[slice(*found.spans[2])])
            return to_plain(title, expanded.macros) or None
    return None


def read_abstract(expanded: Expanded) -> str | None:
    """Return the abstract as plain text."""
    structure, readable = expanded.text.structure, expanded.text.readable
    begin = _ABSTRACT.search(structure)
    end = closing(structure, begin.group(1), begin.end(), len(structure)) if begin else None
    if begin is not None and end is not None:
        return to_plain(readable[begin.end() : end[0]], expanded.macros) or None
    for match in _ABSTRACT_COMMAND.finditer(structure):
        found = read_arguments(structure, match.end(), "g")
        if found is not None and found.spans[0] is not None:
            return to_plain(readable[slice(*found.spans[0])], expanded.macros) or None
    return None
