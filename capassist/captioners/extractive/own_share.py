"""What a sentence that tells of several figures says of one of them.

"Figures 3 and 4 show the level and the pressure, respectively" says of Figure 4 that it shows the pressure, and of
neither that it shows both.
"""

import re

from capassist.captioners.extractive.pointer_phrases import ADVERBS, BE, CLOSE, MUESTRA, OPEN, SHOWN, SHOWS, ZEIGT
from capassist.model import Span

_WORD = r"(?:[Ff]ig(?:ure)?s?|Abb(?:ildung(?:en)?)?|[Pp]anels?)\.?(?:\s|~)+"
_MACRO = r"\\[A-Za-z]*(?:ref|[Ff]ig)[A-Za-z]*\*?\{[^{}]*\}"
# Another figure, in a row of figures also by its number alone; and what stands between two of a row.
POINTER = rf"(?:{_WORD})?(?:{_MACRO}|\d+)[A-Ha-h]?(?!\w)"
JOIN = r"(?:\s|~)*(?:,\s*and|,|and|or|to|through|–|-{1,2}|&|und|bis|et|y|e)(?:\s|~)*"

_RUN = re.compile(rf"(?P<before>(?:{POINTER}{JOIN})*)(?P<own>{OPEN}[A-Za-z]*{CLOSE})(?P<behind>(?:{JOIN}{POINTER})*)")
RESPECTIVELY = re.compile(r",?\s*\b(?:respectiv\w+|rispettivamente|jeweils|beziehungsweise|bzw\.)", re.IGNORECASE)
_EACH_ITS_OWN = (
    re.compile(
        rf"^.*?{CLOSE}\s+{ADVERBS}(?:{SHOWS}|{ZEIGT}|{MUESTRA})\s+(?P<items>[^.;:]+?)(?={RESPECTIVELY.pattern})",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<items>[^.;:{OPEN}]+?)(?=\s+{BE}\s+{ADVERBS}{SHOWN}\s)", re.IGNORECASE),
)
_ITEM = re.compile(r",\s+(?:and|und|et|y|e)\s+|,\s+|\s+(?:and|und|et|y|e)\s+")
_BEGINS_NAME = re.compile(
    r"(?:the|an?|our|its|de[rnm]|die|das|eine?[nmr]?|les?|las?|l['’]|los|el|une?|un[ao]?)\b", re.IGNORECASE
)
_LEANS = re.compile(r"\s(?:of|for|in|on|at|by|with|from|to|as|von|für|bei|mit|de[ls]?|du|para|pour)\s", re.IGNORECASE)
_SEVERAL = 2
_TABLE = re.compile(r"\b(?:Tab(?:le|elle|la|leau)?s?|Cuadro)\b", re.IGNORECASE)  # what else a sentence may name
# Said of all the figures of a row: the one shows one case.
_IN_ALL_OF_THEM = re.compile(
    r",?\s+(?:(?:in|for)\s+(?:both|all|each)(?:\s+of)?(?:\s+(?:the|these))?\s+(?:cases?|examples?|instances?|settings?"
    r"|scenarios?|situations?)|in\s+(?:beiden|allen)\s+Fällen|dans\s+(?:les\s+deux|tous\s+les)\s+cas"
    r"|en\s+(?:ambos|todos\s+los)\s+casos)(?=[.,;]|$)",
    re.IGNORECASE,
)
# "Figure 3 shows the level, and Figure 4 …": what follows is of the other one.
_CLAUSE_OF_ANOTHER = re.compile(
    rf"(?P<own>^.*?{CLOSE}(?:[^.;:]*?\s){{2}}[^.;:]*?)"
    r"(?:;|,?\s+(?:and|while|whereas|but|und|während|et|tandis\s+que|mientras\s+que|y))\s+(?:(?:in|on|the|our)\s+)*"
    rf"(?:{_WORD}(?:{_MACRO}|\d+)|{_MACRO})[A-Ha-h]?\s+(?!(?:and|or|und|et|y)\b)[a-z].*$"
)


def own_share(text: str) -> str:
    """Return a sentence that names several figures, the pointer to the one as a token, without what it says of the
    others alone; nothing where that cannot be told apart."""
    run = _RUN.search(text)
    if run is None:
        return text
    place, more = (len(re.findall(POINTER, run[side])) for side in ("before", "behind"))
    if RESPECTIVELY.search(text):
        return _one_of(text[: run.start()] + run["own"] + text[run.end() :], place, place + more + 1)
    return _IN_ALL_OF_THEM.sub("", text) if place or more else _CLAUSE_OF_ANOTHER.sub(r"\g<own>.", text)


def is_shared(text: str) -> bool:
    """Tell whether a sentence with tokens says the same of several figures: "Figures 3 and 4 show the level"."""
    run = _RUN.search(text)
    return run is not None and bool(run["before"] or run["behind"]) and not RESPECTIVELY.search(text)


def _one_of(text: str, place: int, figures: int) -> str:
    """Return a sentence with the one of its several things that is of this figure; nothing where they are not as many
    as the figures, or not alike."""
    if figures < _SEVERAL:  # the others are named elsewhere in the sentence, or in one macro: "\\cref{fig:a,fig:b}"
        return text if _TABLE.search(text) else ""
    found = items_of(text)
    if found is None or len(found[0]) != figures or not are_alike(found[0]):
        return ""
    items, (start, end) = found
    return RESPECTIVELY.sub("", text[:start] + items[place] + text[end:])


def items_of(text: str) -> tuple[list[str], Span] | None:
    """Return the things that a sentence with "respectively" names, and where they stand; None where that is not
    clear."""
    match = next(filter(None, (pattern.match(text) for pattern in _EACH_ITS_OWN)), None)
    return (_ITEM.split(match["items"]), match.span("items")) if match else None


def are_alike(items: list[str]) -> bool:
    """Tell whether the items are names of one form: "the level for two and three pumps" is one thing."""
    begin = [bool(_BEGINS_NAME.match(item)) for item in items]
    return all(begin) or (not any(begin) and not any(_LEANS.search(item) for item in items[:-1]))
