"""A sentence of a caption without what it says of one thing, where the rest of it stays true without."""

import re
from collections.abc import Sequence

from capassist.captioners.extractive.omission import QUALIFIES, adds_only, is_whole, listed_in, parts_of, without_item
from capassist.captioners.extractive.wishes import mentions
from capassist.captioners.kept import found_of_kind
from capassist.text.markup import Markup

# Where a part of a sentence begins that may be of another thing than the one before.
_PART = re.compile(r",\s+(?:and|but|while|whereas|with|where|which|as well as|along with|\w{3,}ing)\b|;\s")
_KEY = re.compile(r"\s+\([^()]*\)")
_LEANS = re.compile(r"^,\s+(?:along with|as well as)\b|\b(?:this|these|that|those|it|its|they|their|such|same)\b", re.I)
_CITATION = re.compile(r"[\s~]*\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")


def without_part(sentence: str, unwanted: str, markup: Markup) -> str:
    """Return a sentence without the parts that speak of what is unwanted; nothing where its first part does, or where
    the rest would say something else."""
    if found_of_kind(unwanted, sentence, markup) and re.match(r"citations?|zitate", unwanted, re.IGNORECASE):
        sentence = _CITATION.sub("", sentence)
    listed = listed_in(sentence.rstrip("."))
    place = _only_place(listed.items, unwanted, markup) if listed else None
    return without_item(listed, place) if listed and place is not None else _without_parts(sentence, unwanted, markup)


def _without_parts(sentence: str, unwanted: str, markup: Markup) -> str:
    """Return a sentence without its parts about the unwanted; nothing where the first is, or the rest would be
    another."""
    first, *others = (_without_keys(part, unwanted, markup) for part in parts_of(sentence, _PART))
    if mentions(first, unwanted, markup):
        return ""
    gone = _unwanted(others, unwanted, markup)
    rest = "".join((first, *(part for place, part in enumerate(others) if place not in gone))).strip().rstrip(",;: ")
    return rest if is_whole(rest) and all(adds_only(others[place], rest, markup) for place in gone) else ""


def _unwanted(parts: Sequence[str], unwanted: str, markup: Markup) -> list[int]:
    """Return the places of the parts that speak of the unwanted, and of those behind one that lean on it."""
    gone: list[int] = []
    for place, part in enumerate(parts):
        leans = place - 1 in gone and _LEANS.search(part) is not None
        gone += [place] if leans or mentions(part, unwanted, markup) else []
    return gone


def _only_place(items: Sequence[str], unwanted: str, markup: Markup) -> int | None:
    """Return which of several things is the unwanted; None where it is none, several, or but stands behind one in
    parentheses."""
    places = [place for place, item in enumerate(items) if mentions(_KEY.sub("", item), unwanted, markup)]
    return places[0] if len(places) == 1 else None


def _without_keys(part: str, unwanted: str, markup: Markup) -> str:
    """Return a part without the parentheses that speak of the unwanted, where nothing else of it does; those that
    restrict what it says stay."""
    if mentions(_KEY.sub("", part), unwanted, markup):
        return part
    return _KEY.sub(lambda match: "" if _may_drop(match.group(), unwanted, markup) else match.group(), part)


def _may_drop(parenthesis: str, unwanted: str, markup: Markup) -> bool:
    return mentions(parenthesis, unwanted, markup) and not QUALIFIES.search(markup.to_plain(parenthesis))
