"""Lengths as AnyCapEval's scripts count them (Ren et al., 2025), so that its numbers come out the same.

Not as a reader counts: digits are no words, "don't" is one word with a straight apostrophe and two with a curly one,
and every dot, exclamation or question mark ends a sentence.
"""

import re
from typing import Literal

_WORD = re.compile(r"\b[a-zA-Z]+(?:['-][a-zA-Z]+)*\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")  # with its punctuation
_END = re.compile(r"[.!?]")

# What the fourteen sentences say that may set a caption's length, after "The generated caption's length": unit, least,
# most.
_START = "The generated caption's length "
_LENGTHS: dict[str, tuple[Literal["words", "sentences"], int, int]] = {
    "needs to be no more than 10 words.": ("words", 0, 10),
    "needs to be exactly 10 words.": ("words", 10, 10),
    "needs to be 10 to 20 words.": ("words", 10, 20),
    "needs to be exactly 20 words.": ("words", 20, 20),
    "needs to be 20 to 30 words.": ("words", 20, 30),
    "needs to be exactly 50 words.": ("words", 50, 50),
    "needs to be exactly 60 words.": ("words", 60, 60),
    "needs to be 30 to 120 words.": ("words", 30, 120),
    "needs to be one sentence.": ("sentences", 1, 1),
    "needs to be exactly two sentences.": ("sentences", 2, 2),
    "cannot exceed two sentences.": ("sentences", 0, 2),
    "needs to be exactly three sentences.": ("sentences", 3, 3),
    "cannot exceed three sentences.": ("sentences", 0, 3),
    "needs to be exactly five sentences.": ("sentences", 5, 5),
}


def count_words(text: str) -> int:
    """Return how many English words and Chinese characters a text has."""
    return len(_WORD.findall(text)) + len(_CHINESE.findall(text))


def count_sentences(text: str) -> int:
    """Return how many pieces with anything in them a text falls into at dots, exclamation and question marks."""
    return sum(1 for piece in _END.split(text) if piece.strip())


def keeps_length(text: str, asked: str) -> bool:
    """Tell whether a text has the length that a sentence asks for.

    As in the scripts, a sentence that is not known asks for nothing.
    """
    known = _LENGTHS.get(asked.removeprefix(_START))
    if known is None:
        return True
    unit, least, most = known
    return least <= (count_words(text) if unit == "words" else count_sentences(text)) <= most


def near_reference(text: str, reference: str) -> bool:
    """Tell whether a text has the reference's number of words, give or take 30 % of it; both limits are within."""
    wanted = count_words(reference)
    return 10 * abs(count_words(text) - wanted) <= 3 * wanted
