"""What a caption says panel by panel, where each part opens with its panel's name: "(b) Run time.", "{\\it lower left:}
the residuals.", "\\emph{(top)} …", "The left panel shows …"; and such parts taken out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from capassist.captioners.extractive.pointer_phrases import LOOSE_END, PLACE
from capassist.text.markup import Markup
from capassist.text.panels import LETTERS, named_panels
from capassist.text.words import capitalised

_NOUN = r"(?:(?:sub-?)?(?:panels?|plots?|figures?|images?|columns?|rows?|graphs?)|inset)"
_HAND = r"(?:[- ]hand)?(?:\s+side)?"
_LETTERS = r"[a-zA-Z](?:\s*(?:,|--?|–|and|&)\s*[a-zA-Z])*"
_WRAPPER = r"(?:\\[a-zA-Z]+\s*\{\s*|\{\s*\\[a-z]+\s+)*"
_PLACE_LABEL = rf"(?:\(\s*{PLACE}{_HAND}(?:\s+{_NOUN})?\s*\)|{PLACE}{_HAND}(?:\s+{_NOUN})?\s*\}}?\s*:)"
_LABEL = re.compile(
    rf"(?:^|(?P<stop>[.;,:!?])[\s~]+(?:and\s+)?)(?P<label>{_WRAPPER}(?:{_PLACE_LABEL}"
    rf"|\(\s*{_LETTERS}\s*\)|{_LETTERS}\s*\}}?\s*[:)](?=\s)|(?<=\\textbf\{{)[a-zA-Z]\s*[.:,]?\s*\}}))"
    rf"|(?:^|(?P<end>[.!?])[\s~]+)(?P<subject>(?:(?:in|on)\s+)?(?:the\s+)?{PLACE}{_HAND}\s+{_NOUN}\b"
    rf"|(?:in\s+)?(?:the\s+)?{_NOUN}[\s~]+\(?{_LETTERS}\b\)?)",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(
    rf"\(\s*(?P<inside>{PLACE}){_HAND}(?:\s+{_NOUN})?\s*[),;]|\b(?P<before>{PLACE}){_HAND}(?:\s+{_NOUN}\b|\s*:)",
    re.IGNORECASE,
)
_ASKED_PLACE = re.compile(rf"(?:the\s+)?\(?(?P<place>{PLACE}){_HAND}\)?(?:\s+{_NOUN})?", re.IGNORECASE)
_ASKED_LETTER = re.compile(
    rf"(?:the\s+)?(?:{_NOUN}\s+\(?(?P<one>[a-zA-Z])\)?|\((?P<other>[a-zA-Z])\)(?:\s+{_NOUN})?)", re.I
)
_ORDINALS = (
    r"first|1st|erste[nsr]?", r"second|2nd|zweite[nsr]?", r"third|3rd|dritte[nsr]?", r"fourth|4th|vierte[nsr]?",
    r"fifth|5th|fünfte[nsr]?", r"sixth|6th|sechste[nsr]?", r"seventh|7th|siebte[nsr]?", r"eighth|8th|achte[nsr]?",
    r"last|final|letzte[nsr]?",
)  # fmt: skip
_LAST = len(_ORDINALS) - 1
_ASKED_ORDINAL = re.compile(
    rf"(?:(?:the|das|den|die)\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})\s+"
    r"(?:(?:sub-?)?(?:panel|plot|figure|image|graph)|Teil|Teilbild|Bild)",
    re.IGNORECASE,
)
_SAME = {"top": "upper", "bottom": "lower", "center": "middle", "centre": "middle", "central": "middle"}
_SAID = re.compile(r"\w")
_TRAILING = re.compile(r"(?:[\s,;:~]|(?<=[\s,;])and)+$")

Panel = frozenset[str]  # {"upper", "left"}, or {"(b)"}


@dataclass(frozen=True, slots=True)
class PanelPart:
    """What a caption says of one panel, up to where the next one is named."""

    panels: frozenset[Panel]
    start: int
    end: int


def panel_asked_for(words: str) -> Panel | None:
    """Return the panel that an author's words name, "the lower left panel", "panel b"; None for other words."""
    if match := _ASKED_LETTER.fullmatch(words):
        return frozenset((f"({(match['one'] or match['other']).lower()})",))
    match = _ASKED_PLACE.fullmatch(words)
    return _place(match["place"]) if match else None


def counted_panel(words: str, source: str) -> Panel | None:
    """Return the panel of a caption on one line that an author's words count off, "the last panel"; None for other
    words.

    It is an empty set where the caption does not say panel by panel what is shown, or of fewer panels.
    """
    match = _ASKED_ORDINAL.fullmatch(words)
    if match is None:
        return None
    named = dict.fromkeys(panel for part in panel_parts(source) for panel in sorted(part.panels, key=sorted))
    panels = tuple(named) if _are_in_reading_order(tuple(named)) else ()
    place = next(place for place, form in enumerate(_ORDINALS) if re.fullmatch(form, match["ordinal"], re.IGNORECASE))
    if place == _LAST:
        place = len(panels) - 1
    return panels[place] if len(panels) > 1 and place < len(panels) else frozenset()


def _are_in_reading_order(panels: Sequence[Panel]) -> bool:
    """Tell whether panels are a, b, c …, or stand one behind the other, row by row: then they can be counted off."""
    letters = [frozenset((f"({letter})",)) for letter in LETTERS[: len(panels)]]
    places = [_row_and_column(panel) for panel in panels]
    return [*panels] == letters or (all(places) and all(one < two for one, two in pairwise(places)))


def _row_and_column(panel: Panel) -> tuple[int, ...]:
    """Return where a panel stands, from 0; nothing where its name says no place."""
    if not panel <= {"upper", "middle", "lower", "left", "right"}:
        return ()
    row = 0 if "upper" in panel else 2 if "lower" in panel else 1
    return row, 0 if "left" in panel else 2 if "right" in panel else 1


def names_panel(source: str, panel: Panel, markup: Markup) -> bool:
    """Tell whether a caption names a panel anywhere; the left panels are the upper left one, too."""
    return any(panel <= named for named in panels_in(source, markup))


def panels_in(source: str, markup: Markup) -> set[Panel]:
    """Return the panels that a caption names anywhere."""
    plain = markup.to_plain(source)
    letters = {frozenset((f"({letter})",)) for letter in named_panels(plain, source)}
    return letters | {_place(match["inside"] or match["before"]) for match in _NAMED_PLACE.finditer(plain)}


def bare_labels(source: str) -> int:
    """Return how many names of panels in a caption on one line have nothing said behind them."""
    labels = [(match.start("label" if match["label"] else "subject"), match.end()) for match in _labels(source)]
    return sum(not _SAID.search(source[end:start]) for (_, end), (start, _) in pairwise([*labels, (len(source), 0)]))


def panel_parts(source: str) -> list[PanelPart]:
    """Return the parts of a caption on one line that open with the name of a panel, in order.

    Behind "lower left:", what "the lower panel" shows is of the same part.
    """
    found: list[tuple[int, frozenset[Panel]]] = []
    for match in _labels(source):
        panels = _panels(match)
        if not found or not all(any(panel < before for before in found[-1][1]) for panel in panels):
            found.append((match.start("label" if match["label"] else "subject"), panels))
    ends = [*(start for start, _ in found), len(source)][1:]
    return [PanelPart(panels, start, end) for (start, panels), end in zip(found, ends, strict=True)]


def without_panel(source: str, panel: Panel, markup: Markup) -> str:
    """Return a caption on one line without what it says of a panel; nothing where that cannot be taken out."""
    for part in reversed(_parts_about(panel, panel_parts(source))):
        source = _cut(source, part)
    source = _TRAILING.sub("", source)
    broken = not source or markup.faults(source) or LOOSE_END.search(source)
    return "" if broken or names_panel(source, panel, markup) else source


def _parts_about(panel: Panel, parts: Sequence[PanelPart]) -> list[PanelPart]:
    """Return the parts about that panel, or else those about panels on that side: the upper left one is a left one."""
    exact = [part for part in parts if part.panels == {panel}]
    return exact or [part for part in parts if all(panel <= named for named in part.panels)]


def _cut(source: str, part: PanelPart) -> str:
    before, removed, behind = source[: part.start], source[part.start : part.end], source[part.end :]
    opens = not before.strip() or before.rstrip().endswith((".", "!", "?"))
    if opens and behind and not removed.rstrip().endswith((".", "!", "?")) and removed.lstrip("(")[:1].isupper():
        behind = capitalised(behind)
    if not behind:
        before = _TRAILING.sub("", before)
    return before + behind


def _labels(source: str) -> Iterator[re.Match[str]]:
    for match in _LABEL.finditer(source):
        before = source[: match.start()]
        if before.count("{") == before.count("}") and before.count("$") % 2 == 0:
            yield match


def _panels(match: re.Match[str]) -> frozenset[Panel]:
    label = match["label"] or match["subject"]
    label = re.sub(r"\\[a-zA-Z]+|[{}]", " ", label)
    if place := re.search(rf"\b{PLACE}\b", label, re.IGNORECASE):
        return frozenset((_place(place.group()),))
    letters = named_panels(f"({', '.join(re.findall(r'(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])', label))})")
    spelled = re.search(r"([a-zA-Z])\s*(?:--?|–)\s*([a-zA-Z])", label)
    letters |= named_panels(f"({spelled[1]}-{spelled[2]})") if spelled else set()
    return frozenset(frozenset((f"({letter})",)) for letter in letters)


def _place(words: str) -> Panel:
    said = re.split(r"[- ]", words.lower().replace("most", ""))
    return frozenset(_SAME.get(word, word) for word in said if word)
