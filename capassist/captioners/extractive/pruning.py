"""A caption taken over from another figure without the phrases that are not said of this one, where it stays whole.

"Tracks of the pump obtained by the old method (red)" is "Tracks of the pump" where the text knows neither method nor
colour. What goes leaves a caption that says less, and never another thing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from capassist.captioners.extractive.compress import balanced, tidy
from capassist.captioners.extractive.confirmation import Facts, ToldApart
from capassist.captioners.extractive.context_dependence import depends_on_context
from capassist.captioners.extractive.pointer_phrases import AUXILIARY, SHOWS
from capassist.model import Span
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import words

_FEWEST = 3  # known words that make a caption
_FEWEST_WORDS = 5
_MOST_UNKNOWN = 1  # of what is left: more is for the author to decide with the whole caption before the eyes
# Shares of what a phrase says with which, if they are unknown, it goes: where too little is left otherwise, the second.
_UNKNOWN = (0.0, 0.5)
_VERB = re.compile(
    rf"\b(?:{AUXILIARY}|{SHOWS}|marks?|denotes?|specify|specifies|gives?|corresponds?|stands?)\b", re.IGNORECASE
)
# "The function used here is; …" has lost what it is.
_UNFINISHED = re.compile(rf"\b(?:{AUXILIARY}|(?:shows?|denotes?|indicates?|stands?\s+for))\s*[,;:.)]", re.IGNORECASE)
# Not "of" and "between", which the name before them needs.
_PREPOSITION = (
    r"(?:by|with|without|for|from|in|on|at|as|to|using|considering|including|via|through|under|over|after|before|during"
    r"|among|against|versus|vs\.)"
)
# Where a phrase begins that can go: ", with two pumps", " obtained by the old method", ": A and B".
_PHRASE = re.compile(
    rf"[,;:]\s+(?:and\s+)?(?:(?:[a-z]+ed|built|shown|drawn|given|made)\s+)?(?:{_PREPOSITION}\b)?"
    rf"|\s+(?:(?:[a-z]+ed|built|shown|drawn|given|made|depending|according|based)\s+)?{_PREPOSITION}\b"
    r"|\s+(?:that|which|where|when|whose)\b",
    re.IGNORECASE,
)
# A phrase that belongs to the one before it, and goes with it.
_LEANS = re.compile(r"\s+(?:(?:[a-z]+ed|built)\s+\w+|in|on|at|to|by|through|under|over)\b", re.IGNORECASE)
# One of a list, or a second clause.
_ITEM = re.compile(
    rf"[,;:]\s+(?:and\s+)?(?!(?:(?:[a-z]+ed|built|shown|drawn|given|made)\s+)?{_PREPOSITION}\b"
    r"|(?:that|which|where|when|whose)\b)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s*\((?P<inside>[^()]*)\)")
# Before a word that only says which of the things it is: "the old method", "and old pumps".
_BEFORE_ADJECTIVE = re.compile(
    r"(?:^|[:.]\s+|\b(?:the|an?|and|or|of|by|with|for|in|on|from|der|die|das|les?|las?|el)\s+)$", re.IGNORECASE
)
_COMMON_WORD = re.compile(r"(?:(?![A-ZÄÖÜ])[^\W\d_]|-)+")
# What says which panel, how many, or the contrary.
_NOT_DROPPED = re.compile(
    r"(?:no|not|none|all|each|both|every|first|second|third|last|left|right|top|bottom|upper|lower|middle|cent(?:er|re)"
    r"|central|inverse|opposite|(?:non|un|anti|in|de)\w+)$",
    re.IGNORECASE,
)


def pruned(caption: str, told_apart: ToldApart) -> str:
    """Return a caption without the sentences and phrases that `told_apart` does not know; nothing where too little is
    left, or its first sentence cannot be read without them.

    `told_apart` returns the ranges that say something with whether that is known. Unknown words that the sentence needs
    are left in.
    """
    found = (_pruned(caption, told_apart, share) for share in _UNKNOWN)
    return next((left for left in found if len(words(left)) >= _FEWEST_WORDS and _is_enough(left, told_apart)), "")


def _is_enough(left: str, told_apart: ToldApart) -> bool:
    """Tell whether enough of a caption is known, and no name, number or formula is unknown: those say what it is of."""
    facts = told_apart(left)
    unknown = [left[start:end] for (start, end), known in facts if not known]
    return (
        len(facts) - len(unknown) >= _FEWEST
        and len(unknown) <= _MOST_UNKNOWN
        and all(_COMMON_WORD.fullmatch(word) for word in unknown)
    )


def _pruned(caption: str, told_apart: ToldApart, unknown: float) -> str:
    """Return a caption without the phrases of which more than a share is unknown."""
    kept: list[str] = []
    for sentence in caption_sentences(caption):
        left = _pruned_sentence(sentence, told_apart, unknown)
        if left and (_is_known(left, told_apart) if kept else _may_begin(left, sentence, told_apart)):
            kept.append(left)
        elif not kept and len(words(sentence)) >= _FEWEST_WORDS:
            break  # only a short title before it can be done without
    return joined(kept) if kept else ""


def _may_begin(left: str, sentence: str, told_apart: ToldApart) -> bool:
    """Tell whether what is left of a sentence can be the first: a short one only where nothing of it went or is
    unknown."""
    is_whole = left == sentence and _is_known(left, told_apart)
    return (is_whole or len(words(left)) >= _FEWEST_WORDS) and not depends_on_context(left)


def _is_known(sentence: str, told_apart: ToldApart) -> bool:
    """Tell whether all that a sentence says is known: what is added behind the first has no gaps."""
    facts = told_apart(sentence)
    return len(facts) > 1 and all(known for _, known in facts)


def _pruned_sentence(sentence: str, told_apart: ToldApart, unknown: float) -> str:
    """Return a sentence without its unknown phrases, adjectives and formulas; nothing where a verb is unknown."""

    def phrases(text: str, facts: Facts) -> Iterator[Span]:
        return _phrases(text, facts, unknown)

    for spans_of in (_parentheses, _appositions, _adjectives, phrases):
        for start, end in reversed(list(spans_of(sentence, told_apart(sentence)))):
            left = sentence[:start] + sentence[end:]
            if balanced(left) and balanced(sentence[start:end]):
                sentence = left
    facts = told_apart(sentence)
    if any(not known and _VERB.search(sentence[start:end]) for (start, end), known in facts):
        return ""
    return _mended(sentence) if any(known for _, known in facts) else ""


def _mended(sentence: str) -> str:
    """Return a sentence without the loose punctuation and spaces that phrases leave behind; nothing where its verb has
    lost what it says."""
    end = "." if sentence.rstrip().endswith(".") else ""
    text = tidy(re.sub(r"\s+([,;.])", r"\1", sentence.rstrip(" .,;:")))
    text = re.sub(r"(?<!\\)\\$", "", text) + end  # the space of "\\name\\ of"
    return "" if _UNFINISHED.search(f"{text}.") else text


def _parentheses(sentence: str, facts: Facts) -> Iterator[Span]:
    """Yield the parentheses with anything unknown: a remark can be done without."""
    for match in _PARENTHESIS.finditer(sentence):
        if not all(known for (start, end), known in facts if match.start() <= start and end <= match.end()):
            yield match.span()


def _phrases(sentence: str, facts: Facts, unknown: float) -> Iterator[Span]:
    """Yield the unknown phrases behind the first, each with those that belong to it; what stands behind the colon of an
    opening is the first, too."""
    gone = 0
    stop = len(sentence.rstrip(" ."))
    for start, end in pairwise([*_beginnings(sentence, facts), stop]):
        leans = gone == start and _LEANS.match(sentence, start)
        if (leans or _is_unknown((start, end), facts, unknown)) and not _has_verb(sentence[start:end]):
            gone = stop if _ITEM.match(sentence, start) else end
            yield start, gone
            if gone > end:
                return  # the rest of a list of which one item is not known


def _beginnings(sentence: str, facts: Facts) -> Iterator[int]:
    """Yield where phrases begin that say something: "as inferred by the method" is one."""
    before = 0
    for match in _PHRASE.finditer(sentence):
        place = match.start()
        is_opening = sentence[place] == ":" and _said(0, place, facts) < _FEWEST
        if is_opening or not balanced(sentence[:place]) or (before and not _said(before, place, facts)):
            continue
        before = place
        yield place


def _said(begin: int, stop: int, facts: Facts) -> int:
    """Return how many facts stand in a range."""
    return sum(begin <= start and end <= stop for (start, end), _ in facts)


def _has_verb(piece: str) -> bool:
    """Tell whether a phrase has the verb of the sentence; that of "which is old" is its own."""
    return not re.match(r"\W*(?:that|which|where|when|whose)\b", piece) and bool(_VERB.search(piece))


def _adjectives(sentence: str, facts: Facts) -> Iterator[Span]:
    """Yield the unknown words that only tell a known thing from others of its kind."""
    for ((start, end), known), ((begin, _), next_known) in pairwise(facts):
        if not known and next_known and sentence[end:begin] == " " and _is_adjective((start, end), sentence):
            yield start, begin


def _is_adjective(span: Span, sentence: str) -> bool:
    """Tell whether a word before a thing can go: no name, no number, none of those that turn the meaning."""
    start, end = span
    word = sentence[start:end]
    is_word = word.isalpha() and (word.islower() or (start == 0 and word[1:].islower()))
    return is_word and bool(_BEFORE_ADJECTIVE.search(sentence[:start])) and not _NOT_DROPPED.match(word)


def _appositions(sentence: str, facts: Facts) -> Iterator[Span]:
    """Yield the unknown formulas behind the known name of what they stand for: "level $h$"."""
    for (_, known), ((start, end), formula_known) in pairwise(facts):
        is_formula = sentence[start] == "$" and known and not formula_known
        if is_formula and re.search(r"\w\s$", sentence[:start]) and re.match(r"[\s,.;)]|$", sentence[end:]):
            yield start - 1, end


def _is_unknown(span: Span, facts: Facts, share: float) -> bool:
    """Tell whether something that a range says, and at least a share of it, is not known."""
    inside = [known for (start, end), known in facts if span[0] <= start and end <= span[1]]
    unknown = len(inside) - sum(inside)
    return unknown > 0 and unknown >= share * len(inside)
