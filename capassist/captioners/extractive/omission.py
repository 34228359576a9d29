"""What may be left out of a caption without changing what the rest of it says: an inventory that is closed.

It is sentences, the end of one behind what tells it all, remarks in parentheses, and one of the things that are listed.
Three things hold of all of them. What goes says no exception, restriction, denial or condition of what stays; what
stays does not lean on what goes ("This effect …"); and what stays is whole. A phrase that says which thing is meant
("results of the old method", "for masses below 2") is none of them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from capassist.captioners.extractive.compress import balanced
from capassist.captioners.extractive.context_dependence import depends_on_context
from capassist.captioners.extractive.pointer_phrases import FINITE, LOOSE_END
from capassist.text.markup import Markup
from capassist.text.words import words

# What takes back a part of what is said: exceptions, restrictions, denials, and what was done to what is shown.
QUALIFIES = re.compile(
    r"""
      \b(?:except\w*|excluding|excluded|excludes?|only|unless|however|although|though|nevertheless|nonetheless
        |despite|not|no|never|none|nor|neither|cannot|without|apart\s+from|other\s+than|save\s+for|aside\s+from
        |otherwise|merely|solely|unlike|contrary|opposed|provided|assum\w+|suppos\w+|depending
        |neglect\w+|ignor\w+|disregard\w+|conditional\w*|subject\s+to
        |omit\w*|remov\w+|subtract\w+|masked|shifted|offset|scaled|rescaled|normali[sz]ed|multiplied|divided
        |truncated|until
        |nicht|kein\w*|nie|nur|außer|ausgenommen|ausnahme\w*|jedoch|allerdings|obwohl|ohne|sofern
        |pas|jamais|sauf|excepté\w*|seulement|uniquement|cependant|toutefois|sans
        |nunca|salvo|excepto|sólo|solamente|sin|pero|não|exceto|somente|apenas|sem|porém
        |non(?=\s)|eccetto|tranne|soltanto|senza|tuttavia)\b
    | n['’]t\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "But the rate falls.": what such a sentence says is said against the one before.
_AGAINST = re.compile(r"^\W*(?:but|yet|still|in\s+contrast|by\s+contrast|conversely|aber|mais|ma|mas)\b", re.IGNORECASE)
# "A peak, such that more steps would not add to it": what is denied is not of what is shown.
_SUPPOSED = re.compile(r",\s+(?:such|so)\s+that\b[^,;.]*?\bwould(?:\s+not|n['’]t)\b", re.IGNORECASE)
# What is said of all, or is denied, is true only with what is said of some behind it.
_ABSOLUTE = re.compile(
    r"\b(?:not|no|never|none|nor|neither|cannot|without|always|constant\w*|independent\w*|everywhere|identical\w*"
    r"|unchanged|any|nicht|kein\w*|immer|konstant\w*)\b|n['’]t\b|^\W*(?:all|each|every|both|alle|jede[rs]?)\s+\w",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:this|these|that|those|it|its|they|them|their|such|same|dies\w*|er|sie|es|ihre?)\b", re.I
)
_CONDITION = re.compile(
    r"\s*(?:if|when|whenever|while|where|for|at|in|on|below|above|under|over|within|between|before|after|from|up|less"
    r"|more|fewer|larger|smaller|bei|für|wenn|pour|si|para|per|se)\b",
    re.IGNORECASE,
)
# Where the end of a sentence begins that only adds something: a companion, what it shows, what a thing is.
_ADDS = (
    r"(?:with|along\s+with|together\s+with|as\s+well\s+as|including|which|where|whose|\w{3,}ing"
    r"|obtained|computed|measured|based\s+on|mit|sowie|avec|con|com)\b"
)
_END = re.compile(rf"(?P<stop>[;:])\s|,\s+(?:(?P<joins>and|while|whereas|und)\s|(?={_ADDS}))", re.IGNORECASE)
_JOINED = re.compile(r"^(?:;|,\s+(?:and|but|while|whereas|und|aber)\b)", re.IGNORECASE)
_RELATIVE = re.compile(r"^,\s+(?:which|where|whose)\b", re.IGNORECASE)
_FEWEST_BEFORE_COLON = 3  # words; fewer are a label
_FEWEST_WORDS = 2
# What no clause ends on.
_UNFINISHED = re.compile(
    r"\b(?:if|when|unless|because|since|although|whether|whose|who|how|why|than|using|both|either|not|only|except)$",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s+\(([^()]*)\)")
_ASIDE = 3  # words of at least three letters; shorter parentheses are labels, units, abbreviations and keys to colours
_KEYED = re.compile(r"\([^()]*\)\W*$")  # "(gray line)": of two things that each have a key, one is half of the figure
_LISTED = re.compile(r",\s+(?:and|or|und|oder|et|ou|y|e)\s+|,\s+|\s+(?:and|or|und|oder|et|ou|y|e)\s+")
# Of these, what is said of two or more things is said of all of them together.
_TOGETHER = re.compile(
    r"\b(?:comparisons?|compared?|compares|differences?|ratios?|between|correlations?|distances?|products?|sums?"
    r"|overlaps?|transitions?|relations?\w*|combin\w+|both|respectively|together|versus|vs|among|mixtures?|vergleich\w*"
    r"|zwischen|beide\w*|jeweils|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|sechs)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:of|in|for|at|by|with|from|von|für|de)\s", re.IGNORECASE)
_SAME_WORD = 4  # letters that a word must have to name the same thing again
# "(a) Run time", "B: Memory", "Left: …": a sentence about one panel.
PANEL_FIRST = re.compile(
    r"""
      \([^()]{1,20}\)\s
    | [A-Za-z][),:]\s
    | (?:left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b[^.:]{0,20}:
    """,
    re.IGNORECASE | re.VERBOSE,
)


def may_go(sentences: Sequence[str], kept: Collection[int]) -> bool:
    """Tell whether of plain sentences all but those at the places `kept` can be left out."""
    gone = [place for place in range(len(sentences)) if place not in kept]
    if any(place and place - 1 not in kept and leans(sentences[place]) for place in kept):
        return False
    return not any(_qualifies(sentences, place, kept) for place in gone)


def leans(sentence: str) -> bool:
    """Tell whether a plain sentence cannot be read without the one before it; what a panel is named by says nothing."""
    return depends_on_context(_without_label(sentence))


def _qualifies(sentences: Sequence[str], place: int, kept: Collection[int]) -> bool:
    """Tell whether a sentence restricts what is kept: by itself, or as it is of the same thing as one that is said of
    all."""
    sentence = _without_label(sentences[place])
    if place and place - 1 not in kept and _goes_on(sentence):
        return False  # what it is said of goes, too
    if QUALIFIES.search(_SUPPOSED.sub("", sentence)) or _AGAINST.match(sentence):
        return True
    absolute = [sentences[other] for other in kept if other < place and _is_absolute(sentences[other])]
    return any(_is_of_the_same(sentence, other) for other in absolute)


def _goes_on(sentence: str) -> bool:
    """Tell whether a sentence is of what the one before is of."""
    return bool(_POINTS_BACK.search(sentence) or _AGAINST.match(sentence))


def _is_absolute(sentence: str) -> bool:
    return _ABSOLUTE.search(_without_label(sentence)) is not None


def _is_of_the_same(sentence: str, other: str) -> bool:
    if _POINTS_BACK.search(sentence):
        return True
    one, two = (
        {word.lower().rstrip("s") for word in words(text) if len(word) >= _SAME_WORD} for text in (sentence, other)
    )
    return bool(one & two)


def _without_label(sentence: str) -> str:
    label = PANEL_FIRST.match(sentence)
    return sentence[label.end() :] if label else sentence


# A sentence's end ----------------------------------------------------------------------------------------------------


def without_ends(sentence: str, markup: Markup) -> Iterator[str]:
    """Yield a sentence with ever less of its end, cut where something begins that only adds to what is said before."""
    hidden = _hidden(sentence)
    for match in reversed(list(_END.finditer(hidden))):
        head, end = sentence[: match.start()].rstrip(" ,;:~"), sentence[match.start() :]
        if _may_be_cut(match, head, end, markup):
            yield head


def _may_be_cut(match: re.Match[str], head: str, end: str, markup: Markup) -> bool:
    plain, plain_end = markup.to_plain(head), markup.to_plain(end)
    if len(words(plain)) < _FEWEST_WORDS or not is_whole(head) or QUALIFIES.search(plain_end):
        return False
    if _needs_its_end(plain, plain_end):
        return False
    if match["joins"]:
        return bool(FINITE.search(plain)) and _is_clause(plain_end[match.end() - match.start() :])
    if match["stop"]:
        return match["stop"] == ";" or len(words(plain)) >= _FEWEST_BEFORE_COLON
    return _runs_to_the_end(plain, plain_end)


def _needs_its_end(head: str, end: str) -> bool:
    """Tell whether what is said is true, or all of the figure, only with its end."""
    is_restricted = _is_absolute(head) and not _RELATIVE.match(end)
    return is_restricted or bool(_KEYED.search(head) and _KEYED.search(end))


def adds_only(part: str, rest: str, markup: Markup) -> bool:
    """Tell whether a part of a sentence takes nothing back of the rest of it, and does not hold its verb."""
    plain, left = markup.to_plain(part), markup.to_plain(rest)
    if QUALIFIES.search(plain) or (_is_absolute(left) and not _RELATIVE.match(plain)):
        return False
    return _JOINED.match(plain) is not None or _runs_to_the_end(left, plain)


def _is_clause(text: str) -> bool:
    """Tell whether a text has a verb with something before it that the verb is said of."""
    verb = FINITE.search(text)
    return verb is not None and (verb.start() > 0 or verb.group().lower() == "we")


def _runs_to_the_end(head: str, end: str) -> bool:
    """Tell whether what is added does not end before the sentence does: "Flux, with the fit, is shown" goes on."""
    if not FINITE.search(head) and FINITE.search(end) and not _RELATIVE.match(end):
        return False
    *_, last = _top_level(end)
    return last == end or re.match(rf",?\s*(?:{_ADDS}|and\b|or\b)", last) is not None or " and " in last


def _top_level(end: str) -> Iterator[str]:
    hidden = _hidden(end)
    cuts = [0, *(match.start() for match in re.finditer(r",\s", hidden) if match.start()), len(end)]
    yield from (end[one:two] for one, two in pairwise(cuts))


def is_whole(text: str) -> bool:
    """Tell whether a piece of a sentence does not break off within something."""
    return balanced(text) and not LOOSE_END.search(text) and not _UNFINISHED.search(text)


# Parentheses ---------------------------------------------------------------------------------------------------------


def without_asides(text: str, markup: Markup) -> str:
    """Return a caption without its remarks in parentheses, which say nothing that the rest needs."""
    for match in reversed(list(_PARENTHESIS.finditer(text))):
        if _is_aside(markup.to_plain(match[1])) and not _in_maths(match, text, markup):
            text = text[: match.start()] + text[match.end() :]
    return text


def _is_aside(plain: str) -> bool:
    says = sum(len(word) > 2 for word in words(plain)) >= _ASIDE
    return says and not QUALIFIES.search(plain) and not _CONDITION.match(plain)


def _in_maths(match: re.Match[str], text: str, markup: Markup) -> bool:
    inside = [(s.start, s.end) for s in markup.segments(text) if s.kind != "text"]
    return any(start <= match.start(1) - 1 < end or start <= match.end() - 1 < end for start, end in inside)


# One of several things -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listed:
    """The things that a sentence lists, with what stands between them; the first has what stands before the list."""

    items: tuple[str, ...]
    between: tuple[str, ...]

    def without(self, place: int) -> str:
        """Return the sentence without one of its things behind the first."""
        items = (*self.items[:place], *self.items[place + 1 :])
        last = self.between[-1]
        if len(items) == 1:
            return items[0]
        if len(items) == 2:
            last = re.sub(r"^,", "", last)
        return "".join((items[0], *(f", {item}" for item in items[1:-1]), last, items[-1]))


def listed_in(sentence: str) -> _Listed | None:
    """Return the things that a sentence lists, each with the parentheses behind it: "A (solid), B (dashed) and C"; None
    where it lists nothing, or what it says holds of all of them together."""
    found = list(_LISTED.finditer(_hidden(sentence)))
    between = tuple(match.group() for match in found)
    if not between or [piece.strip() == "," for piece in between] != [True] * (len(between) - 1) + [False]:
        return None
    ends = [(0, 0), *(match.span() for match in found), (len(sentence), len(sentence))]
    items = tuple(sentence[one[1] : two[0]] for one, two in pairwise(ends))
    return None if _TOGETHER.search(sentence) or not _are_things(items) else _Listed(items, between)


def _are_things(items: Sequence[str]) -> bool:
    """Tell whether what is listed is things: three or more, or two with a key in parentheses each; no clauses."""
    keyed = all(item.rstrip().endswith(")") for item in items)
    clauses = any(FINITE.search(item) or re.match(_ADDS, item, re.IGNORECASE) for item in items[1:])
    return (len(items) > 2 or keyed) and not clauses


def without_item(listed: _Listed, place: int) -> str:
    """Return the sentence without one of the things that it lists and what stands in parentheses behind that; nothing
    where that is the first, or the last and has what is said of all of them."""
    item = listed.items[place]
    is_last = place == len(listed.items) - 1
    if not place or (is_last and not item.endswith(")") and _OF.search(item)):
        return ""
    return listed.without(place)


def _hidden(sentence: str) -> str:
    """Return a sentence, as long as it is, with blanks for what stands in parentheses, braces and formulas."""
    out, depth, maths = [], 0, False
    for place, character in enumerate(sentence):
        escaped = place > 0 and sentence[place - 1] == "\\"
        opens, closes = (character in "({[" and not escaped), (character in ")}]" and not escaped)
        depth = max(0, depth - closes)
        hides = depth > 0 or maths
        maths ^= character == "$" and not escaped
        depth += opens
        out.append("\x00" if hides else character)
    return "".join(out)


def parts_of(sentence: str, beginnings: re.Pattern[str]) -> list[str]:
    """Return the parts of a sentence, each of which begins where the pattern stands outside of parentheses, braces and
    formulas."""
    cuts = [0, *(match.start() for match in beginnings.finditer(_hidden(sentence)) if match.start()), len(sentence)]
    return [sentence[one:two] for one, two in pairwise(cuts)]
